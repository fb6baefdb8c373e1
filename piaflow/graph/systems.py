"""Which systems that documents write under several names are one, and which may be.

Two are one where one body answers for them and they bear one name, or are of one type of the catalogue. Two may be one
where nothing tells that they are two: no document writes both, their types do not differ, and what their names say
goes together (既存住基, 住民基本台帳) or one of them says nothing (業務システム). What the country has one of (eLTAX) some
documents draw as a party.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType

from attrs import define, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import NodeKind
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party, System
from piaflow.graph.body_names import find_local_body, find_place, find_prefecture, read_name
from piaflow.graph.fields import find_fields, find_fields_around
from piaflow.graph.hubs import Range, lead, list_ranges
from piaflow.graph.system_names import (
    find_abbreviated,
    find_begun,
    find_shorter,
    find_sort,
    is_between,
    is_system,
    read_words,
)
from piaflow.law.country import PREFECTURES
from piaflow.law.system_types import OnePer, SystemType, find_type, find_type_called, list_types


@frozen
class Types:
    """Of which type of the catalogue the systems of a document are, by their names.

    `contested` are those that bear the name of a type where another of the document may be of it as well.
    """

    sure: Mapping[str, str]
    contested: Mapping[str, str]


def find_types(model: Assessment, given: Mapping[str, str] = MappingProxyType({})) -> Types:
    """Return the types that a document tells, and those that names tell where it tells of none that it is of that type.

    Of a name that is none of a type, `given` may tell the type.
    """
    told = {system.name: system.entry for system in model.systems if system.entry}
    untold = [system for system in model.systems if not system.entry]
    sure, contested = dict(told), dict[str, str]()
    for system in untold:
        kind = find_type_called((system.name, *system.aliases)) or find_type(given.get(system.name, ""))
        if kind is not None and kind.name not in told.values():
            rivals = any(_may_be_of(other, kind) for other in untold if other.name != system.name)
            (contested if rivals else sure)[system.name] = kind.name
    return Types(sure, contested)


def _may_be_of(system: System, kind: SystemType) -> bool:
    sorts = find_sort(system.kind, system.name), find_sort(kind.kind, kind.name)
    return sorts[0] is sorts[1] and _go_together(
        read_words((system.name, *system.aliases)), read_words(kind.names)
    )


def _go_together(one: frozenset[str], other: frozenset[str]) -> bool:
    begins = _begun(one) & _abbreviated(other) or _begun(other) & _abbreviated(one)
    return bool(one & other or _shorter(one) & other or _shorter(other) & one or begins)


def _shorter(words: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(find_shorter, words))


def _begun(words: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(find_begun, words))


def _abbreviated(words: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(find_abbreviated, words))


def find_home_prefecture(model: Assessment, name: str) -> str:
    """Return the prefecture of which a document speaks where each has its own: whose is named, else where the body lies.

    "" where it is not told.
    """
    owner = model.answering(name)
    if owner and (named := read_name(owner).full) in PREFECTURES:
        return named
    code = model.overview.code or model.assessor.code
    home = find_local_body(code, model.body)
    return home.prefecture if home else find_prefecture(code)


@define(eq=False)
class _Told:
    """What all documents tell of the systems that are one, or of a party that is called like what the country has one of.

    `beside` are the labels of all such that these documents write.
    """

    label: str
    beside: set[str] = field(factory=set)
    types: set[str] = field(factory=set)
    names: set[str] = field(factory=set)
    sorts: set[NodeKind] = field(factory=set)
    bodies: set[str] = field(factory=set)
    prefectures: set[str] = field(factory=set)
    is_untold: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        """What its names say, and those of its types."""
        return read_words((*self.names, *(name for kind in self._kinds for name in kind.names)))

    @cached_property
    def meant_by(self) -> frozenset[str]:
        """The types by whose names it may be meant."""
        return frozenset[str]().union(*(kind.meant_by for kind in self._kinds))

    @property
    def _kinds(self) -> Iterator[SystemType]:
        return filter(None, map(find_type, sorted(self.types)))

    @cached_property
    def national(self) -> frozenset[str]:
        """The types of which the country has one and of which it may be, or a part, by its types or else by its words."""
        called = (_national_words().get((sort, word)) for sort in self.sorts for word in self.words)
        kinds = [*self._kinds] if self.types else [kind for kind in called if kind]
        names = {name for kind in kinds if kind in _list_national() for name in (kind.name, *kind.meant_by)}
        return frozenset(kind.name for kind in _list_national() if kind.name in names)

    @cached_property
    def is_of_many(self) -> bool:
        """Whether all its names are words for many systems."""
        return not (self.types or self.words)

    @cached_property
    def is_between(self) -> bool:
        """Whether a name says no more than that it stands between the systems of a body."""
        return is_between(self.words)

    @property
    def said(self) -> tuple[object, ...]:
        """All by which it is judged whether it may be another: alike of two, they are alike to any third."""
        return frozenset(self.types), frozenset(self.names), frozenset(self.sorts), self.is_untold

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields of work of which it is the whole system."""
        return self._find_fields(find_fields)

    @cached_property
    def around(self) -> frozenset[str]:
        """The fields of work of which it is a part."""
        return self._find_fields(find_fields_around)

    def _find_fields(self, find: Callable[[NodeKind, str], frozenset[str]]) -> frozenset[str]:
        """Return the fields of its names; none where it is of a type that bodies share."""
        is_own = all(kind.one_per is OnePer.BODY for kind in self._kinds)
        said = itertools.product(self.sorts, self.words) if is_own else ()
        return frozenset[str]().union(*(find(sort, word) for sort, word in said))

    @cached_property
    def keys(self) -> frozenset[tuple[str, str]]:
        """What another that may be the same has as well, or in short."""
        told = (
            ("name", self.names),
            ("type", self.types),
            ("word", self.words),
            ("begun", _begun(self.words)),
            ("field", self.fields),
            ("between", {""} if self.is_between else ()),
        )
        return frozenset((sort, value) for sort, values in told for value in values)

    @cached_property
    def akin(self) -> frozenset[tuple[str, str]]:
        """What another has of which it may be a part, or which may be its short name."""
        told = (
            *(("type", self.meant_by), ("word", _shorter(self.words))),
            ("begun", _abbreviated(self.words)),
            ("field", self.around),
        )
        return frozenset((sort, value) for sort, values in told for value in values)


@cache
def _list_national() -> tuple[SystemType, ...]:
    return tuple(kind for kind in list_types() if kind.one_per is OnePer.COUNTRY)


@cache
def _national_words() -> Mapping[tuple[NodeKind, str], SystemType]:
    """The types of which the country has one, by what sort of thing they are and what their names say."""
    return {
        (find_sort(kind.kind, kind.name), word): kind
        for kind in _list_national()
        for word in read_words(kind.names)
    }


@frozen
class Same:
    """Which systems may be one: from each `ends` at those that it may be, by itself or by hubs, to which `inward` leads."""

    ends: tuple[tuple[str, str], ...] = ()
    inward: tuple[tuple[str, str], ...] = ()


class Systems:
    """The systems of several documents under their labels, and which of them may be one."""

    def __init__(
        self,
        models: Sequence[Assessment],
        labels: Sequence[Mapping[str, str]],
        types: Sequence[Types],
        bodies: Sequence[Mapping[str, Sequence[str]]],
    ) -> None:
        """Read those of all models: `bodies[i]` are the keys of those who answer for each node of model i, or may."""
        self._models, self._labels, self._bodies = models, labels, bodies
        self._told = _gather(models, labels, types, bodies)
        self._around = _list_around(models, labels, bodies)

    def find_alike(self) -> Same:
        """Return the systems that may be one by their labels: those that one body answers for, or may.

        Of a system whose owner a document does not tell, so may those that other documents of its 団体 name; and what may
        be of one type of which the country has one, or a prefecture.
        """
        told = self._told
        drawn = _gather_drawn(self._models, self._labels, told)
        near: dict[str, dict[str, None]] = {}
        for label, one in told.items():
            for body in sorted(one.bodies):
                near.setdefault(body, {})[label] = None
        national: dict[str, list[_Told]] = {}
        for one in (*told.values(), *drawn.values()):
            for kind in one.national:
                national.setdefault(kind, []).append(one)
        found = [_lead(f"shared {key}", group, lambda *_: True) for key, group in _find_shared(told.values())]
        for name, groups, judge in (
            ("same", near, _may_be_one),
            ("around", self._around, _may_be_one_around),
        ):
            found += [
                _lead(f"{name} {key}", [told[label] for label in group], judge)
                for key, group in groups.items()
            ]
        found += [_lead(f"nation {kind}", group, _may_be_one) for kind, group in national.items()]
        return Same(
            tuple(end for same in found for end in same.ends), tuple(e for same in found for e in same.inward)
        )

    def find_printed(self, printed: Sequence[Collection[str]]) -> Iterator[Mapping[str, Sequence[str]]]:
        """Yield, per document, the systems of others of its 団体 that it may mean by what it prints as 提供先 or 移転先.

        What the document writes as a system itself it does not mean.
        """
        for model, names, who, told in zip(self._models, self._labels, self._bodies, printed, strict=True):
            others = self._around.get(_find_home(model, who), {}).keys() - {*names.values()}
            drawn = {text: _read_drawn(text, Party(text)) for text in told if is_system(text)}
            yield {
                text: sorted(label for label in others if _may_be_one(one, self._told[label]))
                for text, one in drawn.items()
                if not model.find(text)
            }


def _list_around(
    models: Sequence[Assessment],
    labels: Sequence[Mapping[str, str]],
    bodies: Sequence[Mapping[str, Sequence[str]]],
) -> Mapping[str, Mapping[str, None]]:
    """Return the systems that documents of each 団体 name."""
    around: dict[str, dict[str, None]] = {}
    for model, names, who in zip(models, labels, bodies, strict=True):
        place = _find_home(model, who)
        for system in model.systems:
            around.setdefault(place, {})[names[system.name]] = None
    return around


def _find_home(model: Assessment, who: Mapping[str, Sequence[str]]) -> str:
    return find_place(model.body) or who[model.assessor.name][0]


def _find_shared(told: Iterable[_Told]) -> Iterator[tuple[str, list[_Told]]]:
    """Yield what may be the one system of its type that a prefecture has, whoever is told to run it.

    Where a document does not tell of which prefecture it speaks, it may be that of any.
    """
    bearing: dict[str, list[_Told]] = {}
    for one in told:
        for kind in filter(None, map(find_type, one.types)):
            if kind.one_per is OnePer.PREFECTURE:
                bearing.setdefault(kind.name, []).append(one)
    for kind_name, group in bearing.items():
        for place in sorted({place for one in group for place in one.prefectures if place} or {""}):
            yield f"{kind_name} {place}", [one for one in group if one.prefectures & {place, ""}]


def _gather(
    models: Sequence[Assessment],
    labels: Sequence[Mapping[str, str]],
    types: Sequence[Types],
    bodies: Sequence[Mapping[str, Sequence[str]]],
) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for index, (model, names) in enumerate(zip(models, labels, strict=True)):
        labels_here = {names[system.name] for system in model.systems}
        for system in model.systems:
            one = told.setdefault(names[system.name], _Told(names[system.name]))
            one.beside |= labels_here
            kind = types[index].sure.get(system.name, "")
            one.types |= {kind} - {""}
            one.names |= set(map(fold, (system.name, *system.aliases)))
            one.sorts.add(find_sort(system.kind, system.name))
            one.bodies |= set(bodies[index][system.name])
            one.prefectures.add(find_home_prefecture(model, system.name))
            one.is_untold |= not model.responsible(system.name).told
    return told


def _gather_drawn(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]], systems: Mapping[str, _Told]
) -> dict[str, _Told]:
    """Return what is told of the parties that are called like what the country has one of; systems beside them are others."""
    told: dict[str, _Told] = {}
    for model, names in zip(models, labels, strict=True):
        read = (_read_drawn(names[party.name], party) for party in model.parties)
        drawn = [one for one in read if one.national]
        labels_here = {one.label for one in drawn}
        beside = {names[system.name] for system in model.systems}
        for one in drawn:
            known = told.setdefault(one.label, _Told(one.label))
            known.beside |= labels_here | beside
            known.types |= one.types
            known.names |= one.names
            known.sorts |= one.sorts
        for label in beside if drawn else ():
            systems[label].beside |= labels_here
    return told


def _read_drawn(label: str, party: Party) -> _Told:
    called = (party.name, *party.aliases)
    kind = find_type_called(called)
    return _Told(
        label,
        types={kind.name} if kind else set(),
        names=set(map(fold, called)),
        sorts={find_sort(NodeKind.SYSTEM, name) for name in called},
    )


Judge = Callable[[_Told, _Told], bool]


def _lead(name: str, group: Sequence[_Told], judge: Judge) -> Same:
    """Return how the systems of a group lead to those that they may be.

    Of those of which the same is said one is judged for all; two that one document writes are two.
    """
    alike = group_by((one.said, one) for one in sorted(group, key=lambda one: one.label)).values()
    members = [one for those in alike for one in those]
    place = {one.label: at for at, one in enumerate(members)}
    ends = [0, *itertools.accumulate(map(len, alike))]
    ranges: dict[str, Sequence[Range]] = {}
    for those, others in zip(alike, _judge([those[0] for those in alike], judge), strict=True):
        within = [(ends[other], ends[other + 1]) for other in sorted(others)]
        for one in those:
            ranges[one.label] = list_ranges(within, map(place.__getitem__, place.keys() & one.beside))
    ways = lead(name, ranges, [1] * len(members))
    return Same(tuple((source, members[at].label) for source, at in ways.ends), ways.inward)


def _judge(group: Sequence[_Told], judge: Judge) -> list[set[int]]:
    """Return with which each of a group goes together, by their places, without asking every two of them."""
    bearing = group_by((key, place) for place, one in enumerate(group) for key in one.keys)
    many = [place for place, one in enumerate(group) if one.is_of_many]
    found: list[set[int]] = [set() for _ in group]
    for place, one in enumerate(group):
        near = {other for key in (*one.keys, *one.akin) for other in bearing.get(key, ())}
        for other in near.union(many):
            if judge(one, group[other]):
                found[place].add(other)
                found[other].add(place)
    return found


def _may_be_one(one: _Told, other: _Told) -> bool:
    """Whether nothing that is said of two systems of one body tells that they are two."""
    if one.fields & other.around or other.fields & one.around:
        return True
    if one.types and other.types:
        is_same = one.types & other.types or one.types & other.meant_by or other.types & one.meant_by
        return bool(is_same)
    if one.names & other.names:
        return True
    if not one.sorts & other.sorts:
        return False
    both_between = one.is_between and other.is_between
    return one.is_of_many or other.is_of_many or both_between or _go_together(one.words, other.words)


def _may_be_one_around(one: _Told, other: _Told) -> bool:
    """Whether two systems of which documents of one 団体 tell may be one, though no body is told to run both.

    Where nobody tells who runs one of them; and where two documents tell otherwise who runs what is called alike.
    """
    is_open = one.is_untold or other.is_untold or one.names & other.names or one.types & other.types
    return bool(is_open) and not (one.is_of_many or other.is_of_many) and _may_be_one(one, other)
