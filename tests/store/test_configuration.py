"""The project's configuration: the nearest one, and each mistake in it on a line of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.errors import FileAccessError, InputError
from piaflow.store.configuration import Configuration, find_configuration


def complaints(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        find_configuration(folder)
    return [str(p).replace(f"{folder}/", "") for p in caught.value.problems]


def test_the_nearest_configuration_is_taken(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.piaflow]\nignore = ["x"]\n', encoding="utf-8")
    assert find_configuration(inner) == Configuration(str(tmp_path / "pyproject.toml"), ignore=("x",))
    (tmp_path / "a" / "piaflow.toml").write_text('select = ["y"]\n', encoding="utf-8")
    assert find_configuration(inner) == Configuration(str(tmp_path / "a" / "piaflow.toml"), select=("y",))


def test_a_project_file_that_says_nothing_of_piaflow_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nselect = 1\n", encoding="utf-8")
    (tmp_path / "piaflow.toml").write_text('select = ["y"]\n', encoding="utf-8")
    assert find_configuration(tmp_path / "a").select == ("y",)


def test_an_unknown_key_comes_with_the_nearest_and_with_all_other_mistakes(tmp_path: Path) -> None:
    text = 'selekt = ["a"]\nignore = "b"\nrules = [1]\n'
    (tmp_path / "piaflow.toml").write_text(text, encoding="utf-8")
    assert complaints(tmp_path) == [
        "piaflow.toml: キー「selekt」はありません（もしかして: select）（使えるキー: rules, select, ignore）",
        'piaflow.toml: ignore は文字の並びであるべきです（例: ignore = ["…"]）',
        'piaflow.toml: rules は文字の並びであるべきです（例: rules = ["…"]）',
    ]


@pytest.mark.parametrize("text", ["select = [", "a = 1\nb = = 2", '[tool]\npiaflow = "x"'])
def test_what_is_no_table_of_toml_is_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    (line,) = complaints(tmp_path)
    assert line.startswith("pyproject.toml:")


def test_a_mistake_of_toml_is_placed(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("a = 1\nb = = 2", encoding="utf-8")
    (line,) = complaints(tmp_path)
    assert line.startswith("pyproject.toml:2:5: TOML として読めません: ")


@pytest.mark.parametrize("name", ["piaflow.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("target", "why"), [("nowhere", "nowhere がありません"), ("SELF", "輪になっています")]
)
def test_a_link_that_leads_to_no_configuration_is_told(
    name: str, target: str, why: str, tmp_path: Path
) -> None:
    (tmp_path / name).symlink_to(name if target == "SELF" else target)
    with pytest.raises(FileAccessError) as caught:
        find_configuration(tmp_path)
    assert caught.value.path == str(tmp_path / name)
    assert why in caught.value.what


@pytest.mark.parametrize("key", ["rules", "select", "ignore"])
def test_an_empty_name_is_a_mistake(key: str, tmp_path: Path) -> None:
    (tmp_path / "piaflow.toml").write_text(f'{key} = ["a", ""]\n', encoding="utf-8")
    assert complaints(tmp_path) == [f"piaflow.toml: {key} に空のものがあります"]
