"""Every colour stands in the theme, and what it tells apart by colour it tells apart in grey too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from piaflow.views.scene import Line, Mark
from piaflow.views.theme import BADGES, PAGE, SHEET, STROKES, find_sign

PACKAGE = Path(__file__).parents[2] / "piaflow"
DRAWING = [
    file
    for room in ("explorer", "layout", "render", "views")
    for file in (PACKAGE / room).rglob("*")
    if file.suffix in {".py", ".css", ".js"} and file.name != "theme.py"
]
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


@pytest.mark.parametrize("file", DRAWING, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_colour_stands_outside_the_theme(file: Path) -> None:
    assert _COLOUR.findall(file.read_text(encoding="utf-8")) == []


def test_lines_differ_in_width_dashes_or_head() -> None:
    assert len({(one.width, one.dashes, one.head) for one in STROKES.values()}) == len(Line)


def test_every_mark_but_aside_has_a_sign_of_its_own() -> None:
    signs = {mark: find_sign(mark) for mark in Mark if mark not in (Mark.NONE, Mark.ASIDE)}
    assert all(signs.values())
    assert len(set(signs.values())) == len(signs) == len(BADGES)


def _brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mark", list(BADGES))
def test_a_mark_as_a_line_stands_out_from_the_paper(mark: Mark) -> None:
    """WCAG 2.1, 1.4.11: three to one for what has to be seen."""
    assert 1.05 / (_brightness(BADGES[mark].ink) + 0.05) >= 3


def test_the_style_uses_every_colour_of_the_page_and_names_no_other() -> None:
    style = "".join(file.read_text(encoding="utf-8") for file in DRAWING if file.suffix == ".css")
    assert set(re.findall(r"var\(--([\w-]+)\)", style)) == {*PAGE, *SHEET}
