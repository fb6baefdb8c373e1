"""Answers and models hold a value and pass on all that it promises; what they show of themselves is their own."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest

import piaflow
from tests.once import open_once

FIXTURES = Path(__file__).parents[1] / "fixtures"
MODEL = open_once(FIXTURES / "minato.yaml")
IMPACT = piaflow.impact(MODEL, open_once(FIXTURES / "minato-konbini.yaml"))
WRAPPED: list[tuple[Any, str]] = [
    (MODEL, "assessment"),
    (MODEL.trace("個人番号"), "trace"),
    (MODEL.check(), "report"),
    (MODEL.form(), "form"),
    (IMPACT, "impact"),
]
BY_VALUE = [MODEL, MODEL.check(), MODEL.form(), IMPACT]


@pytest.mark.parametrize(("answer", "held"), WRAPPED, ids=[held for _, held in WRAPPED])
def test_all_that_the_value_promises_is_passed_on_and_completed(answer: Any, held: str) -> None:
    value = getattr(answer, held)
    names = [name for name in dir(value) if not name.startswith("_")]
    assert set(names) <= set(dir(answer))
    own = set(vars(type(answer)))
    for name in names:
        if name not in own:
            assert getattr(answer, name) == getattr(value, name), name


@pytest.mark.parametrize(("answer", "held"), WRAPPED, ids=[held for _, held in WRAPPED])
def test_what_nobody_promises_is_no_attribute(answer: Any, held: str) -> None:
    with pytest.raises(AttributeError):
        _ = answer.sistems
    assert not hasattr(answer, "_by_name")
    assert not hasattr(getattr(answer, held), held)


@pytest.mark.parametrize("answer", BY_VALUE, ids=lambda answer: type(answer).__name__)
def test_a_copy_is_equal(answer: Any) -> None:
    assert copy.copy(answer) == answer
    assert copy.copy(answer) is not answer


def test_a_model_comes_back_from_a_pickle() -> None:
    again = pickle.loads(pickle.dumps(MODEL))  # noqa: S301 - our own bytes
    assert (again, hash(again)) == (MODEL, hash(MODEL))


def test_a_model_is_not_its_assessment() -> None:
    assert not isinstance(MODEL, piaflow.Assessment)
    assert piaflow.Model.of(MODEL.assessment) == piaflow.Model.of(MODEL) == MODEL


def test_a_loaded_assessment_is_wrapped_as_it_is() -> None:
    assert piaflow.Model.of_loaded(MODEL.assessment).assessment is MODEL.assessment


def test_a_section_is_replaced_and_all_names_are_resolved_again() -> None:
    assert MODEL.replace() == MODEL
    assert MODEL.replace(flows=()).flows == ()
    assert MODEL.replace(flows=()).systems == MODEL.systems
    with pytest.raises(piaflow.ModelError):
        MODEL.replace(systems=())


def test_public_calls_take_an_assessment_as_they_take_its_model() -> None:
    bare = MODEL.assessment
    assert piaflow.trace([bare], "個人番号").to_dict() == MODEL.trace("個人番号").to_dict()
    assert piaflow.check([bare]).to_dict() == MODEL.check().to_dict()
    assert piaflow.impact(bare, MODEL).is_empty
