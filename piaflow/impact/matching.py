"""Which flow of one state is which flow of the other."""

from __future__ import annotations

from itertools import islice

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Flow

_ENDS = ("source", "target", "file")


def match_flows(before: Assessment, after: Assessment) -> dict[str, str]:
    """Return, for each flow of `after` that was there before, its id of then.

    Flows are one by their id, else where nothing but their number or text differs: same picture, same ends.
    Where another contractor takes over a 委託事項, its flows go on to the other one.
    """
    matched = {name: name for name in after.flow_ids if name in before.flows_by_id}
    for key, alike in ((_ends, _is_same), (_ends, _has_same_ends), (_declaration, _is_taken_over)):
        taken = set(matched.values())
        free: dict[object, list[str]] = {}
        for was in before.flow_ids:
            if was not in taken:
                free.setdefault(key(before, before.flow(was)), []).append(was)
        for name in after.flow_ids:
            if name not in matched:
                here = free.get(key(after, after.flow(name)), [])
                found = (was for was in here if alike(before, before.flow(was), after, after.flow(name)))
                for was in islice(found, 1):
                    matched[name] = was
                    here.remove(was)
    return matched


def find_changed(before: Assessment, old: Flow, after: Assessment, new: Flow) -> tuple[str, ...]:
    """Return the names of the values that differ; an end that is called by another of its names does not."""
    names = [a.name for a in attrs.fields(Flow) if a.name not in ("spans", "inferred")]
    return tuple(
        name
        for name in names
        if getattr(old, name) != getattr(new, name)
        and not (
            name in _ENDS and before.canonical(getattr(old, name)) == after.canonical(getattr(new, name))
        )
    )


def _is_same(before: Assessment, old: Flow, after: Assessment, new: Flow) -> bool:
    return _has_same_ends(before, old, after, new) and not find_changed(before, old, after, new)


def _has_same_ends(before: Assessment, old: Flow, after: Assessment, new: Flow) -> bool:
    return _ends(before, old) == _ends(after, new)


def _is_taken_over(before: Assessment, old: Flow, after: Assessment, new: Flow) -> bool:
    if (old.declared, old.kind) != (new.declared, new.kind):
        return False
    was, now = _contractors(before, old), _contractors(after, new)
    successors = {was[name]: now[name] for name in was if name in now}
    picture, *ends = _ends(before, old)
    return (picture, *(successors.get(end, end) for end in ends)) == _ends(after, new)


def _contractors(a: Assessment, flow: Flow) -> dict[str, str]:
    """The contractor of each 委託事項 that the flow is declared in."""
    return {
        entry.name: a.canonical(entry.entry.contractor)
        for entry in a.entries
        if entry.name in flow.declared and isinstance(entry.entry, Entrustment) and entry.entry.contractor
    }


def _declaration(a: Assessment, flow: Flow) -> tuple[object, ...]:
    """Only flows of the same declaration are taken over; of those without one, such as go nowhere else."""
    return (flow.declared, flow.kind) if flow.declared else _ends(a, flow)


def _ends(a: Assessment, flow: Flow) -> tuple[str, str, str]:
    return flow.diagram, a.canonical(flow.source), a.canonical(flow.target)
