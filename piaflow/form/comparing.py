"""compare: what changes in the official form from one state of an assessment to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.grouping import group_by
from piaflow.domain.names import rename_entry
from piaflow.form.form import Cell, Form
from piaflow.form.values import UNREAD_LINE
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind

_CHOICES = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.CHOICE_AND_COUNT)
_ONE_CHOICE = (FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT)
_Pair = tuple[Cell | None, Cell | None]


@frozen
class FormChange:
    """変更: one item of the form, before and after ("" where it was or is empty).

    `address` is where it stands after the change (before it, where it is gone). A block that comes or goes as a
    whole (Ⅰ.2.システム5) is one change of its own. `is_choice` says that other boxes are ticked than before.
    """

    address: Address
    label: str
    before: str
    after: str
    significant: bool
    subject: str = ""
    file: str = ""
    is_block: bool = False
    is_choice: bool = False

    @property
    def path(self) -> str:
        """The address as text: Ⅱ.ファイル1.3.②."""
        return str(self.address)

    @property
    def excerpt(self) -> tuple[str, str]:
        """The lines that differ, before and after: what the columns of 変更箇所 need."""
        was, now = self.before.splitlines(), self.after.splitlines()
        return _only(was, now), _only(now, was)


def _only(lines: Sequence[str], others: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line not in set(others))


@frozen
class Comparison:
    """What differs, in the printed order of the new form, what is gone after it; and the fields that nobody can compare.

    `undecided` are those of which one side knows a choice or a box that the other does not: whether they changed is open.
    """

    changes: tuple[FormChange, ...]
    undecided: tuple[Address, ...]


def compare(old: Form, new: Form, renamed: Mapping[str, str] | None = None) -> Comparison:
    """Return what differs between two forms.

    Repeated fields are matched by what they are about (the system, the file, the entry), not by their
    number: a system put in before others does not change them. `renamed` gives the old name of each that is
    called otherwise now. Between two kinds of form, fields are one where both ask the same (FormField.full), as
    each counts them anew.
    The rows of 変更箇所 tell of changes and are none themselves. A box that only one side tells was decided, not changed.
    """
    pairs = _pair(old, new, renamed or {})
    undecided = (now.address for was, now in pairs if was and now and _is_decided(was, now))
    return Comparison(tuple(_changes(pairs)), tuple(undecided))


def _pair(old: Form, new: Form, names: Mapping[str, str]) -> list[_Pair]:
    across = old.kind is not new.kind
    before = {_identity(cell, {}, across=across): cell for cell in _compared(old, told=across)}
    after = {_identity(cell, names, across=across): cell for cell in _compared(new, told=across)}
    pairs: list[_Pair] = [(before.get(key), cell) for key, cell in after.items()]
    return [*pairs, *((cell, None) for key, cell in before.items() if key not in after)]


def _is_decided(was: Cell, now: Cell) -> bool:
    if was.field.kind in BOXED:
        return bool(_list_untold(was) ^ _list_untold(now))
    return was.field.kind in _ONE_CHOICE and any(c.filled.unread and not c.stated for c in (was, now))


def _list_untold(cell: Cell) -> set[str]:
    """The boxes of which a cell does not tell; a proposal tells of none."""
    if cell.filled.derived:
        return set(cell.field.boxes)
    return {name for name, box in cell.boxes.items() if box is Certainty.UNKNOWN}


def _compared(form: Form, *, told: bool) -> Iterator[Cell]:
    """The cells but those of 変更箇所, of `told` only those that say something."""
    return (cell for cell in form.cells if not cell.field.is_of_revisions and (cell.stated or not told))


def _identity(cell: Cell, renamed: Mapping[str, str], *, across: bool) -> tuple[str, str, str]:
    """The field, and what it is about under the name of before.

    Numbers say nothing from one form to another: what only one of them asks is a field of its own.
    """
    subject = rename_entry(cell.subject, renamed)
    if across and cell.field.full:
        return "", cell.field.full, subject
    return cell.field.form.value if across else "", cell.field.path, subject


def _changes(pairs: Sequence[_Pair]) -> Iterator[FormChange]:
    """A block whose cells all come or all go is told once, where it begins: blocks of entries stand inside it."""
    placed = [(_block(*pair), pair) for pair in pairs]
    blocks = dict(group_by((block, pair) for block, pair in placed if block))
    for block, (was, now) in placed:
        if block:
            yield from _block_change(blocks.pop(block, ()))
        elif len(set(_texts(was, now))) > 1:
            yield _change(was, now)


def _texts(was: Cell | None, now: Cell | None) -> tuple[str, str]:
    """What both sides say; of boxes and choices, what both know."""
    if was is None or now is None:
        return _text(was), _text(now)
    if was.field.kind in BOXED:
        untold = _list_untold(was) | _list_untold(now)
        return _leave_out(was, untold), _leave_out(now, untold)
    return ("", "") if _is_decided(was, now) else (was.stated, now.stated)


def _leave_out(cell: Cell, boxes: Collection[str]) -> str:
    """What a cell says without the lines of some boxes, and without those that name what was not read."""
    lines = cell.stated.splitlines()
    return "\n".join(x for x in lines if not x.startswith(UNREAD_LINE) and cell.find_ticked(x) not in boxes)


def _block(was: Cell | None, now: Cell | None) -> tuple[str, str, bool] | None:
    """Return which block a cell comes with (or goes with: False), None where it is there before and after."""
    cell = now or was
    if cell is None or not cell.field.repeat or (was and now):
        return None
    return str(cell.address.block), cell.subject, now is not None


def _text(cell: Cell | None) -> str:
    return cell.stated if cell else ""


def _change(was: Cell | None, now: Cell | None) -> FormChange:
    cell = now or was
    assert cell is not None  # noqa: S101 - a pair has at least one side
    field = cell.field
    before, after = _texts(was, now)
    return FormChange(
        address=cell.address,
        label=field.label,
        before=before,
        after=after,
        significant=field.significant,
        subject=cell.subject,
        file=cell.file,
        is_choice=field.kind in _CHOICES,
    )


def _block_change(cells: Sequence[_Pair]) -> Iterator[FormChange]:
    inner = [_change(was, now) for was, now in cells]
    filled = [change for change in inner if change.before or change.after]
    if not filled:
        return
    block = next(c for pair in cells for c in pair if c).address.block
    assert block is not None  # noqa: S101 - only repeated fields come and go as a whole
    yield evolve(
        filled[0],
        address=block,
        label=block.name,
        before="\n".join(_labelled(c.label, c.before) for c in filled if c.before),
        after="\n".join(_labelled(c.label, c.after) for c in filled if c.after),
        significant=any(change.significant for change in inner),
        is_block=True,
        is_choice=False,
    )


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}"
