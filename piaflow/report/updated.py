"""What `piaflow read --into` tells: what of a newer document was written into a model, and what was left."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from piaflow.domain.span import Span
from piaflow.form.updating.bench import Deviation
from piaflow.form.updating.update import Updated
from piaflow.report.told import Column, Name, Section, Table, Told


@frozen
class Call:
    """What was asked: the model, the newer document, the earlier one ("" where it is not at hand), written or not."""

    model: str
    document: str
    before: str
    is_written: bool


def tell_updated(call: Call, updated: Updated) -> Told:
    """Tell what was written and what was left, each with both values and their lines."""
    base = f"前の版 {call.before} と比べました" if call.before else _NO_BASE
    done = "書き換えたこと" if call.is_written else "書き換えること"
    return Told(
        Name(f"{call.document} → {call.model}　{base}"),
        sections=(
            _tell(f"{done}（{len(updated.written)}）", updated.written, _WRITTEN),
            _tell(f"違い（{len(updated.left)}、モデルはそのまま）", updated.left, _LEFT),
        ),
    )


_NO_BASE = "前の版の文書が手元にないので、言葉の違いは並べるだけです（--before で渡せます）"
_WRITTEN = (Column("欄", 24), Column("モデル", 24), Column("新しい版", 24), "行")
_LEFT = (*_WRITTEN, Column("書かない理由", 24))


def _tell(heading: str, told: Sequence[Deviation], columns: tuple[str | Column, ...]) -> Section:
    rows = tuple(_tell_row(one, len(columns)) for one in told)
    return Section(heading, (Table(columns, rows),))


def _tell_row(one: Deviation, count: int) -> tuple[str, ...]:
    lines = " → ".join(filter(None, (_tell_lines(one.was_at), _tell_lines(one.now_at))))
    return (one.where, _clip(one.was), _clip(one.now), lines, one.why)[:count]


def _tell_lines(spans: Sequence[Span]) -> str:
    """The lines of one side: many of one document as from the first to the last."""
    told = {span.document: (span.first, span.last) for span in spans}
    for span in spans:
        first, last = told[span.document]
        told[span.document] = min(first, span.first), max(last, span.last)
    return " ".join(str(Span(document, *lines)) for document, lines in told.items())


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 120
"""Characters of a value that are shown: enough to know it again."""
