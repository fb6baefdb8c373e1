"""`piaflow check`: every format, what is new since a baseline, and the rules of a project."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from piaflow.app.file_findings import check_files
from piaflow.app.project import Project
from piaflow.rules.catalogue import RULES
from tests.cli.calling import FIXTURES, KONBINI, MINATO, call, refused

ROOT = FIXTURES.parents[1]
COUNT = ("--select", "declared-count")
HEAD = "assessment: {body: みなと市長, procedure: 住基}\n"
FILES = """systems: {端末: {}}
files:
  台帳:
    holder: 端末
    counts: {委託: {done: yes, count: %d}}
    entrustments: {委託事項1: {subject: 保守, contractor: みなと市長}}
"""
OWN = """
import piaflow

def find(dossier):
    for system in dossier.model.systems:
        yield piaflow.Hit(f"{system.name}がある。", (system.name,), (piaflow.Evidence("Ⅰ.2", system.spans),))

ONE = piaflow.Rule("own-rule", "自分の規則", "見る。", "大事。", "直す。", "私", find=find)
TAKEN = piaflow.Rule("declared-count", "同じ名前", "見る。", "大事。", "直す。", "私")
SEVERAL = (ONE, piaflow.Rule("other-rule", "もう一つ", "見る。", "大事。", "直す。", "私"))
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write(tmp_path / "m.yaml", count=2)


@pytest.fixture
def project(model: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A folder with a model and a module of rules, named after the test, as the current folder."""
    monkeypatch.chdir(model.parent)
    monkeypatch.setattr("sys.path", [*sys.path])
    name = f"rules_{abs(hash(request.node.nodeid))}"
    (model.parent / f"{name}.py").write_text(OWN, encoding="utf-8")
    return Path(name)


def write(path: Path, *, count: int, more: str = "") -> Path:
    path.write_text(HEAD + FILES % count + more, encoding="utf-8")
    return path


def configure(text: str) -> None:
    Path("piaflow.toml").write_text(text, encoding="utf-8")


SILENT = "確かめられなかったこと 1 種"
"""The model tells nothing of 提供 and 移転."""


def last_line(result: Result) -> str:
    """Return the last line of what a call prints."""
    return result.stdout.splitlines()[-1]


def found(*words: str | Path) -> list[dict[str, Any]]:
    result = call("check", *words, "--format", "json")
    told: list[dict[str, Any]] = json.loads(result.stdout)
    assert result.exit_code == any(one["severity"] == "error" for one in told)
    return told


def test_a_sound_model_ends_well(tmp_path: Path) -> None:
    result = call("check", write(tmp_path / "m.yaml", count=1), *COUNT)
    assert (result.exit_code, last_line(result)) == (0, f"1 件の文書に指摘 0 件、{SILENT}")


def test_a_finding_is_told_with_its_place_and_ends_with_1(model: Path) -> None:
    (told,) = found(model, *COUNT)
    assert (told["document"], told["file"]) == ("みなと市長 住基", str(model))
    assert told["key"] == "declared-count@台帳/委託の件数"
    assert told["place"] == {"file": str(model), "line": 6, "column": 14}


@pytest.mark.parametrize("fmt", ["text", "json", "json-report", "markdown", "sarif", "github"])
def test_every_format_tells_the_finding_and_is_written_whole(fmt: str, model: Path, tmp_path: Path) -> None:
    printed = call("check", model, *COUNT, "--format", fmt)
    assert printed.exit_code == 1
    assert "台帳の委託は2件とあるが" in printed.stdout
    result = call("check", model, *COUNT, "--format", fmt, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stdout == f"1 件の文書に指摘 1 件（誤り 1）、{SILENT}を {tmp_path}/out に書きました\n"
    assert (tmp_path / "out").read_text(encoding="utf-8") == printed.stdout
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.yaml", "out"]


def test_a_folder_stands_for_its_models_each_once(tmp_path: Path) -> None:
    for name in ("a", "changes", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "m.yaml", count=2)
    files = [told["file"] for told in found(tmp_path, tmp_path / "b" / "m.yaml", *COUNT)]
    assert files == [str(tmp_path / "a/m.yaml"), str(tmp_path / "b/m.yaml")]


def test_a_folder_of_very_many_files_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("piaflow.app.loading._MOST_FILES", 3)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    write(tmp_path / "m.yaml", count=2)
    (line,) = refused("check", tmp_path)
    assert line == f"{tmp_path}: ファイルが3以上あります。モデルだけのフォルダーを指定してください"
    (tmp_path / "a.txt").unlink()
    assert call("check", tmp_path).exit_code in {0, 1}


def test_a_folder_without_models_is_no_sound_folder(tmp_path: Path) -> None:
    (line,) = refused("check", tmp_path)
    assert line == f"{tmp_path}: モデルのファイル（.yaml）も、読める評価書もありません"


def test_rules_are_selected_and_ignored_by_name() -> None:
    every = {told["rule"] for told in found(MINATO)}
    assert len(every) > 1
    one = min(every)
    assert {told["rule"] for told in found(MINATO, "--select", one)} == {one}
    assert {told["rule"] for told in found(MINATO, "--ignore", one)} == every - {one}


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_an_unknown_rule_comes_with_the_nearest(option: str) -> None:
    words = [MINATO] if option != "--explain" else []
    (line,) = refused("check", *words, option, "declared-coun")
    assert line == "規則「declared-coun」はありません（もしかして: declared-count）"


def test_only_what_is_new_since_the_baseline_is_told(model: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    call("check", model, *COUNT, "--format", "json", "-o", baseline)
    result = call("check", model, *COUNT, "--baseline", baseline)
    assert (result.exit_code, last_line(result)) == (0, f"1 件の文書に指摘 0 件、前からの指摘 1 件、{SILENT}")
    more = "  別台帳:\n    holder: 端末\n    counts: {提供: {done: yes, count: 3}}\n    provisions: {提供先1: {recipient: 国}}\n"
    write(model, count=5, more=more)
    (new,) = found(model, *COUNT, "--baseline", baseline)
    assert new["key"] == "declared-count@別台帳/提供の件数"


def test_a_baseline_counts_for_its_own_document_only(model: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    call("check", model, *COUNT, "--format", "json", "-o", baseline)
    text = model.read_text(encoding="utf-8").replace("住基", "税")
    (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
    assert len(found(tmp_path / "other.yaml", *COUNT, "--baseline", baseline)) == 1


@pytest.mark.parametrize("text", ["{}x", "{", '[{"key": 1}]', "[1]", "3", "null", '"a"', "[" * 100_000])
def test_a_baseline_that_is_none_is_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    (line,) = refused("check", MINATO, "--baseline", tmp_path / "b.json")
    assert line == f"{tmp_path}/b.json: piaflow check --format json の出力ではありません"


def test_a_baseline_that_is_missing_is_one_line(tmp_path: Path) -> None:
    (line,) = refused("check", MINATO, "--baseline", tmp_path / "b.json")
    assert line == f"{tmp_path}/b.json: ファイルがありません"


def test_today_decides_whether_an_acceptance_holds(model: Path) -> None:
    write(
        model,
        count=2,
        more='accepted: {declared-count@台帳/委託の件数: {reason: 別紙を待つ, until: "2026-06-30"}}\n',
    )
    held = call("check", model, "--select", "declared-count", "--today", "2026-06-30")
    assert (held.exit_code, last_line(held)) == (0, f"1 件の文書に指摘 0 件、承知した指摘 1 件、{SILENT}")
    over = found(model, *COUNT, "--select", "acceptance-unmatched", "--today", "2026-07-01")
    assert [told["rule"] for told in over] == ["declared-count", "acceptance-unmatched"]


def test_an_accepted_finding_is_in_sarif_as_suppressed(model: Path) -> None:
    write(model, count=2, more="accepted: {declared-count@台帳/委託の件数: {reason: 別紙を待つ}}\n")
    result = call("check", model, *COUNT, "--format", "sarif")
    assert result.exit_code == 0
    (told,) = json.loads(result.stdout)["runs"][0]["results"]
    assert told["suppressions"][0]["justification"] == "別紙を待つ"


def test_a_change_file_is_checked_on_its_base_with_both_files_places() -> None:
    files = {
        Path(p.place.file).name
        for d in check_files([KONBINI], Project(RULES, RULES)).documents
        for p in d.standing
    }
    assert "minato.yaml" in files
    assert found(KONBINI)[0]["file"] == KONBINI


@pytest.mark.parametrize(
    "words",
    [
        [],
        [MINATO, "--explain", "declared-count"],
        ["--explain", "declared-count", "--format", "json"],
        [MINATO, "--today", "2026-13-01"],
        [MINATO, "--today", "明日"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_refused(words: list[str]) -> None:
    assert refused("check", *words)


def test_a_rule_is_explained_without_a_model() -> None:
    text = call("check", "--explain", "declared-count").stdout
    assert all(word in text for word in ("件数と一覧が合わない", "確かめること", "どう直すか", "誤り"))
    assert "norm-broken" not in text


def test_all_rules_are_explained_on_one_page(tmp_path: Path) -> None:
    call("check", "--explain", "all", "--format", "markdown", "-o", tmp_path / "rules.md")
    page = (tmp_path / "rules.md").read_text(encoding="utf-8")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == [r.name for r in RULES]


@pytest.mark.parametrize(("name", "rules"), [("ONE", ["own-rule"]), ("SEVERAL", ["own-rule", "other-rule"])])
def test_a_project_adds_rules_of_its_own(name: str, rules: list[str], project: Path) -> None:
    configure(f'rules = ["{project}:{name}"]')
    assert [told["subjects"] for told in found("m.yaml", "--select", "own-rule")] == [["端末"]]
    text = call("check", "--explain", "all", "--format", "markdown").stdout
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")][len(RULES) :] == rules


def test_an_accepted_finding_of_an_own_rule_is_missed_only_where_the_rule_runs(
    model: Path, project: Path
) -> None:
    configure(f'rules = ["{project}:ONE"]')
    write(model, count=1, more="accepted: {own-rule@別の端末: {reason: ない}}\n")
    words = ("m.yaml", "--select", "acceptance-unmatched")
    assert found(*words) == []
    rules = [told["rule"] for told in found(*words, "--select", "own-rule")]
    assert rules == ["own-rule", "acceptance-unmatched"]


def test_a_call_selects_instead_of_the_project_and_ignores_on_top_of_it(project: Path) -> None:
    configure(f'rules = ["{project}:ONE"]\nselect = ["own-rule"]')
    assert {told["rule"] for told in found("m.yaml")} == {"own-rule"}
    assert {told["rule"] for told in found("m.yaml", *COUNT)} == {"declared-count"}
    assert found("m.yaml", "--ignore", "own-rule") == []
    configure('ignore = ["declared-count"]')
    assert found("m.yaml", *COUNT) == []


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("{}:TAKEN", "規則の名前「declared-count」はもう使われています"),
        ("{}:ON", "rules の「{}:ON」はありません（もしかして: ONE）"),
        ("{}:OWN", "rules の「{}:OWN」はありません（もしかして: ONE）"),
        ("{}:find", "rules の「{}:find」は Rule でも Rule の並びでもありません"),
        ("{}", "rules の「{}」は module:NAME の形ではありません"),
        (
            "no_such:ONE",
            "rules の「no_such:ONE」を取り込めません（ModuleNotFoundError: No module named 'no_such'）",
        ),
    ],
)
def test_a_wrong_rule_of_a_project_is_one_line(name: str, complaint: str, project: Path) -> None:
    configure(f'rules = ["{name.format(project)}"]')
    line = refused("check", "m.yaml")[-1]
    assert line == f"{Path('piaflow.toml').resolve()}: {complaint.format(project)}"


@pytest.mark.parametrize("key", ["select", "ignore"])
def test_a_rule_that_the_project_names_wrongly_is_told_with_the_file(key: str, project: Path) -> None:
    assert project
    configure(f'{key} = ["norm-brokn"]')
    (line,) = refused("check", "m.yaml")
    assert line.endswith("piaflow.toml: 規則「norm-brokn」はありません（もしかして: norm-broken）")


@pytest.mark.parametrize(("least", "code"), [("error", 0), ("warning", 1), ("note", 1)])
def test_the_exit_code_is_of_findings_as_grave_as_asked_for(least: str, code: int, tmp_path: Path) -> None:
    names = "parties: {番号連携サーバー: {kind: 部署}, 番号連携サーバ: {kind: 部署}}\n"
    model = write(tmp_path / "m.yaml", count=1, more=names)
    rule = ("--select", "spelling-variants")
    assert [told["severity"] for told in found(model, *rule)] == ["warning"]
    assert call("check", model, *rule, "--fail-on", least).exit_code == code


def test_silence_says_what_it_did_not_see(tmp_path: Path) -> None:
    model = write(tmp_path / "m.yaml", count=1)
    gap = "委託・提供・移転の有無（Ⅱ.4・Ⅱ.5）"
    for fmt in ("text", "markdown", "sarif", "github", "json-report"):
        assert gap in call("check", model, *COUNT, "--format", fmt).stdout
    (told,) = json.loads(call("check", model, *COUNT, "--format", "json-report").stdout)["documents"]
    assert told["findings"] == []
    assert told["not_checked"] == [{"what": gap, "missing": 2, "total": 3, "rules": ["declared-count"]}]


def test_a_norm_younger_than_the_document_is_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    systems = "systems: {網: {entry: 情報提供ネットワークシステム}, 税システム: {entry: 既存住民基本台帳システム}}\n"
    old = HEAD.replace("assessment: {", 'assessment: {published: "2014-01-01", ')
    model = tmp_path / "m.yaml"
    model.write_text(old + systems + "flows: [{from: 税システム, to: 網}]\n", encoding="utf-8")
    rule = ("--select", "norm-broken")
    assert found(model, *rule) == []
    assert "後の規範による指摘 1 件は示していない" in last_line(call("check", model, *rule))
    (told,) = found(model, *rule, "--norms")
    assert (told["rule"], told["grounds"]) == ("norm-broken", "later-norm")


def test_the_documents_of_models_give_the_lines_of_each_field(tmp_path: Path) -> None:
    (line,) = refused("check", write(tmp_path / "m.yaml", count=1), "--document", tmp_path / "none")
    assert line == f"{tmp_path}/none: フォルダーがありません"


def test_a_document_that_is_not_in_the_folder_is_told_of(tmp_path: Path) -> None:
    named = write(tmp_path / "m.yaml", count=2, more='documents: {"900": {file: 住基.txt}}\n')
    (tmp_path / "documents").mkdir()
    alone, with_folder = call("check", named), call("check", named, "--document", tmp_path / "documents")
    told = f"みなと市長 住基: {tmp_path}/documents に文書 住基.txt がないので、モデルだけを確かめます"
    assert told in with_folder.stderr.splitlines()
    assert with_folder.stdout == alone.stdout
    assert with_folder.exit_code == alone.exit_code


def test_a_model_that_names_no_document_is_told_of(model: Path, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    told = "みなと市長 住基: 文書のファイルの名がモデルにないので、モデルだけを確かめます"
    assert told in call("check", model, "--document", tmp_path / "documents").stderr.splitlines()
    assert told not in call("check", model).stderr.splitlines()
