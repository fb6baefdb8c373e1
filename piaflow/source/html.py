"""A page of HTML, or a table of tabs with pieces of HTML in it, as lines and cells in columns and rows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from attrs import define, field

from piaflow.source.limits import MOST_CELLS, refuse
from piaflow.source.page import TICK, Cell, Line, Page, Rectangle, Source, SourceKind

_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]*")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_BLANKS = re.compile("[ \t\n\r\f\xa0]+")
_BREAKING = frozenset(
    (
        *(
            "br",
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "pre",
        ),
        *("tr", "td", "th", "table", "caption", "section", "article", "header", "footer", "blockquote"),
        *("form", "fieldset", "legend"),
    )
)
_SILENT = frozenset(("script", "style", "template", "noscript", "head", "select"))
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "base", "embed")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_DEPTH = 20
_MOST_SPAN = 1000
_LONGEST_TAG = 20_000
_LONGEST_LABEL = 60


@define
class _Text:
    """Lines as they are gathered: the text of each with the states of its check boxes."""

    done: list[tuple[str, tuple[bool | None, ...]]] = field(factory=list)
    parts: list[str] = field(factory=list)
    ticks: list[bool | None] = field(factory=list)

    def end_line(self) -> None:
        text = _BLANKS.sub(" ", "".join(self.parts)).strip(" ")
        if text.strip():
            self.done.append((text, tuple(self.ticks)))
        self.parts, self.ticks = [], []


@define
class _TableCell:
    """A cell with what it holds, in order: texts and tables."""

    rows: int = 1
    columns: int = 1
    content: list[_Text | _Table] = field(factory=lambda: [_Text()])

    @property
    def text(self) -> _Text:
        if not isinstance(self.content[-1], _Text):
            self.content.append(_Text())
        last = self.content[-1]
        assert isinstance(last, _Text)  # noqa: S101 - just put there
        return last

    @property
    def tables(self) -> list[_Table]:
        return [one for one in self.content if isinstance(one, _Table)]

    def flatten(self) -> list[tuple[str, tuple[bool | None, ...]]]:
        """All its lines; a row of a table inside is one line where each of its cells is."""
        lines: list[tuple[str, tuple[bool | None, ...]]] = []
        for one in self.content:
            if isinstance(one, _Text):
                lines += one.done
                continue
            for row in one.rows:
                inner = [cell.flatten() for cell in row]
                if all(len(held) <= 1 for held in inner):
                    inner = [[_join(held[0] for held in inner if held)]] if any(inner) else []
                lines += [line for held in inner for line in held]
        return lines


def _join(lines: Iterator[tuple[str, tuple[bool | None, ...]]]) -> tuple[str, tuple[bool | None, ...]]:
    told = list(lines)
    return " ".join(text for text, _ in told), tuple(tick for _, ticks in told for tick in ticks)


@define
class _Table:
    rows: list[list[_TableCell]] = field(factory=list)

    @property
    def is_layout(self) -> bool:
        """Whether it only arranges tables: a table in it stands in a row without a label."""
        return any(
            any(cell.tables for cell in row) and not any(_is_label(cell) for cell in row) for row in self.rows
        )


def _is_label(cell: _TableCell) -> bool:
    lines = cell.flatten()
    return not cell.tables and len(lines) == 1 and len(lines[0][0]) <= _LONGEST_LABEL


def read_html(file: str, text: str, broken: int) -> Source:
    """Return the one page of an HTML file. Raises InputError where it has too many cells."""
    root = parse_html(text)
    layer = _Layer(file)
    layer.add_content(root)
    return Source(file, SourceKind.HTML, (layer.to_page(),), broken=broken)


def read_table(file: str, text: str, broken: int) -> Source:
    """Return the one page of a table of tabs: a row for each line of the file, whose number its lines keep."""
    layer = _Layer(file)
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            layer.top += 1
            continue
        pieces = row.split("\t")
        if len(pieces) == 1:
            layer.add_loose(parse_html(row).flatten(), number)
            continue
        for column, piece in enumerate(pieces):
            place = Rectangle(column, layer.top, column + 1, layer.top + 1)
            layer.add_cell(place, parse_html(piece).flatten() if piece.strip() else [], number)
        layer.top += 1
    return Source(file, SourceKind.TABLE, (layer.to_page(),), broken=broken)


def parse_html(text: str) -> _TableCell:
    """Return what a text with tags holds, as one cell. A < before no name of a tag is printed (<選択肢>)."""
    return _Builder().build(text)


def _find_tags(text: str) -> Iterator[tuple[str, str, str]]:
    """Each tag as (text before it, its name, its attributes); the rest of the text comes last, with no name.

    Every search goes on from where the last ended, so that no text takes longer than its length.
    """
    at = begin = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            after = end + 3 if end >= 0 else len(text)
            name = "!"
        elif text.startswith(("<!", "<?"), at):
            end = text.find(">", at, at + _LONGEST_TAG)
            after, name = (end + 1, "!") if end >= 0 else (at + 1, "")
        else:
            found = _NAME.match(text, at + 1)
            end = _find_tag_end(text, found.end()) if found else -1
            after, name = (end + 1, found[0].lower()) if found and end >= 0 else (at + 1, "")
        if name:
            yield text[begin:at], name, text[at + 1 + len(name) : after - 1]
            begin = after
        at = after
    yield text[begin:], "", ""


def _find_tag_end(text: str, start: int) -> int:
    """Where the > of a tag stands, not counting those between quotes; -1 where it has none."""
    limit = min(len(text), start + _LONGEST_TAG)
    quote = ""
    for at in range(start, limit):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and text[at - 1] in "= ":
            quote = char
        elif char == ">":
            return at
        elif char == "<":
            return -1
    return text.find(">", start, limit) if quote else -1


def _read_attributes(text: str) -> Mapping[str, str]:
    return {
        name.lower(): html.unescape(value.strip("\"'"))
        for name, value in _ATTRIBUTE.findall(text[:_LONGEST_TAG])
    }


@define
class _Builder:
    root: _TableCell = field(factory=_TableCell)
    open: list[tuple[_Table, _TableCell | None]] = field(factory=list)
    silent: list[str] = field(factory=list)
    cells: int = 0

    def build(self, text: str) -> _TableCell:
        for before, name, attributes in _find_tags(text):
            if before and not self.silent:
                self._text().parts.append(html.unescape(before))
            if not name or name == "!":
                continue
            if self.silent:
                self._stay_silent(name)
            elif name.startswith("/"):
                self._close(name[1:])
            else:
                self._open(name, _read_attributes(attributes) if attributes.strip(" /") else {})
        while self.open:
            self._close("table")
        self._text().end_line()
        return self.root

    def _stay_silent(self, name: str) -> None:
        if name == self.silent[0]:
            self.silent.append(name)
        elif name == f"/{self.silent[0]}":
            self.silent.pop()

    def _cell(self) -> _TableCell:
        """The innermost open cell; text between two cells goes to the one before."""
        return next((cell for _, cell in reversed(self.open) if cell is not None), self.root)

    def _text(self) -> _Text:
        return self._cell().text

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style", ""))
        if name in _SILENT or (hidden and name not in _VOID):
            self.silent.append(name)
            return
        if name in _BREAKING:
            self._text().end_line()
        match name:
            case "table" if len(self.open) < _MOST_DEPTH:
                table = _Table()
                self._cell().content.append(table)
                self.open.append((table, None))
            case "tr" if self.open:
                table, _ = self.open.pop()
                table.rows.append([])
                self.open.append((table, None))
            case "td" | "th" if self.open:
                self._open_cell(attributes)
            case "input":
                self._add_input(attributes)
            case "img" if attributes.get("alt"):
                self._text().parts.append(attributes["alt"])

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        table, _ = self.open.pop()
        if not table.rows:
            table.rows.append([])
        cell = _TableCell(_read_span(attributes, "rowspan"), _read_span(attributes, "colspan"))
        table.rows[-1].append(cell)
        self.open.append((table, cell))
        self.cells += 1

    def _add_input(self, attributes: Mapping[str, str]) -> None:
        match attributes.get("type", "text").lower():
            case "checkbox" | "radio":
                # a converted page often lost the marks of all its boxes: none is no answer
                self._text().ticks.append(True if "checked" in attributes else None)
                self._text().parts.append(TICK)
            case "text":
                self._text().parts.append(attributes.get("value", ""))

    def _close(self, name: str) -> None:
        if name in _BREAKING:
            self._text().end_line()
        if name == "table" and self.open:
            self.open.pop()
        elif name in {"td", "th", "tr"} and self.open:
            table, _ = self.open.pop()
            self.open.append((table, None))


def _read_span(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "1").strip()
    return max(1, min(int(written), _MOST_SPAN)) if written.isascii() and written.isdigit() else 1


@define
class _Layer:
    """Places lines and cells one under the other, in columns and rows."""

    file: str
    top: int = 0
    number: int = 0
    lines: list[Line] = field(factory=list)
    cells: list[Cell] = field(factory=list)
    loose: list[Line] = field(factory=list)

    def add_content(self, content: _TableCell) -> None:
        for one in content.content:
            if isinstance(one, _Text):
                self.add_loose(one.done)
            elif one.is_layout:
                for row in one.rows:
                    for cell in row:
                        self.add_content(cell)
            else:
                self._add_table(one)

    def add_loose(self, texts: list[tuple[str, tuple[bool | None, ...]]], number: int = 0) -> None:
        for text, ticks in texts:
            place = Rectangle(0, self.top, 1, self.top + 1)
            self.loose.append(self._add_line(text, ticks, place, number))
            self.top += 1

    def add_cell(
        self, place: Rectangle, texts: list[tuple[str, tuple[bool | None, ...]]], number: int = 0
    ) -> None:
        lines = tuple(self._add_line(text, ticks, place, number) for text, ticks in texts)
        self.cells.append(Cell(place, lines))
        if len(self.cells) > MOST_CELLS:
            raise refuse(self.file, f"表のセルが多すぎます（上限 {MOST_CELLS:,}）")

    def _add_line(self, text: str, ticks: tuple[bool | None, ...], place: Rectangle, number: int) -> Line:
        self.number += 1
        line = Line(text, number or self.number, 1, place, ticks=ticks)
        self.lines.append(line)
        return line

    def _add_table(self, table: _Table) -> None:
        """Place the cells of a table; one that spans rows takes its columns from the rows below."""
        taken: dict[int, int] = {}
        height = len(table.rows)
        for row_number, row in enumerate(table.rows):
            column = 0
            for cell in row:
                while taken.get(column, 0) > row_number:
                    column += 1
                rows = min(cell.rows, height - row_number)
                for spanned in range(column, column + cell.columns):
                    taken[spanned] = row_number + rows
                top = self.top + row_number
                place = Rectangle(column, top, column + cell.columns, top + rows)
                self.add_cell(place, cell.flatten())
                column += cell.columns
        self.top += height

    def to_page(self) -> Page:
        return Page(1, tuple(self.lines), tuple(self.cells), tuple(self.loose))
