"""Model files since a git revision: which one is which, what changed in it, and what came and went."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from attrs import define, field, frozen

from piaflow.app.documents import ReadDocument, is_document
from piaflow.app.findings import check
from piaflow.app.impacts import impact
from piaflow.app.loading import find_model_files, is_model, list_models, load, read_all
from piaflow.app.model import Model
from piaflow.app.pairing import Held, pair_files
from piaflow.app.wrapping import Wrapping
from piaflow.domain.assessment import Assessment
from piaflow.errors import FileAccessError, InputError, Place, PlacedProblem
from piaflow.impact.revised import Revised, State
from piaflow.rules.rule import Rule
from piaflow.store.load import Loaded, load_file
from piaflow.store.revision import Revision, find_revision


@frozen(repr=False)
class RevisedAnswer(Wrapping):
    """What became of a model file, printing itself in Japanese."""

    _holds: ClassVar[str] = "revised"
    revised: Revised

    def to_dict(self) -> dict[str, Any]:
        """Return what `piaflow impact --git … --format json` says of the file."""
        from piaflow.report.as_json_answers import revised_to_dict

        return revised_to_dict(self.revised)

    def to_text(self) -> str:
        """Return it as text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.impact import tell_revised

        return to_text(*tell_revised(self.revised))

    def to_markdown(self) -> str:
        """Return it as a comment on a pull request."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.impact import tell_revised_page

        return to_markdown(*tell_revised_page(self.revised))


@define
class _States:
    """The model files that a call names, now and then, by their absolute paths; `names` are as the call has them.

    `revisions` are those of the repositories that the call's names are in, each under one of these names.
    """

    names: dict[str, str] = field(factory=dict)
    now: dict[str, Held] = field(factory=dict)
    then: dict[str, Held] = field(factory=dict)
    unreadable: dict[str, tuple[PlacedProblem, ...]] = field(factory=dict)
    revisions: dict[str, Revision] = field(factory=dict)


def find_revised(
    names: Sequence[str], revision: str, *, rules: Sequence[Rule] | None = None
) -> list[RevisedAnswer]:
    """Return what became of each model file that is there now or was at the revision; folders stand for theirs.

    A file of then and one of now under another name are one that was renamed where they are of the same body
    and procedure, and what they hold, their name or git says which of several. One of the two may be anywhere
    in the repository. Raises FileAccessError, UnknownNameError for the revision, InputError with the problems of
    all models of now, or of then where none of them can be compared.
    """
    states = _find_states(names, revision)
    was = {now: then for then, now in _find_pairs(states).items()}
    there = (path for path in states.now if path in states.names)
    found = [_compare(states, path, was.get(path, ""), rules) for path in there]
    moved = {path for path in was.values() if path in states.names}
    moved_out = (path for path, then in was.items() if path not in states.names and then in moved)
    found += [_compare(states, path, was[path], rules) for path in moved_out]
    gone = (path for path in (*states.then, *states.unreadable) if path in states.names)
    found += [
        _tell_gone(states, p, rules) for p in gone if p not in moved and not _is_unreadable_now(states, p)
    ]
    if found and all(told.state is State.UNREADABLE for told in found):
        raise InputError(tuple(problem for told in found for problem in told.problems))
    return [RevisedAnswer(told) for told in found]


def _find_states(names: Sequence[str], revision: str) -> _States:
    states = _States()
    paths_now: dict[str, Path] = {}
    for name in names:
        path = Path(name)
        if is_document(path):
            raise FileAccessError(
                name, "評価書は --git で比べられません（モデルのファイルを指定してください）"
            )
        found = find_revision(path, revision)
        if all(known.root != found.root for known in states.revisions.values()):
            states.revisions[name] = found
        now, then = _list_now(path), _list_then(path, found)
        if not (now or then):
            _ = find_model_files(path) if path.is_dir() else load(path)  # each says what is in the way
        states.names |= {_absolute(file): str(file) for file in (*then, *now)}
        paths_now |= {_absolute(file): file for file in now}
        for file in then:
            _load_then(states, file, found)
    files = read_all([*paths_now.values()])
    states.now = {
        path: _hold(file.loaded)
        for path, file in zip(paths_now, files, strict=True)
        if not isinstance(file.loaded, ReadDocument)
    }
    return states


def _hold(loaded: Loaded) -> Held:
    return Held(Model.of_loaded(loaded.assessment), loaded.text.encode(), loaded.base is not None)


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
        states.then[_absolute(file)] = _hold(revision.load(file))
    except InputError as error:
        states.unreadable[_absolute(file)] = error.problems
    except FileAccessError as error:
        states.unreadable[_absolute(file)] = (PlacedProblem(Place(error.path), error.what),)


def _find_pairs(states: _States) -> dict[str, str]:
    """Return what files of then are called now; what has no other state here may have it elsewhere."""
    now = {path: held for path, held in states.now.items() if path not in states.unreadable}
    pairs = pair_files(states.then, now)
    gone = {path: held for path, held in states.then.items() if path not in pairs}
    come = {path: held for path, held in now.items() if path not in pairs.values()}
    if gone or come:
        _look_elsewhere(elsewhere := _States(), states)
        pairs |= pair_files(gone, elsewhere.now) | pair_files(elsewhere.then, come)
        states.now |= elsewhere.now
        states.then |= elsewhere.then
    return pairs


def _look_elsewhere(elsewhere: _States, states: _States) -> None:
    """Load the models that came to or went from another place of the repository; what is no model is passed by."""
    for name, revision in states.revisions.items():
        for files, load_one in zip(revision.list_moved(), (_load_then, _load_now), strict=True):
            for file in files:
                if is_model(Path(revision.find_inside(file))) and _absolute(file) not in states.names:
                    load_one(elsewhere, Path(_called(file, name)), revision)


def _load_now(states: _States, file: Path, _: Revision) -> None:
    with contextlib.suppress(InputError, FileAccessError):
        states.now[_absolute(file)] = _hold(load_file(file))


def _called(file: Path, name: str) -> str:
    """Return what a call that names its files so would call another file of the repository."""
    return str(file) if Path(name).is_absolute() else os.path.relpath(file)


def _is_unreadable_now(states: _States, path: str) -> bool:
    return path in states.unreadable and path in states.now


def _compare(states: _States, path: str, was: str, rules: Sequence[Rule] | None) -> Revised:
    file, after = _name(states, path), states.now[path].model.assessment
    if was:
        state = State.KEPT if was == path else State.RENAMED
        return Revised(
            state, file, _name(states, was), impact(states.then[was].model, after, rules=rules).impact
        )
    if path in states.unreadable:
        return Revised(State.UNREADABLE, file, file, model=after, problems=states.unreadable[path])
    return Revised(State.ADDED, file, "", model=after, findings=_check(after, rules))


def _name(states: _States, path: str) -> str:
    return states.names.get(path) or _called(Path(path), next(iter(states.revisions)))


def _tell_gone(states: _States, path: str, rules: Sequence[Rule] | None) -> Revised:
    was = states.names[path]
    if path in states.unreadable:
        return Revised(State.REMOVED, "", was, problems=states.unreadable[path])
    before = states.then[path].model.assessment
    return Revised(State.REMOVED, "", was, model=before, findings=_check(before, rules))


def _check(model: Assessment, rules: Iterable[Rule] | None) -> tuple[Any, ...]:
    return check([model], rules=None if rules is None else tuple(rules)).report.findings
