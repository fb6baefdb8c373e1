"""The site of the documentation is built without a warning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import piaflow
from tests.docs.examples import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    words = ["-b", "html", "-W", "--keep-going", "-q", "-d", str(out / "doctrees"), "docs", str(out / "html")]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out / "html"


def test_every_page_is_built(built: Path) -> None:
    pages = {p.relative_to(ROOT / "docs").with_suffix(".html") for p in (ROOT / "docs").rglob("*.md")}
    assert pages <= {p.relative_to(built) for p in built.rglob("*.html")}


def test_the_guide_shows_pictures_and_tables_of_the_models(built: Path) -> None:
    def read(name: str) -> str:
        return (built / "guide" / name).read_text(encoding="utf-8")

    assert "証明書交付センター" in read("draw.html").partition('data-generator="piaflow"')[2]
    assert "届く" in read("ask.html")
    assert "declared-count" in read("check.html")


def test_the_whole_public_face_is_described(built: Path) -> None:
    page = (built / "api.html").read_text(encoding="utf-8")
    assert [name for name in piaflow.__all__ if f'id="piaflow.{name}"' not in page] == []
