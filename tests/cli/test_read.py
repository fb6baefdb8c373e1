"""`piaflow read`: a document as a model, and documents wherever a command takes a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from piaflow import load, read
from piaflow.app.loading import read_named
from piaflow.cli.main import main
from tests.app.test_documents import ROWS


@pytest.fixture
def document(tmp_path: Path) -> str:
    file = tmp_path / "評価書.txt"
    file.write_text(ROWS, encoding="utf-8")
    return str(file)


def test_read_says_what_it_read_and_writes_a_model(document: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    told = CliRunner().invoke(main, ["read", document, "-o", str(model)])
    assert told.exit_code == 0
    assert "重点項目評価書" in told.stdout
    assert "章ごとに読めた欄" in told.stdout
    shown = CliRunner().invoke(main, ["show", str(model)])
    assert (shown.exit_code, "霧ヶ丘情報株式会社" in shown.stdout) == (0, True)


def test_read_says_that_a_model_of_facts_lacks_the_sentences_of_its_document(tmp_path: Path) -> None:
    kirigaoka = Path(__file__).parents[2] / "docs/kirigaoka.txt"
    facts, whole = tmp_path / "facts.yaml", tmp_path / "whole.yaml"
    told = CliRunner().invoke(main, ["read", str(kirigaoka), "-o", str(facts)])
    count = len(read(kirigaoka).assessment.texts)
    assert f"{count} 欄の文は入れていません" in told.output
    told = CliRunner().invoke(main, ["read", str(kirigaoka), "-o", str(whole), "--texts"])
    assert "欄の文は入れていません" not in told.output
    assert len(load(whole).texts) == count


def test_a_file_that_is_there_is_not_written_over(document: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    model.write_text("person's own", encoding="utf-8")
    told = CliRunner().invoke(main, ["read", document, "-o", str(model)])
    assert (told.exit_code, model.read_text(encoding="utf-8")) == (2, "person's own")


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("show", [], "こども医療システム"),
        ("trace", ["--item", "個人番号"], "こども医療ファイル"),
        ("check", ["--select", "basis-missing"], "1 件の文書に指摘 0 件"),
        ("form", [], "霧ヶ丘情報株式会社"),
        ("todo", [], "こども医療費助成事務"),
    ],
)
def test_a_command_takes_a_document_where_it_takes_a_model(
    document: str, command: str, options: list[str], said: str
) -> None:
    told = CliRunner().invoke(main, [command, document, *options])
    assert (told.exit_code, told.stderr) == (0, "")
    assert said in told.stdout


def test_a_finding_stands_at_the_line_of_the_document(document: str) -> None:
    told = CliRunner().invoke(main, ["check", document])
    line = next(n for n, row in enumerate(ROWS.splitlines(), 1) if row.startswith("委託の有無"))
    assert told.exit_code == 1
    assert f"評価書:{line}" in told.stdout


def test_the_impact_of_a_later_document_is_that_of_its_changes(document: str, tmp_path: Path) -> None:
    later = tmp_path / "翌年.txt"
    later.write_text(ROWS.replace("霧ヶ丘情報株式会社", "別会社株式会社"), encoding="utf-8")
    told = CliRunner().invoke(main, ["impact", document, str(later)])
    assert told.exit_code == 0
    assert "別会社株式会社" in told.stdout


@pytest.mark.parametrize("content", ["", "拝啓　春の候", "%PDF-1.7 broken", "PK\x03\x04broken"])
def test_what_cannot_be_read_is_one_line_and_nothing_is_written(tmp_path: Path, content: str) -> None:
    file, model = tmp_path / "壊れた.pdf", tmp_path / "m.yaml"
    file.write_text(content, encoding="latin-1" if content.startswith(("%", "PK")) else "utf-8")
    told = CliRunner().invoke(main, ["read", str(file), "-o", str(model)])
    assert (told.exit_code, told.stderr.count("\n"), model.exists()) == (2, 1, False)


def _read(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, words)])


def _decide(document: str, **said: str) -> str:
    line = next(n for n, row in enumerate(ROWS.splitlines(), 1) if "霧ヶ丘情報株式会社" in row)
    told = {"at": str(line), "words": ROWS.splitlines()[line - 1], **said}
    file = Path(document).with_name("d.yaml")
    file.write_text(
        json.dumps({"decisions": {"Ⅱ.ファイル1.4.委託事項1.③": told}}, ensure_ascii=False), encoding="utf-8"
    )
    return str(file)


def test_a_decision_is_told_apart_from_what_was_read(document: str) -> None:
    told = _read(document, "--decisions", _decide(document, text="人の決めた会社"))
    assert (told.exit_code, told.stderr) == (0, "")
    assert "ほかに 1 欄は人の決定" in told.stdout


def test_a_decision_about_other_words_is_listed_with_its_place(document: str) -> None:
    file = _decide(document, text="会社", words="③委託先名 前の会社")
    told = _read(document, "--decisions", file, "--form", Path(document).with_name("f.json"))
    assert told.exit_code == 0
    assert "当てはまらない決定（1）" in told.stdout
    assert "d.yaml:1:" in told.stdout.replace("\n", "")
    assert "人の決めた" not in Path(document).with_name("f.json").read_text(encoding="utf-8")


def test_a_wrong_file_of_decisions_is_one_line_and_nothing_is_written(document: str, tmp_path: Path) -> None:
    file = _decide(document, txet="会社", text="会社")
    told = _read(document, "--decisions", file, "-o", tmp_path / "m.yaml", "--report", tmp_path / "r.html")
    assert (told.exit_code, told.stderr.count("\n"), told.stdout) == (2, 1, "")
    assert "もしかして: text" in told.stderr
    assert not (tmp_path / "m.yaml").exists()
    assert not (tmp_path / "r.html").exists()


def test_the_report_is_written_beside_the_model(document: str, tmp_path: Path) -> None:
    told = _read(document, "-o", tmp_path / "m.yaml", "--report", tmp_path / "read.html")
    assert (told.exit_code, told.stderr) == (0, "")
    assert (tmp_path / "read.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.fixture
def later(document: str, tmp_path: Path) -> str:
    """The document of the next year, and the model that a person made of this one."""
    _read(document, "-o", tmp_path / "m.yaml")
    file = tmp_path / "翌年.txt"
    file.write_text(ROWS.replace("[10人未満]", "[10人以上50人未満]"), encoding="utf-8")
    return str(file)


def test_a_newer_revision_goes_into_the_model_once(later: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    held = model.read_bytes()
    checked = _read(later, "--into", model, "--check")
    assert (checked.exit_code, model.read_bytes()) == (1, held)
    assert "書き換えること（1）" in checked.stdout
    told = _read(later, "--into", model)
    assert (told.exit_code, told.stderr) == (0, "")
    assert "書き換えたこと（1）" in told.stdout
    assert "10人以上50人未満" in model.read_text(encoding="utf-8")
    assert _read(later, "--into", model, "--check").exit_code == 0
    assert CliRunner().invoke(main, ["check", str(model)]).stderr == ""


@pytest.mark.parametrize(
    "words",
    [
        ["--into", "m.yaml", "-o", "n.yaml"],
        ["--into", "m.yaml", "--texts"],
        ["--check"],
        ["--before", "x.txt"],
    ],
)
def test_options_that_do_not_go_together_are_refused(document: str, words: list[str]) -> None:
    assert _read(document, *words).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--into", "m.yaml", "--report", "m.yaml"],
        ["--into", "m.yaml", "--check", "--report", "m.yaml"],
        ["--into", "m.md", "--form", "m.md"],
        ["--into", "m.yaml", "--before", "評価書.txt", "--report", "評価書.txt"],
        ["--report", "翌年.txt"],
        ["--decisions", "decided.yaml", "--report", "decided.yaml"],
        ["-o", "new.html", "--report", "new.html"],
        ["--report", "new.yaml"],
        ["-o", "new.yaml", "--form", "none/new.md"],
        ["--form", "new.md", "--report", "none/new.html"],
        ["--form", "new.md", "--report", "./new.md"],
    ],
)
def test_no_page_or_form_takes_the_place_of_an_input_or_of_each_other(
    later: str, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.md").write_bytes(Path("m.yaml").read_bytes())
    Path("decided.yaml").write_text("{}\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    told = _read(later, *words)
    assert (told.exit_code, told.stderr.count("\n")) == (2, 1), told.output
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_model_whose_layout_cannot_be_kept_is_not_touched(later: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    text = model.read_text(encoding="utf-8")
    shared = text.replace("        handlers: 10人未満", "        <<: {handlers: 10人未満}")
    model.write_text(shared, encoding="utf-8")
    told = _read(later, "--into", model)
    if told.exit_code:
        assert (told.exit_code, told.stderr.count("\n")) == (2, 1)
        assert model.read_text(encoding="utf-8") == shared
    else:
        assert "10人以上50人未満" in model.read_text(encoding="utf-8")


OLDER = ROWS.replace("霧ヶ丘", "みなと").replace("こども医療", "ひとり親医療")
OTHERS = {
    "名簿.txt": "拝啓　春の候",
    "図.pdf": "no PDF",
    "~$様式.xlsx": "",
    "texts/評価書.txt": ROWS,
    ".隠し.txt": ROWS,
}


def _fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _call(command: str, *words: str | Path) -> Result:
    return CliRunner().invoke(main, [command, *map(str, words)])


@pytest.mark.parametrize("command", ["check", "todo"])
def test_a_folder_stands_for_its_models_and_the_documents_without_one(
    document: str, tmp_path: Path, command: str
) -> None:
    _read(document, "-o", tmp_path / "m.yaml")
    _fill(tmp_path, {"ひとり親.txt": OLDER, **OTHERS})
    told = _call(command, tmp_path)
    assert [file.path.name for file in read_named([tmp_path])] == ["m.yaml", "ひとり親.txt"]
    assert told.exit_code in (0, 1)
    (line,) = told.stderr.splitlines()
    assert "文書 3 件は読みません" in line
    assert all(name in line for name in ("評価書.txt", "名簿.txt", "図.pdf"))


def test_a_model_of_the_same_body_and_procedure_tells_a_document_under_another_name(
    document: str, tmp_path: Path
) -> None:
    _read(document, "-o", tmp_path / "m.yaml")
    Path(document).rename(tmp_path / "令和6年.txt")
    told = _call("todo", tmp_path)
    assert [file.path.name for file in read_named([tmp_path])] == ["m.yaml"]
    assert told.stderr == "フォルダーの文書 1 件は読みません。モデルがあります: 令和6年.txt\n"


def test_each_of_several_in_a_file_of_a_folder_is_read(tmp_path: Path) -> None:
    _fill(tmp_path, {"答申.txt": f"{ROWS}\n{OLDER}"})
    assert [file.path.name for file in read_named([tmp_path])] == ["答申.txt#1", "答申.txt#2"]


@pytest.mark.parametrize("files", [{}, OTHERS])
def test_a_folder_with_nothing_to_read_is_a_wrong_call(tmp_path: Path, files: dict[str, str]) -> None:
    _fill(tmp_path, files)
    told = _call("check", tmp_path)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "読める評価書もありません" in told.stderr


def test_a_folder_with_wrong_decisions_is_an_error(document: str, tmp_path: Path) -> None:
    Path(_decide(document, txet="会社", text="会社")).rename(tmp_path / "評価書.decisions.yaml")
    told = _call("check", tmp_path)
    assert (told.exit_code, told.stdout, told.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("show", []),
        ("trace", ["--item", "個人番号"]),
        ("check", []),
        ("form", []),
        ("todo", []),
        ("impact", ["評価書.txt"]),
        ("review", ["評価書.txt"]),
    ],
)
def test_every_command_says_how_many_decisions_do_not_hold(
    document: str, command: str, words: list[str]
) -> None:
    Path(_decide(document, text="会社", words="③委託先名 前の会社")).rename(
        Path(document).with_name("評価書.decisions.yaml")
    )
    told = _call(command, document, *(word.replace("評価書.txt", document) for word in words))
    assert told.exit_code in (0, 1)
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"{document}: 決定 1 件は、文書の言葉が変わったので")


def test_a_draft_says_most_boxes_at_once_and_the_same(document: str, tmp_path: Path) -> None:
    _read(document, "-o", tmp_path / "m.yaml")
    text = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    assert "rest: unknown" in text
    assert load(tmp_path / "m.yaml").assessment == read(document).model.replace(texts=()).assessment
    assert _call("tidy", "--check", tmp_path / "m.yaml").exit_code == 0
