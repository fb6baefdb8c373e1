"""The work of a check grows with the document, not with its square: steps of Python are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest

from piaflow.domain.assessment import Assessment
from piaflow.rules.catalogue import RULES
from piaflow.rules.dossier import Dossier
from piaflow.rules.places import make_finder
from piaflow.rules.rule import Rule
from piaflow.store.catalogue import load_catalogue
from tests.rules.growing import make_model, make_star

SMALL, LARGE = 60, 240
EXPONENT, SLACK = 1.1, 400
"""`SLACK` steps are free: a rule that does next to nothing may do it once more."""


def count(work: Callable[[int], object], size: int) -> int:
    """Return how many lines of Python the work runs at a size, those of comprehensions each time around."""
    steps = 0

    def step(_: FrameType, event: str, __: Any) -> Any:
        nonlocal steps
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
