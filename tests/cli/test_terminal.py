"""On a terminal headings and severities stand out; in a pipe, and with NO_COLOR, nothing does."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import MINATO, call

PROGRAM = [sys.executable, "-c", "from piaflow.cli.main import main; main(prog_name='piaflow')"]
ESCAPE = "\x1b["


def _on_a_terminal(*words: str | Path, **environment: str) -> str:
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": "100", **environment}
    done = subprocess.Popen([*PROGRAM, *map(str, words)], stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    told = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            read = os.read(ours, 65536)
        except OSError:
            break
        if not read:
            break
        told += read
    done.wait(60)
    os.close(ours)
    return told.decode()


def test_headings_are_bold_on_a_terminal() -> None:
    assert f"{ESCAPE}1m■ システム" in _on_a_terminal("show", MINATO)


def test_no_color_is_heeded() -> None:
    assert ESCAPE not in _on_a_terminal("show", MINATO, NO_COLOR="1")


@pytest.mark.parametrize(
    "words", [("show", MINATO), ("check", MINATO), ("trace", MINATO, "--item", "個人番号")]
)
def test_a_pipe_gets_plain_text(words: tuple[str, ...]) -> None:
    assert ESCAPE not in call(*words).stdout


@pytest.mark.slow
def test_drawing_a_folder_tells_how_far_it_is_on_a_terminal_only(tmp_path: Path) -> None:
    folder = Path(MINATO).parent
    told = _on_a_terminal("draw", "--all", folder, "-o", tmp_path / "a")
    assert "描いています" in told
    assert call("draw", "--all", folder, "-o", tmp_path / "b").stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    script = call("completion", shell).stdout
    assert "_PIAFLOW_COMPLETE" in script


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "begun", "name"),
    [
        ("piaflow ch", 1, "check"),
        ("piaflow check --select norm", 3, "norm-broken"),
        ("piaflow trace m.yaml --item 個", 4, "個人番号"),
        ("piaflow draw m.yaml --view to", 4, "topology"),
    ],
)
def test_names_are_completed(line: str, begun: int, name: str) -> None:
    env = {**os.environ, "_PIAFLOW_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(begun)}
    told = subprocess.run(PROGRAM, env=env, capture_output=True, text=True, check=False, timeout=60).stdout
    assert f"plain,{name}" in told.splitlines()
