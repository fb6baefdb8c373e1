"""A text layer keeps the numbers of its lines; where a page may begin is told with its reasons."""

from __future__ import annotations

from piaflow.source.page import BreakReason, Source
from piaflow.source.text import read_text

FEED, GAP, NUMBER, HEADER = BreakReason.FORM_FEED, BreakReason.GAP, BreakReason.NUMBER, BreakReason.HEADER


def _breaks(source: Source) -> dict[int, frozenset[BreakReason]]:
    return {one.line: one.reasons for one in source.breaks}


def _page(page: int, lines: int = 12) -> list[str]:
    return [f"{page}ページの{at}行目の文" for at in range(lines)]


def test_lines_keep_the_numbers_of_an_editor() -> None:
    source = read_text("a.txt", "一\n\n　二 \n\u2028三\x0b\n", 0)
    assert [(line.text.strip(), line.number) for line in source.lines] == [("一", 1), ("二", 3), ("三", 4)]
    assert source.lines[1].text == "　二"


def test_a_form_feed_begins_a_page() -> None:
    source = read_text("a.txt", "一\n二\n\f三\n四\f五\n\f\n六", 0)
    assert [(line.text, line.page) for line in source.lines] == [
        *(("一", 1), ("二", 1), ("三", 2), ("四", 2), ("五", 3), ("六", 4)),
    ]
    assert [page.number for page in source.pages] == [1, 2, 3, 4]
    assert _breaks(source) == {3: {FEED}, 4: {FEED}, 6: {FEED}}


def test_without_form_feeds_no_page_is_claimed() -> None:
    source = read_text("a.txt", "一\n二", 0)
    assert {line.page for line in source.lines} == {0}
    assert source.breaks == ()


def test_more_blank_lines_than_usual_may_end_a_page() -> None:
    source = read_text("a.txt", "一\n\n二\n\n三\n\n\n\n四\n\n五", 0)
    assert _breaks(source) == {9: {GAP}}


def test_page_numbers_are_those_that_count_on_a_page_apart() -> None:
    text = [line for page in range(1, 5) for line in (*_page(page), f"- {page} -")]
    source = read_text("a.txt", "\n".join(text), 0)
    assert _breaks(source) == {14: {NUMBER}, 27: {NUMBER}, 40: {NUMBER}}


def test_numbers_of_a_list_are_no_page_numbers() -> None:
    assert read_text("a.txt", "1\n2\n3\n4\n5\n6", 0).breaks == ()


def test_a_number_that_stands_first_on_its_page_begins_it() -> None:
    text = [line for page in range(1, 5) for line in (str(page), *_page(page), "", "", "", "")]
    source = read_text("a.txt", "\n".join(text), 0)
    assert all(reasons == {GAP, NUMBER} for reasons in _breaks(source).values())


def test_a_line_that_begins_pages_elsewhere_may_begin_one_here() -> None:
    pages = [["事務の名称（続き）", *_page(page)] for page in range(5)]
    rows = [line for page in pages[:4] for line in (*page, "", "", "")] + _page(9) + pages[4]
    source = read_text("a.txt", "\n".join(rows), 0)
    at = len(rows) - len(pages[4]) + 1
    assert _breaks(source)[at] == {HEADER}


def test_the_head_of_the_table_of_changes_may_begin_a_page() -> None:
    rows = [*_page(1), "変更日 項目 変更前の記載 変更後の記載 提出時期", *_page(2)]
    assert _breaks(read_text("a.txt", "\n".join(rows), 0)) == {13: {HEADER}}
