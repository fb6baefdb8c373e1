"""A table as CSV: every cell comes back as it was, and none is a formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.visible import reveal
from piaflow.report.as_csv import MARK, to_csv
from piaflow.report.told import Table

FORMULA = (*"=+-@＝＋－＠", "\t")
texts = st.text(st.characters(exclude_categories=("C", "Z")), max_size=9).filter(
    lambda text: reveal(text) == text  # what nobody sees is shown by its number
)
lines = st.lists(texts, max_size=3).map("\n".join)


def read(text: str) -> list[list[str]]:
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))


@given(st.lists(st.tuples(lines, lines), max_size=4))
def test_cells_of_several_lines_quotes_and_commas_come_back(rows: list[tuple[str, str]]) -> None:
    table = Table(("項目", "変更後の記載"), tuple(rows))
    told = read(to_csv(table))
    assert told[0] == ["項目", "変更後の記載"]
    assert told[1:] == [[f"'{text}" if text[:1] in FORMULA else text for text in row] for row in rows]


def test_no_cell_is_a_formula() -> None:
    ((one, two),) = read(to_csv(Table(("甲", "乙"), (("=HYPERLINK(1)", "-1"),))))[1:]
    assert (one, two) == ("'=HYPERLINK(1)", "'-1")
