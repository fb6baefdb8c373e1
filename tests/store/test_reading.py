"""A model file is read as strings, and structured by what the domain says of each place."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, NodeKind, SubjectBand
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Connection
from piaflow.domain.span import Span
from piaflow.errors import InputError
from piaflow.store.load import load, parse

MINATO = Path(__file__).parents[1] / "fixtures" / "minato.yaml"
HEAD = "assessment: {body: みなと市長, procedure: 住基}\n"


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "no",
        "on",
        "null",
        "~",
        "1",
        "007",
        "1.50",
        "1e3",
        "0x1F",
        "2026-04-01",
        "true",
        "12:30:45",
        "<<",
        "=",
        ".inf",
    ],
)
def test_everything_is_read_as_it_is_written(written: str) -> None:
    model = parse(f"{HEAD}systems: {{端末: {{number: {written}, functions: [{written}]}}}}")
    assert model.systems[0].number == written
    assert model.systems[0].functions == (written,)


def test_names_too_are_what_is_written() -> None:
    model = parse(f"{HEAD}systems: {{no: {{}}, 1: {{}}, null: {{}}, 2026-04-01: {{}}}}")
    assert [s.name for s in model.systems] == ["no", "1", "null", "2026-04-01"]


@pytest.mark.parametrize(
    ("box", "certainty"), [("yes", Certainty.YES), ("no", Certainty.NO), ("unknown", Certainty.UNKNOWN)]
)
def test_a_box_is_written_yes_no_or_unknown(box: str, certainty: Certainty) -> None:
    model = parse(f"{HEAD}systems: {{端末: {{connects: {{税務システム: {box}}}}}}}")
    assert model.systems[0].connects == (Connection("税務システム", certainty),)


@pytest.mark.parametrize("box", ["true", "はい", "Yes", "○", "null", '""'])
def test_a_box_is_nothing_else(box: str) -> None:
    with pytest.raises(InputError, match="選べるもの: yes、no、unknown"):
        parse(f"{HEAD}systems: {{端末: {{connects: {{税務システム: {box}}}}}}}")


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("[個人番号, 4情報]", ItemList(("個人番号", "4情報"), complete=True)),
        ("[個人番号, 等]", ItemList(("個人番号",), complete=False)),
        ("[等]", ItemList((), complete=False)),
        ("[]", ItemList((), complete=True)),
    ],
)
def test_a_list_that_ends_in_etcetera_is_open(written: str, items: ItemList) -> None:
    model = parse(f"{HEAD}systems: {{甲: {{}}, 乙: {{}}}}\nflows: [{{from: 甲, to: 乙, items: {written}}}]")
    assert model.flows[0].items == items


@pytest.mark.parametrize("written", ["[等, 個人番号]", "[等, 等]"])
def test_etcetera_stands_at_the_end(written: str) -> None:
    with pytest.raises(InputError, match="<text>:3:34: 「等」は並びの最後に1度だけ書きます"):
        parse(f"{HEAD}systems: {{甲: {{}}, 乙: {{}}}}\nflows: [{{from: 甲, to: 乙, items: {written}}}]")


@pytest.mark.parametrize(
    ("written", "members"),
    [
        ("[氏名, 等]", ItemList(("氏名",))),
        ("[氏名, 住所]", ItemList(("氏名", "住所"), complete=True)),
        ("[等]", ItemList()),
        ("[]", ItemList(complete=True)),
    ],
)
def test_a_group_may_leave_open_what_it_holds(written: str, members: ItemList) -> None:
    assert parse(f"{HEAD}items: {{届出: {{members: {written}}}}}").items[0].members == members


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[等, 氏名]", "3:24: 「等」は並びの最後に1度だけ書きます"),
        ("[氏名, 等, 住所]", "3:28: 「等」は並びの最後に1度だけ書きます"),
        ("[氏名, など]", "3:28: 「など」は名前になりません"),
        ("氏名", "3:14: 項目の並び（[個人番号, 氏名, 等]）であるべきところです"),
        ("[氏メ, 等]", "3:24: 項目「氏メ」はありません（もしかして: 氏名）"),
    ],
)
def test_wrong_members_of_a_group_are_told_at_their_place(written: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(f"{HEAD}\nitems: {{届出: {{members: {written}}}}}")
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"<text>:{told}")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            'systems: {"甲\\n1 件の文書に指摘 0 件": {}}',
            "2:11: 名前は1行で書きます（改行かタブの U+000A があります",
        ),
        (
            'systems: {"甲\\u2028": {}}',
            "2:11: 名前は1行で書きます（改行かタブの U+2028 があります。「甲」と書きます）",
        ),
        ('systems: {甲: {aliases: ["乙\\u2029"]}}', "2:25: 名前は1行で書きます（改行かタブの U+2029"),
        ('systems: {"甲\\u0085": {}}', "2:11: 使えない文字（U+0085）があります"),
        ('items: {"甲\\n": {}}', "2:9: 名前は1行で書きます"),
        ('flows: [{from: "甲\\n\\n乙", to: みなと市長}]', "2:10: 名前は1行で書きます（改行かタブの U+000A"),
        ("systems: {等: {}}", "2:11: 「等」は名前になりません"),
        (
            "parties: {甲: {code: '132069'}}",
            "2:15: 「132069」は全国地方公共団体コード",
        ),
        ("flows: [{from: '', to: みなと市長}]", "2:10: 名前が空です"),
        ("contracts: [{forbid: ['', みなと市長]}]", "2:23: 名前が空です"),
        (
            "files: {甲: {holder: みなと市長, counts: {委託: {count: -3}}}}",
            "2:42: 件数「-3」は0以上で書きます",
        ),
        (
            "files: {甲: {holder: みなと市長, entrustments: {提供先1: {}}}}",
            "2:43: 「提供先1」はこの記載の番号ではありません",
        ),
        (
            "files: {甲: {holder: みなと市長, storage: {period: 10年}}}",
            "2:38: 「10年」は選べません。選べるもの: ",
        ),
        ("parties: {甲: {span: '900:2-1'}}", "2:15: 行の範囲が逆です: 2-1"),
    ],
)
def test_a_value_that_no_field_takes_is_told_at_its_place(written: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(f"assessment: {{body: みなと市長, procedure: 住基}}\n{written}")
    assert [str(problem).startswith(f"<text>:{told}") for problem in caught.value.problems] == [True]


def test_the_fixture_says_what_it_says() -> None:
    model = load(MINATO)
    assert (model.body, model.overview.published) == ("みなと市長", "2026-04-01")
    assert model.overview.subjects is SubjectBand.UNDER_300K
    assert model.node("窓口端末").kind is NodeKind.TERMINAL
    assert model.node("既存住基システム").spans == (Span("900", 40, 44), Span("900", 50, 50))
    assert model.flows[0].kind is FlowKind.ACQUISITION
    assert (len(model.flows), len(model.files), len(model.diagrams), len(model.contracts)) == (14, 2, 2, 7)
    assert dict(model.counts)["住民基本台帳ファイル"].count == 1


def test_a_mark_at_the_start_of_the_file_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"\xef\xbb\xbf" + MINATO.read_bytes())
    assert load(tmp_path / "m.yaml") == load(MINATO)


def test_line_ends_of_windows_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(MINATO.read_bytes().replace(b"\n", b"\r\n"))
    assert load(tmp_path / "m.yaml") == load(MINATO)


def test_an_anchor_says_once_what_stands_twice() -> None:
    model = parse(f"{HEAD}systems: {{甲: &same {{kind: 端末}}, 乙: *same }}")
    assert [s.kind for s in model.systems] == [NodeKind.TERMINAL] * 2
