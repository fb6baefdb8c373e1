"""A form says of each field where what stands in it came from; what follows from the flows is a proposal only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind, Means, SourceKind
from piaflow.domain.entries import MeansBox, SourceBox
from piaflow.domain.nodes import Connection, File
from piaflow.domain.span import Span
from piaflow.form.comparing import compare
from piaflow.form.form import Cell, CellOrigin
from piaflow.form.written import write_form
from piaflow.proposals.projecting import project
from piaflow.store.load import parse
from tests.once import load_once

ROOT = Path(__file__).parents[2]
MINATO = load_once(ROOT / "tests/fixtures/minato.yaml")
MODELS = [load_once(path) for path in find_model_files(ROOT / "models")]

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


WHOLE = parse("""
assessment:
  body: みなと市長
  procedure: 健康管理に関する事務
  subjects: 30万人以上
  departments: [健康課]
zones: {庁内: {owner: みなと市長}}
parties:
  住民: {kind: 住民・本人}
  県: {kind: 都道府県}
  業者: {kind: 委託先}
systems:
  台帳システム: {number: "1", owner: みなと市長, zone: 庁内}
  情報提供ネットワークシステム: {kind: ネットワーク}
files:
  台帳ファイル:
    holder: 台帳システム
    records: [個人番号, 4情報, 宛名番号, 電話番号, 接種日, 接種種別, 医療機関, 予診の結果, 登録日]
    entrustments: {委託事項1: {subentrusted: no}}
    provisions: {提供先1: {}, 提供先2: {}}
items: {接種日: {}}
flows:
  - {from: 住民, to: 台帳システム, kind: 入手, items: [個人番号], timing: 届出の都度, declared: [台帳ファイル/入手]}
  - {from: 台帳システム, to: 情報提供ネットワークシステム, kind: 提供, items: [符号, 接種日], basis: [番号法第19条第8号],
     declared: [台帳ファイル/提供先1]}
  - {from: 情報提供ネットワークシステム, to: 県, kind: 提供, items: [符号, 接種日], timing: 照会の都度,
     declared: [台帳ファイル/提供先1]}
  - {from: 台帳システム, to: 県, kind: 提供, items: [個人番号], declared: [台帳ファイル/提供先2]}
  - {from: 台帳システム, to: 住民, kind: 提供, items: [接種日], declared: [台帳ファイル/提供先2]}
  - {from: 台帳システム, to: 業者, kind: 委託, items: [個人番号], declared: [台帳ファイル/委託事項1]}
""")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Ⅰ.6.①", "実施する"),
        ("Ⅰ.6.②", "（情報提供の根拠）\n番号法第19条第8号"),
        ("Ⅱ.ファイル1.2.①", "システム用ファイル"),
        (
            "Ⅱ.ファイル1.2.④.主な記録項目",
            "［○］個人番号\n［○］その他識別情報（内部番号）\n［○］4情報（氏名、性別、生年月日、住所）\n［○］連絡先（電話番号等）",
        ),
        ("Ⅱ.ファイル1.2.⑥", "健康課"),
        ("Ⅱ.ファイル1.3.③", "届出の都度"),
        ("Ⅱ.ファイル1.4.委託事項1.⑥", "業者"),
        ("Ⅱ.ファイル1.5.提供先1", "県"),
        ("Ⅱ.ファイル1.5.提供先1.①", "番号法第19条第8号"),
        ("Ⅱ.ファイル1.5.提供先1.③", "符号、接種日"),
        ("Ⅱ.ファイル1.5.提供先1.⑦", "照会の都度"),
        ("Ⅱ.ファイル1.6.①", "台帳システム（庁内）"),
        ("Ⅲ.ファイル1.4.再委託先", "再委託していない"),
        ("Ⅵ.1.②", "基礎項目評価及び全項目評価の実施が義務付けられる"),
    ],
)
def test_what_follows_from_entries_and_bands_is_proposed(path: str, text: str) -> None:
    cell = project(WHOLE).cell(path)
    assert (cell.text, cell.origin, cell.stated) == (text, CellOrigin.DERIVED, "")


@pytest.mark.parametrize(
    "path",
    [
        "Ⅱ.ファイル1.2.④",  # nine names, but 4情報 may count as four: two bands are open
        "Ⅱ.ファイル1.5.提供先2",  # the flows of the entry end at two parties
        "Ⅱ.ファイル1.5.提供先2.①",
        "Ⅱ.ファイル1.2.②",
        "Ⅰ.5",
    ],
)
def test_where_two_answers_are_open_none_is_proposed(path: str) -> None:
    assert project(WHOLE).cell(path).origin is CellOrigin.BLANK


def test_a_list_that_leaves_one_band_proposes_it() -> None:
    file = evolve(WHOLE.files[0], records=evolve(WHOLE.files[0].records, names=("個人番号", "接種日")))
    assert project(evolve(WHOLE, files=(file,))).cell("Ⅱ.ファイル1.2.④").text == "10項目未満"
    going_on = evolve(file, records=evolve(file.records, complete=False))
    assert project(evolve(WHOLE, files=(going_on,))).cell("Ⅱ.ファイル1.2.④").text == ""


def test_a_result_that_the_form_has_no_choice_for_is_not_proposed() -> None:
    lower = evolve(WHOLE, overview=evolve(WHOLE.overview, form=FormKind.PRIORITY))
    assert project(lower).cell("Ⅴ.1.②").origin is CellOrigin.BLANK


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
    facts = {cell.address: cell for cell in write_form(model).cells}
    assert sum(form.origins.values()) == len(form.cells)
    for cell in form.cells:
        assert AGREES[cell.origin](cell), cell.path
        known = facts[cell.address].filled
        assert cell.filled == known or (cell.filled.derived and not known.told and not known.unread)


AGREES: dict[CellOrigin, Callable[[Cell], object]] = {
    CellOrigin.PRINTED: lambda cell: cell.spans,
    CellOrigin.DECIDED: lambda cell: cell.filled.decided,
    CellOrigin.WRITTEN: lambda cell: not cell.spans,
    CellOrigin.DRAFT: lambda cell: "〔" in cell.text or "要確認" in cell.text,
    CellOrigin.DERIVED: lambda cell: cell.text and not cell.stated,
    CellOrigin.UNREAD: lambda cell: cell.filled.unread or cell.filled.lost,
    CellOrigin.BLANK: lambda cell: not cell.text and not cell.spans,
}


def test_cells_stand_in_the_order_of_their_addresses() -> None:
    for model in MODELS:
        addresses = [cell.address for cell in project(model).cells]
        assert addresses == sorted(addresses)


def test_a_proposal_is_no_change_of_the_document() -> None:
    before = evolve(DRAWN, flows=DRAWN.flows[:1])
    assert compare(project(before), project(DRAWN)).changes == ()
