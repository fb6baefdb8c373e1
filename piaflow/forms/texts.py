"""How values are written into a field: boxes, lists, counts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.entries import Count, MeansBox, SourceBox
from piaflow.domain.nodes import Connection, MainItemBox

_UNKNOWN = "不明"


def lines(texts: Iterable[str]) -> str:
    """Return the texts one below the other, empty ones left out."""
    return "\n".join(text for text in texts if text)


def choice(value: Enum) -> str:
    """Return the printed choice, "" where the document does not show it."""
    return "" if value.value == _UNKNOWN else str(value.value)


def means(boxes: Iterable[MeansBox]) -> str:
    """Return the ticked means; what a document does not show stands below as 不明."""
    return _boxes((_named(box.means.value, box.name), box.box) for box in boxes)


def sources(boxes: Iterable[SourceBox]) -> str:
    """Return the ticked 入手元."""
    return _boxes((_named(box.kind.value, box.name), box.box) for box in boxes)


def main_items(boxes: Iterable[MainItemBox]) -> str:
    """Return the ticked 主な記録項目."""
    return _boxes((box.item.value, box.box) for box in boxes)


def connections(connects: Iterable[Connection]) -> str:
    """Return the ticked connections; those that the form does not print stand in その他."""
    printed = {value.value for value in ConnectionChoice}
    known = [(c.name, c.box) for c in connects if c.name in printed]
    others = [c.name for c in connects if c.name not in printed and c.box is Certainty.YES]
    return _boxes([*known, *([(f"その他（{'、'.join(others)}）", Certainty.YES)] if others else [])])


def _named(printed: str, name: str) -> str:
    return f"{printed}（{name}）" if name else printed


def _boxes(boxes: Iterable[tuple[str, Certainty]]) -> str:
    told = list(boxes)
    ticked = [f"［○］{name}" for name, box in told if box is Certainty.YES]
    unknown = [name for name, box in told if box is Certainty.UNKNOWN]
    return lines([*ticked, f"（{_UNKNOWN}: {'、'.join(unknown)}）" if unknown else ""])


def done(count: Count | None, verb: str) -> str:
    """Return whether it is done and how often: 「委託する（3件）」."""
    if count is None or count.done is Certainty.UNKNOWN:
        return f"（{count.count}件）" if count is not None and count.count >= 0 else ""
    number = f"（{count.count}件）" if count.count >= 0 else ""
    return f"{verb}する{number}" if count.done is Certainty.YES else f"{verb}しない"


def yes_or_no(value: Certainty, yes: str, no: str) -> str:
    """Return the printed choice for a yes or no, "" where it is unknown."""
    return {Certainty.YES: yes, Certainty.NO: no, Certainty.UNKNOWN: ""}[value]
