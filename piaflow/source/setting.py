"""From characters with their origins to printed lines: by the baseline, never by the order in the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from attrs import evolve

from piaflow.source.page import Line, Rectangle, Word, place_of

_BASELINE = 0.4
"""Baselines nearer than this share of the size are one line: half-size remarks stand a little higher."""
_GAP = 0.5
"""A gap wider than this share of the size parts two words."""
_DOUBLE = 0.12
"""The same character again within this share of the size makes it bold."""
_ASCENT, _DESCENT = 0.86, 0.14
_RUBY = 0.6
_NARROW = 3.0
_LEAST_LOOSE = 3


class Char(NamedTuple):
    """A printed character: its baseline begins at (x, y), y downwards. A real blank of the file is one too."""

    text: str
    x: float
    y: float
    size: float


@lru_cache(maxsize=65_536)
def to_advance(char: str) -> float:
    """Return about how wide a character is, in its size: the origin is certain, the box of a glyph is not."""
    return 1.0 if unicodedata.east_asian_width(char[0]) in "WFA" else 0.55


@lru_cache(maxsize=65_536)
def is_cjk(char: str) -> bool:
    """Whether a character is set without blanks before and after it."""
    return unicodedata.east_asian_width(char[0]) in "WF"


def set_lines(chars: Iterable[Char], width: float | None = None) -> list[Line]:
    """Return the lines that the characters of one cell make, from the top; of a cell `width` wide, if of one.

    They have no number and no page yet.

    Single characters one under the other in a narrow cell are one word (再/委/託). What is printed twice for
    bold is one. A small reading over a line is its ruby.
    """
    lines = [line for row in _group_rows(chars) if (line := _set_row(row)) is not None]
    return _attach_ruby(_stand_up(lines, width))


def turn_lines(lines: Iterable[Line], quarters: int) -> list[Line]:
    """Return lines set in a frame turned clockwise by so many quarters, placed back on the page."""
    return [
        evolve(
            line,
            rectangle=_turn_back(place_of(line), quarters),
            words=tuple(Word(word.text, _turn_back(word.rectangle, quarters)) for word in line.words),
        )
        for line in lines
    ]


def turn_char(char: Char, quarters: int) -> Char:
    """Return a character whose line runs downwards (1), to the left (2) or upwards (3) as one of a level line."""
    x, y = _TURNS[quarters % 4](char.x, char.y)
    return Char(char.text, x, y, char.size)


_TURNS: tuple[Callable[[float, float], tuple[float, float]], ...] = (
    lambda x, y: (x, y),
    lambda x, y: (y, -x),
    lambda x, y: (-x, -y),
    lambda x, y: (-y, x),
)


def _turn_back(place: Rectangle, quarters: int) -> Rectangle:
    turn = _TURNS[-quarters % 4]
    (x0, y0), (x1, y1) = turn(place.left, place.top), turn(place.right, place.bottom)
    return Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _group_rows(chars: Iterable[Char]) -> Iterator[list[Char]]:
    row: list[Char] = []
    for char in sorted(chars, key=lambda char: char.y):
        if row and char.y - row[0].y > _BASELINE * min(char.size, row[0].size):
            yield row
            row = []
        row.append(char)
    if row:
        yield row


def _set_row(row: list[Char]) -> Line | None:
    row.sort(key=lambda char: char.x)
    words: list[list[Char]] = []
    joints: list[str] = []
    blank = ""
    for char in row:
        if char.text.isspace():
            blank += char.text
            continue
        before = words[-1][-1] if words else None
        if before is not None and _is_double(before, char):
            continue
        joint = _find_joint(before, char, blank)
        if joint or before is None:
            words.append([])
            joints.append(joint)
        words[-1].append(char)
        blank = ""
    if not words:
        return None
    texts = ["".join(char.text for char in word) for word in words]
    placed = tuple(Word(text, _bound(word)) for text, word in zip(texts, words, strict=True))
    text = "".join(part for pair in zip(joints, texts, strict=True) for part in pair)
    size = max(char.size for word in words for char in word)
    return Line(text, 0, 0, Rectangle.around(word.rectangle for word in placed), size, placed)


def _is_double(before: Char, char: Char) -> bool:
    return before.text == char.text and char.x - before.x < _DOUBLE * char.size


def _find_joint(before: Char | None, char: Char, blank: str) -> str:
    """What stands between two characters: U+3000 as it is, else one blank where there is a gap."""
    if "\u3000" in blank:
        return "".join(one for one in blank if one == "\u3000")
    if before is None:
        return ""
    gap = char.x - before.x - to_advance(before.text) * before.size
    if gap > _GAP * max(before.size, char.size):
        return " "
    return " " if blank and not (is_cjk(before.text) and is_cjk(char.text)) else ""


def _bound(word: list[Char]) -> Rectangle:
    first, last = word[0], word[-1]
    size, y = max(char.size for char in word), max(char.y for char in word)
    right = last.x + to_advance(last.text) * last.size
    return Rectangle(first.x, y - _ASCENT * size, right, y + _DESCENT * size)


def _stand_up(lines: list[Line], width: float | None) -> list[Line]:
    """Join single characters that stand one under the other: in a narrow cell, or three and more in no cell."""
    stood: list[Line] = []
    for line in lines:
        if stood and _goes_on_down(stood[-1], line):
            stood[-1] = _append_down(stood[-1], line)
        else:
            stood.append(line)
    columns = [line for line in stood if len(line.text) > 1 and place_of(line).height > 1.5 * line.size]
    narrow = width is not None and bool(columns) and width <= _NARROW * columns[0].size
    loose = width is None and any(len(line.text) >= _LEAST_LOOSE for line in columns)
    return stood if narrow or loose else lines


def _goes_on_down(above: Line, line: Line) -> bool:
    down = place_of(line).bottom - place_of(above).bottom
    return (
        _is_letter(line.text)
        and _is_letter(above.text[-1])
        and (len(above.text) == 1 or place_of(above).height > 1.5 * above.size)
        and abs(place_of(line).left - place_of(above).left) < 0.3 * line.size
        and 0.8 * line.size < down < 2.5 * line.size
    )


def _is_letter(text: str) -> bool:
    return len(text) == 1 and (unicodedata.category(text) == "Lo" or text in "ー・")


def _append_down(above: Line, line: Line) -> Line:
    place = Rectangle.around((place_of(above), place_of(line)))
    text = above.text + line.text
    return Line(text, 0, 0, place, max(above.size, line.size), (Word(text, place),))


def _attach_ruby(lines: list[Line]) -> list[Line]:
    attached: list[Line] = []
    ruby: list[Line] = []
    for line in lines:
        over = [small for small in ruby if _is_ruby_of(small, line)]
        attached += [small for small in ruby if small not in over]
        ruby = []
        if over:
            attached.append(evolve(line, ruby="".join(small.text for small in over)))
        elif _is_kana(line.text):
            ruby = [line]
        else:
            attached.append(line)
    return attached + ruby


def _is_ruby_of(small: Line, line: Line) -> bool:
    over, under = place_of(small), place_of(line)
    return (
        small.size <= _RUBY * line.size
        and under.bottom - over.bottom < 1.3 * line.size
        and under.left - line.size < over.left
        and over.right < under.right + line.size
    )


def _is_kana(text: str) -> bool:
    return all("\u3041" <= char <= "\u30ff" or char == " " for char in text)
