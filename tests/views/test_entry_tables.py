from __future__ import annotations

from piaflow.views.entry_tables import make_entry_tables
from tests.cli.calling import MINATO
from tests.once import open_once

TABLES = {table.title: table for table in make_entry_tables(open_once(MINATO).assessment)}


def test_the_tables_stand_in_the_order_of_the_form() -> None:
    assert list(TABLES) == ["入手", "委託", "提供", "移転", "保管"]


def test_every_row_fills_every_column() -> None:
    for table in TABLES.values():
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_an_entrustment_says_to_whom_and_whether_again() -> None:
    rows = (dict(zip(TABLES["委託"].columns, row, strict=True)) for row in TABLES["委託"].rows)
    first, second, *_ = (row for row in rows if row["記載"].startswith("住民基本台帳ファイル/"))
    assert first["委託先"] == "みなと情報サービス株式会社"
    assert (first["再委託"], second["再委託"]) == ("する", "不明")
    assert first["方法"] == "専用線、その他（構内作業）"
    assert first["根拠行"] == "900:93-99"
    assert second["項目"] == "個人番号、4情報"


def test_each_recipient_of_an_annex_is_a_row_with_its_own_basis() -> None:
    rows = [dict(zip(TABLES["提供"].columns, row, strict=True)) for row in TABLES["提供"].rows]
    assert [row["相手"] for row in rows] == ["みなと県知事", "日本年金機構"]
    assert [row["根拠行"] for row in rows] == ["900:108", "900:106-110"]


def test_what_no_document_tells_is_no_row() -> None:
    bare = open_once(MINATO)
    told = [row for row in TABLES["保管"].rows if not set(row[1:]) - {"", "不明"}]
    assert told == []
    assert len(TABLES["保管"].rows) < len([e for e in bare.entries if e.name.endswith("/保管")])
