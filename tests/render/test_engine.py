from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from piaflow.errors import RenderError
from piaflow.render.draw import draw
from piaflow.render.layout.arranging import lay_out
from piaflow.render.layout.engine import ENGINE, Engine
from piaflow.render.layout.placing import make_drawing
from tests.render.scenes import SMALL

DRAW_SMALL = """
import sys
from piaflow.render.draw import draw
from tests.render.scenes import SMALL
sys.stdout.buffer.write(draw(SMALL, "svg"))
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


def test_after_the_engine_was_killed_the_next_picture_is_drawn_all_the_same() -> None:
    before = draw(SMALL, "svg")
    ENGINE.close()
    assert draw(SMALL, "svg") == before


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
    assert done.stdout == draw(SMALL, "svg")
