"""The graph of one model grows with the model, not with its square: edges are counted, and lines of Python."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import PartyKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Connection, File, Party, System
from piaflow.graph.flow_graph import build_graph
from piaflow.trace.tracing import trace
from tests.rules.test_growth import count
from tests.trace.minato import NUMBER

SMALL, LARGE = 60, 240
MOST = (LARGE / SMALL) ** 1.2
"""Through hubs each leads to all but some by as many edges as the logarithm of these."""
OVERVIEW = Overview("みなと市長", "事務")


def make_entrusted(size: int, *works: Entrustment) -> Assessment:
    """Return a document with so many 委託先, and these entrustments again and again."""
    parties = tuple(Party(f"会社{i}", PartyKind.CONTRACTOR) for i in range(size))
    entries = tuple(
        Entrustment(
            f"委託事項{i + 1}",
            subject=f"運用{i}",
            contractor=work.contractor,
            subentrusted=work.subentrusted,
            systems=work.systems,
        )
        for i in range(size)
        for work in [works[i % len(works)]]
    )
    file = File("台帳", "業務システム", records=ItemList((NUMBER,), complete=True), entrustments=entries)
    return Assessment(OVERVIEW, parties=parties, systems=(System("業務システム"),), files=(file,))


def make_ticking(size: int, *boxes: Connection, name: str = "業務") -> Assessment:
    """Return a document with so many systems in a row, which tick these boxes of Ⅰ.2③ one after the other."""
    names = [f"{name}{i}" for i in range(size)]
    ticking = [System(name, connects=(boxes[i % len(boxes)],)) for i, name in enumerate(names)]
    items = ItemList((NUMBER,), complete=True)
    flows = tuple(Flow(one, other, items=items) for one, other in pairwise(names))
    return Assessment(OVERVIEW, systems=tuple(ticking), flows=flows)


def make_filed(size: int, *boxes: str) -> Assessment:
    """Return a document with so many files of one system, and these boxes for who uses them one after the other."""
    files = (
        File(f"台帳{i}", "業務システム", department=boxes[i % len(boxes)].format(i)) for i in range(size)
    )
    return Assessment(OVERVIEW, systems=(System("業務システム"),), files=tuple(files))


def make_used(size: int, *boxes: str) -> Assessment:
    """Return the same with as many 部署."""
    model = make_filed(size, *boxes)
    return evolve(model, parties=tuple(Party(f"第{i}課", PartyKind.DEPARTMENT) for i in range(size)))


LINKED, UNREAD, TAX = (
    Connection("庁内連携システム", Certainty.YES),
    Connection("庁内連携システム", Certainty.UNKNOWN),
    Connection("税務システム", Certainty.YES),
)
NAMELESS = Entrustment("委託事項1")
ON_A_SYSTEM = Entrustment("委託事項1", systems=("業務システム",))
MAY_GO_ON = Entrustment("委託事項1", contractor="会社0", subentrusted=Certainty.UNKNOWN)
SHAPES: dict[str, Callable[[int], Assessment]] = {
    "entrustments without a contractor": lambda n: make_entrusted(n, NAMELESS),
    "such that work on a system": lambda n: make_entrusted(n, ON_A_SYSTEM),
    "entrustments that may go on": lambda n: make_entrusted(n, MAY_GO_ON),
    "systems that tick the link": lambda n: make_ticking(n, LINKED),
    "systems with a box for the link that cannot be read": lambda n: make_ticking(n, UNREAD),
    "systems of which every other ticks the link": lambda n: make_ticking(n, LINKED, UNREAD, TAX),
    "systems of a choice that they tick": lambda n: make_ticking(n, TAX, LINKED, name="税務"),
    "files": lambda n: make_filed(n, "第{}課"),
    "files that point at one another": lambda n: make_filed(n, "第{}課", "台帳{}に同じ", "ファイル{}を参照"),
    "files whose users an annex lists": lambda n: make_used(n, "別紙のとおり"),
    "some of which print users": lambda n: make_used(n, "別紙のとおり", "第{}課", "ファイル{}を参照"),
    "each beside the others": lambda n: make_entrusted(n, NAMELESS, ON_A_SYSTEM, MAY_GO_ON),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_edges_grow_with_the_model(shape: str) -> None:
    few, many = (build_graph([SHAPES[shape](size)]) for size in (SMALL, LARGE))
    assert len(many.edges) < MOST * len(few.edges)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_of_a_trace_grows_with_the_model(shape: str) -> None:
    def answer(size: int) -> None:
        assert trace(SHAPES[shape](size), NUMBER).nodes

    answer(SMALL)
    assert count(answer, LARGE) < MOST * count(answer, SMALL)
