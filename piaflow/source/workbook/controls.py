"""Check boxes that are form controls: found on a sheet, and ticked in every part that tells their state.

Excel keeps that in the properties of the control and, for older programs, in the VML; both are edited at their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from piaflow.source.workbook.book import Workbook
from piaflow.source.xlsx_shapes import Control, Shape, find_shapes

_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_NUMBER = re.compile(rb"""<v:shape\s[^>]*\b(?:id|o:spid)=["']_x0000_s(\d+)["']""")
_CHECKED = re.compile(rb"<x:Checked>[^<]*</x:Checked>|<x:Checked\s*/>")
_TICKED, _DATA_ENDS = b"<x:Checked>1</x:Checked>", b"</x:ClientData>"


def find_boxes(book: Workbook, part: str) -> tuple[Shape, ...]:
    """Return the check boxes over a sheet, as they stood when the workbook was opened."""
    if book.xml(part).first("control") is None:
        return ()
    package = book.package
    shapes = find_shapes(package, package.parse(part), package.relate(part))
    return tuple(shape for shape in shapes if shape.is_box)


def tick_controls(book: Workbook, part: str, ticks: Mapping[Control, bool]) -> None:
    """Tick and clear check boxes over a sheet."""
    for control, on in ticks.items():
        xml = book.xml(control.part)
        root = xml.elements[0]
        if on:
            book.edit(control.part, list(xml.give_attribute(root, "checked", "Checked")))
        else:
            book.edit(control.part, list(xml.set_attribute(root, "checked", lambda _: "Unchecked")))
    drawn = book.find_related(part, "vmlDrawing") if ticks else ""
    if drawn:
        told = {control.number.encode(): on for control, on in ticks.items()}
        book.put(drawn, _SHAPE.sub(lambda found: _draw(found[0], told), book.read(drawn)))


def _draw(shape: bytes, told: Mapping[bytes, bool]) -> bytes:
    number = _NUMBER.match(shape)
    if number is None or number[1] not in told:
        return shape
    if not told[number[1]]:
        return _CHECKED.sub(b"", shape)
    if _CHECKED.search(shape):
        return _CHECKED.sub(_TICKED, shape)
    return shape.replace(_DATA_ENDS, _TICKED + _DATA_ENDS)
