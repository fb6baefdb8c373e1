from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from piaflow.layout.font import find_font_file, find_lacking, make_subset, measure, to_drawable
from piaflow.layout.text import break_lines, make_block


def test_a_kanji_is_one_em_and_a_latin_letter_less() -> None:
    assert measure("個人番号", 10) == 40
    assert measure("CS", 10) < 20


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("住民基本台帳システム", ("住民基本台帳", "システム")),
        ("中間サーバー・プラットフォーム", ("中間サーバー・", "プラットフォーム")),
        ("ワクチン接種記録システム（VRS）", ("ワクチン接種記録", "システム（VRS）")),
        ("市町村CS", ("市町村CS",)),
        ("", ()),
    ],
)
def test_names_break_where_a_reader_would_break_them(name: str, lines: tuple[str, ...]) -> None:
    assert break_lines(name, 10, 84) == lines


@pytest.mark.parametrize(
    "text",
    ["申請、届出、交付、送付", "（仮）申請（写）届出（正）", "サーバーーーーー", "「申請」「届出」「交付」"],
)
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str) -> None:
    for room in (20, 30, 40):
        lines = break_lines(text, 10, room)
        assert not any(line[0] in "、。）」ー" or line[-1] in "（「" for line in lines)


def test_a_word_too_long_for_the_room_is_cut_and_nothing_is_lost() -> None:
    block = make_block("https://example.invalid/abcdefghijklmnopqrstuvwxyz", 10, 80)
    assert block.width <= 80
    assert "".join(block.lines) == "https://example.invalid/abcdefghijklmnopqrstuvwxyz"


def test_numbers_that_the_font_lacks_are_drawn_as_their_like() -> None:
    assert to_drawable("①➊⑴➓") == "①❶(1)❿"


def test_characters_that_the_font_lacks_are_listed_once() -> None:
    assert find_lacking("𠮷と😀と𠮷、➊⑴、葛\U000e0100\u200d\n") == ("𠮷", "😀")


def test_every_character_is_as_wide_as_the_font_says() -> None:
    font = TTFont(find_font_file())
    widths = {chr(code): font["hmtx"][name][0] for code, name in font.getBestCmap().items()}
    assert {char: measure(char, font["head"].unitsPerEm) for char in widths} == widths


def test_a_subset_of_the_font_has_the_glyphs_of_its_text_as_they_are_and_no_others() -> None:
    whole = TTFont(find_font_file())
    codes = whole.getBestCmap()
    told = whole["hhea"].numberOfHMetrics  # the last glyphs have no width of their own
    beyond = next(chr(code) for code, name in codes.items() if whole.getGlyphID(name) >= told)
    text = f"個人番号：①❶ A-1「申請」〓髙{beyond}"
    subset = TTFont(BytesIO(make_subset(f"{text}𠮷\n")))
    found = subset.getBestCmap()
    assert found.keys() == set(map(ord, text))
    for code, name in found.items():
        assert subset["glyf"][name] == whole["glyf"][codes[code]]
        assert subset["hmtx"][name] == whole["hmtx"][codes[code]]
    assert subset["maxp"].numGlyphs == len(found) + 1
    assert (subset["head"].unitsPerEm, subset["hhea"].ascent) == (
        whole["head"].unitsPerEm,
        whole["hhea"].ascent,
    )


@pytest.mark.slow
def test_no_glyph_of_the_font_is_made_of_others() -> None:
    glyphs = TTFont(find_font_file())["glyf"]
    assert not any(glyphs[name].isComposite() for name in glyphs.keys())  # noqa: SIM118 - no mapping
