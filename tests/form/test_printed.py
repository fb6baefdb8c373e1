"""Two documents that were read: what they print otherwise is told, and nothing of what only looks otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.printed import PrintedChanges, compare_printed
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind
from tests.source.judging import read_printed
from tests.source.printing import Sheet, print_form, to_html, to_text, to_xlsx
from tests.source.random_forms import make_form, seed_random

FULL = FormKind.FULL
MORE = "令和9年に改めた文である。"
SEEDS = {kind: seed for seed, kind in enumerate(FormKind)}
NAMES = ("Ⅱ.1", "Ⅲ.1")
Printer = Callable[[Sequence[Sheet]], str | bytes]


def _to_lines(sheets: Sequence[Sheet]) -> str:
    return to_text(sheets, "改頁記号", Random(1))  # noqa: S311 - no secret


PRINTERS: dict[str, Printer] = {"xlsx": to_xlsx, "html": to_html, "txt": _to_lines}


def compare(old: Form, new: Form, *kinds: str) -> PrintedChanges:
    before, after = (
        read_printed(f"{name}.{kind}", PRINTERS[kind](print_form(form)))
        for name, form, kind in zip(("old", "new"), (old, new), kinds * 2, strict=False)
    )
    return compare_printed(before.form, after.form)


def rewrite(form: Form, random: Random, count: int) -> tuple[Form, set[str]]:
    """A form in which some texts end with a sentence more, and their paths."""
    written = [
        c.path
        for c in form.cells
        if c.field.kind is FieldKind.TEXT
        and c.text
        and c.field.counted != "変更"
        and c.field.full not in NAMES
    ]
    paths = set(random.sample(written, count))
    cells = (evolve(c, filled=Filled(f"{c.text}\n{MORE}")) if c.path in paths else c for c in form.cells)
    return evolve(form, cells=tuple(cells)), paths


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize("printed", PRINTERS)
def test_what_is_rewritten_is_told_and_nothing_else(printed: str, kind: FormKind) -> None:
    random = seed_random(SEEDS[kind])
    form = make_form(kind, random)
    new, paths = rewrite(form, random, 5)
    told = compare(form, new, printed)
    assert {change.path for change in told.changes} == paths
    assert {(change.before, change.after) for change in told.changes} == {("", MORE)}


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [("xlsx", "html"), ("xlsx", "txt"), ("html", "txt")])
def test_one_document_in_two_files_prints_the_same(kinds: tuple[str, str]) -> None:
    form = make_form(FULL, seed_random(1))
    assert compare(form, form, *kinds).changes == ()


def cell(path: str, text: str, **more: object) -> Cell:
    return Cell(Address.parse(path, FULL), Filled(text, **more))  # type: ignore[arg-type]


def form(*cells: Cell) -> Form:
    return Form(FULL, tuple(sorted(cells, key=lambda one: one.address)))


def systems(*names: str) -> list[Cell]:
    return [
        one
        for n, name in enumerate(names, 1)
        for one in (cell(f"Ⅰ.2.システム{n}.①", name), cell(f"Ⅰ.2.システム{n}.②", f"{name}の機能"))
    ]


def paths(told: PrintedChanges) -> list[str]:
    return [change.path for change in told.changes]


def test_a_system_put_in_before_others_is_the_only_change() -> None:
    (change,) = compare_printed(form(*systems("甲", "乙")), form(*systems("新", "甲", "乙"))).changes
    assert (change.path, change.before, change.is_block) == ("Ⅰ.2.システム1", "", True)
    (gone,) = compare_printed(form(*systems("甲", "乙", "丙")), form(*systems("甲", "丙"))).changes
    assert (gone.path, gone.after) == ("Ⅰ.2.システム2", "")
    assert compare_printed(form(*systems("甲", "乙")), form(*systems("乙", "甲"))).changes == ()


def test_a_system_of_one_number_under_another_name_is_renamed() -> None:
    assert paths(compare_printed(form(*systems("甲", "乙")), form(*systems("甲", "丙")))) == [
        "Ⅰ.2.システム2.①",
        "Ⅰ.2.システム2.②",
    ]


def files(*names: str) -> list[Cell]:
    return [
        one
        for n, name in enumerate(names, 1)
        for one in (
            cell(f"Ⅱ.ファイル{n}.1", name),
            cell(f"Ⅱ.ファイル{n}.4.委託事項1", f"{name}の保守"),
            cell(f"Ⅱ.ファイル{n}.6.③", f"{name}を消す。"),
        )
    ]


def test_files_in_another_order_are_the_same_and_one_more_is_told_with_its_entries() -> None:
    assert compare_printed(form(*files("甲", "乙")), form(*files("乙", "甲"))).changes == ()
    told = compare_printed(form(*files("甲", "乙")), form(*files("丙", "甲", "乙")))
    assert paths(told) == ["Ⅱ.ファイル1", "Ⅱ.ファイル1.4.委託事項1"]


def test_typing_and_broken_lines_are_no_change() -> None:
    old, new = (
        cell("Ⅳ.3", "ＩＣカードで\n認証する。\n記録する。"),
        cell("Ⅳ.3", "ICカードで認証\nする。 記録する。"),
    )
    assert compare_printed(form(old), form(new)) == PrintedChanges()
    (change,) = compare_printed(form(old), form(cell("Ⅳ.3", "ICカードで認\n証する。\n印を押す。"))).changes
    assert (change.before, change.after) == ("記録する。", "印を押す。")


def test_what_one_of_the_two_could_not_be_read_of_is_no_change() -> None:
    there, blank = cell("Ⅳ.3", "対策。"), cell("Ⅳ.3", "")
    assert paths(compare_printed(form(there), form(blank))) == ["Ⅳ.3"]
    unread = cell("Ⅳ.3", "", unread=("対策",))
    for told in (
        compare_printed(form(there), form()),
        compare_printed(form(), form(there)),
        compare_printed(form(there), form(unread)),
        compare_printed(form(unread), form(there)),
    ):
        assert (told.changes, [str(address) for address in told.unread]) == ((), ["Ⅳ.3"])


def test_boxes_that_nobody_read_are_no_change_and_ticks_are() -> None:
    box = Address.parse("Ⅰ.2.システム1.③", FULL)
    assert box.field.kind in BOXED
    name = systems("甲")
    ticked, other = cell(str(box), "［○］宛名システム等"), cell(str(box), "［○］税務システム")
    assert paths(compare_printed(form(*name, ticked), form(*name, other))) == [str(box)]
    half = cell(str(box), "［○］税務システム", unread=("宛名システム等",))
    assert compare_printed(form(*name, ticked), form(*name, half)).unread == (box,)
    beside, bare = cell(str(box), "［○］その他（県）"), cell(str(box), "［○］その他")
    assert compare_printed(form(*name, beside), form(*name, bare)).unread == (box,)


def test_rows_of_the_change_table_tell_of_changes_and_are_none() -> None:
    row = cell("別添3.変更1.項目", "公表日")
    assert compare_printed(form(), form(row)) == PrintedChanges()
