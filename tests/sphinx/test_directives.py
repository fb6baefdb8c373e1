"""The directives in a built site: what a page shows, in HTML and in other builders."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.sphinx.sites import Built, Site, block, make_site

pytestmark = pytest.mark.slow

TWO = "(２)本人確認情報ファイル"
SVG = "{http://www.w3.org/2000/svg}"
PAGE = [
    *block("piaflow-diagram", "minato.yaml", diagram=TWO, caption="カードの流れ", name="card"),
    *block("piaflow-diagram", "/minato.yaml", view="topology", gather="", alt="全体の図"),
    *block("piaflow-diagram", "minato-konbini.yaml", view="impact", diagram=TWO),
    *block("piaflow-diagram", "minato.yaml", view="findings", diagram=TWO),
    *block("piaflow-diagram", "minato.yaml", view="trace", diagram=TWO, item="住民票コード"),
    *block("piaflow-trace", "minato.yaml", item="個人番号", caption="番号の行き先"),
    *block("piaflow-trace", "minato.yaml minato-konbini.yaml", to="都道府県サーバー", from_="市町村CS"),
    *block("piaflow-flows", "minato.yaml", diagram=TWO, caption="流れの表"),
    *block("piaflow-findings", "minato.yaml", select="declared-count main-items", today="2026-04-01"),
    *block("piaflow-impact", "minato-konbini.yaml"),
    *block("piaflow-impact", "minato.yaml", with_="minato-konbini.yaml"),
    *block("piaflow-impact", "minato.yaml", after="minato.yaml"),
    ":ref:`card`",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_site(tmp_path_factory.mktemp("site"), *PAGE)


@pytest.fixture(scope="module")
def built(site: Site) -> Built:
    built = site.build("html", "-j", "2")
    assert built.code == 0, built.said
    return built


def find_pictures(html: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg .*?</svg>", html, re.DOTALL) if "piaflow" in svg]  # noqa: S314 - our own


def test_pictures_stand_in_the_page_as_svg(built: Built) -> None:
    pictures = find_pictures(built.page())
    assert len(pictures) == 5
    assert all(p.findall(f".//{SVG}text") for p in pictures)


def test_a_picture_has_a_name_and_a_description_for_those_who_do_not_see_it(built: Built) -> None:
    for picture in find_pictures(built.page()):
        named = {
            e.get("id"): e.text
            for e in (picture.find(f"{SVG}title"), picture.find(f"{SVG}desc"))
            if e is not None
        }
        assert picture.get("role") == "img"
        assert named[picture.get("aria-labelledby")]
        assert "箱" in (named[picture.get("aria-describedby")] or "")
    titles = [p.findtext(f"{SVG}title") for p in find_pictures(built.page())]
    assert titles[:2] == ["（別添１）事務の内容　(２)本人確認情報ファイル", "全体の図"]


def test_no_id_is_used_twice_in_a_page(built: Built) -> None:
    ids = re.findall(r'\sid="([^"]*)"', built.page())
    assert len(ids) == len(set(ids))


def test_a_figure_has_its_caption_and_can_be_referred_to(built: Built) -> None:
    assert "カードの流れ" in built.plain("index.html")
    assert '<figure class="piaflow' in built.page()
    assert 'href="#card"' in built.page()


def test_tables_say_what_the_commands_say(built: Built) -> None:
    told = built.plain("index.html")
    for words in (
        "番号の行き先",
        "流れの表",
        "1件の文書に指摘",
        "見立て：変更なし",
        "変わる部分",
        "見直す欄",
    ):
        assert words in told


def test_a_page_reads_as_text_where_there_are_no_pictures(site: Site, built: Built) -> None:
    assert built.code == 0
    text = site.build("text")
    assert text.code == 0, text.said
    assert "1-①既存住基システム→市町村CS" in text.plain("index.txt")


def test_latex_gets_picture_files(site: Site, built: Built) -> None:
    assert built.code == 0
    latex = site.build("latex")
    assert latex.code == 0, latex.said
    (source,) = latex.out.glob("*.tex")
    names = re.findall(r"sphinxincludegraphics\{(piaflow-\w+\.png)\}", source.read_text(encoding="utf-8"))
    assert len(names) == 5
    assert all((latex.out / name).read_bytes().startswith(b"\x89PNG") for name in names)


@pytest.mark.parametrize("builder", ["man", "texinfo", "epub", "xml", "dummy"])
def test_other_builders_build_without_a_warning(site: Site, built: Built, builder: str) -> None:
    assert built.code == 0
    other = site.build(builder, "-D", "epub_show_urls=no", "-D", "version=1", "-D", "epub_copyright=x")
    assert other.code == 0, other.said


@pytest.mark.parametrize("code", ["def __getattr__(name): raise SystemExit(0)", "raise SystemExit(0)"])
def test_rules_that_leave_are_a_warning_and_the_site_is_built(code: str, tmp_path: Path) -> None:
    site = make_site(tmp_path, *block("piaflow-findings", "minato.yaml"))
    site.write("piaflow.toml", 'rules = ["leaving:RULES"]')
    site.write("leaving.py", code)
    built = site.build()
    assert "WARNING: " in built.said
    assert "rules の「leaving:RULES」を取り込めません（SystemExit: 0）" in built.said
    assert built.code == 1
    assert "leaving:RULES" in built.page()
