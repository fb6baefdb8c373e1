"""Which 別紙 and 別添 a document holds: its headings, and when nobody can tell."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.source.annexes import list_headings
from piaflow.source.page import Page, Source, SourceKind, Unread
from piaflow.source.recipients import RecipientRow
from piaflow.source.text import read_text

CONTENTS = "（別添１）　事務の内容\n（別添２）　特定個人情報ファイル記録項目\n（別添３）　変更箇所\n"
ROW = RecipientRow("提供先", 1, "みなと県", ())


def _read(text: str) -> Source:
    return read_text("town.txt", text, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（別紙１）　提供先の一覧", ("別紙1",)),
        ("提供先の一覧（別紙１）", ("別紙1",)),
        ("証明書発行の流れ　別紙１-２", ("別紙1",)),
        ("別 紙 ２", ("別紙2",)),
        ("別紙", ("別紙",)),
        ("別紙一覧", ("別紙",)),
        ("別紙１\nのとおり", ("別紙1",)),
        ("別紙１のとおり", ()),
        ("所管課（別紙２参照）", ()),
        ("「（別紙1）提供先一覧」に記載", ()),
        ("全ての記録項目 別添２を参照。", ()),
        ("提供先一覧", ("提供先一覧",)),
        ("（別表提供先一覧）", ("別表提供先一覧",)),
        ("相手は、別表提供先一覧を参照", ()),
        (CONTENTS, ()),
        (CONTENTS + "\n" * 60 + "（別添２） 特定個人情報ファイル記録項目\n氏名", ("別添2",)),
    ],
)
def test_what_is_no_reference_and_not_in_the_contents_is_a_heading(text: str, found: tuple[str, ...]) -> None:
    assert list_headings(_read(text), ()) == found


@pytest.mark.parametrize("text", ["別紙一　提供先", "（別紙その３）", "別紙Ａ　一覧", "別紙①　提供先の一覧"])
def test_where_annexes_count_otherwise_than_by_digits_nobody_can_tell(text: str) -> None:
    assert list_headings(_read(text), ()) is None


def test_rows_of_a_list_without_a_heading_may_be_those_of_any_annex() -> None:
    assert list_headings(_read("提供先1 みなと県"), (ROW,)) is None
    assert list_headings(_read("（別紙１）\n提供先1 みなと県"), (ROW,)) == ("別紙1",)
    assert list_headings(_read("（別紙１）"), (ROW, evolve(ROW, word="移転先"))) is None


def test_what_the_item_of_a_change_names_behind_a_title_is_no_heading() -> None:
    assert list_headings(_read("ル記録項目　別紙\n別紙"), (), {1}) == ("別紙",)
    assert list_headings(_read("ル記録項目　別紙"), (), {1}) == ()
    assert list_headings(_read("ル記録項目　別紙"), ()) == ("別紙",)


def test_a_sheet_that_is_called_so_is_the_annex() -> None:
    source = _read("提供先1 みなと県")
    assert list_headings(evolve(source, pages=(evolve(source.pages[0], sheet="別紙２（移転先）"),)), ()) == (
        "別紙2",
    )


def test_where_something_was_not_read_nobody_can_tell() -> None:
    source = _read("（別紙１）")
    assert list_headings(evolve(source, unread=(Unread("壊れていて開けないページ", 2),)), ()) is None
    blank = (*source.pages, Page(2, ()))
    assert list_headings(evolve(source, kind=SourceKind.PDF), ()) == ("別紙1",)
    assert list_headings(evolve(source, kind=SourceKind.PDF, pages=blank), ()) is None
