"""Words of several documents: each means what its own document says; by one word two may mean two things."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.graph.flow_graph import build_graph
from piaflow.graph.joining import label_nodes
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace, trace_graph

NONE, POSSIBLE, DEFINITE = Reach.NONE, Reach.POSSIBLE, Reach.DEFINITE


def told(*names: str, more: bool = False) -> ItemList:
    return ItemList(names, complete=not more)


def town(
    body: str,
    items: Sequence[Item],
    flows: Sequence[tuple[str, str, ItemList]],
    *,
    procedure: str = "事務",
) -> Assessment:
    """A town that gets something of its people into a system, and hands it on to a place of its own."""
    here, people, place = f"{body}の台帳", f"{body}の住民", f"{body}の倉庫"
    called = {"住民": people, "台帳": here, "倉庫": place}
    return Assessment(
        Overview(body, procedure),
        parties=(Party(body), Party(people, PartyKind.PERSON)),
        systems=(System(here, number="1", owner=body), System(place, number="2", owner=body)),
        items=tuple(items),
        flows=tuple(Flow(called[one], called[other], items=listed) for one, other, listed in flows),
    )


OWN = town(
    "乙町長",
    [Item("整理番号"), Item("資格区分")],
    [("住民", "台帳", told("整理番号", "資格区分", "氏名")), ("台帳", "倉庫", told("整理番号", "資格区分"))],
)
OTHER = town(
    "壬町長",
    [
        Item("宛名番号", aliases=("整理番号",)),
        Item("氏名", members=told("姓", "名")),
        Item("姓"),
        Item("名"),
        Item("資格区分", members=told("記号", "住所")),
        Item("記号"),
    ],
    [("住民", "台帳", told("姓", "資格区分")), ("台帳", "倉庫", told("整理番号"))],
)


def reach(models: Sequence[Assessment], item: str, place: str) -> Reach:
    found = trace(models, item)
    (label,) = {labels[place] for labels in label_nodes(models) if place in labels}
    return found.node(label).reach


@pytest.mark.parametrize("item", ["氏名", "資格区分", "宛名番号", "整理番号", "住所", "個人番号"])
@pytest.mark.parametrize("place", ["乙町長の台帳", "乙町長の倉庫"])
def test_an_unrelated_document_changes_no_answer_that_is_certain(item: str, place: str) -> None:
    alone, joined = reach([OWN], item, place), reach([OWN, OTHER], item, place)
    assert (joined is DEFINITE) == (alone is DEFINITE)
    assert joined is alone or (item == "資格区分" and (alone, joined) == (NONE, POSSIBLE))


def test_a_word_that_two_documents_mean_otherwise_is_answered_in_both() -> None:
    answer = trace([OWN, OTHER], "資格区分")
    for place in ("乙町長の台帳", "乙町長の倉庫", "壬町長の台帳"):
        assert answer.node(place).as_items == ("資格区分",)
    assert answer.node("壬町長の倉庫").reach is NONE


def test_an_alias_is_no_name_for_who_calls_another_thing_so() -> None:
    assert reach([OWN, OTHER], "宛名番号", "乙町長の台帳") is NONE
    assert reach([OWN, OTHER], "宛名番号", "壬町長の倉庫") is DEFINITE


SHARED = (
    (
        [Item("資格区分")],
        [Item("資格区分", members=told("記号", "負担割合")), Item("記号"), Item("負担割合")],
    ),
    ([Item("資格区分")], [Item("資格区分", members=told("記号", more=True)), Item("記号")]),
    ([Item("資格区分")], [Item("証区分", aliases=("資格区分",))]),
    (
        [Item("資格区分", members=told("番号", more=True)), Item("番号")],
        [Item("資格区分", members=told("記号")), Item("記号")],
    ),
)
"""What two documents of one town call 資格区分, each in its own way."""


def city(items: Sequence[Item], source: str, target: str, procedure: str) -> Assessment:
    people = (Party("住民", PartyKind.PERSON),) if source == "住民" else ()
    systems = tuple(System(name, owner="乙町長") for name in (source, target) if name != "住民")
    return Assessment(
        Overview("乙町長", procedure),
        parties=(Party("乙町長"), *people),
        systems=systems,
        items=tuple(items),
        flows=(Flow(source, target, items=told("資格区分")),),
    )


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("one", "other"), SHARED)
def test_what_is_called_so_may_go_along_where_another_document_lists_it(
    one: Sequence[Item], other: Sequence[Item], *, turned: bool
) -> None:
    one, other = (other, one) if turned else (one, other)
    models = [city(one, "住民", "受付システム", "一"), city(other, "受付システム", "介護台帳", "二")]
    answer = trace(models, "資格区分", start="住民")
    assert answer.node("受付システム").reach is DEFINITE
    assert answer.node("介護台帳").reach is POSSIBLE
    assert trace(models, "氏名", start="住民").node("介護台帳").reach is NONE


# Any two documents without a thing in common but words.

WORDS = ("資格区分", "整理番号", "記号", "受付番号", "氏名", "宛名番号", "住所")


@st.composite
def vocabularies(draw: st.DrawFn) -> tuple[Item, ...]:
    """Items of one document: of each word it is an item, a group of later ones, or another name of one."""
    items: list[Item] = []
    free = [*WORDS]
    for place, word in enumerate(WORDS):
        how = draw(st.sampled_from(("", "item", "group", "open", "thing")))
        if word not in free or not how:
            continue
        free.remove(word)
        later = [w for w in WORDS[place + 1 :] if w in free]
        known = [w for w in later if w in ("氏名", "宛名番号", "住所")]
        inside = draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else []
        members = {
            "item": told(),
            "group": told(*inside),
            "open": ItemList(tuple(inside)),
            "thing": ItemList(),
        }[how]
        aliases = [w for w in later if w not in known and draw(st.integers(0, 3)) == 0]
        free = [w for w in free if w not in aliases]
        items.append(Item(word, aliases=tuple(aliases), members=members))
    return tuple(items)


@st.composite
def documents(draw: st.DrawFn, body: str, procedure: str = "事務") -> Assessment:
    items = draw(vocabularies())
    names = sorted(
        {n for i in items for n in (i.name, *i.aliases)} | {"氏名", "宛名番号", "住所", "個人番号"}
    )
    lists = st.builds(
        ItemList, st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple), st.booleans()
    )
    ends = st.sampled_from(("住民", "台帳", "倉庫"))
    flows = draw(st.lists(st.tuples(ends, ends, lists), min_size=1, max_size=5))
    model = town(body, items, [flow for flow in flows if flow[0] != flow[1]], procedure=procedure)
    records = draw(lists)
    file = File(f"{body}のファイル", f"{body}の台帳", records=records)
    return evolve(model, files=draw(st.sampled_from(((), (file,)))))


def meanings(model: Assessment) -> dict[str, tuple[str, frozenset[str], bool]]:
    """What each word of a document stands for."""
    words = model.vocabulary
    return {
        name: (item.name, words.parts(item.name), item.is_group)
        for item in words.items
        for name in (item.name, *item.aliases)
    }


law = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
CERTAINTIES = (NONE, POSSIBLE, DEFINITE)


@pytest.mark.slow
@law
@given(documents("乙町長"), documents("壬町長"), st.sampled_from(WORDS))
def test_unrelated_documents_together_answer_as_each_alone(
    one: Assessment, other: Assessment, word: str
) -> None:
    mine, yours = meanings(one), meanings(other)
    named_otherwise = any(mine[w] != yours[w] for w in mine.keys() & yours.keys())
    assume(word in {item.name for item in one.vocabulary.items})
    for models in ([one, other], [other, one]):
        alone, joined = trace(one, word), trace(models, word)
        labels = label_nodes(models)[models.index(one)]
        for node in alone.nodes:
            there = joined.node(labels[node.name]).reach
            assert (there is DEFINITE) == (node.reach is DEFINITE)
            if node.reach is POSSIBLE or not named_otherwise:
                assert there is node.reach


@pytest.mark.slow
@law
@given(documents("乙町長", "一"), documents("乙町長", "二"), st.sampled_from(WORDS))
def test_documents_of_one_body_together_contain_each_whatever_their_words_mean(
    one: Assessment, other: Assessment, word: str
) -> None:
    assume(one.vocabulary.find(word) or other.vocabulary.find(word))
    joined, turned = trace([one, other], word), trace([other, one], word)
    assert {node.name: node.reach for node in joined.nodes} == {n.name: n.reach for n in turned.nodes}
    for index, model in enumerate((one, other)):
        if word in {item.name for item in model.vocabulary.items}:
            labels = label_nodes([one, other])[index]
            for node in trace(model, word).nodes:
                there = joined.node(labels[node.name]).reach
                assert CERTAINTIES.index(there) >= CERTAINTIES.index(node.reach)


@pytest.mark.slow
@law
@given(documents("乙町長", "一"), documents("乙町長", "二"), documents("壬町長"), st.sampled_from(WORDS))
def test_words_of_several_documents_are_answered_alike_on_arrays(
    one: Assessment, other: Assessment, third: Assessment, word: str
) -> None:
    models = (one, other, third)
    assume(any(model.vocabulary.find(word) for model in models))
    lists, arrays = (trace_graph(build_graph(models), word, large=large) for large in (1_000_000, 0))
    assert [(n.name, n.as_items, n.possibly_as) for n in lists.nodes] == [
        (n.name, n.as_items, n.possibly_as) for n in arrays.nodes
    ]
    for node in lists.nodes:
        assert not {*node.as_items} & {*node.possibly_as}
