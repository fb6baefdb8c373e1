"""Model: an assessment that one can ask, draw and change.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import frozen

from piaflow.app.answers import Picture, TraceAnswer
from piaflow.app.arguments import (
    Assessed,
    read_list,
    read_model,
    read_models,
    read_names,
    read_path,
    read_scenes,
    refuse_no_text,
)
from piaflow.app.findings import FindingsAnswer, check
from piaflow.app.forms import FormAnswer, list_annexes
from piaflow.app.parts import Part, find_part, leave_out, sort_parts
from piaflow.app.todos import TodoAnswer, todo_model
from piaflow.app.wrapping import Wrapping
from piaflow.domain.assessment import Assessment, Draft
from piaflow.domain.flows import Flow
from piaflow.domain.items import NUMBER
from piaflow.domain.nodes import Node
from piaflow.errors import (
    ChoiceNeededError,
    UnknownNameError,
    WrongCallError,
    WrongValueError,
    find_nearest,
    needing,
)
from piaflow.impact.matching import match_flows
from piaflow.impact.renaming import find_renamed, under_new_names, under_new_pictures
from piaflow.law.catalogue import Difference
from piaflow.proposals.projecting import project
from piaflow.rules.finding import Finding
from piaflow.rules.rule import Rule
from piaflow.trace.answer import Reach
from piaflow.views.catalogue import VIEWS, View, at_level
from piaflow.views.narrowing import keep_flows
from piaflow.views.overlays import mark_changes, mark_subjects, mark_trace
from piaflow.views.scene import Scene
from piaflow.views.topology import Level

if TYPE_CHECKING:
    import networkx as nx

_ALL_VIEWS = (*VIEWS, "trace", "findings", "impact")


@frozen(init=False, repr=False)
class Model(Wrapping):
    """An assessment with the questions it answers and the changes it takes: trace, check, form, add, remove …

    It is built from the sections of an assessment: `Model(Overview(…), systems=[…], flows=[…])`, and has all that its
    `assessment` has: body, systems, files, flows, node(…), owner(…) …
    """

    _holds: ClassVar[str] = "assessment"
    assessment: Assessment

    def __init__(self, *told: Any, **sections: Any) -> None:
        """Receive from the catalogue what the systems leave to it, then resolve every name and place every text."""
        from piaflow.store.load import assemble

        try:
            draft = Draft(*told, **sections)
        except WrongCallError as error:
            raise WrongCallError("Model", error.what) from None
        except WrongValueError as error:
            where = error.where.replace("Draft.", "Model.", 1)
            raise WrongValueError(where, error.what, error.japanese) from None
        self.__attrs_init__(assemble(draft))

    @classmethod
    def of(cls, assessment: Assessed) -> Self:
        """Return the assessment as a model. Raises WrongCallError for what is none."""
        if isinstance(assessment, cls):
            return assessment
        return cls(**read_model("Model.of", assessment).sections)

    @classmethod
    def of_loaded(cls, assessment: Assessment) -> Self:
        """Return what was loaded as a model: loading has resolved its names and placed its texts already."""
        model = object.__new__(cls)
        model.__attrs_init__(assessment)
        return model

    def replace(self, **sections: Any) -> Self:
        """Return the model with other sections in the place of these. Raises as the model itself."""
        return type(self)(**{**self.assessment.sections, **sections})

    __replace__ = replace

    def trace(self, item: str, *, start: str | Sequence[str] = ()) -> TraceAnswer:
        """Return where the item goes, from `start` or wherever it enters. Raises UnknownNameError."""
        return trace([self.assessment], item, start=start)

    def check(
        self,
        *,
        rules: Sequence[Rule] | None = None,
        today: date | str | None = None,
        norms: bool = False,
    ) -> FindingsAnswer:
        """Return what the rules (those of piaflow, where none are given) find in the model.

        `today` (2026-03-31, or a date) decides which acceptances have run out. `norms` shows the findings on norms
        younger than the document too. Raises WrongCallError.
        """
        return check([self.assessment], rules=rules, today=today, norms=norms)

    def pictures(
        self,
        view: str | View,
        *,
        item: str = "",
        before: Assessed | None = None,
        findings: Iterable[Finding] | None = None,
        level: str = Level.SYSTEM.value,
    ) -> dict[str, Picture]:
        """Return the pictures of a view by name: annex1, topology, trace (of `item`), impact (since `before`).

        A view of one's own is a function from the assessment to its scenes by name.

        findings marks what `findings` name, or those of a check by all rules. Trace, findings and impact are
        drawn over annex1, or over topology where the document has no diagram; without an `item` they follow 個人番号. A
        topology of an `item` shows only where that goes or may go. `level` is what a box of a topology stands for:
        システム, 領域 or 機関.
        Raises UnknownNameError, or ChoiceNeededError for an impact without a before.
        """
        if callable(view):
            scenes = read_scenes("Model.pictures", view, self.assessment)
            return {name: Picture(name, scene) for name, scene in scenes.items()}
        if view not in _ALL_VIEWS:
            raise UnknownNameError("図の種類", view, find_nearest(view, _ALL_VIEWS) or "、".join(_ALL_VIEWS))
        if view == "topology":
            return self._draw_topology(_read_level(level), item)
        base = VIEWS["annex1" if view == "annex1" or self.assessment.diagrams else "topology"]
        scenes = base(self.assessment)
        if view == "trace":
            answer = self.trace(item or NUMBER).trace
            scenes = {name: mark_trace(scene, answer) for name, scene in scenes.items()}
        if view == "findings":
            subjects = {s for f in (self.check() if findings is None else findings) for s in f.subjects}
            scenes = {name: mark_subjects(scene, self.assessment, subjects) for name, scene in scenes.items()}
        if view == "impact":
            scenes = self._mark_impact(scenes, base, item or NUMBER, before)
        return {name: Picture(name, scene) for name, scene in scenes.items()}

    def _draw_topology(self, level: Level, item: str) -> dict[str, Picture]:
        scenes = at_level(level)(self.assessment)
        if item:
            answer = self.trace(item).trace
            carrying = {flow.flow for flow in answer.flows if flow.reach is not Reach.NONE}
            scenes = {name: keep_flows(mark_trace(s, answer), carrying) for name, s in scenes.items()}
        return {name: Picture(name, scene) for name, scene in scenes.items()}

    def overlay(self, view: str, before: Assessed, *, item: str = NUMBER) -> dict[str, Scene]:
        """Return the scenes of annex1 or topology, each with what changed since `before` marked on it."""
        return self._mark_impact(VIEWS[view](self.assessment), VIEWS[view], item, before)

    def _mark_impact(
        self, scenes: dict[str, Scene], base: View, item: str, before: Assessed | None
    ) -> dict[str, Scene]:
        if before is None:
            raise ChoiceNeededError("変更前のモデルが要ります", ("before=…", "--before FILE"))
        was_told, now = read_model("Model.pictures", before), self.assessment
        known = under_new_pictures(under_new_names(was_told, find_renamed(was_told, now)), now)
        was, earlier = base(known), trace([known], item)
        reached = {node.name for node in earlier.nodes if node.reach is not Reach.NONE}
        gained = {n.name for n in self.trace(item).nodes if n.reach is not Reach.NONE} - reached
        empty = Scene(title="")
        names = match_flows(known, now)
        return {n: mark_changes(was.get(n, empty), scene, gained, names) for n, scene in scenes.items()}

    def diagram(
        self,
        view: str | View,
        name: str = "",
        *,
        item: str = "",
        before: Assessed | None = None,
        findings: Iterable[Finding] | None = None,
    ) -> Picture:
        """Return one picture of a view; where the view has only one, it needs no name.

        Raises UnknownNameError, or ChoiceNeededError where a name is needed and none is given.
        """
        pictures = self.pictures(view, item=item, before=before, findings=findings)
        if not name and len(pictures) == 1:
            return next(iter(pictures.values()))
        if not name:
            raise ChoiceNeededError(
                f"{_call_view(view)} には図が {len(pictures)} 枚あります", tuple(pictures)
            )
        if name not in pictures:
            raise UnknownNameError(
                f"{_call_view(view)} の図", name, find_nearest(name, pictures) or "、".join(pictures)
            )
        return pictures[name]

    def form(self) -> FormAnswer:
        """Return the official form with every field that the model knows filled in."""
        return FormAnswer(
            project(self.assessment),
            lambda: self.pictures("annex1"),
            lambda: tuple(list_annexes(self.assessment)),
        )

    def todo(self) -> TodoAnswer:
        """Return what is still to be written, read or confirmed before the form is whole."""
        return todo_model(self.assessment)

    def add(self, *parts: Part, flows: Iterable[Flow] = ()) -> Self:
        """Return the model with systems, parties, files, zones, items, flows and texts of fields more.

        Raises ModelError where a name does not resolve or is there already, or where a part is none of these.
        """
        added = sort_parts([*parts, *read_list("Model.add", "flows", flows)])
        held = self.assessment.sections
        return self.replace(**{section: (*held[section], *new) for section, new in added.items()})

    def remove(self, *parts: Part | str) -> Self:
        """Return the model without these parts: each given itself or by its name, a flow by its id.

        What the catalogue told of a removed system goes with it. Raises ModelError with every place that still
        names what is gone, UnknownNameError for what is not there, ChoiceNeededError where several are called so.
        """
        held = self.assessment.sections
        gone = sort_parts([find_part(self.assessment, part) for part in parts])
        return self.replace(**{section: leave_out(held[section], parts) for section, parts in gone.items()})

    def with_change(self, change: str | Path) -> Self:
        """Return the model with a change file applied. Raises InputError where it does not fit."""
        from piaflow.store.load import apply

        return self.of_loaded(apply(self.assessment, read_path("Model.with_change", change)))

    def save(self, path: str | Path) -> None:
        """Write the model file. Raises FileAccessError."""
        from piaflow.store.save import save

        save(self.assessment, read_path("Model.save", path))

    def differences(self) -> tuple[Difference, ...]:
        """Return where the model says of a system something else than the catalogue entry it refers to."""
        from piaflow.law.catalogue import find_differences
        from piaflow.store.catalogue import load_catalogue

        refers = any(system.entry for system in self.assessment.systems)
        return tuple(find_differences(self.assessment, load_catalogue())) if refers else ()

    def to_dict(self) -> dict[str, Any]:
        """Return the model as `piaflow show --format json` does."""
        from piaflow.report.as_json import assessment_to_dict

        return assessment_to_dict(self.assessment, self.differences())

    def to_rows(self, part: str) -> list[dict[str, Any]]:
        """Return a part of `to_dict` as one dict per row: nodes, files, flows, entrustments, provisions …

        Raises UnknownNameError where there is no such part.
        """
        parts = {name: rows for name, rows in self.to_dict().items() if isinstance(rows, list)}
        if part not in parts:
            raise UnknownNameError("部分", part, find_nearest(part, parts) or "、".join(parts))
        rows: list[dict[str, Any]] = parts[part]
        return rows

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the model as a networkx graph: nodes by name, flows as edges under their ids.

        A node has `kind` (party, system, file), `owner` and `zone`; an edge `flow` (the value) and `items`. A file and
        its holder are joined by two edges, `holds` and `held by`, whose `flow` is None. Raises
        MissingExtraError where networkx is not installed.
        """
        with needing("networkx", "networkx のグラフにする"):
            from piaflow.app.networks import draw_network

        return draw_network(self.assessment)

    def to_text(self) -> str:
        """Return the model as tables of text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.show import tell_model

        return to_text(tell_model(self.assessment, self.differences()))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return the model as tables of a page; `level` is that of its first heading."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.show import tell_model

        return to_markdown(tell_model(self.assessment, self.differences()), level=level)

    def __getitem__(self, name: str) -> Node:
        """Return the node of this name or alias, `m["窓口端末"]`: a notebook completes names in brackets.

        Raises UnknownNameError.
        """
        return self.assessment.node(name)

    __iter__ = None  # names are no numbers: nothing counts through them

    def _ipython_key_completions_(self) -> list[str]:
        return [node.name for node in self.assessment.nodes]

    def __repr__(self) -> str:
        """Return who assesses what, and how much is in it."""
        told = self.assessment
        counts = f"{len(told.systems)} systems, {len(told.files)} files, {len(told.flows)} flows"
        return f"<Model {told.name}: {counts}>"

    def _repr_html_(self) -> str:
        from piaflow.report.as_html import to_html
        from piaflow.report.show import tell_model_short

        return to_html(tell_model_short(self.assessment, self.differences()))


def trace(models: Sequence[Assessed], item: str, *, start: str | Sequence[str] = ()) -> TraceAnswer:
    """Return where the item goes over the joined models. Raises UnknownNameError or WrongCallError."""
    from piaflow.trace.tracing import trace as trace_assessments

    joined = read_models("trace", models)
    refuse_no_text("trace", "item", item)
    return TraceAnswer(trace_assessments(joined, item, start=read_names("trace", "start", start)), joined)


def _read_level(word: str) -> Level:
    words = [level.value for level in Level]
    if word not in words:
        raise UnknownNameError("段階", word, find_nearest(word, words) or "、".join(words))
    return Level(word)


def _call_view(view: str | View) -> str:
    return view if isinstance(view, str) else getattr(view, "__name__", "view")
