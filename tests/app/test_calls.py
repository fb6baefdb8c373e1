"""A call that gets what it does not take says in one line what is right."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import piaflow
from tests.once import open_once

MINATO = Path(__file__).parents[1] / "fixtures" / "minato.yaml"
MODEL = open_once(MINATO)
# Types tell the right calls; people make the others.
PLAIN: Any = piaflow
ASKED: Any = MODEL


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: PLAIN.load(None), "load: None is no path: write that of a file"),
        (lambda: PLAIN.load(MODEL), "load: <Model みなと市長 "),
        (lambda: ASKED.trace(None), "trace: item: None is no name: write one, as '個人番号'"),
        (lambda: ASKED.trace(MODEL, "個人番号"), "Model.trace() takes 2 positional arguments"),
        (lambda: ASKED.trace(MODEL), "trace: item: <Model みなと市長 "),
        (lambda: ASKED.trace("個人番号", start=3), "trace: start: 3 is no name"),
        (lambda: ASKED.trace("個人番号", start=None), "trace: start: None is no name"),
        (lambda: ASKED.trace("個人番号", start=b"x"), "trace: start: b'x' is no name"),
        (
            lambda: ASKED.trace("個人番号", start=[MODEL.node("窓口端末")]),
            "trace: start: System('窓口端末'",
        ),
        (lambda: PLAIN.trace(MODEL, "個人番号"), "trace: <Model みなと市長 "),
        (lambda: PLAIN.trace([], "個人番号"), "trace: the list of models is empty: write [model]"),
        (
            lambda: PLAIN.trace(["a.yaml"], "個人番号"),
            "trace: 'a.yaml' is no model: write piaflow.load('a.yaml')",
        ),
        (lambda: PLAIN.trace(None, "個人番号"), "trace: None is no model"),
        (lambda: PLAIN.check(MODEL), "check: <Model みなと市長 "),
        (lambda: ASKED.check(rules=["x"]), "check: rules: 'x' is no piaflow.Rule"),
        (lambda: ASKED.check(rules="x"), "check: rules: 'x' is no piaflow.Rule"),
        (
            lambda: ASKED.check(today="2024/01/01"),
            "check: today: '2024/01/01' is no day: write it as '2026-03-31'",
        ),
        (lambda: ASKED.check(today=20240101), "check: today: 20240101 is no day"),
        (lambda: PLAIN.impact("a", "b"), "impact: 'a' is no model: write piaflow.load('a')"),
        (lambda: PLAIN.impact(MODEL, [MODEL]), "impact: [<Model みなと市長 "),
        (lambda: PLAIN.impact(MODEL, MODEL, rules=[1]), "impact: rules: 1 is no piaflow.Rule"),
        (lambda: ASKED.add(flows=PLAIN.Flow("甲", "乙")), "Model.add: flows: Flow('甲'"),
        (lambda: PLAIN.Model.of(3), "Model.of: 3 is no model"),
        (lambda: ASKED.node(3), "name: 3 is no name: write one, as '個人番号'"),
        (lambda: ASKED.find(None), "name: None is no name"),
        (lambda: ASKED.file(MODEL.files[0]), "name: File('住民基本台帳ファイル'"),
        (lambda: ASKED.flow(3), "flow: 3 is no id of a flow: write one of flow_ids"),
        (lambda: ASKED.trace("個人番号").node(3), "name: 3 is no name"),
        (lambda: ASKED.trace("個人番号").party(None), "name: None is no name"),
        (
            lambda: ASKED.pictures("impact", before="a"),
            "Model.pictures: 'a' is no model: write piaflow.load('a')",
        ),
        (lambda: ASKED.with_change(None), "Model.with_change: None is no path"),
        (lambda: ASKED.save(3), "Model.save: 3 is no path"),
        (lambda: ASKED.form().save(None), "save: None is no path"),
        (lambda: ASKED.diagram("topology").save(None), "Picture.save: None is no path"),
        (lambda: PLAIN.new("予防接種", None, body="甲市長"), "new: None is no path"),
        (lambda: PLAIN.new("予防接種", "x.yaml", body=3), "new: body: 3 is no name"),
        (lambda: ASKED.remove(3), "Model.remove: 3 is neither a part nor a name"),
    ],
)
def test_a_wrong_argument_is_told_in_one_line(call: Any, told: str) -> None:
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("ask", [ASKED.pictures, ASKED.diagram, ASKED.to_rows, ASKED.form().cell])
def test_what_is_no_name_is_no_known_name(ask: Any) -> None:
    with pytest.raises(piaflow.UnknownNameError, match="「3」はありません"):
        ask(3)


def test_a_start_may_be_a_name_or_names() -> None:
    told = [
        ASKED.trace("個人番号", start=start).origins for start in ("窓口端末", ["窓口端末"], {"窓口端末"})
    ]
    assert told == [("窓口端末",)] * 3


@pytest.mark.parametrize("today", ["2026-05-01", date(2026, 5, 1), datetime(2026, 5, 1, 9)])  # noqa: DTZ001 - a day
def test_a_day_is_a_date_or_its_text(today: str | date) -> None:
    key = next(iter(MODEL.check())).key
    model = MODEL.replace(accepted=(piaflow.Acceptance(key, "理由", until="2026-04-30"),))
    assert key in {finding.key for finding in model.check(today=today)}
    assert key not in {finding.key for finding in model.check(today="2026-04-30")}


def test_an_unknown_entry_of_the_catalogue_is_refused_as_in_a_file() -> None:
    overview = piaflow.Overview("みなと市長", "住基")
    with pytest.raises(piaflow.ModelError) as caught:
        piaflow.Model(overview, systems=(piaflow.System("甲", entry="中間サバー", owner="乙"),))
    assert str(caught.value).splitlines() == [
        "systems.甲.entry: 目録に「中間サバー」はありません（もしかして: 中間サーバー）",
        "systems.甲.owner: 主体「乙」はありません（parties に書き足します）",
    ]


NEW = piaflow.System("健診システム", number="9")
ADDED = MODEL.add(NEW, piaflow.Zone("支所"), flows=[piaflow.Flow("既存住基システム", "健診システム")])
LAST = ADDED.flow_ids[-1]


@pytest.mark.parametrize(
    "parts",
    [
        ("健診システム", "支所", LAST),
        (LAST, "健診ｼｽﾃﾑ", "支所"),
        (NEW, piaflow.Zone("支所"), ADDED.flows[-1]),
    ],
    ids=["named", "as typed", "themselves"],
)
def test_what_was_added_can_be_removed(parts: tuple[Any, ...]) -> None:
    after = ADDED.remove(*parts)
    assert isinstance(after, piaflow.Model)
    assert after == MODEL
    assert ADDED.find("健診システム") == NEW


def test_what_still_names_the_removed_is_told_with_its_place() -> None:
    with pytest.raises(piaflow.ModelError) as caught:
        MODEL.remove("窓口端末")
    assert [problem.where for problem in caught.value.problems] == [
        ("flows", 0, "target"),
        ("flows", 1, "source"),
        ("contracts", 4, "layers", 0),
        ("contracts", 4, "exceptions", 0),
        ("contracts", 6, "among"),
    ]


def test_what_the_catalogue_told_of_a_system_goes_with_it() -> None:
    one = piaflow.Model(piaflow.Overview("みなと市長", "住基"), systems=(piaflow.System("甲"),))
    both = one.add(piaflow.System("中間サーバー", entry="中間サーバー"))
    assert [conversion.at for conversion in both.conversions] == ["中間サーバー"]
    assert both.remove("中間サーバー").systems == one.systems
    assert both.remove("甲").conversions == both.conversions
    assert both.remove("自治体中間サーバー").conversions == ()


def test_one_of_two_equal_flows_is_removed() -> None:
    flow = piaflow.Flow("住民", "窓口端末", text="同じ")
    twice = MODEL.add(flow, flow)
    assert twice.remove(twice.flow_ids[-1]) == MODEL.add(flow)
    assert twice.remove(flow, flow) == MODEL


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("健診システ", "部分「健診システ」はありません（もしかして: 健診システム）"),
        (piaflow.Zone("別"), "部分「Zone('別'"),
    ],
)
def test_what_is_not_there_cannot_be_removed(part: Any, told: str) -> None:
    with pytest.raises(piaflow.UnknownNameError) as caught:
        ADDED.remove(part)
    assert str(caught.value).startswith(told)


def test_a_name_of_several_parts_asks_which() -> None:
    both = MODEL.add(piaflow.Item("支所"), piaflow.Zone("支所"))
    with pytest.raises(piaflow.ChoiceNeededError) as caught:
        both.remove("支所")
    assert caught.value.known == ("Zone 支所", "Item 支所")
    assert both.remove(piaflow.Item("支所")).remove("支所") == MODEL
