"""official-name-misspelt: a name that law gives, printed with a slip in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.records import Revision
from piaflow.domain.span import Span, join_spans
from piaflow.law.official_names import find_slips
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised, Subject
from piaflow.rules.rule import Rule
from piaflow.rules.wording import print_place


@frozen
class _Text:
    """Words of the document: where they stand, what a finding on them is about, and how the lines of a part are found."""

    where: str
    subject: Subject
    words: str
    find_lines: Callable[[int, int], tuple[Span, ...]]


_Told = tuple[_Text, tuple[Span, ...]]


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One finding for each slip, with all the places that bear it. What the document calls its own is no slip."""
    own = [fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)]
    told = (
        ((slip.name, slip.printed), (text, text.find_lines(slip.first, slip.last)))
        for text in _list_texts(dossier)
        for slip in find_slips(text.words)
        if not any(fold(slip.printed) in name for name in own)
    )
    for (name, printed), places in group_by(told).items():
        yield _hit(name, printed, places)


def _list_texts(dossier: Dossier) -> Iterator[_Text]:
    """Yield the words of each field, and of each row of 変更箇所, whose place in the table is no name of it."""
    for passage in dossier.passages:
        cell = passage.cell
        yield _Text(print_place(cell), cell.subject or cell.key, passage.text, passage.find_lines)
    for row in dossier.revisions:
        for words in (row.item, row.before, row.after, row.note):
            text = "".join(words.splitlines())
            yield _Text(f"変更箇所の{row.item}", Revised(row.item), text, partial(_find_row, row))


def _find_row(row: Revision, _first: int, _last: int) -> tuple[Span, ...]:
    return row.spans


def _hit(name: str, printed: str, places: tuple[_Told, ...]) -> Hit:
    where = name_some(dict.fromkeys(text.where for text, _ in places))
    return Hit(
        f"{where}の「{printed}」は、「{name}」の誤記とみられる。",
        (min((text for text, _ in places), key=lambda text: (text.where, str(text.subject))).subject,),
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
