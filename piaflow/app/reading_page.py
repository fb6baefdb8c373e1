"""The page on which a person looks at what was read of a document and decides what stays open.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, frozen

from piaflow.domain.choices import CountKind
from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import File
from piaflow.explorer.reading import (
    Leaf,
    Orphan,
    Quote,
    ReadField,
    ReadPage,
    Rival,
    State,
    Tick,
    write_reading,
)
from piaflow.form.form import Cell, CellOrigin
from piaflow.form.values import read_ticked
from piaflow.law.forms import BOXED, FieldKind

if TYPE_CHECKING:
    from piaflow.source.asked import Value
    from piaflow.source.deciding import Decided, Printed
    from piaflow.source.decisions import Decision
    from piaflow.source.page import Line, Page, Source
    from piaflow.source.reading import Reading

_MOST_LINES, _LEAST_LINES = 90, 30
"""Lines of a text that stand beside their fields: about a printed page, and where a page break may be, from a third on."""
_NOT_ASKED = frozenset({FieldKind.REFERENCE, FieldKind.DIAGRAM})
"""Fields into which nobody writes words."""
_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT})


@frozen
class Read:
    """What the page is made of: a document, what was read and decided of it, and the files of its model.

    `file` is how the file of decisions is to be called.
    """

    path: Path
    source: Source
    decided: Decided
    file: str
    files: tuple[File, ...]


def write_page(read: Read, *, drawn: Callable[[], object]) -> str:
    """Return the page of a document as HTML. `drawn` is called after each picture of a PDF."""
    return write_reading(_Gatherer(read, tuple(_list_stretches(read, drawn))).gather())


@frozen
class _Stretch:
    """A page of the source, or a piece of one: its lines, and what the page is called."""

    title: str
    page: Page
    lines: tuple[Line, ...]
    picture: bytes = b""


def _list_stretches(read: Read, drawn: Callable[[], object]) -> Iterator[_Stretch]:
    from piaflow.source.page import SourceKind

    source = read.source
    if source.kind is not SourceKind.PDF:
        yield from _cut(source.pages, {one.line for one in source.breaks})
        return
    from piaflow.source.limits import MOST_BYTES
    from piaflow.source.pdf_pictures import draw_pages
    from piaflow.store.reading import read_bytes

    pictures = draw_pages(read_bytes(read.path, MOST_BYTES), source.pages, drawn)
    for page, picture in zip(source.pages, pictures, strict=True):
        yield _Stretch(f"{page.number}ページ", page, page.lines, picture)


@define(slots=False)
class _Gatherer:
    """Gathers what the page shows: each leaf of a document with what was read of it."""

    read: Read
    stretches: Sequence[_Stretch]

    @property
    def _reading(self) -> Reading:
        return self.read.decided.reading

    def gather(self) -> ReadPage:
        """Return all that the page shows."""
        read, form = self.read, self._reading.form
        fields = self._put(list(self._list_fields()))
        refused = [one.decision for one in read.decided.refused]
        return ReadPage(
            document=read.path.name,
            title=f"{read.path.name} の読み取り",
            form=form.kind.value,
            file=read.file,
            leaves=tuple(
                Leaf(
                    title=stretch.title,
                    lines=tuple(_number_lines(stretch.lines)),
                    fields=tuple(fields.get(at, ())),
                    orphans=tuple(self._list_orphans(at)),
                    width=stretch.page.width,
                    height=stretch.page.height,
                    picture=stretch.picture,
                )
                for at, stretch in enumerate(self.stretches)
            ),
            notes=tuple((heading, told) for heading, told in self._list_notes() if told),
            decisions={str(decision.address): _to_dict(decision) for decision in read.decided.held},
            refused={str(decision.address): _to_dict(decision) for decision in refused},
        )

    # Where things stand.

    @cached_property
    def _lines(self) -> Mapping[int, tuple[int, list[Line]]]:
        """By the number of a line, which stretch it is of, and the lines that bear it."""
        found: dict[int, tuple[int, list[Line]]] = {}
        for at, stretch in enumerate(self.stretches):
            for line in stretch.lines:
                found.setdefault(line.number, (at, []))[1].append(line)
        return found

    @cached_property
    def _printed(self) -> Printed:
        from piaflow.source.deciding import Printed

        return Printed(self.read.source)

    def _quote(self, lines: Iterable[Line]) -> Quote:
        numbers = [line.number for line in lines]
        first, last = min(numbers), max(numbers)
        return Quote(first, last, self._printed.find_words(first, last))

    def _find_sides(self, lines: Iterable[Line]) -> tuple[tuple[float, float, float, float], ...]:
        """The rectangles of some lines, of those on the leaf of the first."""
        numbers = list(dict.fromkeys(line.number for line in lines))
        leaf = self._find_leaf(numbers[0])
        told = [line for number in numbers for line in self._lines.get(number, (0, []))[1]]
        places = (line.rectangle for line in told if self._find_leaf(line.number) == leaf)
        return tuple((r.left, r.top, r.width, r.height) for r in places if r is not None)

    def _find_leaf(self, number: int) -> int:
        return self._lines.get(number, (0, []))[0]

    def _put(self, fields: Sequence[ReadField]) -> Mapping[int, tuple[ReadField, ...]]:
        return group_by((self._find_leaf(one.quote.first), one) for one in fields)

    # What was read.

    def _list_fields(self) -> Iterator[ReadField]:
        reading = self._reading
        cells = {cell.address: cell for cell in reading.form.cells}
        doubtful = group_by((value.address, value) for value in reading.doubtful)
        cells |= {address: Cell(address) for address in doubtful if address not in cells}
        before = self.stretches[0].lines[:1]
        for address in sorted(cells):
            cell, found = cells[address], reading.values.get(address)
            rivals = tuple(self._list_rivals(cell, doubtful.get(address, ())))
            lines = self._find_lines(cell, found, doubtful.get(address, ()))
            if cell.field.kind not in _NOT_ASKED or not cell.is_empty:
                yield self._show(cell, found, rivals, lines or before[-1:])
            before = lines or before

    def _list_rivals(self, cell: Cell, doubtful: Sequence[Value]) -> Iterator[tuple[Rival, tuple[Line, ...]]]:
        """What a field may hold, with its lines: what was read for it first, then what no field has, as it is printed."""
        told = {value.text for value in doubtful}
        for value in doubtful:
            if value.lines:
                yield Rival(value.text, _HOW[value.how.value], self._quote(value.lines)), value.lines
        if cell.origin is CellOrigin.UNREAD:
            for one in self._reading.rivals.get(cell.address, ()):
                if one.text not in told:
                    yield Rival(one.text, _HOMELESS, self._quote(one.lines)), one.lines

    def _find_lines(self, cell: Cell, value: Value | None, rivals: Sequence[Value]) -> tuple[Line, ...]:
        """The lines of a field: where it was decided or read, else those of its label, else of what may be its own.

        None of a field whose label was not found: it is shown after the one before it.
        """
        if cell.filled.decided:
            spans = cell.spans
            numbers = [n for span in spans for n in range(span.first, span.last + 1) if n in self._lines]
            return tuple(line for number in numbers for line in self._lines[number][1])
        if value is not None and value.lines:
            return value.lines
        return self._reading.labels.get(cell.address) or next((r.lines for r in rivals if r.lines), ())

    def _show(
        self,
        cell: Cell,
        value: Value | None,
        rivals: Sequence[tuple[Rival, tuple[Line, ...]]],
        lines: tuple[Line, ...],
    ) -> ReadField:
        field, state = cell.field, _find_state(cell, are_rivals=bool(rivals))
        ticks = tuple(_list_ticks(cell)) if field.kind in BOXED else ()
        label = self._reading.labels.get(cell.address, ()) if state.is_open else ()
        beside = (line for _, of_rival in rivals for line in of_rival)
        shown = [*lines, *label, *beside]
        return ReadField(
            path=str(cell.address),
            label=_PARTED.split(self._reading.form.label(cell))[-1],
            state=state,
            how="人の決定"
            if state is State.DECIDED
            else _HOW[value.how.value]
            if value and cell.filled.told
            else "",
            text="" if ticks else cell.text,
            quote=self._quote(lines),
            choices=tuple(c.removesuffix("()") for c in field.choices) if field.kind in _CHOSEN else (),
            counts=field.kind is FieldKind.CHOICE_AND_COUNT,
            ticks=ticks,
            rivals=tuple(rival for rival, _ in rivals),
            lines=tuple(dict.fromkeys(line.number for line in shown)),
            sides=self._find_sides(shown),
        )

    def _list_orphans(self, leaf: int) -> Iterator[Orphan]:
        for words in self._reading.homeless:
            if self._find_leaf(words[0].number) == leaf:
                numbers = tuple(dict.fromkeys(line.number for line in words))
                yield Orphan(self._quote(words), numbers, self._find_sides(words))

    # What does not add up.

    def _list_notes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield "当てはまらない決定", tuple(map(str, self.read.decided.refused))
        yield "数の合わないところ", tuple(self._list_counters())
        yield "切れている欄、印刷されない言葉", tuple(self._list_clipped())
        yield (
            "読めなかったところ",
            tuple(
                f"{f'{one.page}ページ: ' if one.page else ''}{one.sheet and f'{one.sheet}: '}{one.what}"
                for one in self.read.source.unread
            ),
        )

    def _list_counters(self) -> Iterator[str]:
        """Where the form declares another number of entries than were read."""
        for file in self.read.files:
            for kind, entries in (
                (CountKind.ENTRUSTMENTS, file.entrustments),
                (CountKind.PROVISIONS, file.provisions),
                (CountKind.TRANSFERS, file.transfers),
            ):
                declared = max((count.count for count in file.counts if count.kind is kind), default=-1)
                if declared not in (-1, len(entries)):
                    yield f"{file.name}: {kind.value}は{declared}件とあり、読めたのは{len(entries)}件"

    def _list_clipped(self) -> Iterator[str]:
        for stretch in self.stretches:
            for cell in stretch.page.cells:
                if (cell.clipped or cell.unprinted) and (not cell.lines or cell.lines[0] in stretch.lines):
                    words = " ".join(cell.text.split())[:40]
                    hidden = f"（ファイルにだけある言葉「{cell.unprinted}」）" if cell.unprinted else ""
                    yield f"{stretch.title}「{words}」{hidden}"


_PARTED = re.compile(r"／(?![^（]*）)")
"""What parts the headings of a label, outside its brackets."""
_HOW = {
    "直接": "直接（見出しに続く）",
    "幾何": "幾何（枠の並び）",
    "隣": "隣（見出しの下）",
    "順序": "順序（同じ種類の欄に、並びの順）",
    "残り": "残り（一つ残った欄に、一つ残った言葉）",
}
"""How a value came to its field, in the words of a reader."""
_HOMELESS = "ほかの欄かもしれない"


def _find_state(cell: Cell, *, are_rivals: bool) -> State:
    if cell.filled.unread:
        return State.UNREAD
    if cell.origin is CellOrigin.DECIDED:
        return State.DECIDED
    if cell.origin in (CellOrigin.BLANK, CellOrigin.UNREAD) and are_rivals:
        return State.RIVALS
    return {CellOrigin.BLANK: State.BLANK, CellOrigin.UNREAD: State.UNREAD}.get(cell.origin, State.READ)


def _list_ticks(cell: Cell) -> Iterator[Tick]:
    from piaflow.source.decisions import find_box

    names = cell.field.boxes
    written = {find_box(one, names): one for one in read_ticked(cell)}
    entries = {
        name: choice.endswith((")", ")件")) for name, choice in zip(names, cell.field.choices, strict=False)
    }
    for name in names:
        unread = name in cell.filled.unread or not cell.filled.told
        state = "yes" if name in written else "unknown" if unread else "no"
        yield Tick(name, state, written.get(name, name), entries.get(name, False))


def _to_dict(decision: Decision) -> dict[str, object]:
    """A decision as its file holds it."""
    said: dict[str, object] = {"text": decision.text} if decision.text else {"blank": True}
    if decision.boxes:
        said = {"boxes": {name: state.value for name, state in decision.boxes}}
    note = {"note": decision.note} if decision.note else {}
    return {"at": decision.lines, "words": decision.words, **said, **note}


def _number_lines(lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    """The lines under their numbers: in a table several cells stand in one."""
    for number, group in groupby(lines, key=lambda line: line.number):
        yield number, "　".join(line.text.strip() for line in group)


def _cut(pages: Iterable[Page], breaks: set[int]) -> Iterator[_Stretch]:
    """The lines of a text or of sheets in stretches of about a page."""
    for page in pages:
        piece: list[Line] = []
        for line in page.lines:
            ends = len(piece) >= _LEAST_LINES and line.number in breaks
            if (ends or len(piece) >= _MOST_LINES) and line.number != piece[-1].number:
                yield _to_stretch(page, piece)
                piece = []
            piece.append(line)
        if piece:
            yield _to_stretch(page, piece)


def _to_stretch(page: Page, lines: Sequence[Line]) -> _Stretch:
    sheet = f"{page.sheet}　" if page.sheet else ""
    return _Stretch(f"{sheet}{lines[0].number}–{lines[-1].number}行", page, tuple(lines))
