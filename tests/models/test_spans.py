"""Every fact of a model, and of each state that a change file tells, stands in the lines that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.models.founding import CHANGES, MODELS, find_unfounded, name_of
from tests.once import load_once

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", [*MODELS, *CHANGES], ids=name_of)
def test_spans_hold_what_they_are_named_for(path: Path) -> None:
    assert find_unfounded(load_once(path)) == []
