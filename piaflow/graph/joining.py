"""Which nodes of several assessments are one: those of one body and one canonical name; and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.domain.nodes import Node, Party, System
from piaflow.graph.bodies import Bodies


@frozen
class Identity:
    """Who a node is across documents: the body that answers for it, and its catalogue entry or folded name."""

    scope: str
    name: str


@frozen
class Joined:
    """The nodes of several models under one label each.

    `labels[i]` gives the label of each node name of model i, `bodies[i]` the key of the body that is told to
    answer for it ("" where nobody tells).
    """

    labels: tuple[Mapping[str, str], ...]
    bodies: tuple[Mapping[str, str], ...]


def join_nodes(models: Sequence[Assessment]) -> Joined:
    """Return the labels of all nodes: their name, with more where names clash, in no matter which order of models."""
    bodies = Bodies(models)
    identities = [_identify(model, bodies) for model in models]
    names: dict[Identity, Counter[str]] = {}
    for found in identities:
        for name, identity in found.items():
            names.setdefault(identity, Counter())[name] += 1
    owners = {bodies.find(m, m.assessor): m.assessor.name for m in models}
    labels = _tell_apart({i: min(n, key=lambda k: (-n[k], k)) for i, n in names.items()}, owners)
    return Joined(
        tuple({name: labels[identity] for name, identity in found.items()} for found in identities),
        tuple({node.name: _body(model, node, bodies) for node in model.nodes} for model in models),
    )


def _body(model: Assessment, node: Node, bodies: Bodies) -> str:
    party = model.find(model.answering(node.name)) if model.owner(node.name) else None
    return bodies.find(model, party) if isinstance(party, Party) else ""


def _identify(model: Assessment, bodies: Bodies) -> dict[str, Identity]:
    """Return the identity of each node by its name; two nodes of one assessment are never one."""
    found = {node.name: _identity(model, node, bodies) for node in model.nodes}
    shared = Counter(found.values())
    return {name: i if shared[i] == 1 else Identity(i.scope, name) for name, i in found.items()}


def _identity(model: Assessment, node: Node, bodies: Bodies) -> Identity:
    if isinstance(node, Party):
        return Identity(bodies.find(model, node), "")
    entry = node.entry if isinstance(node, System) else ""
    scope = _body(model, node, bodies) or bodies.find(model, model.assessor)
    return Identity(scope, fold(entry or node.name))


def _tell_apart(names: Mapping[Identity, str], owners: Mapping[str, str]) -> dict[Identity, str]:
    """Return a label for each identity: its name, else with whose it is, else with that and what it is."""
    with_owner = {i: f"{name}（{_whose(i, owners)}）" for i, name in names.items()}
    in_full = {i: f"{name}（{i.scope}・{i.name}）" for i, name in names.items()}
    uses, owned = Counter(names.values()), Counter(with_owner.values())
    return {
        i: name if uses[name] == 1 else with_owner[i] if owned[with_owner[i]] == 1 else in_full[i]
        for i, name in names.items()
    }


def _whose(identity: Identity, owners: Mapping[str, str]) -> str:
    """Return the body that a node is told apart by; a party of a body by that body alone."""
    body, slash, party = identity.scope.partition("/")
    return owners.get(body, body) + (f"{slash}{party}" if identity.name else "")


def label_nodes(models: Iterable[Assessment]) -> tuple[Mapping[str, str], ...]:
    """Return, per assessment, the label of each node name."""
    return join_nodes(tuple(models)).labels
