"""revision-timing: a row of 変更箇所 that calls its change a 重要な変更 and was filed 事後."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.choices import Timing
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.domain.span import find_beginnings
from piaflow.errors import clip
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule

_SHOWN = 120
_SIGNIFICANT = re.compile("重要な変更")
_DENIED = re.compile(
    "重要な変更(?:に|には|とは|で|では)?(?:該当|当た|あた|し|は)?[^。]{0,8}(?:ない|なく|せず|ず|ません|除)"
)
_EXCUSED = re.compile("緊急|災害|やむを得ない|規則第?9条")
"""規則9条2項: in an emergency the assessment may follow the change."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for row in dossier.revisions:
        if row.timing is Timing.AFTER and _is_called_significant(row):
            yield Hit(
                f"変更箇所の{row.item}は、重要な変更と説明しながら、提出時期が事後である。",
                (Revised(row.item),),
                (
                    Evidence(f"説明「{clip(row.note, _SHOWN)}」", find_beginnings((row,))),
                    Evidence("提出時期 事後", find_beginnings((row,))),
                ),
                about=row.date,
            )


def _is_called_significant(row: Revision) -> bool:
    note = fold(row.note)
    if row.note.endswith("…"):
        return False  # what it goes on to say may deny it
    return bool(_SIGNIFICANT.search(note)) and not (_DENIED.search(note) or _EXCUSED.search(note))


RULE = Rule(
    name="revision-timing",
    title="重要な変更の行が事後に提出されている",
    checks="変更箇所の行のうち、提出時期に係る説明が重要な変更であると言い、提出時期が事後であるものを言う。"
    "重要な変更に当たらないと言うもの、緊急時（規則9条2項）と言うものは言わない。※の欄の行が事後であるだけでは言わない。",
    matters="重要な変更は、変更の前に評価を再実施する（番号法28条1項後段）。事後なら、その手続を経ていないことになる。",
    settle="実際の経過を確かめ、提出時期か説明を直す。",
    source="番号法28条1項後段、規則9条2項・11条、様式4 別添3",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS,),
)
