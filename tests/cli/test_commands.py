"""What the commands print: Japanese text of at most 100 columns, and the documented JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from piaflow.app.loading import find_model_files, load
from tests.cli.calling import FIXTURES, KONBINI, MINATO, call
from tests.report.columns import find_too_wide

ROOT = FIXTURES.parents[1]
MODELS = sorted([MINATO, KONBINI, *map(str, find_model_files(ROOT / "models"))])
NUMBER = ("--item", "個人番号")

SHOW = "assessment nodes files flows steps acquisitions entrustments provisions transfers storages contracts"
KEYS = {
    "nodes": "name aliases kind owner body zone number connects span",
    "files": "name holder",
    "flows": "id step text source target kind items excludes specific file means basis timing declared span",
}


def printed(*words: str | Path) -> str:
    """Return what a call prints that ends well; a check may end with findings."""
    result = call(*words)
    fine = (0, 1) if words[0] == "check" else (0,)
    assert result.exit_code in fine, result.output
    assert result.stderr == ""
    return result.stdout


def told(*words: str | Path) -> Any:
    return json.loads(printed(*words, "--format", "json"))


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=lambda m: Path(m).stem)
@pytest.mark.parametrize(
    "words", [("show",), ("check",), ("trace", *NUMBER), ("trace", "--item", "符号")], ids=" ".join
)
def test_text_fits_a_hundred_columns(words: tuple[str, ...], model: str) -> None:
    assert find_too_wide(printed(*words, model)) == []


@pytest.mark.parametrize("node", [n.name for n in load(KONBINI).nodes])
def test_the_answer_for_one_node_fits_a_hundred_columns(node: str) -> None:
    text = printed("trace", KONBINI, *NUMBER, "--to", node)
    assert find_too_wide(text) == []
    assert node in text.replace("\n", "")


def test_show_says_what_the_model_holds() -> None:
    text = printed("show", MINATO)
    assert text.splitlines()[0].strip() == "みなと市長　住民基本台帳に関する事務（全項目評価書）"
    headings = [line.removeprefix("■ ").split("（")[0] for line in text.splitlines() if line.startswith("■")]
    assert headings[:12] == [
        "システム 8",
        "主体 6",
        "ファイル 2",
        "流れ 14",
        "変換 2",
        "委託 3",
        "提供・移転 2",
        "契約 7",
        "承知した指摘 1",
        "変更箇所 2",
        "記載 2",
        "注記",
    ]
    assert "900:40-44" in text
    assert "この文書はありません" in text


def test_show_marks_unknown_boxes_and_leaves_empty_ones_out(tmp_path: Path) -> None:
    boxes = "connects: {税務システム: unknown, 宛名システム等: no, 庁内連携システム: yes}"
    text = f"assessment: {{body: みなと市長, procedure: 住基}}\nsystems: {{端末: {{{boxes}}}}}"
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    assert "？税務システム、庁内連携システム" in "".join(printed("show", tmp_path / "m.yaml").split())


def test_show_of_a_change_file_is_base_plus_change() -> None:
    assert {"キオスク端末", "市町村CS"} <= {node["name"] for node in told("show", KONBINI)["nodes"]}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: Path(m).stem)
def test_show_as_json_has_every_documented_key(model: str) -> None:
    data = told("show", model)
    assert {*SHOW.split(), "conversions", "counts"} <= data.keys()
    for section, keys in KEYS.items():
        assert data[section] or model not in (MINATO, KONBINI)
        assert all(set(keys.split()) <= value.keys() for value in data[section])


def test_every_documented_section_of_the_json_is_filled() -> None:
    data = told("show", MINATO)
    assert [section for section in (*SHOW.split(), "conversions", "counts") if not data[section]] == []


def test_flows_as_json_say_ends_by_their_own_name_and_what_is_specific() -> None:
    flows = told("show", MINATO)["flows"]
    assert flows[1]["id"] == "(１)住民基本台帳ファイル 1-② 窓口端末→既存住基システム"
    assert (flows[1]["source"], flows[1]["target"]) == ("窓口端末", "既存住基システム")
    assert (flows[0]["items"], flows[0]["kind"], flows[0]["means"]) == (["個人番号", "4情報"], "入手", ["紙"])
    assert [f["specific"] for f in flows[:4]] == ["yes", "yes", "yes", "no"]
    assert flows[10]["specific"] == "unknown"


def test_nodes_as_json_say_who_answers_for_them() -> None:
    nodes = {node["name"]: node for node in told("show", MINATO)["nodes"]}
    assert (nodes["窓口端末"]["owner"], nodes["窓口端末"]["zone"]) == ("みなと市長", "市庁舎")
    assert (nodes["市民課"]["owner"], nodes["市民課"]["body"]) == ("市民課", "みなと市長")
    assert nodes["既存住基システム"]["span"] == ["900:40-44", "900:50"]


def test_a_trace_as_json_has_every_documented_key() -> None:
    data = told("trace", KONBINI, *NUMBER)
    assert {"item", "origins", "nodes", "parties"} <= data.keys()
    assert all({"name", "reach", "as", "path", "cut"} <= node.keys() for node in data["nodes"])
    assert {node["reach"] for node in data["nodes"]} == {"definite", "possible", "none"}
    assert {node["name"] for node in data["nodes"]} == {node.name for node in load(KONBINI).nodes}


def test_paths_and_cuts_name_flows_of_the_model() -> None:
    ids = {flow["id"] for flow in told("show", KONBINI)["flows"]}
    for node in told("trace", KONBINI, *NUMBER)["nodes"]:
        assert {*node["path"], *node["cut"]} <= ids


def test_a_trace_says_where_the_number_goes_and_where_it_stops() -> None:
    text = printed("trace", KONBINI, *NUMBER)
    assert text.splitlines()[0].strip() == "「個人番号」の流れ　みなと市長　住民基本台帳に関する事務"
    assert "入る所: 住民" in text
    assert "住民→(１)住民基本台帳ファイル⑦→キオスク端末" in "".join(text.split())
    assert all(word in text for word in ("届く", "届きうる", "届かない", "触れる主体"))


@pytest.mark.parametrize(
    ("node", "answer"),
    [
        ("都道府県サーバー", "「個人番号」は 都道府県サーバー に届く"),
        ("個人番号カード管理システム", "「個人番号」は 個人番号カード管理システム に届きうる"),
        ("コンビニ交付システム", "「個人番号」は コンビニ交付システム に届かない"),
        ("みなと情報サービス株式会社", "「個人番号」は みなと情報サービス株式会社 に届く"),
    ],
)
def test_to_answers_for_one_node(node: str, answer: str) -> None:
    text = printed("trace", KONBINI, *NUMBER, "--to", node)
    assert text.splitlines()[0].strip() == answer
    (only,) = told("trace", KONBINI, *NUMBER, "--to", node)["nodes"]
    assert only["name"] == node


@pytest.mark.parametrize(
    ("alias", "name"), [("カード管理システム", "個人番号カード管理システム"), ("本人", "住民")]
)
def test_to_and_from_take_an_alias(alias: str, name: str) -> None:
    (only,) = told("trace", KONBINI, *NUMBER, "--to", alias)["nodes"]
    assert only["name"] == name
    assert told("trace", KONBINI, *NUMBER, "--from", alias)["origins"] == [name]


def test_to_prints_the_way_flow_by_flow() -> None:
    text = printed("trace", KONBINI, *NUMBER, "--to", "都道府県サーバー")
    order = ["1-① 住民", "1-② 窓口端末", "1-① 既存住基", "1-② 市町村CS"]
    flat = "".join(text.split()).replace("(１)住民基本台帳ファイル", "")
    assert "900:212" in text
    assert all("".join(word.split()) in flat for word in order)


def test_to_a_node_out_of_reach_says_the_flows_at_which_it_stops() -> None:
    text = printed("trace", KONBINI, *NUMBER, "--to", "コンビニ交付システム")
    assert "該当なし 既存住基システム→コンビニ交付システム: 含まないと明記されている" in text


def test_from_starts_elsewhere() -> None:
    data = told("trace", KONBINI, *NUMBER, "--from", "キオスク端末")
    reach = {node["name"]: node["reach"] for node in data["nodes"]}
    assert data["origins"] == ["キオスク端末"]
    assert reach["キオスク端末"] == "definite"
    assert reach["証明書交付センター"] == reach["市町村CS"] == "none"


def test_from_may_be_said_twice() -> None:
    data = told("trace", KONBINI, *NUMBER, "--from", "キオスク端末", "--from", "市民課")
    assert sorted(data["origins"]) == ["キオスク端末", "市民課"]


def test_several_models_are_traced_together() -> None:
    """Each node is there, under its name or, of what each document has for itself, with the document's."""
    alone, joined = told("trace", MINATO, *NUMBER), told("trace", MINATO, KONBINI, *NUMBER)
    names = {n["name"] for n in joined["nodes"]}
    assert {n["name"] for n in alone["nodes"]} - {"窓口端末"} <= names
    assert len([name for name in names if name.startswith("窓口端末（")]) == len([MINATO, KONBINI])


@pytest.mark.parametrize("command", ["show", "trace", "check", "draw", ""])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_shows_an_example(command: str, flag: str) -> None:
    text = printed(*filter(None, [command]), flag)
    assert f"例: piaflow {command or 'show'} " in " ".join(text.split())


@pytest.mark.parametrize("command", ["show", "trace", "check"])
def test_the_same_call_prints_the_same(command: str) -> None:
    words = (command, KONBINI, *(NUMBER if command == "trace" else ()), "--format", "json")
    assert printed(*words) == printed(*words)


def test_show_of_several_models_puts_what_they_share_side_by_side() -> None:
    takatsuki = [str(ROOT / f"models/takatsuki/{name}.yaml") for name in ("juki", "yobosesshu")]
    text = printed("show", *takatsuki)
    assert find_too_wide(text) == []
    assert "二つ以上の文書が書く流れ" in text
    joined = told("show", *takatsuki)["joined"]
    assert "中間サーバー" in {node["name"] for node in joined["nodes"]}
    assert ("団体内統合宛名システム", "中間サーバー") in {(f["source"], f["target"]) for f in joined["flows"]}
