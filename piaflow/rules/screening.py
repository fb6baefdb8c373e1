"""しきい値判断 worked out from the bands of a document: what its numbers can oblige the body to write."""

from __future__ import annotations

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind, SubjectBand
from piaflow.domain.nodes import File
from piaflow.form.form import Cell
from piaflow.law.bands import find_range
from piaflow.law.handlers import find_many_handlers
from piaflow.law.thresholds import Requirement, find_required_forms
from piaflow.rules.dossier import Dossier

HANDLERS = "Ⅱ.2"
"""取扱者数 of 様式2."""
_SAID = {"500人以上": Certainty.YES, "500人未満": Certainty.NO}


def find_basic(dossier: Dossier, path: str) -> Cell | None:
    """Return a field that only 様式2 asks, by its own number; None on the other forms."""
    own = (cell for cell in dossier.form.cells if not cell.field.full and cell.address.place == path)
    return next(own, None) if dossier.model.overview.form is FormKind.BASIC else None


def find_possible(dossier: Dossier) -> tuple[Requirement, ...]:
    """Return every result that 対象人数, the handlers and 重大事故 leave possible, the lowest first."""
    accident = dossier.model.overview.screening.accident
    return find_required_forms(_fewest_people(dossier), find_handlers(dossier), accident)


def find_handlers(dossier: Dossier) -> Certainty:
    """Whether 500 or more handle the files: 様式2 says it itself, the others by the bands of files and contractors."""
    if dossier.model.overview.form is not FormKind.BASIC:
        return find_many_handlers(dossier.model.files)
    cell = find_basic(dossier, HANDLERS)
    return _SAID.get(cell.stated, Certainty.UNKNOWN) if cell else Certainty.UNKNOWN


def _fewest_people(dossier: Dossier) -> SubjectBand:
    """Return 対象人数, or where it is not shown the lowest that the largest file leaves possible."""
    model = dossier.model
    people = max(map(_fewest, model.files), default=0)
    possible = (band for band in SubjectBand if (known := find_range(band)) and known.below > people)
    return next(possible) if model.overview.subjects is SubjectBand.UNKNOWN else model.overview.subjects


def _fewest(file: File) -> int:
    known = find_range(file.subjects)
    return known.lowest if known is not None else 0
