"""Where an item enters, when nobody says where to start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from piaflow.trace.index import CERTAIN, ETC, KEPT, STATED, Index, Origins
from piaflow.trace.spread import find_forms, spread_open, spread_sure

Edges = Sequence[tuple[int, int, int]]
"""(source, target, number) of edges that take the item along."""


def find_origins(index: Index, item: int) -> Origins:
    """Return where the item enters: the ends of edges that carry it to which no other carries it.

    Where edges run in a circle, the circle is entered at the sources of its 入手, else at its files and
    conversions, else anywhere in it. Files that record the item and nodes whose conversion makes it count even
    where no flow says how it got in. An identifier that
    systems issue (符号, 宛名番号 …) does not enter by an 等 alone; an identifier does not enter where the catalogue says that
    it is not known, nor (個人番号 aside) at a natural person, unless a flow from there states it.
    """
    if item not in index.origins:
        for circle in find_components({i: sorted(index.made_of.get(i, ())) for i in _behind(index, item)}):
            _remember(index, circle)
    return index.origins[item]


def _behind(index: Index, item: int) -> list[int]:
    """Return the item and everything that conversions make it of."""
    found = {item: None}
    waiting = [item]
    for made in waiting:
        waiting.extend(source for source in index.made_of.get(made, ()) if source not in found)
        found.update(dict.fromkeys(waiting))
    return list(found)


def _remember(index: Index, circle: set[int]) -> None:
    """Find the origins of items that conversions make of one another: first without, then with each other's."""
    first: dict[int, Origins] = {}
    if len(circle) > 1:
        first = {item: _find(index, item, index.origins) for item in circle if item not in index.origins}
    known = {**index.origins, **first}
    found = {item: _find(index, item, known) for item in circle if item not in index.origins}
    index.origins.update(found)


def _find(index: Index, item: int, known: Mapping[int, Origins]) -> Origins:
    sure, maybe = _makers(index, item, known)
    definite = _entries(index, item, sure, is_sure=True)
    possible = _entries(index, item, sure | maybe, is_sure=False) - definite
    names = index.graph.names
    return Origins(
        tuple(sorted(definite, key=names.__getitem__)), tuple(sorted(possible, key=names.__getitem__))
    )


def _makers(index: Index, item: int, known: Mapping[int, Origins]) -> tuple[set[int], set[int]]:
    """Return the nodes that certainly, and those that possibly, make the item out of another."""
    sure: set[int] = set()
    maybe: set[int] = set()
    for source, here in index.made_of.get(item, {}).items():
        if source in known:
            origins, forms = known[source], find_forms(index, (source,))
            reached = spread_sure(forms, origins.definite)
            strong, weak = spread_open(forms, (*origins.definite, *origins.possible))
            sure.update(node for node, certain in here.items() if certain and node in reached)
            maybe.update(node for node in here if node in strong or node in weak)
    return sure, maybe


def _entries(index: Index, item: int, makers: set[int], *, is_sure: bool) -> set[int]:
    edges = _sure_edges(index, item) if is_sure else _open_edges(index, item, makers)
    files = {t for _, t, e in edges if index.is_record[e]}
    known = files | makers
    strangers = frozenset[int]() if is_sure else _strangers(index, item, known)
    joining = [edge for edge in edges if index.rest[edge[2]] != CERTAIN or edge[0] in files]
    acquiring = {s for s, _, e in edges if index.acquiring[e]} - strangers
    found: set[int] = set()
    for circle in find_sources(joining, known):
        found |= circle & acquiring or circle & known or circle - strangers
    return found


def _sure_edges(index: Index, item: int) -> Edges:
    sources, targets = index.graph.sources, index.graph.targets
    return [(sources[e], targets[e], e) for e in (*index.stated.get(item, ()), *index.certain)]


def _open_edges(index: Index, item: int, makers: set[int]) -> Edges:
    rows = index.rows(item)
    strict = item in index.identifiers and item != index.number
    strangers = _strangers(index, item, makers)
    found = []
    for source, row in enumerate(rows.open):
        if source in strangers:
            held = source not in rows.ignorant
            found += [
                (source, t, e) for t, how, e in row if how in (STATED, CERTAIN) or (how == KEPT and held)
            ]
        elif strict:
            found += [(source, t, e) for t, how, e in row if how != ETC]
        else:
            found += [(source, t, e) for t, _, e in row]
    return found


def _strangers(index: Index, item: int, known: Iterable[int]) -> frozenset[int]:
    """The nodes that do not have an item by themselves: no flow from there states it, nothing there makes it."""
    rows = index.rows(item)
    persons = index.persons if item in index.identifiers and item != index.number else frozenset[int]()
    telling = {
        source
        for source in rows.ignorant | persons
        if any(how in (STATED, CERTAIN) for _, how, _ in rows.open[source])
    }
    return frozenset((rows.ignorant | persons) - telling - frozenset(known))


def find_sources(edges: Edges, seeds: Iterable[int]) -> list[set[int]]:
    """Return the groups of nodes where things start along `edges`: no edge leads into them.

    `seeds` are nodes that count although no edge touches them. Groups that edges join both ways are one. What no
    edge leads to starts alone; only what is not behind such a node can start in a circle.
    """
    following: dict[int, list[int]] = {node: [] for node in seeds}
    led_to: set[int] = set()
    for source, target, _ in edges:
        following.setdefault(source, []).append(target)
        following.setdefault(target, [])
        if source != target:
            led_to.add(target)
    alone = [node for node in following if node not in led_to]
    behind = set(alone)
    queue = list(alone)
    for node in queue:
        for target in following[node]:
            if target not in behind:
                behind.add(target)
                queue.append(target)
    rest = {n: [t for t in targets if t not in behind] for n, targets in following.items() if n not in behind}
    circles = find_components(rest)
    group = {node: i for i, circle in enumerate(circles) for node in circle}
    entered = {group[t] for s, targets in rest.items() for t in targets if group[s] != group[t]}
    return [*({node} for node in alone), *(c for i, c in enumerate(circles) if i not in entered)]


def find_components(following: Mapping[int, Sequence[int]]) -> list[set[int]]:
    """Return the strong components of a graph, each after all that it leads to (Tarjan 1972, without recursion)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    done: set[int] = set()
    open_: list[int] = []
    groups: list[set[int]] = []
    for root in following:
        work = [(root, iter(following[root]))] if root not in order else []
        while work:
            node, targets = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                open_.append(node)
            following_one = next((t for t in targets if t not in done), None)
            if following_one is None:
                work.pop()
                if low[node] == order[node]:
                    members = set[int]()
                    while node not in members:
                        members.add(open_.pop())
                    groups.append(members)
                    done |= members
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
            elif following_one not in order:
                work.append((following_one, iter(following[following_one])))
            else:
                low[node] = min(low[node], order[following_one])
    return groups
