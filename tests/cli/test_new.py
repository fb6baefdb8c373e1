"""`piaflow new`: a starter model loads, draws, passes the check and keeps to the norms it states."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

import piaflow
from piaflow.cli.completing import TEMPLATES as NAMED
from piaflow.domain.contracts import Forbid
from piaflow.form.form import PLACEHOLDER, CellOrigin
from piaflow.law.citations import parse_citations
from piaflow.law.forms import FieldKind
from piaflow.law.tables import list_rows
from piaflow.store.starters import find_templates
from piaflow.trace.answer import Reach
from tests.cli.calling import call, refused

TEMPLATES = list(find_templates())
WITHOUT_NETWORK = ("後期高齢者医療", "申請管理")
"""広域連合 asks and answers in 後期高齢者医療; 申請管理 asks nobody."""


def starter(template: str, folder: Path, body: str = "みなと市長") -> Path:
    path = folder / "starter.yaml"
    result = call("new", "--template", template, "--body", body, "-o", path)
    assert result.exit_code == 0, result.output
    return path


def test_there_is_a_template_for_each_common_procedure() -> None:
    assert set(TEMPLATES) == {
        *("住民基本台帳", "予防接種", "住民税", "国民健康保険", "後期高齢者医療", "介護保険"),
        *("児童手当", "生活保護", "障害者福祉", "公営住宅", "申請管理", "その他の事務"),
    }


def test_the_command_names_and_completes_the_templates_there_are() -> None:
    assert set(NAMED) == set(TEMPLATES)
    told = "".join(call("new", "-h").stdout.split())
    assert all(name in told for name in TEMPLATES)


def test_the_folder_of_a_body_is_made_with_its_first_model(tmp_path: Path) -> None:
    path = tmp_path / "models" / "minato" / "juki.yaml"
    assert call("new", "--template", "住民基本台帳", "--body", "みなと市長", "-o", path).exit_code == 0
    assert path.is_file()


def test_a_starter_of_any_procedure_shows_how_an_entrustment_is_written(tmp_path: Path) -> None:
    model = piaflow.load(starter("その他の事務", tmp_path))
    (entry,) = model.files[0].entrustments
    assert entry.contractor == "委託事業者"
    assert model.trace("個人番号").party("委託事業者").reach is Reach.DEFINITE


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name not in WITHOUT_NETWORK])
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


def _answer(*answers: str, words: tuple[str | Path, ...] = (), monkeypatch: pytest.MonkeyPatch) -> Result:
    """Call `piaflow new` as in a terminal, and type the answers."""
    monkeypatch.setattr("piaflow.cli.new._is_terminal", lambda: True)
    return call("new", *words, typed="".join(f"{answer}\n" for answer in answers))


def test_in_a_terminal_it_asks_for_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kaigo.yaml"
    answers = ("みなと市長", "131016", "介護保険", "2", str(path))
    assert _answer(*answers, monkeypatch=monkeypatch).exit_code == 0
    overview = piaflow.load(path).overview
    assert (overview.body, overview.code, overview.form.value) == ("みなと市長", "131016", "重点項目評価書")


def test_the_kind_of_a_body_is_asked_where_its_name_does_not_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kokuho.yaml"
    words = ("--template", "国民健康保険", "-o", path)
    assert _answer("港の会", "市区町村", "", "", words=words, monkeypatch=monkeypatch).exit_code == 0
    assert piaflow.load(path).overview.kind.value == "市区町村"


def test_a_wrong_answer_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "jite.yaml"
    answers = ("みなと市長", "131017", "131016", "99", "児童手当", "", str(path))
    result = _answer(*answers, monkeypatch=monkeypatch)
    assert result.exit_code == 0
    assert "もしかして: 131016" in result.stderr
    assert "1から12の番号" in result.stderr


def test_where_nobody_can_answer_the_missing_option_is_named() -> None:
    assert "--body" in refused("new", "--template", "住民税", "-o", "x.yaml")[-1]


@pytest.mark.parametrize("form", ["全項目評価書", "重点項目評価書", "基礎項目評価書"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_is_written_on_each_form(template: str, form: str, tmp_path: Path) -> None:
    model = piaflow.new(template, tmp_path / "m.yaml", body="みなと市長", form=form)
    assert model.overview.form.value == form
    assert model.overview.title.endswith(form)


def test_a_form_that_is_none_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(piaflow.UnknownNameError, match="重点項目評価書"):
        piaflow.new("住民税", tmp_path / "m.yaml", body="みなと市長", form="重点項目評価")
    assert not (tmp_path / "m.yaml").exists()


def test_a_code_that_is_none_writes_nothing(tmp_path: Path) -> None:
    words = ("--template", "住民税", "--body", "みなと市長", "--code", "131017", "-o", tmp_path / "m.yaml")
    assert "131016" in refused("new", *words)[0]
    assert not (tmp_path / "m.yaml").exists()


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_left_to_write_is_all_that_a_starter_is_told_of(template: str, tmp_path: Path) -> None:
    """No finding is a slip of the starter: what is left is drafts, and what its author marked as unknown."""
    findings = piaflow.load(starter(template, tmp_path)).check().findings
    assert "field-draft" in {finding.rule for finding in findings}
    assert {finding.severity.value for finding in findings} == {"note"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_department_that_does_the_work_sees_the_number(template: str, tmp_path: Path) -> None:
    """Who uses a file that holds 個人番号 is never told as 届かない."""
    model = piaflow.load(starter(template, tmp_path))
    trace = model.trace("個人番号")
    users = {name for file in model.files for name in file.use.departments}
    assert users
    assert {trace.party(name).reach for name in users} == {Reach.DEFINITE}


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_rows_that_a_starter_cites_are_those_of_the_table_and_of_its_body(
    template: str, tmp_path: Path
) -> None:
    """別表 names who may use 個人番号 for what: a municipality, for each row that a starter cites."""
    cited = parse_citations("、".join(piaflow.load(starter(template, tmp_path)).overview.basis))
    rows = [c.row for c in cited if c.table == "別表" and c.row]
    table = {row.row: row for row in list_rows()}
    assert all("市町村長" in table[row].who or "都道府県知事等" in table[row].who for row in rows)


@pytest.mark.parametrize("body", ["", "　", " \t"])
def test_a_body_without_a_name_is_asked_for_and_no_text_is_blamed(body: str, tmp_path: Path) -> None:
    told = refused("new", "--template", "介護保険", "--body", body, "-o", tmp_path / "a.yaml")
    assert "--body" in told[-1]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("character", ["\n", "\t", "\u2028", "\x07", "\u202e"])
def test_a_name_of_a_body_is_one_line_of_what_can_be_seen(character: str, tmp_path: Path) -> None:
    body = f"みなと{character}市長"
    (told,) = refused("new", "--template", "介護保険", "--body", body, "-o", tmp_path / "a.yaml")
    assert told.startswith("body: ")
    assert f"U+{ord(character):04X}" in told
    assert not list(tmp_path.iterdir())
    with pytest.raises(piaflow.WrongValueError):
        piaflow.new("介護保険", tmp_path / "a.yaml", body=body)


def test_a_wrong_code_is_told_in_japanese(tmp_path: Path) -> None:
    told = refused(
        "new", "--template", "住民税", "--body", "みなと市長", "--code", "123", "-o", tmp_path / "m.yaml"
    )
    assert told == ["code: 「123」は全国地方公共団体コード（5桁と検査数字）ではありません"]
