"""source-limited: boxes of 入手元 (Ⅱ.3①) that Ⅲ.2 rules out, because it limits the 入手元 to some nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import SourceKind
from piaflow.domain.entries import SourceBox, SourceLimit
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.source_limits import find_beyond_limit, find_limit


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        beyond = find_beyond_limit(dossier, file)
        if beyond:
            yield _hit(file, beyond, find_limit(dossier, file))
        yield from _find_denied(dossier, file)


_DENIED = re.compile(
    r"本人(?:又は(?:その|本人の)?代理人)?(?:等)?から(?:は|も|の)?[^。]{0,12}?(?:入手|取得|収集)(?:は|を|も)*"
    r"(?:(?:し|行わ)(?:ない|ず)|(?:行って|して)(?:いない|おらず)|(?:すること)?は(?:ない|なく))"
)
_PARTLY = re.compile("以外|必要のない|必要な|場合|除き|除いて|ように|よう|目的外|対象者")
"""Words of a sentence that rules out some of what is taken in, not the source."""


def _find_denied(dossier: Dossier, file: File) -> Iterator[Hit]:
    ticked = any(b.kind is SourceKind.PERSON and b.box is Certainty.YES for b in file.acquisition.sources)
    for sentence in dossier.measures_of.get(file.name, ()) if ticked else ():
        of_taking = sentence.cell.address.place.startswith("Ⅲ.2")
        if of_taking and _DENIED.search(sentence.plain) and not _PARTLY.search(sentence.plain):
            boxes = Spot("Ⅱ.3.①", file.name, (SourceKind.PERSON.value,))
            yield Hit(
                f"{file.name}のⅡ.3①は本人からの入手に○があるが、{sentence.where}は本人からは入手しないという。",
                (file.name_entry(file.acquisition),),
                (
                    Evidence(f"Ⅱ.3① {SourceKind.PERSON.value}", file.acquisition.spans, boxes),
                    Evidence(sentence.where, sentence.spans),
                ),
                about="本人",
                confidence=Confidence.LOW,
            )
            return


def _hit(file: File, beyond: tuple[SourceBox, ...], limit: SourceLimit) -> Hit:
    ticked = name_some((f"「{box.kind.value}」" for box in beyond), "と")
    only = name_some(limit.nodes)
    boxes = Spot("Ⅱ.3.①", file.name, tuple(box.kind.value for box in beyond))
    return Hit(
        f"{file.name}のⅡ.3①の入手元は{ticked}に○があるが、Ⅲ.2は入手元を{only}に限るという。",
        (file.name_entry(file.acquisition),),
        (
            Evidence(
                f"Ⅱ.3① 入手元の欄 {ticked}",
                file.acquisition.spans,
                boxes,
            ),
            Evidence(f"Ⅲ.2 入手元は{only}だけ", limit.spans),
        ),
        confidence=Confidence.MEDIUM if limit.inferred else None,
    )


RULE = Rule(
    name="source-limited",
    title="入手元の欄が、Ⅲ.2の限る入手元より広い",
    checks="Ⅲ.2が入手元を一つの所に限るという文書（モデルのlimit、なければ「入手元は○○に限定」という文）で、Ⅱ.3①の入手元の○がその外にないかを見る。その他の欄は問わない。本人からは入手しないという文と、本人の○も、要確認として言う。",
    matters="Ⅲ.2の目的外の入手への対策は、限った所からしか入手しないことに立つ。ほかからも入手するなら、その対策がない。",
    settle="限った所からだけ入手しているかを確かめ、Ⅱ.3①の○を消すか、Ⅲ.2にほかの入手元での対策を書く。",
    source="様式4 Ⅱ.3①、Ⅲ.2リスク1・2（様式3ではⅢ.2）",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.LIMITS, needs.SOURCES),
)
