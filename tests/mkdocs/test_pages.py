"""Fences in a built MkDocs site: what a page shows is what the same directive of Sphinx shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest
from attrs import frozen

import piaflow
from tests.cli.calling import KONBINI, MINATO
from tests.docs.examples import ROOT

pytestmark = pytest.mark.slow

TWO = "(２)本人確認情報ファイル"
SVG = "{http://www.w3.org/2000/svg}"
GUIDE = ROOT / "docs" / "guide" / "publish.md"


def fence(kind: str, names: str, **options: str) -> str:
    shown = "".join(f":{key.rstrip('_')}: {value}".rstrip() + "\n" for key, value in options.items())
    return f"```{{piaflow-{kind}}} {names}\n{shown}```\n"


PAGE = "\n".join(
    [
        "# みなと市\n",
        fence("diagram", "minato.yaml", diagram=TWO, caption="カードの<流れ>"),
        fence("diagram", "/minato.yaml", view="topology", gather="", alt="全体の図"),
        fence("trace", "minato.yaml", item="個人番号", caption="番号の行き先"),
        fence("trace", "minato.yaml minato-konbini.yaml", to="都道府県サーバー", from_="市町村CS"),
        fence("flows", "minato.yaml", diagram=TWO, caption="流れの表"),
        fence("findings", "minato.yaml", select="declared-count main-items", today="2026-04-01"),
        fence("impact", "minato-konbini.yaml"),
        fence("impact", "minato.yaml", with_="minato-konbini.yaml"),
        f"````md\n{fence('flows', 'no-such.yaml')}````\n",
        "終わり",
    ]
)


@frozen
class Built:
    """What one build said, and where it wrote."""

    code: int
    said: str
    out: Path

    @property
    def html(self) -> str:
        return (self.out / "index.html").read_text(encoding="utf-8")

    @property
    def plain(self) -> str:
        return unescape(re.sub(r"<[^>]+>|\s+", "", self.html))


def build(folder: Path, page: str, *, strict: bool = True) -> Built:
    """Return what a build in a process of its own gives, every warning an error at its end where it is strict."""
    pages = folder / "docs"
    pages.mkdir(exist_ok=True)
    for model in (MINATO, KONBINI):
        shutil.copy(model, pages)
    (pages / "index.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: みなと市\nhooks: [hooks.py]\n", encoding="utf-8")
    (folder / "hooks.py").write_text("from piaflow.mkdocs import on_page_markdown\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *["--strict"] * strict, "--site-dir", str(folder / "site")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Built(done.returncode, done.stdout + done.stderr, folder / "site")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    built = build(tmp_path_factory.mktemp("mkdocs"), PAGE)
    assert built.code == 0, built.said
    return built


def find_pictures(html: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg .*?</svg>", html, re.DOTALL) if "piaflow" in svg]  # noqa: S314 - our own


def test_pictures_stand_in_the_page_as_svg_and_say_what_they_show(built: Built) -> None:
    pictures = find_pictures(built.html)
    assert [p.findtext(f"{SVG}title") for p in pictures] == [
        "（別添１）事務の内容　(２)本人確認情報ファイル",
        "全体の図",
    ]
    assert all(p.findall(f".//{SVG}text") for p in pictures)
    assert "カードの<流れ>" in built.plain


def test_no_id_is_used_twice_in_a_page(built: Built) -> None:
    ids = re.findall(r'<[^>]*\sid="([^"]*)"', built.html)
    assert len(ids) == len(set(ids))


def test_tables_say_what_the_commands_say(built: Built) -> None:
    for told in ("番号の行き先", "届く", "流れの表", "2-①", "main-items", "見立て：", "識別子の行き先"):
        assert told in built.plain
    tables = re.findall(r"<table>.*?</table>", built.html, re.DOTALL)
    assert len(tables) >= 6
    assert all(table.count("<th>") == table.partition("</tr>")[0].count("<th>") for table in tables)


def test_what_stands_around_a_fence_stays_and_an_example_is_none(built: Built) -> None:
    assert "終わり" in built.plain
    assert "{piaflow-flows}no-such.yaml" in built.plain


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (fence("flows", "no-such.yaml"), "no-such.yaml"),
        (fence("flow", "minato.yaml"), "もしかして: flows"),
        (fence("flows", "minato.yaml", diagramm=TWO), "もしかして: diagram"),
        (fence("trace", "minato.yaml", item="個人番合"), "もしかして: 個人番号"),
        (fence("findings", "minato.yaml", today="春"), "春"),
        (fence("impact", "minato.yaml"), "変更ファイルではありません"),
    ],
)
def test_what_is_wrong_is_a_warning_with_its_line_and_stands_in_the_page(
    tmp_path: Path, wrong: str, said: str
) -> None:
    built = build(tmp_path, f"# 頁\n\n{wrong}")
    assert built.code == 1
    (line,) = (line for line in built.said.splitlines() if line.startswith("WARNING"))
    assert "index.md:3: " in line
    assert said in line
    shown = build(tmp_path, f"# 頁\n\n{wrong}", strict=False)
    assert shown.code == 0, shown.said
    assert said.replace(" ", "") in shown.plain


def test_the_options_of_a_fence_are_heeded(tmp_path: Path) -> None:
    model = piaflow.load(MINATO)
    whole, from_there = (
        {node.name: node.reach.value for node in model.trace("個人番号", start=start).nodes}
        for start in ("", "市町村CS")
    )
    apart = next(name for name, reach in whole.items() if reach != from_there[name])
    for options, reaches in (({}, whole), ({"from_": "市町村CS"}, from_there)):
        told = build(tmp_path, f"# 頁\n\n{fence('trace', 'minato.yaml', to=apart, **options)}").plain
        assert {"none": "届かない", "possible": "届きうる", "definite": "届く"}[reaches[apart]] in told
    apart, gathered = (
        build(tmp_path, f"# 頁\n\n{fence('diagram', 'minato.yaml', view='topology', **options)}").html
        for options in ({}, {"gather": ""})
    )
    carried = ">4情報</text>"  # on the arrows of a gathered picture alone
    assert carried not in apart
    assert carried in gathered


def test_the_page_of_the_guide_that_shows_it_is_right(tmp_path: Path) -> None:
    """The fence and the two files that the guide shows are those of a site that builds."""
    guide = GUIDE.read_text(encoding="utf-8")
    assert "hooks: [hooks.py]" in guide
    assert "from piaflow.mkdocs import on_page_markdown" in guide
    shown = re.findall(r"^````md\n(```\{piaflow-.*?^```)\n````$", guide, re.DOTALL | re.MULTILINE)
    assert len(shown) == 1
    page = shown[0].replace("models/juki.yaml", "minato.yaml")
    assert build(tmp_path, f"# 頁\n\n{page}\n").code == 0
