"""What joins two nodes directly: flows, the connections of Ⅰ.2③ and the 方法 of Ⅱ; and the shortest way along flows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from attrs import define, evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.contracts import SPECIFIC
from piaflow.domain.entries import Acquisition, Handover
from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import System
from piaflow.domain.span import Span
from piaflow.rules.connection_boxes import find_field
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Spot

Excused = Callable[[str, str], bool]

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
    at: Spot | None = None


@frozen
class _Tie:
    """What joins two holders, and the ends as drawn, where a file stands for itself.

    Of `held` ones the holder's ends are those of the link; else a file is itself an end, and its holder is none.
    """

    link: Link
    drawn: tuple[str, str]
    held: bool = True

    @property
    def names(self) -> frozenset[str]:
        """All that its links may have for ends."""
        return frozenset((self.link.source, self.link.target, *self.drawn))

    def links(self, named: frozenset[str]) -> Iterator[Link]:
        """Yield the link between the holders, and the one that begins or ends at a file among those `named`."""
        if self.held or not named.isdisjoint(self.drawn):
            yield self.link
        held = (self.link.source, self.link.target)
        ends = tuple(name if name in named else holder for name, holder in zip(self.drawn, held, strict=True))
        if ends != held:
            yield evolve(self.link, source=ends[0], target=ends[1])


@define(eq=False)
class Links:
    """The links that may carry one item, flows first; without an item, declared connections and 方法 too.

    They are found by the nodes at their ends, so that a contract looks at its own nodes alone.
    """

    _ties: tuple[_Tie, ...]

    @classmethod
    def of(cls, dossier: Dossier, item: str) -> Links:
        """Return the links of a document for an item ("" for any)."""
        declared = () if item else (*_connections(dossier), *_means(dossier))
        return cls((*_flows(dossier, item), *declared))

    @cached_property
    def _at(self) -> Mapping[str, tuple[int, ...]]:
        return group_by((name, place) for place, tie in enumerate(self._ties) for name in tie.names)

    @cached_property
    def _leaving(self) -> Mapping[str, tuple[Link, ...]]:
        drawn = (tie.link for tie in self._ties if tie.link.drawn)
        return group_by((link.source, link) for link in drawn if link.source != link.target)

    def leaving(self, node: str) -> tuple[Link, ...]:
        """Return the drawn links from one holder to another that begin at this one."""
        return self._leaving.get(node, ())

    def count_at(self, nodes: Iterable[str]) -> int:
        """Return how many links there are to look at, at all of the nodes."""
        return sum(len(self._at.get(node, ())) for node in nodes)

    def pair_at(
        self, nodes: Iterable[str], named: frozenset[str], excused: Excused
    ) -> Mapping[tuple[str, str], tuple[Link, ...]]:
        """Return the links of each two nodes of which one is among the `nodes`, those of other nodes perhaps too.

        They stand either way under the end that comes first and the other one; what is excused is left out. A file
        among those `named` stands for itself as well as for its holder, where a flow begins or ends at it.
        """
        places = sorted({place for node in nodes for place in self._at.get(node, ())})
        pairs: dict[tuple[str, str], list[Link]] = {}
        for link in (link for place in places for link in self._ties[place].links(named)):
            ends, turned = (link.source, link.target), (link.target, link.source)
            if link.source != link.target and not excused(*ends):
                pairs.setdefault(turned if turned in pairs else ends, []).append(link)
        return {ends: tuple(found) for ends, found in pairs.items()}


def _flows(dossier: Dossier, item: str) -> Iterator[_Tie]:
    for facts in dossier.flows:
        held = _carries(dossier, facts, item)
        if held is not Certainty.NO:
            sure, inferred = held is Certainty.YES, bool(facts.flow.inferred)
            link = Link(*facts.ends, facts.label, facts.spans, sure, inferred=inferred)
            drawn = dossier.model.canonical(facts.flow.source), dossier.model.canonical(facts.flow.target)
            yield _Tie(link, drawn)


def _carries(dossier: Dossier, facts: FlowFacts, item: str) -> Certainty:
    if not item:
        return Certainty.YES
    named = dossier.model.vocabulary.find(item) is not None
    return facts.specific if item == SPECIFIC and not named else dossier.carries(facts.flow, item)


def _connections(dossier: Dossier) -> Iterator[_Tie]:
    for system in dossier.model.systems:
        for connection in system.connects:
            other = dossier.model.find(connection.name)
            direct = connection.box is Certainty.YES and connection.name not in _NETWORKS
            if direct and isinstance(other, System):
                said = f"Ⅰ.2③ {system.name} の接続 {connection.name}"
                inferred = bool(system.inferred)
                link = Link(
                    system.name,
                    other.name,
                    said,
                    system.spans,
                    drawn=False,
                    inferred=inferred,
                    at=find_field(system, other),
                )
                yield _Tie(link, (system.name, other.name))


def _means(dossier: Dossier) -> Iterator[_Tie]:
    """A network ticked as the way of a file joins it with that, not its holder: others may stand between these two."""
    for declared in dossier.entries.values():
        entry = declared.entry
        if not isinstance(entry, Acquisition | Handover):
            continue
        taking = isinstance(entry, Acquisition)
        field, whose = ("Ⅱ.3.②", declared.file) if taking else ("⑥", declared.name)
        for box in entry.means:
            way = dossier.model.find(box.means.value)
            if box.box is Certainty.YES and isinstance(way, System):
                ends = (way.name, declared.file) if taking else (declared.file, way.name)
                said = f"Ⅱ {declared.name}の方法 {box.means.value}"
                at = Spot(field, str(whose), (box.means.value,))
                yield _Tie(Link(*ends, said, entry.spans, drawn=False, at=at), ends, held=False)


def excuse(exceptions: Iterable[tuple[tuple[str, ...], ...]]) -> Excused:
    """Return what tells whether some exception has one node on one of its sides and the other on the other."""
    sides: dict[str, set[tuple[int, int]]] = {}
    for index, pair in enumerate(exceptions):
        for side, nodes in enumerate(pair):
            for node in nodes:
                sides.setdefault(node, set()).add((index, side))

    def excused(source: str, target: str) -> bool:
        few, many = sorted((sides.get(source, set()), sides.get(target, set())), key=len)
        return any((index, 1 - side) in many for index, side in few)

    return excused


def find_shortest_way(
    leaving: Callable[[str], Iterable[Link]],
    *,
    sources: Collection[str],
    targets: Collection[str],
    passes: Callable[[str], bool],
) -> tuple[Link, ...]:
    """Return the links of a shortest way from a source to a target by nodes that pass on, () where there is none."""
    came: dict[str, Link | None] = dict.fromkeys(sources)
    ahead = deque(sources)
    while ahead:
        for link in leaving(ahead.popleft()):
            if link.target in came:
                continue
            if link.target in targets:
                came[link.target] = link
                return _way_to(link, came)
            if passes(link.target):
                came[link.target] = link
                ahead.append(link.target)
    return ()


def _way_to(last: Link, came: Mapping[str, Link | None]) -> tuple[Link, ...]:
    way, link = [last], came[last.source]
    while link is not None:
        way.append(link)
        link = came[link.source]
    return tuple(reversed(way))
