"""What a call notices on its way that is neither its answer nor an error: lines that a door tells beside the answer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar

_Tell = Callable[[str], object]
_TELL: ContextVar[_Tell | None] = ContextVar("piaflow notes", default=None)


@contextlib.contextmanager
def telling_notes(tell: _Tell) -> Iterator[None]:
    """Tell each note while it lasts, once. Elsewhere they are not told: a notebook asks the answers themselves."""
    told: set[str] = set()

    def tell_once(line: str) -> None:
        if line not in told:
            told.add(line)
            tell(line)

    token = _TELL.set(tell_once)
    try:
        yield
    finally:
        _TELL.reset(token)


def note(line: str) -> None:
    """Say what was noticed, in one line."""
    tell = _TELL.get()
    if tell is not None:
        tell(line)
