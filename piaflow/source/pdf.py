"""A PDF as pages of lines and cells: what pdfium tells of characters and paths, put together by geometry alone.

pdfium keeps what is not closed: everything is opened and closed here, page by page.
"""

from __future__ import annotations

import ctypes
import math
import statistics
from collections import Counter
from collections.abc import Iterator

import pypdfium2 as pdfium
from attrs import define, field, frozen
from pypdfium2 import raw

from piaflow.source.limits import MOST_PAGES, refuse, refuse_broken
from piaflow.source.page import Cell, Line, Page, Rectangle, Source, SourceKind, Unread, order_page, place_of
from piaflow.source.pdf_drawing import Affine, Drawing, TextState, read_drawing
from piaflow.source.pdf_engine import pdfium_alone
from piaflow.source.ruling import MOST_RULES, Arrangement, arrange, join_pieces, to_rules
from piaflow.source.setting import Char, set_lines, to_advance, turn_char, turn_lines

_GENERATED = frozenset((0, 9, 10, 13, 32, 0xA0))
_HYPHEN = 2  # what pdfium makes of a hyphen at the end of a line
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
"""The two halves of a character beyond the BMP, which some builds of pdfium give apart."""
_INVISIBLE = 3
_PRINTED, _WHOLE = 0.5, 0.8
"""So much of a character's height is inside the clip where it can be read, and where it is whole."""
_TOUCHING = 0.1


@frozen
class _Glyph:
    """A character in the user space of its page."""

    text: str
    x: float
    y: float
    size: float
    quarters: int
    state: TextState
    broken: bool


def read_pdf(file: str, raw_bytes: bytes) -> Source:
    """Return the pages of a PDF. Raises InputError for one that is locked, broken, scanned or too long."""
    with pdfium_alone():
        return _read(file, raw_bytes)


def _read(file: str, raw_bytes: bytes) -> Source:
    try:
        document = pdfium.PdfDocument(raw_bytes)
    except pdfium.PdfiumError as error:
        raise refuse(file, _tell(error)) from None
    with document:
        count = len(document)
        if count > MOST_PAGES:
            raise refuse(file, f"ページが多すぎます（{count:,}ページ、上限 {MOST_PAGES}ページ）")
        reader = _Reader(document)
        pages = tuple(reader.read(index) for index in range(count))
        reader.note_fields()
    if not reader.characters:
        raise refuse(
            file, "文字のないPDFです（紙を読み取った画像は読めません。文字認識してから渡してください）"
        )
    refuse_broken(file, reader.broken, reader.characters)
    return Source(file, SourceKind.PDF, pages, unread=tuple(reader.unread), broken=reader.broken)


def _tell(error: pdfium.PdfiumError) -> str:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return "パスワードで閉じられたPDFです（開けるようにして保存し直してください）"
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return "読めない方式で暗号化されたPDFです"
    return "壊れたPDFです（開けません）"


@define
class _Reader:
    """Reads the pages of one document in their order, numbering the lines."""

    document: pdfium.PdfDocument
    lines: int = 0
    characters: int = 0
    broken: int = 0
    unread: list[Unread] = field(factory=list)

    def read(self, index: int) -> Page:
        number = index + 1
        try:
            page = self.document[index]
        except pdfium.PdfiumError:
            self.unread.append(Unread("壊れていて開けないページ", number))
            return Page(number)
        try:
            return self._read_page(page, number)
        finally:
            page.close()

    def note_fields(self) -> None:
        if self.document.get_formtype() != raw.FORMTYPE_NONE:
            self.unread.append(Unread("入力欄（フォーム）に書かれた中身"))

    def _read_page(self, page: pdfium.PdfPage, number: int) -> Page:
        bound = _find_bound(page)
        rotation = raw.FPDFPage_GetRotation(page.raw)
        drawing = read_drawing(page.raw)
        glyphs = list(_read_glyphs(page.raw, drawing.texts))
        shown = [glyph for glyph in glyphs if glyph.state.mode != _INVISIBLE]
        if glyphs and not shown:
            self.unread.append(Unread("画像の上の見えない文字だけのページ（文字認識の結果を読んだ）", number))
            shown = glyphs
        self._count(shown, drawing, number)
        turn = _find_turn(shown, rotation)
        door = Affine.door(bound, (rotation + turn) % 4)
        size = statistics.median(glyph.size for glyph in shown) if shown else 10.0
        corner = door.map(*bound[:2]), door.map(*bound[2:])
        width, height = (max(corner[0][at], corner[1][at]) for at in (0, 1))
        setter = _Setter(number, width, height, size, drawing, door)
        made = setter.set_page(shown, (rotation + turn) % 4, turn * 90, self)
        self.lines += len(made.lines)
        return made

    def _count(self, glyphs: list[_Glyph], drawing: Drawing, number: int) -> None:
        broken = sum(glyph.broken for glyph in glyphs)
        self.characters += len(glyphs)
        self.broken += broken
        if broken:
            self.unread.append(Unread(f"文字情報が壊れている（{len(glyphs):,}字のうち{broken:,}字）", number))
        if not glyphs and drawing.images:
            self.unread.append(Unread("画像だけのページ", number))


def _find_bound(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """The visible box of a page in its user space: left, bottom, right, top."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    return box.left, box.bottom, box.right, box.top


def _find_turn(glyphs: list[_Glyph], rotation: int) -> int:
    """By how many quarters clockwise the shown page is to be turned, so that most of its lines are level."""
    turned = Counter((glyph.quarters + rotation) % 4 for glyph in glyphs)
    most = max(turned, key=lambda quarters: turned[quarters], default=0)
    return -most % 4 if turned[most] > len(glyphs) / 2 else 0


def _read_glyphs(page: raw.FPDF_PAGE, states: dict[int, TextState]) -> Iterator[_Glyph]:
    text_page = raw.FPDFText_LoadPage(page)
    try:
        yield from _walk_glyphs(text_page, states)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _walk_glyphs(text_page: raw.FPDF_TEXTPAGE, states: dict[int, TextState]) -> Iterator[_Glyph]:
    """Two calls for each character, three more where another text object begins: calls are what costs."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    get_code, get_origin, get_object = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetCharOrigin,
        raw.FPDFText_GetTextObject,
    )
    x_place, y_place, high, at_object = ctypes.byref(x), ctypes.byref(y), 0, 0
    size, quarters, state, unmapped = 0.0, 0, TextState(), False
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = get_code(text_page, index)
        if code in _GENERATED and raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        if code in _HIGH:
            high = code
            continue
        if code in _LOW:
            code = 0x10000 + ((high - _HIGH.start) << 10) + code - _LOW.start if high else 0xFFFD
        high = 0
        found = get_object(text_page, index)
        address = ctypes.addressof(found.contents) if found else 0
        if address != at_object or index == 0:
            at_object, state = address, states.get(address, TextState())
            raw.FPDFText_GetMatrix(text_page, index, matrix)
            size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
            quarters = round(math.atan2(-matrix.b, matrix.a) / (math.pi / 2)) % 4
            unmapped = raw.FPDFText_HasUnicodeMapError(text_page, index) == 1
        get_origin(text_page, index, x_place, y_place)
        if size > 0 and math.isfinite(x.value) and math.isfinite(y.value):
            text = "-" if code == _HYPHEN else chr(code) if code else "\ufffd"
            yield _Glyph(text, x.value, y.value, size, quarters, state, _is_broken(text) or unmapped)


def _is_broken(text: str) -> bool:
    return text == "\ufffd" or "\ue000" <= text <= "\uf8ff" or text >= "\U000f0000"


@define
class _Setter:
    """Sets the characters of one page into its cells."""

    number: int
    width: float
    height: float
    size: float
    drawing: Drawing
    door: Affine
    held: dict[int | None, dict[int, list[Char]]] = field(factory=dict)
    unprinted: dict[int | None, list[Char]] = field(factory=dict)
    cut: set[int | None] = field(factory=set)

    def set_page(self, glyphs: list[_Glyph], quarters: int, turn: int, reader: _Reader) -> Page:
        pieces = self.drawing.to_pieces(self.door, self.size)
        level, upright = join_pieces(pieces.level, self.size), join_pieces(pieces.upright, self.size)
        if len(level) + len(upright) > MOST_RULES:
            reader.unread.append(Unread("線が多く、図として扱ったページ（欄に分けていない）", self.number))
            level, upright = [], []
        arrangement = arrange(level, upright, self.size)
        for glyph in glyphs:
            self._put(glyph, (glyph.quarters + quarters) % 4, arrangement)
        cells = [self._make_cell(index, arrangement) for index in range(len(arrangement.faces))]
        if None in self.unprinted:
            reader.unread.append(Unread("印刷では見えない文字", self.number))
        drawings = tuple(self.door.map_rectangle(place) for place in self.drawing.drawings)
        page = Page(
            self.number,
            cells=tuple(cells),
            loose=tuple(self._set(None, None)),
            rules=to_rules(level, upright),
            drawings=drawings,
            width=self.width,
            height=self.height,
            turn=turn,
        )
        return order_page(page, reader.lines + 1)

    def _put(self, glyph: _Glyph, quarters: int, arrangement: Arrangement) -> None:
        x, y = self.door.map(glyph.x, glyph.y)
        if not (-1 <= x <= self.width + 1 and -1 <= y <= self.height + 1):
            return  # outside the page: nobody sees it
        char = Char(glyph.text, x, y, glyph.size)
        middle = _find_middle(char, quarters)
        owner = arrangement.find(*middle)
        if glyph.state.clip is not None:
            clip = self.door.map_rectangle(glyph.state.clip)
            share = _measure_visible(char, quarters, middle, clip)
            if share < _WHOLE:
                owner = arrangement.find((clip.left + clip.right) / 2, (clip.top + clip.bottom) / 2)
                if not char.text.isspace():
                    self.cut.add(owner)
            if share < _PRINTED:
                self.unprinted.setdefault(owner, []).append(char)
                return
        self.held.setdefault(owner, {}).setdefault(quarters, []).append(char)

    def _set(self, owner: int | None, place: Rectangle | None) -> list[Line]:
        lines: list[Line] = []
        for quarters, chars in sorted(self.held.get(owner, {}).items()):
            if quarters == 0:
                lines += set_lines(chars, place.width if place else None)
            else:
                lines += turn_lines(set_lines(turn_char(char, quarters) for char in chars), quarters)
        return lines

    def _make_cell(self, index: int, arrangement: Arrangement) -> Cell:
        face = arrangement.faces[index]
        lines = self._set(index, face.rectangle)
        over = any(place_of(line).bottom > face.rectangle.bottom + _TOUCHING * line.size for line in lines)
        hidden = "\n".join(line.text for line in set_lines(self.unprinted.get(index, ())))
        clipped = over or index in self.cut
        return Cell(face.rectangle, tuple(lines), clipped, face.cut, hidden)


def _find_middle(char: Char, quarters: int) -> tuple[float, float]:
    """A point inside the character: a quarter of its width along the line, a third of its height above it."""
    along, above = 0.25 * to_advance(char.text) * char.size, 0.35 * char.size
    across, down = ((along, -above), (above, along), (-along, above), (-above, -along))[quarters]
    return char.x + across, char.y + down


def _measure_visible(char: Char, quarters: int, middle: tuple[float, float], clip: Rectangle) -> float:
    """How much of the height of a character lies inside a clip."""
    if quarters or char.text.isspace():
        return 1.0 if clip.holds(*middle) else 0.0
    if not clip.left - char.size / 2 <= middle[0] <= clip.right + char.size / 2:
        return 0.0
    top, bottom = char.y - 0.72 * char.size, char.y + 0.05 * char.size
    return max(0.0, min(bottom, clip.bottom) - max(top, clip.top)) / (bottom - top)
