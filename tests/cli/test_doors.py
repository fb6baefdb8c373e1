"""Damage: no call writes over its input, runs a stranger's code, or lets a name steer the reader's terminal."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import KONBINI, MINATO, call, refused

HEAD = "assessment: {body: みなと市長, procedure: 住基}\n"
CITY = f"{HEAD}systems: {{市町村CS: {{}}, 窓口端末: {{}}}}\nflows: [{{from: 窓口端末, to: 市町村CS}}]\n"
BROKEN = f"{CITY}contracts: [{{forbid: [窓口端末, 市町村CS]}}]\n"
OWN_RULES = """import sys
from piaflow.rules.finding import Hit
from piaflow.rules.rule import Rule
open("ran", "w").close()
ONE = Rule("own-rule", "題", "検", "意", "直", "源", find=lambda dossier: {body})
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a model, a change file on it, a page about it and a baseline."""
    shutil.copy(MINATO, tmp_path / "minato.yaml")
    shutil.copy(KONBINI, tmp_path / "konbini.yaml")
    (tmp_path / "m.yaml").write_text(CITY, encoding="utf-8")
    (tmp_path / "known.json").write_text("[]", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("konbini.yaml")
    (tmp_path / "hard.svg").hardlink_to(tmp_path / "minato.yaml")
    (tmp_path / "x").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "check m.yaml -o m.yaml",
        "check m.yaml -o x/../m.yaml",
        "check konbini.yaml -o minato.yaml",
        "check m.yaml --baseline known.json -o known.json",
        "check m.yaml --format json -o piaflow.toml",
        "impact konbini.yaml -o link.json",
        "impact m.yaml minato.yaml --format json -o m.yaml",
        "impact m.yaml --with konbini.yaml --format markdown -o konbini.yaml",
        "impact m.yaml --with konbini.yaml --format markdown -o minato.yaml",
        "draw konbini.yaml --view topology -o hard.svg",
        "draw m.yaml --view impact --before minato.yaml -o hard.svg",
        "new --template 住民税 --body みなと市長 -o m.yaml",
    ],
)
def test_no_call_writes_over_what_it_read(words: str, folder: Path) -> None:
    (folder / "piaflow.toml").write_text("ignore = []\n", encoding="utf-8")
    if "--with" in words:
        shutil.copy("minato.yaml", "m.yaml")  # another file than the base that the change names
    before = state(folder)
    (line,) = refused(*words.split(" "))
    assert line.startswith(f"{words.rpartition(' ')[2]}: ")
    assert "上書きしません" in line
    assert state(folder) == before


@pytest.mark.parametrize("words", ["check . --format json", "impact minato.yaml m.yaml", "form m.yaml"])
def test_no_call_writes_over_the_document_that_a_model_names(words: str, folder: Path) -> None:
    text = (folder / "m.yaml").read_text(encoding="utf-8")
    (folder / "m.yaml").write_text(f"{text}documents: {{公表: {{file: 公表.json}}}}\n", encoding="utf-8")
    (folder / "公表.json").write_text("{}", encoding="utf-8")
    before = state(folder)
    (line,) = refused(*words.split(" "), "-o", "公表.json")
    assert "上書きしません" in line
    assert state(folder) == before


def test_a_page_is_still_written_anew_and_a_picture_never_over_a_model(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text("<!-- piaflow: show m.yaml -->\n<!-- /piaflow -->\n", encoding="utf-8")
    assert call("draw", "--into", page).exit_code == 0
    assert "窓口端末" in page.read_text(encoding="utf-8")
    page.write_text(
        "<!-- piaflow: draw minato.yaml --view topology -o hard.svg -->\n<!-- /piaflow -->\n", "utf-8"
    )
    before = state(folder)
    assert "上書きしません" in refused("draw", "--into", page)[-1]
    assert state(folder) == before


def test_what_a_command_writes_keeps_its_mode_its_link_and_its_device(folder: Path) -> None:
    (folder / "private.json").write_text("old", encoding="utf-8")
    (folder / "private.json").chmod(0o600)
    (folder / "latest.json").symlink_to("private.json")
    assert call("check", "m.yaml", "--format", "json", "-o", "latest.json").exit_code in (0, 1)
    assert (folder / "latest.json").is_symlink()
    assert (folder / "private.json").stat().st_mode & 0o777 == 0o600
    json.loads((folder / "private.json").read_text(encoding="utf-8"))
    call("check", "m.yaml", "-o", "/dev/null")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("output", ["../x.svg", "OUT/x.svg", "way/x.svg", "x/../../x.svg"])
def test_a_page_writes_no_picture_outside_its_folder(output: str, folder: Path) -> None:
    inner = folder / "docs"
    inner.mkdir()
    (inner / "x").mkdir()
    (inner / "way").symlink_to(folder / "x")
    page = inner / "page.md"
    output = output.replace("OUT", str(folder))
    text = f"<!-- piaflow: draw ../minato.yaml --view topology -o {output} -->\n<!-- /piaflow -->\n"
    page.write_text(text, encoding="utf-8")
    before = state(folder)
    (line,) = refused("draw", "--into", page)
    assert "頁のフォルダーの外には書きません" in line
    page.write_text(text.replace(" -->", " --allow-outside -->", 1), encoding="utf-8")
    assert "--allow-outside は書けません" in refused("draw", "--into", page)[-1]
    page.write_text(text, encoding="utf-8")
    assert state(folder) == before
    assert call("draw", "--into", page, "--allow-outside").exit_code == 0
    assert (inner / output).is_file()


def own_rules(folder: Path, name: str, body: str = "()", head: str = "") -> None:
    (folder / f"{name}.py").write_text(head + OWN_RULES.replace("{body}", body), encoding="utf-8")
    (folder / "piaflow.toml").write_text(f'rules = ["{name}:ONE"]\n', encoding="utf-8")


def test_the_rules_of_the_working_project_run_and_that_is_said(folder: Path) -> None:
    own_rules(folder, "rules_of_ours")
    told = call("check", "m.yaml", "--format", "json")
    assert told.stderr == f"{folder}/piaflow.toml の規則を使います: rules_of_ours:ONE\n"
    assert (folder / "ran").exists()
    json.loads(told.stdout)


def test_the_rules_of_a_strangers_folder_run_only_where_that_is_allowed(folder: Path) -> None:
    theirs = folder / "downloaded"
    theirs.mkdir()
    own_rules(theirs, "rules_of_theirs")
    page = theirs / "page.md"
    page.write_text("<!-- piaflow: check ../m.yaml -->\n<!-- /piaflow -->\n", encoding="utf-8")
    (line,) = refused("draw", "--into", page)
    assert "動かしません: rules_of_theirs:ONE（動かしてよければ --allow-code）" in line
    assert not list(folder.rglob("ran"))
    page.write_text("<!-- piaflow: check ../m.yaml --allow-code -->\n<!-- /piaflow -->\n", encoding="utf-8")
    refused("draw", "--into", page)
    assert not list(folder.rglob("ran"))
    page.write_text("<!-- piaflow: check ../m.yaml -->\n<!-- /piaflow -->\n", encoding="utf-8")
    assert call("draw", "--into", page, "--allow-code").exit_code == 0
    assert list(folder.rglob("ran"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file to somebody else")
def test_the_rules_that_another_user_put_above_do_not_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_rules(folder, "rules_of_another")
    (folder / "work").mkdir()
    shutil.copy("m.yaml", "work")
    os.chown(folder / "piaflow.toml", 4711, 4711)
    monkeypatch.chdir(folder / "work")
    assert "動かしません" in refused("check", "m.yaml")[-1]
    assert not list(folder.rglob("ran"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("sys.exit(0)", "SystemExit: 0"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("(n for n in [1, {}[2]])", "KeyError: 2"),
        ("open('none')", "FileNotFoundError: "),
    ],
)
def test_a_rule_that_stops_is_one_line_and_never_a_good_end(body: str, told: str, folder: Path) -> None:
    own_rules(folder, f"rules_{abs(hash(body))}", body)
    line = refused("check", "m.yaml")[-1]
    assert line.startswith(f"{folder}/piaflow.toml: 規則「own-rule」が途中で止まりました（{told}")


@pytest.mark.parametrize(
    ("head", "told"), [("import sys; sys.exit(0)\n", "SystemExit: 0"), ("raise ValueError('a\\nb')\n", "a b")]
)
def test_a_module_of_rules_that_leaves_is_one_line(head: str, told: str, folder: Path) -> None:
    own_rules(folder, f"rules_{abs(hash(head))}", head=head)
    line = refused("check", "m.yaml")[-1]
    assert "を取り込めません（" in line
    assert told in line


HIDDEN = {"bidi": "\u200f", "zero width": "\u200b", "soft": "\u00ad"}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=[*HIDDEN])
@pytest.mark.parametrize(
    "words", ["show", "trace --item 個人番号", "check", "check --format markdown", "form"]
)
def test_a_hidden_character_is_refused_in_a_name_and_shown_in_a_text(
    words: str, hidden: str, folder: Path
) -> None:
    command, *more = words.split(" ")
    shown = f"‹U+{ord(hidden):04X}›"
    (folder / "name.yaml").write_text(BROKEN.replace("窓口端末", f"窓口{hidden}端末"), encoding="utf-8")
    refused = call(command, "name.yaml", *more)
    assert refused.exit_code == 2
    assert hidden not in refused.output
    assert f"窓口{shown}端末" in refused.stderr
    (folder / "text.yaml").write_text(
        BROKEN.replace("procedure: ", f"procedure: 届{hidden}出"), encoding="utf-8"
    )
    told = call(command, "text.yaml", *more)
    assert hidden not in told.output
    assert f"届{shown}出" in told.stdout.replace("\\", "")


@pytest.mark.parametrize("fmt", ["json", "sarif", "github"])
def test_a_machine_gets_no_hidden_character_either(fmt: str, folder: Path) -> None:
    (folder / "m.yaml").write_text(BROKEN.replace("procedure: ", "procedure: 届\u200f出"), encoding="utf-8")
    told = call("check", "m.yaml", "--format", fmt).stdout
    assert "\u200f" not in told
    if fmt == "json":
        assert any("届\u200f出" in finding["document"] for finding in json.loads(told))


@pytest.mark.parametrize(
    "words",
    [
        ["show", "a\x1b[2Jb.yaml"],
        ["show", "a\u202eb.yaml"],
        ["check", "m.yaml", "--select", "a\x1bb"],
        ["trace", "m.yaml", "--item", "a\x9bb"],
        ["impact", "--git", "a\x1bb", "m.yaml"],
        ["show", "m.yaml", "--format", "a\x1bb"],
        ["a\x1bb"],
        ["show", "m.yaml", "--a\x1bb"],
    ],
    ids=ascii,
)
@pytest.mark.usefixtures("folder")
def test_an_error_shows_the_hidden_characters_of_what_was_given(words: list[str]) -> None:
    told = "\n".join(refused(*words))
    assert not set("\x1b\x9b\u202e") & set(told)
    assert "‹U+" in told or "\\x1b" in told or "git" in told


def test_words_of_a_model_are_no_commands_of_a_workflow(folder: Path) -> None:
    text = CITY.replace("窓口端末", "'::error ::合格'").replace("市町村CS", "'##[error]合格'")
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    lines = call("show", "m.yaml").stdout.splitlines()
    assert any("‹::›error" in line for line in lines)
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.yaml", 'base: "x\\0y"\n'),
        ("m.yaml", "base: ring.yaml\n"),
        ("ring.yaml", ""),
        ("piaflow.toml", "a = " + "[" * 5_000),
        ("piaflow.toml", "a" + ".a" * 2_000 + " = 1"),
    ],
    ids=["nul", "ring behind", "ring", "brackets", "dots"],
)
def test_whatever_else_goes_wrong_is_one_line(name: str, text: str, folder: Path) -> None:
    (folder / "ring.yaml").symlink_to("ring.yaml")
    if text:
        (folder / name).write_text(text, encoding="utf-8")
    (line,) = refused("check", "ring.yaml" if name == "ring.yaml" else "m.yaml")
    assert "Errno" not in line
    assert len(line) < 400


@pytest.mark.usefixtures("folder")
def test_an_error_that_nobody_thought_of_is_one_line_and_debug_shows_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("か\n\x1bけ")

    monkeypatch.setattr("piaflow.cli.ask.show_files", fail)
    (line,) = refused("show", "m.yaml")
    assert line.startswith("思いがけない誤りです（RuntimeError: か ‹U+001B›け）。--debug を付けると")
    told = call("--debug", "show", "m.yaml")
    assert (told.exit_code, "Traceback" in told.stderr, "\x1b" in told.stderr) == (2, True, False)


def test_a_flood_of_problems_is_told_as_far_as_somebody_reads(folder: Path) -> None:
    wrong = "".join(f"  {n}: {{kind: 箱{n}}}\n" for n in range(2_000))
    (folder / "m.yaml").write_text(f"{HEAD}systems:\n{wrong}", encoding="utf-8")
    lines = refused("show", "m.yaml")
    assert lines[-1] == "ほかに 1500 行"
    (folder / "m.yaml").write_text(f"{HEAD}{'長' * 90_000}: 1\n", encoding="utf-8")
    assert all(len(line) < 1_100 for line in refused("show", "m.yaml"))
