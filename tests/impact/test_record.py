"""The published record: what bodies rewrote when a system came, against what an impact proposes.

docs/impact.md prints the same tables. Which fields a cause touches is read from the questions of the form and from no
record, so that a record, a document or a body that is left out changes nothing of what is proposed for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from piaflow.domain.choices import FormKind, Means
from piaflow.impact.answer import Impact
from piaflow.impact.causes import CauseKind
from piaflow.impact.impact import find_impact
from piaflow.impact.induced import INDUCTIONS
from piaflow.impact.items import Origin
from piaflow.impact.judging import Result
from piaflow.law.forms import fields_by_path, find_field
from piaflow.law.precedents import list_precedents
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import load
from tests.records.records import FILES, Record, read

RECORDS = {path.stem: read(path) for path in FILES}
PAGE = Path(__file__).parents[2] / "docs" / "impact.md"
NEVER_PUBLISHED = {
    "takatsuki-yobosesshu-denshi-kofu": {"Ⅰ.2.システム3.②", "Ⅲ.ファイル1.2.リスク3.真正性"},
    "takatsuki-yobosesshu-hakko-kanri": {"Ⅰ.2.システム2.③"},
    "kodaira-konbini-kofu": {"Ⅱ.ファイル1.4.有無", "Ⅲ.ファイル1.4.契約規定.内容"},
    "yashio-konbini-kofu": {"Ⅱ.ファイル1.4.有無", "Ⅲ.ファイル1.4.契約規定.内容"},
    "takatsuki-yobosesshu-konbini-kofu": {"Ⅲ.ファイル1.2.リスク3.真正性"},
    "takatsuki-juki-cloud": {"Ⅱ.ファイル1.5.移転先1.③", "Ⅲ.ファイル1.7.リスク3.手順の内容"},
    "okayama-mynaportal": {
        "Ⅱ.ファイル1.3.⑤",
        "Ⅱ.ファイル1.4.委託事項2",
        "Ⅱ.ファイル1.4.委託事項2.①",
        "Ⅱ.ファイル1.4.委託事項2.②.妥当性",
        "Ⅱ.ファイル1.4.委託事項2.④",
        "Ⅱ.ファイル1.6.①",
        "Ⅲ.ファイル1.2.リスク3.真正性",
        "Ⅲ.ファイル1.4.体制",
    },
    "okayama-punch-denshi": {
        "Ⅱ.ファイル1.4.委託事項2",
        "Ⅱ.ファイル1.4.委託事項2.②.妥当性",
        "Ⅲ.ファイル1.3.リスク3",
        "Ⅲ.ファイル1.3.リスク4",
        "Ⅲ.ファイル1.4.体制",
    },
    "okayama-kokuzei-renkei": {
        "Ⅱ.ファイル1.3.②",
        "Ⅱ.ファイル1.3.⑤",
        "Ⅲ.ファイル1.2.リスク1.対象者以外",
        "Ⅲ.ファイル1.2.リスク1.必要な情報以外",
        "Ⅲ.ファイル1.2.リスク2",
        "Ⅲ.ファイル1.2.リスク3.本人確認",
        "Ⅲ.ファイル1.2.リスク3.真正性",
        "Ⅲ.ファイル1.2.リスク3.正確性",
        "Ⅲ.ファイル1.2.リスク4",
    },
}
"""Proposed and not published; tests/records/README.md says of each why."""
MISSED = {"takatsuki-juki-kensaku": {"Ⅰ.2.システム2.②"}}
"""Published and not proposed: the models write the name of a function and not its text."""
COINCIDING = {"okayama-mynaportal": {"Ⅱ.ファイル1.3.⑤", "Ⅱ.ファイル1.6.①"}}
"""Proposed for the change, and rewritten in the same revision for another reason: a law, and a tidying of the text."""
BODIES = sorted({record.body for record in RECORDS.values()})


@cache
def impact_of(name: str) -> Impact:
    record = RECORDS[name]
    return find_impact(load(record.base), load(record.change), catalogue=load_catalogue())


def _proposed(name: str) -> set[str]:
    return {item.path for item in impact_of(name).items}


def _published(record: Record) -> set[str]:
    return {row.path for row in record.rows if row.causable}


@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDS)
def test_every_published_item_that_a_change_can_cause_is_proposed(name: str) -> None:
    assert _published(RECORDS[name]) - _proposed(name) == MISSED.get(name, set())


@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDS)
def test_what_is_proposed_beyond_the_record_is_known_by_name(name: str) -> None:
    assert _proposed(name) - _published(RECORDS[name]) == NEVER_PUBLISHED.get(name, set())


@pytest.mark.slow
def test_all_in_all_at_most_half_as_many_again_are_proposed() -> None:
    published = sum(len(_published(record)) for record in RECORDS.values())
    proposed = sum(len(_proposed(name)) for name in RECORDS)
    assert published <= proposed <= 1.5 * published


def _measure(names: Sequence[str], *, only_reviews: bool = False) -> str:
    """Published, found of them and proposed in all, with recall and precision, as the page prints them.

    Of the fields to look at alone: without those that the change file itself says.
    """
    said = {name: _of_origin(name, Origin.DERIVED) if only_reviews else set() for name in names}
    published = {name: _published(RECORDS[name]) - said[name] for name in names}
    proposed = {name: _proposed(name) - said[name] for name in names}
    asked, listed = (sum(map(len, paths.values())) for paths in (published, proposed))
    found = sum(len(published[name] & paths) for name, paths in proposed.items())
    recall, precision = (f"{found / whole:.0%}" if whole else "―" for whole in (asked, listed))
    return f"{asked} | {found} | {listed} | {recall} | {precision}"


def _of_origin(name: str, origin: Origin) -> set[str]:
    return {item.path for item in impact_of(name).items if item.origin is origin}


def test_the_page_says_how_much_the_table_foretells_of_all_records_and_of_each_body() -> None:
    printed = PAGE.read_text(encoding="utf-8")
    groups = {f"{len(RECORDS)}の変更": [*RECORDS]}
    groups |= {body: [name for name in RECORDS if RECORDS[name].body == body] for body in BODIES}
    for label, names in groups.items():
        whole, reviews = _measure(names), _measure(names, only_reviews=True)
        assert f"| {label} | {whole} |" in printed, f"| {label} | {whole} |"
        assert f"| {label}、見直す欄だけ | {reviews} |" in printed, f"| {label}、見直す欄だけ | {reviews} |"


def test_every_field_of_the_table_prints_the_words_that_ask_it_and_the_page_has_them() -> None:
    printed = PAGE.read_text(encoding="utf-8")
    for induction in INDUCTIONS:
        for form, fields in (
            (FormKind.FULL, induction.fields),
            (FormKind.PRIORITY, induction.priority),
        ):
            for path, words in fields.items():
                above = fields_by_path(form).get(path.rpartition(".")[0])
                labels = (find_field(form, path).label, above.label if above else "")
                assert any(words in label for label in labels), (induction.cause, path, labels)
        (row,) = [line for line in printed.splitlines() if line.startswith(f"| {induction.cause.value}")]
        assert all(words in row for words in induction.fields.values()), induction.cause


@pytest.mark.slow
def test_no_line_of_the_table_names_a_body_a_document_or_a_system_of_one() -> None:
    """What decides is a cause and the numbers of the form."""
    bodies = {record.body.removesuffix("市") for record in RECORDS.values()}
    models = [load(record.base) for record in RECORDS.values()]
    names = {system.name for model in models for system in model.systems}
    names |= {file.name for model in models for file in model.files}
    names -= {means.value for means in Means}  # 情報提供ネットワークシステム is a word of the form
    for induction in INDUCTIONS:
        assert not [name for name in (*bodies, *names) if name in induction.reason]
        assert not [name for name in (*bodies, *names) if name in induction.cause.value]


@pytest.mark.parametrize("name", RECORDS)
def test_rows_of_the_same_revision_that_no_change_of_systems_causes_are_not_proposed(name: str) -> None:
    record = RECORDS[name]
    foreign = {row.path for row in record.others if not row.causable} - _published(record)
    assert foreign & _proposed(name) == COINCIDING.get(name, set())


@pytest.mark.parametrize("name", RECORDS)
def test_what_the_body_called_no_significant_change_is_no_candidate(name: str) -> None:
    said = {judgement.significant for judgement in RECORDS[name].judgement}
    result = impact_of(name).judgement.result
    if said == {False}:
        assert result is not Result.SIGNIFICANT_CANDIDATE
    if True in said:
        assert result is Result.SIGNIFICANT_CANDIDATE


def test_every_field_of_the_table_is_a_field_of_the_form() -> None:
    for induction in INDUCTIONS:
        full = [field.path for field in induction.list_fields(FormKind.FULL)]
        assert full == list(induction.fields)
        assert {field.path for field in induction.list_fields(FormKind.PRIORITY)} >= set(induction.priority)


def test_what_another_form_asks_alike_is_to_be_looked_at_there_too() -> None:
    by_cause = {
        induction.cause: [field.path for field in induction.list_fields(FormKind.PRIORITY)]
        for induction in INDUCTIONS
    }
    assert by_cause[CauseKind.NEW_ACQUISITION] == ["Ⅱ.3.②", "Ⅲ.2"]
    assert by_cause[CauseKind.NEW_SUBENTRUSTMENT] == [
        "Ⅱ.4.委託事項{k}.⑤",
        "Ⅱ.4.委託事項{k}.⑥",
        "Ⅲ.4.再委託先.方法",
    ]
    assert by_cause[CauseKind.NEW_NETWORK] == ["Ⅰ.5.①", "Ⅰ.5.②", "Ⅲ.6.リスク1", "Ⅲ.6.リスク2"]
    assert by_cause[CauseKind.MOVED_STORAGE] == ["Ⅱ.6"]
    assert by_cause[CauseKind.UNDRAWN_FLOW] == []


def test_the_page_prints_the_table() -> None:
    printed = PAGE.read_text(encoding="utf-8")
    for name, record in RECORDS.items():
        found, proposed = len(_published(record) & _proposed(name)), len(_proposed(name))
        row = f"| {record.body} {record.event} | {len(_published(record))} | {found} | {proposed} |"
        assert row in printed, row


def test_the_precedents_are_those_of_the_record_with_the_causes_that_an_impact_finds() -> None:
    told = {(p.body, p.timing.value, tuple(sorted(p.causes))) for p in list_precedents()}
    telling = [name for name in RECORDS if impact_of(name).causes or impact_of(name).judgement.grounds]
    for name, record in ((name, RECORDS[name]) for name in telling):
        found = tuple(sorted({cause.kind.value for cause in impact_of(name).causes}))
        timings = {row.timing for row in record.rows} - {"unknown"}
        assert {(record.body, timing, found) for timing in timings} <= told


def test_a_candidate_comes_with_precedents_of_both_timings_where_bodies_differed() -> None:
    timings = {p.timing.value for p in impact_of("yashio-konbini-kofu").judgement.precedents}
    assert timings == {"事前", "事後"}
