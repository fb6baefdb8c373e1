"""What is still to be done: every blank field, unread box, undeclared flow, unfounded fact and left placeholder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from piaflow.app.file_todos import todo_files
from piaflow.app.loading import find_model_files
from piaflow.app.starting import new
from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, FlowKind, FormKind, PartyKind
from piaflow.domain.entries import Entrustment, Provision, Recipient
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.records import ChoiceBox, Text
from piaflow.form.form import CellOrigin
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind
from piaflow.proposals.projecting import project
from piaflow.proposals.todo import Todo, TodoKind, find_todo
from piaflow.store.dumping import to_yaml
from tests.once import load_once

ROOT = Path(__file__).parents[2]
MINATO = load_once(ROOT / "tests/fixtures/minato.yaml")
MODELS = [load_once(path) for path in find_model_files(ROOT / "models")]
FILE = "住民基本台帳ファイル"


def _of(a: Assessment, kind: TodoKind) -> list[Todo]:
    return [todo for todo in find_todo(a) if todo.kind is kind]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{m.body}{m.procedure}")
def test_every_field_without_a_text_is_to_be_done_but_for_what_nobody_has_to_write(model: Assessment) -> None:
    form = project(model)
    asked = [todo.name for todo in _of(model, TodoKind.BLANK)]
    blank = {cell.key: cell for cell in form.cells if cell.origin is CellOrigin.BLANK}
    assert asked == [key for key in blank if key in asked]
    for key in blank.keys() - set(asked):
        field = blank[key].field
        printed = field.kind is FieldKind.REFERENCE
        others = "行政機関等のみ" in field.label or field.full.startswith("Ⅵ.4.")
        assert printed or others or field.full.endswith((".⑧", ".⑨")), key
    unread = [cell.key for cell in form.cells if cell.filled.unread and not cell.filled.derived]
    assert [todo.name for todo in _of(model, TodoKind.UNREAD)] == unread
    derived = [cell.key for cell in form.cells if cell.origin is CellOrigin.DERIVED]
    assert [todo.name for todo in _of(model, TodoKind.DERIVED)] == derived


@pytest.mark.parametrize(
    ("kind", "asked"), [(BodyKind.MUNICIPALITY, False), (BodyKind.NATIONAL, True), (BodyKind.UNKNOWN, True)]
)
def test_what_the_state_alone_is_asked_is_asked_unless_it_is_certainly_another_body(
    kind: BodyKind, *, asked: bool
) -> None:
    model = Assessment(Overview("評価する者", "給付事務", kind=kind))
    names = [todo.name for todo in _of(model, TodoKind.BLANK)]
    assert ("表紙.承認日" in names) is asked
    assert ("Ⅵ.4.②" in names) is asked


@pytest.mark.parametrize(
    ("below", "asked"), [(Certainty.NO, False), (Certainty.YES, True), (Certainty.UNKNOWN, True)]
)
def test_how_a_subentrustment_is_permitted_is_asked_unless_there_is_none(
    below: Certainty, *, asked: bool
) -> None:
    entrustments = (Entrustment("委託事項1", contractor="みなと情報", subentrusted=below),)
    file = File("給付ファイル", "端末", listed=Certainty.YES, entrustments=entrustments)
    party = Party("みなと情報", PartyKind.CONTRACTOR)
    a = Assessment(Overview("みなと市長", "住基"), parties=(party,), systems=(System("端末"),), files=(file,))
    names = "".join(todo.name for todo in _of(a, TodoKind.BLANK))
    assert ("委託事項1.⑧" in names, "委託事項1.⑨" in names) == (asked, asked)


@pytest.mark.parametrize("kind", list(FormKind))
def test_a_blank_field_is_named_by_the_address_under_which_its_text_is_written(kind: FormKind) -> None:
    model = evolve(MINATO, overview=evolve(MINATO.overview, form=kind))
    blank = _of(model, TodoKind.BLANK)
    assert blank
    written = evolve(model, texts=tuple(Text(todo.name, "記載") for todo in blank))
    assert _of(written, TodoKind.BLANK) == []
    assert all(Address.parse(todo.name, kind).is_field for todo in blank)


def test_a_choice_that_the_form_does_not_print_is_told() -> None:
    slip, right = Text(f"Ⅲ.{FILE}.2.リスク2.十分か", "充分である"), Text("Ⅳ.2", "十分に行っている")
    told = _of(evolve(MINATO, texts=(slip, right)), TodoKind.NO_CHOICE)
    assert [(todo.name, todo.what) for todo in told] == [(slip.address, "リスクへの対策は十分か: 充分である")]
    assert [todo for model in MODELS for todo in _of(model, TodoKind.NO_CHOICE)] == []


def test_unread_boxes_are_named() -> None:
    text = Text("Ⅳ.1.②", boxes=(ChoiceBox("十分に行っている"),))
    assert Todo(TodoKind.UNREAD, "Ⅳ.1.②", "監査: 十分に行っている") in find_todo(
        evolve(MINATO, texts=(text,))
    )


def test_a_flow_that_hands_over_needs_an_entry_unless_it_is_no_specific_information() -> None:
    index = next(i for i, f in enumerate(MINATO.flows) if f.kind is FlowKind.ACQUISITION and f.items.names)
    flow = evolve(MINATO.flows[index], declared=(), items=ItemList(("個人番号",), complete=True))
    plain = ItemList(("住所",), complete=True)

    def undeclared(flow: Flow) -> bool:
        flows = (*MINATO.flows[:index], flow, *MINATO.flows[index + 1 :])
        told = _of(evolve(MINATO, flows=flows), TodoKind.NO_ENTRY)
        return ("flows", index) in [todo.where for todo in told]

    assert undeclared(flow)
    assert not undeclared(evolve(flow, kind=FlowKind.USE))
    assert not undeclared(evolve(flow, declared=(f"{FILE}/入手",)))
    assert not undeclared(evolve(flow, items=plain, specific=Certainty.NO))


def test_lines_are_missing_only_where_a_document_is_cited() -> None:
    system = evolve(MINATO.systems[0], spans=(), inferred="")
    bare = evolve(MINATO, systems=(system, *MINATO.systems[1:]))
    assert (("systems", system.name)) in [todo.where for todo in _of(bare, TodoKind.NO_LINES)]
    reasoned = evolve(MINATO, systems=(evolve(system, inferred="図から"), *MINATO.systems[1:]))
    assert ("systems", system.name) not in [todo.where for todo in _of(reasoned, TodoKind.NO_LINES)]
    assert [todo for model in MODELS if not model.documents for todo in _of(model, TodoKind.NO_LINES)] == []


def test_what_a_starter_leaves_is_told_wherever_it_stands() -> None:
    overview = evolve(MINATO.overview, procedure="〔事務の名称〕に関する事務")
    flow = evolve(MINATO.flows[0], text="〔何を〕送る、要確認")
    told = _of(evolve(MINATO, overview=overview, flows=(flow, *MINATO.flows[1:])), TodoKind.PLACEHOLDER)
    assert [(todo.what, todo.where) for todo in told] == [
        ("〔事務の名称〕", ("overview", "procedure")),
        ("〔何を〕、要確認", ("flows", 0, "text")),
    ]
    assert _of(MINATO, TodoKind.PLACEHOLDER) == []


def test_a_starter_tells_its_comments_with_their_lines_and_nothing_of_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "konan.yaml"
    new("その他の事務", path, body="港南市長")
    (document,) = todo_files([path]).documents
    lines = path.read_text(encoding="utf-8").splitlines()
    asked = [(place.line, todo) for todo, place in document.todos if todo.kind is TodoKind.PLACEHOLDER]
    beside = [n for n, line in enumerate(lines, 1) if "# 要確認" in line and not line.startswith("#")]
    assert beside
    assert set(beside) <= {line for line, _ in asked}
    assert any(todo.what == "〔事務の名称〕" for _, todo in asked)
    assert all(place.line for todo, place in document.todos if todo.where)
    held = [todo.where[1] for todo, _ in document.todos if todo.kind is TodoKind.NO_LINES]
    assert "デジタル庁" not in held


def test_comments_of_the_base_count_too(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        to_yaml(MINATO).replace("assessment:\n", "assessment:   # 要確認: 表紙\n"), encoding="utf-8"
    )
    (tmp_path / "change.yaml").write_text("base: base.yaml\n", encoding="utf-8")
    (document,) = todo_files([tmp_path / "change.yaml"]).documents
    (asked,) = [place for todo, place in document.todos if todo.kind is TodoKind.PLACEHOLDER]
    assert Path(asked.file).name == "base.yaml"


def _handed_to(recipient: str, **told: Any) -> Assessment:
    entry = evolve(Provision("提供先1"), recipient=recipient, **told)
    return Assessment(
        Overview("みなと市長", "税"),
        parties=(Party("大浜県", aliases=("大浜県知事",)), Party("税務課")),
        files=(File("台帳", "みなと市長", provisions=(entry,)),),
    )


@pytest.mark.parametrize("recipient", ["大浜知事", "税務謀"])
def test_a_recipient_that_names_no_party_is_told_with_the_nearest(recipient: str) -> None:
    (todo,) = _of(_handed_to(recipient), TodoKind.NO_PARTY)
    nearest = {"大浜知事": "大浜県知事", "税務謀": "税務課"}[recipient]
    assert todo.what == f"{recipient}（もしかして: {nearest}）"
    assert todo.where == ("files", "台帳", "provisions", "提供先1", "recipient")


@pytest.mark.parametrize(
    "recipient", ["大浜県知事", "大浜県及び機構", "税務課（庁内）", "みなと市長", "〔提供先〕", ""]
)
def test_a_recipient_that_names_a_party_or_is_still_to_write_is_not(recipient: str) -> None:
    assert _of(_handed_to(recipient), TodoKind.NO_PARTY) == []


def test_those_that_an_annex_lists_are_told_by_its_rows() -> None:
    assert _of(_handed_to("番号法に定める照会者", annex="別紙1"), TodoKind.NO_PARTY) == []
    assert _of(_handed_to("市長と知事", rows=(Recipient("甲市長"),)), TodoKind.NO_PARTY) == []


def test_a_recipient_comes_back_as_the_party_is_spelled() -> None:
    (file,) = _handed_to("大浜県知事　").files
    assert file.provisions[0].recipient == "大浜県知事"
