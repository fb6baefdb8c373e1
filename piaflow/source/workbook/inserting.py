"""Rows added to a sheet as copies of rows above them, and everything that counts rows moved: ranges, formulas, shapes.

What cannot be moved rightly is refused before anything is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import define

from piaflow.source.page import Rectangle
from piaflow.source.workbook.book import Workbook
from piaflow.source.workbook.references import Insertion, goes_across, to_range, to_reference
from piaflow.source.workbook.sheet import Sheet
from piaflow.source.workbook.splice import Edit, Element, Xml, splice
from piaflow.source.xlsx_sheet import find_areas, to_int

_UNMOVED: Mapping[str, str] = {
    "pivotTable": "ピボットテーブル",
    "queryTable": "外部データの表",
    "activeX": "ActiveX のコントロール",
    "oleObject": "埋め込みオブジェクト",
}
_UNMOVED_ELEMENTS: Mapping[str, str] = {
    "scenarios": "シナリオ",
    "dataConsolidate": "統合の設定",
    "cellWatches": "ウォッチ",
    "oleObjects": "埋め込みオブジェクト",
}
_LISTS = ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError")
_RANGES = ("hyperlink", "autoFilter", "sortState", "sortCondition")
_FORMULAS = ("formula", "formula1", "formula2")
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</)")
_NOTE_ROW = re.compile(rb"(<(?:\w+:)?Row>\s*)(\d+)(\s*</)")
_ANCHOR_ROWS = (2, 6)
_LAST_ROW = 1_048_576


class CannotInsertError(Exception):
    """Why rows cannot be added to a sheet without loss."""


def insert_rows(book: Workbook, sheet: Sheet, insertion: Insertion) -> None:
    """Add the rows to the workbook. Raises CannotInsertError with what stands against it, and changes nothing then."""
    work = _Inserting(book, sheet, insertion)
    work.refuse()
    book.edit(sheet.part, list(work.edit_sheet()))
    for name, part in book.sheets.items():
        if part != sheet.part:
            book.edit(part, list(work.move_formulas(book.xml(part), name)))
    work.move_around()


@define
class _Inserting:
    book: Workbook
    sheet: Sheet
    at: Insertion

    # --- what stands against it

    def refuse(self) -> None:
        """Raise CannotInsertError where something would be cut or could not be moved."""
        against = next(self._list_against(), "")
        if against:
            raise CannotInsertError(against)

    def _list_against(self) -> Iterator[str]:
        yield from self._list_parts_against()
        yield from self._list_cells_against()
        for part in self.book.sheets.values():
            if any(_cannot_move(self.book.xml(part), one) for one in self.book.xml(part).all("f")):
                yield "行を足すとずれる数式（共有・配列・串刺し）があります"

    def _list_parts_against(self) -> Iterator[str]:
        xml = self.sheet.xml
        yield from (
            f"シートに{what}があります" for name, what in _UNMOVED_ELEMENTS.items() if xml.first(name)
        )
        for relation in self.book.relate(self.sheet.part).values():
            if relation.kind in _UNMOVED:
                yield f"シートに{_UNMOVED[relation.kind]}があります"
            if relation.kind == "ctrlProp" and self._has_controls():
                yield "写す行にフォームのコントロールがあります"
            if relation.kind == "table":
                told = self.book.xml(relation.target)
                areas = find_areas(told.attributes(told.elements[0]).get("ref", ""))
                if any(area.bottom > self.at.first and area.top < self.at.at for area in areas):
                    yield "写す行がテーブルの中にあります"
        if any("activeX" in name for name in self.book.names):
            yield "ブックに ActiveX のコントロールがあります"

    def _list_cells_against(self) -> Iterator[str]:
        at = self.at
        if self.sheet.is_protected:
            yield "保護されたシートです"
        if max(self.sheet.rows, default=0) + at.count > _LAST_ROW:
            yield "シートの行が足りません"
        for area in self.sheet.merges.values():
            if at.first <= area.top < at.at < area.bottom or area.top < at.first < area.bottom < at.at:
                yield f"写す行の端に結合セルがまたがっています（{to_range(area)}）"
        for place, held in self.sheet.cells.items():
            if held.is_formula and at.first <= place[1] <= at.last:
                yield f"写す行に数式があります（{to_reference(*place)}）"

    def _has_controls(self) -> bool:
        rows = (self.sheet.xml.text(row) for row in self.sheet.xml.all("row") if self._is_in_control(row))
        return any(self.at.first <= to_int(row) + 1 <= self.at.last for row in rows)

    def _is_in_control(self, row: Element) -> bool:
        above = self.sheet.xml.parent(row)
        return above is not None and above.name in {"from", "to"}

    # --- the sheet itself

    def edit_sheet(self) -> Iterator[Edit]:
        """Yield the edits of the sheet: rows below moved, copies put in, ranges moved and copied."""
        xml, at = self.sheet.xml, self.at
        for number, row in self.sheet.rows.items():
            if number >= at.at:
                yield from xml.set_attribute(row, "r", lambda _, n=number: str(at.move(n)))  # type: ignore[misc]
        for place, held in self.sheet.cells.items():
            if held.element and place[1] >= at.at:
                moved = to_reference(place[0], at.move(place[1]))
                yield from xml.set_attribute(held.element, "r", lambda _, new=moved: new)  # type: ignore[misc]
        yield from self._put_copies()
        yield from self._move_ranges()
        yield from self._merge()
        yield from self.move_formulas(xml, self.sheet.name)

    def _put_copies(self) -> Iterator[Edit]:
        xml, at = self.sheet.xml, self.at
        data = xml.first("sheetData")
        after = next((row for number, row in sorted(self.sheet.rows.items()) if number >= at.at), None)
        if data is None:
            return
        start = after.start if after else data.closing
        for n in range(at.times):
            for number in range(at.first, at.last + 1):
                row = self.sheet.rows.get(number)
                if row is not None:
                    new = at.at + n * at.height + number - at.first
                    yield start, start, self._copy(row, number, new)

    def _copy(self, row: Element, number: int, new: int) -> bytes:
        """A row at another number."""
        xml, moved = self.sheet.xml, list[Edit]()
        moved += xml.set_attribute(row, "r", lambda _: str(new))
        for column, held in self.sheet.in_row(number):
            if held.element:
                reference = to_reference(column, new)
                moved += xml.set_attribute(held.element, "r", lambda _, told=reference: told)  # type: ignore[misc]
        piece, start = xml.raw[row.start : row.end], row.start
        return splice(piece, [(a - start, b - start, told) for a, b, told in moved])

    def _move_ranges(self) -> Iterator[Edit]:
        xml, at = self.sheet.xml, self.at
        for one in xml.all(*_LISTS):
            yield from xml.set_attribute(one, "sqref", at.move_list)
        for one in xml.all("sqref"):  # of the extensions
            yield from xml.set_text(one, at.move_list)
        for one in xml.all("dimension", *_RANGES):
            yield from xml.set_attribute(one, "ref", self._move_plain)
        for one in xml.all("selection"):
            yield from xml.set_attribute(one, "sqref", self._move_plain)
            yield from xml.set_attribute(one, "activeCell", self._move_plain)
        for one in xml.all("pane", "sheetView"):
            yield from xml.set_attribute(one, "topLeftCell", self._move_plain)
        for one in xml.all("brk"):
            group = xml.parent(one)
            if group is not None and group.name == "rowBreaks":
                # a break stands above the row that follows its number
                yield from xml.set_attribute(one, "id", lambda told: str(at.move(to_int(told) + 1) - 1))
        yield from self._move_anchors(xml)

    def _move_plain(self, ranges: str) -> str:
        return " ".join(self.at.move_formula(one, self.sheet.name, grows=True) for one in ranges.split())

    def _merge(self) -> Iterator[Edit]:
        """Merged ranges moved, those of copied rows made again; one along the rows reaches over the new ones too."""
        xml, at = self.sheet.xml, self.at
        group = xml.first("mergeCells")
        if group is None:
            return
        new: list[str] = []
        for area in self.sheet.merges.values():
            if at.first <= area.top and area.bottom - 1 <= at.last:
                for n in range(at.times):
                    down = at.at + n * at.height - at.first
                    new.append(
                        to_range(Rectangle(area.left, area.top + down, area.right, area.bottom + down))
                    )
        for one in xml.all("mergeCell"):
            yield from xml.set_attribute(one, "ref", self._move_merge)
        told = "".join(f'<{group.prefix}mergeCell ref="{one}"/>' for one in new)
        yield group.closing, group.closing, told.encode()
        yield from xml.set_attribute(group, "count", lambda told: str(to_int(told) + len(new)))

    def _move_merge(self, reference: str) -> str:
        (area,) = [*find_areas(reference), None][:1]
        if area is None:
            return reference
        along = area.top < self.at.first
        top, bottom = self.at.move_range(int(area.top), int(area.bottom) - 1, grows=along)
        return to_range(Rectangle(area.left, top, area.right, bottom + 1))

    def move_formulas(self, xml: Xml, own: str) -> Iterator[Edit]:
        """Yield the edits of the formulas of a sheet, so far as they name rows of ours."""
        for one in xml.all("f", *_FORMULAS):
            yield from xml.set_text(one, lambda told: self.at.move_formula(told, own))
        for one in xml.all("hyperlink"):
            yield from xml.set_attribute(one, "location", lambda told: self.at.move_formula(told, own))

    # --- the parts around it

    def move_around(self) -> None:
        """Move what other parts say of rows of the sheet: names, drawings, notes, tables, controls, charts."""
        book, at, own = self.book, self.at, self.sheet.name
        xml = book.xml(book.start)
        edits: list[Edit] = []
        for one in xml.all("definedName"):
            grows = xml.attributes(one).get("name") == "_xlnm.Print_Area"
            edits += xml.set_text(one, lambda told, g=grows: at.move_formula(told, "", grows=g))  # type: ignore[misc]
        book.edit(book.start, edits)
        for relation in book.relate(self.sheet.part).values():
            match relation.kind:
                case "drawing":
                    told = book.xml(relation.target)
                    book.edit(relation.target, list(self._move_anchors(told)))
                case "comments" | "threadedComment" | "table":
                    book.edit(relation.target, list(self._move_references(book.xml(relation.target))))
                case "vmlDrawing":
                    book.put(relation.target, self._move_vml(book.read(relation.target)))
                case "ctrlProp":
                    told = book.xml(relation.target)
                    root = told.elements[0]
                    changed = [
                        edit
                        for name in ("fmlaLink", "fmlaRange", "fmlaGroup")
                        for edit in told.set_attribute(root, name, lambda f: at.move_formula(f, own))
                    ]
                    book.edit(relation.target, changed)
        for part in sorted(book.names):
            if part.startswith("xl/charts/") and part.endswith(".xml") and "/_rels/" not in part:
                told = book.xml(part)
                book.edit(
                    part,
                    [e for f in told.all("f") for e in told.set_text(f, lambda f: at.move_formula(f, ""))],
                )

    def _move_references(self, xml: Xml) -> Iterator[Edit]:
        for one in xml.all("comment", "threadedComment", "table", "autoFilter", "sortState", "sortCondition"):
            yield from xml.set_attribute(one, "ref", self._move_plain)

    def _move_anchors(self, xml: Xml) -> Iterator[Edit]:
        """The rows of shapes, pictures and controls: those that stand on cells go with them."""
        for row in xml.all("row"):
            corner = xml.parent(row)
            anchor = xml.parent(corner) if corner else None
            if corner is None or anchor is None or corner.name not in {"from", "to"}:
                continue
            told = xml.attributes(anchor)
            if told.get("editAs") == "absolute":
                continue
            first = _find_row(xml, anchor)
            if told.get("editAs") == "oneCell":
                down = self.at.move(first) - first
            else:
                own = to_int(xml.text(row)) + 1
                down = self.at.move(own) - own
            yield from xml.set_text(row, lambda text, n=down: str(to_int(text) + n))  # type: ignore[misc]

    def _move_vml(self, raw: bytes) -> bytes:
        """The older drawing of notes and controls, whose rows count from 0."""

        def move(found: re.Match[bytes]) -> bytes:
            parts = found[2].split(b",")
            for n in _ANCHOR_ROWS:
                if n < len(parts):
                    parts[n] = b" %d" % (self.at.move(to_int(parts[n].decode().strip()) + 1) - 1)
            return found[1] + b",".join(parts) + found[3]

        moved = _ANCHOR.sub(move, raw)
        return _NOTE_ROW.sub(lambda m: m[1] + b"%d" % (self.at.move(int(m[2]) + 1) - 1) + m[3], moved)


def _find_row(xml: Xml, anchor: Element) -> int:
    """The row, counted from 1, at which an anchor begins."""
    inside = (one for one in xml.all("row") if anchor.start < one.start < anchor.end)
    return next((to_int(xml.text(one)) + 1 for one in inside), 1)


def _cannot_move(xml: Xml, formula: Element) -> bool:
    is_shared = xml.attributes(formula).get("t") in {"shared", "array", "dataTable"}
    return is_shared or goes_across(xml.text(formula))
