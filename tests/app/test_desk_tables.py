"""The tables of the desk: what is typed into them changes its own lines of the file alone."""

from __future__ import annotations

import shutil
from difflib import unified_diff
from pathlib import Path

from piaflow.app.desk_tables import find_column, make_row, read_value, show_cell
from piaflow.app.editing import Editing
from tests.cli.calling import MINATO


def test_items_and_conversions_are_added_and_named_in_tables(tmp_path: Path) -> None:
    path = Path(shutil.copy(MINATO, tmp_path / "minato.yaml"))
    editing = Editing.open(path, tmp_path / "state")
    editing.add(*make_row("items", {"name": "新しい項目", "members": "氏名、住所、等"}))
    told = {"at": "既存住基システム", "from": "新しい項目", "to": "個人番号"}
    editing.add(*make_row("conversions", told))
    members = find_column("items", "members")
    assert members is not None
    now = read_value(members, "続柄、4情報、新しい項目")
    editing.type_value(
        ("items", "世帯情報", "members"),
        "続柄、4情報",
        now,
        lambda value: show_cell(editing.model, members, value),
    )
    editing.save(editing.version)
    was = Path(MINATO).read_text(encoding="utf-8").splitlines()
    changed = unified_diff(was, path.read_text(encoding="utf-8").splitlines(), n=0, lineterm="")
    assert [line for line in changed if line[0] in "+-" and line[:3] not in ("+++", "---")] == [
        "-  世帯情報: {aliases: [世帯の情報], members: [続柄, 4情報]}",
        "+  世帯情報: {aliases: [世帯の情報], members: [続柄, 4情報, 新しい項目]}",
        "+  新しい項目: {members: [氏名, 住所, 等]}",
        "+  - {at: 既存住基システム, from: 新しい項目, to: 個人番号}",
    ]
