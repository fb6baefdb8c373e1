"""Lines of Japanese text: where to break them (禁則処理, JIS X 4051), how much room they take, a label as one string."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from attrs import frozen

from piaflow.layout.font import flatten, load_metrics, measure, to_drawable

GAP = "\u3000"  # between a step number and its text in one string: flattened text holds no other
LEADING = 1.22  # from line to line, in the size of the letters: Japanese text needs more air than Latin
_NOT_AT_START = frozenset(
    "、。，．・：；？！）」』】〕］｝〉》ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょ々〜～…‥,.:;?!)]}%％℃"
)
_NOT_AT_END = frozenset("（「『【〔［｛〈《([{")
_GOOD_BEFORE = re.compile(
    r"[（「【(]|システム|サーバ|ネットワーク|プラットフォーム|ファイル|センター|ストア|カード|ミドル|ソフト|サービス|データ"
)
_GOOD_AFTER = frozenset("・、。，：；／）」】)/")
# What a break costs (Knuth and Plass: the least sum over all lines): before システム or behind a comma nothing, where the
# script changes little, inside a word of kanji more, before a particle, in a katakana word, and in a number most.
_FREE, _TURN, _INSIDE, _PARTICLE, _KATAKANA, _LATIN = 0.0, 0.6, 1.8, 3.0, 9.0, 40.0
_LINE = 3.0  # a line more costs as much as a particle torn off
_TOO_WIDE = 1000.0  # dearer than any breaks: only what cannot be broken stands out
_HAIR = 1e-6


@frozen
class Block:
    """Lines of text of one size with the room that they take, in points."""

    lines: tuple[str, ...]
    size: float
    width: float

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.size * LEADING


@cache
def make_block(text: str, size: float, room: float) -> Block:
    """Break `text` into lines of at most `room` points."""
    lines = break_lines(to_drawable(text), size, room)
    return Block(lines, size, max((measure(line, size) for line in lines), default=0.0))


def break_lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return `text` in the fewest lines that fit, broken at the best places; no line is empty."""
    parts = (part.strip() for part in text.splitlines())
    return tuple(line for part in parts if part for line in _break_part(part, size, room))


def _break_part(text: str, size: float, room: float) -> list[str]:
    if measure(text, size) <= room:
        return [text]
    breaks = _find_breaks(text)
    ruler = _Ruler.of(text, size)
    # best[end] = (cost of the lines up to there, start of the last of them)
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for end in [*breaks, len(text)]:
        cost, start = min(_weigh_lines(ruler, end, best, room))
        best[end] = (cost + breaks.get(end, 0.0), start)
    return _follow(text, best)


@frozen
class _Ruler:
    """How far along a text each place is, in units of the font: so a line is measured without its letters.

    `first` and `last` give the place after the blanks that follow a place, and before those that it follows.
    """

    size: float
    units: int
    far: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    @classmethod
    def of(cls, text: str, size: float) -> _Ruler:
        metrics = load_metrics()
        far = (0, *accumulate(metrics.advances.get(ord(char), metrics.units) for char in text))
        first, last = list(range(len(text) + 1)), list(range(len(text) + 1))
        for at in range(len(text)):
            if text[at].isspace():
                last[at + 1] = last[at]
        for at in reversed(range(len(text))):
            if text[at].isspace():
                first[at] = first[at + 1]
        return cls(size, metrics.units, far, tuple(first), tuple(last))

    def measure(self, start: int, end: int) -> float:
        """Return the width of the line between two places, in points."""
        return max(0, self.far[self.last[end]] - self.far[self.first[start]]) * self.size / self.units


def _weigh_lines(
    ruler: _Ruler, end: int, best: dict[int, tuple[float, int]], room: float
) -> Iterator[tuple[float, int]]:
    """Yield the cost of each last line, the shortest first; one that stands out more than another is not tried."""
    cheapest = math.inf
    for start in reversed(best):
        cost = best[start][0] + _judge_line(ruler.measure(start, end), ruler.size, room)
        yield cost, start
        cheapest = min(cheapest, cost)
        if cost >= best[start][0] + _TOO_WIDE > cheapest:
            return


def _judge_line(width: float, size: float, room: float) -> float:
    """Return what a line costs: its height, its empty rest, and dearly what stands out."""
    slack = (room - width) / size
    return _LINE + (0.12 * slack * slack if slack >= -_HAIR else _TOO_WIDE - slack)


def _follow(text: str, best: dict[int, tuple[float, int]]) -> list[str]:
    lines: list[str] = []
    end = len(text)
    while end > 0:
        start = best[end][1]
        lines.append(text[start:end].strip())
        end = start
    return lines[::-1]


def _find_breaks(text: str) -> dict[int, float]:
    """Return each place where a line may end, with what a break costs there."""
    costs = {at: _judge_break(text, at) for at in range(1, len(text))}
    return {at: cost for at, cost in costs.items() if cost is not None}


def _judge_break(text: str, at: int) -> float | None:
    left, right = text[at - 1], text[at]
    if right in _NOT_AT_START or left in _NOT_AT_END:
        return None
    if left in _GOOD_AFTER or left == " " or _GOOD_BEFORE.match(text, at):
        return _FREE
    kinds = _find_kind(left), _find_kind(right)
    if kinds[0] == kinds[1]:
        return {"latin": _LATIN, "katakana": _KATAKANA}.get(kinds[0], _INSIDE)
    return _PARTICLE if kinds[1] == "hiragana" else _TURN


@cache
def _find_kind(char: str) -> str:
    if "゠" <= char <= "ヿ":
        return "katakana"
    if "぀" <= char <= "ゟ":
        return "hiragana"
    return "latin" if unicodedata.east_asian_width(char) in {"Na", "N", "H"} else "kanji"


def fill_lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return running text as lines that are filled as a page of print fills them; lines and indents of the text stay.

    A line begins with no 。 and ends with no （: what may not stand there takes its neighbour along.
    """
    return tuple(line for part in to_drawable(text).splitlines() for line in _fill(part.rstrip(), size, room))


def _fill(text: str, size: float, room: float) -> Iterator[str]:
    metrics = load_metrics()
    start, width = 0, 0.0
    for at, char in enumerate(text):
        width += metrics.advances.get(ord(char), metrics.units) * size / metrics.units
        if width <= room or at == start:
            continue
        end = at
        while end > start + 1 and (text[end] in _NOT_AT_START or text[end - 1] in _NOT_AT_END):
            end -= 1
        end = end if end > start + 1 else at
        yield text[start:end]
        start, width = end, metrics.measure(text[end : at + 1], size)
    yield text[start:]


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
