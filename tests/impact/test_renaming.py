"""What only got another name is one thing still, in the form, the reach, the findings and the judgement."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import Extent, FlowKind, PartyKind
from piaflow.domain.entries import Entrustment, Provision, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.impact.differences import DifferenceKind, Part
from piaflow.impact.impact import find_impact
from piaflow.impact.judging import Result
from piaflow.impact.renaming import find_renamed, under_new_names
from tests.once import load_once

MINATO = load_once(Path(__file__).parents[1] / "fixtures" / "minato.yaml")
OLD, NEW = "既存住基システム", "住民記録システム"


def _system(name: str, *aliases: str) -> Assessment:
    [old] = [s for s in MINATO.systems if s.name == OLD]
    new = evolve(old, name=name, aliases=(*old.aliases, *aliases))
    return evolve(MINATO, systems=tuple(new if s is old else s for s in MINATO.systems))


RENAMED = _system(NEW, OLD)


def test_an_alias_tells_the_name_of_before() -> None:
    assert find_renamed(MINATO, RENAMED) == {NEW: OLD}
    assert find_renamed(RENAMED, MINATO) == {OLD: NEW}
    assert find_renamed(MINATO, MINATO) == {}


def test_a_system_of_the_form_that_differs_in_its_name_only_is_the_same() -> None:
    before = _system("旧住基システム", OLD)
    after = _system("新住基システム", OLD)
    assert find_renamed(before, after) == {"新住基システム": "旧住基システム"}


def test_nodes_of_which_nothing_is_told_are_not_taken_for_each_other() -> None:
    before = evolve(MINATO, systems=(*MINATO.systems, System("甲")), parties=(*MINATO.parties, Party("丙")))
    after = evolve(MINATO, systems=(*MINATO.systems, System("乙")), parties=(*MINATO.parties, Party("丁")))
    assert find_renamed(before, after) == {}


def test_what_another_node_is_called_already_is_no_new_name() -> None:
    before = evolve(MINATO, systems=(*MINATO.systems, System("甲", aliases=("乙",)), System("丙")))
    after = evolve(MINATO, systems=(*MINATO.systems, System("乙", aliases=("丙",))))
    assert find_renamed(before, after) == {"乙": "甲"}


def test_the_state_before_stays_whole_under_the_new_names() -> None:
    known = under_new_names(MINATO, {NEW: OLD})
    assert known.canonical(OLD) == NEW
    assert len(known.flows) == len(MINATO.flows)
    assert [name.replace(NEW, OLD) for name in known.flow_ids] == list(MINATO.flow_ids)


def test_a_renamed_system_is_one_change_and_moves_no_identifier() -> None:
    impact = find_impact(MINATO, RENAMED)
    assert [(d.kind.value, d.name, d.was) for d in impact.differences] == [("変更", NEW, OLD)]
    assert "name" in impact.differences[0].fields
    assert (impact.reaches, impact.causes, impact.new_findings, impact.gone_findings) == ((), (), (), ())
    cells = {item.path: (item.before, item.after) for item in impact.items}
    assert cells.pop("Ⅰ.2.システム1.①") == (OLD, NEW)
    assert {path for path in cells if path.startswith("Ⅰ")} == set()
    was, now = cells["別添1"]
    assert was.replace(OLD, NEW) == now


def test_a_renamed_file_keeps_its_entries() -> None:
    old, name = MINATO.files[0], "住民記録ファイル"
    file = evolve(old, name=name, aliases=(*old.aliases, old.name))
    after = evolve(
        MINATO,
        files=(file, *MINATO.files[1:]),
        flows=tuple(
            evolve(f, declared=tuple(d.replace(old.name, name) for d in f.declared)) for f in MINATO.flows
        ),
    )
    impact = find_impact(MINATO, after, rules=())
    assert [(d.part.value, d.name, d.was) for d in impact.differences] == [("ファイル", name, old.name)]
    assert {item.path for item in impact.items} == {
        "Ⅰ.3",
        "別添1",
        "Ⅱ.ファイル1.1",
        "Ⅲ.ファイル1.1",
    }


@pytest.mark.parametrize("node", [File("別のファイル", holder=OLD, aliases=("既存住基",)), Party("別の主体")])
def test_a_node_of_another_kind_is_another_node(node: File | Party) -> None:
    after = evolve(
        MINATO,
        systems=tuple(s for s in MINATO.systems if s.name != "窓口端末"),
        flows=tuple(f for f in MINATO.flows if "窓口端末" not in (f.source, f.target)),
        contracts=(),
        files=(*MINATO.files, *([node] if isinstance(node, File) else [])),
        parties=(*MINATO.parties, *([node] if isinstance(node, Party) else [])),
    )
    assert find_renamed(MINATO, after) == {}


def _picture(model: Assessment, name: str, called: str) -> Assessment:
    return evolve(
        model,
        diagrams=tuple(evolve(d, name=called) if d.name == name else d for d in model.diagrams),
        flows=tuple(evolve(f, diagram=called) if f.diagram == name else f for f in model.flows),
    )


def test_a_picture_of_another_name_draws_the_same_flows() -> None:
    """No flow is new, none is gone, and nothing is to be looked at again."""
    name = MINATO.flows[0].diagram
    for before, after in (
        (MINATO, _picture(MINATO, name, "別紙1")),
        (_picture(MINATO, name, "図"), MINATO),
    ):
        impact = find_impact(before, after)
        found = (impact.differences, impact.items, impact.causes, impact.reaches, impact.new_findings)
        assert not any((*found, impact.gone_findings))


def test_of_two_pictures_that_draw_the_same_none_is_taken_for_the_other() -> None:
    name = MINATO.flows[0].diagram
    twice = evolve(
        MINATO,
        diagrams=(*MINATO.diagrams, *(evolve(d, name="写し") for d in MINATO.diagrams if d.name == name)),
        flows=(*MINATO.flows, *(evolve(f, diagram="写し") for f in MINATO.flows if f.diagram == name)),
    )
    before = _picture(_picture(twice, name, "甲"), "写し", "乙")
    assert find_impact(before, twice).differences


OFFICE = Assessment(
    Overview("甲市長", "介護"),
    parties=(
        Party("甲市長", PartyKind.ASSESSOR),
        Party("福祉課", PartyKind.DEPARTMENT, body="甲市長"),
        Party("丙社", PartyKind.CONTRACTOR),
    ),
    systems=(System("介護システム", number="1", owner="甲市長"),),
    files=(
        File(
            "介護ファイル",
            "介護システム",
            entrustments=(Entrustment("委託事項1", "保守", contractor="丙社"),),
            transfers=(Transfer("移転先1", "福祉課"),),
        ),
    ),
    flows=(
        Flow("福祉課", "介護システム", FlowKind.ACQUISITION, items=ItemList(("個人番号",), complete=True)),
        Flow("介護システム", "福祉課", FlowKind.TRANSFER, items=ItemList(("個人番号",), complete=True)),
    ),
)


def call(a: Assessment, old: str, new: str, *aliases: str) -> Assessment:
    """The model with a party under another name wherever it is named."""

    def spell(name: str) -> str:
        return new if name == old else name

    (file,) = a.files
    return evolve(
        a,
        overview=evolve(a.overview, body=spell(a.overview.body)),
        parties=tuple(
            evolve(p, name=spell(p.name), body=spell(p.body), aliases=aliases if p.name == old else p.aliases)
            for p in a.parties
        ),
        systems=tuple(evolve(s, owner=spell(s.owner)) for s in a.systems),
        files=(
            evolve(
                file,
                entrustments=tuple(evolve(e, contractor=spell(e.contractor)) for e in file.entrustments),
                transfers=tuple(evolve(e, recipient=spell(e.recipient)) for e in file.transfers),
            ),
        ),
        flows=tuple(evolve(f, source=spell(f.source), target=spell(f.target)) for f in a.flows),
    )


@pytest.mark.parametrize(
    ("old", "new", "aliases"),
    [
        ("福祉課", "こども課", ("福祉課",)),
        ("丙社", "丁社", ("丙社",)),
        ("甲市長", "甲市", ()),
        ("甲市長", "甲市役所", ()),
        ("甲市長", "甲町長", ("甲市長",)),
    ],
)
def test_a_party_of_another_name_is_one_renaming_wherever_it_is_named(
    old: str, new: str, aliases: tuple[str, ...]
) -> None:
    after = call(OFFICE, old, new, *aliases)
    for before, now, was, name in ((OFFICE, after, old, new), (after, OFFICE, new, old)):
        impact = find_impact(before, now, rules=())
        assert (impact.causes, impact.reaches) == ((), ())
        assert impact.judgement.result is Result.CORRECTION
        told = [(d.part, d.name, d.was) for d in impact.differences if d.part is not Part.OVERVIEW]
        assert told == [(Part.PARTY, name, was)]


@pytest.mark.parametrize(("old", "new"), [("福祉課", "こども課"), ("丙社", "丁社"), ("甲市長", "乙市長")])
def test_a_party_that_nothing_tells_to_be_the_old_one_is_another(old: str, new: str) -> None:
    impact = find_impact(OFFICE, call(OFFICE, old, new), rules=())
    assert find_renamed(OFFICE, impact.after) == {}
    assert {d.kind for d in impact.differences} >= {DifferenceKind.ADDED, DifferenceKind.REMOVED}


def naming(declared: tuple[str, ...], used: tuple[str, str]) -> Assessment:
    """A document that declares these parties and calls one of them so where it runs a system, so where it is handed to."""
    owner, receiver = used
    handed = Provision("提供先1", recipient=receiver, items=NUMBER_ALONE)
    hired = Entrustment("委託事項1", "保守", contractor=receiver, extent=Extent.WHOLE)
    kept = File("台帳", "甲システム", records=NUMBER_ALONE, provisions=(handed,), entrustments=(hired,))
    return Assessment(
        Overview("乙市長", "事務"),
        parties=(Party("住民", PartyKind.PERSON), *map(Party, declared)),
        systems=(System("甲システム", number="1", owner="乙市長"), System("県システム", owner=owner)),
        files=(kept,),
        flows=(
            Flow("住民", "甲システム", items=NUMBER_ALONE),
            Flow("甲システム", receiver, items=NUMBER_ALONE),
            Flow(receiver, "県システム", items=NUMBER_ALONE),
        ),
    )


NUMBER_ALONE = ItemList(("個人番号",), complete=True)
CALLED = [
    naming(declared, used)
    for declared in (("丙県知事",), ("丙県",), ("丙県", "丙県知事"), ("丙県知事", "丙県", "丙県庁"))
    for used in ((declared[0], declared[-1]), (declared[-1], declared[0]))
]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pair
        for pair in permutations(CALLED, 2)
        if set.__ne__(*({party.name for party in state.parties} for state in pair))
    ],
)
def test_a_body_that_one_state_has_under_several_names_is_the_one_of_the_other(
    before: Assessment, after: Assessment
) -> None:
    impact = find_impact(before, after, rules=())
    assert (impact.reaches, impact.causes) == ((), ())
    assert {d.kind for d in impact.differences} <= {DifferenceKind.CHANGED}
    assert {d.part for d in impact.differences} <= {Part.PARTY}


@pytest.mark.parametrize("declared", [("乙市長",), ("乙市",), ("乙市長", "乙市")])
def test_the_assessor_is_one_whoever_of_its_names_is_declared(declared: tuple[str, ...]) -> None:
    parties = tuple(Party(name, PartyKind.ASSESSOR) for name in declared)
    base = naming(("丙県",), ("丙県", "丙県"))
    named = evolve(base, parties=(*base.parties, *parties))
    named = evolve(named, systems=(*named.systems, System("端末", owner=declared[-1])))
    plain = evolve(
        base,
        parties=(*base.parties, Party("乙市長", PartyKind.ASSESSOR)),
        systems=(*base.systems, System("端末", owner="乙市長")),
    )
    for before, after in ((named, plain), (plain, named)):
        impact = find_impact(before, after, rules=())
        assert (impact.reaches, impact.causes) == ((), ())
        assert {(d.kind, d.part) for d in impact.differences} <= {(DifferenceKind.CHANGED, Part.PARTY)}


def _drawn(party: str = "株式会社みらい", system: str = "住基ネット") -> Assessment:
    """A document that hands the number to a party, by an entry and a flow, and to a system."""
    entry = Entrustment("委託事項1", "保守", contractor=party, extent=Extent.WHOLE)
    ledger = File("台帳", "窓口", records=ItemList(("個人番号",), complete=True), entrustments=(entry,))
    handed = ItemList(("個人番号",), complete=True)
    return Assessment(
        Overview("みなと市長", "事務", form=MINATO.overview.form),
        parties=(Party("住民", PartyKind.PERSON), Party(party, PartyKind.CONTRACTOR)),
        systems=(System("窓口", number="1", owner="みなと市長"), System(system)),
        files=(ledger,),
        flows=(
            Flow("住民", "窓口", items=handed, file="台帳"),
            Flow("窓口", party, FlowKind.ENTRUSTMENT, items=handed),
            Flow("窓口", system, items=handed),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"party": "（株）みらい"}, {"party": "株式会社みらい"}),
        ({"party": "㈱みらい"}, {"party": "みらい"}),
        ({"party": "エヌ・ティ・ティ・みらい株式会社"}, {"party": "NTTみらい"}),
        ({"party": "みらい"}, {"party": "みらい（甲支店）"}),
        ({"party": "機構"}, {"party": "機構（J-LIS）"}),
        ({"party": "乙県国保連"}, {"party": "乙県国民健康保険団体連合会"}),
        ({"system": "住基ネット"}, {"system": "住民基本台帳ネットワークシステム"}),
        ({"system": "都道府県サーバ"}, {"system": "都道府県サーバー"}),
    ],
)
def test_one_name_in_two_ways_of_writing_is_no_new_recipient(
    old: dict[str, str], new: dict[str, str]
) -> None:
    for was, now in ((old, new), (new, old)):
        found = find_impact(_drawn(**was), _drawn(**now))
        assert found.judgement.result is not Result.SIGNIFICANT_CANDIDATE
        assert not found.reaches
        assert {change.kind for change in found.differences} <= {DifferenceKind.CHANGED}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("株式会社みらい", "有限会社みらい"),
        ("みらい（甲支店）", "みらい（乙支店）"),
        ("株式会社みらい", "株式会社あかり"),
        ("乙県国保連", "丙県国民健康保険団体連合会"),
        ("乙県知事", "乙県知事等"),
        ("保守業者", "保守業者（甲社）"),
        ("運用管理補助者", "運用管理補助者（甲社）"),
    ],
)
def test_what_a_name_tells_apart_is_no_way_of_writing_it(old: str, new: str) -> None:
    for was, now in ((old, new), (new, old)):
        assert find_renamed(_drawn(was), _drawn(now)) == {}


def test_of_two_that_are_called_alike_none_is_the_other_written_otherwise() -> None:
    before, after = _drawn("みらい"), _drawn("株式会社みらい")
    other = Party("有限会社みらい", PartyKind.CONTRACTOR)
    assert find_renamed(before, evolve(after, parties=(*after.parties, other))) == {}
