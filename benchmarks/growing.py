"""How the time grows: with the number of documents that are joined, and with the size of one model."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import piaflow
from benchmarks.timing import fresh_seconds, no_collection, print_growth
from benchmarks.towns import make_documents, make_large
from benchmarks.tracing import ITEM, read

DOCUMENTS = (10, 100, 1_000)
ROUNDS = 3  # the quickest counts: what else the machine does only ever adds
SYSTEMS = (100, 300, 1_000)


def time_growth() -> None:
    """Trace and check of 10 to 1,000 documents; trace, check and impact of one model of 100 to 1,000 systems.

    Every size is made anew for every question: nothing is known of it from the one before.
    """
    _check([make_large(SYSTEMS[0])])  # what is loaded once belongs to no size
    with no_collection():
        _time("joined trace over documents", DOCUMENTS, make_documents, _trace)
        _time("joined check over documents", DOCUMENTS, make_documents, _check)
        _time("trace over the systems of one model", SYSTEMS, _make_one, _trace)
        _time("check over the systems of one model", SYSTEMS, _make_one, _check)
        _time(
            "impact over the systems of one model", SYSTEMS, _make_change, lambda pair: piaflow.impact(*pair)
        )


def _time(
    name: str,
    sizes: Sequence[int],
    make: Callable[[int], list[piaflow.Model]],
    ask: Callable[[list[piaflow.Model]], object],
) -> None:
    points = []
    for size in sizes:
        took = [
            fresh_seconds(lambda size=size: make(size), ask, clock=time.process_time)  # type: ignore[misc]
            for _ in range(ROUNDS)
        ]
        points.append((size, min(took)))
    print_growth(name, points)


def _make_one(systems: int) -> list[piaflow.Model]:
    return [make_large(systems)]


def _make_change(systems: int) -> list[piaflow.Model]:
    """A model, and the same with one system more."""
    before = make_large(systems)
    new = piaflow.System("新システム", number=str(systems + 1), owner="大市長", zone="領域0")
    flow = piaflow.Flow("システム0", new.name, items=piaflow.ItemList((ITEM,), complete=True))
    return [before, before.replace(systems=(*before.systems, new), flows=(*before.flows, flow))]


def _trace(models: list[piaflow.Model]) -> object:
    return read(piaflow.trace(models, ITEM).trace)


def _check(models: list[piaflow.Model]) -> object:
    return piaflow.check(models)
