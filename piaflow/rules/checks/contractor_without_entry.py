"""contractor-without-entry: 特定個人情報 reaches a 委託先 that no 委託事項 names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, PartyKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.grouping import group_by
from piaflow.domain.names import EntryName, fold, name_some
from piaflow.domain.nodes import File, Party
from piaflow.domain.span import find_beginnings
from piaflow.form.form import CellOrigin
from piaflow.graph.body_names import find_wholes, is_common, shorten_name
from piaflow.rules import needs
from piaflow.rules.bodies import is_other_body
from piaflow.rules.coverage import list_asked, list_callings
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.handing import list_entrustments
from piaflow.rules.rule import Rule

_SHOWN = 3
_ENTRUSTED = (FlowKind.ENTRUSTMENT, FlowKind.SUBENTRUSTMENT)


def _find(dossier: Dossier) -> Iterator[Hit]:
    entries = dict(list_entrustments(dossier.model))
    if not entries or not all(entry.contractor for entry in entries.values()):
        return
    named = frozenset(dossier.model.canonical(entry.contractor) for entry in entries.values())
    below = _find_below(dossier, entries)
    reached = [
        (party, facts)
        for facts in dossier.flows
        for party in _unnamed(dossier, facts, named)
        if below.get(party) is not Certainty.YES or _is_hired(dossier, party, facts)
    ]
    by_party = sorted(reached, key=lambda pair: pair[0])
    for party, pairs in groupby(by_party, key=lambda pair: pair[0]):
        flows = [facts for _, facts in pairs]
        is_below = party in below and not any(_is_hired(dossier, party, facts) for facts in flows)
        doubt = is_below or _may_be_named(party, named)
        hit = _hit(dossier, party, flows, entries)
        yield evolve(hit, severity=Severity.WARNING, confidence=Confidence.LOW) if doubt else hit
    yield from _find_named(dossier, entries)


_SEVERAL = re.compile(
    r"共同(企業|事業|受託)?体|企業体|JV|コンソーシアム|グループ|連合体|ほか|[他外等]$|[他外][\d一二三四五六七八九十数]*[社者]|など|及び|並びに"
    "|未定|入札|選定|決定|契約(先|者|相手|する)"
)
"""How several contractors are called together, or one that is not known yet."""
_COMPANY = r"(?:株式|有限|合同|合資)会社"
_NAMED = re.compile(
    rf"{_COMPANY}(?P<after>[一-龠々ァ-ヴーA-Za-z]{{2,20}})|(?P<before>[一-龠々ァ-ヴーA-Za-z]{{2,20}}?){_COMPANY}"
)


def _find_named(dossier: Dossier, entries: Mapping[EntryName, Entrustment]) -> Iterator[Hit]:
    """A company that Ⅲ.4 names and that neither Ⅰ nor Ⅱ knows: its measures are perhaps those of another contractor."""
    sentences = (s for s in dossier.sentences_of.get("Ⅲ", ()) if s.cell.address.place.startswith("Ⅲ.4"))
    named = group_by(
        (found["after"] or found["before"], sentence)
        for sentence in sentences
        if "会社" in sentence.text
        for found in _NAMED.finditer(_close(sentence.text))
    )
    cells = [cell for cell in dossier.form.cells if cell.address.chapter in _TELLING] if named else []
    if any(c.origin is CellOrigin.UNREAD and c.address.place.startswith("Ⅱ.4") for c in cells):
        return
    known = "".join(_close(cell.text) for cell in cells)
    for name, told in named.items():
        if name not in known:
            contractors = name_some(dict.fromkeys(entry.contractor for entry in entries.values()))
            yield Hit(
                f"{told[0].where}は「{name}」の名を挙げるが、Ⅱ.4の委託先は{contractors}である。",
                (told[0].subject,),
                (
                    Evidence(f"{told[0].where} {name}", find_beginnings(told)),
                    Evidence(f"Ⅱ.4の委託先 {contractors}", find_beginnings(entries.values())),
                ),
                about=name,
                severity=Severity.NOTE,
                confidence=Confidence.LOW,
            )


_TELLING = ("Ⅰ", "Ⅱ")


def _close(text: str) -> str:
    return "".join(fold(text).split())


def _unnamed(dossier: Dossier, facts: FlowFacts, of_all: frozenset[str]) -> Iterator[str]:
    """Yield the ends of a flow of 特定個人情報 that act as contractors and that no entry names."""
    if facts.specific is not Certainty.YES:
        return
    entrusted = facts.flow.kind in _ENTRUSTED
    named = _named(dossier, facts, of_all)
    for name in dict.fromkeys((facts.giver, facts.taker)):
        party = dossier.party(name) if name else None
        if party is None or _is_subcontractor(dossier, facts) or _is_named(party, named):
            continue
        if party.kind is PartyKind.CONTRACTOR or (
            entrusted and is_other_body(dossier, party) is Certainty.YES
        ):
            yield name


def _is_named(party: Party, named: frozenset[str]) -> bool:
    return party.name in named or not _call(named).isdisjoint(list_asked(party))


def _may_be_named(party: str, named: frozenset[str]) -> bool:
    """Whether a party may be a contractor that Ⅱ.4 names otherwise.

    One that is called by what it is or is hired for (委託業者), a branch or a part of the name of one that Ⅱ.4 names, or
    anybody where that names several together or nobody (共同企業体, 株式会社甲ほか1社, 未定).
    """
    companies = {shorten_name(fold(name)) for name in named}
    own = shorten_name(fold(party))
    if is_common(party) or _SEVERAL.search(own) or not companies.isdisjoint(find_wholes(party)):
        return True
    return any(own in name or name in own or _SEVERAL.search(name) or is_common(name) for name in companies)


@lru_cache(maxsize=1024)
def _call(named: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(list_callings, named))


def _find_below(dossier: Dossier, entries: Mapping[EntryName, Entrustment]) -> dict[str, Certainty]:
    """Return the contractors whom flows join to one that lets its work go further down: Ⅱ.4⑥ asks no entry of them.

    UNKNOWN where no entry tells whether it does.
    """
    beside = group_by(
        pair
        for f in dossier.flows
        for pair in ((f.giver, f.taker), (f.taker, f.giver))
        if _are_hired(dossier, pair)
    )
    letting = group_by((dossier.model.canonical(e.contractor), e.subentrusted) for e in entries.values())
    found: dict[str, Certainty] = {}
    for certainty in (Certainty.YES, Certainty.UNKNOWN):
        ahead = [name for name, told in letting.items() if certainty in told]
        while ahead:
            for other in beside.get(ahead.pop(), ()):
                if other not in letting and other not in found:
                    found[other] = certainty
                    ahead.append(other)
    return found


def _are_hired(dossier: Dossier, names: tuple[str, ...]) -> bool:
    parties = (dossier.party(name) if name else None for name in names)
    return all(party is not None and party.kind is PartyKind.CONTRACTOR for party in parties)


def _is_hired(dossier: Dossier, party: str, facts: FlowFacts) -> bool:
    """Whether the body itself entrusts a party with what the flow hands over."""
    entrusted = facts.flow.kind is FlowKind.ENTRUSTMENT and facts.taker == party
    return entrusted and dossier.is_own(facts.giver_body)


def _named(dossier: Dossier, facts: FlowFacts, of_all: frozenset[str]) -> frozenset[str]:
    """Return the contractors of the file that an undeclared 委託 draws from, else those of all files."""
    files = [dossier.model.find(name) for name in (facts.flow.file, facts.flow.source)]
    own = next((f for f in files if isinstance(f, File) and f.entrustments), None)
    narrow = own and facts.flow.kind is FlowKind.ENTRUSTMENT and not facts.flow.declared
    if own is None or not narrow:
        return of_all
    return frozenset(dossier.model.canonical(entry.contractor) for entry in own.entrustments)


def _is_subcontractor(dossier: Dossier, facts: FlowFacts) -> bool:
    """Whether the entry that the flow declares lets its work go further down."""
    declared = [dossier.entries[name].entry for name in facts.flow.declared]
    below = any(isinstance(e, Entrustment) and e.subentrusted is not Certainty.NO for e in declared)
    return facts.flow.kind is FlowKind.SUBENTRUSTMENT and (below or not declared)


def _hit(
    dossier: Dossier, party: str, flows: list[FlowFacts], entries: Mapping[EntryName, Entrustment]
) -> Hit:
    found = dossier.party(party)
    contractor = found is not None and found.kind is PartyKind.CONTRACTOR
    ways = name_some((facts.label for facts in flows), most=_SHOWN)
    return Hit(
        f"{party}は特定個人情報の委託の流れ（{ways}）に加わるが、それを委託先とする委託事項がⅡ.4にない。",
        (party, *(facts.id for facts in flows)),
        (
            Evidence(f"{party}が加わる流れ", find_beginnings(flows)),
            Evidence(f"委託事項は{len(entries)}件", find_beginnings(entries.values()), of=tuple(entries)),
        ),
        severity=None if contractor else Severity.WARNING,
        confidence=None if contractor else Confidence.MEDIUM,
    )


RULE = Rule(
    name="contractor-without-entry",
    title="委託先なのに委託事項がない",
    checks="特定個人情報の流れの端にある委託先と、委託の流れの端にある外の者が、Ⅱ.4のどれかの委託事項の委託先かを見る。"
    "再委託をする委託先から流れでつながる者は、再委託先なので問わず、再委託の有無が書かれていなければ要確認とする。"
    "委託業者など仕事だけで呼ばれる者と、委託先の会社の支社などは、その委託先かもしれないので要確認とする。"
    "Ⅲ.4の文が名を挙げる会社がⅠとⅡのどこにもないものも、要確認として言う。",
    matters="委託先への監督と再委託の許諾は、Ⅱ.4に書かれた委託についてだけ評価されている。",
    settle="その者への委託（または再委託）をⅡ.4に加える。委託でないなら、流れの種類を改め、提供などの根拠を書く。",
    source="番号法11条・19条6号、様式4・様式3 Ⅱ.4",
    find=_find,
    needs=(needs.ENTRUSTMENTS, needs.FLOWS),
)
