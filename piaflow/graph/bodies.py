"""Which parties of several documents are one body, and which may be one.

Two parties are one only for a reason: the same 全国地方公共団体コード, a name that only one body in the country has, the
name of a municipality (without a code or prefecture that speaks against it), or the name under which one of the
documents assesses a body. In documents of one body those of one name are one. All else that is named alike may be
one or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party
from piaflow.graph.body_names import find_prefecture, list_callings, read_name, read_name_within
from piaflow.graph.documents import name_documents
from piaflow.law.country import JLIS

_OF_A_BODY = frozenset({PartyKind.PERSON, PartyKind.DEPARTMENT})
"""Those of two bodies are never the same, whatever they are called."""
_CODE = 5
"""The digits of a 全国地方公共団体コード before its check digit, which some leave out."""


@frozen
class Body:
    """A body under its key. `own` tells it from another of its name, `whose` what belongs to it from what does not."""

    key: str
    own: str = field(eq=False)
    whose: str = field(eq=False)


@frozen
class _Told:
    """What the documents tell of one body: `members` are its parties, each with the index of its document.

    `full` are names that only one body has, `towns` names of municipalities, `plain` all names without heads.
    """

    members: frozenset[tuple[int, str]]
    codes: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    prefectures: frozenset[str] = frozenset()

    @classmethod
    def of(cls, group: Sequence[_Told]) -> _Told:
        """Return all that is told of a group that is one body."""
        if len(group) == 1:
            return group[0]
        return cls(
            frozenset[tuple[int, str]]().union(*(told.members for told in group)),
            _all(told.codes for told in group),
            _all(told.full for told in group),
            _all(told.towns for told in group),
            _all(told.plain for told in group),
            _all(told.prefectures for told in group),
        )


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


Keys = Callable[[_Told], Iterable[str]]


class Bodies:
    """The bodies that the parties of several documents are."""

    def __init__(self, models: Sequence[Assessment]) -> None:
        """Read the parties of all models."""
        self._models, self._titles = models, name_documents(models)
        assessed = frozenset(_list_assessed(models))
        found = [told for index, model in enumerate(models) for told in _read(index, model, assessed)]
        for keys in (_codes, _full, _towns):
            found = _join(found, keys)
        home = {member: place for place, told in enumerate(found) for member in told.members}
        self._homes = tuple(home[index, model.assessor.name] for index, model in enumerate(models))
        self._found = _join(found, self._named_at_home)
        self._uses = Counter(name for told in self._found for name in _own_names(told))
        self._of: dict[tuple[int, str], Body] = {}
        for told in self._found:
            self._of.update(dict.fromkeys(told.members, self._body(told)))

    def find(self, index: int, party: str) -> Body:
        """Return the body that a party of a model is."""
        return self._of[index, party]

    def find_alike(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the keys of bodies that may be one, each group after one of which nothing tells who it is.

        Two of which something tells it are two, whatever else they are called.
        """
        keys = [self._key(told) for told in self._found]
        unsure = {place for place, told in enumerate(self._found) if not self._is_sure(told)}
        called = _find_bearers(self._found, self._callings)
        for places in _find_groups(places for places in called if not unsure.isdisjoint(places)):
            yield min(keys[p] for p in places if p in unsure), frozenset(keys[p] for p in places)

    def _named_at_home(self, told: _Told) -> Iterator[str]:
        return (f"{self._homes[index]}/{read_name(name).plain}" for index, name in told.members)

    def _callings(self, told: _Told) -> Iterator[str]:
        """The names of a body, and the word for its kind where some document calls a body by nothing else."""
        for name in told.plain:
            whole, *kind = list_callings(name)
            yield from (whole, *(word for word in kind if word in self._alone))

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(list_callings(name)[0] for told in self._found for name in told.plain)

    def _is_sure(self, told: _Told) -> bool:
        return any(self._uses[name] == 1 for name in _own_names(told))

    def _key(self, told: _Told) -> str:
        """What only this body is known by: a code or a name; else where it is named first."""
        own = (name for name in _own_names(told) if self._uses[name] == 1)
        return next(own, min(f"{self._titles[index]}/{name}" for index, name in told.members))

    def _body(self, told: _Told) -> Body:
        key, index = self._key(told), min((index for index, _ in told.members), key=self._titles.__getitem__)
        home, assessing = (
            self._assessors[self._homes[index]],
            [i for i, n in told.members if self._assesses(i, n)],
        )
        if not assessing:
            names = Counter(name for _, name in told.members)
            name = min(names, key=lambda n: (-names[n], n))
            return Body(key, key, name) if self._is_sure(told) else Body(key, home, f"{home}/{name}")
        called, own = self._assessors[self._homes[assessing[0]]], key.removeprefix("#")
        return Body(key, own, called if self._namesakes[called] == 1 else f"{called} {own}")

    def _assesses(self, index: int, name: str) -> bool:
        return self._models[index].assessor.name == name

    @cached_property
    def _assessors(self) -> Mapping[int, str]:
        """What the assessing body at each home is called, in the document that comes first by its title."""
        titled = sorted(
            zip(self._titles, self._homes, self._models, strict=True), key=lambda t: t[0], reverse=True
        )
        return {home: model.assessor.name for _, home, model in titled}

    @cached_property
    def _namesakes(self) -> Counter[str]:
        return Counter(self._assessors.values())


def _list_assessed(models: Sequence[Assessment]) -> Iterator[str]:
    """Yield the names under which documents assess a body, words for many aside."""
    names = (read_name(name) for model in models for name in (model.body, model.assessor.name))
    return (name.plain for name in names if not (name.town or name.is_of_many))


def _read(index: int, model: Assessment, assessed: frozenset[str]) -> list[_Told]:
    """The bodies of one document: there parties of one name are one, a body and its head."""
    found = [_tell(index, model, node, assessed) for node in model.nodes if isinstance(node, Party)]
    for keys in (_codes, _full, _plain):
        found = _join(found, keys)
    return found


def _tell(index: int, model: Assessment, party: Party, assessed: frozenset[str]) -> _Told:
    members = frozenset({(index, party.name)})
    is_assessor = party == model.assessor
    if party.kind in _OF_A_BODY and not is_assessor:
        return _Told(members)
    codes = {party.code, model.overview.code} if is_assessor else {party.code}
    names = [read_name_within(name, model.body) for name in (party.name, *party.aliases)]
    names += [read_name(model.body)] if is_assessor else []
    plain = frozenset(name.plain for name in names)
    prefectures = {*(name.prefecture for name in names), *map(find_prefecture, codes)} - {""}
    towns = {name.town for name in names} - {""}
    full = {name.full for name in names} | {place + town for place in prefectures for town in towns}
    return _Told(
        members,
        frozenset(fold(code)[:_CODE] for code in codes if code),
        frozenset(full - {""}) | plain & assessed | _find_jlis(party, plain),
        frozenset(name.town for name in names if name.town and not name.shared),
        plain,
        frozenset(prefectures),
    )


def _find_jlis(party: Party, plain: frozenset[str]) -> frozenset[str]:
    """機構 alone is J-LIS by the kind of the party, unless that has the name of another 機構 as well."""
    other = any(name.endswith("機構") for name in plain - {"機構", JLIS})
    return frozenset({JLIS} if party.kind is PartyKind.JLIS and "機構" in plain and not other else ())


def _codes(told: _Told) -> Iterable[str]:
    return told.codes


def _full(told: _Told) -> Iterable[str]:
    return told.full


def _towns(told: _Told) -> Iterable[str]:
    return told.towns


def _plain(told: _Told) -> Iterable[str]:
    return told.plain


def _own_names(told: _Told) -> Iterator[str]:
    yield from (f"#{code}" for code in sorted(told.codes))
    yield from sorted(told.full)
    yield from sorted(told.towns - told.full)


def _join(found: list[_Told], keys: Keys) -> list[_Told]:
    """Join what shares a key, unless several codes or prefectures among them tell that they are not one."""
    groups = [[found[place] for place in places] for places in _find_groups(_find_bearers(found, keys))]
    one = [group for group in groups if keys is _codes or _agree(group)]
    gone = {id(told) for group in one for told in group}
    return [*(told for told in found if id(told) not in gone), *map(_Told.of, one)]


def _find_bearers(found: Sequence[_Told], keys: Keys) -> list[list[int]]:
    """Return the places of those that share a key, key by key."""
    bearing: dict[str, list[int]] = {}
    for place, told in enumerate(found):
        for key in keys(told):
            bearing.setdefault(key, []).append(place)
    return [places for places in bearing.values() if len(places) > 1]


def _agree(group: Sequence[_Told]) -> bool:
    prefectures = _all(told.prefectures for told in group)
    return sum(bool(told.codes) for told in group) <= 1 and len(prefectures) <= 1


def _find_groups(links: Iterable[Sequence[int]]) -> list[list[int]]:
    """Return the places that links join, directly or by way of others."""
    above: dict[int, int] = {}

    def root(place: int) -> int:
        while above.setdefault(place, place) != place:
            above[place] = place = above[above[place]]
        return place

    for first, *others in links:
        start = root(first)
        for other in others:
            above[root(other)] = start
    groups: dict[int, list[int]] = {}
    for place in above:
        groups.setdefault(root(place), []).append(place)
    return list(groups.values())
