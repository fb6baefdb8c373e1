"""Other numbers, other words for the same, and less than before: none of it brings anything new."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, FlowKind, Means, PartyKind
from piaflow.domain.entries import Entrustment, MeansBox, Provision, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.names import EntryName
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.records import Text
from piaflow.impact.answer import Impact
from piaflow.impact.causes import CauseKind
from piaflow.impact.impact import find_impact
from piaflow.impact.judging import Result
from tests.impact.test_impact_laws import fast
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")


def items(*names: str) -> ItemList:
    return ItemList.parse(names)


FILE = "介護ファイル"
ENTRUSTMENTS = (
    Entrustment(
        "委託事項1", "保守", contractor="甲社", extent=Extent.WHOLE, items=items("個人番号", "4情報")
    ),
    Entrustment("委託事項2", "印刷", contractor="乙社", extent=Extent.PART, items=items("氏名")),
    Entrustment("委託事項3", "保守", contractor="丙社", extent=Extent.PART, items=items("個人番号")),
)
PROVISIONS = (
    Provision("提供先1", "広域連合", purpose="資格の確認", items=items("個人番号")),
    Provision("提供先2", "年金機構", purpose="徴収", items=items("個人番号", "氏名")),
    Provision("提供先3", "広域連合", purpose="給付", items=items("個人番号")),
)
TRANSFERS = (
    Transfer("移転先1", "福祉課", items=items("個人番号")),
    Transfer("移転先2", "税務課", items=items("個人番号")),
    Transfer("移転先3", "市民課", items=items("個人番号")),
)
TOWN = Assessment(
    Overview("甲市長", "介護"),
    parties=(
        Party("甲市長", PartyKind.ASSESSOR),
        *(Party(name, PartyKind.DEPARTMENT, body="甲市長") for name in ("福祉課", "税務課", "市民課")),
        *(Party(name, PartyKind.CONTRACTOR) for name in ("甲社", "乙社", "丙社", "丁社")),
        Party("住民", PartyKind.PERSON),
    ),
    systems=(System("介護システム", number="1", owner="甲市長"),),
    files=(
        File(
            FILE,
            "介護システム",
            entrustments=ENTRUSTMENTS,
            provisions=PROVISIONS,
            transfers=TRANSFERS,
        ),
    ),
    flows=(
        Flow("住民", "介護システム", FlowKind.ACQUISITION, items=items("個人番号", "4情報"), file=FILE),
        Flow("介護システム", "甲社", items=items("個人番号"), declared=(f"{FILE}/委託事項1",)),
        Flow("介護システム", "乙社", items=items("氏名"), declared=(f"{FILE}/委託事項2",)),
        Flow("介護システム", "福祉課", items=items("個人番号"), declared=(f"{FILE}/移転先1",)),
    ),
    texts=(Text(f"Ⅱ.{FILE}.4.委託事項2.①", "納付書を印刷する"),),
)
SECTIONS = {"entrustments": "委託事項", "provisions": "提供先", "transfers": "移転先"}
ORDERS = list(permutations((1, 2, 3)))[1:]


def of_file(a: Assessment, **changed: Any) -> Assessment:
    (file,) = a.files
    return evolve(a, files=(evolve(file, **changed),))


def renumber(a: Assessment, section: str, numbers: dict[str, str]) -> Assessment:
    """The model with the entries of each file called anew, and all that names them with it."""

    def call(name: str) -> str:
        entry = EntryName(name)
        return EntryName.of(entry.file, numbers.get(entry.number, entry.number))

    def place(address: str) -> str:
        return ".".join(numbers.get(part, part) for part in address.split("."))

    def count(file: File) -> File:
        entries = (evolve(e, number=numbers.get(e.number, e.number)) for e in getattr(file, section))
        numbered: dict[str, Any] = {section: tuple(sorted(entries, key=lambda e: e.number))}
        return evolve(file, **numbered)

    return evolve(
        a,
        files=tuple(map(count, a.files)),
        flows=tuple(evolve(f, declared=tuple(map(call, f.declared))) for f in a.flows),
        texts=tuple(evolve(t, address=place(t.address)) for t in a.texts),
    )


def in_order(word: str, order: tuple[int, ...]) -> dict[str, str]:
    return {f"{word}{i}": f"{word}{n}" for i, n in enumerate(order, 1)}


def kinds(impact: Impact) -> dict[CauseKind, tuple[str, ...]]:
    return {
        kind: tuple(c.subject for c in impact.causes if c.kind is kind)
        for kind in {c.kind for c in impact.causes}
    }


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("section", SECTIONS)
def test_entries_under_other_numbers_are_the_same_entries(section: str, order: tuple[int, ...]) -> None:
    impact = find_impact(TOWN, renumber(TOWN, section, in_order(SECTIONS[section], order)))
    assert (impact.causes, impact.items, impact.reaches) == ((), (), ())
    assert (impact.new_findings, impact.gone_findings) == ((), ())
    assert impact.judgement.result is Result.NO_CHANGE
    moved = {
        f"{FILE}/{SECTIONS[section]}{n}": f"{FILE}/{SECTIONS[section]}{i}" for i, n in enumerate(order, 1)
    }
    assert {d.name: d.was for d in impact.differences} == {
        new: old for new, old in moved.items() if new != old
    }
    assert {d.fields for d in impact.differences} == {("name",)}


@pytest.mark.parametrize("order", ORDERS)
def test_the_entries_of_a_renamed_file_are_the_same_too_under_other_numbers(order: tuple[int, ...]) -> None:
    after, name = renumber(TOWN, "entrustments", in_order("委託事項", order)), "介護保険ファイル"
    (file,) = after.files
    after = evolve(
        after,
        files=(evolve(file, name=name, aliases=(FILE,)),),
        flows=tuple(
            evolve(f, file=f.file and name, declared=tuple(d.replace(FILE, name) for d in f.declared))
            for f in after.flows
        ),
        texts=tuple(evolve(t, address=t.address.replace(FILE, name)) for t in after.texts),
    )
    impact = find_impact(TOWN, after)
    assert (impact.causes, impact.reaches, impact.new_findings, impact.gone_findings) == ((), (), (), ())
    assert {(item.before, item.after) for item in impact.items} == {(FILE, name)}


def without(index: int) -> Assessment:
    """The town without one of its 委託, the others counted anew."""
    gone = f"委託事項{index + 1}"
    rest = [e.number for e in ENTRUSTMENTS if e.number != gone]
    less = evolve(
        TOWN,
        flows=tuple(f for f in TOWN.flows if f.declared != (f"{FILE}/{gone}",)),
        texts=tuple(t for t in TOWN.texts if gone not in t.address),
    )
    less = of_file(less, entrustments=tuple(e for e in ENTRUSTMENTS if e.number != gone))
    return renumber(less, "entrustments", {number: f"委託事項{i}" for i, number in enumerate(rest, 1)})


@pytest.mark.parametrize("index", range(3))
def test_an_entrustment_that_ends_is_all_that_ends_though_the_others_are_counted_anew(index: int) -> None:
    impact = find_impact(TOWN, without(index))
    assert set(kinds(impact)) == {CauseKind.ENDED_ENTRUSTMENT}
    [ended] = kinds(impact)[CauseKind.ENDED_ENTRUSTMENT]
    assert EntryName(ended).number.removesuffix("（変更前）") == f"委託事項{index + 1}"
    [gone] = [item for item in impact.items if item.rule == "form"]
    assert (ENTRUSTMENTS[index].subject in gone.before, gone.after) == (True, "")
    assert impact.judgement.result is Result.NEEDS_REVIEW


@pytest.mark.parametrize("index", range(3))
def test_an_entrustment_that_comes_before_others_is_the_only_new_one(index: int) -> None:
    impact = find_impact(without(index), TOWN)
    assert kinds(impact)[CauseKind.NEW_ENTRUSTMENT] == (f"{FILE}/委託事項{index + 1}",)
    assert not {
        CauseKind.REPLACED_CONTRACTOR,
        CauseKind.WIDER_ENTRUSTMENT,
        CauseKind.ENDED_ENTRUSTMENT,
    } & set(kinds(impact))


@pytest.mark.parametrize("order", ORDERS)
def test_what_changes_under_another_number_is_told_of_that_entry(order: tuple[int, ...]) -> None:
    after = renumber(TOWN, "entrustments", in_order("委託事項", order))
    (file,) = after.files
    moved = tuple(
        evolve(e, contractor="丁社", items=items("氏名", "個人番号")) if e.subject == "印刷" else e
        for e in file.entrustments
    )
    found = kinds(find_impact(TOWN, of_file(after, entrustments=moved), rules=()))
    name = f"{FILE}/委託事項{order[1]}"
    assert found == {CauseKind.REPLACED_CONTRACTOR: (name,), CauseKind.WIDER_ENTRUSTMENT: (name,)}


@pytest.mark.parametrize("index", range(3))
def test_another_subject_of_another_contractor_under_the_number_is_another_entrustment(index: int) -> None:
    """The one ended and the other is new; of the same contractor or subject it is one that changed."""
    old = ENTRUSTMENTS[index]
    for subject, contractor, expected in (
        ("廃棄", "丁社", {CauseKind.ENDED_ENTRUSTMENT, CauseKind.NEW_ENTRUSTMENT}),
        (old.subject, "丁社", {CauseKind.REPLACED_CONTRACTOR}),
        (f"{old.subject}業務", "丁社", {CauseKind.REPLACED_CONTRACTOR}),
        ("", "丁社", {CauseKind.REPLACED_CONTRACTOR}),
        ("廃棄", old.contractor, set[CauseKind]()),
        ("廃棄", "", set[CauseKind]()),
    ):
        told = evolve(old, subject=subject, contractor=contractor)
        after = of_file(TOWN, entrustments=tuple(told if e is old else e for e in ENTRUSTMENTS))
        impact = find_impact(TOWN, after, rules=())
        assert {c.kind for c in impact.causes} - {CauseKind.NEW_SUBENTRUSTMENT} == expected
        kinds_of_entries = [d.kind.value for d in impact.differences if d.part.value == "Ⅱの記載"]
        assert sorted(kinds_of_entries) == (
            ["削除", "追加"] if CauseKind.NEW_ENTRUSTMENT in expected else ["変更"]
        )


@pytest.mark.parametrize("order", ORDERS)
def test_another_recipient_among_those_counted_anew_is_the_only_new_one(order: tuple[int, ...]) -> None:
    after = renumber(TOWN, "transfers", in_order("移転先", order))
    after = evolve(after, parties=(*after.parties, Party("こども課", PartyKind.DEPARTMENT, body="甲市長")))
    (file,) = after.files
    more = (*file.transfers, Transfer("移転先4", "こども課", items=items("個人番号")))
    found = kinds(find_impact(TOWN, of_file(after, transfers=more), rules=()))
    assert found == {CauseKind.NEW_HANDOVER: (f"{FILE}/移転先4",)}


def entrusted(**changed: Any) -> Assessment:
    first, *rest = ENTRUSTMENTS
    return of_file(TOWN, entrustments=(evolve(first, **changed), *rest))


PAPER, MEDIUM = (
    MeansBox(Means.PAPER, Certainty.YES),
    MeansBox(Means.MEDIUM, Certainty.YES),
)
LESS_AND_MORE = [
    ({"items": items("個人番号", "4情報")}, {"items": items("個人番号")}),
    ({"items": items("個人番号", "等")}, {"items": items("個人番号")}),
    ({"items": items("個人番号", "4情報", "等")}, {"items": items("住所", "等")}),
    ({"extent": Extent.WHOLE}, {"extent": Extent.PART}),
    ({"means": (PAPER, MEDIUM)}, {"means": (PAPER,)}),
    ({"means": (PAPER, MEDIUM)}, {"means": (PAPER, evolve(MEDIUM, box=Certainty.NO))}),
]


@pytest.mark.parametrize(("more", "less"), LESS_AND_MORE)
def test_an_entrustment_of_less_is_no_wider_one_and_one_of_more_is(
    more: dict[str, Any], less: dict[str, Any]
) -> None:
    name = f"{FILE}/委託事項1"
    assert kinds(find_impact(entrusted(**more), entrusted(**less), rules=())) == {}
    widened = kinds(find_impact(entrusted(**less), entrusted(**more), rules=()))
    assert widened == {CauseKind.WIDER_ENTRUSTMENT: (name,)}


def take_in(told: ItemList) -> Assessment:
    return evolve(TOWN, flows=(evolve(TOWN.flows[0], items=told), *TOWN.flows[1:]))


def hand_over(told: ItemList) -> Assessment:
    return evolve(TOWN, flows=(*TOWN.flows[:3], evolve(TOWN.flows[3], items=told)))


SAME = [
    (("個人番号", "氏名"), ("マイナンバー", "氏名")),
    (("4情報", "個人番号"), ("氏名", "住所", "性別", "生年月日", "個人番号")),
    (("基本4情報",), ("４情報",)),
    (("本人確認情報",), ("4情報", "マイナンバー", "住民票コード", "変更情報")),
    (("4情報", "符号", "等"), ("住所", "氏名", "生年月日", "性別", "個人番号対応符号", "等")),
]


@pytest.mark.parametrize("names", [*SAME, *(pair[::-1] for pair in SAME)])
def test_the_same_items_in_other_words_are_the_same(names: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    def entrust(told: ItemList) -> Assessment:
        return entrusted(items=told)

    for state in (entrust, take_in, hand_over):
        before, after = (state(items(*words)) for words in names)
        impact = find_impact(before, after, rules=())
        assert (impact.causes, impact.reaches) == ((), ())
        assert impact.judgement.result is Result.NO_CHANGE


@pytest.mark.parametrize(
    ("was", "now", "is_new"),
    [
        (("個人番号", "4情報"), ("個人番号", "氏名"), False),
        (("個人番号", "4情報"), ("個人番号",), False),
        (("個人番号", "等"), ("個人番号",), False),
        (("個人番号", "氏名"), ("個人番号", "4情報"), True),
        (("個人番号",), ("個人番号", "等"), True),
        (("氏名",), ("個人番号",), True),
    ],
)
def test_less_by_an_old_way_is_no_new_way_in(
    was: tuple[str, ...], now: tuple[str, ...], *, is_new: bool
) -> None:
    before, after = (take_in(items(*names)) for names in (was, now))
    assert (CauseKind.NEW_ACQUISITION in kinds(find_impact(before, after, rules=()))) is is_new


def rewrite(a: Assessment, random: Random) -> Assessment:
    """The model in other words: other numbers, other names of items, groups by their members; and with less in it."""
    vocabulary = a.vocabulary

    def reword(name: str) -> list[str]:
        item = vocabulary.find(name)
        if item is None:
            return [name]
        if item.is_group and item.members.complete and random.random() < 0.5:
            return [word for member in item.members.names for word in reword(member)]
        return [random.choice((item.name, *item.aliases))]

    def lessen(told: ItemList) -> ItemList:
        names = [word for name in told.names for word in reword(name)]
        kept = random.sample(names, random.randint(1, len(names))) if names else names
        return evolve(told, names=tuple(dict.fromkeys(kept)))

    def narrow(file: File) -> File:
        return evolve(
            file,
            entrustments=tuple(evolve(e, items=lessen(e.items)) for e in file.entrustments),
            provisions=tuple(evolve(e, items=lessen(e.items)) for e in file.provisions),
            transfers=tuple(evolve(e, items=lessen(e.items)) for e in file.transfers),
        )

    less = evolve(
        a,
        files=tuple(map(narrow, a.files)),
        flows=tuple(f if f.excludes else evolve(f, items=lessen(f.items)) for f in a.flows),
    )
    for section in SECTIONS:
        numbers = sorted({e.number for file in a.files for e in getattr(file, section)})
        less = renumber(less, section, dict(zip(numbers, random.sample(numbers, len(numbers)), strict=True)))
    return less


@fast
@given(st.sampled_from((TOWN, MINATO)), st.randoms(use_true_random=False))
def test_no_wording_numbering_or_narrowing_is_a_candidate_or_brings_anything(
    a: Assessment, random: Random
) -> None:
    impact = find_impact(a, rewrite(a, random), rules=())
    assert impact.causes == ()
    assert impact.judgement.result is not Result.SIGNIFICANT_CANDIDATE
    assert not any(reaches.gained for reaches in impact.reaches)
