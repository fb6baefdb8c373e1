"""Which model files a call names, and what they hold, each read once, with the problems of all of them together.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from attrs import frozen

from piaflow.app.arguments import read_path
from piaflow.app.documents import (
    DECISIONS,
    ReadDocument,
    is_document,
    note_refused,
    read,
    read_beside,
    read_parts,
)
from piaflow.app.model import Model
from piaflow.app.notes import note
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.errors import FileAccessError, InputError, ModelError, PlacedProblem, tell_refusal
from piaflow.form.form import Form

if TYPE_CHECKING:
    from piaflow.store.load import Loaded

_NOT_MODELS = ("catalogue", "changes", "texts")
_MOST_FILES = 300_000
"""Of a folder that a call names, so that a slip as `check /` is told at once; a corpus names what it is made of."""


@frozen(eq=False)
class ModelFile:
    """A model file, change file or document as a call names it: its model, and all that reading it brought to light."""

    path: Path
    loaded: Loaded | ReadDocument

    @cached_property
    def model(self) -> Model:
        """What the file says."""
        return Model.of_loaded(self.loaded.assessment)

    @property
    def asked(self) -> Model | ReadDocument:
        """What is asked: the document where it was read from one, else the model."""
        return self.loaded if isinstance(self.loaded, ReadDocument) else self.model

    @cached_property
    def base(self) -> Model | None:
        """What a change file changes; None of a model of its own. Raises InputError."""
        return Model.of_loaded(self.loaded.base.assessment) if self.loaded.base else None

    def read_form(self, documents: str | Path = "") -> Form | None:
        """Return the form of the document itself: the one that was read, or that of the model, in a folder."""
        if isinstance(self.loaded, ReadDocument):
            return self.loaded.reading.form
        return read_beside(self.loaded.assessment, Path(documents)) if documents else None


def load(path: str | Path) -> Model:
    """Return the model of a model file, a change file, or a published 評価書 (see `read`).

    Raises FileAccessError, InputError, WrongCallError, or ChoiceNeededError for a file of several 評価書.
    """
    from piaflow.store.load import load as load_assessment

    file = read_path("load", path)
    return _read_named(file).model if is_document(file) else Model.of_loaded(load_assessment(file))


def _read_named(path: str | Path) -> ReadDocument:
    document = read(path)
    note_refused(path, document.decided)
    return document


def find_model_files(folder: str | Path) -> tuple[Path, ...]:
    """Return the model files below a folder, sorted; change files, texts and the catalogue are no models.

    Raises FileAccessError where there is no such folder or no model in it.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileAccessError(str(folder), "フォルダーがありません")
    found = list_models(root)
    if not found:
        raise FileAccessError(str(folder), "モデルのファイル（.yaml）がありません")
    return tuple(found)


def list_models(folder: Path) -> list[Path]:
    """Return the model files below a folder, sorted; no link to another folder is followed.

    What is gone before we look, or is not ours to look into, is passed over. Raises FileAccessError, also for a folder
    of more files than those of models ever are, as that of a whole disk.
    """
    return [file for file in _walk(folder, _MOST_FILES) if is_model(file.relative_to(folder))]


def list_assessments(folder: Path) -> list[Path]:
    """Return the model files below a folder and the documents, sorted: each is read by itself. Raises FileAccessError."""
    below = [path for path in _walk(folder) if not _is_aside(path.relative_to(folder))]
    return [path for path in below if is_document(path) or is_model(path.relative_to(folder))]


def _walk(folder: Path, most: int | None = None) -> list[Path]:
    walked = os.walk(folder, onerror=_pass_over)
    found = [*islice((os.path.join(here, name) for here, _, names in walked for name in names), most)]  # noqa: PTH118 - of very many
    if len(found) == most:
        raise FileAccessError(
            str(folder),
            f"ファイルが{most:,}以上あります。モデルだけのフォルダーを指定してください",
        )
    return sorted(map(Path, found))


def _pass_over(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | ProcessLookupError | PermissionError):
        raise FileAccessError(str(error.filename), tell_refusal(error)) from error


def is_model(below: PurePath) -> bool:
    """Whether a file is a model of its own by its path below the folder that a call names."""
    is_decisions = below.name.endswith(DECISIONS)
    return below.suffix == ".yaml" and not is_decisions and not set(_NOT_MODELS) & set(below.parts)


def find_named_files(names: Sequence[str]) -> list[Path]:
    """Return the model files that a call names: a folder stands for its models, and each comes once.

    Raises FileAccessError for a folder without models.
    """
    files = (find_model_files(name) if Path(name).is_dir() else (Path(name),) for name in names)
    return list(dict.fromkeys(file for found in files for file in found))


def list_documents(folder: Path) -> list[Path]:
    """Return what may be a published 評価書 below a folder, sorted. Raises FileAccessError."""
    return [f for f in _walk(folder) if is_document(f) and not _is_aside(f.relative_to(folder))]


def load_revision(path: Path, name: str) -> Assessment:
    """Return what a model file held at a revision of git. Raises FileAccessError or InputError."""
    from piaflow.store.revision import find_revision

    return find_revision(path, name).load(path).assessment


def load_all(paths: Sequence[str | Path]) -> list[Model]:
    """Return the models of all files. Raises InputError with the problems of all of them together."""
    return [file.model for file in read_all(paths)]


def list_sources(path: str | Path) -> tuple[Path, ...]:
    """Return each file that a model is read from: its own, the bases and texts that can be read, and the catalogue."""
    from piaflow.store.load import find_sources

    return find_sources(path)


def read_all(paths: Sequence[str | Path]) -> list[ModelFile]:
    """Return what all files hold. Raises InputError with the problems of all of them together."""
    from piaflow.store.load import Loader

    loader = Loader()
    files: list[ModelFile] = []
    problems: list[PlacedProblem] = []
    for path in paths:
        try:
            files.append(ModelFile(Path(path), _read_named(path) if is_document(path) else loader.load(path)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(tuple(problems))
    return files


def read_named(names: Sequence[str | Path]) -> list[ModelFile]:
    """Return what a call names, each file once: a folder stands for its models, and for the 評価書 in it without a model.

    What is no 評価書 that can be read, and what a model of the call tells already, is passed over with one note.
    Raises FileAccessError for a folder with neither, and InputError with the problems of all files together.
    """
    folders = {Path(name): list_models(Path(name)) for name in names if Path(name).is_dir()}
    files = (file for name in names for file in folders.get(Path(name), [Path(name)]))
    found = read_all(list(dict.fromkeys(files)))
    found += read_documents(found, folders)
    for folder, below in folders.items():
        if not below and not any(file.path.is_relative_to(folder) for file in found):
            raise FileAccessError(str(folder), "モデルのファイル（.yaml）も、読める評価書もありません")
    return found


def read_documents(models: Sequence[ModelFile], folders: Iterable[Path]) -> list[ModelFile]:
    """Return the 評価書 in folders that none of some models tells; a note says what is passed over. Raises InputError."""
    found = _Found(models)
    for folder in folders:
        found.read_documents(folder)
    found.note_passed()
    return found.files[len(models) :]


class _Found:
    """The files of a call, to which the 評価書 of its folders come that no model of it tells."""

    def __init__(self, files: Sequence[ModelFile]) -> None:
        self.files = list(files)
        self._named = {file.path for file in files}
        told = [file for file in files if not isinstance(file.loaded, ReadDocument)]
        self._models = {_name_subject(file.model) for file in told}
        self._read_from = {
            (file.path.parent / document.file).resolve() for file in told for document in file.model.documents
        }
        self._passed: dict[str, list[str]] = {}

    def read_documents(self, folder: Path) -> None:
        """Take up the 評価書 below a folder."""
        for path in _walk(folder):
            below = path.relative_to(folder)
            if is_document(path) and path not in self._named and not _is_aside(below):
                self._named.add(path)
                self._read(path, below)

    def _read(self, path: Path, below: Path) -> None:
        from piaflow.source.opening import open_document

        if path.resolve() in self._read_from:
            self._pass(_HAS_MODEL, below)
            return
        try:
            source = open_document(path)
        except (FileAccessError, InputError) as error:
            self._pass(error.problems[0].what if isinstance(error, InputError) else error.what, below)
            return
        for name, document in read_parts(path, source):  # what is wrong with decisions about it is an error
            try:
                is_told = _name_subject(document.model) in self._models
            except ModelError:
                self._pass(_NO_BODY, below)
                continue
            if is_told:
                self._pass(_HAS_MODEL, below)
            else:
                note_refused(name, document.decided)
                self.files.append(ModelFile(Path(name), document))

    def _pass(self, why: str, below: PurePath) -> None:
        self._passed.setdefault(why, []).append(below.as_posix())

    def note_passed(self) -> None:
        """Note what was passed over, all in one line."""
        if self._passed:
            told = (f"{why}: {_name_some(names)}" for why, names in self._passed.items())
            count = sum(map(len, self._passed.values()))
            note(f"フォルダーの文書 {count} 件は読みません。{'。'.join(told)}")


_HAS_MODEL = "モデルがあります"
_NO_BODY = "評価実施機関の名が読めません"
_NAMED = 3
"""Documents of a folder that a note names of each kind: enough to see which are meant."""


def _name_some(names: Sequence[str]) -> str:
    more = f" ほか {len(names) - _NAMED} 件" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _is_aside(below: PurePath) -> bool:
    """Whether a file lies where no 評価書 is looked for: texts of a model, hidden files, what Excel has open."""
    return bool(set(_NOT_MODELS) & set(below.parts)) or any(p.startswith((".", "~$")) for p in below.parts)


def _name_subject(model: Model) -> tuple[str, str]:
    """Of whom and of what a model tells, as files are paired by."""
    return fold(model.body), fold(model.procedure)
