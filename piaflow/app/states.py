"""The two states of a set of model files, at a git revision and now or at two places, and which file is which."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import define, field, frozen

from piaflow.app.documents import ReadDocument, is_document, list_parts
from piaflow.app.loading import (
    ModelFile,
    find_model_files,
    is_model,
    list_models,
    load,
    read_all,
    read_documents,
)
from piaflow.app.model import Model
from piaflow.app.notes import note
from piaflow.app.pairing import Held, pair_files
from piaflow.errors import FileAccessError, InputError, Place, PlacedProblem
from piaflow.review.revised import State
from piaflow.store.load import Loaded, load_file
from piaflow.store.revision import Revision, find_revision


@frozen(eq=False)
class Matched:
    """One model file in its two states: what it is called then and now, "" and None where it was or is not there.

    `problems` are those of a file that could not be read then.
    """

    state: State
    was: str = ""
    file: str = ""
    then: Held | None = None
    now: Held | None = None
    problems: tuple[PlacedProblem, ...] = ()


@define
class _States:
    """The model files of a call, now and then, each under what makes it the same file: `names` are as the call has them.

    `revisions` are those of the repositories that the call's names are in, each under one of these names.
    """

    names: dict[str, str] = field(factory=dict)
    names_then: dict[str, str] = field(factory=dict)
    now: dict[str, Held] = field(factory=dict)
    then: dict[str, Held] = field(factory=dict)
    unreadable: dict[str, tuple[PlacedProblem, ...]] = field(factory=dict)
    revisions: dict[str, Revision] = field(factory=dict)

    @property
    def comparable(self) -> dict[str, Held]:
        """The models of now that may be one of then: not those that could not be read then."""
        return {path: held for path, held in self.now.items() if path not in self.unreadable}


def match_revision(names: Sequence[str], revision: str) -> list[Matched]:
    """Return each model file that is there now or was at the revision; folders stand for theirs.

    A file of then and one of now under another name are one that was renamed where they are of the same body
    and procedure, and what they hold, their name or git says which of several. One of the two may be anywhere
    in the repository. Raises FileAccessError, UnknownNameError for the revision, InputError with the problems of
    all models of now, or of then where none of them can be compared.
    """
    states = _find_states(names, revision)
    pairs = pair_files(states.then, states.comparable)
    return _match(states, pairs | _find_elsewhere(states, pairs))


def match_places(before: str, after: str) -> list[Matched]:
    """Return each model of two places: a model, a document or a folder each.

    A folder stands for its models, and for the 評価書 in it that none of them tells. What is in two folders is one by
    its name below them, else as models of a revision are; two 評価書 only where they are of one body and 事務, and a
    note names those that may be one of several. Raises FileAccessError, and InputError as `match_revision` does.
    """
    states = _States()
    then, now = _list_place(before), _list_place(after)
    states.names_then = {key: str(path) for key, path in then.items()}
    read_then: list[ModelFile] = []
    for key, path in then.items():
        with _keep_problems(states, key):
            (file,) = read_all([path])
            read_then.append(file)
            states.then[key] = _hold(file.loaded)
    read_now = read_all([*now.values()])
    states.names = {key: str(path) for key, path in now.items()}
    states.now = {key: _hold(file.loaded) for key, file in zip(now, read_now, strict=True)}
    for place, read, names, held in (
        (before, read_then, states.names_then, states.then),
        (after, read_now, states.names, states.now),
    ):
        if Path(place).is_dir():
            for file in read_documents(read, [Path(place)]):
                key = file.path.relative_to(place).as_posix()
                names[key], held[key] = str(file.path), _hold(file.loaded)
    if not (states.names or states.names_then):
        _ = find_model_files(after)  # says what is in the way
    pairs = pair_files(states.then, states.comparable)
    _note_unpaired(states, pairs)
    return _match(states, pairs)


def _note_unpaired(states: _States, pairs: dict[str, str]) -> None:
    """Name the 評価書 of which nobody knows which of several it became: they are told as gone and as new."""
    gone = {key: held for key, held in states.then.items() if key not in pairs and held.document}
    come = {key: held for key, held in states.now.items() if key not in pairs.values() and held.document}
    both = {held.subject for held in gone.values()} & {held.subject for held in come.values()}
    left = [states.names_then[key] for key, held in gone.items() if held.subject in both]
    left += [states.names[key] for key, held in come.items() if held.subject in both]
    if left:
        note(f"どれがどれになったか決まらないので、比べていない評価書: {'、'.join(left)}")


def _list_place(name: str) -> dict[str, Path]:
    """The files of a place by what makes them the same file: their paths below the folder, their 評価書, or nothing."""
    path = Path(name)
    if path.is_dir():
        return {file.relative_to(path).as_posix(): file for file in list_models(path)}
    parts = list_parts(path) if is_document(path) else ()
    return {f"#{part}": Path(f"{path}#{part}") for part in parts} if len(parts) > 1 else {"": path}


def _match(states: _States, pairs: dict[str, str]) -> list[Matched]:
    """What is there now, what went elsewhere, and what is gone, each in the order of the call."""
    was = {now: then for then, now in pairs.items()}
    moved = {then for then in was.values() if then in states.names_then}
    there = [path for path in states.now if path in states.names]
    there += [path for path, then in was.items() if path not in states.names and then in moved]
    found = [_tell_now(states, path, was.get(path)) for path in there]
    gone = [path for path in (*states.then, *states.unreadable) if path in states.names_then]
    found += [_tell_gone(states, p) for p in gone if p not in moved and not _is_unreadable_now(states, p)]
    if found and all(one.state is State.UNREADABLE for one in found):
        raise InputError(tuple(problem for one in found for problem in one.problems))
    return found


def _tell_now(states: _States, path: str, then: str | None) -> Matched:
    file, now = states.names.get(path) or _called(Path(path), next(iter(states.revisions))), states.now[path]
    if then is not None:
        state = State.KEPT if then == path else State.RENAMED
        was = states.names_then.get(then) or _called(Path(then), next(iter(states.revisions)))
        return Matched(state, was, file, states.then[then], now)
    if path in states.unreadable:
        return Matched(
            State.UNREADABLE, states.names_then[path], file, now=now, problems=states.unreadable[path]
        )
    return Matched(State.ADDED, file=file, now=now)


def _tell_gone(states: _States, path: str) -> Matched:
    problems = states.unreadable.get(path, ())
    return Matched(State.REMOVED, states.names_then[path], then=states.then.get(path), problems=problems)


def _is_unreadable_now(states: _States, path: str) -> bool:
    return path in states.unreadable and path in states.now


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
    states.names_then = states.names
    files = read_all([*paths_now.values()])
    states.now = {
        path: _hold(file.loaded)
        for path, file in zip(paths_now, files, strict=True)
        if not isinstance(file.loaded, ReadDocument)
    }
    return states


def _hold(loaded: Loaded | ReadDocument) -> Held:
    if isinstance(loaded, ReadDocument):
        return Held(loaded.model, b"", is_change=False, document=loaded)
    return Held(Model.of_loaded(loaded.assessment), loaded.text.encode(), is_change=loaded.base is not None)


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


@contextlib.contextmanager
def _keep_problems(states: _States, key: str) -> Iterator[None]:
    """What cannot be read of then is a part of the answer."""
    try:
        yield
    except InputError as error:
        states.unreadable[key] = error.problems
    except FileAccessError as error:
        states.unreadable[key] = (PlacedProblem(Place(error.path), error.what),)


def _load_then(states: _States, file: Path, revision: Revision) -> None:
    with _keep_problems(states, _absolute(file)):
        states.then[_absolute(file)] = _hold(revision.load(file))


def _find_elsewhere(states: _States, pairs: dict[str, str]) -> dict[str, str]:
    """Return what files of then are called now, of those that have no other state here but may have it elsewhere."""
    gone = {path: held for path, held in states.then.items() if path not in pairs}
    come = {path: held for path, held in states.comparable.items() if path not in pairs.values()}
    if not (gone or come):
        return {}
    _look_elsewhere(elsewhere := _States(), states)
    found = pair_files(gone, elsewhere.now) | pair_files(elsewhere.then, come)
    states.now |= elsewhere.now
    states.then |= elsewhere.then
    return found


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
