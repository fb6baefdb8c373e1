"""空欄 says that nothing is written there: it is said of no field that was printed with words."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, CellOrigin, Filled
from piaflow.law.forms import FieldKind
from piaflow.source.reading import Reading
from tests.source.judging import read_printed
from tests.source.printing import ORDERLY, TEXT_LAYOUTS, print_form, to_table, to_text
from tests.source.random_forms import make_form, seed_random
from tests.source.test_rivals import COVER

KINDS = [FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC]
TABLE = "表"
LEAST_BLANK = {"順": 0.75, "改頁記号": 0.75, TABLE: 1.0}
"""Of the fields that are blank and were found: so many are said to be. The rows of 変更箇所 have no labels of their own."""


def _read(kind: FormKind, layout: str, seed: int) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """What was printed, and what was read."""
    random = seed_random(seed)
    form = make_form(kind, random)
    sheets = print_form(form)
    printed = to_table(sheets) if layout == TABLE else to_text(sheets, layout, random)
    read = read_printed("town.txt", printed).form
    return {cell.path: cell for cell in form.cells}, {cell.path: cell for cell in read.cells}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", [*TEXT_LAYOUTS, TABLE])
def test_no_field_with_words_is_said_to_be_blank(kind: FormKind, layout: str) -> None:
    blank = found = 0
    for seed in range(3):
        printed, read = _read(kind, layout, seed)
        empty = {path for path, cell in read.items() if cell.origin is CellOrigin.BLANK}
        assert [path for path in empty if path in printed and printed[path].text] == []
        asked = {path: cell for path, cell in printed.items() if not cell.field.is_of_revisions}
        untold = [p for p, c in asked.items() if not c.text and p in read and not read[p].filled.told]
        blank += sum(path in empty for path in untold)
        found += len(untold)
    assert blank >= LEAST_BLANK.get(layout, 0.0) * found


def test_the_layouts_in_order_are_asked_for_their_blanks() -> None:
    assert set(LEAST_BLANK) > ORDERLY


def _cells(*pages: str) -> dict[str, Cell]:
    return {cell.path: cell for cell in _reading(*pages).form.cells}


def _reading(*pages: str) -> Reading:
    return read_printed("town.txt", "\n\f".join((COVER, *pages)))


LAST = """７．評価実施機関における担当部署

①部署

市民課

②所属長の役職名

８．他の評価実施機関

{}
"""


def test_a_label_with_no_words_on_its_page_is_of_a_blank_field() -> None:
    cells = _cells(LAST.format("なし"))
    assert cells["Ⅰ.7.②"].origin is CellOrigin.BLANK


def test_words_below_a_blank_line_may_be_those_of_another_label() -> None:
    """The second piece goes on with the first, as it seems; it may have left the label above."""
    reading = _reading(LAST.format("・甲市\n\n・市民課長"))
    (address,) = (cell.address for cell in reading.form.cells if cell.path == "Ⅰ.7.②")
    assert reading.form.cell("Ⅰ.7.②").origin is CellOrigin.UNREAD
    assert "・市民課長" in [rival.text for rival in reading.rivals[address]]


def test_a_name_like_that_of_a_box_is_no_print_of_the_form() -> None:
    page = """システム1

①システムの名称

税務システム

②システムの機能 課税する
"""
    assert _cells(page)["Ⅰ.2.システム1.①"].origin is not CellOrigin.BLANK


def test_a_choice_that_is_wrapped_is_no_blank() -> None:
    page = """Ⅵ　評価実施手続

１．基礎項目評価

①実施日 令和7年2月3日

②しきい値判断結果 [

基礎項目評価及び全項目評価の実

]

施が義務付けられる
"""
    cells = _cells(page)
    assert cells["Ⅵ.1.②"].field.kind is FieldKind.CHOICE
    assert cells["Ⅵ.1.②"].origin is not CellOrigin.BLANK


def test_a_choice_that_no_field_has_is_a_rival_of_each_that_offers_it() -> None:
    page = """Ⅰ　基本情報

７．評価実施機関における担当部署

①部署 市民課

②所属長の役職名 市民課長
\f
Ⅳ　その他のリスク対策

１．監査

①自己点検

②監査

[ 十分に行っている ]

２．従業者に対する教育・啓発

具体的な方法 研修を行う
"""
    reading = _reading(page)
    for path in ("Ⅳ.1.①", "Ⅳ.1.②"):
        (address,) = (cell.address for cell in reading.form.cells if cell.path == path)
        assert reading.form.cell(path).origin is CellOrigin.UNREAD
        assert [rival.text for rival in reading.rivals[address]] == ["十分に行っている"]


NETWORK = "Ⅲ.ファイル1.6.リスク"
MEASURES = "・届出の控えを施錠した書庫に置き、\n・係の長が月に一度その数を確かめる。"


def _read_network(fifth: str, seed: int) -> dict[str, Cell]:
    """The measures of a file that receives nothing over the network, of whose risks at most the fifth has words."""
    random = seed_random(seed)
    form = make_form(FormKind.FULL, random)
    cells = tuple(
        evolve(cell, filled=Filled(fifth if cell.path == f"{NETWORK}5" else ""))
        if cell.path.startswith(NETWORK)
        else cell
        for cell in form.cells
    )
    printed = to_text(print_form(evolve(form, cells=cells)), "散乱", random)
    return {cell.path: cell for cell in read_printed("town.txt", printed).form.cells}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 7))
def test_where_nothing_stands_beside_all_labels_that_print_alike_each_is_of_a_blank_field(seed: int) -> None:
    cells = _read_network("", seed)
    for n in range(1, 6):
        assert cells[f"{NETWORK}{n}"].origin is CellOrigin.BLANK
        assert cells[f"{NETWORK}{n}.十分か"].origin is CellOrigin.BLANK


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 7))
def test_words_below_a_label_that_stands_below_its_heading_are_its_own(seed: int) -> None:
    cells = _read_network(MEASURES, seed)
    assert cells[f"{NETWORK}5"].text == MEASURES
    assert {cells[f"{NETWORK}{n}"].origin for n in range(1, 5)} == {CellOrigin.BLANK}


ENTRUSTED = """Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策

１．特定個人情報ファイル名

給付ファイル

４．特定個人情報ファイルの取扱いの委託 {}

 委託先による特定個人情報の不正入手・不正な使用に関するリスク
 委託先による特定個人情報の不正な提供に関するリスク
 委託先による特定個人情報の保管・消去に関するリスク
 委託契約終了後の不正な使用等のリスク
 再委託に関するリスク

情報保護管理体制の確認

特定個人情報ファイルの閲覧者・更新者の制限 [ ]

具体的な制限方法
"""


def test_the_risks_that_the_form_lists_are_no_words_of_a_field() -> None:
    cells = _cells(ENTRUSTED.format("[ ○ ] 委託しない"))
    assert cells["Ⅲ.ファイル1.4.体制"].origin is CellOrigin.BLANK
    assert cells["Ⅲ.ファイル1.4.閲覧制限.方法"].origin is CellOrigin.BLANK


def test_a_box_whose_label_is_not_found_is_unread() -> None:
    heading, fields = ENTRUSTED.partition("\n\n４．")[0], ENTRUSTED.partition("再委託に関するリスク\n")[2]
    cells = _cells(f"{heading}\n\n] 委託しない [\n{fields}")
    assert cells["Ⅲ.ファイル1.4.有無"].origin is CellOrigin.UNREAD
