"""SVG elements as text: escaped, with numbers of at most two decimals, so that the same values give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from xml.sax.saxutils import escape

from piaflow.domain.visible import reveal
from piaflow.layout.geometry import Point, Rectangle

GENERATOR = 'data-generator="piaflow"'
Attribute = str | float
Command = str | float | Point
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_SPECIAL = re.compile("[^\x20!#$%'-;=?-\ud7ff\ue000-\ufffd]")


def write_number(number: float) -> str:
    """Return a number with at most two decimals and no useless zeros."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def write_text(text: str) -> str:
    """Return text escaped for XML; what XML forbids and what nobody would see is shown by its number."""
    return escape(reveal(text))


def element(tag: str, *children: str, **attributes: Attribute) -> str:
    """Return an element. `data_id=…` is written data-id, `class_=…` class; an attribute "" is kept."""
    head = tag
    for name, value in attributes.items():
        text = _quote(value) if isinstance(value, str) else write_number(value)
        head += f' {_write_name(name)}="{text}"'
    return f"<{head}>{''.join(children)}</{tag}>" if children else f"<{head}/>"


def rectangle(area: Rectangle, **attributes: Attribute) -> str:
    """Return the element of a rectangle."""
    return element("rect", x=area.x, y=area.y, width=area.width, height=area.height, **attributes)


def dash(dashes: str) -> dict[str, str]:
    """Return the attribute of a dashed line, none for ""."""
    return {"stroke_dasharray": dashes} if dashes else {}


def text_line(text: str, x: float, y: float, **attributes: Attribute) -> str:
    """Return one line of text whose baseline starts (or has its anchor) at a point."""
    return element("text", write_text(text), x=x, y=y, **attributes)


def path_of(commands: Iterable[Command]) -> str:
    """Return the `d` of a path from letters, numbers and points."""
    return " ".join(
        one if isinstance(one, str) else write_point(one) if isinstance(one, tuple) else write_number(one)
        for one in commands
    )


def outline_of(*points: Point, closed: bool = True) -> str:
    """Return the `d` of straight lines from point to point."""
    return f"M {' L '.join(map(write_point, points))}{' Z' if closed else ''}"


def write_point(point: Point) -> str:
    """Return a point as a path has it."""
    return f"{write_number(point[0])},{write_number(point[1])}"


@cache
def _write_name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _quote(value: str) -> str:
    shown = reveal(value)
    return escape(shown, _QUOTED) if _SPECIAL.search(shown) else shown
