"""measure-planned: a measure that Ⅲ or Ⅳ marks as taken, and whose description says that it is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.grouping import group_by
from piaflow.domain.span import collect_spans
from piaflow.form.form import Cell
from piaflow.law.forms import FieldKind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_PLANNED = re.compile(
    r"予定(?:である|です|とする|としている|している|しており|だ|。|$)"
    r"|検討(?:中|している|する予定)|今後[^。]{0,30}(?:定める|策定する|整備する)"
)
"""予定 as what is said, not as a part of a noun (転出予定日)."""
_TAKEN = "ている"


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One finding for each measure and its sentence, with all the files that bear it."""
    planned = ((one, _find_mark(dossier, one.cell)) for one in dossier.sentences if _PLANNED.search(one.text))
    told = (
        ((choice.field.full, choice.stated, one.text), (choice, one)) for one, choice in planned if choice
    )
    yield from map(_hit, group_by(told).values())


def _find_mark(dossier: Dossier, described: Cell) -> Cell | None:
    """Return the choice that a field describes, where that says that the measure is taken."""
    above = described.field.full.rpartition(".")[0]
    choice = dossier.cell(above, described.subject) if above else None
    if choice is None or choice.field.kind is not FieldKind.CHOICE:
        return None
    return choice if choice.stated in choice.field.choices and choice.stated.endswith(_TAKEN) else None


def _hit(files: tuple[tuple[Cell, Sentence], ...]) -> Hit:
    (choice, sentence), place = files[0], files[0][0].address.item
    return Hit(
        f"{place}は「{choice.stated}」とするが、その内容は予定のことを書いている。",
        tuple(sorted({choice.subject or choice.key for choice, _ in files})),
        (
            Evidence(
                f"{place} {choice.stated}",
                collect_spans(choice for choice, _ in files),
                Spot(choice.field.full, choice.subject),
            ),
            Evidence(f"「{sentence.text}」", collect_spans(sentence for _, sentence in files)),
        ),
        about=place,
    )


RULE = Rule(
    name="measure-planned",
    title="しているとした対策を、予定として書いている",
    checks="Ⅲ・Ⅳの「行っている」「定めている」「記録を残している」などの選択と、そのすぐ下の具体的な内容を比べ、内容に「予定である」「今後…策定する」「検討中」のような文がないかを見る。"
    "予定日・予定者のような名詞は問わない。",
    matters="予定のままの文では、対策が今されているのかが、読む人に分からない。保有の前に書いた文が残っていることが多い。",
    settle="今しているなら、していることとして書き直す。まだなら、選択を改める。",
    source="様式4・様式3 Ⅲ・Ⅳの選択と具体的な内容の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
