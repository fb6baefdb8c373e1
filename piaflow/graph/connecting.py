"""What Ⅰ.2③ joins within a document: each system with what its boxes name, and with all that a printed choice may mean.

Where flows join it to one that the choice stands for, they tell which is meant. 庁内連携システム that is no system of the
document links all that tick it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import define, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import System
from piaflow.graph.hubs import Range, Ways, lead, list_ranges
from piaflow.law.connection_choices import find_standing

_LINK = ConnectionChoice.INTERNAL.value


@frozen
class Connected:
    """How systems lead to the `targets` that boxes join them with, by boxes that are told or by others that are unread."""

    targets: tuple[str, ...]
    ways: Ways
    is_unread: bool


@define(eq=False)
class _Joined:
    """What boxes join, both ways: pair by pair those that are `named`, and by choices each of some with each of others.

    Such a choice has a number for each way: those by which a system `leads` to others, and those `to` it.
    """

    named: dict[str, set[str]] = field(factory=dict)
    leads: dict[str, set[int]] = field(factory=dict)
    to: dict[str, set[int]] = field(factory=dict)
    choices: int = 0

    def join(self, one: str, other: str) -> None:
        for source, target in ((one, other), (other, one)):
            self.named.setdefault(source, set()).add(target)

    def join_all(self, some: Sequence[str], others: Sequence[str]) -> None:
        for sources, targets in ((some, others), (others, some)):
            for known, names in ((self.leads, sources), (self.to, targets)):
                for name in names:
                    known.setdefault(name, set()).add(self.choices)
            self.choices += 1

    def list_to(self, name: str) -> frozenset[int]:
        return frozenset(self.to.get(name, ()))


@frozen
class _Alike:
    """Places of systems to which the same choices lead."""

    places: Range
    told: frozenset[int]
    unread: frozenset[int]


def find_connected(model: Assessment, title: str, is_touched: Callable[[str], bool]) -> Iterator[Connected]:
    """Yield how systems lead to those that flows touch and that none joins them with, first by boxes that are told."""
    near = _find_near(model)
    told, unread = (_read_boxes(model, near, box) for box in (Certainty.YES, Certainty.UNKNOWN))
    touched = [system.name for system in model.systems if is_touched(system.name)]
    alike = group_by(((told.list_to(name), unread.list_to(name)), name) for name in touched)
    targets = tuple(itertools.chain(*alike.values()))
    place = {name: at for at, name in enumerate(targets)}
    ends = itertools.pairwise([0, *itertools.accumulate(map(len, alike.values()))])
    found = [_Alike(within, *choices) for within, choices in zip(ends, alike, strict=True)]
    by_told, by_unread = dict[str, Sequence[Range]](), dict[str, Sequence[Range]]()
    for name in dict.fromkeys((*told.leads, *told.named, *unread.leads, *unread.named)):
        sure = [those.places for those in found if not those.told.isdisjoint(told.leads.get(name, ()))]
        others = (those for those in found if not those.unread.isdisjoint(unread.leads.get(name, ())))
        unsure = [those.places for those in others if those.places not in sure]
        gone = _find_places(place, near.get(name, ()))
        named, maybe = (_find_places(place, boxes.named.get(name, ())) for boxes in (told, unread))
        by_told[name] = list_ranges(_unite(sure, named), gone)
        by_unread[name] = list_ranges(
            _unite(unsure, {at for at in maybe if not _is_in(at, sure)}), gone | named
        )
    for is_unread, ranges in ((False, by_told), (True, by_unread)):
        ways = lead(f"connected {title} {is_unread}", ranges, [1] * len(targets))
        yield Connected(targets, ways, is_unread)


def _find_near(model: Assessment) -> Mapping[str, AbstractSet[str]]:
    """What flows join with each system, and itself."""
    near = {system.name: {system.name} for system in model.systems}
    for flow in model.flows:
        one, other = model.holder(flow.source), model.holder(flow.target)
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    return near


def _find_places(place: Mapping[str, int], names: Iterable[str]) -> set[int]:
    return {place[name] for name in names if name in place}


def _unite(ranges: Collection[Range], places: Iterable[int]) -> list[Range]:
    return sorted([*ranges, *((at, at + 1) for at in places if not _is_in(at, ranges))])


def _is_in(place: int, ranges: Iterable[Range]) -> bool:
    return any(first <= place < last for first, last in ranges)


def _read_boxes(model: Assessment, near: Mapping[str, AbstractSet[str]], box: Certainty) -> _Joined:
    """Return what the boxes join that show `box`."""
    joined = _Joined()
    shown = group_by(((c.name, c.box), system.name) for system in model.systems for c in system.connects)
    standing = {c.value: [one.name for one in found] for c, found in find_standing(model.systems).items()}
    for (name, told), showing in shown.items():
        if told is not box:
            continue
        if isinstance(named := model.find(name), System):
            for system in showing:
                joined.join(system, named.name)
        if name in standing:
            meant = frozenset(standing[name])
            open_ = [one for one in showing if meant.isdisjoint(near[one] - {one})]
            joined.join_all(open_, standing[name])
        elif name == _LINK:
            ticking = {told: shown.get((name, told), ()) for told in (Certainty.YES, box)}
            joined.join_all(showing, [*itertools.chain(*ticking.values())])
    return joined
