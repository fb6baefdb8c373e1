"""Answers as text and as plain data: nothing is lost on the way to the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, System
from piaflow.report.as_json import assessment_to_dict, to_json
from piaflow.report.as_json_answers import trace_to_dict
from piaflow.report.as_text import to_text
from piaflow.report.show import tell_model
from piaflow.report.told import Section, Table, Told
from piaflow.report.trace import tell_node, tell_trace
from piaflow.store.load import load
from piaflow.trace.tracing import trace
from tests.once import load_once
from tests.report.columns import find_too_wide

MINATO = load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
KONBINI = load_once(Path(__file__).parents[1] / "fixtures" / "minato-konbini.yaml")


def bare(text: str) -> str:
    return "".join(text.split())


def strings(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [s for value in data.values() for s in strings(value)]
    if isinstance(data, list):
        return [s for value in data for s in strings(value)]
    return [data] if isinstance(data, str) else []


@pytest.mark.parametrize("model", [MINATO, KONBINI], ids=["base", "change"])
def test_show_names_every_short_system_and_party(model: Assessment) -> None:
    text = to_text(tell_model(model))
    names = [n.name for n in model.nodes if not isinstance(n, File) and len(n.name) < 7]
    assert [name for name in names if name not in text] == []
    assert find_too_wide(text) == []


def test_an_empty_model_says_that_there_is_nothing() -> None:
    text = to_text(tell_model(Assessment(Overview("みなと市長", "住基"))))
    assert text.splitlines()[0].strip() == "みなと市長　住基（全項目評価書）"
    assert text.count("なし") >= 5


def test_cells_are_wrapped_and_never_cut() -> None:
    long = "個人番号" * 40
    text = to_text(Told(sections=(Section("表", (Table(("列", "もう一つ"), ((long, "x" * 150),)),)),)))
    assert bare(text).count("x") == 150
    assert bare(text).count("個") == 40
    assert find_too_wide(text) == []


def test_text_has_no_trailing_blanks_and_no_markup() -> None:
    model = Assessment(Overview("みなと市長", "住基"), systems=(System("[bold]端末[/bold]"),))
    text = to_text(tell_model(model))
    assert "[bold]端末" in bare(text)
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_data_is_plain_and_japanese_stays_readable() -> None:
    text = to_json(assessment_to_dict(MINATO))
    assert json.loads(text) == assessment_to_dict(MINATO)
    assert "住民基本台帳ファイル" in text
    assert text.endswith("}\n")


def test_data_names_every_value_of_the_model() -> None:
    data = assessment_to_dict(KONBINI)
    assert [n["name"] for n in data["nodes"]] == [n.name for n in KONBINI.nodes if not isinstance(n, File)]
    assert [f["name"] for f in data["files"]] == [f.name for f in KONBINI.files]
    assert [f["id"] for f in data["flows"]] == list(KONBINI.flow_ids)
    assert [s["number"] for s in data["steps"]] == [s.number for d in KONBINI.diagrams for s in d.steps]
    assert len(data["contracts"]) == 7


def test_data_keeps_every_span() -> None:
    told = {s for s in strings(assessment_to_dict(MINATO)) if s.startswith("900:")}
    text = (Path(__file__).parents[1] / "fixtures" / "minato.yaml").read_text(encoding="utf-8")
    written = {part.split('"')[0] for part in text.split('"') if part.startswith("900:")}
    diagrams = {str(s) for d in MINATO.diagrams for s in d.spans}
    assert written - told - diagrams == set()


def test_boxes_are_words_and_never_none() -> None:
    data = assessment_to_dict(MINATO)
    connects = next(n for n in data["nodes"] if n["name"] == "既存住基システム")["connects"]
    assert connects["税務システム"] == "unknown"
    assert set(connects.values()) == {"yes", "no", "unknown"}
    assert "null" not in to_json(data)


def test_a_count_says_its_file_and_kind() -> None:
    counts = assessment_to_dict(MINATO)["counts"]
    assert [(c["file"], c["kind"], c["done"], c["count"]) for c in counts] == [
        ("住民基本台帳ファイル", "委託", "yes", 2),
        ("住民基本台帳ファイル", "提供", "yes", 1),
        ("住民基本台帳ファイル", "移転", "yes", 1),
    ]


@pytest.mark.parametrize("item", ["個人番号", "符号", "4情報", "住民票コード", "続柄"])
def test_a_trace_as_text_names_every_node(item: str) -> None:
    text = bare(to_text(tell_trace([KONBINI], trace(KONBINI, item))))
    whole = [n.name for n in KONBINI.nodes if len(n.name) < 7]
    assert [name for name in whole if name not in text] == []


@pytest.mark.parametrize("item", ["個人番号", "符号", "続柄"])
def test_a_trace_as_data_agrees_with_its_text(item: str) -> None:
    answer = trace(KONBINI, item)
    for node in trace_to_dict(answer)["nodes"]:
        first = to_text(tell_node(answer, answer.node(node["name"]))).splitlines()[0]
        word = {"definite": "届く", "possible": "届きうる", "none": "届かない"}[node["reach"]]
        forms = node["as"] or node["possibly_as"]
        derived = f"{'、'.join(forms)}として" if forms and item not in forms else ""
        itself = f"、{item}は届きうる" if derived and item in node["possibly_as"] else ""
        assert first.strip() == f"「{item}」は {node['name']} に{derived}{word}{itself}"


def test_a_way_begins_with_the_name_of_its_node_even_where_the_flow_says_an_alias() -> None:
    systems = (System("端末", aliases=("窓口",)), System("台帳システム"))
    flow = Flow("窓口", "台帳システム", items=ItemList(("個人番号",), complete=True))
    model = Assessment(Overview("みなと市長", "住基"), systems=systems, flows=(flow,))
    text = to_text(tell_trace([model], trace(model, "個人番号", start="端末")))
    assert "端末 → 台帳システム" in text
    assert "窓口" not in text


def test_an_entrustment_whose_contractor_is_not_named_is_said_of_nobody_as_certain(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text(
        """assessment: {body: みなと市, procedure: 住民税}
parties: {みなとデータ株式会社: {kind: 委託先}}
systems: {住民税システム: {number: 1}}
files:
  住民税ファイル:
    holder: 住民税システム
    records: [個人番号]
    entrustments:
      委託事項1: {subject: 保守, contractor: みなとデータ株式会社, extent: 特定個人情報ファイルの全体}
      委託事項2: {subject: 印刷, extent: 特定個人情報ファイルの全体}
""",
        encoding="utf-8",
    )
    model = load(tmp_path / "model.yaml")
    text = bare(to_text(tell_trace([model], trace(model, "個人番号"))))
    assert "委託事項1（保守）（届きうる）" not in text
    assert "委託事項2（印刷）（届きうる）" in text


def test_of_a_group_that_is_there_in_part_it_is_told_what_arrives_and_what_does_not() -> None:
    model = Assessment(
        Overview("みなと市長", "住基"),
        systems=tuple(map(System, ("台帳", "窓口", "掲示"))),
        flows=(
            Flow("台帳", "窓口", items=ItemList(("氏名", "住所"), complete=True)),
            Flow("窓口", "掲示", items=ItemList(("住所",))),
        ),
    )
    answer = trace(model, "4情報", start="台帳")
    text = bare(to_text(tell_trace([model], answer)))
    assert "氏名、住所は届く。性別、生年月日は届かない" in text
    assert "台帳→窓口:性別、生年月日は運ぶ項目の一覧にない" in text
    shown = bare(to_text(tell_node(answer, answer.node("掲示"))))
    assert "住所は届く。氏名は届きうる。性別、生年月日は届かない" in shown
    assert "続く流れがない" not in text + shown


def test_of_a_group_that_begins_nowhere_else_the_missing_members_have_no_flow_here() -> None:
    listed = ItemList(("氏名",), complete=True)
    model = Assessment(
        Overview("みなと市長", "住基"),
        systems=(System("台帳"), System("窓口")),
        flows=(Flow("台帳", "窓口", items=listed),),
    )
    answer = trace(model, "4情報")
    shown = bare(to_text(tell_node(answer, answer.node("窓口"))))
    assert "氏名は届く。性別、生年月日、住所は届かない" in shown
    assert "性別、生年月日、住所は、持つ所からここへ続く流れがない" in shown
