"""Every field of the form can hold a text: it comes back from the file and in the form, and never hides a fact."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from time import perf_counter

import openpyxl
import pytest
from attrs import evolve

from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.domain.nodes import Connection
from piaflow.domain.records import ChoiceBox, Text
from piaflow.domain.span import Span
from piaflow.errors import FileAccessError, InputError, ModelError
from piaflow.form.form import CellOrigin
from piaflow.form.written import write_form
from piaflow.impact.differences import Part
from piaflow.impact.impact import find_impact
from piaflow.law.forms import FieldKind, list_fields
from piaflow.proposals.projecting import project
from piaflow.report.as_json_answers import form_to_dict
from piaflow.report.as_markdown import to_markdown
from piaflow.report.as_xlsx import to_xlsx
from piaflow.report.form import tell_form
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load, load_file, parse
from piaflow.store.save import save
from tests.once import load_once
from tests.permuting import permute

MINATO = load_once(Path(__file__).parents[1] / "fixtures/minato.yaml")
FILE = "住民基本台帳ファイル"
MOMENT = 10.0  # seconds; looking for the nearest of all fields each time takes minutes
RISK = f"Ⅲ.{FILE}.2.リスク2"


def _on(form: FormKind) -> Assessment:
    return evolve(MINATO, overview=evolve(MINATO.overview, form=form))


def _with(*texts: Text, model: Assessment = MINATO) -> Assessment:
    return evolve(model, texts=texts)


@pytest.mark.parametrize("kind", list(FormKind))
def test_every_field_of_a_form_holds_a_text_and_gives_it_back(kind: FormKind) -> None:
    before = project(_on(kind))
    written = {
        cell.path: cell.text if cell.filled.told and not cell.filled.derived else f"記載\n{cell.path}"
        for cell in before.cells
    }
    texts = tuple(Text(cell.key, written[cell.path]) for cell in before.cells)
    model = parse(to_yaml(_with(*texts, model=_on(kind))))
    assert model.texts == texts
    form = project(model)
    assert {cell.address.place for cell in form.cells} == {field.path for field in list_fields(kind)}
    assert {cell.path: cell.text for cell in form.cells} == written
    assert form.origins[CellOrigin.BLANK] == form.origins[CellOrigin.DERIVED] == 0
    assert form.origins[CellOrigin.PRINTED] == before.origins[CellOrigin.PRINTED]
    told = form_to_dict(form)["cells"]
    assert {cell["path"]: cell["text"] for cell in told} == written
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(tell_form(form))))
    rows = {row[1]: row[3] or "" for sheet in book for row in sheet.iter_rows(values_only=True)}
    assert {path: rows[path] for path in written} == written
    markdown = to_markdown(tell_form(form))
    assert all(f"記載<br>{path} |" in markdown for path, text in written.items() if text.startswith("記載\n"))


@pytest.mark.parametrize("kind", list(FormKind))
def test_a_text_never_hides_a_fact(kind: FormKind) -> None:
    model = _on(kind)
    told = [cell for cell in project(model).cells if cell.filled.told and not cell.filled.derived]
    assert len(told) > 15
    for cell in told:
        if (
            cell.field.kind is FieldKind.DIAGRAM
        ):  # a picture is no words: printed ones stand above what it draws
            shown = project(_with(Text(cell.key, "〓"), model=model)).cell(cell.path).text
            assert shown == f"〓\n{cell.text}"
            continue
        with pytest.raises(ModelError, match="食い違う記載"):
            project(_with(Text(cell.key, "〓"), model=model))


def test_a_text_may_say_more_than_the_fact_in_its_field() -> None:
    form = project(_with(Text("Ⅰ.1.①", f"○○市　{MINATO.procedure}（電算処理）")))
    assert form.cell("Ⅰ.1.①").text == f"○○市　{MINATO.procedure}（電算処理）"
    with pytest.raises(ModelError, match="食い違う記載"):
        project(_with(Text("Ⅰ.1.③", "10万人以上30万人未満くらい")))


def test_a_text_may_name_what_is_written_beside_a_ticked_box() -> None:
    ticked = (Connection("庁内連携システム", Certainty.YES), Connection("その他", Certainty.YES))
    systems = tuple(evolve(s, connects=ticked) if s.number == "1" else s for s in MINATO.systems)
    model, field = evolve(MINATO, systems=systems), "Ⅰ.2.システム1.③"
    named = "［○］庁内連携システム\n［○］その他（庁内各業務システム）"
    assert project(_with(Text(field, named), model=model)).cell(field).text == named
    for other in ("［○］庁内連携システム", "［○］税務システム\n［○］その他", f"{named}\n［○］税務システム"):
        with pytest.raises(ModelError, match="食い違う記載"):
            project(_with(Text(field, other), model=model))


def test_a_contractor_may_be_printed_by_another_of_its_names_but_not_by_a_part_of_one() -> None:
    contractor, field = MINATO.files[0].entrustments[0].contractor, "Ⅱ.ファイル1.4.委託事項1.⑥"
    parties = tuple(evolve(p, aliases=("旧社名",)) if p.name == contractor else p for p in MINATO.parties)
    model, key = evolve(MINATO, parties=parties), f"Ⅱ.{FILE}.4.委託事項1.⑥"
    assert project(_with(Text(key, "旧社名 支社"), model=model)).cell(field).text == "旧社名 支社"
    with pytest.raises(ModelError, match="食い違う記載"):
        project(_with(Text(key, contractor[:2]), model=model))


def test_a_system_may_be_printed_by_a_part_of_its_name() -> None:
    written = """
assessment: {body: みなと市長, procedure: 事務}
systems: {税務システム（証明の部分）: {number: 1}, 税務システム: {number: 2}}
texts: {Ⅰ.2.システム1.①: %s}
"""
    assert project(parse(written % "税務システム")).cell("Ⅰ.2.システム1.①").text == "税務システム"
    with pytest.raises(InputError, match="食い違う記載"):
        parse(written % "住民記録システム")


def test_boxes_are_three_valued() -> None:
    boxes = (
        ChoiceBox("自己点検", Certainty.YES),
        ChoiceBox("内部監査", Certainty.NO),
        ChoiceBox("外部監査", Certainty.UNKNOWN),
    )
    basic = project(_with(Text("Ⅳ.8", boxes=boxes), model=_on(FormKind.BASIC)))
    cell = basic.cell("Ⅳ.8")
    assert (cell.text, cell.filled.unread) == ("［○］自己点検\n（不明: 外部監査）", ("外部監査",))
    assert cell.origin is CellOrigin.WRITTEN
    unread = project(_with(Text("Ⅳ.8", boxes=(ChoiceBox("自己点検"),)), model=_on(FormKind.BASIC)))
    assert unread.cell("Ⅳ.8").origin is CellOrigin.UNREAD
    none = project(
        _with(Text("Ⅳ.8", boxes=(ChoiceBox("自己点検", Certainty.NO),)), model=_on(FormKind.BASIC))
    )
    assert (none.cell("Ⅳ.8").text, none.cell("Ⅳ.8").origin) == ("", CellOrigin.WRITTEN)
    chosen = project(_with(Text(f"{RISK}.十分か", boxes=(ChoiceBox("十分である", Certainty.YES),))))
    assert chosen.cell("Ⅲ.ファイル1.2.リスク2.十分か").text == "十分である"


def test_a_text_with_lines_is_printed_and_one_without_is_written() -> None:
    read, typed = Text(RISK, "措置", spans=(Span("900", 5, 6),)), Text("表紙.宣言", "宣言")
    form = project(_with(read, typed))
    assert form.cell("Ⅲ.ファイル1.2.リスク2").origin is CellOrigin.PRINTED
    assert form.cell("Ⅲ.ファイル1.2.リスク2").spans == (Span("900", 5, 6),)
    assert form.cell("表紙.宣言").origin is CellOrigin.WRITTEN
    with pytest.raises(ModelError, match="文書「901」はありません"):
        _with(Text(RISK, "措置", spans=(Span("901", 5, 5),)))


@pytest.mark.parametrize(
    ("address", "what"),
    [
        (f"{RISK}.十分", f"もしかして: {RISK}.十分か"),
        ("Ⅲ.ファイル1.2.リスク2", f"欄は {RISK} のように書きます"),
        ("Ⅲ.2.リスク2", "ファイルの名が要ります"),
        ("Ⅰ.2.システム1", "1つの欄ではありません"),
        ("Ⅰ.2.システム77.②", "システム77がモデルにありません"),
        (f"Ⅱ.{FILE}.4.委託事項9.⑨", "委託事項9がモデルにありません"),
    ],
)
def test_an_address_that_is_no_field_of_the_model_says_what_is_right(address: str, what: str) -> None:
    with pytest.raises(ModelError) as raised:
        Model.of(_with(Text(address, "記載")))
    assert what in str(raised.value)


def test_with_one_file_its_name_may_be_left_out() -> None:
    one = parse(
        "assessment: {body: 市長, procedure: 事務}\nsystems: {台帳システム: {}}\n"
        "files: {台帳: {holder: 台帳システム}}\ntexts: {Ⅱ.7: 備考, Ⅲ.ファイル1.2.リスク2: 措置}\n"
    )
    assert [project(one).cell(p).text for p in ("Ⅱ.ファイル1.7", "Ⅲ.ファイル1.2.リスク2")] == ["備考", "措置"]


def test_an_address_is_found_however_it_is_typed() -> None:
    typed = (
        RISK.replace("2", "２").replace("フ", "ﾌ").replace("ァ", "ｧ").replace("イ", "ｲ").replace("ル", "ﾙ")
    )
    assert typed != RISK
    assert project(_with(Text(typed, "措置"))).cell("Ⅲ.ファイル1.2.リスク2").text == "措置"
    entry = evolve(MINATO.files[1].entrustments[0], number="委託事項７", disclosure="")
    file = evolve(MINATO.files[1], entrustments=(entry,))
    wide = evolve(MINATO, files=(MINATO.files[0], file, *MINATO.files[2:]), flows=(), accepted=())
    form = project(_with(Text(f"Ⅱ.{file.name}.4.委託事項7.⑤", "確かめる"), model=wide))
    assert form.cell("Ⅱ.ファイル2.4.委託事項７.⑤").text == "確かめる"


def test_a_form_without_the_rows_of_the_changes_has_all_else() -> None:
    whole = write_form(MINATO).cells
    assert any(cell.field.is_of_revisions for cell in whole)
    left = tuple(cell for cell in whole if not cell.field.is_of_revisions)
    assert write_form(MINATO, rows=False).cells == left


def test_a_text_at_a_row_of_the_changes_stands_there_whether_rows_are_asked_for_or_not() -> None:
    told = _with(Text("別添３.変更1.提出時期に係る説明", "様式の見直しによる。"))
    assert write_form(told, rows=False).cell("別添3.変更1.提出時期に係る説明").text == "様式の見直しによる。"


def test_many_wrong_addresses_are_told_in_a_moment() -> None:
    wrong = tuple(Text(f"Ⅲ.{FILE}.2.措置{n}", "措置") for n in range(3_000))
    begun = perf_counter()
    with pytest.raises(ModelError) as raised:
        project(_with(*wrong))
    assert len(raised.value.problems) == len(wrong)
    assert perf_counter() - begun < MOMENT


def test_two_texts_are_not_at_one_field() -> None:
    one = evolve(MINATO, files=(evolve(MINATO.files[0], aliases=("住基ファイル",)), *MINATO.files[1:]))
    with pytest.raises(ModelError, match="と同じ欄です"):
        project(_with(Text(RISK, "措置"), Text("Ⅲ.住基ファイル.2.リスク2", "措置"), model=one))


def test_a_text_stays_with_its_file_in_any_order_of_the_files() -> None:
    model = _with(*(Text(f"Ⅱ.{file.name}.7", f"備考 {file.name}") for file in MINATO.listed_files))
    for seed in range(4):
        form = project(parse(permute(to_yaml(model), Random(seed))))  # noqa: S311 - an order, no secret
        remarks = {cell.subject: cell.text for cell in form.cells if cell.address.place == "Ⅱ.7"}
        assert remarks == {file.name: f"備考 {file.name}" for file in MINATO.listed_files}


def test_a_changed_text_of_chapter_three_is_a_row_of_the_changes() -> None:
    was, now = _with(Text(RISK, "窓口で受け取る")), _with(Text(RISK, "窓口と郵送で受け取る"))
    impact = find_impact(was, now)
    [item] = impact.items
    assert (item.path, item.before, item.after) == (
        "Ⅲ.ファイル1.2.リスク2",
        "窓口で受け取る",
        "窓口と郵送で受け取る",
    )
    assert item.significant
    assert not impact.is_empty
    assert find_impact(was, was).is_empty
    [gone] = find_impact(was, MINATO).items
    assert (gone.before, gone.after) == ("窓口で受け取る", "")


def test_a_text_goes_on_where_its_file_gets_another_name() -> None:
    named = evolve(MINATO.files[0], name="住民台帳ファイル", aliases=(FILE,))
    flows = MINATO.flows
    after = evolve(MINATO, files=(named, *MINATO.files[1:]), flows=flows, texts=(Text(RISK, "措置"),))
    impact = find_impact(_with(Text(RISK, "措置")), after)
    assert "Ⅲ.ファイル1.2.リスク2" not in {item.path for item in impact.items}
    assert Part.TEXT not in {difference.part for difference in impact.differences}
    written = evolve(after, texts=(Text("Ⅲ.住民台帳ファイル.2.リスク2", "措置"),))
    again = find_impact(_with(Text(RISK, "措置")), written)
    assert Part.TEXT not in {difference.part for difference in again.differences}


CHANGE = f"""
base: base.yaml
add: {{texts: {{Ⅱ.{FILE}.7: 備考}}}}
amend: {{texts: {{{RISK}: 新しい措置}}}}
remove: {{texts: [表紙.宣言]}}
"""


def test_change_files_add_amend_and_remove_texts(tmp_path: Path) -> None:
    base = _with(
        Text(RISK, "措置", spans=(Span("900", 5, 6),)), Text("表紙.宣言", "宣言"), Text("Ⅳ.3", "その他")
    )
    (tmp_path / "base.yaml").write_text(to_yaml(base), encoding="utf-8")
    (tmp_path / "change.yaml").write_text(CHANGE, encoding="utf-8")
    after = load(tmp_path / "change.yaml")
    assert set(after.texts) == {Text(RISK, "新しい措置"), Text("Ⅳ.3", "その他"), Text(f"Ⅱ.{FILE}.7", "備考")}
    (tmp_path / "wrong.yaml").write_text(CHANGE.replace("リスク2", "リスク3.真正性"), encoding="utf-8")
    with pytest.raises(InputError, match="元のモデルにありません"):
        load(tmp_path / "wrong.yaml")


def test_texts_may_lie_in_a_file_beside_the_model(tmp_path: Path) -> None:
    model = _with(Text(RISK, "措置"), Text("表紙.宣言", "宣言"))
    here = to_yaml(MINATO) + "texts: texts/minato.yaml\n"
    (tmp_path / "texts").mkdir()
    (tmp_path / "model.yaml").write_text(here, encoding="utf-8")
    with pytest.raises(FileAccessError, match="ファイルがありません"):
        load(tmp_path / "model.yaml")
    beside = tmp_path / "texts/minato.yaml"
    beside.write_text(f"{RISK}: 措置\n表紙.宣言: 宣言\n", encoding="utf-8")
    assert load(tmp_path / "model.yaml") == model
    place = load_file(tmp_path / "model.yaml").place(("texts", "表紙.宣言"))
    assert (Path(place.file), place.line) == (beside, 2)
    beside.write_text(f"{RISK}: 措置\n表紙.宣源: 宣言\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load(tmp_path / "model.yaml")
    [problem] = raised.value.problems
    assert (Path(problem.place.file), problem.place.line) == (beside, 2)
    assert "もしかして: 表紙.宣言" in problem.what


@pytest.mark.parametrize("named", ["../外.yaml", "link/外.yaml"])
def test_texts_belong_into_the_folder_of_their_model(tmp_path: Path, named: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "外.yaml").write_text("表紙.宣言: 宣言\n", encoding="utf-8")
    (tmp_path / "in" / "link").symlink_to(tmp_path)
    model = tmp_path / "in" / "model.yaml"
    model.write_text(to_yaml(MINATO) + f"texts: {named}\n", encoding="utf-8")
    line = to_yaml(MINATO).count("\n") + 1
    with pytest.raises(InputError) as raised:
        load(model)
    assert str(raised.value) == f"{model}:{line}:8: texts「{named}」がモデルのフォルダーの外です"


KEPT = f"""# 措置は別の課が書く
{RISK}: 措置  # 確認済み
表紙.宣言:
  text: 宣言
"""


def _amended(model: Assessment, *texts: Text) -> Assessment:
    told = {text.address: text for text in (*model.texts, *texts)}
    return evolve(model, texts=tuple(told.values()))


def test_an_edit_of_one_text_changes_its_line_alone(tmp_path: Path) -> None:
    inner = "".join(f"  {line}\n" for line in KEPT.splitlines())
    file = tmp_path / "model.yaml"
    file.write_text(f"# 手で書いた\n{to_yaml(MINATO)}texts:\n{inner}", encoding="utf-8")
    was = file.read_text(encoding="utf-8")
    after = _amended(load(file), Text(RISK, "新しい措置"))
    save(after, file)
    assert load(file) == after
    assert file.read_text(encoding="utf-8") == was.replace(": 措置  #", ": 新しい措置  #")


def test_texts_beside_a_model_are_saved_there(tmp_path: Path) -> None:
    file, beside = tmp_path / "model.yaml", tmp_path / "minato.texts.yaml"
    was = f"# 手で書いた\n{to_yaml(MINATO)}texts: minato.texts.yaml\n"
    file.write_text(was, encoding="utf-8")
    beside.write_text(KEPT, encoding="utf-8")
    after = _amended(load(file), Text(RISK, "新しい措置"), Text("Ⅳ.3", "毎年研修を行う"))
    save(after, file)
    assert load(file) == after
    assert file.read_text(encoding="utf-8") == was
    assert beside.read_text(encoding="utf-8").startswith(KEPT.replace(": 措置  #", ": 新しい措置  #"))
    save(evolve(after, texts=()), file)
    assert (load(file).texts, file.read_text(encoding="utf-8")) == ((), was)


def test_a_text_is_removed_by_its_address() -> None:
    model = Model.of(_with(Text("Ⅳ.3", "毎年研修を行う"), Text("表紙.宣言", "宣言")))
    assert model.remove("IV.3").texts == (Text("表紙.宣言", "宣言"),)


def test_a_text_is_added_to_a_model_in_python() -> None:
    model = Model.of(MINATO).add(Text("Ⅳ.3", "毎年研修を行う"))
    assert model.form().cell("Ⅳ.3").text == "毎年研修を行う"
    with pytest.raises(ModelError, match="リスク"):
        model.add(Text(f"Ⅲ.{FILE}.2.リスク99", "措置"))


def test_the_texts_are_part_of_what_a_model_shows() -> None:
    model = Model.of(_with(Text(f"{RISK}.十分か", boxes=(ChoiceBox("十分である", Certainty.YES),))))
    assert model.to_dict()["texts"] == [
        {
            "address": f"{RISK}.十分か",
            "text": "",
            "boxes": [{"choice": "十分である", "box": "yes", "span": []}],
            "span": [],
        }
    ]
    assert "■ 欄の記載 1" in model.to_text()
    assert "十分である" in model.to_text()
    assert "欄の記載" not in Model.of(MINATO).to_text()
