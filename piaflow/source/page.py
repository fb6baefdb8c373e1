"""The values that every adapter gives: a source of pages, a page of lines and cells, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import cached_property

from attrs import evolve, field, frozen

from piaflow.domain.choices import FormKind
from piaflow.source.keys import find_printed, make_key

TICK = "\ufffc"
"""Stands in a printed line where the source has a check box that is no character; `Line.ticks` has its states."""


@frozen(order=True)
class Rectangle:
    """A rectangle whose top left is (left, top): y grows downwards.

    In points of the page as it is read; in columns and rows where the source is a sheet or a table.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on a side."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @classmethod
    def around(cls, parts: Iterable[Rectangle]) -> Rectangle:
        """Return the smallest rectangle that holds all the parts, of which there is at least one."""
        lefts, tops, rights, bottoms = zip(*((p.left, p.top, p.right, p.bottom) for p in parts), strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))


@frozen
class Extent:
    """Where something stands in its source: first and last line number, page and rectangle.

    Lines are numbered from 1 as the file numbers them (a text layer, a table of tabs), else over the whole
    source in reading order. `page` is 0 where a text layer does not tell it.
    """

    first: int
    last: int
    page: int = 0
    rectangle: Rectangle | None = None

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Extent:
        """Return where some lines stand together, of which there is at least one: the page of the first."""
        told = list(lines)
        page = told[0].page
        numbers = [line.number for line in told]
        places = [line.rectangle for line in told if line.rectangle is not None and line.page == page]
        return cls(min(numbers), max(numbers), page, Rectangle.around(places) if places else None)


@frozen
class Word:
    """A piece of a line that stands by itself: blanks or a gap part it from the next."""

    text: str
    rectangle: Rectangle


@frozen
class Line:
    """One printed line of one cell, or of none: the text as printed, and where it stands.

    `size` is the height of its characters, 0 where the source has none. `ticks` are the states of the check
    boxes that are no characters (TICK in the text, in order): None where the source does not tell the state.
    `ruby` is the reading printed small above it.
    """

    text: str
    number: int
    page: int = 0
    rectangle: Rectangle | None = None
    size: float = 0.0
    words: tuple[Word, ...] = ()
    ticks: tuple[bool | None, ...] = ()
    ruby: str = ""

    @property
    def key(self) -> str:
        """The text for matching: see `make_key`."""
        return make_key(self.text)

    @property
    def extent(self) -> Extent:
        """Where it stands."""
        return Extent(self.number, self.number, self.page, self.rectangle)

    def find_printed(self, start: int, end: int) -> str:
        """Return what is printed where the key has its characters from `start` to `end`."""
        return self.text[find_printed(self.text, start, end)]


@frozen
class Cell:
    """A closed rectangle of rules, or a cell of a table, with its lines from the top.

    `clipped`: its text is not whole, since the row is too low or the cell of the sheet is full. `unprinted` is
    text that the file holds for it and the print does not show. `cut`: the page ends before its lower rule (or
    begins after the upper one), so it may go on there.
    """

    rectangle: Rectangle
    lines: tuple[Line, ...] = ()
    clipped: bool = False
    cut: bool = False
    unprinted: str = ""

    @property
    def text(self) -> str:
        """The printed lines, one under the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def ticks(self) -> tuple[bool | None, ...]:
        """The states of the check boxes that are no characters, in order."""
        return tuple(tick for line in self.lines for tick in line.ticks)

    @property
    def grid(self) -> tuple[int, int, int, int]:
        """Row, column, rows and columns spanned; of use where the source is a sheet or a table."""
        place = self.rectangle
        return int(place.top), int(place.left), int(place.height), int(place.width)


@frozen
class Rule:
    """A printed ruling line: as thin a rectangle as it is drawn. `dashed` for dots and dashes."""

    rectangle: Rectangle
    dashed: bool = False

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.rectangle.width >= self.rectangle.height


@frozen
class Page:
    """One page, one printed piece of a sheet, or a whole text layer or table.

    `lines` has all the lines, those of the cells and the loose ones, in reading order. `drawings` are curves,
    pictures and shapes that nobody read: one over a box may be its mark. `turn` is by how many degrees
    clockwise the shown page is to be turned to be read, which its rectangles take as done.
    """

    number: int
    lines: tuple[Line, ...] = ()
    cells: tuple[Cell, ...] = ()
    loose: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    drawings: tuple[Rectangle, ...] = ()
    width: float = 0.0
    height: float = 0.0
    turn: int = 0
    sheet: str = ""

    def take(self, first: int, last: int) -> Page:
        """Return the page with the lines of these numbers, the cells that have some, and the empty ones between."""
        if not self.lines or first <= self.lines[0].number <= self.lines[-1].number <= last:
            return self
        kept = tuple(line for line in self.lines if first <= line.number <= last)
        tops = [place_of(line).top for line in kept]
        cells = tuple(
            cell
            for cell in self.cells
            if (first <= cell.lines[0].number <= last if cell.lines else _is_among(cell.rectangle.top, tops))
        )
        loose = tuple(line for line in self.loose if first <= line.number <= last)
        return evolve(self, lines=kept, cells=cells, loose=loose)

    def right_of(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the cells that begin where this one ends and share some of its height, from the top."""
        side = self._by_left.get(cell.rectangle.right, ())
        return tuple(other for other in side if _share_height(cell, other))

    def left_of(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the cells that end where this one begins and share some of its height, from the top."""
        side = self._by_right.get(cell.rectangle.left, ())
        return tuple(other for other in side if _share_height(cell, other))

    def below(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the cells that begin under this one and share some of its width, from the left."""
        side = self._by_top.get(cell.rectangle.bottom, ())
        return tuple(other for other in side if _share_width(cell, other))

    def above(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the cells that end over this one and share some of its width, from the left."""
        side = self._by_bottom.get(cell.rectangle.top, ())
        return tuple(other for other in side if _share_width(cell, other))

    @cached_property
    def _by_left(self) -> dict[float, list[Cell]]:
        return self._group("left")

    @cached_property
    def _by_right(self) -> dict[float, list[Cell]]:
        return self._group("right")

    @cached_property
    def _by_top(self) -> dict[float, list[Cell]]:
        return self._group("top")

    @cached_property
    def _by_bottom(self) -> dict[float, list[Cell]]:
        return self._group("bottom")

    def _group(self, side: str) -> dict[float, list[Cell]]:
        grouped: dict[float, list[Cell]] = {}
        for cell in self.cells:
            grouped.setdefault(getattr(cell.rectangle, side), []).append(cell)
        return grouped


def place_of(line: Line) -> Rectangle:
    """Return the rectangle of a line of a source that has rectangles; an empty one where it has none."""
    return line.rectangle or _NOWHERE


_NOWHERE = Rectangle(0.0, 0.0, 0.0, 0.0)


def order_page(page: Page, first: int) -> Page:
    """Return a page with its cells and loose lines in reading order, and its lines numbered from `first`.

    They are read by the top of their cell, or their own where they are loose, then from the left.
    """
    blocks: list[tuple[Rectangle, Cell | None, tuple[Line, ...]]] = [
        *((cell.rectangle, cell, cell.lines) for cell in page.cells),
        *((place_of(line), None, (line,)) for line in page.loose),
    ]
    blocks.sort(key=lambda block: (block[0].top, block[0].left))
    ordered: list[Cell] = []
    numbered: list[Line] = []
    free: list[Line] = []
    for _, cell, held in blocks:
        start = first + len(numbered)
        lines = tuple(evolve(line, number=at, page=page.number) for at, line in enumerate(held, start))
        numbered += lines
        if cell is None:
            free += lines
        else:
            ordered.append(evolve(cell, lines=lines))
    return evolve(page, lines=tuple(numbered), cells=tuple(ordered), loose=tuple(free))


def _is_among(top: float, tops: list[float]) -> bool:
    return bool(tops) and min(tops) <= top <= max(tops)


def _share_height(one: Cell, other: Cell) -> bool:
    top, bottom = one.rectangle.top, one.rectangle.bottom
    return other.rectangle.top < bottom and top < other.rectangle.bottom


def _share_width(one: Cell, other: Cell) -> bool:
    left, right = one.rectangle.left, one.rectangle.right
    return other.rectangle.left < right and left < other.rectangle.right


class SourceKind(Enum):
    """What a file is, by its content."""

    PDF = "PDF"
    XLSX = "Excel"
    TEXT = "テキスト"
    TABLE = "タブ区切り"
    HTML = "HTML"


class BreakReason(Enum):
    """Why a page may begin at a line of a text layer."""

    FORM_FEED = "改ページ文字"
    BLANK = "改ページに代わる空白"
    GAP = "空行の並び"
    NUMBER = "ページ番号"
    HEADER = "繰り返す見出し"


@frozen
class Break:
    """A line at which a page may begin, and why: each is a hypothesis."""

    line: int
    reasons: frozenset[BreakReason]


@frozen
class Part:
    """One 評価書 of a source: its form where a cover tells it, and its first and last line."""

    form: FormKind | None
    title: str
    first: int
    last: int


@frozen
class Unread:
    """Something of the source that could not be read, or that its print does not show: what, and where."""

    what: str
    page: int = 0
    sheet: str = ""


@frozen
class Source:
    """A document as it was read. `breaks` are the hypotheses of a text layer; `parts` has at least one 評価書.

    `broken` counts the characters that have no meaning (U+FFFD, private use, no map to Unicode, (cid:12)).
    """

    file: str
    kind: SourceKind
    pages: tuple[Page, ...]
    breaks: tuple[Break, ...] = ()
    parts: tuple[Part, ...] = ()
    unread: tuple[Unread, ...] = ()
    broken: int = 0
    lines: tuple[Line, ...] = field(init=False, repr=False, eq=False)

    def take(self, part: Part) -> Source:
        """Return the source with nothing but one of its parts; its lines keep their numbers."""
        pages = (page.take(part.first, part.last) for page in self.pages)
        breaks = tuple(one for one in self.breaks if part.first < one.line <= part.last)
        return evolve(self, pages=tuple(page for page in pages if page.lines), breaks=breaks, parts=(part,))

    @lines.default
    def _collect(self) -> tuple[Line, ...]:
        return tuple(line for page in self.pages for line in page.lines)
