"""One Chromium for all tests in a browser, and the pages that they open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import CHROMIUM, Tab, start_chromium
from tests.cli.calling import FIXTURES, KONBINI, MINATO, call

HOSTILE = FIXTURES / "hostile.yaml"


@pytest.fixture(scope="session")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A tab of a Chromium that all tests share."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    with start_chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def _draw(folder: Path, *models: str | Path) -> Path:
    page = folder / "explorer.html"
    result = call("draw", *models, "-o", page)
    assert (result.exit_code, result.stderr) == (0, "")
    return page


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one model."""
    return _draw(tmp_path_factory.mktemp("plain"), MINATO)


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a change file and of a model beside it."""
    return _draw(tmp_path_factory.mktemp("changed"), KONBINI, HOSTILE)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a model whose names try to break out."""
    return _draw(tmp_path_factory.mktemp("hostile"), HOSTILE)
