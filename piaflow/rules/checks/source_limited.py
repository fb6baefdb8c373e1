"""source-limited: boxes of 入手元 (Ⅱ.3①) that Ⅲ.2 rules out, because it limits the 入手元 to some nodes."""

from __future__ import annotations

from collections.abc import Iterator

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
    checks="Ⅲ.2が入手元を一つの所に限るという文書（モデルのlimit、なければ「入手元は○○に限定」という文）で、Ⅱ.3①の入手元の○がその外にないかを見る。その他の欄は問わない。",
    matters="Ⅲ.2の目的外の入手への対策は、限った所からしか入手しないことに立つ。ほかからも入手するなら、その対策がない。",
    settle="限った所からだけ入手しているかを確かめ、Ⅱ.3①の○を消すか、Ⅲ.2にほかの入手元での対策を書く。",
    source="様式4 Ⅱ.3①、Ⅲ.2リスク1・2（様式3ではⅢ.2）",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.LIMITS, needs.SOURCES),
)
