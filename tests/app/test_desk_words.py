"""What a desk says is in the words of its page: no key of the model file, no English, whatever is typed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from piaflow.app.desk_columns import TABLES
from piaflow.app.desk_form import list_stated, read_typed, tell_form
from piaflow.app.desk_tables import Typed, make_row, tell_tables, type_into
from piaflow.app.desk_words import name_place
from piaflow.app.editing import Editing, RefusedError
from piaflow.app.layouts import LAYOUT
from tests.cli.calling import MINATO

WRONG = ("だれも知らない", "あ\nい", "\u202eあ", "", "\x07", "等、個人番号", "住民、市民課", "あ" * 300)
_LATIN = re.compile("[a-z]{2,}")


@pytest.fixture
def editing(tmp_path: Path) -> Editing:
    """A model, opened."""
    return Editing.open(Path(shutil.copy(MINATO, tmp_path / "minato.yaml")), tmp_path / "state")


def _refuse(do: object, editing: Editing) -> str:
    try:
        do()  # type: ignore[operator]
    except (RefusedError, ValueError) as error:
        return str(error)
    editing.undo()
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.section)
def test_what_is_refused_in_a_table_is_told_by_the_heads_of_its_columns(
    editing: Editing, table: object
) -> None:
    held = next(one for one in tell_tables(editing) if one["section"] == table.section)  # type: ignore[attr-defined]
    columns = [column for column in table.columns if column.kind != "choice" and not column.fixed]  # type: ignore[attr-defined]
    for word in WRONG:
        for row in held["rows"][:1]:
            for column in columns:
                typed = Typed(held["section"], column.key, row["values"][column.key], word)
                told = _refuse(
                    lambda at=row["at"], typed=typed: type_into(editing, tuple(at), typed), editing
                )
                assert not _LATIN.search(told), told
        values = {column.key: word for column in columns}
        told = _refuse(lambda values=values: editing.add(*make_row(held["section"], values)), editing)
        assert not _LATIN.search(told), told


@pytest.mark.slow
def test_what_is_refused_in_a_field_of_the_form_is_told_in_japanese(editing: Editing) -> None:
    cells = [
        cell
        for chapter in tell_form(editing.model, list_stated(editing.base))
        for group in chapter["groups"]
        for cell in group["cells"]
        if cell["kind"] not in ("fixed", "boxes")
    ]
    refused = 0
    for cell in cells[::5]:
        was = read_typed("" if cell["derived"] else cell["text"], None)
        for word in ("だれも知らない", "\u202eあ"):
            now = read_typed(word, None)
            told = _refuse(lambda: editing.type_cell(cell["id"], was, now), editing)  # noqa: B023
            refused += bool(told)
            assert not _LATIN.search(told), told
    assert refused > len(cells) / 10


def test_every_address_of_a_model_has_a_name_of_the_page(editing: Editing) -> None:
    form = editing.model.overview.form
    paths = [(section, *rest) for section, told in editing.tree.items() for rest in _list_paths(told)]
    named = {path: name_place(path, form) for path in paths if path[-1] not in ("span", "inferred")}
    assert named["assessment", "number"] == "評価書番号"
    assert named["systems", "既存住基システム", "owner"] == "システム　既存住基システム　運用者"
    assert name_place((LAYOUT, "図1", "住民"), form) == "図の箱の置き場所　図1　住民"
    latin = {path for path, name in named.items() if _LATIN.search(name.split("　")[0])}
    assert not latin
    for table in TABLES:
        assert not _LATIN.search(name_place((table.path[0], "X", table.columns[-1].key), form))


def _list_paths(told: object) -> list[tuple[str, ...]]:
    if not isinstance(told, dict):
        return [()]
    return [(), *((key, *rest) for key, value in told.items() for rest in _list_paths(value))]


def test_the_headings_of_the_printed_form_stand_above_their_cells_once_of_a_file(editing: Editing) -> None:
    told = tell_form(editing.model, list_stated(editing.base))
    assert [chapter["title"] for chapter in told][:2] == ["表紙", "Ⅰ 基本情報"]
    headings = [
        words
        for chapter in told
        for group in chapter["groups"]
        for cell in group["cells"]
        for words in cell["headings"]
    ]
    systems = [words for words in headings if words.endswith("使用するシステム")]
    assert len(systems) == 1
    assert headings.count("2 基本情報") == len(editing.model.files)
