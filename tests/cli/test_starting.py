"""A command loads what it needs: the list of commands loads none of them, and says what each says of itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

import piaflow.cli
from piaflow.cli.main import COMMANDS, Promised, main
from tests.cli.calling import MINATO

LIGHT = {
    "piaflow",
    "piaflow.cli",
    "piaflow.cli.exit_codes",
    "piaflow.cli.japanese",
    "piaflow.cli.main",
    "piaflow.cli.words",
}
DRAWING = {"piaflow.render", "matplotlib", "pygraphviz", "fontTools", "resvg_py", "fpdf"}
"""What only pictures need."""


@pytest.mark.parametrize("promised", COMMANDS, ids=lambda command: command.name)
def test_the_list_tells_what_the_command_tells_of_itself(promised: Promised) -> None:
    first, *_ = (promised.load().help or "").split("\n\n")
    assert promised.help == first
    assert promised.load().name == promised.name


def test_every_command_of_the_room_is_in_the_list() -> None:
    """A module is one of a command where it makes one."""
    files = Path(piaflow.cli.__file__).parent.glob("*.py")
    made = sum(file.read_text(encoding="utf-8").count("\n@click.command(") for file in files)
    assert made == len(COMMANDS)


@pytest.mark.parametrize("words", [["--help"], ["--version"], []])
def test_the_list_of_commands_loads_none(words: list[str]) -> None:
    loaded = find_loaded(words)
    assert {name for name in loaded if name.startswith("piaflow")} == LIGHT
    assert not {"attr", "yaml", "cattrs"} & loaded


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [["check", MINATO], ["trace", MINATO, "--item", "個人番号"], ["show", MINATO]]
)
def test_an_answer_in_words_loads_nothing_of_the_pictures(words: list[str]) -> None:
    assert not DRAWING & find_loaded(words)


def find_loaded(words: Sequence[str | Path]) -> set[str]:
    code = "import runpy, sys; sys.argv[0] = 'piaflow'; runpy.run_module('piaflow', run_name='__main__')"
    told = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    done = subprocess.run(
        [sys.executable, "-c", f"{told}; {code}", *words], capture_output=True, text=True, check=False
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_completion_knows_every_command_and_its_options(command: str) -> None:
    def complete(words: str, index: int) -> str:
        asked = {"_PIAFLOW_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(index)}
        return CliRunner().invoke(main, [], prog_name="piaflow", env=asked).output

    assert f"plain,{command}\n" in complete("piaflow ", 1)
    assert "plain,--help\n" in complete(f"piaflow {command} --h", 2)
