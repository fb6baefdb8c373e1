"""A name is the same however it is typed: only another name is a change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.impact.differences import DifferenceKind
from piaflow.impact.impact import find_impact
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load, parse
from piaflow.store.starters import find_templates, make_starter
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
PLAIN = yaml.load(to_yaml(MINATO), yaml.BaseLoader)  # noqa: S506 - reads text only
TYPED = {
    "民": "⺠",
    "長": "⻑",
    "人": "⼈",
    "行": "⾏",
    "子": "⼦",
    **{str(d): chr(0xFF10 + d) for d in range(10)},
}
"""What stands for a character in a text layer: a radical, a wide digit."""


def list_names(a: Assessment) -> set[str]:
    """Return the names of everything that bears one."""
    nodes = {name for node in a.nodes for name in (node.name, *node.aliases)}
    items = {name for item in a.vocabulary.items for name in (item.name, *item.aliases)}
    steps = {text for d in a.diagrams for text in (d.name, *(step.number for step in d.steps))}
    entries = {getattr(e.entry, "number", "") for e in a.entries} - {""}
    records = {name for file in a.files for name in file.records.names}
    return nodes | items | steps | entries | records | {z.name for z in a.zones} | {a.body, a.procedure}


NAMES = sorted(list_names(MINATO))


def retype(plain: Any, typed: dict[str, str]) -> Any:
    """Return the data with every name typed anew: as a key, as a value, and as a part of an entry's name."""
    match plain:
        case dict():
            return {retype(key, typed): retype(value, typed) for key, value in plain.items()}
        case list():
            return [retype(value, typed) for value in plain]
        case str() if plain in typed:
            return typed[plain]
        case str():
            return "/".join(typed.get(part, part) for part in plain.split("/"))


@st.composite
def typings(draw: st.DrawFn) -> dict[str, str]:
    """Draw another typing of some names: another character here and there, a variation selector behind one."""
    typed = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True)):
        told = "".join(TYPED.get(c, c) if draw(st.booleans()) else c for c in name)
        typed[name] = told + "\ufe00" if draw(st.booleans()) else told
    return typed


@pytest.mark.slow
@given(typings())
@settings(max_examples=25, deadline=None)
def test_names_typed_otherwise_are_no_change(typed: dict[str, str]) -> None:
    assert all(fold(name) == fold(told) for name, told in typed.items())
    before = evolve(MINATO, accepted=())
    other = parse(yaml.safe_dump(retype(PLAIN, typed), allow_unicode=True, sort_keys=False))
    after = evolve(other, accepted=())
    for one, two in ((before, after), (after, before)):
        impact = find_impact(one, two)
        assert impact.is_empty, (impact.differences, impact.items)
        assert not impact.reaches


def test_another_name_is_a_change_and_so_is_a_text_typed_otherwise() -> None:
    text = to_yaml(MINATO)
    renamed = parse(re.sub("窓口端末", "受付端末", text))
    assert not find_impact(MINATO, renamed).is_empty
    one, two = (parse(text.replace("content: ", f"content: {typed}", 1)) for typed in ("ｼｽﾃﾑ", "システム"))
    assert not find_impact(one, two).is_empty


@pytest.mark.parametrize(
    ("once", "twice"),
    [
        ("items: [個人番号, 氏名]", "items: [氏名, 個人番号, 氏　名]"),
        ("items: [氏名, 等], excludes: [住所]", "items: [氏名, 等], excludes: [住所, 住所]"),
        ("means: [紙, 専用線]", "means: [専用線, 紙, 紙]"),
        (
            "items: [氏名], basis: [番号法第9条第1項]",
            "items: [氏名], basis: [番号法第9条第1項, 番号法第9条第1項]",
        ),
    ],
)
def test_what_a_set_holds_it_holds_once(once: str, twice: str) -> None:
    base = "assessment: {body: 甲市長, procedure: 申請}\nsystems: {甲: {number: 1}, 乙: {number: 2}}\n"
    one, two = (parse(f"{base}flows: [{{from: 甲, to: 乙, {told}}}]") for told in (once, twice))
    assert one == two
    assert one.flow_ids == two.flow_ids
    assert find_impact(one, two).is_empty


def test_the_same_flow_drawn_twice_stays_two_flows() -> None:
    base = "assessment: {body: 甲市長, procedure: 申請}\nsystems: {甲: {}, 乙: {}}\nflows: "
    assert len(parse(f"{base}[{{from: 甲, to: 乙}}, {{from: 甲, to: 乙}}]").flows) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中間サーバー", "中間ｻｰﾊﾞｰ"),
        ("中間サーバ", "中間ｻｰﾊﾞ"),
        ("住民基本台帳ネットワークシステム", "住⺠基本台帳ネットワークシステム"),
        ("サーバーA", "サーバーＡ"),
    ],
)
def test_a_name_typed_otherwise_of_a_system_of_the_catalogue_is_no_change(one: str, other: str) -> None:
    entry = "住民基本台帳ネットワークシステム" if "台帳" in one else "中間サーバー"
    made = "conversions: [{at: NAME, from: 個人番号, to: 氏名}]\n"
    base = f"assessment: {{body: 甲市長, procedure: 申請}}\nsystems: {{NAME: {{entry: {entry}}}}}\n"
    for text in (base, base + made):
        before, after = (parse(text.replace("NAME", name)) for name in (one, other))
        assert before.systems[0].name == one
        for first, second in ((before, after), (after, before)):
            impact = find_impact(first, second)
            assert impact.is_empty, impact.differences
        assert len(before.conversions) == len(after.conversions)


ROOT = Path(__file__).parents[2]
FOUND = [path for path in ROOT.glob("models/*/*.yaml") if path.parent.name != "catalogue"]
FIXTURES = tuple((ROOT / "tests/fixtures").glob("*.yaml"))
STARTED = tuple(parse(make_starter(name, "みなと市長")) for name in find_templates())
documents = st.sampled_from((*sorted((*FOUND, *FIXTURES)), *STARTED))


@pytest.mark.slow
@given(documents, documents)
@settings(max_examples=40, deadline=None)
def test_any_two_documents_can_be_compared(one: Path | Assessment, other: Path | Assessment) -> None:
    before, after = (load(found) if isinstance(found, Path) else found for found in (one, other))
    impact = find_impact(before, after, rules=())
    assert impact.is_empty == (one == other or before == after)


BASE = "assessment: {body: 甲市長, procedure: 申請, published: '2026-03-31'}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("parties: {住民: {kind: 住民・本人, aliases: [住⺠]}}", "parties: {住民: {kind: 住民・本人}}"),
        ("parties: {住⺠: {kind: 住民・本人, aliases: [住民]}}", "parties: {住民: {kind: 住民・本人}}"),
        ("systems: {市町村CS: {number: 1, aliases: [市町村ＣＳ]}}", "systems: {市町村ＣＳ: {number: 1}}"),
        ("items: {履歴１: {aliases: [履歴1]}}", "items: {履歴1: {}}"),
    ],
)
def test_a_thing_may_give_its_name_in_two_typings_and_then_in_one(one: str, other: str) -> None:
    both = parse(BASE + one), parse(BASE + other)
    for before, after in (both, both[::-1]):
        kinds = {d.kind for d in find_impact(before, after).differences}
        assert kinds <= {DifferenceKind.CHANGED}


@pytest.mark.parametrize(
    "told",
    [
        "systems: {'２０２６-０３-３１': {number: 1}}",
        "parties: {住民: {kind: 住民・本人, aliases: ['２０２６-０３-３１']}}",
        "zones: {'２０２６-０３-３１': {}}",
    ],
)
def test_what_is_no_name_is_not_typed_as_one(told: str) -> None:
    impact = find_impact(parse(BASE), parse(BASE + told), rules=())
    assert impact.before.overview.published == "2026-03-31"


def test_the_key_of_a_document_is_followed_by_its_lines() -> None:
    told = "assessment: {body: 甲市長, procedure: 申請, span: 'PIA:1'}\ndocuments: {PIA: {file: a.txt}}"
    assert find_impact(parse(told.replace("PIA", "ＰＩＡ")), parse(told)).is_empty
