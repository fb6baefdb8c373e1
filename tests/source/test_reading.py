"""A form printed as a document and read again is the form: what is claimed is right, and what is unknown stays so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, CellOrigin, Filled, Form
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind
from piaflow.proposals.projecting import project
from piaflow.store.load import load
from tests.once import load_once
from tests.source.judging import Claim, judge, read_printed
from tests.source.printing import (
    ORDERLY,
    PDF_LAYOUTS,
    TEXT_LAYOUTS,
    Sheet,
    print_form,
    to_cut_text,
    to_html,
    to_paragraphs,
    to_pdf,
    to_spanned_html,
    to_table,
    to_text,
    to_xlsx,
)
from tests.source.random_forms import make_form, seed_random

FIXTURES = Path(__file__).parents[1] / "fixtures"
MINATO = load_once(FIXTURES / "minato.yaml")
SCRAMBLED = [layout for layout in TEXT_LAYOUTS if layout not in ORDERLY]
KINDS = [FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC]
MOST_WRONG = 0.01
LEAST_CUT = 0.87
"""Of the fields and boxes of a text layer whose pages are cut anywhere; a row of 変更箇所 that a page cuts is not read."""
LEAST_READ = 0.9
"""Of the fields and boxes of an orderly text layer; in the cells of a table all are read."""


def _print_some(kind: FormKind, count: int) -> Iterator[tuple[Form, tuple[Sheet, ...], Random]]:
    for seed in range(count):
        random = seed_random(seed)
        form = make_form(kind, random)
        yield form, print_form(form), random


def _wrong(claims: tuple[Claim, ...]) -> list[Claim]:
    return [claim for claim in claims if claim.is_wrong]


def _share_read(claims: tuple[Claim, ...]) -> float:
    return sum(claim.is_right for claim in claims) / len(claims)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", sorted(ORDERLY))
def test_an_orderly_text_layer_is_read_without_a_wrong_claim(kind: FormKind, layout: str) -> None:
    for form, sheets, random in _print_some(kind, 3):
        claims = judge(form, read_printed("town.txt", to_text(sheets, layout, random)))
        assert not _wrong(claims)
        assert _share_read(claims) >= LEAST_READ


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", SCRAMBLED)
def test_of_a_scrambled_text_layer_hardly_a_claim_is_wrong(kind: FormKind, layout: str) -> None:
    claims = tuple(
        claim
        for form, sheets, random in _print_some(kind, 4)
        for claim in judge(form, read_printed("town.txt", to_text(sheets, layout, random)))
    )
    claimed = sum(claim.read is not None for claim in claims)
    assert len(_wrong(claims)) <= MOST_WRONG * claimed
    assert claimed > len(claims) / 3


@pytest.mark.slow
@pytest.mark.parametrize("layout", SCRAMBLED)
@pytest.mark.parametrize("seed", range(2))
def test_of_ten_systems_in_a_layer_in_no_order_and_without_blank_lines_nothing_is_wrong(
    seed: int, layout: str
) -> None:
    """Ten labels of one name, each followed by words that may be of any: what cannot be told is unread."""
    form = make_form(FormKind.FULL, seed_random(seed), systems=10)
    printed = to_text(print_form(form), layout, seed_random(seed))
    raw = "\n".join(line for line in printed.split("\n") if line.strip())
    claims = [claim for claim in judge(form, read_printed("raw.txt", raw)) if claim.path.startswith("Ⅰ.2.")]
    assert [claim for claim in claims if claim.is_wrong] == []
    assert sum(claim.is_right for claim in claims) * 4 > len(claims)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dotted", [False, True])
def test_a_workbook_is_read_whole(kind: FormKind, dotted: bool) -> None:
    for form, sheets, _ in _print_some(kind, 2):
        claims = judge(form, read_printed("town.xlsx", to_xlsx(sheets, dotted=dotted)))
        assert [claim for claim in claims if not claim.is_right] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_tabs_is_read_whole(kind: FormKind) -> None:
    for form, sheets, _ in _print_some(kind, 2):
        claims = judge(form, read_printed("town.txt", to_table(sheets)))
        assert [claim for claim in claims if not claim.is_right] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_of_a_page_of_html_only_empty_check_boxes_are_not_read(kind: FormKind) -> None:
    """A converter may have lost the state of a check box that is not checked."""
    for form, sheets, _ in _print_some(kind, 2):
        claims = judge(form, read_printed("town.html", to_html(sheets)))
        left = [claim for claim in claims if not claim.is_right]
        assert all(claim.read is None and "：" in claim.path and not claim.truth for claim in left)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", PDF_LAYOUTS)
def test_a_printed_pdf_is_read_whole(kind: FormKind, layout: str) -> None:
    for form, sheets, _ in _print_some(kind, 2):
        claims = judge(form, read_printed("town.pdf", to_pdf(sheets, layout)))
        assert [claim for claim in claims if not claim.is_right] == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_that_an_office_prints_is_read_without_a_wrong_claim(tmp_path: Path) -> None:
    form = make_form(FormKind.PRIORITY, seed_random(1))
    workbook = tmp_path / "town.xlsx"
    workbook.write_bytes(to_xlsx(print_form(form)))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(workbook)]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run([*command, profile], check=True, capture_output=True, timeout=240)
    claims = judge(form, read_printed("town.pdf", (tmp_path / "town.pdf").read_bytes()))
    assert not _wrong(claims)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["minato", "minato-konbini"])
@pytest.mark.parametrize("layout", TEXT_LAYOUTS)
def test_the_forms_of_the_fixtures_come_back(name: str, layout: str) -> None:
    form = project(load(FIXTURES / f"{name}.yaml"))
    claims = judge(form, read_printed("town.txt", to_text(print_form(form), layout, seed_random(1))))
    assert not _wrong(claims)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("most", [25, 38])
def test_words_that_the_end_of_a_page_cuts_are_not_read_as_whole(kind: FormKind, most: int) -> None:
    claims = [
        claim
        for form, sheets, random in _print_some(kind, 4)
        for claim in judge(form, read_printed("town.txt", to_cut_text(sheets, random, most)))
    ]
    assert len(_wrong(tuple(claims))) <= MOST_WRONG * len(claims)
    assert _share_read(tuple(claim for claim in claims if ".変更" not in claim.path)) >= LEAST_CUT


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lay_out", [to_spanned_html, to_paragraphs])
def test_a_page_of_html_with_spans_or_with_paragraphs_is_read_whole(
    kind: FormKind, lay_out: Callable[[Sequence[Sheet]], str]
) -> None:
    for form, sheets, _ in _print_some(kind, 2):
        claims = judge(form, read_printed("town.html", lay_out(sheets)))
        assert [claim for claim in claims if not claim.is_right] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shared", ["\n", "　"])
def test_a_workbook_in_which_labels_and_words_share_a_cell_is_read_whole(kind: FormKind, shared: str) -> None:
    for form, sheets, _ in _print_some(kind, 1):
        claims = judge(form, read_printed("town.xlsx", to_xlsx(sheets, shared=shared)))
        assert [claim for claim in claims if not claim.is_right] == []


@pytest.mark.slow
def test_words_that_fill_more_than_a_page_of_rules_are_read_whole() -> None:
    """The page in the middle has walls, and no rule across them."""
    form = make_form(FormKind.PRIORITY, seed_random(1))
    tall = "\n".join(f"・第{n}の棚の控えを数える。" for n in range(1, 161))
    cells = tuple(
        evolve(cell, filled=Filled(tall))
        if cell.address.place in ("Ⅰ.1.②", "別添2.変更{k}.変更後の記載")
        else cell
        for cell in form.cells
    )
    long = Form(form.kind, cells)
    claims = judge(long, read_printed("town.pdf", to_pdf(print_form(long), "高い行")))
    assert [claim for claim in claims if not claim.is_right] == []


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["〇", "◯", "●", "レ", "✓", "☑", "■"])
def test_a_box_is_ticked_with_any_sign(sign: str) -> None:
    form = make_form(FormKind.PRIORITY, seed_random(2))
    claims = judge(form, read_printed("town.tsv", to_table(print_form(form)).replace("[ ○ ]", f"[ {sign} ]")))
    assert [claim for claim in claims if not claim.is_right] == []
    text = to_text(print_form(form), "順", seed_random(2)).replace("[ ○ ]", f"[{sign}]")
    assert not _wrong(judge(form, read_printed("town.txt", text)))


def test_a_document_says_of_which_form_it_is() -> None:
    for kind in KINDS:
        form = make_form(kind, seed_random(5))
        assert read_printed("town.txt", to_table(print_form(form))).form.kind is kind


def test_a_field_that_the_document_leaves_blank_is_blank() -> None:
    form = make_form(FormKind.FULL, seed_random(2))
    empty = Form(form.kind, tuple(evolve(cell, filled=type(cell.filled)()) for cell in form.cells))
    for printed in (to_table(print_form(empty)), to_text(print_form(empty), "順", seed_random(2))):
        told = [cell for cell in read_printed("town.txt", printed).form.cells if cell.text]
        assert [cell for cell in told if cell.field.kind is not FieldKind.REFERENCE] == []


def test_boxes_that_the_print_has_lost_stay_unread() -> None:
    form = project(MINATO)
    unread = ((cell, name) for cell in form.cells for name in cell.filled.unread)
    lost = {(cell.path, name) for cell, name in unread if name in cell.field.boxes}
    read = {cell.path: cell for cell in read_printed("town.txt", to_table(print_form(form))).form.cells}
    assert lost
    for path, name in lost:
        assert read[path].origin is CellOrigin.UNREAD or name in read[path].filled.unread


def test_every_value_says_where_it_stands() -> None:
    form = make_form(FormKind.FULL, seed_random(3))
    printed = to_text(print_form(form), "順", seed_random(3))
    lines = printed.split("\n")
    for cell in read_printed("town.txt", printed).form.cells:
        if cell.text and cell.field.kind is FieldKind.TEXT:
            shown = "\n".join(lines[n - 1] for span in cell.spans for n in range(span.first, span.last + 1))
            assert all(line in shown for line in cell.text.split("\n"))


def test_a_document_that_names_no_file_is_of_one() -> None:
    form = make_form(FormKind.FULL, seed_random(1))
    named = ("Ⅱ.1", "Ⅲ.1")
    rest = Form(form.kind, tuple(c for c in form.cells if c.address.place not in named))
    one = Form(rest.kind, tuple(c for c in rest.cells if c.address.file in ("", "ファイル1")))
    claims = judge(one, read_printed("town.txt", to_table(print_form(one))))
    assert [claim for claim in claims if not claim.is_right] == []


REMARKS = """（備考）
１．届出の受付に関する事務
　１－①．住民より届出を受け付ける。
　１－②．窓口端末に届出の内容を入力する（※特定個人情報を含まない）。
３．委託
（別添の手順書を参照）
　３－①．受託者へ帳票の作成を依頼する。"""
PRINTS: dict[str, Callable[[Sequence[Sheet]], str | bytes]] = {
    "town.txt": lambda sheets: to_text(sheets, "順", seed_random(1)),
    "feeds.txt": lambda sheets: to_text(sheets, "改頁記号", seed_random(1)),
    "table.txt": to_table,
    "town.html": to_html,
    "town.xlsx": lambda sheets: to_xlsx(sheets, dotted=False),
    "town.pdf": lambda sheets: to_pdf(sheets, PDF_LAYOUTS[0]),
}


def test_what_stands_below_two_headings_of_the_drawing_is_told_once() -> None:
    form = make_form(FormKind.FULL, seed_random(1))
    drawn = Cell(Address(FormKind.FULL, "別添1"), Filled(f"{REMARKS}\n（別添1） 事務の内容\n{REMARKS}"))
    twice = Form(form.kind, tuple(sorted((*form.cells, drawn), key=lambda cell: cell.address)))
    read = read_printed("feeds.txt", PRINTS["feeds.txt"](print_form(twice)))
    lines = read.values[Address(FormKind.FULL, "別添1")].lines
    assert len({line.number for line in lines}) == len(lines)
    assert [line.text.strip() for line in lines if line.text.strip()] == [
        line.strip() for line in (REMARKS + "\n" + REMARKS).splitlines()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", PRINTS)
def test_the_remarks_of_the_drawing_are_read_line_by_line(name: str) -> None:
    form = make_form(FormKind.FULL, seed_random(1))
    drawn = Cell(Address(FormKind.FULL, "別添1"), Filled(REMARKS))
    with_remarks = Form(form.kind, tuple(sorted((*form.cells, drawn), key=lambda cell: cell.address)))
    read = read_printed(name, PRINTS[name](print_form(with_remarks)))
    told = {cell.path: cell for cell in read.form.cells}["別添1"]
    lines = [line.strip() for line in told.text.splitlines() if line.strip()]
    assert lines == [line.strip() for line in REMARKS.splitlines()]
    assert told.spans
    assert not _wrong(judge(with_remarks, read))


def test_a_number_alone_in_a_cell_is_no_page() -> None:
    form = make_form(FormKind.PRIORITY, seed_random(1))
    number = Address(FormKind.PRIORITY, "表紙.評価書番号")
    cells = tuple(evolve(c, filled=Filled("1")) if c.address == number else c for c in form.cells)
    for printed, name in (
        (to_table, "town.txt"),
        (lambda sheets: to_pdf(sheets, PDF_LAYOUTS[0]), "town.pdf"),
    ):
        read = read_printed(name, printed(print_form(Form(form.kind, cells))))
        assert {cell.path: cell.text for cell in read.form.cells}["表紙.評価書番号"] == "1"


@pytest.mark.parametrize("layout", ["値が先", "散乱"])
def test_words_that_may_be_of_either_field_leave_it_unread_and_not_blank(layout: str) -> None:
    form = make_form(FormKind.FULL, seed_random(3))
    read = read_printed("town.txt", to_text(print_form(form), layout, seed_random(3)))
    words = {cell.path for cell in form.cells if cell.text and cell.field.kind is FieldKind.TEXT}
    origins = {cell.origin for cell in read.form.cells if cell.path in words and not cell.text}
    assert origins == {CellOrigin.UNREAD}


@pytest.mark.parametrize(
    ("beside", "read"),
    [
        ("みなと市長", ""),
        ("控え471を書庫に置く。", ""),
        ("令和6年度の届出の控えを置く。", ""),
        ("令和6(cid:12)1月5日", ""),
        ("令和\ufffd年1月5日", ""),
        *(
            (day, day)
            for day in ("令和６年１月５日", "R6.1.5", "2024/1/5", "令和六年一月五日", "令和元年5月予定")
        ),
    ],
)
def test_words_without_a_day_are_no_day(beside: str, read: str) -> None:
    rows = [
        "評価書番号\t1\t評価書名\t給付事務 全項目評価書",
        "評価実施機関名\tみなと市長",
        f"公表日\t{beside}",
    ]
    rows += ["Ⅰ 基本情報", "①事務の名称\t給付事務", "②事務の内容\t給付する。"]
    cell = read_printed("town.tsv", "\n".join(rows)).form.cell("表紙.公表日")
    assert cell.text == read
    assert cell.origin is (CellOrigin.PRINTED if read else CellOrigin.UNREAD)
