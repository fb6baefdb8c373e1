"""Which parties of several documents are one body, and which may be one.

Two parties are one only for a reason: the same 全国地方公共団体コード or 法人番号, a name that only one body in the
country has, the name of a municipality (without a code or prefecture that speaks against it), or the name under which
one of the documents assesses a body. In documents of one body those of one name are one. All else that is named alike
may be one or not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from attrs import field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party
from piaflow.graph.body_names import (
    ANYBODY,
    CORPORATE,
    LOCAL,
    BodyName,
    find_kinds,
    find_kinds_by_end,
    find_local_body,
    find_place,
    find_prefecture,
    is_by_others,
    is_common,
    is_desk,
    is_public_by_end,
    list_endings,
    read_name,
    read_name_within,
    read_private_name,
    shorten_name,
    split_form,
    split_names,
)
from piaflow.law.country import JLIS, OF_JLIS, RUN_BY_JLIS
from piaflow.law.municipalities import split_ward

OF_A_BODY = frozenset({PartyKind.PERSON, PartyKind.DEPARTMENT})
"""Those of two bodies are never the same, whatever they are called."""
_PRIVATE = frozenset({PartyKind.CONTRACTOR, PartyKind.COMPANY})
_KINDS = {
    PartyKind.MUNICIPALITY: frozenset("市区町村"),
    PartyKind.PREFECTURE: frozenset("県"),
    PartyKind.NATIONAL: frozenset("国"),
}
"""What a party is that is called by no name: 転出先, of the kind 他市区町村."""
_ONE_PER_PLACE = re.compile(
    "[都道府県市区町村]|知事|[都道府県市区]?立?(?:児童相談所|福祉(?:保健)?事務所|保健所|税事務所)"
)
"""Words for many by which one body means its own: 県 is the prefecture in which a city lies."""
_ANY_SECTION = re.compile(
    "(?>評価実施機関(?:における)?|その他|他|各|本|当|全|庁内|関係|関連|該当|当該|対象|利用|(?:業務|事務|制度)?の?(?:実施)?(?:担当|所管|主管)|受付|申請|届出|窓口|(?:移転|提供)先|の)*"
    "(?:窓口|課|係|室|部署|部門|部局|所属|担当|担当者|職員)|[全本]庁|庁内"
)
"""Words for 部署 that say no more than that it is the one that does what the document is about."""
_LOCAL_NUMBER = re.compile(".000020")
"""How the 法人番号 of a 地方公共団体 begins, behind its check digit (法人番号の指定等に関する省令)."""
_CODE = 5
"""The digits of a 全国地方公共団体コード before its check digit, which some leave out."""


@frozen
class Body:
    """A body under its key. `own` tells it from another of its name, `whose` what belongs to it from what does not.

    One that `is_local` is a municipality, a prefecture or an organ of these: its systems are its own. `document` is the
    title of the one that calls it by a word for many, by which another document may mean another.
    """

    key: str
    own: str = field(eq=False)
    whose: str = field(eq=False)
    is_local: bool = field(default=False, eq=False)
    document: str = field(default="", eq=False)


@frozen
class Told:
    """What the documents tell of one body: `members` are its parties, each with the index of its document.

    `full` are names that only one body has, `towns` names of municipalities, `plain` all names without heads, `numbers`
    are 法人番号. `kinds` are those of which the body is or, where it is called by `words` for many only, one of
    which it is; by a name of several it may be each. By words that are `is_of_many` each document of one body may mean
    another.
    """

    members: frozenset[tuple[int, str]]
    codes: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    prefectures: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    is_of_many: bool = False
    within: frozenset[str] = frozenset()
    is_desk: bool = False

    @classmethod
    def of(cls, group: Sequence[Told]) -> Told:
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
            _all(told.kinds for told in group),
            _all(told.words for told in group) if all(told.words for told in group) else frozenset(),
            _all(told.numbers for told in group),
            all(told.is_of_many for told in group),
            _all(told.within for told in group),
            all(told.is_desk for told in group),
        )


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def list_names(told: Told) -> frozenset[str]:
    """Return what a body may be called: its names in short, and a ward without its city."""
    return frozenset(shorten_name(name) for plain in told.plain for name in (plain, split_ward(plain)[1]))


Keys = Callable[[Told], Iterable[str]]


def _list_public_names(told: Told) -> frozenset[str]:
    """What a body may be called that is no company for certain: 東村 is not 株式会社東村."""
    is_company = bool(told.plain) and all(split_form(name)[0] for name in told.plain)
    return frozenset() if is_company else list_names(told)


def _list_private_names(told: Told) -> frozenset[str]:
    """What a company may be called, with its form or without; no municipality or prefecture is."""
    is_local = (told.full or told.towns) and not told.kinds.isdisjoint(LOCAL)
    return frozenset() if is_local else list_names(told)


@frozen
class Alike:
    """Bodies that may be one, by their keys: `middle` is one of those of which nothing tells who they are.

    They share a name or are called by words of one kind. Each of the `meant` may be whom such a word means: of those that
    are `telling` their own document tells by such a word how it goes on. Those that are `named_beside` the word, by
    another document of the same 団体, may be who has what is had by the word. The word for a contractor (`is_hired`)
    stands for such ones only: what these have may be sent on by it.
    """

    middle: str
    bodies: frozenset[str]
    meant: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    named_beside: frozenset[str] = frozenset()
    is_hired: bool = False

    @property
    def is_word(self) -> bool:
        """Whether others are meant by it."""
        return bool(self.meant or self.telling)


class Bodies:
    """The bodies that the parties of several documents are: `found`, those of one kind side by side."""

    def __init__(
        self,
        models: Sequence[Assessment],
        titles: Sequence[str],
        printed: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        """Read the parties of all models, which `titles` call each otherwise; of some those alone that are `printed`."""
        self._models, self.titles = models, titles
        self._assessed = frozenset(_list_assessed(models))
        found = [
            told
            for index, model in enumerate(models)
            for told in _read(index, model, (printed or {}).get(index), self._assessed)
        ]
        for keys in (_codes, _numbers, _full, _towns):
            found = _join(found, keys)
        home = {member: place for place, told in enumerate(found) for member in told.members}
        self._homes = tuple(home[index, model.assessor.name] for index, model in enumerate(models))
        for keys in (self._named_within, self._named_alone):
            found = _join(found, keys)
        self._uses = Counter(name for told in found for name in _own_names(told))
        self.found = sorted(found, key=lambda told: (sorted(told.kinds), self._key(told)))
        self._of: dict[tuple[int, str], Body] = {}
        for told in self.found:
            self._of.update(dict.fromkeys(told.members, self._body(told)))

    def find(self, index: int, party: str) -> Body:
        """Return the body that a party of a model is."""
        return self._of[index, party]

    def find_named(self, index: int, name: str) -> str | None:
        """Return the key of the one body that a document means by a printed name, None where it is of none or many.

        It is one that has a name of its own, or that a document of the same body calls so.
        """
        told = read_name_within(name, self._models[index].body)
        found = self._by_name.get(told.full) or self._by_name.get("" if told.shared else told.town)
        at_home = [] if found else self._named_surely.get(f"{self._homes[index]}/{told.plain}", [])
        return found or (at_home[0] if len(at_home) == 1 else None)

    def list_named(self, index: int, name: str) -> Sequence[str]:
        """Return the keys of those whom a document may mean by a printed name that other documents of its body bear."""
        told = read_name_within(name, self._models[index].body)
        return self._named_at_all.get(f"{self._homes[index]}/{told.plain}", ())

    def read_printed(self, index: int, name: str) -> Told:
        """Return what a document tells of a body that it prints the name of and has no party for."""
        return _tell(index, self._models[index], Party(name), self._assessed)

    def list_at_home(self, index: int) -> Sequence[int]:
        """Return the places of those that assess the documents of the body which assesses a document."""
        return self._assessing.get(self._homes[index], ())

    @cached_property
    def _assessing(self) -> Mapping[int, Sequence[int]]:
        return group_by((home, place) for place in range(len(self.found)) for home in self._own_homes(place))

    def is_sure(self, told: Told) -> bool:
        """Whether something tells of a body who it is."""
        return any(self._uses[name] == 1 for name in _own_names(told))

    @cached_property
    def _named_surely(self) -> Mapping[str, Sequence[str]]:
        """The keys of the bodies by what documents of each home call them, but for words for many."""
        each = zip(self.found, self.keys, strict=True)
        return group_by(
            (name, key) for told, key in each for name in dict.fromkeys(self._named_at_home(told))
        )

    @cached_property
    def _named_at_all(self) -> Mapping[str, Sequence[str]]:
        """The keys of the bodies by what documents of each home call them, be it 給付係 of no 課; else no words for many."""
        each = ((t, k) for t, k in zip(self.found, self.keys, strict=True) if t.is_desk or not t.is_of_many)
        return group_by((name, key) for told, key in each for name in dict.fromkeys(self._call_at_home(told)))

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        """The key of each body by the names that it alone has, and that of no body by ""."""
        each = zip(self.found, self.keys, strict=True)
        return {name: key for told, key in each for name in _own_names(told) if self._uses[name] == 1}

    def find_home(self, index: int) -> Body:
        """Return the body of whose 団体 a document speaks: of an organ its municipality, else whoever assesses."""
        home = self.find_named(index, find_place(self._models[index].body))
        return self._by_key[home] if home else self.find(index, self._models[index].assessor.name)

    @cached_property
    def _by_key(self) -> Mapping[str, Body]:
        return {body.key: body for body in self._of.values()}

    def find_alike(self) -> Iterator[Alike]:
        """Yield the bodies that may be one: they share a name, or the word by which one is called says what another is.

        Two of which something tells it are two, whatever else they are called; so are two that one document names.
        """
        unsure = {place for place, told in enumerate(self.found) if not self.is_sure(told)}
        bare = {place for place in unsure if self.found[place].words}
        for places in self._find_named_alike(unsure):
            yield self._make_alike(unsure.intersection(places), places)
        yield from dict.fromkeys(self._find_meant(bare))
        yield from self._find_hired()

    def _find_named_alike(self, unsure: set[int]) -> Iterator[Sequence[int]]:
        """Yield the places of those that share a name, some of them unsure: as no companies, and as companies."""
        public, private = (
            _find_groups(
                places for places in _find_bearers(self.found, keys) if not unsure.isdisjoint(places)
            )
            for keys in (_list_public_names, _list_private_names)
        )
        yield from public
        known = {place: {*places} for places in public for place in places}
        yield from (places for places in private if not known.get(places[0], set()).issuperset(places))

    def _find_meant(self, bare: set[int]) -> Iterator[Alike]:
        for places in _find_bearers(self.found, self._callings):
            words = bare.intersection(places)
            speaking = {index for place in words for index, _ in self.found[place].members}
            others = [p for p in places if p not in words and speaking - self._documents(p)]
            # those of the same name may be one anyway
            called = [frozenset(list_names(self.found[place])) for place in words]
            others = [p for p in others if any(map(list_names(self.found[p]).isdisjoint, called))]
            if words and (others or len(words) > 1):
                telling = {self._homes[index] for index in speaking}
                own = [place for place in others if not telling.isdisjoint(self._own_homes(place))]
                # by a word for a kind of governments or by a role each document may mean another
                one = (p for p in words if not (self.found[p].is_of_many and self.found[p].kinds))
                beside = self._find_named_beside(others, {i for place in one for i in self._documents(place)})
                yield self._make_alike(words, words, set(others).difference(own), own, beside)

    def _find_named_beside(self, places: Iterable[int], speaking: Iterable[int]) -> Iterator[int]:
        """Yield those bodies that a document names of a 団体 of which one that is `speaking` does not."""
        there = {
            key: frozenset(found) for key, found in group_by((self._places[i], i) for i in speaking).items()
        }
        for place in places:
            naming = {index for name in list_names(self.found[place]) for index in self._naming[name]}
            if any(there.get(self._places[index], naming) - naming for index in self._documents(place)):
                yield place

    @cached_property
    def _naming(self) -> Mapping[str, Sequence[int]]:
        """The documents that call a body by each name."""
        return group_by(
            (name, index)
            for place, told in enumerate(self.found)
            for index in self._documents(place)
            for name in list_names(told)
        )

    @cached_property
    def _places(self) -> Sequence[str]:
        """The key of the body of whose 団体 each document speaks."""
        return [self.find_home(index).key for index in range(len(self._models))]

    def _find_hired(self) -> Iterator[Alike]:
        """Yield each contractor that a body's document calls by what he does, with those whom its other documents name."""
        hired: dict[int, dict[int, None]] = {}
        for place, told in enumerate(self.found):
            for index, name in told.members:
                if self._is_contractor(index, name):
                    hired.setdefault(self._homes[index], {})[place] = None
        for home, places in hired.items():
            for word in places:
                told = self.found[word]
                if all(is_common(name) for _, name in told.members):
                    where = {index for index in self._documents(word) if self._homes[index] == home}
                    others = (p for p in places if p != word and where - self._documents(p))
                    # those of the same name may be one anyway
                    own = frozenset(list_names(told))
                    others = (p for p in others if own.isdisjoint(list_names(self.found[p])))
                    # two 法人番号 are two bodies
                    others = (p for p in others if not (told.numbers and self.found[p].numbers))
                    if meant := frozenset(self.keys[p] for p in others):
                        key = self.keys[word]
                        yield Alike(key, frozenset({key}), meant, is_hired=True)

    def _is_contractor(self, index: int, name: str) -> bool:
        found = self._models[index].find(name)
        return isinstance(found, Party) and found.kind is PartyKind.CONTRACTOR

    def _make_alike(
        self,
        unsure: Iterable[int],
        bodies: Iterable[int],
        meant: Iterable[int] = (),
        telling: Iterable[int] = (),
        beside: Iterable[int] = (),
    ) -> Alike:
        keys = self.keys
        middle = min(keys[place] for place in unsure)
        those, whom, own, near = (
            frozenset(keys[p] for p in places) for places in (bodies, meant, telling, beside)
        )
        return Alike(middle, those, whom, own, near)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What each of the bodies is known by."""
        return tuple(map(self._key, self.found))

    def _documents(self, place: int) -> set[int]:
        return {index for index, _ in self.found[place].members}

    def _own_homes(self, place: int) -> set[int]:
        """The homes of the documents that a body assesses."""
        return {
            self._homes[index] for index, name in self.found[place].members if self._assesses(index, name)
        }

    def _named_at_home(self, told: Told) -> Iterator[str]:
        return iter(()) if told.is_of_many else self._call_at_home(told)

    def _call_at_home(self, told: Told) -> Iterator[str]:
        read = ((index, read_name_within(name, self._models[index].body)) for index, name in told.members)
        return (f"{self._homes[index]}/{name.plain}" for index, name in read)

    def _named_alone(self, told: Told) -> Iterable[str]:
        return () if told.is_desk else self._named_at_home(told)

    def _named_within(self, told: Told) -> Iterator[str]:
        return (f"{name}/{above}" for name in self._named_at_home(told) for above in told.within)

    def _callings(self, told: Told) -> Iterator[str]:
        """What a body may be meant by: the words for its kind that some document calls a body by and by nothing else."""
        yield from (f"{kind}。" for kind in told.kinds)
        own = set(map(shorten_name, told.words))
        for name in own.union(map(shorten_name, told.plain)):
            words = (name, *list_endings(name)) if name in own else list_endings(name)
            yield from (word for word in words if word in self._words)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(shorten_name(name) for told in self.found for name in told.words)

    def _key(self, told: Told) -> str:
        """What only this body is known by: a code or a name; else where it is named first."""
        own = (name for name in _own_names(told) if self._uses[name] == 1)
        return next(own, "") or min(f"{self.titles[index]}/{name}" for index, name in told.members)

    def _body(self, told: Told) -> Body:
        key, index = self._key(told), min((index for index, _ in told.members), key=self.titles.__getitem__)
        home, assessing = (
            self._assessors[self._homes[index]],
            [i for i, n in told.members if self._assesses(i, n)],
        )
        if not assessing:
            names = Counter(name for _, name in told.members)
            name = min(names, key=lambda n: (-names[n], n))
            is_local = not told.words and not told.kinds.isdisjoint(LOCAL)
            if self.is_sure(told):
                return Body(key, key, name, is_local)
            document = self.titles[index] if told.is_of_many else ""
            own = " ".join((home, *(sorted(told.within) if told.is_desk else ())))
            return Body(key, own, f"{document or home}/{name}", is_local, document)
        called, own = self._assessors[self._homes[assessing[0]]], key.removeprefix("#")
        whose = called if self._namesakes[called] == 1 else f"{called} {own}"
        return Body(key, own, whose, not told.kinds.isdisjoint(LOCAL))

    def _assesses(self, index: int, name: str) -> bool:
        return self._models[index].assessor.name == name

    @cached_property
    def _assessors(self) -> Mapping[int, str]:
        """What the assessing body at each home is called, in the document that comes first by its title."""
        titled = sorted(
            zip(self.titles, self._homes, self._models, strict=True), key=lambda t: t[0], reverse=True
        )
        return {home: model.assessor.name for _, home, model in titled}

    @cached_property
    def _namesakes(self) -> Counter[str]:
        return Counter(self._assessors.values())


def _list_assessed(models: Sequence[Assessment]) -> Iterator[str]:
    """Yield the names under which documents assess a body, words for many aside."""
    names = (read_name(name) for model in models for name in (model.body, model.assessor.name))
    return (name.plain for name in names if not (name.town or name.is_of_many))


def _read(
    index: int, model: Assessment, printed: Sequence[str] | None, assessed: frozenset[str]
) -> list[Told]:
    """The bodies of one document, or of what it prints: there parties of one name are one, a body and its head."""
    nodes = model.nodes if printed is None else (model.assessor, *map(Party, printed))
    found = [_tell(index, model, node, assessed) for node in nodes if isinstance(node, Party)]
    for keys in (_codes, _numbers, _full, _plain):
        found = _join(found, keys)
    return found


def _tell(index: int, model: Assessment, party: Party, assessed: frozenset[str]) -> Told:
    members = frozenset({(index, party.name)})
    is_assessor = party == model.assessor
    called = party.name, *party.aliases
    if party.kind in OF_A_BODY and not is_assessor:
        is_any = is_by_others if party.kind is PartyKind.PERSON else partial(_is_any_section, model, party)
        within = find_section_above(model, party)
        is_task = party.kind is PartyKind.DEPARTMENT and all(map(is_desk, called))
        return Told(
            members, is_of_many=all(map(is_any, called)), within=frozenset({within} - {""}), is_desk=is_task
        )
    codes = {party.code, model.overview.code} if is_assessor else {party.code}
    alone = [name for name in called if is_assessor or not split_names(name)]
    if not alone:
        return _tell_several(model, party, members)
    names = [read_name_within(name, model.body) for name in alone]
    is_private = party.kind in _PRIVATE and not is_assessor and not _is_public_by_number(party)
    names = [*map(read_private_name, alone, names)] if is_private else names
    names += [read_name(model.body)] if is_assessor else []
    plain = frozenset(name.plain for name in names)
    # no ward of a city assesses: 北区 that does is the one in 東京都
    home = find_local_body("", model.body) if is_assessor and read_name(model.body).shared else None
    lying = [home.prefecture] if home else []
    prefectures = {*(name.prefecture for name in names), *map(find_prefecture, codes), *lying} - {""}
    towns = {name.town for name in names} - {""}
    full = {name.full for name in names} | {place + town for place in prefectures for town in towns}
    kinds, words = _find_kinds(party, names, is_assessor=is_assessor)
    known = filter(is_public_by_end, plain & assessed) if is_private else plain & assessed
    return Told(
        members,
        frozenset(fold(code)[:_CODE] for code in codes if code),
        frozenset(full - {""}).union(known, _find_jlis(model, party, plain)),
        frozenset(name.town for name in names if name.town and not name.shared),
        plain,
        frozenset(prefectures),
        kinds,
        words,
        frozenset({party.corporate_number} - {""}),
        bool(words and kinds and all(map(_is_of_many, names))) or all(map(is_common, called)),
    )


def _is_public_by_number(party: Party) -> bool:
    """Whether a code or 法人番号 tells that a party is a 地方公共団体, whatever a document has it do."""
    return bool(party.code or _LOCAL_NUMBER.match(party.corporate_number))


def _tell_several(model: Assessment, party: Party, members: frozenset[tuple[int, str]]) -> Told:
    """What is told of a party by whose name several are meant: one of each word for many, each time another."""
    each = [
        _find_kinds(party, [read_name_within(name, model.body)], is_assessor=False)
        for called in (party.name, *party.aliases)
        for name in split_names(called)
    ]
    return Told(
        members,
        plain=frozenset(map(fold, (party.name, *party.aliases))),
        kinds=_all(kinds for kinds, words in each if words),
        words=_all(words for _, words in each),
        is_of_many=True,
    )


def find_section_above(model: Assessment, party: Party) -> str:
    """Return the name of the 部署 that a 部署 is in, "" where none is told."""
    above = model.find(party.body)
    is_section = isinstance(above, Party) and PartyKind.DEPARTMENT is above.kind is party.kind
    return fold(above.name) if above and is_section else ""


def _is_any_section(model: Assessment, party: Party, name: str) -> bool:
    """Whether another section of the body may be called by a name as well: 担当課, and 給付係 if no 課 is told."""
    return is_any_section(name) or (is_desk(name) and not find_section_above(model, party))


def is_any_section(name: str) -> bool:
    """Whether a 部署 is called by a word for any (担当課, 移転先)."""
    return bool(_ANY_SECTION.fullmatch(fold(name))) or is_common(name)


def _is_of_many(name: BodyName) -> bool:
    """Whether by a word for many a body may mean another each time: 他市区町村, 転出先; not 税務署, nor 県."""
    return not _ONE_PER_PLACE.fullmatch(name.plain) and bool(find_kinds(name) or not name.is_word)


def _find_kinds(
    party: Party, names: Sequence[BodyName], *, is_assessor: bool
) -> tuple[frozenset[str], frozenset[str]]:
    """Of which kinds a party is, and by which words for many it is called alone; the party's kind tells it too."""
    sure = _all(map(find_kinds_by_end, names)) | frozenset({ANYBODY} if is_assessor else ())
    proper = [name for name in names if name.full or name.town]
    if proper:
        return _all(map(find_kinds, proper)) | sure, frozenset()
    own = _KINDS.get(party.kind, frozenset())
    if not all(name.is_word or (own and name.is_of_many) for name in names):
        return sure, frozenset()
    told = _all(map(find_kinds, names))
    # by a role anybody may be called, of the kind that the party is
    by_role = CORPORATE if party.kind in _PRIVATE else own
    meant = told & own or (by_role if told == {ANYBODY} else told) or told or own
    return meant, frozenset(name.plain for name in names)


def _find_jlis(model: Assessment, party: Party, plain: frozenset[str]) -> frozenset[str]:
    """機構 alone is J-LIS where the document says of it what only J-LIS does, and it is that of no other 機構.

    It is also how documents call 日本年金機構 or 地方税共同機構.
    """
    own = {*plain, *(read_name(name).plain for name in (model.body, model.assessor.name))}
    other = any(name.endswith("機構") for name in own - {"機構", JLIS})
    is_called_so = party.kind is PartyKind.JLIS and "機構" in plain and not other
    return frozenset({JLIS} if is_called_so and _does_as_jlis(model, party) else ())


def _does_as_jlis(model: Assessment, party: Party) -> bool:
    """Whether a party runs a 中間サーバー or a system of 住基ネット or of the cards, or a flow joins it to one of these."""
    named = {system.name: fold(system.entry or system.name) for system in model.systems}
    registers = {name for name, called in named.items() if OF_JLIS.search(called)}
    run = {name for name, called in named.items() if RUN_BY_JLIS.search(called)} | registers
    if any(model.owner(name) == party.name for name in run):
        return True
    ends = ({model.holder(flow.source), model.holder(flow.target)} for flow in model.flows)
    return any(party.name in pair and pair & registers for pair in ends)


def _codes(told: Told) -> Iterable[str]:
    return told.codes


def _numbers(told: Told) -> Iterable[str]:
    return told.numbers


def _full(told: Told) -> Iterable[str]:
    return told.full


def _towns(told: Told) -> Iterable[str]:
    return told.towns


def _plain(told: Told) -> Iterable[str]:
    return told.plain


def _own_names(told: Told) -> Iterator[str]:
    yield from (f"#{code}" for code in sorted(told.codes))
    yield from (f"法人番号{number}" for number in sorted(told.numbers))
    yield from sorted(told.full)
    yield from sorted(told.towns - told.full)


def _join(found: list[Told], keys: Keys) -> list[Told]:
    """Join what shares a key, unless several codes, numbers, prefectures or 部署 above tell that they are not one."""
    groups = [[found[place] for place in places] for places in _find_groups(_find_bearers(found, keys))]
    one = [group for group in groups if keys in (_codes, _numbers) or _agree(group)]
    gone = {id(told) for group in one for told in group}
    return [*(told for told in found if id(told) not in gone), *map(Told.of, one)]


def _find_bearers(found: Sequence[Told], keys: Keys) -> list[list[int]]:
    """Return the places of those that share a key, key by key."""
    bearing: dict[str, list[int]] = {}
    for place, told in enumerate(found):
        for key in dict.fromkeys(keys(told)):  # two of its names may be one without their remarks
            bearing.setdefault(key, []).append(place)
    return [places for places in bearing.values() if len(places) > 1]


def _agree(group: Sequence[Told]) -> bool:
    prefectures = _all(told.prefectures for told in group)
    told_apart = any(sum(bool(keys(told)) for told in group) > 1 for keys in (_codes, _numbers))
    return not told_apart and len(prefectures) <= 1 and len(_all(told.within for told in group)) <= 1


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
