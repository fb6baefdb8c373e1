"""A text layer as lines with its numbers; where a page may begin is a hypothesis with its reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from piaflow.source.page import Break, BreakReason, Line, Page, Source, SourceKind

_PAGE_NUMBER = re.compile(
    r"[-‐–—－―]?\s*(?:p\.?\s*)?(\d{1,4})\s*(?:[-‐–—－―]|/\s*\d{1,4}|ページ|頁)?", re.IGNORECASE
)
_NEAREST, _FURTHEST = 5, 400
"""Two page numbers in a row are at least and at most so many lines apart."""
_LEAST_CHAIN = 3
_USUAL = 0.12
"""Blank lines that stand between so many of the lines part paragraphs, not pages."""
_LEAST_REPEATED = 3
_INDENTED = re.compile(r"  (?=\S)| (?=[\[\])）]|\d{1,2}[)）])")
"""How a line begins before which a form feed has become a blank: with one more than such lines have, words or signs."""
_SELDOM = 0.05
"""A layer in which more of the lines begin so sets its text so."""


def read_text(file: str, text: str, broken: int) -> Source:
    """Return the lines of a text layer, numbered as an editor numbers them. Form feeds part its pages."""
    rows = text.split("\n")
    paged = "\f" in text
    page = 1 if paged else 0
    lines: list[Line] = []
    feeds: set[int] = set()
    for number, row in enumerate(rows, 1):
        # an extractor sets a form feed before the first line of a page, an editor on a line of its own
        before, feed, after = row.rpartition("\f")
        if before.strip():
            lines.append(Line(before.replace("\f", " ").rstrip(), number, page))
        page += row.count("\f")
        if after.strip():
            lines.append(Line(after.rstrip(), number, page))
        if feed:
            feeds.add(number)
    pages = tuple(Page(number, tuple(held), (), tuple(held)) for number, held in _group_pages(lines))
    return Source(file, SourceKind.TEXT, pages, tuple(_find_breaks(lines, feeds)), broken=broken)


def _group_pages(lines: Iterable[Line]) -> Iterator[tuple[int, list[Line]]]:
    for page, held in groupby(lines, key=lambda line: line.page):
        yield page, list(held)


def _find_breaks(lines: Sequence[Line], feeds: set[int]) -> Iterator[Break]:
    reasons: dict[int, set[BreakReason]] = {}

    def add(index: int, reason: BreakReason) -> None:
        if 0 < index < len(lines):
            reasons.setdefault(index, set()).add(reason)

    for index in _find_after_feeds(lines, feeds):
        add(index, BreakReason.FORM_FEED)
    for index in _find_after_gaps(lines):
        add(index, BreakReason.GAP)
    for index in _find_after_blanks(lines):
        add(index, BreakReason.BLANK)
    for index in _find_page_numbers(lines):
        # a number at the foot ends its page; one that stands first on its page begins it
        add(index if index == 0 or index in reasons else index + 1, BreakReason.NUMBER)
    for index in _find_headers(lines, reasons):
        add(index, BreakReason.HEADER)
    yield from (Break(lines[index].number, frozenset(reasons[index])) for index in sorted(reasons))


def _find_after_feeds(lines: Sequence[Line], feeds: set[int]) -> Iterator[int]:
    waiting = sorted(feeds)
    at = 0
    for number in waiting:
        while at < len(lines) and lines[at].number < number:
            at += 1
        # the part of the line before the feed belongs to the page that ends
        yield at + 1 if at + 1 < len(lines) and lines[at + 1].number == number else at


def _find_after_gaps(lines: Sequence[Line]) -> Iterator[int]:
    """The lines after more blank ones than the layer usually sets between two paragraphs."""
    gaps = [after.number - before.number - 1 for before, after in pairwise(lines)]
    ((usual, count),) = Counter(gap for gap in gaps if gap > 0).most_common(1) or ((0, 0),)
    least = 2 + (usual if count > _USUAL * len(gaps) else 0)
    yield from (index for index, gap in enumerate(gaps, 1) if gap >= least)


def _find_after_blanks(lines: Sequence[Line]) -> list[int]:
    """The lines that run on from the last of the page before, with a blank where the form feed was."""
    indented = [index for index, line in enumerate(lines) if _INDENTED.match(line.text)]
    if len(indented) > _SELDOM * len(lines):
        return []
    return [index for index in indented if index and lines[index].number == lines[index - 1].number + 1]


def _find_page_numbers(lines: Sequence[Line]) -> list[int]:
    """The lines that are page numbers: members of a chain that counts on by one, a page apart."""
    latest: dict[int, int] = {}
    before: dict[int, int] = {}
    length: dict[int, int] = {}
    for index, line in enumerate(lines):
        found = _PAGE_NUMBER.fullmatch(line.text.strip())
        if found is None:
            continue
        number = int(found[1])
        previous = latest.get(number - 1)
        if previous is not None and _NEAREST <= index - previous <= _FURTHEST:
            before[index] = previous
        length[index] = length.get(before.get(index, -1), 0) + 1
        latest[number] = index
    chained: set[int] = set()
    for index in sorted(length, key=lambda index: -length[index]):
        at: int | None = index
        while at is not None and at not in chained and length[index] >= _LEAST_CHAIN:
            chained.add(at)
            at = before.get(at)
    return sorted(chained)


def _find_headers(lines: Sequence[Line], reasons: dict[int, set[BreakReason]]) -> list[int]:
    """The lines that say what begins several pages elsewhere, and the heads of the table of changes."""
    heads = Counter(lines[index].key for index in reasons)
    every = Counter(line.key for line in lines)
    repeated = {
        key
        for key, count in heads.items()
        if count >= _LEAST_REPEATED and 2 * count > every[key] and len(key) > 1
    }
    return [
        index
        for index, line in enumerate(lines)
        if ("変更前の記載" in line.text and "変更後の記載" in line.text) or line.key in repeated
    ]
