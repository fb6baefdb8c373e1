"""Setting wrong places of plain model data aside, so that the rest can still be checked."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from piaflow.errors import Problem, Where
from piaflow.store.source import Plain

_ENTRY = 2


def set_aside(data: dict[str, Plain], problems: Iterable[Problem]) -> dict[str, Plain]:
    """Return a copy without what the problems point at; what is missing stands there empty."""
    mended = deepcopy(data)
    for problem in problems:
        _mend(mended, problem.where)
    return mended


def _mend(data: Any, where: Where) -> None:
    parent = data
    for step in where[:-1]:
        try:
            parent = parent[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(parent, list):
        parent[int(where[-1])] = ""
    elif isinstance(parent, dict) and where:
        _mend_key(parent, str(where[-1]), is_entry=len(where) == _ENTRY)


def _mend_key(parent: dict[str, Any], key: str, *, is_entry: bool) -> None:
    """An entry keeps its name, so that what names it is not blamed."""
    if key not in parent:
        parent[key] = ""
    elif is_entry and not isinstance(parent[key], str):
        parent[key] = {}
    else:
        del parent[key]
