"""Every example of the documentation runs, in a folder that holds the models."""

from __future__ import annotations

import glob
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from piaflow import load
from tests.cli.calling import call
from tests.docs.examples import PAGES, ROOT, Code, Command, ModelFile, find_examples
from tests.source.officer_books import blank, make_book

WORKBOOK = "様式4.xlsx"
"""The officer's own workbook, which a reader of a page has at hand."""
WITH_EXAMPLES = [page for page in PAGES if list(find_examples(page))]


def run(example: Command | Code | ModelFile, names: dict[str, Any]) -> None:
    if isinstance(example, Code):
        exec(compile(example.text, "<example>", "exec"), names)  # noqa: S102 - our own pages
    elif isinstance(example, ModelFile):
        Path(example.name).write_text(example.text, encoding="utf-8")
    else:
        if example.words[0] == "new":  # a reader who tried it in this checkout has the file already
            Path(example.words[-1]).unlink(missing_ok=True)
        words = [found for word in example.words for found in (sorted(glob.glob(word)) or [word])]  # noqa: PTH207 - as a shell does
        result = call(*words)
        assert result.exit_code == example.code, (words, result.output)


def make_repository(folder: Path) -> None:
    """Some examples compare with the branch `main`."""
    who = ("-c", "user.name=みなと", "-c", "user.email=minato@example.jp")
    for words in (("init", "-q", "-b", "main"), ("add", "."), (*who, "commit", "-q", "-m", "models")):
        subprocess.run(["git", *words], cwd=folder, check=True)  # noqa: S607 - git is wherever it is


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_examples_of_a_page_run_from_top_to_bottom(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "models", tmp_path / "models")
    (tmp_path / "docs").mkdir()
    for example in ("minato.yaml", "kirigaoka.txt"):
        shutil.copy(ROOT / "docs" / example, tmp_path / "docs")
    make_repository(tmp_path)
    (tmp_path / "README.md").write_text("# 頁\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    if WORKBOOK in page.read_text(encoding="utf-8"):
        form = load(ROOT / "models/takatsuki/yobosesshu.yaml").form().form
        (tmp_path / WORKBOOK).write_bytes(make_book(blank(form), "表"))
    names: dict[str, Any] = {}
    for told in find_examples(page):
        run(told, names)


def test_examples_are_found() -> None:
    kinds = {type(e) for page in PAGES for e in find_examples(page)}
    assert kinds == {Command, Code, ModelFile}
    assert {p.name for p in WITH_EXAMPLES} >= {"README.md", "quickstart.md", "add.md", "publish.md"}


def test_every_command_is_shown_by_an_example() -> None:
    shown = {e.words[0] for page in PAGES for e in find_examples(page) if isinstance(e, Command)}
    assert shown >= {"show", "trace", "check", "draw", "impact", "form", "new", "read", "review", "todo"}
