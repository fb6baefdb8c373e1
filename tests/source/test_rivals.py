"""A value of a text layer is given to a field only where no neighbour could own it as well."""

from __future__ import annotations

import pytest

from piaflow.domain.choices import FormKind
from piaflow.form.form import CellOrigin
from piaflow.source.reading import Reading
from tests.source.judging import judge, read_printed
from tests.source.printing import print_form, to_text
from tests.source.random_forms import make_form, seed_random

COVER = """特定個人情報保護評価書（全項目評価書）

評価書番号 1

評価書名 給付事務 全項目評価書

評価実施機関名 みなと市長

公表日 令和7年4月1日
"""
FILE = """Ⅱ　特定個人情報ファイルの概要

１．特定個人情報ファイル名

給付ファイル
"""
USE = """３．特定個人情報の入手・使用

③入手の時期・頻度 毎日

④入手に係る妥当性 法令による

⑤本人への明示 窓口で伝える

{}
"""


def _read(*pages: str) -> Reading:
    return read_printed("town.txt", "\n\f".join((COVER, FILE, *pages)))


def _texts(reading: Reading) -> dict[str, str]:
    return {cell.path: cell.text for cell in reading.form.cells}


def _print_use(*groups: str) -> str:
    return USE.format("\n\n".join(groups))


def _read_use(*groups: str) -> dict[str, str]:
    return _texts(_read(_print_use(*groups)))


def test_words_below_each_label_are_its_own() -> None:
    told = _read_use(
        "⑥使用目的",
        "資格を管理する",
        "変更の妥当性 なし",
        "使用部署 市民課",
        "⑧使用方法",
        "台帳に登録する",
        "⑨使用開始日",
        "令和7年4月1日",
    )
    assert told["Ⅱ.ファイル1.3.⑥"] == "資格を管理する"
    assert told["Ⅱ.ファイル1.3.⑧"] == "台帳に登録する"


def test_two_pieces_below_one_label_are_not_chosen_from() -> None:
    told = _read_use(
        "⑥使用目的", "資格を管理する", "台帳に登録する", "⑧使用方法", "⑨使用開始日", "令和7年4月1日"
    )
    assert told["Ⅱ.ファイル1.3.⑥"] == told["Ⅱ.ファイル1.3.⑧"] == ""


def test_two_lines_below_the_second_of_two_labels_may_be_one_for_each() -> None:
    told = _read_use(
        "⑧使用方法 登録する",
        "情報の突合",
        "情報の統計分析",
        "突き合わせる\n分析しない",
        "⑨使用開始日",
        "令和7年4月1日",
    )
    assert told["Ⅱ.ファイル1.3.⑧.突合"] == told["Ⅱ.ファイル1.3.⑧.統計分析"] == ""


def test_a_label_among_those_of_other_fields_has_not_what_stands_below_it() -> None:
    groups = (
        "⑥使用目的",
        "⑧使用方法",
        "市民課、南支所",
        "情報の突合",
        "突き合わせる",
        "使用部署",
        "台帳に登録する",
        "⑨使用開始日",
    )
    told = _read_use(*groups, "令和7年4月1日")
    assert told["Ⅱ.ファイル1.3.⑦.使用部署"] == ""


def test_the_names_of_boxes_without_their_brackets_are_no_words() -> None:
    told = _read_use(
        "⑥使用目的",
        "庁内連携システム\n電子メール\n評価実施機関内の他",
        "変更の妥当性 なし",
        "①入手元",
        "②入手方法",
    )
    assert told["Ⅱ.ファイル1.3.⑥"] == ""


def test_a_label_that_is_missing_may_own_the_piece_that_follows() -> None:
    """⑦ 使用部署 lost its label: what stands below ⑥ may be of it."""
    told = _read_use(
        "⑥使用目的", "・資格を管理する", "・市民課", "⑧使用方法 台帳に登録する", "⑨使用開始日 令和7年4月1日"
    )
    assert told["Ⅱ.ファイル1.3.⑥"] == ""
    assert told["Ⅱ.ファイル1.3.⑧"] == "台帳に登録する"


COLUMNS = """Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策
１．特定個人情報ファイル名     給付ファイル
\f４．特定個人情報ファイルの取扱いの委託
情報保護管理体制の確認          契約で定める。
特定個人情報ファイルの閲覧者・更新者                           ＜選択肢＞
                      [        制限している    ]
の制限                                          1) 制限している        2) 制限していない
具体的な制限方法             権限を分ける。
委託先から他者への提供に関するルール
                   書面で申請を受ける。
の内容及びルール遵守の確認方法
"""


def test_a_label_that_is_wrapped_in_its_column_is_whole() -> None:
    told = _texts(_read(COLUMNS))
    assert told["Ⅲ.ファイル1.4.体制"] == "契約で定める。"
    assert told["Ⅲ.ファイル1.4.閲覧制限"] == "制限している"
    assert told["Ⅲ.ファイル1.4.提供ルール.他者"] == "書面で申請を受ける。"


def test_words_above_a_label_in_the_other_column_are_given_to_none() -> None:
    """A label stands in the middle of its cell."""
    page = """Ⅰ　基本情報
６．情報提供ネットワークシステムによる情報連携
①実施の有無           [ 実施する ]
                  １の項による照会
②法令上の根拠          ２の項による提供
                  ３の項による提供
７．評価実施機関における担当部署
①部署              市民課
"""
    told = _texts(_read(page))
    assert told["Ⅰ.6.②"] == ""
    assert told["Ⅰ.7.①"] == "市民課"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_pages_in_another_order_do_not_tell_of_which_file_they_are(seed: int) -> None:
    random = seed_random(seed)
    form = make_form(FormKind.FULL, random)
    pages = to_text(print_form(form), "順", random).split("\n\n\n\n")
    random.shuffle(pages)
    claims = judge(form, read_printed("town.txt", "\n\n\n\n".join(pages)))
    assert sum(claim.is_wrong for claim in claims) <= 1


def test_an_entry_whose_number_counts_on_from_none_is_not_told() -> None:
    page = """４．特定個人情報ファイルの取扱いの委託

委託事項1 運用

①委託内容 運用する

⑥委託先名 甲株式会社

委託事項25 印刷

①委託内容 刷る

⑥委託先名 乙株式会社
"""
    told = _texts(_read(_print_use(), page))
    assert told["Ⅱ.ファイル1.4.委託事項1.⑥"] == "甲株式会社"
    assert "乙株式会社" not in told.values()


def test_what_may_be_of_a_neighbour_is_unread_and_not_blank() -> None:
    page = _print_use(
        "⑥使用目的", "資格を管理する", "台帳に登録する", "⑧使用方法", "⑨使用開始日 令和7年4月1日"
    )
    cells = {cell.path: cell for cell in _read(page).form.cells}
    assert cells["Ⅱ.ファイル1.3.⑥"].origin is cells["Ⅱ.ファイル1.3.⑧"].origin is CellOrigin.UNREAD


@pytest.mark.parametrize("body", ["みなと市長", "緑県みなと市教育委員会", "みなと広域連合", "緑県知事"])
def test_the_one_title_of_a_body_on_a_cover_says_who_assesses_wherever_it_stands(body: str) -> None:
    cover = f"評価書番号\n\n評価実施機関名\n\n公表日\n\n特記事項\n\n評価書名\n\n給付事務\n\n{body}\n"
    reading = read_printed("town.txt", f"{cover}\n\f{FILE}\n\f{_print_use()}")
    assert _texts(reading)["表紙.評価実施機関名"] == body


def test_of_two_titles_nobody_knows_who_assesses() -> None:
    cover = "評価書番号\n\n評価実施機関名\n\n公表日\n\n評価書名\n\nみなと市長\n\n緑県知事\n"
    told = read_printed("town.txt", f"{cover}\n\f{FILE}\n\f{_print_use()}").form
    (cell,) = told.ask("表紙.評価実施機関名")
    assert (cell.text, cell.origin) == ("", CellOrigin.UNREAD)
