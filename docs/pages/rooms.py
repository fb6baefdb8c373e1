"""The picture of the rooms: the layers of import-linter's contract, the higher above the lower."""

from __future__ import annotations

import tomllib
from pathlib import Path

from piaflow.layout.geometry import Rectangle
from piaflow.render.markup import element, rectangle, text_line

_WIDTH, _HEIGHT, _GAP = 560.0, 40.0, 14.0
_SIZE = 14.0
_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def find_layers() -> list[list[str]]:
    """Return the rooms of each layer of the first contract, the highest layer first."""
    told = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))
    layers: list[str] = told["tool"]["importlinter"]["contracts"][0]["layers"]
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def make_rooms() -> str:
    """Return the picture as SVG: a row per layer, rooms of one layer side by side."""
    layers = find_layers()
    rows = "".join(_draw_row(layer, index) for index, layer in enumerate(layers))
    height = len(layers) * (_HEIGHT + _GAP) + _GAP
    title = element("title", "piaflow の部屋: 上の部屋は下の部屋だけを使う")
    ground = element("rect", width=_WIDTH, height=height, fill="#ffffff")
    return element(
        "svg",
        f"{title}{ground}{rows}\n",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH:g} {height:g}",
        role="img",
        lang="ja",
        font_family="sans-serif",
    )


def _draw_row(rooms: list[str], index: int) -> str:
    top = _GAP + index * (_HEIGHT + _GAP)
    width = (_WIDTH - _GAP * (len(rooms) + 1)) / len(rooms)
    return "".join(
        _draw_room(room, Rectangle(_GAP + place * (width + _GAP), top, width, _HEIGHT))
        for place, room in enumerate(rooms)
    )


def _draw_room(room: str, area: Rectangle) -> str:
    middle, base = area.x + area.width / 2, area.y + area.height / 2 + _SIZE / 3
    box = rectangle(area, fill="#f7f8fa", stroke="#4d5663", rx=4)
    return f"\n{box}{text_line(room, middle, base, text_anchor='middle', font_size=_SIZE)}"
