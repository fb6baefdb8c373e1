"""One sheet of an xlsx: its texts, the rectangles that its borders close, its printed pieces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from xml.etree.ElementTree import Element

from attrs import define, field, frozen

from piaflow.source.formats import print_number
from piaflow.source.limits import MOST_CELLS, refuse
from piaflow.source.package import Package, Relation
from piaflow.source.page import TICK, Cell, Line, Page, Rectangle, Unread, Word, place_of
from piaflow.source.ruling import Joined, arrange
from piaflow.source.xlsx_shapes import Shape, find_shapes

_FULL = 32_767
"""So many characters a cell of Excel holds: a text of that length lost its end."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
SIDES = ("left", "right", "top", "bottom")
_UNIT = 0.5  # of a cell: what rules are joined and closed by


@frozen
class Style:
    """What a style of the sheet says of reading: number format, borders, whether it is a check box.

    `borders` names the sides that are drawn: `top`, and `top dashed` where it is not solid.
    """

    code: str = ""
    borders: frozenset[str] = frozenset()
    is_box: bool = False


@frozen
class Book:
    """What the sheets of a workbook share."""

    package: Package
    strings: tuple[str, ...]
    styles: tuple[Style, ...]
    since_1904: bool


@frozen
class _Text:
    """A printed text with its place."""

    place: Rectangle
    lines: tuple[str, ...]
    ticks: tuple[bool | None, ...] = ()
    full: bool = False
    floats: bool = False


def read_rich(item: Element) -> str:
    """Return a string: its own text and that of its runs; the reading in rPh, which every IME writes, is none."""
    return _unescape(
        "".join((item.findtext("t", ""), *(run.findtext("t", "") for run in item.iterfind("r"))))
    )


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def to_int(text: str | None, default: int = 0) -> int:
    """Return the integer that an attribute writes, the default where it writes none."""
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def find_areas(text: str) -> Iterator[Rectangle]:
    """Return the rectangles that a reference names: columns and rows, the last not included."""
    for found in _AREA.finditer(text):
        left, top, right, bottom = found.groups()
        columns = sorted((_to_column(left), _to_column(right)))
        rows = sorted((int(top), int(bottom)))
        yield Rectangle(columns[0], rows[0], columns[1] + 1, rows[1] + 1)


def _to_column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


@define
class SheetReader:
    """Reads one sheet."""

    book: Book
    name: str
    path: str
    areas: tuple[Rectangle, ...]
    unread: list[Unread] = field(factory=list)
    merges: dict[tuple[int, int], Rectangle] = field(factory=dict)
    covered: dict[tuple[int, int], Rectangle] = field(factory=dict)
    hidden_columns: set[int] = field(factory=set)
    hidden_rows: set[int] = field(factory=set)
    styled: dict[tuple[int, int], Style] = field(factory=dict)
    texts: list[_Text] = field(factory=list)

    def read(self) -> list[Page]:
        """Return the printed pieces of the sheet, their lines not yet numbered."""
        root = self.book.package.parse(self.path)
        self._read_merges(root)
        self._read_hidden(root)
        for place, element in _walk_cells(root):
            self._read_cell(place, element)
            if len(self.styled) > MOST_CELLS:
                raise refuse(
                    self.book.package.file, f"シート「{self.name}」のセルが多すぎます（上限 {MOST_CELLS:,}）"
                )
        relations = self.book.package.relate(self.path)
        shapes = list(find_shapes(self.book.package, root, relations))
        # first: of what begins in one column the box stands before the name in the cell below it
        self.texts[:0] = [_to_text(shape) for shape in shapes if shape.lines or shape.is_box]
        drawings = tuple(shape.place for shape in shapes if not shape.lines and not shape.is_box)
        self._tell(root, relations)
        shown = [text for text in self.texts if self._is_printed(text.place)]
        outside = len(self.texts) - len(shown)
        if outside > 0:
            self.unread.append(Unread(f"印刷範囲の外か隠れた行・列にある文字（{outside}か所）", 0, self.name))
        cells, loose = self._set_cells(shown)
        return list(self._divide(root, cells, loose, drawings))

    def _read_merges(self, root: Element) -> None:
        for merge in root.iter("mergeCell"):
            for area in find_areas(merge.get("ref", "")):
                self.merges[int(area.left), int(area.top)] = area
                if area.width * area.height + len(self.covered) > 2 * MOST_CELLS:
                    continue  # a merge of a whole sheet: its first cell is what counts
                for column in range(int(area.left), int(area.right)):
                    for row in range(int(area.top), int(area.bottom)):
                        self.covered[column, row] = area

    def _read_hidden(self, root: Element) -> None:
        for column in root.iter("col"):
            if column.get("hidden") in {"1", "true"} or column.get("width") == "0":
                first, last = to_int(column.get("min"), 1), to_int(column.get("max"), 1)
                self.hidden_columns |= set(range(first, min(last, 16_384) + 1))
        for at, row in enumerate(root.iter("row"), 1):
            if row.get("hidden") in {"1", "true"} or row.get("ht") == "0":
                self.hidden_rows.add(to_int(row.get("r"), at))

    def _read_cell(self, place: tuple[int, int], element: Element) -> None:
        style = Style()
        number = to_int(element.get("s"), 0)
        if 0 <= number < len(self.book.styles):
            style = self.book.styles[number]
        if style.borders:
            self.styled[place] = style
        area = self.covered.get(place) or self.merges.get(place)
        if area is not None and place != (area.left, area.top):
            return  # under a merge: not shown
        text, ticks = self._print_cell(element, style)
        if text.strip() or ticks:
            at = area or Rectangle(place[0], place[1], place[0] + 1, place[1] + 1)
            self.texts.append(_Text(at, _split_lines(text), ticks, len(text) >= _FULL))

    def _print_cell(self, element: Element, style: Style) -> tuple[str, tuple[bool | None, ...]]:
        kind, value = element.get("t", "n"), element.findtext("v")
        if kind == "inlineStr":
            inline = element.find("is")
            return (read_rich(inline) if inline is not None else "", ())
        if not value:
            if kind != "str" and element.find("f") is not None:
                self.unread.append(Unread(f"計算結果のない数式（{element.get('r', '')}）", 0, self.name))
            return "", ()
        match kind:
            case "s":
                at = to_int(value, -1)
                return (self.book.strings[at] if 0 <= at < len(self.book.strings) else "\ufffd", ())
            case "b":
                on = value.strip() in {"1", "true"}
                return (TICK, (on,)) if style.is_box else ("TRUE" if on else "FALSE", ())
            case "str" | "e" | "d":
                return _unescape(value), ()
        return print_number(value.strip(), style.code, since_1904=self.book.since_1904), ()

    def _tell(self, root: Element, relations: Mapping[str, Relation]) -> None:
        if self.hidden_rows or self.hidden_columns:
            what = f"隠れた行{len(self.hidden_rows)}・列{len(self.hidden_columns)}（印刷されない）"
            self.unread.append(Unread(what, 0, self.name))
        old = [r.target for r in relations.values() if r.kind == "vmlDrawing"]
        if next(root.iter("control"), None) is None:
            for target in old:
                if re.search(rb'ObjectType="(Checkbox|Radio)"', self.book.package.read(target)):
                    self.unread.append(Unread("古い形のチェックボックスの状態", 0, self.name))

    def _is_printed(self, place: Rectangle) -> bool:
        if self.areas and not any(area.holds(place.left + 0.1, place.top + 0.1) for area in self.areas):
            return False
        columns = range(int(place.left), max(int(place.left) + 1, int(place.right)))
        rows = range(int(place.top), max(int(place.top) + 1, int(place.bottom)))
        return not (
            all(column in self.hidden_columns for column in columns)
            or all(row in self.hidden_rows for row in rows)
        )

    def _set_cells(self, texts: Iterable[_Text]) -> tuple[list[Cell], list[Line]]:
        """Put the texts into the rectangles that the borders close; the rest are cells of their own, or float."""
        arrangement = arrange(*self._find_rules(), _UNIT, close_ends=False)
        held: dict[int, list[_Text]] = defaultdict(list)
        cells: list[Cell] = []
        loose: list[Line] = []
        for text in texts:
            place = text.place
            owner = arrangement.find((place.left + place.right) / 2, (place.top + place.bottom) / 2)
            if owner is not None:
                held[owner].append(text)
            elif text.floats:
                loose += _set_lines([text])
            else:
                cells.append(Cell(place, tuple(_set_lines([text])), text.full))
        for index, face in enumerate(arrangement.faces):
            full = any(text.full for text in held[index])
            if self._is_printed(face.rectangle):
                cells.append(Cell(face.rectangle, tuple(_set_lines(held[index])), full))
        return cells, loose

    def _find_rules(self) -> tuple[list[Joined], list[Joined]]:
        """The borders as rules; inside a merged range none is printed."""
        level: dict[int, dict[int, bool]] = defaultdict(dict)
        upright: dict[int, dict[int, bool]] = defaultdict(dict)
        for (column, row), style in self.styled.items():
            area = self.covered.get((column, row))
            for side in SIDES:
                if side not in style.borders or (
                    area is not None and not _is_on_side(column, row, side, area)
                ):
                    continue
                dashed = f"{side} dashed" in style.borders
                if side in {"top", "bottom"}:
                    at = row + (side == "bottom")
                    level[at][column] = level[at].get(column, True) and dashed
                else:
                    at = column + (side == "right")
                    upright[at][row] = upright[at].get(row, True) and dashed
        return _join_runs(level), _join_runs(upright)

    def _divide(
        self, root: Element, cells: list[Cell], loose: list[Line], drawings: tuple[Rectangle, ...]
    ) -> Iterator[Page]:
        """Divide a sheet at its page breaks: first down, then across, as Excel prints it."""
        rows, columns = _find_breaks(root, "rowBreaks"), _find_breaks(root, "colBreaks")
        pieces: dict[tuple[int, int, int], tuple[list[Cell], list[Line]]] = defaultdict(lambda: ([], []))
        for cell in cells:
            pieces[self._find_piece(cell.rectangle, rows, columns)][0].append(cell)
        for line in loose:
            pieces[self._find_piece(place_of(line), rows, columns)][1].append(line)
        for key, (held, free) in sorted(pieces.items(), key=lambda piece: piece[0]):
            if free or any(cell.lines for cell in held):
                here = tuple(place for place in drawings if self._find_piece(place, rows, columns) == key)
                yield Page(0, cells=tuple(held), loose=tuple(free), drawings=here, sheet=self.name)

    def _find_piece(self, place: Rectangle, rows: list[int], columns: list[int]) -> tuple[int, int, int]:
        area = next(
            (at for at, area in enumerate(self.areas) if area.holds(place.left + 0.1, place.top + 0.1)), 0
        )
        across = sum(place.left > column for column in columns)
        down = sum(place.top > row for row in rows)
        return area, across, down


def _walk_cells(root: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """Each cell with its column and row; both may leave out where they are, and then follow the one before."""
    row_number = 0
    for row in root.iter("row"):
        row_number = to_int(row.get("r"), row_number + 1)
        column = 0
        for element in row.iterfind("c"):
            found = _REFERENCE.fullmatch(element.get("r", ""))
            column = _to_column(found[1]) if found else column + 1
            yield (column, int(found[2]) if found else row_number), element


def _split_lines(text: str) -> tuple[str, ...]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(line.rstrip() for line in lines if line.strip())


def _to_text(shape: Shape) -> _Text:
    lines = shape.lines
    if shape.is_box:
        lines = (" ".join((TICK, *lines)),)
    return _Text(shape.place, lines, (shape.state,) if shape.is_box else (), floats=True)


def _is_on_side(column: int, row: int, side: str, area: Rectangle) -> bool:
    match side:
        case "left":
            return column == area.left
        case "right":
            return column == area.right - 1
        case "top":
            return row == area.top
    return row == area.bottom - 1


def _join_runs(drawn: Mapping[int, Mapping[int, bool]]) -> list[Joined]:
    joined: list[Joined] = []
    for at, places in drawn.items():
        ordered = sorted(places)
        starts = [ordered[0], *(after for before, after in pairwise(ordered) if after != before + 1)]
        ends = [*(before + 1 for before, after in pairwise(ordered) if after != before + 1), ordered[-1] + 1]
        for start, end in zip(starts, ends, strict=True):
            dashed = all(places[place] for place in range(start, end))
            joined.append(Joined(at, start, end, 0.0, dashed))
    return joined


def _set_lines(texts: list[_Text]) -> list[Line]:
    """The lines of one cell: ranges beside each other with one line each are one line ([ | ○ | ] | 紙)."""
    rows: dict[tuple[float, float], list[_Text]] = {}
    for text in sorted(texts, key=lambda text: (text.place.top, text.place.left)):
        rows.setdefault((text.place.top, text.place.bottom), []).append(text)
    lines: list[Line] = []
    for row in rows.values():
        if len(row) > 1 and all(len(text.lines) == 1 for text in row):
            words = tuple(Word(text.lines[0], text.place) for text in row)
            ticks = tuple(tick for text in row for tick in text.ticks)
            place = Rectangle.around(text.place for text in row)
            joined = " ".join(text.lines[0] for text in row)
            lines.append(Line(joined, 0, 0, place, 0.0, words, ticks))
            continue
        for text in row:
            for at, line in enumerate(text.lines):
                ticks = text.ticks if at == 0 else ()
                lines.append(Line(line, 0, 0, text.place, 0.0, (Word(line, text.place),), ticks))
    return lines


def _find_breaks(root: Element, tag: str) -> list[int]:
    return sorted(
        {to_int(one.get("id")) for group in root.iterfind(tag) for one in group if one.tag == "brk"}
    )
