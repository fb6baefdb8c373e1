"""What a finding is about, as each form prints it, and where it stands in a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from piaflow.domain.choices import CountKind, FormKind
from piaflow.domain.names import EntryName
from piaflow.rules.checking import check
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Hit
from piaflow.rules.places import (
    DEPARTMENTS,
    INQUIRY_BASIS,
    NETWORK,
    NUMBER_BASIS,
    PUBLISHED,
    SUBJECTS,
    Counted,
    Section,
    make_finder,
)
from piaflow.rules.rule import Rule
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
FULL, PRIORITY, BASIC = FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC


@pytest.mark.parametrize(
    ("section", "printed"),
    [
        (SUBJECTS, ("Ⅰ.1③対象人数", "Ⅰ.1③対象人数", "Ⅱ.1対象人数")),
        (NUMBER_BASIS, ("Ⅰ.5個人番号の利用", "Ⅰ.4個人番号の利用", "Ⅰ.3個人番号の利用")),
        (NETWORK, ("Ⅰ.6情報連携", "Ⅰ.5情報連携", "Ⅰ.4情報連携")),
        (INQUIRY_BASIS, ("Ⅰ.6情報照会の根拠", "Ⅰ.5情報照会の根拠", "Ⅰ.4情報照会の根拠")),
        (DEPARTMENTS, ("Ⅰ.7担当部署", "Ⅰ.6担当部署", "Ⅰ.5担当部署")),
        (PUBLISHED, ("公表日", "公表日", "公表日")),
    ],
)
def test_a_section_bears_the_number_of_the_form(section: Section, printed: tuple[str, str, str]) -> None:
    assert tuple(section.printed(form) for form in (FULL, PRIORITY, BASIC)) == printed


def _tell(_: Dossier) -> Iterator[Hit]:
    yield Hit("人数。", (SUBJECTS, Counted("F", CountKind.PROVISIONS), EntryName.of("F", "入手"), "F"))


@pytest.mark.parametrize("form", list(FormKind))
def test_a_rule_names_places_and_the_finding_prints_them_for_the_form(form: FormKind) -> None:
    model = evolve(MINATO, overview=evolve(MINATO.overview, form=form), texts=())
    (finding,) = check(model, rules=[Rule("own", "", "", "", "", "", find=_tell)]).standing
    assert finding.subjects == (SUBJECTS.printed(form), "F/提供の件数", "F/入手", "F")
    assert make_finder(model)(finding.subjects[0]) == make_finder(model)(SUBJECTS) == ("overview", "subjects")


def test_the_name_of_an_entry_is_that_of_its_file_and_its_own() -> None:
    name = EntryName.of("宛名/税ファイル", "委託事項1")
    assert (name, name.file, name.number) == ("宛名/税ファイル/委託事項1", "宛名/税ファイル", "委託事項1")


def test_every_entry_is_found_where_its_file_holds_it() -> None:
    for entry in MINATO.entries:
        place = make_finder(MINATO)(entry.name)
        assert place == entry.where
        assert place[:2] == ("files", entry.name.file)
