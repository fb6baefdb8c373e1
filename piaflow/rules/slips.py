"""Slips of the pen: one finding for each, with all the places that bear it, since texts are copied from file to file."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from piaflow.domain.names import name_some
from piaflow.domain.span import Span, join_spans
from piaflow.rules.finding import Evidence, Hit
from piaflow.rules.places import Subject


@frozen
class Place:
    """Where a slip stands: as an officer writes it, what a finding there is about, and the lines."""

    where: str
    subject: Subject
    spans: tuple[Span, ...]


def tell_slip(printed: str, said: str, places: Sequence[Place]) -> Hit:
    """Return the finding on what is printed at some places; `said` goes on behind their numbers.

    It is about the first of them by name, in whatever order the files of a model stand.
    """
    first = min(places, key=lambda place: (str(place.subject), place.where))
    return Hit(
        f"{name_some(dict.fromkeys(place.where for place in places))}の{said}。",
        (first.subject,),
        (Evidence(f"「{printed}」", join_spans(span for place in places for span in place.spans)),),
        about=printed,
    )
