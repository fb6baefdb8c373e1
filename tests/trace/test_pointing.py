"""What only points to where items are, or keeps silent, names none: a list of it is as one that the document lacks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import given

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Provision
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import File
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.minato import NUMBER, flow, minato
from tests.trace.random_models import alone_or_joined
from tests.trace.test_trace_laws import items, law

POINTING = (
    *("別紙のとおり", "別添2のとおり", "別添２（ファイル記録項目）を参照。", "申請書に記載のとおり", "別紙1"),
    *("ファイル1と同じ", "同上", "（省略）", "非公開", "―", "－", "記載なし", "記録項目一覧", "詳細は別紙"),
)
NAMES = ("住所非公開", "別紙番号", "記載事項", "備考", "該当の有無", "続柄", "一覧表番号")


def _records(*names: str) -> Assessment:
    whole = ItemList(names, complete=True)
    return minato(
        flow("住民", "業務システム", more=True, file="台帳"),
        files=[File("台帳", "業務システム", records=whole)],
        items=[Item(name) for name in names],
    )


def _carries(name: str) -> Assessment:
    return minato(
        flow("住民", "業務システム", NUMBER), flow("業務システム", "宛名システム", name), items=[Item(name)]
    )


def _hands_over(name: str) -> Assessment:
    whole = ItemList((name,), complete=True)
    entry = Provision("提供先1", recipient="機構", items=whole)
    ledger = File("台帳", "業務システム", records=ItemList((NUMBER,)), provisions=(entry,))
    return minato(flow("住民", "業務システム", NUMBER), files=[ledger], items=[Item(name)])


@pytest.mark.parametrize("name", POINTING)
def test_what_points_elsewhere_leaves_open_what_is_there(name: str) -> None:
    assert trace(_records(name), NUMBER).node("台帳").reach is Reach.POSSIBLE
    assert trace(_carries(name), NUMBER).node("宛名システム").reach is Reach.POSSIBLE
    assert trace(_hands_over(name), "住所").party("機構").reach is Reach.POSSIBLE


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_only_sounds_so_is_an_item_like_others(name: str) -> None:
    assert trace(_records(name), NUMBER).node("台帳").reach is Reach.NONE


def test_what_ends_as_a_pointer_is_an_item_only_beside_others() -> None:
    assert trace(_records("閲覧参照"), NUMBER).node("台帳").reach is Reach.POSSIBLE
    assert trace(_records("氏名", "閲覧参照"), NUMBER).node("台帳").reach is Reach.NONE


def test_what_the_model_tells_of_the_annex_is_what_stands_there() -> None:
    for members, reach in ((("氏名",), Reach.NONE), ((NUMBER,), Reach.DEFINITE)):
        annex = Item("別紙のとおり", members=ItemList(members, complete=True))
        printed = (flow("住民", "業務システム", NUMBER), flow("業務システム", "宛名システム", annex.name))
        assert trace(minato(*printed, items=[annex]), NUMBER).node("宛名システム").reach is reach


def _point(listed: ItemList) -> ItemList:
    return listed if listed.names or listed.complete else ItemList(("別添のとおり",), complete=True)


def _point_in(file: File) -> File:
    return evolve(
        file,
        records=_point(file.records),
        entrustments=tuple(evolve(entry, items=_point(entry.items)) for entry in file.entrustments),
        provisions=tuple(evolve(entry, items=_point(entry.items)) for entry in file.provisions),
        transfers=tuple(evolve(entry, items=_point(entry.items)) for entry in file.transfers),
    )


def _pointing(model: Assessment) -> Assessment:
    """The model with a pointer in the place of each list that it lacks."""
    return evolve(
        model,
        items=(*model.items, Item("別添のとおり")),
        flows=tuple(evolve(one, items=_point(one.items)) for one in model.flows),
        files=tuple(map(_point_in, model.files)),
    )


@pytest.mark.slow
@law
@given(alone_or_joined, items)
def test_a_list_that_points_elsewhere_is_as_one_that_is_not_there(
    models: Sequence[Assessment], item: str
) -> None:
    answer, also = trace(models, item), trace(tuple(map(_pointing, models)), item)
    assert [(n.name, n.reach, n.as_items, n.possibly_as) for n in also.nodes] == [
        (n.name, n.reach, n.as_items, n.possibly_as) for n in answer.nodes
    ]
    assert [(p.name, p.reach) for p in also.parties] == [(p.name, p.reach) for p in answer.parties]
