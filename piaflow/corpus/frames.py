"""Answers as Arrow tables, and Arrow tables as bytes of a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

MARK = b"\xef\xbb\xbf"
"""By which Excel knows UTF-8."""


def make_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows as a table."""
    return pa.Table.from_pylist(list(rows))


def to_parquet(table: pa.Table) -> bytes:
    """Return a table as a Parquet file."""
    written = io.BytesIO()
    pq.write_table(table, written)
    return written.getvalue()


def to_csv(table: pa.Table) -> bytes:
    """Return a table as a CSV file that Excel reads: lists with a 、 between."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(table.column_names)
    for row in table.to_pylist():
        rows.writerow("、".join(map(str, v)) if isinstance(v, list) else v for v in row.values())
    return MARK + written.getvalue().encode()
