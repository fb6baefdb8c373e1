"""The outline: which place of the form each printed label is, solved for a document as a whole.

A text layer gives the lines of a page in any order, and where a page ends it often does not say. What holds all
the same: a form is printed in its order, so that the labels of one page are one stretch of the form, whatever
their order on the page. A page is a walk through the slots of the grammar that uses up the labels of the page:
what is not there is missed, what is left over was no label, and both cost. A document is the cheapest chain of
such walks, and its page breaks are the hypotheses of that chain (Viterbi over breaks; the labels of a
page are counted, not ordered).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf

from attrs import Factory, define, frozen

from piaflow.domain.choices import FormKind
from piaflow.source.grammar import find_loops, list_risks, list_slots
from piaflow.source.labels import Label

_MISSED = 0.5
"""A field whose label is not found: worn print, or a form that leaves it out."""
_MISSED_HEADING = 0.2
_LEFT = 1.0
"""A label that is no part of the walk: a sentence that begins with its words."""
_AHEAD = 2.0
"""Going on further down the form than one step: whole pages that are pictures, or not there."""
_BACK = 3.0
_AGAIN = 0.5
"""A label that stands on two pages, as its cell does."""
_HOPELESS = 4.0
"""A walk that costs more than this is no page."""
_BREAK = 0.35
"""A page break that nothing in the document shows."""
_ACROSS = 1.5
"""A page that goes on over a break which the document shows."""
_CROWDED = 26
"""Labels on the fullest pages of a printed form; each one more costs."""
_CROWD = 0.06
_MOST = 40
_GIVEN_UP = 6
"""So many longer pages in a row that are hopeless: of those longer still only the ends that are shown are tried."""
_KEPT = 3
"""How many ends of the pages before are gone on from."""

Kind = tuple[int, ...]
"""The slots that print one label: labels of one kind cannot be told apart by their words."""


@frozen
class Stretch:
    """One page of the outline: labels from `first` up to `last`, and the slots of the form in printed order.

    Each of `slots` is taken by one label of the page; which one, where several print alike, the outline does
    not say.
    """

    first: int
    last: int
    slots: tuple[tuple[int, Kind], ...]
    cost: float


@frozen
class _Walk:
    cost: float
    end: int
    slots: tuple[tuple[int, Kind], ...]


@define
class _Going:
    """A walk that has used up its labels so far, the slot that it stands at being its end.

    `asked` are the kinds of which it found no label where one would have changed it. Labels of other kinds are used up
    from where it stands: the longer pages that begin with the same label need not be walked anew.
    """

    start: int
    first: int
    last: int
    at: int
    opened: set[str]
    cost: float = 0.0
    taken: list[tuple[int, Kind]] = Factory(list)
    asked: int = 0


def find_outline(
    form: FormKind, labels: Sequence[Label], breaks: frozenset[int], *, in_order: bool
) -> tuple[Stretch, ...]:
    """Return the stretches of a document with the slots that each prints.

    `breaks` are the labels before which the document shows a page break; there may be others between the groups
    of lines. Where the labels stand `in_order`, as in a table, each is a stretch of its own.
    """
    walker = _Walker(form, [label.slots for label in labels], in_order=in_order)
    best: list[dict[int, tuple[float, int, int]]] = [{} for _ in range(len(labels) + 1)]
    best[0][-1] = (0.0, 0, -1)
    least = [inf] * len(best)
    for first in range(len(labels)):
        for start, (cost, _, _) in _cheapest(best[first]):
            hopeless = 0
            for last, penalty in [(first + 1, 0.0)] if in_order else _ends(labels, first, breaks):
                if hopeless > _GIVEN_UP and last not in breaks and last < len(labels):
                    continue
                if best[last] and cost + penalty > least[last] + _HOPELESS:
                    continue  # nothing would go on from there
                ways = walker.list_ways(start, first, last, in_order=in_order)
                hopeless = hopeless + 1 if ways[0].cost > _HOPELESS else 0
                for way in ways:
                    total = cost + way.cost + penalty
                    known = best[last].get(way.end)
                    if known is None or total < known[0]:
                        best[last][way.end] = (total, first, start)
                        least[last] = min(least[last], total)
    return tuple(_trace(walker, best, in_order=in_order))


def _cheapest(states: Mapping[int, tuple[float, int, int]]) -> list[tuple[int, tuple[float, int, int]]]:
    ordered = sorted(states.items(), key=lambda state: state[1][0])[:_KEPT]
    return [state for state in ordered if state[1][0] <= ordered[0][1][0] + _HOPELESS]


def _ends(labels: Sequence[Label], first: int, breaks: frozenset[int]) -> Iterator[tuple[int, float]]:
    """Where a page that begins with a label may end, and what that costs."""
    across = 0.0
    is_told = False
    for last in range(first + 1, len(labels) + 1):
        if last - first > _MOST and is_told:
            return  # a layer without blank lines has no other end than the next break
        if last - 1 > first and last - 1 in breaks:
            across += _ACROSS
        if across > _HOPELESS:
            return
        crowd = max(0, last - first - _CROWDED) * _CROWD
        if last == len(labels) or last in breaks:
            is_told = True
            yield last, across + crowd
        elif labels[last].group != labels[last - 1].group:
            is_told = True
            yield last, across + crowd + _BREAK


def _trace(
    walker: _Walker, best: Sequence[Mapping[int, tuple[float, int, int]]], *, in_order: bool
) -> list[Stretch]:
    stretches: list[Stretch] = []
    last = len(best) - 1
    end = min(best[last], key=lambda e: best[last][e][0])
    while last:
        _, first, start = best[last][end]
        ways = walker.list_ways(start, first, last, in_order=in_order)
        walk = min((way for way in ways if way.end == end), key=lambda way: way.cost)
        stretches.append(Stretch(first, last, walk.slots, walk.cost))
        last, end = first, start
    return stretches[::-1]


class _Walker:
    """Walks through a form that use up the labels of one page, in the order of the form.

    A run that is printed again (an entry, a file) is begun anew where its heading is still left. The walk is
    greedy: a slot takes the label that has the fewest other slots. What every risk of Ⅲ prints alike is of a risk
    whose heading the page has, or with which the page before ended.
    """

    def __init__(self, form: FormKind, kinds: Sequence[Kind], *, in_order: bool) -> None:
        slots = list_slots(form)
        self._last = len(slots)
        self._kinds = tuple(dict.fromkeys(kinds))
        number = {kind: i for i, kind in enumerate(self._kinds)}
        self._labels = [number[kind] for kind in kinds]
        self._of: list[list[int]] = [[] for _ in slots]
        for kind in sorted(self._kinds, key=len):
            for slot in kind:
                self._of[slot].append(number[kind])
        self._headings = frozenset(at for at, slot in enumerate(slots) if slot.field is None)
        self._fares = [_MISSED if slot.field else _MISSED_HEADING for slot in slots]
        self._risks = list_risks(form)
        alike = [not in_order and len({self._risks[slot] for slot in kind}) > 1 for kind in self._kinds]
        self._bound = [
            {slot for slot in kind if is_alike and slots[slot].field is not None}
            for kind, is_alike in zip(self._kinds, alike, strict=True)
        ]
        """Of each kind that several risks print, its slots: they take it only where their risk is opened."""
        self._printing = [_to_bits(of) for of in self._of]
        """Of each slot, its kinds."""
        self._loops = find_loops(form)
        self._later = {
            at: _to_bits(number[kind] for kind in self._kinds if min(kind) > at) for at in self._loops
        }
        """Of the last slot of a loop, the kinds that only slots after it print."""
        self._entries: dict[int, tuple[int, int]] = {}
        """Of the first slot of an entry: its last one, and the kinds of labels that nothing else prints."""
        for loop in self._loops.values():
            if len(loop.heads) == 1:
                inside = range(loop.first, loop.last + 1)
                own = (number[kind] for kind in self._kinds if all(slot in inside for slot in kind))
                self._entries[loop.first] = loop.last, _to_bits(own)
        self._crossings = {*self._loops, *(entry - 1 for entry in self._entries)}
        """Slots after which the walk may go on elsewhere than with the next one."""
        self._going: _Going | None = None

    def list_ways(self, start: int, first: int, last: int, *, in_order: bool) -> tuple[_Walk, ...]:
        """The ways on from a slot: the walk and, in a table, to leave the label, which may be no label at all.

        In a table a label is a page of its own, so that the walk to it does not weigh leaving it: an option that
        stands alone in its cell (連絡先 among 記録項目) would lead the outline out of its chapter and back. To leave
        it costs more than any way ahead, less than one there and back. A heading is never an option.
        """
        walk, stopped = self._walk(start, first, last)
        if not in_order:
            again = self._walk_again(start, first, last)
            return tuple(way for way in (walk, stopped, again) if way is not None)
        if self._kinds[self._labels[first]][0] in self._headings:
            return (walk,)
        return walk, _Walk(_HOPELESS, start, ())

    def _walk_again(self, start: int, first: int, last: int) -> _Walk | None:
        """The walk of a page that begins with the label that the page before ended with: its cell is cut there."""
        kind = self._kinds[self._labels[first]]
        if start not in kind or last == first + 1:
            return None
        kept, self._going = self._going, None
        walk, _ = self._walk(start, first + 1, last)
        self._going = kept
        return _Walk(_AGAIN + walk.cost, walk.end, ((start, kind), *walk.slots))

    def _walk(self, start: int, first: int, last: int) -> tuple[_Walk, _Walk | None]:
        """Walk on from a slot with the labels from `first` up to `last`.

        Where it leaps ahead for one last label, which may be no label at all, it is also told how it stops before that.
        """
        going = self._set_out(start, first, last)
        rest = [0] * len(self._kinds)
        kinds = 0
        for label in self._labels[going.last : last]:
            rest[label] += 1
            kinds |= 1 << label
        left = last - going.last
        cost, missed, at, end = going.cost, 0.0, going.at, going.at
        asked, opened, taken = going.asked, going.opened, going.taken
        stopped: _Walk | None = None
        while left and cost <= _HOPELESS:
            if at in self._crossings:
                at, unmet = self._next(at, kinds)
                asked |= unmet
            else:
                at += 1
            if at >= self._last or missed > _HOPELESS:
                if stopped is None and taken and left == 1:
                    stopped = _Walk(cost + left * _AHEAD, end, tuple(taken))
                at, fare = self._jump(end, kinds, opened)
                cost, missed = cost + fare, 0.0
                asked = -1  # any other label may be nearer
            for kind in self._of[at]:
                if not rest[kind]:
                    asked |= 1 << kind
                elif at not in self._bound[kind] or self._risks[at] in opened:
                    rest[kind] -= 1
                    left -= 1
                    kinds ^= 0 if rest[kind] else 1 << kind
                    opened.add(self._risks[at])
                    taken.append((at, self._kinds[kind]))
                    cost, missed, end = cost + missed, 0.0, at
                    break
            else:
                missed += self._fares[at]
        is_whole = not left and asked >= 0
        self._going = _Going(start, first, last, end, opened, cost, taken, asked) if is_whole else None
        return _Walk(cost + left * _LEFT, end, tuple(taken)), stopped

    def _set_out(self, start: int, first: int, last: int) -> _Going:
        """The last walk, where this one goes on as it did, else a new one."""
        going = self._going
        if going is not None and (going.start, going.first) == (start, first) and going.last <= last:
            added = self._labels[going.last : last]
            if not any(going.asked >> label & 1 for label in added):
                return going
        return _Going(start, first, first, start, {self._risks[start] if start >= 0 else ""})

    def _next(self, at: int, kinds: int) -> tuple[int, int]:
        """The slot after another, and the kinds that would lead elsewhere: an entry without a label is stepped over."""
        to, unmet = at + 1, 0
        loop = self._loops.get(at)
        if loop is not None:
            goes_on = kinds & self._later[at]
            unmet |= 0 if goes_on else self._later[at]
            for head in loop.heads[:1] if goes_on else loop.heads:
                if kinds & self._printing[head]:
                    return loop.first, unmet
                unmet |= self._printing[head]
        while to in self._entries and not kinds & self._entries[to][1]:
            unmet |= self._entries[to][1]
            to = self._entries[to][0] + 1
        return to, unmet

    def _jump(self, at: int, kinds: int, opened: Collection[str]) -> tuple[int, float]:
        """The nearest slot of what is left, and what it costs to go on there."""
        slots: list[int] = []
        closed: list[int] = []
        while kinds:
            kind = (kinds & -kinds).bit_length() - 1
            kinds &= kinds - 1
            bound = self._bound[kind]
            for slot in self._kinds[kind]:
                is_open = slot not in bound or self._risks[slot] in opened
                (slots if is_open else closed).append(slot)
        slots = slots or closed
        ahead = min((slot for slot in slots if slot > at), default=None)
        return (min(slots), _BACK) if ahead is None else (ahead, _AHEAD)


def _to_bits(numbers: Iterable[int]) -> int:
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits
