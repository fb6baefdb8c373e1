"""What stood before a change and what stands after it, where a text layer gives both in one block.

The block says where the second begins: it prints 変更前 and 変更後 above them, or an arrow between; it says that nothing
stood there before; or both are much alike, and only one place parts it so. Any other block may be of one cell alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from unicodedata import east_asian_width

from attrs import evolve

from piaflow.source.change_marks import NOTHING, TAIL, is_alike, is_counterpart, is_gone
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

Words = tuple[Line, ...]
Changed = tuple[Words, Words]
_BOTH = 2
"""Cells of a row with the words of the change."""
_UNFILLED = 6
"""Narrow characters that a full line may lack, as no line begins with a point or a bracket that closes."""
_ARROW = re.compile(r"[→⇒➡↓⇓▼]")
_BULLET = re.compile(r"\s*[・･*＊○●◎■□◆※＜<【〈\-―‐①-⑳]")
_LEAST_ALIKE = 4
"""Characters that the first paragraphs of both have in common, and the last."""
_SHARE = 0.6
"""Of all characters of both: so many have their like in the other."""
_MOST = 60
"""Lines of a block that is parted by what is alike: every way to part it is compared."""
_VERBS = "(?:変更|改正|修正)"
_CLOSES = r"[)）】\]］〕>＞》]"


def _label(side: str, other: str) -> re.Pattern[str]:
    """How the label of a side begins a line: in brackets, before a colon, or alone."""
    words = rf"{_VERBS}{side}(?:の?記載)?\s*"
    return re.compile(
        rf"\s*(?:[(（【\[［〔<＜《]\s*(?:{words}|{other}\s*){_CLOSES}|{words}(?:[:：]|$))[:：]?\s*"
    )


_LABELS = _label("前", "旧"), _label("後", "新")


def part_labelled(lines: Sequence[Line]) -> Changed | None:
    """Part words at the labels 変更前 and 変更後 that they print, without those; None where they print them otherwise."""
    found = [[n for n, line in enumerate(lines) if label.match(line.text)] for label in _LABELS]
    if [len(at) for at in found] != [1, 1] or found[0] != [0] or found[1] == [0]:
        return None
    at = found[1][0]
    before, after = (
        tuple(
            line
            for line in (evolve(side[0], text=label.sub("", side[0].text, count=1)), *side[1:])
            if line.text
        )
        for side, label in zip((lines[:at], lines[at:]), _LABELS, strict=True)
    )
    return (before, after) if before and after else None


def part_block(lines: Sequence[Line], full: int, *, is_joined: bool) -> Changed | None:
    """Part words as those of each cell, where one place is told for that.

    `full`: how wide the columns of these words are. `is_joined`: the table has mostly one block in a row, so that a
    block has what stood before and what stands after.
    """
    if len(lines) == 1:
        sides = [evolve(lines[0], text=side) for side in lines[0].text.strip().split(" ")]
        return ((sides[0],), (sides[1],)) if len(sides) == _BOTH else None
    if says_nothing(lines):
        return tuple(lines[:1]), tuple(lines[1:])
    arrows = [n for n, line in enumerate(lines) if _ARROW.fullmatch(line.text.strip())]
    if len(arrows) == 1:
        changed = tuple(lines[: arrows[0]]), tuple(lines[arrows[0] + 1 :])
        return changed if all(changed) and (is_joined or is_counterpart(*changed)) else None
    ends = [n for n, line in enumerate(lines[:-1], 1) if not is_full(line, full)]
    told = [(tuple(lines[:end]), tuple(lines[end:])) for end in ends]
    told = [changed for changed in told if not _is_torn(*changed)]
    gone = [changed for changed in told if is_gone(changed[1])]
    if gone and (is_joined or len(ends) == 1):
        return gone[0]
    told = [changed for changed in told if is_alike(*changed) and _begin_alike(*changed, full)]
    if len(ends) > 1:
        told = [changed for changed in told if is_joined and _is_like(*changed, full)]
    return told[0] if len(told) == 1 and len(lines) <= _MOST and _is_likest(*told[0]) else None


def part_paragraphs(pieces: Sequence[Words], *, is_wide: bool) -> Changed | None:
    """Part what blank lines part into more than two: as many paragraphs on each side, each like its counterpart.

    Or one side says that nothing is there, by itself; the others are of the other side where each `is_wide`.
    """
    told = [_join_sides(pieces, at) for at in range(1, len(pieces))]
    middle = len(pieces) // 2
    pairs = list(zip(pieces[:middle], pieces[middle:], strict=False))
    if len(pieces) == 2 * middle and all(is_alike(*pair, _LEAST_ALIKE) for pair in pairs):
        is_known = _is_best([_compare(*changed) for changed in told], middle - 1)
        return (
            told[middle - 1]
            if is_known and _join(told[middle - 1][0]) != _join(told[middle - 1][1])
            else None
        )
    is_nothing, is_taken = bool(NOTHING.match(squeeze(_join(pieces[0])))), is_gone(pieces[-1])
    return (told[0] if is_nothing else told[-1]) if is_wide and is_nothing is not is_taken else None


def part_sides(lines: Sequence[Line]) -> Changed | None:
    """Part one line at the blank between what stood before and what stands after it, if those are much alike."""
    changed = part_block(lines, 0, is_joined=False) if len(lines) == 1 else None
    return changed if changed and is_alike(*changed, _LEAST_ALIKE) else None


def _join_sides(pieces: Sequence[Words], at: int) -> Changed:
    before, after = (tuple(line for piece in side for line in piece) for side in (pieces[:at], pieces[at:]))
    return before, after


def says_nothing(lines: Sequence[Line]) -> bool:
    """Whether the first of several lines says by itself that nothing stood there before."""
    return len(lines) > 1 and bool(NOTHING.match(squeeze(lines[0].text)))


def is_full(line: Line, full: int) -> bool:
    """Whether a line reaches the end of its column, so that it may go on below."""
    return measure(line) > full - _UNFILLED


def measure(line: Line) -> int:
    """How wide a line is, in narrow characters."""
    return sum(1 + (east_asian_width(char) in "FWA") for char in line.text.strip())


def _is_torn(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether words go on in the middle of what they say: no cell begins with the end of a word or of a sentence."""
    one, other = _join(before), _join(after)
    return not one.endswith("。") and (other.endswith("。") or bool(TAIL.match(other)))


def _is_like(before: Words, after: Words, full: int) -> bool:
    """Whether words are alike to their last paragraph, and in all."""
    one, other = ([*_list_paragraphs(side, full)][-1] for side in (before, after))
    return is_alike(one, other, _LEAST_ALIKE) and _compare(before, after) >= _SHARE


def _begin_alike(before: Words, after: Words, full: int) -> bool:
    one, other = (next(_list_paragraphs(side, full)) for side in (before, after))
    return is_alike(one, other)


def _is_likest(before: Words, after: Words) -> bool:
    """Whether words are more alike than where any other line begins the second: a paragraph may end in a full line."""
    lines = (*before, *after)
    return _is_best([_compare(lines[:at], lines[at:]) for at in range(1, len(lines))], len(before) - 1)


def _is_best(likeness: Sequence[float], at: int) -> bool:
    """Whether one way to part words makes them more alike than all others do."""
    return likeness.count(max(likeness)) == 1 and likeness.index(max(likeness)) == at


def _compare(before: Words, after: Words) -> float:
    one, other = (squeeze(_join(side)) for side in (before, after))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _list_paragraphs(lines: Sequence[Line], full: int) -> Iterator[Words]:
    """The lines that follow one another up to one that is not full, or before a bullet."""
    starts = [
        n
        for n, (line, after) in enumerate(pairwise(lines), 1)
        if not is_full(line, full) or _BULLET.match(after.text)
    ]
    for start, end in pairwise((0, *starts, len(lines))):
        yield tuple(lines[start:end])


def _join(lines: Iterable[Line]) -> str:
    return "".join(line.text.strip() for line in lines)
