"""Which nodes of several assessments are one: those of one owner and one canonical name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import Node, Party, System

_ONE_IN_THE_COUNTRY = (PartyKind.JLIS, PartyKind.NATIONAL)


@frozen
class Identity:
    """Who a node is across documents: the owner's scope, and its catalogue entry or name in folded width."""

    scope: str
    name: str


def _scope(assessment: Assessment, node: Node) -> str:
    """機構 and 国の機関 are one for all; everybody else belongs to the body that names them."""
    owner = assessment.find(assessment.owner(node.name)) if assessment.owner(node.name) else None
    answering = assessment.node(assessment.institution(owner.name)) if owner else None
    if isinstance(answering, Party) and answering.kind in _ONE_IN_THE_COUNTRY:
        return answering.kind.value if answering.kind is PartyKind.JLIS else fold(answering.name)
    own = answering is None or answering.name == assessment.assessor.name or answering is node
    return fold(assessment.body) if own or answering is None else fold(f"{assessment.body}/{answering.name}")


def identify(assessment: Assessment) -> Mapping[str, Identity]:
    """Return the identity of each node by its name; two nodes of one assessment are never one."""
    found = {node.name: _identity(assessment, node) for node in assessment.nodes}
    shared = Counter(found.values())
    return {name: i if shared[i] == 1 else Identity(i.scope, name) for name, i in found.items()}


def _identity(assessment: Assessment, node: Node) -> Identity:
    if isinstance(node, Party) and node.kind is PartyKind.JLIS:
        return Identity(node.kind.value, node.kind.value)
    entry = node.entry if isinstance(node, System) else ""
    return Identity(_scope(assessment, node), fold(entry or node.name))


def label_nodes(assessments: Iterable[Assessment]) -> tuple[Mapping[str, str], ...]:
    """Return, per assessment, the label of each node name: the name, with more where names clash."""
    identities = [identify(assessment) for assessment in assessments]
    first_name: dict[Identity, str] = {}
    for names in identities:
        for name, identity in names.items():
            first_name.setdefault(identity, name)
    labels = _tell_apart(first_name)
    return tuple({name: labels[identity] for name, identity in names.items()} for names in identities)


def _tell_apart(names: Mapping[Identity, str]) -> dict[Identity, str]:
    """Return a label for each identity: its name, else with the owner, else with owner and entry."""
    with_owner = {i: f"{name}（{i.scope}）" for i, name in names.items()}
    in_full = {i: f"{name}（{i.scope}・{i.name}）" for i, name in names.items()}
    uses, owned = Counter(names.values()), Counter(with_owner.values())
    return {
        i: name if uses[name] == 1 else with_owner[i] if owned[with_owner[i]] == 1 else in_full[i]
        for i, name in names.items()
    }
