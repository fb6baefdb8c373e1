"""A Told as text: as wide as it may be, and nothing cut."""

from __future__ import annotations

from piaflow.report.as_text import to_text
from piaflow.report.told import Block, Column, Item, Items, Lines, Section, Table, Told
from tests.store.test_growth import MOST, count_calls


def draw(*blocks: Block) -> str:
    return to_text(Told(lead=blocks))


def test_texts_and_lines_are_set_in() -> None:
    drawn = draw(Lines(("個人番号", "氏名")), Items((Item("甲", (Item("住 \n所"),)),)))
    assert drawn == "  個人番号\n  氏名\n  甲\n      住 所\n"


def test_where_there_is_nothing_it_says_so() -> None:
    told = Told(sections=(Section("流れ 0", (Table(("番号",)),)), Section("指摘 0", (Items(()),))))
    assert to_text(told) == "\n■ 流れ 0\n  なし\n\n■ 指摘 0\n  なし\n"


def test_a_wide_column_is_left_out() -> None:
    table = Table(("番号", Column("記録項目", wide=True), "根拠行"), (("1", "個人番号、氏名", "900:1"),))
    assert draw(table).splitlines()[0].split() == ["番号", "根拠行"]
    assert draw(table).splitlines()[2].split() == ["1", "900:1"]


def test_a_table_is_as_wide_as_its_cells_and_heads_stand_at_the_foot() -> None:
    drawn = draw(Table(("番号", "システム"), (("1", "住民基本台帳\nシステム"), ("2", "CS"))))
    assert drawn.splitlines() == [
        "  番号   システム",
        "  ───────────────────",
        "  1      住民基本台帳",
        "         システム",
        "  2      CS",
    ]
    heads = draw(Table(("列", "あ" * 60), (("い" * 60, "う"),))).splitlines()
    assert [line.split()[0][0] for line in heads[:4]] == ["あ", "あ", "列", "─"]


def test_the_widest_columns_are_taken_down_first_and_words_are_broken_where_they_must() -> None:
    rows = (("短い", "全角" * 30, "一語 " * 30),)
    drawn = draw(Table(("甲", "乙", "丙"), rows)).splitlines()
    first = drawn[2].split("   ")
    assert first[0].strip() == "短い"
    assert len(first[1]) in range(20, 24)
    assert first[2].split() == ["一語"] * len(first[2].split())
    assert "".join(drawn[2:]).count("全角") + "".join(drawn[2:]).count("一語") > 58


def test_a_long_table_costs_by_its_cells() -> None:
    def draw_rows(count: int) -> str:
        rows = tuple((str(i), "窓口", "住民基本台帳システム") for i in range(count))
        return draw(Table(("番号", "送り手", "受け手"), rows))

    draw_rows(10)
    few, many = (count_calls(lambda n=n: draw_rows(n)) for n in (100, 400))  # type: ignore[misc]
    assert many < MOST * few
    assert many < 400 * 80
