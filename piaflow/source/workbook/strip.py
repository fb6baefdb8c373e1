"""The printed rows of a value as strings of which each character knows its cell: brackets found and filled in.

A form prints 「[ ○ ] 紙」 in one cell or in four; a strip reads both alike, and knows where to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from attrs import define, field, frozen

from piaflow.source.keys import squeeze, squeeze_with_places
from piaflow.source.page import TICK, Rectangle
from piaflow.source.workbook.sheet import Place, Sheet
from piaflow.source.xlsx_shapes import Control, Shape

_BRACKETS = re.compile(rf"[\[［](?P<inner>[^\[\]［］]*)[\]］]|{re.escape(TICK)}")
_OPENS, _CLOSES = "（(", "）)"
_MARKS = ("○", "〇", "o", "O")
_COUNTED = re.compile(r"\s*件")
_LEAST_PART = 4
"""Characters by which the beginning of a name is known that goes on elsewhere."""
Values = dict[Place, str | bool]


@define
class Texts:
    """What is to be written into the cells of a sheet: pieces of their texts, or whole values.

    `ticks` are the form controls over it that are ticked or cleared.
    """

    sheet: Sheet
    values: Values = field(factory=dict)
    ticks: dict[Control, bool] = field(factory=dict)
    _pieces: dict[Place, list[tuple[int, int, str]]] = field(factory=dict)

    def put(self, place: Place, value: str | bool) -> None:  # noqa: FBT001 - the value of a cell
        """Put a value into a cell."""
        self.values[place] = value

    def replace(self, place: Place, start: int, end: int, text: str) -> None:
        """Put a text in the stead of a part of what a cell holds."""
        self._pieces.setdefault(place, []).append((start, end, text))

    def merge(self, other: Texts) -> None:
        """Take over what another plan writes into the same sheet."""
        self.values |= other.values
        self.ticks |= other.ticks
        for place, pieces in other._pieces.items():
            self._pieces.setdefault(place, []).extend(pieces)

    def join(self) -> Values:
        """Return what each cell holds afterwards, those alone that change."""
        told = dict(self.values)
        for place, pieces in self._pieces.items():
            text = self.sheet.held(place).text
            for start, end, new in sorted(pieces, reverse=True):
                text = text[:start] + new + text[end:]
            told[place] = text
        return {place: value for place, value in told.items() if value != _holds(self.sheet, place)}


def _holds(sheet: Sheet, place: Place) -> str | bool | None:
    held = sheet.held(place)
    return held.text if held.state is None else held.state


@frozen
class Strip:
    """One row of cells as a string. `at` has for each character its cell and its place in the text there.

    `boxes` are the form controls over it, by their places in the string.
    """

    text: str
    at: tuple[tuple[Place, int] | None, ...]
    boxes: Mapping[int, Shape] = field(factory=dict)


def read_strips(sheet: Sheet, area: Rectangle) -> tuple[Strip, ...]:
    """Return the rows of a rectangle of a sheet. A form control stands before what begins in the same column."""
    told: list[tuple[int, int, Place | Shape]] = [
        (int(box.place.top), int(box.place.left), box)
        for box in sheet.boxes
        if area.left <= box.place.left < area.right and area.top <= box.place.top < area.bottom
    ]
    told += [(place[1], place[0], place) for place, _ in sheet.inside(area)]
    told.sort(key=lambda one: one[:2])
    return tuple(_join(sheet, [one for _, _, one in row]) for _, row in groupby(told, key=lambda one: one[0]))


def _join(sheet: Sheet, parts: Sequence[Place | Shape]) -> Strip:
    text, at, boxes = "", list[tuple[Place, int] | None](), dict[int, Shape]()
    for part in parts:
        if isinstance(part, Shape):
            boxes[len(text)] = part
            shown = " ".join((TICK, *part.lines))
            at += [None] * len(shown)
        else:
            held = sheet.held(part)
            shown = held.text if held.state is None else TICK
            at += [(part, n) for n in range(len(shown))]
        text += shown + " "
        at.append(None)
    return Strip(text, tuple(at), boxes)


@frozen
class Bracket:
    """A bracket of a strip, or a box that is a cell: from `start` to `end`, and what is printed behind it."""

    strip: Strip
    start: int
    end: int
    behind: str

    @property
    def inner(self) -> str:
        """What stands between."""
        return self.strip.text[self.start + 1 : self.end - 1].strip()

    @property
    def box(self) -> Place | None:
        """The cell that is a box."""
        at = self.strip.text.find(TICK, self.start, self.end)
        found = self.strip.at[at] if at >= 0 else None
        return found[0] if found else None

    @property
    def control(self) -> Shape | None:
        """The form control that is the box."""
        return self.strip.boxes.get(self.start)

    @property
    def is_marked(self) -> bool:
        """Whether it is ticked."""
        return self.inner in _MARKS

    def fill(self, texts: Texts, told: str) -> bool:
        """Write between the brackets, and say whether there is room. The same words stay as they are spaced."""
        opened, closed = self.strip.at[self.start], self.strip.at[self.end - 1]
        if opened is None or closed is None:
            return False
        if opened[0] == closed[0]:
            if squeeze(self.inner) != squeeze(told):
                texts.replace(opened[0], opened[1] + 1, closed[1], f" {told} " if told else "   ")
            return True
        area = texts.sheet.area_of(opened[0])
        between = texts.sheet.first_of((int(area.right), int(area.top)))
        if between[1] != opened[0][1] or between[0] >= closed[0][0]:
            return False
        if squeeze(texts.sheet.held(between).text) != squeeze(told):
            texts.put(between, told)
        return True

    def tick(self, texts: Texts, *, on: bool) -> bool:
        """Tick the box or clear it, and say whether there is room."""
        if self.box is not None:
            texts.put(self.box, on)
            return True
        return True if on and self.is_marked else self.fill(texts, "○" if on else "")


def find_brackets(strips: Sequence[Strip]) -> Iterator[Bracket]:
    """Yield the brackets and boxes of some rows in their order."""
    for strip in strips:
        found = list(_BRACKETS.finditer(strip.text))
        ends = [*(one.start() for one in found[1:]), len(strip.text)]
        for one, end in zip(found, ends, strict=False):
            yield Bracket(strip, one.start(), one.end(), strip.text[one.end() : end])


def find_boxes(brackets: Sequence[Bracket], names: Sequence[str]) -> dict[str, list[Bracket]]:
    """Return the brackets of each box by what is printed behind them: the longest name that fits, or its beginning."""
    found: dict[str, list[Bracket]] = {name: [] for name in names}
    for bracket in brackets:
        written = squeeze(bracket.behind)
        fitting = [name for name in names if written.startswith(squeeze(name))]
        begun = [n for n in names if len(written) >= _LEAST_PART and squeeze(n).startswith(written)]
        if fitting:
            found[max(fitting, key=len)].append(bracket)
        elif len(begun) == 1:
            found[begun[0]].append(bracket)
    return found


def find_beside(bracket: Bracket, name: str) -> Bracket | None:
    """Return the round brackets behind the name of a box, in which something is written beside it."""
    key, places = squeeze_with_places(bracket.behind)
    words = squeeze(name)
    if not key.startswith(words):
        return None
    after = bracket.end + (places[len(words) - 1] + 1 if words else 0)
    return _find_round(bracket.strip, after)


def find_count(strips: Sequence[Strip]) -> Bracket | None:
    """Return the round brackets before 件."""
    for strip in strips:
        for at, char in enumerate(strip.text):
            found = _find_round(strip, at) if char in _OPENS else None
            if found and _COUNTED.match(strip.text, found.end):
                return found
    return None


def _find_round(strip: Strip, at: int) -> Bracket | None:
    """The round brackets that open next, those within them closed."""
    text = strip.text
    while at < len(text) and text[at].isspace():
        at += 1
    if at == len(text) or text[at] not in _OPENS:
        return None
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] in _OPENS) - (text[end] in _CLOSES)
        if depth == 0:
            return Bracket(strip, at, end + 1, text[end + 1 :])
    return None
