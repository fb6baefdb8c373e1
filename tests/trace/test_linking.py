"""What Ⅰ.2③ ticks as 庁内連携システム in two documents of one 団体: it is one link, and who tells what goes by it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Connection, Party, System
from piaflow.graph import hubs
from piaflow.graph.flow_graph import build_graph
from piaflow.trace.answer import NodeTrace, Reach
from piaflow.trace.tracing import trace, trace_graph
from tests.trace import reference
from tests.trace.minato import CITY, NUMBER, flow
from tests.trace.test_trace_laws import assert_agrees

LINK = "庁内連携システム"
BOARD = "みなと市教育委員会"
YES, NO, UNKNOWN = Certainty.YES, Certainty.NO, Certainty.UNKNOWN


def document(
    name: str, item: str, box: Certainty = YES, *flows: Flow, body: str = CITY, link: str = ""
) -> Assessment:
    """A document of one system that has an item from people and ticks the link, and perhaps of the link itself."""
    person = Party("住民", PartyKind.PERSON)
    system = System(name, owner=body, connects=(Connection(LINK, box),))
    return Assessment(
        Overview(body, f"{name}の事務"),
        parties=(person,),
        systems=(system, *((System(link, owner=body),) if link else ())),
        flows=(flow(person.name, name, item), *flows),
    )


def ask(models: Sequence[Assessment], there: str, start: str = "") -> NodeTrace:
    found = [trace(order, NUMBER, start=start).node(there) for order in itertools.permutations(models)]
    assert len({(node.reach, node.path_entries) for node in found}) == 1
    return found[0]


@pytest.mark.parametrize("body", [CITY, BOARD])
@pytest.mark.parametrize("box", [YES, UNKNOWN])
def test_systems_of_two_documents_that_tick_the_link_may_be_linked(body: str, box: Certainty) -> None:
    one, other = document("収納台帳", NUMBER), document("通知台帳", "氏名", box, body=body)
    found = ask((one, other), "通知台帳")
    mark = "（印は不明）" if box is UNKNOWN else ""
    assert (found.reach, found.path_entries) == (Reach.POSSIBLE, (f"Ⅰ.2③{mark} 収納台帳→通知台帳",))
    back = document("収納台帳", "氏名"), document("通知台帳", NUMBER, box, body=body)
    assert ask(back, "収納台帳").reach is Reach.POSSIBLE


@pytest.mark.parametrize(("body", "box"), [("やまて市長", YES), (CITY, NO)])
def test_what_does_not_tick_it_or_is_of_another_city_is_not_linked(body: str, box: Certainty) -> None:
    one, other = document("収納台帳", NUMBER), document("通知台帳", "氏名", box, body=body)
    assert ask((one, other), "通知台帳").reach is Reach.NONE
    assert ask(
        (document("収納台帳", "氏名"), document("通知台帳", NUMBER, box, body=body)), "収納台帳"
    ).reach is (Reach.NONE)


@pytest.mark.parametrize("link", [LINK, "庁内連携基盤"])
def test_what_one_document_draws_as_the_link_the_other_may_only_tick(link: str) -> None:
    """The flows of the one tell what its systems give it; of what the other's give or get nobody tells."""
    drawn = document("収納台帳", NUMBER, YES, flow("収納台帳", link, NUMBER), link=link)
    ticking = document("通知台帳", "氏名")
    assert ask((drawn, ticking), "通知台帳").reach is Reach.POSSIBLE
    names = document("収納台帳", NUMBER, YES, flow("収納台帳", link, "氏名"), link=link)
    assert ask((names, ticking), "通知台帳").reach is Reach.NONE
    getting = document("収納台帳", "氏名", YES, flow(link, "収納台帳", NUMBER), link=link)
    assert ask((getting, document("通知台帳", NUMBER)), "収納台帳", "通知台帳").reach is Reach.POSSIBLE
    closed = document("収納台帳", "氏名", YES, flow(link, "収納台帳", "氏名"), link=link)
    assert ask((closed, document("通知台帳", NUMBER)), "収納台帳", "通知台帳").reach is Reach.NONE


def test_where_both_documents_draw_it_the_flows_tell() -> None:
    drawn = document("収納台帳", NUMBER, YES, flow("収納台帳", LINK, NUMBER), link=LINK)
    for item, reach in ((NUMBER, Reach.DEFINITE), ("氏名", Reach.NONE)):
        getting = document("通知台帳", "氏名", YES, flow(LINK, "通知台帳", item), link=LINK)
        assert ask((drawn, getting), "通知台帳").reach is reach


def test_what_one_document_draws_between_two_systems_it_tells_of_them_whoever_else_ticks() -> None:
    """What a third document ticks it tells nothing of."""
    both = document("収納台帳", NUMBER)
    other = document("通知台帳", "氏名").systems[0]
    told = evolve(
        both, systems=(*both.systems, other), flows=(*both.flows, flow("収納台帳", "通知台帳", "氏名"))
    )
    again = document("通知台帳", "氏名")
    assert ask((told, again), "通知台帳").reach is Reach.NONE
    third = document("賦課台帳", "氏名")
    assert ask((told, again, third), "賦課台帳").reach is Reach.POSSIBLE


def test_a_system_that_no_flow_touches_is_not_told_by_it() -> None:
    untouched = evolve(document("通知台帳", "氏名"), flows=())
    found = ask((document("収納台帳", NUMBER), untouched), "通知台帳", "収納台帳")
    assert found.reach is Reach.NONE


def test_many_documents_are_linked_without_an_edge_from_each_to_each(monkeypatch: pytest.MonkeyPatch) -> None:
    def count_edges(many: int) -> int:
        return len(build_graph([document(f"台帳{at}", "氏名") for at in range(many)]).edges)

    assert count_edges(128) < 3 * count_edges(64)
    models = [
        document("甲台帳", NUMBER),
        *(document(f"{a}台帳", "氏名", box) for a, box in zip("乙丙", (YES, UNKNOWN), strict=True)),
    ]
    entries = []
    for by_hubs in (True, False):
        monkeypatch.setattr(hubs, "is_worth_it", lambda _, __, told=by_hubs: told)
        answer = trace_graph(build_graph(models), NUMBER)
        entries.append([answer.node(name).path_entries for name in ("乙台帳", "丙台帳")])
    assert entries[0] == entries[1] == [("Ⅰ.2③ 甲台帳→乙台帳",), ("Ⅰ.2③（印は不明） 甲台帳→丙台帳",)]


DRAWN = [
    (box, link, onward)
    for box in (YES, UNKNOWN, NO)
    for link in ("", LINK)
    for onward in (None, NUMBER, "氏名")
]


def test_whatever_documents_tick_and_draw_the_answers_are_those_of_the_reference() -> None:
    third = document("賦課台帳", "氏名")
    for (one, here, out), (other, there, back) in itertools.product(DRAWN, repeat=2):
        giving = (flow("収納台帳", here, out),) if here and out else ()
        getting = (flow(there, "通知台帳", back),) if there and back else ()
        models = (
            document("収納台帳", NUMBER, one, *giving, link=here),
            document("通知台帳", "氏名", other, *getting, link=there),
            third,
        )
        assert_agrees(models, trace(models, NUMBER), reference.trace(models, NUMBER))
