"""The 別表 of 番号法 as in force on 2025-09-01: who may use 個人番号 for which 事務, by row."""

from __future__ import annotations

from datetime import date
from functools import cache

from attrs import frozen

from piaflow.law.shipped import read_data
from piaflow.law.sureness import Sureness


@frozen
class TableRow:
    """別表の項: `who` uses 個人番号 for `procedure`. `as_of` is the date of the text that was read."""

    row: str
    who: str
    procedure: str
    as_of: date
    source: str
    sureness: Sureness


@cache
def list_rows() -> tuple[TableRow, ...]:
    """Return every row of the 別表 in printed order; a 枝番 stands behind its number: 2, 2の2, 3."""
    data = read_data("table_r7")
    grounds = date.fromisoformat(data["as_of"]), data["source"], Sureness(data["sureness"])
    return tuple(TableRow(r["row"], r["who"], r["procedure"], *grounds) for r in data["rows"])


@cache
def list_row_numbers() -> frozenset[str]:
    """Return the numbers of all rows of the 別表, as `TableRow.row` writes them."""
    return frozenset(row.row for row in list_rows())
