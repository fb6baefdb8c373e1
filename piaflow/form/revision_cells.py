"""What a model writes into 変更箇所: six columns a row, and the whole table where a form has it in one field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from piaflow.domain.assessment import Assessment
from piaflow.domain.records import Revision
from piaflow.form.form import Filled
from piaflow.form.texts import choice, day, lines

REVISION_COLUMNS: Mapping[str, Callable[[Revision], str]] = {
    "変更日": lambda r: day(r.date),
    "項目": lambda r: r.item,
    "変更前の記載": lambda r: r.before,
    "変更後の記載": lambda r: r.after,
    "提出時期": lambda r: choice(r.timing),
    "提出時期に係る説明": lambda r: r.note,
}


def revision_table(a: Assessment) -> Filled:
    """Return 変更箇所 of 様式2, its rows one below the other."""
    rows = (_row(revision) for revision in a.revisions)
    return Filled(lines(rows), tuple(span for revision in a.revisions for span in revision.spans))


def _row(revision: Revision) -> str:
    told = ((name, tell(revision)) for name, tell in REVISION_COLUMNS.items())
    return "　".join(f"{name}: {text}" for name, text in told if text)
