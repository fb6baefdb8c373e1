"""Lists of 記録項目 in columns are read whole and in the order of their numbers, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from unicodedata import east_asian_width

import pytest

from piaflow.domain.choices import FormKind
from piaflow.form.form import Form
from piaflow.law.forms import FieldKind
from piaflow.source.drafting.item_lists import find_items
from tests.source.judging import read_printed
from tests.source.printing import print_form, to_text
from tests.source.random_forms import make_form, seed_random
from tests.source.test_rivals import COVER

COLUMNS = 3
WIDTH = 10
"""Characters of a line of a name."""
GAP = 4


def _invent(random: Random) -> list[str]:
    """Names of items, some of which are too long for a line."""
    what = ("氏名", "住所", "異動日", "届出の区分", "本籍の郵便番号", "転出先", "通知の宛先")
    how = ("", "コード", "（変更前）", "の履歴", "名称カナ", "の最終更新年月日と時刻")
    count = random.randint(4, 40)
    return [f"{chr(0x30A2 + n)}{random.choice(what)}{random.choice(how)}" for n in range(count)]


def _share(names: Sequence[str], *, by_column: bool) -> list[list[tuple[int, str]]]:
    """The numbered names of each column: counted down the columns, or across them."""
    numbered = list(enumerate(names, 1))
    if not by_column:
        return [numbered[at::COLUMNS] for at in range(COLUMNS)]
    height = -(-len(names) // COLUMNS)
    return [numbered[at : at + height] for at in range(0, len(names), height)]


def _wrap(text: str) -> list[str]:
    return [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]


def _measure(text: str) -> int:
    return sum(1 + (east_asian_width(char) in "FWA") for char in text)


def _across(columns: Sequence[Sequence[tuple[int, str]]], measure: Callable[[str], int], sign: str) -> str:
    """The columns side by side, with blanks between them."""
    step = measure(sign.format(10)) + measure("名") * WIDTH + GAP
    lines: list[str] = []
    for row in range(max(map(len, columns))):
        cells = [column[row] if row < len(column) else None for column in columns]
        wrapped = [_wrap(cell[1]) if cell else [] for cell in cells]
        for n in range(max(map(len, wrapped))):
            line = ""
            for at, (cell, words) in enumerate(zip(cells, wrapped, strict=True)):
                if cell is None or n >= len(words):
                    continue
                head = sign.format(cell[0])
                text = (head if n == 0 else " " * measure(head)) + words[n]
                line += " " * (at * step - measure(line)) + text
            lines.append(line)
    return "\n".join(lines)


SIGNS = ("{}．", "({})", "{} ", "{}. ")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("measure", [len, _measure])
@pytest.mark.parametrize("by_column", [True, False])
def test_a_list_set_in_columns_is_read_whole(
    sign: str, measure: Callable[[str], int], by_column: bool
) -> None:
    whole = 0
    for seed in range(40):
        names = _invent(seed_random(seed))
        read = find_items(_across(_share(names, by_column=by_column), measure, sign))
        assert read in ((), tuple(names))
        whole += bool(read)
    assert whole >= 30  # too few rows do not tell where the columns begin


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_list_printed_column_after_column_is_read_whole(sign: str, order: tuple[int, ...]) -> None:
    for seed in range(20):
        names = _invent(seed_random(seed))
        columns = _share(names, by_column=True)
        cells = [cell for at in order if at < len(columns) for cell in columns[at]]
        text = "\n".join(f"{sign.format(number)}{chr(10).join(_wrap(name))}" for number, name in cells)
        assert find_items(text) == tuple(names)


def test_a_table_with_its_numbers_in_cells_of_their_own_is_read_whole() -> None:
    for seed in range(20):
        names = _invent(seed_random(seed))
        columns = _share(names, by_column=True)
        rows = [[column[row] for column in columns if row < len(column)] for row in range(len(columns[0]))]
        cells = [f"{number}\n{name}" for row in rows for number, name in row]
        assert find_items("\n".join(("No.", "項目名") * COLUMNS + tuple(cells))) == tuple(names)


def test_what_goes_on_below_an_item_that_has_room_left_is_of_no_item() -> None:
    """A cell may have its number in the middle of its lines: what stands above it is its own."""
    text = """
1．氏名            4．異動日
                   転出先の住所の郵便
2．住所            5．番号
3．住所の方書の名称6．前住所
""".strip()
    assert find_items(text) == ()


@pytest.mark.parametrize("rest", ["備考", "半角  可"])
def test_a_column_without_numbers_is_no_part_of_the_names(rest: str) -> None:
    lines = [f"{n}．項目{n}    {n + 3}．項目{n + 3}    {rest}" for n in range(1, 4)]
    assert find_items("\n".join(lines)) == ()


def test_a_heading_that_each_page_prints_again_does_not_part_the_list() -> None:
    text = "（１）届出ファイル\n1．氏名  2．住所\n（１）届出ファイル\n3．電話  4．続柄"
    assert find_items(text) == ("氏名", "住所", "電話", "続柄")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("by_column", [True, False])
def test_of_a_list_that_has_lost_lines_no_item_has_the_words_of_another(sign: str, by_column: bool) -> None:
    for seed in range(60):
        random = seed_random(seed)
        names = _invent(random)
        lines = _across(_share(names, by_column=by_column), _measure, sign).split("\n")
        read = find_items("\n".join(line for line in lines if random.random() > 0.05))
        assert all(name == own or own.startswith(name) for name, own in zip(read, names, strict=False))


@pytest.mark.parametrize("pages", [1, 2])
def test_a_list_of_a_document_whose_numbers_stand_alone_is_read_whole(pages: int) -> None:
    """The number of each page stands alone, too: as the last line."""
    form = make_form(FormKind.FULL, seed_random(4))
    others = tuple(cell for cell in form.cells if cell.field.kind is not FieldKind.LIST)
    assert len({cell.address.file for cell in others}) == len(("", "ファイル1"))
    names = [f"{chr(0x30A2 + n)}の番号" for n in range(24)]
    cells = [f"{number}\n\n{name}" for number, name in enumerate(names, 1)]
    parts = [cells] if pages == 1 else [cells[:15], cells[15:]]
    printed = to_text(print_form(Form(form.kind, others)), "改頁記号", seed_random(4)).split("\n\f")
    printed = [page.strip("\n").rpartition("\n\n")[0] for page in printed]
    at = next(n for n, page in enumerate(printed) if page.startswith(" Ⅲ"))
    printed[at:at] = map("\n\n".join, parts)
    printed[at] = f"（別添２） 特定個人情報ファイル記録項目\n\n{printed[at]}"
    printed = [f"{page}\n\n{n}\n" for n, page in enumerate(printed, 1)]
    (cell,) = (
        cell
        for cell in read_printed("town.txt", "\f".join(printed)).form.cells
        if cell.field.kind is FieldKind.LIST
    )
    assert find_items(cell.text) == tuple(names)


def _set_beside(names: Sequence[str], remarks: Sequence[str], measure: Callable[[str], int]) -> str:
    """Numbered names with remarks in a column beside them, both wrapped."""
    left = measure("10．") + measure("名") * WIDTH + GAP
    lines: list[str] = []
    for number, (name, remark) in enumerate(zip(names, remarks, strict=True), 1):
        sides = _wrap(name), _wrap(remark)
        for n in range(max(map(len, sides))):
            head = f"{number}．" if n == 0 else " " * measure(f"{number}．")
            words, beside = (side[n] if n < len(side) else "" for side in sides)
            line = f"{head}{words}" if words else ""
            lines.append(f"{line}{' ' * (left - measure(line))}{beside}".rstrip())
    return "\n".join(lines)


REMARKS = ("", "半角", "住民票の写しから", "税の届出の控えに印字されたもの")


@pytest.mark.parametrize("measure", [len, _measure])
def test_a_column_without_numbers_beside_the_names_is_left_out(measure: Callable[[str], int]) -> None:
    whole = 0
    for seed in range(40):
        random = seed_random(seed)
        names = _invent(random)
        read = find_items(_set_beside(names, [random.choice(REMARKS) for _ in names], measure))
        assert read in ((), tuple(names))
        whole += bool(read)
    assert whole >= 30


@pytest.mark.parametrize("sign", ["{}．", "{}\n"])
@pytest.mark.parametrize("remarks", [REMARKS, REMARKS[1:], ("全角", "半角")])
def test_remarks_in_cells_below_the_names_are_no_part_of_them(remarks: Sequence[str], sign: str) -> None:
    for seed in range(60):
        random = seed_random(seed)
        names = _invent(random)
        rows = [(sign.format(number) + name, random.choice(remarks)) for number, name in enumerate(names, 1)]
        read = find_items("\n".join(cell for row in rows for cell in row if cell))
        assert read in ((), tuple(names))


def test_the_heading_of_the_next_chapter_ends_a_list_on_its_page() -> None:
    page = """（別添2） 特定個人情報ファイル記録項目

1．氏名
2．住所

Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策
\f１．特定個人情報ファイル名
届出ファイル
"""
    told = [
        cell.text
        for cell in read_printed("town.txt", f"{COVER}\n\f{page}").form.cells
        if cell.field.kind is FieldKind.LIST
    ]
    assert told == ["1．氏名\n2．住所"]
