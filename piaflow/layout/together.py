"""Many layouts at once: each search runs on a processor of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool

from piaflow.errors import PiaflowError
from piaflow.layout.arranging import is_kept, keep_layout, lay_out
from piaflow.layout.kept import Kept, read_kept
from piaflow.views.scene import Scene
from piaflow.workers import count_workers, start_workers

Wanted = tuple[Scene, Kept]
_FEW = 2  # searches: to start another Python takes as long as one of them


def lay_out_all(wanted: Sequence[Wanted]) -> Iterator[Kept]:
    """Yield the layout of each scene in turn: the one that was kept where it still holds, else a new one."""
    held = [is_kept(*one) for one in wanted]
    missing = [one for one, is_held in zip(wanted, held, strict=True) if not is_held]
    workers = count_workers(len(missing))
    if workers < _FEW:
        yield from _fill_in(wanted, held, map(_search, missing))
        return
    with start_workers(workers) as pool:
        yield from _fill_in(wanted, held, _search_all(pool, missing))


def _fill_in(wanted: Sequence[Wanted], held: Sequence[bool], found: Iterator[str]) -> Iterator[Kept]:
    for (_, kept), is_held in zip(wanted, held, strict=True):
        yield kept if is_held else read_kept(next(found))


def _search_all(pool: Executor, missing: Sequence[Wanted]) -> Iterator[str]:
    """Yield what the workers find; where they cannot work here, search ourselves.

    The largest scene goes first: it would keep one processor busy while the others have nothing left.
    """
    order = sorted(range(len(missing)), key=lambda n: -len(missing[n][0].arrows))
    searches = {n: pool.submit(_search, missing[n]) for n in order}
    for n, one in enumerate(missing):
        try:
            yield searches[n].result()
        except (OSError, BrokenProcessPool):
            yield _search(one)


def _search(one: Wanted) -> str:
    """Return the file of a new layout, "" where there is none: whoever draws the scene then says why."""
    scene, kept = one
    try:
        return keep_layout(scene, lay_out(scene, kept=kept))
    except PiaflowError:
        return ""
