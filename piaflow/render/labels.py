"""One string for a step number and its text, and back; and how a mark looks where a format has no halo."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.layout.font import flatten
from piaflow.layout.text import break_lines
from piaflow.render.badges import BADGES
from piaflow.views.scene import Mark

GAP = "\u3000"  # between number and text: flattened text holds no other
_INK_SHARE = 0.62


def break_label(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return `text` as lines of at most `room` points, their only white space plain blanks."""
    return break_lines(flatten(text), size, room)


def join_label(number: str, lines: Sequence[str], newline: str) -> str:
    """Return number and text as one label; a text alone has no gap before it."""
    text, tag = newline.join(lines), flatten(number)
    return f"{tag}{GAP}{text}" if tag else text


def split_label(label: str) -> tuple[str, str]:
    """Return the number and the text of a label that `join_label` made."""
    number, gap, text = label.partition(GAP)
    return (number, text) if gap else ("", label)


def find_sign(mark: Mark) -> str:
    """Return the sign of a mark, "" where it has none."""
    return BADGES[mark].sign if mark in BADGES else ""


def find_mark_ink(mark: Mark) -> str:
    """Return the colour of a mark, dark enough for a line."""
    halo = BADGES[mark].halo
    parts = (int(halo[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part * _INK_SHARE):02x}" for part in parts)
