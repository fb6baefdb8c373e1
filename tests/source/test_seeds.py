"""Published documents, where they lie beside the project: what is known of them by counting."""

from __future__ import annotations

import pytest

from piaflow.domain.choices import FormKind
from piaflow.source.opening import open_document
from piaflow.source.page import TICK, BreakReason, Source, SourceKind
from tests.models.founding import SEEDS

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="no published documents beside the project")
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
