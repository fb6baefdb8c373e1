"""The 項目 of 変更箇所, however a body writes it, is the field that it names, and several or none are nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.choices import FormKind
from piaflow.law.forms import list_fields
from piaflow.law.printed_items import find_printed

FILES = ("税ファイル", "(2)宛名ファイル", "異動ファイル")
FULL, PRIORITY = FormKind.FULL, FormKind.PRIORITY


def named(item: str, kind: FormKind = FULL, files: tuple[str, ...] = FILES) -> tuple[str, str] | None:
    found = find_printed(item, kind, files)
    return (str(found.address), found.rest) if found else None


def test_a_file_whose_name_holds_that_of_another_is_meant_alone() -> None:
    files = ("税ファイル", "住民税ファイル", "宛名")
    assert named("Ⅱ（住民税ファイル）3. ②入手方法", files=files) == ("Ⅱ.ファイル2.3.②", "")
    assert named("Ⅱ（税ファイル）3. ②入手方法", files=files) == ("Ⅱ.ファイル1.3.②", "")
    assert named("Ⅱ（税ファイル、住民税ファイル）3. ②入手方法", files=files) is None


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("公表日", "表紙.公表日"),
        ("Ⅰ　基本情報\n１．特定個人情報ファイルを取り扱う事務\n②事務の内容", "Ⅰ.1.②"),
        ("I-2 システム2 ②システムの機能", "Ⅰ.2.システム2.②"),
        ("Ⅰ.7.②所属長の役職名", "Ⅰ.7.②"),
        (
            "Ⅱ　特定個人情報ファイルの概要（１）税ファイル　３．特定個人情報の入手・使用　⑤本人への明示",
            "Ⅱ.ファイル1.3.⑤",
        ),
        (
            "Ⅱ 特定個人情報ファイルの概要（税ファイル） ４．…の委託 委託事項１０ ③委託先における取扱者数",
            "Ⅱ.ファイル1.4.委託事項10.③",
        ),
        (
            "II 特定個人情報ファイルの概要(3) 5. 特定個人情報の提供・移転 提供先1 ①法令上の根拠",
            "Ⅱ.ファイル3.5.提供先1.①",
        ),
        ("Ⅱ（3）5．提供・移転　移転先９", "Ⅱ.ファイル3.5.移転先9"),
        (
            "Ⅲ　…（１）税ファイル　２．特定個人情報の入手　リスク２：…　リスクに対する措置の内容",
            "Ⅲ.ファイル1.2.リスク2",
        ),
        (
            "Ⅲ（1）7.特定個人情報の保管・消去 リスク1 ⑥技術的対策 具体的な対策の内容",
            "Ⅲ.ファイル1.7.リスク1.⑥.内容",
        ),
        ("Ⅴ1.①請求先", "Ⅴ.1.①"),
        ("Ⅰ基本情報（別添１）事務の内容", "別添1"),
        ("（別添２）特定個人情報ファイル記録項目（３）異動ファイル", "別添2.ファイル3"),
    ],
)
def test_a_printed_item_is_the_field_that_it_names(item: str, address: str) -> None:
    found = named(item)
    assert found is not None
    assert found[0] == address


def test_the_numbers_are_those_of_the_form() -> None:
    item = "Ⅱ（1）3.特定個人情報の入手・使用 ⑤使用方法"
    assert named(item, PRIORITY) == ("Ⅱ.ファイル1.3.⑤", "")
    assert named("Ⅱ（1）3.特定個人情報の入手・使用 ⑧使用方法") == ("Ⅱ.ファイル1.3.⑧", "")


def test_words_behind_the_label_name_a_part_of_the_field() -> None:
    assert named("Ⅱ（1）2.③ 別添2") == ("Ⅱ.ファイル1.2.③", "別添2")
    assert named("Ⅰ6.②法令上の根拠（別表第二における情報提供の根拠）") == (
        "Ⅰ.6.②",
        "(別表第二における情報提供の根拠)",
    )


@pytest.mark.parametrize(
    "item",
    [
        "",
        "内線番号",
        "（別紙２）移転先一覧　移転先29～移転先38",
        "Ⅰ 基本情報",
        "Ⅱ 特定個人情報ファイルの概要 3. 特定個人情報の入手・使用 ②入手方法",  # of which of three files
        "Ⅱ（1）～（3）3. ②入手方法",
        "Ⅱ（1）4. 委託事項1、委託事項2 ①委託内容",
        "Ⅱ（1）5. 提供先1～58 ①法令上の根拠",
        "Ⅴ 1. ①請求先 ②請求方法",
        "Ⅸ 9. ①",
        "（別添２）特定個人情報ファイル記録項目",
        "（別添３）変更箇所",
        "Ⅱ（4）3. ②入手方法",  # there are three
        "（別添２）記録項目（４）届出ファイル",
    ],
)
def test_what_names_none_or_several_is_no_field(item: str) -> None:
    assert named(item) is None


def test_where_there_is_one_file_it_is_that() -> None:
    assert named("Ⅱ 3. ②入手方法", files=("税ファイル",)) == ("Ⅱ.ファイル1.3.②", "")


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.sampled_from([f for kind in (FULL, PRIORITY) for f in list_fields(kind)]), st.integers(1, 12))
def test_an_address_with_its_label_is_never_taken_for_another_field(field: object, number: int) -> None:
    """Printed in full, a field is found as itself, or not at all: no guess is another field of the same section."""
    path = field.path.replace("{n}", str(number)).replace("{k}", str(number))  # type: ignore[attr-defined]
    chapter, _, rest = path.partition(".")
    label = field.label.rpartition("／")[2]  # type: ignore[attr-defined]
    found = find_printed(f"{chapter}（1）{rest} {label}", field.form, FILES)  # type: ignore[attr-defined]
    marks = {part for part in rest.split(".") if part[:3] == "リスク" or part in "①②③④⑤⑥⑦⑧⑨⑩"}
    if found is not None:
        assert found.address.section == ".".join(field.path.split(".")[:2])  # type: ignore[attr-defined]
        assert marks <= {*str(found.address).split(".")}


@pytest.mark.parametrize(
    ("item", "path", "rest"),
    [
        ("Ⅱ１．対象人数 いつ時点の計数か", "Ⅱ.1.時点", ""),
        ("Ⅱしきい値判断項目 １．対象人数", "Ⅱ.1", ""),
        ("Ⅰ３．個人番号の利用 法令上の根拠", "Ⅰ.3", ""),
        ("Ⅰ３．個人番号の利用 法令上の根拠（別表）", "Ⅰ.3", "(別表)"),
    ],
)
def test_the_labels_above_a_field_and_each_part_of_its_own_are_no_rest(
    item: str, path: str, rest: str
) -> None:
    found = find_printed(item, FormKind.BASIC)
    assert found is not None
    assert (str(found.address), found.rest) == (path, rest)
