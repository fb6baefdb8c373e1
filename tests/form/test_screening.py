"""The screening stands in each form: a chapter of its own in 様式2, under 評価実施手続 in the others."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FormKind, HandlerBand, ScreeningResult, SubjectBand, Timing
from piaflow.domain.entries import Count, Entrustment, Use
from piaflow.domain.nodes import File, System
from piaflow.domain.records import Revision, Screening, Text
from piaflow.domain.span import Span
from piaflow.form.comparing import compare
from piaflow.form.form import Form
from piaflow.law.forms import FieldKind
from piaflow.proposals.projecting import project
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures/minato.yaml")
BARE = Overview("丙市長", "就学援助に関する事務", form=FormKind.BASIC)
LINES = (Span("900", 7, 9),)
AT = {FormKind.BASIC: "Ⅲ", FormKind.PRIORITY: "Ⅴ.1.②", FormKind.FULL: "Ⅵ.1.②"}


def _written_on(form: FormKind, **told: Any) -> Assessment:
    return evolve(MINATO, overview=evolve(MINATO.overview, form=form, **told))


def _screened(form: FormKind, screening: Screening) -> Form:
    return project(_written_on(form, screening=screening))


@pytest.mark.parametrize("accident", list(Certainty))
@pytest.mark.parametrize("result", list(ScreeningResult))
def test_the_basic_form_holds_the_accident_and_the_bare_result(
    accident: Certainty, result: ScreeningResult
) -> None:
    form = _screened(FormKind.BASIC, Screening("2025-06-02", result, accident, LINES))
    told = {Certainty.YES: "発生あり", Certainty.NO: "発生なし", Certainty.UNKNOWN: ""}[accident]
    assert (form.cell("Ⅱ.3").text, form.cell("Ⅱ.3").spans) == (told, LINES if told else ())
    assert form.cell("Ⅲ").stated == ("" if result is ScreeningResult.UNKNOWN else result.value)
    highest = result is ScreeningResult.FULL
    assert form.cell("Ⅳ.1").text == ("基礎項目評価書及び全項目評価書" if highest else "")


@pytest.mark.parametrize(
    ("form", "free"),
    [
        (FormKind.BASIC, ()),
        (FormKind.PRIORITY, (ScreeningResult.NONE, ScreeningResult.BASIC)),
        (FormKind.FULL, (ScreeningResult.NONE, ScreeningResult.BASIC, ScreeningResult.PRIORITY)),
    ],
)
@pytest.mark.parametrize("result", list(ScreeningResult))
def test_only_a_form_above_the_obliged_one_is_written_freely(
    form: FormKind, free: tuple[ScreeningResult, ...], result: ScreeningResult
) -> None:
    text = _screened(form, Screening(result=result)).cell(AT[form]).text
    assert ("任意に" in text) == (result in free)


def _file(own: HandlerBand, contractor: HandlerBand | None = None) -> File:
    entry = Entrustment("委託事項1", handlers=contractor or own, subentrusted=Certainty.NO)
    return File(
        "受給者台帳", "就学援助システム", use=Use(users=own), entrustments=(entry,) if contractor else ()
    )


@pytest.mark.parametrize(
    ("own", "contractor", "text"),
    [
        (HandlerBand.UNDER_1K, None, "500人以上"),
        (HandlerBand.UNDER_10, HandlerBand.OVER_1K, "500人以上"),
        (HandlerBand.UNDER_100, HandlerBand.UNDER_100, "500人未満"),
        (HandlerBand.UNDER_500, HandlerBand.UNDER_500, ""),
        (HandlerBand.UNKNOWN, None, ""),
    ],
)
def test_the_handlers_are_told_where_both_ends_of_the_bands_agree(
    own: HandlerBand, contractor: HandlerBand | None, text: str
) -> None:
    model = Assessment(BARE, systems=(System("就学援助システム"),), files=(_file(own, contractor),))
    assert project(model).cell("Ⅱ.2").text == text


def test_a_form_without_files_says_nothing_of_handlers_and_marks() -> None:
    form = project(Assessment(BARE))
    assert [form.cell(path).text for path in ("Ⅱ.2", "Ⅳ.4", "Ⅳ.5")] == ["", "", ""]


@pytest.mark.parametrize("second", [Certainty.YES, Certainty.NO, Certainty.UNKNOWN])
def test_a_mark_of_the_basic_form_stands_where_every_file_bears_it(second: Certainty) -> None:
    counts = [tuple(Count(kind, done) for kind in CountKind) for done in (Certainty.NO, second)]
    files = tuple(evolve(file, counts=told) for file, told in zip(MINATO.files[:2], counts, strict=True))
    form = project(evolve(_written_on(FormKind.BASIC), files=(*files, *MINATO.files[2:])))
    listed = [file for file in (*files, *MINATO.files[2:]) if file.listed is not Certainty.NO]
    assert len(listed) == 2
    marks = ["［○］委託しない", "［○］提供・移転しない"] if second is Certainty.NO else ["", ""]
    assert [form.cell(path).text for path in ("Ⅳ.4", "Ⅳ.5")] == marks


@pytest.mark.parametrize("network", list(Certainty))
def test_the_network_that_is_not_used_is_marked_for_each_way(network: Certainty) -> None:
    form = project(_written_on(FormKind.BASIC, network=network))
    marks = ["［○］接続しない（入手）", "［○］接続しない（提供）"] if network is Certainty.NO else ["", ""]
    assert [form.cell(path).text for path in ("Ⅳ.6.a", "Ⅳ.6.b")] == marks


def test_the_rows_of_changes_of_the_basic_form_are_no_change_themselves() -> None:
    row = Revision("Ⅰ.5①部署", "2025-04-01", "市民課", "窓口課", Timing.AFTER, spans=LINES)
    bare = Revision("表紙 公表日")
    form = project(evolve(_written_on(FormKind.BASIC), revisions=(row, bare)))
    told = {cell.path: cell.text for cell in form.cells if cell.field.is_of_revisions and cell.text}
    assert told == {
        "変更箇所.変更1.変更日": "令和7年4月1日",
        "変更箇所.変更1.項目": "Ⅰ.5①部署",
        "変更箇所.変更1.変更前の記載": "市民課",
        "変更箇所.変更1.変更後の記載": "窓口課",
        "変更箇所.変更1.提出時期": "事後",
        "変更箇所.変更2.項目": "表紙 公表日",
    }
    assert form.cell("変更箇所.変更1.項目").spans == LINES
    assert compare(project(evolve(_written_on(FormKind.BASIC), revisions=())), form).changes == ()


def test_the_cover_is_the_same_on_every_form() -> None:
    fields = ("評価書番号", "評価書名", "評価実施機関名", "公表日")
    covers = {
        tuple(project(_written_on(form)).cell(f"表紙.{field}").text for field in fields) for form in FormKind
    }
    assert len(covers) == 1
    assert "みなと市長" in next(iter(covers))


@pytest.mark.parametrize(("form", "band"), list(itertools.product(FormKind, SubjectBand)))
def test_what_is_chosen_is_a_printed_choice(form: FormKind, band: SubjectBand) -> None:
    undated = Revision("表紙 公表日", timing=Timing.UNKNOWN)
    model = evolve(_written_on(form, subjects=band), revisions=(undated, *MINATO.revisions))
    for cell in project(model).cells:
        if cell.field.kind is FieldKind.CHOICE and cell.text and not cell.text.startswith("［○］"):
            assert cell.text in cell.field.choices, cell.path


def test_fields_of_two_forms_are_one_only_where_both_ask_the_same() -> None:
    """様式2 numbers otherwise: its Ⅰ.1③ are the systems and its Ⅳ.2 a risk, those of 様式4 are not."""
    basic = evolve(MINATO, overview=evolve(MINATO.overview, form=FormKind.BASIC))
    risk = Text("Ⅳ.2", "十分である")
    found = {
        c.path: (c.label, c.before, c.after)
        for c in compare(project(evolve(basic, texts=(risk,))), project(MINATO)).changes
    }
    assert found["Ⅳ.2"] == ("目的外の入手が行われるリスクへの対策は十分か", "十分である", "")
    label, before, after = found["Ⅰ.1.③"]
    assert (label, after) == ("システムの名称", "")
    assert before.splitlines() == [system.name for system in MINATO.systems if system.number]
    taught = Text("Ⅳ.9", "十分に行っている")
    full = evolve(MINATO, texts=(Text("Ⅳ.2", "十分に行っている"),))
    assert "Ⅳ.2" not in {
        c.path for c in compare(project(evolve(basic, texts=(taught,))), project(full)).changes
    }
