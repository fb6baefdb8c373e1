"""Words of a text layer that stand apart from their label: given to the one field that they can be of, or to none."""

from __future__ import annotations

import pytest

from piaflow.form.form import Cell
from tests.source.judging import read_printed
from tests.source.test_boxes import WORK
from tests.source.test_rivals import COVER

ENTRY = """提供先{n}

②提供先における用途 法による事務

③提供する情報 氏名と住所

④提供する情報の対象となる本人の数

10万人以上100万人未満

{above}

①法令上の根拠 法第{n}条

⑤提供する情報の対象となる本人の範囲 区域の住民

⑦時期・頻度 照会の都度
"""
PROVIDING = """Ⅱ　特定個人情報ファイルの概要

５．特定個人情報の提供・移転（委託に伴うものを除く。）

提供・移転の有無

[ ○ ] 提供を行っている （ 2 ） 件 [ ] 移転を行っている （ ） 件

[ ] 行っていない

{entries}
"""


def _read(page: str) -> dict[str, Cell]:
    reading = read_printed("town.txt", f"{COVER}\n\f{WORK}\n\f{page}")
    return {cell.path: cell for cell in reading.form.cells}


def _read_recipients(*above: str, rest: str = "") -> list[str]:
    entries = "\n".join(ENTRY.format(n=n, above=words) for n, words in enumerate(above, 1))
    cells = _read(PROVIDING.format(entries=f"{entries}\n{rest}"))
    return [cells[f"Ⅱ.ファイル1.5.提供先{n}"].text for n in range(1, len(above) + 1)]


def test_words_right_above_the_first_field_of_an_entry_are_its_name() -> None:
    assert _read_recipients("みなと市長", "あさひ町長\nしおさい村長") == [
        "みなと市長",
        "あさひ町長\nしおさい村長",
    ]


@pytest.mark.parametrize(
    "above", [("みなと市長は、住民の届出を受ける。", "あさひ町長"), ("甲\n乙\n丙\n丁", "あさひ町長")]
)
def test_a_sentence_or_a_long_list_above_it_is_no_name(above: tuple[str, str]) -> None:
    assert _read_recipients(*above)[0] == ""


def test_words_are_no_name_where_others_may_be_it_too() -> None:
    assert _read_recipients("みなと市長", "あさひ町長", rest="しおさい村長\n") == ["", ""]


ENTRUSTING = """Ⅱ　特定個人情報ファイルの概要

４．特定個人情報ファイルの取扱いの委託

委託事項1

①委託内容 台帳の運用

③委託先における取扱者数

[ 10人以上50人未満

⑤委託先名の確認方法 市の窓口で確かめる。

⑥委託先名 みなと情報株式会社

⑦再委託の有無　※ [ {again}

⑧再委託の許諾方法

{words}

⑨再委託事項
"""


def _read_entrusted(again: str, words: str) -> dict[str, str]:
    cells = _read(ENTRUSTING.format(again=again, words=words))
    return {name: cells[f"Ⅱ.ファイル1.4.委託事項1{name}"].text for name in ("", ".⑦", ".⑧")}


def test_what_stands_below_the_label_of_a_page_in_order_is_of_that() -> None:
    assert _read_entrusted("再委託する", "台帳の運用の業務")[".⑧"] == "台帳の運用の業務"
    assert _read_entrusted("再委託しない", "原則として再委託は認めない。")[""] == ""


def test_the_characters_of_a_label_set_upright_beside_a_choice_are_no_part_of_it() -> None:
    assert _read_entrusted("再委託しない再\n委\n託", "")[".⑦"] == "再委託しない"


SCATTERED = """Ⅱ　特定個人情報ファイルの概要

４．特定個人情報ファイルの取扱いの委託

委託事項1 台帳の印刷

①委託内容 台帳を印刷する作業
\f⑦再委託の有無　※ [ 再委託しない

⑧再委託の許諾方法

⑨再委託事項

⑤委託先名の確認方法 市の窓口で確かめる。

⑥委託先名 みなと情報株式会社

③委託先における取扱者数 [ 10人以上50人未満

委託事項2

①委託内容 台帳の運用

⑨再委託事項

⑤委託先名の確認方法 市の窓口で確かめる。

対象となる本人の範囲　※ 区域の住民

その妥当性 運用に要る。

⑥委託先名 みなと情報株式会社

⑦再委託の有無　※ [ {again}

⑧再委託の許諾方法

{words}
"""


@pytest.mark.parametrize(
    ("again", "words", "name"),
    [
        ("再委託しない", "台帳を運用する業務", "台帳を運用する業務"),
        ("再委託する", "台帳を運用する業務", ""),
        ("再委託しない", "原則として再委託は認めない。", ""),
        ("再委託しない", "該当なし", ""),
    ],
)
def test_words_below_how_subentrusting_is_permitted_are_a_name_where_there_is_none(
    again: str, words: str, name: str
) -> None:
    cells = _read(SCATTERED.format(again=again, words=words))
    assert cells["Ⅱ.ファイル1.4.委託事項2"].text == name


TRANSFER = """移転先1

①法令上の根拠

④移転する情報の対象となる本人の数

⑦時期・頻度
"""


def test_a_choice_is_of_no_entry_of_which_the_page_says_that_there_are_none() -> None:
    page = PROVIDING.format(entries=f"{ENTRY.format(n=1, above='みなと市長')}\n{TRANSFER}")
    cells = _read(page.replace("10万人以上100万人未満", "[ 10万人以上100万人未満"))
    assert cells["Ⅱ.ファイル1.5.提供先1.④"].text == "10万人以上100万人未満"
    page = page.replace("[ ] 移転を行っている （ ）", "[ ○ ] 移転を行っている （ 1 ）")
    cells = _read(page.replace("10万人以上100万人未満", "[ 10万人以上100万人未満"))
    assert cells["Ⅱ.ファイル1.5.提供先1.④"].text == ""


def test_an_entry_of_which_the_page_has_words_waits_for_its_choice_whatever_the_boxes_say() -> None:
    """A document may contradict itself: that is for the checks to say."""
    page = PROVIDING.format(entries=ENTRY.format(n=1, above="みなと市長")).replace("[ ○ ] 提供", "[ ] 提供")
    cells = _read(page.replace("10万人以上100万人未満", "[ 10万人以上100万人未満"))
    assert cells["Ⅱ.ファイル1.5.提供先1.④"].text == "10万人以上100万人未満"
