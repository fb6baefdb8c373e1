"""The stable JSON of a review (docs/json.md): what `impact` says of each model, and what is to be done about it."""

from __future__ import annotations

from typing import Any

from piaflow.report.as_json_answers import plain_judged, revised_to_dict
from piaflow.report.review import tell_rows
from piaflow.review.agenda import AgendaItem
from piaflow.review.answer import Review, Reviewed
from piaflow.review.change_table import TableCheck, TableRow
from piaflow.review.decisions import Decision

Json = dict[str, Any]


def review_to_dict(review: Review) -> Json:
    """Return `{compared, models}`: the models that changed, each as `piaflow impact --git` tells it, and what is to be done."""
    return {"compared": review.compared, "models": list(map(_reviewed, review.models))}


def _reviewed(one: Reviewed) -> Json:
    rows = tell_rows(one).rows if one.revised.impact is not None else ()
    return {
        **revised_to_dict(one.revised),
        "timing": one.timing.value,
        "asked": list(map(plain_judged, one.asked)),
        "duties": list(map(plain_judged, one.duties)),
        "agenda": [_agenda(one, told) for told in one.agenda],
        "decisions": list(map(_decision, one.decisions)),
        "rows": [dict(zip(_ROW, row, strict=True)) for row in rows],
        "by_documents": one.by_documents,
        "unread": list(one.unread),
        "table": _table(one.table) if one.table is not None else None,
    }


def _table(told: TableCheck) -> Json:
    return {
        "rows": list(map(_table_row, told.rows)),
        "told": told.told,
        "unmatched": [
            {
                "matter": found.matter.value,
                "path": found.change.path if found.change else "",
                "label": found.change.label if found.change else "",
                "row": found.row.number if found.row else None,
                "column": found.column,
                "printed": found.printed,
                "held": found.held,
            }
            for found in told.unmatched
        ],
        "apart": [change.path for change in told.apart],
    }


def _table_row(row: TableRow) -> Json:
    return {
        "number": row.number,
        "date": row.day,
        "item": row.item,
        "before": row.before,
        "after": row.after,
        "unread": list(row.unread),
        "spans": list(map(str, row.spans)),
    }


_ROW = ("date", "item", "before", "after", "timing", "note")


def _agenda(one: Reviewed, told: AgendaItem) -> Json:
    item = told.item
    return {
        "key": told.key,
        "path": item.path,
        "label": item.label,
        "subject": item.subject,
        "origin": item.origin.value,
        "significant": item.significant,
        "timing": item.timing.value,
        "why": [{"said": why.said, "by": list(why.by)} for why in told.whys],
        "settled": one.is_settled(told),
    }


def _decision(told: Decision) -> Json:
    kept = told.acceptance
    return {
        "key": kept.key,
        "reason": kept.reason,
        "decided": kept.decided,
        "until": kept.until,
        "standing": told.standing.value,
        "was": told.was,
        "now": told.now,
    }
