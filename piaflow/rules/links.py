"""What joins two nodes directly: flows, and the connections that Ⅰ.2③ declares; and the shortest way along them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.contracts import SPECIFIC
from piaflow.domain.nodes import System
from piaflow.domain.span import Span
from piaflow.rules.dossier import Dossier, FlowFacts

# A ticked network says what a system uses in the end, not what it is plugged into: that is no link.
_NETWORKS = (
    ConnectionChoice.PROVISION_NETWORK.value,
    ConnectionChoice.INTERNAL.value,
    ConnectionChoice.JUKI_NETWORK.value,
)


@frozen
class Link:
    """Two nodes that a flow or a declared connection joins directly, a file standing for its holder."""

    source: str
    target: str
    said: str
    spans: tuple[Span, ...]
    sure: bool = True
    drawn: bool = True
    inferred: bool = False


def list_links(
    dossier: Dossier,
    item: str,
    exceptions: Iterable[tuple[tuple[str, ...], ...]] = (),
    named: Collection[str] = (),
) -> tuple[Link, ...]:
    """Return the links that may carry the item, flows first; without an item, declared connections too.

    Between the nodes of an exception's two sides there is none. A file among those `named` stands for itself
    as well as for its holder, where a flow begins or ends at it.
    """
    excused = _excuse(exceptions)
    found = [*_flows(dossier, item, named), *(() if item else _connections(dossier))]
    return tuple(k for k in found if k.source != k.target and not excused(k.source, k.target))


def _flows(dossier: Dossier, item: str, named: Collection[str]) -> Iterator[Link]:
    for facts in dossier.flows:
        held = _carries(dossier, facts, item)
        if held is not Certainty.NO:
            sure, inferred = held is Certainty.YES, bool(facts.flow.inferred)
            for source, target in _ends(dossier, facts, named):
                yield Link(source, target, facts.label, facts.spans, sure, inferred=inferred)


def _ends(dossier: Dossier, facts: FlowFacts, named: Collection[str]) -> Iterator[tuple[str, str]]:
    yield facts.source, facts.target
    drawn = (dossier.model.canonical(facts.flow.source), dossier.model.canonical(facts.flow.target))
    ends = tuple(name if name in named else held for name, held in zip(drawn, facts.ends, strict=True))
    if ends != facts.ends:
        yield ends[0], ends[1]


def _carries(dossier: Dossier, facts: FlowFacts, item: str) -> Certainty:
    if not item:
        return Certainty.YES
    named = dossier.model.vocabulary.find(item) is not None
    return facts.specific if item == SPECIFIC and not named else dossier.carries(facts.flow, item)


def _connections(dossier: Dossier) -> Iterator[Link]:
    for system in dossier.model.systems:
        for connection in system.connects:
            other = dossier.model.find(connection.name)
            direct = connection.box is Certainty.YES and connection.name not in _NETWORKS
            if direct and isinstance(other, System):
                said = f"Ⅰ.2③ {system.name} の接続 {connection.name}"
                inferred = bool(system.inferred)
                yield Link(system.name, other.name, said, system.spans, drawn=False, inferred=inferred)


def _excuse(exceptions: Iterable[tuple[tuple[str, ...], ...]]) -> Callable[[str, str], bool]:
    """Return whether some exception has one node on one of its sides and the other on the other."""
    sides: dict[str, set[tuple[int, int]]] = {}
    for index, pair in enumerate(exceptions):
        for side, nodes in enumerate(pair):
            for node in nodes:
                sides.setdefault(node, set()).add((index, side))

    def excused(source: str, target: str) -> bool:
        others = sides.get(target, set())
        return any((index, 1 - side) in others for index, side in sides.get(source, ()))

    return excused


def pair_up(links: Iterable[Link]) -> Mapping[tuple[str, str], tuple[Link, ...]]:
    """Return the links of each two nodes, either way, under the end that comes first and the other one."""
    pairs: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        ends, turned = (link.source, link.target), (link.target, link.source)
        pairs.setdefault(turned if turned in pairs else ends, []).append(link)
    return {ends: tuple(found) for ends, found in pairs.items()}


def find_shortest_way(
    links: Iterable[Link], *, sources: Collection[str], targets: Collection[str], through: Collection[str]
) -> tuple[Link, ...]:
    """Return the links of a shortest way from a source to a target by nodes of `through`, () where there is none."""
    leaving: dict[str, list[Link]] = {}
    for link in links:
        if (link.source in through or link.source in sources) and (
            link.target in through or link.target in targets
        ):
            leaving.setdefault(link.source, []).append(link)
    came: dict[str, Link | None] = dict.fromkeys(sources)
    ahead = deque(sources)
    while ahead:
        for link in leaving.get(ahead.popleft(), ()):
            if link.target not in came:
                came[link.target] = link
                if link.target in targets:
                    return _way_to(link, came)
                ahead.append(link.target)
    return ()


def _way_to(last: Link, came: Mapping[str, Link | None]) -> tuple[Link, ...]:
    way, link = [last], came[last.source]
    while link is not None:
        way.append(link)
        link = came[link.source]
    return tuple(reversed(way))
