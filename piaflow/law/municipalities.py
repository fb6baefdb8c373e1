"""Municipalities and prefectures by their 全国地方公共団体コード, from a dated table (`data/municipalities.json`).

And the wards of 政令指定都市 (`data/wards.json`), which are no bodies of their own. What the tables do not hold is not said
to be none: a municipality may be younger than they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from attrs import frozen

from piaflow.law.shipped import read_data

_CODE = 6
_PROVEN = 5
"""The digits of a code before its check digit, which some leave out."""


@frozen
class LocalBody:
    """地方公共団体: its code with the check digit, its prefecture, and its `name` ("" of the prefecture itself)."""

    code: str
    prefecture: str
    name: str = ""

    @property
    def full(self) -> str:
        """The name that only this one has."""
        return self.prefecture + self.name


def find_by_code(code: str) -> LocalBody | None:
    """Return the body of a code, with or without its check digit."""
    found = _by_code().get(code[:_PROVEN])
    return found if found and code in (found.code, found.code[:_PROVEN]) else None


def find_by_name(name: str) -> LocalBody | None:
    """Return the one body of a name (乙県みなと市, 乙県, みなと市), None where there is none or several bear it."""
    return _by_name().get(name)


@cache
def find_shared_names() -> frozenset[str]:
    """Return the names that several municipalities or wards bear: without a prefecture, code or city they tell none."""
    wards = [ward for city in _wards().values() for ward in city]
    return _find_repeated([*_list_names(), *wards])


def find_wards(city: str) -> frozenset[str]:
    """Return the wards of a 政令指定都市, none of another municipality."""
    return _wards().get(city, frozenset())


@cache
def find_cities(ward: str) -> tuple[str, ...]:
    """Return the 政令指定都市 that have a ward of a name."""
    return tuple(city for city, wards in _wards().items() if ward in wards)


def split_ward(name: str) -> tuple[str, str]:
    """Return the city and the rest of a name that begins with a ward of it (大阪市, 北区役所), else "" and the name."""
    for city, wards in _wards().items():
        rest = name.removeprefix(city)
        if rest != name and any(map(rest.startswith, wards)):
            return city, rest
    return "", name


@cache
def find_names() -> frozenset[str]:
    """Return the names of all municipalities of the table, and of the wards of cities."""
    return frozenset(_list_names()).union(*_wards().values())


@cache
def _wards() -> Mapping[str, frozenset[str]]:
    return {city: frozenset(wards.split()) for city, wards in read_data("wards")["cities"].items()}


def _list_names() -> list[str]:
    return [body.name for body in _by_code().values() if body.name]


def _find_repeated(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name, count in Counter(names).items() if count > 1)


@cache
def _by_code() -> Mapping[str, LocalBody]:
    found = {}
    for told, towns in read_data("municipalities")["prefectures"].items():
        prefecture = told[_CODE:]
        found[told[:_PROVEN]] = LocalBody(told[:_CODE], prefecture)
        for town in towns.split():
            found[town[:_PROVEN]] = LocalBody(town[:_CODE], prefecture, town[_CODE:])
    return found


@cache
def _by_name() -> Mapping[str, LocalBody]:
    bodies, shared = _by_code().values(), _find_repeated(_list_names())
    return {b.full: b for b in bodies} | {b.name: b for b in bodies if b.name and b.name not in shared}


def list_bodies() -> tuple[LocalBody, ...]:
    """Return all bodies of the table: each prefecture, and then its municipalities."""
    return tuple(_by_code().values())
