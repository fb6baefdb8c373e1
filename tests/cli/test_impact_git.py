"""`piaflow impact --git`: models that come, go, move or were broken then are results and no errors."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from piaflow.store.revision import find_revision
from tests.cli.calling import call, refused
from tests.cli.test_impact import git

KEYS = {"document", "added", "removed", "changed", "reach", "causes", "changes", "judgement", "findings"}


def model(procedure: str, *systems: str, body: str = "しおかぜ町長") -> str:
    named = ", ".join(f"{name}: {{}}" for name in systems or ("端末",))
    return f"assessment: {{body: {body}, procedure: {procedure}}}\nsystems: {{{named}}}\n"


BROKEN = "flows: [{from: 端末, to: 台帳}]\ncontracts: [{forbid: [端末, 台帳]}]\n"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed folder of three models, a change file and a catalogue of the body's own."""
    folder = tmp_path / "models"
    for below, text in (
        ("a/juki.yaml", model("住基")),
        ("a/zei.yaml", model("住民税", "端末", "台帳")),
        ("b/kokuho.yaml", model("国保", "端末", "台帳") + BROKEN),
        ("a/changes/later.yaml", "base: ../juki.yaml\nadd: {systems: {新: {}}}\n"),
        ("catalogue/ours.yaml", "norms: {}\n"),
    ):
        (folder / below).parent.mkdir(parents=True, exist_ok=True)
        (folder / below).write_text(text, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "state")


def told(*words: str | Path) -> list[dict[str, Any]]:
    result = call("impact", "--git", "HEAD", *words, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    answer = json.loads(result.stdout)
    return answer if isinstance(answer, list) else [answer]


def states(*words: str | Path) -> list[tuple[str, str, str]]:
    return [(one["state"], one["file_before"], one["file"]) for one in told(*words)]


def test_a_folder_that_did_not_change_has_every_model_and_nothing_else(models: Path) -> None:
    names = ["models/a/juki.yaml", "models/a/zei.yaml", "models/b/kokuho.yaml"]
    assert states("models") == [("kept", name, name) for name in names]
    assert states(models) == [
        ("kept", f"{models.parent}/{name}", f"{models.parent}/{name}") for name in names
    ]


def test_a_model_that_came_and_one_that_went_are_results(models: Path) -> None:
    (models / "b" / "kokuho.yaml").unlink()
    (models / "c").mkdir()
    (models / "c" / "nenkin.yaml").write_text(model("年金", "端末", "台帳") + BROKEN, encoding="utf-8")
    assert states("models")[2:] == [
        ("added", "", "models/c/nenkin.yaml"),
        ("removed", "models/b/kokuho.yaml", ""),
    ]
    come, gone = told("models")[2:]
    assert set(come) >= KEYS
    assert set(gone) >= KEYS
    assert (come["document"], gone["document"]) == ("しおかぜ町長 年金", "しおかぜ町長 国保")
    assert [found["rule"] for found in come["findings"]["new"]] == ["contract-broken"]
    assert [found["rule"] for found in gone["findings"]["gone"]] == ["contract-broken"]
    assert come["judgement"]["result"] == gone["judgement"]["result"] == "NEEDS_REVIEW"


def test_a_model_and_a_folder_that_are_gone_are_named_all_the_same(models: Path) -> None:
    shutil.rmtree(models / "b")
    (models / "a" / "zei.yaml").unlink()
    assert states("models/b") == [("removed", "models/b/kokuho.yaml", "")]
    assert states("models/a/zei.yaml", "models/a/juki.yaml") == [
        ("kept", "models/a/juki.yaml", "models/a/juki.yaml"),
        ("removed", "models/a/zei.yaml", ""),
    ]
    shutil.rmtree(models)
    assert [state for state, _, _ in states("models")] == ["removed"] * 3


def test_a_renamed_model_is_compared_with_what_it_was_called(models: Path) -> None:
    (models / "a" / "zei.yaml").rename(models / "b" / "jumin-zei.yaml")
    (models / "b" / "jumin-zei.yaml").write_text(model("住民税", "端末", "新台帳"), encoding="utf-8")
    (renamed,) = (one for one in told("models") if one["state"] == "renamed")
    assert (renamed["file_before"], renamed["file"]) == ("models/a/zei.yaml", "models/b/jumin-zei.yaml")
    assert [d["name"] for d in renamed["added"]] == ["新台帳"]
    text = call("impact", "--git", "HEAD", "models").stdout
    assert "■ ファイルの名が変わったモデル：models/a/zei.yaml → models/b/jumin-zei.yaml" in text


@pytest.mark.parametrize("order", [("x", "y"), ("y", "x")])
def test_where_several_are_of_one_document_their_content_or_name_says_which_is_which(
    order: tuple[str, str], models: Path
) -> None:
    for name in order:
        (models / f"{name}.yaml").write_text(model("年金", name), encoding="utf-8")
    commit(models.parent)
    (models / "d").mkdir()
    (models / "x.yaml").rename(models / "d" / "other.yaml")
    (models / "y.yaml").rename(models / "d" / "y.yaml")
    (models / "d" / "y.yaml").write_text(model("年金", "y", "z"), encoding="utf-8")
    assert sorted(one for one in states("models") if one[0] != "kept") == [
        ("renamed", "models/x.yaml", "models/d/other.yaml"),
        ("renamed", "models/y.yaml", "models/d/y.yaml"),
    ]


def test_where_nobody_knows_which_is_which_both_came_and_both_went(models: Path) -> None:
    for name in ("x", "y"):
        (models / f"{name}.yaml").write_text(model("年金", name), encoding="utf-8")
    commit(models.parent)
    for name in ("x", "y"):
        (models / f"{name}.yaml").unlink()
        (models / f"new-{name}.yaml").write_text(model("年金", f"new-{name}"), encoding="utf-8")
    assert [state for state, _, _ in states("models") if state != "kept"] == ["added"] * 2 + ["removed"] * 2


def long_model(procedure: str, *systems: str) -> str:
    """A model of which git finds most again where a system or two differ."""
    same = "".join(f"  共通システム{n}: {{functions: [窓口の受付{n}, 台帳の管理{n}]}}\n" for n in range(9))
    own = "".join(f"  {name}: {{functions: [{name}の受付, {name}の管理]}}\n" for name in systems)
    return f"assessment: {{body: しおかぜ町長, procedure: {procedure}}}\nsystems:\n{same}{own}"


def test_of_several_of_one_document_git_says_which_is_most_like_which(models: Path) -> None:
    for name, systems in (("x", "甲乙丙丁"), ("y", "子丑寅卯")):
        (models / f"{name}.yaml").write_text(long_model("年金", *systems), encoding="utf-8")
    commit(models.parent)
    for name, new, systems in (("y", "p", "子丑寅新"), ("x", "q", "甲乙丙新")):
        (models / f"{name}.yaml").unlink()
        (models / f"{new}.yaml").write_text(long_model("年金", *systems), encoding="utf-8")
    assert sorted(one for one in states("models") if one[0] != "kept") == [
        ("renamed", "models/x.yaml", "models/q.yaml"),
        ("renamed", "models/y.yaml", "models/p.yaml"),
    ]


def test_another_document_written_on_the_same_form_is_no_renamed_one(models: Path) -> None:
    (models / "x.yaml").write_text(long_model("年金", "甲"), encoding="utf-8")
    commit(models.parent)
    (models / "x.yaml").unlink()
    (models / "y.yaml").write_text(long_model("介護保険", "甲"), encoding="utf-8")
    assert [one for one in states("models") if one[0] != "kept"] == [
        ("added", "", "models/y.yaml"),
        ("removed", "models/x.yaml", ""),
    ]


def test_a_model_renamed_twice_and_changed_is_one_that_was_renamed(models: Path) -> None:
    (models / "a" / "zei.yaml").rename(models / "a" / "zei2.yaml")
    commit(models.parent)
    (models / "a" / "zei2.yaml").rename(models / "b" / "zei3.yaml")
    (models / "b" / "zei3.yaml").write_text(model("住民税", "端末", "新台帳"), encoding="utf-8")
    commit(models.parent)
    result = call("impact", "--git", "HEAD~2", "models", "--format", "json")
    (one,) = (one for one in json.loads(result.stdout) if one["state"] != "kept")
    assert (one["state"], one["file_before"], one["file"]) == (
        "renamed",
        "models/a/zei.yaml",
        "models/b/zei3.yaml",
    )
    assert [d["name"] for d in one["added"]] == ["新台帳"]


def test_models_that_swapped_their_names_are_each_compared_with_themselves(models: Path) -> None:
    juki, zei = models / "a" / "juki.yaml", models / "a" / "zei.yaml"
    juki.rename(models / "aside")
    zei.rename(juki)
    (models / "aside").rename(zei)
    found = [one for one in told("models") if one["state"] != "kept"]
    assert [(one["state"], one["file_before"], one["file"]) for one in found] == [
        ("renamed", "models/a/zei.yaml", "models/a/juki.yaml"),
        ("renamed", "models/a/juki.yaml", "models/a/zei.yaml"),
    ]
    assert [one["judgement"]["result"] for one in found] == ["NO_CHANGE"] * 2


def test_a_model_whose_place_another_took_is_found_where_it_went(models: Path) -> None:
    (models / "a" / "juki.yaml").rename(models / "a" / "juki-kyu.yaml")
    (models / "a" / "juki.yaml").write_text(model("年金"), encoding="utf-8")
    assert [one for one in states("models") if one[0] != "kept"] == [
        ("renamed", "models/a/juki.yaml", "models/a/juki-kyu.yaml"),
        ("added", "", "models/a/juki.yaml"),
    ]


def test_a_model_that_is_of_another_procedure_now_is_still_the_same_file(models: Path) -> None:
    (models / "a" / "juki.yaml").write_text(model("住民基本台帳"), encoding="utf-8")
    assert states("models/a/juki.yaml") == [("kept", "models/a/juki.yaml", "models/a/juki.yaml")]


@pytest.mark.parametrize("is_staged", [True, False])
def test_a_model_moved_out_of_the_folder_and_one_moved_in_are_renamed(is_staged: bool, models: Path) -> None:
    """Also where git has not been told of the new file; another YAML file of the repository is no model."""
    other = models.parent / "別の所"
    other.mkdir()
    (models / "a" / "zei.yaml").rename(other / "zei.yaml")
    (models.parent / "values.yaml").write_text("replicas: 3\n", encoding="utf-8")
    if is_staged:
        git(models.parent, "add", ".")
    moved = ("renamed", "models/a/zei.yaml", "別の所/zei.yaml")
    assert [one for one in states("models") if one[0] != "kept"] == [moved]
    assert states("models/a/zei.yaml") == [moved]
    assert states("別の所") == states("別の所/zei.yaml") == [moved]
    whole = [("renamed", f"{models}/a/zei.yaml", f"{other}/zei.yaml")]
    assert [one for one in states(models) if one[0] != "kept"] == whole


def test_a_change_file_is_no_model_that_went(models: Path) -> None:
    """Base and change are of one document: only like is compared with like."""
    (models / "a" / "juki.yaml").rename(models / "b" / "juki.yaml")
    (models / "a" / "changes" / "later.yaml").unlink()
    new = models / "b" / "later.yaml"
    new.write_text("base: juki.yaml\nadd: {systems: {新: {}}}\n", encoding="utf-8")
    assert states("models/b/later.yaml") == [("added", "", "models/b/later.yaml")]
    found = [one for one in states("models") if one[0] != "kept"]
    assert found == [
        ("renamed", "models/a/juki.yaml", "models/b/juki.yaml"),
        ("added", "", "models/b/later.yaml"),
    ]


def test_a_change_file_is_compared_with_its_base_of_then_wherever_that_is_now(models: Path) -> None:
    change = models / "a" / "changes" / "later.yaml"
    (models / "a" / "juki.yaml").rename(models / "b" / "juki.yaml")
    change.write_text("base: ../../b/juki.yaml\nadd: {systems: {新: {}}}\n", encoding="utf-8")
    (one,) = told("models/a/changes/later.yaml")
    assert (one["state"], one["judgement"]["result"]) == ("kept", "NO_CHANGE")


def test_a_change_file_without_its_base_is_told(models: Path) -> None:
    change = "models/a/changes/later.yaml"
    (models / "a" / "juki.yaml").unlink()
    (line,) = refused("impact", "--git", "HEAD", change)
    assert line.startswith("models/a/changes/later.yaml:1:7: base「../juki.yaml」: ファイルがありません")
    git(models.parent, "rm", "-q", "--cached", "models/a/juki.yaml")
    git(models.parent, "commit", "-qm", "no base")
    (models / "a" / "juki.yaml").write_text(model("住基"), encoding="utf-8")
    (line,) = refused("impact", "--git", "HEAD", change)
    assert line == "HEAD:models/a/changes/later.yaml:1:7: base「../juki.yaml」: この版にファイルがありません"


def test_a_model_that_was_broken_then_stops_no_other(models: Path) -> None:
    path = models / "a" / "zei.yaml"
    path.write_text("assessment: {body: しおかぜ町長}\nsystem: {}\n", encoding="utf-8")
    commit(models.parent)
    path.write_text(model("住民税"), encoding="utf-8")
    one = told("models")[1]
    assert (one["state"], one["file"]) == ("unreadable", "models/a/zei.yaml")
    assert [problem.split(":")[:2] for problem in one["problems"]] == [["HEAD", "models/a/zei.yaml"]] * 2
    text = call("impact", "--git", "HEAD", "models").stdout
    assert "■ 前の版が読めず、比べられないモデル：models/a/zei.yaml" in text
    assert "HEAD:models/a/zei.yaml:1:1: 「procedure」がありません" in text
    lines = refused("impact", "--git", "HEAD", "models/a/zei.yaml")
    assert lines[0].startswith("HEAD:models/a/zei.yaml:")


def test_every_state_is_told_in_markdown(models: Path) -> None:
    (models / "b" / "kokuho.yaml").rename(models / "b" / "kokuho2.yaml")
    (models / "a" / "zei.yaml").unlink()
    (models / "a" / "nenkin.yaml").write_text(model("年金"), encoding="utf-8")
    page = call("impact", "--git", "HEAD", "models", "--format", "markdown").stdout
    assert "ファイルの名が変わったモデル　`models/b/kokuho.yaml` → `models/b/kokuho2.yaml`" in page
    assert "## 足されたモデル　`models/a/nenkin.yaml`" in page
    assert "## なくなったモデル　`models/a/zei.yaml`" in page


def test_only_a_model_with_two_states_is_drawn(models: Path) -> None:
    (models / "b" / "new.yaml").write_text(model("年金"), encoding="utf-8")
    assert (
        "比べられるモデル1つだけ"
        in refused("impact", "--git", "HEAD", "models/b/new.yaml", "-o", "i.xlsx")[-1]
    )
    (models / "b" / "kokuho.yaml").write_text(model("国保", "端末", "新"), encoding="utf-8")
    assert call("impact", "--git", "HEAD", "models/b/kokuho.yaml", "-o", "i.xlsx").exit_code == 0


def test_a_text_in_a_file_beside_the_model_is_read_as_it_was_then(models: Path) -> None:
    beside = models / "a/texts/juki.yaml"
    beside.parent.mkdir()
    beside.write_text("Ⅳ.3: 毎年研修を行う\n", encoding="utf-8")
    (models / "a/juki.yaml").write_text(model("住基") + "texts: texts/juki.yaml\n", encoding="utf-8")
    commit(models.parent)
    beside.write_text("Ⅳ.3: 毎年2回研修を行う\n", encoding="utf-8")
    (answer,) = (one for one in told("models") if one["file"] == "models/a/juki.yaml")
    (row,) = answer["changes"]
    assert (row["path"], row["before"], row["after"], row["significant"]) == (
        "Ⅳ.3",
        "毎年研修を行う",
        "毎年2回研修を行う",
        True,
    )


def test_a_file_of_texts_that_was_not_there_then_makes_the_model_of_then_unreadable(models: Path) -> None:
    (models / "a/juki.yaml").write_text(model("住基") + "texts: texts/juki.yaml\n", encoding="utf-8")
    commit(models.parent)
    (models / "a/juki.yaml").write_text(model("住基"), encoding="utf-8")
    (answer,) = (one for one in told("models") if one["file"] == "models/a/juki.yaml")
    assert answer["state"] == "unreadable"


def test_a_folder_that_is_reached_by_a_link_has_lost_no_file(models: Path) -> None:
    link = models.parent.parent / f"{models.parent.name}-link"
    link.symlink_to(models / "a")
    revision = find_revision(link, "HEAD")
    assert revision.list_moved() == ((), ())
    (models / "a" / "neu.yaml").write_text(model("新"), encoding="utf-8")
    gone, come = revision.list_moved()
    assert (gone, [path.name for path in come]) == ((), ["neu.yaml"])
