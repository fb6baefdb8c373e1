"""A printed form → PDF: 表紙, 項目一覧, chapters as ruled tables, 別添1 on its sheets, 変更箇所.

Its text can be copied, and read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from attrs import define, frozen

from piaflow.domain.names import fold
from piaflow.form.form import Form
from piaflow.form.printing import (
    Heading,
    PageKind,
    PrintedPart,
    PrintedRow,
    list_contents,
    print_form,
)
from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.layout.font import FAMILY, fill_gaps, measure, to_drawable
from piaflow.layout.text import break_lines, fill_lines
from piaflow.render.export import begin_pdf, find_size, find_title, place_svg

if TYPE_CHECKING:
    from fpdf import FPDF

_SIZE, _STEP = 9.0, 12.5
_PAD_X, _PAD_Y = 4.0, 3.5
_PORTRAIT, _LANDSCAPE = (595.28, 841.89), (841.89, 595.28)
_MARGIN, _FOOT, _NUMBER = 42.0, 40.0, 15.0
_LABEL = 0.3
"""The share of the width that the labels take, as in the printed form."""
_LEAST_LINES = 3
"""So many lines of a row stand at the foot of a page at least, where it goes on over the page."""
_RULE = 0.6
_LOOKS = {1: (11.0, 0.82), 2: (9.5, 0.9), 3: (9.0, 0.96)}
"""Of the levels of headings: the size, and the grey behind."""
_LABEL_GREY = 0.97
_TITLE, _NAME = 20.0, 12.0
_CHANGE_SHARES = (0.1, 0.16, 0.28, 0.28, 0.07, 0.11)


@frozen
class Annex:
    """A 別紙: its heading, the headings of its columns with their shares of the width, its rows."""

    title: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]


def print_pdf(form: Form, drawings: Sequence[str] = (), annexes: Sequence[Annex] = ()) -> bytes:
    """Return the whole form as a PDF. `drawings` are the sheets of 別添1 as SVG texts."""
    press = _Press(begin_pdf(f"特定個人情報保護評価書（{form.kind.value}）"))
    for part in print_form(form):
        press.print_part(form, part, drawings)
        if part.kind is PageKind.COVER:
            press.print_contents(list_contents(form.kind))
    for annex in annexes:
        press.print_annex(annex)
    sink = BytesIO()
    press.pdf.output(sink)
    return sink.getvalue()


@frozen
class _Line:
    """A line of a cell: its text at a distance from the left of the cell, and what stands further right on it."""

    text: str
    more: tuple[tuple[float, str], ...] = ()


@frozen
class _Rules:
    """Which rules of a piece of a row are drawn, and whether its label is shaded."""

    above: bool
    below: bool
    shade: bool


@define
class _Press:
    """The sheet that is being printed, and how far down it is filled."""

    pdf: FPDF
    y: float = 0.0
    size: tuple[float, float] = _PORTRAIT

    # --- parts of the form

    def print_part(self, form: Form, part: PrintedPart, drawings: Sequence[str]) -> None:
        """Print a part from a new page on."""
        match part.kind:
            case PageKind.COVER:
                self._print_cover(form, part)
            case PageKind.DRAWING:
                self._print_drawings(part, drawings)
            case PageKind.CHANGES:
                self._begin(_LANDSCAPE)
                shares = tuple(zip(CHANGE_COLUMNS, _CHANGE_SHARES, strict=True))
                rows = [[row.get(name, "") for name in CHANGE_COLUMNS] for row in part.changes or ({},)]
                self._print_table(part.title, shares, rows)
            case PageKind.LIST:
                self._begin()
                self._print_heading(Heading(part.title, 1))
                for row in part.rows:
                    if isinstance(row, PrintedRow):
                        self._print_words(row.words)
            case PageKind.CHAPTER:
                self._begin()
                self._print_rows(part.rows)

    def _print_cover(self, form: Form, part: PrintedPart) -> None:
        self._begin()
        self.y += 60
        self._write_middle(part.title, _TITLE)
        self.y += 24
        for row in part.rows:
            if isinstance(row, PrintedRow):
                self._print_row(row)
                self.y += 10 if row.label.startswith(("評価書名", "特記事項", "評価実施機関名")) else 0
        if form.edition:
            self.y += 10
            self._write_right(f"[{form.edition}]", _SIZE)

    def print_contents(self, chapters: Sequence[str]) -> None:
        """Print the list of contents."""
        self._begin()
        self._print_heading(Heading("項目一覧", 1))
        for chapter in chapters:
            self._print_cells([self._left, self._right], [[_Line(chapter)]])

    def _print_drawings(self, part: PrintedPart, drawings: Sequence[str]) -> None:
        """別添1: its sheets as they are drawn below its heading; where there is none, the words that tell it."""
        for svg in drawings:
            size = find_size(svg)
            self._begin(size)
            place_svg(self.pdf, svg)
            self._number()
            if fold(part.title) not in fold(find_title(svg)):
                self._write(_MARGIN / 1.5, _MARGIN / 1.7, part.title, _SIZE)
        if not drawings:
            self._begin()
            self._print_heading(Heading(part.title, 1))
            for row in part.rows:
                if isinstance(row, PrintedRow) and row.words:
                    self._print_words(row.words)

    def _print_words(self, words: str) -> None:
        """Words over the whole width."""
        self._print_cells(
            [self._left, self._right], [[_Line(line) for line in self._fill(words, self._inner)]]
        )

    def print_annex(self, annex: Annex) -> None:
        """Print a 別紙."""
        self._begin(_LANDSCAPE)
        self._print_table(annex.title, annex.columns, annex.rows)

    def _print_table(
        self, title: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]
    ) -> None:
        self._print_heading(Heading(title, 1))
        sides = [self._left]
        for _, share in columns:
            sides.append(sides[-1] + share * (self._right - self._left))
        heads = [name for name, _ in columns]
        for row in (heads, *rows):
            cells = [
                [_Line(line) for line in self._fill(text, right - left - 2 * _PAD_X)]
                for text, left, right in zip(row, sides, sides[1:], strict=False)
            ]
            self._print_cells(sides, cells, is_table=True)

    def _print_rows(self, rows: Sequence[Heading | PrintedRow]) -> None:
        for at, row in enumerate(rows):
            if isinstance(row, Heading):
                # no heading stands alone at the foot of a page
                following = next((n for n, one in enumerate(rows[at:]) if not isinstance(one, Heading)), 0)
                if self.y + (following + _LEAST_LINES) * (_STEP + 2 * _PAD_Y) > self._bottom:
                    self._begin(self.size)
                self._print_heading(row)
            else:
                self._print_row(row)

    def _print_row(self, row: PrintedRow) -> None:
        middle = self._left + _LABEL * (self._right - self._left)
        room = middle - self._left - 2 * _PAD_X
        label = [_Line(line) for line in break_lines(to_drawable(row.label), _SIZE, room)]
        value = self._set_value(row, self._right - middle - 2 * _PAD_X)
        self._print_cells([self._left, middle, self._right], [label, value])

    def _set_value(self, row: PrintedRow, room: float) -> list[_Line]:
        if row.chosen is not None:
            return list(self._set_choice(row, room))
        if row.boxes:
            return [
                line for boxes in row.boxes for line in self._set_boxes([str(box) for box in boxes], room)
            ]
        return [_Line(line) for line in self._fill(row.words, room)]

    def _set_choice(self, row: PrintedRow, room: float) -> Iterator[_Line]:
        """The choice between its brackets, and beside it what the form offers; a long one stands above."""
        middle = 0.46 * room
        chosen = to_drawable(f"[ {row.chosen or '　　　　　　'} ]")
        offered = ["＜選択肢＞", *(line for one in row.offered for line in self._fill(one, room - middle))]
        if measure(chosen, _SIZE) > middle - _SIZE:
            yield from (_Line(line) for line in self._fill(chosen, room))
            chosen = ""
        for at, line in enumerate(offered):
            yield _Line(chosen if at == 0 else "", ((middle, line),))
        if row.count is not None:
            yield _Line(f"（ {row.count or '　　'} ）　件")

    def _set_boxes(self, boxes: Sequence[str], room: float) -> Iterator[_Line]:
        """The boxes of one printed row side by side, where each has room; else one below the other."""
        step = room / max(len(boxes), 1)
        if len(boxes) > 1 and all(measure(to_drawable(box), _SIZE) < step - _SIZE for box in boxes):
            yield _Line(
                to_drawable(boxes[0]), tuple((n * step, to_drawable(box)) for n, box in enumerate(boxes) if n)
            )
            return
        for box in boxes:
            yield from (_Line(line) for line in self._fill(box, room))

    @staticmethod
    def _fill(text: str, room: float) -> Sequence[str]:
        return fill_lines(text, _SIZE, room) or ("",)

    # --- the sheet

    @property
    def _left(self) -> float:
        return _MARGIN

    @property
    def _right(self) -> float:
        return self.size[0] - _MARGIN

    @property
    def _inner(self) -> float:
        return self._right - self._left - 2 * _PAD_X

    @property
    def _bottom(self) -> float:
        return self.size[1] - _FOOT - 12

    def _begin(self, size: tuple[float, float] = _PORTRAIT) -> None:
        self.size = size
        self.pdf.add_page(format=size)
        self.pdf.set_line_width(_RULE)
        self._number()
        self.y = _MARGIN

    def _number(self) -> None:
        """The number of the page, in the middle of its foot, below the line that a sheet has of its own."""
        number = f"{self.pdf.page_no()}"
        across, down = (self.size[0] - measure(number, _SIZE)) / 2, self.size[1] - _NUMBER
        self._write(across, down, number, _SIZE)

    def _write(self, x: float, y: float, text: str, size: float) -> None:
        if text.strip():
            self.pdf.set_font(FAMILY, size=size)
            self.pdf.text(x, y, fill_gaps(to_drawable(text)))

    def _write_middle(self, text: str, size: float) -> None:
        for line in break_lines(to_drawable(text), size, self._inner):
            self.y += size * 1.4
            self._write((self.size[0] - measure(line, size)) / 2, self.y, line, size)

    def _write_right(self, text: str, size: float) -> None:
        self.y += size * 1.4
        self._write(self._right - measure(to_drawable(text), size), self.y, text, size)

    def _print_heading(self, heading: Heading) -> None:
        size, grey = _LOOKS[heading.level]
        lines = break_lines(to_drawable(heading.text), size, self._inner)
        height = len(lines) * size * 1.4 + 2 * _PAD_Y
        if self.y + height > self._bottom:
            self._begin(self.size)
        self.pdf.set_fill_color(round(grey * 255))
        self.pdf.rect(self._left, self.y, self._right - self._left, height, style="DF")
        for n, line in enumerate(lines):
            self._write(self._left + _PAD_X, self.y + _PAD_Y + (n + 0.85) * size * 1.35, line, size)
        self.y += height

    def _print_cells(
        self, sides: Sequence[float], cells: Sequence[Sequence[_Line]], *, is_table: bool = False
    ) -> None:
        """Print one row of cells; one that is taller than the rest of the page goes on over it.

        Where a row of a table goes on no rule stands: else it would be another row.
        """
        height, done = max(len(lines) for lines in cells), 0
        most = int((self._bottom - _MARGIN - 2 * _PAD_Y) // _STEP)
        while done < height:
            room = int((self._bottom - self.y - 2 * _PAD_Y) // _STEP)
            fits_whole = height <= most and height <= _KEPT_WHOLE
            if room < min(height - done, _LEAST_LINES) or (done == 0 and fits_whole and room < height):
                self._begin(self.size)
                continue
            taken = min(room, height - done)
            above, below = done == 0 or not is_table, done + taken == height or not is_table
            rules = _Rules(above=above, below=below, shade=not is_table and len(sides) > _ONE_CELL)
            self._print_piece(sides, [lines[done : done + taken] for lines in cells], taken, rules)
            done += taken
            if done < height:
                self._begin(self.size)

    def _print_piece(
        self, sides: Sequence[float], cells: Sequence[Sequence[_Line]], count: int, rules: _Rules
    ) -> None:
        bottom = self.y + count * _STEP + 2 * _PAD_Y
        if rules.shade:
            self.pdf.set_fill_color(round(_LABEL_GREY * 255))
            self.pdf.rect(sides[0], self.y, sides[1] - sides[0], bottom - self.y, style="F")
        for side in sides:
            self.pdf.line(side, self.y, side, bottom)
        if rules.above:
            self.pdf.line(sides[0], self.y, sides[-1], self.y)
        if rules.below:
            self.pdf.line(sides[0], bottom, sides[-1], bottom)
        for left, lines in zip(sides, cells, strict=False):
            for n, line in enumerate(lines):
                y = self.y + _PAD_Y + n * _STEP + _SIZE
                self._write(left + _PAD_X, y, line.text, _SIZE)
                for across, text in line.more:
                    self._write(left + _PAD_X + across, y, text, _SIZE)
        self.y = bottom


_ONE_CELL = 2
"""Sides of a row that has no label."""
_KEPT_WHOLE = 24
"""Lines: a row of no more is not cut at the foot of a page, as no reader likes to turn the page within it."""
