"""A word for many means one of those whom it may mean: it hands nothing on from one of them to another."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, PartyKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Conversion, Flow
from piaflow.domain.items import CODE, HOUSE_NUMBER, NUMBER, ItemList
from piaflow.domain.nodes import File, Knowledge, Party, System
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace import reference
from tests.trace.minato import CITY, flow
from tests.trace.test_kernels import EVERY, NONE, asked
from tests.trace.test_trace_laws import assert_agrees, law, name_keys, party_names

ADDRESS = "4情報"


def document(
    body: str,
    parties: Sequence[Party],
    *flows: Flow,
    systems: Sequence[System] = (),
    files: Sequence[File] = (),
    procedure: str = "事務",
) -> Assessment:
    return Assessment(
        Overview(body, procedure),
        parties=tuple(parties),
        systems=tuple(systems),
        files=tuple(files),
        flows=flows,
    )


def ask(models: Sequence[Assessment], name: str, *, start: str = "", item: str = NUMBER) -> Reach:
    """How surely an item is there, in whichever order the documents stand."""
    found = {trace(list(order), item, start=start).node(name).reach for order in permutations(models)}
    (reach,) = found
    return reach


WORDS = [
    # a word for many, of what kind it is, one whom it may mean that assesses, and another
    ("県", PartyKind.PREFECTURE, "乙県知事", "丙県知事"),
    ("都道府県知事", PartyKind.PREFECTURE, "乙県知事", "丙県"),
    ("市町村", PartyKind.MUNICIPALITY, "やまて町長", "うみべ市長"),
    ("他市区町村長", PartyKind.MUNICIPALITY, "やまて町長", "うみべ市"),
    ("情報照会者", PartyKind.OTHER_PUBLIC, "やまて町長", "丙県知事"),
    ("機構", PartyKind.OTHER_PUBLIC, "日本年金機構", "地方公共団体情報システム機構"),
]
each_word = pytest.mark.parametrize(("word", "kind", "one", "other"), WORDS)
PERSON = Party("住民", PartyKind.PERSON)


def own(one: str) -> Assessment:
    """The document of a body that gets 個人番号."""
    return document(one, [PERSON, Party(one)], flow("住民", one, NUMBER))


def assessing(other: str) -> Assessment:
    """The document of a body that has nothing of it."""
    return document(other, [Party(other), Party("国税庁")], flow(other, "国税庁", ADDRESS))


def naming(other: str) -> Assessment:
    """A document that names a body of which none other speaks."""
    return document("みさき村長", [Party(other), Party("国税庁")], flow(other, "国税庁", ADDRESS))


@each_word
@pytest.mark.parametrize("tell", [assessing, naming])
def test_a_word_hands_nothing_on_from_one_that_it_may_mean_to_another(
    word: str, kind: PartyKind, one: str, other: str, tell: object
) -> None:
    assert callable(tell)
    parties = [Party(word, kind), Party("税務署", PartyKind.NATIONAL)]
    speaking = document(
        CITY,
        parties,
        flow(word, "税務署", NUMBER, ADDRESS),
        flow(word, "台帳", ADDRESS),
        systems=[System("台帳", owner=CITY)],
    )
    models = (own(one), speaking, tell(other))
    assert ask(models, other, start=one) is Reach.NONE
    assert ask(models, word, start=one) is Reach.POSSIBLE
    assert ask(models, "税務署", start=one) is Reach.POSSIBLE


@each_word
def test_what_a_document_brings_to_the_word_may_be_at_each_that_it_may_mean(
    word: str, kind: PartyKind, one: str, other: str
) -> None:
    inside = System("照会システム", owner=word)
    store = File("照会台帳", inside.name, records=ItemList((NUMBER,), complete=True))
    brought = [
        document(CITY, [PERSON, Party(word, kind)], flow("住民", word, NUMBER)),
        document(CITY, [PERSON, Party(word, kind)], flow("住民", inside.name, NUMBER), systems=[inside]),
        document(CITY, [Party(word, kind), Party("国税庁")], flow(word, "国税庁", NUMBER)),
        document(CITY, [Party(word, kind)], systems=[inside], files=[store]),
    ]
    for speaking in brought:
        for there in (one, other):
            assert ask((speaking, assessing(one), assessing(other)), there) is Reach.POSSIBLE
    for start in (word, inside.name):
        models = (brought[1], assessing(one), assessing(other))
        assert ask(models, other, start=start) is Reach.POSSIBLE


@each_word
def test_what_the_documents_of_the_word_carry_on_from_it_goes_on(
    word: str, kind: PartyKind, one: str, other: str
) -> None:
    """From one whom it may mean to the word, by its own flows to another word or back to it, and so to whom that means."""
    office = Party("国税庁")
    back = document(
        CITY, [Party(word, kind), office], flow(word, office.name, NUMBER), flow(office.name, word, NUMBER)
    )
    assert ask((own(one), back, assessing(other)), other, start=one) is Reach.POSSIBLE


def test_of_contractors_called_by_what_they_do_none_gets_what_the_other_has() -> None:
    hired = PartyKind.CONTRACTOR
    first = document(
        CITY, [PERSON, Party("甲株式会社", hired)], flow("住民", "甲株式会社", NUMBER), procedure="一"
    )
    second = document(
        CITY, [Party("保守業者", hired), Party("国税庁")], flow("保守業者", "国税庁", ADDRESS), procedure="二"
    )
    third = document(
        CITY,
        [Party("乙株式会社", hired), Party("国税庁")],
        flow("乙株式会社", "国税庁", ADDRESS),
        procedure="三",
    )
    models = (first, second, third)
    assert ask(models, "保守業者", start="甲株式会社") is Reach.POSSIBLE
    assert ask(models, "乙株式会社", start="甲株式会社") is Reach.NONE


# The law of it: documents that speak much of words.

BODIES = (CITY, "乙県知事", "やまて町長")
NAMED = ("乙県知事", "丙県知事", "うみべ市長", "都道府県", "市町村", "情報照会者", "国税庁")
ITEMS = (NUMBER, CODE, HOUSE_NUMBER, ADDRESS)
some = st.lists(st.sampled_from(ITEMS), max_size=2, unique=True)


@st.composite
def speaking_documents(draw: st.DrawFn, body: str) -> Assessment:
    named = draw(
        st.lists(st.sampled_from([n for n in NAMED if n != body]), min_size=1, max_size=3, unique=True)
    )
    owners = [body, *named]
    systems = [
        System(f"{place}{body[0]}システム", owner=owner, knows=draw(known))
        for place, owner in enumerate(draw(st.lists(st.sampled_from(owners), min_size=1, max_size=3)))
    ]
    holder = draw(st.sampled_from(systems)).name
    entry = Entrustment("委託事項1", "保守", contractor=draw(st.sampled_from(named)), extent=Extent.WHOLE)
    kept = File(
        f"{body[0]}台帳",
        holder,
        records=ItemList(tuple(draw(some)), complete=draw(st.booleans())),
        entrustments=(entry,) if draw(st.booleans()) else (),
    )
    files = (kept,) if draw(st.booleans()) else ()
    ends = ["住民", body, *named, *(s.name for s in systems), *(f.name for f in files)]
    flows = [
        Flow(
            draw(st.sampled_from(ends)),
            draw(st.sampled_from(ends)),
            items=ItemList(tuple(draw(some)), complete=draw(st.booleans())),
        )
        for _ in range(draw(st.integers(1, 4)))
    ]
    turned = (Conversion(draw(st.sampled_from(systems)).name, NUMBER, CODE),) if draw(st.booleans()) else ()
    return Assessment(
        Overview(body, "事務"),
        parties=(PERSON, Party(body, PartyKind.ASSESSOR), *map(Party, named)),
        systems=tuple(systems),
        files=files,
        conversions=turned,
        flows=tuple(flow for flow in flows if flow.source != flow.target),
    )


known = st.sampled_from([(), (), (Knowledge(NUMBER, Certainty.NO),), (Knowledge(NUMBER, Certainty.YES),)])
spoken = st.tuples(*map(speaking_documents, BODIES))
many = settings(law, max_examples=int(os.environ.get("PIAFLOW_EXAMPLES", "60")))
items = st.sampled_from(ITEMS)


@pytest.mark.slow
@many
@given(spoken, items, st.sampled_from(("", *NAMED)))
def test_documents_full_of_words_are_answered_as_by_the_reference(
    models: tuple[Assessment, ...], item: str, start: str
) -> None:
    starts = [(k, start) for k, model in enumerate(models) if start and model.find(start)][:1]
    expected = reference.trace(models, item, starts)
    label = name_keys(models, expected)
    answer = trace(models, item, start=[label[expected.world.keys[at]] for at in starts])
    assert_agrees(models, answer, expected)
    keys = {name: key for key, name in label.items()}
    for node in answer.nodes:
        if node.reach is not Reach.NONE and not node.is_untold and node.name not in party_names(models):
            there = reference.along(expected, node.path, sure=node.reach is Reach.DEFINITE)
            assert keys[node.name] in {at for at, _ in there}
            assert len(node.path) == reference.best_way(expected, keys[node.name])[1]
        elif node.reach is Reach.NONE and node.name not in party_names(models):
            cut = {(stop.flow, stop.item) for stop in node.cut}
            assert reference.separates(expected, cut, expected.possible, keys[node.name])


@pytest.mark.slow
@many
@given(spoken, items)
def test_documents_full_of_words_are_answered_alike_on_arrays(
    models: tuple[Assessment, ...], item: str
) -> None:
    assert asked(models, item, (), EVERY) == asked(models, item, (), NONE)
