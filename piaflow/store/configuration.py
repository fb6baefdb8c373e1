"""What a project says of its checks: `[tool.piaflow]` of pyproject.toml or piaflow.toml, and a baseline of known findings."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from piaflow.errors import FileAccessError, InputError, Place, PlacedProblem, hint
from piaflow.store.reading import read_text

_POSITION = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)


@frozen
class Configuration:
    """What a project says of its checks: its own rules as `module:NAME`, and which rules are run.

    `file` is where it says so, "" where it says nothing.
    """

    file: str = ""
    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


_KEYS = tuple(a.name for a in attrs.fields(Configuration) if a.name != "file")


def find_configuration(folder: str | Path) -> Configuration:
    """Return the nearest configuration in a folder or one above it; an empty one where there is none.

    piaflow.toml goes before pyproject.toml, and a pyproject.toml without `[tool.piaflow]` says nothing.
    Raises FileAccessError, or InputError with every key that is wrong.
    """
    here = Path(folder).resolve()
    for place in (here, *here.parents):
        for file in (place / "piaflow.toml", place / "pyproject.toml"):
            if (
                os.path.lexists(file) and not file.is_dir()
            ):  # a link that leads nowhere was meant to say something
                told = _read(file)
                if told is not None:
                    return _structure(file, told)
    return Configuration()


def _read(file: Path) -> Any:
    """Return what the file says of piaflow, or None where it is a pyproject.toml that says nothing."""
    try:
        told = tomllib.loads(read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise InputError((_unreadable(file, str(error)),)) from None
    except RecursionError:
        raise InputError((_unreadable(file, "入れ子が深すぎます"),)) from None
    if file.name == "piaflow.toml":
        return told
    tool = told.get("tool", {})
    return tool.get("piaflow") if isinstance(tool, dict) else None


def _unreadable(file: Path, said: str) -> PlacedProblem:
    found = _POSITION.fullmatch(said)
    line, column = (int(found["line"]), int(found["column"])) if found else (1, 1)
    return PlacedProblem(
        Place(str(file), line, column), f"TOML として読めません: {found['what'] if found else said}"
    )


def _structure(file: Path, told: Any) -> Configuration:
    problems = tuple(PlacedProblem(Place(str(file)), what) for what in _find_problems(told))
    if problems:
        raise InputError(problems)
    return Configuration(str(file), **{key: tuple(value) for key, value in told.items()})


def _find_problems(told: Any) -> Iterator[str]:
    if not isinstance(told, dict):
        yield "tool.piaflow は「キー = 値」の表であるべきです"
        return
    for key, value in told.items():
        if key not in _KEYS:
            yield f"キー「{key}」はありません{hint(key, _KEYS)}（使えるキー: {', '.join(_KEYS)}）"
        elif not (isinstance(value, list) and all(isinstance(name, str) for name in value)):
            yield f'{key} は文字の並びであるべきです（例: {key} = ["…"]）'
        elif "" in value:
            yield f"{key} に空のものがあります"


def load_baseline(path: str | Path) -> frozenset[tuple[str, str]]:
    """Return the document and key of each finding in the file. Raises FileAccessError or InputError.

    A program wrote the keys: they count as they stand. One whose flow has got a twin since is told again.
    """
    text = read_text(path)
    try:
        return frozenset((str(found["document"]), str(found["key"])) for found in json.loads(text))
    except (ValueError, TypeError, LookupError, RecursionError):
        raise FileAccessError(str(path), "piaflow check --format json の出力ではありません") from None
