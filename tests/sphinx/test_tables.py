"""The columns of a table in a page are as wide as what they hold, and none takes the page for itself."""

from __future__ import annotations

from docutils import nodes

from piaflow.sphinx.tables import make_table


def test_a_column_is_as_wide_as_its_longest_line_up_to_a_limit() -> None:
    rows = [("氏名", "あ" * 20), ("四情報\n住所", "あ" * 500)]
    widths = [column["colwidth"] for column in make_table(["項目", "説明"], rows).findall(nodes.colspec)]
    assert widths[0] == 2 + 2 * len("四情報")
    assert widths[0] < widths[1] < 2 * 500
    empty = make_table(["項目"], [("",)]).findall(nodes.colspec)
    assert [column["colwidth"] for column in empty] == [2 + 2 * len("項目")]
