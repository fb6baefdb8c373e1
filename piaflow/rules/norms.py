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
    """Yield each norm that is broken by the systems that the model refers to the catalogue; not by what only may flow.

    Where it is broken for certain, or may be by systems of which nobody knows what they are, by these alone. A norm for
    other kinds of body says nothing; where the kind of this one is not known, it may bind it.
    """
    judge = Judge(dossier, CatalogueReading(dossier, dossier.catalogue))
    kind = find_body_kind(dossier.model.overview).kind
    for norm in dossier.catalogue.norms:
        if not norm.kinds or kind in (*norm.kinds, BodyKind.UNKNOWN):
            every = (breach for contract in norm.contracts for breach in judge.find_breaches(contract))
            told = tuple(breach for breach in every if all(link.sure for link in breach.chain))
            sure = tuple(breach for breach in told if breach.confidence is not Confidence.LOW)
            if told:
                yield BrokenNorm(norm, Broken(sure or told), not norm.kinds or kind in norm.kinds)
