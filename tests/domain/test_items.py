"""What a list of items holds: by name, by alias, by group, and what an open list leaves open."""

from __future__ import annotations

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.items import IDENTIFIERS, STANDARD_ITEMS, Item, ItemList, Vocabulary
from tests.domain.small_city import city

YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN


@pytest.mark.parametrize(
    ("names", "complete", "item", "held"),
    [
        (("個人番号",), True, "個人番号", YES),
        (("マイナンバー",), True, "個人番号", YES),
        (("個人番号",), False, "マイナンバー", YES),
        (("本人確認情報",), True, "個人番号", YES),
        (("本人確認情報",), True, "住所", YES),
        (("4情報",), True, "個人番号", NO),
        (("4情報",), False, "個人番号", UNKNOWN),
        (("氏名", "性別", "生年月日", "住所"), True, "4情報", YES),
        (("氏名", "性別"), True, "4情報", NO),
        (("氏名", "性別"), False, "４情報", UNKNOWN),
        (("住民票コード", "宛名番号"), True, "符号", NO),
        ((), False, "個人番号", UNKNOWN),
        ((), True, "個人番号", NO),
    ],
)
def test_a_list_holds_an_item_by_name_alias_or_group(
    names: tuple[str, ...], *, complete: bool, item: str, held: Certainty
) -> None:
    assert Vocabulary().holds(ItemList(names, complete), item) is held


def test_a_list_that_says_nothing_is_open() -> None:
    assert ItemList() == ItemList((), complete=False)


@pytest.mark.parametrize("item", [i.name for i in STANDARD_ITEMS])
@pytest.mark.parametrize("complete", [True, False])
def test_every_answer_is_a_certainty(item: str, *, complete: bool) -> None:
    for names in ((), ("個人番号",), ("本人確認情報",), ("知らない項目",)):
        assert isinstance(Vocabulary().holds(ItemList(names, complete), item), Certainty)


def test_certainty_has_three_values_and_none_is_not_one() -> None:
    assert [c.value for c in Certainty] == ["yes", "no", "unknown"]
    with pytest.raises(ValueError, match="None"):
        Certainty(None)


def test_a_group_expands_through_groups() -> None:
    four = {"4情報", "氏名", "性別", "生年月日", "住所"}
    assert Vocabulary().expand(["基本4情報"]) == four
    assert Vocabulary().expand(["本人確認情報"]) == {
        "本人確認情報",
        "個人番号",
        "住民票コード",
        "変更情報",
        *four,
    }


def test_an_unknown_item_expands_to_itself() -> None:
    assert Vocabulary().expand(["接種券番号"]) == {"接種券番号"}


def test_a_models_own_definition_of_an_item_wins() -> None:
    model = city(items=(Item("4情報", members=ItemList(("氏名", "住所"), complete=True)), Item("続柄")))
    assert model.vocabulary.expand(["4情報"]) == {"4情報", "氏名", "住所"}
    assert model.vocabulary.canonical("続柄") == "続柄"
    assert model.vocabulary.canonical("マイナンバー") == "個人番号"


@pytest.mark.parametrize(
    ("alias", "name"),
    [("個人番号対応符号", "符号"), ("統合宛名番号", "団体内統合宛名番号"), ("４情報", "4情報")],
)
def test_the_forms_own_words_are_aliases(alias: str, name: str) -> None:
    assert Vocabulary().canonical(alias) == name


def test_a_resident_code_is_no_code_that_stands_for_the_number() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.canonical("住民票コード") != vocabulary.canonical("符号")
    assert "符号" not in vocabulary.expand(["本人確認情報"])


def test_a_list_holds_a_group_of_groups_when_it_names_every_leaf() -> None:
    leaves = ("氏名", "性別", "生年月日", "住所", "個人番号", "住民票コード", "変更情報")
    vocabulary = Vocabulary()
    assert vocabulary.holds(ItemList(leaves, complete=True), "本人確認情報") is Certainty.YES
    assert vocabulary.holds(ItemList(leaves[1:], complete=True), "本人確認情報") is Certainty.NO


GROUPS = tuple(item for item in STANDARD_ITEMS if item.is_group)


@pytest.mark.parametrize("item", STANDARD_ITEMS, ids=lambda item: item.name)
def test_another_name_for_a_standard_item_is_added_to_what_the_item_is(item: Item) -> None:
    words = city(items=[Item(item.name, aliases=("別の呼び名",))]).vocabulary
    assert words.canonical("別の呼び名") == item.name
    assert words.expand(["別の呼び名"]) == Vocabulary().expand([item.name])
    assert all(words.canonical(alias) == item.name for alias in item.aliases)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_members_that_a_model_declares_are_those_of_a_standard_group(group: Item) -> None:
    own = Item(group.name, members=ItemList(("氏名",)))
    words = city(items=[own]).vocabulary
    assert words.expand([group.name]) == {group.name, "氏名"}
    assert not words.is_closed((group.name,))


def test_a_standard_alias_that_a_model_gives_another_item_is_that_items() -> None:
    items = [Item("4情報", aliases=("四情報",)), Item("基本4情報")]
    words = city(items=items).vocabulary
    assert (words.canonical("基本4情報"), words.canonical("四情報")) == ("基本4情報", "4情報")


HOLDING = (
    *("特定個人情報", "特定個人情報ファイル", "住民基本台帳の特定個人情報", "特定個人情報（連携対象）"),
    *(
        "申請書",
        "転入届",
        "届出書",
        "住民税申告書",
        "給与支払報告書",
        "課税資料",
        "添付書類",
        "その他",
        "交付申請書（控え）",
    ),
)
"""Names of what has other items in it."""


@pytest.mark.parametrize("name", HOLDING)
def test_what_holds_others_by_its_name_and_tells_nothing_of_them_is_open(name: str) -> None:
    words = city(items=[Item(name)]).vocabulary
    assert words.holds_untold([name])
    assert words.holds(ItemList((name,), complete=True), "個人番号") is UNKNOWN


@pytest.mark.parametrize("name", HOLDING)
@pytest.mark.parametrize("members", [ItemList(("氏名",), complete=True), ItemList(("氏名",))])
def test_what_a_model_tells_of_it_is_what_it_holds(name: str, members: ItemList) -> None:
    words = city(items=[Item(name, members=members)]).vocabulary
    assert words.expand([name]) == {name, "氏名"}
    assert words.is_closed((name,)) is members.complete


@pytest.mark.parametrize(
    "name", ["申請日", "届出年月日", "資料番号", "その他事項", "個人番号", "特定個人情報の範囲"]
)
def test_what_only_speaks_of_such_a_thing_holds_nothing_else(name: str) -> None:
    words = city(items=[Item(name)] if name != "個人番号" else []).vocabulary
    assert words.is_closed((name,))


ONE = (
    *(
        "賦課年度",
        "予備年月日1",
        "登録番号（印鑑）",
        "氏名カナ",
        "所得金額",
        "在留カード番号",
        "該当の有無",
        "続柄コード",
    ),
    *(
        "接種記録",
        "資格情報",
        "所得情報",
        "データ消去報告書",
        "申請年月日",
        "証明書番号",
        "通知日",
        "個人番号カードの有無",
    ),
)
IN_BULK = (
    "申請データ",
    "転出証明書",
    "個人番号カード",
    "住民票の写し",
    "一式",
    "全項目",
    "氏名等",
    "申請書等",
    "宛名番号など",
)
CALLED_IN_BULK = ("住民情報", "世帯情報", "異動情報", "在留期間等", "申請内容", "接種券", "通知", "保険証")


@pytest.mark.parametrize("is_declared", [True, False])
@pytest.mark.parametrize("name", [*ONE, *IN_BULK, *CALLED_IN_BULK])
def test_a_word_for_more_than_one_piece_of_information_leaves_a_list_open(
    name: str, *, is_declared: bool
) -> None:
    """What is carried is called in bulk; 記録項目 go into detail, and are left open by what is more than one everywhere."""
    words = city(items=[Item(name)] if is_declared else []).vocabulary
    listed = ItemList(("生年月日", name), complete=True)
    assert words.is_complete(listed) is (name in ONE)
    assert words.is_complete(listed, is_record=True) is (name in (*ONE, *CALLED_IN_BULK))
    told = city(items=[Item(name, members=ItemList(("性別",), complete=True))]).vocabulary
    assert told.is_complete(listed)


@pytest.mark.parametrize("identifier", IDENTIFIERS)
@pytest.mark.parametrize("name", [*IN_BULK, *CALLED_IN_BULK])
def test_what_lists_an_identifier_by_its_name_lists_all_that_it_has(name: str, identifier: str) -> None:
    words = city(items=[Item(name)]).vocabulary
    assert words.is_complete(ItemList((identifier, name), complete=True)) is (name in CALLED_IN_BULK)
