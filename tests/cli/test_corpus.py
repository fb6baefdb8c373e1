"""`piaflow corpus`: built once, asked as often as one likes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

import piaflow
from piaflow.cli.main import main
from piaflow.corpus.finding import QUESTIONS, TABLES
from tests.models.founding import MODELS

ROOT = Path(__file__).parents[2]
BODIES = {"272078", "112348", "402052", "132110", "331007"}
"""全国地方公共団体コード of the bodies of the models."""


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["corpus", *map(str, words)], prog_name="piaflow")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus") / "全国"
    done = call("build", ROOT / "models", "-o", out)
    assert done.exit_code == 0, done.output
    assert f"{len(MODELS)} 件の評価書" in done.stdout
    return out


def ask(built: Path, *words: str) -> dict[str, Any]:
    name, *rest = words
    done = call(name, "--corpus", built, *rest, "--format", "json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_a_trace_names_the_bodies_the_surest_first(built: Path) -> None:
    found = ask(built, "trace", "--item", "個人番号")
    reaches = [row["reach"] for row in found["bodies"]]
    assert reaches == sorted(reaches)
    assert {row["code"] for row in found["bodies"][: len(BODIES)]} == BODIES
    assert found["bodies"][0]["code_by"] == "名"
    assert found["assumes"]
    shown = call("trace", "--corpus", built, "--item", "個人番号")
    assert "届きうる" in shown.stdout
    assert "この答えが前提にすること" in shown.stdout


@pytest.mark.slow
def test_one_node_is_told_with_its_way_and_where_the_item_stops(built: Path) -> None:
    models = [piaflow.load(path) for path in sorted((ROOT / "models").glob("[!c]*/*.yaml"))]
    trace = piaflow.trace(models, "個人番号")
    stopped = next(node for node in trace.nodes if node.cut)
    for node in (trace.node("証明書交付センターシステム"), stopped):
        (row,) = ask(built, "trace", "--item", "個人番号", "--to", node.name)["nodes"]
        assert (row["reach"], row["path"]) == (node.reach.value, list(node.path))
        assert row["cut"] == [f"{stop.flow or '（ファイルへの記録）'}: {stop.why.value}" for stop in node.cut]


@pytest.mark.slow
def test_a_name_that_several_bear_stands_for_all_of_them(built: Path) -> None:
    rows = ask(built, "trace", "--item", "符号", "--to", "中間サーバー")["nodes"]
    assert len(rows) == len(BODIES)
    assert all(row["documents"] for row in rows)
    alone = ask(built, "trace", "--item", "符号", "--to", "中間サーバー（高槻市長）")["nodes"]
    assert alone == [row for row in rows if row["node"] == "中間サーバー（高槻市長）"]
    from_all = ask(built, "trace", "--item", "符号", "--from", "中間サーバー")
    assert {row["code"] for row in from_all["bodies"]} >= BODIES
    shown = call("trace", "--corpus", built, "--item", "符号", "--to", "中間サーバー").stdout
    assert f"と書かれる所 {len(BODIES)}" in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    ["contractors", "recipients", "means", "items", "systems", "vendors", "bases", "contradictions"],
)
def test_every_question_has_an_answer_that_counts_bodies(built: Path, question: str) -> None:
    rows = ask(built, "find", question)["rows"]
    assert rows
    counts = [row["bodies"] for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert 1 <= min(counts) <= max(counts) <= len(BODIES)


@pytest.mark.slow
@pytest.mark.parametrize(
    "table", ["documents", "nodes", "flows", "citations", "entries", "fields", "findings"]
)
def test_every_table_can_be_looked_into(built: Path, table: str) -> None:
    rows = ask(built, "find", table, "--with", "高槻市")["rows"]
    assert rows
    assert all("高槻市" in json.dumps(row, ensure_ascii=False) for row in rows)
    shown = call("find", table, "--corpus", built)
    assert shown.exit_code == 0


def test_a_basis_is_judged_on_the_day_that_is_asked(built: Path) -> None:
    now = {row["basis"] for row in ask(built, "find", "bases", "--on", "2026-01-01")["rows"]}
    then = {row["basis"] for row in ask(built, "find", "bases", "--on", "2022-01-01")["rows"]}
    assert now - then, "what has been replaced since"
    assert then - now, "what was not yet in force"


def test_a_system_and_a_law_that_change_reach_their_bodies(built: Path) -> None:
    found = ask(built, "impact", "--system", "中間サーバー")
    assert {row["assessed"] for row in found["touched"]} == BODIES
    assert all(row["flows"] for row in found["touched"])
    assert {row["reach"] for row in found["reached"]} <= {"definite", "possible"}
    cited = ask(built, "impact", "--norm", "番号法第19条第8号")
    assert len(cited["bodies"]) == len(BODIES)
    wider = ask(built, "impact", "--norm", "番号法第19条")
    assert sum(row["citations"] for row in wider["bodies"]) > sum(row["citations"] for row in cited["bodies"])


def test_an_answer_is_written_as_a_table_or_as_a_whole(built: Path, tmp_path: Path) -> None:
    rows = ask(built, "find", "contractors")["rows"]
    for name in ("答.parquet", "答.csv", "答.json", "答.md"):
        assert call("find", "contractors", "--corpus", built, "-o", tmp_path / name).exit_code == 0
    assert pq.read_table(tmp_path / "答.parquet").to_pylist() == rows
    told = list(csv.DictReader(io.StringIO((tmp_path / "答.csv").read_text(encoding="utf-8-sig"))))
    assert [row["who"] for row in told] == [row["who"] for row in rows]
    assert json.loads((tmp_path / "答.json").read_text(encoding="utf-8"))["rows"] == rows
    assert rows[0]["who"] in (tmp_path / "答.md").read_text(encoding="utf-8")


def test_the_page_of_the_nation_is_written_whole(built: Path, tmp_path: Path) -> None:
    done = call("page", "--corpus", built, "-o", tmp_path / "全国", "--on", "2026-01-01")
    assert done.exit_code == 0, done.output
    names = {path.relative_to(tmp_path / "全国").as_posix() for path in (tmp_path / "全国").rglob("*.*")}
    assert f"{len(names)} のファイル" in done.stdout
    assert {"index.html", "pieces/names.js", "pieces/area-0.js", "pieces/table-reach.js"} <= names
    (tmp_path / "ファイル").write_text("", encoding="utf-8")
    refused = call("page", "--corpus", built, "-o", tmp_path / "ファイル")
    assert refused.exit_code == 2


@pytest.mark.parametrize("name", ["index.html", "pieces/names.js"])
def test_a_page_takes_the_place_of_no_file_but_its_own(name: str, built: Path, tmp_path: Path) -> None:
    kept = tmp_path / name
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("<!DOCTYPE html><title>市の頁</title>", encoding="utf-8")
    refused = call("page", "--corpus", built, "-o", tmp_path)
    assert refused.exit_code == 2
    assert refused.stderr == (
        f"{kept}: 全国の頁のものではないので上書きしません。別のフォルダーを書いてください\n"
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [kept]
    kept.unlink()
    for _ in range(2):
        assert call("page", "--corpus", built, "-o", tmp_path).exit_code == 0


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "piaflow", "corpus", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["trace", "--item", "個人番号", "--corpus", "どこにもない"], "corpus ではありません"),
        (["build", "どこにもない"], "フォルダーがありません"),
        (["impact", "--corpus", "models"], "どちらか1つ"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(words: list[str], told: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_wrong_name_is_told_with_the_nearest(built: Path) -> None:
    for words, told in (
        (["find", "contractor"], "contractors"),
        (["trace", "--item", "個人番"], "個人番号"),
        (["impact", "--system", "ないシステム"], "ないシステム"),
        (["impact", "--norm", "あれこれ"], "あれこれ"),
    ):
        done = run(*words, "--corpus", built)
        assert (done.returncode, told in done.stderr) == (2, True)


def test_in_python_answers_are_arrow_tables(built: Path) -> None:
    corpus = piaflow.open_corpus(built)
    assert len(corpus) == len(MODELS)
    assert corpus.find("means").table.column_names == ["mean", "bodies", "documents", "rows"]
    assert corpus.trace("個人番号", start="住民（高槻市長）").table.num_rows > 0
    with pytest.raises(piaflow.WrongCallError):
        corpus.impact()


def test_nothing_of_the_corpus_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, piaflow; piaflow.load; piaflow.open_corpus; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"ibis", "duckdb", "pyarrow", "numpy"} & set(loaded)


def test_parties_that_may_be_one_are_listed_and_not_joined(built: Path) -> None:
    rows = ask(built, "find", "candidates")["rows"]
    groups: dict[str, set[str]] = {}
    for row in rows:
        groups.setdefault(row["group"], set()).add(row["name"])
        assert row["documents"]
    assert all(len(names) > 1 for names in groups.values())
    assert not [name for names in groups.values() for name in names if name.startswith("住民")]


def test_no_question_has_the_name_of_a_table() -> None:
    assert QUESTIONS.keys().isdisjoint(TABLES)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["find contractors", "trace --item 個人番号", "impact --norm 番号法第19条第8号", "page"]
)
def test_no_answer_takes_the_place_of_a_file_of_the_corpus(built: Path, words: str) -> None:
    files = {file: file.read_bytes() for file in built.rglob("*") if file.is_file()}
    for file in (file for file in files if file.suffix in (".json", ".parquet")):
        told = call(*words.split(" "), "--corpus", built, "-o", file)
        assert (told.exit_code, told.stderr.count("\n")) == (2, 1), told.output
    assert {file: file.read_bytes() for file in built.rglob("*") if file.is_file()} == files
