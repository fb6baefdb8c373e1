"""A model file is read as strings, and structured by what the domain says of each place."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, NodeKind, SubjectBand
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Connection
from piaflow.domain.span import Span
from piaflow.errors import InputError
from piaflow.store.load import load, parse

MINATO = Path(__file__).parents[1] / "fixtures" / "minato.yaml"
HEAD = "assessment: {body: みなと市長, procedure: 住基}\n"


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "no",
        "on",
        "null",
        "~",
        "1",
        "007",
        "1.50",
        "1e3",
        "0x1F",
        "2026-04-01",
        "true",
        "12:30:45",
        "<<",
        "=",
        ".inf",
    ],
)
def test_everything_is_read_as_it_is_written(written: str) -> None:
    model = parse(f"{HEAD}systems: {{端末: {{number: {written}, functions: [{written}]}}}}")
    assert model.systems[0].number == written
    assert model.systems[0].functions == (written,)


def test_names_too_are_what_is_written() -> None:
    model = parse(f"{HEAD}systems: {{no: {{}}, 1: {{}}, null: {{}}, 2026-04-01: {{}}}}")
    assert [s.name for s in model.systems] == ["no", "1", "null", "2026-04-01"]


@pytest.mark.parametrize(
    ("box", "certainty"), [("yes", Certainty.YES), ("no", Certainty.NO), ("unknown", Certainty.UNKNOWN)]
)
def test_a_box_is_written_yes_no_or_unknown(box: str, certainty: Certainty) -> None:
    model = parse(f"{HEAD}systems: {{端末: {{connects: {{税務システム: {box}}}}}}}")
    assert model.systems[0].connects == (Connection("税務システム", certainty),)


@pytest.mark.parametrize("box", ["true", "はい", "Yes", "○", "null", '""'])
def test_a_box_is_nothing_else(box: str) -> None:
    with pytest.raises(InputError, match="選べるもの: yes、no、unknown"):
        parse(f"{HEAD}systems: {{端末: {{connects: {{税務システム: {box}}}}}}}")


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("[個人番号, 4情報]", ItemList(("個人番号", "4情報"), complete=True)),
        ("[個人番号, 等]", ItemList(("個人番号",), complete=False)),
        ("[等]", ItemList((), complete=False)),
        ("[]", ItemList((), complete=True)),
    ],
)
def test_a_list_that_ends_in_etcetera_is_open(written: str, items: ItemList) -> None:
    model = parse(f"{HEAD}systems: {{甲: {{}}, 乙: {{}}}}\nflows: [{{from: 甲, to: 乙, items: {written}}}]")
    assert model.flows[0].items == items


@pytest.mark.parametrize("written", ["[等, 個人番号]", "[等, 等]"])
def test_etcetera_stands_at_the_end(written: str) -> None:
    with pytest.raises(InputError, match="<text>:3:34: 「等」は並びの最後に1度だけ書きます"):
        parse(f"{HEAD}systems: {{甲: {{}}, 乙: {{}}}}\nflows: [{{from: 甲, to: 乙, items: {written}}}]")


def test_the_fixture_says_what_it_says() -> None:
    model = load(MINATO)
    assert (model.body, model.overview.published) == ("みなと市長", "2026-04-01")
    assert model.overview.subjects is SubjectBand.UNDER_300K
    assert model.node("窓口端末").kind is NodeKind.TERMINAL
    assert model.node("既存住基システム").spans == (Span("900", 40, 44), Span("900", 50, 50))
    assert model.flows[0].kind is FlowKind.ACQUISITION
    assert (len(model.flows), len(model.files), len(model.diagrams), len(model.contracts)) == (14, 2, 2, 7)
    assert dict(model.counts)["住民基本台帳ファイル"].count == 1


def test_a_mark_at_the_start_of_the_file_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"\xef\xbb\xbf" + MINATO.read_bytes())
    assert load(tmp_path / "m.yaml") == load(MINATO)


def test_line_ends_of_windows_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(MINATO.read_bytes().replace(b"\n", b"\r\n"))
    assert load(tmp_path / "m.yaml") == load(MINATO)


def test_an_anchor_says_once_what_stands_twice() -> None:
    model = parse(f"{HEAD}systems: {{甲: &same {{kind: 端末}}, 乙: *same }}")
    assert [s.kind for s in model.systems] == [NodeKind.TERMINAL] * 2
