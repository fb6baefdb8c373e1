"""The explorer: all pictures, traces and tables of several models in one HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from piaflow.app.lacking import note_lacking
from piaflow.app.layouts import read_places
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment
from piaflow.domain.items import NUMBER
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.explorer.facts import Known, Together, tell_title
from piaflow.explorer.page import Page, draw_page
from piaflow.explorer.sheet import AFTER, BEFORE, BOTH, Sheet
from piaflow.layout.kept import Kept
from piaflow.rules.rule import Rule
from piaflow.views.catalogue import VIEWS
from piaflow.views.entry_tables import make_entry_tables
from piaflow.views.scene import Scene
from piaflow.views.sheet import gather

_TABS = {"annex1": "別添1", "topology": "全体図", "trace": "流れ", "findings": "指摘", "impact": "変更"}


@frozen
class Subject:
    """A model to explore, what it was before where a change is to be seen, and the file beside which its layouts lie."""

    model: Model
    before: Model | None = None
    path: Path | None = None

    def find_places(self, view: str) -> Mapping[str, Kept]:
        """Return where a person put the boxes of the pictures of a view, by their names."""
        if view != "annex1" or self.path is None:
            return {}
        return read_places(self.path, self.model.assessment)


def _or_number(item: str) -> str:
    return item or NUMBER


@frozen
class Wish:
    """What the page is to show: one view ("" for all pictures), one diagram, an item, gathered arrows.

    `rules` are those whose findings the view of findings marks, all where none are given.
    """

    view: str = ""
    diagram: str = ""
    item: str = field(default="", converter=_or_number)
    rules: tuple[Rule, ...] | None = None
    gather: bool = False


def explore(subjects: Sequence[Subject], wish: Wish | None = None) -> bytes:
    """Return the page. Raises UnknownNameError, ChoiceNeededError, or RenderError where it is not the models'."""
    asked = wish or Wish()
    earlier = [subject.before for subject in subjects if subject.before]
    models = [model.assessment for model in (*(subject.model for subject in subjects), *earlier)]
    documents = _make_documents(models, asked.item)
    together = Together(tuple(models[: len(subjects)]), (asked.item,))
    sheets = tuple(_make_sheets(subjects, documents, together, asked))
    if not sheets:
        raise _explain_nothing(subjects, asked)
    note_lacking([sheet.scene for sheet in sheets])
    page = Page(
        sheets,
        tell_title(models[0]) if len(subjects) == 1 else "特定個人情報の流れ",
        tuple(_tell_documents(subjects, documents)),
        tuple(map(make_entry_tables, models)),
        together.to_dict(),
    )
    return draw_page(page).encode()


def _make_documents(models: Sequence[Assessment], item: str) -> tuple[Known, ...]:
    if not any(model.vocabulary.find(item) for model in models):
        names = (name for model in models for name in model.vocabulary.names())
        raise UnknownNameError("項目", item, find_nearest(item, names))
    return tuple(Known(model, (item,) if model.vocabulary.find(item) else ()) for model in models)


def _tell_documents(subjects: Sequence[Subject], documents: Sequence[Known]) -> Iterator[dict[str, Any]]:
    befores = [_find_before(documents, subject) for subject in subjects]
    for number, document in enumerate(documents):
        later = number >= len(subjects)
        yield {**document.to_dict(), "chosen": not later, "before": -1 if later else befores[number]}


def _find_before(documents: Sequence[Known], subject: Subject) -> int:
    """Return the place of what a subject was before, -1 where there is none."""
    was = subject.before.assessment if subject.before else None
    return next((n for n, document in enumerate(documents) if document.model is was), -1)


def _make_sheets(
    subjects: Sequence[Subject], documents: Sequence[Known], together: Together, wish: Wish
) -> Iterator[Sheet]:
    for shelf, subject in enumerate(subjects):
        earlier = _find_before(documents, subject)
        before = documents[earlier] if earlier >= 0 else None
        for view in (wish.view,) if wish.view else VIEWS:
            places = subject.find_places(view)
            for state, scenes in _make_states(subject, view, wish):
                number = earlier if state == BEFORE else shelf
                was = None if state == BEFORE else before
                for name, scene in _choose(scenes, wish.diagram):
                    shown = gather(scene) if wish.gather else scene
                    verdicts = documents[number].judge_scene(shown, was)
                    joined = {} if state == BEFORE else together.judge_scene(shown, shelf, was)
                    yield Sheet(
                        scene=shown,
                        name=_name_tab(view, name),
                        document=number,
                        shelf=shelf,
                        state=state,
                        verdicts=verdicts,
                        joined=joined,
                        kept=places.get(name, Kept()),
                    )


def _make_states(subject: Subject, view: str, wish: Wish) -> Iterator[tuple[str, Mapping[str, Scene]]]:
    """Yield, per side of the change, its name and its scenes."""
    model, before = subject.model, subject.before
    found = model.check(rules=wish.rules) if view == "findings" else None
    pictures = model.pictures(view, item="" if view in VIEWS else wish.item, before=before, findings=found)
    now = {name: picture.scene for name, picture in pictures.items()}
    if before is None or view not in VIEWS:
        yield "", now
        return
    yield AFTER, now
    yield BEFORE, {name: picture.scene for name, picture in before.pictures(view).items()}
    yield BOTH, model.overlay(view, before, item=wish.item)


def _name_tab(view: str, name: str) -> str:
    word = _TABS[view]
    return word if name in (word, "全体") else f"{word} {name}"


def _choose(scenes: Mapping[str, Scene], diagram: str) -> Iterator[tuple[str, Scene]]:
    return ((name, scene) for name, scene in scenes.items() if diagram in ("", name))


def _explain_nothing(subjects: Sequence[Subject], wish: Wish) -> UnknownNameError:
    views = (wish.view,) if wish.view in VIEWS else VIEWS
    names = [name for s in subjects for view in views for name in s.model.pictures(view)]
    return UnknownNameError(
        "図", wish.diagram or wish.view, find_nearest(wish.diagram, names) or "、".join(names)
    )
