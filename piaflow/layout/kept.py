"""A layout kept beside its picture: an unchanged scene is not laid out again, and a changed one moves little.

The places hold for the scene that they were found for, and for the code of this room that found them: the file says
both by a digest. The cells hold for any later scene of the picture.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2s
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from piaflow.layout.drawing import Drawing, DrawnArrow, DrawnBox, DrawnFrame, DrawnLabel
from piaflow.layout.frames import find_nesting
from piaflow.layout.geometry import Point, Rectangle
from piaflow.layout.sizes import measure_box, measure_label
from piaflow.views.scene import Scene

GENERATOR = "piaflow layout"
_DECIMALS = 2  # of a place, in points: as many as a picture is written with, so that every machine keeps the same file
_NOTHING: Mapping[str, Any] = {}


@frozen
class Kept:
    """An earlier layout: of each box on a grid its id, column and row; the digest of its scene; and all its places.

    `is_pinned` says that a person put the boxes where they are: no other arrangement is looked for. `picture` is the name
    of the picture, by which the file is known again where pictures are added before it.
    """

    cells: tuple[tuple[str, int, int], ...] = ()
    digest: str = ""
    places: Mapping[str, Any] = field(default=_NOTHING, eq=False, repr=False)
    is_pinned: bool = False
    picture: str = ""


def write_kept(scene: Scene, drawing: Drawing, *, is_pinned: bool = False, picture: str = "") -> str:
    """Return the file of a layout."""
    places = {
        "size": [drawing.width, drawing.height],
        "frames": {drawn.frame.id: [*_list(drawn.area), *_list(drawn.name)] for drawn in drawing.frames},
        "boxes": _list_boxes(drawing),
        "arrows": {drawn.arrow.id: _tell_arrow(drawn) for drawn in drawing.arrows},
    }
    cells = {name: [column, row] for name, column, row in drawing.cells}
    more = {**({"picture": picture} if picture else {}), **({"pinned": True} if is_pinned else {})}
    told = {"generator": GENERATOR, "digest": digest(scene), **more, "cells": cells, **places}
    lines = (
        f"  {_dump(key)}: {_dump(value) if not isinstance(value, dict) else _dump_lines(value)}"
        for key, value in told.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def read_kept(text: str) -> Kept:
    """Return the layout of a file; an empty one for what is no such file."""
    try:
        told = json.loads(text)
        if told["generator"] != GENERATOR:
            return Kept()
        cells = tuple((name, int(column), int(row)) for name, (column, row) in told["cells"].items())
        name = str(told.get("picture", ""))
        return Kept(cells, str(told["digest"]), told, told.get("pinned") is True, name)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Kept()


def restore(scene: Scene, kept: Kept) -> Drawing | None:
    """Return the drawing of a scene as it was kept, None where the scene or this room changed since."""
    if not kept.digest or kept.digest != digest(scene):  # most pictures have none: nothing is read for them
        return None
    try:
        return _restore(scene, kept)
    except (KeyError, TypeError, ValueError):
        return None


def round_off(drawing: Drawing) -> Drawing:
    """Return a drawing whose every place is what is kept of it."""
    return evolve(
        drawing,
        width=round(drawing.width, _DECIMALS),
        height=round(drawing.height, _DECIMALS),
        frames=tuple(
            evolve(one, area=Rectangle(*_list(one.area)), name=Rectangle(*_list(one.name)))
            for one in drawing.frames
        ),
        boxes=tuple(map(_round_box, drawing.boxes)),
        arrows=tuple(
            evolve(
                one,
                path=tuple(map(_round_point, one.path)),
                tip=one.tip and _round_point(one.tip),
                tail=one.tail and _round_point(one.tail),
                label=one.label and evolve(one.label, area=Rectangle(*_list(one.label.area))),
            )
            for one in drawing.arrows
        ),
    )


def digest(scene: Scene) -> str:
    """Return what tells whether a scene, and the code that lays it out, are those of an earlier layout."""
    shown = (scene.frames, scene.boxes, scene.arrows)
    return blake2s(repr((_find_code(), shown)).encode(), digest_size=10).hexdigest()


@cache
def _find_code() -> str:
    found = blake2s(digest_size=10)
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()


def _restore(scene: Scene, kept: Kept) -> Drawing:
    depths = {frame: len(around) for frame, around in find_nesting(scene).of_frame.items()}
    areas = {name: _read_areas(numbers) for name, numbers in kept.places["frames"].items()}
    order = {name: n for n, name in enumerate(areas)}
    frames = (
        DrawnFrame(frame, areas[frame.id][0], areas[frame.id][1], depths[frame.id])
        for frame in sorted(scene.frames, key=lambda frame: order[frame.id])
    )
    arrows = []
    for arrow in scene.arrows:
        told = kept.places["arrows"][arrow.id]
        path = tuple(_pair(told["path"]))
        tip, tail = (next(_pair(told[end]), None) if end in told else None for end in ("tip", "tail"))
        label = DrawnLabel(measure_label(arrow), Rectangle(*told["label"])) if "label" in told else None
        arrows.append(DrawnArrow(arrow, path, tip, label, tail))
    boxes = [
        _round_box(DrawnBox(box, measure_box(box, 0, "TB"), area))
        for box in scene.boxes
        for area in _read_areas(kept.places["boxes"][box.id])
    ]
    width, height = kept.places["size"]
    return Drawing(width, height, tuple(frames), tuple(boxes), tuple(arrows), kept.cells)


def _round_box(drawn: DrawnBox) -> DrawnBox:
    area = Rectangle(*_list(drawn.area))
    return evolve(drawn, area=area, size=evolve(drawn.size, width=area.width, height=area.height))


def _round_point(point: Point) -> Point:
    return round(point[0], _DECIMALS), round(point[1], _DECIMALS)


def _list(area: Rectangle) -> list[float]:
    return [round(number, _DECIMALS) for number in (area.x, area.y, area.width, area.height)]


def _list_boxes(drawing: Drawing) -> dict[str, list[float]]:
    """Return four numbers for each place of a box: one that is shown again has two."""
    boxes: dict[str, list[float]] = {}
    for drawn in drawing.boxes:
        boxes.setdefault(drawn.box.id, []).extend(_list(drawn.area))
    return boxes


def _read_areas(numbers: list[float]) -> list[Rectangle]:
    return [Rectangle(*four) for four in zip(*(numbers[n::4] for n in range(4)), strict=True)]


def _tell_arrow(drawn: DrawnArrow) -> dict[str, list[float]]:
    told = {"path": [number for point in drawn.path for number in point]}
    for end, point in (("tip", drawn.tip), ("tail", drawn.tail)):
        if point:
            told[end] = list(point)
    if drawn.label:
        told["label"] = _list(drawn.label.area)
    return told


def _pair(numbers: list[float]) -> Iterator[Point]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _dump_lines(value: dict[str, object]) -> str:
    """Return a line per box or arrow: what moved is what a comparison of two files shows."""
    return "{" + ",".join(f"\n    {_dump(key)}: {_dump(one)}" for key, one in value.items()) + "\n  }"
