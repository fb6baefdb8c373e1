"""Who may be one of before under another name is no new recipient for certain; who is told to be another is one."""

from __future__ import annotations

from itertools import product

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import Extent, FlowKind, FormKind, PartyKind
from piaflow.domain.entries import Entrustment, Provision, Recipient, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.items import NUMBER, ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.records import Acceptance
from piaflow.impact.answer import Impact
from piaflow.impact.causes import CauseKind
from piaflow.impact.differences import DifferenceKind, Part
from piaflow.impact.impact import find_impact
from piaflow.impact.judging import Result
from piaflow.report import impact_words as words
from piaflow.report.as_json_answers import impact_to_dict
from piaflow.report.as_text import to_text
from piaflow.report.impact import tell_impact
from piaflow.rules.finding import Hit
from piaflow.rules.rule import Rule

NUMBER_ALONE = ItemList((NUMBER,), complete=True)
DECLARED = ("party", "provision", "transfer", "contractor", "subcontractor")
"""The places of somebody who is a party of the document."""
PRINTED = ("provision", "row", "transfer")
"""The places where somebody may only be printed."""


def _name(name: str, place: str, *, declared: bool) -> Assessment:
    """A document that names somebody at one place, and hands 個人番号 there by a flow where it is a party."""
    hired = place in ("contractor", "subcontractor")
    contractor = {"contractor": name, "subcontractor": "元請株式会社"}.get(place, "")
    entry = Entrustment("委託事項1", "保守", contractor=contractor, extent=Extent.WHOLE)
    rows = (Recipient("別の者"), Recipient(name)) if place == "row" else ()
    provision = Provision("提供先1", recipient="" if rows else name, items=NUMBER_ALONE, rows=rows)
    source = "元請株式会社" if place == "subcontractor" else "窓口"
    parties = [Party("住民", PartyKind.PERSON)]
    parties += [Party(contractor, PartyKind.CONTRACTOR)] if place == "subcontractor" else []
    parties += [Party(name, PartyKind.CONTRACTOR if hired else PartyKind.OTHER_PUBLIC)] if declared else []
    flows = [Flow("住民", "窓口", items=NUMBER_ALONE, file="台帳")]
    flows += [Flow("窓口", contractor, FlowKind.ENTRUSTMENT, items=NUMBER_ALONE)] if source != "窓口" else []
    flows += (
        [Flow(source, name, items=NUMBER_ALONE), Flow(source, name, items=NUMBER_ALONE)] if declared else []
    )
    return Assessment(
        Overview("みなと市長", "事務", form=FormKind.FULL),
        parties=tuple(parties),
        systems=(System("窓口", number="1", owner="みなと市長"),),
        files=(
            File(
                "台帳",
                "窓口",
                records=NUMBER_ALONE,
                entrustments=(entry,) if hired else (),
                provisions=(provision,) if place in ("provision", "row") else (),
                transfers=(Transfer("移転先1", name, items=NUMBER_ALONE),) if place == "transfer" else (),
            ),
        ),
        flows=tuple(flows),
    )


def _change(old: str, new: str, place: str, *, declared: bool) -> Impact:
    return find_impact(*(_name(name, place, declared=declared) for name in (old, new)), rules=())


PLACES = [(place, True) for place in DECLARED] + [(place, False) for place in PRINTED]
SAME = [
    ("地方公共団体情報システム機構（以下「機構」という。）", "機構"),
    ("地方公共団体情報システム機構", "J-LIS"),
    ("株式会社エヌ・ティ・ティ・データ", "㈱NTTデータ"),
    ("株式会社みらい", "(株)みらい"),
    ("日本年金機構", "年金機構"),
    ("厚生労働大臣", "厚労大臣"),
    ("乙県知事", "乙県"),
    ("乙県国保連", "乙県国民健康保険団体連合会"),
]
ALIKE = [
    ("地方公共団体情報システム機構", "機構（J-LIS）"),
    ("地方公共団体情報システム機構", "機構"),
    ("日本年金機構", "機構"),
    ("株式会社みらい", "株式会社みらい 東京支店"),
    ("株式会社みらい（東京支店）", "株式会社みらい（大阪支店）"),
    ("乙県知事", "県"),
    ("乙県知事", "都道府県知事"),
    ("堺市長", "他市区町村長"),
]
APART = [
    ("乙県", "丙県"),
    ("丙市長", "丁町長"),
    ("株式会社みらい", "株式会社あかり"),
    ("株式会社みらい", "有限会社みらい"),
    ("地方公共団体情報システム機構", "日本年金機構"),
    ("厚生労働大臣", "総務大臣"),
    ("みらい株式会社", "みらいシステム株式会社"),
]


@pytest.mark.parametrize(("place", "declared"), PLACES)
@pytest.mark.parametrize(("old", "new"), [*SAME, *((new, old) for old, new in SAME)])
def test_one_under_another_name_is_no_new_recipient(old: str, new: str, place: str, declared: bool) -> None:
    impact = _change(old, new, place, declared=declared)
    assert (impact.causes, impact.reaches) == ((), ())
    assert {d.kind for d in impact.differences} <= {DifferenceKind.CHANGED}
    assert impact.judgement.result in (Result.CORRECTION, Result.NO_CHANGE)
    assert {new} >= {item.after for item in impact.items if item.path.endswith("①")} - {old}


@pytest.mark.parametrize(("place", "declared"), PLACES)
@pytest.mark.parametrize(("old", "new"), [*ALIKE, *((new, old) for old, new in ALIKE)])
def test_who_may_be_one_of_before_is_no_new_recipient_for_certain(
    old: str,
    new: str,
    place: str,
    declared: bool,
) -> None:
    impact = _change(old, new, place, declared=declared)
    assert not [cause for cause in impact.causes if cause.is_sure]
    assert not words.find_sure(impact)
    assert not [d for d in impact.differences if d.part is Part.PARTY and d.is_sure]
    assert not [d for d in impact.differences if d.kind is not DifferenceKind.CHANGED and d.is_sure]
    assert impact.judgement.result is Result.NEEDS_REVIEW
    assert f"「{new}」は前の「{old}」と同じ者の別の書き方かもしれない（要確認）" in impact.judgement.reason
    assert "要確認" in to_text(tell_impact(impact))
    assert '"is_sure": false' in str(impact_to_dict(impact)).replace("'", '"').replace("False", "false")


@pytest.mark.parametrize(("place", "declared"), PLACES)
@pytest.mark.parametrize(("old", "new"), [*APART, *((new, old) for old, new in APART)])
def test_who_is_another_is_new_for_certain(old: str, new: str, place: str, declared: bool) -> None:
    impact = _change(old, new, place, declared=declared)
    assert impact.judgement.result in (Result.NEEDS_REVIEW, Result.SIGNIFICANT_CANDIDATE)
    assert "要確認" not in impact.judgement.reason
    assert all(cause.is_sure for cause in impact.causes)
    if declared:
        assert new in {gain.name for gain in words.find_sure(impact)}
    if place in PRINTED:
        assert CauseKind.NEW_HANDOVER in {cause.kind for cause in impact.causes}


@pytest.mark.parametrize(("old", "new"), [*ALIKE, *SAME])
def test_what_is_new_besides_is_new_for_certain(old: str, new: str) -> None:
    before, after = (_name(name, "contractor", declared=True) for name in (old, new))
    added = (*after.flows, Flow("窓口", "丁町", items=NUMBER_ALONE))
    after = Assessment(
        after.overview,
        parties=(*after.parties, Party("丁町", PartyKind.MUNICIPALITY)),
        systems=after.systems,
        files=after.files,
        flows=added,
    )
    impact = find_impact(before, after, rules=())
    assert {gain.name for gain in words.find_sure(impact)} == {"丁町"}


def test_of_several_each_may_be_the_one_of_before() -> None:
    before = _name("他市区町村長", "provision", declared=True)
    for first, second in product(("丙市長", "丁町長"), repeat=2):
        if first != second:
            one, other = (_name(name, "provision", declared=True) for name in (first, second))
            both = Assessment(
                one.overview,
                parties=(*one.parties, *other.parties[1:]),
                systems=one.systems,
                files=one.files,
                flows=(*one.flows, *other.flows[1:]),
            )
            assert not words.find_sure(find_impact(before, both, rules=()))


def test_one_that_both_states_name_is_not_who_comes() -> None:
    """A document that tells two apart means two."""
    before = _name("株式会社みらい", "contractor", declared=True)
    branch = Party("株式会社みらい東京支店", PartyKind.CONTRACTOR)
    after = Assessment(
        before.overview,
        parties=(*before.parties, branch),
        systems=before.systems,
        files=before.files,
        flows=(*before.flows, Flow("窓口", branch.name, items=NUMBER_ALONE)),
    )
    assert {gain.name for gain in words.find_sure(find_impact(before, after, rules=()))} == {branch.name}


def _hand(name: str, *, items: ItemList = NUMBER_ALONE, numbers: int = 1, others: int = 0) -> Assessment:
    """A document that hands something to somebody by a flow, and as its last 提供先."""
    entries = tuple(
        Provision(f"提供先{k}", recipient=f"別の者{k}", items=items) for k in range(1, others + 1)
    )
    last = tuple(
        Provision(f"提供先{others + k}", recipient=name, items=items, purpose=f"事務{k}")
        for k in range(1, numbers + 1)
    )
    return Assessment(
        Overview("みなと市長", "事務", form=FormKind.FULL),
        parties=(Party("住民", PartyKind.PERSON), *([Party(name, PartyKind.OTHER_PUBLIC)] if name else [])),
        systems=(System("窓口", number="1", owner="みなと市長"),),
        files=(File("台帳", "窓口", records=NUMBER_ALONE, provisions=(*entries, *(last if name else ()))),),
        flows=tuple(Flow("窓口", name, items=items, text=f"事務{k}") for k in range(1, numbers + 1) if name),
    )


_MORE = ItemList((NUMBER, "氏名", "住所"), complete=True)


@pytest.mark.parametrize(("old", "new"), [*ALIKE, *((new, old) for old, new in ALIKE)])
@pytest.mark.parametrize("others", [0, 2])
def test_a_flow_or_entry_to_who_may_be_another_neither_came_nor_went_for_certain(
    old: str, new: str, others: int
) -> None:
    impact = find_impact(_hand(old, others=others), _hand(new, items=_MORE), rules=())
    told = [d for d in impact.differences if d.kind is not DifferenceKind.CHANGED]
    assert not [d for d in told if d.part is Part.FLOW and d.is_sure]
    ended = {d.name for d in told if d.part is Part.ENTRY and d.is_sure}
    assert f"台帳/提供先{others + 1}" not in ended


@pytest.mark.parametrize(("old", "new"), APART)
def test_a_flow_to_who_is_another_came_and_went_for_certain(old: str, new: str) -> None:
    impact = find_impact(_hand(old), _hand(new, items=_MORE), rules=())
    assert [d.kind for d in impact.differences if d.part is Part.FLOW and d.is_sure] == [
        DifferenceKind.ADDED,
        DifferenceKind.REMOVED,
    ]


@pytest.mark.parametrize(("old", "new"), ALIKE)
def test_of_two_flows_of_which_one_is_left_one_ended_for_certain(old: str, new: str) -> None:
    """Who gets it may be one: less goes there than before, however it is read."""
    impact = find_impact(_hand(old, numbers=2), _hand(new), rules=())
    ended = [
        d.is_sure for d in impact.differences if d.kind is DifferenceKind.REMOVED and d.part is Part.FLOW
    ]
    assert sorted(ended) == [False, True]


_TOLD = Rule(
    *("told", "主体", "すべての公的機関。", "試す。", "消す。", "試験"),
    find=lambda d: tuple(
        Hit("主体がある。", (party.name,))
        for party in d.model.parties
        if party.kind is PartyKind.OTHER_PUBLIC
    ),
)


@pytest.mark.parametrize(("old", "new"), [*ALIKE, *((new, old) for old, new in ALIKE)])
def test_a_finding_on_who_may_be_another_neither_came_nor_went_for_certain(old: str, new: str) -> None:
    impact = find_impact(_hand(old), _hand(new), rules=(_TOLD,))
    assert [f.subjects for f in (*impact.new_findings, *impact.gone_findings)] == [(new,), (old,)]
    assert set(impact.unsure_findings) == {*impact.new_findings, *impact.gone_findings}
    assert "現れる指摘（要確認） 1" in to_text(tell_impact(impact))
    assert [f["is_sure"] for f in impact_to_dict(impact)["findings"]["new"]] == [False]


@pytest.mark.parametrize(("old", "new"), ALIKE)
def test_a_finding_that_comes_or_goes_by_every_reading_is_sure(old: str, new: str) -> None:
    """It was accepted before: whoever it is on, it is told now."""
    quiet = evolve(_hand(old), accepted=(Acceptance(f"told@{old}", "承知"),))
    other = evolve(_hand(new), parties=(*_hand(new).parties, Party("丁大臣", PartyKind.OTHER_PUBLIC)))
    impact = find_impact(quiet, other, rules=(_TOLD,))
    assert "丁大臣" in {f.subjects[0] for f in impact.tell_sure(impact.new_findings)}
    gone = find_impact(other, _hand(old), rules=(_TOLD,))
    assert "丁大臣" in {f.subjects[0] for f in gone.tell_sure(gone.gone_findings)}


@pytest.mark.parametrize(("old", "new"), APART)
def test_a_finding_on_who_is_another_came_and_went_for_certain(old: str, new: str) -> None:
    impact = find_impact(_hand(old), _hand(new), rules=(_TOLD,))
    assert (len(impact.new_findings), len(impact.gone_findings), impact.unsure_findings) == (1, 1, ())
