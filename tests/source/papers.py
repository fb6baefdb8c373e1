"""Invented documents for the tests: a grid of merged cells with texts, on paper, in a sheet, in a page of HTML."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import openpyxl
from attrs import define, field, frozen
from hypothesis import strategies as st
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader, PdfWriter

from piaflow.source.page import Page

WIDE, HIGH = 70.0, 26.0
LEFT, TOP = 40.0, 50.0
SIZE = 9.0
WORDS = (
    "氏名",
    "住所",
    "個人番号",
    "委託先名",
    "[ ○ ] 紙",
    "１．更新",
    "③対象人数",
    "ABC",
    "令和5年",
    "提供先2",
    "その他（　）",
)
LABELS = (
    "評価書番号",
    "評価書名",
    "評価実施機関名",
    "①事務の名称",
    "②システムの名称",
    "③対象人数",
    "法令上の根拠",
)


@frozen
class Block:
    """A merged cell of a grid, counted from 0, with its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str

    @property
    def place(self) -> tuple[int, int, int, int]:
        return self.row, self.column, self.rows, self.columns


def fill(rows: int, columns: int, texts: Iterable[str]) -> tuple[Block, ...]:
    """A plain grid, filled row by row."""
    places = itertools.product(range(rows), range(columns))
    return tuple(Block(row, column, 1, 1, text) for (row, column), text in zip(places, texts, strict=False))


@st.composite
def grids(draw: st.DrawFn) -> tuple[Block, ...]:
    """A rectangle parted again and again, level or upright, so that cells span rows and columns."""
    rows, columns = draw(st.integers(2, 8)), draw(st.integers(2, 6))

    def part(row: int, column: int, high: int, wide: int) -> Iterator[tuple[int, int, int, int]]:
        cuts = [*(("row", at) for at in range(1, high)), *(("column", at) for at in range(1, wide))]
        whole = high * wide <= 4 and draw(st.booleans())
        if not cuts or whole:
            yield row, column, high, wide
            return
        direction, at = draw(st.sampled_from(cuts))
        if direction == "row":
            yield from part(row, column, at, wide)
            yield from part(row + at, column, high - at, wide)
        else:
            yield from part(row, column, high, at)
            yield from part(row, column + at, high, wide - at)

    texts = st.sampled_from(("", *WORDS))
    return tuple(Block(*place, draw(texts)) for place in part(0, 0, rows, columns))


@define
class Paper:
    """A PDF of one page, written by hand: y grows downwards, the font is one that every reader maps to Unicode.

    `box` is its CropBox as left, top, right, bottom; `rotate` its /Rotate; `forms` wraps what is drawn in so many
    form XObjects, each scaled by `scale`.
    """

    wide: float = 595.0
    high: float = 842.0
    rotate: int = 0
    box: tuple[float, float, float, float] | None = None
    forms: int = 0
    scale: float = 1.0
    drawn: list[str] = field(factory=list)
    font: str = "/Type /Font /Subtype /Type0 /BaseFont /Mincho /Encoding /UniJIS-UTF16-H"

    def draw(self, *operators: str) -> None:
        self.drawn += operators

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.draw(f"{x0:.3f} {self.high - y0:.3f} m {x1:.3f} {self.high - y1:.3f} l S")

    def rect(self, x: float, y: float, w: float, h: float, paint: str = "S") -> None:
        self.draw(f"{x:.3f} {self.high - y - h:.3f} {w:.3f} {h:.3f} re {paint}")

    def text(self, x: float, y: float, text: str, size: float = SIZE, matrix: str = "1 0 0 1") -> None:
        shown = text.encode("utf-16-be").hex()
        self.draw(f"BT /F {size:.3f} Tf {matrix} {x:.3f} {self.high - y:.3f} Tm <{shown}> Tj ET")

    def column(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """Characters one under the other, as vertical text mostly comes."""
        for at, char in enumerate(text):
            self.text(x, y + at * size * 1.1, char, size)

    def clipped(
        self, x: float, y: float, w: float, h: float, lines: Iterable[tuple[float, float, str]]
    ) -> None:
        """Texts under a clip."""
        self.draw(f"q {x:.3f} {self.high - y - h:.3f} {w:.3f} {h:.3f} re W n")
        for at in lines:
            self.text(*at)
        self.draw("Q")

    def page(self, first: int) -> list[bytes]:
        """The objects of the page, numbered from `first`: the page, its content, its forms."""
        fonts = "/Font << /F 3 0 R >>"
        contents = [" ".join(self.drawn)]
        for _ in range(self.forms):
            contents.insert(0, f"q {self.scale} 0 0 {self.scale} 10 20 cm /X Do Q")
        if not self.forms and self.scale != 1:
            contents[0] = f"{self.scale} 0 0 {self.scale} 0 0 cm {contents[0]}"
        left, top, right, bottom = self.box or (0, 0, self.wide, self.high)
        crop = f"/CropBox [{left} {self.high - bottom} {right} {self.high - top}]" if self.box else ""
        objects = []
        for at, content in enumerate(contents):
            below = f"/XObject << /X {first + at + 2} 0 R >>" if at + 1 < len(contents) else ""
            resources = f"/Resources << {fonts} {below} >>"
            if at == 0:
                objects.append(
                    f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self.wide} {self.high}] {crop}"
                    f" /Rotate {self.rotate} {resources} /Contents {first + 1} 0 R >>".encode()
                )
            form = f"/Type /XObject /Subtype /Form /BBox [0 0 3000 3000] {resources}" if at else ""
            objects.append(
                f"<< {form} /Length {len(content.encode())} >> stream\n{content}\nendstream".encode()
            )
        return objects


_FONT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Mincho /DW 1000 /FontDescriptor 5 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> >>"
)
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Mincho /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
)


def to_pdf(*papers: Paper) -> bytes:
    """Write the pages into one file."""
    font = papers[0].font
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        f"<< {font} /DescendantFonts [4 0 R] >>".encode(),
        _FONT,
        _DESCRIPTOR,
    ]
    starts = []
    for paper in papers:
        starts.append(len(objects) + 1)
        objects += paper.page(len(objects) + 1)
    kids = " ".join(f"{start} 0 R" for start in starts)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(starts)} >>".encode()
    held, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(held))
    return held + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


Boxes = Sequence[tuple[float, float, float, float]]
Ruler = Callable[[Paper, Boxes], None]


def strokes(paper: Paper, boxes: Boxes) -> None:
    for box in boxes:
        paper.rect(*box)


def bars(paper: Paper, boxes: Boxes) -> None:
    """Thin filled rectangles, as Excel draws rules."""
    for x, y, w, h in boxes:
        for bar in ((x, y, w, 0.6), (x, y + h, w, 0.6), (x, y, 0.6, h), (x + w, y, 0.6, h)):
            paper.rect(*bar, "f")


def shades(paper: Paper, boxes: Boxes) -> None:
    """Filled boxes of different colours without any rule."""
    for at, box in enumerate(boxes):
        paper.draw(f"0.{3 + at % 5} 0.{10 + at} 0.8 rg")
        paper.rect(*box, "f")
    paper.draw("0 g")


def dashes(paper: Paper, boxes: Boxes) -> None:
    paper.draw("[1.5 1.5] 0 d")
    strokes(paper, boxes)
    paper.draw("[] 0 d")


def dots(paper: Paper, boxes: Boxes) -> None:
    """A small filled square for each dot."""
    for x, y, w, h in boxes:
        for at in range(int(w / 2) + 1):
            paper.rect(x + 2 * at, y, 0.7, 0.7, "f")
            paper.rect(x + 2 * at, y + h, 0.7, 0.7, "f")
        for at in range(int(h / 2) + 1):
            paper.rect(x, y + 2 * at, 0.7, 0.7, "f")
            paper.rect(x + w, y + 2 * at, 0.7, 0.7, "f")


def doubled(paper: Paper, boxes: Boxes) -> None:
    for x, y, w, h in boxes:
        paper.rect(x, y, w, h)
        paper.rect(x + 0.6, y + 0.6, w - 1.2, h - 1.2)


def parted(paper: Paper, boxes: Boxes) -> None:
    """Rules that stop a little before they meet."""
    for x, y, w, h in boxes:
        for line in ((x + 1, y, x + w - 1, y), (x + 1, y + h, x + w - 1, y + h)):
            paper.line(*line)
        for line in ((x, y + 1, x, y + h - 1), (x + w, y + 1, x + w, y + h - 1)):
            paper.line(*line)


RULERS: tuple[Ruler, ...] = (strokes, bars, shades, dashes, dots, doubled, parted)


def draw_grid(paper: Paper, blocks: Sequence[Block], ruler: Ruler = strokes, scale: float = 1.0) -> Paper:
    """Draw the cells and write their texts, all smaller by the scale."""
    wide, high, size = WIDE * scale, HIGH * scale, SIZE * scale
    places = [(LEFT + b.column * wide, TOP + b.row * high, b.columns * wide, b.rows * high) for b in blocks]
    paper.draw("0.4 w")
    ruler(paper, places)
    for block, (x, y, _, h) in zip(blocks, places, strict=True):
        if block.text:
            paper.text(x + 3 * scale, y + h / 2 + size / 3, block.text, size)
    return paper


def make_pdf(blocks: Sequence[Block], ruler: Ruler = strokes, scale: float = 1.0) -> bytes:
    return to_pdf(draw_grid(Paper(), blocks, ruler, scale))


def lock(held: bytes) -> bytes:
    writer = PdfWriter()
    for page in PdfReader(BytesIO(held)).pages:
        writer.add_page(page)
    writer.encrypt("ひらけ", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def new_book(*names: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name in names or ("様式",):
        book.create_sheet(name)
    return book


def save(book: openpyxl.Workbook) -> bytes:
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def put_block(sheet: Worksheet, block: Block, style: Any = "thin") -> None:
    """Write a merged range, whose border stands in the cells along its sides."""
    top, left = block.row + 1, block.column + 1
    bottom, right = top + block.rows - 1, left + block.columns - 1
    line = Side(style=style)
    for row, column in itertools.product(range(top, bottom + 1), range(left, right + 1)):
        sheet.cell(row, column).border = Border(
            left=line if column == left else None,
            right=line if column == right else None,
            top=line if row == top else None,
            bottom=line if row == bottom else None,
        )
    sheet.cell(top, left).value = block.text or None
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def make_xlsx(blocks: Sequence[Block], style: str = "thin") -> bytes:
    book = new_book()
    for block in blocks:
        put_block(book["様式"], block, style)
    return save(book)


def make_html(blocks: Sequence[Block]) -> str:
    """A table whose cells come in the order in which HTML wants them."""
    rows = max(block.row + block.rows for block in blocks)
    written = []
    for row in range(rows):
        cells = "".join(
            f'<td rowspan="{b.rows}" colspan="{b.columns}">{html.escape(b.text)}</td>'
            for b in sorted(blocks, key=lambda block: block.column)
            if b.row == row
        )
        written.append(f"<tr>{cells}</tr>")
    return f"<html><body><table border=1>{''.join(written)}</table></body></html>"


def rank(page: Page) -> set[tuple[tuple[int, int, int, int], str]]:
    """The cells of a page with their place in the grid of its coordinates, and their text without blanks."""
    xs = sorted({x for cell in page.cells for x in (cell.rectangle.left, cell.rectangle.right)})
    ys = sorted({y for cell in page.cells for y in (cell.rectangle.top, cell.rectangle.bottom)})
    return {
        (
            (
                ys.index(cell.rectangle.top),
                xs.index(cell.rectangle.left),
                ys.index(cell.rectangle.bottom) - ys.index(cell.rectangle.top),
                xs.index(cell.rectangle.right) - xs.index(cell.rectangle.left),
            ),
            close(cell.text),
        )
        for cell in page.cells
    }


def rank_blocks(blocks: Sequence[Block]) -> set[tuple[tuple[int, int, int, int], str]]:
    """The same of the blocks: coordinates at which no cell begins or ends do not count."""
    xs = sorted({x for b in blocks for x in (b.column, b.column + b.columns)})
    ys = sorted({y for b in blocks for y in (b.row, b.row + b.rows)})
    return {
        (
            (
                ys.index(b.row),
                xs.index(b.column),
                ys.index(b.row + b.rows) - ys.index(b.row),
                xs.index(b.column + b.columns) - xs.index(b.column),
            ),
            close(b.text),
        )
        for b in blocks
    }


def close(text: str) -> str:
    return "".join(text.split())
