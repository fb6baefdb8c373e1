"""How the command ends when it is interrupted or nobody reads on: quietly, and never as if it had findings."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from piaflow.cli.exit_codes import INTERRUPTED, SIGNALLED, UNREAD, WRONG
from tests.cli.calling import MINATO

PIAFLOW = [sys.executable, "-m", "piaflow"]
WAITING = """
import sys, time
import piaflow.cli.ask as ask
def wait(_):
    print("waiting", file=sys.stderr, flush=True)
    time.sleep(60)
ask.show_files = wait
from piaflow.cli.main import main
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, INTERRUPTED),
        (signal.SIGTERM, SIGNALLED + signal.SIGTERM),
        (signal.SIGHUP, SIGNALLED + signal.SIGHUP),
    ],
)
def test_an_interrupted_command_says_nothing_and_ends_as_shells_expect(number: int, code: int) -> None:
    with start(WAITING, "show", MINATO) as running:
        running.send_signal(number)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (code, "", "")


LOADING = """
import sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "piaflow.cli.{module}":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from piaflow.cli.main import main
main()
"""


@pytest.mark.parametrize("module", ["ending", "own_rules", "ask"])
def test_a_command_that_is_interrupted_while_it_loads_ends_in_the_same_way(module: str) -> None:
    words = [sys.executable, "-c", LOADING.replace("{module}", module), "show", MINATO]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (INTERRUPTED, "", "")


def _hear_signals() -> None:
    """Under nohup, or in the background of a shell, the tests themselves ignore a signal, and hand that down."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(code: str, *words: str | Path, **environment: str) -> subprocess.Popen[str]:
    """Return a command that is under way: it has said that it waits."""
    running = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        preexec_fn=_hear_signals,  # noqa: PLW1509 - no thread runs beside these tests
    )
    assert running.stderr is not None
    assert running.stderr.readline() == "waiting\n"
    return running


def test_a_hangup_that_somebody_ignores_stays_ignored() -> None:
    ignoring = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{WAITING}"
    with start(ignoring.replace("sleep(60)", "sleep(1); sys.exit(7)"), "show", MINATO) as running:
        running.send_signal(signal.SIGHUP)
        running.communicate(timeout=30)
    assert running.returncode == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_that_is_ended_leaves_no_scratch(number: int, tmp_path: Path) -> None:
    drawing = WAITING.replace(
        "def wait(_):", "from piaflow.layout.dot.engine import ENGINE\ndef wait(_):\n    ENGINE.start()"
    )
    with start(drawing, "show", MINATO, TMPDIR=str(tmp_path)) as running:
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith("piaflow-layout-")]
        running.send_signal(number)
        running.communicate(timeout=30)
    assert not list(tmp_path.iterdir())


def test_a_reader_who_goes_away_is_no_error_and_no_finding() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*PIAFLOW, "show", MINATO], stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, timeout=60
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (UNREAD, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_output_that_is_full_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PIAFLOW, "show", MINATO],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (WRONG, "入出力: 書く場所がもうありません\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    "words", [["check", "nosuch.yaml"], ["trace", "--nonsense"], ["show", MINATO, "--x"]]
)
@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_a_wrong_call_is_no_finding_where_nobody_can_be_told(words: list[str], where: str) -> None:
    line = f"{shlex.join([*PIAFLOW, *map(str, words)])} {where}"
    done = subprocess.run(line, shell=True, check=False, timeout=60)  # noqa: S602 - a shell closes the stream
    assert done.returncode == WRONG


def test_a_killed_command_leaves_no_half_picture(tmp_path: Path) -> None:
    words = [*PIAFLOW, "draw", MINATO, "-o", str(tmp_path / "a.svg")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        time.sleep(0.6)
        running.kill()
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".piaflow-")] in (
        [],
        ["a-1.svg", "a-2.svg"],
    )
