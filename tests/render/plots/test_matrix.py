from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from piaflow import plots
from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import System
from piaflow.errors import UnknownNameError
from piaflow.render.plots.reaches import ITEMS, Held, find_holdings
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.domain.small_city import SYSTEMS, city
from tests.once import load_once
from tests.render.plots.reading import axes_of, columns_of, marks_of, rows_of

MODELS = Path(__file__).parents[3] / "models"
NUMBER_AND_NAME = ItemList(("個人番号", "氏名"), complete=True)


def read(model: Assessment, items: Sequence[str] = ()) -> dict[tuple[str, str], str]:
    axes = axes_of(plots.matrix(model, items))
    rows, columns = rows_of(axes), columns_of(axes)
    marks = [(x, y, word) for word, places in marks_of(axes).items() for x, y in places]
    read = {(rows[round(y)], columns[round(x)]): word for x, y, word in marks}
    assert len(read) == len(marks) == len(rows) * len(columns)
    return read


@pytest.mark.parametrize("name", ["iizuka/juki", "takatsuki/yobosesshu", "yashio/juki"])
def test_each_mark_says_how_the_trace_reaches_that_system(name: str) -> None:
    model = load_once(MODELS / f"{name}.yaml")
    drawn = read(model)
    for item in ITEMS:
        answer = trace(model, item)
        for system in model.systems:
            node = answer.node(system.name)
            word = drawn[system.name, item]
            assert (word == "届く") == (item in node.as_items)
            assert (word == "届きうる") == (item in node.possibly_as and item not in node.as_items)


def test_what_is_certain_open_and_ruled_out_bear_three_marks() -> None:
    systems = (*SYSTEMS, System("端末"))
    flows = (Flow("住民", "住基システム", items=NUMBER_AND_NAME), Flow("住基システム", "市町村CS"))
    back = Flow("端末", "住民", items=ItemList(complete=True))
    drawn = read(city(systems=systems, flows=(*flows, back)), ["個人番号"])
    assert drawn == {
        ("既存住基システム", "個人番号"): "届く",
        ("市町村CS", "個人番号"): "届きうる",
        ("端末", "個人番号"): "届かない",
    }


def test_a_system_in_no_flow_is_not_said_to_lack_the_item() -> None:
    flow = Flow("住民", "住基システム", items=NUMBER_AND_NAME)
    drawn = read(city(flows=(flow,)), ["氏名"])
    assert drawn["市町村CS", "氏名"] == "流れの記載がない"
    node = trace(city(flows=(flow,)), "氏名").node("市町村CS")
    assert (node.reach, node.is_untold) == (Reach.POSSIBLE, True)


def test_an_item_in_another_form_stands_in_the_column_of_that_form() -> None:
    found = {
        h.system: h.held for h in find_holdings(load_once(MODELS / "takatsuki" / "yobosesshu.yaml"), ["符号"])
    }
    assert found["情報提供ネットワークシステム"] == (Held.DEFINITE,)


def test_an_unknown_item_is_a_wrong_call() -> None:
    with pytest.raises(UnknownNameError, match="個人番合"):
        plots.matrix(city(), ["個人番合"])
