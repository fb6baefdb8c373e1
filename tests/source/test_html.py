"""HTML and tables of tabs: lines, cells, check boxes without a mark, pieces that are no tags."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from piaflow.source.html import read_html, read_table
from piaflow.source.page import TICK, Source


def _html(text: str) -> Source:
    return read_html("a.html", f"<html><body>{text}</body></html>", 0)


def _lines(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def test_blocks_and_breaks_end_a_line_and_words_inside_do_not() -> None:
    source = _html("<p>一<b>行</b>目<br>二行目</p><div>三行目</div><ul><li>四<li>五</ul>")
    assert _lines(source) == ["一行目", "二行目", "三行目", "四", "五"]


def test_blanks_of_the_file_are_one_and_indentation_stays() -> None:
    assert _lines(_html("<p>　字下げ\n   の\tABC &amp; 行</p>")) == ["　字下げ の ABC & 行"]


def test_a_check_box_without_a_mark_is_unknown() -> None:
    source = _html('<p>[<input type="checkbox" checked>] 紙 [<input type=radio>] 専用線</p>')
    assert [(line.text, line.ticks) for line in source.lines] == [
        (f"[{TICK}] 紙 [{TICK}] 専用線", (True, None))
    ]


def test_what_only_looks_like_a_tag_is_printed() -> None:
    assert _lines(_html("<p><選択肢> 1) A < B</p>")) == ["<選択肢> 1) A < B"]


def test_scripts_comments_and_hidden_pieces_are_not_printed() -> None:
    hidden = "<script>if (a < b) {'<p>'}</script><!-- <p>控え</p> --><div style='display: none'>隠<div>れ</div></div>"
    assert _lines(_html(f"{hidden}<p>本文</p>")) == ["本文"]


def test_a_table_inside_a_value_is_lines_of_that_value() -> None:
    inner = "<table><tr><td>[○] 紙</td><td>[ ] 専用線</td></tr><tr><td>[ ] その他</td></tr></table>"
    cells = _html(f"<table><tr><th>⑥提供方法</th><td>{inner}</td></tr></table>").pages[0].cells
    assert [cell.text for cell in cells] == ["⑥提供方法", "[○] 紙 [ ] 専用線\n[ ] その他"]


def test_a_table_that_only_arranges_is_none() -> None:
    inner = "<table><tr><th>①部署</th><td>市民課</td></tr></table>"
    menu = "<ul><li>トップ</li><li>くらし</li></ul>"
    page = _html(f"<table><tr><td>{menu}</td><td><p>前置き</p>{inner}</td></tr></table>").pages[0]
    assert [cell.text for cell in page.cells] == ["①部署", "市民課"]
    assert [line.text for line in page.loose] == ["トップ", "くらし", "前置き"]
    assert page.right_of(page.cells[0]) == (page.cells[1],)


def test_a_row_of_tabs_is_a_row_of_cells_with_the_number_of_its_line() -> None:
    text = 'Ⅰ 基本情報\n\n①部署\t<p>生活部</p> <p>市民課</p>\n\t[<input type="checkbox"/>] 紙\n'
    source = read_table("a.txt", text, 0)
    page = source.pages[0]
    assert [line.text for line in page.loose] == ["Ⅰ 基本情報"]
    assert [cell.text for cell in page.cells] == ["①部署", "生活部\n市民課", "", f"[{TICK}] 紙"]
    assert [line.number for line in source.lines] == [1, 3, 3, 3, 4]
    assert page.right_of(page.cells[0]) == (page.cells[1],)
    assert page.below(page.cells[1]) == (page.cells[3],)


@given(
    st.lists(
        st.sampled_from(
            ("<", ">", "<td>", "<table", "<tr>", "</table>", "<!--", "-->", '"', "a='", "紙", "<p>", "\n")
        )
    )
)
def test_no_text_with_tags_is_too_broken(pieces: list[str]) -> None:
    source = _html("".join(pieces))
    assert "".join(_lines(source)).count("紙") <= pieces.count("紙")
