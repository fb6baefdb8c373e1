"""`piaflow draw --into PAGE...`: marked blocks of Markdown pages hold what their commands say."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import KONBINI, MINATO, call, refused

DIAGRAM = "--diagram (２)本人確認情報ファイル"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in (MINATO, KONBINI):
        shutil.copy(file, tmp_path)
    return tmp_path


def write_page(folder: Path, *commands: str, name: str = "page.md") -> Path:
    blocks = [f"<!-- piaflow: {command} -->\n<!-- /piaflow -->\n" for command in commands]
    page = folder / name
    page.write_text("# 頁\n\n" + "\n".join(blocks), encoding="utf-8")
    return page


def fill(folder: Path, *commands: str) -> str:
    page = write_page(folder, *commands)
    result = call("draw", "--into", page)
    assert (result.exit_code, result.stderr) == (0, "")
    return page.read_text(encoding="utf-8")


def state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_picture_is_written_beside_the_page_and_linked(folder: Path) -> None:
    text = fill(folder, f"draw minato.yaml {DIAGRAM} -o two.svg")
    assert "![（別添１）事務の内容　(２)本人確認情報ファイル](two.svg)" in text
    assert call("draw", MINATO, *DIAGRAM.split(" "), "-o", folder / "again.svg").exit_code == 0
    assert (folder / "two.svg").read_bytes() == (folder / "again.svg").read_bytes()


def test_several_pictures_are_numbered_and_linked_in_order(folder: Path) -> None:
    text = fill(folder, "draw minato.yaml -o annex.svg")
    assert re.findall(r"\((annex-\d\.svg)\)", text) == ["annex-1.svg", "annex-2.svg"]
    assert {"annex-1.svg", "annex-2.svg"} <= set(state(folder))


def test_without_a_file_the_picture_is_mermaid(folder: Path) -> None:
    before = set(state(folder))
    text = fill(folder, f"draw minato.yaml {DIAGRAM}")
    assert "```mermaid\n---\ntitle:" in text
    assert set(state(folder)) == {*before, "page.md"}


@pytest.mark.parametrize("words", [["trace", "--item", "個人番号"], ["show"], ["check"]])
def test_a_block_holds_what_the_command_prints(
    folder: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = fill(folder, " ".join([*words, "minato.yaml"]))
    monkeypatch.chdir(folder)
    printed = call(*words, "minato.yaml").stdout
    assert f"```text\n{printed.rstrip()}\n```" in text


def test_markdown_stands_as_it_is_and_json_in_a_fence(folder: Path) -> None:
    text = fill(folder, "impact minato-konbini.yaml --format markdown", "check minato.yaml --format json")
    assert "\n## 影響" in text
    (found,) = re.findall(r"```json\n(.*?)\n```", text, re.DOTALL)
    assert isinstance(json.loads(found), list)


def test_refreshing_twice_changes_nothing_the_second_time(folder: Path) -> None:
    fill(folder, f"draw minato.yaml {DIAGRAM} -o two.svg", "show minato.yaml")
    before = state(folder)
    result = call("draw", "--into", folder / "page.md")
    assert (result.exit_code, result.stdout) == (0, "1 枚の頁はすべて新しい\n")
    assert state(folder) == before
    assert call("draw", "--into", folder / "page.md", "--check").exit_code == 0


def test_a_page_that_is_named_in_two_ways_is_one(folder: Path) -> None:
    fill(folder, "show minato.yaml")
    result = call("draw", "--into", folder / "page.md", "--into", f"{folder}/./page.md")
    assert (result.exit_code, result.stdout) == (0, "1 枚の頁はすべて新しい\n")


def test_names_are_relative_to_the_page_wherever_the_command_is_called(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "docs").mkdir()
    write_page(folder, f"draw ../minato.yaml {DIAGRAM} -o two.svg", name="docs/page.md")
    monkeypatch.chdir(folder)
    assert call("draw", "--into", "docs/page.md").exit_code == 0
    assert (folder / "docs" / "two.svg").is_file()


@pytest.mark.parametrize("spoil", ["page", "picture", "missing picture", "model"])
def test_check_names_what_is_stale_and_touches_nothing(folder: Path, spoil: str) -> None:
    fill(folder, f"draw minato.yaml {DIAGRAM} -o two.svg")
    page, picture, model = folder / "page.md", folder / "two.svg", folder / "minato.yaml"
    if spoil == "page":
        page.write_text(page.read_text(encoding="utf-8").replace("two.svg)", "x.svg)"), encoding="utf-8")
    elif spoil == "picture":
        picture.write_text("<svg/>", encoding="utf-8")
    elif spoil == "missing picture":
        picture.unlink()
    else:
        model.write_text(model.read_text(encoding="utf-8").replace("カードを発行", "カードを交付"), "utf-8")
    before = state(folder)
    result = call("draw", "--into", page, "--check")
    stale = page if spoil == "page" else picture
    assert (result.exit_code, result.stdout) == (1, f"古い: {stale}\n")
    assert state(folder) == before


def test_every_problem_of_every_page_is_named_and_nothing_is_written(folder: Path) -> None:
    good = write_page(folder, f"draw minato.yaml {DIAGRAM} -o two.svg", name="good.md")
    bad = write_page(
        folder, "drew minato.yaml", "draw minato.yaml --vew a", "show nobody.yaml", "", name="bad.md"
    )
    before = state(folder)
    lines = refused("draw", "--into", good, bad)
    assert [line.split(": ")[0] for line in lines] == [f"{bad}:{n}:1" for n in (3, 6, 9, 12)]
    assert "「drew」は書けません" in lines[0]
    assert "--vew" in lines[1]
    assert "nobody.yaml: ファイルがありません" in lines[2]
    assert state(folder) == before


def test_a_marker_without_an_end_hides_no_other_problem(folder: Path) -> None:
    page = write_page(folder, "drew minato.yaml")
    with page.open("a", encoding="utf-8") as file:
        file.write("<!-- piaflow: show minato.yaml -->\n")
    lines = refused("draw", "--into", page)
    assert ["drew" in lines[0], "閉じていません" in lines[1]] == [True, True]


@pytest.mark.parametrize(
    "command",
    [
        "draw --all . -o x",
        "draw --into page.md",
        "draw minato.yaml minato.yaml",
        "draw -h",
        "show minato.yaml -h",
        "check minato.yaml -o x.txt",
        "new --template 住民税 --body みなと市長 -o x.yaml",
        "show 'minato.yaml",
    ],
)
def test_a_block_neither_writes_files_of_its_own_nor_asks_for_help(folder: Path, command: str) -> None:
    page = write_page(folder, command)
    before = state(folder)
    (line,) = refused("draw", "--into", page)
    assert line.startswith(f"{page}:3:1: ")
    assert state(folder) == before


def test_a_link_with_blanks_is_put_between_angles(folder: Path) -> None:
    text = fill(folder, f"draw minato.yaml {DIAGRAM} -o 'two (2).svg'")
    assert "](<two (2).svg>)" in text


@pytest.mark.parametrize(
    "words", [["--into"], ["--into", "p.md", "-o", "x.svg"], ["--into", "--all", "models"]]
)
def test_wrong_calls_are_refused(words: list[str]) -> None:
    assert "--into のときは頁だけを" in refused("draw", *words)[-1]


TWO_PAGES = {
    "the page itself": ("page.svg", ["draw minato.yaml --view topology -o page.svg"]),
    "the page, spelled otherwise": ("page.svg", ["draw minato.yaml --view topology -o ./x/../page.svg"]),
    "two blocks": (
        "page.md",
        [
            "draw minato.yaml --view topology -o a.svg",
            f"draw minato.yaml {DIAGRAM} -o a.svg",
        ],
    ),
    "a numbered one": (
        "page.md",
        ["draw minato.yaml -o a.svg", "draw minato.yaml --view topology -o a-2.svg"],
    ),
    "a link": (
        "page.md",
        ["draw minato.yaml --view topology -o a.svg", f"draw minato.yaml {DIAGRAM} -o link.svg"],
    ),
}


@pytest.mark.parametrize("only_check", [[], ["--check"]], ids=["write", "check"])
@pytest.mark.parametrize(("name", "commands"), TWO_PAGES.values(), ids=[*TWO_PAGES])
def test_one_file_with_two_contents_is_refused_with_both_places(
    name: str, commands: list[str], only_check: list[str], folder: Path
) -> None:
    (folder / "x").mkdir()
    (folder / "link.svg").symlink_to("a.svg")
    page = write_page(folder, *commands, name=name)
    before = state(folder)
    (line,) = refused("draw", "--into", page, *only_check)
    assert re.match(rf"{page}:\d+:1: .+\.svg には {page}(:\d+:1)? が違うものを書きます$", line)
    assert state(folder) == before


def test_two_pages_with_one_picture_agree_on_it(folder: Path) -> None:
    one, two = (
        write_page(folder, "draw minato.yaml --view topology -o a.svg", name=n) for n in ("1.md", "2.md")
    )
    assert call("draw", "--into", one, two).exit_code == 0
    write_page(folder, f"draw minato.yaml {DIAGRAM} -o a.svg", name="2.md")
    before = state(folder)
    assert refused("draw", "--into", one, two) == [
        f"{two}:3:1: {folder}/a.svg には {one}:3:1 が違うものを書きます"
    ]
    assert state(folder) == before


def test_a_pipe_in_the_place_of_a_picture_is_refused_before_anything_is_written(folder: Path) -> None:
    page = write_page(folder, "draw minato.yaml --view topology -o a.svg")
    os.mkfifo(folder / "a.svg")
    before = state(folder)
    assert "パイプかソケット" in refused("draw", "--into", page)[-1]
    assert state(folder) == before


@pytest.mark.parametrize(
    "command", ["", " ", "''", "show ''", "draw minato.yaml -o ''", "check --select= m.yaml"]
)
def test_an_empty_command_or_value_is_told_as_that(command: str, folder: Path) -> None:
    page = write_page(folder, command)
    (line,) = refused("draw", "--into", page)
    assert line.startswith(f"{page}:3:1: ")
    assert "空です" in line
