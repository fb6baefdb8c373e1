"""A field of which the document was not read makes nobody guilty: what was lost is no blank."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import piaflow
from piaflow.app.loading import find_model_files
from piaflow.form.deriving import derive
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.written import write_form
from piaflow.law.forms import BOXED
from piaflow.rules.checking import check
from piaflow.rules.finding import Confidence, Finding
from piaflow.source.drafting.draft import draft
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import parse
from tests.once import load_once
from tests.rules.case_files import load_cases

ROOT = Path(__file__).parents[2]
CATALOGUE = load_catalogue()
CASES = [case for case in load_cases() if case.findings]
FORMS = {
    str(path.relative_to(ROOT)): write_form(load_once(path)) for path in find_model_files(ROOT / "models")
}
TOWN = """
assessment: {body: みなと市長, procedure: 給付事務, form: 全項目評価書}
documents: {"900": {}}
parties: {みなと情報: {kind: 委託先}, みなと県: {kind: 都道府県}, あさひ県: {kind: 都道府県}}
systems: {給付システム: {number: 1, span: "900:1"}}
files:
  給付ファイル:
    holder: 給付システム
    listed: yes
    span: "900:2"
    entrustments:
      委託事項1:
        contractor: みなと情報
        subentrusted: yes
        permission: 書面による承諾
        subcontent: 帳票の印刷
        span: "900:10"
    provisions:
      提供先1: {recipient: みなと県, basis: [番号法第19条第8号], purpose: 給付の審査, information: 給付情報, span: "900:20"}
      提供先2: {recipient: あさひ県, basis: [番号法第19条第8号], purpose: 給付の審査, information: 給付情報, span: "900:30"}
revisions:
  - {item: Ⅰ.1.①事務の名称, date: 2024-04-01, before: 甲, after: 乙, span: "900:40"}
  - {item: Ⅰ.1.②事務の内容, date: 2024-04-01, before: 丙, after: 丁, span: "900:41"}
"""


def _lose(cell: Cell) -> Cell:
    unread = tuple(cell.field.boxes) if cell.field.kind in BOXED else ()
    return evolve(cell, filled=Filled(unread=unread, lost=True))


def _find(form: Form, lost: Collection[str] = ()) -> tuple[Finding, ...]:
    cells = (_lose(cell) if cell.path in lost else cell for cell in form.cells)
    read = evolve(form, cells=tuple(cells))
    return check(derive(read).assessment, catalogue=CATALOGUE, read=read).standing


def _newly_sure(before: Collection[Finding], after: Collection[Finding]) -> list[str]:
    """The findings, 要確認 apart, on subjects and lines that nothing was said of before a field was lost.

    What lost its name is called by its number: what is told of it stands on the same lines.
    """
    subjects = {subject for finding in before for subject in finding.subjects}
    lines = {(finding.rule, span) for finding in before for span in finding.spans}
    sure = (finding for finding in after if finding.confidence is not Confidence.LOW)
    told = (f for f in sure if f.subjects[0] in subjects or lines & {(f.rule, span) for span in f.spans})
    known = {finding.key for finding in told}
    return [f.key for f in after if f.confidence is not Confidence.LOW and f.key not in known]


def _list_lost(form: Form) -> list[str]:
    """The fields that say something. Without body and 事務 there is no assessment at all."""
    return [c.path for c in form.cells if c.text and c.field.full not in ("表紙.評価実施機関名", "Ⅰ.1.①")]


def _lose_one(form: Form, path: str) -> list[str]:
    """What has no name of its own is called by its number (ファイル1, システム2), a row of 変更箇所 by nothing."""
    before, after = _find(form), _find(form, {path})
    cell = form.cell(path)
    number = "" if cell.field.is_of_revisions else cell.address.file or f"システム{cell.address.number}"
    renamed = {finding.key.replace(cell.text, number) for finding in before}
    return [key for key in _newly_sure(before, after) if key not in renamed]


@pytest.mark.parametrize(
    "path",
    [
        "Ⅱ.ファイル1.4.委託事項1.⑧",
        "Ⅱ.ファイル1.5.提供先1.①",
        "Ⅱ.ファイル1.5.提供先2.①",
        "別添3.変更1.変更日",
        "別添3.変更2.変更日",
    ],
)
def test_what_was_not_read_is_not_missing_and_what_is_blank_is(path: str) -> None:
    form = write_form(parse(TOWN))
    assert form.cell(path).text
    assert _lose_one(form, path) == []
    blank = evolve(form, cells=tuple(evolve(c, filled=Filled()) if c.path == path else c for c in form.cells))
    assert {f.key for f in _find(blank)} - {f.key for f in _find(form)}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_lost_field_of_a_published_document_becomes_a_sure_finding(data: st.DataObject) -> None:
    form = FORMS[data.draw(st.sampled_from(sorted(FORMS)))]
    assert _lose_one(form, data.draw(st.sampled_from(_list_lost(form)))) == []


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_lost_field_of_a_case_of_any_rule_becomes_a_sure_finding(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(CASES)).print()
    assume(_list_lost(form))
    assert _lose_one(form, data.draw(st.sampled_from(_list_lost(form)))) == []


def test_no_lost_field_of_a_document_becomes_a_sure_finding_when_it_is_drafted() -> None:
    """Names too: what is drafted from 備考 and entries depends on them."""
    document = piaflow.read(ROOT / "docs/kirigaoka.txt")
    form, key = document.reading.form, document.assessment.documents[0].key

    def find(form: Form) -> tuple[Finding, ...]:
        told = draft(form, CATALOGUE, (), key, document.reading.recipients).assessment
        return check(told, catalogue=CATALOGUE, read=form).standing

    before = find(form)
    for at, cell in enumerate(form.cells):
        if cell.text:
            lost = evolve(form, cells=(*form.cells[:at], _lose(cell), *form.cells[at + 1 :]))
            assert (cell.path, _newly_sure(before, find(lost))) == (cell.path, [])


def test_a_system_whose_name_was_not_read_may_be_named_by_the_other_side() -> None:
    town = parse(
        """
assessment: {body: みなと市長, procedure: 給付事務, form: 全項目評価書}
documents: {"900": {}}
systems:
  中間サーバー:
    number: 1
    entry: 中間サーバー
    connects: {庁内連携システム: no, その他: yes, 連携基盤: yes}
    span: "900:1"
  連携基盤: {number: 2, connects: {その他: yes, 中間サーバー: yes}, span: "900:9"}
"""
    )
    assert _lose_one(write_form(town), "Ⅰ.2.システム2.①") == []


LIMITED = """
assessment: {body: みなと市長, procedure: 給付事務, form: 全項目評価書}
documents: {"900": {}}
systems: {既存住民基本台帳システム: {number: 1}, 市町村CS: {number: 2}}
files:
  本人確認情報ファイル: {holder: 市町村CS, listed: yes, span: "900:2"}
  送付先情報ファイル:
    holder: 市町村CS
    listed: yes
    acquisition: {sources: {本人又は本人の代理人: yes}, span: "900:10"}
    span: "900:9"
texts:
  Ⅲ.送付先情報ファイル.2.リスク1.対象者以外: {text: 本人確認情報の入手元は既存住民基本台帳システムに限定される。, span: "900:80"}
"""


def _draft(form: Form) -> tuple[Finding, ...]:
    told = draft(form, CATALOGUE, (), "900").assessment
    return check(told, catalogue=CATALOGUE, read=form).standing


def test_a_copied_text_may_be_about_the_file_whose_name_was_not_read() -> None:
    form = write_form(parse(LIMITED))
    lost = (_lose(cell) if cell.path == "Ⅱ.ファイル1.1" else cell for cell in form.cells)
    assert _newly_sure(_draft(form), _draft(evolve(form, cells=tuple(lost)))) == []
    own = parse(LIMITED.replace("本人確認情報の入手元", "宛先の入手元"))
    assert "source-limited@送付先情報ファイル/入手" in {f.key for f in _draft(write_form(own))}


def test_a_choice_of_the_other_side_may_stand_for_a_system_whose_name_was_not_read() -> None:
    town = parse(
        """
assessment: {body: みなと市長, procedure: 給付事務, form: 全項目評価書}
documents: {"900": {}}
systems:
  団体内統合宛名システム:
    number: 1
    functions: [中間サーバーとの連携]
    connects: {庁内連携システム: no, その他: no}
    span: "900:1"
  中間サーバー: {number: 2, connects: {宛名システム等: yes, その他: no}, span: "900:9"}
"""
    )
    form = write_form(town)
    assert _lose_one(form, "Ⅰ.2.システム1.①") == []
    other = parse(
        """
assessment: {body: みなと市長, procedure: 給付事務, form: 全項目評価書}
documents: {"900": {}}
systems:
  給付システム: {number: 1, functions: [審査システムとの連携], connects: {庁内連携システム: no, その他: no}, span: "900:1"}
  審査システム: {number: 2, connects: {庁内連携システム: no, その他: no}, span: "900:9"}
"""
    )
    assert "function-unconnected@給付システム+審査システム" in {f.key for f in _find(write_form(other))}
