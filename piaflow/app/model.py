"""Model: an assessment that one can ask, draw and change.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import attrs
from attrs import define

from piaflow.app.answers import Picture, TraceAnswer
from piaflow.domain.assessment import Assessment
from piaflow.errors import ChoiceNeededError, UnknownNameError, find_nearest
from piaflow.law.catalogue import Difference
from piaflow.views.catalogue import VIEWS


@define(frozen=True, repr=False)
class Model(Assessment):
    """An assessment with the questions it answers: trace, diagram, check, with_change."""

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        """Return the assessment as a model."""
        return cls(**{a.name: getattr(assessment, a.name) for a in attrs.fields(Assessment)})

    def trace(self, item: str, *, start: Sequence[str] = ()) -> TraceAnswer:
        """Return where the item goes, from `start` or wherever it enters. Raises UnknownNameError."""
        return trace([self], item, start=start)

    def pictures(self, view: str) -> dict[str, Picture]:
        """Return the pictures of a view (annex1, topology) by name. Raises UnknownNameError."""
        return {name: Picture(name, scene) for name, scene in _find_view(view)(self).items()}

    def diagram(self, view: str, name: str = "") -> Picture:
        """Return one picture of a view; where the view has only one, it needs no name.

        Raises UnknownNameError, or ChoiceNeededError where a name is needed and none is given.
        """
        pictures = self.pictures(view)
        if not name and len(pictures) == 1:
            return next(iter(pictures.values()))
        if not name:
            raise ChoiceNeededError(f"{view} には図が {len(pictures)} 枚あります", tuple(pictures))
        if name not in pictures:
            raise UnknownNameError(f"{view} の図", name, find_nearest(name, pictures) or "、".join(pictures))
        return pictures[name]

    def with_change(self, change: str | Path) -> Self:
        """Return the model with a change file applied. Raises InputError where it does not fit."""
        from piaflow.store.load import apply

        return self.of(apply(self, change))

    def save(self, path: str | Path) -> None:
        """Write the model file. Raises FileAccessError."""
        from piaflow.store.save import save

        save(self, path)

    def differences(self) -> tuple[Difference, ...]:
        """Return where the model says of a system something else than the catalogue entry it refers to."""
        from piaflow.law.catalogue import find_differences
        from piaflow.store.catalogue import load_catalogue

        refers = any(system.entry for system in self.systems)
        return tuple(find_differences(self, load_catalogue())) if refers else ()

    def to_dict(self) -> dict[str, Any]:
        """Return the model as `piaflow show --format json` does."""
        from piaflow.report.as_json import assessment_to_dict

        return assessment_to_dict(self, self.differences())

    def to_text(self) -> str:
        """Return the model as tables of text."""
        from piaflow.report.show_text import show_text

        return show_text(self, self.differences())

    def __repr__(self) -> str:
        """Return who assesses what, and how much is in it."""
        counts = f"{len(self.systems)} systems, {len(self.files)} files, {len(self.flows)} flows"
        return f"<Model {self.body} {self.procedure}: {counts}>"


def _find_view(view: str) -> Any:
    if view not in VIEWS:
        raise UnknownNameError("図の種類", view, find_nearest(view, VIEWS) or "、".join(VIEWS))
    return VIEWS[view]


def load(path: str | Path) -> Model:
    """Return the model of a model file or change file. Raises FileAccessError or InputError."""
    from piaflow.store.load import load as load_assessment

    return Model.of(load_assessment(path))


def trace(models: Sequence[Assessment], item: str, *, start: Sequence[str] = ()) -> TraceAnswer:
    """Return where the item goes over the joined models. Raises UnknownNameError."""
    from piaflow.trace.tracing import trace as trace_assessments

    return TraceAnswer.of(trace_assessments(models, item, start=start), models)
