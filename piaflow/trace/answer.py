"""The answer to 「この項目はどこへ流れるか」: views of a trace, each worked out when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cached_property
from typing import Protocol

from attrs import define, field, frozen

from piaflow.domain.flows import Flow
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.graph.flow_graph import Known


class Why(Enum):
    """止まる理由: why an item stops at a flow."""

    EXCLUDED = "含まないと明記されている"
    NOT_LISTED = "運ぶ項目の一覧にない"
    NOT_SPECIFIC = "特定個人情報を含まないと明記されている"
    NOT_RECORDED = "ファイルに記録されない"
    NOT_KNOWN = "目録によれば受け手はこの項目を持たず、流れにも書かれていない"
    NOT_RELAYED = "本人は、書かれていない識別子を「等」で取り次がない"
    NO_LICENCE = "「等」で届きうるだけの所からは、「等」では先へ運ばない"


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
class Way:
    """A way to a node: its flows, and how many of them do not tell whether they carry the item.

    `assumed` are the systems and files on the way of which documents tell as of two and that are taken for one, pair by pair.
    `entries` are those of Ⅱ that hand the item over where no flow takes it along, and Ⅰ.2③ where it alone joins systems.
    """

    flows: tuple[str, ...] = ()
    open: int = 0
    assumed: tuple[tuple[str, str], ...] = ()
    entries: tuple[str, ...] = ()


@frozen
class Touch:
    """An entry of Ⅱ.4 or Ⅱ.5 that puts a party in touch with the item: which, how sure it is, as what."""

    entry: str
    subject: str
    reach: Reach
    as_items: tuple[str, ...] = ()
    possibly_as: tuple[str, ...] = ()


@define(eq=False)
class Held:
    """What something has, as the work behind it writes it; and what it is called, when that is looked at."""

    there: int
    reach: Reach
    work: Work

    @cached_property
    def _names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.work.name_forms(self.there)

    @property
    def as_items(self) -> tuple[str, ...]:
        """The names of the forms that it certainly has."""
        return self._names[0]

    @property
    def possibly_as(self) -> tuple[str, ...]:
        """The names of those that it only may have."""
        return self._names[1]

    @property
    def missing(self) -> tuple[str, ...]:
        """Of a group that is there in part, the names of the members that are not."""
        return self.work.list_missing(self.there)


class Work(Protocol):
    """What a trace is worked out by."""

    def name_forms(self, there: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of the forms that something certainly has, and of those that it only may have.

        A group is told by its name where all its members are there, else by the names of its members. One that ends in 等
        has what is not told of it as one more.
        """

    def list_missing(self, there: int) -> tuple[str, ...]:
        """Return the members that something does not have of a group of which it has some; none of an item."""

    @property
    def labels(self) -> Sequence[str]:
        """The names of all nodes."""

    @property
    def party_labels(self) -> Sequence[str]:
        """The names of those that are parties."""

    def find(self, name: str) -> str:
        """Return the label of a name. Raises UnknownNameError or ChoiceNeededError."""

    def known(self, label: str) -> Known:
        """Return what is known of a node without any trace."""

    def answers(self) -> tuple[tuple[NodeTrace, ...], tuple[PartyTrace, ...]]:
        """Return the answer for every node, in the models' order, and for every party."""

    def node(self, label: str) -> NodeTrace:
        """Return the answer for a node; for a party that of all it answers for."""

    def party(self, label: str) -> PartyTrace:
        """Return the answer for a party."""

    def places(self, label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the reached nodes that a party is told to answer for, and those that it only may."""

    def entrustments(self, label: str) -> tuple[Touch, ...]:
        """Return the entries of Ⅱ.4 that put a party in touch with the item."""

    def handovers(self, label: str) -> tuple[Touch, ...]:
        """Return the entries of Ⅱ.5 that do."""

    def flows(self) -> tuple[FlowTrace, ...]:
        """Return the answer for every flow."""

    def way(self, label: str) -> Way:
        """Return the best way to a node."""

    def is_untold(self, label: str) -> bool:
        """Return whether nothing but that its connections are not told says that it may have the item."""

    def cut(self, label: str) -> tuple[Stop, ...]:
        """Return where the item stops before a node."""


@define(eq=False, repr=False)
class _Answer:
    """The answer for a name (the label of a node or party): what is held there, as a view of the work behind it.

    `reach` tells whether the item gets there in any form.
    """

    name: str
    reach: Reach
    _held: Held

    def __repr__(self) -> str:
        """Return the name and how surely the item gets there."""
        return f"{type(self).__name__}({self.name!r}, {self.reach})"

    @property
    def _work(self) -> Work:
        return self._held.work

    @property
    def as_items(self) -> tuple[str, ...]:
        """The forms in which it certainly arrives."""
        return self._held.as_items

    @property
    def possibly_as(self) -> tuple[str, ...]:
        """The forms in which it only may."""
        return self._held.possibly_as

    @property
    def missing(self) -> tuple[str, ...]:
        """Of a group that arrives in part, the members that certainly do not."""
        return self._held.missing


@define(eq=False, repr=False)
class NodeTrace(_Answer):
    """The answer for one node; for a party it is that of all that the party answers for.

    Of a group that is there in part its forms name the members. `path` are the flows of the way there that has the
    fewest `open_flows` (flows that do not tell whether they carry it), of these the shortest. `cut` are the flows at
    which the item stops: the item itself before a node that has it only in another form, of a group that is there in part
    each member that is not, any form of it before a node that it does not reach. With those gone nothing would lead here.
    """

    @property
    def _known(self) -> Known:
        return self._work.known(self.name)

    @property
    def owner(self) -> str:
        """The party that answers for the node, "" where no document tells."""
        return self._known.owner

    @property
    def aliases(self) -> tuple[str, ...]:
        """All other names that documents have for it."""
        return self._known.aliases

    @property
    def is_file(self) -> bool:
        """Whether it is a file."""
        return self._known.is_file

    @cached_property
    def _way(self) -> Way:
        return self._work.way(self.name)

    @property
    def path(self) -> tuple[str, ...]:
        """The ids of the flows of the best way, first flow first."""
        return self._way.flows

    @property
    def open_flows(self) -> int:
        """How many flows of the path do not tell whether they carry the item."""
        return self._way.open

    @property
    def assumed(self) -> tuple[tuple[str, str], ...]:
        """The pairs of systems that the path takes for one, which is inferred: documents write them under two names."""
        return self._way.assumed

    @property
    def path_entries(self) -> tuple[str, ...]:
        """What leads on between the flows of the path or where they end: entries of Ⅱ.4 and Ⅱ.5, and Ⅰ.2③."""
        return self._way.entries

    @property
    def is_untold(self) -> bool:
        """Whether it may have the item only as no document tells what it is connected with."""
        return self._work.is_untold(self.name)

    @cached_property
    def cut(self) -> tuple[Stop, ...]:
        """Where the item stops before it gets here."""
        return self._work.cut(self.name)

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


@define(eq=False, repr=False)
class PartyTrace(_Answer):
    """The answer for one party: by itself, by the systems it runs, and by what it is entrusted with.

    Two that say the same are equal.
    """

    def __eq__(self, other: object) -> bool:
        """Whether another answer says the same of the same party."""
        return isinstance(other, PartyTrace) and self._value == other._value

    def __hash__(self) -> int:
        """Return that of all it says."""
        return hash(self._value)

    @property
    def _value(self) -> tuple[object, ...]:
        held = self.name, self.reach, self.as_items, self.possibly_as
        return *held, self.nodes, self.possible_nodes, self.entrustments, self.handovers

    @property
    def nodes(self) -> tuple[str, ...]:
        """Those of the reached nodes that it is told to answer for."""
        return self._work.places(self.name)[0]

    @property
    def possible_nodes(self) -> tuple[str, ...]:
        """Those that it may answer for, because no document tells who does."""
        return self._work.places(self.name)[1]

    @property
    def entrustments(self) -> tuple[Touch, ...]:
        """The entries of Ⅱ.4 that put it in touch with the item."""
        return self._work.entrustments(self.name)

    @property
    def handovers(self) -> tuple[Touch, ...]:
        """The entries of Ⅱ.5 that name it as 提供先 or 移転先."""
        return self._work.handovers(self.name)


@define(frozen=True, eq=False)
class Trace:
    """Where `item` goes from `origins`: an answer for every node, party and flow, in the models' order."""

    item: str
    origins: tuple[str, ...]
    possible_origins: tuple[str, ...]
    work: Work = field(repr=False)

    @cached_property
    def _answers(self) -> tuple[tuple[NodeTrace, ...], tuple[PartyTrace, ...]]:
        return self.work.answers()

    @property
    def nodes(self) -> tuple[NodeTrace, ...]:
        """The answer for every node."""
        return self._answers[0]

    @property
    def parties(self) -> tuple[PartyTrace, ...]:
        """The answer for every party."""
        return self._answers[1]

    @cached_property
    def flows(self) -> tuple[FlowTrace, ...]:
        """The answer for every flow."""
        return self.work.flows()

    def node(self, name: str) -> NodeTrace:
        """Return the answer for the node of this name or alias.

        Raises UnknownNameError, or ChoiceNeededError where documents call different nodes so.
        """
        return self.work.node(self.work.find(name))

    def party(self, name: str) -> PartyTrace:
        """Return the answer for the party of this name or alias. Raises as `node`."""
        known = self.work.party_labels
        if name not in known:
            try:
                name = self.work.find(name)
            except UnknownNameError:
                raise UnknownNameError("主体", name, find_nearest(name, known)) from None
            if name not in known:
                raise UnknownNameError("主体", name, find_nearest(name, known))
        return self.work.party(name)

    def reach_of_party(self, name: str) -> Reach:
        """Return how a party is reached by all it runs and is entrusted with; NONE where it is no party."""
        return self.work.party(name).reach if name in self.work.party_labels else Reach.NONE

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
