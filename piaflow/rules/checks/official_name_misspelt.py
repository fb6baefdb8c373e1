"""official-name-misspelt: a name that law gives, printed with a slip in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import Span, join_spans
from piaflow.form.form import Cell
from piaflow.law.forms import FieldKind
from piaflow.law.official_names import find_slips
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import print_place

_Told = tuple[Cell, tuple[Span, ...]]


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One finding for each slip, with all the fields that bear it. What the document calls its own is no slip."""
    own = [fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)]
    told = (
        ((slip.name, slip.printed), (cell, find_lines(slip.first, slip.last)))
        for cell, text, find_lines in _list_texts(dossier)
        for slip in find_slips(text)
        if not any(fold(slip.printed) in name for name in own)
    )
    for (name, printed), places in group_by(told).items():
        yield _hit(name, printed, places)


def _list_texts(dossier: Dossier) -> Iterator[tuple[Cell, str, Callable[[int, int], tuple[Span, ...]]]]:
    """Yield the words of each field, lines joined, and how to find the lines of a part; of a row of 変更箇所 all are one."""
    for passage in dossier.passages:
        yield passage.cell, passage.text, passage.find_lines
    for cell in dossier.form.cells:
        if cell.field.counted == "変更" and cell.field.kind is FieldKind.TEXT and cell.text:
            yield cell, "".join(cell.text.splitlines()), partial(_find_all_lines, cell)


def _find_all_lines(cell: Cell, _first: int, _last: int) -> tuple[Span, ...]:
    return cell.spans


def _hit(name: str, printed: str, places: tuple[_Told, ...]) -> Hit:
    fields = name_some(dict.fromkeys(print_place(cell) for cell, _ in places))
    first = places[0][0]
    return Hit(
        f"{fields}の「{printed}」は、「{name}」の誤記とみられる。",
        (first.subject or first.key,),
        (Evidence(f"「{printed}」", join_spans(span for _, spans in places for span in spans)),),
        about=printed,
    )


RULE = Rule(
    name="official-name-misspelt",
    title="法令や機関の名の誤記",
    checks="文と変更箇所の行で、法令の題名、機関と全国のシステムの名（law/data/names.json）と、続いた2字以内だけが違う語を探す。文書が自分のシステムや主体の名とする語は問わない。",
    matters="名が違えば、どの法令、どの機関のことかが決まらない。写された誤りは、ほかの欄にも残っている。",
    settle="正しい名に直す。",
    source="法令の題名と番号法・住基法の語（law/data/names.json）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
