"""What the calls of the public face take: the right thing, or one line that says what is right."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from piaflow.domain.assessment import Assessment
from piaflow.errors import WrongCallError, clip
from piaflow.impact.answer import Impact
from piaflow.rules.rule import Rule
from piaflow.views.scene import Scene


class HoldsAssessment(Protocol):
    """A model."""

    @property
    def assessment(self) -> Assessment:
        """Its assessment."""


class HoldsImpact(Protocol):
    """An answer."""

    @property
    def impact(self) -> Impact:
        """Its impact."""


Assessed = Assessment | HoldsAssessment
"""What one may ask: an assessment by itself or as a model."""
Impacted = Impact | HoldsImpact
"""What one may ask of a change: an impact by itself or as an answer."""


def _said(value: object) -> str:
    return clip(repr(value))


def read_path(call: str, path: Any) -> Path:
    """Return the path of a file. Raises WrongCallError for what is no path."""
    if isinstance(path, str | os.PathLike):
        return Path(path)
    raise WrongCallError(call, f"{_said(path)} is no path: write that of a file, as 'minato.yaml'")


def read_list(call: str, what: str, values: Any) -> tuple[Any, ...]:
    """Return the values of a list. Raises WrongCallError for what is none."""
    if isinstance(values, Iterable) and not isinstance(values, str):
        return tuple(values)
    raise WrongCallError(call, f"{what}: {_said(values)} is no list: write [{_said(values)}]")


def _list(values: Any) -> tuple[Any, ...]:
    """Return the values of a list; one alone is a list of itself."""
    return tuple(values) if isinstance(values, Iterable) and not isinstance(values, str) else (values,)


def read_model(call: str, model: Any) -> Assessment:
    """Return the assessment that is given, by itself or as a model. Raises WrongCallError for what is none."""
    told = getattr(model, "assessment", model)
    if isinstance(told, Assessment):
        return told
    is_path = isinstance(model, str | os.PathLike)
    right = f"piaflow.load({_said(model)})" if is_path else "that of piaflow.load or piaflow.Model"
    raise WrongCallError(call, f"{_said(model)} is no model: write {right}")


def read_models(call: str, models: Any) -> tuple[Assessment, ...]:
    """Return the assessments of a list. Raises WrongCallError for one alone, for none, and for what is no model."""
    if isinstance(getattr(models, "assessment", models), Assessment):
        raise WrongCallError(call, f"{_said(models)} is no list of models: write [model]")
    listed = tuple(read_model(call, model) for model in _list(models))
    if not listed:
        raise WrongCallError(call, "the list of models is empty: write [model]")
    return listed


def read_impact(call: str, impact: Any) -> Impact:
    """Return the impact that is given, by itself or as an answer. Raises WrongCallError for what is none."""
    told = getattr(impact, "impact", impact)
    if isinstance(told, Impact):
        return told
    raise WrongCallError(call, f"{_said(impact)} is no impact: write that of piaflow.impact")


def refuse_no_text(call: str, what: str, text: Any) -> None:
    """Raise WrongCallError for what is no text."""
    if not isinstance(text, str):
        raise WrongCallError(call, f"{what}: {_said(text)} is no name: {_name_of(text)}")


def read_names(call: str, what: str, names: Any) -> tuple[str, ...]:
    """Return the names that are given, one or several. Raises WrongCallError for what is no name."""
    if isinstance(names, str):
        return (names,) if names else ()
    if not isinstance(names, Iterable) or isinstance(names, bytes):
        raise WrongCallError(call, f"{what}: {_said(names)} is no name: {_name_of(names)}")
    listed = tuple(sorted(names, key=str) if isinstance(names, set | frozenset) else names)
    for name in listed:
        refuse_no_text(call, what, name)
    return listed


def _name_of(value: object) -> str:
    """What is right where a name is wanted: a part is given by its own."""
    name = getattr(value, "name", None)
    return f"write {name!r}" if isinstance(name, str) else "write one, as '個人番号'"


def read_rules(call: str, rules: Any) -> tuple[Rule, ...] | None:
    """Return the rules that are given, None where none are. Raises WrongCallError for what is no rule."""
    if rules is None:
        return None
    listed = _list(rules)
    for rule in listed:
        if not isinstance(rule, Rule):
            raise WrongCallError(call, f"rules: {_said(rule)} is no piaflow.Rule")
    return listed


def read_scenes(call: str, view: Callable[[Assessment], Any], model: Assessment) -> dict[str, Scene]:
    """Return the scenes that a view of somebody's own makes. Raises WrongCallError where it makes something else."""
    scenes = view(model)
    if not isinstance(scenes, Mapping) or not all(isinstance(scene, Scene) for scene in scenes.values()):
        raise WrongCallError(call, f"view: it gave {_said(scenes)}: give {{name: piaflow.Scene(…)}}")
    return dict(scenes)


def read_day(call: str, day: Any) -> date | None:
    """Return a day, written as 2026-03-31 or a date of its own. Raises WrongCallError for what is no day."""
    if isinstance(day, datetime):
        return day.date()
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError):
        raise WrongCallError(call, f"today: {_said(day)} is no day: write it as '2026-03-31'") from None
