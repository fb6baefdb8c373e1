"""Contracts: rules of topology that the model's own author states, each with reason and source.

`item` narrows a contract to the flows that may carry that item ("" to none in particular). `exceptions`
are pairs of nodes between which it does not hold; one that excuses nothing is itself reported.
"""

from __future__ import annotations

from attrs import frozen

from piaflow.domain.choices import Way
from piaflow.domain.span import Span

Exceptions = tuple[tuple[str, ...], ...]


def _only(item: str) -> str:
    return f"（{item} について）" if item else ""


@frozen
class Forbid:
    """接続禁止: no flow and no declared connection joins any two of the nodes directly.

    With `way` 渡し the first gives nothing to the others, with 受け it gets nothing from them.
    """

    forbid: tuple[str, ...]
    way: Way = Way.BOTH
    item: str = ""
    exceptions: Exceptions = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""

    def __str__(self) -> str:
        """The contract as one Japanese sentence."""
        first, rest = self.forbid[0], "、".join(self.forbid[1:])
        sentences = {
            Way.BOTH: f"{' と '.join(self.forbid)} は直接つながない",
            Way.OUT: f"{first} は {rest} に直接渡さない",
            Way.IN: f"{first} は {rest} から直接受けない",
        }
        return sentences[self.way] + _only(self.item)


@frozen
class AllowOnly:
    """接続限定: the node `allow_only` exchanges with (or gives to, or gets from) `neighbours` and no others.

    With `among` it may not exchange with the other nodes named there, and the rest is left open.
    """

    allow_only: str
    neighbours: tuple[str, ...]
    among: tuple[str, ...] = ()
    way: Way = Way.BOTH
    item: str = ""
    exceptions: Exceptions = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""

    def __str__(self) -> str:
        """The contract as one Japanese sentence."""
        verbs = {Way.BOTH: "とだけつながる", Way.OUT: "だけに渡す", Way.IN: "だけから受ける"}
        among = f"{'、'.join(self.among)} のうち " if self.among else ""
        return f"{self.allow_only} は {among}{'、'.join(self.neighbours)} {verbs[self.way]}" + _only(
            self.item
        )


@frozen
class PassThrough:
    """経由必須: every path from `source` to `target` goes through `pass_through`."""

    pass_through: str
    source: str
    target: str
    item: str = ""
    exceptions: Exceptions = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""

    def __str__(self) -> str:
        """The contract as one Japanese sentence."""
        return f"{self.source} から {self.target} へは {self.pass_through} を通る" + _only(self.item)


@frozen
class MayHold:
    """保有限定: the item `may_hold` is at the `nodes` and nowhere else among the systems."""

    may_hold: str
    nodes: tuple[str, ...]
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""

    def __str__(self) -> str:
        """The contract as one Japanese sentence."""
        return f"{self.may_hold} を持つのは {'、'.join(self.nodes)} だけ"


@frozen
class Layers:
    """段階: the nodes of one layer exchange directly only with those of the layers next to theirs."""

    layers: tuple[tuple[str, ...], ...]
    item: str = ""
    exceptions: Exceptions = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""

    def __str__(self) -> str:
        """The contract as one Japanese sentence."""
        layers = " ― ".join("、".join(layer) for layer in self.layers)
        return f"{layers} の順につながり、段をとばさない" + _only(self.item)


Contract = Forbid | AllowOnly | PassThrough | MayHold | Layers
