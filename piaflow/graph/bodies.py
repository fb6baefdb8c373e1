"""Which parties of several documents are one body: by code, by name and alias, and by what is no proper name.

A municipality or prefecture stands in a document by its own name or that of its head (みなと市, みなと市長); a body
is the party of its name in every document, whatever that calls its kind. Everybody else (residents, departments,
contractors, 都道府県 or 他市区町村 without a name) belongs to the body whose document names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party

JLIS = "地方公共団体情報システム機構"
_JLIS_SHORT = frozenset(map(fold, (JLIS, "機構", "J-LIS", "JLIS")))
_MUNICIPALITY = re.compile(r"(?P<body>.+[市区町村])長?")
_PREFECTURE = re.compile(r"(?P<body>北海道|東京都|(?:京都|大阪)府|.{2,3}県)(?:知事)?")
_NO_PROPER_NAME = re.compile(
    "他.*|各(?!務原).*|当該.*|関係.*|近隣.*|.*(?:市区町村|市町村|区市町村|都道府県|自治体).*|[市区町村]長?|国|都|道|府|県|広域連合"
    "|(?:一部)?事務組合|税務署|年金事務所|保健所|福祉事務所|児童相談所|教育委員会|医療保険者等?|裁判所|警察署|法務局"
    "|情報(?:照会|提供)者|.*機関等?"
)
"""Words for a kind of body, of which there are many: no names of one (各務原市 is one)."""
_OF_THE_COUNTRY = frozenset(
    {
        PartyKind.ASSESSOR,
        PartyKind.PREFECTURE,
        PartyKind.MUNICIPALITY,
        PartyKind.NATIONAL,
        PartyKind.JLIS,
        PartyKind.OTHER_PUBLIC,
    }
)
_OF_A_BODY = frozenset({PartyKind.PERSON, PartyKind.DEPARTMENT})


def body_name(name: str) -> str:
    """Return the folded name of a body without its head (みなと市長 → みなと市); "" where it is no proper name."""
    folded = fold(name)
    if _NO_PROPER_NAME.fullmatch(folded):
        return ""
    found = _PREFECTURE.fullmatch(folded) or _MUNICIPALITY.fullmatch(folded)
    return found["body"] if found else folded


class Bodies:
    """The bodies that documents share, each under one key; names and codes that one party bears are one body's."""

    def __init__(self, models: Sequence[Assessment]) -> None:
        """Read the parties of all models."""
        self._above: dict[str, str] = {}
        self._assessing = {key for m in models for key in _keys(m.assessor, m.overview.code)}
        for model in models:
            self._join(_keys(model.assessor, model.overview.code))
            for party in filter(self._is_shared, model.parties):
                self._join(_keys(party))

    def find(self, model: Assessment, party: Party) -> str:
        """Return the key of a party: one for the same body in every document, else one of the model's body."""
        if party == model.assessor:
            return self._root(next(iter(_keys(party, model.overview.code)), fold(model.body)))
        if self._is_shared(party):
            return self._root(_keys(party)[0])
        return f"{self.find(model, model.assessor)}/{fold(party.name)}"

    def _is_shared(self, party: Party) -> bool:
        keys = _keys(party)
        if not keys or party.kind in _OF_A_BODY:
            return False
        return party.kind in _OF_THE_COUNTRY or not self._assessing.isdisjoint(keys)

    def _join(self, keys: Iterable[str]) -> None:
        roots = sorted({self._root(key) for key in keys})
        self._above.update((root, roots[0]) for root in roots[1:])

    def _root(self, key: str) -> str:
        while key in self._above:
            key = self._above[key]
        return key


def _keys(party: Party, code: str = "") -> tuple[str, ...]:
    """What a party is known by: its codes, and each of its proper names; J-LIS by its full one."""
    names = tuple(dict.fromkeys(_proper_names(party)))
    codes = (f"#{found}" for found in (code, party.code) if found)
    return (*codes, *names)


def _proper_names(party: Party) -> Iterator[str]:
    for name in (party.name, *party.aliases):
        if fold(name) not in _JLIS_SHORT:
            proper = body_name(name)
            yield from (proper,) if proper else ()
        elif party.kind is PartyKind.JLIS and _is_jlis(party):
            yield fold(JLIS)


def _is_jlis(party: Party) -> bool:
    """機構 alone is J-LIS, unless the party has the full name of another 機構 as well."""
    full = [fold(name) for name in (party.name, *party.aliases) if fold(name) not in _JLIS_SHORT]
    return fold(JLIS) in map(fold, (party.name, *party.aliases)) or not any(n.endswith("機構") for n in full)
