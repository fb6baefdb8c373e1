"""変更箇所 of a newer document against what it prints otherwise than the older one: rows and differences that lack each other.

What could not be read, on either side, is said to be unread: neither a row nor a difference is missing for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property

from attrs import evolve, field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import Span
from piaflow.form.comparing import FormChange
from piaflow.form.form import Cell, CellOrigin, Form
from piaflow.form.printed import GONE, PrintedChanges
from piaflow.law.addresses import Address
from piaflow.law.eras import parse_date
from piaflow.law.forms import FieldKind
from piaflow.law.printed_items import find_chapter, list_meant
from piaflow.rules.quoting import describes, is_of_one_text, tells_nothing

_FILE_NAME, _PUBLISHED = "Ⅱ.1", "表紙.公表日"
_DAY, _ITEM, _BEFORE, _AFTER = "変更日", "項目", "変更前の記載", "変更後の記載"
_QUOTED = (FieldKind.TEXT, FieldKind.CHOICE, FieldKind.DATE)
_LEAST = 4
"""Characters: fewer of them stand in too many fields to say which one a row is about."""


class Matter(Enum):
    """何が合わないか. Values are those of the JSON answer."""

    MISSING = "missing"
    UNQUOTED = "unquoted"
    DIFFERS = "differs"
    IDLE = "idle"
    UNSURE = "unsure"
    UNREAD = "unread"

    @property
    def printed(self) -> str:
        """The Japanese words."""
        return {
            "missing": "行がない（漏れ）",
            "unquoted": "同じ番号の行はあるが、この違いを書いていない",
            "differs": "行に書いてあることが、版の記載と違う",
            "idle": "行はあるが、その欄は2つの版で同じ",
            "unsure": "行があるか決まらない",
            "unread": "照合できない行",
        }[self.value]


@frozen
class TableRow:
    """A row of 変更箇所: its number in the table, what it prints, and which of its columns could not be read."""

    number: int
    day: str
    item: str
    before: str
    after: str
    unread: tuple[str, ...] = ()
    spans: tuple[Span, ...] = field(default=(), eq=False)


@frozen
class Unmatched:
    """One thing that the table and the two documents do not tell alike: a difference, a row, or one row on a difference.

    `printed` is what the row says in one of its columns, `held` what stands in the document of that side.
    """

    matter: Matter
    change: FormChange | None = None
    row: TableRow | None = None
    column: str = ""
    printed: str = ""
    held: str = ""


@frozen
class TableCheck:
    """照合: the rows that the older document does not have, how many differences have one, and what does not fit.

    `apart` are differences of what records the procedure itself (公表日, 実施日): many bodies write no row for them.
    """

    rows: tuple[TableRow, ...]
    told: int
    unmatched: tuple[Unmatched, ...] = ()
    apart: tuple[FormChange, ...] = ()

    def of(self, matter: Matter) -> tuple[Unmatched, ...]:
        """Return what does not fit in one way."""
        return tuple(one for one in self.unmatched if one.matter is matter)


def check_table(old: Form, new: Form, printed: PrintedChanges) -> TableCheck | None:
    """Return how the new rows of the newer document's 変更箇所 and the differences of two documents fit each other.

    None where no row of the newer one was read: whether it has none, nobody knows.
    """
    if not (listed := _list_rows(new)):
        return None
    rows = _leave_old(listed, old)
    table = _Table(new.kind, printed, _list_files(new))
    meant = [(row, *table.find_meant(row)) for row in rows]
    told = group_by((change.address, row) for row, named, _ in meant for change in named)
    beside = {change.address: row for row, _, others in meant for change in others}
    lost = [row for row, named, others in meant if not (named or others) and table.is_lost(row)]
    found: list[Unmatched] = []
    apart: list[FormChange] = []
    for change in printed.changes:
        if change.address in told:
            found.extend(table.find_differing(change, told[change.address]))
        elif change.address in beside:
            found.append(Unmatched(Matter.UNQUOTED, change, beside[change.address]))
        elif change.address.is_field and change.address.field.is_of_procedure:
            apart.append(change)
        else:
            unsure = any(_may_be_in(row, change) for row in lost if not table.list_places(row))
            found.append(Unmatched(Matter.UNSURE if unsure else Matter.MISSING, change))
    found += [Unmatched(Matter.UNREAD, row=row) for row in lost]
    found += table.find_idle([row for row, named, others in meant if not (named or others or row in lost)])
    order = list(Matter)
    return TableCheck(
        rows, len(told), tuple(sorted(found, key=lambda one: order.index(one.matter))), tuple(apart)
    )


@frozen
class _Table:
    kind: FormKind
    printed: PrintedChanges
    files: tuple[str, ...]

    @cached_property
    def places(self) -> tuple[Address, ...]:
        """Where the two documents print anything, and where the blocks stand of which one is new or gone."""
        blocks = (change.address for change in self.printed.changes if change.is_block)
        return tuple(dict.fromkeys(map(_bare, (*self.printed.sides, *blocks))))

    @cached_property
    def unread(self) -> frozenset[Address]:
        return frozenset(map(_bare, self.printed.unread))

    def list_places(self, row: TableRow) -> tuple[Address, ...]:
        return list_meant(row.item, self.kind, self.places, self.files) if row.item else ()

    def find_meant(self, row: TableRow) -> tuple[list[FormChange], list[FormChange]]:
        """The differences that a row tells, and those at the same number of which it says nothing.

        Where its 項目 leads to none, its words may: entries have other numbers today, and officers mistype.
        """
        here = {*self.list_places(row)}
        named = [change for change in self.printed.changes if _bare(change.address) in here]
        quoted = [change for change in named or self.printed.changes if self._quotes(row, change)]
        if not named:
            return quoted, []
        if len(named) == 1 or not quoted:
            return named, []
        return quoted, [change for change in named if change not in quoted]

    def _quotes(self, row: TableRow, change: FormChange) -> bool:
        was, now = self._texts(change)
        return _is_quotation(row.before, was) or _is_quotation(row.after, now)

    def _texts(self, change: FormChange) -> tuple[str, str]:
        """The whole texts of a field, where a change has the lines alone that differ."""
        was, now = self.printed.sides.get(change.address, (None, None))
        whole = (was.text if was else "", now.text if now else "")
        return (change.before, change.after) if change.is_block else whole

    def is_lost(self, row: TableRow) -> bool:
        """Whether nobody knows what a row is about: its 項目 was not read or names no field, or the field was not read."""
        here = self.list_places(row)
        return not here or not self.unread.isdisjoint(here)

    def find_differing(self, change: FormChange, rows: Sequence[TableRow]) -> Iterator[Unmatched]:
        """Several rows on one field lead from the first to the last."""
        if change.is_block or change.address.field.kind not in _QUOTED:
            return
        was, now = self._texts(change)
        sides = ((rows[0], _BEFORE, rows[0].before, was), (rows[-1], _AFTER, rows[-1].after, now))
        for row, column, text, held in sides:
            if column not in row.unread and contradicts(text, held):
                yield Unmatched(Matter.DIFFERS, change, row, column, text, held)

    def find_idle(self, rows: Sequence[TableRow]) -> Iterator[Unmatched]:
        """Rows on fields that are the same in both; rows that lead back to where they came from are right."""
        for here, told in group_by((self.list_places(row), row) for row in rows).items():
            sides = [self.printed.sides.get(address, (None, None)) for address in here]
            held = next((now.text for _, now in sides if now), "") if len(here) == 1 else ""
            if len(told) == 1 or contradicts(told[-1].after, held):
                yield from (Unmatched(Matter.IDLE, row=row, held=held) for row in told)


def _bare(address: Address) -> Address:
    """Where the older document printed what is gone."""
    return evolve(address, file=address.file.removesuffix(GONE), number=address.number.removesuffix(GONE))


def _list_files(form: Form) -> tuple[str, ...]:
    """The names of the files in the order of the form."""
    return tuple("".join(cell.text.split()) for cell in form.cells if cell.field.full == _FILE_NAME)


def _list_rows(form: Form) -> tuple[TableRow, ...]:
    """The rows of 変更箇所, without those that the form leaves for later."""
    cells = group_by((cell.address.number, cell) for cell in form.cells if cell.field.is_of_revisions)
    rows = (_read_row(number, told) for number, told in cells.items())
    return tuple(row for row in rows if row.day or row.item or row.before or row.after or row.unread)


def _read_row(number: str, cells: Sequence[Cell]) -> TableRow:
    told = {cell.field.path.rpartition(".")[2]: cell for cell in cells}
    lost = tuple(name for name in told if told[name].origin is CellOrigin.UNREAD)
    day, item, before, after = (told[n].text if n in told else "" for n in (_DAY, _ITEM, _BEFORE, _AFTER))
    spans = tuple(dict.fromkeys(span for cell in cells for span in cell.spans))
    return TableRow(int(number), day, "".join(item.split("\n")), before, after, lost, spans)


def _leave_old(rows: Sequence[TableRow], old: Form) -> tuple[TableRow, ...]:
    """The rows that the older document does not have; where none of its own was read, those after its 公表日."""
    left = list(_list_rows(old))
    if not left:
        published = next((cell.text for cell in old.cells if cell.field.full == _PUBLISHED), "")
        since = parse_date(published)
        return tuple(row for row in rows if not (since and (day := parse_date(row.day)) and day <= since))
    new = []
    for row in rows:
        same = next((other for other in left if _is_same(row, other)), None)
        if same is None:
            new.append(row)
        else:
            left.remove(same)
    return tuple(new)


def _is_same(row: TableRow, other: TableRow) -> bool:
    """Whether two rows print the same in all that was read of both."""
    columns = ((_DAY, "day"), (_ITEM, "item"), (_BEFORE, "before"), (_AFTER, "after"))
    lost = {*row.unread, *other.unread}
    return all(fold(getattr(row, a)) == fold(getattr(other, a)) for name, a in columns if name not in lost)


def _may_be_in(row: TableRow, change: FormChange) -> bool:
    """Whether a row that leads to no field may tell a difference: one of another chapter or of 別紙 does not."""
    chapter = find_chapter(row.item)
    return chapter in ("", change.address.chapter)


def _is_description(text: str) -> bool:
    """Whether a cell tells of the change and holds no words of the field."""
    return tells_nothing(text) or describes(text)


def _is_quotation(text: str, held: str) -> bool:
    if _is_description(text) or not held:
        return False
    is_enough = len(fold(text)) >= _LEAST or fold(text) == fold(held)
    return is_enough and is_of_one_text(text, held) is not Certainty.NO


def contradicts(text: str, held: str) -> bool:
    """Whether a cell quotes what the field does not hold; words of a field that is blank are no quotation."""
    if _is_description(text) or not text or not held:
        return False
    return is_of_one_text(text, held) is Certainty.NO
