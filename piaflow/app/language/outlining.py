"""The outline of a model file: its sections and what stands in them, each with its lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from piaflow.app.language.texts import Texts
from piaflow.store.cursor import split_lines
from piaflow.store.source import Block, Mark, Plain, Row

_MOST_DEPTH = 4
"""A file's entries of Ⅱ (files, the file, entrustments, 委託事項1) are the deepest that one looks for by name."""


@frozen
class Entry:
    """A part of a model file: its name, a word more of it, where it begins, and the line after its last."""

    name: str
    detail: str
    line: int
    column: int
    end: int
    inner: tuple[Entry, ...] = ()


def outline(texts: Texts, path: Path) -> tuple[Entry, ...]:
    """Return the parts of a text, lines and columns counted from 0; of one that cannot be read those it had before."""
    root = texts.find_root(path)
    return tuple(_list(root, 0, len(split_lines(texts.read(path))))) if root is not None else ()


def _list(value: Plain, depth: int, end: int) -> Iterator[Entry]:
    if isinstance(value, str) or depth == _MOST_DEPTH:
        return
    named = list(_name(value, is_whole=depth == 0))
    ends = [*(mark.line for _, mark, _ in named[1:]), end]
    for (name, mark, inner), last in zip(named, ends, strict=False):
        told = max(last, mark.line + 1)  # what follows may stand on the same line
        yield Entry(name, _detail(inner), mark.line, mark.column, told, tuple(_list(inner, depth + 1, told)))


def _name(value: Block | Row, *, is_whole: bool) -> Iterator[tuple[str, Mark, Plain]]:
    """Yield what has parts of its own; a plain value below the sections is read where it stands."""
    if isinstance(value, Block):
        for key, inner in value.items():
            if is_whole or not isinstance(inner, str):
                yield key, value.marks[key][0], inner
        return
    for inner, mark in zip(value, value.marks, strict=True):
        if isinstance(inner, Block):
            yield _call(inner), mark, inner


def _call(value: Block) -> str:
    """Return what an entry of a list is called by: the ends of a flow, else the first that it says."""
    told: Any = [value[key] for key in ("from", "to") if isinstance(value.get(key), str)]
    if told:
        return "→".join(told)
    return next((inner for inner in value.values() if isinstance(inner, str) and inner), "…")


def _detail(value: Plain) -> str:
    told = (value.get(key) for key in ("kind", "step", "holder")) if isinstance(value, Block) else ()
    return "・".join(one for one in told if isinstance(one, str))
