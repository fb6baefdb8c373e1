"""Scene → DOT: fixed boxes, frames as clusters, and every label a node of its own on its arrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from attrs import define, field
from graphviz import Digraph, escape, nohtml

from piaflow.domain.visible import reveal
from piaflow.layout.dot.chains import Stop
from piaflow.layout.dot.measured import BOX_SIZE, FRAME_SIZE, LABEL_SIZE, Direction, Measured
from piaflow.layout.dot.ties import find_ties
from piaflow.layout.dot.wiring import Head, Link, Wiring, wire
from piaflow.layout.font import FAMILY, flatten
from piaflow.views.scene import Arrow, Box, Frame, Line, Shape

_POINTS_PER_INCH = 72.0
_GATE = "0.01"
_SHAPES = {
    Shape.NETWORK: "ellipse",
    Shape.FILE: "cylinder",
    Shape.MEDIUM: "note",
    Shape.APPLICATION: "box",
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
    """What stands directly in a frame: frames, boxes, and the stops of arrows with their names."""

    frames: list[Frame] = field(factory=list)
    boxes: list[Box] = field(factory=list)
    stops: list[tuple[str, Stop, Arrow]] = field(factory=list)


def _sort_out(measured: Measured, wiring: Wiring) -> Mapping[str, _Inside]:
    """Return what stands directly in each frame, "" for what stands in none."""
    inside: dict[str, _Inside] = defaultdict(_Inside)
    for frame in measured.scene.frames:
        inside[frame.parent].frames.append(frame)
    for box in measured.scene.boxes:
        inside[box.frame].boxes.append(box)
    for arrow in measured.scene.arrows:
        for name, stop in zip(wiring.stops[arrow.id], measured.chains[arrow.id], strict=True):
            inside[stop.frame].stops.append((name, stop, arrow))
    return inside


def _fill(
    graph: Digraph, frame: str, inside: Mapping[str, _Inside], measured: Measured, wiring: Wiring
) -> None:
    """Write what stands directly in a frame, then the frames in it."""
    here = inside[frame]
    for box in here.boxes:
        _write_box(graph, box, measured, wiring)
    for name, stop, arrow in here.stops:
        if stop.is_label:
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
