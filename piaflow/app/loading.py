"""Which model files a call names, and what they hold, each read once, with the problems of all of them together.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from attrs import frozen

from piaflow.app.arguments import read_path
from piaflow.app.documents import DECISIONS, ReadDocument, is_document, read, read_beside
from piaflow.app.model import Model
from piaflow.errors import FileAccessError, InputError, PlacedProblem, tell_refusal
from piaflow.form.form import Form

if TYPE_CHECKING:
    from piaflow.store.load import Loaded

_NOT_MODELS = ("catalogue", "changes", "texts")


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
    return read(file).model if is_document(file) else Model.of_loaded(load_assessment(file))


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

    What is gone before we look, or is not ours to look into, is passed over. Raises FileAccessError.
    """
    walked = os.walk(folder, onerror=_pass_over)
    files = (Path(here) / name for here, _, names in walked for name in names)
    return sorted(file for file in files if is_model(file.relative_to(folder)))


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
            files.append(ModelFile(Path(path), read(path) if is_document(path) else loader.load(path)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(tuple(problems))
    return files
