"""A text layer that scatters the cells of a page: what may be another's is unread, what can be no other's is read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.form.form import Cell, CellOrigin
from piaflow.source.choices import find_selected
from tests.source.judging import read_printed
from tests.source.test_boxes import ROW
from tests.source.test_rivals import COVER, FILE, USE

SYSTEM = """システム{n}

①システムの名称 第{n}システム

②システムの機能 届出を管理する
"""
CONNECTED = """③他のシステムとの接続

[ ] 情報提供ネットワークシステム [ ] 庁内連携システム

[ {mark}] 宛名システム等 [ ] 税務システム

{row}

[ ] その他 （ ）
"""
ASIDE = "申請の窓口、届出を受け付ける支所と出張所、税を扱う課を含むすべての庁舎"


def _cells(*pages: str, cover: str = COVER) -> Mapping[str, Cell]:
    return {cell.path: cell for cell in read_printed("town.txt", "\n\f".join((cover, *pages))).form.cells}


def _use(*groups: str) -> Mapping[str, Cell]:
    return _cells(FILE, USE.format("\n\n".join(groups)))


def test_words_that_close_a_bracket_of_a_box_go_on_with_no_field_of_words() -> None:
    cells = _use(
        "[ ○ ] その他 （",
        "⑥使用目的 資格を管理する",
        "変更の妥当性 なし",
        f"{ASIDE} ）",
        "⑧使用方法 登録する",
    )
    assert cells["Ⅱ.ファイル1.3.⑥.変更の妥当性"].text == "なし"
    assert all(ASIDE not in cell.text for cell in cells.values())


SOURCES = """①入手元

[ ○ ] 本人又は本人の代理人

[ ○ ] 評価実施機関内の他部署{beside}

[ ] 行政機関・独立行政法人等 （ ）

[ {other}] その他{bracket}

[ ] 民間事業者 （ ）

[ ] 地方公共団体・地方独立行政法人 （ ）

②入手方法

[ ○ ] 紙 [ ] 電子記録媒体（フラッシュメモリを除く。） [ ] フラッシュメモリ

[ ○ ] その他 （

[ ] 電子メール [ ] 専用線 [ ] 庁内連携システム

[ ] 情報提供ネットワークシステム
"""


def _print_sources(beside: str = " （ ）", other: str = "", bracket: str = " （ ）") -> str:
    return SOURCES.format(beside=beside, other=other, bracket=bracket)


def test_a_box_of_two_fields_is_of_that_beside_whose_own_lines_it_stands() -> None:
    cells = _use(_print_sources())
    assert cells["Ⅱ.ファイル1.3.①"].boxes["その他"] is Certainty.NO
    assert cells["Ⅱ.ファイル1.3.②"].boxes["その他"] is Certainty.YES


def test_a_box_of_two_fields_between_lines_of_both_is_of_neither() -> None:
    lines = _print_sources().split("\n\n")
    lines.remove("[ ] 民間事業者 （ ）")
    lines.insert(lines.index("[ ○ ] その他 （") + 1, "[ ] 民間事業者 （ ）")
    cells = _use("\n\n".join(lines))
    assert cells["Ⅱ.ファイル1.3.①"].boxes["その他"] is Certainty.UNKNOWN
    assert cells["Ⅱ.ファイル1.3.②"].boxes["その他"] is Certainty.UNKNOWN


def test_words_that_close_the_one_open_bracket_are_written_beside_its_box() -> None:
    cells = _use(_print_sources(), "⑥使用目的 資格を管理する", f"{ASIDE} ）")
    assert f"［○］その他（{ASIDE}）" in cells["Ⅱ.ファイル1.3.②"].text


@pytest.mark.parametrize("words", ["（\n税務課、市民課", "（ 税務課、市民課", "税務課、市民課（"])
def test_words_that_open_a_bracket_are_written_beside_the_one_ticked_box_without(words: str) -> None:
    cells = _use(_print_sources(beside=""), words, "⑥使用目的 資格を管理する")
    assert "［○］評価実施機関内の他部署（税務課、市民課）" in cells["Ⅱ.ファイル1.3.①"].text


def test_words_that_two_brackets_may_hold_are_written_beside_neither() -> None:
    open_ = _use(_print_sources(other="○ ", bracket=" （"), f"{ASIDE} ）")
    bare = _use(_print_sources(beside="", other="○ ", bracket=""), f"（\n{ASIDE}")
    assert all(ASIDE not in cell.text for cells in (open_, bare) for cell in cells.values())


def test_a_bracket_that_opens_on_its_own_line_ends_the_words_above_it() -> None:
    cells = _use(f"⑥使用目的 資格を管理する\n（\n{ASIDE}", "）", "変更の妥当性 なし", "⑧使用方法 登録する")
    assert cells["Ⅱ.ファイル1.3.⑥"].text == "資格を管理する"
    assert all(ASIDE not in cell.text for cell in cells.values())


@pytest.mark.parametrize(
    "words",
    [
        f"ア）　{ASIDE}\nイ）　本庁（１階）",
        f"（{ASIDE}\n\n・本庁を含むすべての庁舎の窓口に置く申請書で、届出のたびに集める）",
        f"{ASIDE}（本庁を除く。）",
    ],
)
def test_brackets_that_the_words_themselves_open_are_of_them(words: str) -> None:
    cells = _use(f"⑥使用目的\n{words}", "変更の妥当性 なし", "⑧使用方法 登録する")
    assert cells["Ⅱ.ファイル1.3.⑥"].text == "\n".join(line for line in words.split("\n") if line)


def test_a_tick_in_more_words_is_none_of_the_box_whose_name_they_begin_with() -> None:
    page = """２．基本情報

④記録される項目 [ 100項目以上 ]

主な記録項目

[ ○ ] その他識別情報（内部番号）

[ ○ ] その他住民票関係情報

[ ] その他 （ ）
"""
    boxes = _cells(FILE, page)["Ⅱ.ファイル1.2.④.主な記録項目"].boxes
    assert boxes["その他住民票関係情報"] is Certainty.YES
    assert boxes["その他"] is Certainty.NO


@pytest.mark.parametrize(
    ("half", "rest"),
    [
        ("【Ａ．受付】\nＡ－１．登録　届出を登録する", "Ａ－２．照会　届出を照会する"),
        ("①届出を登録する機能\n②届出を照会する機能", "③届出を証明する機能"),
        ("【Ａ．受付】\n届出を登録する機能", "【Ｂ．証明】\n届出を証明する機能"),
    ],
)
@pytest.mark.parametrize("cut", ["\n\n", "\n\f"])
def test_a_text_whose_numbers_go_on_elsewhere_is_not_said_to_be_whole(half: str, rest: str, cut: str) -> None:
    systems = SYSTEM.format(n=1).replace(" 届出を管理する\n", f"\n\n{half}\n")
    page = f"Ⅰ　基本情報\n\n{systems}{cut}[ ] その他 （ ）\n\n１．特定個人情報ファイルを取り扱う事務\n\n{rest}\n\n"
    cells = _cells(f"{page}{SYSTEM.format(n=2)}")
    assert cells["Ⅰ.2.システム1.②"].origin is CellOrigin.UNREAD
    assert cells["Ⅰ.2.システム2.②"].text == "届出を管理する"


def test_a_text_whose_numbers_end_is_read() -> None:
    page = f"Ⅰ　基本情報\n\n{SYSTEM.format(n=1)}"
    cells = _cells(page.replace("届出を管理する", "\n①届出を登録する機能\n②届出を照会する機能"))
    assert cells["Ⅰ.2.システム1.②"].text == "①届出を登録する機能\n②届出を照会する機能"


def test_the_boxes_of_entries_whose_numbers_fall_are_not_those_of_the_entry_above() -> None:
    """The layer goes up the page: below the words of the third system stand the boxes of the second."""
    ticked, empty = (CONNECTED.format(mark=mark, row=ROW) for mark in ("○ ", ""))
    page = "\n".join((SYSTEM.format(n=3), ticked, SYSTEM.format(n=2), empty, SYSTEM.format(n=1)))
    cells = _cells(f"Ⅰ　基本情報\n\n{page}")
    third = cells.get("Ⅰ.2.システム3.③")
    assert third is None or third.boxes["宛名システム等"] is Certainty.UNKNOWN


RISKS = """Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策

１．特定個人情報ファイル名

給付ファイル

２．特定個人情報の入手

リスク１： 目的外の入手が行われるリスク

{first}

リスク２： 不適切な方法で入手が行われるリスク

{second}
"""
ENOUGH = "リスクへの対策は十分か"
CHOSEN = "[ 十分である ] ＜選択肢＞"


def _list_cited(first: str, second: str) -> list[list[int]]:
    page = RISKS.format(first=first, second=second)
    cells = _cells(FILE, page)
    before = f"{COVER}\n\f{FILE}\n\f".count("\n")
    assert {cells[f"Ⅲ.ファイル1.2.リスク{n}.十分か"].text for n in (1, 2)} == {"十分である"}
    places = [n for n, line in enumerate(page.split("\n"), before + 1) if line == CHOSEN]
    return [
        [places.index(span.first) for span in cells[f"Ⅲ.ファイル1.2.リスク{n}.十分か"].spans] for n in (1, 2)
    ]


def test_the_same_choice_below_each_label_is_cited_from_there() -> None:
    assert _list_cited(f"{ENOUGH}\n\n{CHOSEN}", f"{ENOUGH}\n\n{CHOSEN}") == [[0], [1]]


def test_the_same_choice_of_several_fields_is_cited_from_all_lines_where_none_is_known() -> None:
    assert _list_cited(ENOUGH, f"{ENOUGH}\n\n{CHOSEN}\n\n{CHOSEN}") == [[0, 1], [0, 1]]


def test_a_choice_between_brackets_the_wrong_way_round_is_chosen() -> None:
    names = ("特に力を入れて行っている", "十分に行っている")
    assert [one.choice for one in find_selected("]十分に行っている[", 1, names)] == ["十分に行っている"]
    assert find_selected("2) 十分に行っている1) 特に力を入れて行っている", 1, names) == []
    assert find_selected("]十分に行っている", 1, names) == []


MEDIA = """５．特定個人情報の提供・移転（委託に伴うものを除く。）

提供先1 甲組合

①法令上の根拠 番号法

⑥提供方法

[ ] 情報提供ネットワークシステム [ ○ ] 専用線

{bracket}

②提供先における用途 給付

] 電子メール [ ] 電子記録媒体（フラッシュメモリを除く。）

[ ] フラッシュメモリ [ ] 紙

[ ] その他 （ ）
"""


@pytest.mark.parametrize(
    ("bracket", "state"),
    [
        ("[", Certainty.NO),
        ("[ ○", Certainty.YES),
        ("[\n\n○", Certainty.UNKNOWN),
        ("[\n\n[ ○", Certainty.UNKNOWN),
    ],
)
def test_a_bracket_alone_is_of_the_first_box_of_a_row_that_has_lost_its_own(
    bracket: str, state: Certainty
) -> None:
    cells = _cells(FILE, MEDIA.format(bracket=bracket))
    assert cells["Ⅱ.ファイル1.5.提供先1.⑥"].boxes["電子メール"] is state


PROCEDURE = """Ⅵ　評価実施手続

１．基礎項目評価

①実施日 令和7年4月1日

②しきい値判断結果

[ 基礎項目評価及び全項目評価の実施が義務付けられる ]

①実施日

②方法

④主な意見の内容

⑤評価書への反映

審査会による審査

３．第三者点検

２．国民・住民等からの意見の聴取

②実施日・期間

①方法 広報紙で募る
"""


def test_a_label_between_its_neighbours_of_the_form_is_the_one() -> None:
    assert _cells(FILE, PROCEDURE)["Ⅵ.1.①"].text == "令和7年4月1日"


def test_words_below_labels_in_another_order_may_be_of_any_of_them() -> None:
    cells = _cells(FILE, PROCEDURE)
    assert cells["Ⅵ.2.⑤"].origin is cells["Ⅵ.3.②"].origin is CellOrigin.UNREAD


SCATTERED = """特定個人情報保護評価書（全項目評価書）

個人のプライバシー等の権利利益の保護の宣言

評価書名

給付に関する事務　全項目評価書

評価書番号

12

みなと市は、給付に関する事務で特定個人情報を取り扱うに当たり、
その漏えいを防ぐ措置を行うことを宣言する。

評価実施機関名

公表日

みなと市長
{}"""


def test_the_words_of_a_cover_are_told_by_what_they_are() -> None:
    cells = _cells(FILE, cover=SCATTERED.format(""))
    assert cells["表紙.評価書番号"].text == "12"
    assert cells["表紙.評価書名"].text == "給付に関する事務　全項目評価書"
    assert cells["表紙.宣言"].text.endswith("措置を行うことを宣言する。")
    assert cells["表紙.評価実施機関名"].text == "みなと市長"


def test_two_names_of_a_cover_are_none() -> None:
    cells = _cells(FILE, cover=SCATTERED.format("\n住民に関する事務　全項目評価書\n"))
    assert cells["表紙.評価書名"].origin is CellOrigin.UNREAD


def test_a_number_at_the_foot_of_a_cover_is_not_that_of_the_assessment() -> None:
    cover = SCATTERED.format("").replace("評価書番号\n\n12\n\n", "")
    cells = _cells(FILE, cover=f"{cover}\n評価書番号\n\n1\n")
    assert cells["表紙.評価書番号"].text == ""


CLIMBING = f"""リスク４：　入手の際に特定個人情報が漏えい・紛失するリスク

リスクに対する措置の内容
窓口に鍵をかける

{ENOUGH} [ 十分である

{ENOUGH}
[ 十分である

リスク３：　入手した特定個人情報が不正確であるリスク

入手の際の本人確認の措置の内容

窓口で確かめる

リスク２：　不適切な方法で入手が行われるリスク

リスクに対する措置の内容

職員が照らし合わせる

{ENOUGH}
[ 十分である

必要な情報以外を入手することを防止するための措置の内容

様式にない欄を設けない

{ENOUGH} [ {{last}}

Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策

２．特定個人情報の入手

リスク１：　目的外の入手が行われるリスク

対象者以外の情報の入手を防止するための措置の内容

対象を確かめる

１．特定個人情報ファイル名

給付ファイル
"""


def test_the_same_choice_of_every_risk_is_known_wherever_each_stands() -> None:
    """Some beside their labels, some below: whichever is which, all are the same."""
    cells = _cells(FILE, CLIMBING.format(last="十分である"))
    assert {cells[f"Ⅲ.ファイル1.2.リスク{n}.十分か"].text for n in (1, 2, 3, 4)} == {"十分である"}
    other = _cells(FILE, CLIMBING.format(last="課題が残されている"))
    assert other["Ⅲ.ファイル1.2.リスク1.十分か"].origin is CellOrigin.UNREAD


def test_the_measure_right_below_each_risk_that_asks_for_one_first_is_of_that_risk() -> None:
    """What else the page has, as the heading of the chapter above its sections, tells nothing of the risks."""
    cells = _cells(FILE, CLIMBING.format(last="十分である"))
    assert cells["Ⅲ.ファイル1.2.リスク2"].text == "職員が照らし合わせる"
    assert cells["Ⅲ.ファイル1.2.リスク4"].text == "窓口に鍵をかける"
