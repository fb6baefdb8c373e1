"""Rules of a project: whatever they raise, print or give back, the command ends with an answer or with their name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import call, refused

MODEL = """assessment: {body: みなと市長, procedure: 住基}
systems: {市町村CS: {}, 窓口端末: {}}
flows: [{from: 窓口端末, to: 市町村CS}]
contracts: [{forbid: [窓口端末, 市町村CS]}]
"""
HEAD = """import sys
import attrs
from piaflow import Confidence, Evidence, Finding, Hit, Rule, Severity
class Base(BaseException): pass
class Mute(Exception):
    def __str__(self): raise self
def fail(error): raise error
"""
HITS = 'RULES = [Rule("own-rule", "題", "検", "意", "直", "源", find=lambda dossier: {body})]\n'
MADE = 'RULES = [Rule({name}, "題", "検", "意", "直", "源", {more})]\n'


class Project:
    """A folder with a model and a module of rules of its own, as the current folder."""

    def __init__(self, folder: Path, module: str) -> None:
        self.module = folder / f"{module}.py"
        (folder / "m.yaml").write_text(MODEL, encoding="utf-8")
        (folder / "piaflow.toml").write_text(f'rules = ["{module}:RULES"]\n', encoding="utf-8")

    def write(self, text: str) -> None:
        self.module.write_text(HEAD + text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Project:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    return Project(tmp_path, f"own_{abs(hash(request.node.nodeid))}")


RAISED = {
    "SystemExit(0)": "SystemExit: 0",
    "Base('止')": "Base: 止",
    "GeneratorExit": "GeneratorExit:",
    "BaseExceptionGroup('群', [KeyboardInterrupt()])": "BaseExceptionGroup: 群",
    "Mute()": "Mute:",
    "ValueError('長い' * 9_000)": "ValueError: 長い",
}


@pytest.mark.parametrize(("error", "told"), RAISED.items(), ids=[*RAISED])
@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (HITS.replace("{body}", "fail(ERROR)"), "規則「own-rule」が途中で止まりました（"),
        (HITS.replace("{body}", "(fail(ERROR) for _ in 'a')"), "規則「own-rule」が途中で止まりました（"),
        ("fail(ERROR)\n", ":RULES」を取り込めません（"),
        ("def __getattr__(name): raise ERROR\n", ":RULES」を取り込めません（"),
        (
            "class Odd(Rule):\n __getattribute__ = lambda *_: fail(ERROR)\nRULES = [object.__new__(Odd)]\n",
            ":RULES」を取り込めません（",
        ),
    ],
    ids=["call", "generator", "import", "module", "rule"],
)
def test_whatever_foreign_code_raises_is_one_line_that_names_it(
    text: str, whose: str, error: str, told: str, project: Project
) -> None:
    project.write(text.replace("ERROR", error))
    _, line = refused("check", "m.yaml")
    assert whose in line
    assert told in line
    assert len(line) < 800


LEAVING = "import os\ndef leave():\n {how}\n return ()\n"


def check_alone(project: Project, text: str) -> subprocess.CompletedProcess[str]:
    """Check in a process of its own, which the rule may end."""
    project.write(text)
    command = [sys.executable, "-m", "piaflow", "check", "m.yaml"]
    return subprocess.run(command, cwd=project.module.parent, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (
            LEAVING.format(how="os._exit(0)") + HITS.format(body="leave()"),
            "規則「own-rule」が途中で止まりました（",
        ),
        ("import os\nos._exit(0)\n", ":RULES」を取り込めません（"),
    ],
)
def test_code_that_leaves_at_once_is_one_line_that_names_it(text: str, whose: str, project: Project) -> None:
    answer = check_alone(project, text)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert f"{whose}SystemExit: 0）" in answer.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
@pytest.mark.slow
def test_a_child_of_a_rule_ends_as_it_likes(project: Project) -> None:
    how = "if not (child := os.fork()): os._exit(7)\n assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7"
    answer = check_alone(project, LEAVING.format(how=how) + HITS.format(body="leave()"))
    assert (answer.returncode, answer.stdout.count("件の文書に指摘 1 件")) == (1, 1)


GIVEN = {
    "None": "not iterable",
    "'abc'": "find gives 'a', which is no Hit",
    "[1, 2]": "find gives 1, which is no Hit",
    "[Finding('z', 1, 2, 3, 4)]": "which is no Hit",
    "[Hit(None, ('a',))]": "Hit.message: None",
    "[Hit(1, ('a',))]": "Hit.message: 1",
    "[Hit('m', 'a')]": "Hit.subjects: 'a'",
    "[Hit('m', None)]": "Hit.subjects: None",
    "[Hit('m', (1, 2))]": "Hit.subjects: (1, 2)",
    "[Hit('m', ())]": "Hit.subjects: ()",
    "[Hit('m', ('a',), about=7)]": "Hit.about: 7",
    "[Hit('m', ('a',), severity='eror')]": "Hit.severity: 'eror'",
    "[Hit('m', ('a',), confidence=3)]": "Hit.confidence: 3",
    "[Hit('m', ('a',), evidence=('x',))]": "Hit.evidence: ('x',)",
    "[Hit('m', ('a',), evidence=(Evidence(None),))]": "Evidence.said: None",
    "[Hit('m', ('a',), evidence=(Evidence('x', ('900:1',)),))]": "Evidence.spans: ('900:1',)",
}


@pytest.mark.parametrize(("given", "told"), GIVEN.items(), ids=[*GIVEN])
@pytest.mark.parametrize("fmt", ["text", "sarif"])
def test_what_is_no_hit_is_told_with_the_rule_and_the_field(
    fmt: str, given: str, told: str, project: Project
) -> None:
    project.write(HITS.replace("{body}", given))
    _, line = refused("check", "m.yaml", "--format", fmt)
    assert "規則「own-rule」が途中で止まりました（" in line
    assert told in line


def test_what_a_review_gives_is_looked_at_as_well(project: Project) -> None:
    project.write(MADE.replace("{name}", "'own-rule'").replace("{more}", "review=lambda dossier, found: [1]"))
    assert "規則「own-rule」が途中で止まりました（TypeError: review gives 1" in refused("check", "m.yaml")[-1]


@pytest.mark.parametrize(
    "name", ["''", "1", "None", "'a@b'", "'a\\x1b'", "'Own'", "'規則'", "'a--b'", "'a\\n'"]
)
def test_a_name_that_is_not_kebab_case_is_refused(name: str, project: Project) -> None:
    project.write(MADE.replace("{name}", name).replace("{more}", ""))
    line = refused("check", "m.yaml")[-1]
    assert "を取り込めません（WrongValueError: Rule.name: " in line
    assert "\x1b" not in line


@pytest.mark.parametrize("more", ["severity='eror'", "confidence=1", "find=None", "review=()"])
def test_a_field_of_a_rule_of_another_kind_is_refused(more: str, project: Project) -> None:
    project.write(MADE.replace("{name}", "'own-rule'").replace("{more}", more))
    assert f"Rule.{more.partition('=')[0]}: " in refused("check", "m.yaml")[-1]


@pytest.mark.parametrize("act", ["found.clear()", "found.pop()", "found.__delitem__(0)", "found.sort()"])
def test_a_review_cannot_make_findings_vanish(act: str, project: Project) -> None:
    project.write("RULES = []\n")
    Path("piaflow.toml").unlink()
    found = call("check", "m.yaml").stdout
    assert "contract-broken@" in found
    Path("piaflow.toml").write_text(f'rules = ["{project.module.stem}:RULES"]\n', encoding="utf-8")
    project.write(
        MADE.replace("{name}", "'own-rule'").replace("{more}", f"review=lambda d, found: {act} or ()")
    )
    assert "規則「own-rule」が途中で止まりました（" in refused("check", "m.yaml")[-1]


PRINTED = "規則「own-rule」の出力: ‹U+001B›[2J\n規則「own-rule」の出力: ::error::偽\n"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("fmt", ["json", "sarif"])
def test_what_a_rule_prints_is_no_part_of_the_answer(stream: str, fmt: str, project: Project) -> None:
    project.write(
        HITS.replace(
            "{body}", f"print('\\x1b[2J\\n::error::偽', file=sys.{stream}) or sys.{stream}.close() or ()"
        )
    )
    told = call("check", "m.yaml", "--format", fmt)
    json.loads(told.stdout)
    assert told.exit_code == 1
    assert told.stderr.endswith(PRINTED)


def test_what_a_module_prints_when_it_is_imported_is_told_with_its_name(project: Project) -> None:
    project.write("print('騒音')\n" + HITS.replace("{body}", "()"))
    told = call("check", "m.yaml", "--format", "json")
    json.loads(told.stdout)
    assert f"rules の「{project.module.stem}:RULES」の出力: 騒音\n" in told.stderr


def test_an_interrupt_in_a_rule_ends_the_command_as_ctrl_c_does(project: Project) -> None:
    project.write(HITS.replace("{body}", "fail(KeyboardInterrupt)"))
    told = call("check", "m.yaml")
    assert (told.exit_code, told.stdout) == (130, "")
