"""A form says of each field where what stands in it came from; what follows from the flows is a proposal only."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means, SourceKind
from piaflow.domain.entries import MeansBox, SourceBox
from piaflow.domain.nodes import Connection, File
from piaflow.domain.span import Span
from piaflow.form.comparing import compare
from piaflow.form.filling import fill_facts
from piaflow.form.form import Cell, CellOrigin
from piaflow.form.projecting import project
from piaflow.store.load import load, parse

ROOT = Path(__file__).parents[2]
MINATO = load(ROOT / "tests/fixtures/minato.yaml")
MODELS = [load(path) for path in find_model_files(ROOT / "models")]

FLOWS = """
assessment: {body: みなと市長, procedure: 住民基本台帳に関する事務}
parties:
  住民: {kind: 住民・本人}
  税務課: {kind: 部署, body: みなと市長}
  県: {kind: 都道府県}
  機構: {kind: 機構}
  業者: {kind: 委託先}
systems:
  台帳システム: {number: "1", owner: みなと市長}
  宛名システム: {number: "2", owner: みなと市長}
  交付システム: {number: "3", owner: みなと市長}
  窓口端末: {kind: 端末, owner: みなと市長}
files:
  台帳ファイル:
    holder: 台帳システム
    entrustments: {委託事項1: {contractor: 業者}, 委託事項2: {contractor: 業者}}
    provisions: {提供先1: {recipient: 県}}
flows:
  - {from: 住民, to: 台帳システム, kind: 入手, items: [個人番号], means: [紙], declared: [台帳ファイル/入手]}
  - {from: 県, to: 台帳システム, kind: 入手, items: [個人番号], means: [LGWAN], declared: [台帳ファイル/入手]}
  - {from: 機構, to: 台帳システム, kind: 入手, items: [個人番号], declared: [台帳ファイル/入手]}
  - {from: 台帳システム, to: 宛名システム, items: [個人番号], means: [庁内連携システム]}
  - {from: 交付システム, to: 台帳システム, items: [個人番号]}
  - {from: 窓口端末, to: 台帳システム, items: [個人番号]}
  - {from: 台帳システム, to: 県, kind: 提供, means: [情報提供ネットワークシステム], declared: [台帳ファイル/提供先1]}
  - {from: 台帳ファイル, to: 業者, kind: 委託, items: [個人番号], means: [専用線], declared: [台帳ファイル/委託事項2]}
"""
DRAWN = parse(FLOWS)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "Ⅰ.2.システム1.③",
            "［○］情報提供ネットワークシステム\n［○］庁内連携システム\n［○］宛名システム等\n［○］その他（交付システム）",
        ),
        ("Ⅰ.2.システム2.③", "［○］庁内連携システム\n［○］その他（台帳システム）"),
        (
            "Ⅱ.ファイル1.3.①",
            "［○］本人又は本人の代理人\n［○］地方公共団体・地方独立行政法人（県）\n（不明: 行政機関・独立行政法人等、その他）",
        ),
        ("Ⅱ.ファイル1.3.②", "［○］紙\n［○］その他（LGWAN）"),
        ("Ⅱ.ファイル1.4.有無", "委託する（2件）"),
        ("Ⅱ.ファイル1.4.委託事項2.④", "［○］専用線"),
        ("Ⅱ.ファイル1.5.有無", "［○］提供を行っている（1）件"),
        ("Ⅱ.ファイル1.5.提供先1.⑥", "［○］情報提供ネットワークシステム"),
    ],
)
def test_what_follows_from_the_flows_is_proposed(path: str, text: str) -> None:
    cell = project(DRAWN).cell(path)
    assert (cell.text, cell.origin, cell.stated) == (text, CellOrigin.DERIVED, "")


def test_what_does_not_follow_is_left_blank() -> None:
    cell = project(DRAWN).cell("Ⅱ.ファイル1.4.委託事項1.④")
    assert (cell.text, cell.origin) == ("", CellOrigin.BLANK)


def test_a_proposal_names_the_lines_of_its_flows() -> None:
    spans = (Span("900", 1, 2),)
    flow = evolve(DRAWN.flows[7], spans=spans)
    drawn = evolve(DRAWN, documents=MINATO.documents, flows=(*DRAWN.flows[:7], flow))
    assert project(drawn).cell("Ⅱ.ファイル1.4.委託事項2.④").spans == spans


def _told(file: File) -> Assessment:
    return evolve(DRAWN, files=(file,))


def test_a_proposal_never_stands_over_what_is_told_or_was_not_read() -> None:
    acquisition = evolve(
        DRAWN.files[0].acquisition,
        means=(MeansBox(Means.PAPER, Certainty.NO), MeansBox(Means.OTHER, Certainty.NO)),
        sources=(SourceBox(SourceKind.PERSON),),
    )
    form = project(_told(evolve(DRAWN.files[0], acquisition=acquisition)))
    assert (form.cell("Ⅱ.ファイル1.3.②").text, form.cell("Ⅱ.ファイル1.3.②").origin) == (
        "",
        CellOrigin.WRITTEN,
    )
    assert form.cell("Ⅱ.ファイル1.3.①").origin is CellOrigin.UNREAD
    systems = tuple(
        evolve(s, connects=(Connection("税務システム", Certainty.YES),)) if s.number == "1" else s
        for s in DRAWN.systems
    )
    cell = project(evolve(DRAWN, systems=systems)).cell("Ⅰ.2.システム1.③")
    assert (cell.text, cell.origin) == ("［○］税務システム", CellOrigin.WRITTEN)


def test_an_annex_that_is_not_held_cannot_be_counted() -> None:
    entry = evolve(DRAWN.files[0].provisions[0], annex="別紙1")
    form = project(_told(evolve(DRAWN.files[0], provisions=(entry,))))
    assert form.cell("Ⅱ.ファイル1.5.有無").text == "［○］提供を行っている（）件"


@pytest.mark.parametrize("model", MODELS, ids=lambda m: f"{m.body}{m.procedure}")
def test_every_cell_of_a_published_document_has_one_origin_that_its_parts_agree_with(
    model: Assessment,
) -> None:
    form = project(model)
    facts = {cell.address: cell for cell in fill_facts(model)}
    assert sum(form.origins.values()) == len(form.cells)
    for cell in form.cells:
        assert _agrees(cell), cell.path
        known = facts[cell.address].filled
        assert cell.filled == known or (cell.filled.derived and not known.told and not known.unread)


def _agrees(cell: Cell) -> bool:
    match cell.origin:
        case CellOrigin.PRINTED:
            return bool(cell.spans)
        case CellOrigin.WRITTEN:
            return not cell.spans
        case CellOrigin.DERIVED:
            return bool(cell.text) and not cell.stated
        case CellOrigin.UNREAD:
            return bool(cell.filled.unread)
        case CellOrigin.BLANK:
            return not cell.text and not cell.spans


def test_cells_stand_in_the_order_of_their_addresses() -> None:
    for model in MODELS:
        addresses = [cell.address for cell in project(model).cells]
        assert addresses == sorted(addresses)


def test_a_proposal_is_no_change_of_the_document() -> None:
    before = evolve(DRAWN, flows=DRAWN.flows[:1])
    assert compare(project(before), project(DRAWN)) == ()
