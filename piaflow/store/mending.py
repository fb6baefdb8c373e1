"""Setting wrong places of plain model data aside, so that the rest can still be checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from piaflow.errors import Problem, Where
from piaflow.store.source import Block

_ENTRY = 2


def set_aside(data: Block, problems: Iterable[Problem]) -> dict[str, Any]:
    """Return a copy without what the problems point at; what is missing stands there empty."""
    mended: dict[str, Any] = _copy(data)
    for problem in problems:
        _mend(mended, problem.where)
    return mended


def _copy(value: Any) -> Any:
    """Return a copy in which nothing is shared: what an alias names is mended in one place only."""
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value


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
