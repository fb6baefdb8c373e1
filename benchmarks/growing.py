"""How the time grows: joined traces with the number of documents, check with the size of one model."""

from __future__ import annotations

import piaflow
from benchmarks.timing import no_collection, print_growth, seconds
from benchmarks.towns import make_documents, make_large
from benchmarks.tracing import ITEM, read

DOCUMENTS = (10, 100, 1_000)
SYSTEMS = (100, 300, 1_000)


def time_growth() -> None:
    """Joined traces of 10 to 1,000 documents, and trace and check of one model of 100 to 1,000 systems."""
    sets = {count: make_documents(count) for count in DOCUMENTS}
    models = {count: make_large(count) for count in SYSTEMS}
    piaflow.check([models[SYSTEMS[0]]])  # what is loaded once belongs to no size
    with no_collection():
        print_growth(
            "joined trace over documents",
            [(n, _trace(ms)) for n, ms in sets.items()],
        )
        print_growth("joined check over documents", [(n, _check(ms)) for n, ms in sets.items()])
        print_growth(
            "trace over the systems of one model",
            [(n, _trace([m])) for n, m in models.items()],
        )
        print_growth("check over the systems of one model", [(n, _check([m])) for n, m in models.items()])


def _trace(models: list[piaflow.Model]) -> float:
    return seconds(lambda: read(piaflow.trace(models, ITEM)))


def _check(models: list[piaflow.Model]) -> float:
    return seconds(lambda: piaflow.check(models))
