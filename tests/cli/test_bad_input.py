"""Wrong calls and unreadable input: exit code 2, the place and the remedy on stderr, nothing written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from piaflow.cli.ending import explain
from piaflow.errors import FileAccessError, tell_refusal
from tests.cli.calling import MINATO, WRONG, call, refused

HEAD = "assessment: {body: みなと市長, procedure: 住基}\n"
CITY = f"{HEAD}systems: {{市町村CS: {{}}, 窓口端末: {{}}}}\n"
PIAFLOW = str(Path(sys.executable).parent / "piaflow")


def told(tmp_path: Path, content: str | bytes) -> list[str]:
    """Return the complaints about a file with this content, without the folder."""
    path = tmp_path / "m.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [line.replace(f"{tmp_path}/", "") for line in refused("show", path)]


@pytest.mark.parametrize(
    "command", [["show"], ["check"], ["trace", "--item", "個人番号"], ["draw", "-o", "x.svg"]]
)
def test_a_missing_file_is_named_with_the_nearest(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "juki.yaml").write_text(CITY, encoding="utf-8")
    (line,) = refused(*command, tmp_path / "jukki.yaml")
    assert line == f"{tmp_path}/jukki.yaml: ファイルがありません（もしかして: {tmp_path}/juki.yaml）"


@pytest.mark.parametrize("command", [["show"], ["trace", "--item", "個人番号"], ["draw", "-o", "x.svg"]])
def test_a_folder_is_no_model(command: list[str], tmp_path: Path) -> None:
    (line,) = refused(*command, tmp_path)
    assert line == f"{tmp_path}: フォルダーです。モデルのファイル（.yaml）を指定してください"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("a: 1\nb: あ".encode("cp932"), "m.yaml:2:4: UTF-8 の文字ではありません"),
        (b"\xff\xfea\x00:\x00", "m.yaml:1:1: UTF-8 の文字ではありません"),
        ("", "m.yaml:1:1: 中身がありません"),
        ("# 注だけ\n", "m.yaml:1:1: 中身がありません"),
        ("- a\n- b\n", "m.yaml:1:1: 「キー: 値」の並びで始まっていません"),
        ("ただの文", "m.yaml:1:1: 「キー: 値」の並びで始まっていません"),
        ("a: [1, 2\nb: 3\n", "m.yaml:2:2: YAML として読めません"),
        ("a: 'b", "m.yaml:1:6: YAML として読めません"),
        ("a:\n\tb: 1\n", "m.yaml:2:1: YAML として読めません"),
        ("a: 1\n---\nb: 2\n", "m.yaml:2:1: YAML として読めません"),
        ("a: *x\n", "m.yaml:1:4: 定義のない別名（*）です"),
        ("a: " + "[" * 60_000, "m.yaml:1:43: 入れ子が深すぎます"),
        ("a: " + "{a: " * 5_000, "m.yaml:1:"),
        ("a:\n" + "".join(f"{' ' * n}- b:\n" for n in range(1, 300)), "m.yaml:"),
    ],
    ids=[
        "cp932",
        "utf-16",
        "empty",
        "comment",
        "list",
        "text",
        "bracket",
        "quote",
        "tab",
        "two",
        "alias",
        "brackets",
        "braces",
        "indents",
    ],
)
def test_what_is_no_yaml_mapping_is_told_at_its_place(
    content: str | bytes, complaint: str, tmp_path: Path
) -> None:
    (line,) = told(tmp_path, content)
    assert line.startswith(complaint)
    assert len(line) < 300


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b"])
def test_a_control_character_is_told_at_its_place(character: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, f"{HEAD}systems:\n  端{character}末: {{}}\n")
    assert line.startswith("m.yaml:3:4: ")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"{CITY}systems: {{}}\n", "m.yaml:3:1: キー「systems」が2度あります"),
        (f"{HEAD}systems:\n  端末: {{}}\n  端末: {{}}\n", "m.yaml:4:3: キー「端末」が2度あります"),
        (
            f"{HEAD}system: {{}}\n",
            "m.yaml:2:1: キー「system」はありません（もしかして: systems。使えるキー: ",
        ),
        (
            f"{HEAD}systems:\n  端末: {{zones: 庁舎}}\n",
            "m.yaml:3:8: キー「zones」はありません（もしかして: zone。",
        ),
        (
            f"{CITY}flows:\n  - from: 市町村CS\n    to: 窓口端未\n",
            "m.yaml:5:5: 名前「窓口端未」はありません（もしかして: 窓口端末）",
        ),
        (
            f"{HEAD}systems: {{端末: {{kind: 装置}}}}\n",
            "m.yaml:2:16: 「装置」は選べません。選べるもの: システム、端末、アプリ、",
        ),
        (
            f"{HEAD}systems: {{端末: {{kind: 端}}}}\n",
            "m.yaml:2:16: 「端」は選べません（もしかして: 端末）。選べるもの: ",
        ),
        (
            f"{HEAD}zones: {{クラウド環境: {{side: 外側}}}}\n",
            "m.yaml:2:18: 「外側」は選べません（もしかして: 外部）。選べるもの: 住民側、評価実施機関、外部、委託先、不明",
        ),
        (
            f"{HEAD}zones: {{市: {{}}, 庁舎: {{parent: 市, side: 外部}}}}\n",
            "m.yaml:2:32: 側（side）は一番外の領域に書きます（「庁舎」は「市」の中）",
        ),
        (
            f"{CITY}flows:\n  - {{from: 市町村CS, to: 窓口端末, kind: 提出}}\n",
            "m.yaml:4:29: 「提出」は選べません（もしかして: 提供）。選べるもの: 入手、使用、",
        ),
        (
            f"{CITY}flows:\n  - {{from: 市町村CS, to: 窓口端末, means: [紙, FAX]}}\n",
            "m.yaml:4:40: 「FAX」は選べません。選べるもの: 紙、",
        ),
        (
            f"{CITY}flows:\n  - {{from: 市町村CS, to: 窓口端末, specific: maybe}}\n",
            "m.yaml:4:29: 「maybe」は選べません。選べるもの: yes、no、unknown",
        ),
        (
            f"{CITY}flows:\n  - {{from: 市町村CS, to: 市町村CS}}\n",
            "m.yaml:4:5: 「市町村CS」から自分自身への流れに番号（step）がありません",
        ),
        (
            f"{HEAD}systems: {{甲: {{}}}}\nfiles: {{甲: {{holder: 甲}}}}\n",
            "m.yaml:3:9: 名前「甲」は「甲」も名乗っています",
        ),
        (
            f"{HEAD}systems:\n  甲: {{aliases: [丙]}}\n  乙: {{aliases: [丙]}}\n",
            "m.yaml:4:3: 名前「丙」は「甲」も名乗っています",
        ),
        (
            f"{CITY}files:\n  台帳: {{}}\n",
            "m.yaml:4:3: ファイル「台帳」を保有するシステム（holder）がありません",
        ),
        (
            f"{CITY}files:\n  台帳: {{holder: 市町村C}}\n",
            "m.yaml:4:8: システムまたは主体「市町村C」はありません（もしかして: 市町村CS）",
        ),
        (
            f"{CITY}zones: !!python/object:os.system {{}}\n",
            "m.yaml:3:8: YAML のタグ（tag:yaml.org,2002:python/object:os.system）は使えません",
        ),
        (f"{CITY}zones: !!python/object/apply:os.system [ls]\n", "m.yaml:3:8: YAML のタグ（"),
        (f"{CITY}zones: !local {{}}\n", "m.yaml:3:8: YAML のタグ（!local）は使えません"),
        (f"{CITY}zones: !!set {{}}\n", "m.yaml:3:8: YAML のタグ（"),
        (f"{HEAD}systems: {{[甲]: {{}}}}\n", "m.yaml:2:11: キーが文字ではありません"),
        (f"{HEAD}systems: [甲]\n", "m.yaml:2:1: 「名前: 値」の並びであるべきところです"),
        (f"{HEAD}systems: {{甲: }}\n", "m.yaml:2:11: 「キー: 値」の組（空なら {{}}）であるべきところです"),
        (f"{CITY}flows: {{甲: 乙}}\n", "m.yaml:3:1: 並び（[ … ] か - の行）であるべきところです"),
        (
            f"{HEAD}systems: {{甲: {{span: 12-13}}}}\n",
            "m.yaml:2:15: 「12-13」は 文書:行-行 の形ではありません（例: 002:388-430）",
        ),
        (
            f"{HEAD}documents: {{'900': {{}}}}\nsystems: {{甲: {{span: 900:9-3}}}}\n",
            "m.yaml:3:15: 行の範囲が逆です: 9-3",
        ),
        ("assessment: {body: みなと市長}\n", "m.yaml:1:1: 「procedure」がありません"),
        ("systems: {}\n", "m.yaml:1:1: 「assessment」がありません"),
    ],
)
def test_a_mistake_is_told_at_its_place_with_the_remedy(text: str, complaint: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, text)
    assert line.startswith(complaint.replace("{{}}", "{}"))


def test_several_mistakes_come_all_together_by_line(tmp_path: Path) -> None:
    text = f"""{HEAD}zones: {{庁舎: {{parent: 市}}}}
systems:
  市町村CS: {{kind: 箱, zone: 庁社}}
  窓口端末: {{aliases: [市町村CS], numbr: "2"}}
files:
  台帳: {{}}
flows:
  - {{from: 市町村CS, to: 窓口}}
  - {{from: 市町村CS, to: 市町村CS}}
  - {{from: 窓口端末, to: 市町村CS, kind: 手渡し, items: [個人番合]}}
contracts:
  - {{forbid: [甲, 市町村CS]}}
"""
    lines = [line.split(":")[1] for line in told(tmp_path, text)]
    assert lines == ["2", "4", "4", "5", "5", "7", "9", "10", "11", "11", "13"]


def test_mistakes_of_several_files_come_all_together(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(f"{HEAD}system: {{}}\n", encoding="utf-8")
    lines = refused("check", tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert [line.split(":")[0] for line in lines] == [f"{tmp_path}/a.yaml", f"{tmp_path}/b.yaml"]


def test_a_bomb_of_aliases_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    (line,) = told(tmp_path, f"a0: &a0 [{', '.join('x' * 9)}]\n{rows}")
    assert "値が多すぎます" in line


def test_a_bomb_of_merges_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"a{n}: &a{n} {{x: *a{n - 1}, y: *a{n - 1}}}\n" for n in range(1, 36))
    (line,) = told(tmp_path, f"a0: &a0 {{x: y}}\n{rows}")
    assert "値が多すぎます" in line


def test_an_alias_inside_itself_is_refused(tmp_path: Path) -> None:
    (line,) = told(tmp_path, f"{HEAD}systems: &a {{甲: *a}}\n")
    assert line.startswith("m.yaml:")


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "m.yaml").open("wb") as file:
        file.truncate(50_000_000)
    (line,) = refused("show", tmp_path / "m.yaml")
    assert line == f"{tmp_path}/m.yaml: 大きすぎます（50 MB、上限 8 MB）"


@pytest.mark.parametrize("name", ["/dev/zero", "pipe"])
@pytest.mark.parametrize(
    "words",
    [
        ["show", "MODEL"],
        ["check", "MODEL"],
        ["check", ".", "--baseline", "MODEL"],
        ["draw", "--into", "MODEL"],
    ],
    ids=" ".join,
)
def test_what_is_no_regular_file_is_refused_at_once(
    words: list[str], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("m.yaml").write_text(CITY, encoding="utf-8")
    assert refused(*(name if word == "MODEL" else word for word in words)) == [
        f"{name}: ふつうのファイルではありません（パイプや装置からは読みません）"
    ]


@pytest.mark.parametrize("place", ["folder", "base", "configuration"])
def test_a_pipe_in_a_folder_or_behind_a_model_is_refused_at_once(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("m.yaml").write_text("base: pipe.yaml\n" if place == "base" else CITY, encoding="utf-8")
    os.mkfifo("piaflow.toml" if place == "configuration" else "pipe.yaml")
    line = refused("check", "." if place == "folder" else "m.yaml")[-1]
    assert "ふつうのファイルではありません" in line


@pytest.mark.parametrize("output", ["missing/x.svg", "folder.svg", "file.txt/x.svg"])
def test_an_output_that_cannot_be_written_is_named(output: str, tmp_path: Path) -> None:
    pytest.importorskip("piaflow.render.draw")
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file.txt").write_text("", encoding="utf-8")
    (line,) = refused("draw", MINATO, "--view", "topology", "-o", tmp_path / output)
    assert line.startswith(f"{tmp_path / output}: 書けません（")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["file.txt", "folder.svg"]


def test_a_missing_folder_is_told_in_the_readers_language(tmp_path: Path) -> None:
    (line,) = refused("form", MINATO, "-o", tmp_path / "missing" / "form.md")
    assert line.endswith("form.md: 書けません（フォルダーがありません）")


@pytest.mark.parametrize("output", ["x.gif", "x", "x.svgz", ".svg"])
def test_an_unknown_picture_format_comes_with_the_right_ones(output: str, tmp_path: Path) -> None:
    pytest.importorskip("piaflow.render.draw")
    (line,) = refused("draw", MINATO, "-o", tmp_path / output)
    assert "使える形式: " in line
    assert all(fmt in line for fmt in ("svg", "png", "dot"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["show"], ["check"], ["trace", "--item", "個人番号"]])
def test_an_unknown_text_format_comes_with_the_right_ones(command: list[str]) -> None:
    assert "'text', 'json'" in refused(*command, MINATO, "--format", "yaml")[-1]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--item", "個人番合"], "項目「個人番合」はありません（もしかして: 個人番号）"),
        (["--item", "個人番号", "--to", "市町村C"], "名前「市町村C」はありません（もしかして: 市町村CS）"),
        (["--item", "個人番号", "--from", "市町村C"], "名前「市町村C」はありません（もしかして: 市町村CS）"),
        (
            ["--item", "個人番号", "--to", "市町村C", "--format", "json"],
            "名前「市町村C」はありません（もしかして: 市町村CS）",
        ),
    ],
)
def test_a_trace_of_what_is_not_there_says_the_nearest(words: list[str], complaint: str) -> None:
    assert refused("trace", MINATO, *words) == [complaint]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--view", "annex"], "図の種類「annex」はありません（もしかして: annex1）"),
        (
            ["--diagram", "(１)住民台帳ファイル"],
            "annex1 の図「(１)住民台帳ファイル」はありません（もしかして: (１)住民基本台帳ファイル）",
        ),
    ],
)
def test_a_picture_of_what_is_not_there_says_the_nearest(
    words: list[str], complaint: str, tmp_path: Path
) -> None:
    pytest.importorskip("piaflow.render.draw")
    assert refused("draw", MINATO, *words, "-o", tmp_path / "x.svg") == [complaint]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_drawn_from_a_wrong_model(tmp_path: Path) -> None:
    pytest.importorskip("piaflow.render.draw")
    (tmp_path / "m.yaml").write_text(f"{HEAD}system: {{}}\n", encoding="utf-8")
    (tmp_path / "x.svg").write_text("old", encoding="utf-8")
    refused("draw", tmp_path / "m.yaml", "-o", tmp_path / "x.svg")
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["shwo", MINATO],
        ["show"],
        ["show", MINATO, "--nonsense"],
        ["trace", MINATO],
        ["trace", "--item", "個人番号"],
        ["draw", MINATO],
        ["draw", "-o", "x.svg"],
        ["draw", MINATO, "--all", "models", "-o", "out"],
        ["draw", MINATO, "--check", "-o", "x.svg"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_refused_with_a_hint(words: list[str]) -> None:
    assert any("使い方:" in line for line in refused(*words))


@pytest.mark.parametrize("folder", ["missing", "empty", "m.yaml"])
def test_a_folder_without_models_is_named(folder: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "m.yaml").write_text(CITY, encoding="utf-8")
    (line,) = refused("draw", "--all", tmp_path / folder, "-o", tmp_path / "out")
    assert line.startswith(f"{tmp_path / folder}: ")
    assert not (tmp_path / "out").exists()


def test_the_installed_command_prints_one_line_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run([PIAFLOW, "show", tmp_path / "m.yaml"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}/m.yaml: ファイルがありません\n"


@pytest.mark.slow
def test_python_finds_the_command_line_by_the_name_of_the_package() -> None:
    words = [sys.executable, "-m", "piaflow", "show", MINATO]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, call("show", MINATO).stdout)


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--debug", "show"), ("show", "--debug")], ids=" ".join)
def test_debug_shows_where_it_happened(words: tuple[str, ...], tmp_path: Path) -> None:
    line = [PIAFLOW, *words, str(tmp_path / "m.yaml")]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == WRONG
    assert "Traceback" in done.stderr


@pytest.mark.parametrize(
    ("target", "why"),
    [("nowhere.yaml", "リンクですが、指す先の nowhere.yaml がありません"), ("x.yaml", "輪")],
)
def test_a_link_that_leads_nowhere_is_not_advised_to_itself(target: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to(target)
    (line,) = refused("check", tmp_path / "x.yaml")
    assert line.startswith(f"{tmp_path}/x.yaml: ")
    assert why in line
    assert "もしかして" not in line


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["check", ""], "2 番目の言葉"),
        (["show", MINATO, ""], "3 番目の言葉"),
        (["draw", "--all", "", "-o", "x"], "--all"),
        (["draw", "--all=", "-o", "x"], "--all"),
        (["check", MINATO, "-o", ""], "-o"),
        (["check", MINATO, "--baseline", ""], "--baseline"),
        (["new", "--template", "", "--body", "市長", "-o", "x"], "--template"),
        (["new", "--template", "住民税", "--body=", "-o", "x"], "--body"),
        ([""], "1 番目の言葉"),
    ],
)
def test_an_empty_value_is_told_as_that(words: list[str], named: str) -> None:
    assert refused(*words)[-1] == f"エラー: {named} が空です"


@pytest.mark.parametrize(
    "words",
    [["form", MINATO], ["draw", MINATO, "--diagram", "(２)本人確認情報ファイル"]],
    ids=["form", "draw"],
)
def test_a_file_without_an_ending_is_told_as_that(words: list[str]) -> None:
    told = refused(*words, "-o", "/dev/stdout")[-1]
    assert told.startswith("拡張子がありません。使える形式: ")


LONG = "長" * 1_025


@pytest.mark.parametrize(
    "content",
    [
        f"{LONG}: 1\n",
        f"systems:\n  {LONG}: {{}}\n",
        f"systems:\n  a: {{}}\n  {LONG}: {{}}\n",
        f"systems: {{{LONG}: {{}}}}\n",
        f'systems: {{a: {{}}, "{LONG}, と" : {{}}}}\n',
        f"flows: [{{from: a, '{LONG}': b}}]\n",
    ],
    ids=["top", "first", "second", "braces", "quoted", "list"],
)
def test_a_key_longer_than_yaml_takes_is_told_with_the_limit(content: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, HEAD + content)
    assert "キーが長すぎます（1,0" in line
    assert "YAML のキーは 1,024 字まで" in line


def test_a_long_line_that_is_no_key_is_told_at_once(tmp_path: Path) -> None:
    """Steps grow with the line: at 200,000 characters a square of it would take minutes."""
    (line,) = told(tmp_path, HEAD + "x - " * 50_000 + "{y: 1\n")
    assert "キーが長すぎます" not in line


def test_a_long_value_is_no_long_key(tmp_path: Path) -> None:
    (line,) = told(tmp_path, f"{HEAD}systems: {{a: {LONG} b: c}}\n")
    assert "キーが長すぎます" not in line


def test_what_is_gone_while_we_look_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    (tmp_path / "m.yaml").write_text(CITY, encoding="utf-8")
    scan = os.scandir

    def scan_late(path: str) -> object:
        if str(path).endswith("gone"):
            raise ProcessLookupError(3, "No such process", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scan_late)
    assert call("check", tmp_path).stdout.splitlines()[-1].startswith("1 件の文書に指摘 0 件")


@pytest.mark.parametrize("number", [errno.EIO, errno.ENXIO, errno.EBUSY, errno.EMFILE, errno.EPROTO])
def test_what_the_machine_refuses_is_said_in_japanese_or_by_its_name(number: int) -> None:
    said = tell_refusal(OSError(number, os.strerror(number)))
    assert said != os.strerror(number)
    assert (not said.isascii()) or said.startswith("EPROTO: ")


def test_a_problem_stays_one_line_whatever_stands_in_a_name() -> None:
    assert "\n" not in explain(FileAccessError("a\u2028b\x0cc\x85d", "ありません"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "a\nb.yaml"], "a‹U+000A›b.yaml: ファイルがありません"),
        (["trace", MINATO, "--item", "あ\nい"], "項目「あ‹U+000A›い」はありません"),
    ],
)
def test_a_name_of_several_lines_is_told_in_one(words: list[str], said: str) -> None:
    assert refused(*words) == [said]


@pytest.mark.parametrize(
    "content", ['base: "a\\nb.yaml"\nadd: {}\n', f'{HEAD}flows: "x\\ny.csv"\n', "a: *k\n"]
)
def test_what_a_file_names_in_several_lines_is_told_in_one(content: str, tmp_path: Path) -> None:
    (line,) = told(tmp_path, content)
    assert "undefined" not in line


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the current folder")
def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && '{PIAFLOW}' check x.yaml"
    told = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S602
    assert (told.returncode, told.stderr) == (2, "今のフォルダー: フォルダーがありません\n")
