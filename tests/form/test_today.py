"""The rows of 変更箇所 of a model in the words that its document prints."""

from __future__ import annotations

from piaflow.domain.assessment import Assessment, Document, Overview
from piaflow.domain.choices import FormKind
from piaflow.domain.records import Revision
from piaflow.domain.span import Span
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.today import find_rows
from piaflow.law.addresses import Address


def _span(first: int, last: int | None = None) -> Span:
    return Span("900", first, last or first)


def _hold(*rows: Revision) -> Assessment:
    return Assessment(Overview("みなと市長", "住民税"), documents=(Document("900"),), revisions=rows)


def _print(row: int, column: str, text: str, *spans: Span) -> Cell:
    address = Address.find(f"別添3.変更{row}.{column}", FormKind.FULL)
    assert address
    return Cell(address, Filled(text, spans))


def test_rows_that_share_the_line_of_their_day_keep_their_own_words() -> None:
    day = _span(10)
    cells = [
        cell
        for row in (1, 2, 3)
        for cell in (
            _print(row, "変更日", "令和6年9月4日", day),
            _print(row, "変更前の記載", f"前{row}", _span(20 * row)),
            _print(row, "変更後の記載", f"後{row}", _span(20 * row + 1)),
        )
    ]
    rows = [Revision(f"項目{row}", spans=(day, _span(20 * row, 20 * row + 1))) for row in (3, 1, 2)]
    told = find_rows(_hold(*rows), Form(FormKind.FULL, tuple(cells)))
    assert [(row.item, row.before, row.after) for row in told] == [
        ("項目3", "前3", "後3"),
        ("項目1", "前1", "後1"),
        ("項目2", "前2", "後2"),
    ]


def test_a_row_of_which_nobody_knows_the_lines_keeps_the_words_of_the_model() -> None:
    day = _span(10)
    cells = [_print(row, "変更後の記載", f"後{row}", day) for row in (1, 2)]
    kept = Revision("項目", after="モデルの語", spans=(day,))
    model = _hold(kept, Revision("行のない項目", after="乙"))
    assert find_rows(model, Form(FormKind.FULL, tuple(cells))) == model.revisions


def test_a_row_that_shares_only_the_line_of_a_day_keeps_the_words_of_the_model() -> None:
    day = _span(10)
    cells = [
        _print(1, "変更日", "令和6年9月4日", day),
        _print(1, "変更後の記載", "ほかの行の語", _span(20, 22)),
    ]
    model = _hold(Revision("項目", after="モデルの語", spans=(day, _span(30, 34))))
    assert find_rows(model, Form(FormKind.FULL, tuple(cells))) == model.revisions
