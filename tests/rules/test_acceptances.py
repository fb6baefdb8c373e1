"""Acceptances: the key of a finding names flows by their ids, and means them whatever else is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import System
from piaflow.domain.records import Acceptance
from piaflow.errors import ModelError
from piaflow.rules.catalogue import RULES
from piaflow.rules.checking import Findings, check
from piaflow.rules.finding import Hit
from piaflow.rules.rule import Rule
from tests.cli.calling import call, refused

EVERY_FLOW = Rule(
    *("every-flow", "流れがある", "すべての流れ。", "試す。", "消す。", "試験"),
    find=lambda d: (Hit("流れがある。", (f.target, f.id), about="図: 1+1") for f in d.flows),
)
NAMES = (
    "窓口+",
    "台帳:ア+イ",
    "番号@網",
    "共通基盤",
)  # what separates the parts of a key may stand in a name
FLOW = Flow("窓口+", "台帳:ア+イ", text="一つめ")
PLAIN = "every-flow@台帳:ア+イ+該当なし 窓口+→台帳:ア+イ:図: 1+1"
CITY = "assessment: {body: みなと市長, procedure: 住基}\nsystems: {端末: {}, 台帳: {}}\n"


def city(*flows: Flow, accepted: tuple[str, ...] = ()) -> Assessment:
    return Assessment(
        Overview("みなと市長", "住基"),
        systems=tuple(map(System, NAMES)),
        flows=flows,
        accepted=tuple(Acceptance(key, "承知している") for key in accepted),
    )


def run(model: Assessment) -> Findings:
    return check(model, rules=(EVERY_FLOW,))


def test_the_key_of_a_finding_accepts_it_also_when_typed_wide() -> None:
    (found,) = run(city(FLOW)).standing
    assert found.key == PLAIN
    for key in (PLAIN, PLAIN.replace("+", "＋").replace(":", "：").replace(" ", "　")):
        assert run(city(FLOW, accepted=(key,))).standing == ()


def test_what_is_printed_of_two_flows_accepts_neither_and_the_choices_are_told() -> None:
    twin = evolve(FLOW, text="二つめ")
    with pytest.raises(ModelError) as caught:
        city(FLOW, twin, accepted=(PLAIN,))
    (problem,) = caught.value.problems
    assert problem.where == ("accepted", PLAIN)
    told = "、".join(f"「{flow_id}」" for flow_id in city(FLOW, twin).flow_ids)
    assert problem.what == f"「該当なし 窓口+→台帳:ア+イ」という流れは 2 本あります。どれかを書きます: {told}"


def test_a_mark_means_its_flow_beside_a_twin_and_without_it() -> None:
    twin = evolve(FLOW, text="二つめ")
    marked = run(city(FLOW, twin)).standing[0].key
    assert "#" in marked
    assert [f.key for f, _ in run(city(FLOW, twin, accepted=(marked,))).accepted] == [marked]
    assert [f.key for f, _ in run(city(FLOW, accepted=(marked,))).accepted] == [PLAIN]


def test_a_mark_of_what_no_flow_says_any_more_is_as_unclear_as_none() -> None:
    flows = FLOW, evolve(FLOW, text="二つめ")
    stale = PLAIN.removesuffix(":図: 1+1") + " #0000:図: 1+1"
    with pytest.raises(ModelError, match="#0000」という流れは 2 本あります"):
        city(*flows, accepted=(stale,))
    (found,) = run(city(FLOW, accepted=(stale,))).accepted
    assert found[0].key == PLAIN


@given(
    st.lists(
        st.builds(
            Flow, st.sampled_from(NAMES[:2]), st.sampled_from(NAMES[2:]), text=st.sampled_from("あいう")
        ),
        min_size=1,
        max_size=6,
    )
)
@pytest.mark.slow
def test_every_key_accepts_its_finding_and_no_other(flows: list[Flow]) -> None:
    """Whatever the flows share, the keys of some of the findings accept just those."""
    found = run(city(*flows)).standing
    chosen = [f.key for i, f in enumerate(found) if i % 2]
    answer = run(city(*flows, accepted=tuple(chosen)))
    assert [f.key for f, _ in answer.accepted] == chosen
    assert [f.key for f in answer.standing] == [f.key for f in found if f.key not in chosen]


def test_the_file_line_and_column_of_an_unclear_acceptance_are_told(tmp_path: Path) -> None:
    flows = "flows: [{from: 端末, to: 台帳, text: 一}, {from: 端末, to: 台帳, text: 二}]\n"
    accepted = "accepted:\n  flow-undeclared@端末+該当なし 端末→台帳: {reason: 承知}\n"
    (tmp_path / "m.yaml").write_text(CITY + flows + accepted, encoding="utf-8")
    for words in (["show"], ["check"], ["trace", "--item", "個人番号"]):
        (line,) = refused(*words, tmp_path / "m.yaml")
        told = "「該当なし 端末→台帳」という流れは 2 本あります。どれかを書きます: 「該当なし 端末→台帳 #"
        assert line.startswith(f"{tmp_path}/m.yaml:5:3: {told}")


def test_a_flow_added_by_a_change_makes_the_acceptance_of_its_base_unclear(tmp_path: Path) -> None:
    accepted = "accepted:\n  flow-undeclared@端末+該当なし 端末→台帳: {reason: 承知}\n"
    (tmp_path / "m.yaml").write_text(f"{CITY}flows: [{{from: 端末, to: 台帳}}]\n{accepted}", encoding="utf-8")
    change = "base: m.yaml\nadd: {flows: [{from: 端末, to: 台帳, text: 二}]}\n"
    (tmp_path / "c.yaml").write_text(change, encoding="utf-8")
    assert call("show", tmp_path / "m.yaml").exit_code == 0
    (line,) = refused("show", tmp_path / "c.yaml")
    assert line.startswith(f"{tmp_path}/m.yaml:5:3: 「該当なし 端末→台帳」という流れは 2 本あります")


def test_an_acceptance_of_what_is_not_there_is_a_finding_with_the_nearest_key() -> None:
    key = PLAIN.replace("窓口", "窓ロ")
    rules = (EVERY_FLOW, *(r for r in RULES if r.name == "acceptance-unmatched"))
    model = city(FLOW, accepted=(key,))
    told = [f.message for f in check(model, rules=rules).standing if f.rule == "acceptance-unmatched"]
    assert told == [f"承知したとされる指摘は、いまは見つからない（もしかして: {PLAIN}）。"]
