"""Slips of the pen: those of one kind in a document are one finding, with each of them and all the places inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.span import Span, join_spans
from piaflow.rules.finding import Evidence, Hit
from piaflow.rules.places import Subject
from piaflow.rules.wording import Passage

_SHOWN = 5
"""Places of one slip whose number a sentence names: texts are copied from file to file."""


@frozen
class Place:
    """Where a slip stands: as an officer writes it, what a finding there is about, and the lines."""

    where: str
    subject: Subject
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, passage: Passage, first: int, last: int) -> Place:
        """Return the place of a part of the words of a field."""
        cell = passage.cell
        return cls(cell.address.item, cell.subject or cell.key, passage.find_lines(first, last))


def tell_slips(
    told: Iterable[tuple[str, Place]], said: str, right: Mapping[str, Evidence] | None = None
) -> Iterator[Hit]:
    """Yield the finding on what is printed at some places; `said` goes on behind all of them.

    It is about the first of the places by name, in whatever order the files of a model stand. `right` is where a
    word is printed as it should be.
    """
    slips = dict(sorted(group_by(told).items()))
    if not slips:
        return
    places = [place for found in slips.values() for place in found]
    first = min(places, key=lambda place: (str(place.subject), place.where))
    yield Hit(
        f"{name_some(f'{_name(found)}の{printed}' for printed, found in slips.items())}は、{said}。",
        (first.subject,),
        tuple(
            evidence for printed, found in slips.items() for evidence in _show(printed, found, right or {})
        ),
        about="、".join(slips),
    )


def _name(places: Iterable[Place]) -> str:
    return name_some(dict.fromkeys(place.where for place in places), most=_SHOWN)


def _show(printed: str, places: Iterable[Place], right: Mapping[str, Evidence]) -> Iterator[Evidence]:
    yield Evidence(printed, join_spans(span for place in places for span in place.spans))
    if printed in right:
        yield right[printed]
