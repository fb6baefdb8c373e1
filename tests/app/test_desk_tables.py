"""The tables of the desk: what is typed into them changes its own lines of the file alone."""

from __future__ import annotations

import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from piaflow.app.desk_answers import tell_findings
from piaflow.app.desk_columns import TABLES
from piaflow.app.desk_tables import Typed, make_row, name_all, read_value, show_cell, tell_tables, type_into
from piaflow.app.editing import Editing, RefusedError
from piaflow.domain.assessment import Draft
from piaflow.domain.entries import Recipient
from piaflow.store.converter import CONTRACTS
from piaflow.store.load import load
from piaflow.store.patching import find_value
from tests.cli.calling import MINATO

FILE = "住民基本台帳ファイル"
ROWS = ("files", FILE, "provisions", "提供先1", "rows")
MODELS = sorted(p for p in Path("models").glob("*/*.yaml") if p.parent.name != "catalogue")


@pytest.fixture
def editing(tmp_path: Path) -> Editing:
    """A copy of a model, opened."""
    return Editing.open(Path(shutil.copy(MINATO, tmp_path / "minato.yaml")), tmp_path / "state")


def _save(editing: Editing) -> list[str]:
    """Save, and return the lines of the file that changed."""
    editing.save(editing.version)
    was = Path(MINATO).read_text(encoding="utf-8").splitlines()
    changed = unified_diff(was, editing.path.read_text(encoding="utf-8").splitlines(), n=0, lineterm="")
    return [line for line in changed if line[0] in "+-" and line[:3] not in ("+++", "---")]


def _rows(editing: Editing, section: str) -> list[dict[str, str]]:
    table = next(table for table in tell_tables(editing) if table["section"] == section)
    return [row["values"] for row in table["rows"]]


def _type(editing: Editing, section: str, row: int, column: str, now: str) -> None:
    """Type into a row as the page does, which then finds it at the address that it was told."""
    table = next(table for table in tell_tables(editing) if table["section"] == section)
    told = table["rows"][row]
    at = type_into(editing, tuple(told["at"]), Typed(section, column, told["values"][column], now))
    assert (
        at == next(table for table in tell_tables(editing) if table["section"] == section)["rows"][row]["at"]
    )


def test_items_and_conversions_are_added_and_named_in_tables(editing: Editing) -> None:
    editing.add(*make_row("items", {"name": "新しい項目", "members": "氏名、住所、等"}))
    told = {"at": "既存住基システム", "from": "新しい項目", "to": "個人番号"}
    editing.add(*make_row("conversions", told))
    members = Typed("items", "members", "続柄、4情報", "続柄、4情報、新しい項目")
    type_into(editing, ("items", "世帯情報"), members)
    assert _save(editing) == [
        "-  世帯情報: {aliases: [世帯の情報], members: [続柄, 4情報]}",
        "+  世帯情報: {aliases: [世帯の情報], members: [続柄, 4情報, 新しい項目]}",
        "+  新しい項目: {members: [氏名, 住所, 等]}",
        "+  - {at: 既存住基システム, from: 新しい項目, to: 個人番号}",
    ]


def test_rows_of_an_annex_are_typed_into_added_taken_away_and_taken_back(editing: Editing) -> None:
    assert _rows(editing, "recipients")[0] == {
        "file": FILE,
        "entry": "提供先1",
        "number": "1",
        "name": "みなと県知事",
        "basis": "番号法第19条第8号",
        "purpose": "",
        "information": "住民票関係情報",
        "subjects": "",
        "scope": "",
        "means": "",
        "timing": "",
    }
    _type(editing, "recipients", 0, "name", "みなと県教育委員会")
    _type(editing, "recipients", 0, "subjects", "1,000人未満")
    _type(editing, "recipients", 0, "means", "専用線\nその他：記録簿\n紙（不明）")
    editing.add(
        *make_row("recipients", {"file": FILE, "entry": "提供先1", "number": "3", "name": "新しい所"})
    )
    assert [row["name"] for row in _rows(editing, "recipients")] == [
        "みなと県教育委員会",
        "日本年金機構",
        "新しい所",
    ]
    editing.remove((*ROWS, "2 日本年金機構"))
    known = 'number: "1", basis: [番号法第19条第8号], information: 住民票関係情報, span: "900:108"'
    means = "means: {専用線: 'yes', その他: {box: 'yes', name: 記録簿}, 紙: unknown}"
    assert _save(editing) == [
        f"-          - {{name: みなと県知事, {known}}}",
        '-          - {name: 日本年金機構, number: "2", purpose: 年金の裁定}',
        f"+          - {{name: みなと県教育委員会, {known}, subjects: '1,000人未満', {means}}}",
        "+          - {name: 新しい所, number: '3'}",
    ]
    _type(editing, "recipients", 0, "means", "紙\nその他：記録簿")
    assert [f"{box.means.value} {box.box.name} {box.name}" for box in _first(editing).means] == [
        "紙 YES ",
        "その他 YES 記録簿",
    ]
    for _ in range(6):
        assert editing.undo()
    assert [row["name"] for row in _rows(editing, "recipients")] == ["みなと県知事", "日本年金機構"]
    assert _save(editing) == [
        '-          - {name: 日本年金機構, number: "2", purpose: 年金の裁定}',
        "+          - {name: 日本年金機構, number: '2', purpose: 年金の裁定}",
    ], "what came back was written anew"


def _first(editing: Editing) -> Recipient:
    return next(file for file in editing.model.files if file.name == FILE).provisions[0].rows[0]


def test_the_name_of_an_annex_is_its_entrys_typed_completed_and_taken_away(editing: Editing) -> None:
    at = [row["number"] for row in _rows(editing, "entries")].index("提供先1")
    assert _rows(editing, "entries")[at]["annex"] == "別紙1"
    _type(editing, "entries", at, "annex", "別紙２（提供先一覧）")
    assert name_all(editing.model)["annexes"] == ["別紙２（提供先一覧）"]
    assert _save(editing) == ["-        annex: 別紙1", "+        annex: 別紙２（提供先一覧）"]
    _type(editing, "entries", at, "annex", "")
    assert _save(editing) == ["-        annex: 別紙1"]
    with pytest.raises(RefusedError, match="「別紙の名」は書けません"):
        _type(editing, "entries", 0, "annex", "別紙１")
    assert _rows(editing, "entries")[0]["number"] == "委託事項1", "nobody is listed in a 別紙 there"


def test_a_row_of_an_annex_needs_an_entry_that_hands_over(editing: Editing) -> None:
    row = {"file": FILE, "entry": "提供先9", "name": "新しい所"}
    with pytest.raises(RefusedError, match="「提供先9」はありません"):
        editing.add(*make_row("recipients", row))
    with pytest.raises(ValueError, match="「提供先1」「移転先1」のように書きます"):
        make_row("recipients", {**row, "entry": "委託事項1"})
    with pytest.raises(ValueError, match="提供先・移転先の名を入れてください"):
        make_row("recipients", {**row, "name": " "})


def test_every_kind_of_contract_has_a_table_that_tells_all_of_it(editing: Editing) -> None:
    tables = {table.says: table for table in TABLES if table.says}
    assert tables.keys() == CONTRACTS.keys()
    shown = [row for section in tables for row in _rows(editing, section)]
    assert len(shown) == len(editing.model.contracts)
    assert _rows(editing, "layers")[0] == {
        "layers": "窓口端末\n既存住基システム\n市町村CS",
        "item": "個人番号",
        "except": "窓口端末、市町村CS",
        "reason": "窓口から順につなぐ",
    }
    assert _rows(editing, "forbid")[1]["way"] == "渡し"
    names = name_all(editing.model)
    for table in tables.values():
        assert all(
            column.names in names for column in table.columns if column.kind in ("name", "list", "groups")
        )


def test_contracts_are_typed_into_added_taken_away_and_taken_back(editing: Editing) -> None:
    _type(editing, "forbid", 1, "forbid", "中間サーバー\n市町村CS\n窓口端末")
    _type(editing, "forbid", 1, "way", "")
    _type(editing, "layers", 0, "layers", "窓口端末、住民\n既存住基システム\n市町村CS")
    added = {"may_hold": "個人番号", "nodes": "既存住基システム\n市町村CS", "reason": "ほかに置かない"}
    editing.add(*make_row("may_hold", added))
    editing.remove(("contracts", "既存住基システム から 都道府県サーバー へは 市町村CS を通る"))
    way, pair, layers = "way: 渡し, ", "except: [[窓口端末, 市町村CS]]", "[既存住基システム], [市町村CS]]"
    more = f"item: 個人番号, {pair}, reason: 窓口から順につなぐ}}"
    assert _save(editing) == [
        "-  - {pass_through: 市町村CS, from: 既存住基システム, to: 都道府県サーバー}",
        f"-  - {{layers: [[窓口端末], {layers}, {more}",
        f"-  - {{forbid: [中間サーバー, 市町村CS], {way}reason: 符号を戻さない}}",
        f"+  - {{layers: [[窓口端末, 住民], {layers}, {more}",
        "+  - {forbid: [中間サーバー, 市町村CS, 窓口端末], reason: 符号を戻さない}",
        "+  - {may_hold: 個人番号, nodes: [既存住基システム, 市町村CS], reason: ほかに置かない}",
    ]
    for _ in range(5):
        assert editing.undo()
    assert Draft(**editing.model.sections) == Draft(**load(MINATO).sections)


def test_steps_stand_in_the_order_of_time_however_the_file_lists_them(tmp_path: Path) -> None:
    path = Path(shutil.copy(MINATO, tmp_path / "minato.yaml"))
    text = path.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines(keepends=True) if line.startswith("      1-①:"))
    more = [first.replace("1-①", number) for number in ("2-①", "❶", "1-⑩", "10-①")]
    path.write_text(text.replace(first, "".join([*more, first])), encoding="utf-8")
    rows = _rows(Editing.open(path, tmp_path / "state"), "steps")
    diagram = rows[0]["diagram"]
    told = ["1-①", "1-②", "1-③", "1-⑩", "❶", "2-①", "➍", "⑤", "⑥", "10-①"]
    assert sorted(row["number"] for row in rows if row["diagram"] == diagram) == sorted(told)
    assert [row["number"] for row in rows if row["diagram"] == diagram] == told


def test_a_finding_on_a_contract_leads_to_its_row(editing: Editing) -> None:
    rows = {
        f"row {table['section']} {row['name']}" for table in tell_tables(editing) for row in table["rows"]
    }
    leads = [at for told in tell_findings(editing.model) for at in told["at"] if at.startswith("row layers")]
    assert leads
    assert set(leads) <= rows


def test_what_binds_nothing_or_names_nobody_is_refused_with_the_reason(editing: Editing) -> None:
    with pytest.raises(RefusedError, match="2つ以上の違う名前"):
        _type(editing, "forbid", 0, "forbid", "市町村CS")
    with pytest.raises(RefusedError, match="市町村CSS"):
        _type(editing, "forbid", 0, "forbid", "市町村CSS\n統合宛名システム")
    with pytest.raises(RefusedError, match="専用船"):
        _type(editing, "recipients", 0, "means", "専用船")
    assert not editing.is_dirty


@pytest.mark.parametrize("model", [Path(MINATO), *MODELS], ids=str)
def test_what_nobody_typed_into_is_no_change_and_is_read_as_it_is_shown(model: Path, tmp_path: Path) -> None:
    editing = Editing.open(model, tmp_path / "state")
    for table, told in zip(TABLES, tell_tables(editing), strict=True):
        assert not [row for row in told["rows"] if row["changed"]], table.section
        for row in told["rows"]:
            for column in table.columns:
                found = find_value(editing.tree, (*row["at"], column.key))
                shown = row["values"][column.key]
                if found:
                    assert show_cell(editing.model, column, read_value(column, shown, found)) == shown
                    assert type(read_value(column, shown, found)) is type(found)


@pytest.mark.parametrize("left_out", ["from", "to"])
def test_a_row_without_what_it_needs_is_refused_with_what_is_missing(left_out: str) -> None:
    ends = {"from": "住民", "to": "既存住基システム"}
    path, row = make_row("flows", ends)
    assert (path[0], row) == ("flows", ends)
    with pytest.raises(ValueError, match={"from": "^送り手を", "to": "^受け手を"}[left_out]):
        make_row("flows", {**ends, left_out: " "})
