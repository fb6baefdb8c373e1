"""What a document does not tell is unknown: a value, never None and never a guess."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from piaflow.domain import assessment, entries, flows, nodes
from piaflow.domain.certainty import Certainty

BOXED = [
    value
    for room in (assessment, entries, flows, nodes)
    for value in vars(room).values()
    if isinstance(value, type) and value.__module__ == room.__name__ and attrs.has(value)
]


@pytest.mark.parametrize("kind", BOXED, ids=lambda kind: kind.__name__)
def test_no_value_begins_with_none(kind: type[Any]) -> None:
    """Where the items may tell what the document does not, an unknown that it states is another thing."""
    derived = {"specific"}
    assert [a.name for a in attrs.fields(kind) if a.default is None and a.name not in derived] == []


@pytest.mark.parametrize("kind", BOXED, ids=lambda kind: kind.__name__)
def test_what_is_not_told_is_unknown(kind: type[Any]) -> None:
    told = [a.default for a in attrs.fields(kind) if isinstance(a.default, Certainty)]
    assert set(told) <= {Certainty.UNKNOWN}
