"""Scene → DOT: fixed boxes, frames as clusters, and every label a node of its own on its arrow."""

from __future__ import annotations

from attrs import frozen
from graphviz import Digraph, escape, nohtml

from piaflow.render.font import FAMILY, flatten
from piaflow.render.measured import BOX_SIZE, FRAME_SIZE, LABEL_SIZE, Direction, Measured
from piaflow.views.scene import Arrow, Box, Line, Scene, Shape

_POINTS_PER_INCH = 72.0
_SHAPES = {
    Shape.NETWORK: "ellipse",
    Shape.FILE: "cylinder",
    Shape.MEDIUM: "note",
    Shape.APPLICATION: "box",
}
_ROUNDED = {Shape.APPLICATION, Shape.PERSON}
_STYLES = {Line.SPECIFIC: "bold", Line.PERSONAL: "dashed", Line.UNKNOWN: "dotted", Line.HELD: "solid"}


@frozen
class Names:
    """The names that the parts of a scene have in the DOT text, by id, numbered in the scene's order."""

    boxes: dict[str, str]
    labels: dict[str, str]
    frames: dict[str, str]


def name_parts(scene: Scene) -> Names:
    """Return short safe names: n1 for a box, a1 for an arrow, cluster_f1 for a frame."""
    return Names(
        {box.id: f"n{n}" for n, box in enumerate(scene.boxes, 1)},
        {arrow.id: f"a{n}" for n, arrow in enumerate(scene.arrows, 1)},
        {frame.id: f"cluster_f{n}" for n, frame in enumerate(scene.frames, 1)},
    )


def to_dot(measured: Measured, **settings: str) -> str:
    """Return the DOT text of a scene. `settings` are attributes of the graph for Graphviz."""
    names = name_parts(measured.scene)
    graph = _open_graph(measured.direction, settings)
    _fill(graph, "", measured, names)
    for arrow in measured.scene.arrows:
        _join(graph, arrow, measured, names)
    return str(graph.source)


def _open_graph(direction: Direction, settings: dict[str, str]) -> Digraph:
    look = {"fontname": FAMILY, "fontsize": _to_text(FRAME_SIZE), "labeljust": "l", "style": "rounded"}
    space = {"rankdir": direction, "nodesep": "0.14", "ranksep": "0.16", "splines": "polyline"}
    return Digraph(
        "scene",
        graph_attr=look | space | settings,
        node_attr={"fontname": FAMILY, "fontsize": _to_text(BOX_SIZE), "fixedsize": "true", "shape": "box"},
        edge_attr={"arrowsize": "0.7"},
    )


def _fill(graph: Digraph, frame: str, measured: Measured, names: Names) -> None:
    """Write what stands directly in a frame, then the frames in it."""
    scene = measured.scene
    inner = [one for one in scene.frames if one.parent == frame]
    boxes = [box for box in scene.boxes if box.frame == frame]
    for box in boxes:
        _write_box(graph, box, measured, names)
    for arrow in scene.arrows:
        if arrow.id in measured.labels and measured.nesting.find_common(arrow) == frame:
            _write_label(graph, arrow, measured, names)
    for one in inner:
        with graph.subgraph(name=names.frames[one.id]) as cluster:
            cluster.attr(label=_quote(flatten(one.label)), id=escape(one.id))
            _fill(cluster, one.id, measured, names)
    if frame and not inner and not boxes:
        # Graphviz drops a cluster that holds nothing.
        graph.node(f"{names.frames[frame]}_empty", label="", style="invis", width="0.8", height="0.3")


def _write_box(graph: Digraph, box: Box, measured: Measured, names: Names) -> None:
    size = measured.boxes[box.id]
    graph.node(
        names.boxes[box.id],
        label=_quote(*size.text.lines),
        id=escape(box.id),
        shape=_SHAPES.get(box.shape, "box"),
        style="rounded" if box.shape in _ROUNDED else "solid",
        peripheries="2" if box.shape is Shape.ORGANISATION else "1",
        width=_to_inches(size.width),
        height=_to_inches(size.height),
    )


def _write_label(graph: Digraph, arrow: Arrow, measured: Measured, names: Names) -> None:
    size = measured.labels[arrow.id]
    first, *rest = size.text.lines or ("",)
    graph.node(
        names.labels[arrow.id],
        label=_quote(f"{size.tag} {first}".strip(), *rest),
        id=escape(arrow.id),
        shape="plaintext",
        fontsize=_to_text(LABEL_SIZE),
        width=_to_inches(size.width),
        height=_to_inches(size.height),
    )


def _join(graph: Digraph, arrow: Arrow, measured: Measured, names: Names) -> None:
    """Write an arrow as one edge, or as two with its label between them.

    One that goes back is written from its target, with its head at the tail, so that no ring is left to Graphviz.
    """
    name, source, target = names.labels[arrow.id], names.boxes[arrow.source], names.boxes[arrow.target]
    back = arrow.id in measured.order.back
    style = _STYLES[arrow.line]
    head = _write_head("none" if arrow.line is Line.HELD else "normal", back=back)
    plain = _write_head("none", back=back)
    halves = [(source, target, name, head | {"id": escape(arrow.id)})]
    if arrow.id in measured.labels:
        halves = [(source, name, f"{name}_in", plain), (name, target, f"{name}_out", head)]
    for start, end, comment, ending in reversed(halves) if back else halves:
        first, second = (end, start) if back else (start, end)
        graph.edge(first, second, comment=comment, style=style, **ending)


def _write_head(head: str, *, back: bool) -> dict[str, str]:
    return {"dir": "back", "arrowtail": head} if back else {"arrowhead": head}


def _quote(*lines: str) -> str:
    # Not a plain str: a label such as <b> would else be read as HTML.
    label: str = nohtml("\\n".join(escape(line) for line in lines))
    return label


def _to_inches(points: float) -> str:
    return f"{points / _POINTS_PER_INCH:.4f}"


def _to_text(number: float) -> str:
    return f"{number:g}"
