"""partner-copied: Ⅲ.5 of a file tells of a partner to whom Ⅱ.5 hands over another file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.entries import Handover
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_SECTION = re.compile(r"Ⅲ\.5(?:\.|$)")
_PARTNER = re.compile(
    r"相手方[(（](?P<named>[^()（）]{2,30})[)）]|(?:^|[、。・])(?P<end>[^、。・()（）「」]{2,25}?)と[^、。と]{2,25}?の間の通信"
)
_TAIL = re.compile("(?:サーバー?|システム|センター)$")
"""A body is named by its machine: 都道府県サーバ of 都道府県."""
_PREFECTURE = re.compile("知事|[府県](?![一-龠]*市)|東京都(?![一-龠]*市)|北海道(?![一-龠]*市)")


def _find(dossier: Dossier) -> Iterator[Hit]:
    recipients = group_by(
        (d.file, (d.name, d.entry)) for d in dossier.model.entries if isinstance(d.entry, Handover)
    )
    said = group_by(
        ((s.cell.file, _key(name)), (name, s))
        for s in dossier.sentences_of.get("Ⅲ", ())
        if s.cell.file and _SECTION.match(s.cell.field.full)
        for name in _list_partners(s)
    )
    for (file, key), told in said.items():
        own = recipients.get(file, ())
        of_other = [
            other
            for other, entries in recipients.items()
            if other != file and any(_names(key, fold(entry.recipient)) for _, entry in entries)
        ]
        names = [fold(entry.recipient) for _, entry in own]
        if own and of_other and not any(_names(key, name) or "別紙" in name or not name for name in names):
            yield _hit(file, told, own, min(of_other))


def _list_partners(sentence: Sentence) -> Iterator[str]:
    for found in _PARTNER.finditer(sentence.text):
        yield (found["named"] or found["end"]).strip("：: ")


def _key(name: str) -> str:
    return _TAIL.sub("", fold(name))


def _names(key: str, recipient: str) -> bool:
    """Whether a recipient is who is meant: 都道府県 is the prefecture that is printed by its name, or its 知事."""
    return key in recipient or (key == "都道府県" and bool(_PREFECTURE.search(recipient)))


def _hit(
    file: str,
    told: tuple[tuple[str, Sentence], ...],
    own: tuple[tuple[str, Handover], ...],
    other: str,
) -> Hit:
    partner, sentence = told[0]
    recipients = "、".join(dict.fromkeys(entry.recipient for _, entry in own))
    return Hit(
        f"{file}の{sentence.where}は提供の相手を{partner}とするが、Ⅱ.5の{file}の提供先・移転先は{recipients}だけで、{partner}に当たるのは{other}の提供先である。",
        (file, other),
        (
            Evidence(f"{sentence.where} 「{partner}」", find_beginnings(s for _, s in told)),
            Evidence(f"Ⅱ.5 {recipients}", find_beginnings(entry for _, entry in own)),
        ),
        about=partner,
    )


RULE = Rule(
    name="partner-copied",
    title="Ⅲ.5の相手が、別のファイルの提供先である",
    checks="Ⅲ.5の「相手方（○○）」「○○と△△の間の通信」の相手を、そのファイルのⅡ.5の提供先・移転先と比べ、そこにはなく、別のファイルの提供先にあるものを言う。別紙に挙げる相手は分からないので言わない。",
    matters="そのファイルを実際に渡す相手との間の対策が、どこにも書かれていない。",
    settle="そのファイルの提供先との間で実際に行う措置を確かめて書き直す。",
    source="様式4・様式3 Ⅱ.5、Ⅲ.5",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.HANDOVERS, needs.RISKS),
)
