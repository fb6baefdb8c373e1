"""The index of a graph: what the flows, files and nodes of all its models say of items, read once into integers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind, PartyKind
from piaflow.domain.grouping import group_by
from piaflow.domain.items import CODE, IDENTIFIERS, NUMBER, Vocabulary
from piaflow.domain.nodes import Node, Party, System
from piaflow.graph.flow_graph import Edge, FlowGraph
from piaflow.trace.carriage import (
    Sayings,
    find_handed,
    hear_file,
    hear_flow,
    hear_handed,
    hear_held,
    hear_into_file,
    hear_kept,
)
from piaflow.trace.index import (
    CARRYING,
    CERTAIN,
    ETC,
    INSIDE,
    INWARD,
    NOTHING,
    OPEN,
    SAME,
    STATED,
    Given,
    Handed,
    HandedTo,
    Index,
    Postings,
)
from piaflow.trace.kernel import LARGE
from piaflow.trace.meanings import Items
from piaflow.trace.spread import forms_of

_PRIVATE = (PartyKind.PERSON, PartyKind.DEPARTMENT, PartyKind.COMPANY, PartyKind.CONTRACTOR)


def index_of(graph: FlowGraph) -> Index:
    """Return the index of a graph, made once."""
    if "index" not in graph.worked_out:
        graph.worked_out["index"] = index = _build(graph)
        # the same whatever the item: no trace is to wait for it
        _ = graph.names, graph.gathering, index.by_document, index.beside_bonds, index.files, index.personal
        _ = (
            index.circle_of,
            index.makers,
            index.becomes,
            index.listing,
            index.called_alike,
            index.house_number,
            index.handed.tells_systems,
        )
        # one identifier becomes others: whoever asks for one follows most of them, in a small graph edge by edge
        for item in index.identifiers if len(graph.edges) < LARGE else ():
            _ = index.going(item), index.holders(item), forms_of(index, item).going
            _ = index.strangers(item, is_sure=False), index.strangers(item, is_sure=True)
    found: Index = graph.worked_out["index"]
    return found


def _build(graph: FlowGraph) -> Index:
    items = Items([model.vocabulary for model in graph.models])
    rest = bytearray()
    postings: tuple[Postings, ...] = ({}, {}, {}, {}, {})
    for e, (how, told) in enumerate(_hear_all(graph, items)):
        rest.append(how)
        for item, said in told.items():
            postings[said].setdefault(item, []).append(e)
    outgoing: list[list[int]] = [[] for _ in range(graph.size)]
    incoming: list[list[int]] = [[] for _ in range(graph.size)]
    for e, (source, target) in enumerate(zip(graph.sources, graph.targets, strict=True)):
        outgoing[source].append(e)
        incoming[target].append(e)
    stated, doubtful, opened, by_etc, denied = postings
    makes = _conversions(graph, items)
    return Index(
        graph=graph,
        items=items,
        rest=rest,
        acquisitions=[
            e for e, edge in enumerate(graph.edges) if edge.flow and edge.flow.kind is FlowKind.ACQUISITION
        ],
        first=list(_find_first(graph)),
        stated=stated,
        doubtful=doubtful,
        opened=opened,
        by_etc=by_etc,
        denied=denied,
        makes=makes,
        made_of=_turned_round(makes),
        persons=frozenset(
            i for i, found in enumerate(graph.nodes.values()) if any(_is_person(one) for _, one in found)
        ),
        departments=frozenset(
            i for i, found in enumerate(graph.nodes.values()) if all(_is_department(one) for _, one in found)
        ),
        ignorant=_ignorant(graph, items, stated),
        knowing=_knowing(graph, items),
        is_flow=bytearray(edge.flow is not None for edge in graph.edges),
        records=[
            e
            for e, edge in enumerate(graph.edges)
            if edge.file and not (edge.flow or edge.sent or edge.is_same)
        ],
        bonds=[e for e, how in enumerate(rest) if how == CERTAIN],
        borders=[
            e
            for e, edge in enumerate(graph.edges)
            if edge.model < 0 or edge.handed or edge.sent or edge.is_same or edge.is_inward
        ],
        unlisted=list(_find_unlisted(graph)),
        outgoing=outgoing,
        incoming=incoming,
        identifiers=frozenset(n for n in map(items.standard, IDENTIFIERS) if n is not None),
        number=items.standard(NUMBER),
        code=items.standard(CODE),
        untold=frozenset(_find_untold(graph)),
        handed=_handed(graph),
    )


def _find_unlisted(graph: FlowGraph) -> Iterator[int]:
    """Yield the flows without items that begin at what their document tells whole."""
    is_whole = cache(lambda model, name: _is_told_whole(graph.models[model], name))
    for e, edge in enumerate(graph.edges):
        flow = edge.flow or edge.sent
        words = graph.models[edge.model].vocabulary
        if flow and not words.names_items(flow.items.names) and is_whole(edge.model, flow.source):
            yield e


def _is_told_whole(model: Assessment, name: str) -> bool:
    """Whether a node keeps nothing of the body that the files of Ⅰ.3 do not tell.

    A system of Ⅰ.2, a terminal, a medium, a 部署, whoever is private: where nobody but they and the body may answer.
    """
    node, who = model.node(name), model.responsible(name)
    if isinstance(node, System) and not node.number and node.kind not in CARRYING:
        return False
    owners = [owner for owner in (who.told, *who.possibly) if owner]
    parties = map(model.node, (*owners, *map(model.institution, owners)))
    return all(
        isinstance(party, Party) and (party is model.assessor or party.kind in _PRIVATE) for party in parties
    )


def _find_untold(graph: FlowGraph) -> Iterator[int]:
    """Yield the systems that some document names without a flow to or from them or their files."""
    for model, labels in zip(graph.models, graph.labels, strict=True):
        named = {end for flow in model.flows for end in (flow.source, flow.target, flow.file) if end}
        touched = set(map(model.holder, named))
        yield from (graph.number[labels[one.name]] for one in model.systems if one.name not in touched)


def _find_first(graph: FlowGraph) -> Iterator[int]:
    """Yield the flows from systems and 部署 to which nothing leads in their document: what they have it does not tell.

    A terminal and a medium have what was put in.
    """
    unfed = [frozenset(_list_unfed(model)) for model in graph.models]
    yield from (
        e for e, edge in enumerate(graph.edges) if edge.flow and edge.flow.source in unfed[edge.model]
    )


def _list_unfed(model: Assessment) -> Iterator[str]:
    """Yield the names, all of them, under which a flow may begin at such a node."""
    fed = {model.canonical(flow.target) for flow in model.flows}
    fed.update(model.canonical(name) for file in model.files for name in (file.holder, *file.storage.systems))
    nodes: list[Node] = [*model.systems, *filter(_is_department, model.parties)]
    for node in nodes:
        is_carrying = isinstance(node, System) and node.kind in CARRYING
        if not is_carrying and node.name not in fed:
            yield from (node.name, *node.aliases)


def _is_person(node: object) -> bool:
    return isinstance(node, Party) and node.kind is PartyKind.PERSON


def _is_department(node: object) -> bool:
    return isinstance(node, Party) and node.kind is PartyKind.DEPARTMENT


_DOUBTFUL = 1
"""The place of what is doubted among the postings."""

Heard = tuple[int, dict[int, int]]
"""How an edge takes along what it does not name; and per item it names, in which of the postings it stands."""


def _hear_all(graph: FlowGraph, items: Items) -> Iterator[Heard]:
    """Yield what each edge says; what is said alike in one model is worked out once."""
    flows: dict[object, Sayings] = {}
    files: dict[object, Sayings] = {}
    heard: dict[object, Heard] = {}
    named = cache(lambda model, name: _name(items, graph.models[model].vocabulary, name))
    for edge in graph.edges:
        if edge.held is not None:
            model = graph.models[edge.model]
            held = hear_held(edge.held, model.node(edge.held.holder), model.vocabulary)
            yield CERTAIN, _told(held, partial(named, edge.model))
            continue
        of_file = (edge.model, edge.file.name) if edge.file is not None else None
        of_flow = None
        if (f := edge.flow or edge.sent) is not None:
            of_flow = (edge.model, f.items.names, f.items.complete, f.excludes, f.specific, bool(f.declared))
        given = edge.handed
        of_entry = (edge.model, given.entry.items, given.how) if given else None
        how = edge.is_same, edge.is_inward, bool(edge.sent), edge.is_again
        key = (edge.model < 0, how, of_file, of_flow, of_entry)
        if key not in heard:
            said = None
            if given is not None:
                said = hear_handed(given, graph.models[edge.model].vocabulary)
            if edge.file is not None:
                hear, about = (hear_kept if f is None else hear_file), (of_file, f is None)
                if about not in files:
                    files[about] = hear(edge.file, graph.models[edge.model].vocabulary)
                said = files[about]
            if f is not None:
                if of_flow not in flows:
                    flows[of_flow] = hear_flow(f, graph.models[edge.model].vocabulary)
                said = flows[of_flow] if said is None else hear_into_file(flows[of_flow], said)
            is_sure = edge.is_again or not (edge.sent or edge.is_same)
            heard[key] = (
                _rest(edge, said),
                _told(said if is_sure else _doubt(said), partial(named, edge.model)),
            )
        yield heard[key]


def _doubt(said: Sayings | None) -> Sayings | None:
    """Return the same of an edge of which nothing is certain."""
    return said and evolve(said, stated=frozenset(), doubtful=said.doubtful | said.stated)


Named = tuple[int | None, frozenset[int]]
"""What a name is in a model, and what it may be as well as others mean it."""


def _name(items: Items, words: Vocabulary, name: str) -> Named:
    return items.number(words, name), items.mistaken(words, name)


def _told(said: Sayings | None, named: Callable[[str], Named]) -> dict[int, int]:
    """Of a group and what is in it several things may be said: of these the stronger holds, and so comes last.

    What others mean by a name that stands there may be there as well.
    """
    if said is None:
        return {}
    open_, etc = (said.likely, said.listless) if said.is_list else (said.likely | said.listless, frozenset())
    by_strength = (said.stated, said.doubtful, open_, etc, said.denied)
    found: dict[int, int] = {}
    for posting, names in reversed([*enumerate(by_strength)]):
        every = [named(name) for name in names]
        if names is not said.denied:
            found.update((other, max(posting, _DOUBTFUL)) for _, others in every for other in others)
        found.update((item, posting) for item, _ in every if item is not None)
    return found


def _rest(edge: Edge, said: Sayings | None) -> int:
    if said is None:
        return SAME if edge.is_same else INWARD if edge.is_inward else OPEN
    if edge.handed is not None and edge.handed.extent is not Extent.PART:
        is_all = edge.handed.extent is Extent.WHOLE and edge.handed.is_told
        return STATED if is_all and not said.complete else OPEN
    if said.complete:
        return NOTHING
    if edge.handed is not None:
        return INSIDE if said.is_list else OPEN
    return ETC if said.is_list and (edge.flow or edge.sent) else OPEN


def _conversions(graph: FlowGraph, items: Items) -> dict[int, dict[int, list[tuple[int, bool]]]]:
    """What becomes what at each node. Out of one member of a group the conversion of the group is not certain."""
    found: dict[int, dict[int, dict[int, bool]]] = {}
    for model, labels in zip(graph.models, graph.labels, strict=True):
        for conversion in model.conversions:
            node = graph.number[labels[model.canonical(conversion.at)]]
            parts, may_be = _parts(items, model.vocabulary, conversion.source)
            leaves, may_become = _parts(items, model.vocabulary, conversion.target)
            for part in (*parts, *may_be):
                made = found.setdefault(part, {}).setdefault(node, {})
                for leaf in (*leaves, *may_become):
                    if leaf != part:
                        is_sure = len(parts) == 1 and part in parts and leaf in leaves
                        made[leaf] = made.get(leaf, False) or is_sure
    return {item: {node: sorted(made.items()) for node, made in at.items()} for item, at in found.items()}


def _turned_round(
    makes: dict[int, dict[int, list[tuple[int, bool]]]],
) -> dict[int, dict[int, dict[int, bool]]]:
    found: dict[int, dict[int, dict[int, bool]]] = {}
    for source, at in makes.items():
        for node, made in at.items():
            for target, certain in made:
                found.setdefault(target, {}).setdefault(source, {})[node] = certain
    return found


def _ignorant(
    graph: FlowGraph, items: Items, stated: Mapping[int, Sequence[int]]
) -> dict[int, frozenset[int]]:
    """The nodes of which the catalogue (or the model) says that they do not have an item; their files with them.

    A file that records the item, or of which an entry hands it over, has it all the same.
    """
    found: dict[int, set[int]] = {}
    words = [model.vocabulary for model in graph.models]
    for position, nodes in enumerate(graph.nodes.values()):
        # what one document leaves open is not closed by another
        for item in set.intersection(*(_lacked_by(node, words[model], items) for model, node in nodes)):
            found.setdefault(item, set()).add(position)
    holders: list[tuple[int, int]] = []
    handing: dict[int | None, set[int]] = {}
    for model, labels in zip(graph.models, graph.labels, strict=True):
        for file in model.files:
            number = graph.number[labels[file.name]]
            holders.append((graph.number[labels[model.canonical(file.holder)]], number))
            for name in find_handed(file, model.vocabulary):
                own, others = _name(items, model.vocabulary, name)
                for one in (own, *others):
                    handing.setdefault(one, set()).add(number)

    def find_told(item: int) -> set[int]:
        """What flows state at one of their ends, and of which files entries state that they hand it over."""
        flows = (e for e in stated.get(item, ()) if not graph.edges[e].handed)
        ends = {end for e in flows for end in (graph.sources[e], graph.targets[e])}
        return ends | handing.get(item, set())

    lacking = (
        (item, nodes | ({file for holder, file in holders if holder in nodes} - find_told(item)))
        for item, nodes in found.items()
    )
    twins = graph.twins
    return {item: frozenset(nodes.union(twins[n] for n in nodes if n in twins)) for item, nodes in lacking}


def _knowing(graph: FlowGraph, items: Items) -> dict[int, frozenset[int]]:
    """The nodes of which the catalogue (or a model) says that they have an item."""
    found: dict[int, set[int]] = {}
    words = [model.vocabulary for model in graph.models]
    for position, nodes in enumerate(graph.nodes.values()):
        for item in set[int]().union(*(_known_by(node, words[model], items) for model, node in nodes)):
            found.setdefault(item, set()).add(position)
    return {item: frozenset(nodes) for item, nodes in found.items()}


def _lacked_by(node: Node, words: Vocabulary, items: Items) -> set[int]:
    """What a system is said not to have, and nowhere to have. That it lacks a group denies none of its members."""
    told = (items.number(words, name) for name in _list_told(node, Certainty.NO))
    alone = {item for item in told if item is not None and items.leaves(item) == (item,)}
    return alone - _known_by(node, words, items)


def _known_by(node: Node, words: Vocabulary, items: Items) -> set[int]:
    """What a system is said to have, of a group all its members; what others mean by that name it may have as well."""
    told = (_parts(items, words, name) for name in _list_told(node, Certainty.YES))
    return {item for leaves, others in told for item in (*leaves, *others)}


def _list_told(node: Node, box: Certainty) -> list[str]:
    return [known.item for known in node.knows if known.box is box] if isinstance(node, System) else []


def _parts(items: Items, words: Vocabulary, name: str) -> tuple[tuple[int, ...], frozenset[int]]:
    """What a name of a model comes down to, and what it may come down to as others mean it."""
    number, others = _name(items, words, name)
    return () if number is None else items.leaves(number), others


def _handed(graph: FlowGraph) -> HandedTo:
    own: dict[str, list[tuple[Given, ...]]] = {}
    every: list[Given] = []
    alike: dict[Handed, Handed] = {}
    for index, (model, labels) in enumerate(zip(graph.models, graph.labels, strict=True)):
        given_to: dict[frozenset[str], list[Given]] = {}
        for handed in graph.handed[index]:
            file, *systems = (
                graph.number[labels[model.canonical(name)]]
                for name in (handed.declared.file, *handed.systems)
            )
            entry, works_on = handed.entry, tuple(systems)
            what = Handed(
                index, file, entry.items, handed.extent, works_on, handed.is_told, handed.is_by_network
            )
            given = Given(handed.declared.name, handed.entry, alike.setdefault(what, what))
            every.append(given)
            given_to.setdefault(handed.parties, []).append(given)
        for parties, those in given_to.items():
            shared = tuple(those)
            for party in {labels[name] for name in parties}:
                own.setdefault(party, []).append(shared)
    groups = [sorted(group, key=graph.number.__getitem__) for group in graph.alike]
    shared_there = dict.fromkeys(those for party in chain(*groups) for those in own.get(party, ()))
    unsure = {given: evolve(given, what=evolve(given.what, is_told=False)) for given in chain(*shared_there)}
    place = {given: i for i, given in enumerate(every)}
    return HandedTo(own, place, unsure, group_by((party, group) for group in groups for party in group))
