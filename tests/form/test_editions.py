"""A form says the edition that the model states, or that it is not known; never the one our list was read from."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.law.forms import describe_edition, find_edition
from piaflow.proposals.projecting import project
from piaflow.report.as_json_answers import form_to_dict
from piaflow.report.form import form_title
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures/minato.yaml")


def _title(form: FormKind, edition: str) -> tuple[str, str]:
    told = project(evolve(MINATO, overview=evolve(MINATO.overview, form=form, edition=edition)))
    return form_title(told), form_to_dict(told)["edition"]


@pytest.mark.parametrize("form", list(FormKind))
def test_an_edition_that_is_not_stated_is_said_to_be_unknown(form: FormKind) -> None:
    title, edition = _title(form, "")
    assert title.startswith(f"{form.value}（様式の版は不明）　")
    assert edition == "不明"


@pytest.mark.parametrize("form", list(FormKind))
def test_the_edition_that_was_read_is_told_alone(form: FormKind) -> None:
    known = find_edition(form)
    assert _title(form, known)[0].startswith(f"{form.value}（{known}）　")


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ("令和6年10月 様式4", "令和6年10月 様式4"),
        ("［令和６年１０月　様式４］", "令和6年10月 様式4"),
        ("令和6年10月", "令和6年10月"),
    ],
)
def test_an_edition_that_prints_the_same_fields_is_told_as_stated(stated: str, printed: str) -> None:
    title, edition = _title(FormKind.FULL, stated)
    assert title.startswith(f"全項目評価書（{printed}）　")
    assert edition == printed


@pytest.mark.parametrize(
    ("form", "stated"),
    [
        (FormKind.FULL, "平成26年4月 様式4"),
        (FormKind.FULL, "平成30年5月 様式3"),
        (FormKind.PRIORITY, "令和6年10月 様式3"),
        (FormKind.BASIC, "令和6年10月 様式2"),
    ],
)
def test_an_edition_whose_fields_were_not_read_says_whose_fields_these_are(
    form: FormKind, stated: str
) -> None:
    title, edition = _title(form, stated)
    known = describe_edition(form, stated)
    assert title.startswith(f"{form.value}（{stated}。欄は{find_edition(form)}のもの")
    assert known.note in title
    assert edition == stated
    assert not known.is_known


@pytest.mark.parametrize(
    ("form", "stated", "known"),
    [
        (FormKind.FULL, "平成30年5月 様式4", True),
        (FormKind.FULL, "［令和６年１０月］", True),
        (FormKind.PRIORITY, "令和6年10月 様式3", False),
        (FormKind.BASIC, "令和6年10月 様式2", False),
        (FormKind.FULL, "昭和64年1月 様式4", False),
        (FormKind.FULL, "", False),
    ],
)
def test_a_form_tells_scripts_of_which_edition_its_fields_are(
    form: FormKind, stated: str, known: bool
) -> None:
    told = form_to_dict(project(evolve(MINATO, overview=evolve(MINATO.overview, form=form, edition=stated))))
    assert (told["fields"]["edition"], told["fields"]["known"]) == (find_edition(form), known)


@pytest.mark.parametrize(
    ("form", "path", "stated", "label"),
    [
        (FormKind.FULL, "Ⅰ.7.②", "平成26年4月 様式4", "所属長"),
        (FormKind.PRIORITY, "Ⅰ.6.②", "平成28年1月 様式3", "所属長"),
        (FormKind.FULL, "Ⅰ.7.②", "平成30年5月 様式4", "所属長の役職名"),
        (FormKind.FULL, "Ⅰ.7.②", "令和6年10月", "所属長の役職名"),
        (FormKind.FULL, "Ⅰ.7.②", "", "所属長の役職名"),
        (FormKind.FULL, "Ⅰ.7.①", "平成26年4月 様式4", "評価実施機関における担当部署／部署"),
    ],
)
def test_a_field_is_labelled_as_the_edition_labels_it(
    form: FormKind, path: str, stated: str, label: str
) -> None:
    told = form_to_dict(project(evolve(MINATO, overview=evolve(MINATO.overview, form=form, edition=stated))))
    assert {cell["path"]: cell["label"] for cell in told["cells"]}[path] == label
