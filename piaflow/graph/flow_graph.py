"""FlowGraph: the flows of one or several assessments as integers, each node under its label.

Nodes are numbered in the order of the models, edges in the order of their ids, so that what is found along them
does not depend on how a file is written. Besides the flows there are bonds (a file and the system that holds it,
each way), stores (from a file to the other systems that Ⅱ.6 keeps it in, who knows how much of it), uses (from a file to
the 部署 that work with it, who know as much), connections (Ⅰ.2③) by which nobody tells what goes, and open borders:
across documents, what ends inside a body that none of them looks into may go on from whatever another document knows
of that body. Where many lead to many so, hubs stand between, which are numbered behind the nodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from attrs import define, evolve, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.components import find_components
from piaflow.domain.flows import Flow
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Node, Party
from piaflow.errors import ChoiceNeededError, UnknownNameError, find_nearest
from piaflow.graph.connecting import Connected, find_connected
from piaflow.graph.handing import HandedOver, list_handed, list_handed_to
from piaflow.graph.hubs import Ways, is_hub_worth_it, lead, list_ranges, name_hub
from piaflow.graph.joining import Joined, join_nodes
from piaflow.graph.linking import find_linked
from piaflow.graph.using import find_users

T = TypeVar("T")


@frozen(eq=False)
class Edge:
    """What joins two labels: a flow, a bond of a file and its holder, an entry of Ⅱ, or else (model -1).

    Else are a store, a use, a connection, an open border and what leads to a hub.

    `file` is the file that the edge leads into: of a bond from its holder, of a flow into it, or of another file that may
    be the same. `held` is the file from which a bond leads to its holder. `handed` is what an entry hands over to the
    party that the edge leads to, whether an arrow is drawn or not; `is_same` says that an open border joins what may be
    one, `is_connection` that Ⅰ.2③ joins two systems and no flow does (by boxes that cannot be read where it `is_unread`),
    `is_use` that it leads from a file to who uses it. `sent` is a flow of a whole body, where the edge leaves a part of
    it that may be what sends, or a hub of these; or of a flow that `is_again`, where the edge leads to the twin of its
    target, as surely as the flow. By what `is_inward`, to a hub or from the hub before those to one of whom an entry hands
    something, everything goes on as it came.
    """

    id: str
    source: str
    target: str
    model: int
    flow: Flow | None = None
    file: File | None = None
    held: File | None = None
    handed: HandedOver | None = None
    is_same: bool = False
    sent: Flow | None = None
    is_connection: bool = False
    is_unread: bool = False
    is_use: bool = False
    is_inward: bool = False
    is_again: bool = False


@frozen
class Responsible:
    """Who answers for a node: the labels of the parties that are told to, and of those that possibly do.

    `owner` is the one that documents name most, of equals the first by its label. What they belong to answers as well
    (`FlowGraph.parts`).
    """

    owner: str = ""
    told: tuple[str, ...] = ()
    possibly: tuple[str, ...] = ()


@frozen
class Known:
    """What is known of a label without any trace: its owner, its other names, and whether it is a file."""

    owner: str
    aliases: tuple[str, ...]
    is_file: bool


Gathering = tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Where a party has what: its number, the nodes that it is told to answer for, itself among them, those that it possibly
does, and the numbers of what belongs to it."""


@define(frozen=True, eq=False)
class FlowGraph:
    """The joined graph. `labels[i]` names the nodes of model i; `nodes` gives back what a label stands for.

    `prefixes` says what the ids of flows begin with, per model: nothing for one, its document among several; `handed`
    what its entries hand to its own parties.
    `sources` and `targets` are the numbers of the ends of each edge, of `size` nodes and hubs in all; `alike` are
    parties of bodies that may be one by their name, group by group. `twins` are hubs, one for each node of a body that is
    called by a word for many: there is what the node has by its own documents, and not what it has only as it may be
    another. `worked_out` is room for what upper rooms make of the graph once.
    """

    models: tuple[Assessment, ...]
    labels: tuple[Mapping[str, str], ...]
    prefixes: tuple[str, ...]
    nodes: Mapping[str, tuple[tuple[int, Node], ...]]
    edges: tuple[Edge, ...]
    number: Mapping[str, int]
    sources: Sequence[int] = field(repr=False)
    targets: Sequence[int] = field(repr=False)
    size: int
    handed: tuple[tuple[HandedOver, ...], ...] = field(default=(), repr=False)
    alike: tuple[frozenset[str], ...] = ()
    twins: Mapping[int, int] = field(factory=dict, repr=False)
    worked_out: dict[str, Any] = field(factory=dict, repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The labels, in the order of their numbers."""
        return tuple(self.nodes)

    @cached_property
    def twin_of(self) -> Mapping[int, int]:
        """The node of each twin."""
        return {twin: node for node, twin in self.twins.items()}

    def is_hub(self, number: int) -> bool:
        """Whether a number is that of a hub."""
        return number >= len(self.nodes)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges that leave each label."""
        return self._by([edge.source for edge in self.edges])

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """The edges that lead to each label."""
        return self._by([edge.target for edge in self.edges])

    def _by(self, ends: Sequence[str]) -> Mapping[str, tuple[Edge, ...]]:
        found = group_by(zip(ends, self.edges, strict=True))
        return {label: found.get(label, ()) for label in self.nodes}

    @cached_property
    def flow_order(self) -> tuple[int, ...]:
        """The number of one edge of each flow, in the order of the models."""
        first = {
            edge.id: position
            for position, edge in enumerate(self.edges)
            if edge.flow is not None and edge.target == self._own_target(edge.model, edge.flow)
        }
        ids = (
            prefix + flow_id
            for prefix, model in zip(self.prefixes, self.models, strict=True)
            for flow_id in model.flow_ids
        )
        return tuple(first[flow_id] for flow_id in ids)

    def _own_target(self, model: int, flow: Flow) -> str:
        return self.labels[model][self.models[model].canonical(flow.target)]

    @cached_property
    def _called(self) -> Mapping[str, tuple[str, ...]]:
        """The labels of the nodes that bear each folded name, in whichever document, be it as an alias."""
        bearing: dict[str, dict[str, None]] = {}
        for label, found in self.nodes.items():
            for name in (label, *(name for _, node in found for name in (node.name, *node.aliases))):
                bearing.setdefault(fold(name), {})[label] = None
        return {name: tuple(labels) for name, labels in bearing.items()}

    def label(self, name: str) -> str:
        """Return the label of a node name, alias or label, however it is typed.

        Raises UnknownNameError, or ChoiceNeededError where several documents call different nodes so.
        """
        if name in self.nodes:
            return name
        found = self._called.get(fold(name), ())
        if not found:
            nearest = find_nearest(name, self.nodes) or find_nearest(name, self._called)
            raise UnknownNameError("名前", name, nearest)
        if len(found) > 1:
            raise ChoiceNeededError(f"「{name}」は文書によって別のものです", found)
        return found[0]

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """What is known of each label; its other names are all that a model has for it."""
        return {
            label: Known(
                self.responsible[label].owner,
                tuple(
                    dict.fromkeys(
                        name for _, node in found for name in (node.name, *node.aliases) if name != label
                    )
                ),
                any(isinstance(node, File) for _, node in found),
            )
            for label, found in self.nodes.items()
        }

    @cached_property
    def responsible(self) -> Mapping[str, Responsible]:
        """Who answers for each label; what one document leaves open stays open whatever another tells."""
        return {label: self._responsible(found) for label, found in self.nodes.items()}

    def _responsible(self, found: Iterable[tuple[int, Node]]) -> Responsible:
        owners: Counter[str] = Counter()
        told: dict[str, None] = {}
        possibly: dict[str, None] = {}
        for index, node in found:
            who = self.models[index].responsible(node.name)
            owners.update([self.labels[index][who.told]] if who.told else [])
            labels = self.labels[index]
            told.update({labels[who.told]: None} if who.told else {})
            possibly.update(
                dict.fromkeys(labels[self.models[index].canonical(name)] for name in who.possibly)
            )
        owner = min(owners, key=lambda label: (-owners[label], label), default="")
        return Responsible(owner, tuple(told), tuple(party for party in possibly if party not in told))

    @cached_property
    def answering(self) -> Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]:
        """What each party by itself answers for, itself first: the nodes that it is told to, those that it possibly does."""
        told: dict[str, list[int]] = {party: [self.number[party]] for party in self.parties}
        possibly: dict[str, list[int]] = {party: [] for party in self.parties}
        for label, who in self.responsible.items():
            for party in who.told:
                if party != label:
                    told[party].append(self.number[label])
            for party in who.possibly:
                possibly[party].append(self.number[label])
        return {party: (tuple(told[party]), tuple(possibly[party])) for party in self.parties}

    @cached_property
    def gathering(self) -> tuple[Gathering, ...]:
        """The parties that have more than what is at themselves: of each where it has what, parts before wholes."""
        every = self.gather(self.parties)
        return tuple(found for found in every if len(found[1]) > 1 or found[2] or found[3])

    def gather(self, parties: Iterable[str], known: Container[int] = ()) -> Iterator[Gathering]:
        """Yield where each party has what, and so all that belongs to it, before it; but not those that are `known`."""
        done = set[str]()
        waiting = [*parties]
        while waiting:
            here = waiting[-1]
            parts = () if here in self.in_circles else self.parts.get(here, ())
            number = self.number[here]
            if here in done or number in known:
                waiting.pop()
            elif missing := [p for p in parts if p not in done and self.number[p] not in known]:
                waiting += missing
            else:
                done.add(waiting.pop())
                told, possibly = self.list_answered(here) if here in self.in_circles else self.answering[here]
                yield number, told, possibly, tuple(map(self.number.__getitem__, parts))

    @cached_property
    def wholes(self) -> Mapping[str, tuple[str, ...]]:
        """What each party belongs to by some document: a 係 to its 課."""
        found: dict[str, dict[str, None]] = {}
        for model, labels in zip(self.models, self.labels, strict=True):
            for party in model.parties:
                if party.body and labels[model.canonical(party.body)] != labels[party.name]:
                    found.setdefault(labels[party.name], {})[labels[model.canonical(party.body)]] = None
        return {party: tuple(above) for party, above in found.items()}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """What belongs to each party: what a 係 has, its 課 has."""
        found: dict[str, list[str]] = {}
        for party, above in self.wholes.items():
            for whole in above:
                found.setdefault(whole, []).append(party)
        return {whole: tuple(parts) for whole, parts in found.items()}

    @cached_property
    def in_circles(self) -> frozenset[str]:
        """The parties that belong to themselves in the end, and what is above or behind them."""
        return frozenset(_find_left(self.parties, self.wholes, self.parts))

    @cached_property
    def institutions(self) -> Mapping[str, frozenset[str]]:
        """What each party belongs to in the end; of a circle all that belong to it."""
        found: dict[str, frozenset[str]] = {}
        for party in self.parties:
            waiting = [party]
            while waiting:
                here = waiting[-1]
                above = self.wholes.get(here, ())
                if here in self.in_circles:
                    found[here] = frozenset(list_all(here, self.wholes))
                if here in found:
                    waiting.pop()
                elif missing := [whole for whole in above if whole not in found]:
                    waiting += missing
                else:
                    found[here] = frozenset[str]().union(*map(found.__getitem__, above)) or frozenset({here})
        return found

    def list_answered(self, party: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return what a party and all that belongs to it answers for: the party first, the others in their order."""
        own = self.number[party]
        each = [self.answering[part] for part in list_all(party, self.parts)]
        told = {node for nodes, _ in each for node in nodes} - {own}
        possibly = {node for _, nodes in each for node in nodes} - told - {own}
        return (own, *sorted(told)), tuple(sorted(possibly))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The labels that stand for parties."""
        return tuple(
            label for label, found in self.nodes.items() if any(isinstance(node, Party) for _, node in found)
        )


def list_all(party: str, leads: Mapping[str, Iterable[str]]) -> list[str]:
    """Return a party and all that it leads to, in however many steps."""
    found = {party: None}
    queue = [party]
    for here in queue:
        new = [there for there in leads.get(here, ()) if there not in found]
        found.update(dict.fromkeys(new))
        queue += new
    return list(found)


def _find_left(
    parties: Iterable[str], wholes: Mapping[str, Sequence[str]], parts: Mapping[str, Sequence[str]]
) -> set[str]:
    """Return the parties that stay where those without parts left are taken away again and again (Kahn 1962)."""
    left = set(parties)
    waiting = {party: len(parts.get(party, ())) for party in left}
    queue = [party for party in left if not waiting[party]]
    for party in queue:
        left.discard(party)
        for whole in wholes.get(party, ()):
            waiting[whole] -= 1
            if not waiting[whole]:
                queue.append(whole)
    return left


_KEPT = 8
_recent: dict[tuple[int, ...], FlowGraph] = {}


def graph_of(models: Sequence[Assessment]) -> FlowGraph:
    """Return the graph of these very models, built once: the last few that were asked for are kept.

    A graph holds its models, so that an identity stands for the same model as long as the graph is kept.
    """
    key = tuple(map(id, models))
    found = _recent.pop(key, None) or build_graph(models)
    _recent[key] = found
    while len(_recent) > _KEPT:
        del _recent[next(iter(_recent))]
    return found


def build_graph(models: Sequence[Assessment]) -> FlowGraph:
    """Return the graph of the flows of all models, their nodes joined on body and canonical name.

    With several models a flow's id begins with `評価実施機関 事務: `.
    """
    joined = join_nodes(models)
    nodes: dict[str, list[tuple[int, Node]]] = {}
    edges: list[Edge] = []
    prefixes = [f"{title}: " for title in joined.titles] if len(models) > 1 else [""]
    handed_over = tuple(tuple(list_handed(model)) for model in models)
    for index, (model, names) in enumerate(zip(models, joined.labels, strict=True)):
        for node in model.nodes:
            nodes.setdefault(names[node.name], []).append((index, node))
        edges.extend(_edges(index, model, names, prefixes[index]))
        edges.extend(_hand_over(index, model, names, joined.titles[index], handed_over[index]))
        others = joined.recipients[index]
        edges.extend(
            Edge("", names[handed.declared.file], others[party], index, handed=handed)
            for handed in list_handed_to(model, others)
            for party in handed.parties
        )
    for index, perhaps in enumerate(joined.perhaps):
        edges.extend(
            Edge("", joined.labels[index][handed.declared.file], label, index, handed=handed)
            for handed in list_handed_to(models[index], perhaps, is_told=False)
            for party in handed.parties
            for label in perhaps[party]
        )
    members = _find_members(joined)
    touched = _find_touched(models, joined.labels)
    if len(models) > 1:
        edges.extend(_borders(models, joined, edges, members))
        edges.extend(_link_documents(models, joined.labels, touched))
    for model, names, title in zip(models, joined.labels, joined.titles, strict=True):
        edges.extend(_stores_of(model, names))
        edges.extend(_connections_of(model, names, title, touched))
        edges.extend(_uses_of(model, names, title))
    callers = _find_callers(joined, members) if len(models) > 1 else {}
    if callers:
        edges += [*_lead_to_twins(models, joined, edges, callers), *_lead_on(models, joined, members)]
    edges.extend(_hand_to_meant(models, joined, members))
    edges.extend(_join_alike(models, joined))
    edges.sort(key=lambda edge: (edge.id, edge.source, edge.target))
    number = {label: i for i, label in enumerate(nodes)}
    ends = (end for edge in edges for end in (edge.source, edge.target))
    hubs = dict.fromkeys(end for end in ends if end not in number)
    numbers = number | {hub: i for i, hub in enumerate(hubs, len(number))}
    return FlowGraph(
        models=tuple(models),
        labels=joined.labels,
        prefixes=tuple(prefixes),
        handed=handed_over,
        nodes={label: tuple(found) for label, found in nodes.items()},
        edges=tuple(edges),
        number=number,
        sources=[numbers[edge.source] for edge in edges],
        targets=[numbers[edge.target] for edge in edges],
        size=len(numbers),
        alike=tuple(_alike_parties(joined, members, nodes)) if len(models) > 1 else (),
        twins={numbers[label]: numbers[_name_twin(label)] for label in callers},
    )


def _edges(index: int, model: Assessment, labels: Mapping[str, str], prefix: str) -> Iterator[Edge]:
    files = {file.name: file for file in model.files}
    for flow_id, flow in model.flows_by_id.items():
        source, target = model.canonical(flow.source), model.canonical(flow.target)
        yield Edge(prefix + flow_id, labels[source], labels[target], index, flow, files.get(target))
        if _stores(model, flow, source, target):
            into = model.canonical(flow.file)
            yield Edge(prefix + flow_id, labels[source], labels[into], index, flow, files[into])
    for file in model.files:
        holder = labels[model.canonical(file.holder)]
        yield Edge("", labels[file.name], holder, index, held=file)
        yield Edge("", holder, labels[file.name], index, file=file)


def _hand_over(
    index: int, model: Assessment, labels: Mapping[str, str], title: str, handed_over: Iterable[HandedOver]
) -> Iterator[Edge]:
    """From each file and system that entries are of to their parties; to one of many by a hub before these."""
    for number, (parties, those) in enumerate(group_by((h.parties, h) for h in handed_over).items()):
        given = [(handed.declared.file, handed) for handed in those]
        given += [(system, evolve(h, is_told=False)) for h in those for system in h.systems]
        ends = sorted({labels[party] for party in parties})
        if len(ends) > 1 and is_hub_worth_it(len(given), len(ends)):
            hub = name_hub(f"handed {title}", number)
            yield from (Edge("", hub, party, index, is_inward=True) for party in ends)
            ends = [hub]
        for name, handed in given:
            source = labels[model.canonical(name)]
            yield from (Edge("", source, end, index, handed=handed) for end in ends)


def _stores_of(model: Assessment, labels: Mapping[str, str]) -> Iterator[Edge]:
    """From each file to what it is kept in besides its holder."""
    for file in model.files:
        for system in {model.canonical(name) for name in file.storage.systems} - {
            model.canonical(file.holder)
        }:
            yield Edge("", labels[file.name], labels[system], -1)


def _uses_of(model: Assessment, labels: Mapping[str, str], title: str) -> Iterator[Edge]:
    """From each file to who uses it; from many to many by a hub before these."""
    for number, (files, users) in enumerate(find_users(model)):
        sources = [labels[file] for file in files]
        if len(users) > 1 and is_hub_worth_it(len(files), len(users)):
            hub = name_hub(f"used {title}", number)
            yield from _go_inward((file, hub) for file in sources)
            sources = [hub]
        yield from (Edge("", source, labels[user], -1, is_use=True) for source in sources for user in users)


def _find_touched(models: Sequence[Assessment], labels: Sequence[Mapping[str, str]]) -> set[str]:
    """The systems to or from which, or their files, a flow of some document leads."""
    return {
        names[model.holder(end)]
        for model, names in zip(models, labels, strict=True)
        for flow in model.flows
        for end in (flow.source, flow.target, flow.file)
        if end
    }


def _connections_of(
    model: Assessment, labels: Mapping[str, str], title: str, touched: Container[str]
) -> Iterator[Edge]:
    """Both ways between systems that Ⅰ.2③ joins and no flow does, who knows with what, to what flows touch.

    A box that cannot be read may join them too. What gets to a system that no flow touches nobody knows, whatever is
    ticked; what is there may go on by it.
    """
    for connected in find_connected(model, title, lambda name: labels[name] in touched):
        yield from _connect(connected, labels)


def _link_documents(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]], touched: Container[str]
) -> Iterator[Edge]:
    """Between what 庁内連携システム links in two documents of one 団体, to what flows touch."""
    for linked in find_linked(models, labels, touched):
        yield from _connect(linked, {})


def _connect(connected: Connected, labels: Mapping[str, str]) -> Iterator[Edge]:
    """From systems to those that boxes join them with, by themselves or by hubs; `labels` where they bear their own names."""
    yield from _go_inward((labels.get(name, name), hub) for name, hub in connected.ways.inward)
    for name, at in connected.ways.ends:
        source, target = (labels.get(end, end) for end in (name, connected.targets[at]))
        yield Edge("", source, target, -1, is_connection=True, is_unread=connected.is_unread)


def _both_ways(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return pairs | {(other, one) for one, other in pairs}


def _stores(model: Assessment, flow: Flow, source: str, target: str) -> bool:
    """A flow that names a file stores into it where the file's holder is the one that receives."""
    if not flow.file or model.canonical(flow.file) in (source, target):
        return False
    return model.holder(flow.file) == model.holder(target)


Members = Mapping[str, Mapping[str, None]]
"""The labels of what each body answers for, or may."""


def _borders(
    models: Sequence[Assessment], joined: Joined, edges: Sequence[Edge], members: Members
) -> Iterator[Edge]:
    """Where one document ends inside a body that it does not assess, another may know how it goes on there.

    What one of several bodies has that may be one, each of them may have; and so what one of several systems has.
    """
    files = _list_files(models, joined)
    yield from _open_borders(models, joined, edges, members, set(files))
    assessing = {bodies[m.assessor.name][0] for m, bodies in zip(models, joined.bodies, strict=True)}
    sending = {edge.source for edge in edges if edge.flow is not None}
    for alike in joined.alike:
        middle = joined.parties[alike.middle]

        def list_members(bodies: Iterable[str], middle: str = middle) -> set[str]:
            return {label for body in bodies for label in members[body]} - files.keys() - {middle}

        is_sent_on = alike.is_hired and middle in sending
        heard = alike.meant if is_sent_on else alike.meant & assessing | alike.named_beside
        yield from (Edge("", label, middle, -1, is_same=True) for label in list_members(alike.bodies | heard))
        yield from (Edge("", middle, label, -1, is_same=True) for label in list_members(alike.bodies))
    yield from _go_inward(joined.same.inward)


def _find_callers(joined: Joined, members: Members) -> dict[str, set[str]]:
    """Return the labels of what bodies called by words for many answer for, or may, each with these bodies."""
    found: dict[str, set[str]] = {}
    for body in {body for alike in joined.alike if alike.is_word for body in alike.bodies}:
        for label in members[body]:
            found.setdefault(label, set()).add(body)
    return found


def _lead_to_twins(
    models: Sequence[Assessment], joined: Joined, edges: Sequence[Edge], callers: Mapping[str, set[str]]
) -> Iterator[Edge]:
    """To the twin of each node all that documents lead to it from elsewhere than its own body, and what it makes itself."""
    within = {**callers, **_tell_hubs(joined, edges, callers)}
    for edge in edges:
        whose = callers.get(edge.target)
        is_bond = edge.held or (edge.file and not (edge.flow or edge.sent)) or edge.is_same
        if whose and not (is_bond or whose <= within.get(edge.source, set())):
            yield _lead_to(edge, _name_twin(edge.target))
    for model, labels in zip(models, joined.labels, strict=True):
        for label in {labels[model.canonical(conversion.at)] for conversion in model.conversions}:
            if label in callers:
                yield Edge("", label, _name_twin(label), -1, is_same=True)


def _tell_hubs(joined: Joined, edges: Iterable[Edge], callers: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the bodies that all that leads to each hub is of, be it by other hubs."""
    nodes = {label for labels in joined.labels for label in labels.values()}
    before = group_by((edge.target, edge.source) for edge in edges if edge.target not in nodes)
    found: dict[str, set[str]] = {}
    for hub in chain.from_iterable(find_components(before)):
        found[hub] = set.intersection(*(found.get(end) or callers.get(end, set()) for end in before[hub]))
    return found


def _lead_on(models: Sequence[Assessment], joined: Joined, members: Members) -> Iterator[Edge]:
    """From the twins of what words for many stand for to all that those have whom they may mean, by a hub for each word.

    A word means one of them: so it hands nothing on that it has only as it may be another of them.
    """
    files = _list_files(models, joined)
    words = (alike for alike in joined.alike if alike.is_word)
    for place, alike in enumerate(
        sorted(words, key=lambda w: (w.middle, sorted(w.meant), sorted(w.telling)))
    ):
        hub = name_hub("meant", place)
        those = {label for body in alike.meant for label in members[body]} - files.keys()
        those.update(map(joined.parties.__getitem__, alike.telling))
        speaking = dict.fromkeys(label for body in alike.bodies for label in members[body])
        yield from _go_inward((_name_twin(label), hub) for label in speaking)
        yield from (Edge("", hub, label, -1, is_same=True) for label in those)


def _name_twin(label: str) -> str:
    return name_hub("twin", label)


def _lead_to(edge: Edge, twin: str) -> Edge:
    """The edge to the twin of what it leads to, no flow of its own: of the two a flow has one."""
    if edge.flow is not None:
        return evolve(edge, target=twin, flow=None, sent=edge.flow, is_again=True)
    return evolve(edge, target=twin, is_connection=False, is_use=False)


def _join_alike(models: Sequence[Assessment], joined: Joined) -> Iterator[Edge]:
    """Both ways between what may be one; into a file as far as that may record it."""
    files = _list_files(models, joined)
    anywhere = {(middle, label) for middle, others in joined.anywhere for label in others}
    same = {*joined.same.ends, *_both_ways({*joined.pairs, *joined.offices, *anywhere})}
    return (
        Edge("", source, target, index, file=file, is_same=True)
        for source, target in same
        for index, file in files.get(target, ((-1, None),))
    )


def _list_files(models: Sequence[Assessment], joined: Joined) -> Mapping[str, Sequence[tuple[int, File]]]:
    """The files of each label, with the numbers of their documents."""
    return group_by(
        (names[file.name], (index, file))
        for index, (model, names) in enumerate(zip(models, joined.labels, strict=True))
        for file in model.files
    )


def _hand_to_meant(models: Sequence[Assessment], joined: Joined, members: Members) -> Iterator[Edge]:
    """From each file to all that those answer for, or may, whom a printed name of a 提供先 may mean, by a hub.

    Names that may mean the same share one. To those of whom a document of their own tells how it goes on it leads alone.
    """
    first: dict[object, str] = {}
    hubs = {
        (meant.index, meant.name): first.setdefault(
            (meant.ranges, meant.telling), name_hub(joined.titles[meant.index], meant.name)
        )
        for meant in sorted(joined.meant, key=lambda meant: (joined.titles[meant.index], meant.name))
    }
    named = group_by(hubs)
    for index, names in named.items():
        for handed in list_handed_to(models[index], names, is_told=False):
            file = joined.labels[index][handed.declared.file]
            yield from (Edge("", file, hubs[index, name], index, handed=handed) for name in handed.parties)
    files = _list_files(models, joined)
    parts = [[label for label in members.get(key, ()) if label not in files] for key in joined.keys]
    parts += [[joined.parties[key]] for key in joined.keys]
    behind = len(joined.keys)
    ranges = {
        hubs[meant.index, meant.name]: (*meant.ranges, *((a + behind, b + behind) for a, b in meant.telling))
        for meant in joined.meant
    }
    ways = lead("printed", ranges, list(map(len, parts)))
    yield from _go_inward(ways.inward)
    yield from (
        Edge("", hub, label, -1, is_inward=True) for hub, place in ways.ends for label in parts[place]
    )


def _go_inward(inward: Iterable[tuple[str, str]]) -> Iterator[Edge]:
    return (Edge("", source, hub, -1, is_inward=True) for source, hub in inward)


def _alike_parties(
    joined: Joined, members: Members, nodes: Mapping[str, Sequence[tuple[int, Node]]]
) -> Iterator[frozenset[str]]:
    """The parties of bodies that may be one by their name, group by group."""
    for bodies in (alike.bodies for alike in joined.alike if not alike.is_word):
        labels = {label for body in bodies for label in members[body]}
        yield frozenset(label for label in labels if any(isinstance(n, Party) for _, n in nodes[label]))


def _find_members(joined: Joined) -> Members:
    members: dict[str, dict[str, None]] = {}
    for names, bodies in zip(joined.labels, joined.bodies, strict=True):
        for name, answering in bodies.items():
            for body in answering:
                members.setdefault(body, {})[names[name]] = None
    return members


def _open_borders(
    models: Sequence[Assessment], joined: Joined, edges: Sequence[Edge], members: Members, files: set[str]
) -> Iterator[Edge]:
    """From each end inside a body to all that other documents know of the body.

    A document speaks of a node where its flows, bonds or entries touch it; one that none touches is known where it is
    named. What one document leads to a body as a whole, or to an office of it or what it is an office of, may be at each
    part of it that the document does not know, whatever leads out of the body there; and what such a document lets the
    body send may come from there. Only the documents of the body itself tell it by its parts.
    """
    spoken_of = _find_speaking(joined, edges)
    leading: dict[str, list[Edge]] = {}
    leaving: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.flow is not None:
            leaving.setdefault(edge.source, []).append(edge)
        if edge.flow is not None or edge.handed is not None or edge.is_inward:
            leading.setdefault(edge.target, []).append(edge)
    assessed = (bodies[m.assessor.name][0] for m, bodies in zip(models, joined.bodies, strict=True))
    own = group_by((body, index) for index, body in enumerate(assessed))
    offices = group_by(sorted(_both_ways({*joined.offices})))
    for body, here in members.items():
        known = {label: spoken_of[label] for label in here}
        inside = set(own.get(body, ()))
        whole = joined.parties[body]
        parts = {label: where for label, where in known.items() if label not in files}
        ends = {label: where for label, where in known.items() if label not in leaving and not where & inside}
        yield from _go_on(body, ends, parts, joined.titles) if ends else ()
        parts.pop(whole, None)
        led = (edge for label in (whole, *offices.get(whole, ())) for edge in leading.get(label, ()))
        outside = {edge.model for edge in led} - inside
        unknown = (label for label, where in parts.items() if outside - where)
        yield from (Edge("", whole, label, -1) for label in unknown)
        sent = group_by((edge.model, edge) for edge in leaving.get(whole, ()) if edge.model not in inside)
        yield from _send(body, parts, sent, joined.titles) if sent else ()


def _go_on(
    body: str, ends: Mapping[str, set[int]], parts: Mapping[str, set[int]], titles: Sequence[str]
) -> Iterator[Edge]:
    """From each end to the parts of which a document speaks that does not speak of the end."""
    told = group_by((index, label) for label, where in parts.items() for index in where)
    ways, onward = _lead_elsewhere(f"on {body}", ends, told, titles)
    yield from _go_inward(ways.inward)
    yield from (Edge("", source, label, -1) for source, label in dict.fromkeys(onward))


def _send(
    body: str, parts: Mapping[str, set[int]], sent: Mapping[int, Sequence[Edge]], titles: Sequence[str]
) -> Iterator[Edge]:
    """From each part to where a document lets the body send that does not speak of the part."""
    ways, onward = _lead_elsewhere(f"sent {body}", parts, sent, titles)
    yield from _go_inward(ways.inward)
    yield from (evolve(edge, source=source, flow=None, sent=edge.flow) for source, edge in onward)


def _lead_elsewhere(
    name: str, spoken_of: Mapping[str, set[int]], told: Mapping[int, Sequence[T]], titles: Sequence[str]
) -> tuple[Ways, list[tuple[str, T]]]:
    """Return how each label is led to what is told by the documents that do not speak of it, and the last steps there."""
    documents = sorted(told, key=titles.__getitem__)
    place = {index: i for i, index in enumerate(documents)}
    ranges = {
        label: list_ranges([(0, len(documents))], map(place.__getitem__, where & place.keys()))
        for label, where in spoken_of.items()
    }
    ways = lead(name, ranges, [len(told[index]) for index in documents])
    return ways, [(source, thing) for source, at in ways.ends for thing in told[documents[at]]]


def _find_speaking(joined: Joined, edges: Sequence[Edge]) -> dict[str, set[int]]:
    """The documents that speak of each node; those that name it where none does."""
    named_in: dict[str, set[int]] = {}
    for index, names in enumerate(joined.labels):
        for label in names.values():
            named_in.setdefault(label, set()).add(index)
    told_in: dict[str, set[int]] = {}
    for edge in edges:
        for label in (edge.source, edge.target):
            told_in.setdefault(label, set()).add(edge.model)
    return named_in | told_in
