"""しきい値判断 worked out from the bands of a document: what its numbers can oblige the body to write."""

from __future__ import annotations

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import HandlerBand, PersonBand, SubjectBand
from piaflow.domain.nodes import File
from piaflow.law.bands import find_range
from piaflow.law.thresholds import Requirement, find_required_forms
from piaflow.rules.dossier import Dossier

_MANY = 500


def find_possible(dossier: Dossier) -> tuple[Requirement, ...]:
    """Return every result that 対象人数, the handlers and 重大事故 leave possible, the lowest first."""
    accident = dossier.model.overview.screening.accident
    return find_required_forms(_fewest_people(dossier), find_many_handlers(dossier.model.files), accident)


def find_many_handlers(files: tuple[File, ...]) -> Certainty:
    """Whether 500 or more handle the files, contractors included; UNKNOWN where the bands leave both possible."""
    if _fewest_handlers(files) >= _MANY:
        return Certainty.YES
    return Certainty.NO if _most_handlers(files) < _MANY else Certainty.UNKNOWN


def _fewest_people(dossier: Dossier) -> SubjectBand:
    """Return 対象人数, or where it is not shown the lowest that the largest file leaves possible."""
    model = dossier.model
    people = max((_fewest(file.subjects) for file in model.files), default=0)
    possible = (band for band in SubjectBand if (known := find_range(band)) and known.below > people)
    return next(possible) if model.overview.subjects is SubjectBand.UNKNOWN else model.overview.subjects


def _fewest_handlers(files: tuple[File, ...]) -> int:
    """Staff that use one file may use the next, and so may those of one contractor: each counts once."""
    own = max((_fewest(file.use.users) for file in files), default=0)
    contractors: dict[str, int] = {}
    for entry in (entry for file in files for entry in file.entrustments):
        known = contractors.get(entry.contractor, 0)
        contractors[entry.contractor] = max(known, _fewest(entry.handlers))
    return own + sum(contractors.values())


def _most_handlers(files: tuple[File, ...]) -> float:
    """Each band to its end, nobody counted once for two; infinite where a band or 再委託 is not known."""
    entries = [entry for file in files for entry in file.entrustments]
    if not files or any(entry.subentrusted is not Certainty.NO for entry in entries):
        return float("inf")
    return sum(map(_most, [*(file.use.users for file in files), *(entry.handlers for entry in entries)]))


def _fewest(band: HandlerBand | PersonBand) -> int:
    known = find_range(band)
    return known.lowest if known is not None else 0


def _most(band: HandlerBand) -> float:
    known = find_range(band)
    return known.below - 1 if known is not None else float("inf")
