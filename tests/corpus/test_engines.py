"""The same questions have the same answers, whatever engine they are asked on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path

import pytest

from piaflow.app import corpora
from piaflow.app.corpora import build_corpus, open_corpus
from piaflow.corpus.finding import QUESTIONS, TABLES
from piaflow.errors import EngineError, MissingExtraError

ROOT = Path(__file__).parents[2]
SPARK = ROOT / "build" / "spark"
"""Where `.ci/run` puts Spark, which the lock cannot hold: PyPI has no wheel of it."""
DAY = "2026-01-01"
CALLS: list[tuple[str, dict[str, str]]] = [
    *(("find", {"question": question, "on": DAY}) for question in (*QUESTIONS, *TABLES)),
    *(("find", {"question": asked, "words": "高槻市"}) for asked in ("recipients", "nodes", "flows")),
    ("impact", {"system": "中間サーバー"}),
    ("impact", {"norm": "番号法第19条"}),
]
ASK = """
import json, sys
import piaflow

root, engine, calls, broken = sys.argv[1:]
corpus = piaflow.open_corpus(root, engine=engine)
answers = [getattr(corpus, name)(**words).tables for name, words in json.loads(calls)]
told = [{name: [str(table.schema), table.to_pylist()] for name, table in tables.items()} for tables in answers]
try:
    piaflow.open_corpus(broken, engine=engine).find("means")
except piaflow.FileAccessError as error:
    print(json.dumps([*told, str(error)]))
"""


def _tell_missing() -> str:
    if PathFinder.find_spec("pyspark", [*sys.path, str(SPARK)]) is None:
        return f"no pyspark, neither installed nor in {SPARK}"
    return "" if shutil.which("java") else "no Java"


needs_spark = pytest.mark.skipif(bool(_tell_missing()), reason=_tell_missing())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("engines") / "全国 [1]"
    build_corpus([ROOT / "models" / "takatsuki", ROOT / "models" / "yashio"], out)
    return out


def call_with_spark(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python where Spark is: a process of its own ends the Java that it starts."""
    found = os.pathsep.join([str(ROOT), str(SPARK), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, *map(str, words)],
        env={**os.environ, "PYTHONPATH": found},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def broken(built: Path) -> Path:
    found = built.with_name("壊れた")
    shutil.copytree(built, found)
    for path in found.rglob("flows.parquet"):
        path.write_bytes(b"\0" * path.stat().st_size)
    return found


@needs_spark
def test_spark_gives_the_answers_of_duckdb(built: Path, broken: Path) -> None:
    asked = call_with_spark("-c", ASK, built, "local[2]", json.dumps(CALLS), broken)
    assert asked.returncode == 0, asked.stderr
    *answers, error = json.loads(asked.stdout)
    corpus = open_corpus(built)
    for (name, words), told in zip(CALLS, answers, strict=True):
        tables = getattr(corpus, name)(**words).tables
        assert told == {key: [str(table.schema), table.to_pylist()] for key, table in tables.items()}, words
    assert error.startswith(f"{broken}: 表を読めません")
    assert "flows.parquet is not a Parquet file" in error, "the last cause, not the calls that led there"
    assert "\n" not in error


@needs_spark
@pytest.mark.parametrize(
    ("engine", "env", "told"),
    [
        ("spark://127.0.0.1:1", {}, "つながりません"),
        ("local[2]", {"JAVA_HOME": "/nowhere"}, "Java（17以上）が要ります"),
    ],
)
def test_a_spark_that_is_not_there_is_one_line(
    built: Path, monkeypatch: pytest.MonkeyPatch, engine: str, env: dict[str, str], told: str
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    called = call_with_spark(
        "-m", "piaflow", "corpus", "find", "means", "--corpus", built, "--engine", engine
    )
    (line,) = called.stderr.splitlines()
    assert called.returncode == 2
    assert line.startswith(f"{engine}: ")
    assert told in line


@pytest.mark.parametrize("engine", ["", "sparc", "spark://", "local[]", "DuckDB", "https://example.jp"])
def test_what_is_no_engine_is_an_error_that_says_what_is_one(built: Path, engine: str) -> None:
    with pytest.raises(EngineError, match=r"duckdb.*spark://.*local\[2\]"):
        open_corpus(built, engine=engine)


@pytest.mark.parametrize("engine", ["spark://host:7077", "local", "local[*]", "yarn", "k8s://https://host:1"])
def test_without_spark_its_extra_is_named(built: Path, monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(corpora, "find_spec", lambda name: None if name == "pyspark" else find_spec(name))
    with pytest.raises(MissingExtraError, match=r"piaflow\[spark\]"):
        open_corpus(built, engine=engine)
