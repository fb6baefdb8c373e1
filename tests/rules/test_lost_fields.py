"""A field of which the document was not read makes nobody guilty: what was lost is no blank."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.form.deriving import derive
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.written import write_form
from piaflow.law.forms import BOXED
from piaflow.rules.checking import check
from piaflow.rules.finding import Confidence, Finding
from piaflow.store.catalogue import load_catalogue
from piaflow.store.load import load, parse

ROOT = Path(__file__).parents[2]
CATALOGUE = load_catalogue()
FORMS = {str(path.relative_to(ROOT)): write_form(load(path)) for path in find_model_files(ROOT / "models")}
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


def _newly_sure(form: Form, path: str) -> list[str]:
    """The findings, 要確認 apart, on subjects that nothing was said of before a field was lost."""
    told = {subject for finding in _find(form) for subject in finding.subjects}
    sure = (finding for finding in _find(form, {path}) if finding.confidence is not Confidence.LOW)
    return [finding.key for finding in sure if finding.subjects[0] not in told]


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
    assert _newly_sure(form, path) == []
    blank = evolve(form, cells=tuple(evolve(c, filled=Filled()) if c.path == path else c for c in form.cells))
    assert {f.key for f in _find(blank)} - {f.key for f in _find(form)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_lost_field_of_a_published_document_becomes_a_sure_finding(data: st.DataObject) -> None:
    form = FORMS[data.draw(st.sampled_from(sorted(FORMS)))]
    named = [cell.path for cell in form.cells if cell.text and cell.field.full not in NAMES]
    assert _newly_sure(form, data.draw(st.sampled_from(named))) == []


NAMES = frozenset(
    (
        *("表紙.評価実施機関名", "Ⅰ.1.①", "Ⅰ.2.システム{n}.①", "Ⅰ.3", "Ⅱ.1"),
        *("Ⅱ.4.委託事項{k}", "Ⅱ.4.委託事項{k}.⑥", "Ⅱ.5.提供先{k}", "Ⅱ.5.移転先{k}"),
    )
)
"""What something is called by: without it, what is told of it is told of another."""
