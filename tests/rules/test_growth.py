"""The work of a check grows with the document, not with its square: steps of Python are counted, not seconds."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from benchmarks.timing import forget_documents
from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.flows import Flow
from piaflow.domain.items import Item, ItemList, build_vocabulary
from piaflow.domain.nodes import System
from piaflow.domain.records import Revision
from piaflow.law.specific_information import judge_specific
from piaflow.rules.catalogue import RULES
from piaflow.rules.dossier import Dossier
from piaflow.rules.places import make_finder
from piaflow.rules.rule import Rule
from piaflow.store.catalogue import load_catalogue
from tests.rules.growing import make_model, make_star

pytestmark = pytest.mark.slow

PATTERNS = str(Path(re.__file__).parent)
SMALL, LARGE = 60, 240
EXPONENT, SLACK = 1.1, 400
"""`SLACK` steps are free: a rule that does next to nothing may do it once more."""


def count(work: Callable[[int], object], size: int) -> int:
    """Return how many lines of Python the work runs at a size, those of comprehensions each time around.

    Nothing is kept of names that were read before: of a few that is more than of many. And it does not count what patterns
    are compiled, of which Python keeps some hundreds.
    """
    forget_documents()
    steps = 0

    def step(frame: FrameType, event: str, __: Any) -> Any:
        nonlocal steps
        if frame.f_code.co_filename.startswith(PATTERNS):
            return None
        steps += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work(size)
    finally:
        sys.settrace(before)
    return steps


def prepare(shape: Callable[[int], Assessment], size: int) -> Dossier:
    """Return a dossier whose trace and flows are worked out: what they cost is not the rules'."""
    dossier = Dossier(shape(size), load_catalogue(), date(2026, 4, 1))
    for item in ("個人番号", "符号", "団体内統合宛名番号"):
        dossier.trace(item)
    return dossier


SHAPES = {"row": make_model, "star": make_star}
DOSSIERS = {name: {n: prepare(shape, n) for n in (SMALL, LARGE)} for name, shape in SHAPES.items()}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_linear_in_systems_and_flows(rule: Rule, shape: str) -> None:
    of_size = DOSSIERS[shape]
    small, large = (count(lambda n: tuple(rule.find(of_size[n])), size) for size in (SMALL, LARGE))
    assert large <= SLACK + small * (LARGE / SMALL) ** EXPONENT


def test_the_places_of_all_findings_are_linear() -> None:
    def find_all(size: int) -> None:
        model = DOSSIERS["row"][size].model
        find = make_finder(model)
        for name in (*model.flow_ids, *(s.name for s in model.systems), *(e.name for e in model.entries)):
            find(name)

    small, large = (count(find_all, size) for size in (SMALL, LARGE))
    assert large <= SLACK + small * (LARGE / SMALL) ** EXPONENT


def make_named(size: int) -> Assessment:
    """Return systems of Ⅰ.2 with the row of 変更箇所 by which each got the name that it has now."""
    names = [f"機{i}" for i in range(1, size + 1)]
    rows = (
        Revision(f"Ⅰ２．システム{i} ①システムの名称", "2025-04-01", f"前の{name}", name)
        for i, name in enumerate(names, 1)
    )
    return Assessment(
        Overview("みなと市長", "試験に関する事務"),
        systems=tuple(System(name, number=str(i)) for i, name in enumerate(names, 1)),
        revisions=tuple(rows),
    )


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.name.startswith("revision-")], ids=lambda r: r.name
)
def test_rows_that_stand_are_not_compared_with_one_another(rule: Rule) -> None:
    of_size = {n: prepare(make_named, n) for n in (SMALL, LARGE)}
    small, large = (count(lambda n: tuple(rule.find(of_size[n])), size) for size in (SMALL, LARGE))
    assert large <= SLACK + small * (LARGE / SMALL) ** EXPONENT


def make_aliased(size: int) -> Assessment:
    """Return systems with three names each, all of which the text of a function of theirs has."""
    names = [(f"第{i}機", f"機械{i}号", f"装置{i}番") for i in range(size)]
    systems = (
        System(name, aliases=tuple(more), number=str(i), functions=("、".join((name, *more)),))
        for i, (name, *more) in enumerate(names, 1)
    )
    return Assessment(Overview("みなと市長", "試験に関する事務"), systems=tuple(systems))


def test_the_names_of_systems_are_looked_for_at_once() -> None:
    rule = next(rule for rule in RULES if rule.name == "names-many")
    of_size = {n: prepare(make_aliased, n) for n in (SMALL, LARGE)}
    for size, dossier in of_size.items():
        assert len(tuple(rule.find(dossier))) == size
    small, large = (count(lambda n: tuple(rule.find(of_size[n])), size) for size in (SMALL, LARGE))
    assert large <= SLACK + small * (LARGE / SMALL) ** EXPONENT


def test_what_is_in_a_group_is_looked_at_once_for_all_flows_that_name_it() -> None:
    def judge_all(size: int) -> None:
        members = tuple(f"項目{i}" for i in range(size))
        words = build_vocabulary((*map(Item, members), Item("組", members=ItemList(members, complete=True))))
        flows = [Flow(f"機{i}", "中", items=ItemList(("組",), complete=True)) for i in range(size)]
        assert {judge_specific(flow, words) for flow in flows} == {Certainty.NO}

    small, large = (count(judge_all, size) for size in (SMALL, LARGE))
    assert large <= SLACK + small * (LARGE / SMALL) ** EXPONENT


CONTRACTS: dict[str, Callable[[int, int], Contract]] = {
    "forbid": lambda i, n: Forbid((f"機{i}", f"機{(i + 7) % n}")),
    "forbid the middle": lambda i, _: Forbid(("中", f"機{i}")),
    "allow only": lambda i, n: AllowOnly(f"機{i}", (f"機{(i + 2) % n}",)),
    "pass through": lambda i, n: PassThrough(f"機{(i + 5) % n}", f"機{i}", f"機{(i + 2) % n}"),
    "may hold": lambda i, _: MayHold("個人番号", (f"機{i}",)),
    "layers": lambda i, n: Layers(((f"機{i}",), (f"機{(i + 1) % n}",), ("中",))),
}


def make_bound(kind: str, size: int) -> Assessment:
    """Return systems in a chain, each giving to one beside it too, with as many contracts of a kind.

    For 保有限定 the chain is a tree: a breach of it tells the way there, which costs its length.
    """
    chain = [f"機{i}" for i in range(size)]
    items = ItemList(("個人番号",), complete=True)
    behind = [(i - 1) // 2 if kind == "may hold" else i - 1 for i in range(1, size)]
    along = (Flow(chain[before], name, items=items) for before, name in zip(behind, chain[1:], strict=True))
    aside = (Flow(name, "中", items=items) for name in chain)
    return Assessment(
        Overview("みなと市長", "試験に関する事務"),
        systems=tuple(map(System, ("中", *chain))),
        flows=(*along, *aside),
        contracts=tuple(CONTRACTS[kind](i, size) for i in range(size)),
    )


@pytest.mark.parametrize("kind", CONTRACTS)
def test_many_contracts_look_at_their_own_links_alone(kind: str) -> None:
    rule = next(rule for rule in RULES if rule.name == "contract-broken")
    of_size = {n: prepare(lambda size: make_bound(kind, size), n) for n in (SMALL, LARGE)}
    small, large = (count(lambda n: tuple(rule.find(of_size[n])), size) for size in (SMALL, LARGE))
    assert large <= SLACK + small * (LARGE / SMALL) ** EXPONENT
