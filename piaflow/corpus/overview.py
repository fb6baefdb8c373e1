"""The nation at a glance: which kinds of body give what to which, and the place of each body among the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import ibis
from attrs import field, frozen

from piaflow.corpus.engine import Engine
from piaflow.corpus.finding import list_names, list_parties
from piaflow.domain.choices import BodyKind, PartyKind
from piaflow.domain.grouping import group_by
from piaflow.graph.body_names import find_local_body

NATION, PREFECTURE, MUNICIPALITY = "国・機構", "都道府県", "市区町村"
PUBLIC, COMPANIES, PEOPLE, UNTOLD = "ほかの公的機関", "事業者・委託先", "住民・本人", "分からない"
LEVELS = (NATION, PREFECTURE, MUNICIPALITY, PUBLIC, COMPANIES, PEOPLE, UNTOLD)
_OF_PARTIES: Mapping[str, str] = {
    PartyKind.PERSON.value: PEOPLE,
    PartyKind.PREFECTURE.value: PREFECTURE,
    PartyKind.JLIS.value: NATION,
    PartyKind.NATIONAL.value: NATION,
    PartyKind.MUNICIPALITY.value: MUNICIPALITY,
    PartyKind.OTHER_PUBLIC.value: PUBLIC,
    PartyKind.COMPANY.value: COMPANIES,
    PartyKind.CONTRACTOR.value: COMPANIES,
}
_OF_BODIES: Mapping[str, str] = {
    BodyKind.MUNICIPALITY.value: MUNICIPALITY,
    BodyKind.PREFECTURE.value: PREFECTURE,
    BodyKind.NATIONAL.value: NATION,
    BodyKind.UNKNOWN.value: UNTOLD,
}
_OWN = frozenset({PartyKind.ASSESSOR.value, PartyKind.DEPARTMENT.value, PartyKind.SAME_GOVERNMENT.value})
"""Parties that are of the level of the body whose document names them."""
_OF_A_BODY = frozenset({PartyKind.PERSON.value, PartyKind.DEPARTMENT.value})
"""Those of two bodies are never one, whatever they are called: they have no place of their own among all."""


Names = Mapping[str, tuple[str, ...]]


@frozen
class End:
    """One end of flows: whom the tables mean (`who`), how it is called, and of which level it is.

    `is_one` says that the name means one party in all documents, as far as names tell.
    """

    who: str
    name: str
    level: str
    is_one: bool = True


@frozen
class Going:
    """What the documents of one body say goes from one end to another: in how many flows, and each item in how many."""

    source: End
    target: End
    assessed: End
    flows: int
    items: tuple[tuple[str, int], ...] = ()


@frozen(eq=False)
class Overview:
    """All that goes between two parties; the documents of each body, and the names of each party, by whom it is."""

    goings: tuple[Going, ...] = field(repr=False)
    documents: Mapping[str, tuple[Mapping[str, Any], ...]] = field(repr=False)
    names: Names = field(repr=False)

    def list_ends(self) -> list[End]:
        """Return every party that has a place among all, by level and name."""
        found = {end for going in self.goings for end in (going.source, going.target)}
        told = {who: _tell_body(rows[0]) for who, rows in self.documents.items()}
        one = {end.who: end for end in found if end.is_one and end.who} | told
        return sorted(one.values(), key=lambda end: (LEVELS.index(end.level), end.who))

    def count(self) -> list[tuple[str, str, str, int, int]]:
        """Return item ("" for all), level, level, flows and bodies, in the order of levels."""
        flows: dict[tuple[str, str, str], int] = {}
        bodies: dict[tuple[str, str, str], set[str]] = {}
        for going in self.goings:
            for item, count in (("", going.flows), *going.items):
                key = (item, going.source.level, going.target.level)
                flows[key] = flows.get(key, 0) + count
                bodies.setdefault(key, set()).add(going.assessed.who)
        order = sorted(flows, key=lambda key: (key[0], LEVELS.index(key[1]), LEVELS.index(key[2])))
        return [(*key, flows[key], len(bodies[key])) for key in order]


def _tell_body(document: Mapping[str, Any]) -> End:
    who = document["who"]
    level = _find_level_of_code(who) or _OF_BODIES.get(document["body_kind"], PUBLIC)
    return End(who, _name(who, {}), level)


def _find_level_of_code(who: str) -> str:
    home = find_local_body(who, "")
    return "" if home is None else MUNICIPALITY if home.name else PREFECTURE


def _name(who: str, names: Names) -> str:
    """Return how a party is called: by a 法人番号 nobody knows it."""
    home = find_local_body(who, "")
    return home.full if home else next(iter(names.get(who, ())), who) if who.isdecimal() else who


def see_nation(engine: Engine) -> Overview:
    """Return what goes between parties. Raises FileAccessError where a shard cannot be read."""
    rows = engine.run(engine.table("documents").order_by("who", "title", "document")).to_pylist()
    documents = group_by((row["who"], row) for row in rows)
    homes = {who: _tell_body(told[0]) for who, told in documents.items()}
    told = engine.run(list_names(list_parties(engine), "who")).to_pylist()
    names = {row["who"]: tuple(row["names"]) for row in told}
    return Overview(tuple(_list_goings(engine, homes, names)), documents, names)


_BY = ("assessed", "source_who", "source_sort", "target_who", "target_sort")


def _list_goings(engine: Engine, homes: Mapping[str, End], names: Names) -> Iterator[Going]:
    flows = _between(engine)
    counted = engine.run(flows.group_by(_BY).agg(flows=flows.count()).order_by(*_BY)).to_pylist()
    each = flows.select(*_BY, item=flows["items"].unnest())
    carried = each.group_by(*_BY, "item").agg(flows=each.count()).order_by(*_BY, "item")
    items = group_by(
        (tuple(row[name] for name in _BY), (row["item"], row["flows"]))
        for row in engine.run(carried).to_pylist()
    )
    for row in counted:
        home = homes[row["assessed"]]
        source, target = (
            _tell_end(row[f"{end}_who"], row[f"{end}_sort"], home, names) for end in ("source", "target")
        )
        told = items.get(tuple(row[name] for name in _BY), ())
        yield Going(source, target, home, row["flows"], told)


def _between(engine: Engine) -> Any:
    """Return the flows that do not stay with one party; what nobody answers for is told as such."""
    flows = engine.with_document("flows")
    parties = list_parties(engine)
    sorts = parties.group_by("document", "who").agg(sort=parties.sort.min())
    for end in ("source", "target"):
        told = sorts.select("document", **{f"{end}_who": sorts.who, f"{end}_sort": sorts.sort})
        joined = flows.left_join(told, ["document", f"{end}_who"])
        flows = joined.select(*flows.columns, **{f"{end}_sort": joined[f"{end}_sort"].fill_null("")})
    return flows.filter(ibis.or_(flows.source_who != flows.target_who, flows.source_who == ""))


def _tell_end(who: str, sort: str, home: End, names: Names) -> End:
    if not who:
        return End("", "", UNTOLD, is_one=False)
    if sort in _OWN and sort != PartyKind.ASSESSOR.value:
        return End(who, who, home.level, is_one=sort not in _OF_A_BODY)
    level = home.level if sort in _OWN else _find_level_of_code(who) or _OF_PARTIES.get(sort, UNTOLD)
    return End(who, _name(who, names), level, is_one=sort not in _OF_A_BODY)


def gather(goings: Iterable[Going]) -> Mapping[str, tuple[Going, ...]]:
    """Return what concerns each party: where it is an end, and what its own documents say."""
    return group_by((who, going) for going in goings for who in dict.fromkeys(_list_concerned(going)))


def _list_concerned(going: Going) -> Iterator[str]:
    yield going.assessed.who
    yield from (end.who for end in (going.source, going.target) if end.is_one)
