"""compare_printed: what changes between two documents as they were read, field by field, in their own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import attrs
from attrs import evolve, frozen

from piaflow.domain.names import fold
from piaflow.form.comparing import FormChange, compare
from piaflow.form.form import Cell, CellOrigin, Form
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind

GONE = "（前）"
"""Stands behind the number of an entry or file that only the older document has."""
_FILE_NAME, _SYSTEM_NAME, _ROW = "Ⅱ.1", "Ⅰ.2.システム{n}.①", "変更"
_BOTH = 2
Sides = tuple[Cell | None, Cell | None]
"""A field before and after, None where there is none."""
_Kind = tuple[str, str]
"""What is numbered: ファイル, or the systems, 委託事項 … (of a file)."""


@frozen
class PrintedChanges:
    """What two documents print otherwise, and where one of the two could not be read.

    A change of a text holds the printed lines whose words the other document does not have there. `sides` are the
    fields of both, before and after, by where the newer document prints them.
    """

    changes: tuple[FormChange, ...] = ()
    unread: tuple[Address, ...] = ()
    sides: Mapping[Address, Sides] = attrs.field(factory=dict, eq=False, repr=False)


def compare_printed(old: Form, new: Form) -> PrintedChanges:
    """Return what differs between two documents on one form.

    Files, systems and entries are one by their printed names, where each is the name of one alone, else by their
    numbers. What is only typed or broken into lines otherwise is the same; what either did not read is no change.
    """
    numbers = _match_numbers(old, new)
    was = {_renumber(cell.address, numbers): cell for cell in old.cells}
    now = {cell.address: cell for cell in new.cells}
    files = {a.file: "".join(c.text.split()) for a, c in {**was, **now}.items() if c.field.full == _FILE_NAME}
    wholes = set(map(_whole, was)) ^ set(map(_whole, now))
    left: list[Cell] = []
    told: list[Cell] = []
    unread: list[Address] = []
    for address in sorted(a for a in {**was, **now} if a.field.counted != _ROW):
        found = [cell for cell in (was.get(address), now.get(address)) if cell]
        alone = len(found) == 1 and (_whole(address) is None or _whole(address) not in wholes)
        lost = any(map(_is_unread, found)) or _lacks_what_is_beside(found)
        if alone or lost:
            unread += (
                [address] if any(cell.text or cell.origin is CellOrigin.UNREAD for cell in found) else []
            )
        elif len({fold(cell.text) for cell in found}) > 1 or len(found) == 1:
            subject, file = str(address.block or ""), files.get(address.file, "")
            left += [evolve(was[address], subject=subject, file=file)] if address in was else []
            told += [evolve(now[address], subject=subject, file=file)] if address in now else []
    changes = compare(evolve(old, cells=tuple(left)), evolve(new, cells=tuple(told))).changes
    sides = {address: (was.get(address), now.get(address)) for address in {**was, **now}}
    return PrintedChanges(tuple(map(_in_lines, changes)), tuple(unread), sides)


def _whole(address: Address) -> Address | str | None:
    """What comes and goes as a whole: a system or entry, else a file with all its chapters; None of what stands once."""
    return address.block if address.field.counted else address.file or None


def _is_unread(cell: Cell) -> bool:
    """A field whose boxes nobody read, or a list of nothing: an annex is there for what it lists."""
    is_lost_list = cell.field.kind is FieldKind.LIST and not cell.text
    return cell.origin is CellOrigin.UNREAD or bool(cell.filled.unread) or is_lost_list


def _lacks_what_is_beside(found: Sequence[Cell]) -> bool:
    """Whether the same boxes are ticked and one side has no words beside one: a text layer loses them."""
    if len(found) < _BOTH or found[0].field.kind not in BOXED:
        return False
    one, other = ([line.partition("（") for line in cell.text.splitlines()] for cell in found)
    same = sorted(fold(box) for box, *_ in one) == sorted(fold(box) for box, *_ in other)
    beside = ({fold(box): bool(words) for box, _, words in lines} for lines in (one, other))
    return same and next(beside) != next(beside)


def _match_numbers(old: Form, new: Form) -> Mapping[_Kind, Mapping[str, str]]:
    """Return what each number of the old document is in the new one: of files first, as the others are of a file."""
    files = _pair(_list_names(old, "")[""], _list_names(new, "")[""])
    numbers: dict[_Kind, Mapping[str, str]] = {("", ""): files}
    for counted in ("システム", "委託事項", "提供先", "移転先"):
        names = _list_names(new, counted)
        for file, listed in _list_names(old, counted).items():
            numbers[counted, file] = _pair(listed, names.get(files.get(file, file), {}))
    return numbers


def _list_names(form: Form, counted: str) -> dict[str, dict[str, str]]:
    """The printed names of what is counted, by the file that it is of and its number there; of the files with ""."""
    found: dict[str, dict[str, str]] = {"": {}}
    for cell in form.cells:
        field, address = cell.field, cell.address
        if counted and field.counted == counted:
            names = found.setdefault(address.file, {})
            is_name = address.place in (field.repeat, _SYSTEM_NAME)
            names[address.number] = fold(cell.text) if is_name else names.get(address.number, "")
        elif not counted and field.full == _FILE_NAME:
            found[""][address.file] = fold(cell.text)
    return found


def _pair(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """By a name that one alone has on either side; then those of one number of which neither has another partner."""
    once_old, once_new = (
        {name: number for number, name in names.items() if name and Counter(names.values())[name] == 1}
        for names in (old, new)
    )
    pairs = {number: once_new[name] for name, number in once_old.items() if name in once_new}
    taken = set(pairs.values())
    return pairs | {n: n for n in old if n not in pairs and n in new and n not in taken}


def _renumber(address: Address, numbers: Mapping[_Kind, Mapping[str, str]]) -> Address:
    """Return where the new document prints what the old one printed there; what is gone keeps a number of its own."""
    file, counted = address.file, address.field.counted
    known = numbers.get((counted, file), {}) if counted and counted != _ROW else {}
    moved = evolve(address, number=known.get(address.number, f"{address.number}{GONE}")) if known else address
    return evolve(moved, file=numbers["", ""].get(file, f"{file}{GONE}")) if file else moved


def _in_lines(change: FormChange) -> FormChange:
    """Where a page breaks its lines says nothing: a line is the same wherever the other text has its words."""
    written = not change.is_block and change.address.field.kind in (FieldKind.TEXT, FieldKind.LIST)
    if not written or not (change.before and change.after):
        return change
    before, after = _only(change.before, change.after), _only(change.after, change.before)
    return evolve(change, before=before, after=after) if before or after else change


def _only(text: str, other: str) -> str:
    """The lines whose words the other text lacks, and those that it goes on from: before … of … and more."""
    words, here = fold(other), fold(text)
    lines = {fold(line) for line in other.splitlines()}
    grown = [line for line in lines if line not in here]
    return "\n".join(
        line
        for line in text.splitlines()
        if (told := fold(line)) not in words or (told and told not in lines and any(told in g for g in grown))
    )
