"""Drawing to SVG, read back and verified, beside the bare layout of pygraphviz."""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

import pygraphviz

import piaflow
from benchmarks.timing import compare, seconds, silent_stderr
from piaflow.app.drawing import draw_folder
from piaflow.app.loading import find_model_files
from piaflow.layout.arranging import keep_layout, lay_out
from piaflow.layout.kept import read_kept
from piaflow.render.draw import draw
from piaflow.views.scene import Arrow, Box, Frame, Line, Scene, Shape

MODELS = Path(__file__).parents[1] / "models"


def lay_out_bare(dots: list[str]) -> None:
    """Let Graphviz lay out each text in this process, and nothing more."""
    for dot in dots:
        graph = pygraphviz.AGraph(string=dot)
        graph.layout(prog="dot")
        graph.close()


def compare_draw(name: str, scenes: list[Scene], rounds: int) -> None:
    """Drawing scenes to SVG, each read back and verified, against bare pygraphviz layout of the same DOT."""
    dots = [draw(scene, "dot").decode() for scene in scenes]

    def draw_all() -> None:
        for scene in scenes:
            draw(scene, "svg")

    with silent_stderr():
        compare(
            f"draw {name} to SVG / pygraphviz layout", draw_all, lambda: lay_out_bare(dots), rounds=rounds
        )


def make_large(boxes: int, arrows: int) -> Scene:
    """Return an invented scene with nested frames, the same at each call."""
    dice = random.Random(7)  # noqa: S311 - a repeatable picture
    frames = tuple(Frame(f"f{i}", f"領域{i}", f"f{i // 3}" if i >= 4 else "") for i in range(12))  # noqa: PLR2004
    shown = [Box(f"n{i}", f"システム{i}", Shape.SYSTEM, f"f{dice.randrange(12)}") for i in range(boxes)]
    ends = [(dice.randrange(boxes), dice.randrange(boxes)) for _ in range(arrows)]
    lines = [
        Arrow(f"a{i}", f"n{s}", f"n{t}", Line.SPECIFIC, str(i), "個人番号") for i, (s, t) in enumerate(ends)
    ]
    return Scene("large", "", frames, tuple(shown), tuple(lines))


def time_sheets() -> None:
    """Each 別添1 laid out for the first time, unchanged, and as PDF; all pictures of models/ on all processors."""
    sheets = [
        (path, picture.sheet)
        for path in find_model_files(MODELS)
        for picture in piaflow.load(path).pictures("annex1").values()
    ]
    loading = seconds(
        partial(draw, Scene("", boxes=(Box("a", "市", Shape.SYSTEM),)), "pdf"), clock=time.process_time
    )
    print(f"the first PDF of a process, of one box: {loading:.2f} s, for the library that writes it")
    for path, sheet in sheets:
        first = seconds(partial(draw, sheet, "svg"), clock=time.process_time)
        kept = read_kept(keep_layout(sheet, lay_out(sheet)))
        again = seconds(partial(draw, sheet, "svg", kept=kept), 5, clock=time.process_time)
        pdf = seconds(partial(draw, sheet, "pdf"), clock=time.process_time)
        print(
            f"別添1 {path.parent.name}/{path.stem} to SVG: {first:.2f} s of the processor first, {again:.3f} s unchanged; "
            f"then to PDF: {pdf:.2f} s more ({(first + pdf) / first:.2f} of its SVG)",
            flush=True,
        )
    print(
        f"all pictures of models/ anew, on all processors: {seconds(lambda: draw_folder(MODELS)):.1f} s",
        flush=True,
    )


def time_drawings() -> None:
    """One 別添1, all pictures of models/, and a picture of 200 boxes and 600 arrows."""
    time_sheets()
    models = [piaflow.load(path) for path in find_model_files(MODELS)]
    every = [p.scene for m in models for view in ("annex1", "topology") for p in m.pictures(view).values()]
    compare_draw(
        "annex1 of 飯塚", [piaflow.load(MODELS / "iizuka/juki.yaml").diagram("annex1", "（1）").scene], 9
    )
    compare_draw(f"all {len(every)} pictures", every, 3)
    compare_draw("200 boxes and 600 arrows", [make_large(200, 600)], 3)
