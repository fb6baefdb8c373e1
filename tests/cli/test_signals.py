"""How the command ends when it is interrupted or nobody reads on: quietly, and never as if it had findings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from piaflow.cli.exit_codes import INTERRUPTED, UNREAD, WRONG
from tests.cli.calling import MINATO

PIAFLOW = [sys.executable, "-m", "piaflow"]
WAITING = """
import sys, time
import piaflow.cli.ask as ask
def wait(_):
    print("waiting", file=sys.stderr, flush=True)
    time.sleep(60)
ask.load_all = wait
from piaflow.cli.main import main
main()
"""


def test_an_interrupted_command_says_nothing_and_ends_as_shells_expect() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, "show", MINATO],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "waiting\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (INTERRUPTED, "", "")


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


def test_a_killed_command_leaves_no_half_picture(tmp_path: Path) -> None:
    words = [*PIAFLOW, "draw", MINATO, "-o", str(tmp_path / "a.svg")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        time.sleep(0.6)
        running.kill()
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".piaflow-")] in (
        [],
        ["a-1.svg", "a-2.svg"],
    )
