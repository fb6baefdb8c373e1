"""The change table of a model kept up with what differs: rows that follow from a comparison, until a person confirms them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from attrs import evolve, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.law.printed_items import find_printed
from piaflow.review.change_table import contradicts

_Name = Callable[[Revision], object]


@frozen
class KeptTable:
    """変更箇所 as it is to be: what of it is new, written anew or no longer so, and what a person's row says otherwise.

    Of a pair the first is the row of before (`renewed`) or the person's (`left`), the second what follows now.
    """

    rows: tuple[Revision, ...]
    added: tuple[Revision, ...] = ()
    renewed: tuple[tuple[Revision, Revision], ...] = ()
    withdrawn: tuple[Revision, ...] = ()
    left: tuple[tuple[Revision, Revision], ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the table is another one than before."""
        return bool(self.added or self.renewed or self.withdrawn)


def keep_table(
    model: Assessment, earlier: Sequence[Revision], proposed: Sequence[Revision], why: str, day: str = ""
) -> KeptTable:
    """Return the rows of a model with those that follow from a comparison and that none of it tells yet.

    Rows that `earlier` has are of an earlier change. Of the others, those that are `inferred` are ours: they become what
    follows now, and keep what a person put into 変更日; the rest are a person's and stay as they are. `day` is the 変更日
    of rows that have none, `why` says what they follow from.
    """
    files = [file.name for file in model.listed_files]
    find = cache(lambda item: _find_name(item, model.overview.form, files))  # asked of every pair of rows

    def name(row: Revision) -> object:
        return find(row.item)

    since = _leave_earlier(model.revisions, earlier, name)
    ours = [row for row in since if row.inferred]
    matching = _Matching(name, why, day, [row for row in since if not row.inferred], ours)
    left = list(proposed)
    for exactly in (True, False):
        left = [row for row in left if not matching.settle(row, exactly=exactly)]
    added = tuple(evolve(row, date=day, inferred=why) for row in left)
    known = {id(old): new for old, new in matching.kept}
    gone = set(map(id, matching.own))
    rows = (known.get(id(row), row) for row in model.revisions if id(row) not in gone)
    return KeptTable(
        rows=(*rows, *added),
        added=added,
        renewed=tuple((old, new) for old, new in matching.kept if old != new),
        withdrawn=tuple(matching.own),
        left=tuple(matching.left),
    )


@frozen
class _Matching:
    """The rows of this change that tell no proposed one yet, of persons and our `own`, and those that do."""

    name: _Name
    why: str
    day: str
    persons: list[Revision]
    own: list[Revision]
    kept: list[tuple[Revision, Revision]] = field(factory=list)
    left: list[tuple[Revision, Revision]] = field(factory=list)

    def settle(self, row: Revision, *, exactly: bool) -> bool:
        """Find the row that tells a change already, in the same words or else on the same field; return whether there is one."""
        for rows in (self.persons, self.own):
            found = next((one for one in rows if self._tells(one, row, exactly=exactly)), None)
            if found is None:
                continue
            rows[:] = _leave_out(rows, found)
            if rows is self.own:
                self.kept.append((found, self._renew(found, row)))
            elif contradicts(found.after, row.after):
                self.left.append((found, row))
            return True
        return False

    def _tells(self, one: Revision, row: Revision, *, exactly: bool) -> bool:
        is_same = fold(one.before) == fold(row.before) and fold(one.after) == fold(row.after)
        return self.name(one) == self.name(row) and (is_same or not exactly)

    def _renew(self, own: Revision, row: Revision) -> Revision:
        """A row of ours as it is to be: a person may have put the day into it."""
        is_same = self._tells(own, row, exactly=True)
        now = own if is_same else evolve(row, date=own.date, inferred=self.why)
        return evolve(now, date=now.date or self.day)


def _find_name(item: str, form: FormKind, files: Sequence[str]) -> object:
    """What a row is about: its field, however its 項目 prints that, and what else the 項目 says."""
    found = find_printed(item, form, files)
    return (found.address, fold(found.rest)) if found else fold(item)


def _leave_earlier(rows: Sequence[Revision], earlier: Sequence[Revision], name: _Name) -> list[Revision]:
    """The rows of this change: without those that the state before has, in the same words or on the same day and field."""
    left, asked = list(rows), list(earlier)
    for words in (_tell_whole, lambda row: (row.date, name(row))):
        unmatched = []
        for row in asked:
            found = next((one for one in left if words(one) == words(row)), None)
            left = _leave_out(left, found) if found else left
            unmatched += [] if found else [row]
        asked = unmatched
    return left


def _leave_out(rows: Sequence[Revision], row: Revision) -> list[Revision]:
    return [one for one in rows if one is not row]


def _tell_whole(row: Revision) -> tuple[str, ...]:
    return tuple(map(fold, (row.date, row.item, row.before, row.after)))
