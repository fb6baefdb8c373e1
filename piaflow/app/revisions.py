"""Model files since a git revision: which one is which, what changed in it, and what came and went."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
from attrs import define, field, frozen

from piaflow.app.findings import check
from piaflow.app.impacts import impact
from piaflow.app.loading import find_model_files, is_model, list_models, load_all
from piaflow.app.model import Model, load
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.errors import FileAccessError, InputError, Place, PlacedProblem
from piaflow.impact.revised import Revised, State
from piaflow.rules.rule import Rule
from piaflow.store.revision import Revision, find_revision


@frozen(repr=False)
class RevisedAnswer(Revised):
    """What became of a model file, printing itself in Japanese."""

    @classmethod
    def of(cls, told: Revised) -> RevisedAnswer:
        """Return it as an answer."""
        return cls(**{a.name: getattr(told, a.name) for a in attrs.fields(Revised)})

    def to_dict(self) -> dict[str, Any]:
        """Return what `piaflow impact --git … --format json` says of the file."""
        from piaflow.report.revised import revised_to_dict

        return revised_to_dict(self)

    def to_text(self) -> str:
        """Return it as text."""
        from piaflow.report.revised import revised_text

        return revised_text(self)

    def to_markdown(self) -> str:
        """Return it as a comment on a pull request."""
        from piaflow.report.revised import revised_markdown

        return revised_markdown(self)


@define
class _States:
    """The model files that a call names, now and then, by their absolute paths; `names` are as the call has them."""

    names: dict[str, str] = field(factory=dict)
    now: dict[str, Model] = field(factory=dict)
    then: dict[str, Model] = field(factory=dict)
    unreadable: dict[str, tuple[PlacedProblem, ...]] = field(factory=dict)


def find_revised(
    names: Sequence[str], revision: str, *, rules: Sequence[Rule] | None = None
) -> list[RevisedAnswer]:
    """Return what became of each model file that is there now or was at the revision; folders stand for theirs.

    A file that is only there now and one that was only there then are one that was renamed where the model is
    equal, or is of the same body and procedure and no other is. Raises FileAccessError, UnknownNameError for the
    revision, InputError with the problems of all models of now, or of then where none of them can be compared.
    """
    states = _find_states(names, revision)
    renamed = _find_renamed(states)
    was = {now: then for then, now in renamed.items()}
    found = [_compare(states, path, was.get(path, path), rules) for path in states.now]
    gone = (path for path in (*states.then, *states.unreadable) if path not in states.now)
    found += [_tell_gone(states, path, rules) for path in gone if path not in renamed]
    if found and all(told.state is State.UNREADABLE for told in found):
        raise InputError(tuple(problem for told in found for problem in told.problems))
    return [RevisedAnswer.of(told) for told in found]


def _find_states(names: Sequence[str], revision: str) -> _States:
    states = _States()
    paths_now: dict[str, Path] = {}
    for name in names:
        path = Path(name)
        found = find_revision(path, revision)
        now, then = _list_now(path), _list_then(path, found)
        if not (now or then):
            _ = find_model_files(path) if path.is_dir() else load(path)  # each says what is in the way
        states.names |= {_absolute(file): str(file) for file in (*then, *now)}
        paths_now |= {_absolute(file): file for file in now}
        for file in then:
            _load_then(states, file, found)
    states.now = dict(zip(paths_now, load_all([*paths_now.values()]), strict=True))
    return states


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - links stay: git knows them as links


def _list_now(path: Path) -> list[Path]:
    if path.is_dir():
        return list_models(path)
    return [path] if path.exists() else []


def _list_then(path: Path, revision: Revision) -> list[Path]:
    if revision.holds_file(path):
        return [path]
    return [path / below for below in revision.list_files(path) if is_model(below)]


def _load_then(states: _States, file: Path, revision: Revision) -> None:
    try:
        states.then[_absolute(file)] = Model.of(revision.load(file))
    except InputError as error:
        states.unreadable[_absolute(file)] = error.problems
    except FileAccessError as error:
        states.unreadable[_absolute(file)] = (PlacedProblem(Place(error.path), error.what),)


def _find_renamed(states: _States) -> dict[str, str]:
    """Return what files of then are called now: by equal models, then by name and whose they are, then by that."""
    gone = {path: model for path, model in states.then.items() if path not in states.now}
    come = {
        path: model
        for path, model in states.now.items()
        if path not in states.then and path not in states.unreadable
    }
    renamed: dict[str, str] = {}
    for key in (_by_content, _by_name, _by_document):
        pairs = _pair(gone, come, key)
        renamed |= pairs
        gone = {path: model for path, model in gone.items() if path not in pairs}
        come = {path: model for path, model in come.items() if path not in pairs.values()}
    return renamed


_Key = Callable[[str, Assessment], tuple[str, ...]]


def _by_content(_: str, model: Assessment) -> tuple[str, ...]:
    from piaflow.store.save import to_yaml

    return (to_yaml(model),)


def _by_name(path: str, model: Assessment) -> tuple[str, ...]:
    return (Path(path).name, *_by_document(path, model))


def _by_document(_: str, model: Assessment) -> tuple[str, ...]:
    return fold(model.body), fold(model.procedure)


def _pair(gone: Mapping[str, Model], come: Mapping[str, Model], key: _Key) -> dict[str, str]:
    """Pair what has the same key; where several do, nobody knows which is which."""
    then, now = (_group(key, models) for models in (gone, come))
    return {then[k][0]: now[k][0] for k in then if k in now and len(then[k]) == len(now[k]) == 1}


def _group(key: _Key, models: Mapping[str, Model]) -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for path, model in models.items():
        groups.setdefault(key(path, model), []).append(path)
    return groups


def _compare(states: _States, path: str, was: str, rules: Sequence[Rule] | None) -> Revised:
    file, after = states.names[path], states.now[path]
    if was in states.then:
        state = State.KEPT if was == path else State.RENAMED
        return Revised(state, file, states.names[was], impact(states.then[was], after, rules=rules))
    if path in states.unreadable:
        return Revised(State.UNREADABLE, file, file, model=after, problems=states.unreadable[path])
    return Revised(State.ADDED, file, "", model=after, findings=_check(after, rules))


def _tell_gone(states: _States, path: str, rules: Sequence[Rule] | None) -> Revised:
    was = states.names[path]
    if path in states.unreadable:
        return Revised(State.REMOVED, "", was, problems=states.unreadable[path])
    before = states.then[path]
    return Revised(State.REMOVED, "", was, model=before, findings=_check(before, rules))


def _check(model: Assessment, rules: Iterable[Rule] | None) -> tuple[Any, ...]:
    return check([model], rules=None if rules is None else tuple(rules)).findings
