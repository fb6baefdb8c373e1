"""Print each ratio: the median of paired runs, ours and the other's in turn, and their spread."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx
import pygraphviz

import piaflow
from piaflow.app.loading import find_model_files
from piaflow.graph.flow_graph import build_graph
from piaflow.render.draw import draw
from piaflow.rules.catalogue import RULES
from piaflow.trace.tracing import trace_graph
from piaflow.views.scene import Arrow, Box, Frame, Line, Scene, Shape

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "models" / "iizuka" / "juki.yaml"
CHANGED = ROOT / "models" / "takatsuki" / "changes" / "yobosesshu-hakko-kanri.yaml"
CHANGE = ROOT / "models" / "takatsuki" / "changes" / "yobosesshu-konbini-kofu.yaml"
ITEM = "個人番号"


def seconds(call: Callable[[], object], times: int) -> float:
    """Return the seconds that one of `times` calls took on average."""
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def compare(
    name: str, ours: Callable[[], object], other: Callable[[], object], times: int, rounds: int
) -> None:
    """Print both medians and the ratio of ours to the other, pair by pair."""
    ours(), other()
    pairs = [(seconds(ours, times), seconds(other, times)) for _ in range(rounds)]
    ratios = [a / b for a, b in pairs]
    print(
        f"{name}: {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f}); "
        f"{statistics.median(a for a, _ in pairs) * 1e3:.3f} ms against "
        f"{statistics.median(b for _, b in pairs) * 1e3:.3f} ms"
    )


@contextmanager
def silent_stderr() -> Iterator[None]:
    """Graphviz in process warns of labels that its own font makes too wide: not of interest here."""
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def start_python(statement: str) -> None:
    """Run a statement in a new interpreter."""
    subprocess.run([sys.executable, "-c", statement], check=True)  # noqa: S603 - our own statements


def compare_import() -> None:
    """Importing piaflow against importing networkx, each less an empty interpreter's start."""
    empty = statistics.median(seconds(lambda: start_python("pass"), 1) for _ in range(9))
    pairs = [
        (
            seconds(lambda: start_python("import piaflow"), 1),
            seconds(lambda: start_python("import networkx"), 1),
        )
        for _ in range(9)
    ]
    ratios = [(ours - empty) / (other - empty) for ours, other in pairs]
    print(
        f"import piaflow / import networkx: {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f})"
    )


def compare_trace() -> None:
    """One trace of 個人番号 (two fixpoints, paths, cuts, parties) against one BFS on the same graph."""
    model = piaflow.load(MODEL)
    graph = build_graph([model])
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.add_nodes_from(graph.nodes)
    plain.add_edges_from((edge.source, edge.target) for edge in graph.edges)
    origin = trace_graph(graph, ITEM).origins[0]
    compare(
        "trace / networkx BFS", lambda: trace_graph(graph, ITEM), lambda: nx.bfs_tree(plain, origin), 20, 9
    )


def compare_check() -> None:
    """All rules over all models against one trace of 個人番号 per model."""
    models = [piaflow.load(path) for path in find_model_files(ROOT / "models")]
    compare(
        f"check {len(models)} models by {len(RULES)} rules / one trace each",
        lambda: piaflow.check(models),
        lambda: [model.trace(ITEM) for model in models],
        3,
        9,
    )


def compare_impact() -> None:
    """The impact of one change (parts, five identifiers, two checks, two forms) against two traces of 個人番号."""
    before, after = piaflow.load(CHANGED), piaflow.load(CHANGE)
    compare(
        "impact of a change / two traces",
        lambda: piaflow.impact(before, after),
        lambda: [model.trace(ITEM) for model in (before, after)],
        3,
        9,
    )


def lay_out(dots: list[str]) -> None:
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
        compare(f"draw {name} to SVG / pygraphviz layout", draw_all, lambda: lay_out(dots), 1, rounds)


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


def compare_drawings() -> None:
    """One 別添1, all pictures of models/, and a picture of 200 boxes and 600 arrows."""
    models = [piaflow.load(path) for path in find_model_files(ROOT / "models")]
    every = [p.scene for m in models for view in ("annex1", "topology") for p in m.pictures(view).values()]
    compare_draw("annex1 of 飯塚", [piaflow.load(MODEL).diagram("annex1", "（1）").scene], 9)
    compare_draw(f"all {len(every)} pictures", every, 3)
    compare_draw("200 boxes and 600 arrows", [make_large(200, 600)], 3)


if __name__ == "__main__":
    compare_import()
    compare_trace()
    compare_check()
    compare_impact()
    compare_drawings()
