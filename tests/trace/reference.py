"""A slow trace written from the prose of docs/trace.md: facts (node, form), iterated until nothing is new.

It knows the domain only: nothing of piaflow.graph, piaflow.trace or networkx. A node is a key that says who it
is across documents; `World.keys` gives the key of each node name of each model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from heapq import heappop, heappush
from itertools import product
from typing import TypeVar

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind, Means, NodeKind, PartyKind
from piaflow.domain.entries import Entrustment, Handover, Provision, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.items import STANDARD_ITEMS, Item, ItemList
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Node, Party, System

YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN
NUMBER = "個人番号"
SPECIFIC = frozenset({NUMBER, "符号"})
HOUSE_NUMBER = "宛名番号"
ISSUED = frozenset({"符号", "団体内統合宛名番号", "宛名番号", "住民票コード"})
OF_RESIDENTS = frozenset({"住民票コード"})
"""Issued numbers that residents know: theirs are told to them, and they write them in a 転入届."""
IDENTIFIERS = frozenset({NUMBER, "符号", "団体内統合宛名番号", "宛名番号", "住民票コード"})

Key = tuple[str, ...]
Fact = tuple[Key, str]
T = TypeVar("T")


class Told(Enum):
    """What is told of an item at an edge. All but YES and NO are UNKNOWN; they differ in what they take along."""

    YES = "stated"
    NO = "denied"
    OPEN = "nothing said"
    MORE = "等"
    HOME = "等 within one body"
    SAME = "its ends may be one"
    CLASH = "stated and denied"


SURE = frozenset({Told.YES})
MAY = frozenset(Told) - {Told.NO}


# The words: which items a list stands for.


def vocabulary(a: Assessment) -> list[Item]:
    """The standard items and the document's own; of a standard one that it only calls otherwise, what it is stays."""
    own = {item.name for item in a.items}
    standard = {item.name: item for item in STANDARD_ITEMS}
    return [
        *(item for item in STANDARD_ITEMS if item.name not in own),
        *(
            evolve(item, members=standard[item.name].members)
            if item.name in standard and item.members == ItemList(complete=True)
            else item
            for item in a.items
        ),
    ]


ELSEWHERE = frozenset({"別紙のとおり"})
"""Words of the random models that stand among items and say no more than that these are told somewhere else."""


IN_BULK = frozenset({"異動データ"})
UNTOLD_ON_THE_WAY = frozenset({"世帯情報"})
"""Words of the random models for more than one piece of information: everywhere, and where a flow or entry has them that
lists no identifier by its name."""


def told_here(items: ItemList) -> list[str]:
    """The items that a list names: an entry that only points elsewhere is none of them."""
    return [name for name in items.names if name not in ELSEWHERE]


def own_name(a: Assessment, name: str) -> str:
    return next((item.name for item in vocabulary(a) if name in (item.name, *item.aliases)), name)


def leaves(a: Assessment, names: Iterable[str]) -> frozenset[str]:
    """Everything that the names stand for in the end: the members of groups, and their members, no groups.

    What is not told of a group that ends in 等 is a thing of its own: the 等 of the group.
    """
    return _unfold(a, names)[0]


def tells_all(a: Assessment, items: ItemList, *, is_record: bool = False) -> bool:
    """Whether neither the list nor any group in it ends in 等, and nothing of it stands elsewhere or is in bulk."""
    is_told = told_here(items) == [*items.names] and IN_BULK.isdisjoint(items.names)
    in_detail = is_record or bool({*IDENTIFIERS} & leaves(a, items.names))
    is_told = is_told and (in_detail or UNTOLD_ON_THE_WAY.isdisjoint(items.names))
    return items.complete and is_told and _unfold(a, items.names)[1]


def _unfold(a: Assessment, names: Iterable[str]) -> tuple[frozenset[str], bool]:
    members = {item.name: item.members for item in vocabulary(a)}
    found: set[str] = set()
    complete = True
    left = [own_name(a, name) for name in names]
    while left:
        name = left.pop()
        inside = members.get(name, ItemList(complete=True))
        complete = complete and inside.complete
        left += [own_name(a, member) for member in inside.names]
        if not inside.names:
            found.add(name)
        elif not inside.complete:
            found.add(f"{name}の「等」")
    return frozenset(found), complete


# The questions: does a flow carry it, does a file record it, does an entrustment hand it over.


def is_open(a: Assessment, items: ItemList) -> bool:
    """Whether it names no item or not all here, or a thing of which nothing is told what is in it."""
    members = {item.name: item.members for item in vocabulary(a)}
    untold = {name for name, inside in members.items() if not inside.names and not inside.complete}
    is_elsewhere = told_here(items) != [*items.names]
    return is_elsewhere or not (items.names or items.complete) or bool(leaves(a, items.names) & untold)


def is_exception(a: Assessment, excluded: str, flow: Flow, item: str) -> bool:
    """Whether what is excluded lies strictly inside each listed group that holds the item."""
    inside, tells = _unfold(a, [excluded])
    listed = [leaves(a, [name]) for name in flow.items.names if item in leaves(a, [name])]
    return tells and all(inside < group for group in listed)


def carries(a: Assessment, flow: Flow, item: str) -> Told:
    excluding = [name for name in flow.excludes if item in leaves(a, [name])]
    not_specific = flow.specific is NO and item in SPECIFIC
    if item in leaves(a, flow.items.names):
        if any(is_exception(a, name, flow, item) for name in excluding):
            return Told.NO
        return Told.CLASH if excluding or not_specific else Told.YES
    if excluding or not_specific:
        return Told.NO
    if item == NUMBER and is_specific(a, flow):
        return Told.OPEN
    if tells_all(a, flow.items):
        return Told.NO
    return Told.OPEN if is_open(a, flow.items) else Told.MORE


def is_specific(a: Assessment, flow: Flow) -> bool:
    """Whether it is told to be of 特定個人情報, by itself or by an entry of Ⅱ, and names nothing that makes it so."""
    told = flow.specific is YES or (bool(flow.declared) and flow.specific is not NO)
    return told and not leaves(a, flow.items.names) & SPECIFIC


def records(a: Assessment, file: File, item: str) -> Certainty:
    """By the boxes of 主な記録項目 and by the list of all 記録項目; an empty group box means: not all of these."""
    boxes = [box.item.value for box in file.main_items if box.box is YES]
    everything = ItemList((*boxes, *file.records.names), complete=True)
    ticked, told_all = leaves(a, boxes), tells_all(a, everything, is_record=True)
    listed = leaves(a, file.records.names)
    empty = [leaves(a, [box.item.value]) for box in file.main_items if box.box is NO]
    if any(item in box and box <= listed for box in empty):
        return UNKNOWN
    if item in ticked | listed:
        return YES
    named = bool(boxes or file.records.names)
    if item == NUMBER and file.listed is YES and named and not IDENTIFIERS & (ticked | listed):
        return NO if {item} in empty else UNKNOWN
    return NO if {item} in empty or (file.records.complete and told_all) else UNKNOWN


def keeps(a: Assessment, file: File, item: str) -> Certainty:
    """As it records, unless an entry of its Ⅱ states what it does not record: that may be there all the same."""
    recorded = records(a, file, item)
    return UNKNOWN if is_handed(a, file, item) and recorded is NO else recorded


def is_handed(a: Assessment, file: File, item: str) -> bool:
    """Whether some entry of its Ⅱ states that it hands the item over."""
    entries: list[Entrustment | Handover] = [*file.entrustments, *file.provisions, *file.transfers]
    return any(item in leaves(a, entry.items.names) for entry in entries)


def into_file(told: Told, recorded: Certainty) -> Told:
    if recorded is not NO or told is Told.NO:
        return told
    return Told.CLASH if told in (Told.YES, Told.CLASH) else Told.NO


def hands_over(a: Assessment, entry: Entrustment | Handover, item: str) -> Certainty:
    if item in leaves(a, entry.items.names):
        return YES
    if item in OFF_NETWORK and goes_by_network(entry):
        return NO
    complete = tells_all(a, entry.items)
    if isinstance(entry, Entrustment) and entry.extent is not Extent.PART:
        return UNKNOWN if complete or entry.extent is Extent.UNKNOWN else YES
    is_implied = item == NUMBER and is_specific_untold(a, entry)
    return NO if complete and not is_implied else UNKNOWN


def is_specific_untold(a: Assessment, entry: Entrustment | Handover) -> bool:
    """Whether a list of 特定個人情報 names neither 個人番号 nor 符号; 情報提供ネットワークシステム alone goes by 符号."""
    return not goes_by_network(entry) and not leaves(a, entry.items.names) & SPECIFIC


OFF_NETWORK = frozenset({NUMBER, "団体内統合宛名番号", "宛名番号", "住民票コード"})
"""What 情報提供ネットワークシステム takes nowhere: it goes by 符号."""


def goes_by_network(entry: Entrustment | Handover) -> bool:
    """Whether every box of a 提供先 and of the rows of its 別紙 is told, and the network's alone is ticked or unread."""
    if not isinstance(entry, Provision):
        return False
    for told in [entry.means, *(row.means for row in entry.rows if row.means)]:
        boxes = {one.means: one.box for one in told}
        network = boxes.pop(Means.PROVISION_NETWORK, NO)
        if not boxes or network is NO or {*boxes.values()} != {NO}:
            return False
    return True


# Who is who across documents.

JLIS = "地方公共団体情報システム機構"
OF_THE_BODY = frozenset({PartyKind.PERSON, PartyKind.DEPARTMENT})
PLACES = "市区町村県"
HEADS = {"市長": "市", "区長": "区", "町長": "町", "村長": "村", "知事": "", "市役所": "市", "署長": "署"}


HIRED = frozenset({"支援会社", "保守業者", "受注者"})
"""Words of the random models for a contractor, by what he does."""
KINDS_MEANT = {
    "他市区町村": frozenset("市区町村"),
    "市町村": frozenset("市区町村"),
    "都道府県": frozenset("県"),
    "情報照会者": frozenset("者"),
    "他の執行機関": frozenset("者"),
}
"""Other words of the random models for many, without heads, and of what kinds of bodies they are said; 者 is whoever assesses."""
WORDS_FOR_MANY = HIRED | {"他市区町村", "情報照会者", "他の執行機関"}
"""Those by which a party is called: each document may mean another."""
WARD = "港区"
WARDED = frozenset({"大阪市", "名古屋市"})
"""The cities of the random models that have a ward of this name; without a city it is the 特別区, if it assesses."""
LYING = {"大阪市": "大阪府", "名古屋市": "愛知県", WARD: "東京都"}
"""The prefectures in which the bodies of the random models are told to lie, by their names alone."""
OFFICE_OF = {"みなと税務署": "国税庁"}
SOLE = frozenset({JLIS, "国税庁"})


def short(name: str) -> str:
    """A name without the form of a company."""
    return name.removeprefix("(株)").removeprefix("株式会社")


def unnamed(a: Assessment, entry: Entrustment | Handover) -> set[str]:
    """The parties that may be those of an entry which does not say who they are, or not by their names."""
    if isinstance(entry, Handover):
        return meant_within(a, entry)
    known = {p.name for p in a.parties if p.kind is PartyKind.CONTRACTOR}
    if not entry.contractor:
        return known
    named = {a.canonical(other.contractor) for file in a.files for other in file.entrustments}
    return set() if entry.subentrusted is NO else known - named


def printed_names(entry: Handover) -> list[tuple[str, bool]]:
    """What is printed as recipients, and what stands together in that; whether it stands alone."""
    every = [(name, True) for name in entry.names]
    together = [name.replace("、", "又は").split("又は") for name in entry.names]
    return every + [(part, False) for parts in together if len(parts) > 1 for part in parts]


def names_nobody(a: Assessment, entry: Handover) -> bool:
    """Whether one of the printed recipients is nobody whom the document has."""
    alone = [evolve(entry, recipient=name, rows=()) for name in entry.names if not name.startswith("別紙")]
    return any(
        not (meant_within(a, one) or any(a.find(name) for name, _ in printed_names(one))) for one in alone
    )


def anybody(a: Assessment, entry: Handover) -> set[str]:
    """Who may be a 提供先 that is not told here (every other body), or that is nobody of the document (who has a role).

    And who may be such a 移転先: every 部署.
    """
    is_untold = any(not name or name.startswith("別紙") for name in entry.names)
    if isinstance(entry, Transfer):
        return {p.name for p in a.parties if is_untold and p.kind is PartyKind.DEPARTMENT}
    if is_untold:
        inside = (PartyKind.DEPARTMENT, PartyKind.PERSON, PartyKind.CONTRACTOR)
        return {p.name for p in a.parties if p.kind not in inside and p != a.assessor}
    return roles(a) if names_nobody(a, entry) else set()


def roles(a: Assessment) -> set[str]:
    """The parties that are called by a role, which each body may have."""
    parties = [party for party in parties_of(a) if party != a.assessor]
    return {
        party.name
        for party in parties
        for kinds, is_word in [kinds_of(a, party)]
        if is_word and "者" in kinds
    }


def read_within(a: Assessment, name: str) -> tuple[set[str], set[str]]:
    """The parties that are, and that may be, what a document prints otherwise: read as a second document of its body."""
    if not name or isinstance(a.find(name), Party) or short(without_head(name)) != without_head(name):
        return set(), set()
    models = [a, Assessment(Overview(a.overview.body, "", code=a.overview.code), parties=(Party(name),))]
    keys = find_keys(models)
    own = keys[1, name]
    parties = [party for party in parties_of(a) if party != a.assessor]
    meant = set[Key]()
    for group in may_be_one(models, keys):
        meant |= set(group) if own in group else set()
    for found in find_meant(models, keys):
        if not found.hired:
            others = found.bodies | found.telling
            meant |= (others or found.words) if own in found.words else set()
            meant |= found.words if own in others else set()
    same = {party.name for party in parties if keys[0, party.name] == own}
    return same, {party.name for party in parties if keys[0, party.name] in meant}


def meant_within(a: Assessment, entry: Handover) -> set[str]:
    """The parties that printed names may mean: one of several, a company, an office or its body, and a 部署 by a longer one."""
    found = set()
    for name, alone in printed_names(entry):
        party = a.find(name)
        if isinstance(party, Party):
            found |= set() if alone else {party.name}
            continue
        found |= set().union(*read_within(a, name))
        said = without_head(name)
        for other in a.parties:
            is_section = other.kind is PartyKind.DEPARTMENT
            if is_section and isinstance(entry, Transfer) and name in printed_as(a, other):
                found.add(other.name)
            is_company = other.kind not in OF_THE_BODY and short(said) == short(fold(other.name))
            if (is_company and short(said) != said) or (
                is_company and short(fold(other.name)) != fold(other.name)
            ):
                found.add(other.name)
            if OFFICE_OF.get(said.removesuffix("長")) == other.name or OFFICE_OF.get(other.name) == said:
                found.add(other.name)
    return found


def without_head(name: str) -> str:
    found = next((head for head in HEADS if name.endswith(head)), "")
    return fold(name.removesuffix(found) + HEADS[found] if found else name)


def names_of(a: Assessment, party: Party) -> set[str]:
    """What a party is called, without heads; residents and departments are not told by their names.

    機構 that runs a 中間サーバー, or that a flow joins to a 都道府県サーバー, is J-LIS.
    """
    is_assessor = party == a.assessor
    own = {party.name, *party.aliases, *([a.body] if is_assessor else [])}
    runs = any(
        s.name.startswith("中間サーバ") and a.canonical(s.owner) == party.name for s in a.systems if s.owner
    )
    joins = any({a.holder(f.source), a.holder(f.target)} == {SERVER, party.name} for f in a.flows)
    own |= {JLIS} if (runs or joins) and "機構" in own and party.kind is PartyKind.JLIS else set()
    named = set(map(without_head, own)) if is_assessor or party.kind not in OF_THE_BODY else set()
    home = without_head(a.body)
    if WARD in named and (home in WARDED or is_assessor):
        named.add((home if home in WARDED else LYING[WARD]) + WARD)
    return named


def sure_names(models: Sequence[Assessment], a: Assessment, party: Party) -> set[str]:
    """Those of its names that only one body in the country has: a place's, an assessed one, J-LIS.

    In documents of one body those of one name are one, and what one of them is called all are.
    """
    own = names_of(a, party)
    of_body = [m for m in models if without_head(m.body) == without_head(a.body)]
    called = (names_of(m, other) for m in of_body for other in parties_of(m))
    names = own.union(*(others for others in called if others & own))
    assessed = {without_head(m.body) for m in models} - {WARD}
    places = {name for name in names - KINDS_MEANT.keys() if len(name) > 1 and name[-1] in PLACES}
    return (places - {WARD}) | names & assessed | names & SOLE


def parties_of(a: Assessment) -> list[Party]:
    return [node for node in a.nodes if isinstance(node, Party)]


def melt(sets: Iterable[set[str]]) -> list[set[str]]:
    """The sets, those that share something as one."""
    found: list[set[str]] = []
    for names in sets:
        same = [other for other in found if other & names]
        found = [other for other in found if not other & names] + [names.union(*same)]
    return found


def find_keys(models: Sequence[Assessment]) -> dict[tuple[int, str], Key]:
    known = melt(sure_names(models, a, party) for a in models for party in parties_of(a))

    def party_key(k: int, a: Assessment, party: Party) -> Key:
        if names := sure_names(models, a, party):
            return ("body", min(next(body for body in known if body & names)))
        own = (*party_key(k, a, a.assessor), without_head(party.name))
        return (*own, f"document {k}") if party.name in WORDS_FOR_MANY else own

    def key(k: int, a: Assessment, node: Node) -> Key:
        if isinstance(node, Party):
            return party_key(k, a, node)
        if isinstance(node, File):
            return (*key(k, a, a.node(node.holder)), "", fold(node.name))
        owner = told_owner(a, node)
        place = owner if owner in PREFECTURES else LYING.get(without_head(a.body), "")
        if node.name == SERVER and place:
            return ("prefecture", place, SERVER)
        party = a.node(institution(a, owner)) if owner else a.assessor
        assert isinstance(party, Party)
        system = (*party_key(k, a, party), "", TYPES.get(node.name, fold(node.name)))
        if not SAID.get(node.name, node.name):
            return (*system, f"document {k}")
        is_run_for_others = party != a.assessor and without_head(party.name)[-1] not in PLACES
        is_run_for_others &= TYPES.get(node.name) in OF_EACH_BODY
        return (*system, *party_key(k, a, a.assessor)) if is_run_for_others else system

    return {(k, node.name): key(k, a, node) for k, a in enumerate(models) for node in a.nodes}


SERVER = "都道府県サーバー"
PREFECTURES = frozenset({"鳥取県"})
"""The prefectures of the random models that there are; of which another body speaks its documents do not tell."""


def any_server(keys: Mapping[tuple[int, str], Key]) -> Iterator[tuple[Key, Key]]:
    """Between a 都道府県サーバー of no told prefecture and every other one, both ways: each prefecture has one."""
    servers = {key for (_, name), key in keys.items() if name == SERVER}
    for one in servers:
        for other in servers - {one}:
            if one[0] != "prefecture" or other[0] != "prefecture":
                yield one, other


TYPES = {
    "統合宛名システム": "宛名",
    "団体内統合宛名システム": "宛名",
    "中間サーバー": "中間サーバー",
    "中間サーバ": "中間サーバー",
    "都道府県サーバー": "都道府県サーバー",
}
"""Names of the random models that the catalogue has, by type: systems of one type and body are one."""
OF_EACH_BODY = frozenset({"宛名", "中間サーバー"})
"""The types of which each body has its own, also where another runs it for many."""
SAID = {
    "業務システム": "",
    "業務": "",
    "基幹システム": "",
    "住民情報システム": "",
    "税務窓口": "税窓口",
    "宛名システム": "宛名",
    "統合宛名システム": "統合宛名",
    "団体内統合宛名システム": "統合宛名",
    "中間サーバー": "中間",
    "中間サーバ": "中間",
    "中間サーバー・プラットフォーム": "中間",
}
"""What names say that a system is for, "" where they say nothing; others say what they are."""


Systems = Sequence[tuple[int, System]]
"""What documents tell of one system, each with its index."""


def may_be_one_system(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[Key, Key]]:
    """Systems of one body, or of nobody told, that no document writes beside each other and whose names go together."""
    body = find_bodies(models, keys)
    told: dict[Key, list[tuple[int, System]]] = {}
    for k, a in enumerate(models):
        for system in a.systems:
            told.setdefault(keys[k, system.name], []).append((k, system))
    homes = {one: {keys[k, models[k].assessor.name] for k, _ in found} for one, found in told.items()}
    untold = {one for one, found in told.items() if any(not system.owner for _, system in found)}
    for one, here in told.items():
        for other, there in told.items():
            is_open = ({one, other} & untold or are_called_alike(here, there)) and all(
                map(said_of, (here, there))
            )
            near = body[one] & body[other] or (is_open and homes[one] & homes[other])
            if one != other and near and may_be_the_same(here, there):
                yield one, other


def may_be_one_file(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[Key, Key]]:
    """Files of one name in documents of one body, both ways, unless one document writes both."""
    files = [(k, file.name) for k, a in enumerate(models) for file in a.files]
    by_document = [{keys[k, file.name] for file in a.files} for k, a in enumerate(models)]
    for k, name in files:
        for other_k, other_name in files:
            pair = keys[k, name], keys[other_k, other_name]
            is_of_one_body = keys[k, models[k].assessor.name] == keys[other_k, models[other_k].assessor.name]
            is_told_apart = any({*pair} <= here for here in by_document)
            if name == other_name and pair[0] != pair[1] and is_of_one_body and not is_told_apart:
                yield pair


def names_of_systems(found: Systems) -> set[str]:
    return {name for _, system in found for name in (system.name, *system.aliases)}


def types_of(found: Systems) -> set[str]:
    return {TYPES[name] for name in names_of_systems(found) if name in TYPES}


def said_of(found: Systems) -> set[str]:
    return {SAID.get(name, name) for name in names_of_systems(found)} - {""}


def are_called_alike(here: Systems, there: Systems) -> bool:
    return bool(names_of_systems(here) & names_of_systems(there) or types_of(here) & types_of(there))


def may_be_the_same(here: Systems, there: Systems) -> bool:
    if {k for k, _ in here} & {k for k, _ in there}:
        return False
    one, other = types_of(here), types_of(there)
    if one and other:
        return bool(one & other)
    words = [(a, b) for a in said_of(here) for b in said_of(there)]
    goes = not words or any(a.endswith(b) or b.endswith(a) for a, b in words)
    kinds = [{system.kind for _, system in found} for found in (here, there)]
    alike = names_of_systems(here) & names_of_systems(there)
    return bool(alike) or (goes and bool(kinds[0] & kinds[1]))


def may_be_one(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> Iterator[list[Key]]:
    """Bodies that are called alike, one of them at least by no name that is its alone: that one first.

    But who is called a company by each name is called like no municipality or prefecture.
    """
    bearing: dict[tuple[bool, str], dict[Key, list[str]]] = {}
    for k, a in enumerate(models):
        for party in parties_of(a):
            unsure = [] if sure_names(models, a, party) else [f"{a.body} {a.procedure}/{party.name}"]
            names, sure = names_of(a, party), sure_names(models, a, party)
            may_be_public = any(short(name) == name for name in names)
            may_be_private = not any(name[-1] in PLACES for name in sure)
            for name in map(short, names):
                for is_public in [True] * may_be_public + [False] * may_be_private:
                    bearing.setdefault((is_public, name), {}).setdefault(keys[k, party.name], []).extend(
                        unsure
                    )
    groups = [
        sorted(found, key=lambda key: min(found[key], default="\uffff"))
        for found in bearing.values()
        if len(found) > 1 and any(found.values())
    ]
    yield from map(list, dict.fromkeys(map(tuple, groups)))


# Who answers for a node.


def told_owner(a: Assessment, node: Node) -> str:
    if isinstance(node, File):
        return told_owner(a, a.node(node.holder))
    return node.name if isinstance(node, Party) else a.canonical(node.owner)


def possible_owners(a: Assessment, node: Node) -> set[str]:
    if isinstance(node, File):
        own = set() if node.listed is NO else {a.assessor.name}
        return own | possible_owners(a, a.node(node.holder))
    if owner := told_owner(a, node):
        last = a.node(institution(a, owner))
        is_part = isinstance(last, Party) and last.kind is PartyKind.DEPARTMENT
        return {a.assessor.name} if is_part else set()
    assert isinstance(node, System)
    zones = {zone.name: zone for zone in a.zones}
    place = zones.get(node.zone)
    while place and not place.owner:
        place = zones.get(place.parent)
    if node.number or not place or place.cloud is YES:
        return {a.assessor.name}
    return {a.assessor.name, a.canonical(place.owner)}


def above(a: Assessment, name: str) -> list[str]:
    """A party, the one it belongs to, and so on; nobody for nobody."""
    found: list[str] = []
    while name and name not in found:
        found.append(name)
        node = a.node(name)
        name = a.canonical(node.body) if isinstance(node, Party) else ""
    return found


def institution(a: Assessment, name: str) -> str:
    return above(a, name)[-1]


# The edges.


@frozen
class Hop:
    """One way from node to node, and what is told of each form. `flow` is its id, "" for bonds and borders."""

    source: Key
    target: Key
    told: Mapping[str, Told]
    flow: str = ""
    kind: FlowKind = FlowKind.NONE
    bond: bool = False
    states: frozenset[str] = frozenset()
    """The forms that the flow states, whatever its receiver says."""
    no_sign: frozenset[str] = frozenset()
    """The numbers that it may take along by what is in something, and that yet need not begin at its sender."""
    document: int = 0
    sent: bool = False
    """Whether it is only perhaps its source that sends: nothing enters there."""
    at_home: bool = False
    """Whether it is between what is told to be of one body, no terminal and no medium."""
    meant: bool = False
    """Whether it leads from a word for many to whom it may mean."""
    brings: bool = True
    """Whether what it brings is its target's own: not where a word for many only may be another that has it."""


@frozen
class World:
    """What a trace depends on. `stored` says how each file records each form.

    `having` are the files that may record a form, the systems that are said to have it, and of 個人番号 the persons
    who may hand it on.
    """

    models: tuple[Assessment, ...]
    keys: Mapping[tuple[int, str], Key]
    hops: tuple[Hop, ...]
    conversions: frozenset[tuple[Key, str, str, bool]]
    stored: Mapping[Fact, Certainty]
    without: frozenset[Fact]
    """What a system does not have by the catalogue, nor its files that do not record it."""
    persons: frozenset[Key]
    departments: frozenset[Key]
    having: frozenset[Fact]
    untold: frozenset[Fact]
    """What may be at nodes to which a document lets nothing lead: nobody tells that it is not."""
    words: frozenset[Key] = frozenset()
    """What bodies that are called by words for many, by which others are meant, answer for or may."""


def has(a: Assessment, name: str, form: str) -> bool:
    """Whether the model says that a system has a form, by itself or in a group."""
    return any(form in leaves(a, [item]) for item in told_of(a, name, YES))


def lacks(a: Assessment, name: str, form: str) -> bool:
    """Whether the model says that a system does not have a form, and nowhere that it does.

    Who does not have a group does not have all of it, and may have any part.
    """
    return form in told_of(a, name, NO) and not has(a, name, form)


def told_of(a: Assessment, name: str, box: Certainty) -> set[str]:
    system = a.find(name)
    boxes = system.knows if isinstance(system, System) else ()
    return {own_name(a, told.item) for told in boxes if told.box is box}


def received(a: Assessment, target: Node, told: Told, form: str) -> Told:
    """What a flow tells of a form at its receiver."""
    return into_file(told, records(a, target, form)) if isinstance(target, File) else told


def flow_hops(
    a: Assessment, key: Callable[[str], Key], prefix: str, forms: Collection[str], k: int = 0
) -> Iterator[Hop]:
    for flow_id, flow in zip(a.flow_ids, a.flows, strict=True):
        ends = [a.node(flow.target)]
        drawn_from = a.canonical(flow.file) == a.canonical(flow.source)
        if flow.file and not drawn_from and a.holder(flow.file) == a.holder(flow.target):
            ends.append(a.node(flow.file))
        said = {form: carries(a, flow, form) for form in forms}
        states = frozenset(form for form in forms if said[form] in (Told.YES, Told.CLASH))
        like_etc = {form for form in forms if said[form] is Told.OPEN and is_like_etc(a, flow, form)}
        said |= dict.fromkeys(like_etc, Told.MORE)
        if said.get(HOUSE_NUMBER) is Told.MORE and same_body(a, flow, key):
            said[HOUSE_NUMBER] = Told.HOME
        for end in dict.fromkeys(ends):
            told = {form: received(a, end, said[form], form) for form in forms}
            source = key(a.canonical(flow.source))
            named = frozenset(ISSUED if told_here(flow.items) else ())
            home = is_at_home(a, flow)
            yield Hop(
                source,
                key(end.name),
                told,
                prefix + flow_id,
                flow.kind,
                states=states,
                no_sign=named,
                document=k,
                at_home=home,
            )


PRIVATE = (PartyKind.PERSON, PartyKind.DEPARTMENT, PartyKind.COMPANY, PartyKind.CONTRACTOR)
CARRYING = (NodeKind.TERMINAL, NodeKind.MEDIUM)


def is_told_whole(a: Assessment, node: Node) -> bool:
    """Whether the files of Ⅰ.3 tell all that it keeps: of Ⅰ.2, a terminal or medium, a 部署 or private."""
    if isinstance(node, System) and not node.number and node.kind not in CARRYING:
        return False
    owners = (told_owner(a, node), *possible_owners(a, node))
    answering = {name for owner in owners for name in above(a, owner)} - {a.assessor.name}
    return all(isinstance(p := a.node(name), Party) and p.kind in PRIVATE for name in answering)


def is_like_etc(a: Assessment, flow: Flow, form: str) -> bool:
    """Whether a flow without items takes it along as an 等 does: no file of Ⅰ.3 has it, and they tell the sender."""
    listed = [file for file in a.files if file.listed is not NO]
    lacks = bool(listed) and all(keeps(a, file, form) is NO for file in listed)
    return form in ISSUED and lacks and not told_here(flow.items) and is_told_whole(a, a.node(flow.source))


def is_at_home(a: Assessment, flow: Flow) -> bool:
    ends = [a.node(flow.source), a.node(flow.target)]
    holders = [a.node(end.holder) if isinstance(end, File) else end for end in ends]
    if any(isinstance(end, System) and end.kind in CARRYING for end in holders):
        return False
    bodies = {institution(a, owner) if (owner := told_owner(a, end)) else "" for end in holders}
    return len(bodies) == 1 and "" not in bodies


def same_body(a: Assessment, flow: Flow, key: Callable[[str], Key]) -> bool:
    """Whether one party answers, or may answer, for both ends, as a city and its mayor are one: 宛名番号 is at home there."""
    whose = [
        {
            key(a.canonical(party))
            for owner in (told_owner(a, node), *possible_owners(a, node))
            for party in above(a, owner)
        }
        for node in map(a.node, (flow.source, flow.target))
    ]
    return bool(whose[0] & whose[1])


def bonds(a: Assessment, key: Callable[[str], Key], forms: Collection[str]) -> Iterator[Hop]:
    as_told = {YES: Told.YES, NO: Told.NO, UNKNOWN: Told.OPEN}
    for file in a.files:
        holder = a.canonical(file.holder)
        kept = {form: as_told[keeps(a, file, form)] for form in forms}
        yield Hop(key(holder), key(file.name), kept, bond=True)
        both = find_in_part(a, file)
        told = {form: Told.CLASH if form in both else Told.YES for form in forms}
        yield Hop(key(file.name), key(holder), told, bond=True)


def find_in_part(a: Assessment, file: File) -> set[str]:
    """The parts of a group that a file records whole and its holder does not have: not all of them can be there."""
    groups = told_of(a, file.holder, NO)
    whole = [leaves(a, [item]) for item in groups]
    return {
        form for group in whole if all(records(a, file, f) is YES for f in group) for form in group
    } - groups


def closed_to(hop: Hop, form: str, without: Collection[Fact], named: Collection[Fact]) -> Told:
    """What is told of a form at an edge once it is known who does not have it.

    Of a file that has what its holder does not, the holder may have it, surely where a flow states it of the file.
    """
    told = hop.told[form]
    if (hop.target, form) not in without or (told is Told.YES and not hop.bond):
        return told
    if not hop.bond or told is not Told.YES or (hop.source, form) in without:
        return Told.NO
    return told if (hop.source, form) in named else Told.CLASH


def stated_at(hops: Iterable[Hop], forms: Collection[str]) -> set[Fact]:
    """Both ends of the edges that state a form."""
    told = [(hop, form) for hop in hops for form in forms if hop.told[form] is Told.YES]
    return {(end, form) for hop, form in told for end in (hop.source, hop.target)}


def find_without(
    models: Sequence[Assessment],
    keys: Mapping[tuple[int, str], Key],
    hops: Sequence[Hop],
    forms: Collection[str],
) -> frozenset[Fact]:
    """What systems do not have by all models that name them, nor their files of which nothing says that they do."""
    found: set[Fact] = set()
    for form in forms:
        lacking = {(k, s.name) for k, a in enumerate(models) for s in a.systems if lacks(a, s.name, form)}
        for key in {keys[at] for at in lacking}:
            if all(at in lacking for at, other in keys.items() if other == key):
                found.add((key, form))
    files = {keys[k, file.name] for k, a in enumerate(models) for file in a.files}
    told = stated_at([hop for hop in hops if not hop.bond or hop.target in files], forms)
    for k, a in enumerate(models):
        for file in a.files:
            here = keys[k, file.name]
            shut = {form for form in forms if (keys[k, a.canonical(file.holder)], form) in found}
            found |= {(here, f) for f in shut if (here, f) not in told and not is_handed(a, file, f)}
    return frozenset(found)


def find_bodies(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> dict[Key, set[Key]]:
    """The bodies that are told to answer for each node, and those that may."""
    found: dict[Key, set[Key]] = {}
    for (k, name), key in keys.items():
        a = models[k]
        owners = {told_owner(a, a.node(name)), *possible_owners(a, a.node(name))} - {""}
        found.setdefault(key, set()).update(keys[k, institution(a, owner)] for owner in owners)
    return found


@frozen
class Given:
    """What an entry of Ⅱ hands to a party: from its file, or (perhaps) from a system that is worked on."""

    source: str
    party: str
    entry: Entrustment | Handover
    sure: bool


def list_given(a: Assessment) -> Iterator[Given]:
    for file in a.files:
        entries: list[Entrustment | Handover] = [*file.entrustments, *file.provisions, *file.transfers]
        for entry in entries:
            told = [r.name for r in entry.recipients] if isinstance(entry, Handover) else [entry.contractor]
            named = {party.name for party in map(a.find, told) if isinstance(party, Party)}
            named |= {p for name in told if isinstance(entry, Handover) for p in read_within(a, name)[0]}
            systems = {system.name for system in map(a.find, told) if isinstance(system, System)}
            for system in systems if isinstance(entry, Handover) else ():
                yield Given(file.name, system, entry, sure=False)
            if isinstance(entry, Handover):
                for party in anybody(a, entry) - unnamed(a, entry) - named:
                    yield Given(file.name, party, entry, sure=False)
            for party in named | unnamed(a, entry):
                yield Given(file.name, party, entry, party in named)
                for system in entry.systems if isinstance(entry, Entrustment) else ():
                    yield Given(a.canonical(system), party, entry, sure=False)


def given_hops(a: Assessment, key: Callable[[str], Key], forms: Collection[str]) -> Iterator[Hop]:
    """What entries hand over goes as by an arrow; by the 等 of its list it may go, and by an 等 no further."""
    for given in list_given(a):
        yield Hop(key(given.source), key(given.party), given_told(a, given.entry, forms, sure=given.sure))


def given_told(
    a: Assessment, entry: Entrustment | Handover, forms: Collection[str], *, sure: bool
) -> dict[str, Told]:
    told = dict.fromkeys(forms, Told.NO)
    extent = entry.extent if isinstance(entry, Entrustment) else Extent.PART
    is_list = not is_open(a, entry.items) and extent is Extent.PART
    for form in forms:
        handed = hands_over(a, entry, form)
        if handed is YES:
            told[form] = Told.YES if sure else Told.OPEN
        elif handed is UNKNOWN:
            is_implied = form == NUMBER and is_specific_untold(a, entry)
            told[form] = Told.HOME if is_list and not is_implied else Told.OPEN
    return told


def borders(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key], hops: Sequence[Hop]
) -> Iterator[tuple[Key, Key]]:
    files = {keys[k, file.name] for k, a in enumerate(models) for file in a.files}
    known = find_speaking(models, keys)
    body = find_bodies(models, keys)
    goes_on = {hop.source for hop in hops if hop.flow and not hop.sent}
    for end, documents in known.items():
        assessed = {keys[k, models[k].assessor.name] for k in documents}
        inside = body[end] - assessed
        if end in goes_on:
            continue
        for other, its_documents in known.items():
            elsewhere = its_documents - documents and other not in files
            if other != end and body[other] & inside and elsewhere:
                yield end, other
    for whole, documents in find_led_to(models, keys).items():
        own = {k for k, a in enumerate(models) if keys[k, a.assessor.name] == whole}
        for part, its_documents in known.items():
            if part not in files | {whole} and whole in body[part] and documents - own - its_documents:
                yield whole, part


def sendings(
    models: Sequence[Assessment],
    keys: Mapping[tuple[int, str], Key],
    hops: Sequence[Hop],
    without: Collection[Fact],
) -> Iterator[Hop]:
    """What a document lets a body send that it does not assess: it may come from each part that it does not know."""
    files = {keys[k, file.name] for k, a in enumerate(models) for file in a.files}
    known, body = find_speaking(models, keys), find_bodies(models, keys)
    unsure = {Told.YES: Told.OPEN, Told.CLASH: Told.OPEN, Told.HOME: Told.MORE}
    for hop in hops if len(models) > 1 else ():
        foreign = hop.flow and keys[hop.document, models[hop.document].assessor.name] != hop.source
        for part, documents in known.items() if foreign else ():
            if (
                hop.source in body[part]
                and part not in files | {hop.source}
                and hop.document not in documents
            ):
                told = {form: unsure.get(how, how) for form, how in hop.told.items()}
                told |= dict.fromkeys({form for form in told if (hop.target, form) in without}, Told.NO)
                yield evolve(hop, source=part, told=told, kind=FlowKind.NONE, states=frozenset(), sent=True)


def alike_borders(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[Key, Key]]:
    """Between what bodies have that may be one, both ways."""
    files = {keys[k, file.name] for k, a in enumerate(models) for file in a.files}
    body = find_bodies(models, keys)
    for middle, *others in may_be_one(models, keys):
        for node in set(keys.values()) - files - {middle}:
            if body[node] & {middle, *others}:
                yield from ((node, middle), (middle, node))


def kinds_of(a: Assessment, party: Party) -> tuple[set[str], bool]:
    """Of which kinds a party is, or is said by a word for many, and whether it is such a word."""
    names = names_of(a, party)
    if names and names <= KINDS_MEANT.keys():
        return set().union(*(KINDS_MEANT[name] for name in names)), True
    own = {name[-1] for name in names if len(name) > 1 and name[-1] in PLACES}
    return own | ({"者"} if party == a.assessor else set()), False


@frozen
class Meant:
    """Words for many of one kind, whom they mean, and those of these whose own documents have such a word."""

    words: frozenset[Key]
    bodies: frozenset[Key]
    telling: frozenset[Key] = frozenset()
    hired: bool = False


def find_meant(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> Iterator[Meant]:
    """Whom each word for many means: bodies of its kinds that some document with such a word does not name itself."""
    homes = [keys[k, a.assessor.name] for k, a in enumerate(models)]
    naming: dict[Key, set[int]] = {}
    kinds: dict[Key, set[str]] = {}
    words: set[Key] = set()
    for k, a in enumerate(models):
        for party in parties_of(a):
            key = keys[k, party.name]
            told, is_word = kinds_of(a, party)
            naming.setdefault(key, set()).add(k)
            kinds.setdefault(key, set()).update(told)
            words |= {key} if is_word else set()
    for kind in {*PLACES, "者"}:
        of_kind = {key for key, told in kinds.items() if kind in told}
        called = frozenset(of_kind & words)
        speaking = {k for key in called for k in naming[key]}
        bodies = {key for key in of_kind - words if called and speaking - naming[key]}
        if bodies or len(called) > 1:
            telling = bodies & {homes[k] for k in speaking}
            yield Meant(called, frozenset(bodies - telling), frozenset(telling))
    hirelings = {
        (k, keys[k, party.name], frozenset(map(short, names_of(a, party))))
        for k, a in enumerate(models)
        for party in parties_of(a)
        if party.kind is PartyKind.CONTRACTOR
    }
    for k, key, names in hirelings:
        if names <= HIRED:
            others = {
                other
                for i, other, called in hirelings
                if homes[i] == homes[k] and k not in naming[other] and not names & called
            }
            yield from [Meant(frozenset({key}), frozenset(others), hired=True)] if others else []


def meant_borders(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key], hops: Sequence[Hop]
) -> Iterator[tuple[Key, Key]]:
    """From whom a word is said to whom it means, and back as far as those tell it themselves or are sent by it."""
    files = {keys[k, file.name] for k, a in enumerate(models) for file in a.files}
    body = find_bodies(models, keys)
    assessing = {keys[k, a.assessor.name] for k, a in enumerate(models)}
    sending = {hop.source for hop in hops if hop.flow}
    for meant in find_meant(models, keys):
        word = min(meant.words)
        back = meant.bodies if meant.hired and word in sending else meant.bodies & assessing
        for node in set(keys.values()) - files - {word}:
            if body[node] & (meant.words | back):
                yield node, word
            if body[node] & meant.words:
                yield word, node


def list_meaning(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[frozenset[Key], frozenset[Key]]]:
    """Bodies that are called by a word for many, with all that they may hand on to: whom it means, and what those have.

    Of those who tell themselves how it goes on, they alone.
    """
    files = {keys[k, file.name] for k, a in enumerate(models) for file in a.files}
    body = find_bodies(models, keys)
    for meant in find_meant(models, keys) if len(models) > 1 else ():
        if meant.bodies | meant.telling:
            told = {node for node in set(keys.values()) - files if body[node] & meant.bodies}
            yield meant.words, frozenset(told | meant.telling)


def find_words(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> dict[Key, set[Key]]:
    """What bodies that are called by a word for many answer for, or may, each with these."""
    body = find_bodies(models, keys)
    called = frozenset[Key]().union(*(words for words, _ in list_meaning(models, keys)))
    return {node: body[node] & called for node in body if body[node] & called}


def word_hops(
    models: Sequence[Assessment],
    keys: Mapping[tuple[int, str], Key],
    forms: Collection[str],
    without: Collection[Fact],
    making: Collection[Key],
) -> Iterator[Hop]:
    """From what words for many have to whom they mean; and what becomes another thing at them is their own."""
    words, body = find_words(models, keys), find_bodies(models, keys)

    def told(target: Key) -> dict[str, Told]:
        return {form: Told.NO if (target, form) in without else Told.SAME for form in forms}

    yield from (Hop(at, at, told(at)) for at in making if at in words)
    for calling, others in list_meaning(models, keys):
        for node, other in product(words, others):
            if body[node] & calling:
                yield Hop(node, other, told(other), meant=True, brings=False)


@frozen
class Printed:
    """What a document hands to a name that it prints and has no party for: read as a party of that name, among all others."""

    document: int
    name: str
    file: str
    entry: Handover
    alone: bool
    models: Sequence[Assessment]
    keys: Mapping[tuple[int, str], Key]

    @property
    def own(self) -> Key:
        return self.keys[self.document, self.name]

    @property
    def others(self) -> dict[tuple[int, str], Key]:
        return {at: key for at, key in self.keys.items() if at != (self.document, self.name)}

    @property
    def same(self) -> tuple[int, str] | None:
        """Another party that surely is the one."""
        return next((at for at, key in self.others.items() if key == self.own), None)


def find_printed(models: Sequence[Assessment]) -> Iterator[Printed]:
    for k, a in enumerate(models):
        entries = [(file.name, entry) for file in a.files for entry in (*file.provisions, *file.transfers)]
        for file, entry in entries:
            for name, alone in printed_names(entry):
                if name and not isinstance(a.find(name), Party):
                    read_so = [*models]
                    read_so[k] = evolve(a, parties=(*a.parties, Party(name)))
                    yield Printed(k, name, file, entry, alone, read_so, find_keys(read_so))


def list_surely_printed(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[Printed, Key]]:
    """To whom surely, or to one of them, leads what is printed and is no party of its document."""
    for printed in find_printed(models):
        if printed.same:
            yield printed, keys[printed.same]


def whom_it_means(printed: Printed) -> set[tuple[int, str]]:
    """All that those have whom a party may be or mean and its own document does not name."""
    models, keys, own = printed.models, printed.others, printed.own
    body = find_bodies(models, printed.keys)
    meant, alone = set[Key](), set[Key]()
    for group in may_be_one(models, printed.keys):
        meant |= set(group) if own in group else set()
    for found in find_meant(models, printed.keys):
        if own in found.words:
            meant |= found.words | found.bodies
            alone |= found.telling
    for (_, name), key in keys.items():
        if OFFICE_OF.get(name) in own or OFFICE_OF.get(own[-1]) == name:
            meant.add(key)
    named = {key for (k, _), key in keys.items() if k == printed.document}
    files = {(k, file.name) for k, a in enumerate(models) for file in a.files}
    inside = {at for at, key in keys.items() if body[key] & (meant - named)} - files
    return inside | {at for at, key in keys.items() if key in alone - named}


def printed_hops(
    models: Sequence[Assessment],
    keys: Mapping[tuple[int, str], Key],
    forms: Collection[str],
    without: Collection[Fact],
) -> Iterator[Hop]:
    for printed in find_printed(models):
        k, entry = printed.document, printed.entry
        targets = {keys[printed.same]} if printed.same else set()
        if not targets and isinstance(entry, Provision) and len(models) > 1:
            targets = {keys[at] for at in whom_it_means(printed)}
        for target in targets:
            told = given_told(models[k], entry, forms, sure=bool(printed.same) and printed.alone)
            shut = {form for form in forms if (target, form) in without} if not printed.same else set()
            yield Hop(
                keys[k, printed.file],
                target,
                told | dict.fromkeys(shut, Told.NO),
                brings=bool(printed.same),
            )


def find_other_parts(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[Key, Key]]:
    """Sections and people of one body that no document writes both; and in one document companies; offices anywhere."""
    homes = {keys[k, p.name]: keys[k, a.assessor.name] for k, a in enumerate(models) for p in parties_of(a)}
    beside = {keys[k, p.name]: set[Key]() for k, a in enumerate(models) for p in parties_of(a)}
    for k, a in enumerate(models):
        for party in parties_of(a):
            beside[keys[k, party.name]] |= {keys[k, other.name] for other in parties_of(a)}
    parties = [(k, party, keys[k, party.name]) for k, a in enumerate(models) for party in parties_of(a)]
    for k, one, here in parties:
        for i, other, there in parties:
            apart = here != there and homes[here] == homes[there] and there not in beside[here]
            is_people = one.kind is other.kind is PartyKind.PERSON
            is_section = one.kind is other.kind is PartyKind.DEPARTMENT
            goes = is_people or (is_section and one.name.endswith(other.name))
            forms = [short(fold(party.name)) != fold(party.name) for party in (one, other)]
            is_company = k == i and one != other and short(fold(one.name)) == short(fold(other.name))
            is_office = OFFICE_OF.get(one.name) == other.name or bool(
                cities_of(models[k], one) & names_of(models[i], other)
            )
            if (apart and goes) or (is_company and any(forms)) or is_office:
                yield here, there
                yield there, here


def cities_of(a: Assessment, party: Party) -> frozenset[str]:
    """The cities of which a ward is a part: in a document of one of them that, else each; none of the 特別区 that assesses."""
    home = without_head(a.body)
    if home == WARD or WARD not in {without_head(name) for name in (party.name, *party.aliases)}:
        return frozenset()
    return frozenset({home}) & WARDED or WARDED


def find_speaking(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> dict[Key, set[int]]:
    """The documents that speak of each node; those that name it where none does."""
    touched: dict[Key, set[int]] = {}
    for k, a in enumerate(models):
        ends = [end for flow in a.flows for end in (flow.source, flow.target)]
        held = [name for file in a.files for name in (file.name, file.holder)]
        given = [name for one in list_given(a) for name in (one.source, one.party)]
        for name in (*ends, *held, *given):
            touched.setdefault(keys[k, a.canonical(name)], set()).add(k)
    for printed, target in list_surely_printed(models, keys):
        touched.setdefault(keys[printed.document, printed.file], set()).add(printed.document)
        touched.setdefault(target, set()).add(printed.document)
    named = {key: {k for (k, _), other in keys.items() if other == key} for key in keys.values()}
    return {key: touched.get(key, documents) for key, documents in named.items()}


def find_led_to(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> dict[Key, set[int]]:
    """The documents that lead to each node by a flow or an entry."""
    found: dict[Key, set[int]] = {}
    for k, a in enumerate(models):
        for name in (*(flow.target for flow in a.flows), *(given.party for given in list_given(a))):
            found.setdefault(keys[k, a.canonical(name)], set()).add(k)
    for printed, target in list_surely_printed(models, keys):
        found.setdefault(target, set()).add(printed.document)
    return found


def stores(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> Iterator[tuple[Key, Key]]:
    """From each file to the systems that Ⅱ.6 keeps it in, besides its holder."""
    for k, a in enumerate(models):
        for file in a.files:
            for system in {a.canonical(name) for name in file.storage.systems} - {a.canonical(file.holder)}:
                yield keys[k, file.name], keys[k, system]


PRINTED_AS = {
    "市民課": {"市民課", "市民部市民課", "市民課（支所を含む）", "市民課窓口係"},
    "受付": {"受付", "市民課、受付", "総務部受付"},
    "市民部市民課": {"市民部市民課"},
}
SHORTER = {"市民部市民課": {"市民課", "市民課（支所を含む）"}}
"""What the random models print for a 部署: its name, it with what it stands in or with a remark, it beside another; and
what they may mean by shorter names that none of the document bears itself."""


def printed_as(a: Assessment, party: Party) -> set[str]:
    shorter = SHORTER.get(party.name, set()) if not a.find("市民課") else set()
    return {name for name in PRINTED_AS.get(party.name, set()) | shorter if not a.find(name)}


def uses(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> Iterator[tuple[Key, Key]]:
    """From each file to whom it prints as 使用部署 or 事務担当部署."""
    for k, a in enumerate(models):
        for file in a.files:
            printed = {*file.use.departments, file.department}
            printed |= {"市民課", "受付"} if "市民課、受付" in printed else set()
            for party in parties_of(a):
                if ({party.name, *party.aliases} | printed_as(a, party)) & printed:
                    yield keys[k, file.name], keys[k, party.name]


def connections(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[Key, Key]]:
    """From each of two systems that Ⅰ.2③ joins and no flow does to the other, if a flow of some document touches that."""
    touched: set[Key] = set()
    for k, a in enumerate(models):
        own = {(0, system.name): keys[k, system.name] for system in a.systems}
        touched |= {*own.values()} - find_untouched([a], own)
    for k, a in enumerate(models):
        ends = {frozenset((a.holder(flow.source), a.holder(flow.target))) for flow in a.flows}
        for one, other in connected(a, ends):
            for source, target in ((one, other), (other, one)):
                if one != other and frozenset((one, other)) not in ends and keys[k, target] in touched:
                    yield keys[k, source], keys[k, target]
    yield from ((one, other) for one, other in linked(models, keys) if other in touched)


LINK = "庁内連携システム"


def linked(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> Iterator[tuple[Key, Key]]:
    """Both ways between what two documents of one body tick as the link, unless one document writes both systems.

    Where a document draws the link, that stands for what ticks it there.
    """
    written = [{keys[k, system.name] for system in a.systems} for k, a in enumerate(models)]
    drawn = {(k, s.name) for k, a in enumerate(models) for s in a.systems if "庁内連携" in s.name}
    drawing = {k for k, _ in drawn}
    ticking = {
        (k, s.name)
        for k, a in enumerate(models)
        for s in a.systems
        if k not in drawing and any(c.name == LINK and c.box is not NO for c in s.connects)
    }
    link = {keys[place] for place in drawn}
    for k, one in drawn | ticking:
        for j, other in drawn | ticking:
            pair = keys[k, one], keys[j, other]
            is_of_one_body = keys[k, models[k].assessor.name] == keys[j, models[j].assessor.name]
            if is_of_one_body and not any({*pair} <= here for here in written) and not {*pair} <= link:
                yield pair


PRINTED = {
    "宛名システム等": {"宛名システム", "統合宛名システム", "団体内統合宛名システム"},
    "住民基本台帳ネットワークシステム": {SERVER},
    "税務システム": {"税務窓口"},
}
"""The choices that the form prints in Ⅰ.2③, and the systems of the random models that each stands for."""


def connected(a: Assessment, ends: Collection[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Each system with what its boxes name, unless they are surely empty.

    Unless flows tell which, with all that a printed choice may mean.
    """
    for system in a.systems:
        for told in system.connects:
            meant = {s.name for s in a.systems if names_of_systems([(0, s)]) & PRINTED.get(told.name, set())}
            by_flow = any(frozenset((system.name, name)) in ends for name in meant - {system.name})
            if told.name == LINK and not meant:
                meant = {
                    s.name for s in a.systems for c in s.connects if c.name == told.name and c.box is not NO
                }
            meant = set() if by_flow else meant
            named = {node.name for node in [a.find(told.name)] if isinstance(node, System)}
            for other in named | meant if told.box is not NO else ():
                yield system.name, other


def find_untouched(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]) -> set[Key]:
    """The systems that some document names without a flow to or from them or their files."""
    found = set()
    for k, a in enumerate(models):
        named = {a.canonical(end) for f in a.flows for end in (f.source, f.target, f.file) if end}
        holders = {a.canonical(file.holder) for file in a.files if file.name in named}
        found |= {keys[k, system.name] for system in a.systems if system.name not in named | holders}
    return found


def find_unfed(
    models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key]
) -> Iterator[tuple[int, Key]]:
    """The 部署 and systems (no terminals, no media) to which nothing leads in a document: no flow, file or store."""
    for k, a in enumerate(models):
        fed = [flow.target for flow in a.flows]
        fed += [name for file in a.files for name in (file.holder, *file.storage.systems)]
        for node in a.nodes:
            is_section = isinstance(node, Party) and node.kind is PartyKind.DEPARTMENT
            is_system = isinstance(node, System) and node.kind not in (NodeKind.TERMINAL, NodeKind.MEDIUM)
            if (is_section or is_system) and node.name not in map(a.canonical, fed):
                yield k, keys[k, node.name]


def find_alike(models: Sequence[Assessment], keys: Mapping[tuple[int, str], Key], party: Key) -> set[Key]:
    """The party and what it may be: nodes of bodies that may be one with its own."""
    body = find_bodies(models, keys)
    found = {party}
    for group in may_be_one(models, keys) if len(models) > 1 else ():
        here = {node for node in keys.values() if body[node] & set(group)} | {group[0]}
        found |= here if party in here else set()
    return found


def read(models: Sequence[Assessment], item: str) -> World:
    keys = find_keys(models)
    forms = {leaf for a in models for leaf in leaves(a, [item])}
    forms |= {leaf for a in models for c in a.conversions for leaf in leaves(a, [c.source, c.target])}
    hops: list[Hop] = []
    handing: list[Hop] = []
    stored: dict[Fact, Certainty] = {}
    made: set[tuple[Key, str, str, bool]] = set()
    having: set[Fact] = set()
    untold = {(at, form) for at in find_untouched(models, keys) for form in forms}
    unfed = set(find_unfed(models, keys))
    for k, a in enumerate(models):

        def key(name: str, k: int = k) -> Key:
            return keys[k, name]

        prefix = f"{a.body} {a.procedure}: " if len(models) > 1 else ""
        flowing = list(flow_hops(a, key, prefix, forms, k))
        hops += [*flowing, *bonds(a, key, forms)]
        handing += given_hops(a, key, forms)
        giving = [hop for hop in flowing if (k, hop.source) in unfed]
        untold |= {
            (hop.source, f) for hop in giving for f in ISSUED & set(forms) if hop.told[f] is not Told.NO
        }
        for form in forms:
            having |= {(key(s.name), form) for s in a.systems if has(a, s.name, form)}
            for file in a.files:
                here, fact = keeps(a, file, form), (key(file.name), form)
                ranked = [c for c in (YES, UNKNOWN, NO) if c in (here, stored.get(fact, here))]
                stored[fact] = ranked[0]
        for c in a.conversions:
            sources, targets = leaves(a, [c.source]), leaves(a, [c.target])
            sure = sources == {own_name(a, c.source)}
            made |= {(key(a.canonical(c.at)), s, t, sure) for s in sources for t in targets}
    persons = {keys[k, p.name] for k, a in enumerate(models) for p in a.parties if p.kind is PartyKind.PERSON}
    departments = {
        keys[k, p.name] for k, a in enumerate(models) for p in a.parties if p.kind is PartyKind.DEPARTMENT
    }
    giving = [hop for hop in hops if hop.flow and hop.source in persons]
    having |= {(hop.source, NUMBER) for hop in giving if hop.told.get(NUMBER, Told.NO) is not Told.NO}
    without = find_without(models, keys, hops, forms)
    stored |= dict.fromkeys(without & stored.keys(), NO)
    having |= {fact for fact, how in stored.items() if how is not NO}
    named = stated_at([hop for hop in hops if not hop.bond], forms) & having
    hops = [evolve(hop, told={form: closed_to(hop, form, without, named) for form in forms}) for hop in hops]
    hops += [*handing, *sendings(models, keys, hops, without), *printed_hops(models, keys, forms, without)]
    kept = (*stores(models, keys), *uses(models, keys))
    joins = {Told.OPEN: (*borders(models, keys, hops), *kept, *connections(models, keys))}
    joins[Told.SAME] = (
        *alike_borders(models, keys),
        *may_be_one_system(models, keys),
        *may_be_one_file(models, keys),
        *find_other_parts(models, keys),
        *(meant_borders(models, keys, hops) if len(models) > 1 else ()),
        *(any_server(keys) if len(models) > 1 else ()),
    )
    for how, pairs in joins.items():
        for end, other in pairs:
            closed = {f for f in forms if (other, f) in without or stored.get((other, f)) is NO}
            bond = how is Told.SAME
            told = {f: Told.NO if f in closed else how for f in forms}
            hops.append(Hop(end, other, told, brings=not bond))
    words = find_words(models, keys)
    hops = [evolve(hop, brings=is_brought(hop, words)) for hop in hops]
    hops += word_hops(models, keys, forms, without, {at for at, *_ in made})
    return World(
        tuple(models),
        keys,
        tuple(hops),
        frozenset(made),
        stored,
        frozenset(without),
        frozenset(persons),
        frozenset(departments),
        frozenset(having),
        frozenset(untold - without - {(section, "符号") for section in departments}),
        frozenset(words),
    )


def is_brought(hop: Hop, words: Mapping[Key, set[Key]]) -> bool:
    """Whether what a hop brings is its target's own: to a word for many, by a document and not from the same body."""
    return hop.target not in words or (
        hop.brings and not hop.bond and not words[hop.target] <= words.get(hop.source, set())
    )


# How far it goes.


def spread_surely(world: World, starts: Iterable[Fact]) -> frozenset[Fact]:
    known = set(starts)
    while True:
        new = {
            (hop.target, form)
            for hop in world.hops
            for form, told in hop.told.items()
            if told is Told.YES and (hop.source, form) in known
        }
        new |= {(at, t) for at, s, t, sure in world.conversions if sure and (at, s) in known}
        if new <= known:
            return frozenset(known)
        known |= new


State = tuple[Key, str, bool, bool]
"""A node, a form, whether it is strong there, and whether it is the node's own.

A word for many has as its own what its own documents bring to it. What it has as it may be another, it does not hand on
to a third that it may mean: it means one of them.
"""


def arrive(world: World, hop: Hop, form: str, strong: bool, starts: Collection[Fact]) -> bool | None:
    """Whether the form is strong where the hop takes it; None where the hop does not take it along."""
    told = hop.told[form]
    if told is Told.NO:
        return None
    by_itself = (hop.target, form) in world.having or form not in IDENTIFIERS
    if told is Told.SAME or (hop.bond and told is Told.YES):
        return strong or by_itself
    if told is Told.HOME:
        return by_itself
    if told is not Told.MORE:
        return True
    relayed = hop.source in world.persons and form != NUMBER and (hop.source, form) not in starts
    if form in IDENTIFIERS and (relayed or not strong):
        return None
    return by_itself


def spread_possibly(world: World, starts: Collection[Fact]) -> frozenset[Fact]:
    return frozenset((node, form) for node, form, _, _ in spread_states(world, starts))


def spread_states(world: World, starts: Collection[Fact]) -> set[State]:
    known: set[State] = {(node, form, True, True) for node, form in starts}
    while True:
        new: set[State] = set()
        for hop in world.hops:
            for form in hop.told:
                for strong, own in product((True, False), repeat=2):
                    if (hop.source, form, strong, own) in known:
                        new |= get_on(world, hop, (hop.source, form, strong, own), starts)
        for at, source, target, _ in world.conversions:
            if any((at, source, *how) in known for how in product((True, False), repeat=2)):
                new.add((at, target, True, False))
        if new <= known:
            return known
        known |= new


def get_on(world: World, hop: Hop, state: State, starts: Collection[Fact]) -> set[State]:
    """Where a hop takes a form from where it is. By what joins the systems of a body alone nothing becomes a word's own."""
    _, form, strong, own = state
    if hop.meant and not own:
        return set()
    found: set[State] = set()
    if (there := arrive(world, hop, form, strong, starts)) is not None:
        is_home = hop.told[form] is Told.HOME and hop.flow and hop.target in world.words
        found.add((hop.target, form, there, hop.brings and not is_home))
        if hop.brings and is_home:
            listed = evolve(hop, told={**hop.told, form: Told.MORE})
            again = arrive(world, listed, form, strong, starts)
            found |= set() if again is None else {(hop.target, form, again, True)}
    return found


# Where it enters.


def leads(links: Collection[tuple[T, T]], start: T) -> set[T]:
    """Every node that the links lead to from `start`, itself included."""
    found = {start}
    while True:
        onward = {target for source, target in links if source in found}
        if onward <= found:
            return found
        found |= onward


def makers(world: World, item: str, sure: bool, asked: frozenset[str]) -> set[Key]:
    """The nodes at which the item is made out of another one that gets there."""
    found = set()
    for at, source, target, certain in world.conversions:
        if target == item and source not in asked and (certain or not sure):
            starts, maybe, again = origins(world, source, asked)
            there = (
                spread_surely(world, ((n, source) for n in starts))
                if sure
                else spread_possibly(world, {(n, source) for n in starts | maybe | again})
            )
            if (at, source) in there:
                found.add(at)
    return found


def keeps_out(world: World, item: str, node: Key) -> bool:
    """Whether the item does not begin at a node by itself."""
    if (node, item) in world.without or world.stored.get((node, item)) is NO:
        return True
    if node in world.departments and item == "符号":
        return True
    return node in world.persons and item in ISSUED - OF_RESIDENTS


def is_denied(world: World, item: str, node: Key) -> bool:
    """Whether a file does not have an item that flows call as lists do, or a system by what it knows and by its files."""
    if (node, item) in world.without:
        files = {hop.source for hop in world.hops if hop.bond and hop.target == node}
        return all(world.stored.get((file, item)) is not YES for file in files)
    is_called_alike = item in {NUMBER, "氏名", "性別", "生年月日", "住所"} | ISSUED - {HOUSE_NUMBER}
    return is_called_alike and world.stored.get((node, item)) is NO


def enters(world: World, item: str, sure: bool, asked: frozenset[str]) -> set[Key]:
    """Where the edges that carry the item begin, or where it is recorded or made."""
    allowed, kept = (SURE, {YES}) if sure else (MAY, {YES, UNKNOWN})
    if item in ISSUED:
        allowed -= {Told.MORE}
    edges = [
        hop
        for hop in world.hops
        if (hop.flow or hop.bond)
        and not hop.sent
        and hop.told[item] in allowed
        and not (hop.told[item] is Told.OPEN and item in hop.no_sign)
        and (hop.told[item] is not Told.HOME or hop.at_home)
    ]
    recording = {file for (file, form), how in world.stored.items() if form == item and how in kept}
    made = makers(world, item, sure, asked | {item})
    recording |= made
    files = {file for file, _ in world.stored}
    flows = [hop for hop in edges if hop.flow]
    inward = [hop for hop in edges if hop.bond and hop.target in files]
    having = recording | {end for hop in (*flows, *inward) for end in (hop.source, hop.target)}
    outward = [hop for hop in edges if hop.bond and hop.target not in files and hop.source in having]
    edges = [*flows, *inward, *outward]
    stating = {hop.source for hop in flows if item in hop.states}
    against = {hop.target for hop in world.hops if hop.bond and hop.told[item] is Told.CLASH} - files

    def may_begin(node: Key) -> bool:
        if node in made or not sure:
            return node in made | stating or not keeps_out(world, item, node)
        if node in stating:
            return not is_denied(world, item, node)
        return not (keeps_out(world, item, node) or node in against)

    found: set[Key] = set()
    while left := recording | {end for hop in edges for end in (hop.source, hop.target)}:
        links = {(hop.source, hop.target) for hop in edges if {hop.source, hop.target} <= left}
        after = {node: leads(links, node) for node in left}
        idle: set[Key] = set()
        begun: set[Key] = set()
        for node in left:
            before = {other for other in left if node in after[other]}
            circle = before & after[node]
            if before == circle:
                fit = {other for other in circle if may_begin(other)}
                acquiring = {h.source for h in flows if h.kind is FlowKind.ACQUISITION}
                chosen = fit & acquiring or fit & recording or fit
                idle |= circle if not chosen else set()
                begun |= chosen
        found |= begun
        if not idle:
            return found
        edges = [hop for hop in edges if hop.source not in idle]
        recording -= idle
    return found


def origins(
    world: World, item: str, asked: frozenset[str] = frozenset()
) -> tuple[set[Key], set[Key], set[Key]]:
    """The nodes at which the item certainly enters, those at which it may, and those whose own it may be besides.

    What may have it by itself is such a place wherever nothing else may bring it there.
    """
    starts = enters(world, item, sure=True, asked=asked)
    maybe = enters(world, item, sure=False, asked=asked) - starts
    there = spread_states(world, {(node, item) for node in starts | maybe})
    having = {node for node, form in world.having if form == item}
    own = {node for node, form, _, is_own in there if form == item and is_own}
    reached = {node for node, form, _, _ in there if form == item}
    return starts, maybe | (having - reached), (having & reached & world.words) - own


# The answer.


@frozen
class Reached:
    """The forms that are somewhere, surely and at least possibly."""

    definite: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()


def find_above(world: World, k: int, owners: Iterable[str]) -> set[Key]:
    """The parties of a model, and all that they belong to by whichever document."""
    found = {world.keys[k, owner] for owner in owners if owner}
    belongs = {
        (world.keys[i, party.name], world.keys[i, a.canonical(party.body)])
        for i, a in enumerate(world.models)
        for party in parties_of(a)
        if party.body
    }
    return set().union(*(leads(belongs, party) for party in found))


@frozen
class Answer:
    """What the trace of one item answers. `starts` are the facts it begins with, for sure and possibly."""

    world: World
    item: str
    asked: frozenset[str]
    starts: frozenset[Fact]
    maybe: frozenset[Fact]
    again: frozenset[Fact]
    """What words for many may have by themselves, and get as they may be others besides."""
    lent: frozenset[Fact]
    """What words for many have only as they may be others."""
    definite: frozenset[Fact]
    possible: frozenset[Fact]
    untold: frozenset[Fact] = frozenset()
    """What may be where nothing leads: no document tells that it is not."""

    @property
    def origins(self) -> frozenset[Key]:
        return frozenset(node for node, _ in self.starts)

    @property
    def possible_origins(self) -> frozenset[Key]:
        return frozenset(node for node, _ in self.maybe) - self.origins

    def node(self, key: Key) -> Reached:
        """What a node has by itself."""
        return Reached(
            frozenset(form for node, form in self.definite if node == key),
            frozenset(form for node, form in self.possible | self.untold if node == key),
        )

    def named(self, there: Reached) -> tuple[frozenset[str], frozenset[str]]:
        """The words of the answer: of a group itself where all is there, else the leaves that are."""
        return self._name(there.definite), self._name(there.possible) - self._name(there.definite) - (
            there.definite
        )

    def _name(self, forms: frozenset[str]) -> frozenset[str]:
        return forms - self.asked | {self.item} if self.asked <= forms else forms

    def party(self, key: Key) -> Reached:
        """What a party has by all that it answers for and is entrusted with."""
        definite: set[str] = set()
        possible: set[str] = set()
        alike = find_alike(self.world.models, self.world.keys, key)
        for k, a in enumerate(self.world.models):
            for node in a.nodes:
                there = self.node(self.world.keys[k, node.name])
                told = find_above(self.world, k, [told_owner(a, node)])
                maybe = find_above(self.world, k, possible_owners(a, node))
                definite |= there.definite if key in told else set()
                possible |= there.possible if key in told | maybe else set()
            for file in a.files:
                there = self.node(self.world.keys[k, file.name])
                entries: list[Entrustment | Handover] = [
                    *file.entrustments,
                    *file.provisions,
                    *file.transfers,
                ]
                for entry in entries:
                    named = (
                        [r.name for r in entry.recipients]
                        if isinstance(entry, Handover)
                        else [entry.contractor]
                    )
                    recipients = {self.world.keys[k, party.name] for party in map(a.find, named) if party}
                    systems = entry.systems if isinstance(entry, Entrustment) else ()
                    at = [there, *(self.node(self.world.keys[k, a.canonical(s)]) for s in systems)]
                    every = frozenset[str]().union(*(place.possible for place in at))
                    given = {form: hands_over(a, entry, form) for form in every}
                    if key in recipients:
                        definite |= {form for form in there.definite if given[form] is YES}
                    if alike & (recipients | {self.world.keys[k, name] for name in unnamed(a, entry)}):
                        possible |= {form for form in every if given[form] is not NO}
        return Reached(frozenset(definite), frozenset(possible | definite))


def find_inside(world: World, parties: set[Key]) -> Iterator[Key]:
    """What parties answer for, or may: what one of them has may be at any of it."""
    for k, a in enumerate(world.models):
        for node in a.nodes:
            if parties & find_above(world, k, {told_owner(a, node), *possible_owners(a, node)}):
                yield world.keys[k, node.name]


def trace(models: Sequence[Assessment], item: str, start: Sequence[tuple[int, str]] = ()) -> Answer:
    """Both reaches of the item, from `start` (names, each with the index of its model) or from where it enters."""
    world = read(models, item)
    asked = frozenset(leaf for a in models for leaf in leaves(a, [item]))
    if start:
        told = {world.keys[k, models[k].canonical(name)] for k, name in start}
        starts, again = {(node, form) for node in told for form in asked}, set()
        inside = {(node, form) for node in find_inside(world, told) for form in asked}
        maybe = {fact for fact in inside - starts if not keeps_out(world, fact[1], fact[0])}
    else:
        entered = {form: origins(world, form) for form in asked}
        starts, maybe, again = (
            {(node, form) for form, each in entered.items() for node in each[place]} for place in range(3)
        )
    states = spread_states(world, starts | maybe | again)
    possible = frozenset((node, form) for node, form, _, _ in states)
    own = {(node, form) for node, form, _, is_own in states if is_own}
    unknown = {fact for fact in world.untold if not start and fact[1] in asked}
    return Answer(
        world,
        own_name(models[0], item),
        asked,
        frozenset(starts),
        frozenset(maybe),
        frozenset(again),
        frozenset(fact for fact in possible - own if fact[0] in world.words),
        spread_surely(world, starts),
        possible,
        frozenset(unknown - possible),
    )


# The evidence.

Cost = tuple[int, int]


def ways(answer: Answer) -> dict[Fact, Cost]:
    """For each fact the fewest open flows of a way there, and the fewest flows of such a way (Dijkstra)."""
    world, starts = answer.world, answer.starts | answer.maybe
    best: dict[State, Cost] = {}
    queue: list[tuple[Cost, State]] = [((0, 0), (node, form, True, True)) for node, form in answer.starts]
    queue += [((1, 0), (node, form, True, True)) for node, form in answer.maybe]
    for node, form in answer.again:
        onward = (hop for hop in world.hops if hop.meant and hop.source == node)
        states = (state for hop in onward for state in get_on(world, hop, (node, form, True, True), starts))
        queue += [((2, 0), state) for state in states]
    queue.sort()
    while queue:
        cost, state = heappop(queue)
        if state in best:
            continue
        best[state] = cost
        node, form, _, _ = state
        for hop in world.hops:
            for there in get_on(world, hop, state, starts) if hop.source == node else ():
                opened = hop.told[form] is not Told.YES
                heappush(queue, ((cost[0] + opened, cost[1] + bool(hop.flow)), there))
        for at, source, target, sure in world.conversions:
            if at == node and source == form:
                heappush(queue, ((cost[0] + (not sure), cost[1]), (at, target, True, False)))
    found: dict[Fact, Cost] = {}
    for (node, form, _, _), cost in best.items():
        found[node, form] = min(cost, found.get((node, form), cost))
    return found


def best_way(answer: Answer, key: Key) -> Cost:
    """The cost of the way that is shown: to the item itself where it is there as surely as anything is."""
    there, costs = answer.node(key), ways(answer)
    forms = there.definite or {form for form in there.possible if (key, form) in answer.possible}
    return min(costs[key, form] for form in forms & answer.asked or forms)


def along(answer: Answer, path: Sequence[str], sure: bool) -> frozenset[Fact]:
    """What can be where after the flows of the path, one by one; bonds, borders and conversions cost nothing."""
    world, starts = answer.world, answer.starts if sure else answer.starts | answer.maybe | answer.again
    free = evolve(world, hops=tuple(hop for hop in world.hops if not hop.flow))
    states: set[State] = _rest(free, {(node, form, True, True) for node, form in starts}, starts, sure)
    for flow in path:
        moved: set[State] = set()
        for hop in world.hops:
            if hop.flow == flow:
                moved |= _moved(world, hop, states, starts, sure)
        states = _rest(free, moved, starts, sure)
    return frozenset((node, form) for node, form, _, _ in states)


def _moved(world: World, hop: Hop, states: set[State], starts: Collection[Fact], sure: bool) -> set[State]:
    found: set[State] = set()
    for state in states:
        if state[0] == hop.source and (hop.told[state[1]] is Told.YES or not sure):
            found |= get_on(world, hop, state, starts)
    return found


def _rest(free: World, states: set[State], starts: Collection[Fact], sure: bool) -> set[State]:
    known = set(states)
    while True:
        new: set[State] = set().union(*(_moved(free, hop, known, starts, sure) for hop in free.hops))
        new |= {
            (at, target, True, False)
            for at, source, target, certain in free.conversions
            if (certain or not sure)
            and any((at, source, *how) in known for how in product((True, False), repeat=2))
        }
        if new <= known:
            return known
        known |= new


def separates(answer: Answer, cut: Collection[tuple[str, str]], starts: Collection[Fact], node: Key) -> bool:
    """Whether no edge leads from where the item is to the node, once the flows of the cut are gone.

    The flow "" stands for every bond and border that does not take the form of the cut along.
    """
    gone = {flow for flow, _ in cut if flow}
    shut = [form for flow, form in cut if not flow]
    links = {
        ((hop.source, own), (hop.target, hop.brings))
        for hop in answer.world.hops
        for own in ((True,) if hop.meant else (True, False))
        if (hop.flow not in gone if hop.flow else all(hop.told[form] is not Told.NO for form in shut))
    }
    begun = {(start, (start, form) not in answer.lent) for start, form in starts}
    behind = {end for start in begun for end in leads(links, start)}
    return not behind & {(node, True), (node, False)}
