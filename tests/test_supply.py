"""What the project takes in, and what lies at its root."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from docs.pages.licences import LOCK, NOTES, STATED, find_licence, find_locked, make_licences

ROOT = Path(__file__).parents[1]
AT_THE_ROOT = {
    *(".ci", ".gitattributes", ".gitignore", ".pre-commit-hooks.yaml", "CHANGELOG.md", "CONTRIBUTING.md"),
    *(
        "LICENSE",
        "Makefile",
        "README.ja.md",
        "README.md",
        "benchmarks",
        "diagrams",
        "docs",
        "examples",
        "models",
        "notebooks",
    ),
    *("piaflow", "pyproject.toml", "requirements.lock", "tests"),
}


@pytest.mark.skipif(not (ROOT / ".git").exists() or which("git") is None, reason="not a git work tree")
def test_the_root_holds_what_belongs_there() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    assert {path.split("/")[0].strip('"') for path in listed.stdout.splitlines()} <= AT_THE_ROOT


def test_every_file_of_the_lock_is_known_by_its_hash() -> None:
    entries = re.split(r"\n(?=[a-z])", LOCK.read_text(encoding="utf-8").strip())
    assert [entry for entry in entries if not re.match(r"[a-z0-9-]+==\S+", entry)] == []
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK.read_text(encoding="utf-8")


def test_the_page_of_licences_has_the_packages_of_the_lock_and_their_versions() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| (.+?) \|", make_licences(), re.MULTILINE)
    assert {name: version for name, version, _ in rows} == find_locked()
    assert len(rows) == len(find_locked())


def test_what_is_written_by_hand_is_about_packages_of_the_lock() -> None:
    assert {*NOTES, *STATED} <= set(find_locked())


def test_a_package_whose_licence_nobody_read_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"docs/pages/licences\.py"):
        find_licence("no-such-package-of-ours")


def _load_audit() -> Any:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FINE = {"name": "whole", "version": "1", "vulns": []}
BROKEN = {"name": "holed", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
STRANGE = {"name": "strange", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code", "text"),
    [
        ([FINE], 0, "audit: 0 known vulnerabilities in 1 of 1 packages\n"),
        (
            [FINE, STRANGE],
            0,
            "audit: 0 known vulnerabilities in 1 of 2 packages; the service does not know 1\n",
        ),
        (
            [FINE, BROKEN],
            1,
            "holed 2: CVE-1, mended in 3\naudit: 1 known vulnerabilities in 2 of 2 packages\n",
        ),
    ],
)
def test_the_audit_tells_what_it_could_ask(
    packages: list[dict[str, Any]], code: int, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = _load_audit()
    audit.ASK = (sys.executable, "-c", f"print({json.dumps(json.dumps({'dependencies': packages}))})")
    assert audit.main() == code
    assert capsys.readouterr().out == text


NOBODY = json.dumps({"dependencies": [STRANGE]})
SILENT = ["import time; time.sleep(60)", "raise SystemExit('no connection')", f"print({NOBODY!r})"]


@pytest.mark.parametrize("words", SILENT)
@pytest.mark.slow
def test_an_audit_that_gets_no_answer_is_skipped_in_one_line(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = _load_audit()
    audit.ASK, audit.SECONDS = (sys.executable, "-c", words), 2
    assert audit.main() == 0
    assert capsys.readouterr().out.startswith("audit skipped: no vulnerability service")
