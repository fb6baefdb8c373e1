"""How things are timed: paired runs in one process, ratios of one to the other, and slopes of growth."""

from __future__ import annotations

import gc
import math
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

Prepared = TypeVar("Prepared")

_CACHE = type(cache(lambda: None))

LINEAR = 1.1
"""The exponent up to which growth counts as linear; what lies above is marked."""


def seconds(
    call: Callable[[], object], times: int = 1, *, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Return the seconds that one of `times` calls took on average, by the clock."""
    start = clock()
    for _ in range(times):
        call()
    return (clock() - start) / times


def fresh_seconds(
    prepare: Callable[[], Prepared],
    call: Callable[[Prepared], object],
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the seconds of a call on something that was prepared, untimed, for this call alone."""
    prepared = prepare()
    return seconds(lambda: call(prepared), clock=clock)


def forget_documents() -> None:
    """Empty what piaflow keeps of the texts that it has seen: its caches with a bound. What it has of the law stays."""
    for kept in gc.get_objects():
        if (
            type(kept) is _CACHE  # what an object says of its class it may work out, and fail
            and kept.__module__.startswith("piaflow.")
            and kept.cache_parameters()["maxsize"]
        ):
            kept.cache_clear()


def compare(  # noqa: PLR0913 - the two calls and how they are timed
    name: str,
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    times: int = 1,
    rounds: int = 9,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Print both medians and the ratio of ours to the other, pair by pair."""
    ours(), other()
    pairs = [(seconds(ours, times, clock=clock), seconds(other, times, clock=clock)) for _ in range(rounds)]
    print_ratio(name, pairs)


def print_ratio(name: str, pairs: Sequence[tuple[float, float]]) -> None:
    """Print the median ratio of pairs of seconds, its spread, and both medians."""
    ratios = [ours / other for ours, other in pairs]
    print(
        f"{name}: {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f}); "
        f"{statistics.median(ours for ours, _ in pairs) * 1e3:.3f} ms against "
        f"{statistics.median(other for _, other in pairs) * 1e3:.3f} ms",
        flush=True,
    )


def print_growth(name: str, points: Sequence[tuple[int, float]]) -> None:
    """Print the seconds at each size and the exponent: the slope of the line through their logarithms."""
    exponent = slope(points)
    told = ", ".join(f"{size:,}: {took:.3f} s" for size, took in points)
    mark = f"  ← above {LINEAR}" if exponent > LINEAR else ""
    print(f"{name}: exponent {exponent:.2f}{mark}; {told}", flush=True)


def slope(points: Sequence[tuple[int, float]]) -> float:
    """Return the slope of the least squares line through the logarithms of sizes and seconds."""
    sizes, times = zip(*((math.log(size), math.log(took)) for size, took in points), strict=True)
    return statistics.linear_regression(sizes, times).slope


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector of cycles still: what it walks belongs to the sizes before."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
