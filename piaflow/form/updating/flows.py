"""The flows that a document tells of: they follow it where a person left them as they were drawn from it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Flow
from piaflow.domain.names import fold
from piaflow.form.updating.bench import GONE, PERSON, Bench, Deviation


def update_flows(bench: Bench) -> None:
    """Compare the flows of both revisions: without the earlier one nobody knows which of a model's were drawn from it."""
    if bench.before is None:
        return
    old, own = _name_flows(bench, bench.before), _name_flows(bench, bench.model)
    new = _name_flows(bench, bench.now)
    for key, flow in new.items():
        was, mine = old.get(key), own.get(key)
        if was is None and mine is None:
            _add(bench, flow)
        elif was is not None and mine is not None and _strip(was) != _strip(flow) != _strip(mine):
            told = Deviation(_tell(mine), _tell_means(mine), _tell_means(flow), mine.spans, flow.spans)
            if _strip(mine) == _strip(was):
                changed = evolve(flow, source=mine.source, target=mine.target)
                bench.put(told, flows=tuple(changed if f is mine else f for f in bench.model.flows))
            else:
                bench.leave(told, PERSON)
    for key in old:
        mine = own.get(key)
        if key not in new and mine is not None:
            bench.leave(Deviation(_tell(mine), _tell(mine), "", mine.spans), GONE)


def _name_flows(bench: Bench, a: Assessment) -> Mapping[Hashable, Flow]:
    """The flows by what makes each of them one: its ends and file, its kind, where it is declared and drawn."""
    named: dict[Hashable, Flow] = {}
    for flow in a.flows:
        ends = (fold(bench.call(name)) for name in (flow.source, flow.target, flow.file))
        declared = frozenset(map(fold, flow.declared))
        named.setdefault((*ends, flow.kind, declared, flow.diagram, flow.step, fold(flow.text)), flow)
    return named


def _strip(flow: Flow) -> Flow:
    """The flow without its lines, and without the spelling of its ends."""
    return evolve(flow, source="", target="", file="", declared=(), spans=(), inferred="")


def _add(bench: Bench, flow: Flow) -> None:
    told = Deviation(_tell(flow), "", _tell(flow), (), flow.spans)
    ends = {flow.source, flow.target}
    parties = tuple(p for p in bench.now.parties if p.name in ends and bench.model.find(p.name) is None)
    bench.put(told, flows=(*bench.model.flows, flow), parties=(*bench.model.parties, *parties))


def _tell(flow: Flow) -> str:
    return f"流れ {flow.source} → {flow.target}（{flow.kind.value or '種類なし'}）"


def _tell_means(flow: Flow) -> str:
    """What a flow carries and how: what one revision may tell otherwise than another."""
    items = "、".join(flow.items.names)
    means = "、".join(means.value for means in flow.means)
    return "　".join(filter(None, (items, f"（{means}）" if means else ""))) or _tell(flow)


def hand_on(flow: Flow, was: str, now: str) -> Flow:
    """The flow with another name for one of its ends, or its file."""
    ends = (now if name == was else name for name in (flow.source, flow.target, flow.file))
    source, target, file = ends
    return evolve(flow, source=source, target=target, file=file)
