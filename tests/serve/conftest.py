"""A desk on a copy of two models, and raw requests to it: a browser or a client library would mend what it sends."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.calling import FIXTURES, MINATO
from tests.serve.calling import Desk, run_desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two models that a test may write into."""
    made = tmp_path / "みなと 評価書"
    made.mkdir()
    shutil.copy(MINATO, made / "minato.yaml")
    shutil.copy(FIXTURES / "hostile.yaml", made / "hostile.yaml")
    return made


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk that was entered: its requests bear the cookie."""
    with run_desk(folder, tmp_path / "state") as opened:
        yield opened
