"""Contracts: rules of topology that the model's own author states, each with reason and source.

`item` narrows a contract to the flows that may carry that item ("" to none in particular). `exceptions`
are pairs of nodes between which it does not hold; one that excuses nothing is itself reported.

The sentence of a contract is its name in findings and change files: names stand in it in one order, however
they were written, and neither exceptions, reason nor lines are part of it. One of many names is named by its first
ones and a mark of them all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from hashlib import sha256

from attrs import field, frozen

from piaflow.domain.choices import Way
from piaflow.domain.names import Name, fold, name_some
from piaflow.domain.span import Span
from piaflow.domain.values import checked, without_order

SPECIFIC = "特定個人情報"
"""What the `item` of a contract may be besides an item: whatever makes a flow one of 特定個人情報."""

Exceptions = tuple[tuple[Name, ...], ...]


def _as_layers(layers: tuple[tuple[str, ...], ...]) -> Hashable:
    """The same from both ends: a layer is beside the next one, whichever is told first."""
    there = tuple(map(frozenset, layers))
    return frozenset((there, there[::-1]))


def _as_pairs(exceptions: Exceptions) -> Hashable:
    return frozenset(map(frozenset, exceptions))


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=fold)


def _only(item: str) -> str:
    return f"（{item} について）" if item else ""


_Join = Callable[[Iterable[str], str], str]


def _join_all(names: Iterable[str], joint: str) -> str:
    return joint.join(names)


class _Told:
    """What can be said as one Japanese sentence, with all its names or the first of them."""

    __slots__ = ()

    def __str__(self) -> str:
        """The contract as one Japanese sentence."""
        return self._tell(_join_all)

    @property
    def label(self) -> str:
        """What findings and change files call the contract."""
        whole, brief = str(self), self.brief
        return whole if whole == brief else f"{brief} #{sha256(whole.encode()).hexdigest()[:4]}"

    @property
    def brief(self) -> str:
        """The sentence with the first of many names only."""
        return self._tell(name_some)

    def _tell(self, join: _Join) -> str:
        raise NotImplementedError


@frozen(field_transformer=checked, eq=False, repr=False)
class Forbid(_Told):
    """接続禁止: no flow and no declared connection joins any two of the nodes directly.

    With `way` 渡し the first gives nothing to the others, with 受け it gets nothing from them.
    """

    forbid: tuple[Name, ...]
    way: Way = Way.BOTH
    item: Name = ""
    exceptions: Exceptions = field(default=(), eq=_as_pairs)
    reason: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""

    def _meaning(self) -> Hashable:
        """Only where the contract looks one way does it matter which of the nodes stands first."""
        first = () if self.way is Way.BOTH else self.forbid[:1]
        told = self.way, self.item, _as_pairs(self.exceptions), self.reason, self.inferred
        return first, frozenset(self.forbid), told, frozenset(self.spans)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, in whatever order."""
        return isinstance(other, Forbid) and self._meaning() == other._meaning()

    def __hash__(self) -> int:
        """The hash of what it says."""
        return hash(self._meaning())

    def _tell(self, join: _Join) -> str:
        first, rest = self.forbid[0], join(_in_order(self.forbid[1:]), "、")
        sentences = {
            Way.BOTH: f"{join(_in_order(self.forbid), ' と ')} は直接つながない",
            Way.OUT: f"{first} は {rest} に直接渡さない",
            Way.IN: f"{first} は {rest} から直接受けない",
        }
        return sentences[self.way] + _only(self.item)


@frozen(field_transformer=checked, repr=False)
class AllowOnly(_Told):
    """接続限定: the node `allow_only` exchanges with (or gives to, or gets from) `neighbours` and no others.

    With `among` it may not exchange with the other nodes named there, and the rest is left open.
    """

    allow_only: Name
    neighbours: tuple[Name, ...] = field(eq=without_order)
    among: tuple[Name, ...] = field(default=(), eq=without_order)
    way: Way = Way.BOTH
    item: Name = ""
    exceptions: Exceptions = field(default=(), eq=_as_pairs)
    reason: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""

    def _tell(self, join: _Join) -> str:
        verbs = {Way.BOTH: "とだけつながる", Way.OUT: "だけに渡す", Way.IN: "だけから受ける"}
        among = f"{join(_in_order(self.among), '、')} のうち " if self.among else ""
        return (
            f"{self.allow_only} は {among}{join(_in_order(self.neighbours), '、')} {verbs[self.way]}"
            + _only(self.item)
        )


@frozen(field_transformer=checked, repr=False)
class PassThrough(_Told):
    """経由必須: every path from `source` to `target` goes through `pass_through`."""

    pass_through: Name
    source: Name
    target: Name
    item: Name = ""
    exceptions: Exceptions = field(default=(), eq=_as_pairs)
    reason: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""

    def _tell(self, join: _Join) -> str:  # noqa: ARG002 - three names are few
        return f"{self.source} から {self.target} へは {self.pass_through} を通る" + _only(self.item)


@frozen(field_transformer=checked, repr=False)
class MayHold(_Told):
    """保有限定: the item `may_hold` is at the `nodes` and nowhere else among the systems."""

    may_hold: Name
    nodes: tuple[Name, ...] = field(eq=without_order)
    reason: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""

    def _tell(self, join: _Join) -> str:
        return f"{self.may_hold} を持つのは {join(_in_order(self.nodes), '、')} だけ"


@frozen(field_transformer=checked, repr=False)
class Layers(_Told):
    """段階: the nodes of one layer exchange directly only with those of the layers next to theirs."""

    layers: tuple[tuple[Name, ...], ...] = field(eq=_as_layers)
    item: Name = ""
    exceptions: Exceptions = field(default=(), eq=_as_pairs)
    reason: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""

    def _tell(self, join: _Join) -> str:
        layers = [_in_order(layer) for layer in self.layers]
        one_way = min(layers, layers[::-1], key=lambda told: [[*map(fold, layer)] for layer in told])
        told = join((join(layer, "、") for layer in one_way), " ― ")
        return f"{told} の順につながり、段をとばさない" + _only(self.item)


Contract = Forbid | AllowOnly | PassThrough | MayHold | Layers
