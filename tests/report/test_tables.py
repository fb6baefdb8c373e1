from __future__ import annotations

from piaflow.report.tables import Part, indent, lines, table, to_text
from tests.store.test_growth import MOST, count_calls


def test_texts_and_lines_are_set_in() -> None:
    assert to_text(lines(["個人番号", "氏名"]), indent(2, "住 所")) == "  個人番号\n  氏名\n    住 所\n"


def test_a_table_is_as_wide_as_its_cells_and_heads_stand_at_the_foot() -> None:
    drawn = to_text(table(("番号", "システム"), [("1", "住民基本台帳\nシステム"), ("2", "CS")]))
    assert drawn.splitlines() == [
        "  番号   システム",
        "  ───────────────────",
        "  1      住民基本台帳",
        "         システム",
        "  2      CS",
    ]
    heads = to_text(table(("列", "あ" * 60), [("い" * 60, "う")])).splitlines()
    assert [line.split()[0][0] for line in heads[:4]] == ["あ", "あ", "列", "─"]


def test_the_widest_columns_are_taken_down_first_and_words_are_broken_where_they_must() -> None:
    rows = [("短い", "全角" * 30, "一語 " * 30)]
    drawn = to_text(table(("甲", "乙", "丙"), rows)).splitlines()
    first = drawn[2].split("   ")
    assert first[0].strip() == "短い"
    assert len(first[1]) in range(20, 24)
    assert first[2].split() == ["一語"] * len(first[2].split())
    assert "".join(drawn[2:]).count("全角") + "".join(drawn[2:]).count("一語") > 58


def test_a_long_table_costs_by_its_cells() -> None:
    def draw(rows: int) -> Part:
        return table(
            ("番号", "送り手", "受け手"), [(str(i), "窓口", "住民基本台帳システム") for i in range(rows)]
        )

    draw(10)
    few, many = (count_calls(lambda n=n: draw(n)) for n in (100, 400))  # type: ignore[misc]
    assert many < MOST * few
    assert many < 400 * 80
