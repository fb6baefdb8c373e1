"""Load → save → load is the identity, whatever an assessment holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment, Document, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import (
    FlowKind,
    MainItem,
    Means,
    NodeKind,
    ScreeningResult,
    Side,
    SourceKind,
    Timing,
    Way,
)
from piaflow.domain.contracts import AllowOnly, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.entries import Acquisition, Entrustment, MeansBox, Provision, Recipient, SourceBox
from piaflow.domain.flows import Conversion, Diagram, Flow, Step
from piaflow.domain.items import Item, ItemList
from piaflow.domain.names import find_name_fault, fold
from piaflow.domain.nodes import Connection, File, MainItemBox, Party, System, Zone
from piaflow.domain.records import Acceptance, Revision, Screening, Statement
from piaflow.domain.span import Span
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load, parse
from piaflow.store.save import save

FIXTURES = Path(__file__).parents[1] / "fixtures"
MODELS = sorted([*FIXTURES.glob("*.yaml"), *find_model_files(FIXTURES.parents[1] / "models")])


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.stem)
def test_a_saved_model_loads_as_the_same(path: Path, tmp_path: Path) -> None:
    model = load(path)
    save(model, tmp_path / "again.yaml")
    assert load(tmp_path / "again.yaml") == model


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.stem)
def test_saving_again_changes_no_byte(path: Path) -> None:
    text = to_yaml(load(path))
    assert to_yaml(parse(text)) == text


def test_saving_keeps_the_order_of_the_file() -> None:
    model = load(FIXTURES / "minato.yaml")
    again = parse(to_yaml(model))
    assert [n.name for n in again.nodes] == [n.name for n in model.nodes]
    assert again.flow_ids == model.flow_ids


printed = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=8)
names = printed.filter(fold).filter(lambda name: not find_name_fault(name))
hard = st.sampled_from(
    [
        *[
            "yes",
            "no",
            "null",
            "~",
            "1",
            "1.0",
            "0x1F",
            "2026-04-01",
            "#",
            "'",
            "!x",
            "&a",
            "*a",
            "等",
            "<<",
            "=",
            "{}",
            "[]",
            "|",
            "…",
        ],
        *('"', "- a", "a: b", "", " 前後 ", "１\n２", "\t"),
    ]
)
words = hard | printed
boxes = st.sampled_from(list(Certainty))
spans = st.lists(st.builds(Span, st.just("900"), st.just(3), st.integers(3, 9)), max_size=2).map(tuple)
lists = st.builds(
    ItemList, st.lists(st.sampled_from(["個人番号", "4情報"]), unique=True).map(tuple), st.booleans()
)
texts = st.lists(words, max_size=2).map(tuple)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    party, a, b, file, zone = draw(st.lists(names, min_size=5, max_size=5, unique_by=fold))
    connects = (Connection(b, draw(boxes)),)
    systems = (
        System(a, draw(st.sampled_from(list(NodeKind))), zone=zone, functions=draw(texts), connects=connects),
    )
    return Assessment(
        Overview(
            "みなと市長",
            draw(names),
            network=draw(boxes),
            screening=Screening(
                "2026-04-01", draw(st.sampled_from(ScreeningResult)), draw(boxes), draw(spans)
            ),
            notes=draw(texts),
            spans=draw(spans),
        ),
        documents=(Document("900", draw(words), draw(texts)),),
        zones=(Zone(zone, side=draw(st.sampled_from(Side)), inferred=draw(words)),),
        parties=(Party(party, spans=draw(spans)),),
        systems=(*systems, System(b)),
        files=(draw(files(file, a)),),
        conversions=(Conversion(a, "個人番号", "符号", draw(spans)),),
        diagrams=(Diagram(zone, draw(words), (Step(file, draw(words)),), notes=draw(texts)),),
        flows=(draw(flows(party, a)), Flow(a, file, diagram=zone, step=file), draw(flows(a, b))),
        contracts=(
            Forbid((a, b), draw(st.sampled_from(list(Way))), reason=draw(words)),
            AllowOnly(b, (a,), among=(party,), exceptions=((a, b),)),
            Layers(((a, b), (party,)), "符号"),
            PassThrough(a, party, b),
            MayHold("符号", (b,)),
        ),
        revisions=(
            Revision(
                draw(names),
                "2026-04-01",
                draw(words),
                timing=draw(st.sampled_from(list(Timing))),
                spans=draw(spans),
            ),
        ),
        statements=(Statement(draw(names), draw(words), draw(words), draw(boxes), draw(spans)),),
        accepted=(Acceptance(draw(names), draw(words), spans=draw(spans)),),
    )


def files(name: str, holder: str) -> st.SearchStrategy[File]:
    return st.builds(
        File,
        st.just(name),
        st.just(holder),
        main_items=boxes.map(lambda box: (MainItemBox(MainItem.NUMBER, box),)),
        records=lists,
        acquisition=st.builds(
            Acquisition,
            st.builds(SourceBox, st.just(SourceKind.OTHER), boxes, names | st.just("")).map(
                lambda box: (box,)
            ),
            spans=spans,
        ),
        entrustments=st.builds(
            Entrustment, names.map("委託事項1{}".format), words, items=lists, subentrusted=boxes
        ).map(lambda e: (e,)),
        provisions=st.builds(
            Provision, names.map("提供先1{}".format), rows=st.builds(Recipient, names).map(lambda r: (r,))
        ).map(lambda p: (p,)),
        spans=spans,
    )


def flows(source: str, target: str) -> st.SearchStrategy[Flow]:
    return st.builds(
        Flow,
        st.just(source),
        st.just(target),
        st.sampled_from(list(FlowKind)),
        items=lists,
        specific=boxes,
        means=st.lists(st.sampled_from(list(Means)), max_size=2).map(tuple),
        text=words,
        spans=spans,
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(assessments())
def test_any_assessment_comes_back_from_its_text(model: Assessment) -> None:
    assert parse(to_yaml(model)) == model


@pytest.mark.parametrize("text", ["𠮷", "か゚", "葛\U000e0100", "甲 乙", "㈱甲"])
def test_a_rare_character_comes_back_as_key_and_as_value(text: str) -> None:
    model = Assessment(Overview("みなと市長", text), systems=(System(f"甲{text}乙"),))
    assert parse(to_yaml(model)) == model


@pytest.mark.parametrize("text", ["\u2028", "a\u2029b", "a\n\n b\n", "\t"])
def test_a_break_of_a_line_comes_back_in_a_text(text: str) -> None:
    model = Assessment(Overview("みなと市長", "事務", notes=(text,)), systems=(System("甲", inferred=text),))
    assert parse(to_yaml(model)) == model


def test_groups_come_back_with_what_they_leave_open() -> None:
    items = (
        Item("甲", members=ItemList(("氏名",))),
        Item("乙", members=ItemList(("甲", "住所"), complete=True)),
    )
    told = (*items, Item("丙"), Item("丁", members=ItemList()))
    model = Assessment(Overview("みなと市長", "事務"), items=told)
    text = to_yaml(model)
    assert parse(text) == model
    assert "members: [氏名, 等]" in text
    assert "members: [等]" in text


@pytest.mark.parametrize("box", [Certainty.YES, Certainty.NO, Certainty.UNKNOWN])
def test_a_box_comes_back_with_and_without_a_name(box: Certainty) -> None:
    sources = (SourceBox(SourceKind.LOCAL, box), SourceBox(SourceKind.OTHER, box, "県"))
    means = (MeansBox(Means.PAPER, box), MeansBox(Means.OTHER, box, "宅配便"))
    file = File("台帳", "みなと市長", acquisition=Acquisition(sources, means))
    model = Assessment(Overview("みなと市長", "住基"), files=(file,))
    assert parse(to_yaml(model)).files == (file,)
