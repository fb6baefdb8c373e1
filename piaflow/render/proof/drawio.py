"""draw.io file → what it shows, read from the cells' labels, styles and ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from piaflow.layout.text import split_label
from piaflow.render.drawio.cells import AGAIN, BOX, LAYER, find_line, find_shape, is_faded, read_style
from piaflow.render.proof.shown import Shown, refuse, refuse_differences
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape
from piaflow.views.theme import find_sign

_MARKS = {sign: mark for mark in Mark if (sign := find_sign(mark))}
_KINDS = {kind.value: kind.name for kinds in (Line, Shape, Mark) for kind in kinds}


def read_drawio(text: str) -> Shown:
    """Read what `to_drawio` wrote. Parts have the ids of their scene; wrapped lines are joined."""
    root = ET.fromstring(text)  # noqa: S314 - our own text, without entities
    cells = list(root.iter("mxCell"))
    marks = {c.get("parent", ""): _MARKS[_say(c)] for c in cells if c.get("id", "").startswith("mark:")}
    words = {cell.get("id", ""): _say(cell) for cell in cells}
    return Shown(
        title=words.get("title", "") + words.get("subtitle", ""),
        frames=tuple(Frame(_own(c), _say(c), _find_frame(c)) for c in _pick(cells, "frame:")),
        boxes=tuple(  # one that is shown again is one
            dict.fromkeys(
                _read_box(cell, _find_mark(cell, marks))
                for start in (BOX, AGAIN)
                for cell in _pick(cells, start)
            )
        ),
        arrows=tuple(_read_arrow(cell, _find_mark(cell, marks)) for cell in _pick(cells, "flow:")),
        legend=tuple(_KINDS[_say(cell)] for cell in _pick(cells, "words:")),
        texts={},
        remarks=tuple(_read_remarks(cells)),
    )


def verify_drawio(scene: Scene, text: str) -> None:
    """Raise a RenderError that names what the file lacks, or has too much, against its scene."""
    shown = read_drawio(text)
    _check_ties(text)
    refuse_differences(scene, shown)


def _check_ties(text: str) -> None:
    """Every parent and every end must be there, and no id twice: draw.io drops what hangs in the air."""
    cells = list(ET.fromstring(text).iter("mxCell"))  # noqa: S314 - our own text, without entities
    ids = [cell.get("id", "") for cell in cells]
    there = {"", *ids}
    loose = [
        f"{cell.get('id')}の{tie}"
        for cell in cells
        for tie in ("parent", "source", "target")
        if cell.get(tie, "") not in there
    ]
    loose += [f"{name}が2つ" for name, count in Counter(ids).items() if count > 1]
    refuse("draw.ioの図のつながりが壊れています", loose)


def _pick(cells: list[ET.Element], start: str) -> Iterator[ET.Element]:
    return (cell for cell in cells if cell.get("id", "").startswith(start))


def _read_box(cell: ET.Element, mark: Mark) -> Box:
    return Box(_own(cell), _say(cell), find_shape(_find_style(cell)), _find_frame(cell), mark)


def _read_arrow(cell: ET.Element, mark: Mark) -> Arrow:
    source, target = (cell.get(end, "").partition(":")[2] for end in ("source", "target"))
    number, text = split_label(_say(cell))
    style = _find_style(cell)
    return Arrow(
        id=_own(cell),
        source=source,
        target=target,
        line=find_line(style),
        number=number,
        text=text,
        mark=mark,
        both="startArrow" in style,
    )


def _read_remarks(cells: list[ET.Element]) -> Iterator[str]:
    yield from (_say(cell) for cell in _pick(cells, "heading:"))
    numbers = {_own(cell): _say(cell) for cell in _pick(cells, "number:")}
    yield from (numbers[_own(cell)] + _say(cell) for cell in _pick(cells, "remark:"))


def _find_mark(cell: ET.Element, marks: dict[str, Mark]) -> Mark:
    faded = Mark.ASIDE if is_faded(_find_style(cell)) else Mark.NONE
    return marks.get(cell.get("id", ""), faded)


def _find_frame(cell: ET.Element) -> str:
    parent = cell.get("parent", LAYER)
    return "" if parent == LAYER else parent.removeprefix("frame:")


def _find_style(cell: ET.Element) -> dict[str, str]:
    return read_style(cell.get("style", ""))


def _own(cell: ET.Element) -> str:
    return cell.get("id", "").partition(":")[2]


def _say(cell: ET.Element) -> str:
    return cell.get("value", "").replace("\n", "")
