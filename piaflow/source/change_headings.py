"""The headings of 変更箇所 in a text layer: on one line or on several, in any order, once or on each page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.keys import squeeze
from piaflow.source.page import Line

_WORDS = re.compile(r"(?:変更日|項目|変更[前後]の?|の?記載|提出時期に?|に?係る|説明)+")
_SIDES = 2
"""Headings that end in 記載: of what stands before the change, and of what stands after it."""


@frozen
class Headings:
    """The headings of the table, as a page prints them together."""

    lines: tuple[int, ...]
    """The numbers of their lines."""

    @property
    def first(self) -> int:
        """The number of the first of their lines."""
        return self.lines[0]


def find_headings(lines: Sequence[Line]) -> tuple[Headings, ...]:
    """Return the headings of the table, each time that it prints them together."""
    return tuple(Headings(tuple(line.number for line in run)) for run in list_runs(lines) if _is_whole(run))


def list_runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines that have nothing but headings, or parts of them, those together that follow one another."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if _is_of_headings(line) or (runs[-1] and _ends_heading(runs[-1][-1], line)):
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _is_of_headings(line: Line) -> bool:
    """Whether a line has nothing but headings, or parts of them; or both of the words with others beside them."""
    words = squeeze(line.text)
    return bool(_WORDS.fullmatch(words)) or all(f"変更{side}の記載" in words for side in "前後")


def _ends_heading(above: Line, line: Line) -> bool:
    """Whether a line has no more than the end of a heading that its column wraps: 説 and 明."""
    words = squeeze(line.text)
    return any(
        name.endswith(words) and squeeze(above.text).endswith(name.removesuffix(words))
        for name in map(squeeze, CHANGE_COLUMNS)
        if words and words != name
    )


def _is_whole(run: Sequence[Line]) -> bool:
    """Whether lines have the headings of what stands before and after the change, be they wrapped."""
    words = squeeze("".join(line.text for line in run))
    return all(f"変更{side}" in words for side in "前後") and words.count("記載") >= _SIDES
