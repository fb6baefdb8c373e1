"""What cattrs and the domain complain of, placed in the text; and the data without it, so that the rest is checked too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from piaflow.domain.values import WRITTEN_AS
from piaflow.domain.visible import reveal
from piaflow.errors import (
    InputError,
    ModelError,
    PlacedProblem,
    Problem,
    Where,
    WrongValueError,
    clip,
    find_nearest,
)
from piaflow.store.converter import ALIAS_SPANS, list_written, write_path, written_as
from piaflow.store.slips import find_slip
from piaflow.store.source import Source

_MOST = 2_000


def place_problems(problems: tuple[Problem, ...], source: Source) -> InputError:
    """Return one error with each problem at its place in the text, in the order of the lines."""
    placed = [PlacedProblem(source.place(p.where), p.what) for p in problems]
    placed.sort(key=lambda p: (p.place.file != source.file, p.place.file, p.place.line, p.place.column))
    return InputError(tuple(dict.fromkeys(placed)))


def find_name_problems(error: ModelError) -> tuple[Problem, ...]:
    """Return the domain's complaints with their paths in the file: field names become the file's keys."""
    return tuple(Problem(write_path(problem.where), problem.what) for problem in error.problems)


def find_shape_problems(error: Exception) -> tuple[Problem, ...]:
    """Return cattrs' complaints with their paths in the file."""
    return tuple(_walk(error, ()))


def _walk(error: Exception, where: Where) -> Iterator[Problem]:
    here = (*where, *_steps(error))
    if isinstance(error, ClassValidationError | IterableValidationError):
        for inner in error.exceptions:
            yield from _walk(inner, here)
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from _extra_keys(error, here)
    elif isinstance(error, KeyError):
        yield Problem(here, f"「{here[-1] if here else error.args[0]}」がありません")
    elif isinstance(error, WrongValueError):
        yield Problem(here, error.japanese)
    else:
        told = clip(str(error), _MOST)
        yield Problem(here, f"{told}{find_slip(f'{here[-1] if here else str()} {told}')}")


def _steps(error: Exception) -> Iterator[str | int]:
    for note in reversed(getattr(error, "__notes__", ())):
        if isinstance(note, AttributeValidationNote):
            yield "aliases" if note.name == ALIAS_SPANS else WRITTEN_AS.get(note.name, note.name)
        elif isinstance(note, IterableValidationNote):
            yield note.index


def _extra_keys(error: ForbiddenExtraKeysError, where: Where) -> Iterator[Problem]:
    kind: Any = error.cl
    known = [*map(written_as, list_written(kind))]
    names = ", ".join(known)
    for key in sorted(error.extra_fields):
        nearest = find_nearest(key, known)
        hint = f"もしかして: {nearest}。" if nearest else ""
        slip = find_slip(key)
        yield Problem(
            (*where, key),
            f"キー「{reveal(clip(key))}」はありません{slip or f'（{hint}使えるキー: {names}）'}",
        )


_ENTRY = 2


def set_aside(data: Mapping[str, Any], problems: Iterable[Problem]) -> dict[str, Any]:
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
