"""A span names lines of a document: 002:388-430."""

from __future__ import annotations

import pytest

from piaflow.domain.span import Span, join_spans, shorten
from piaflow.errors import WrongValueError


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("002:388-430", Span("002", 388, 430)),
        ("001:371", Span("001", 371, 371)),
        ("900:5-5", Span("900", 5, 5)),
        ("様式4:1-2", Span("様式4", 1, 2)),
    ],
)
def test_a_span_is_read_from_its_text(text: str, span: Span) -> None:
    assert Span.parse(text) == span


@pytest.mark.parametrize("span", [Span("002", 388, 430), Span("001", 371, 371), Span("a", 1, 1)])
def test_a_span_prints_as_it_is_read(span: Span) -> None:
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "002",
        "002:",
        ":3",
        "002:1-",
        "002:1-2-3",
        "00 2:1",
        "002:x",
        "002：1",
        " 002:1",
        "1:" + "9" * 5000,
    ],
)
def test_another_shape_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="as 002:388-430") as caught:
        Span.parse(text)
    assert isinstance(caught.value, WrongValueError)
    assert "例: 002:388-430" in caught.value.japanese


@pytest.mark.parametrize("text", ["002:9-8", "002:0", "002:0-4", "002:5-0"])
def test_lines_count_from_one_and_upwards(text: str) -> None:
    with pytest.raises(ValueError, match="lines count from 1, the last not before the first") as caught:
        Span.parse(text)
    assert isinstance(caught.value, WrongValueError)
    assert "行の範囲が逆です" in caught.value.japanese


def test_spans_sort_by_document_and_line() -> None:
    spans = [Span("002", 5, 9), Span("001", 7, 7), Span("002", 5, 6)]
    assert sorted(spans) == [spans[1], spans[2], spans[0]]


def test_runs_of_lines_are_joined_and_no_line_is_lost_or_added() -> None:
    told = ("002:9", "001:3-4", "002:5-6", "001:4-7", "001:8", "002:3-3", "001:3-4")
    joined = join_spans(map(Span.parse, told))
    assert [str(span) for span in joined] == ["001:3-8", "002:3", "002:5-6", "002:9"]


def test_few_lines_are_cited_as_they_are_and_of_many_where_they_begin() -> None:
    few = [Span("002", 1, 3), Span("002", 9, 11)]
    assert shorten([*few, few[0]]) == tuple(few)
    many = [Span("002", 1, 3), Span("002", 9, 12), Span("001", 5, 5), Span("001", 7, 7)]
    assert [str(span) for span in shorten(many)] == ["002:1", "002:9", "001:5"]
