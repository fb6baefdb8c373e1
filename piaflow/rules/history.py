"""In what order the rows of 変更箇所 came about: by their days and by where the document prints them.

The order in which a model lists them tells nothing. Where neither day nor line tells which of two rows is the later,
both may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter

from attrs import frozen

from piaflow.domain.names import fold
from piaflow.domain.records import Revision


def put_in_order(rows: Iterable[Revision]) -> tuple[Revision, ...]:
    """Return the rows as the document prints them where all have lines, else by their days."""
    found = tuple(rows)
    if len(found) == 1:
        return found  # of most fields
    printed = _is_printed(found)
    return tuple(sorted(found, key=lambda row: (_place(row) if printed else (), row.date, *_words(row))))


def _is_printed(rows: Sequence[Revision]) -> bool:
    return all(row.spans for row in rows)


def _place(row: Revision) -> tuple[tuple[str, int, int], ...]:
    return tuple(sorted((span.document, span.first, span.last) for span in row.spans))


def _words(row: Revision) -> tuple[object, ...]:
    return (_place(row), row.item, row.before, row.after, row.note)


@frozen
class History:
    """The rows on one field: those of each day, the days in order, and those of which no day is known."""

    days: tuple[tuple[Revision, ...], ...]
    undated: tuple[Revision, ...]

    @classmethod
    def of(cls, rows: Iterable[Revision]) -> History:
        """Read the rows: one without a day stands where a table prints it that goes on from day to day."""
        found = put_in_order(rows)
        dated = [row.date for row in found if row.date]
        if _is_printed(found) and all(a <= b for a, b in pairwise(dated)):
            return cls(tuple(_divide(found)), ())
        by_day = sorted((row for row in found if row.date), key=attrgetter("date"))
        return cls(tuple(_divide(by_day)), tuple(row for row in found if not row.date))

    @property
    def rows(self) -> tuple[Revision, ...]:
        """All the rows, as far as it is known from the first to the last."""
        return (*(row for day in self.days for row in day), *self.undated)

    @cached_property
    def last(self) -> tuple[Revision, ...]:
        """The rows any of which may be the last.

        Of those that may be, one goes before another that changes what it said; of one day the last that is printed.
        """
        found = (*(self.days[-1] if self.days else ()), *self.undated)
        changed = {fold(row.before) for row in found if row.before}
        found = tuple(row for row in found if fold(row.after) not in changed) or found
        return found[-1:] if _is_printed(found) else found


def _divide(rows: Iterable[Revision]) -> list[tuple[Revision, ...]]:
    """Return what each day changed; of rows without a day each stands alone."""
    found: list[tuple[Revision, ...]] = []
    for day, same in groupby(rows, key=attrgetter("date")):
        together = tuple(same)
        found += [together] if day else [(row,) for row in together]
    return found
