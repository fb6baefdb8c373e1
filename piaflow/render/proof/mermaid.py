"""Mermaid text → what it shows: the statements that `mermaid.to_mermaid` writes, read line by line."""

from __future__ import annotations

import json
import re

from attrs import define, evolve, field

from piaflow.layout.text import split_label
from piaflow.render.mermaid import (
    BREAK,
    FENCES,
    LEGEND,
    LINKS,
    MARK,
    SHAPE,
    START,
    find_link_look,
    name_shortly,
)
from piaflow.render.proof.shown import Shown, refuse_differences
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape
from piaflow.views.theme import find_sign

_SHAPES = {fences: shape for shape, fences in FENCES.items()}
_LINES = {link: line for line, link in LINKS.items()}
_PLAIN = {find_link_look(line, mark): mark for line in Line for mark in (Mark.NONE, Mark.ASIDE)}
_SIGNS = {sign: mark for mark in Mark if (sign := find_sign(mark))}
_FRAME = re.compile(r'subgraph (\w+)\["(.*)"\]')
_NODE = re.compile(r'(\w+)([\[({/\\]+)"(.*)"([\])}/\\]+)')
_LINK = re.compile(r'(\w+) (<?)(==>|-\.->|-->|---)(?:\|"(.*)"\|)? (\w+)')
_LOOK = re.compile(r"linkStyle ([\d,]+) (.+)")
_CLASS = re.compile(r"class ([\w,]+) (\w+)")
_CODE = re.compile(r"#(\d+);")


@define
class _Reading:
    """What has been read so far."""

    title: str = ""
    inside: list[str] = field(factory=list)
    frames: list[Frame] = field(factory=list)
    boxes: dict[str, Box] = field(factory=dict)
    arrows: list[Arrow] = field(factory=list)
    lines: list[str] = field(factory=list)
    shapes: list[str] = field(factory=list)
    marks: list[str] = field(factory=list)
    remarks: list[str] = field(factory=list)


def read_mermaid(text: str) -> Shown:
    """Read what `to_mermaid` wrote. Parts have the short names n1, a1, f1; wrapped lines are joined."""
    reading = _Reading()
    for line in text.splitlines():
        _read_statement(line.strip(), reading)
    return Shown(
        title=reading.title,
        frames=tuple(reading.frames),
        boxes=tuple(reading.boxes.values()),
        arrows=tuple(reading.arrows),
        legend=(*reading.lines, *reading.shapes, *reading.marks),
        texts={},
        remarks=tuple(reading.remarks),
    )


def verify_mermaid(scene: Scene, text: str) -> None:
    """Raise a RenderError that names what the text lacks, or has too much, against its scene."""
    refuse_differences(name_shortly(scene), read_mermaid(text))


def _read_statement(line: str, reading: _Reading) -> None:
    if line.startswith("%% "):
        reading.remarks.append("".join(split_label(_decode(line[3:]))))
    elif line.startswith("title: "):
        reading.title = json.loads(line.removeprefix("title: "))
    elif line == "end":
        reading.inside.pop()
    elif found := _FRAME.fullmatch(line):
        _read_frame(found, reading)
    elif found := _LINK.fullmatch(line):
        _read_link(found, reading)
    elif found := _NODE.fullmatch(line):
        _read_node(found, reading)
    elif found := _LOOK.fullmatch(line):
        _read_look(found, reading)
    elif found := _CLASS.fullmatch(line):
        _read_class(found, reading)


def _read_frame(found: re.Match[str], reading: _Reading) -> None:
    name, label = found.groups()
    if name != LEGEND:
        reading.frames.append(Frame(name, _decode(label), reading.inside[-1] if reading.inside else ""))
    reading.inside.append(name)


def _read_node(found: re.Match[str], reading: _Reading) -> None:
    name, start, label, end = found.groups()
    frame = reading.inside[-1] if reading.inside else ""
    if frame != LEGEND:
        _, words = split_label(_decode(label))
        reading.boxes[name] = Box(name, words, _SHAPES[start, end], frame)
    elif name.startswith(SHAPE):
        reading.shapes.append(Shape(label).name)
    elif name.startswith(MARK):
        reading.marks.append(Mark(split_label(label)[1]).name)


def _read_link(found: re.Match[str], reading: _Reading) -> None:
    source, back, link, label, target = found.groups()
    if source.startswith(START):
        reading.lines.append(Line(label).name)
        return
    number, text = split_label(_decode(label or ""))
    name = f"a{len(reading.arrows) + 1}"
    reading.arrows.append(
        Arrow(
            id=name,
            source=source,
            target=target,
            line=_LINES[link],
            number=number,
            text=text,
            both=bool(back),
        )
    )


def _read_look(found: re.Match[str], reading: _Reading) -> None:
    places, look = found.groups()
    for place in map(int, places.split(",")):
        if place < len(reading.arrows):
            reading.arrows[place] = _mark(reading.arrows[place], look)


def _mark(arrow: Arrow, look: str) -> Arrow:
    """Return the arrow with the mark that its look tells of; some marks have a sign before number and text."""
    if look in _PLAIN:
        return evolve(arrow, mark=_PLAIN[look])
    number, text = split_label(arrow.text)
    return evolve(arrow, mark=_SIGNS[arrow.number], number=number, text=text)


def _read_class(found: re.Match[str], reading: _Reading) -> None:
    names, mark = found.groups()
    for name in names.split(","):
        if name in reading.boxes:
            reading.boxes[name] = evolve(reading.boxes[name], mark=Mark[mark])


def _decode(label: str) -> str:
    return _CODE.sub(lambda found: chr(int(found[1])), label.replace(BREAK, ""))
