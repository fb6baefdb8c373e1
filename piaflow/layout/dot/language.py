"""The language of dot: a measured scene as DOT (fixed boxes, frames as clusters, labels as nodes), json0 as geometry."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen
from graphviz import Digraph, escape, nohtml

from piaflow.domain.visible import reveal
from piaflow.layout.dot.dummies import Dummy
from piaflow.layout.dot.measured import Measured
from piaflow.layout.dot.wiring import Head, Link, Wiring, find_ties, wire
from piaflow.layout.font import FAMILY, flatten
from piaflow.layout.geometry import Curve, Point, Rectangle
from piaflow.layout.sizes import BOX_SIZE, FRAME_SIZE, LABEL_SIZE, Direction
from piaflow.views.scene import Arrow, Box, Frame, Line, Shape

_POINTS_PER_INCH = 72.0
_TIPS = "se"
_GATE = "0.01"  # inches: a node without size is drawn as one of 0.75
_SHAPES = {
    Shape.NETWORK: "ellipse",
    Shape.FILE: "cylinder",
    Shape.MEDIUM: "note",
    Shape.APPLICATION: "box",
    Shape.ZONE: "tab",
}
_ROUNDED = {Shape.APPLICATION, Shape.PERSON}
_STYLES = {Line.SPECIFIC: "bold", Line.PERSONAL: "dashed", Line.UNKNOWN: "dotted", Line.HELD: "solid"}
_HEADS = {
    Head.NONE: {"arrowhead": "none"},
    Head.AT_SECOND: {"arrowhead": "normal"},
    Head.AT_FIRST: {"dir": "back", "arrowtail": "normal"},
}


def to_dot(measured: Measured, **settings: str) -> str:
    """Return the DOT text of a scene. `settings` are attributes of the graph for Graphviz."""
    wiring = wire(measured)
    graph = _open_graph(measured.direction, settings)
    _fill(graph, "", _sort_out(measured, wiring), measured, wiring)
    for arrow in measured.scene.arrows:
        for link in wiring.links[arrow.id]:
            _join(graph, arrow, link)
    columns = [(wiring.boxes[one], wiring.boxes[other]) for one, other in measured.ranks.columns]
    for first, second in columns:
        graph.edge(first, second, style="invis")
    for first, second, length in find_ties(wiring, columns):
        graph.edge(first, second, style="invis", weight="0", **_write_length(length))
    return str(graph.source)


def _open_graph(direction: Direction, settings: dict[str, str]) -> Digraph:
    look = {"fontname": FAMILY, "fontsize": _to_text(FRAME_SIZE), "labeljust": "l", "style": "rounded"}
    # Inches: less than half of dot's own distances, since labels are nodes and keep lines apart. `ortho` would tear
    # labels from their lines. `mclimit` multiplies the rounds of crossing minimisation (Sugiyama, step 3).
    space = {
        "rankdir": direction,
        "nodesep": "0.12",
        "ranksep": "0.16",
        "splines": "polyline",
        "mclimit": "4",
    }
    return Digraph(
        "scene",
        graph_attr=look | space | settings,
        node_attr={"fontname": FAMILY, "fontsize": _to_text(BOX_SIZE), "fixedsize": "true", "shape": "box"},
        edge_attr={"arrowsize": "0.7"},
    )


@define
class _Inside:
    """What stands directly in a frame: frames, boxes, and the dummies of arrows with their names."""

    frames: list[Frame] = field(factory=list)
    boxes: list[Box] = field(factory=list)
    dummies: list[tuple[str, Dummy, Arrow]] = field(factory=list)


def _sort_out(measured: Measured, wiring: Wiring) -> Mapping[str, _Inside]:
    """Return what stands directly in each frame, "" for what stands in none."""
    inside: dict[str, _Inside] = defaultdict(_Inside)
    for frame in measured.scene.frames:
        inside[frame.parent].frames.append(frame)
    for box in measured.scene.boxes:
        inside[box.frame].boxes.append(box)
    for arrow in measured.scene.arrows:
        for name, dummy in zip(wiring.dummies[arrow.id], measured.chains[arrow.id], strict=True):
            inside[dummy.frame].dummies.append((name, dummy, arrow))
    return inside


def _fill(
    graph: Digraph, frame: str, inside: Mapping[str, _Inside], measured: Measured, wiring: Wiring
) -> None:
    """Write what stands directly in a frame, then the frames in it."""
    here = inside[frame]
    for box in here.boxes:
        _write_box(graph, box, measured, wiring)
    for name, dummy, arrow in here.dummies:
        if dummy.is_label:
            _write_label(graph, name, arrow, measured)
        else:
            graph.node(name, label="", shape="point", style="invis", width=_GATE, height=_GATE)
    for one in here.frames:
        with graph.subgraph(name=wiring.frames[one.id]) as cluster:
            cluster.attr(label=_quote(flatten(one.label)), id=escape(reveal(one.id)))
            _fill(cluster, one.id, inside, measured, wiring)
    if frame and not here.frames and not here.boxes:
        # Graphviz drops a cluster that holds nothing.
        graph.node(f"{wiring.frames[frame]}_empty", label="", style="invis", width="0.8", height="0.3")


def _write_box(graph: Digraph, box: Box, measured: Measured, wiring: Wiring) -> None:
    size = measured.boxes[box.id]
    graph.node(
        wiring.boxes[box.id],
        label=_quote(*size.text.lines),
        id=escape(reveal(box.id)),
        shape=_SHAPES.get(box.shape, "box"),
        style="rounded" if box.shape in _ROUNDED else "solid",
        peripheries="2" if box.shape is Shape.ORGANISATION else "1",
        width=_to_inches(size.width),
        height=_to_inches(size.height),
    )


def _write_label(graph: Digraph, name: str, arrow: Arrow, measured: Measured) -> None:
    size, room = measured.labels[arrow.id], measured.rooms[arrow.id]
    first, *rest = size.text.lines or ("",)
    graph.node(
        name,
        label=_quote(f"{size.tag} {first}".strip(), *rest),
        id=escape(reveal(arrow.id)),
        shape="plaintext",
        fontsize=_to_text(LABEL_SIZE),
        width=_to_inches(room.width),
        height=_to_inches(room.height),
    )


def _join(graph: Digraph, arrow: Arrow, link: Link) -> None:
    graph.edge(
        link.first,
        link.second,
        comment=link.name,
        id=escape(reveal(arrow.id)),
        style=_STYLES[arrow.line],
        **_HEADS[link.head],
        **_write_length(link.length),
    )


def _write_length(ranks: int) -> dict[str, str]:
    return {} if ranks == 1 else {"minlen": str(ranks)}


def _quote(*lines: str) -> str:
    # Not a plain str: a label such as <b> would else be read as HTML.
    label: str = nohtml("\\n".join(escape(line) for line in lines))
    return label


def _to_inches(points: float) -> str:
    return f"{points / _POINTS_PER_INCH:.4f}"


def _to_text(number: float) -> str:
    return f"{number:g}"


@frozen
class Geometry:
    """The places of all nodes, clusters and edges, and the size of the whole."""

    width: float
    height: float
    nodes: dict[str, Rectangle]
    clusters: dict[str, Rectangle]
    edges: dict[str, Curve]


def parse_geometry(answer: bytes) -> Geometry:
    """Read Graphviz's json0. What Graphviz lost is simply not in the answer."""
    data = json.loads(answer)
    _, _, width, height = _parse_numbers(data["bb"])
    objects = data.get("objects", ())
    return Geometry(
        width,
        height,
        {o["name"]: _parse_node(o, height) for o in objects if "pos" in o},
        {o["name"]: _parse_cluster(o["bb"], height) for o in objects if "bb" in o},
        {
            e["comment"]: _parse_curve(e["pos"], height)
            for e in data.get("edges", ())
            if {"pos", "comment"} <= e.keys()
        },
    )


def _parse_numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _parse_node(node: dict[str, Any], top: float) -> Rectangle:
    x, y = _parse_numbers(node["pos"])
    width, height = float(node["width"]) * _POINTS_PER_INCH, float(node["height"]) * _POINTS_PER_INCH
    return Rectangle(x - width / 2, top - y - height / 2, width, height)


def _parse_cluster(box: str, top: float) -> Rectangle:
    left, low, right, high = _parse_numbers(box)
    return Rectangle(left, top - high, right - left, high - low)


def _parse_curve(text: str, top: float) -> Curve:
    """Read the points; an arrowhead's tip ("s," at the start, "e," at the end) takes the place of that end."""
    words = text.split()
    tips = {word[0]: _parse_point(word[2:], top) for word in words if word[0] in _TIPS}
    points = [_parse_point(word, top) for word in words if word[0] not in _TIPS]
    points[0], points[-1] = tips.get("s", points[0]), tips.get("e", points[-1])
    return Curve(tuple(points))


def _parse_point(text: str, top: float) -> Point:
    x, y = text.split(",")
    return float(x), top - float(y)
