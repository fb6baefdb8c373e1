"""A norm names entries of the catalogue: it accuses those that state them, and permits those that may be them."""

from __future__ import annotations

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import BodyKind, NodeKind, PartyKind
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Party, System
from piaflow.law.catalogue import Catalogue, CatalogueEntry, Norm
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence
from piaflow.rules.norms import find_broken_norms

GATE, HALL, OUT = "関所システム", "庁舎システム", "外部システム"
ENTRIES = (CatalogueEntry(GATE, aliases=("関所サーバー",)), CatalogueEntry(HALL), CatalogueEntry(OUT))
CODE, NAME = ItemList(("符号",), complete=True), ItemList(("氏名",), complete=True)

CONTRACTS: list[Contract] = [
    Forbid((GATE, OUT)),
    AllowOnly(OUT, (GATE,)),
    PassThrough(GATE, HALL, OUT),
    MayHold("符号", (GATE,)),
    Layers(((GATE,), (HALL,), (OUT,))),
]


def make(gate: System, flows: tuple[Flow, ...], kind: BodyKind = BodyKind.MUNICIPALITY) -> Assessment:
    systems = (gate, System("庁舎", entry=HALL), System("外", entry=OUT))
    parties = (Party("住民", PartyKind.PERSON),)
    return Assessment(
        Overview("みなと市長", "試験", kind=kind), parties=parties, systems=systems, flows=flows
    )


def find(contract: Contract, model: Assessment, *kinds: BodyKind) -> list[tuple[tuple[str, ...], Confidence]]:
    norm = Norm("N1", kinds=kinds, contracts=(contract,))
    dossier = Dossier(model, Catalogue(systems=ENTRIES, norms=(norm,)))
    found = (breach for norm in find_broken_norms(dossier) for breach in norm.broken.breaches)
    return [(breach.nodes, breach.confidence) for breach in found]


NAMED = [
    System("関所システム"),
    System("関所サーバ"),
    System("関所ｻｰﾊﾞｰ"),
    System("みなと版関所システム（新）"),
    System("番人", aliases=("関所・サーバー",)),
]


@pytest.mark.parametrize("gate", NAMED, ids=lambda s: s.name)
@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: type(c).__name__)
def test_what_bears_the_name_of_an_entry_without_stating_it_breaks_nothing(
    contract: Contract, gate: System
) -> None:
    flows = (
        Flow("庁舎", gate.name, items=NAME),
        Flow(gate.name, "外", items=NAME),
        Flow("住民", gate.name, items=CODE),
    )
    assert find(contract, make(gate, flows)) == []


@pytest.mark.parametrize("contract", [Forbid((GATE, OUT)), Layers(((GATE,), (HALL,), (OUT,)))], ids=str)
def test_what_states_the_entry_is_accused(contract: Contract) -> None:
    model = make(System("関所", entry=GATE), (Flow("関所", "外"),))
    assert find(contract, model) == [(("外", "関所"), Confidence.HIGH)]


STRANGERS = [
    (System("番人"), Confidence.LOW),
    (System("連携サーバー"), Confidence.LOW),
    (System("代表端末", kind=NodeKind.TERMINAL), Confidence.LOW),
    (System("USBメモリ", kind=NodeKind.MEDIUM), Confidence.LOW),
    (System("個人住民税システム"), Confidence.MEDIUM),
    (System("機械", aliases=("国保システム",)), Confidence.MEDIUM),
]
"""Systems without an entry under names of their own, and how sure it is that they are none of the catalogue's."""


@pytest.mark.parametrize(("stranger", "sureness"), STRANGERS, ids=lambda one: getattr(one, "name", ""))
def test_what_states_no_entry_and_bears_another_name_is_never_accused_for_certain(
    stranger: System, sureness: Confidence
) -> None:
    """What its name tells to be for other work may still be another than it is called; of all else nobody knows what it is."""
    model = make(stranger, (Flow(stranger.name, "外", items=CODE),))
    assert find(AllowOnly(OUT, (GATE,)), model) == [(("外", stranger.name), sureness)]
    # what only carries holds nothing
    holds = stranger.kind is NodeKind.SYSTEM
    assert find(MayHold("符号", (GATE, OUT)), model) == ([((stranger.name,), sureness)] if holds else [])


def test_a_way_through_what_may_be_the_gate_is_no_certain_way_around_it() -> None:
    def around(stranger: System) -> list[tuple[tuple[str, ...], Confidence]]:
        systems = (
            System("関所", entry=GATE),
            stranger,
            System("庁舎", entry=HALL),
            System("外", entry=OUT),
        )
        flows = (Flow("庁舎", stranger.name), Flow(stranger.name, "外"))
        model = Assessment(Overview("みなと市長", "試験"), systems=systems, flows=flows)
        return find(PassThrough(GATE, HALL, OUT), model)

    for stranger, sureness in STRANGERS:
        assert around(stranger) == [(("庁舎", "外"), sureness)]
    straight = Assessment(
        Overview("みなと市長", "試験"),
        systems=(System("関所", entry=GATE), System("庁舎", entry=HALL), System("外", entry=OUT)),
        flows=(Flow("庁舎", "外"),),
    )
    assert find(PassThrough(GATE, HALL, OUT), straight) == [(("庁舎", "外"), Confidence.HIGH)]


@pytest.mark.parametrize(
    ("kind", "found"),
    [(BodyKind.MUNICIPALITY, [True]), (BodyKind.NATIONAL, []), (BodyKind.OTHER, [])],
)
def test_a_norm_binds_the_kinds_of_body_that_it_names(kind: BodyKind, found: list[bool]) -> None:
    model = make(System("関所", entry=GATE), (Flow("関所", "外"),), kind)
    norm = Norm("N1", kinds=(BodyKind.MUNICIPALITY,), contracts=(Forbid((GATE, OUT)),))
    dossier = Dossier(model, Catalogue(systems=ENTRIES, norms=(norm,)))
    assert [broken.binds for broken in find_broken_norms(dossier)] == found
