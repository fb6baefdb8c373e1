"""Work for all processors at once: other Pythons, which leave interrupts to their caller and end with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread


def count_workers(jobs: int) -> int:
    """Return how many processors have something to do."""
    return min(jobs, os.cpu_count() or 1)


@contextmanager
def start_workers(count: int) -> Iterator[Executor]:
    """Give what hands work to so many processes.

    Whatever goes wrong for the caller, an interrupt too, ends them at once: nobody waits for what nobody takes up.
    """
    with ProcessPoolExecutor(count, get_context("spawn"), _start) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in active_children():
                worker.terminate()
            raise


def _start() -> None:
    """Leave interrupts to the parent, and end with it however it ends: nobody would take what we find."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
