from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from piaflow.errors import RenderError
from piaflow.layout.dot.arranging import lay_out
from piaflow.layout.dot.engine import ENGINE, Engine
from piaflow.layout.dot.placing import make_drawing
from piaflow.layout.font import find_font_file
from piaflow.render.svg import to_svg
from tests.render.scenes import SMALL

DRAW_SMALL = """
import sys
from tests.layout.test_engine import draw_by_ranks
sys.stdout.write(draw_by_ranks())
"""
ASK_FOR_MUCH = """
import random, sys
from piaflow.layout.dot.engine import ENGINE
random.seed(1)
edges = ";".join(f"n{random.randrange(150)}->n{random.randrange(150)}" for _ in range(600))
ENGINE.start()
print(ENGINE._process.pid, flush=True)
if sys.argv[1] == "asking":
    ENGINE.ask(f"digraph {{{edges}}}".encode())
else:
    sys.stdin.read()
"""
OTHER_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir>
<match target="font"><edit name="matrix" mode="assign"><matrix>
<double>3</double><double>0</double><double>0</double><double>1</double></matrix></edit></match></fontconfig>"""


def _write_worker(folder: Path, code: str) -> Engine:
    worker = folder / "worker.py"
    worker.write_text(code, encoding="utf-8")
    return Engine(timeout=0.3, worker=str(worker))


@pytest.mark.parametrize("code", ["import os; os.abort()", "import time; time.sleep(60)"])
def test_a_crash_or_a_hang_is_an_error_and_not_the_end_of_the_caller(code: str, tmp_path: Path) -> None:
    engine = _write_worker(tmp_path, code)
    with pytest.raises(RenderError, match="異常終了"):
        lay_out(SMALL, engine)
    engine.close()


def draw_by_ranks() -> str:
    """A picture whose geometry is Graphviz's."""
    return to_svg(SMALL, lay_out(SMALL).drawing)


def test_after_the_engine_was_killed_the_next_picture_is_drawn_all_the_same() -> None:
    before = draw_by_ranks()
    ENGINE.close()
    assert draw_by_ranks() == before


def test_an_answer_that_lost_an_edge_is_an_error_that_names_it() -> None:
    layout = lay_out(SMALL)
    del layout.geometry.edges["a3:1"]
    with pytest.raises(RenderError, match="矢印「1-③」（健康管理システム→住民）"):
        make_drawing(layout.measured, layout.geometry)


def test_the_same_scene_gives_the_same_bytes_in_a_poisoned_environment(tmp_path: Path) -> None:
    conf = tmp_path / "fonts.conf"
    conf.write_text(OTHER_FONTS.format(cache=tmp_path), encoding="utf-8")
    poison = {
        "HOME": str(tmp_path),
        "FONTCONFIG_FILE": str(conf),
        "DOTFONTPATH": "/usr/share/fonts",
        "PYTHONHASHSEED": "7",
    }
    done = subprocess.run(
        [sys.executable, "-c", DRAW_SMALL], env=os.environ | poison, capture_output=True, check=True
    )
    assert done.stdout.decode() == draw_by_ranks()


def test_the_engine_leaves_nothing_beside_the_font() -> None:
    """fontconfig puts a mark into each folder that it reads: in that of the package it would be taken for a part of it."""
    beside = find_font_file().parent
    held = {file.name for file in beside.iterdir()}
    subprocess.run([sys.executable, "-c", DRAW_SMALL], capture_output=True, check=True)
    assert {file.name for file in beside.iterdir()} == held


@pytest.mark.parametrize("state", ["asking", "idle"])
def test_the_child_goes_with_a_caller_who_was_killed_even_in_the_middle_of_a_layout(state: str) -> None:
    words = [sys.executable, "-c", ASK_FOR_MUCH, state]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        child = int(caller.stdout.readline())
        time.sleep(0.5)
        assert _runs(child)
        caller.kill()
        assert _wait_for(lambda: not _runs(child))


def _runs(process: int) -> bool:
    """A child that nobody has waited for yet is there by its number, but runs no more."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait_for(happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + 5
    while not happens() and time.monotonic() < end:
        time.sleep(0.02)
    return happens()


def test_the_scratch_that_a_killed_caller_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    long_ago = time.time() - 48 * 3600
    for name in ("piaflow-layout-old", "piaflow-mine", "piaflow-layout-new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fonts.conf").write_text("", encoding="utf-8")
        if name != "piaflow-layout-new":
            os.utime(tmp_path / name, (long_ago, long_ago))
    (tmp_path / "piaflow-layout-link").symlink_to(tmp_path / "piaflow-mine")
    code = "from piaflow.render.draw import draw; from tests.render.scenes import SMALL; draw(SMALL, 'dot')"
    subprocess.run([sys.executable, "-c", code], env=os.environ | {"TMPDIR": str(tmp_path)}, check=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "piaflow-layout-link",
        "piaflow-layout-new",
        "piaflow-mine",
    ]


def test_the_scratch_of_a_killed_caller_is_swept_at_the_next_run_and_that_of_a_living_one_stays(
    tmp_path: Path,
) -> None:
    code = "from piaflow.render.draw import draw; from tests.render.scenes import SMALL; draw(SMALL, 'dot')"
    where = os.environ | {"TMPDIR": str(tmp_path)}
    waiting = f"{code}; print(flush=True); input()"
    callers = [
        subprocess.Popen(
            [sys.executable, "-c", waiting], env=where, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for caller in callers:
        assert caller.stdout is not None
        caller.stdout.readline()
    left = {p.name for p in tmp_path.iterdir()}
    callers[0].kill()
    callers[0].communicate()
    subprocess.run([sys.executable, "-c", code], env=where, check=True)
    still = {p.name for p in tmp_path.iterdir()}
    callers[1].communicate(b"\n")
    assert (len(left), len(still), still < left) == (2, 1, True)
    assert not list(tmp_path.iterdir())
