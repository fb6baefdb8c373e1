"""What floats over a sheet: text boxes, shapes and pictures, and the check boxes of its form controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from attrs import frozen

from piaflow.source.package import Package, Relation, find_attribute
from piaflow.source.page import Rectangle

_ANCHORS = frozenset(("twoCellAnchor", "oneCellAnchor"))
_CHECKS = frozenset(("CheckBox", "Radio"))


@frozen
class Shape:
    """One thing over a sheet: its place in columns and rows, its lines, its state where it is a check box."""

    place: Rectangle
    lines: tuple[str, ...] = ()
    is_box: bool = False
    state: bool | None = None


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
        if properties.get("objectType") in _CHECKS:
            state = {"Checked": True, "Mixed": None}.get(properties.get("checked", ""), False)
            yield Shape(_find_place(place), labels.get(name, ()), is_box=True, state=state)


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


def _find_place(anchor: Element) -> Rectangle:
    corners = [
        tuple(_read_coordinate(corner, axis) for axis in ("col", "row"))
        for corner in anchor
        if corner.tag in {"from", "to"}
    ]
    (left, top), (right, bottom) = (corners * 2)[:2] if corners else ((0.0, 0.0), (0.0, 0.0))
    return Rectangle(left, top, max(right, left + 0.5), max(bottom, top + 0.5))


def _read_coordinate(corner: Element, axis: str) -> float:
    """Counted as cells are, from 1; half a cell in where the offset is not 0."""
    number, offset = (corner.findtext(tag, "0").strip() for tag in (axis, f"{axis}Off"))
    at = int(number) if number.isdigit() else 0
    return at + 1 + (0.5 if offset.lstrip("-").isdigit() and int(offset) > 0 else 0.0)
