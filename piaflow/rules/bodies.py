"""Whether a recipient is of the assessing 機関 or of another one, by its party or by its printed name."""

from __future__ import annotations

import re

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, PartyKind
from piaflow.domain.nodes import Party
from piaflow.graph.body_names import find_kinds, find_wholes, read_name
from piaflow.law.bodies import find_body_kind, find_kind_of_name, may_be_members
from piaflow.law.country import JLIS, PREFECTURES
from piaflow.law.municipalities import find_by_name
from piaflow.rules.coverage import list_named
from piaflow.rules.dossier import Dossier

_OUTSIDE = frozenset(
    {
        PartyKind.SAME_GOVERNMENT,
        PartyKind.PREFECTURE,
        PartyKind.JLIS,
        PartyKind.NATIONAL,
        PartyKind.MUNICIPALITY,
        PartyKind.OTHER_PUBLIC,
        PartyKind.COMPANY,
    }
)
_ORGANS = re.compile(
    "教育委員会|(?<![協審])議会|選挙管理委員会|農業委員会|監査委員|公平委員会|固定資産評価審査委員会"
    "|(?:公営)?企業管理者|[水事]道?事業管理者|広域連合|一部事務組合|都道府県知事|大臣|年金機構|共済組合|健康保険協会"
)
_UNIONS = re.compile("広域連合|事務組合")
_OF_PARTY = {PartyKind.MUNICIPALITY: BodyKind.MUNICIPALITY, PartyKind.PREFECTURE: BodyKind.PREFECTURE}
# A bare 課 is one of its own only for a body that is a whole: a 教育委員会 shares the town hall with its mayor.
_WHOLE = frozenset(
    {BodyKind.MUNICIPALITY, BodyKind.PREFECTURE, BodyKind.NATIONAL, BodyKind.AGENCY, BodyKind.INSURER}
)
_UNIT = re.compile(r"(?:課|係|室)$")
_GOVERNMENT = re.compile(r"[都道府県市区町村省庁局署](?![民税営街路])|法人|機構|会|組合|公社|大学|株式")
_BRANCH = re.compile(r"(?:支[部社店所局]|出張所|営業所|事務所|センター)$")
"""How the parts of a 法人 are called, where its other names would be those of bodies."""
_OFFICE = "(?:児童相談所|福祉(?:保健|総合)?事務所|保健(?:福祉)?(?:所|事務所|センター)|支所|出張所|{})長?$"
_OFFICES = {
    BodyKind.MUNICIPALITY: re.compile(_OFFICE.format("(?<![都道府県])税事務所")),
    BodyKind.PREFECTURE: re.compile(_OFFICE.format("(?<![市区町村])税事務所|支庁|振興局")),
}
"""How the offices under a mayor or governor are called (地方自治法155条・156条); schools are their 教育委員会's."""
_BODIES = re.compile(
    "委員会|議会|組合|連合|機構|基金|法人|公社|大学|大臣|知事|[市区町村]長|[省庁]$|警察|共済|会社|銀行|公庫|事業団|年金|税務署|法務局|裁判所"
    "|保険者|実施者|照会者|提供者|管理者|事業主|に掲げる者|機関|学校|学園|税事務所|会$"
)
"""How what is a body of its own is called. Whatever else (病院, 保育所, 区役所, 事務センター) may be a part of another."""
_LOCAL = re.compile(r"[都道府県市区町村]$")


def find_other_body(dossier: Dossier, name: str) -> str:
    """Return the 機関 that a recipient's name plainly is of and that is not the assessing one, or ""."""
    party = dossier.party(name)
    if party is not None:
        return _outside(dossier, party)
    found = _ORGANS.search(name)
    named = found is not None and found.group() not in dossier.model.body and "除く" not in name
    return name if named and list_named(name).isdisjoint(_own_wholes(dossier)) else ""


def is_other_body(dossier: Dossier, party: Party) -> Certainty:
    """Whether a party is of another 機関 or a company: NO of a body and its head (県 and 知事), and of its offices.

    UNKNOWN where it may be an office of the assessing body, whose name does not tell whose it is.
    """
    body = dossier.model.institution(party.name)
    if not is_outside_kind(party) or dossier.is_own(body):
        return Certainty.NO
    labels = dossier.graph.labels[0]
    wholes = list_named(body) | ({JLIS} if party.kind is PartyKind.JLIS else frozenset())
    if labels[body] == labels[dossier.model.assessor.name]:
        return Certainty.YES if _is_of_other_organs(party) else Certainty.NO
    if party.kind is PartyKind.SAME_GOVERNMENT:
        return Certainty.YES
    if party.kind is PartyKind.OTHER_PUBLIC and (
        _is_called_as_office(dossier, body) or _may_be_part(dossier, body)
    ):
        return _is_office_of_others(dossier, body)
    if not wholes.isdisjoint(_own_wholes(dossier)):
        return Certainty.NO if len(wholes) == 1 else Certainty.UNKNOWN
    unnamed = not wholes and (_is_word_for_own(dossier, party, body) or _may_be_office(dossier, party, body))
    return Certainty.UNKNOWN if unnamed else Certainty.YES


def _is_called_as_office(dossier: Dossier, name: str) -> bool:
    """Whether a name is one that an office under the head of the assessing body may have."""
    pattern = _OFFICES.get(find_body_kind(dossier.model.overview).kind)
    return pattern is not None and bool(pattern.search(read_name(name).plain))


def _may_be_part(dossier: Dossier, name: str) -> bool:
    """Whether a name is not that of a body, and so may be that of a part of the assessing one."""
    has_parts = find_body_kind(dossier.model.overview).kind in _OFFICES
    return has_parts and (_may_be_ward(dossier, name) or not _BODIES.search(read_name(name).plain))


def _may_be_ward(dossier: Dossier, name: str) -> bool:
    """Whether a name is of a 区 as a 指定都市 has them (地方自治法252条の20), where the assessing body is a 市."""
    return read_name(dossier.model.body).town.endswith("市") and read_name(name).town.endswith("区")


def _is_office_of_others(dossier: Dossier, name: str) -> Certainty:
    """Whether an office is another body's, by the place in its name: UNKNOWN without one.

    東部県税事務所 has none: what stands before 県税 is a place only if it is a known one, or the body's own.
    """
    if _may_be_ward(dossier, name):
        return Certainty.UNKNOWN
    own, places = read_name(dossier.model.body), frozenset(find_wholes(name, dossier.model.body))
    if not places.isdisjoint({own.full, own.town}):
        return Certainty.NO
    known = any(place in PREFECTURES or find_by_name(place) for place in places)
    is_told = known or (bool(places) and "税事務所" not in name)
    return Certainty.YES if is_told else Certainty.UNKNOWN


def _is_of_other_organs(party: Party) -> bool:
    """Whether a 市 or 県 stands for its organs other than the one that bears its name, as its author says."""
    return party.kind is PartyKind.SAME_GOVERNMENT and bool(_LOCAL.search(party.name))


def _own_wholes(dossier: Dossier) -> frozenset[str]:
    own = dossier.model.assessor
    return frozenset().union(*map(list_named, (dossier.model.body, own.name, *own.aliases)))


def _is_word_for_own(dossier: Dossier, party: Party, name: str) -> bool:
    """Whether a party is called by what the name of the body ends in: 広域連合, 組合; 他市区町村 is no such word."""
    own = read_name(dossier.model.body).plain
    return party.kind is not PartyKind.MUNICIPALITY and own.endswith(read_name(name).plain)


def _may_be_office(dossier: Dossier, party: Party, name: str) -> bool:
    """Whether a party of the kind of the assessing body has no name that would be another one's."""
    told, kinds = read_name(name), find_kinds(read_name(name))
    match find_body_kind(dossier.model.overview).kind:
        case BodyKind.NATIONAL:
            return party.kind is PartyKind.NATIONAL
        case BodyKind.PREFECTURE:
            is_office = _is_called_as_office(dossier, name)
            others = told.town or (kinds == {"県"} and len(told.plain) > 1 and not is_office)
            return party.kind is PartyKind.PREFECTURE and not others
        case BodyKind.AGENCY | BodyKind.INSURER | BodyKind.OTHER:
            return party.kind is PartyKind.OTHER_PUBLIC and not kinds and bool(_BRANCH.search(told.plain))
    return False


def is_inside(dossier: Dossier, name: str) -> bool:
    """Whether a recipient's name plainly is of the assessing 機関: its party, or a bare 課・係・室."""
    party = dossier.party(name)
    if party is not None:
        return dossier.is_own(dossier.model.institution(party.name))
    if find_body_kind(dossier.model.overview).kind not in _WHOLE:
        return False
    bare = _without_own_name(dossier, name)
    return bool(_UNIT.search(bare)) and not _GOVERNMENT.search(bare)


def may_be_member(dossier: Dossier, name: str) -> bool:
    """Whether a recipient and the assessing body may be a 広域連合 or 一部事務組合 and a member of it."""
    party = dossier.party(name)
    known = party.name if party is not None else name
    union = BodyKind.UNION if _UNIONS.search(known) else find_kind_of_name(known).kind
    other = _OF_PARTY.get(party.kind, union) if party is not None and union is BodyKind.UNKNOWN else union
    return may_be_members(find_body_kind(dossier.model.overview).kind, other)


def may_be_office(dossier: Dossier, name: str) -> bool:
    """Whether a recipient is told as a party that may be an office of the assessing body."""
    party = dossier.party(name)
    return party is not None and is_other_body(dossier, party) is Certainty.UNKNOWN


def may_be_own(dossier: Dossier, body: str) -> bool:
    """Whether a 機関 is, or may be, the assessing one under whatever name, or an office of it."""
    party = dossier.party(body)
    if party is None or not is_outside_kind(party):
        return dossier.is_own(body)
    return is_other_body(dossier, party) is not Certainty.YES


def is_outside_kind(party: Party | None) -> bool:
    """Whether a party is of a kind that is another 機関 or company: no person, 部署 or 委託先."""
    return party is not None and party.kind in _OUTSIDE


def _outside(dossier: Dossier, party: Party) -> str:
    is_own = is_other_body(dossier, party) is Certainty.NO
    return "" if is_own else dossier.model.institution(party.name)


def _without_own_name(dossier: Dossier, name: str) -> str:
    own = dossier.model.assessor
    for known in (own.name, *own.aliases, own.name.removesuffix("長")):
        name = name.removeprefix(known).strip()
    return name
