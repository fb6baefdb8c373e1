"""A corpus of synthetic nations: how building, opening and asking grow, and the same search by other libraries.

`python -m benchmarks.corpora CORPUS [FLOWS]` spoils a corpus: it makes so many flows of it, to see how long opening takes.
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.ipc
from attrs import define
from scipy.sparse import csr_array

from benchmarks.bodies import DOCUMENTS, make_texts
from benchmarks.states import list_searches, search
from benchmarks.timing import LINEAR, compare, no_collection, print_growth, seconds, slope
from piaflow.app.corpora import Corpus
from piaflow.app.corpus_reading import parse_model, write_model
from piaflow.corpus.building import Building
from piaflow.corpus.opening import open_corpus
from piaflow.corpus.reaching import reach_all
from piaflow.corpus.shelf import Stamp
from piaflow.corpus.stored import open_graph
from piaflow.corpus.tables import tell_rows
from piaflow.domain.assessment import Assessment
from piaflow.trace.arrays import Arrays
from piaflow.trace.index import CERTAIN, STATED
from piaflow.trace.kernel import kernel_of
from piaflow.trace.working import Working

BODIES = (1, 10, 100)
ITEM = "個人番号"
STAMP = Stamp("benchmark", "")
Points = dict[str, list[tuple[int, float]]]


def time_corpora(bodies: Sequence[int] = BODIES) -> None:
    """Corpora of 10, 100 and 1,000 documents, ten of each body: the growth of every step over flows, then other searches.

    Findings and fields are left out: each document has its own, however many there are.
    """
    points: Points = {}
    root = Path()
    with tempfile.TemporaryDirectory() as folder, no_collection():
        _time_all(Path(folder) / "warm", 1, {})  # what is loaded once belongs to no size
        for count in bodies:
            root = Path(folder) / str(count)
            _time_all(root, count, points)
            gc.collect()
        for name, told in points.items():
            if len(told) > 1:
                print_growth(name, told)
        _time_searches(_open(root))
    above = [name for name, told in points.items() if len(told) > 1 and slope(told) > LINEAR]
    if above:
        sys.exit(f"more than linear: {'、'.join(above)}")


def _time_all(root: Path, bodies: int, points: Points) -> None:
    documents = bodies * DOCUMENTS
    clock = _Clock(points)
    _build(root, bodies, clock)
    corpus = clock.take("opening", lambda: _open(root))
    graph = corpus.opened.graph
    print(
        f"{documents:,} documents, {clock.size:,} flows: {len(graph.nodes):,} nodes, {len(graph.edges):,} edges, "
        f"{sum(path.stat().st_size for path in root.rglob('*.*')) / 1e6:,.1f} MB on disk; {_peak()}",
        flush=True,
    )
    clock.take("trace, first", lambda: corpus.trace(ITEM))
    clock.take("trace of another item", lambda: corpus.trace("住民票コード"))
    clock.take("contractors by bodies", lambda: corpus.find("contractors"))
    clock.take("impact of 中間サーバー", lambda: corpus.impact(system="中間サーバー"))


def _build(root: Path, bodies: int, clock: _Clock) -> None:
    texts = [text for _, text in make_texts(bodies)]
    begun = time.process_time()
    models = [parse_model(text) for text in texts]
    clock.size = sum(len(model.flows) for model in models)
    clock.note("reading the models", time.process_time() - begun)
    building = Building(root, STAMP)
    clock.take("tables into shards", lambda: _put(building, models))
    by_text = {write_model(model): model for model in models}
    clock.take(
        "joining and writing", lambda: building.finish(lambda texts: [by_text[text] for text in texts])
    )


@define
class _Clock:
    """How long each step takes, by how many flows the documents have: they are not all of one size."""

    points: Points
    size: int = 0

    def take(self, name: str, call: Callable[[], Any]) -> Any:
        """Return what a step gives."""
        begun = time.process_time()
        found = call()
        self.note(name, time.process_time() - begun)
        return found

    def note(self, name: str, took: float) -> None:
        """Note the seconds of a step."""
        self.points.setdefault(name, []).append((self.size, took))


def _put(building: Building, models: Sequence[Assessment]) -> None:
    for number, model in enumerate(models):
        told = tell_rows(
            model, key=f"{number:08d}", file=f"{number}.yaml", text=write_model(model), fields=(), findings=()
        )
        building.take(told)


def _open(root: Path) -> Corpus:
    corpus = Corpus(open_corpus(root, STAMP.version, parse_model))
    _ = corpus.opened.graph
    return corpus


def _peak() -> str:
    return f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"


def time_opening(folder: str, flows: str = "4000000") -> None:
    """How long it takes to open columns of so many flows: those of a corpus, written again and again, one behind the other.

    They make no sense together, and nothing is asked of them but to be opened.
    """
    root = Path(folder)
    joined = next((root / "joined").iterdir())
    times = -(-int(flows) // len(np.load(joined / "flow_order.npy")))
    for path in joined.glob("*.npy"):
        column = np.load(path)
        np.save(path, np.concatenate([column] * times))
    for path in joined.glob("*.arrow"):
        with pa.OSFile(str(path)) as file:
            table = pa.ipc.open_file(file).read_all()
        whole = pa.concat_tables([table] * times)
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, whole.schema) as writer:
            writer.write_table(whole)
    size = sum(path.stat().st_size for path in joined.iterdir())
    took = [seconds(lambda: open_graph(joined, [])) for _ in range(5)]
    held = len(np.load(joined / "flow_order.npy", mmap_mode="r"))
    print(f"{held:,} flows, {size / 1e6:,.0f} MB: opened in {min(took):.3f} to {max(took):.3f} s; {_peak()}")


def _time_searches(corpus: Corpus) -> None:
    """What certainly has 個人番号, from where it enters: by the kernel, and as one search of the same states by others."""
    graph = corpus.opened.graph
    work = reach_all(graph, ITEM).trace.work
    assert isinstance(work, Working)
    forms, starts = work.reached.forms, work.reached.starts
    kernel = kernel_of(work.index, 0)
    assert isinstance(kernel, Arrays)
    source, target, size = list_states(graph, work, kernel)
    root = size  # one state more, from which all starts are reached
    ends = (
        np.concatenate([source, np.full(len(starts), root)]),
        np.concatenate([target, np.array(starts, np.int64)]),
    )
    matrix = csr_array((np.ones(len(ends[0])), ends), shape=(size + 1, size + 1))
    reached = set(search(matrix, root).tolist()) - {root}
    ours = kernel.spread_sure(forms, starts)
    same = reached == set(np.flatnonzero(ours).tolist())
    print(f"{len(reached):,} of {size:,} states, {len(source):,} steps; the same: {same}")
    compare(
        "kernel / scipy",
        lambda: kernel.spread_sure(forms, starts),
        lambda: search(matrix, root),
        rounds=5,
        clock=time.process_time,
    )
    others = list_searches(matrix, root) | {
        "DuckDB, recursive SQL": make_recursive(*ends, root, len(reached) + 1)
    }
    for name, other in others.items():
        compare(f"{name} / scipy", other, lambda: search(matrix, root), rounds=3, clock=time.process_time)


def list_states(graph: Any, work: Working, kernel: Arrays) -> tuple[Any, Any, int]:
    """Return every step between states that is certain, and how many states there are: form·N + node."""
    forms, count = work.reached.forms, graph.size
    rows = kernel.rows
    source, target = [], []
    for form, item in enumerate(forms.items):
        ways = kernel.ways(item)
        taken = (ways == STATED) | (ways == CERTAIN)
        source.append(rows.source[taken].astype(np.int64) + form * count)
        target.append(rows.target[taken].astype(np.int64) + form * count)
        made = [
            (form * count + node, other * count + node)
            for node in forms.makes[form]
            for other, is_sure in forms.list_made(form, node)
            if is_sure
        ]
        source.append(np.array([one for one, _ in made], np.int64))
        target.append(np.array([other for _, other in made], np.int64))
    return np.concatenate(source), np.concatenate(target), count * len(forms.items)


def make_recursive(source: Any, target: Any, start: int, expected: int) -> Callable[[], object]:
    """Return the search as a recursion of SQL over states alone: `UNION` keeps each once."""
    connection = duckdb.connect()
    steps = pa.table({"source": source, "target": target})
    connection.register("told", steps)
    connection.execute("CREATE TABLE steps AS SELECT * FROM told")
    asked = (
        f"WITH RECURSIVE reached(state) AS (SELECT {start}::BIGINT UNION "  # noqa: S608 - numbers of our own
        "SELECT target FROM steps JOIN reached ON source = state) SELECT count(*) FROM reached"
    )

    def run() -> object:
        (found,) = connection.execute(asked).fetchone() or (0,)
        assert found == expected
        return found

    return run


if __name__ == "__main__":
    time_opening(*sys.argv[1:])
