"""What a form tells comes back: derived and projected again, every field says what it said, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FileKind, FormKind, Means
from piaflow.domain.entries import MeansBox
from piaflow.domain.records import ChoiceBox, Text
from piaflow.errors import ModelError
from piaflow.form.deriving import derive
from piaflow.form.form import Cell, Filled, Form
from piaflow.law.forms import FieldKind, find_field
from piaflow.proposals.projecting import project
from piaflow.store.dumping import to_yaml
from piaflow.store.load import parse
from tests.impact.random_changes import edited
from tests.once import load_once
from tests.trace.random_models import assessments

ROOT = Path(__file__).parents[2]
MINATO = load_once(ROOT / "tests/fixtures/minato.yaml")
MODELS = [load_once(path) for path in find_model_files(ROOT / "models")]
FILE = MINATO.files[0].name
fast = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)


def _stated(form: Form) -> dict[str, tuple[object, ...]]:
    """What each field states: words, boxes, and whether it was read at all. Proposals state nothing."""
    return {cell.path: _of(cell) for cell in form.cells}


def _of(cell: Cell) -> tuple[object, ...]:
    told = Filled() if cell.filled.derived else cell.filled
    return cell.address, cell.subject, told.text, told.told, told.unread


def _holds(a: Assessment) -> None:
    form = project(a)
    derived = derive(form)
    assert derived.left == ()
    again = project(derived.assessment)
    assert _stated(again) == _stated(form)
    assert derive(again).assessment == derived.assessment
    assert parse(to_yaml(derived.assessment)) == derived.assessment


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{m.body}{m.procedure}")
def test_every_model_of_the_repository_comes_back_as_its_form_tells_it(model: Assessment) -> None:
    _holds(model)


@pytest.mark.parametrize("kind", list(FormKind))
def test_a_form_of_each_kind_comes_back(kind: FormKind) -> None:
    _holds(evolve(MINATO, overview=evolve(MINATO.overview, form=kind)))


@pytest.mark.slow
@fast
@given(st.one_of(assessments, edited))
def test_what_any_assessment_tells_in_its_form_comes_back(a: Assessment) -> None:
    cells = project(a).cells
    # Two systems that bear one number print two cells at one address: no form reads back then.
    assume(len({cell.address for cell in cells}) == len(cells))
    _holds(a)


@pytest.mark.parametrize("kind", list(FormKind))
def test_every_text_of_every_field_comes_back(kind: FormKind) -> None:
    model = evolve(MINATO, overview=evolve(MINATO.overview, form=kind))
    blank = [cell for cell in project(model).cells if not cell.filled.told]
    texts = (Text(cell.key, f"記載\n{cell.path}") for cell in blank)
    _holds(evolve(model, texts=tuple(texts)))


_BOX_STATES = (Certainty.YES, Certainty.NO, Certainty.UNKNOWN)


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("kind", list(FormKind))
def test_the_boxes_of_every_field_come_back(kind: FormKind, turn: int) -> None:
    model = evolve(MINATO, overview=evolve(MINATO.overview, form=kind))
    blank = [cell for cell in project(model).cells if cell.field.choices and not cell.filled.told]
    assert blank

    def tick(cell: Cell, at: int) -> Certainty:
        """Any state of several boxes; of one choice a single box is ticked."""
        if cell.field.kind is FieldKind.CHOICE:
            return Certainty.YES if at == turn % len(cell.field.choices) else Certainty.NO
        return _BOX_STATES[(at + turn) % 3]

    texts = (
        Text(cell.key, boxes=tuple(ChoiceBox(c, tick(cell, at)) for at, c in enumerate(cell.field.choices)))
        for cell in blank
    )
    _holds(evolve(model, texts=tuple(texts)))


def test_what_a_model_has_words_for_is_no_text() -> None:
    derived = derive(project(MINATO)).assessment
    # The picture is no flow, and the rows of a 別紙 in the cell of its 提供先 are no name.
    assert [text.address for text in derived.texts] == ["別添1", f"Ⅱ.{FILE}.5.提供先1"]
    file, was = derived.files[0], MINATO.files[0]
    assert file.acquisition.sources[0] == was.acquisition.sources[0]
    assert [entry.contractor for entry in file.entrustments] == [e.contractor for e in was.entrustments]
    assert file.records == was.records
    assert [(c.kind, c.done, c.count) for c in file.counts] == [(c.kind, c.done, c.count) for c in was.counts]
    assert derived.overview.subjects is MINATO.overview.subjects
    assert len(derived.revisions) == len(MINATO.revisions)


def test_what_no_field_tells_is_not_guessed() -> None:
    derived = derive(project(MINATO)).assessment
    assert (derived.flows, derived.zones, derived.diagrams, derived.contracts) == ((), (), (), ())
    assert {file.holder for file in derived.files} == {MINATO.body}
    assert all(system.owner == "" for system in derived.systems)


def test_a_word_that_is_no_choice_is_held_as_it_is_printed() -> None:
    text = "未定"
    blank = evolve(MINATO, overview=evolve(MINATO.overview, network=Certainty.UNKNOWN))
    derived = derive(project(evolve(blank, texts=(Text("Ⅰ.6.①", text),)))).assessment
    assert derived.overview.network is Certainty.UNKNOWN
    assert Text("Ⅰ.6.①", text) in derived.texts


def test_boxes_that_are_all_empty_come_back_as_read_and_unread_ones_as_unread() -> None:
    kinds = (Means.PAPER, Means.MEDIUM, Means.FLASH, Means.MAIL, Means.DEDICATED_LINE)
    for certainty in (Certainty.NO, Certainty.UNKNOWN):
        told = _means_of_derived(tuple(MeansBox(means, certainty) for means in kinds))
        assert {told[means] for means in kinds} == {certainty}


def test_of_a_choice_that_the_field_does_not_print_nothing_is_told() -> None:
    told = _means_of_derived((MeansBox(Means.PAPER, Certainty.YES),))
    field = find_field(FormKind.FULL, "Ⅱ.3.②")
    assert [means.value for means in told] == list(field.boxes)
    assert set(told.values()) == {Certainty.YES, Certainty.NO}


def test_boxes_come_back_in_the_order_of_print() -> None:
    boxes = (MeansBox(Means.OTHER, Certainty.YES), MeansBox(Means.PAPER), MeansBox(Means.MAIL, Certainty.YES))
    told = _means_of_derived(boxes)
    printed = find_field(FormKind.FULL, "Ⅱ.3.②").boxes
    assert [means.value for means in told] == [name for name in printed if Means(name) in told]


def _means_of_derived(means: tuple[MeansBox, ...]) -> dict[Means, Certainty]:
    """The boxes of the first file after its model was printed and derived again."""
    file = evolve(MINATO.files[0], acquisition=evolve(MINATO.files[0].acquisition, means=means))
    derived = derive(project(evolve(MINATO, files=(file, *MINATO.files[1:])))).assessment
    return {box.means: box.box for box in derived.files[0].acquisition.means}


def test_words_that_two_fields_tell_otherwise_are_said_to_be_left() -> None:
    form = project(MINATO)
    cells = tuple(
        evolve(cell, filled=Filled("別の名前のファイル")) if cell.path == "Ⅲ.ファイル1.1" else cell
        for cell in form.cells
    )
    derived = derive(evolve(form, cells=cells))
    assert [cell.path for cell in derived.left] == ["Ⅲ.ファイル1.1"]
    assert derived.assessment.files[0].name == FILE


def test_a_form_without_a_body_is_no_assessment() -> None:
    form = project(MINATO)
    cells = tuple(c for c in form.cells if c.path != "表紙.評価実施機関名")
    with pytest.raises(ModelError):
        derive(evolve(form, cells=cells))


NAMED = (
    "表紙.評価実施機関名",
    "Ⅰ.2.システム1.①",
    "Ⅰ.2.システム2.①",
    "Ⅱ.ファイル1.1",
    "Ⅱ.ファイル2.1",
    "Ⅱ.ファイル1.4.委託事項1.⑥",
    "Ⅱ.ファイル1.4.委託事項2.⑥",
)
PRINTED = (
    "未定",
    "なし",
    "等",
    "－",
    "業者",
    "業 者",
    "ＧＸ業者",
    "GX業者",
    "システム2",
    "ファイル1",
    "税務システム\n（一部）",
    "（税務システムの一部）",
    "台帳\u200bシステム",
)


def _print(form: Form, printed: dict[str, str]) -> Form:
    return evolve(
        form,
        cells=tuple(
            evolve(cell, filled=Filled(printed[cell.path])) if cell.path in printed else cell
            for cell in form.cells
            if cell.field.path not in ("Ⅲ.1", "Ⅰ.3")
        ),
    )


@pytest.mark.slow
@fast
@given(st.dictionaries(st.sampled_from(NAMED[1:]), st.sampled_from(PRINTED), min_size=1))
def test_a_printed_name_that_names_nothing_or_two_things_is_kept_as_it_is_printed(
    printed: dict[str, str],
) -> None:
    form = _print(project(MINATO), printed)
    derived = derive(form)
    unseen = [path for path, text in printed.items() if "\u200b" in text]
    assert [cell.path for cell in derived.left if cell.path not in unseen] == []
    again = project(derived.assessment)
    assert {path: again.cell(path).text for path in printed if path not in unseen} == {
        path: text for path, text in printed.items() if path not in unseen
    }


@pytest.mark.parametrize("printed", ["未定", "－", "なし"])
def test_a_contractor_who_is_not_named_is_no_party(printed: str) -> None:
    derived = derive(_print(project(MINATO), {"Ⅱ.ファイル1.4.委託事項1.⑥": printed})).assessment
    assert derived.files[0].entrustments[0].contractor == ""
    assert derived.find(printed) is None
    assert Text(f"Ⅱ.{FILE}.4.委託事項1.⑥", printed) in derived.texts


def test_a_box_stays_ticked_whatever_is_written_beside_it() -> None:
    path = "Ⅰ.2.システム1.③"
    text = "［○］庁内連携システム\n［○］その他（庁内各業務システム）"
    form = project(MINATO)
    cells = tuple(evolve(c, filled=Filled(text)) if c.path == path else c for c in form.cells)
    derived = derive(evolve(form, cells=cells))
    boxes = {c.name: c.box for c in derived.assessment.systems[0].connects}
    assert boxes["庁内連携システム"] is boxes["その他"] is Certainty.YES
    assert boxes["税務システム"] is Certainty.NO
    assert project(derived.assessment).cell(path).text == text


def test_boxes_that_nobody_could_read_stay_unknown() -> None:
    unread = Filled(unread=("その他",), spans=MINATO.files[0].spans)
    form = project(MINATO)
    paths = ("Ⅰ.6.①", "Ⅱ.ファイル1.4.委託事項1.⑦", "Ⅱ.ファイル1.2.①", "Ⅱ.ファイル1.3.①")
    cells = tuple(evolve(c, filled=unread) if c.path in paths else c for c in form.cells)
    derived = derive(evolve(form, cells=cells)).assessment
    file = derived.files[0]
    assert derived.overview.network is file.entrustments[0].subentrusted is Certainty.UNKNOWN
    assert file.kind is FileKind.UNKNOWN
    assert {source.box for source in file.acquisition.sources} == {Certainty.UNKNOWN}
