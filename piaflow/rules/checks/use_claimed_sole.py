"""use-claimed-sole: a file that a text says is for one recipient alone, and entries that hand it to others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.entries import Handover
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule

_SOLE = re.compile(r"(?P<name>[一-龠々ァ-ヴー]{2,20})への(?:提供|移転|送付|送信|通知)のみ(?:に|を|と)")


def _find(dossier: Dossier) -> Iterator[Hit]:
    entries = group_by((d.file, d) for d in dossier.model.entries if isinstance(d.entry, Handover))
    for sentence in dossier.sentences:
        found = _SOLE.search(sentence.text) if sentence.cell.file else None
        others = [
            d
            for d in (entries.get(sentence.cell.file, ()) if found else ())
            if isinstance(d.entry, Handover)
            and d.entry.recipient
            and not _is_meant(found["name"] if found else "", d.entry)
        ]
        if found and others:
            names = name_some(d.name.number for d in others)
            yield Hit(
                f"{sentence.cell.file}の{sentence.where}は{found['name']}への提供だけに使うとするが、Ⅱ.5は{names}を挙げる。",
                (sentence.cell.file,),
                (
                    Evidence(f"{sentence.where} {found.group()}", sentence.spans),
                    Evidence(f"Ⅱ.5 {names}", find_beginnings(d.entry for d in others)),
                ),
                about=found["name"],
            )


def _is_meant(name: str, entry: Handover) -> bool:
    """A recipient whose name has the short one at its end is meant alone: 機構 of 地方公共団体情報システム機構."""
    recipient = re.sub(r"\(.*?\)", "", fold(entry.recipient))
    return fold(recipient).endswith(fold(name)) and not re.search("及び|並びに|、", recipient)


RULE = Rule(
    name="use-claimed-sole",
    title="1つの相手への提供だけに使うという文と、Ⅱ.5の提供先が合わない",
    checks="「○○への提供のみに用いる」のような文があるファイルについて、Ⅱ.5に○○のほかの提供先・移転先がないかを見る。",
    matters="使い道を限るという約束は保管や消去の理由にもなる。ほかへも渡すなら、その理由が成り立たない。",
    settle="実際に渡す相手を確かめ、文か提供先を直す。",
    source="様式4・様式3 Ⅱ.5、Ⅱ.6、Ⅲ",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.HANDOVERS, needs.TEXTS),
)
