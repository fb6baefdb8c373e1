"""The scenes of all our models, and scenes with every mark and with names that try to break out."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from pathlib import Path

from attrs import evolve

from piaflow.app.loading import find_model_files
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Remark, RemarkGroup, Scene, Shape
from tests.once import open_once
from tests.render.scenes import SMALL

_MODELS = Path(__file__).parents[2] / "models"
EVIL_NAMES = (
    "end",
    "</script><img src=x onerror=alert(1)>",
    "a;b#c&amp;",
    "x[y](z){w}|v|",
    "%%{init: {'theme':'dark'}}%%",
    "style x:#fff;",
    "`md` **b** _i_",
    '1. "quoted"',
    "--- title: x",
    "A-->B",
    "line\nbreak",
    "subgraph",
    "</svg><script>alert(1)</script>",
    "<!--",
)


@cache
def load_model_scenes() -> dict[str, Scene]:
    """Return the scene of every picture of every model, by a name for the test's report."""
    models = map(open_once, find_model_files(_MODELS))
    return {
        f"{n}-{view}-{name}": picture.scene
        for n, model in enumerate(models)
        for view in VIEWS
        for name, picture in model.pictures(view).items()
    }


def mark_all(scene: Scene) -> Scene:
    """Return a scene whose boxes and arrows bear every mark in turn."""
    marks = cycle(Mark)
    boxes = tuple(evolve(box, mark=next(marks)) for box in scene.boxes)
    return evolve(scene, boxes=boxes, arrows=tuple(evolve(arrow, mark=next(marks)) for arrow in scene.arrows))


def make_evil() -> Scene:
    """Return a scene of names that mean something to Mermaid, XML or HTML."""
    count, shapes, lines = len(EVIL_NAMES), list(Shape), list(Line)
    boxes = (
        Box(f"{n}<{name}>", name, shapes[n % 8], "f" if n % 2 else "") for n, name in enumerate(EVIL_NAMES)
    )
    ends = [f"{n}<{name}>" for n, name in enumerate(EVIL_NAMES)]
    arrows = (
        Arrow(f"a{n}{name}", ends[n], ends[(n * 5 + 1) % count], lines[n % 4], name[:5], name)
        for n, name in enumerate(EVIL_NAMES)
    )
    frames = (Frame("f", "end", "g"), Frame("g", "<b>枠</b>"), Frame("h", '"空"', "g"))
    remarks = (RemarkGroup("%%{備考}%%", tuple(Remark(name[:5], name) for name in EVIL_NAMES)),)
    return Scene('題 "x" <b>', "a\n---\nb", frames, tuple(boxes), tuple(arrows), remarks, "<footer>")


MARKED = mark_all(SMALL)
EVIL = make_evil()
