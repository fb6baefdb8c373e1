"""番号法2条9項: which flows are 特定個人情報."""

from __future__ import annotations

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.items import Item, ItemList, Vocabulary, build_vocabulary
from piaflow.law.specific_information import judge_specific
from piaflow.trace.carriage import carries

YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN
WORDS = Vocabulary()


def carrying(
    *items: str, more: bool = False, says: Certainty | None = None, excludes: tuple[str, ...] = ()
) -> Flow:
    listed = ItemList(items, complete=not more)
    return Flow("住民", "窓口端末", items=listed, specific=says, excludes=excludes)


@pytest.mark.parametrize("item", ["個人番号", "マイナンバー", "符号", "個人番号対応符号", "本人確認情報"])
def test_the_number_and_what_stands_for_it_make_a_flow_specific(item: str) -> None:
    assert judge_specific(carrying("氏名", item), WORDS) is YES


@pytest.mark.parametrize("item", ["住民票コード", "団体内統合宛名番号", "宛名番号", "4情報"])
def test_other_items_alone_do_not(item: str) -> None:
    assert judge_specific(carrying(item), WORDS) is NO


@pytest.mark.parametrize("item", ["住民票コード", "氏名"])
def test_an_open_list_of_other_items_does_not_tell(item: str) -> None:
    assert judge_specific(carrying(item, more=True), WORDS) is UNKNOWN


def test_a_flow_without_any_item_does_not_tell() -> None:
    assert judge_specific(Flow("住民", "窓口端末"), WORDS) is UNKNOWN


def test_what_the_document_leaves_open_stays_open() -> None:
    assert judge_specific(carrying("氏名", says=UNKNOWN), WORDS) is UNKNOWN


@pytest.mark.parametrize("says", [YES, NO])
def test_the_document_decides_where_the_items_do_not(says: Certainty) -> None:
    assert judge_specific(carrying("氏名", more=True, says=says), WORDS) is says


def test_a_listed_number_outweighs_what_the_document_says() -> None:
    assert judge_specific(carrying("個人番号", says=NO), WORDS) is YES


def test_the_document_may_call_a_flow_specific_whose_list_lacks_the_number() -> None:
    assert judge_specific(carrying("接種券番号", says=YES), WORDS) is YES


def test_a_flow_that_excludes_number_and_code_is_not_specific() -> None:
    assert judge_specific(carrying("氏名", more=True, excludes=("個人番号", "符号")), WORDS) is NO
    assert judge_specific(carrying("氏名", more=True, excludes=("個人番号",)), WORDS) is UNKNOWN


def test_an_excluded_group_excludes_the_number_in_it() -> None:
    left_out = ("本人確認情報", "個人番号対応符号")
    assert judge_specific(carrying("氏名", more=True, excludes=left_out), WORDS) is NO


WITHOUT = (
    (("本人確認情報",), ("個人番号",), NO),
    (("本人確認情報",), ("マイナンバー",), NO),
    (("本人確認情報",), ("住所",), YES),
    (("本人確認情報", "符号"), ("個人番号",), YES),
    (("本人確認情報", "個人番号"), ("個人番号",), UNKNOWN),
    (("個人番号",), ("個人番号",), UNKNOWN),
    (("個人番号",), ("本人確認情報",), UNKNOWN),
)
"""What is listed, what is left out of it, and whether 個人番号 or what stands for it goes along."""


@pytest.mark.parametrize(("listed", "left_out", "expected"), WITHOUT)
def test_what_is_left_out_of_a_list_makes_it_no_specific_information(
    listed: tuple[str, ...], left_out: tuple[str, ...], expected: Certainty
) -> None:
    assert judge_specific(carrying(*listed, excludes=left_out), WORDS) is expected


def test_a_group_without_the_number_may_have_a_code_where_its_list_is_open() -> None:
    assert judge_specific(carrying("本人確認情報", more=True, excludes=("個人番号",)), WORDS) is UNKNOWN
    assert judge_specific(carrying("本人確認情報", more=True, excludes=("個人番号", "符号")), WORDS) is NO


@pytest.mark.parametrize("says", [YES, NO, UNKNOWN])
def test_the_document_decides_where_it_lists_the_number_and_leaves_it_out(says: Certainty) -> None:
    flow = carrying("個人番号", excludes=("個人番号",), says=says)
    assert judge_specific(flow, WORDS) is says


@pytest.mark.parametrize(("listed", "left_out", "expected"), WITHOUT)
def test_what_is_specific_agrees_with_what_a_trace_lets_go_along(
    listed: tuple[str, ...], left_out: tuple[str, ...], expected: Certainty
) -> None:
    flow = carrying(*listed, excludes=left_out)
    told = [carries(flow, item, WORDS) for item in ("個人番号", "符号")]
    best = next((answer for answer in (YES, UNKNOWN) if answer in told), NO)
    assert judge_specific(flow, WORDS) is best is expected


@pytest.mark.parametrize("name", ["特定個人情報", "特定個人情報ファイル", "住民基本台帳の特定個人情報"])
def test_what_is_called_specific_information_is_such(name: str) -> None:
    words = build_vocabulary([Item(name)])
    assert judge_specific(carrying(name), words) is YES
    assert judge_specific(carrying("氏名", name), words) is YES
    told = build_vocabulary([Item(name, members=ItemList(("氏名",), complete=True))])
    assert judge_specific(carrying(name), told) is NO


@pytest.mark.parametrize("name", ["申請書", "届出書", "資料", "その他"])
def test_a_thing_of_untold_content_does_not_tell(name: str) -> None:
    assert judge_specific(carrying(name), build_vocabulary([Item(name)])) is UNKNOWN
