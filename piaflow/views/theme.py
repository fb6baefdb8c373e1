"""The theme: every colour, dash and sign, for pictures, plots and the page alike.

What differs in colour differs in form too (width, dashes, sign, hatch): it survives a grey print and every kind of eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import Attribute, field, fields, frozen

from piaflow.errors import WrongValueError, clip
from piaflow.views.scene import Line, Mark

INK, PAPER, GREY, PALE = "#1a1a1a", "#ffffff", "#767676", "#d9d9d9"
BLUE, ORANGE, SKY = "#0b4f8a", "#d98200", "#9ecbe8"  # what plots fill with; hatches tell the same apart
RULE = "#8a929c"  # around the legend
FRAME_INK, FRAME_LINE = "#2b3440", "#4d5663"
TINTS = ("#f7f8fa", "#edf0f4", "#e3e8ee", "#d9e0e8")  # of frames, the outermost first: deeper is darker
FADED = 0.28  # how much is left of what an overlay puts aside: still legible on a print


@frozen
class Stroke:
    """How a line is drawn, and the border of the tag with its number.

    `on_any` is a colour that is seen on a light and on a dark ground, "" for that of the text there.
    """

    width: float
    colour: str
    dashes: str
    head: bool
    tag_width: float
    tag_dashes: str = ""
    on_any: str = ""


STROKES = {
    Line.SPECIFIC: Stroke(1.8, INK, "", head=True, tag_width=1.5),
    Line.PERSONAL: Stroke(1.2, "#1f4e8c", "6 3", head=True, tag_width=0.8, on_any="#4a7ebb"),
    Line.UNKNOWN: Stroke(1.0, "#4d4d4d", "", head=True, tag_width=0.7, on_any="#808080"),
    Line.HELD: Stroke(0.9, INK, "", head=False, tag_width=0.7),
}


@frozen
class Badge:
    """How a mark looks: a sign in a circle, and the colour and dashes of the halo that goes with it."""

    sign: str
    halo: str
    dashes: str = ""

    @property
    def ink(self) -> str:
        """The colour of the halo, dark enough for a line: for a format that has no halo."""
        parts = (int(self.halo[at : at + 2], 16) for at in (1, 3, 5))
        return "#" + "".join(f"{round(part * _INK_SHARE):02x}" for part in parts)


_INK_SHARE = 0.62  # of a halo's light: 3 : 1 against white, for the lightest of them

BADGES = {
    Mark.DEFINITE: Badge("●", "#f2c14e"),
    Mark.DERIVED: Badge("◇", "#a8d5ba", "9 3"),
    Mark.POSSIBLE: Badge("○", "#f7deb0", "3 3"),
    Mark.STOP: Badge("×", "#c9ced6"),
    Mark.ADDED: Badge("＋", "#9ecae1"),
    Mark.REMOVED: Badge("－", "#d9d9d9", "2 3"),
    Mark.CHANGED: Badge("△", "#c7b9e0"),
    Mark.GAINED: Badge("◎", "#f2c14e"),
    Mark.FINDING: Badge("！", "#f4a582"),
}


def find_sign(mark: Mark) -> str:
    """Return the sign of a mark, "" where it has none."""
    return BADGES[mark].sign if mark in BADGES else ""


PAGE: Mapping[str, tuple[str, str, str]] = {
    "ground": ("#f4f5f7", "#16191d", "#ffffff"),
    "ink": (INK, "#e8eaed", "#000000"),
    "soft": ("#525b66", "#a9b1bb", "#333333"),
    "rule": ("#cfd4da", "#3a414a", "#777777"),
    "field": (PAPER, "#1f2329", "#ffffff"),
    "lit": ("#ffd98a", "#5a4210", "#ffffff"),
    "line": ("#b35900", "#ffb84d", "#000000"),
    "focus": ("#1f5fbf", "#8ab4f8", "#1f5fbf"),
    "link": ("#14509e", "#9cc3ff", "#000000"),
    "edge": ("#767f8a", "#818b97", "#777777"),
}
"""The colours of the page around its pictures: in the light, in the dark, in print."""

SHEET: Mapping[str, str] = {
    "sheet-paper": PAPER,
    "sheet-ink": INK,
    "sheet-focus": PAGE["focus"][0],
    "sheet-line": PAGE["line"][0],
    "sheet-under": "#ffe3ad",
    "sheet-lit": "#ff9f2e",
    "sheet-cut": "#f08a80",
    "label-under": "#fff3d9",
    "label-lit": "#ffdf9e",
    "label-cut": "#fbd9d5",
    "definite": BADGES[Mark.DEFINITE].halo,
    "derived": BADGES[Mark.DERIVED].halo,
    "possible": BADGES[Mark.DEFINITE].halo,
    "stop": BADGES[Mark.STOP].halo,
    "box-definite": "#ffe3a1",
    "box-derived": "#dff0e5",
    "box-possible": "#fff4d6",
    "sample-definite": "#e5a823",
    "sample-derived": "#3f9468",
    "sample-possible": "#dd9d10",
    "sample-stop": "#98a0ab",
}
"""What the page lights on its pictures, whose paper stays white in the dark."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_PAINTED = re.compile(rf'(?<=")({_COLOUR.pattern})(?=")')
_TEXT, _SIGN = 4.5, 3.0  # contrast of letters, and of lines: WCAG 2.2, 1.4.3 and 1.4.11
_LINEAR = 0.04045  # of sRGB: below it light grows in a line (IEC 61966-2-1)


def _colour(_: Theme, attribute: Attribute[str], given: str) -> None:
    if not (isinstance(given, str) and _COLOUR.fullmatch(given)):
        raise WrongValueError(
            f"Theme.{attribute.name}", f"{clip(repr(given))} is no colour: write it as '#1a1a1a'"
        )


def _tints(theme: Theme, attribute: Attribute[tuple[str, ...]], given: tuple[str, ...]) -> None:
    if not isinstance(given, tuple) or len(given) != len(TINTS):
        raise WrongValueError(
            "Theme.tints", f"{clip(repr(given))}: write {len(TINTS)} colours, the outermost first"
        )
    for tint in given:
        _colour(theme, attribute, tint)  # type: ignore[arg-type] # each is checked as one colour is


def _painted(default: str) -> str:
    colour: str = field(default=default, validator=_colour)
    return colour


@frozen
class Theme:
    """配色: the colours of pictures (SVG, PNG, PDF) by what they are for. Widths, dashes and signs stay as they are.

    So what differs in colour still differs in form. Raises WrongValueError for what is no colour, and where letters or
    lines would not be seen.
    """

    ink: str = _painted(INK)
    paper: str = _painted(PAPER)
    rule: str = _painted(RULE)
    frame_ink: str = _painted(FRAME_INK)
    frame_line: str = _painted(FRAME_LINE)
    tints: tuple[str, ...] = field(default=TINTS, validator=_tints)
    personal: str = _painted(STROKES[Line.PERSONAL].colour)
    unknown: str = _painted(STROKES[Line.UNKNOWN].colour)
    reached: str = _painted(BADGES[Mark.DEFINITE].halo)
    derived: str = _painted(BADGES[Mark.DERIVED].halo)
    possible: str = _painted(BADGES[Mark.POSSIBLE].halo)
    stopped: str = _painted(BADGES[Mark.STOP].halo)
    added: str = _painted(BADGES[Mark.ADDED].halo)
    removed: str = _painted(BADGES[Mark.REMOVED].halo)
    changed: str = _painted(BADGES[Mark.CHANGED].halo)
    finding: str = _painted(BADGES[Mark.FINDING].halo)

    def __attrs_post_init__(self) -> None:
        """Refuse colours that nobody could read: letters and lines on the paper and on every tint."""
        grounds = (self.paper, *self.tints)
        for name, least in (("ink", _TEXT), ("frame_ink", _TEXT), ("personal", _SIGN), ("unknown", _SIGN)):
            contrast = min(find_contrast(getattr(self, name), ground) for ground in grounds)
            if contrast < least:
                told = f"stands out by {contrast:.1f} : 1 from a ground of the theme, and {least:g} : 1 is needed"
                raise WrongValueError(f"Theme.{name}", f"{getattr(self, name)!r} {told}")

    @property
    def colours(self) -> tuple[str, ...]:
        """All colours, in the order of the fields."""
        return tuple(self._list())

    def _list(self) -> Iterator[str]:
        for one in fields(Theme):
            value = getattr(self, one.name)
            yield from value if isinstance(value, tuple) else (value,)

    def paint(self, svg: str) -> str:
        """Return a picture that was painted in our colours in those of the theme."""
        if self == OURS:
            return svg
        ours = dict(zip(OURS.colours, self.colours, strict=True))
        return _PAINTED.sub(lambda found: ours.get(found[0], found[0]), svg)


def find_contrast(one: str, other: str) -> float:
    """Return how much two colours stand out from each other (WCAG 2.2, contrast ratio)."""
    dark, light = sorted(map(_find_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _find_luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


OURS = Theme()
