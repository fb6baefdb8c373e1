"""One sheet of an officer's workbook: what each cell holds and may hold, and the edits that write into cells."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from xml.etree.ElementTree import Element as Node

from attrs import define, frozen

from piaflow.source.page import Rectangle
from piaflow.source.workbook.book import Workbook
from piaflow.source.workbook.controls import find_boxes
from piaflow.source.workbook.references import to_place, to_reference
from piaflow.source.workbook.splice import Edit, Element, Xml, escape
from piaflow.source.xlsx_shapes import Control, Shape
from piaflow.source.xlsx_sheet import find_areas, read_rich, to_int

MOST_CHARACTERS = 32_767
"""So many characters a cell of Excel holds."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_KEPT = ("r", "s")
_ROW, _COLUMN = 15.0, 9.0  # of a row in points, of a column in characters, where the sheet tells neither
_CHARACTER = 5.25  # points: 7 pixels of a digit of the usual font
_MOST = 2_000.0
_SIZE, _LEADING, _SLACK = 11.0, 1.2, 0.9
"""Points of a font that is not told; from line to line, in its size; so much of a line may be missing below."""
Place = tuple[int, int]
"""Column and row, counted from 1."""


@frozen
class Style:
    """What a style says of writing: whether text wraps, whether a protected sheet locks the cell, whether it is a box.

    `size` is that of its letters in points.
    """

    wraps: bool = False
    locked: bool = True
    is_box: bool = False
    size: float = _SIZE


@frozen
class Shared:
    """What the sheets of a workbook share: its texts, which of them change their lettering within, its styles."""

    strings: tuple[str, ...]
    rich: frozenset[int]
    styles: tuple[Style, ...]


@frozen
class Held:
    """What a cell holds: its text, or the state of its box; whether it is computed or changes its lettering within."""

    element: Element | None = None
    text: str = ""
    state: bool | None = None
    style: Style = Style()
    is_formula: bool = False
    is_rich: bool = False


NOTHING = Held()


@define(slots=False)
class Sheet:
    """A sheet with its cells."""

    name: str
    part: str
    xml: Xml
    shared: Shared
    boxes: tuple[Shape, ...] = ()
    """The check boxes that stand over it as form controls."""

    @cached_property
    def rows(self) -> Mapping[int, Element]:
        """The rows that are written down, by their numbers."""
        found: dict[int, Element] = {}
        last = 0
        for element in self.xml.all("row"):
            above = self.xml.parent(element)
            if above is None or above.name != "sheetData":
                continue  # of the anchor of a control
            last = to_int(self.xml.attributes(element).get("r"), last + 1)
            found[last] = element
        return found

    @cached_property
    def cells(self) -> Mapping[Place, Held]:
        """What the cells hold that are written down."""
        row_of = {element.start: number for number, element in self.rows.items()}
        children: dict[int, dict[str, Element]] = {}
        for one in self.xml.all("v", "f", "is"):
            children.setdefault(one.parent, {})[one.name] = one
        at = {element.start: n for n, element in enumerate(self.xml.elements) if element.name == "c"}
        found: dict[Place, Held] = {}
        column, row = 0, 0
        for element in self.xml.all("c"):
            above = self.xml.parent(element)
            here = row_of.get(above.start, 0) if above else 0
            column, row = (column + 1 if here == row else 1), here
            told = self.xml.attributes(element)
            place = to_place(told.get("r", "")) or (column, row)
            column = place[0]
            found[place] = self._read(element, told, children.get(at[element.start], {}))
        return found

    def _read(self, element: Element, told: Mapping[str, str], inside: Mapping[str, Element]) -> Held:
        number = to_int(told.get("s"), 0)
        style = self.shared.styles[number] if 0 <= number < len(self.shared.styles) else Style()
        kind, text, state, rich = told.get("t", "n"), "", None, False
        value = self.xml.text(inside["v"]) if "v" in inside else ""
        if kind == "s":
            at = to_int(value, -1)
            text = self.shared.strings[at] if 0 <= at < len(self.shared.strings) else ""
            rich = at in self.shared.rich
        elif kind == "inlineStr" and "is" in inside:
            runs = [one for one in self._texts_in(inside["is"]) if self._is_shown(one)]
            text, rich = "".join(map(self.xml.text, runs)), len(runs) > 1
        elif kind == "b":
            state = value.strip() in {"1", "true"}
            text = "" if style.is_box else str(state).upper()
        else:
            text = value
        return Held(element, text, state if style.is_box else None, style, "f" in inside, rich)

    def _texts_in(self, element: Element) -> Sequence[Element]:
        texts, starts = self._texts
        return texts[bisect_left(starts, element.opened) : bisect_left(starts, element.closing)]

    @cached_property
    def _texts(self) -> tuple[list[Element], list[int]]:
        texts = list(self.xml.all("t"))
        return texts, [one.start for one in texts]

    def _is_shown(self, text: Element) -> bool:
        """The reading of a text, which every IME writes, is not."""
        above = self.xml.parent(text)
        return above is not None and above.name != "rPh"

    @cached_property
    def merges(self) -> Mapping[Place, Rectangle]:
        """The merged ranges, by their first cells."""
        areas = (
            area
            for one in self.xml.all("mergeCell")
            for area in find_areas(self.xml.attributes(one).get("ref", ""))
        )
        return {(int(area.left), int(area.top)): area for area in areas}

    def area_of(self, place: Place) -> Rectangle:
        """Return the range that a place is merged into, or its own cell."""
        own = next((area for area in self._merged_at.get(place[1], ()) if _covers(area, place)), None)
        return own or Rectangle(place[0], place[1], place[0] + 1, place[1] + 1)

    @cached_property
    def _merged_at(self) -> Mapping[int, list[Rectangle]]:
        """The merged ranges by each of their rows, so far as the sheet has rows written down."""
        found: dict[int, list[Rectangle]] = {}
        last = max(self.rows, default=0)
        for area in self.merges.values():
            for row in range(int(area.top), min(int(area.bottom), last + 1)):
                found.setdefault(row, []).append(area)
        return found

    def first_of(self, place: Place) -> Place:
        """Return the cell that holds what a place shows: the first of its merged range."""
        area = self.area_of(place)
        return int(area.left), int(area.top)

    def held(self, place: Place) -> Held:
        """Return what a cell holds."""
        return self.cells.get(place, NOTHING)

    def inside(self, area: Rectangle) -> Iterator[tuple[Place, Held]]:
        """Yield the cells of a rectangle that hold something, row by row."""
        for row in range(int(area.top), int(area.bottom)):
            for column, held in self._by_row.get(row, ()):
                if area.left <= column < area.right and (held.text.strip() or held.state is not None):
                    yield (column, row), held

    def in_row(self, row: int) -> Sequence[tuple[int, Held]]:
        """Return the cells of a row that are written down, with their columns."""
        return self._by_row.get(row, ())

    @cached_property
    def _by_row(self) -> Mapping[int, list[tuple[int, Held]]]:
        rows: dict[int, list[tuple[int, Held]]] = {}
        for (column, row), held in sorted(self.cells.items()):
            rows.setdefault(row, []).append((column, held))
        return rows

    @cached_property
    def is_protected(self) -> bool:
        """Whether the sheet is protected, so that Excel lets nobody write into its locked cells."""
        one = self.xml.first("sheetProtection")
        return one is not None and self.xml.attributes(one).get("sheet", "0") in {"1", "true"}

    def refuse_tick(self, control: Control) -> str:
        """Return why a form control cannot be ticked, "" where it can."""
        one = self.xml.first("sheetProtection") if self.is_protected else None
        keeps_objects = one is not None and self.xml.attributes(one).get("objects", "0") in {"1", "true"}
        return "保護されたシートの、ロックされた部品です" if keeps_objects and control.is_locked else ""

    def refuse(self, place: Place, text: str | bool) -> str:  # noqa: FBT001 - the value of a cell
        """Return why something cannot be written into a cell, "" where it can."""
        held = self.held(place)
        if held.is_formula:
            return "数式のセルです"
        if self.is_protected and held.style.locked:
            return "保護されたシートの、ロックされたセルです"
        if isinstance(text, str) and len(text) > MOST_CHARACTERS:
            return f"1つのセルに入る {MOST_CHARACTERS:,} 字を超えます（{len(text):,} 字）"
        return ""

    def width_of(self, column: int) -> float:
        """Return about how wide a column is, in points: that depends on the font of the machine."""
        for one in self._columns:
            if to_int(one.get("min"), 1) <= column <= to_int(one.get("max"), 1):
                hidden = one.get("hidden") in {"1", "true"}
                return 0.0 if hidden else _to_float(one.get("width"), _COLUMN) * _CHARACTER
        return _to_float(self._usual.get("defaultColWidth"), _COLUMN) * _CHARACTER

    def height_of(self, row: int) -> float:
        """Return how high a row is, in points."""
        element = self.rows.get(row)
        told = self.xml.attributes(element) if element else {}
        usual = _to_float(self._usual.get("defaultRowHeight"), _ROW)
        return 0.0 if told.get("hidden") in {"1", "true"} else _to_float(told.get("ht"), usual)

    @cached_property
    def _columns(self) -> Sequence[Mapping[str, str]]:
        return [self.xml.attributes(one) for one in self.xml.all("col")]

    @cached_property
    def _usual(self) -> Mapping[str, str]:
        one = self.xml.first("sheetFormatPr")
        return self.xml.attributes(one) if one else {}

    def is_too_high(self, place: Place, text: str) -> bool:
        """Whether the print would cut a text, as far as the sizes of cell and letters tell: its row is too low."""
        area = self.area_of(place)
        size = self.held(place).style.size
        wide = sum(map(self.width_of, range(int(area.left), int(area.right))))
        high = sum(map(self.height_of, range(int(area.top), int(area.bottom))))
        on_line = max(wide / size, 1.0)
        lines = sum(1 + int((_measure(line) - _SLACK) / on_line) for line in text.split("\n"))
        return (lines - 1 + _SLACK) * size * _LEADING > high

    def write(self, values: Mapping[Place, str | bool]) -> list[Edit]:
        """Return the edits that write texts and the states of boxes into cells; nothing else of the sheet changes."""
        edits: list[Edit] = []
        new: dict[int, dict[int, str | bool]] = {}
        for place, value in sorted(values.items(), key=lambda told: told[0][::-1]):
            element = self.held(place).element
            if element is None:
                new.setdefault(place[1], {})[place[0]] = value
            else:
                told = self.xml.attributes(element)
                kept = "".join(f' {name}="{escape(told[name])}"' for name in _KEPT if name in told)
                edits.append((element.start, element.end, _print(element.prefix, kept, value)))
        for row, cells in new.items():
            edits += self._add(row, cells)
        return edits

    def _add(self, row: int, cells: Mapping[int, str | bool]) -> Iterator[Edit]:
        """Yield the edits that write cells which are not written down yet, in their order."""
        data = self.xml.first("sheetData")
        if data is None:
            return
        element = self.rows.get(row)
        printed = {
            column: _print(
                data.prefix, f' r="{to_reference(column, row)}"{self._style_of(column, row)}', value
            )
            for column, value in cells.items()
        }
        if element is None or element.is_empty:
            inner = b"".join(printed[column] for column in sorted(printed))
            if element is None:
                start, end, head = *self._find_row(row, data), f'<{data.prefix}row r="{row}">'.encode()
            else:
                start, end = element.start, element.end
                head = self.xml.raw[start:end].rstrip()[:-2].rstrip() + b">"
            whole = head + inner + f"</{data.prefix}row>".encode()
            if data.is_empty:
                name = f"{data.prefix}sheetData"
                yield data.start, data.end, f"<{name}>".encode() + whole + f"</{name}>".encode()
            else:
                yield start, end, whole
            return
        ordered = self._by_row.get(row, [])
        for column in sorted(printed):
            after = next((held.element for at, held in ordered if at > column and held.element), None)
            at = after.start if after else element.closing
            yield at, at, printed[column]
        yield from self._widen(element, printed)

    def _find_row(self, row: int, data: Element) -> tuple[int, int]:
        after = next((one for number, one in sorted(self.rows.items()) if number > row), None)
        at = after.start if after else data.closing
        return at, at

    def _widen(self, element: Element, columns: Mapping[int, bytes]) -> Iterator[Edit]:
        """The spans of a row are only a hint, but must hold its cells."""

        def widen(spans: str) -> str:
            numbers = [int(one) for one in re.findall(r"\d+", spans)]
            return f"{min([*numbers, *columns])}:{max([*numbers, *columns])}"

        yield from self.xml.set_attribute(element, "spans", widen)

    def _style_of(self, column: int, row: int) -> str:
        element = self.rows.get(row)
        told = self.xml.attributes(element) if element else {}
        if told.get("customFormat") in {"1", "true"} and "s" in told:
            return f' s="{escape(told["s"])}"'
        for one in self.xml.all("col"):
            col = self.xml.attributes(one)
            if to_int(col.get("min"), 1) <= column <= to_int(col.get("max"), 1) and col.get("style"):
                return f' s="{escape(col["style"])}"'
        return ""


def _measure(text: str) -> float:
    """How wide a line is, in the size of its letters: kana and kanji count one, Latin letters half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _to_float(text: str | None, default: float) -> float:
    try:
        found = float(text) if text else default
    except ValueError:
        return default
    return found if 0 <= found < _MOST else default


def _covers(area: Rectangle, place: Place) -> bool:
    return area.left <= place[0] < area.right and area.top <= place[1] < area.bottom


def _print(prefix: str, kept: str, value: str | bool) -> bytes:  # noqa: FBT001 - the value of a cell
    if isinstance(value, bool):
        return f'<{prefix}c{kept} t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'.encode()
    if not value:
        return f"<{prefix}c{kept}/>".encode()
    text = _ESCAPED.sub("_x005F_", _FORBIDDEN.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n")))
    inner = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}is>'
    return f'<{prefix}c{kept} t="inlineStr">{inner}</{prefix}c>'.encode()


def read_shared(book: Workbook) -> Shared:
    """Return what the sheets of a workbook share."""
    strings: Sequence[Node] = ()
    styles: tuple[Style, ...] = ()
    texts, sheet = book.find_related(book.start, "sharedStrings"), book.find_related(book.start, "styles")
    if texts:
        strings = list(book.package.parse(texts).iter("si"))
    if sheet:
        root = book.package.parse(sheet)
        sizes = [_to_float(_find_size(font), _SIZE) for group in root.iterfind("fonts") for font in group]
        styles = tuple(_read_style(one, sizes) for group in root.iterfind("cellXfs") for one in group)
    rich = frozenset(n for n, one in enumerate(strings) if one.find("r") is not None)
    return Shared(tuple(map(read_rich, strings)), rich, styles)


def _find_size(font: Node) -> str:
    size = font.find("sz")
    return size.get("val", "") if size is not None else ""


def _read_style(style: Node, sizes: Sequence[float]) -> Style:
    alignment, protection = style.find("alignment"), style.find("protection")
    wraps = alignment is not None and alignment.get("wrapText") in {"1", "true"}
    locked = protection is None or protection.get("locked", "1") in {"1", "true"}
    font = to_int(style.get("fontId"), -1)
    size = sizes[font] if 0 <= font < len(sizes) else _SIZE
    return Style(wraps, locked, any(one.tag == "xfComplement" for one in style.iter()), size)


def open_sheets(book: Workbook) -> Mapping[str, Sheet]:
    """Return the sheets of a workbook as they are now, by the names of their tabs."""
    shared = read_shared(book)
    return {
        name: Sheet(name, part, book.xml(part), shared, find_boxes(book, part))
        for name, part in book.sheets.items()
    }
