"""Many layouts at once: each search runs on a processor of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

from piaflow.errors import PiaflowError
from piaflow.layout.arranging import is_kept, keep_layout, lay_out
from piaflow.layout.kept import Kept, read_kept
from piaflow.views.scene import Scene
from piaflow.workers import count_workers, start_workers

Wanted = tuple[Scene, Kept]
_FEW = 2  # searches: to start another Python takes as long as one of them


def lay_out_all(wanted: Sequence[Wanted]) -> Iterator[tuple[int, Kept]]:
    """Yield the number of each scene with its layout: those that were kept and still hold, then new ones as they are searched.

    The largest scene is searched first: it would keep one processor busy while the others have nothing left.
    """
    held = [(n, one[1]) for n, one in enumerate(wanted) if is_kept(*one)]
    missing = set(range(len(wanted))) - {n for n, _ in held}
    order = sorted(missing, key=lambda n: (-len(wanted[n][0].arrows), n))
    workers = count_workers(len(order))
    if workers < _FEW:
        yield from held
        yield from ((n, read_kept(_search(wanted[n]))) for n in order)
        return
    with start_workers(workers) as pool:
        searches = [(n, pool.submit(_search, wanted[n])) for n in order]
        yield from held
        yield from ((n, read_kept(_take(search, wanted[n]))) for n, search in searches)


def _take(search: Future[str], one: Wanted) -> str:
    """Return what a worker finds; where it cannot work here, search ourselves."""
    try:
        return search.result()
    except (OSError, BrokenProcessPool):
        return _search(one)


def _search(one: Wanted) -> str:
    """Return the file of a new layout, "" where there is none: whoever draws the scene then says why."""
    scene, kept = one
    try:
        return keep_layout(scene, lay_out(scene, kept=kept))
    except PiaflowError:
        return ""
