"""Published documents, where they lie beside the project: what is known of them by counting."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.form.form import Form
from piaflow.form.values import read_ticked
from piaflow.law.forms import BOXED, FieldKind
from piaflow.proposals.projecting import project
from piaflow.source.opening import open_document
from piaflow.source.page import TICK, BreakReason, Source, SourceKind
from piaflow.source.reading import Reading, read_form
from piaflow.store.load import load
from tests.models.founding import SEEDS

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="no published documents beside the project")
ROOT = Path(__file__).parents[2]
MODELS = [
    ("000", 0, "iizuka/juki", 0.85),
    ("002", 0, "takatsuki/yobosesshu", 0.7),
    ("002", 2, "takatsuki/juki", 0.85),
    ("001", 0, "yashio/juki", 0.5),
    ("003", 0, "kodaira/juki", 0.65),
]
CHANGED = 0.85
"""Of the rows of 変更箇所: so many with what stood after the change."""
ROWS_PARTED = 2
OF_RISKS = 0.6
FULL, PRIORITY, BASIC = FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC


def _open(number: str) -> Source:
    return open_document(next(SEEDS.glob(f"{number}-*")))


@pytest.mark.parametrize(
    ("number", "kind", "forms"),
    [
        ("000", SourceKind.TEXT, [None]),
        ("001", SourceKind.TABLE, [PRIORITY]),
        ("002", SourceKind.TEXT, [FULL, BASIC, FULL]),
        ("003", SourceKind.TABLE, [PRIORITY]),
    ],
)
def test_the_kind_and_the_parts_are_right(
    number: str, kind: SourceKind, forms: list[FormKind | None]
) -> None:
    source = _open(number)
    assert source.kind is kind
    assert [part.form for part in source.parts] == forms


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_no_printed_line_is_lost_and_each_keeps_its_number(number: str) -> None:
    source = _open(number)
    rows = next(SEEDS.glob(f"{number}-*")).read_text(encoding="utf-8").split("\n")
    assert {line.number for line in source.lines} >= {
        at for at, row in enumerate(rows, 1) if row.strip() and "<" not in row
    }
    if source.kind is SourceKind.TEXT:
        assert all(line.text == rows[line.number - 1].rstrip() for line in source.lines)


@pytest.mark.slow
@pytest.mark.parametrize("number", ["001", "003"])
def test_every_check_box_of_a_converted_page_is_there(number: str) -> None:
    text = next(SEEDS.glob(f"{number}-*")).read_text(encoding="utf-8")
    ticks = [tick for line in _open(number).lines for tick in line.ticks]
    assert len(ticks) == text.count("<input")
    assert sum(tick is True for tick in ticks) == text.count("<input checked")
    assert sum(line.text.count(TICK) for line in _open(number).lines) == len(ticks)


def test_the_pages_of_a_layer_without_form_feeds_are_told_by_gaps() -> None:
    breaks = _open("000").breaks
    assert 55 <= sum(BreakReason.GAP in one.reasons for one in breaks) <= 70


@pytest.mark.slow
@pytest.mark.parametrize(("number", "which", "model", "least"), MODELS)
def test_no_choice_and_no_box_is_read_against_the_model(
    number: str, which: int, model: str, least: float
) -> None:
    """The models were written by people who read the lines; what they do not tell is not compared."""
    truth = _list_marks(project(load(ROOT / "models" / f"{model}.yaml")))
    read = _list_marks(_read(number, which).form)
    told = {key: read[key] for key in truth if key in read}
    assert {key: (truth[key], mark) for key, mark in told.items() if truth[key] != mark} == {}
    assert len(told) >= least * len(truth)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "which", "rows"), [("002", 0, 59), ("002", 2, 88), ("001", 0, 80), ("003", 0, 71)]
)
def test_the_rows_of_the_table_of_changes_are_told(number: str, which: int, rows: int) -> None:
    form = _read(number, which).form
    items = [cell for cell in form.cells if cell.path.endswith(".項目") and cell.field.counted == "変更"]
    changed = [cell for cell in form.cells if cell.path.endswith(".変更後の記載") and cell.text]
    assert abs(len(items) - rows) <= ROWS_PARTED
    assert len(changed) >= CHANGED * len(items)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "which", "provided", "transferred"),
    [("000", 0, 58, 1), ("002", 2, 58, 47), ("003", 0, 59, 53)],
)
def test_the_rows_of_the_annexes_are_all_told(
    number: str, which: int, provided: int, transferred: int
) -> None:
    """As many as the documents print; that of 飯塚市 declares one more."""
    words = [row.word for row in _read(number, which).recipients]
    assert (words.count("提供先"), words.count("移転先")) == (provided, transferred)


@pytest.mark.slow
def test_every_field_of_the_measures_against_risks_is_found() -> None:
    """A page of Ⅲ that is lost shows in no comparison with a model: models do not hold its words."""
    for number, which in (("000", 0), ("002", 0), ("002", 2)):
        told = [cell for cell in _read(number, which).form.cells if cell.address.chapter == "Ⅲ"]
        assert sum(bool(cell.text) for cell in told) >= OF_RISKS * len(told)


def _read(number: str, which: int) -> Reading:
    source = _open(number)
    part = source.parts[which]
    return read_form(source.take(part), part, number)


def _list_marks(form: Form) -> dict[str, object]:
    """Each box that is known, ticked or not, and each choice without its count, by its path."""
    marks: dict[str, object] = {}
    for cell in form.cells:
        if cell.address.chapter not in ("Ⅰ", "Ⅱ"):
            continue
        if cell.field.kind in BOXED and cell.filled.told:
            ticked = read_ticked(cell)
            for name in set(cell.field.boxes) - set(cell.filled.unread):
                longer = [other for other in cell.field.boxes if other != name and other.startswith(name)]
                marks[f"{cell.path} {name}"] = any(
                    one.startswith(name) and not any(one.startswith(other) for other in longer)
                    for one in ticked
                )
        elif cell.field.kind in (FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT) and cell.text:
            marks[cell.path] = fold(cell.text).partition("(")[0]
    return marks
