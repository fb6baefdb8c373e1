"""What docs/trace.md decides of files of one name in several documents: they are one where one system holds them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import Extent, PartyKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.graph.joining import label_nodes
from piaflow.report.trace import way_of
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import CITY, NUMBER, flow

PERSON, OTHERS = Party("被保険者", PartyKind.PERSON), Party("保護者", PartyKind.PERSON)
KEEPER = Party("みらい会社", PartyKind.CONTRACTOR)
LEDGER = "対象者ファイル"
UNTOLD = ItemList()
LACKING = ItemList(("氏名",), complete=True)


def taking(holder: System) -> Assessment:
    """A document in which the number goes into a file."""
    return Assessment(
        Overview(CITY, "甲事務"),
        parties=(PERSON,),
        systems=(holder,),
        files=(File(LEDGER, holder.name, records=ItemList((NUMBER,))),),
        flows=(flow(PERSON.name, holder.name, NUMBER, file=LEDGER),),
    )


def entrusting(holder: System, records: ItemList = UNTOLD, *, body: str = CITY) -> Assessment:
    """A document that entrusts such a file as a whole."""
    told = Entrustment("委託事項1", contractor=KEEPER.name, extent=Extent.WHOLE)
    return Assessment(
        Overview(body, "乙事務"),
        parties=(OTHERS, KEEPER),
        systems=(holder,),
        files=(File(LEDGER, holder.name, records=records, entrustments=(told,)),),
        flows=(flow(OTHERS.name, holder.name, "氏名", file=LEDGER),),
    )


def ask(*models: Assessment) -> Reach:
    """Whether the number is handed to the contractor, in whichever order."""
    found = {
        trace(order, NUMBER, start=PERSON.name).node(KEEPER.name).reach
        for order in itertools.permutations(models)
    }
    (reach,) = found
    return reach


def test_files_of_one_name_are_one_where_one_system_holds_them() -> None:
    holder = System("国保システム")
    assert ask(taking(holder), entrusting(holder)) is Reach.DEFINITE
    assert ask(taking(holder), entrusting(System("国民健康保険システム"))) is Reach.DEFINITE


@pytest.mark.parametrize("holder", ["支援システム", "宛名システム", "業務システム", "業務端末"])
def test_files_of_one_name_that_several_systems_hold_may_be_one(holder: str) -> None:
    assert ask(taking(System("国保システム")), entrusting(System(holder))) is Reach.POSSIBLE


def test_what_is_taken_for_granted_of_files_is_said() -> None:
    models = taking(System("国保システム")), entrusting(System("支援システム"))
    whole = trace(models, NUMBER, start=PERSON.name)
    way = way_of(whole, whole.node(KEEPER.name), {told.flow: told for told in whole.flows})
    assert f"推定: 「{LEDGER}（国保システム）」と「{LEDGER}（支援システム）」が同じファイルなら" in way


def test_a_file_that_lacks_what_another_of_its_name_has_does_not_get_it_from_there() -> None:
    assert ask(taking(System("国保システム")), entrusting(System("支援システム"), LACKING)) is Reach.NONE


def test_files_of_two_cities_are_two() -> None:
    holder = System("国保システム")
    assert ask(taking(holder), entrusting(holder, body="やまて市長")) is Reach.NONE


@pytest.mark.parametrize("holder", ["支援システム", "中間サーバー", "業務システム"])
@pytest.mark.parametrize("entry", ["", "児童手当システム"])
def test_no_document_loses_a_way_where_another_holds_a_file_of_its_name(holder: str, entry: str) -> None:
    """Also where the other's holder is said not to have what the first one has."""
    one = Assessment(
        Overview(CITY, "甲事務"),
        parties=(KEEPER,),
        systems=(System("児手システム", owner=CITY),),
        files=entrusting(System("児手システム")).files,
    )
    for name in ("児手システム", holder):
        system = System(name, owner=CITY, entry=entry)
        other = Assessment(Overview(CITY, "乙事務"), systems=(system,), files=(File(LEDGER, name),))
        for models in itertools.permutations((one, other)):
            assert_contains(models, [one, other])


def assert_contains(models: Sequence[Assessment], each: Sequence[Assessment]) -> None:
    labels = dict(zip(map(id, models), label_nodes(models), strict=True))
    for item in (NUMBER, "符号", "団体内統合宛名番号", "宛名番号", "住民票コード"):
        joined = {node.name: node for node in trace(models, item).nodes}
        for model in each:
            for node in trace(model, item).nodes:
                wide = joined[labels[id(model)][node.name]]
                assert {*wide.as_items, *wide.possibly_as} >= {*node.as_items, *node.possibly_as}
                assert {*wide.as_items} >= {*node.as_items}


def test_files_of_one_name_say_which_system_holds_them() -> None:
    one, other = label_nodes([taking(System("国保システム")), entrusting(System("支援システム"))])
    assert (one[LEDGER], other[LEDGER]) == (f"{LEDGER}（国保システム）", f"{LEDGER}（支援システム）")
