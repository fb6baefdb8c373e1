"""storage-mismatch: where Ⅱ.6 keeps a file against where its system stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File, System
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence


def _find(dossier: Dossier) -> Iterator[Hit]:
    told = group_by(
        ((s.cell.file, place), s)
        for place in (_KEPT, *_SECURED)
        for s in dossier.sentences_at.get(place, ())
        if _STANDS.search(s.plain)
    )
    for file in dossier.model.files:
        for system, zones in _placed(dossier.model, file):
            if system.zone and not any(_are_nested(dossier, system.zone, zone) for zone in zones):
                yield _hit(dossier.model, file, system, zones)
        yield from _find_moved(dossier, file, told)


_Told = Mapping[tuple[str, str], tuple[Sentence, ...]]
_SECURED = ("Ⅲ.7.リスク1.⑤.内容", "Ⅲ.7.リスク1.その他")
"""Where 様式4 tells of the rooms, and 様式3 of all measures."""
_KEPT = "Ⅱ.6.①"
_STANDS = re.compile(
    r"(?P<what>[^、。\n]{2,60}?)(?:のサーバー?(?:機器)?)?は、?(?:いずれも、?)?"
    r"(?P<where>[^、。]{2,40}?)(?:に|内に)(?:置|設置)"
)
"""A sentence that says where something stands: 給付システムは、市庁舎のサーバー室に置く."""
_CLOUD, _HOUSE = re.compile("クラウド"), re.compile("庁舎|サーバー?室|電算室|マシン室|執務室")


def _find_moved(dossier: Dossier, file: File, told: _Told) -> Iterator[Hit]:
    """One system that Ⅱ.6① puts into a cloud and Ⅲ.7⑤ into a room of the body, or the other way round."""
    secured = [sentence for place in _SECURED for sentence in told.get((file.name, place), ())]
    kept = _read_places(dossier, told.get((file.name, _KEPT), ())) if secured else {}
    for what, (where, sentence) in _read_places(dossier, secured).items():
        if what in kept and _is_elsewhere(kept[what][0], where):
            place, there = kept[what]
            yield Hit(
                f"{file.name}のⅡ.6①は{what}を{place}に置くとするが、{sentence.where}は{where}に置くとする。",
                (file.name_entry(file.storage),),
                (Evidence(f"Ⅱ.6① {what}", there.spans), Evidence(f"{sentence.where} {what}", sentence.spans)),
                about=what,
                confidence=Confidence.LOW,
            )


def _read_places(dossier: Dossier, sentences: Sequence[Sentence]) -> dict[str, tuple[str, Sentence]]:
    found: dict[str, tuple[str, Sentence]] = {}
    for sentence in sentences:
        for told in _STANDS.finditer(sentence.plain):
            for what in _list_systems(dossier, told["what"]):
                found.setdefault(what, (told["where"], sentence))
    return found


def _list_systems(dossier: Dossier, what: str) -> Iterator[str]:
    """Yield the systems that what is said to stand somewhere names."""
    for system in dossier.model.systems:
        if any(fold(name) in fold(what) for name in (system.name, *system.aliases)):
            yield system.name


def _is_elsewhere(one: str, other: str) -> bool:
    """Whether one is a cloud alone and the other a room alone."""
    clouds = [bool(_CLOUD.search(place)) for place in (one, other)]
    houses = [bool(_HOUSE.search(place)) for place in (one, other)]
    return clouds[0] != clouds[1] and houses[0] != houses[1] and clouds[0] != houses[0]


def _placed(model: Assessment, file: File) -> Iterator[tuple[System, tuple[str, ...]]]:
    """Yield the holder with all places of the file, and each system with those that one sentence names with it."""
    holder = model.find(file.holder)
    if isinstance(holder, System) and file.storage.zones:
        yield holder, file.storage.zones
    for place in file.storage.places:
        zones = tuple(zone for zone in file.storage.zones if zone in place)
        for name in file.storage.systems if zones else ():
            system = model.find(name)
            if isinstance(system, System) and system != holder and _is_named(system, place):
                yield system, zones


def _is_named(system: System, place: str) -> bool:
    return any(name in place for name in (system.name, *system.aliases))


def _are_nested(dossier: Dossier, a: str, b: str) -> bool:
    return a in _chain(dossier, b) or b in _chain(dossier, a)


def _chain(dossier: Dossier, zone: str) -> Iterator[str]:
    while zone:
        yield zone
        zone = dossier.zone_parents.get(zone, "")


def _hit(model: Assessment, file: File, system: System, zones: tuple[str, ...]) -> Hit:
    places = name_some(zones, "と")
    stands = next((z.spans for z in model.zones if z.name == system.zone), ())
    return Hit(
        f"{file.name}のⅡ.6は{system.name}を{places}に置くとするが、{system.name}は{system.zone}にある。",
        (file.name_entry(file.storage), system.name),
        (
            Evidence(f"Ⅱ.6① 保管場所 {places}", file.storage.spans, Spot("Ⅱ.6.①", file.name)),
            Evidence(f"{system.name}は{system.zone}にある", (*find_beginnings((system,)), *stands)),
        ),
    )


RULE = Rule(
    name="storage-mismatch",
    title="保管場所が、システムの置き場所と違う",
    checks="Ⅱ.6①の保管場所を、ファイルを持つシステムと、そこに名の挙がるシステムの置き場所（別添1の枠など）と比べる。Ⅱ.6①とⅢ.7⑤（様式3ではⅢ.7その他の措置）の文が、同じシステムを一方ではクラウドに、他方では庁舎などの部屋に置くとするものも、要確認として言う。",
    matters="置き場所が変わると、物理的な対策と委託の有無が変わる。移した後に保管場所の記載が残りやすい。",
    settle="今の置き場所を確かめ、Ⅱ.6①と図の枠をそろえる。Ⅲ.7の対策も見直す。",
    source="様式4・様式3 Ⅱ.6①、別添1",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.STORAGE,),
)
