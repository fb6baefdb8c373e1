"""The published record: what bodies rewrote when a system came, against what an impact proposes.

docs/impact.md prints the same table. Which fields a cause touches was learnt from the records marked `learnt`
(`Induction.seen`): they show that the table is general enough to say them. The others were written down after
the table, and `_table_without` forgets a record's own body: those two say what the table foretells.
"""

from __future__ import annotations

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
from piaflow.law.precedents import list_precedents
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import load
from tests.records.records import FILES, Record, read, to_field

RECORDS = {path.stem: read(path) for path in FILES}
PAGE = Path(__file__).parents[2] / "docs" / "impact.md"
NEVER_PUBLISHED = {
    "takatsuki-yobosesshu-denshi-kofu": {"Ⅰ.2.システム3.②"},
    "takatsuki-yobosesshu-hakko-kanri": {"Ⅰ.2.システム2.③"},
    "kodaira-konbini-kofu": {"Ⅱ.ファイル1.4.有無"},
    "yashio-konbini-kofu": {"Ⅱ.ファイル1.4.有無"},
    "takatsuki-juki-cloud": {"Ⅱ.ファイル1.5.移転先1.③", "Ⅲ.ファイル1.7.リスク3.手順の内容"},
}
"""Proposed and not published; tests/records/README.md says of each why."""
MISSED = {"takatsuki-juki-kensaku": {"Ⅰ.2.システム2.②"}}
"""Published and not proposed: the models write the name of a function and not its text."""
LEARNT = [name for name, record in RECORDS.items() if record.learnt]
HELD_OUT = [name for name, record in RECORDS.items() if not record.learnt]


@cache
def impact_of(name: str) -> Impact:
    record = RECORDS[name]
    return find_impact(load(record.base), load(record.change), catalogue=load_catalogue())


def _proposed(name: str) -> set[str]:
    return {item.path for item in impact_of(name).items}


def _published(record: Record) -> set[str]:
    return {row.path for row in record.rows if row.causable}


@pytest.mark.parametrize("name", RECORDS)
def test_every_published_item_that_a_change_can_cause_is_proposed(name: str) -> None:
    assert _published(RECORDS[name]) - _proposed(name) == MISSED.get(name, set())


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_proposed_beyond_the_record_is_known_by_name(name: str) -> None:
    assert _proposed(name) - _published(RECORDS[name]) == NEVER_PUBLISHED.get(name, set())


def test_all_in_all_at_most_half_as_many_again_are_proposed() -> None:
    published = sum(len(_published(record)) for record in RECORDS.values())
    proposed = sum(len(_proposed(name)) for name in RECORDS)
    assert published <= proposed <= 1.5 * published


def _fields(record: Record) -> set[str]:
    return {to_field(path) for path in _published(record)}


def _told_without(name: str, others: list[str]) -> set[str]:
    """What is proposed where the table knows a cause's field only if one of the other records shows it."""
    alike = [n for n in others if RECORDS[n].form == RECORDS[name].form]
    causes = {n: {cause.kind.value for cause in impact_of(n).causes} for n in alike}
    return {
        item.path
        for item in impact_of(name).items
        if item.origin is Origin.DERIVED
        or any(item.rule in causes[n] and to_field(item.path) in _fields(RECORDS[n]) for n in alike)
    }


def _measure(told: dict[str, set[str]], *, only_reviews: bool = False) -> str:
    """Published, found of them and proposed in all, with recall and precision, as the page prints them.

    Of the fields to look at alone: without those that the change file itself says.
    """
    said = {name: _of_origin(name, Origin.DERIVED) if only_reviews else set() for name in told}
    published = {name: _published(RECORDS[name]) - said[name] for name in told}
    proposed = {name: paths - said[name] for name, paths in told.items()}
    asked, listed = (sum(map(len, paths.values())) for paths in (published, proposed))
    found = sum(len(published[name] & paths) for name, paths in proposed.items())
    precision = f"{found / listed:.0%}" if listed else "―"
    return f"{asked} | {found} | {listed} | {found / asked:.0%} | {precision}"


def _of_origin(name: str, origin: Origin) -> set[str]:
    return {item.path for item in impact_of(name).items if item.origin is origin}


def _without_itself(name: str) -> list[str]:
    return [n for n in LEARNT if n != name]


def _without_its_document(name: str) -> list[str]:
    """A 評価書 and all its revisions: those of one 事務 of one body."""
    return [n for n in LEARNT if _document(n) != _document(name)]


def _document(name: str) -> tuple[str, str]:
    return RECORDS[name].body, load(RECORDS[name].base).overview.procedure


def _without_its_body(name: str) -> list[str]:
    return [n for n in LEARNT if RECORDS[n].body != RECORDS[name].body]


def test_the_page_says_how_much_rests_on_the_table_and_on_what_it_was_learnt_from() -> None:
    printed = PAGE.read_text(encoding="utf-8")
    for label, told in (
        ("学んだ7つの変更", {name: _proposed(name) for name in LEARNT}),
        ("その記録を除いて学んだとき", {name: _told_without(name, _without_itself(name)) for name in LEARNT}),
        (
            "その評価書（1つの事務の全部の版）を除いて学んだとき",
            {name: _told_without(name, _without_its_document(name)) for name in LEARNT},
        ),
        (
            "その団体を除いて学んだとき",
            {name: _told_without(name, _without_its_body(name)) for name in LEARNT},
        ),
    ):
        whole, reviews = _measure(told), _measure(told, only_reviews=True)
        assert f"| {label} | {whole} |" in printed, whole
        assert f"| {label}、見直す欄だけ | {reviews} |" in printed, reviews
    later = _measure({name: _proposed(name) for name in HELD_OUT})
    assert f"| 表を作った後に写した6つの変更（直した後） | {later} |" in printed, later


def test_no_line_of_the_table_names_a_body_a_document_or_a_system_of_one() -> None:
    """What a record showed stands in `seen` alone; what decides is a cause and the numbers of the form."""
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
    assert foreign & _proposed(name) == set()


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


def test_fields_to_review_are_those_that_some_record_rewrote_unless_no_record_is_named() -> None:
    rewritten = {
        to_field(row.path)
        for record in RECORDS.values()
        for row in record.published
        if FormKind(record.form) is FormKind.FULL
    }
    for induction in INDUCTIONS:
        for path in induction.fields if induction.seen else ():
            assert path.endswith(".有無") or path in rewritten, (induction.cause, path)


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
