"""The order in which a picture takes the parts of a model: that of what is printed, not that of the file.

Flows follow the diagrams and their steps, systems their numbers in Ⅰ.2, everything else the flows. So the same
document gives the same picture however its file is written.
"""

from __future__ import annotations

import re
import unicodedata

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Diagram
from piaflow.domain.names import fold
from piaflow.domain.nodes import System

_RUN = re.compile(r"\d+|\D")
_LAST = float("inf")

Natural = tuple[tuple[int, float, str], ...]


def arrange(model: Assessment) -> Assessment:
    """Return the same assessment in the order of print."""
    flows = sorted(
        zip(model.flow_ids, model.flows, strict=True),
        key=lambda pair: (not pair[1].diagram, by_number(pair[1].diagram), by_number(pair[1].step), pair[0]),
    )
    first: dict[str, float] = {}
    for turn, (_, flow) in enumerate(flows):
        for end in (flow.source, flow.target):
            first.setdefault(model.holder(model.canonical(end)), turn)

    def turn_of(name: str) -> tuple[float, str]:
        return first.get(name, _LAST), fold(name)

    def place(system: System) -> tuple[bool, Natural, tuple[float, str]]:
        return not system.number, by_number(system.number), turn_of(system.name)

    parties = sorted(model.parties, key=lambda party: turn_of(party.name))
    systems = sorted(model.systems, key=place)
    inside: dict[str, int] = {}
    above = {zone.name: zone.parent for zone in model.zones}
    for turn, stands in enumerate([*(system.zone for system in systems), *(party.zone for party in parties)]):
        around = stands
        while around and around not in inside:
            inside[around] = turn
            around = above.get(around, "")
    zones = sorted(model.zones, key=lambda zone: (inside.get(zone.name, _LAST), fold(zone.name)))
    files = sorted(model.files, key=lambda file: (turn_of(model.canonical(file.holder)), fold(file.name)))
    return evolve(
        model,
        zones=tuple(zones),
        files=tuple(files),
        diagrams=tuple(map(_arrange_steps, _arrange_diagrams(model))),
        parties=tuple(parties),
        systems=tuple(systems),
        flows=tuple(flow for _, flow in flows),
    )


def list_diagrams(model: Assessment) -> list[str]:
    """Return the names of the diagrams of 別添1 in the order of print, which numbers their pictures."""
    return [diagram.name for diagram in _arrange_diagrams(model)]


def _arrange_diagrams(model: Assessment) -> list[Diagram]:
    return sorted(model.diagrams, key=lambda diagram: by_number(diagram.name))


def _arrange_steps(diagram: Diagram) -> Diagram:
    steps = sorted(diagram.steps, key=lambda step: by_number(step.number))
    return evolve(diagram, steps=tuple(steps), notes=tuple(sorted(diagram.notes, key=by_number)))


def by_number(printed: str) -> Natural:
    """Return the key that puts what is numbered in its order: 2 before 10, ② before ⑩, 1-② before 2-①."""
    return tuple(map(_read, _RUN.findall(printed)))


def _read(run: str) -> tuple[int, float, str]:
    if run.isdecimal():
        return 0, int(run), ""
    number = unicodedata.numeric(run, None)
    return (1, 0, run) if number is None else (0, number, run)
