"""A view of one's own is a function; what it gives is drawn and read back as any other picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import piaflow
from piaflow import (
    Arrow,
    Assessment,
    Box,
    ChoiceNeededError,
    Line,
    Scene,
    Shape,
    UnknownNameError,
    WrongCallError,
)
from tests.once import open_once

MODEL = open_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
ASKED: Any = MODEL
BOXES = (Box("a", "甲", Shape.SYSTEM), Box("b", "乙", Shape.FILE))
PAIR = Scene("二つ", boxes=BOXES, arrows=(Arrow("f", "a", "b", Line.HELD),))


def view_pair(_: Assessment) -> dict[str, Scene]:
    return {"二つ": PAIR}


def view_two(_: Assessment) -> dict[str, Scene]:
    return {"一": PAIR, "二": PAIR}


def test_the_picture_shows_what_the_view_gives() -> None:
    picture = MODEL.diagram(view_pair)
    assert (picture.name, picture.scene) == ("二つ", PAIR)
    assert "甲" in picture.to_bytes("svg").decode()
    assert picture.to_lines() == ["甲 → 乙"]


def test_a_view_gets_the_assessment_and_may_keep_some_flows_of_a_view() -> None:
    def view_first(model: Assessment) -> dict[str, Scene]:
        kept = {model.flow_ids[0]}
        return {n: piaflow.keep_flows(s, kept) for n, s in piaflow.VIEWS["topology"](model).items()}

    (picture,) = MODEL.pictures(view_first).values()
    shown = {flow for arrow in picture.scene.arrows for flow in arrow.flows}
    assert shown == {MODEL.flow_ids[0]}


def test_of_several_scenes_one_is_named() -> None:
    with pytest.raises(ChoiceNeededError, match="view_two には図が 2 枚あります"):
        MODEL.diagram(view_two)
    with pytest.raises(UnknownNameError, match="view_two の図「三」"):
        MODEL.diagram(view_two, "三")
    assert MODEL.diagram(view_two, "二").name == "二"


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (lambda _: PAIR, r"give \{name: piaflow.Scene"),
        (lambda _: {"二つ": "甲"}, r"give \{name: piaflow.Scene"),
    ],
)
def test_what_is_no_view_is_refused_with_what_is(view: object, told: str) -> None:
    with pytest.raises(WrongCallError, match=told):
        ASKED.pictures(view)


def test_a_flow_is_found_by_its_ends_and_needs_its_id_where_there_are_several() -> None:
    once = piaflow.Model(
        piaflow.Overview("港南市長", "国保"), systems=["甲", "乙"], flows=[piaflow.Flow("甲", "乙")]
    )
    assert once.flow("甲", "乙") == once.flow(once.flow_ids[0]) == once.flows[0]
    with pytest.raises(UnknownNameError, match="流れ「乙 → 甲」はありません"):
        once.flow("乙", "甲")
    with pytest.raises(UnknownNameError, match="丙"):
        once.flow("乙", "丙")
    twice = once.add(flows=[piaflow.Flow("甲", "乙", text="別の流れ")])
    with pytest.raises(ChoiceNeededError, match="甲 → 乙 の流れは 2 本あります"):
        twice.flow("甲", "乙")
