"""Findings as the table that a notebook shows."""

from __future__ import annotations

from piaflow.report.check_json import check_to_rows
from piaflow.report.checked import CheckReport, count_all
from piaflow.report.html_table import escape, table

_COLUMNS = {
    "document": "文書",
    "severity": "重さ",
    "confidence": "確かさ",
    "message": "指摘",
    "spans": "根拠行",
    "rule": "規則",
}


def check_html(report: CheckReport) -> str:
    """Return one row per finding, and how many there are."""
    rows = ([row[key] for key in _COLUMNS] for row in check_to_rows(report))
    return f"<p>{escape(count_all(report))}</p>{table(list(_COLUMNS.values()), rows)}"
