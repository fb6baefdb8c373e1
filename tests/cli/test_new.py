"""`piaflow new`: a starter model loads, draws, passes the check and keeps to the norms it states."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import piaflow
from piaflow.cli.completing import TEMPLATES as NAMED
from piaflow.domain.contracts import Forbid
from piaflow.form.form import PLACEHOLDER, CellOrigin
from piaflow.law.forms import FieldKind
from piaflow.store.catalogue import find_templates
from piaflow.trace.answer import Reach
from tests.cli.calling import call, refused

TEMPLATES = list(find_templates())


def starter(template: str, folder: Path, body: str = "みなと市長") -> Path:
    path = folder / "starter.yaml"
    result = call("new", "--template", template, "--body", body, "-o", path)
    assert result.exit_code == 0, result.output
    return path


def test_there_is_a_template_for_each_common_procedure() -> None:
    assert set(TEMPLATES) == {"住民基本台帳", "予防接種", "住民税", "その他の事務"}


def test_the_command_names_and_completes_the_templates_there_are() -> None:
    assert set(NAMED) == set(TEMPLATES)
    assert all(name in call("new", "-h").stdout for name in TEMPLATES)


def test_the_folder_of_a_body_is_made_with_its_first_model(tmp_path: Path) -> None:
    path = tmp_path / "models" / "minato" / "juki.yaml"
    assert call("new", "--template", "住民基本台帳", "--body", "みなと市長", "-o", path).exit_code == 0
    assert path.is_file()


def test_a_starter_of_any_procedure_shows_how_an_entrustment_is_written(tmp_path: Path) -> None:
    model = piaflow.load(starter("その他の事務", tmp_path))
    (entry,) = model.files[0].entrustments
    assert entry.contractor == "委託事業者"
    assert model.trace("個人番号").party("委託事業者").reach is Reach.DEFINITE


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_loads_draws_and_passes_the_check(template: str, tmp_path: Path) -> None:
    path = starter(template, tmp_path)
    assert call("check", path).exit_code == 0
    assert call("draw", path, "-o", tmp_path / "annex1.svg").exit_code == 0
    model = piaflow.load(path)
    assert model.body == "みなと市長"
    assert path.read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_holds_all_of_chapter_two_and_the_headings_of_the_measures(
    template: str, tmp_path: Path
) -> None:
    """What is left blank is a choice, a count, a mark, or refers to an annex: a person ticks it."""
    form = piaflow.load(starter(template, tmp_path)).form()
    for cell in form.cells:
        asked = cell.address.chapter in ("Ⅱ", "Ⅲ") and cell.field.kind in (FieldKind.TEXT, FieldKind.DATE)
        assert cell.text or not asked, cell.path
    measures = [c for c in form.cells if c.address.chapter == "Ⅲ" and c.address.place.endswith("十分か")]
    assert measures
    assert {cell.origin for cell in measures} == {CellOrigin.DRAFT}


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_a_starter_leaves_to_write_is_no_filled_field_and_is_told_with_its_line(
    template: str, tmp_path: Path
) -> None:
    path = starter(template, tmp_path)
    form = piaflow.load(path).form()
    drafts = [cell for cell in form.cells if cell.origin is CellOrigin.DRAFT]
    assert all(cell.is_empty for cell in drafts)
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [
        row for row in json.loads(call("todo", path, "--format", "json").stdout) if row["kind"] == "書きかけ"
    ]
    marks = {row["place"]["line"] for row in told}
    assert marks == {n for n, line in enumerate(lines, 1) if PLACEHOLDER.search(line) and line[:1] != "#"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_in_a_starter_the_network_knows_the_number_only_as_code(template: str, tmp_path: Path) -> None:
    node = piaflow.load(starter(template, tmp_path)).trace("個人番号").node("情報提供ネットワークシステム")
    assert node.as_items == ("符号",)
    assert "個人番号" not in node.possibly_as


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_differs_from_the_catalogue_nowhere(template: str, tmp_path: Path) -> None:
    assert piaflow.load(starter(template, tmp_path)).differences() == ()


def test_the_register_starter_states_that_cs_and_addressee_are_apart(tmp_path: Path) -> None:
    model = piaflow.load(starter("住民基本台帳", tmp_path))
    pairs = [set(c.forbid) for c in model.contracts if isinstance(c, Forbid)]
    assert {"市町村CS", "団体内統合宛名システム"} in pairs


@pytest.mark.parametrize("body", ["みなと市長", "a: b'c", "# 市長", "yes", "{市}"])
def test_any_name_of_a_body_survives(body: str, tmp_path: Path) -> None:
    assert piaflow.load(starter("住民税", tmp_path, body)).body == body


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    path = starter("予防接種", tmp_path)
    path.write_text("mine", encoding="utf-8")
    assert "もうあります" in refused("new", "--template", "予防接種", "--body", "みなと市長", "-o", path)[0]
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_unknown_template_names_the_nearest(tmp_path: Path) -> None:
    words = ("new", "--template", "住民基本台帖", "--body", "みなと市長", "-o", tmp_path / "x.yaml")
    assert refused(*words) == ["ひな型「住民基本台帖」はありません（もしかして: 住民基本台帳）"]
    assert not (tmp_path / "x.yaml").exists()
