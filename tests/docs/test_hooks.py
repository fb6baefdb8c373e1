"""The pre-commit hooks in the example of a documentation repository: they parse, and their commands run."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib.metadata import version as find_version
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.calling import call
from tests.docs.examples import ROOT

EXAMPLE = ROOT / "examples" / "documentation-repository"
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
KEYS = {"id", "name", "description", "entry", "language", "files", "exclude", "types", "pass_filenames"}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, where its hooks have run once."""
    copy = shutil.copytree(EXAMPLE, tmp_path / "repository")
    monkeypatch.chdir(copy)
    for hook in HOOKS:
        run_hook(hook)
    return copy


def run_hook(hook: dict[str, Any]) -> int:
    """Run a hook as pre-commit does: its entry, then the files that it is for."""
    wanted, unwanted = re.compile(hook.get("files", r"\.md$")), re.compile(hook.get("exclude", "$^"))
    names = sorted(p.as_posix() for p in Path().rglob("*") if p.is_file())
    given = [n for n in names if wanted.search(n) and not unwanted.search(n)]
    _, *words = shlex.split(hook["entry"])
    return call(*words, *(given if hook.get("pass_filenames", True) else [])).exit_code


def test_each_hook_has_what_pre_commit_needs() -> None:
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= set(hook) <= KEYS
        assert hook["language"] == "python"
        assert hook["entry"].startswith("piaflow ")


def test_the_example_uses_the_hooks_that_there_are() -> None:
    config = yaml.safe_load((EXAMPLE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in config["repos"][0]["hooks"]] == [hook["id"] for hook in HOOKS]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda h: h["id"])
def test_a_hook_runs_in_the_example_and_finds_nothing_wrong(repository: Path, hook: dict[str, Any]) -> None:
    before = {p: p.read_bytes() for p in repository.rglob("*") if p.is_file()}
    assert run_hook(hook) == 0
    assert {p: p.read_bytes() for p in repository.rglob("*") if p.is_file()} == before


def test_the_example_is_fresh(repository: Path) -> None:
    """A layout bears a digest of the code that found it, so it may be older than its picture."""
    for file in repository.rglob("*"):
        if file.is_file() and not file.name.endswith(".layout.json"):
            assert file.read_bytes() == (EXAMPLE / file.relative_to(repository)).read_bytes()


def test_the_hooks_are_of_the_version_that_these_pages_describe() -> None:
    config = yaml.safe_load((EXAMPLE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (hooks,) = config["repos"]
    assert hooks["rev"] == f"v{find_version('piaflow')}"


def test_a_hook_needs_the_core_alone() -> None:
    """Another extra would make the first run of a repository wait for it."""
    assert not [hook["id"] for hook in HOOKS if "additional_dependencies" in hook]
