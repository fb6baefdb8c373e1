"""Lines of Japanese text: where to break them (禁則), and how wide and high the block is."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from piaflow.render.font import measure, to_drawable

LEADING = 1.22
_NOT_AT_START = frozenset(
    "、。，．・：；？！）」』】〕］｝〉》ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょ々〜～…‥,.:;?!)]}%％℃"
)
_NOT_AT_END = frozenset("（「『【〔［｛〈《([{")
_GOOD_BEFORE = re.compile(
    r"[（「【(]|システム|サーバ|ネットワーク|プラットフォーム|ファイル|センター|ストア|カード|ミドル|ソフト|サービス|データ"
)
_GOOD_AFTER = frozenset("・、。，：；／）」】)/")
_FREE, _TURN, _INSIDE, _PARTICLE, _KATAKANA, _LATIN = 0.0, 0.6, 1.8, 3.0, 9.0, 40.0
_LINE = 3.0
_TOO_WIDE = 1000.0
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
    # best[end] = (cost of the lines up to there, start of the last of them)
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for end in [*breaks, len(text)]:
        cost, start = min(_weigh_lines(text, end, best, size, room))
        best[end] = (cost + breaks.get(end, 0.0), start)
    return _follow(text, best)


def _weigh_lines(
    text: str, end: int, best: dict[int, tuple[float, int]], size: float, room: float
) -> Iterator[tuple[float, int]]:
    """Yield the cost of each last line, the shortest first; one that stands out more than another is not tried."""
    cheapest = math.inf
    for start in reversed(best):
        cost = best[start][0] + _judge_line(text[start:end].strip(), size, room)
        yield cost, start
        cheapest = min(cheapest, cost)
        if cost >= best[start][0] + _TOO_WIDE > cheapest:
            return


def _judge_line(line: str, size: float, room: float) -> float:
    """Return what a line costs: its height, its empty rest, and dearly what stands out."""
    slack = (room - measure(line, size)) / size
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
