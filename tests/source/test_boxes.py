"""A box of a text layer is told where it is certain of which field it is, and whether a ○ stands in it."""

from __future__ import annotations

from collections.abc import Mapping

from piaflow.domain.certainty import Certainty
from tests.source.judging import read_printed
from tests.source.test_rivals import COVER

SYSTEM = """システム{n}

①システムの名称 第{n}システム

②システムの機能 届出を管理する

{above}③他のシステムとの接続

{below}
"""
BOXES = """[ ] 宛名システム等 [ ] 税務システム

[ ] その他 （ ）
"""
ROW = "[ ] 住民基本台帳ネットワークシステム [ ] 既存住民基本台帳システム"
FIRST = "[{mark}] 情報提供ネットワークシステム [ ] 庁内連携システム"


def _lay_out(*systems: str) -> str:
    page = "Ⅰ　基本情報\n\n" + "\n".join((*systems, BOXES * len(systems)))
    return f"{COVER}\n\f{page}"


def _read(*systems: str) -> Mapping[str, Mapping[str, Certainty]]:
    form = read_printed("town.txt", _lay_out(*systems)).form
    return {cell.path: cell.boxes for cell in form.cells if cell.path.endswith("③")}


def _print(n: int, below: str, above: str = "") -> str:
    return SYSTEM.format(n=n, above=above, below=below)


def test_a_row_right_below_each_label_is_of_that_field() -> None:
    read = _read(
        _print(1, f"{FIRST.format(mark=' ○ ')}\n\n{ROW}"), _print(2, f"{FIRST.format(mark=' ')}\n\n{ROW}")
    )
    assert read["Ⅰ.2.システム1.③"]["情報提供ネットワークシステム"] is Certainty.YES
    assert read["Ⅰ.2.システム2.③"]["情報提供ネットワークシステム"] is Certainty.NO


def test_rows_that_stand_elsewhere_are_of_neither() -> None:
    rows = "\n\n".join((FIRST.format(mark=" ○ "), FIRST.format(mark=" "), ROW, ROW))
    read = _read(_print(1, ""), _print(2, rows))
    for path in ("Ⅰ.2.システム1.③", "Ⅰ.2.システム2.③"):
        assert read[path]["情報提供ネットワークシステム"] is Certainty.UNKNOWN


def test_a_bracket_on_the_line_of_the_left_neighbour_is_of_the_box_that_has_lost_its_own() -> None:
    """Which system it is of does not matter: both boxes are empty."""
    cut = "[ ] 住民基本台帳ネットワークシステム [\n\n] 既存住民基本台帳システム"
    first = FIRST.format(mark=" ")
    read = _read(_print(1, f"{first}\n\n{cut}"), _print(2, f"{first}\n\n{ROW}"))
    for path in ("Ⅰ.2.システム1.③", "Ⅰ.2.システム2.③"):
        assert read[path]["既存住民基本台帳システム"] is Certainty.NO


def test_a_tick_without_a_box_leaves_the_box_that_it_may_be_of_open() -> None:
    cut = "[ ] 住民基本台帳ネットワークシステム [\n\n○\n\n] 既存住民基本台帳システム"
    first = FIRST.format(mark=" ")
    read = _read(_print(1, f"{first}\n\n{cut}"), _print(2, f"{first}\n\n{ROW}"))
    assert Certainty.YES not in {boxes["既存住民基本台帳システム"] for boxes in read.values()}
    assert Certainty.UNKNOWN in {boxes["既存住民基本台帳システム"] for boxes in read.values()}


def test_each_box_is_known_by_the_line_that_prints_it() -> None:
    text = _lay_out(_print(1, f"{FIRST.format(mark=' ○ ')}\n\n{ROW}"))
    cell = read_printed("town.txt", text).form.cell("Ⅰ.2.システム1.③")
    lines = text.replace("\f", "").split("\n")
    for name in cell.field.boxes:
        (span,) = cell.find_box_spans([name])
        assert name in lines[span.first - 1]
    ticked, blank = cell.find_box_spans(["情報提供ネットワークシステム", "税務システム"])
    assert ticked.first < blank.first


def test_the_line_of_a_box_that_was_not_read_is_not_known() -> None:
    rows = "\n\n".join((FIRST.format(mark=" ○ "), FIRST.format(mark=" "), ROW, ROW))
    form = read_printed("town.txt", _lay_out(_print(1, ""), _print(2, rows))).form
    cell = form.cell("Ⅰ.2.システム1.③")
    assert cell.find_box_spans(["情報提供ネットワークシステム"]) == ()
    assert cell.find_box_spans(["税務システム", "情報提供ネットワークシステム"]) == ()
