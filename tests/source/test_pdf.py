"""What a PDF holds beyond its text and rules: vertical and doubled characters, clips, breaks, what nobody sees."""

from __future__ import annotations

import pytest

from piaflow.errors import InputError
from piaflow.source.page import Page, Source
from piaflow.source.pdf import read_pdf
from piaflow.source.reading import _list_groups
from tests.source.papers import SIZE, Paper, draw_grid, fill, make_pdf, to_pdf


def _read(paper: Paper) -> Page:
    return read_pdf("a.pdf", to_pdf(paper)).pages[0]


def _texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_characters_one_under_the_other_in_a_narrow_cell_are_one_word() -> None:
    paper = Paper()
    paper.rect(40, 40, 16, 80)
    paper.rect(56, 40, 200, 80)
    paper.column(43, 60, "再委託")
    paper.text(60, 60, "再委託する")
    label, value = _read(paper).cells
    assert (label.text, value.text) == ("再委託", "再委託する")


@pytest.mark.parametrize(("matrix", "step"), [("0 -1 1 0", 1), ("0 1 -1 0", -1)])
def test_text_that_runs_down_or_up_is_read_along_its_line(matrix: str, step: int) -> None:
    paper = Paper()
    paper.rect(40, 40, 20, 120)
    paper.rect(60, 40, 300, 120)
    for at in range(4):
        paper.text(64, 60 + 20 * at, "ふつうの行")
    paper.text(47 if step > 0 else 53, 60 if step > 0 else 150, "移転先１の欄", matrix=matrix)
    assert _read(paper).cells[0].text == "移転先１の欄"


def test_a_page_drawn_sideways_is_read_as_its_text_runs() -> None:
    paper = Paper()
    for at, text in enumerate(("一行目の文字", "二行目の文字")):
        paper.text(100 + 20 * at, 400, text, matrix="0 1 -1 0")
    page = _read(paper)
    assert (_texts(page), page.turn) == (["一行目の文字", "二行目の文字"], 90)


def test_what_is_printed_twice_for_bold_is_one_and_a_real_double_stays() -> None:
    paper = Paper()
    for shift in (0, 0.4):
        paper.text(50 + shift, 50, "人々の個個人")
    assert _texts(_read(paper)) == ["人々の個個人"]


def test_small_kana_over_a_line_is_its_ruby() -> None:
    paper = Paper()
    paper.text(50, 51, "けんり", size=4)
    paper.text(50, 60, "権利利益の保護", size=9)
    line = _read(paper).lines[0]
    assert (line.text, line.ruby) == ("権利利益の保護", "けんり")


def test_the_order_of_the_file_says_nothing() -> None:
    paper = Paper()
    for x, y, text in ((200, 80, "四"), (50, 80, "三"), (200, 50, "二"), (50, 50, "一")):
        paper.text(x, y, text)
    assert _texts(_read(paper)) == ["一 二", "三 四"]


def test_a_line_that_crosses_a_rule_goes_to_both_cells() -> None:
    paper = draw_grid(Paper(), fill(1, 2, ("", "")))
    paper.text(84, 65, "左のセル右のセル")
    left, right = _read(paper).cells
    assert left.text + right.text == "左のセル右のセル"
    assert (left.text, right.text) == ("左のセ", "ル右のセル")


def test_text_under_a_clip_is_not_given_to_the_cell_below() -> None:
    paper = draw_grid(Paper(), fill(2, 1, ("", "次の欄")))
    paper.clipped(
        40, 50, 70, 26, [(43, 60, "一行目"), (43, 72, "二行目"), (43, 84, "三行目"), (43, 96, "四行目")]
    )
    first, second = _read(paper).cells
    assert (first.text, second.text) == ("一行目\n二行目", "次の欄")
    assert (first.clipped, second.clipped) == (True, False)
    assert first.unprinted == "三行目\n四行目"


def test_text_that_the_clip_does_not_touch_is_whole() -> None:
    paper = draw_grid(Paper(), fill(1, 1, ("",)))
    paper.clipped(40, 50, 70, 26, [(43, 66, "一行目")])
    cell = _read(paper).cells[0]
    assert (cell.text, cell.clipped, cell.unprinted) == ("一行目", False, "")


def test_a_line_that_is_cut_in_the_middle_makes_its_cell_clipped() -> None:
    paper = draw_grid(Paper(), fill(1, 1, ("",)))
    paper.clipped(40, 50, 70, 26, [(43, 62, "一行目"), (43, 78.5, "二行目")])
    cell = _read(paper).cells[0]
    assert (cell.text, cell.clipped) == ("一行目\n二行目", True)


def test_a_row_that_the_page_cuts_is_a_cell_that_may_go_on() -> None:
    paper = Paper()
    for y in (600, 640):
        paper.line(40, y, 300, y)
    for x in (40, 120, 300):
        paper.line(x, 600, x, 800)
    paper.text(50, 620, "項目")
    paper.text(50, 660, "変更前")
    paper.text(130, 660, "長い記載")
    page = _read(paper)
    assert [(cell.text, cell.cut) for cell in page.cells] == [
        ("項目", False),
        ("", False),
        ("変更前", True),
        ("長い記載", True),
    ]


def test_underlines_and_the_gap_between_two_tables_are_no_cells() -> None:
    paper = Paper()
    for at in range(4):
        paper.line(50, 300 + 20 * at, 250, 300 + 20 * at)
    for x in (40, 200):
        paper.rect(x, 40, 100, 30)
        paper.rect(x, 70, 100, 30)
    paper.text(150, 60, "間の文字")
    page = _read(paper)
    assert len(page.cells) == 4
    assert [line.text for line in page.loose] == ["間の文字"]


def test_the_shade_behind_some_words_parts_no_cell() -> None:
    paper = draw_grid(Paper(), fill(1, 1, ("",)))
    paper.draw("0.8 g")
    paper.rect(50, 57, 30, 11, "f")
    paper.draw("0 g")
    paper.text(45, 66, "網掛けの文字")
    assert [cell.text for cell in _read(paper).cells] == ["網掛けの文字"]


def test_white_rules_and_boxes_are_not_seen() -> None:
    paper = draw_grid(Paper(), fill(1, 1, ("",)))
    paper.draw("1 g 1 G")
    paper.rect(60, 50, 20, 26, "B")
    paper.draw("0 g 0 G")
    paper.text(45, 66, "白の上の文字")
    assert [cell.text for cell in _read(paper).cells] == ["白の上の文字"]


def test_dashed_rules_are_told_from_solid_ones() -> None:
    paper = draw_grid(Paper(), fill(1, 2, ("左", "右")))
    paper.draw("[2 2] 0 d")
    paper.line(40, 60, 110, 60)
    assert sorted(rule.dashed for rule in _read(paper).rules if rule.is_level) == [False, False, True]


def test_thousands_of_rules_are_a_drawing_and_said_to_be() -> None:
    paper = Paper()
    for at in range(40):
        for other in range(80):
            paper.line(20 + 14 * at, 20 + 10 * other, 30.5 + 14 * at, 20 + 10 * other)
    paper.text(50, 60, "図の文字")
    source = read_pdf("a.pdf", to_pdf(paper))
    assert [line.text for line in source.pages[0].loose] == ["図の文字"]
    assert "図として扱った" in source.unread[0].what


def test_a_circle_over_a_choice_is_told_as_a_drawing() -> None:
    paper = Paper()
    paper.text(50, 60, "有　無")
    paper.draw("46 780 m 46 795 60 795 60 780 c 60 765 46 765 46 780 c S")
    (drawing,) = _read(paper).drawings
    assert drawing.holds(53, 62)


def test_a_page_of_invisible_text_is_read_and_said_to_be() -> None:
    paper = Paper()
    paper.draw("3 Tr")
    paper.text(50, 60, "認識された文字")
    source = read_pdf("a.pdf", to_pdf(paper))
    assert [line.text for line in source.lines] == ["認識された文字"]
    assert "見えない文字" in source.unread[0].what


def test_invisible_text_beside_printed_text_is_not_read() -> None:
    paper = Paper()
    paper.text(50, 60, "印刷の文字")
    paper.draw("3 Tr")
    paper.text(50, 90, "隠れた文字")
    assert _texts(_read(paper)) == ["印刷の文字"]


def test_a_character_beyond_the_bmp_is_one_character() -> None:
    paper = Paper()
    paper.text(50, 60, "𠮷田")
    assert _texts(_read(paper)) == ["𠮷田"]


def test_half_of_the_text_without_meaning_is_refused() -> None:
    paper = Paper()
    paper.text(50, 60, "文字\ue000\ue001")
    with pytest.raises(InputError, match="文字情報が壊れています"):
        read_pdf("a.pdf", to_pdf(paper))


def test_one_broken_character_of_many_is_counted() -> None:
    paper = Paper()
    paper.text(50, 60, "文字" * 25 + "\ue000", size=4)
    source = read_pdf("a.pdf", to_pdf(paper))
    assert source.broken == 1
    assert "壊れている" in source.unread[0].what


def test_lines_are_numbered_over_the_whole_document() -> None:
    papers = [draw_grid(Paper(), fill(2, 2, ("一", "二", "三", "四"))) for _ in range(3)]
    source: Source = read_pdf("a.pdf", to_pdf(*papers))
    assert [line.number for line in source.lines] == list(range(1, 13))
    assert [line.page for line in source.lines] == [1] * 4 + [2] * 4 + [3] * 4


def test_indentation_and_blanks_are_those_that_one_sees() -> None:
    paper = Paper()
    paper.text(50, 60, "　字下げの ")
    paper.text(50 + 5 * SIZE, 60, "行 ABC 12")
    paper.text(50, 90, "離れた")
    paper.text(150, 90, "二語")
    first, second = _read(paper).lines
    assert first.text == "　字下げの行 ABC 12"
    assert [word.text for word in second.words] == ["離れた", "二語"]


def test_every_line_lies_inside_its_cell() -> None:
    page = read_pdf("a.pdf", make_pdf(fill(4, 4, ["個人番号"] * 16))).pages[0]
    for cell in page.cells:
        for line in cell.lines:
            assert line.rectangle is not None
            assert cell.rectangle.holds(line.rectangle.left, line.rectangle.top)
            assert cell.rectangle.holds(line.rectangle.right, line.rectangle.bottom)
            assert line.size == pytest.approx(SIZE)


def test_a_label_whose_words_stand_below_the_cut_goes_before_what_is_beside_it() -> None:
    """The page cuts a row: the offered choices begin above the cut, the label in its middle stands below."""
    above, below = Paper(), Paper()
    for paper, (top, bottom) in ((above, (600, 800)), (below, (40, 100))):
        for x in (40, 120, 300):
            paper.line(x, top, x, bottom)
    for y in (600, 760):
        above.line(40, y, 300, y)
    below.line(40, 100, 300, 100)
    for row, (name, value) in enumerate((("評価実施機関名", "霧ヶ丘市長"), ("①事務の名称", "介護保険"))):
        above.text(50, 620 + 70 * row, name)
        above.text(130, 620 + 70 * row, value)
    above.text(130, 780, "＜選択肢＞")
    below.text(50, 60, "③対象人数")
    below.text(130, 60, "[ 30万人以上 ]")
    below.text(130, 80, "1) 1,000人未満 5) 30万人以上")
    source = read_pdf("a.pdf", to_pdf(above, below))
    texts = [line.text for group in _list_groups(source) for line in group]
    assert texts.index("③対象人数") < texts.index("＜選択肢＞") < texts.index("[ 30万人以上 ]")
