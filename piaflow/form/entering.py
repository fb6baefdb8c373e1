"""What a person types into a cell, put into the model: as a value where the model has a word for it, else as a text.

The same law as in `deriving`: a value is taken where it prints as what was typed; what says more is held by its address.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, PartyKind
from piaflow.domain.entries import Count
from piaflow.domain.nodes import Party
from piaflow.form.deriving import to_text
from piaflow.form.form import TICK, Cell, Filled
from piaflow.form.table import Row, list_rows, rows_by_path
from piaflow.form.values import ENTRUSTED, Boxes, fill
from piaflow.form.written import texts_by_field
from piaflow.law.forms import BOXED, FieldKind

Sections = dict[str, Any]
_ENTRIES = {"委託事項": "entrustments", "提供先": "provisions", "移転先": "transfers"}
WORDS_OF_ROWS = ("item", "before", "after")
"""What a row of 変更箇所 says: typed by a person, it follows from no comparison any more."""
_NOT_TYPED = (FieldKind.DIAGRAM, FieldKind.REFERENCE, FieldKind.RESULT)


def is_typed(cell: Cell) -> bool:
    """Whether a person fills the cell in; else it tells what stands elsewhere in the model, or refers to an annex."""
    row = rows_by_path(cell.address.form).get(cell.address.place)
    return cell.field.kind not in _NOT_TYPED and (row is None or bool(list_rows(cell.field)))


def is_name(cell: Cell) -> bool:
    """Whether the cell holds what a system or a file is called: typing there gives it another name."""
    return any(row.value == "name" for row in list_rows(cell.field))


def tick(boxes: Iterable[tuple[str, Certainty]]) -> Filled:
    """Return what fills a cell whose boxes show this, each with what is written beside it: その他（窓口）."""
    return fill(Boxes(tuple(boxes)), ())


def enter(a: Assessment, cell: Cell, told: Filled) -> Sections:
    """Return the sections of a model whose cell says what was typed. Raises ModelError where that is no model."""
    if _is_alike(cell, cell.filled, told) and told.told == cell.filled.is_stated:
        return {}
    typed = evolve(cell, filled=told)
    held = texts_by_field(a).get(cell.key)
    sections: Sections = {"texts": tuple(text for text in a.texts if text is not held)}
    rows = list_rows(cell.field)
    if rows:
        sections |= _put_values(a, typed, rows)
    now = evolve(a, **sections)
    if not told.told and not told.unread:
        return sections
    if not any(_is_alike(cell, row.fill(now, _find_owner(now, cell)), told) for row in rows[:1]):
        texts = [to_text(typed, cell.key) if text is held else text for text in a.texts]
        sections["texts"] = tuple(texts if held else [*texts, to_text(typed, cell.key)])
    return sections


def _put_values(a: Assessment, cell: Cell, rows: tuple[Row, ...]) -> Sections:
    """Return the sections in which each value of a cell is what the cell tells."""
    owner = _find_owner(a, cell)
    for row in rows:
        value = row.read(cell)
        if row.name == "counts":
            value = (*_other_counts(owner.counts, row), *value)
        owner = _evolve(owner, row.value, value)
        if cell.field.is_of_revisions and row.value in WORDS_OF_ROWS:
            owner = evolve(owner, inferred="")
    sections = _put_owner(a, cell, owner)
    if any(row.value == "contractor" for row in rows) and owner.contractor and not a.find(owner.contractor):
        sections["parties"] = (*a.parties, Party(owner.contractor, PartyKind.CONTRACTOR))
    return sections


def _other_counts(counts: Iterable[Count], row: Row) -> list[Count]:
    """The counts that another field of the file tells."""
    return [c for c in counts if (c.kind is CountKind.ENTRUSTMENTS) != (row.writing is ENTRUSTED)]


def _is_alike(cell: Cell, fact: Filled, told: Filled) -> bool:
    """Whether a value prints as what was typed; boxes in whatever order."""
    if cell.field.kind not in BOXED:
        return fact.text == told.text
    ticked = [{line for line in one.text.splitlines() if line.startswith(TICK)} for one in (fact, told)]
    return ticked[0] == ticked[1] and set(fact.unread) == set(told.unread)


def _find_owner(a: Assessment, cell: Cell) -> Any:
    """Return what the values of a cell belong to."""
    at = cell.address
    counted = cell.field.counted
    if at.file:
        file = a.file(cell.file)
        section = _ENTRIES.get(counted)
        if not section:
            return file
        return next(e for e in getattr(file, section) if e.number.removeprefix(counted) == at.number)
    if counted == "システム":
        return next(system for system in a.systems if system.number == at.number)
    return a.revisions[int(at.number) - 1] if counted else a


def _put_owner(a: Assessment, cell: Cell, owner: Any) -> Sections:
    """Return the section of the model that has an owner in the place where it was found."""
    was = _find_owner(a, cell)
    if owner is was:
        return {}
    if isinstance(owner, Assessment):
        return {"overview": owner.overview}
    section = _ENTRIES.get(cell.field.counted) if cell.address.file else ""
    if section:
        file = a.file(cell.file)
        entries = tuple(owner if entry is was else entry for entry in getattr(file, section))
        owner, was = _evolve(file, section, entries), file
    held = "files" if cell.address.file else "systems" if cell.field.counted == "システム" else "revisions"
    return {held: tuple(owner if one is was else one for one in getattr(a, held))}


def _evolve(owner: Any, path: str, value: Any) -> Any:
    """Return the owner with another value at a path (overview.screening.date)."""
    step, _, rest = path.partition(".")
    return evolve(owner, **{step: _evolve(attrgetter(step)(owner), rest, value) if rest else value})
