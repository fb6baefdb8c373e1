"""Scene → Mermaid: a flowchart as GitHub draws it, with short safe names and every special character escaped."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from piaflow.domain.visible import reveal
from piaflow.layout.font import flatten, measure
from piaflow.layout.frames import find_nesting
from piaflow.layout.text import GAP, break_label, join_label
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape
from piaflow.views.theme import BADGES, FADED, INK, STROKES, find_sign

FENCES = {
    Shape.SYSTEM: ("[", "]"),
    Shape.TERMINAL: ("[/", "\\]"),
    Shape.APPLICATION: ("(", ")"),
    Shape.NETWORK: ("{{", "}}"),
    Shape.MEDIUM: ("[/", "/]"),
    Shape.FILE: ("[(", ")]"),
    Shape.PERSON: ("([", "])"),
    Shape.ORGANISATION: ("[[", "]]"),
    Shape.ZONE: ("[\\", "/]"),
}
LINKS = {Line.SPECIFIC: "==>", Line.PERSONAL: "-.->", Line.UNKNOWN: "-->", Line.HELD: "---"}
BACK = "<"  # before a link: it has a head at its start too
BREAK, INDENT = "<br>", "    "
# Through the point of the label and along the chart there; Mermaid's own curve passes beside its labels.
_CURVES = {"TB": "bumpY", "LR": "bumpX"}
_APART = " ~~~ "  # a link that is not drawn
LEGEND, SHAPE, START, END, MARK = "legend", "s", "k", "e", "m"
# GitHub draws on a light or on a dark ground; its line of 1 px is thinner than ours of a print.
_WIDTHS = {Line.SPECIFIC: 3.5, Line.PERSONAL: 1.8, Line.UNKNOWN: 1.2, Line.HELD: 1}
_FADED = f"opacity:{FADED}"
# Mermaid itself breaks a line at 200, anywhere.
_SIZE, _BOX_ROOM, _LABEL_ROOM, _LEAST_ROOM = 16.0, 188.0, 120.0, 64.0
_BUSY = 16  # with so many arrows at one box their labels stand better above than beside each other
_SPECIAL = re.compile(r"(?<!\w)-|-(?!\w)|[!-,./:-@\[-`{-~]")
_NOT_IN_TITLE = re.compile("[#%\x7f-\x9f\ufeff]")
_WIDE = str.maketrans("<>&", "＜＞＆")  # GitHub's sanitiser would eat them in a title


@frozen
class _Row:
    """A row of the legend: its nodes by name, and the links between them that are samples."""

    names: list[str]
    nodes: list[str]
    links: list[str] = field(factory=list)


def name_shortly(scene: Scene) -> Scene:
    """Return the scene as Mermaid can say it: n1 for a box, a1 for an arrow, f1 for a frame, in the scene's order."""
    frames = {"": ""} | {frame.id: f"f{n}" for n, frame in enumerate(scene.frames, 1)}
    boxes = {box.id: f"n{n}" for n, box in enumerate(scene.boxes, 1)}
    return evolve(
        scene,
        title=scene.title.translate(_WIDE),
        subtitle=scene.subtitle.translate(_WIDE),
        frames=tuple(evolve(f, id=frames[f.id], parent=frames[f.parent]) for f in scene.frames),
        boxes=tuple(evolve(b, id=boxes[b.id], frame=frames[b.frame]) for b in scene.boxes),
        arrows=tuple(
            evolve(a, id=f"a{n}", source=boxes[a.source], target=boxes[a.target])
            for n, a in enumerate(scene.arrows, 1)
        ),
    )


def to_mermaid(scene: Scene) -> str:
    """Return the Mermaid text of a scene, its remarks as comments."""
    find_nesting(scene)  # refuses what does not hold together
    named = name_shortly(scene)
    lines = [
        *_write_head(named),
        *_indent(_write_inside("", _Inside.of(named))),
        *_indent(_write_arrow(arrow) for arrow in named.arrows),
        *_indent(_write_legend(named)),
        *_indent(_write_looks(named)),
        *_write_remarks(named),
    ]
    return "\n".join(lines) + "\n"


def find_link_look(line: Line, mark: Mark) -> str:
    """Return the style of the arrows of one kind and mark."""
    colour = STROKES[line].on_any
    look = f"{f'stroke:{colour},' if colour else ''}stroke-width:{_WIDTHS[line]}px"
    if mark is Mark.ASIDE:
        return f"{look},{_FADED}"
    return f"{look},stroke:{BADGES[mark].ink}" if mark in BADGES else look


def _escape(text: str) -> str:
    """Write every ASCII sign as a number, so that it means nothing to Mermaid, Markdown or HTML (a-b stays)."""
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", flatten(reveal(text)))


def _write_head(scene: Scene) -> Iterator[str]:
    title = json.dumps(reveal(join_label(scene.title, [flatten(scene.subtitle)], "")), ensure_ascii=False)
    safe = _NOT_IN_TITLE.sub(lambda found: f"\\u{ord(found[0]):04x}", title)
    direction = _find_direction(scene)
    config = ("config:", "  flowchart:", f"    curve: {_CURVES[direction]}")
    yield from ("---", f"title: {safe}", *config, "---", f"flowchart {direction}")


def _find_direction(scene: Scene) -> str:
    ends = Counter(end for arrow in scene.arrows for end in (arrow.source, arrow.target))
    return "LR" if max(ends.values(), default=0) >= _BUSY else "TB"


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (INDENT + line for line in lines)


@frozen
class _Inside:
    """What stands directly in each frame, "" for what stands in none."""

    boxes: dict[str, list[Box]] = field(factory=lambda: defaultdict(list))
    frames: dict[str, list[Frame]] = field(factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, scene: Scene) -> _Inside:
        inside = cls()
        for box in scene.boxes:
            inside.boxes[box.frame].append(box)
        for frame in scene.frames:
            inside.frames[frame.parent].append(frame)
        return inside


def _write_inside(frame: str, inside: _Inside) -> Iterator[str]:
    """Write what stands directly in a frame, then the frames in it."""
    yield from map(_write_box, inside.boxes[frame])
    for inner in inside.frames[frame]:
        yield f'subgraph {inner.id}["{_escape(inner.label)}"]'
        yield from _indent(_write_inside(inner.id, inside))
        yield "end"


def _write_box(box: Box) -> str:
    sign = find_sign(box.mark)
    return _write_node(box.id, box.shape, join_label(sign, _break(box.label, sign, _BOX_ROOM), BREAK))


def _break(text: str, tag: str, room: float) -> list[str]:
    """Break a text that will stand behind a tag."""
    left = room - (measure(tag + GAP, _SIZE) if tag else 0.0)
    return [_escape(line) for line in break_label(reveal(text), _SIZE, max(left, _LEAST_ROOM))]


def _write_node(name: str, shape: Shape, label: str) -> str:
    start, end = FENCES[shape]
    return f'{name}{start}"{label or " "}"{end}'


def _write_arrow(arrow: Arrow) -> str:
    sign = find_sign(arrow.mark)
    lines = _break(arrow.text, f"{sign}{GAP}{arrow.number}" if sign else arrow.number, _LABEL_ROOM)
    label = join_label(_escape(arrow.number), lines, BREAK)
    words = f"{sign}{GAP}{label}" if sign else label
    return _write_link(arrow.source, arrow.line, words, arrow.target, BACK if arrow.both else "")


def _write_link(source: str, line: Line, label: str, target: str, back: str = "") -> str:
    words = f'|"{label}"|' if label else ""
    return f"{source} {back}{LINKS[line]}{words} {target}"


def _write_legend(scene: Scene) -> Iterator[str]:
    """Write samples of what is used, a row for each sort of it, behind everything else."""
    rows = [row for row in (_sample_lines(scene), _sample_shapes(scene), _sample_marks(scene)) if row.nodes]
    if rows:
        yield f'subgraph {LEGEND}["凡例"]'
        yield from _indent(["direction TB" if _find_direction(scene) == "LR" else "direction LR"])
        yield from _indent(line for row in rows for line in (*row.nodes, *row.links))
        yield from _indent(_APART.join(row.names) for row in rows if len(row.names) > 1)
        yield "end"
        outer = [frame.id for frame in scene.frames if not frame.parent]
        outer += [box.id for box in scene.boxes if not box.frame]
        yield f"{' & '.join(outer)}{_APART}{LEGEND}"


def _sample_lines(scene: Scene) -> _Row:
    pairs = [(f"{START}{n}", line, f"{END}{n}") for n, line in enumerate(scene.lines, 1)]
    names = [name for start, _, end in pairs for name in (start, end)]
    nodes = [_write_node(name, Shape.SYSTEM, " ") for name in names]
    return _Row(names, nodes, [_write_link(start, line, line.value, end) for start, line, end in pairs])


def _sample_shapes(scene: Scene) -> _Row:
    shapes = {f"{SHAPE}{n}": shape for n, shape in enumerate(scene.shapes, 1)}
    return _Row(list(shapes), [_write_node(name, shape, shape.value) for name, shape in shapes.items()])


def _sample_marks(scene: Scene) -> _Row:
    marks = {f"{MARK}{n}": mark for n, mark in enumerate(scene.marks, 1)}
    labels = {name: join_label(find_sign(mark), [mark.value], BREAK) for name, mark in marks.items()}
    return _Row(list(marks), [_write_node(name, Shape.SYSTEM, label) for name, label in labels.items()])


def _write_looks(scene: Scene) -> Iterator[str]:
    """Write the styles of links, by their place in the text, and those of marked boxes."""
    links: dict[str, list[str]] = defaultdict(list)
    samples = [(line, Mark.NONE) for line in scene.lines]
    for n, (line, mark) in enumerate([*((a.line, a.mark) for a in scene.arrows), *samples]):
        links[find_link_look(line, mark)].append(str(n))
    yield from (f"linkStyle {','.join(places)} {look}" for look, places in links.items())
    for n, mark in enumerate(scene.marks, 1):
        yield f"classDef {mark.name} {_find_box_look(mark)}"
        names = [f"{MARK}{n}", *(box.id for box in scene.boxes if box.mark is mark)]
        yield f"class {','.join(names)} {mark.name}"


def _find_box_look(mark: Mark) -> str:
    if mark is Mark.ASIDE:
        return _FADED
    return f"fill:{BADGES[mark].halo},stroke:{BADGES[mark].ink},stroke-width:3px,color:{INK}"


def _write_remarks(scene: Scene) -> Iterator[str]:
    for group in scene.remarks:
        yield from ([f"%% {_escape(group.heading)}"] if flatten(group.heading) else [])
        for remark in group.remarks:
            yield f"%% {join_label(_escape(remark.number), [_escape(remark.text)], '')}"
