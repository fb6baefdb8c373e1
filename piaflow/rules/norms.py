"""The catalogue's norms, said of the systems of one model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.law.catalogue import Catalogue, Norm


@frozen
class AppliedNorm:
    """A contract of a norm whose catalogue entries have become the names of a model."""

    norm: Norm
    contract: Contract


def apply_norms(catalogue: Catalogue, model: Assessment) -> Iterator[AppliedNorm]:
    """Yield each contract of each norm for the systems that the model refers to the catalogue.

    A contract one of whose own subjects the model does not have says nothing about it.
    """
    named: dict[str, list[str]] = {}
    for system in model.systems:
        if system.entry:
            named.setdefault(system.entry, []).append(system.name)
    for norm in catalogue.norms:
        for contract in norm.contracts:
            yield from (AppliedNorm(norm, said) for said in _say(contract, named))


def _say(contract: Contract, named: dict[str, list[str]]) -> Iterator[Contract]:
    match contract:
        case Forbid():
            for names in product(*(named.get(entry, ()) for entry in contract.forbid)):
                yield evolve(contract, forbid=names)
        case AllowOnly():
            for name in named.get(contract.allow_only, ()):
                yield evolve(contract, allow_only=name, neighbours=_all(contract.neighbours, named))
        case PassThrough():
            yield from _say_pass_through(contract, named)
        case MayHold():
            yield evolve(contract, nodes=_all(contract.nodes, named))
        case Layers():
            yield evolve(contract, layers=tuple(_all(layer, named) for layer in contract.layers))


def _say_pass_through(contract: PassThrough, named: dict[str, list[str]]) -> Iterator[Contract]:
    ends = (named.get(e, ()) for e in (contract.pass_through, contract.source, contract.target))
    for via, source, target in product(*ends):
        yield evolve(contract, pass_through=via, source=source, target=target)


def _all(entries: Iterable[str], named: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(name for entry in entries for name in named.get(entry, ()))
