"""The answer to 「この項目はどこへ流れるか」 as values."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from piaflow.domain.flows import Flow
from piaflow.errors import UnknownNameError, find_nearest


class Why(Enum):
    """止まる理由: why an item stops at a flow."""

    EXCLUDED = "含まないと明記されている"
    NOT_LISTED = "運ぶ項目の一覧にない"
    NOT_SPECIFIC = "特定個人情報を含まないと明記されている"
    NOT_RECORDED = "ファイルに記録されない"


class Reach(Enum):
    """届く・届きうる・届かない. Values are those of the JSON answer."""

    DEFINITE = "definite"
    POSSIBLE = "possible"
    NONE = "none"

    @property
    def printed(self) -> str:
        """The Japanese word."""
        return {"definite": "届く", "possible": "届きうる", "none": "届かない"}[self.value]


@frozen
class Stop:
    """A flow at which `item` (the one traced, or a form of it) stops, and why.

    The flow "" is the bond from a holder to its file: the file does not record the item.
    """

    flow: str
    why: Why
    item: str


@frozen
class NodeTrace:
    """The answer for one node.

    `as_items` are the forms in which it certainly arrives, `possibly_as` those in which it may. `path` are
    the flows of one shortest way (over certain flows alone where it certainly arrives). `cut` are the flows
    at which the item stops: the item itself before a node that has it only in another form, any form of it
    before a node that it does not reach. With those gone nothing would lead here.
    """

    name: str
    owner: str
    reach: Reach
    aliases: tuple[str, ...] = ()
    as_items: tuple[str, ...] = ()
    possibly_as: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    cut: tuple[Stop, ...] = ()
    is_file: bool = False

    def reach_as(self, item: str) -> Reach:
        """Return how surely the node has `item` in that very form."""
        if item in self.as_items:
            return Reach.DEFINITE
        return Reach.POSSIBLE if item in self.possibly_as else Reach.NONE


@frozen
class FlowTrace:
    """The answer for one flow: how surely it takes the item (or a form of it) along, or that it stops there.

    `flow` is its id, `told` the flow as its model tells it, `source` and `target` are the names of nodes.
    `as_items` are the forms it takes along as surely as `reach` says, `possibly_as` those that it only may.
    """

    flow: str
    source: str
    target: str
    told: Flow
    reach: Reach
    as_items: tuple[str, ...] = ()
    possibly_as: tuple[str, ...] = ()
    stops: bool = False


@frozen
class Touch:
    """An entrustment that puts a party in touch with the item: the entry of Ⅱ.4, how sure it is, as what."""

    entry: str
    subject: str
    reach: Reach
    as_items: tuple[str, ...] = ()


@frozen
class PartyTrace:
    """The answer for one party: by itself, by the systems it runs, and by what it is entrusted with."""

    name: str
    reach: Reach
    as_items: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    entrustments: tuple[Touch, ...] = ()


@frozen
class Trace:
    """Where `item` goes from `origins`: an answer for every node, party and flow, in the models' order."""

    item: str
    origins: tuple[str, ...]
    possible_origins: tuple[str, ...]
    nodes: tuple[NodeTrace, ...]
    parties: tuple[PartyTrace, ...]
    flows: tuple[FlowTrace, ...] = ()

    def node(self, name: str) -> NodeTrace:
        """Return the answer for the node of this name or alias. Raises UnknownNameError."""
        named = [n for n in self.nodes if n.name == name] or [n for n in self.nodes if name in n.aliases]
        if named:
            return named[0]
        raise UnknownNameError("名前", name, find_nearest(name, (n.name for n in self.nodes)))

    def party(self, name: str) -> PartyTrace:
        """Return the answer for the party of this name or alias. Raises UnknownNameError."""
        called = {n.name for n in self.nodes if name in n.aliases}
        named = [p for p in self.parties if p.name == name] or [p for p in self.parties if p.name in called]
        if named:
            return named[0]
        raise UnknownNameError("主体", name, find_nearest(name, (p.name for p in self.parties)))

    def reach_of_party(self, name: str) -> Reach:
        """Return how a party is reached by all it runs and is entrusted with; NONE where it is no party."""
        return next((party.reach for party in self.parties if party.name == name), Reach.NONE)

    @property
    def only_derived(self) -> tuple[NodeTrace, ...]:
        """The nodes that can have the item only in a derived form (符号, 団体内統合宛名番号 …)."""
        return tuple(
            n
            for n in self.nodes
            if n.reach is not Reach.NONE and self.item not in (*n.as_items, *n.possibly_as)
        )

    @property
    def never(self) -> tuple[NodeTrace, ...]:
        """The nodes that the item certainly reaches in no form."""
        return tuple(n for n in self.nodes if n.reach is Reach.NONE)
