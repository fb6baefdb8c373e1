"""変更箇所 of a newer document against its differences from the older one: what has no row, and rows that tell none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.printed import compare_printed
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind
from piaflow.review.change_table import Matter, TableCheck, check_table
from tests.form.test_printed import NAMES, PRINTERS, Printer
from tests.source.judging import read_printed
from tests.source.printing import print_form
from tests.source.random_forms import make_form, seed_random

FULL = FormKind.FULL
SEEDS = {kind: seed for seed, kind in enumerate(FormKind)}
Row = tuple[str, str, str]
"""項目, 変更前の記載, 変更後の記載."""


def cell(path: str, text: str, kind: FormKind = FULL, **more: object) -> Cell:
    return Cell(Address.parse(path, kind), Filled(text, **more))  # type: ignore[arg-type]


def table(kind: FormKind, rows: Sequence[Row]) -> list[Cell]:
    """The cells of 変更箇所 with these rows, each of one day."""
    annex = {FormKind.FULL: "別添3", FormKind.PRIORITY: "別添2", FormKind.BASIC: "変更箇所"}[kind]
    columns = ("変更日", "項目", "変更前の記載", "変更後の記載", "提出時期")
    return [
        cell(f"{annex}.変更{n}.{name}", text, kind)
        for n, row in enumerate(rows, 1)
        for name, text in zip(columns, ("令和9年4月1日", *row, "事後"), strict=True)
    ]


def form(cells: Sequence[Cell], rows: Sequence[Row] = (), kind: FormKind = FULL) -> Form:
    return Form(kind, tuple(sorted((*cells, *table(kind, rows)), key=lambda one: one.address)))


def check(old: Form, new: Form) -> TableCheck:
    found = check_table(old, new, compare_printed(old, new))
    assert found is not None
    return found


def told(found: TableCheck) -> list[tuple[str, str, int]]:
    """What does not fit: the matter, the field and the number of the row."""
    return [
        (one.matter.value, one.change.path if one.change else "", one.row.number if one.row else 0)
        for one in found.unmatched
    ]


def town(
    office: str = "市民課", contractor: str = "みなと情報", place: str = "庁舎の書庫", years: str = "5年"
) -> list[Cell]:
    """An invented document of two files, as far as these tests need one."""
    return [
        cell("表紙.公表日", f"令和{len(place)}年4月1日"),
        cell("Ⅰ.7.①", office),
        *(
            one
            for n, name in ((1, "台帳ファイル"), (2, "宛名ファイル"))
            for one in (
                cell(f"Ⅱ.ファイル{n}.1", name),
                cell(f"Ⅱ.ファイル{n}.4.委託事項1", "保守"),
                cell(f"Ⅱ.ファイル{n}.4.委託事項1.⑥", contractor if n == 1 else "あさひ保守"),
                cell(f"Ⅱ.ファイル{n}.6.①", place if n == 1 else "書庫"),
                cell(f"Ⅱ.ファイル{n}.6.②.期間", years if n == 1 else "10年以上20年未満"),
                cell(f"Ⅱ.ファイル{n}.6.②.妥当性", f"規程により{years}とする。" if n == 1 else "規程による。"),
            )
        ),
    ]


OLD_ROW: Row = ("Ⅰ－７ ①部署", "住民課", "市民課")
OLD = form(town(), [OLD_ROW])
CONTRACTOR: Row = ("Ⅱ－４ 委託事項１　⑥委託先名", "みなと情報", "しおさい情報")


def test_rows_that_tell_every_difference_leave_nothing_to_say() -> None:
    found = check(OLD, form(town(contractor="しおさい情報"), [OLD_ROW, CONTRACTOR]))
    assert ([row.item for row in found.rows], found.told, told(found)) == ([CONTRACTOR[0]], 1, [])


def test_a_difference_without_a_row_is_missing_though_another_field_of_its_section_has_one() -> None:
    new = town(office="窓口課", contractor="しおさい情報", place="県の書庫の中")
    assert told(check(OLD, form(new, [OLD_ROW, CONTRACTOR]))) == [
        ("missing", "Ⅰ.7.①", 0),
        ("missing", "Ⅱ.ファイル1.6.①", 0),
    ]


def test_what_records_the_procedure_is_told_apart() -> None:
    found = check(
        OLD,
        form(town(place="県の書庫の中"), [OLD_ROW, ("Ⅱ（１）－６ ①保管場所", "庁舎の書庫", "県の書庫の中")]),
    )
    assert (told(found), [change.path for change in found.apart]) == ([], ["表紙.公表日"])


def test_a_row_on_a_number_that_leaves_out_one_of_its_fields() -> None:
    row = ("Ⅱ（１）－６　②保管期間", "5年", "3年")
    (one,) = check(OLD, form(town(years="3年"), [OLD_ROW, row])).unmatched
    assert one.change is not None
    assert (one.matter, one.change.path) == (Matter.UNQUOTED, "Ⅱ.ファイル1.6.②.妥当性")
    whole = ("Ⅱ（１）－６　②保管期間", "5年 規程により5年とする。", "3年 規程により3年とする。")
    assert told(check(OLD, form(town(years="3年"), [OLD_ROW, whole]))) == []


@pytest.mark.parametrize(
    ("before", "after", "columns"),
    [
        ("みなと情報", "しおさい情報", []),
        ("（略）", "委託先を変更", []),
        ("みなと印刷", "しおさい情報", ["変更前の記載"]),
        ("みなと情報", "しおさい印刷", ["変更後の記載"]),
        ("しおさい情報", "みなと情報", ["変更前の記載", "変更後の記載"]),
    ],
)
def test_a_row_that_prints_what_a_document_does_not_hold(before: str, after: str, columns: list[str]) -> None:
    rows = [OLD_ROW, (CONTRACTOR[0], before, after)]
    found = check(OLD, form(town(contractor="しおさい情報"), rows))
    assert [one.column for one in found.of(Matter.DIFFERS)] == columns
    assert len(found.unmatched) == len(columns)


def test_a_row_on_a_field_that_is_the_same_in_both() -> None:
    (one,) = check(OLD, form(town(), [OLD_ROW, ("Ⅰ－７　①部署", "市民課", "窓口課")])).unmatched
    assert (one.matter, one.held) == (Matter.IDLE, "市民課")


def test_rows_that_lead_back_are_right_and_so_is_a_chain() -> None:
    there, back = ("Ⅰ.7①部署", "市民課", "窓口課"), ("Ⅰ.7①部署", "窓口課", "市民課")
    assert told(check(OLD, form(town(), [OLD_ROW, there, back]))) == []
    chain = [there, ("Ⅰ.7①部署", "窓口課", "戸籍課")]
    assert told(check(OLD, form(town(office="戸籍課"), [OLD_ROW, *chain]))) == []


def test_a_block_that_comes_has_one_row_or_one_for_each_of_its_fields() -> None:
    more = [*town(), cell("Ⅱ.ファイル1.4.委託事項2", "封入"), cell("Ⅱ.ファイル1.4.委託事項2.⑥", "ミナト印刷")]
    assert told(check(OLD, form(more, [OLD_ROW]))) == [("missing", "Ⅱ.ファイル1.4.委託事項2", 0)]
    for row in (
        ("Ⅱ４．委託事項2", "（新規）", "封入の委託を追加"),
        ("Ⅱ（１）台帳ファイル ４　委託事項2 ⑥委託先名", "記載なし", "ミナト印刷"),
        ("Ⅱ　特定個人情報ファイルの取扱いの委託", "―", "封入"),
    ):
        assert told(check(OLD, form(more, [OLD_ROW, row]))) == [], row
    gone = check(
        form(more, [OLD_ROW]), form(town(), [OLD_ROW, ("Ⅱ（１）４　委託事項２", "封入", "（削除）")])
    )
    assert told(gone) == []


def test_a_field_that_was_not_read_is_neither_missing_nor_is_its_row_wrong() -> None:
    unread = [
        one if one.path != "Ⅰ.7.①" else evolve(one, filled=Filled("", unread=("部署",))) for one in town()
    ]
    assert told(check(OLD, form(unread, [OLD_ROW, CONTRACTOR]))) == [("idle", "", 2)]
    found = check(OLD, form(unread, [OLD_ROW, ("Ⅰ－７　①部署", "市民課", "窓口課")]))
    assert told(found) == [("unread", "", 2)]


def test_beside_a_row_whose_field_nobody_knows_a_difference_may_have_its_row() -> None:
    new = town(office="窓口課", contractor="しおさい情報")
    lost = table(FULL, [OLD_ROW, ("", "", "")])
    lost = [evolve(c, filled=Filled("", lost=True)) if c.path == "別添3.変更2.項目" else c for c in lost]
    found = check(OLD, form([*new, *lost]))
    assert told(found) == [
        ("unsure", "Ⅰ.7.①", 0),
        ("unsure", "Ⅱ.ファイル1.4.委託事項1.⑥", 0),
        ("unread", "", 2),
    ]
    elsewhere = check(OLD, form(new, [OLD_ROW, ("Ⅱ（１）９ 番号の違う欄", "甲乙丙丁戊", "己庚辛壬癸")]))
    assert told(elsewhere)[:2] == [("missing", "Ⅰ.7.①", 0), ("unsure", "Ⅱ.ファイル1.4.委託事項1.⑥", 0)]


@pytest.mark.parametrize("item", ["（別紙１）提供先一覧 12 提供先", "Ⅰ－７　①部署"])
def test_a_row_that_is_known_to_be_elsewhere_makes_no_other_difference_unsure(item: str) -> None:
    """A row of an annex, and one on a field that was not read."""
    new = [
        one if one.path != "Ⅰ.7.①" else evolve(one, filled=Filled("", unread=("部署",)))
        for one in town(contractor="しおさい情報")
    ]
    found = told(check(OLD, form(new, [OLD_ROW, (item, "甲乙丙丁戊", "己庚辛壬癸")])))
    assert found == [("missing", "Ⅱ.ファイル1.4.委託事項1.⑥", 0), ("unread", "", 2)]


def test_where_no_row_was_read_nobody_knows_whether_there_is_one() -> None:
    new = form(town(office="窓口課"))
    assert check_table(OLD, new, compare_printed(OLD, new)) is None


def test_where_the_older_table_was_not_read_its_rows_are_those_up_to_its_day_of_publication() -> None:
    old = form([one if one.path != "表紙.公表日" else cell("表紙.公表日", "令和9年4月1日") for one in town()])
    assert check(old, form(town(), [OLD_ROW])).rows == ()


def item(one: Cell) -> str:
    """The 項目 of a field as officers print it: Ⅱ（1）４．委託事項1 ⑥委託先名."""
    address = one.address
    chapter, *parts = address.without_file.place.split(".")
    number = f"（{address.file.removeprefix('ファイル')}）" if address.file else ""
    inner = "　".join(part for part in parts[1:] if part[0] in "①②③④⑤⑥⑦⑧⑨⑩" or part.startswith("リスク"))
    counted = f"{one.field.counted}{address.number}" if one.field.counted else ""
    section = f"{parts[0]}．" if parts else ""
    return f"{chapter}{number}{section}{counted}　{inner}{one.field.label.rpartition('／')[2].lstrip('①②③④⑤⑥⑦⑧⑨⑩')}"


@pytest.mark.slow
@pytest.mark.parametrize("printed", ["xlsx", "html"])
@pytest.mark.parametrize("kind", [FormKind.FULL, FormKind.PRIORITY])
@pytest.mark.parametrize("seed", range(2))
def test_of_printed_documents_exactly_the_rows_that_were_left_out_are_missing(
    seed: int, kind: FormKind, printed: str
) -> None:
    """Two revisions printed and read; some of the fields that were rewritten have a row in the newer one's table."""
    random = seed_random(100 * SEEDS[kind] + seed)
    made = [one for one in make_form(kind, random).cells if one.field.counted != "変更"]
    fields = [
        one
        for one in made
        if one.field.kind is FieldKind.TEXT
        and one.text
        and one.field.full not in NAMES
        and one.address.chapter in "ⅠⅡⅢⅤ"
        and not one.field.is_of_procedure
    ]
    new = {
        one.path: f"{one.text}\n第{n}号の規程により改めた。"
        for n, one in enumerate(random.sample(fields, 8), 1)
    }
    written = [one for one in made if one.path in new]
    rowed, left_out = written[::2], written[1::2]
    rows = [(item(one), one.text, new[one.path]) for one in rowed]
    after = [
        evolve(one, filled=Filled(new.get(one.path, one.text))) if one.path in new else one for one in made
    ]
    press: Printer = PRINTERS[printed]
    old, now = (
        read_printed(f"{name}.{printed}", press(print_form(form(cells, [OLD_ROW, *listed], kind)))).form
        for name, cells, listed in (("old", made, []), ("new", after, rows))
    )
    found = check(old, now)
    unread = {str(address) for address in compare_printed(old, now).unread}
    missing = {one.change.path for one in found.unmatched if one.change}
    assert missing == {one.path for one in left_out} - unread, told(found)
    assert not found.of(Matter.DIFFERS)
    assert not found.of(Matter.IDLE)
