"""Which 部署 and people of one body may be one under several names, and which party is what another document calls a system.

Those of two bodies are never one, whatever they are called; in documents of one body those of one name are one. Files of
one name that several systems hold may be one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import define, field

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party, System
from piaflow.graph.bodies import OF_A_BODY, find_section_above, is_any_section
from piaflow.graph.body_names import (
    find_place,
    find_wholes,
    is_desk,
    is_office_by_task,
    read_name,
    shorten_name,
    split_form,
    split_names,
    strip_more,
    strip_remarks,
)

_ANYBODY = re.compile(
    "(?:対象|該当|当該)*(?:(?:[国都道府県市区町村]|住|市町村)民|本人|個人|(?:申請|届出|請求|利用|対象|来庁|該当)(?:者|人))+"
)
"""Words for people that say no more than that they are people."""
_SHORTEST = 2
"""Letters of the name of a 部署: 課 alone is the end of every one."""


@define(eq=False)
class _Named:
    """What the documents of one place call one node; `within` are the 部署 that a 部署 is in."""

    label: str
    documents: set[int] = field(factory=set)
    names: set[str] = field(factory=set)
    within: set[str] = field(factory=set)


Nodes = dict[str, _Named]


def find_alike_parts(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the labels of 部署, people, files, and of a party and a system, that no document tells to be two, pair by pair."""
    groups: dict[PartyKind, dict[str, Nodes]] = {PartyKind.DEPARTMENT: {}, PartyKind.PERSON: {}}
    named: dict[tuple[str, str], Nodes] = {}
    for index, (model, names) in enumerate(zip(models, labels, strict=True)):
        place = find_place(model.body) or names[model.assessor.name]
        for party in model.parties:
            if party.kind in groups:
                one = _put(groups[party.kind].setdefault(place, {}), index, names[party.name], party)
                one.within |= {find_section_above(model, party)} - {""}
        for system in model.systems:
            for name in map(fold, (system.name, *system.aliases)):
                _put(named.setdefault((place, name), {}), index, names[system.name], system)
    for nodes in groups[PartyKind.DEPARTMENT].values():
        yield from _find_sections(nodes)
    for nodes in groups[PartyKind.PERSON].values():
        yield from _find_people(nodes)
    yield from dict.fromkeys(_find_files(models, labels))
    yield from _find_drawn(models, labels, named)


def _put(group: Nodes, index: int, label: str, node: File | Party | System) -> _Named:
    one = group.setdefault(label, _Named(label))
    one.documents.add(index)
    one.names |= set(map(fold, (node.name, *node.aliases)))
    return one


def _find_sections(nodes: Nodes) -> Iterator[tuple[str, str]]:
    """Yield those of which one's name begins or ends with the other's, and any by a word for any (担当課)."""
    bearing: dict[str, list[_Named]] = {}
    for one in nodes.values():
        for name in one.names:
            bearing.setdefault(_call_one(name), []).append(one)
    for one in nodes.values():
        if all(is_any_section(name) or is_office_by_task(name) for name in one.names):
            apart = (other for other in nodes.values() if not one.documents & other.documents)
            yield from ((one.label, other.label) for other in apart)
        for key in {key for name in one.names for key in _list_parts(_call_one(name))}:
            for other in bearing.get(key, ()):
                is_apart = one.documents & other.documents or _are_of_two_sections(one, other)
                if one is not other and not is_apart:
                    yield one.label, other.label


def _are_of_two_sections(one: _Named, other: _Named) -> bool:
    """Whether two 係 that are called by their task are told to be of two 課; a 課 and a 部 may be above one."""
    if not (one.within and other.within and all(map(is_desk, one.names | other.names))):
        return False
    return all(
        a[-1] == b[-1] and not (a.endswith(b) or b.endswith(a) or is_any_section(a) or is_any_section(b))
        for a in one.within
        for b in other.within
    )


def _call_one(name: str) -> str:
    """Return what each of those is called of which a name speaks: 各支所 is 支所."""
    return strip_remarks(name).removeprefix("各")


def _list_parts(name: str) -> Iterator[str]:
    """市民部市民課 is 市民課, and 市民課窓口係 a part of it."""
    yield name
    for cut in range(1, len(name)):
        yield from (part for part in (name[:cut], name[cut:]) if len(part) >= _SHORTEST)


def _find_people(nodes: Nodes) -> Iterator[tuple[str, str]]:
    """Yield the people who are called by a word for anybody, with all that another document names, and those of one name."""
    for one in nodes.values():
        is_any = all(map(is_anybody, one.names))
        for other in nodes.values():
            is_apart = one is not other and not one.documents & other.documents
            if is_apart and (is_any or one.names & other.names):
                yield one.label, other.label


def is_anybody(name: str) -> bool:
    """Whether people are called by a word for anybody, or several are and some of them so (本人又は代理人)."""
    several = split_names(fold(name).replace("・", "又は")) or (fold(name),)
    return any(_ANYBODY.fullmatch(strip_more(strip_remarks(one))) for one in several)


def _find_files(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the files of one name of which documents of one body speak."""
    bearing: dict[tuple[str, str], Nodes] = {}
    for index, (model, names) in enumerate(zip(models, labels, strict=True)):
        for file in model.files:
            for name in map(fold, (file.name, *file.aliases)):
                own = bearing.setdefault((names[model.assessor.name], name), {})
                _put(own, index, names[file.name], file)
    for nodes in bearing.values():
        for one, other in combinations(nodes.values(), 2):
            if not one.documents & other.documents:
                yield one.label, other.label


def find_offices(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield each office with the body that it is of: what is at the one may be at the other.

    So is a party by whose name several are meant one of each of them.
    """
    parties = [
        (names[party.name], party, find_place(model.body) or names[model.assessor.name], model.body)
        for model, names in zip(models, labels, strict=True)
        for party in dict.fromkeys((*model.parties, model.assessor))
    ]
    return _pair_offices(parties)


_Placed = tuple[str, Party, str, str]
"""A party with its label, the place that its 部署 are of, and the body whose document names it."""


def _pair_offices(parties: Sequence[_Placed]) -> Iterator[tuple[str, str]]:
    bearing: dict[str, dict[str, None]] = {}
    for label, party, place, _ in parties:
        for name in (party.name, *party.aliases):
            keys = [_name_within(place, name)] if party.kind in OF_A_BODY else _list_bodies(name)
            for key in keys:
                bearing.setdefault(key, {})[label] = None
    for label, party, place, body in parties:
        together = split_names(party.name)
        names = (party.name, *party.aliases, *together)
        wholes = dict.fromkeys(whole for name in names for whole in find_wholes(name, body))
        each = (key for name in together for key in (*_list_bodies(name), _name_within(place, name)))
        for key in dict.fromkeys((*wholes, *each)):
            yield from ((label, other) for other in bearing.get(key, ()) if other != label)


def _name_within(place: str, name: str) -> str:
    """What 部署 and people of a place are found by."""
    return f"{place}/{fold(name)}"


def _list_bodies(name: str) -> frozenset[str]:
    """What a body is found by: the name that it alone has, and what it may be called."""
    told = read_name(name)
    return frozenset({told.full, told.town, told.plain, shorten_name(told.plain)} - {""})


def find_companies(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield parties of one document whose names differ by how the form of a company is written, or left out."""
    for model, names in zip(models, labels, strict=True):
        for one, other in _pair_companies(model.parties):
            yield names[one], names[other]


def _pair_companies(parties: Iterable[Party]) -> Iterator[tuple[str, str]]:
    called: dict[str, dict[Party, set[str]]] = {}
    for party in parties:
        if party.kind not in OF_A_BODY:
            for form, name in map(split_form, (party.name, *party.aliases)):
                called.setdefault(name, {}).setdefault(party, set()).add(form)
    for found in called.values():
        for (one, forms), (other, other_forms) in combinations(found.items(), 2):
            told, other_told = forms - {""}, other_forms - {""}
            told_apart = told and other_told and not told & other_told
            numbered = one.corporate_number and other.corporate_number
            if (told or other_told) and not (told_apart or numbered):
                yield one.name, other.name


def find_printed(model: Assessment, printed: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield names that are printed and that no party bears, each with the parties that one of that name may be."""
    every = (*model.parties, *map(Party, printed))
    place = find_place(model.body) or model.assessor.name
    offices = _pair_offices([(party.name, party, place, model.body) for party in (*every, model.assessor)])
    for one, other in (*_pair_companies(every), *offices):
        for name, party in ((one, other), (other, one)):
            if name in printed and party not in printed:
                yield name, party


def _find_drawn(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]], named: Mapping[tuple[str, str], Nodes]
) -> Iterator[tuple[str, str]]:
    """Yield each party and the systems of its place that bear its name."""
    for index, (model, names) in enumerate(zip(models, labels, strict=True)):
        place = find_place(model.body) or names[model.assessor.name]
        for party in model.parties:
            for name in map(fold, (party.name, *party.aliases)):
                for system in named.get((place, name), {}).values():
                    if index not in system.documents:
                        yield names[party.name], system.label
