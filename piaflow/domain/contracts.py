"""Contracts: rules of topology that the model's own author states, each with reason and source."""

from __future__ import annotations

from attrs import frozen

from piaflow.domain.span import Span


@frozen
class Forbid:
    """接続禁止: no flow and no declared connection joins any two of the nodes directly."""

    forbid: tuple[str, ...]
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""


@frozen
class AllowOnly:
    """接続限定: the node `allow_only` exchanges with the nodes `neighbours` and no others."""

    allow_only: str
    neighbours: tuple[str, ...]
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""


@frozen
class PassThrough:
    """経由必須: every path from `source` to `target` goes through `pass_through`."""

    pass_through: str
    source: str
    target: str
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""


@frozen
class MayHold:
    """保有限定: the item `may_hold` is at the `nodes` and nowhere else among the systems."""

    may_hold: str
    nodes: tuple[str, ...]
    reason: str = ""
    spans: tuple[Span, ...] = ()
    inferred: str = ""


Contract = Forbid | AllowOnly | PassThrough | MayHold
