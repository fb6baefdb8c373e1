"""An xlsx as pages of lines and cells: zip and ElementTree, merged ranges and borders, one page for each print.

A cell is what the borders of the sheet close, as the print shows it; a text in no closed rectangle is a cell of
its own. Places are columns and rows, counted from 1 as the sheet counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from attrs import evolve

from piaflow.source.decoding import count_broken
from piaflow.source.formats import BUILT_IN
from piaflow.source.limits import MOST_PAGES, refuse
from piaflow.source.package import Package, Relation, find_attribute
from piaflow.source.page import Page, Rectangle, Source, SourceKind, Unread, order_page
from piaflow.source.xlsx_sheet import SIDES, Book, SheetReader, Style, find_areas, read_rich, to_int

_DASHED = frozenset(("dotted", "dashed", "hair", "dashDot", "dashDotDot", "mediumDashed", "slantDashDot"))


def read_xlsx(file: str, raw_bytes: bytes) -> Source:
    """Return the printed pieces of the sheets, in their order. Raises InputError for what cannot be read."""
    package = Package.open(file, raw_bytes)
    book, workbook, relations = _open_book(package)
    pages: list[Page] = []
    unread: list[Unread] = []
    lines = 0
    areas = _find_print_areas(workbook)
    for index, sheet in enumerate(workbook.iter("sheet")):
        name = sheet.get("name", "")
        related = relations.get(find_attribute(sheet, "id"))
        if related is None or related.kind != "worksheet":
            unread.append(Unread("読めないシート", 0, name))
        elif sheet.get("state", "visible") != "visible":
            unread.append(Unread("印刷されない、隠れたシート", 0, name))
        else:
            reader = SheetReader(book, name, related.target, areas.get(index, ()))
            for page in reader.read():
                pages.append(order_page(evolve(page, number=len(pages) + 1), lines + 1))
                lines += len(pages[-1].lines)
            unread += reader.unread
        if len(pages) > MOST_PAGES:
            raise refuse(file, f"ページが多すぎます（上限 {MOST_PAGES}ページ）")
    broken = sum(count_broken(line.text) for page in pages for line in page.lines)
    return Source(file, SourceKind.XLSX, tuple(pages), unread=tuple(unread), broken=broken)


def _open_book(package: Package) -> tuple[Book, Element, Mapping[str, Relation]]:
    start = next(
        (r.target for r in package.relate("").values() if r.kind == "officeDocument"), "xl/workbook.xml"
    )
    if start not in package.names:
        raise refuse(package.file, "壊れたExcelファイルです（ブックがありません）")
    workbook, relations = package.parse(start), package.relate(start)
    by_kind = {relation.kind: relation.target for relation in relations.values()}
    strings = _read_strings(package.parse(by_kind["sharedStrings"])) if "sharedStrings" in by_kind else ()
    styles = _read_styles(package.parse(by_kind["styles"])) if "styles" in by_kind else ()
    properties = workbook.find("workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    return Book(package, strings, styles, since_1904), workbook, relations


def _read_strings(root: Element) -> tuple[str, ...]:
    return tuple(read_rich(item) for item in root.iter("si"))


def _read_styles(root: Element) -> tuple[Style, ...]:
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter("numFmt")}
    borders = [_read_border(one) for group in root.iterfind("borders") for one in group]
    return tuple(_read_style(one, codes, borders) for group in root.iterfind("cellXfs") for one in group)


def _read_border(border: Element) -> frozenset[str]:
    """The sides that are drawn: `top`, and `top dashed` where it is not solid."""
    drawn = {side.tag: side.get("style", "none") for side in border if side.tag in SIDES}
    drawn |= {side.tag: side.get("style", "none") for side in border if side.tag in {"start", "end"}}
    named = {{"start": "left", "end": "right"}.get(tag, tag): style for tag, style in drawn.items()}
    solid = {tag for tag, style in named.items() if style != "none"}
    return frozenset(solid | {f"{tag} dashed" for tag in solid if named[tag] in _DASHED})


def _read_style(style: Element, codes: Mapping[str, str], borders: Sequence[frozenset[str]]) -> Style:
    number = style.get("numFmtId", "0")
    code = codes.get(number) or BUILT_IN.get(to_int(number), "")
    border = to_int(style.get("borderId", "0"))
    is_box = any(one.tag == "xfComplement" for one in style.iter())
    return Style(code, borders[border] if 0 <= border < len(borders) else frozenset(), is_box)


def _find_print_areas(workbook: Element) -> dict[int, tuple[Rectangle, ...]]:
    return {
        to_int(name.get("localSheetId"), -1): tuple(find_areas(name.text or ""))
        for name in workbook.iter("definedName")
        if name.get("name") == "_xlnm.Print_Area"
    }
