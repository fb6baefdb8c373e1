"""The published records are well formed, stand where they say, and belong to change files that apply."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from piaflow.store.load import load
from tests.models.founding import CHANGES
from tests.records.records import FILES, find_absent, read, to_field

TAIL = r"(\.(([①-⑩]|有無|委託事項\d+|提供先\d+|移転先\d+|リスク\d)|[^\W\d_]+))*"
PATH = re.compile(
    rf"別添1|別添2\.ファイル\d+|Ⅰ\.2\.システム\d+(\.[①-③])?|Ⅰ\.\d(\.[①-③])?|[ⅡⅢ]\.ファイル\d+\.\d{TAIL}|[ⅣⅤ]\.\d{TAIL}"
)
TIMINGS = {"事前", "事後"}
CAUSES = {
    "new_system",
    "changed_connection",
    "new_flow",
    "new_function",
    "new_means",
    "new_source",
    "new_recipient",
    "new_contractor",
    "new_storage_place",
    "new_items",
    "new_use",
    "moved_zone",
}
WITHOUT_ROWS = {"konbini-saikochiku.yaml"}
"""The change files that tell a drawing beside the form: no row speaks of them alone."""


def name_of(path: Path) -> str:
    return path.stem


EACH = pytest.mark.parametrize("path", FILES, ids=name_of)


@EACH
def test_each_path_has_the_shape_of_a_form_item(path: Path) -> None:
    assert [row.path for row in read(path).published if not PATH.fullmatch(row.path)] == []


@EACH
def test_no_number_of_a_file_system_or_entry_is_left_in_the_field(path: Path) -> None:
    fields = [to_field(row.path) for row in read(path).published]
    assert [f for f in fields if re.search(r"ファイル|(システム|委託事項|提供先|移転先)\d", f)] == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("別添1", "別添1"),
        ("別添2.ファイル1", "別添2"),
        ("Ⅰ.2.システム4.②", "Ⅰ.2.システム{n}.②"),
        ("Ⅰ.2.システム5", "Ⅰ.2.システム{n}"),
        ("Ⅱ.ファイル1.3.②", "Ⅱ.3.②"),
        ("Ⅱ.ファイル1.4.委託事項2.②.妥当性", "Ⅱ.4.委託事項{k}.②.妥当性"),
        ("Ⅱ.ファイル3.5.提供先1.①", "Ⅱ.5.提供先{k}.①"),
        ("Ⅲ.ファイル1.2.リスク1.対象者以外", "Ⅲ.2.リスク1.対象者以外"),
    ],
)
def test_a_path_leads_back_to_the_field_of_the_form(path: str, field: str) -> None:
    assert to_field(path) == field


@EACH
def test_several_rows_of_one_item_are_written_once_and_the_inferred_are_not_counted(path: Path) -> None:
    record = read(path)
    assert len({row.path for row in record.rows}) == len(record.rows)
    assert record.items == sum(not row.inferred for row in record.rows)


@EACH
def test_a_row_has_causes_exactly_where_a_change_of_the_model_can_cause_it(path: Path) -> None:
    for row in read(path).published:
        assert set(row.cause) <= CAUSES, row.path
        assert bool(row.cause) == row.causable, row.path


@EACH
def test_timings_are_those_of_the_form_or_unknown(path: Path) -> None:
    record = read(path)
    timings = [row.timing for row in record.rows] + [said.timing for said in record.judgement]
    assert set(timings) <= TIMINGS | {"unknown"}


@EACH
def test_a_timing_that_is_not_read_says_why(path: Path) -> None:
    assert [row.path for row in read(path).rows if row.timing == "unknown" and not row.note] == []


@pytest.mark.slow
@EACH
def test_the_spans_hold_the_printed_words_and_the_timing(path: Path) -> None:
    assert find_absent(read(path)) == []


@EACH
def test_every_span_is_of_the_document_of_the_record(path: Path) -> None:
    record = read(path)
    assert {span.document for s in record.said for span in s.spans} == {record.document}


@pytest.mark.slow
@EACH
def test_the_change_applies_to_the_base_of_the_record(path: Path) -> None:
    record = read(path)
    written = yaml.safe_load(record.change.read_text(encoding="utf-8"))["base"]
    assert (record.change.parent / written).resolve() == record.base.resolve()
    assert load(record.change) != load(record.base)


@pytest.mark.slow
@EACH
def test_the_systems_files_and_entries_of_the_rows_are_in_the_changed_model(path: Path) -> None:
    record = read(path)
    model = load(record.change)
    systems = {f"システム{s.number}" for s in model.systems if s.number}
    files = {f"ファイル{n}" for n in range(1, len(model.files) + 1)}
    entries = {e.number for f in model.files for e in f.entrustments}
    entries |= {e.number for f in model.files for e in (*f.provisions, *f.transfers)}
    named = {part for row in record.rows for part in row.path.split(".") if re.search(r"^\D{3,4}\d+$", part)}
    assert {n for n in named if not n.startswith("リスク")} <= systems | files | entries


def test_every_change_that_the_tables_record_has_its_record() -> None:
    recorded = {read(path).change.resolve() for path in FILES}
    forward = {c.resolve() for c in CHANGES if "before" not in c.stem and c.name not in WITHOUT_ROWS}
    assert recorded == forward
