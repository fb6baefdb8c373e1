"""Slips of a document told in one finding, with each of them and all the places inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from attrs import frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.records import Revision
from piaflow.domain.span import Span, find_beginnings, join_spans
from piaflow.form.form import Cell
from piaflow.rules.finding import Evidence, Hit
from piaflow.rules.places import Revised, Subject
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
    def of(cls, passage: Passage, first: int, last: int) -> Self:
        """Return the place of a part of the words of a field."""
        return cls.in_field(passage.cell, passage.find_lines(first, last))

    @classmethod
    def in_field(cls, cell: Cell, spans: tuple[Span, ...]) -> Self:
        """Return the place of some lines of a field."""
        return cls(cell.address.item, cell.subject or cell.key, spans)

    @classmethod
    def of_row(cls, row: Revision) -> Self:
        """Return the place of a row of 変更箇所, where it begins."""
        return cls("変更箇所", Revised(row.item), find_beginnings((row,)))


@frozen
class Slip:
    """What is printed at a place, as a finding tells it, and where the document prints it as it should be."""

    printed: str
    place: Place
    right: tuple[Evidence, ...] = ()


def tell_slips(found: Iterable[Slip], said: str) -> Iterator[Hit]:
    """Yield the finding on all slips; `said` goes on behind them.

    It is about the first of the places by name, in whatever order the files of a model stand.
    """
    slips = dict(sorted(group_by((slip.printed, slip) for slip in found).items()))
    if not slips:
        return
    places = [slip.place for same in slips.values() for slip in same]
    first = min(places, key=lambda place: (str(place.subject), place.where))
    yield Hit(
        f"{name_some(f'{_name(same)}の{printed}' for printed, same in slips.items())}は、{said}。",
        (first.subject,),
        tuple(side for printed, same in slips.items() for side in _show(printed, same)),
        about="、".join(slips),
    )


def _name(same: Iterable[Slip]) -> str:
    return name_some(dict.fromkeys(slip.place.where for slip in same), most=_SHOWN)


def _show(printed: str, same: Sequence[Slip]) -> Iterator[Evidence]:
    yield Evidence(printed, join_spans(span for slip in same for span in slip.place.spans))
    yield from next((slip.right for slip in reversed(same) if slip.right), ())
