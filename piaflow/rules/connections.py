"""What comes to a node and leaves it: flows by the party, system or holder that they end at."""

from __future__ import annotations

from piaflow.domain.certainty import Certainty
from piaflow.domain.nodes import File, System
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.trace.carriage import records


def find_incoming(dossier: Dossier, name: str) -> tuple[FlowFacts, ...]:
    """Return the flows that another node sends to a node or to a file that it holds, in order."""
    return tuple(f for f in dossier.flows if f.target == name != f.source)


def find_outgoing(dossier: Dossier, name: str) -> tuple[FlowFacts, ...]:
    """Return the flows that a node, or a file that it holds, sends to another, in order."""
    return tuple(f for f in dossier.flows if f.source == name != f.target)


def is_joined(dossier: Dossier, system: System) -> bool:
    """Whether a system takes part in a flow, by itself, by a file that it holds, or as the way (方法) of one."""
    names = {system.name, *system.aliases, system.entry} - {""}
    ends = {end for facts in dossier.flows for end in (facts.source, facts.target)}
    ways = {means.value for facts in dossier.flows for means in facts.flow.means}
    return bool(names & (ends | ways))


def is_drawn(dossier: Dossier, system: System) -> bool:
    """Whether a diagram of 別添1 draws a system although no flow of it touches the system."""
    model = dossier.model
    return any(model.canonical(name) == system.name for diagram in model.diagrams for name in diagram.nodes)


def may_hold(dossier: Dossier, name: str, item: str) -> bool:
    """Whether an item may be in a node: it may come in, be recorded in a file held, or be made there."""
    model, words = dossier.model, dossier.model.vocabulary
    files = [file for file in model.files if model.canonical(file.holder) == name]
    made = [
        conversion
        for conversion in model.conversions
        if model.canonical(conversion.at) == name and item in words.expand((conversion.target,))
    ]
    comes = any(dossier.carries(f.flow, item) is not Certainty.NO for f in find_incoming(dossier, name))
    return bool(made) or comes or any(_may_record(dossier, file, item) for file in files)


def _may_record(dossier: Dossier, file: File, item: str) -> bool:
    return isinstance(records(file, item, dossier.model.vocabulary), Certainty)
