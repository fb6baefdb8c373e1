"""変更箇所 of a text layer whose cells tabs part: rows and cells, however many lines a cell has."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.page import Part, SourceKind
from piaflow.source.tables import Row, find_changes
from piaflow.source.text import read_text
from tests.source.judging import read_printed
from tests.source.random_forms import seed_random
from tests.source.test_boxes import WORK
from tests.source.test_pdftotext import ITEMS, ODD_ITEMS, _invent_change
from tests.source.test_rivals import COVER

Change = tuple[str, ...]
HEADINGS = "\t".join(CHANGE_COLUMNS)
WHOLE: Change = (
    "令和4年4月1日",
    "Ⅰ－７ ①部署",
    "窓口の課が控えを置く。",
    "支所が控えを置く。",
    "事後",
    "同上",
)


def _find(*lines: str, headings: str = HEADINGS) -> tuple[Row, ...]:
    text = "\n".join(("（別添３）変更箇所", headings, *lines, ""))
    return find_changes(read_text("a", text, 0), Part(None, "", 1, text.count("\n") + 1)).rows


def _tell(row: Row) -> Change:
    return tuple("".join(row.text(name).split()) for name in CHANGE_COLUMNS)


def _close(row: Change) -> Change:
    return tuple("".join(text.split()) for text in row)


def _on_one_line(row: Change) -> str:
    return "\t".join(text.replace("\n", " ") for text in row)


def _cut_empty(row: Change) -> str:
    return _on_one_line(row).rstrip("\t")


def _on_lines(row: Change) -> str:
    """As a sheet is copied whose cells have lines of their own: the line goes on below."""
    return "\t".join(text.replace("。", "。\n").strip() for text in row[:5]) + f"\t{row[5]}"


def _quoted(row: Change) -> str:
    cells = (text.replace("。", "。\n").strip() for text in row)
    return "\t".join(f'"{text}"' if "\n" in text else text for text in cells)


def _wrapped(row: Change) -> str:
    """Line by line as the page prints them, each with its tabs."""
    cells = [
        [line[at : at + 14] for line in text.split("\n") for at in range(0, len(line), 14)] for text in row
    ]
    height = max(map(len, cells))
    return "\n".join("\t".join(cell[n] if n < len(cell) else "" for cell in cells) for n in range(height))


LAYOUTS: tuple[Callable[[Change], str], ...] = (_on_one_line, _cut_empty, _on_lines, _quoted, _wrapped)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("blank", [(), (0,), (4,), (2,), (3,), (5,), (0, 2), (4, 5)])
def test_each_cell_of_a_row_is_read_and_an_empty_one_is_empty(
    layout: Callable[[Change], str], blank: tuple[int, ...]
) -> None:
    row = tuple("" if n in blank else text for n, text in enumerate(WHOLE))
    rows = (WHOLE, row, WHOLE)
    assert [_tell(one) for one in _find(*map(layout, rows))] == [*map(_close, rows)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_invented_tables_are_read_right_or_not(layout: Callable[[Change], str]) -> None:
    random: Random = seed_random(5)
    wrong = whole = told = 0
    for _ in range(30):
        truth = [_invent_change(random, 0.05, (*ITEMS, *ODD_ITEMS)) for _ in range(12)]
        for row, own in zip(_find(*map(layout, truth)), truth, strict=False):
            cells = list(zip(_tell(row), _close(own), strict=True))
            told += sum(bool(read) for read, _ in cells)
            wrong += sum(read not in ("", one) for read, one in cells)
            whole += all(read == one for read, one in cells)
    assert wrong <= 0.01 * told
    assert whole >= 0.6 * 30 * 12


def test_below_a_line_of_which_it_is_not_known_whether_it_begins_a_row_none_is_told() -> None:
    unmarked = "\t様式全体\t控えを置く。\t支所が置く。\t\t"
    wide = (*WHOLE[:1], "Ⅱ－４ 委託事項4の⑥委託先名", *WHOLE[2:])
    rows = _find(*map(_on_one_line, (wide, WHOLE)), unmarked, _on_one_line(WHOLE))
    assert [bool(row.columns) for row in rows] == [True, False, False]


@pytest.mark.parametrize(
    "broken", ["令和4年4月1日\t事後", "令和4年4月1日\tⅠ－７\t前\t後\t課の名\t事後\t余り"]
)
def test_a_line_with_its_marks_elsewhere_is_no_row(broken: str) -> None:
    rows = _find(_on_one_line(WHOLE), _on_one_line(WHOLE), broken, _on_one_line(WHOLE))
    assert [bool(row.columns) for row in rows][:2] == [True, False]
    assert not any(row.columns for row in rows[1:])


def test_the_number_of_a_page_and_headings_that_come_again_are_of_no_cell() -> None:
    row = _on_one_line(WHOLE)
    rows = _find(row, "12", f"\f{HEADINGS}", row, "13")
    assert [_tell(one) for one in rows] == [_close(WHOLE)] * 2


def test_a_document_of_which_only_the_table_has_tabs_is_a_text_layer() -> None:
    changes = "\n".join(("（別添３）変更箇所", HEADINGS, _on_one_line(WHOLE), _on_one_line(WHOLE)))
    reading = read_printed("town.txt", f"{COVER}\n\f{WORK}\n\f{changes}\n")
    cells = {cell.path: cell.text for cell in reading.form.cells if cell.path.startswith("別添3")}
    assert sum(text == "支所が控えを置く。" for text in cells.values()) == 2
    assert read_text("town.txt", changes, 0).kind is SourceKind.TEXT
