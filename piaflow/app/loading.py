"""Which model files a call names, and their models with the problems of all of them together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from piaflow.app.model import Model, load
from piaflow.errors import FileAccessError, InputError, PlacedProblem, tell_refusal

_NOT_MODELS = ("catalogue", "changes", "texts")


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
    return below.suffix == ".yaml" and not set(_NOT_MODELS) & set(below.parts)


def find_named_files(names: Sequence[str]) -> list[Path]:
    """Return the model files that a call names: a folder stands for its models, and each comes once.

    Raises FileAccessError for a folder without models.
    """
    files = (find_model_files(name) if Path(name).is_dir() else (Path(name),) for name in names)
    return list(dict.fromkeys(file for found in files for file in found))


def load_all(paths: tuple[Path, ...] | list[Path]) -> list[Model]:
    """Return the models of all files. Raises InputError with the problems of all of them together."""
    models: list[Model] = []
    problems: list[PlacedProblem] = []
    for path in paths:
        try:
            models.append(load(path))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(tuple(problems))
    return models
