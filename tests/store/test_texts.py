"""One door for text: no escape brings a control character in, and no long value makes a long message."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Party, System
from piaflow.errors import InputError
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load, parse

MODEL = """assessment: {body: みなと市長, procedure: 住基, subjects: 不明}
parties: {住民: {kind: 住民・本人}}
systems: {端末: {number: 1}}
flows:
  - {from: 住民, to: 端末, items: [氏名, 等], text: 届出}
"""


def complaint(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text, "m.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("escape", "code"),
    [
        ("\\e[2J", "001B"),
        ("\\0", "0000"),
        ("\\x9b", "009B"),
        ("\\u202E", "202E"),
        ("\\r", "000D"),
        ("\\N", "0085"),
    ],
)
@pytest.mark.parametrize("at", ["text: 届出", "body: みなと市長", "端末: {", "from: 住民"])
def test_a_control_character_is_refused_where_it_is_written(escape: str, code: str, at: str) -> None:
    key, _, value = at.partition(": ")
    wrong = f'"{key}{escape}": {value}' if value == "{" else f'{key}: "{value}{escape}"'
    line = MODEL[: MODEL.index(at)].count("\n") + 1
    told = complaint(MODEL.replace(at, wrong))
    assert told.startswith(f"m.yaml:{line}:")
    assert f"使えない文字（U+{code}）があります" in told


def test_tabs_line_feeds_and_rare_characters_are_text() -> None:
    text = MODEL.replace("text: 届出", r'text: "a\tb\n𠮷か\u309A葛\U000E0100"')
    assert parse(text).flows[0].text == "a\tb\n𠮷か゚葛\U000e0100"


@pytest.mark.parametrize("code", ["200B", "200E", "2060", "FEFF", "00AD", "3164"])
def test_a_name_with_what_nobody_sees_is_told_at_its_line(code: str) -> None:
    told = complaint(MODEL.replace("端末: {", f'"端\\u{code}末": {{'))
    assert told.splitlines()[0] == f"m.yaml:3:11: 名前「端‹U+{code}›末」に見えない文字があります（消します）"


def test_two_names_that_only_typing_tells_apart_are_told_at_both() -> None:
    told = complaint(MODEL.replace("systems: {", "systems: {端末１: {}, 端末1: {}, "))
    assert told.splitlines() == [
        "m.yaml:3:11: 名前「端末１」は2度あります（「端末1」と字の幅や字体が違うだけです）",
        "m.yaml:3:20: 名前「端末1」は2度あります（「端末１」と字の幅や字体が違うだけです）",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "whole"),
    [
        ("subjects: 不明", "subjects: 1,000人未満", "1,000人未満"),
        ("subjects: 不明", "subjects: 1,000,000人以上", "1,000,000人以上"),
        ("text: 届出", "text: 届出, 申請", "届出, 申請"),
        ("items: [氏名, 等]", "timing: 月1回,月末", "月1回,月末"),
        ("procedure: 住基", "procedure: 住基, duties: [10,000人に通知する]", "10,000人に通知する"),
    ],
)
def test_a_value_that_a_comma_cuts_is_told_once(right: str, wrong: str, whole: str) -> None:
    (told,) = complaint(MODEL.replace(right, wrong)).splitlines()
    assert told.endswith(f'「{whole}」が「,」で切れています（1つの値なら引用符で囲みます: "{whole}"）')


def test_lists_without_blanks_are_lists() -> None:
    text = MODEL.replace("[氏名, 等]", "[氏名,住所,等]").replace(
        "procedure: 住基", "procedure: 住基, basis: [1,200]"
    )
    assert parse(text).flows[0].items.names == ("氏名", "住所")
    assert parse(text).overview.basis == ("1", "200")


LONG = "長" * 90_000
KEY = "長" * 1_000  # YAML itself refuses longer ones


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("text: 届出", f"{KEY}: 届出"),
        ("subjects: 不明", f"subjects: {LONG}"),
        ("from: 住民", f"from: {LONG}"),
        ("kind: 住民・本人", f"kind: {LONG}"),
        ("text: 届出", f"span: {LONG}"),
        ("text: 届出", f"{KEY}: 1, {KEY}: 2"),
        ("text: 届出", f"text: !{'x' * 90_000} 届出"),
        ("text: 届出", f"text: 届出, {KEY}"),
        ("[氏名, 等]", f"[氏名、{LONG}]"),
        ("systems: {端末: {number: 1}}", f"systems: {{端末: {{number: 1}}, {KEY}: {{zone: 甲}}}}"),
    ],
)
def test_a_long_value_makes_a_short_message(right: str, wrong: str) -> None:
    told = complaint(MODEL.replace(right, wrong))
    assert all(len(line) < 2_500 for line in told.splitlines())
    assert "YAML として" not in told


@pytest.mark.parametrize("base", ["[a]", "{a: b}", "''", '"x\\0y"'])
def test_a_base_is_the_name_of_a_file(base: str, tmp_path: Path) -> None:
    change = tmp_path / "c.yaml"
    change.write_text(f"base: {base}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(change)
    assert str(caught.value).endswith("c.yaml:1:7: base には元のモデルのファイルを書きます")


def test_a_list_where_a_name_belongs_is_no_name(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MODEL, encoding="utf-8")
    change = tmp_path / "c.yaml"
    change.write_text("base: m.yaml\nremove: {systems: [[端末]], parties: [ｽﾐﾝ]}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(change)
    assert "c.yaml:2:20: 名前であるべきところです" in str(caught.value)
    assert "Node" not in str(caught.value)


@pytest.mark.parametrize("says", [None, *Certainty])
def test_what_a_flow_says_of_itself_comes_back(says: Certainty | None) -> None:
    flow = Flow("住民", "端末", specific=says)
    model = Assessment(Overview("市長", "住基"), (), (), (Party("住民"),), (System("端末"),), flows=(flow,))
    assert parse(to_yaml(model)).flows[0].specific is says
    assert ("specific" in to_yaml(model)) is (says is not None)


def test_choices_are_found_however_they_are_typed() -> None:
    text = MODEL.replace("subjects: 不明", 'subjects: "１，０００人未満"').replace("住民・本人", "住⺠･本人")
    assert parse(text).overview.subjects.value == "1,000人未満"


def test_a_left_out_member_of_a_group_loads() -> None:
    text = MODEL.replace("[氏名, 等]", "[本人確認情報], excludes: [個人番号], specific: no")
    assert parse(text).flows[0].excludes == ("個人番号",)
