"""Whether an entry of Ⅱ speaks of a given recipient or source, so that a flow to or from it is declared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means, PartyKind, SourceKind
from piaflow.domain.entries import Entrustment, Handover, MeansBox, SourceBox
from piaflow.domain.flows import Flow
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party
from piaflow.graph.body_names import find_wholes, read_name, shorten_name

_WORDS: Mapping[PartyKind, tuple[str, ...]] = {
    PartyKind.PREFECTURE: ("都道府県", "府", "県知事"),
    PartyKind.MUNICIPALITY: ("市区町村", "市町村", "市長", "他市", "区長"),
    PartyKind.JLIS: ("地方公共団体情報システム機構",),
}
_SOURCES: Mapping[PartyKind, frozenset[SourceKind]] = {
    PartyKind.PERSON: frozenset({SourceKind.PERSON}),
    PartyKind.DEPARTMENT: frozenset({SourceKind.DEPARTMENT, SourceKind.OTHER}),
    PartyKind.ASSESSOR: frozenset({SourceKind.DEPARTMENT, SourceKind.OTHER}),
    PartyKind.SAME_GOVERNMENT: frozenset({SourceKind.LOCAL, SourceKind.DEPARTMENT, SourceKind.OTHER}),
    PartyKind.PREFECTURE: frozenset({SourceKind.LOCAL}),
    PartyKind.MUNICIPALITY: frozenset({SourceKind.LOCAL}),
    PartyKind.NATIONAL: frozenset({SourceKind.NATIONAL}),
    # 機構 is a body that local governments set up, yet documents also tick 行政機関等 or その他 for it.
    PartyKind.JLIS: frozenset({SourceKind.NATIONAL, SourceKind.LOCAL, SourceKind.OTHER}),
    PartyKind.OTHER_PUBLIC: frozenset({SourceKind.NATIONAL, SourceKind.LOCAL, SourceKind.OTHER}),
    PartyKind.COMPANY: frozenset({SourceKind.COMPANY}),
}
KIND_WORDS = tuple(word for words in _WORDS.values() for word in words)
"""Every word by which a printed recipient may speak of all parties of a kind."""

PRINTED = frozenset(set(Means) - {Means.JUKI_NETWORK, Means.LGWAN, Means.INTERNET})
_DESCRIBED = re.compile("に(?:掲げ|定め|規定す)る|別[紙添表]|情報(?:照会|受領)者")
"""How a 提供先 is printed that the law or another page tells: 主務省令第2条の表に掲げる者."""
_BETWEEN = re.compile(r"[、,()「」\s]|及び|又は|並びに|若しくは")
_SHORTEST = 3
"""Letters of a name that another one does not end in by chance."""


def find_source_kinds(party: Party) -> frozenset[SourceKind]:
    """Return the choices of Ⅱ.3① that a party may stand under; () for contractors, who are no 入手元."""
    return _SOURCES.get(party.kind, frozenset())


def list_party_words(party: Party) -> tuple[str, ...]:
    """Return the words by which a printed recipient may speak of a party: its names, and those for its kind."""
    return (party.name, *party.aliases, *_WORDS.get(party.kind, ()))


def names_source(box: SourceBox, party: Party) -> bool:
    """Whether what is written beside a choice of Ⅱ.3① may speak of a party: its name, or nothing beside その他."""
    unnamed = box.kind is SourceKind.OTHER and not box.name
    return box.box is not Certainty.NO and (
        unnamed or any(n in box.name for n in (party.name, *party.aliases))
    )


def is_described(entry: Handover) -> bool:
    """Whether a 提供先 or 移転先 is told by a law or another page alone, so that it may be any body."""
    return any(_DESCRIBED.search(name) for name in entry.names)


def list_recipients(entry: Handover | Entrustment) -> tuple[str, ...]:
    """Return what an entry prints of those it is about: its recipients, or its contractor."""
    return (entry.contractor,) if isinstance(entry, Entrustment) else entry.names


def names_party(text: str, party: Party) -> bool:
    """Whether a printed recipient speaks of a party: by its names, by the word for its kind, or as its whole or head."""
    return any(word in text for word in list_party_words(party)) or not list_named(text).isdisjoint(
        list_bodies(party)
    )


def names_contractor(contractor: str, party: Party) -> bool:
    """Whether a 委託先 may be a party: by a name but for the form of a company, or one that the other ends in.

    国保連合会 may be 大浜県国民健康保険団体連合会.
    """
    return bool(contractor) and not list_callings(contractor).isdisjoint(list_asked(party))


@lru_cache(maxsize=65_536)
def list_callings(contractor: str) -> frozenset[str]:
    """Return the keys under which a contractor is found: its name, all that this ends in, the bodies that it names."""
    short = _shorten(contractor)
    return frozenset(
        {f"={short}", f"~{short}", *(f"~{end}" for end in _list_ends(short)), *list_named(contractor)}
    )


def list_asked(party: Party) -> frozenset[str]:
    """Return the keys under which the contractors that may be a party are found."""
    return frozenset[str]().union(*map(_ask, (party.name, *party.aliases)))


@lru_cache(maxsize=65_536)
def _ask(name: str) -> frozenset[str]:
    short = _shorten(name)
    return frozenset({f"~{short}", f"={short}", *(f"={end}" for end in _list_ends(short)), *list_named(name)})


def _shorten(name: str) -> str:
    return shorten_name(fold(name))


def _list_ends(name: str) -> Iterator[str]:
    return (name[begin:] for begin in range(1, len(name) - _SHORTEST + 1))


@lru_cache(maxsize=65_536)
def list_named(text: str) -> frozenset[str]:
    """Return the bodies of which there is one that a text names in whatever way: 厚生労働省 for 厚生労働大臣及び労働局."""
    pieces = (piece for piece in _BETWEEN.split(fold(text)) if piece)
    return frozenset(body for piece in pieces for body in (read_name(piece).full, *find_wholes(piece))) - {""}


def list_bodies(party: Party) -> frozenset[str]:
    """Return the bodies of which there is one that a party is of, or may be of: itself, or those whose office it is."""
    return frozenset[str]().union(*map(list_named, (party.name, *party.aliases)))


def allows_means(flow: Flow, boxes: Iterable[MeansBox]) -> bool:
    """Whether some means of the flow may be among the ticked ones; what is not printed stands in その他."""
    told = {box.means: box.box for box in boxes}
    wanted = (means if means in PRINTED else Means.OTHER for means in flow.means)
    return not flow.means or any(told.get(means) is not Certainty.NO for means in wanted)


def covers_handover(model: Assessment, entry: Handover, flow: Flow, party: Party) -> bool:
    """Whether a 提供先 or 移転先 may be this flow: its recipient, its means and what it hands over."""
    rows = (row for row in entry.recipients if names_party(row.name, party))
    return any(allows_means(flow, row.means) for row in rows) and _may_hand(model, entry, flow)


def may_carry(model: Assessment, entry: Handover, flow: Flow) -> bool:
    """Whether a 提供先 or 移転先, whoever it is, may be this flow: its means and what it hands over."""
    return any(allows_means(flow, row.means) for row in entry.recipients) and _may_hand(model, entry, flow)


def _may_hand(model: Assessment, entry: Handover, flow: Flow) -> bool:
    return all(model.vocabulary.holds(entry.items, item) is not Certainty.NO for item in flow.items.names)


def covers_party(entry: Handover | Entrustment, party: Party) -> bool:
    """Whether an entry speaks of a party at all, whatever is handed over and how."""
    if isinstance(entry, Entrustment):
        return names_contractor(entry.contractor, party)
    return any(names_party(row.name, party) for row in entry.recipients)
