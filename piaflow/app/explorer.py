"""The explorer: all pictures, traces and tables of several models in one HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from piaflow.app.model import Model
from piaflow.domain.items import NUMBER
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.explorer.facts import document_to_dict, joined_traces_to_dict, tell_title
from piaflow.explorer.page import Page, draw_page
from piaflow.explorer.sheet import Sheet
from piaflow.rules.rule import Rule
from piaflow.views.behind import find_flows_behind
from piaflow.views.catalogue import VIEWS
from piaflow.views.entry_tables import make_entry_tables
from piaflow.views.gathering import gather
from piaflow.views.scene import Mark, Scene

BEFORE, AFTER, BOTH = "変更前", "変更後", "重ねて"
_TABS = {"annex1": "別添1", "topology": "全体図", "trace": "流れ", "findings": "指摘", "impact": "変更"}


@frozen
class Subject:
    """A model to explore, and what it was before where a change is to be seen."""

    model: Model
    before: Model | None = None


@frozen
class Wish:
    """What the page is to show: one view ("" for all pictures), one diagram, an item, gathered arrows.

    `rules` are those whose findings the view of findings marks, all where none are given.
    """

    view: str = ""
    diagram: str = ""
    item: str = NUMBER
    rules: tuple[Rule, ...] | None = None
    gather: bool = False


def explore(subjects: Sequence[Subject], wish: Wish | None = None) -> bytes:
    """Return the page. Raises UnknownNameError, ChoiceNeededError, or RenderError where it is not the models'."""
    asked = wish or Wish()
    earlier = [subject.before for subject in subjects if subject.before]
    models = [*(subject.model for subject in subjects), *earlier]
    sheets = tuple(_make_sheets(subjects, models, asked))
    if not sheets:
        raise _explain_nothing(subjects, asked)
    page = Page(
        sheets,
        tell_title(models[0]) if len(subjects) == 1 else "特定個人情報の流れ",
        tuple(_make_documents(subjects, models, asked.item)),
        tuple(map(make_entry_tables, models)),
        joined_traces_to_dict([subject.model for subject in subjects], (asked.item,)),
    )
    return draw_page(page).encode()


def _make_documents(
    subjects: Sequence[Subject], models: Sequence[Model], item: str
) -> Iterator[dict[str, Any]]:
    if not any(model.vocabulary.find(item) for model in models):
        names = (name for model in models for name in model.vocabulary.names())
        raise UnknownNameError("項目", item, find_nearest(item, names))
    befores = [_find_before(models, subject) for subject in subjects]
    for number, model in enumerate(models):
        told = document_to_dict(model, (item,) if model.vocabulary.find(item) else ())
        later = number >= len(subjects)
        yield {**told, "chosen": not later, "before": -1 if later else befores[number]}


def _find_before(models: Sequence[Model], subject: Subject) -> int:
    """Return the place of what a subject was before, -1 where there is none."""
    return next((n for n, model in enumerate(models) if model is subject.before), -1)


def _make_sheets(subjects: Sequence[Subject], models: Sequence[Model], wish: Wish) -> Iterator[Sheet]:
    for shelf, subject in enumerate(subjects):
        for view in (wish.view,) if wish.view else VIEWS:
            for document, state, scenes in _make_states(shelf, subject, models, view, wish):
                for name, scene in _choose(scenes, wish.diagram):
                    shown = gather(scene) if wish.gather else scene
                    flows = _find_behind(subject, models[document], scene, shown)
                    yield Sheet(shown, _name_tab(view, name), document, shelf, state, flows)


def _find_behind(subject: Subject, model: Model, scene: Scene, shown: Scene) -> dict[str, tuple[str, ...]]:
    """Return the flows behind each arrow; an arrow that a change removes stands for flows of the model before."""
    now = find_flows_behind(model, scene, shown)
    gone = {arrow.id for arrow in shown.arrows if arrow.mark is Mark.REMOVED}
    was = find_flows_behind(subject.before, scene, shown) if subject.before and gone else {}
    return {name: was[name] if name in gone else flows for name, flows in now.items()}


def _make_states(
    shelf: int, subject: Subject, models: Sequence[Model], view: str, wish: Wish
) -> Iterator[tuple[int, str, Mapping[str, Scene]]]:
    """Yield, per side of the change, the place of its document, its name, and its scenes."""
    model, before = subject.model, subject.before
    found = model.check(rules=wish.rules) if view == "findings" else None
    pictures = model.pictures(view, item=wish.item, before=before, findings=found)
    now = {name: picture.scene for name, picture in pictures.items()}
    if before is None or view not in VIEWS:
        yield shelf, "", now
        return
    was = {name: picture.scene for name, picture in before.pictures(view).items()}
    yield shelf, AFTER, now
    yield _find_before(models, subject), BEFORE, was
    yield shelf, BOTH, model.overlay(view, before, item=wish.item)


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
