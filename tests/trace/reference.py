"""A slow trace written from the prose of the design: facts (node, item), iterated until nothing is new.

It knows the domain only: nothing of piaflow.graph, piaflow.trace or networkx. Several assessments are
joined by name, so they may share a name only where it means one node.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind
from piaflow.domain.flows import Flow
from piaflow.domain.items import STANDARD_ITEMS, Item, ItemList
from piaflow.domain.nodes import File

YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN
SURE = frozenset({YES})
OPEN = frozenset({YES, UNKNOWN})
Fact = tuple[str, str]


@frozen
class Hop:
    """One way from node to node, and for each form of the item whether it goes along.

    `flow` is the flow's id, "" for the bond of a file and its holder. `into` is the file of a bond that
    leads from the holder into the file.
    """

    source: str
    target: str
    flow: str
    kind: FlowKind
    carried: Mapping[str, Certainty]
    into: str = ""


@frozen
class Models:
    """What the trace of one item depends on: the hops and the conversions."""

    item: str
    hops: tuple[Hop, ...]
    conversions: frozenset[tuple[str, str, str]]


@frozen
class Answer:
    """Origins, and the facts that certainly and possibly hold."""

    origins: frozenset[str]
    possible_origins: frozenset[str]
    definite: frozenset[Fact]
    possible: frozenset[Fact]


# The words: which items a list stands for.


def vocabulary(a: Assessment) -> list[Item]:
    own = {item.name for item in a.items}
    return [*(item for item in STANDARD_ITEMS if item.name not in own), *a.items]


def own_name(a: Assessment, name: str) -> str:
    return next((item.name for item in vocabulary(a) if name in (item.name, *item.aliases)), name)


def expand(a: Assessment, names: Iterable[str]) -> set[str]:
    """Everything that the names stand for: themselves, and the members of groups, and their members."""
    found = {own_name(a, name) for name in names}
    while True:
        members = {own_name(a, m) for item in vocabulary(a) if item.name in found for m in item.members}
        if members <= found:
            return found
        found |= members


def is_listed(a: Assessment, names: Iterable[str], item: str) -> bool:
    """An item is listed by name or by its group; a group also where all its members are."""
    listed, members = expand(a, names), expand(a, [item]) - {item}
    return item in listed or (bool(members) and members <= listed)


def listed(a: Assessment, items: ItemList, item: str) -> Certainty:
    if is_listed(a, items.names, item):
        return YES
    return NO if items.complete else UNKNOWN


# The two questions: does a flow carry it, does a file record it.


def carried(a: Assessment, flow: Flow, item: str) -> Certainty:
    """DESIGN §4, carries(f, i)."""
    if is_listed(a, flow.items.names, item):
        return YES
    excluded = item in expand(a, flow.excludes)
    left_out = flow.items.complete
    not_specific = flow.specific is NO and item in {"個人番号", "符号"}
    return NO if excluded or left_out or not_specific else UNKNOWN


def recorded(a: Assessment, file: File, item: str) -> Certainty:
    """By the boxes of 主な記録項目, else by the list of all 記録項目."""
    checked = [box.item.value for box in file.main_items if box.box is YES]
    empty = {own_name(a, box.item.value) for box in file.main_items if box.box is NO}
    if item in expand(a, [*checked, *file.records.names]):
        return YES
    return NO if item in empty else listed(a, file.records, item)


# The hops of the models.


def forms_of(models: Sequence[Assessment], item: str) -> set[str]:
    named = {own_name(a, name) for a in models for c in a.conversions for name in (c.source, c.target)}
    return {item, *named}


def hops(a: Assessment, prefix: str, forms: Collection[str]) -> Iterator[Hop]:
    for flow_id, flow in zip(a.flow_ids, a.flows, strict=True):
        source, target, file = a.canonical(flow.source), a.canonical(flow.target), a.canonical(flow.file)
        goes = {form: carried(a, flow, form) for form in forms}
        yield Hop(source, target, prefix + flow_id, flow.kind, goes)
        if file and file not in (source, target) and a.holder(file) == a.holder(target):
            yield Hop(source, file, prefix + flow_id, flow.kind, goes)
    for held in a.files:
        holder = a.canonical(held.holder)
        yield Hop(held.name, holder, "", FlowKind.NONE, dict.fromkeys(forms, YES))
        kept = {form: recorded(a, held, form) for form in forms}
        yield Hop(holder, held.name, "", FlowKind.NONE, kept, into=held.name)


def read(models: Sequence[Assessment], item: str) -> Models:
    forms = forms_of(models, item)
    found: list[Hop] = []
    for a in models:
        found += hops(a, f"{a.body} {a.procedure}: " if len(models) > 1 else "", forms)
    return Models(
        item,
        tuple(found),
        frozenset(
            (a.canonical(c.at), own_name(a, c.source), own_name(a, c.target))
            for a in models
            for c in a.conversions
        ),
    )


# The trace.


def spread(models: Models, facts: Iterable[Fact], allowed: Collection[Certainty]) -> set[Fact]:
    known = set(facts)
    while True:
        gone = {
            (hop.target, form)
            for hop in models.hops
            for form, answer in hop.carried.items()
            if answer in allowed and (hop.source, form) in known
        }
        made = {(at, target) for at, source, target in models.conversions if (at, source) in known}
        if gone | made <= known:
            return known
        known |= gone | made


def leads(links: Collection[tuple[str, str]], start: str) -> set[str]:
    """Every node that the links lead to from `start`, itself included."""
    found = {start}
    while True:
        onward = {target for source, target in links if source in found}
        if onward <= found:
            return found
        found |= onward


def makers(models: Models, allowed: Collection[Certainty], asked: set[str]) -> set[str]:
    """The nodes at which the item is made out of another one that gets there."""
    found = set()
    for at, source, target in models.conversions:
        if target == models.item and source not in asked:
            other = evolve(models, item=source)
            starts = enters(other, SURE, asked) | (enters(other, OPEN, asked) if allowed == OPEN else set())
            if (at, source) in spread(other, {(node, source) for node in starts}, allowed):
                found.add(at)
    return found


def enters(models: Models, allowed: Collection[Certainty], asked: set[str] | None = None) -> set[str]:
    """Where the item enters: nothing that carries it leads there from outside of its circle."""
    made = makers(models, allowed, {*(asked or ()), models.item})
    flows = [hop for hop in models.hops if hop.flow and hop.carried[models.item] in allowed]
    into_files = [hop for hop in models.hops if hop.into and hop.carried[models.item] in allowed]
    files = {hop.into for hop in into_files}
    recording = files | made
    out_of_files = [h for h in models.hops if not h.flow and not h.into and h.source in files]
    links = {(hop.source, hop.target) for hop in (*flows, *into_files, *out_of_files)}
    nodes = {end for link in links for end in link} | recording
    after = {node: leads(links, node) for node in nodes}
    found: set[str] = set()
    for node in nodes:
        before = {other for other in nodes if node in after[other]}
        circle = before & after[node]
        if before == circle:
            acquiring = {h.source for h in flows if h.kind is FlowKind.ACQUISITION and h.source in circle}
            found |= acquiring or circle & recording or circle
    return found


def trace(models: Sequence[Assessment], item: str, start: Sequence[str] = ()) -> Answer:
    """Both reaches of the item, from `start` or from where it enters."""
    known = read(models, item)
    origins = set(start) or enters(known, SURE)
    maybe = set() if start else enters(known, OPEN) - origins
    definite = spread(known, {(node, item) for node in origins}, SURE)
    possible = spread(known, {(node, item) for node in origins | maybe}, OPEN)
    return Answer(frozenset(origins), frozenset(maybe), frozenset(definite), frozenset(possible))


# The evidence.


def along(
    models: Models, path: Sequence[str], starts: Iterable[str], sure: Collection[Certainty]
) -> set[Fact]:
    """What can be where after the flows of the path, one by one; bonds and conversions cost nothing."""
    free = Models(models.item, tuple(h for h in models.hops if not h.flow), models.conversions)
    facts = spread(free, {(node, models.item) for node in starts}, sure)
    for flow in path:
        moved = {
            (hop.target, form)
            for hop in models.hops
            for form, answer in hop.carried.items()
            if hop.flow == flow and answer in sure and (hop.source, form) in facts
        }
        facts = spread(free, moved, sure)
    return facts


def stops_item(models: Models, flow: str) -> bool:
    """Whether the flow certainly does not carry the item itself ("" is some file that does not record it)."""
    answers = [h.carried[models.item] for h in models.hops if h.flow == flow and (h.flow or h.into)]
    return bool(answers) and (NO in answers if not flow else set(answers) == {NO})


def separates(models: Models, cut: Collection[str], starts: Collection[str], node: str) -> bool:
    """Whether nothing leads from the starts to the node once the flows of the cut are gone."""
    links = {
        (hop.source, hop.target)
        for hop in models.hops
        if not (hop.flow in cut and (hop.flow or (hop.into and hop.target not in starts)))
    }
    return all(node not in leads(links, start) for start in starts)
