"""The cells of a draw.io page as XML, and the styles by which draw.io knows shapes and lines."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.layout.font import FALLBACKS
from piaflow.layout.geometry import Point, Rectangle
from piaflow.render.markup import element, write_number
from piaflow.views.scene import Line, Mark, Shape
from piaflow.views.theme import BADGES, FADED, INK, PAPER, STROKES

Style = dict[str, str]
LAYER = "1"
BOX, AGAIN = (
    "box:",
    "again:",
)  # what the names of the cells of boxes start with; AGAIN of one that is shown twice
_TEXT = {"html": "0", "fontFamily": FALLBACKS.replace("'", ""), "fontColor": INK}
_SHAPES: dict[Shape, Style] = {
    Shape.SYSTEM: {"rounded": "0"},
    Shape.TERMINAL: {"shape": "display", "size": "0.08"},
    Shape.APPLICATION: {"rounded": "1", "absoluteArcSize": "1", "arcSize": "18"},
    Shape.NETWORK: {"shape": "cloud"},
    Shape.MEDIUM: {"shape": "note", "size": "8"},
    Shape.FILE: {"shape": "cylinder3", "boundedLbl": "1", "backgroundOutline": "1", "size": "5"},
    Shape.PERSON: {"rounded": "1", "absoluteArcSize": "1", "arcSize": "28", "spacingLeft": "14"},
    Shape.ORGANISATION: {"shape": "ext", "double": "1"},
    Shape.ZONE: {"rounded": "1", "absoluteArcSize": "1", "arcSize": "8", "dashed": "1"},
}
PERSON: Style = {"shape": "umlActor", "strokeColor": INK, "fillColor": PAPER, "connectable": "0"}
_FADED = {"opacity": f"{FADED * 100:g}", "textOpacity": f"{FADED * 100:g}"}


def write_style(*parts: Style) -> str:
    """Return a style as draw.io writes it."""
    pairs: Style = {}
    for part in parts:
        pairs |= part
    return "".join(f"{key}={value};" for key, value in pairs.items())


def read_style(text: str) -> Style:
    """Return the pairs of a style."""
    return dict(pair.split("=", 1) for pair in text.split(";") if "=" in pair)


def find_text_style(size: float, **more: str) -> Style:
    """Return the style of words of one size."""
    return _TEXT | {"fontSize": write_number(size)} | more


def find_plain_style(size: float, **more: str) -> Style:
    """Return the style of words that stand for themselves, from the left."""
    look = {"strokeColor": "none", "fillColor": "none", "align": "left", "spacing": "0"}
    return find_text_style(size, **look | {"verticalAlign": "top"} | more)


def find_shape_style(shape: Shape, mark: Mark = Mark.NONE) -> Style:
    """Return how a box of one shape and mark looks."""
    style = _SHAPES[shape] | {"strokeColor": INK, "fillColor": PAPER}
    if mark is Mark.ASIDE:
        return style | _FADED
    more = {"fillColor": BADGES[mark].halo, "strokeWidth": "2"} if mark in BADGES else {}
    return style | more


def find_line_style(line: Line, mark: Mark = Mark.NONE, *, both: bool = False) -> Style:
    """Return how an arrow of one kind and mark looks, with a head at either end or one."""
    stroke = STROKES[line]
    style = {
        "edgeStyle": "none",
        "rounded": "1",
        "strokeColor": BADGES[mark].ink if mark in BADGES else stroke.colour,
        "strokeWidth": write_number(stroke.width),
        "endArrow": "block" if stroke.head else "none",
        "endFill": "1",
        "endSize": "5",
        "labelBackgroundColor": PAPER,
    }
    if both:
        style |= {"startArrow": "block", "startFill": "1", "startSize": "5"}
    dashes = {"dashed": "1", "fixDash": "1", "dashPattern": stroke.dashes} if stroke.dashes else {}
    return style | dashes | (_FADED if mark is Mark.ASIDE else {})


def find_sign_style() -> Style:
    """Return how the sign of a mark looks: in a circle."""
    return {"shape": "ellipse", "strokeColor": INK, "fillColor": PAPER, "spacing": "0"} | find_text_style(9.0)


def find_shape(style: Style) -> Shape:
    """Return the shape that a style draws."""
    return next(shape for shape, look in _SHAPES.items() if look.items() <= style.items())


def find_line(style: Style) -> Line:
    """Return the kind of line that a style draws, by its width, dashes and head."""
    keys = ("strokeWidth", "dashPattern", "endArrow")
    looks = {line: find_line_style(line) for line in Line}
    return next(line for line in Line if all(looks[line].get(key) == style.get(key) for key in keys))


def is_faded(style: Style) -> bool:
    """Tell whether a style fades its cell, as an overlay does with what it puts aside."""
    return _FADED.items() <= style.items()


def write_vertex(name: str, words: str, style: str, parent: str, area: Rectangle) -> str:
    """Return a cell with an area, which counts from the top left of its parent."""
    geometry = element("mxGeometry", x=area.x, y=area.y, width=area.width, height=area.height, as_="geometry")
    return element("mxCell", geometry, id=name, value=words, style=style, parent=parent, vertex="1")


def write_sign(sign: str, parent: str, place: tuple[str, str], area: Rectangle) -> str:
    """Return the sign of a mark, which rides on its parent: `place` is relative, the area's corner counts from it."""
    geometry = element(
        "mxGeometry",
        write_point(area.x, area.y, "offset"),
        x=place[0],
        y=place[1],
        width=area.width,
        height=area.height,
        relative="1",
        as_="geometry",
    )
    name, style = f"mark:{parent}", write_style(find_sign_style())
    return element("mxCell", geometry, id=name, value=sign, style=style, parent=parent, vertex="1")


def write_edge(
    name: str, words: str, style: str, parent: str, *content: str, at: str = "0", **ends: str
) -> str:
    """Return a cell that is a line. `at` is where its label stands (-1 to 1), `ends` are source and target."""
    geometry = element("mxGeometry", *content, x=at, relative="1", as_="geometry")
    return element("mxCell", geometry, id=name, value=words, style=style, parent=parent, edge="1", **ends)


def write_points(points: Sequence[Point]) -> str:
    """Return the corners of a line, "" where it is straight."""
    return element("Array", *(write_point(*point) for point in points), as_="points") if points else ""


def write_point(x: float, y: float, role: str = "") -> str:
    """Return a point, with its role where it has one."""
    return element("mxPoint", x=x, y=y, **({"as_": role} if role else {}))


def write_share(share: float) -> str:
    """Return a share of a length, fine enough for a long one."""
    return f"{share:.4f}".rstrip("0").rstrip(".") or "0"


def shift(area: Rectangle, origin: Point) -> Rectangle:
    """Return an area as seen from another origin."""
    return Rectangle(area.x - origin[0], area.y - origin[1], area.width, area.height)
