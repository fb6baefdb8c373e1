"""In what order the rows of 変更箇所 came about, in whatever order a model lists them."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.app.findings import check
from piaflow.app.loading import find_model_files
from piaflow.app.model import Model
from piaflow.domain.assessment import Document, Overview
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.domain.nodes import File, System
from piaflow.domain.records import Revision
from piaflow.domain.span import Span
from piaflow.rules.history import History
from tests.once import load_once

ROOT = Path(__file__).parents[2]


def told(*rows: Revision) -> Counter[tuple[str, str]]:
    """Every finding on 変更箇所 of a document with these rows, in which 3件 are entrusted."""
    counts = (Count(CountKind.ENTRUSTMENTS, count=3),)
    model = Model(
        Overview("みなと市長", "住基", published="2022-07-08"),
        documents=(Document("900"),),
        systems=(System("業務"),),
        files=(File("台帳", "業務", counts=counts),),
        revisions=rows,
    )
    return Counter((f.key, f.message) for f in check([model]) if "revision" in f.rule)


_words = st.sampled_from(("", "2件", "3件", "4件", "総務課", "磯村役場総務課"))
_rows = st.builds(
    Revision,
    st.sampled_from(("Ⅱ.4 委託の有無", "公表日", "Ⅰ.7.②所属長")),
    date=st.sampled_from(("", "2020-01-01", "2020-01-01", "2021-01-01")),
    before=_words,
    after=_words,
    spans=st.sampled_from(
        (
            (),
            (Span("900", 1, 1),),
            (Span("900", 2, 2),),
            (Span("900", 3, 3),),
            (Span("900", 3, 3), Span("900", 1, 1)),
        )
    ),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(_rows, max_size=4).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_no_order_of_the_rows_changes_a_finding(drawn: tuple[list[Revision], list[Revision]]) -> None:
    rows, turned = drawn
    assert told(*rows) == told(*(evolve(row, spans=row.spans[::-1]) for row in turned))


def test_a_row_stands_where_its_first_line_does_whichever_of_its_lines_is_named_first() -> None:
    later = Revision("公表日", "2021-01-01", spans=(Span("900", 3, 3), Span("900", 1, 1)))
    earlier = Revision("Ⅰ.7.②所属長", "2020-01-01", spans=(Span("900", 2, 2),))
    found = told(later, earlier)
    assert [key for key, _ in found if key.endswith("日付の順")]
    assert told(evolve(later, spans=later.spans[::-1]), earlier) == found


@pytest.mark.slow
@pytest.mark.parametrize("path", find_model_files(ROOT / "models"), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_no_order_of_the_rows_of_a_model_changes_a_finding(path: Path) -> None:
    model = Model.of(load_once(path))
    rows = Random(1).sample(model.revisions, len(model.revisions))  # noqa: S311 - no secret
    assert Counter(check([model.replace(revisions=tuple(rows))])) == Counter(check([model]))


FIRST = Revision("Ⅱ.4 委託の有無", "2020-01-01", "1件", "2件")
SECOND = Revision("Ⅱ.4 委託の有無", "2020-01-01", "2件", "4件")


def test_of_one_day_the_row_that_changes_what_the_other_said_is_the_later() -> None:
    for rows in permutations((FIRST, SECOND)):
        assert History.of(rows).last == (SECOND,)
        (finding,) = told(*rows)
        assert "4件" in finding[1]


def test_of_rows_that_may_each_be_the_last_none_is_told_unless_all_are_wrong() -> None:
    right, wrong = (Revision("Ⅱ.4 委託の有無", after=text) for text in ("3件", "4件"))
    for rows in permutations((right, wrong)):
        assert set(History.of(rows).last) == {right, wrong}
        assert not told(*rows)
    assert told(wrong, FIRST)


def test_a_table_that_begins_with_its_newest_row_is_read_from_the_oldest() -> None:
    newest, oldest = (
        Revision("公表日", "2022-07-08", "乙", "丙"),
        Revision("公表日", "2021-07-08", "甲", "乙"),
    )
    assert [day for (day,) in History.of((newest, oldest)).days] == [oldest, newest]
    assert not told(newest, oldest)


def test_the_lines_tell_in_what_order_a_table_prints_its_rows() -> None:
    later, earlier = (
        Revision("公表日", day, spans=(Span("900", line, line),))
        for day, line in (("2021-01-01", 1), ("2020-01-01", 2))
    )
    for rows in permutations((later, earlier)):
        ((key, _),) = told(*rows)
        assert key.endswith("日付の順")
    assert not told(Revision("公表日", "2021-01-01"), Revision("公表日", "2020-01-01"))
