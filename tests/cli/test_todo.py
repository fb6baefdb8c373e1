"""`piaflow todo`: a list in three formats that all hold the same, and always ends with 0."""

from __future__ import annotations

import json
from pathlib import Path

from piaflow.app.loading import load
from piaflow.proposals.todo import find_todo
from tests.cli.calling import MINATO, call


def _printed(*words: str) -> str:
    done = call("todo", *words)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_list_is_no_verdict() -> None:
    done = call("todo", MINATO)
    assert done.exit_code == 0
    assert "空欄" in done.output


def test_the_formats_hold_the_same() -> None:
    told = json.loads(_printed(MINATO, "--format", "json"))
    assert {tuple(row) for row in told} == {("document", "file", "kind", "name", "what", "place")}
    assert sorted((row["kind"], row["name"]) for row in told) == sorted(
        (todo.kind.value, todo.name) for todo in find_todo(load(MINATO).assessment)
    )
    markdown = _printed(MINATO, "--format", "markdown")
    assert markdown.count("\n| ") == len(told) + 2 * markdown.count("\n### ")
    assert load(MINATO).todo().to_rows()[0].keys() == told[0].keys()
    assert len(load(MINATO).todo()) == len(told)


def test_a_folder_stands_for_its_models(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(Path(MINATO).read_text(encoding="utf-8"), encoding="utf-8")
    told = json.loads(_printed(str(tmp_path), "--format", "json"))
    assert {Path(row["file"]).name for row in told} == {"a.yaml", "b.yaml"}
