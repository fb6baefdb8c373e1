"""A site is rebuilt where what a page tells of has changed, and only there."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from piaflow.store.catalogue import find_catalogue_file
from piaflow.store.load import find_sources
from tests.sphinx.sites import Site, block, make_site

pytestmark = pytest.mark.slow


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Four pages: the first shows nothing, the others a model, a change of it, and findings."""
    site = make_site(tmp_path, ".. toctree::", "", "   model", "   change", "   findings")
    site.write("model.rst", "モデル", "======", "", *block("piaflow-flows", "minato.yaml"))
    site.write("change.rst", "変更", "====", "", *block("piaflow-impact", "minato-konbini.yaml"))
    site.write("findings.rst", "指摘", "====", "", *block("piaflow-findings", "other/minato.yaml"))
    site.write("piaflow.toml", 'select = ["declared-count"]')
    (tmp_path / "other").mkdir()
    shutil.copy(tmp_path / "minato.yaml", tmp_path / "other")
    assert site.build("dummy").read == ["change", "findings", "index", "model"]
    return site


def touch(path: Path) -> None:
    later = time.time() + 100
    os.utime(path, (later, later))


def test_nothing_is_read_again_where_nothing_changed(site: Site) -> None:
    assert site.build("dummy").read == []


def test_piaflow_itself_is_no_change_of_the_settings(site: Site) -> None:
    site.build("html")
    built = site.build("html")
    assert "html_static_path" not in built.said
    assert (built.out / "_static/piaflow.css").is_file()
    assert "piaflow.css" in built.page("model.html")


def test_another_version_of_piaflow_reads_every_page_anew(site: Site) -> None:
    assert site.build("dummy", "-D", "piaflow_version=0").read == ["change", "findings", "index", "model"]


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("minato.yaml", ["change", "model"]),
        ("minato-konbini.yaml", ["change"]),
        ("piaflow.toml", ["change", "findings"]),
    ],
)
def test_a_changed_file_rebuilds_the_pages_that_depend_on_it(site: Site, name: str, pages: list[str]) -> None:
    touch(site.folder / name)
    assert site.build("dummy").read == pages


def test_what_a_model_says_now_is_in_the_page(site: Site) -> None:
    model = site.folder / "minato.yaml"
    model.write_text(
        model.read_text(encoding="utf-8").replace("都道府県サーバー", "県サーバー"), encoding="utf-8"
    )
    touch(model)
    assert "県サーバー" in site.build("text").plain("model.txt")


def test_the_catalogue_is_among_the_files_that_a_model_is_read_from(site: Site) -> None:
    change, base = site.folder / "minato-konbini.yaml", site.folder / "minato.yaml"
    assert find_sources(change) == (change, base, find_catalogue_file())


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda m: m.unlink(), "ファイルがありません"),
        (
            lambda m: m.write_text("assessment: {}\n", encoding="utf-8"),
            "minato.yaml:1:1: 「body」がありません",
        ),
    ],
    ids=["missing", "wrong"],
)
def test_a_problem_is_a_warning_at_its_line_and_mending_it_rebuilds(
    site: Site, spoil: Callable[[Path], None], what: str
) -> None:
    model = site.folder / "minato.yaml"
    good = model.read_bytes()
    spoil(model)
    if model.exists():
        touch(model)
    failed = site.build("text")
    assert failed.code == 1
    (line,) = [line for line in failed.said.splitlines() if "model.rst:4: WARNING" in line and what in line]
    assert line.endswith("[piaflow.model]")
    assert what.replace(" ", "") in failed.plain("model.txt")
    model.write_bytes(good)
    touch(model)
    mended = site.build("text")
    assert mended.code == 0, mended.said
    assert "model" in mended.read


@pytest.mark.parametrize(
    ("directive", "argument", "options", "what"),
    [
        (
            "piaflow-diagram",
            "minato.yaml",
            {"view": "annex2"},
            "図の種類「annex2」はありません（もしかして: annex1）",
        ),
        ("piaflow-diagram", "minato.yaml", {"view": "impact"}, "変更前のモデルが要ります"),
        ("piaflow-trace", "minato.yaml", {"item": "個人番合"}, "もしかして: 個人番号"),
        ("piaflow-flows", "minato.yaml", {"diagram": "(３)"}, "別添1の図「(３)」はありません"),
        ("piaflow-findings", "minato.yaml", {"select": "declared-coun"}, "もしかして: declared-count"),
        ("piaflow-impact", "minato.yaml", {}, "変更ファイルではありません"),
    ],
)
def test_a_wrong_option_is_told_with_the_right_one(
    tmp_path: Path, directive: str, argument: str, options: dict[str, str], what: str
) -> None:
    built = make_site(tmp_path, *block(directive, argument, **options)).build("dummy")
    assert built.code == 1
    assert any("index.rst:4: WARNING" in line and what in line for line in built.said.splitlines()), (
        built.said
    )


def test_a_picture_that_cannot_be_drawn_is_a_warning_and_a_list(tmp_path: Path) -> None:
    site = make_site(tmp_path, *block("piaflow-diagram", "minato.yaml", view="topology"))
    site.write(
        "conf.py",
        'language, extensions = "ja", ["piaflow.sphinx"]',
        "import piaflow.layout.dot.engine as engine",
        "engine.ENGINE.timeout = 0.0",
        "import piaflow.layout.grid.engine as grid",
        "grid.MOST_BOXES = 0",
    )
    built = site.build()
    assert built.code == 1
    assert "index.rst:4: WARNING" in built.said
    assert "[piaflow.render]" in built.said
    assert "既存住基システム → 市町村CS" in built.page()
