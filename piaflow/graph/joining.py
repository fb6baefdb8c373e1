"""Which nodes of several assessments are one: those of one body and one canonical name; and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Node, Party, System
from piaflow.graph.bodies import Alike, Bodies, Body
from piaflow.graph.documents import name_documents
from piaflow.graph.handing import list_recipients
from piaflow.graph.parts import find_alike_parts, find_companies, find_offices
from piaflow.graph.printed import Meant, Printed
from piaflow.graph.system_names import is_of_each
from piaflow.graph.systems import Same, Systems, Types, find_home_prefecture, find_types
from piaflow.law.country import PER_PREFECTURE, PREFECTURES
from piaflow.law.system_types import is_per_body


@frozen
class Within:
    """That within which a name means one thing, under its key, and what it is `called`."""

    key: str
    called: str = field(eq=False)


@frozen
class Identity:
    """Who a node is across documents: the body that answers for it, and its catalogue entry or folded name.

    `within` is told of what a body may have several of under one name: of a file its holder, of a system that is run for
    others for whom it is run, and the document where it is called by a word for many.
    """

    body: Body
    name: str = ""
    within: Within | None = None

    @property
    def whose(self) -> str:
        """What tells the node from another of its name."""
        return self.body.whose if self.name else self.body.own

    @property
    def key(self) -> str:
        """What this node alone is known by."""
        return "・".join((self.body.key, self.name, *([self.within.key] if self.within else ())))


@frozen
class Joined:
    """The nodes of several models under one label each.

    `titles[i]` is what model i is called, `labels[i]` gives the label of each of its node names, `bodies[i]` the keys of
    the bodies that answer for it: of the one that is told to first, then of those that may. `parties` gives the label of
    each body by its key, `recipients[i]` that of the bodies which model i prints as 提供先 or 移転先 and does not have
    among its parties; `perhaps[i]` those of nodes that it may mean by such names.
    `alike` are bodies that may be one. `anywhere` are nodes of which each prefecture has its own where a document does
    not tell of which it speaks: such a one, and all others that it may be. `same` are systems, `pairs` 部署 and
    people that may be one, which documents write under several names, and companies. `offices` are each with the body
    that it is of. `meant` tells whom printed names of 提供先 may mean, as places among the `keys` of all bodies.
    """

    titles: tuple[str, ...]
    labels: tuple[Mapping[str, str], ...]
    bodies: tuple[Mapping[str, tuple[str, ...]], ...]
    parties: Mapping[str, str]
    recipients: tuple[Mapping[str, str], ...]
    alike: tuple[Alike, ...]
    anywhere: tuple[tuple[str, frozenset[str]], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    same: Same = Same()
    offices: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    perhaps: tuple[Mapping[str, Sequence[str]], ...] = ()
    meant: tuple[Meant, ...] = ()


def join_nodes(models: Sequence[Assessment]) -> Joined:
    """Return the labels of all nodes: their name, with more where names clash, in no matter which order of models."""
    titles = name_documents(models)
    bodies = Bodies(models, titles)
    types = _find_types(models, bodies) if len(models) > 1 else [*map(_list_entries, models)]
    identities = _tell_several(
        [
            {
                node.name: _identify(index, model, node, bodies, types[index])
                for node in model.nodes
                if not isinstance(node, File)
            }
            for index, model in enumerate(models)
        ],
        types,
    )
    for index, (model, found) in enumerate(zip(models, identities, strict=True)):
        found |= {file.name: _identify_file(index, model, file, bodies, found) for file in model.files}
    labels = _tell_apart(models, identities)
    parties = {identity.body.key: label for identity, label in labels.items() if not identity.name}
    named = tuple({name: labels[identity] for name, identity in found.items()} for found in identities)
    answering = tuple(
        {node.name: _answering(index, model, node, bodies) for node in model.nodes}
        for index, model in enumerate(models)
    )
    printed = [tuple(list_recipients(model)) for model in models]
    systems = Systems(models, named, types, answering) if len(models) > 1 else None
    called = [*systems.find_printed(printed)] if systems else [{} for _ in models]
    return Joined(
        titles,
        named,
        answering,
        parties,
        tuple(
            {name: parties[key] for name in names if (key := bodies.find_named(index, name))}
            for index, names in enumerate(printed)
        ),
        tuple(bodies.find_alike()),
        tuple(_find_anywhere(labels)),
        (*find_companies(models, named), *(find_alike_parts(models, named) if len(models) > 1 else ())),
        systems.find_alike() if systems else Same(),
        tuple(find_offices(models, named)),
        bodies.keys,
        tuple(_find_perhaps(bodies, parties, printed, called)),
        Printed(models, bodies).list_meant() if len(models) > 1 else (),
    )


def _find_perhaps(
    bodies: Bodies,
    parties: Mapping[str, str],
    printed: Sequence[Sequence[str]],
    systems: Sequence[Mapping[str, Sequence[str]]],
) -> Iterator[Mapping[str, Sequence[str]]]:
    """Yield, per document, whom it may mean by what it prints as 提供先 or 移転先: several 部署 of one name, and `systems`."""
    for index, (names, called) in enumerate(zip(printed, systems, strict=True)):
        unsure = (name for name in names if not bodies.find_named(index, name))
        found = {
            name: [*map(parties.__getitem__, bodies.list_named(index, name)), *called.get(name, ())]
            for name in unsure
        }
        yield {name: meant for name, meant in found.items() if meant}


def _list_entries(model: Assessment) -> Types:
    """What one document tells by itself: its names tell nothing of other documents."""
    return Types({system.name: system.entry for system in model.systems if system.entry}, {})


def _find_anywhere(labels: Mapping[Identity, str]) -> Iterator[tuple[str, frozenset[str]]]:
    for name in map(fold, sorted(PER_PREFECTURE)):
        found = {identity.body.key: label for identity, label in labels.items() if identity.name == name}
        untold = [label for key, label in found.items() if key not in PREFECTURES]
        if untold and len(found) > 1:
            yield min(untold), frozenset(found.values()) - {min(untold)}


def _answering(index: int, model: Assessment, node: Node, bodies: Bodies) -> tuple[str, ...]:
    """Return the keys of the bodies that answer for a node; where nobody tells who runs it, of those that may."""
    who = model.responsible(node.name)
    owners = (model.institution(name) for name in (who.told, *who.possibly) if name)
    found = (bodies.find(index, owner) for owner in owners if isinstance(model.find(owner), Party))
    return tuple(dict.fromkeys(body.key for body in found))


def _body(index: int, model: Assessment, node: Node, bodies: Bodies) -> Body | None:
    owner = model.answering(node.name)
    return bodies.find(index, owner) if owner and isinstance(model.find(owner), Party) else None


def _tell_several(
    identities: Sequence[Mapping[str, Identity]], types: Sequence[Types]
) -> list[dict[str, Identity]]:
    """Return the identities; what a document may have several of is, in every document, what bears its name."""
    several = {
        identity
        for found in identities
        for identity, count in Counter(found.values()).items()
        if count > 1 and identity.name
    }
    for found, told in zip(identities, types, strict=True):
        several.update(found[name] for name in told.contested)
    return [
        {name: evolve(i, name=fold(name)) if i in several else i for name, i in found.items()}
        for found in identities
    ]


def _find_types(models: Sequence[Assessment], bodies: Bodies) -> list[Types]:
    """The types of all systems, where a document tells of none those that others give to that name in the same body."""
    named = [
        {
            system.name: (_find_owner(index, model, system, bodies).key, fold(system.name))
            for system in model.systems
            if not is_of_each((system.name, *system.aliases))
        }
        for index, model in enumerate(models)
    ]
    own = [*map(find_types, models)]
    given: dict[tuple[str, str], set[str]] = {}
    for names, types in zip(named, own, strict=True):
        for name in names.keys() & types.sure.keys():
            given.setdefault(names[name], set()).add(types.sure[name])
    sure = {name: kind for name, (kind, *more) in given.items() if not more}
    return [
        find_types(model, {name: sure[key] for name, key in names.items() if key in sure})
        for model, names in zip(models, named, strict=True)
    ]


def _identify(index: int, model: Assessment, node: Party | System, bodies: Bodies, types: Types) -> Identity:
    if isinstance(node, Party):
        body = bodies.find(index, node.name)
        return Identity(body, within=Within(body.document, body.document) if body.document else None)
    entry = types.sure.get(node.name) or types.contested.get(node.name, "")
    if entry in PER_PREFECTURE and (place := find_home_prefecture(model, node.name)):
        return Identity(Body(place, place, place), fold(entry))
    owner = _find_owner(index, model, node, bodies)
    within = None
    if not entry and is_of_each((node.name, *node.aliases)):
        within = Within(bodies.titles[index], bodies.titles[index])
    elif is_per_body(entry) and not owner.is_local and owner != bodies.find(index, model.assessor.name):
        home = bodies.find_home(index)
        within = Within(home.key, home.whose)
    return Identity(owner, fold(entry or node.name), within)


def _identify_file(
    index: int, model: Assessment, file: File, bodies: Bodies, found: Mapping[str, Identity]
) -> Identity:
    """Files of one name are one where one system, or one party, holds them."""
    holder = found[model.canonical(file.holder)]
    within = Within(holder.key, holder.key)
    return Identity(_find_owner(index, model, file, bodies), fold(file.name), within)


def _find_owner(index: int, model: Assessment, node: Node, bodies: Bodies) -> Body:
    return _body(index, model, node, bodies) or bodies.find(index, model.assessor.name)


def _tell_apart(
    models: Sequence[Assessment], identities: Sequence[Mapping[str, Identity]]
) -> dict[Identity, str]:
    """Return a label for each identity: its name, else with whose it is, else with that within which it is called so.

    A name that is another's alias is no label: who asks for it may mean either.
    """
    names: dict[Identity, Counter[str]] = {}
    bearing: dict[str, set[Identity]] = {}
    for model, found in zip(models, identities, strict=True):
        for node in model.nodes:
            identity = found[node.name]
            names.setdefault(identity, Counter())[node.name] += 1
            for name in (node.name, *node.aliases):
                bearing.setdefault(fold(name), set()).add(identity)
    assessed = {model.body for model in models}
    usual = {i: min(n, key=lambda k: (-n[k], k not in assessed, k)) for i, n in names.items()}
    called = {identity.key: name for identity, name in usual.items()}
    told = {i: _list_labels(i, name, called) for i, name in usual.items()}
    uses = Counter(label for labels in told.values() for label in dict.fromkeys(labels))
    return {
        i: name
        if len(bearing[fold(name)]) == 1
        else next((label for label in told[i] if uses[label] == 1), told[i][-1])
        for i, name in usual.items()
    }


def _list_labels(identity: Identity, name: str, called: Mapping[str, str]) -> list[str]:
    """What may tell a node from others of its name: whose it is, within what it is called so, or all of that."""
    within = [called.get(identity.within.key, identity.within.called)] if identity.within else []
    return [f"{name}（{told}）" for told in (identity.whose, *within, identity.key)]


def label_nodes(models: Iterable[Assessment]) -> tuple[Mapping[str, str], ...]:
    """Return, per assessment, the label of each node name."""
    return join_nodes(tuple(models)).labels
