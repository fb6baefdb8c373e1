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


SOURCES = """[ ○ ] 評価実施機関内の他部署 （ 市民課 ）

[ ] 行政機関・独立行政法人等 （ ）

[ ] 地方公共団体・地方独立行政法人 （ ）

[ ] 民間事業者 （ ）
"""
OBTAINING = """Ⅱ　特定個人情報ファイルの概要

３．特定個人情報の入手・使用

①入手元　※

{below}

{sources}
③入手の時期・頻度 届出の都度

④入手に係る妥当性 届出を受けるため

{rest}
"""


WORK = """Ⅰ　基本情報

１．特定個人情報ファイルを取り扱う事務

①事務の名称 給付の事務

②事務の内容 届出を受け付けて台帳に記入する。

７．評価実施機関における担当部署

①部署 市民課

②所属長の役職名 市民課長
"""


def _read_boxes(page: str, path: str) -> Mapping[str, Certainty]:
    printed = f"{COVER}\n\f{WORK}\n\f{page}"
    cells = {cell.path: cell for cell in read_printed("town.txt", printed).form.cells}
    return cells[path].boxes


def test_a_bracket_right_below_a_label_is_of_the_first_box_of_its_field() -> None:
    page = OBTAINING.format(below="[ ○", sources=SOURCES, rest="] 本人又は本人の代理人")
    assert _read_boxes(page, "Ⅱ.ファイル1.3.①")["本人又は本人の代理人"] is Certainty.YES


def test_a_bracket_that_stands_anywhere_is_of_no_box() -> None:
    """Two boxes have lost theirs: either may have had the ○."""
    sources = SOURCES.replace("[ ] 民間", "] 民間")
    page = OBTAINING.format(below="", sources=sources, rest="] 本人又は本人の代理人\n\n[ ○\n\n[")
    boxes = _read_boxes(page, "Ⅱ.ファイル1.3.①")
    assert {boxes["本人又は本人の代理人"], boxes["民間事業者"]} == {Certainty.UNKNOWN}


PROVIDING = """Ⅱ　特定個人情報ファイルの概要

５．特定個人情報の提供・移転（委託に伴うものを除く。）

提供・移転の有無

{row}

{rest}
"""


def test_a_bracket_at_the_end_of_a_line_is_of_the_next_box_whatever_is_written_beside_the_first() -> None:
    """The form has the two one below the other; this page has them on one line."""
    page = PROVIDING.format(
        row="[ ○ ] 提供を行っている （ 58 ） 件 [ ○",
        rest="] 移転を行っている （ 47 ） 件\n\n[\n\n] 行っていない",
    )
    boxes = _read_boxes(page, "Ⅱ.ファイル1.5.有無")
    assert boxes["移転を行っている"] is Certainty.YES
    assert boxes["行っていない"] is Certainty.NO  # no ○ is left for it


def test_a_tick_of_which_it_is_not_known_which_box_it_is_of_may_be_of_each() -> None:
    page = PROVIDING.format(
        row="[ ○ ] 提供を行っている （ 58 ） 件 [ ○",
        rest="] 移転を行っている （ 47 ） 件\n\n[ ○\n\n[\n\n] 行っていない\n\n] 民間事業者",
    )
    assert _read_boxes(page, "Ⅱ.ファイル1.5.有無")["行っていない"] is Certainty.UNKNOWN
