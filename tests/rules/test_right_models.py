"""Right assessments of bodies of eight kinds: no rule may call anything in them wrong, nor ask after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from piaflow.rules.checking import check
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import load

FILES = sorted((Path(__file__).parent / "right").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_right_model_has_no_finding(file: Path) -> None:
    found = check(load(file), catalogue=load_catalogue(), today=date(2026, 11, 30)).standing
    assert [finding.key for finding in found] == []
