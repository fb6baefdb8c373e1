"""What a change does for certain: that which it does however it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from piaflow.impact.causes import Cause
from piaflow.impact.change import Change
from piaflow.impact.differences import Difference, DifferenceKind
from piaflow.impact.numbering import ENDED
from piaflow.impact.reaches import ReachChange, ReachChanges


@frozen
class Compared:
    """What a change does by one reading: which entries got other numbers, what differs, and the causes in it.

    `doubles` are the parties that are taken for one in it, the name of before by that of now.
    """

    renumbered: Mapping[str, str]
    change: Change
    causes: tuple[Cause, ...]
    doubles: Mapping[str, str]

    def call(self, difference: Difference) -> object:
        """Return what came or went, called the same by each reading."""
        kind, part, name = difference.kind, difference.part, difference.name
        return kind, part, self.call_before(name) if kind is DifferenceKind.REMOVED else name

    def call_before(self, name: str) -> object:
        """Return what a part of before is by each reading, from its name by this one: a flow is what it says."""
        flow = self.change.before.flows_by_id.get(name)
        if flow is not None:
            return evolve(flow, diagram="", declared=())
        number = self.renumbered.get(name, name).removesuffix(ENDED)
        return self.doubles.get(number, number)


def weigh(told: Compared, others: Sequence[Compared]) -> Compared:
    """Return what a change does by one reading, as unsure what it does not do by each of the others."""
    doubles = tuple(dict.fromkeys(pair for other in others for pair in other.doubles.items()))
    made = [frozenset(map(_call, other.causes)) for other in others]
    differing = [frozenset(map(other.call, other.change.differences)) for other in others]
    change = evolve(
        told.change,
        differences=tuple(
            evolve(
                d,
                is_sure=d.kind is DifferenceKind.CHANGED or all(told.call(d) in known for known in differing),
            )
            for d in told.change.differences
        ),
        reaches=tuple(_weigh(changes, others) for changes in told.change.reaches),
        doubles=doubles,
    )
    causes = (evolve(c, is_sure=all(_call(c) in known for known in made)) for c in told.causes)
    return evolve(told, change=change, causes=tuple(causes))


def _call(cause: Cause) -> object:
    return cause.kind, cause.file, cause.subject


def _weigh(changes: ReachChanges, others: Sequence[Compared]) -> ReachChanges:
    gained = [_list_reached(changes.item, other, gained=True) for other in others]
    lost = [_list_reached(changes.item, other, gained=False) for other in others]
    return evolve(
        changes,
        gained=tuple(evolve(g, is_sure=all(_turn(g) in known for known in gained)) for g in changes.gained),
        lost=tuple(evolve(x, is_sure=all(_turn(x) in known for known in lost)) for x in changes.lost),
    )


def _list_reached(item: str, other: Compared, *, gained: bool) -> frozenset[object]:
    """What newly gets an item, or loses it, by a reading: of before it is told by its name of then."""
    found = (told for told in other.change.reaches if told.item == item)
    if gained:
        return frozenset(_turn(change) for told in found for change in told.gained)
    lost = (change for told in found for change in told.lost)
    return frozenset(_turn(evolve(x, name=other.doubles.get(x.name, x.name))) for x in lost)


def _turn(change: ReachChange) -> object:
    return change.name, change.was, change.now
