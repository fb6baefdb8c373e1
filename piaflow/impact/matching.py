"""Which flow of one state is which flow of the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Flow

_ENDS = ("source", "target", "file")
_Key = Callable[[Assessment, Flow], object]


def match_flows(before: Assessment, after: Assessment) -> dict[str, str]:
    """Return, for each flow of `after` that was there before, its id of then.

    Flows are one by their id, else where nothing but their number or text differs: same picture, same ends.
    Where another contractor takes over a 委託事項, its flows go on to the other one. A flow that leaves for (or comes
    from) another end with all that it carried is one that was routed anew, where it is the only one of its kind.
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
    for common in (_from_source, _to_target):
        old, new = _sort_by(common, before, {*matched.values()}), _sort_by(common, after, matched)
        matched |= {new[k][0]: old[k][0] for k in old if k and len(old[k]) == len(new.get(k, ())) == 1}
    return matched


def find_regrouped(before: Assessment, after: Assessment) -> Mapping[str, str]:
    """Return the flows of which what goes from one end to the other is only divided otherwise, under one name each way.

    A flow that is split in two, or two that are drawn as one, carry the same items by the same means as before. The
    name is the id of the first of them after the change.
    """
    was, now = _group(before), _group(after)
    same = [k for k in now if k in was and _carried(before, was[k]) == _carried(after, now[k])]
    return {name: min(now[k]) for k in same for name in (*was[k], *now[k])}


def _group(a: Assessment) -> dict[object, list[str]]:
    groups: dict[object, list[str]] = {}
    for name, flow in a.flows_by_id.items():
        key = *_ends(a, flow), flow.kind, a.canonical(flow.file) if flow.file else ""
        groups.setdefault(key, []).append(name)
    return groups


def _carried(a: Assessment, names: Sequence[str]) -> tuple[object, ...]:
    """All that the flows of one way carry together: what one of them excludes another may have."""
    flows = [a.flow(name) for name in names]
    items = a.vocabulary.spell_out([item for flow in flows for item in flow.items.names])
    excluded = frozenset[str].intersection(*(a.vocabulary.spell_out(flow.excludes) for flow in flows))
    return (
        items,
        all(flow.items.complete for flow in flows),
        excluded,
        frozenset(means for flow in flows for means in flow.means),
        frozenset(entry for flow in flows for entry in flow.declared),
        frozenset(flow.specific for flow in flows),
    )


def _sort_by(key: _Key, a: Assessment, taken: Collection[str]) -> dict[object, list[str]]:
    """The flows that have no partner yet, by what one that is routed anew has in common with the one before."""
    found: dict[object, list[str]] = {}
    for name in a.flow_ids:
        if name not in taken:
            found.setdefault(key(a, a.flow(name)), []).append(name)
    return found


def _from_source(a: Assessment, flow: Flow) -> object:
    return (a.canonical(flow.source), *_content(a, flow)) if flow.items.names else None


def _to_target(a: Assessment, flow: Flow) -> object:
    return (a.canonical(flow.target), *_content(a, flow)) if flow.items.names else None


def _content(a: Assessment, flow: Flow) -> tuple[object, ...]:
    items, excluded = map(a.vocabulary.spell_out, (flow.items.names, flow.excludes))
    told = items, flow.items.complete, excluded
    return flow.diagram, flow.kind, frozenset(flow.declared), frozenset(flow.means), *told


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
