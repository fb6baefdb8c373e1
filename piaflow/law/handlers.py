"""取扱者数: how many people handle the files, contractors included, as far as the printed bands tell."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import HandlerBand
from piaflow.domain.nodes import File
from piaflow.law.bands import find_range

_MANY = 500


def find_many_handlers(files: Sequence[File]) -> Certainty:
    """Whether 500 or more handle the files, contractors included; UNKNOWN where the bands leave both possible."""
    if _fewest_handlers(files) >= _MANY:
        return Certainty.YES
    return Certainty.NO if _most_handlers(files) < _MANY else Certainty.UNKNOWN


def _fewest_handlers(files: Sequence[File]) -> int:
    """Staff that use one file may use the next, and so may those of one contractor: each counts once."""
    own = max((_fewest(file.use.users) for file in files), default=0)
    contractors: dict[str, int] = {}
    for entry in (entry for file in files for entry in file.entrustments):
        known = contractors.get(entry.contractor, 0)
        contractors[entry.contractor] = max(known, _fewest(entry.handlers))
    return own + sum(contractors.values())


def _most_handlers(files: Sequence[File]) -> float:
    """Each band to its end, nobody counted once for two; infinite where a band or 再委託 is not known."""
    entries = [entry for file in files for entry in file.entrustments]
    if not files or any(entry.subentrusted is not Certainty.NO for entry in entries):
        return float("inf")
    return sum(map(_most, [*(file.use.users for file in files), *(entry.handlers for entry in entries)]))


def _fewest(band: HandlerBand) -> int:
    known = find_range(band)
    return known.lowest if known is not None else 0


def _most(band: HandlerBand) -> float:
    known = find_range(band)
    return known.below - 1 if known is not None else float("inf")
