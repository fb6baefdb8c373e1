"""`-o -`: the answer goes to standard output and nothing else does, or the call is refused; no file is called `-`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from piaflow.store.load import load
from tests.cli.calling import MINATO, call, refused

DOCUMENT = Path("docs/kirigaoka.txt").resolve()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["check", MINATO, "--format", "json"],
        ["todo", MINATO, "--format", "json"],
        ["impact", MINATO, MINATO],
        ["review", MINATO, MINATO],
        ["form", MINATO],
        ["schema"],
    ],
)
def test_an_answer_is_what_it_is_without_a_file(words: list[str], folder: Path) -> None:
    told, plain = call(*words, "-o", "-"), call(*words)
    assert (told.stdout, told.exit_code) == (plain.stdout, plain.exit_code)
    assert not list(folder.iterdir())


def test_a_model_that_is_read_is_alone_on_standard_output(folder: Path) -> None:
    call("read", DOCUMENT, "-o", "kept.yaml")
    told = call("read", DOCUMENT, "-o", "-")
    assert told.exit_code == 0
    assert told.stdout == Path("kept.yaml").read_text(encoding="utf-8")
    assert "欄" in told.stderr
    assert [file.name for file in folder.iterdir()] == ["kept.yaml"]


def test_a_starter_is_alone_on_standard_output(folder: Path) -> None:
    told = call("new", "--template", "住民税", "--body", "みなと市長", "-o", "-")
    assert (told.exit_code, told.stderr) == (0, "")
    Path("kept.yaml").write_text(told.stdout, encoding="utf-8")
    assert load("kept.yaml").body == "みなと市長"
    assert [file.name for file in folder.iterdir()] == ["kept.yaml"]


@pytest.mark.parametrize(
    "words",
    [
        ["draw", MINATO, "-o", "-"],
        ["draw", MINATO, "-o", "-/a.svg"],
        ["corpus", "build", ".", "-o", "-"],
        ["read", DOCUMENT, "--report", "-"],
        ["form", MINATO, "--into", "様式.xlsx", "-o", "-"],
    ],
)
def test_what_is_no_text_is_refused(words: list[str], folder: Path) -> None:
    assert refused(*words)
    assert not list(folder.iterdir())


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="the machine has no file for standard output")
@pytest.mark.parametrize("command", ["check", "todo"])
def test_an_answer_is_alone_where_standard_output_is_named_as_a_file(command: str, folder: Path) -> None:
    piaflow = Path(sys.executable).parent / "piaflow"
    told = subprocess.run(
        [piaflow, command, MINATO, "--format", "json", "-o", "/dev/stdout"],
        capture_output=True,
        text=True,
        check=False,
    )
    json.loads(told.stdout)
    assert "/dev/stdout に書きました" in told.stderr
    assert not list(folder.iterdir())
