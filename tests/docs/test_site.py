"""The site of the documentation is built without a warning."""

from __future__ import annotations

from pathlib import Path

import piaflow
from tests.docs.examples import ROOT


def test_every_page_is_built(docs_site: Path) -> None:
    pages = {p.relative_to(ROOT / "docs").with_suffix(".html") for p in (ROOT / "docs").rglob("*.md")}
    assert pages <= {p.relative_to(docs_site) for p in docs_site.rglob("*.html")}


def test_the_guide_shows_pictures_and_tables_of_the_models(docs_site: Path) -> None:
    def read(name: str) -> str:
        return (docs_site / "guide" / name).read_text(encoding="utf-8")

    assert "証明書交付センター" in read("draw.html").partition('data-generator="piaflow"')[2]
    assert "届く" in read("ask.html")
    assert "declared-count" in read("check.html")


def test_the_whole_public_face_is_described(docs_site: Path) -> None:
    page = (docs_site / "api.html").read_text(encoding="utf-8")
    assert [name for name in piaflow.__all__ if f'id="piaflow.{name}"' not in page] == []
