"""What a contract names that is not there, and exceptions that are no pairs."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.known_names import Names
from piaflow.errors import Problem, Where

SPECIFIC = "特定個人情報"
"""What the `item` of a contract may be besides an item: whatever makes a flow one of 特定個人情報."""

_PAIR = 2


def find_contract_problems(contract: Contract, where: Where, nodes: Names, items: Names) -> Iterator[Problem]:
    """Yield what a contract names and neither `nodes` nor `items` know, and exceptions that are no pairs.

    `nodes` are the names of nodes and of zones: a zone stands for all that stands in it.
    """
    match contract:
        case Forbid():
            yield from nodes.check((*where, "forbid"), *contract.forbid)
        case AllowOnly():
            yield from nodes.check((*where, "allow_only"), contract.allow_only)
            yield from nodes.check((*where, "neighbours"), *contract.neighbours)
            yield from nodes.check((*where, "among"), *contract.among)
        case PassThrough():
            for end in ("pass_through", "source", "target"):
                yield from nodes.check((*where, end), getattr(contract, end))
        case Layers():
            for position, layer in enumerate(contract.layers):
                yield from nodes.check((*where, "layers", position), *layer)
        case MayHold():
            yield from items.check((*where, "may_hold"), contract.may_hold)
            yield from nodes.check((*where, "nodes"), *contract.nodes)
    if not isinstance(contract, MayHold):
        yield from items.check((*where, "item"), "" if contract.item == SPECIFIC else contract.item)
        for position, pair in enumerate(contract.exceptions):
            yield from _no_pair((*where, "exceptions", position), pair, nodes)


def _no_pair(where: Where, pair: tuple[str, ...], nodes: Names) -> Iterator[Problem]:
    if len(pair) != _PAIR:
        yield Problem(where, "例外は2つの名前の組（[A, B]）で書きます")
    yield from nodes.check(where, *pair)
