"""A Table as CSV (RFC 4180), as a person opens it and a program reads it."""

from __future__ import annotations

import csv
import io

from piaflow.domain.visible import reveal
from piaflow.report.told import Table

MARK = "\ufeff"
"""Without it a spreadsheet in Japan takes UTF-8 for Shift_JIS."""
_FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula: a document of another's hand is never one."""


def to_csv(table: Table) -> str:
    """Return the headings and the rows; a text of several lines stays one cell.

    One that a spreadsheet would work out has an apostrophe before it: that is how a person types such a text.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([table.headings, *(map(_to_cell, row) for row in table.rows)])
    return MARK + out.getvalue()


def _to_cell(text: str) -> str:
    told = reveal(text)
    return f"'{told}" if told.startswith(_FORMULA) else told
