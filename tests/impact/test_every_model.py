"""Of every model: one whose lists moved, whose flows are drawn as more arrows, or that calls a node otherwise is the same.

`MANY=500 pytest tests/impact/test_every_model.py` asks for more examples than a run of all tests has time for.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.nodes import Node, System
from piaflow.domain.span import Span
from piaflow.impact.differences import Part
from piaflow.impact.impact import find_impact
from piaflow.impact.items import Origin
from piaflow.impact.judging import Result
from piaflow.store.dumping import to_yaml
from piaflow.store.load import parse
from tests.impact.test_dividing import says_nothing_new, split
from tests.once import load_once
from tests.permuting import permute

ROOT = Path(__file__).parents[2]
MODELS = [ROOT / "tests" / "fixtures" / "minato.yaml", *find_model_files(ROOT / "models")]
MANY = int(os.environ.get("MANY", "12"))
NEW = "名を改めた"
few = settings(
    max_examples=MANY, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)
paths = st.sampled_from(MODELS)
chance = st.integers(0, 10**6).map(Random)


@cache
def _read(path: Path) -> Assessment:
    return load_once(path)


@cache
def _write(a: Assessment) -> str:
    return to_yaml(a)


@pytest.mark.slow
@few
@given(paths, chance)
def test_another_order_is_no_change(path: Path, random: Random) -> None:
    a = _read(path)
    impact = find_impact(a, parse(permute(_write(a), random)), rules=())
    assert impact.is_empty
    assert (impact.causes, impact.reaches) == ((), ())
    assert impact.judgement.result is Result.NO_CHANGE


@pytest.mark.slow
@few
@given(paths, chance)
def test_flows_split_in_two_bring_nothing_and_neither_do_two_joined(path: Path, random: Random) -> None:
    a = _read(path)
    other = split(a, random)
    assert says_nothing_new(find_impact(a, other, rules=()))
    assert says_nothing_new(find_impact(other, a, rules=()))


@few
@given(paths, chance)
def test_a_node_under_another_name_is_the_only_change(path: Path, random: Random) -> None:
    """A system or party; in the form no word changes but its name."""
    a = _read(path)
    nodes: list[Node] = [*a.systems, *a.parties]
    old = random.choice(nodes)
    impact = find_impact(a, _rename(a, old), rules=())
    assert [
        (d.kind.value, d.name, d.was) for d in impact.differences if d.part in (Part.SYSTEM, Part.PARTY)
    ] == [("変更", f"{NEW}{old.name}", old.name)]
    assert {d.part for d in impact.differences} <= {Part.SYSTEM, Part.PARTY}
    assert (impact.causes, impact.reaches) == ((), ())
    for item in impact.items:
        assert item.origin is Origin.DERIVED
        assert item.after.replace(f"{NEW}{old.name}", old.name) == item.before


def _rename(a: Assessment, old: Node) -> Assessment:
    new = evolve(old, name=f"{NEW}{old.name}", aliases=(*old.aliases, old.name))
    part = "systems" if isinstance(old, System) else "parties"
    put: dict[str, Any] = {part: tuple(new if node is old else node for node in getattr(a, part))}
    return evolve(a, **put)


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_split_flows_have_the_findings_that_they_had(path: Path) -> None:
    a = _read(path)
    other = split(a, Random(1))  # noqa: S311 - no secret
    assert says_nothing_new(find_impact(a, other))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_document_whose_lines_moved_says_the_same(path: Path) -> None:
    a = _read(path)
    moved = _move_lines(a)
    assert moved != a
    assert find_impact(a, moved, rules=()).is_empty


def _move_lines(value: Any) -> Any:
    """The same facts, each read a line further down."""
    if isinstance(value, Span):
        return evolve(value, first=value.first + 1, last=value.last + 1)
    if isinstance(value, tuple):
        return tuple(map(_move_lines, value))
    if not attrs.has(type(value)):
        return value
    told = {
        a.name.removeprefix("_"): _move_lines(getattr(value, a.name))
        for a in attrs.fields(type(value))
        if a.init
    }
    return evolve(value, **told)
