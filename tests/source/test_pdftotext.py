"""A printed form through pdftotext, in each of its ways to lay out a page: hardly a claim is wrong."""

from __future__ import annotations

import shutil
import subprocess
from itertools import product
from pathlib import Path
from random import Random

import pytest

from piaflow.domain.choices import FormKind
from piaflow.source.labels import find_labels, unwrap_labels
from piaflow.source.page import Line, Part
from piaflow.source.tables import Row as TableRow
from piaflow.source.tables import find_changes
from piaflow.source.text import read_text
from tests.source.judging import judge, read_printed
from tests.source.printing import CHANGES, Row, Sheet, print_form, to_pdf
from tests.source.random_forms import make_form, seed_random
from tests.source.test_damage import MOST_WRONG, count
from tests.source.test_rivals import COVER

EXTRACTOR = shutil.which("pdftotext")
FORMS = 4
LEAST_RIGHT = {"": 0.8, "-raw": 0.9, "-layout": 0.98}
"""Of the fields of the form, those of 変更箇所 aside: so many are right."""


@pytest.mark.slow
@pytest.mark.skipif(EXTRACTOR is None, reason="no pdftotext to take the text of a PDF with")
@pytest.mark.parametrize("way", LEAST_RIGHT)
def test_what_pdftotext_gives_of_a_printed_form_is_read_right_or_not(way: str, tmp_path: Path) -> None:
    wrong = told = right = fields = 0
    for seed in range(1, FORMS + 1):
        form = make_form(FormKind.FULL, seed_random(seed))
        (tmp_path / "a.pdf").write_bytes(to_pdf(print_form(form), "罫線"))
        command = [str(EXTRACTOR), *way.split(), str(tmp_path / "a.pdf"), "-"]
        text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
        claims = judge(form, read_printed("town.txt", text))
        foreign, claimed = count(claims)
        wrong += foreign
        told += claimed
        others = [claim for claim in claims if not claim.path.startswith("別添3")]
        right += sum(claim.is_right for claim in others)
        fields += len(others)
    assert wrong <= MOST_WRONG * told
    assert right >= LEAST_RIGHT[way] * fields


ITEMS = (
    "Ⅱ特定個人情報ファイルの概要\n⑥事務担当部署",
    "Ⅰ－７ ①部署",
    "Ⅳその他のリスク対策 １．①自己点検",
    "別紙１",
    "Ⅱ－４ 委託事項4の⑥委託先名",
    "（別添２）特定個人情報ファイル記録項目",
)
ODD_ITEMS = (
    "様式全体",
    "全ての項目",
    "文言の整理",
    "システムの名称",
    "委託先の名",
    "（様式）",
    "同上",
    "別添２ 図",
)
"""項目 that begin with no chapter, mostly."""
ROWS, TABLES = 24, 6
LEAST_WHOLE = {"": 0.1, "-raw": 0.0, "-layout": 0.85}
"""Of the rows of 変更箇所 in columns of eight characters: so many have what stood before and what stands after."""


def _invent_change(random: Random, lacking: float = 0.08, items: tuple[str, ...] = ITEMS) -> tuple[str, ...]:
    """A row of 変更箇所; some lack their day, their timing, or what stood before or stands after."""
    who = random.choice(("市民課の窓口", "税務課の係", "支所", "健康推進課の長", "本庁の担当係"))
    before = f"{who}は、{random.randint(10, 99)}件までの届出の写しを書庫に入れる。"
    after = random.choice(
        (
            f"{before}終わったら、台帳に記入する。",
            before.replace("は、", "とその長は、"),
            f"{random.randint(100, 999)}番の棚",
        )
    )
    before, after = random.choice(
        (*[(before, after)] * 6, ("（新規）", after), ("", after), (before, "（削除）"), (before, ""))
    )
    day = f"令和{random.randint(2, 8)}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
    timing = random.choice(("事前", "事後"))
    day, timing = (text if random.random() > lacking else "" for text in (day, timing))
    return (
        day,
        random.choice(items),
        before,
        after,
        timing,
        random.choice(("", "同上", "重要な変更に当たらない。")),
    )


def _read_changes(truth: list[tuple[str, ...]], way: str, folder: Path) -> tuple[TableRow, ...]:
    """The rows that are read of a table that is printed and taken from the PDF."""
    (folder / "a.pdf").write_bytes(to_pdf([Sheet((Row("（別添３）変更箇所"),), tuple(truth))], "罫線"))
    command = [str(EXTRACTOR), *way.split(), str(folder / "a.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    source = read_text("a", text, 0)
    return find_changes(source, Part(None, "", 1, source.lines[-1].number)).rows


def _judge_cells(row: TableRow, own: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is read of each cell, and what it has."""
    return [
        ("".join(row.text(name).split()), "".join(one.split()))
        for name, one in zip(CHANGES, own, strict=True)
    ]


@pytest.mark.slow
@pytest.mark.skipif(EXTRACTOR is None, reason="no pdftotext to take the text of a PDF with")
@pytest.mark.parametrize("way", LEAST_WHOLE)
def test_hardly_a_cell_of_a_printed_table_of_changes_is_wrong(way: str, tmp_path: Path) -> None:
    wrong = told = whole = 0
    for seed in range(TABLES):
        random = seed_random(seed)
        truth = [_invent_change(random) for _ in range(ROWS)]
        for row, own in zip(_read_changes(truth, way, tmp_path), truth, strict=False):
            cells = _judge_cells(row, own)
            told += sum(bool(read) for read, _ in cells)
            wrong += sum(read not in ("", one) for read, one in cells)
            whole += cells[2][0] == cells[2][1] and cells[3][0] == cells[3][1] and not row.unread
    assert wrong <= MOST_WRONG * told
    assert whole >= LEAST_WHOLE[way] * ROWS * TABLES


@pytest.mark.slow
@pytest.mark.skipif(EXTRACTOR is None, reason="no pdftotext to take the text of a PDF with")
@pytest.mark.parametrize("way", LEAST_WHOLE)
def test_a_row_that_may_be_untold_shifts_no_other(way: str, tmp_path: Path) -> None:
    """Of rows without a day, and without a chapter in their 項目, many are not counted."""
    wrong = told = 0
    for seed, lacking in product(range(TABLES), (0.02, 0.08, 0.25)):
        random = seed_random(seed)
        truth = [_invent_change(random, lacking, (*ITEMS, *ODD_ITEMS)) for _ in range(ROWS)]
        for row, own in zip(_read_changes(truth, way, tmp_path), truth, strict=False):
            cells = _judge_cells(row, own)
            told += sum(bool(read) for read, _ in cells)
            wrong += sum(read not in ("", one) for read, one in cells)
    assert wrong <= MOST_WRONG * told


def _unwrap(text: str) -> list[str]:
    group = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    (told,) = unwrap_labels(FormKind.FULL, (group,))
    return [" ".join(line.text.split()) for line in told]


def test_a_label_is_whole_that_wraps_beside_lines_of_its_words() -> None:
    assert _unwrap(
        "必要な情報以外を入手するこ       届出の控えを施錠した書庫に置き、係の長が確かめ\n"
        "とを防止するための措置の内       る。\n"
        "容 ※"
    ) == [
        "必要な情報以外を入手することを防止するための措置の内容 ※ 届出の控えを施錠した書庫に置き、係の長が確かめ",
        "る。",
        "",
    ]


def test_the_star_of_a_label_that_stands_below_it_is_no_word() -> None:
    assert _unwrap(
        "リスクに対する措置の内容        ・控えを置く。\n※                   ・控えを数える。"
    ) == [
        "リスクに対する措置の内容※ ・控えを置く。",
        "・控えを数える。",
    ]


WORK = """Ⅰ　基本情報

１．特定個人情報ファイルを取り扱う事務
①事務の名称
②事務の内容

{}

③対象人数
{}
２．特定個人情報ファイルを取り扱う事務において使用するシステム
"""


def test_words_below_two_labels_may_be_of_either_where_others_have_strayed() -> None:
    page = WORK.format(
        "届出の事務", "\n窓口で届出を受け付けて、台帳に記入する。\n\n[ 1,000人以上1万人未満 ]\n"
    )
    cells = {cell.path: cell for cell in read_printed("town.txt", f"{COVER}\n\f{page}").form.cells}
    assert not cells["Ⅰ.1.②"].text
    page = WORK.format("窓口で届出を受け付けて、台帳に記入する。", "[ 1,000人以上1万人未満 ]\n")
    cells = {cell.path: cell for cell in read_printed("town.txt", f"{COVER}\n\f{page}").form.cells}
    assert cells["Ⅰ.1.②"].text == "窓口で届出を受け付けて、台帳に記入する。"


def test_the_number_of_a_chapter_that_stands_alone_is_no_word() -> None:
    page = "Ⅰ　基本情報\n\n７．評価実施機関における担当部署\n\n①部署 市民課\n\n②所属長の役職名\n\nⅡ\n"
    cells = {cell.path: cell for cell in read_printed("town.txt", f"{COVER}\n\f{page}").form.cells}
    assert cells["Ⅰ.7.②"].text == ""


@pytest.mark.parametrize("end", ["る。", "。", "ている。"])
def test_the_end_of_a_word_above_a_label_is_no_part_of_that(end: str) -> None:
    rows = (
        "届出の控えを鍵のかかる書庫に入れておき、月に一度、その数を確かめ",
        end,
        "その他の措置の内容 ※ 控えを置く。",
    )
    group = tuple(Line(row, number) for number, row in enumerate(rows))
    assert [label.first for label in find_labels(FormKind.FULL, (group,))] == [2]
