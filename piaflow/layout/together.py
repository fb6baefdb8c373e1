"""Many layouts at once: each search runs on a processor of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from piaflow.errors import PiaflowError
from piaflow.layout.arranging import is_kept, keep_layout, lay_out
from piaflow.layout.kept import Kept, read_kept
from piaflow.views.scene import Scene

Wanted = tuple[Scene, Kept]
_FEW = 2  # searches: to start another Python takes as long as one of them


def lay_out_all(wanted: Sequence[Wanted]) -> Iterator[Kept]:
    """Yield the layout of each scene in turn: the one that was kept where it still holds, else a new one."""
    held = [is_kept(*one) for one in wanted]
    missing = [one for one, is_held in zip(wanted, held, strict=True) if not is_held]
    workers = min(len(missing), os.cpu_count() or 1)
    if workers < _FEW:
        yield from _fill_in(wanted, held, map(_search, missing))
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _start) as pool:
        try:
            yield from _fill_in(wanted, held, _search_all(pool, missing))
        except BaseException:  # an interrupt too: nobody waits for searches whose pictures nobody draws
            for worker in active_children():
                worker.terminate()
            raise


def _fill_in(wanted: Sequence[Wanted], held: Sequence[bool], found: Iterator[str]) -> Iterator[Kept]:
    for (_, kept), is_held in zip(wanted, held, strict=True):
        yield kept if is_held else read_kept(next(found))


def _search_all(pool: Executor, missing: Sequence[Wanted]) -> Iterator[str]:
    """Yield what the workers find; where they cannot work here, search ourselves."""
    searches = [pool.submit(_search, one) for one in missing]
    for one, search in zip(missing, searches, strict=True):
        try:
            yield search.result()
        except (OSError, BrokenProcessPool):
            yield _search(one)


def _search(one: Wanted) -> str:
    """Return the file of a new layout, "" where there is none: whoever draws the scene then says why."""
    scene, kept = one
    try:
        return keep_layout(scene, lay_out(scene, kept=kept))
    except PiaflowError:
        return ""


def _start() -> None:
    """Leave interrupts to the parent, and end with it however it ends: nobody would take what we find."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
