"""The rows of 別紙1・2: which row of a model is which of a newer revision, which is new, and what of each changed.

The number of a row shifts where another is put in before it, and one body receives on many grounds. So a row is known
by what is printed in it, by its number together with its basis or purpose, and by the lines that the model cites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import define, evolve, field, frozen

from piaflow.domain.choices import RowBand
from piaflow.domain.entries import Handover, Recipient
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import Span, join_spans
from piaflow.form.updating.bench import GONE, UNREAD, WHICH, Bench, Deviation
from piaflow.form.updating.merging import ABSENT, Trio, find_default

_NO_ROWS = "モデルに別紙の行がないので、変えていません"
_TOLD = ("number", "name", "basis", "purpose", "information", "subjects", "scope", "timing")
_WORDS = frozenset({"name", "basis", "purpose", "information", "scope", "timing"})
"""Values in words: a person shortens them. A number and a choice stand as they are printed."""

_ITEM = re.compile(r"(\d+(?:の\d+)*)(?:の?項)?$")


def update_rows(
    bench: Bench, where: tuple[str, ...], own: Handover, new: Handover, old: Handover | None
) -> None:
    """Compare the rows of one entry, write what is certain and add what is new."""
    label = f"{where[1]}/{own.number}　別紙"
    if own.rows and new.rows:
        _merge_rows(_Entry(bench, where, label, _Lists.of(own.rows, new.rows, old.rows if old else ())))
    elif own.rows:
        if old and old.rows:
            bench.leave(Deviation(label, _tell_count(own.rows), "", _gather(own.rows)), UNREAD)
    elif new.rows:
        told = Deviation(label, "", _tell_count(new.rows), (), _gather(new.rows))
        if bench.before and not (old and old.rows):
            bench.put(told, **bench.place(where, evolve(bench.find_owner(where), rows=new.rows)))
        elif not old or list(map(_show_row, old.rows)) != list(map(_show_row, new.rows)):
            bench.leave(told, _NO_ROWS)


def _tell_count(rows: Sequence[Recipient]) -> str:
    return f"{len(rows)}行"


def _gather(rows: Iterable[Recipient]) -> tuple[Span, ...]:
    return join_spans(span for row in rows for span in row.spans)


# Which row is which.


@frozen
class _Lists:
    """The rows of a model, of a newer revision and of the earlier one, and by their places which is which.

    `mine` and `was` lead from a row of the newer revision to that of the model and of the earlier one, `kept` from one
    of the earlier revision to that of the model.
    """

    own: Sequence[Recipient]
    new: Sequence[Recipient]
    old: Sequence[Recipient]
    mine: Mapping[int, int]
    was: Mapping[int, int]
    kept: Mapping[int, int]

    @classmethod
    def of(cls, own: Sequence[Recipient], new: Sequence[Recipient], old: Sequence[Recipient]) -> _Lists:
        """Return three lists with what is certain: by way of the earlier revision where it is at hand."""
        was = _pair(old, new)
        # One document under one name in both revisions: its lines do not say which of the two a row was read from.
        has_two_names = not {s.document for s in _gather(old)} & {s.document for s in _gather(new)}
        mine = _pair_by_lines(own, new) if has_two_names else {}
        left = [at for at in range(len(own)) if at not in mine.values()]
        within = _pair_within_revision([own[at] for at in left], old, by_lines=has_two_names)
        kept = {at: left[place] for at, place in within.items()}
        mine = {**{at: kept[place] for at, place in was.items() if place in kept}, **mine}
        left = [at for at in left if at not in kept.values()]
        free = [at for at in range(len(new)) if at not in mine and at not in was]
        more = _pair([own[at] for at in left], [new[at] for at in free], (own, new))
        return cls(
            own, new, old, {**mine, **{free[at]: left[place] for at, place in more.items()}}, was, kept
        )

    def list_rivals(self, new: int) -> list[int]:
        """The rows of the model that no other is, and that one of the newer revision might be: something is the same."""
        signs = _list_signs(self.new[new])
        free = set(range(len(self.own))) - set(self.mine.values())
        return [at for at in sorted(free) if signs & _list_signs(self.own[at])]


_Sign = Callable[[Recipient], Hashable]


def _pair(
    one: Sequence[Recipient], other: Sequence[Recipient], whole: Sequence[Sequence[Recipient]] = ()
) -> dict[int, int]:
    """The rows of two lists that are the same for certain: from the place in `other` to that in `one`.

    `whole` are the lists that both are left of: what stood twice there is not told apart by being left alone.
    """
    found: dict[int, int] = {}
    _match(found, one, other, _show_content)
    doubled = {
        sign for rows in whole or (one, other) for sign, told in _group(rows, _show_whom) if len(told) > 1
    }
    _match(found, one, other, lambda row: None if _show_whom(row) in doubled else _show_whom(row))
    for sign in (_show_whom, _show_item, _show_purpose, _show_basis):
        _match(found, one, other, partial(_show_numbered, sign))
    return found


def _pair_by_lines(one: Sequence[Recipient], other: Sequence[Recipient]) -> dict[int, int]:
    """The rows that cite the same lines of one document, each of just one other."""
    owners = group_by((line, at) for at, row in enumerate(one) for line in _list_lines(row))
    found: dict[int, int] = {}
    for at, row in enumerate(other):
        mine = {owner for line in _list_lines(row) for owner in owners.get(line, ())}
        if len(mine) == 1:
            found[at] = mine.pop()
    shared = {
        mine for mine, rows in group_by((mine, at) for at, mine in found.items()).items() if len(rows) > 1
    }
    return {at: mine for at, mine in found.items() if mine not in shared}


def _list_lines(row: Recipient) -> set[tuple[str, int]]:
    return {(s.document, line) for s in row.spans for line in range(s.first, s.last + 1)}


def _pair_within_revision(
    own: Sequence[Recipient], old: Sequence[Recipient], *, by_lines: bool
) -> dict[int, int]:
    """The rows of a model and those of the revision that it was made of: a number stands there once."""
    found = _pair_by_lines(own, old) if by_lines else {}
    left = [at for at in range(len(own)) if at not in found.values()]
    free = [at for at in range(len(old)) if at not in found]
    more = _pair([own[at] for at in left], [old[at] for at in free], (own, old))
    found |= {free[at]: left[mine] for at, mine in more.items()}
    for sign in (_show_name, _show_ends):
        _match(found, own, old, partial(_show_numbered, sign))
    return found


def _match(found: dict[int, int], one: Sequence[Recipient], other: Sequence[Recipient], sign: _Sign) -> None:
    """Pair those rows, of the ones that have no pair yet, whose sign stands once on either side; None is no sign."""
    taken = set(found.values())
    mine = dict(_group([row if at not in taken else None for at, row in enumerate(one)], sign))
    theirs = dict(_group([row if at not in found else None for at, row in enumerate(other)], sign))
    for key, places in theirs.items():
        if len(places) == len(mine.get(key, ())) == 1:
            found[places[0]] = mine[key][0]


def _group(rows: Sequence[Recipient | None], sign: _Sign) -> Iterable[tuple[Hashable, tuple[int, ...]]]:
    told = ((sign(row), at) for at, row in enumerate(rows) if row is not None)
    return group_by((key, at) for key, at in told if key).items()


def _show_numbered(sign: _Sign, row: Recipient) -> Hashable:
    told = sign(row)
    return told and (fold(row.number), told)


def _show_ends(row: Recipient) -> str:
    return fold(row.purpose)


def _show_name(row: Recipient) -> str:
    return fold(row.name)


def _show_content(row: Recipient) -> Hashable:
    return (
        _show_name(row),
        *(fold(_show(getattr(row, name))) for name in ("basis", "purpose", "information")),
    )


def _show_whom(row: Recipient) -> Hashable:
    """Who receives on which ground."""
    return (_show_name(row), _show_grounds(row)) if row.basis else None


def _show_item(row: Recipient) -> Hashable:
    """Who receives on which item of a table, whose name a person leaves out."""
    found = _ITEM.search(_show_grounds(row))
    return (_show_name(row), found[1]) if found else None


def _show_purpose(row: Recipient) -> Hashable:
    return (_show_name(row), fold(row.purpose)) if row.purpose else None


def _show_basis(row: Recipient) -> Hashable:
    return _show_grounds(row) or None


def _show_grounds(row: Recipient) -> str:
    return fold(_show(row.basis))


def _list_signs(row: Recipient) -> frozenset[tuple[str, str]]:
    told = (("number", fold(row.number)), ("name", _show_name(row)), ("basis", _show_grounds(row)))
    return frozenset((what, sign) for what, sign in told if sign)


# What of each row changed.


@define
class _Entry:
    """The entry whose rows are merged: where it stands in the model, what a reader calls its list, and its rows as they are.

    Each row goes by its place in the model as it was (`_own`) or in the newer revision (`_new`).
    """

    bench: Bench
    where: tuple[str, ...]
    label: str
    lists: _Lists
    rows: dict[tuple[str, int], Recipient] = field(init=False)

    @rows.default
    def _list_own(self) -> dict[tuple[str, int], Recipient]:
        return {_own(at): row for at, row in enumerate(self.lists.own)}

    def call(self, row: Recipient) -> str:
        """Return how a reader finds a row."""
        return f"{self.label}{row.number}"

    def write(self, told: Deviation, rows: dict[tuple[str, int], Recipient]) -> None:
        """Write the rows of the entry, where the model stays one with them."""
        written = len(self.bench.written)
        owner = evolve(self.bench.find_owner(self.where), rows=tuple(rows.values()))
        self.bench.put(told, **self.bench.place(self.where, owner))
        if len(self.bench.written) > written:
            self.rows = rows

    def add(self, told: Deviation, at: int) -> None:
        """Add a row of the newer revision behind the one that it follows there, at the end where that is not known."""
        before = _own(self.lists.mine[at - 1]) if at - 1 in self.lists.mine else _new(at - 1)
        named = list(self.rows.items())
        known = {key: place for place, (key, _) in enumerate(named, 1)}
        place = 0 if at == 0 else known.get(before, len(named))
        self.write(told, dict([*named[:place], (_new(at), self.lists.new[at]), *named[place:]]))


def _own(at: int) -> tuple[str, int]:
    return "own", at


def _new(at: int) -> tuple[str, int]:
    return "new", at


def _merge_rows(entry: _Entry) -> None:
    """Merge what is in both, then add what is new behind the row that it follows in the document; the rest is listed."""
    lists, bench = entry.lists, entry.bench
    for at, mine in lists.mine.items():
        _merge_row(entry, mine, at)
    told = set(lists.mine.values())
    for at, row in enumerate(lists.new):
        if at in lists.mine:
            continue
        was, rivals = lists.was.get(at), lists.list_rivals(at)
        told |= set(rivals)
        added = Deviation(entry.call(row), "", _tell(row), (), row.spans)
        if rivals:
            if was is None or _show_row(lists.old[was]) != _show_row(row):
                held = [lists.own[mine] for mine in rivals]
                bench.leave(evolve(added, was="、".join(map(_tell, held)), was_at=_gather(held)), WHICH)
        elif was is None:
            entry.add(added, at)
    kept = set(lists.kept.values())
    for at, row in enumerate(lists.own):
        if at not in told and row.spans and (not bench.before or at in kept):
            bench.leave(Deviation(entry.call(row), _tell(row), "", row.spans), GONE)


def _merge_row(entry: _Entry, mine: int, at: int) -> None:
    """Write what changed of one row where the model has it as the earlier revision did."""
    own, new, was = entry.lists.own[mine], entry.lists.new[at], entry.lists.was.get(at)
    old = entry.lists.old[was] if was is not None else (ABSENT if entry.bench.before else None)
    changed, left = dict[str, Any](), dict[str, list[str]]()
    for name in _TOLD:
        held = old if old is None or old is ABSENT else getattr(old, name)
        trio = Trio(_show, name in _WORDS, getattr(own, name), getattr(new, name), held)
        value, why = trio.merge(is_printed=bool(own.spans), default=find_default(own, name))
        if value is not None:
            changed[name] = value
        elif why:
            left.setdefault(why, []).append(name)
    for why, names in left.items():
        entry.bench.leave(_compare(entry, own, new, names), why)
    if changed:
        now = evolve(own, **changed, spans=new.spans or own.spans)
        entry.write(_compare(entry, own, new, changed), {**entry.rows, _own(mine): now})


def _compare(entry: _Entry, own: Recipient, new: Recipient, names: Iterable[str]) -> Deviation:
    was, now = ("　".join(_show(getattr(row, name)) for name in names) for row in (own, new))
    return Deviation(entry.call(own), was, now, own.spans, new.spans)


def _tell(row: Recipient) -> str:
    return "　".join(filter(None, (row.number, row.name, _show(row.basis), row.purpose)))


def _show_row(row: Recipient) -> Hashable:
    return tuple(fold(_show(getattr(row, name))) for name in _TOLD)


def _show(value: object) -> str:
    """What is printed of one value of a row."""
    if isinstance(value, RowBand):
        return value.value
    return "、".join(value) if isinstance(value, tuple) else str(value)
