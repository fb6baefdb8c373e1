"""The catalogue's norms that bind the body of one model."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from piaflow.domain.choices import BodyKind
from piaflow.law.bodies import find_body_kind
from piaflow.law.catalogue import Norm
from piaflow.rules.breaches import Broken, Judge
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence
from piaflow.rules.readings import CatalogueReading


@frozen
class BrokenNorm:
    """A norm, where it is broken, and whether it is known to bind a body of this kind at all."""

    norm: Norm
    broken: Broken
    binds: bool


def find_broken_norms(dossier: Dossier) -> Iterator[BrokenNorm]:
    """Yield each norm that is broken by the systems that the model refers to the catalogue, more than possibly.

    A norm for other kinds of body says nothing; where the kind of this one is not known, it may bind it.
    """
    judge = Judge(dossier, CatalogueReading(dossier, dossier.catalogue))
    kind = find_body_kind(dossier.model.overview).kind
    for norm in dossier.catalogue.norms:
        if not norm.kinds or kind in (*norm.kinds, BodyKind.UNKNOWN):
            found = (breach for contract in norm.contracts for breach in judge.find_breaches(contract))
            sure = tuple(breach for breach in found if breach.confidence is not Confidence.LOW)
            if sure:
                yield BrokenNorm(norm, Broken(sure), not norm.kinds or kind in norm.kinds)
