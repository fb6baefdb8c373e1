"""Handing over: the 提供先, 移転先 and 委託事項 of all files, and what their boxes and rows tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means
from piaflow.domain.entries import Entrustment, Handover, MeansBox, Provision, Recipient, Transfer
from piaflow.domain.names import EntryName, name_some

_SHOWN = 3


def list_provisions(model: Assessment) -> Iterator[tuple[EntryName, Provision]]:
    """Yield each 提供先 with the name of its entry."""
    yield from ((e.name, e.entry) for e in model.entries if isinstance(e.entry, Provision))


def list_transfers(model: Assessment) -> Iterator[tuple[EntryName, Transfer]]:
    """Yield each 移転先 with the name of its entry."""
    yield from ((e.name, e.entry) for e in model.entries if isinstance(e.entry, Transfer))


def list_entrustments(model: Assessment) -> Iterator[tuple[EntryName, Entrustment]]:
    """Yield each 委託事項 with the name of its entry."""
    yield from ((e.name, e.entry) for e in model.entries if isinstance(e.entry, Entrustment))


def find_box(boxes: Iterable[MeansBox], means: Means) -> Certainty:
    """Return what the box of a means shows; 不明 where the form's list lacks it."""
    return next((b.box for b in boxes if b.means is means), Certainty.UNKNOWN)


def is_only(boxes: Iterable[MeansBox], means: Means) -> Certainty:
    """Whether the box of a means is ticked and no other one is; 不明 where another cannot be read."""
    told = {b.means: b.box for b in boxes}
    if [m for m, box in told.items() if box is Certainty.YES] != [means]:
        return Certainty.NO
    return Certainty.UNKNOWN if Certainty.UNKNOWN in told.values() else Certainty.YES


def list_rows(entry: Handover) -> tuple[Recipient, ...]:
    """Return the rows of a 別紙 by the numbers that it prints: in which order a model has them tells nothing."""
    return tuple(sorted(entry.rows, key=lambda row: (_count(row.number), row.spans, row.name)))


def _count(number: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", number)))


def name_rows(entry: Handover, rows: Iterable[Recipient]) -> str:
    """Return the recipients as an officer lists them, shortened where there are many."""
    told = [
        f"{row.number}行の「{row.name}」" if entry.rows and row.number else f"「{row.name}」" for row in rows
    ]
    return name_some(told, most=_SHOWN)
