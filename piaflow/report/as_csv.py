"""A Table as CSV (RFC 4180), as a person opens it and a program reads it."""

from __future__ import annotations

import csv
import io

from piaflow.domain.visible import reveal
from piaflow.report.told import Table

MARK = "\ufeff"
"""Without it a spreadsheet in Japan takes UTF-8 for Shift_JIS."""


def to_csv(table: Table) -> str:
    """Return the headings and the rows; a text of several lines stays one cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([table.headings, *(map(reveal, row) for row in table.rows)])
    return MARK + out.getvalue()
