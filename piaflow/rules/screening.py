"""しきい値判断 worked out from the bands of a document: what its numbers can oblige the body to write."""

from __future__ import annotations

from piaflow.domain.choices import SubjectBand
from piaflow.domain.nodes import File
from piaflow.law.bands import find_range
from piaflow.law.handlers import find_many_handlers
from piaflow.law.thresholds import Requirement, find_required_forms
from piaflow.rules.dossier import Dossier


def find_possible(dossier: Dossier) -> tuple[Requirement, ...]:
    """Return every result that 対象人数, the handlers and 重大事故 leave possible, the lowest first."""
    accident = dossier.model.overview.screening.accident
    return find_required_forms(_fewest_people(dossier), find_many_handlers(dossier.model.files), accident)


def _fewest_people(dossier: Dossier) -> SubjectBand:
    """Return 対象人数, or where it is not shown the lowest that the largest file leaves possible."""
    model = dossier.model
    people = max(map(_fewest, model.files), default=0)
    possible = (band for band in SubjectBand if (known := find_range(band)) and known.below > people)
    return next(possible) if model.overview.subjects is SubjectBand.UNKNOWN else model.overview.subjects


def _fewest(file: File) -> int:
    known = find_range(file.subjects)
    return known.lowest if known is not None else 0
