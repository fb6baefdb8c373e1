"""Whom a document may mean by what it prints as 提供先 and has no party for: bodies that other documents name.

Annexes print them by the dozen, by kind (都道府県知事), by role (情報照会者) or by name. What is only printed is read as a party
of that name is; it hands nothing on, so that nothing leads back to it. Whom the document names itself it does not mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.grouping import group_by
from piaflow.graph.bodies import Bodies, Told, list_names
from piaflow.graph.body_names import find_wholes, list_endings, shorten_name
from piaflow.graph.handing import list_provided
from piaflow.graph.hubs import Range, list_ranges


@frozen
class Meant:
    """Whom a document may mean by a printed name: places among the keys of all bodies.

    Of those that are `telling` a document of their own calls others by such a word, and so tells how it goes on.
    """

    index: int
    name: str
    ranges: tuple[Range, ...]
    telling: tuple[Range, ...] = ()


class Printed:
    """What the documents print as 提供先, against the bodies that they name."""

    def __init__(self, models: Sequence[Assessment], bodies: Bodies) -> None:
        """Read the printed names of all models."""
        self._models, self._bodies = models, bodies
        self._told = {
            (index, name): bodies.read_printed(index, name)
            for index, model in enumerate(models)
            for name in list_provided(model)
        }
        self._within: dict[tuple[Told, tuple[str, ...]], tuple[list[Range], list[Range]]] = {}

    def list_meant(self) -> tuple[Meant, ...]:
        """Return whom each may mean who is not surely known."""
        found = []
        for (index, name), told in self._told.items():
            if not self._bodies.find_named(index, name):
                every = self._find_ranges(index, name, told)
                ranges, telling = (tuple(list_ranges(part, self._named_in[index])) for part in every)
                found += [Meant(index, name, ranges, telling)] if ranges or telling else []
        return tuple(found)

    def _find_ranges(self, index: int, name: str, told: Told) -> tuple[list[Range], list[Range]]:
        """Return whom a name may mean in a document that names none of them, those that are telling apart from the others.

        In many documents it is the same.
        """
        key = evolve(told, members=frozenset()), tuple(find_wholes(name, self._models[index].body))
        if key not in self._within:
            places = self._find_places(*key)
            telling = places & self._find_telling(told)
            self._within[key] = _join_places(places - telling), _join_places(telling)
        return self._within[key]

    def _find_telling(self, told: Told) -> set[int]:
        """The bodies whose documents call one by a word for many that says of whom it is as the printed one does."""
        places = {place for word in self._list_words(told) for place in self._meant_by.get(word, ())}
        bare = (self._bodies.found[place] for place in places if self._bodies.found[place].words)
        return {
            place for told in bare for index, _ in told.members for place in self._bodies.list_at_home(index)
        }

    def _list_words(self, told: Told) -> set[str]:
        """The words for many that one is called by, and the kinds that they mean."""
        kinds = {f"{kind}。" for kind in told.kinds} if told.words else set()
        return kinds.union(map(shorten_name, told.words))

    def _find_places(self, told: Told, wholes: Iterable[str]) -> set[int]:
        """Those that share the name, are called by a word for it or that it is a word for, its offices and what it is one of."""
        names = list_names(told)
        found = {place for name in names for place in self._called.get(name, ())}
        if told.full | told.towns:
            found = {place for place in found if not self._bodies.is_sure(self._bodies.found[place])}
        else:
            found.update(p for name in names for end in list_endings(name) for p in self._words.get(end, ()))
        found.update(place for word in self._list_words(told) for place in self._meant_by.get(word, ()))
        found.update(place for whole in wholes for place in self._wholes.get(whole, ()))
        return found.union(*(self._offices.get(name, ()) for name in _list_found_by(told)))

    @cached_property
    def _called(self) -> Mapping[str, Sequence[int]]:
        return self._by(list_names)

    @cached_property
    def _words(self) -> Mapping[str, Sequence[int]]:
        """The bodies that are called by a word for many, by that word."""
        return self._by(lambda told: map(shorten_name, told.words))

    @cached_property
    def _meant_by(self) -> Mapping[str, Sequence[int]]:
        """Whom each printed word for many means: by the kinds of a body, and by what its name ends in."""
        words = {shorten_name(n) for told in self._told.values() for n in told.words}

        def list_words(told: Told) -> Iterator[str]:
            yield from (f"{kind}。" for kind in told.kinds)
            for name in map(shorten_name, told.plain):
                yield from (word for word in (name, *list_endings(name)) if word in words)

        return self._by(list_words)

    @cached_property
    def _wholes(self) -> Mapping[str, Sequence[int]]:
        return self._by(_list_found_by)

    @cached_property
    def _offices(self) -> Mapping[str, Sequence[int]]:
        """The offices of each body."""
        bodies = [model.body for model in self._models]

        def list_wholes(told: Told) -> Iterator[str]:
            for name, body in {(name, bodies[i]) for i, own in told.members for name in (own, *told.plain)}:
                yield from find_wholes(name, body)

        return self._by(list_wholes)

    def _by(self, keys: Callable[[Told], Iterable[str]]) -> Mapping[str, Sequence[int]]:
        return group_by((key, place) for place, told in enumerate(self._bodies.found) for key in keys(told))

    @cached_property
    def _named_in(self) -> Mapping[int, Sequence[int]]:
        """Whom each document names."""
        found = enumerate(self._bodies.found)
        return group_by((index, place) for place, told in found for index, _ in told.members)


def _list_found_by(told: Told) -> frozenset[str]:
    """What the whole is found by of which an office is one."""
    return told.full | told.towns | told.plain | frozenset(map(shorten_name, told.plain))


def _join_places(places: Iterable[int]) -> list[Range]:
    return list_ranges(((place, place + 1) for place in sorted(places)), ())
