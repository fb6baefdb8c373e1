"""What a person decides of a document is in its form, as long as the document has the words that it was decided about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import piaflow
from piaflow import FileAccessError, InputError
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.form.form import Cell, CellOrigin
from piaflow.form.values import read_ticked
from piaflow.law.forms import BOXED, FieldKind
from piaflow.source.deciding import Printed, decide
from piaflow.source.decisions import find_box, parse_decisions
from piaflow.source.opening import read_document
from piaflow.source.reading import read_form
from tests.app.test_documents import ROWS

SOURCE = read_document("評価書.txt", ROWS.encode())
READING = read_form(SOURCE, SOURCE.parts[0], "評価書")
PRINTED = Printed(SOURCE)
CELLS = [cell for cell in READING.form.cells if cell.field.counted != "変更"]
LINE = ROWS.splitlines().index("③委託先名\t霧ヶ丘情報株式会社") + 1
CONTRACTOR = "Ⅱ.ファイル1.4.委託事項1.③"


def _write(decisions: Mapping[str, Any]) -> str:
    return yaml.safe_dump({"document": "評価書.txt", "decisions": dict(decisions)}, allow_unicode=True)


def _quote(first: int, last: int | None = None) -> dict[str, Any]:
    return {"at": f"{first}-{last or first}", "words": PRINTED.find_words(first, last or first)}


@st.composite
def _answers(draw: st.DrawFn) -> tuple[Cell, dict[str, Any]]:
    """A field of the document, and something that may stand in it."""
    cell = draw(st.sampled_from(CELLS))
    field, line = cell.field, draw(st.sampled_from(sorted(PRINTED.lines)))
    if field.kind in BOXED:
        states = st.sampled_from([one.value for one in Certainty])
        names = draw(st.sets(st.sampled_from(field.boxes), min_size=1))
        return cell, {**_quote(line), "boxes": {name: draw(states) for name in sorted(names)}}
    if draw(st.integers(0, 3)) == 0:
        return cell, {**_quote(line), "blank": "yes"}
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT):
        return cell, {**_quote(line), "text": draw(st.sampled_from(field.choices)).removesuffix("()")}
    words = draw(
        st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)
    )
    return cell, {**_quote(line), "text": words}


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(st.lists(_answers(), max_size=6, unique_by=lambda answer: answer[0].path))
def test_what_is_decided_is_in_the_form_and_all_else_is_as_it_was_read(
    answers: list[tuple[Cell, dict[str, Any]]],
) -> None:
    text = _write({cell.path: said for cell, said in answers})
    decided = decide(READING, SOURCE, parse_decisions(text, "d.yaml", FormKind.PRIORITY), "評価書")
    assert decided.refused == ()
    form = decided.reading.form
    for cell, said in answers:
        now = form.cell(cell.path)
        assert now.origin is CellOrigin.DECIDED
        assert [(span.first, span.last) for span in now.spans] == [_lines(said)] or "blank" in said
        if "boxes" in said:
            ticked = {find_box(one, cell.field.boxes) for one in read_ticked(now)}
            for name, state in said["boxes"].items():
                shown = (name in ticked, name in now.filled.unread)
                assert shown == (state == "yes", state == "unknown")
        else:
            assert now.text == said.get("text", "")
    others = {cell.path for cell, _ in answers}
    assert [c for c in form.cells if c.path not in others] == [
        c for c in READING.form.cells if c.path not in others
    ]


def _lines(said: Mapping[str, Any]) -> tuple[int, int]:
    first, _, last = str(said["at"]).partition("-")
    return int(first), int(last)


def test_boxes_that_nobody_decided_stay_as_they_were_read() -> None:
    said = {"Ⅱ.ファイル1.3.②": {**_quote(34), "boxes": {"電子メール": "yes", "フラッシュメモリ": "no"}}}
    decided = decide(READING, SOURCE, parse_decisions(_write(said), "d", FormKind.PRIORITY), "評価書")
    was, now = READING.form.cell("Ⅱ.ファイル1.3.②"), decided.reading.form.cell("Ⅱ.ファイル1.3.②")
    assert set(read_ticked(now)) == {*read_ticked(was), "電子メール"}
    assert set(now.filled.unread) == set(was.filled.unread) - {"フラッシュメモリ"}


def test_words_beside_a_box_are_kept() -> None:
    said = {"Ⅱ.ファイル1.3.①": {**_quote(33), "boxes": {"民間事業者（健診の会社）": "yes"}}}
    decided = decide(READING, SOURCE, parse_decisions(_write(said), "d", FormKind.PRIORITY), "評価書")
    assert "［○］民間事業者（健診の会社）" in decided.reading.form.cell("Ⅱ.ファイル1.3.①").text


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.integers(1, len(ROWS.splitlines()) - 1), st.sampled_from(["dropped", "changed", "doubled"]))
def test_a_decision_about_other_words_is_told_and_not_put_in(line: int, damage: str) -> None:
    rows = ROWS.splitlines()
    kept = rows[line - 1 : line]
    more = {"dropped": [], "changed": [f"{kept[0]}変"], "doubled": kept * 2}[damage]
    later = read_document("評価書.txt", "\n".join([*rows[: line - 1], *more, *rows[line:]]).encode())
    reading = read_form(later, later.parts[0], "評価書")
    said = parse_decisions(
        _write({CONTRACTOR: {**_quote(LINE), "text": "人の決めた会社"}}), "d", FormKind.PRIORITY
    )
    decided = decide(reading, later, said, "評価書")
    same = fold(Printed(later).find_words(LINE, LINE)) == fold(PRINTED.find_words(LINE, LINE))
    assert bool(decided.held) is same
    if same:
        assert decided.reading.form.cell(CONTRACTOR).text == "人の決めた会社"
    else:
        (refused,) = decided.refused
        assert "行" in refused.why
        assert decided.reading.form == reading.form


def test_words_that_stand_elsewhere_now_are_found_for_the_person() -> None:
    later = read_document("評価書.txt", ("前書き\n" + ROWS).encode())
    reading = read_form(later, later.parts[0], "評価書")
    said = parse_decisions(_write({CONTRACTOR: {**_quote(LINE), "text": "会社"}}), "d", FormKind.PRIORITY)
    (refused,) = decide(reading, later, said, "評価書").refused
    assert f"今は{LINE + 1}行にあります" in refused.why


OTHER = {"words": "言葉", "text": "会社"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"Ⅱ.ファイル1.4.委託事項1.③": {**OTHER, "at": "x"}}, "「x」は行ではありません"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {**OTHER, "at": "9-3"}}, "「9-3」は行ではありません"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": OTHER}, "「at」がありません"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {"at": "3", "text": "会社"}}, "「words」がありません"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {"at": "3", "words": "", "text": "会社"}}, "words が空"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {"at": "3", "words": "言葉"}}, "どれか一つ"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {**OTHER, "at": "3", "blank": "yes"}}, "どれか一つ"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {**OTHER, "at": "3", "txet": "会社"}}, "もしかして: text"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {**OTHER, "at": "3", "text": " "}}, "text が空"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {"at": "3", "words": "言", "blank": "no"}}, "blank には yes"),
        ({"Ⅱ.ファイル1.4.委託事項1.③": {"at": "3", "words": "言", "boxes": {"紙": "yes"}}}, "印はありません"),
        ({"Ⅱ.ファイル1.4.委託事項1.㉝": {**OTHER, "at": "3"}}, "もしかして: Ⅱ.ファイル1.4.委託事項1."),
        ({"Ⅰ.2.システム1": {**OTHER, "at": "3"}}, "一つの欄ではありません"),
        ({"Ⅱ.ファイル1.3.②": {**OTHER, "at": "3"}}, "印の欄です"),
        (
            {"Ⅱ.ファイル1.3.②": {"at": "3", "words": "言", "boxes": {"神": "yes"}}},
            "印「神」はこの欄にありません",
        ),
        ({"Ⅱ.ファイル1.3.②": {"at": "3", "words": "言", "boxes": {"紙": "はい"}}}, "印の状態ではありません"),
        ({"Ⅱ.ファイル1.3.②": {"at": "3", "words": "言", "boxes": []}}, "「印: yes か no」の組"),
        (
            {"Ⅱ.ファイル1.2.①": {**OTHER, "at": "3", "text": "システム用フアイル"}},
            "もしかして: システム用ファイル",
        ),
        ({"Ⅱ.ファイル1.2.①": "会社"}, "「キー: 値」の組"),
        ({"Ⅱ.ファイル1.2.①": {"at": ["3"], "words": "言", "blank": "yes"}}, "at は文字"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(said: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_decisions(_write(said), "d.yaml", FormKind.PRIORITY)
    assert all(line.startswith("d.yaml:") and ":0" not in line for line in str(caught.value).splitlines())
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "decisions: []", "decision: {}", "[]", "decisions: {a: {at: 1", "a: \u0007"]
)
def test_what_is_no_file_of_decisions_is_one_line(text: str) -> None:
    with pytest.raises(InputError, match=r"d\.yaml"):
        parse_decisions(text, "d.yaml", FormKind.PRIORITY)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "評価書.txt"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_the_file_beside_a_document_is_taken_wherever_it_is_read(document: Path) -> None:
    said = {CONTRACTOR: {**_quote(LINE), "text": "人の決めた会社"}}
    (document.parent / "評価書.decisions.yaml").write_text(_write(said), encoding="utf-8")
    read = piaflow.read(document)
    assert (read.form.cell(CONTRACTOR).text, read.form.cell(CONTRACTOR).origin.value) == (
        "人の決めた会社",
        "決定",
    )
    assert piaflow.load(document).files[0].entrustments[0].contractor == "人の決めた会社"


def test_another_file_of_decisions_takes_its_place(document: Path) -> None:
    for name, company in (("評価書.decisions.yaml", "隣の会社"), ("別.yaml", "別の会社")):
        said = {CONTRACTOR: {**_quote(LINE), "text": company}}
        (document.parent / name).write_text(_write(said), encoding="utf-8")
    assert (
        piaflow.read(document, decisions=document.parent / "別.yaml").form.cell(CONTRACTOR).text == "別の会社"
    )
    with pytest.raises(FileAccessError, match="ありません"):
        piaflow.read(document, decisions=document.parent / "ない.yaml")


def test_a_file_of_decisions_is_no_model_of_its_folder(document: Path) -> None:
    piaflow.read(document).save(document.parent / "m.yaml")
    (document.parent / "評価書.decisions.yaml").write_text(_write({}), encoding="utf-8")
    from piaflow.app.loading import find_model_files  # noqa: PLC0415 - the folder is what is tested

    assert [file.name for file in find_model_files(document.parent)] == ["m.yaml"]
