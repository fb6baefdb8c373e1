"""What floats over a sheet: text boxes, shapes and pictures, and the check boxes of its form controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from attrs import frozen

from piaflow.source.package import Package, Relation, find_attribute
from piaflow.source.page import Rectangle

_ANCHORS = frozenset(("twoCellAnchor", "oneCellAnchor"))
_CHECKS = frozenset(("CheckBox", "Radio"))
_USUAL = {
    "col": 609_600,
    "row": 190_500,
}  # EMU: 64 pixels and 15 points, which a sheet has where it tells nothing else
_MOST = 0.99


@frozen
class Control:
    """フォームコントロール: a check box as the file has it: its number, the part that tells its state, and its kind.

    `link` is the cell that has the same state, as the part writes it.
    """

    number: str
    part: str
    kind: str
    link: str = ""
    is_locked: bool = True


@frozen
class Shape:
    """One thing over a sheet: its place in columns and rows, its lines, its state where it is a check box."""

    place: Rectangle
    lines: tuple[str, ...] = ()
    control: Control | None = None
    state: bool | None = None

    @property
    def is_box(self) -> bool:
        """Whether it is a check box."""
        return self.control is not None


def find_shapes(package: Package, sheet: Element, relations: Mapping[str, Relation]) -> Iterator[Shape]:
    """Return the text boxes, the shapes without text, the pictures and the check boxes of a sheet."""
    labels: dict[str, tuple[str, ...]] = {}
    for relation in relations.values():
        if relation.kind == "drawing":
            for anchor in package.parse(relation.target):
                yield from _read_anchor(anchor, labels)
    seen: set[str] = set()
    for control in sheet.iter("control"):
        name = control.get("shapeId", "")
        related = relations.get(find_attribute(control, "id"))
        place = control.find(".//anchor")
        if name in seen or related is None or place is None:
            continue
        seen.add(name)
        properties = package.parse(related.target)
        kind, link = properties.get("objectType", ""), properties.get("fmlaLink", "")
        if kind in _CHECKS:
            state = {"Checked": True, "Mixed": None}.get(properties.get("checked", ""), False)
            told = control.find("controlPr")
            is_locked = told is None or told.get("locked", "1") not in {"0", "false"}
            own = Control(name, related.target, kind, link, is_locked)
            yield Shape(_find_row(_find_place(place)), labels.get(name, ()), own, state)


def _read_anchor(anchor: Element, labels: dict[str, tuple[str, ...]]) -> Iterator[Shape]:
    if anchor.tag == "AlternateContent":
        inner = anchor.find("Choice")
        for one in inner if inner is not None else ():
            yield from _read_anchor(one, labels)
        return
    if anchor.tag not in _ANCHORS:
        return
    place = _find_place(anchor)
    for shape in anchor.iter("sp"):
        properties = next(shape.iter("cNvPr"), None)
        lines = tuple(
            text for part in shape.iter("p") if (text := "".join(t.text or "" for t in part.iter("t")))
        )
        if properties is not None and properties.get("hidden") == "1":
            # the picture of a form control: it only holds the label
            labels[properties.get("id", "")] = lines
        else:
            yield Shape(place, lines)
    yield from (Shape(place) for _ in anchor.iter("pic"))


def _find_row(place: Rectangle) -> Rectangle:
    """A box belongs to the row in which its middle is: Excel lets it reach a little into the next one."""
    row = int((place.top + place.bottom) / 2)
    return Rectangle(int(place.left), row, place.right, row + 1)


def _find_place(anchor: Element) -> Rectangle:
    corners = [
        tuple(_read_coordinate(corner, axis) for axis in ("col", "row"))
        for corner in anchor
        if corner.tag in {"from", "to"}
    ]
    (left, top), (right, bottom) = (corners * 2)[:2] if corners else ((0.0, 0.0), (0.0, 0.0))
    return Rectangle(left, top, max(right, left + 0.5), max(bottom, top + 0.5))


def _read_coordinate(corner: Element, axis: str) -> float:
    """Counted as cells are, from 1, and as far in as the offset is in a cell of the usual size."""
    number, offset = (corner.findtext(tag, "0").strip() for tag in (axis, f"{axis}Off"))
    at = int(number) if number.isdigit() else 0
    inside = int(offset) / _USUAL[axis] if offset.isdigit() else 0.0
    return at + 1 + min(inside, _MOST)
