"""The kit for CI in the example of a documentation repository: it parses, and its scripts do what they say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version as find_version
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from tests.docs.examples import ROOT

EXAMPLE = ROOT / "examples" / "documentation-repository"
ACTION = yaml.safe_load((EXAMPLE / "ci/action.yml").read_text(encoding="utf-8"))
GITLAB = yaml.safe_load((EXAMPLE / ".gitlab-ci.yml").read_text(encoding="utf-8"))["評価書"]
WORKFLOWS = {
    file.name: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in sorted((EXAMPLE / ".github/workflows").glob("*.yml"))
}
STEPS: list[dict[str, Any]] = [
    *ACTION["runs"]["steps"],
    *(step for flow in WORKFLOWS.values() for job in flow["jobs"].values() for step in job["steps"]),
]
MODEL = "models/yobosesshu.yaml"
MARK = "<!-- piaflow-review -->"
MORE = "  - {from: 健康管理システム, to: 住民, diagram: 別添1, step: ②, items: [個人番号]}\n"
DIFFERING = "statements: [{about: 保存期間, at: Ⅱ, says: 5年}, {about: 保存期間, at: Ⅲ, says: 10年}]\n"
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")


# What the files say.


def test_what_is_fetched_is_pinned() -> None:
    """An action by its commit, piaflow by the version that these pages describe."""
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert [one for one in used if not re.search(r"^\./ci$|@[0-9a-f]{40}$", one)] == []
    told = f"piaflow @ git+https://github.com/OWNER/piaflow@v{find_version('piaflow')}"
    assert ACTION["inputs"]["piaflow"]["default"] == told
    assert f'pip install "{told}"' in GITLAB["script"]


def test_nothing_of_an_event_is_pasted_into_a_shell_line() -> None:
    assert [step["run"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_only_the_comment_may_write_and_it_runs_no_file_of_the_change() -> None:
    check, comment = WORKFLOWS["piaflow.yml"], WORKFLOWS["piaflow-comment.yml"]
    assert check["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in {*check[True], *comment[True]}  # YAML 1.1 reads `on` as true
    assert comment[True] == {"workflow_run": {"workflows": [check["name"]], "types": ["completed"]}}
    assert comment["permissions"] == {}
    (job,) = comment["jobs"].values()
    assert {right for right, what in job["permissions"].items() if what == "write"} == {"pull-requests"}
    (checkout,) = (step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@"))
    assert "ref" not in checkout["with"]  # a workflow_run takes the default branch


def test_the_review_is_kept_also_when_the_check_fails() -> None:
    (job,) = WORKFLOWS["piaflow.yml"]["jobs"].values()
    after = job["steps"][2:]
    assert all(step["if"].startswith("always() && ") for step in after)
    assert GITLAB["artifacts"]["when"] == "always"
    assert any("comment.py" in line for line in GITLAB["after_script"])


# The scripts.


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The example as a repository with one commit, and `piaflow` on the path."""
    copy = shutil.copytree(EXAMPLE, tmp_path / "評価書 の リポジトリー")
    command = tmp_path / "bin" / "piaflow"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m piaflow "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "始め"]):
        git(copy, *words)
    return copy


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=だれか", "-c", "user.email=who@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)  # noqa: S607


def run_check(repository: Path, **more: str) -> subprocess.CompletedProcess[str]:
    asked = {"MODELS": "models", "BASELINE": "piaflow-baseline.json", "OUTPUT": "piaflow-review", **more}
    path = f"{repository.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path, **asked}
    return subprocess.run(
        ["bash", "ci/check.sh"],  # noqa: S607
        cwd=repository,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def change(repository: Path, old: str, new: str) -> None:
    model = repository / MODEL
    text = model.read_text(encoding="utf-8")
    assert old in text
    model.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.slow
@needs_bash
def test_a_fresh_repository_passes(repository: Path) -> None:
    done = run_check(repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (repository / "piaflow-review").exists()


@pytest.mark.slow
@needs_bash
def test_a_check_that_finds_something_still_makes_the_review_with_its_pictures(repository: Path) -> None:
    change(repository, "flows:\n", f"{DIFFERING}flows:\n{MORE}")
    summary = repository.parent / "summary.md"
    done = run_check(repository, BASE="HEAD", FAIL_ON="note", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1
    assert "::" in done.stdout
    review = (repository / "piaflow-review/review.md").read_text(encoding="utf-8")
    assert "```mermaid" in review
    assert summary.read_text(encoding="utf-8") == review
    page = (repository / "piaflow-review/review.html").read_text(encoding="utf-8")
    assert "data:image/svg+xml" in page


@pytest.mark.slow
@needs_bash
def test_what_the_baseline_knows_fails_nothing(repository: Path) -> None:
    change(repository, "flows:\n", f"{DIFFERING}flows:\n")
    before = run_check(repository, FAIL_ON="note")
    found = run_piaflow(repository, "check", "models", "--format", "json", "--fail-on", "error")
    (repository / "piaflow-baseline.json").write_text(found, encoding="utf-8")
    after = run_check(repository, FAIL_ON="note")
    assert (len(json.loads(found)) > 0, before.returncode, after.returncode) == (True, 1, 0)


def run_piaflow(repository: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "piaflow", *words],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.slow
@needs_bash
def test_the_job_of_gitlab_reviews_a_merge_request(repository: Path) -> None:
    change(repository, "flows:\n", f"flows:\n{MORE}")
    lines = [line for line in GITLAB["script"] if not line.startswith("pip ")]
    path = f"{repository.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path, **GITLAB["variables"]}
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],  # noqa: S607
        cwd=repository,
        env={**env, "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1  # the picture is older than the model
    assert (repository / "piaflow-review/review.md").is_file()


# The comment.


class Forge(BaseHTTPRequestHandler):
    """As much of GitHub and of GitLab as a comment needs."""

    comments: ClassVar[list[dict[str, Any]]] = []
    calls: ClassVar[list[tuple[str, str]]] = []
    head: ClassVar[str] = "abc"
    own: ClassVar[Mapping[str, Any]] = {}

    def _answer(self, told: Any) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def _read(self) -> str:
        return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

    def do_GET(self) -> None:
        path, _, asked = self.path.partition("?")
        if path.endswith("/pulls/7"):
            self._answer({"head": {"sha": self.head}})
        elif path.endswith("/user"):
            self._answer({"id": 5})
        else:
            page = int(re.findall(r"&page=(\d+)", asked)[0])
            self._answer(self.comments[100 * (page - 1) : 100 * page])

    def do_POST(self) -> None:
        self.calls.append(("POST", self.path))
        self.comments.append({"id": len(self.comments) + 1, "body": self._read(), **self.own})
        self._answer({})

    def _edit(self) -> None:
        self.calls.append((self.command, self.path))
        wanted = int(self.path.rpartition("/")[2])
        next(c for c in self.comments if c["id"] == wanted)["body"] = self._read()
        self._answer({})

    def do_PATCH(self) -> None:
        self._edit()

    def do_PUT(self) -> None:
        self._edit()

    def log_message(self, *_: object) -> None:
        """A test needs no log."""


@pytest.fixture
def forge() -> Iterator[str]:
    Forge.comments, Forge.calls, Forge.head = [], [], "abc"
    with HTTPServer(("127.0.0.1", 0), Forge) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def review(tmp_path: Path) -> Path:
    folder = tmp_path / "piaflow-review"
    folder.mkdir()
    (folder / "review.md").write_text("## 見直し\n", encoding="utf-8")
    (folder / "number").write_text("7\n", encoding="utf-8")
    return folder


def comment(folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(EXAMPLE / "ci/comment.py"), str(folder)]
    plain = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(words, env={**plain, **env}, capture_output=True, text=True, check=False)


def github(forge: str) -> dict[str, str]:
    Forge.own = {"user": {"login": "github-actions[bot]"}}
    return {"GITHUB_TOKEN": "x", "GITHUB_API_URL": forge, "GITHUB_REPOSITORY": "o/r", "HEAD_SHA": "abc"}


def gitlab(forge: str) -> dict[str, str]:
    Forge.own = {"author": {"id": 5}}
    return {
        "PIAFLOW_TOKEN": "x",
        "CI_API_V4_URL": forge,
        "CI_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_IID": "3",
    }


@pytest.mark.parametrize("place", [github, gitlab])
def test_one_comment_stays_and_is_written_anew(forge: str, review: Path, place: Any) -> None:
    env = place(forge)
    others = [{"id": i + 1, "body": f"{i}", **Forge.own} for i in range(120)]
    strangers = {"id": 500, "body": f"{MARK} まね", "user": {"login": "x"}, "author": {"id": 6}}
    Forge.comments = [strangers, *others]
    assert comment(review, env).returncode == 0
    (review / "review.md").write_text("## 二度目\n", encoding="utf-8")
    assert comment(review, env).returncode == 0
    ours = [c["body"] for c in Forge.comments if c["body"].startswith(f"{MARK}\n")]
    assert ours == [f"{MARK}\n## 二度目\n"]
    assert [method for method, _ in Forge.calls] == ["POST", "PATCH" if place is github else "PUT"]
    assert Forge.comments[0]["body"] == f"{MARK} まね"


def test_a_comment_is_no_longer_than_what_is_taken(forge: str, review: Path) -> None:
    (review / "review.md").write_text("あ" * 200_000, encoding="utf-8")
    assert comment(review, github(forge)).returncode == 0
    assert len(Forge.comments[0]["body"]) == 65_536


@pytest.mark.parametrize("number", ["7; rm -rf /", "../7", "", "12345678901"])
def test_a_number_that_is_none_is_refused(forge: str, review: Path, number: str) -> None:
    (review / "number").write_text(number, encoding="utf-8")
    done = comment(review, github(forge))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert Forge.calls == []


def test_a_link_in_the_folder_is_not_followed(forge: str, review: Path) -> None:
    (review / "review.md").unlink()
    (review / "review.md").symlink_to("/etc/hostname")
    assert comment(review, github(forge)).returncode == 1
    assert Forge.calls == []


def test_a_review_of_an_older_head_is_not_told(forge: str, review: Path) -> None:
    Forge.head = "new"
    env = github(forge)
    assert comment(review, env).returncode == 0
    assert Forge.calls == []
