"""The texts of an editor over the files of the disk, and what was last known of each model while it is typed."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from attrs import Factory, define, field, frozen

from piaflow.domain.assessment import Draft
from piaflow.errors import FileAccessError, PiaflowError
from piaflow.store.chain import find_base
from piaflow.store.cursor import split_lines
from piaflow.store.load import Loaded, Loader
from piaflow.store.parsing import read_all
from piaflow.store.reading import read_text
from piaflow.store.source import Block

_BEGUN = re.compile(r"""^[{ \t]*(["']?)(?:assessment|base)\1[ \t]*:""", re.MULTILINE)
"""What a model or a change file says of itself, also where the rest of it is broken."""


@frozen(eq=False)
class Known:
    """What is known of a model: its files and places, and what it declares as far as it is written."""

    loaded: Loaded
    sketch: Draft


@define
class Texts:
    """The texts that an editor holds, by file; every other file is read from the disk.

    What a text that cannot be read had told before is remembered: names are completed from it.
    """

    _held: dict[str, str] = field(factory=dict)
    _changes: int = 0
    _known: dict[str, tuple[int, Known | None]] = field(factory=dict)
    _roots: dict[str, Block] = field(factory=dict)
    loader: Loader = field(
        init=False, default=Factory(lambda self: Loader(self.read), takes_self=True), repr=False
    )
    """Loads each file once as long as no text changes, for all that is asked of it."""

    def put(self, path: Path, text: str) -> None:
        """Hold this text for a file."""
        self._held[_identify(path)] = text
        self.look_again()

    def drop(self, path: Path) -> None:
        """Let a file be what it is on the disk again."""
        self._held.pop(_identify(path), None)
        self.look_again()

    def look_again(self) -> None:
        """Take it that some file has changed."""
        self._changes += 1
        self.loader = Loader(self.read)

    def read(self, path: Path) -> str:
        """Return the text of a file as the editor holds it, else as it is on the disk. Raises as `read_text`."""
        held = self._held.get(_identify(path))
        return read_text(path) if held is None else held

    def is_model(self, path: Path) -> bool:
        """Whether a file says that it is a model or a change file: other YAML is none of our business."""
        try:
            return _BEGUN.search(self.read(path)) is not None
        except PiaflowError:
            return False

    def know(self, path: Path, line: int | None = None) -> Known | None:
        """Return what is known of a model now, or was when it could last be read; of a change file what its base tells.

        Where nothing is, the text is read without the `line` (from 0) in which somebody types.
        """
        key = _identify(path)
        changes, known = self._known.get(key, (-1, None))
        if changes == self._changes:
            return known
        self._known[key] = self._changes, known  # a base that leads back here finds this
        known = _load(path, self.loader) or known or self._know_base(path, self.read)
        if known is None and line is not None:
            read = partial(self._read_without, path, line)
            known = _load(path, Loader(read)) or self._know_base(path, read)
        self._known[key] = self._changes, known
        return known

    def _read_without(self, typed: Path, line: int, path: Path) -> str:
        text = self.read(path)
        if _identify(path) != _identify(typed):
            return text
        lines = split_lines(text)
        return "\n".join([*lines[:line], "", *lines[line + 1 :]])

    def _know_base(self, path: Path, read: Callable[[Path], str]) -> Known | None:
        with contextlib.suppress(PiaflowError):
            base = find_base(read_all(read(path), str(path))[0], path)
            return self.know(base.path) if base else None
        return None

    def find_root(self, path: Path) -> Block | None:
        """Return what a text itself holds, or held when it could last be read."""
        key = _identify(path)
        with contextlib.suppress(PiaflowError):
            self._roots[key] = read_all(self.read(path), str(path))[0]
        return self._roots.get(key)


def _load(path: Path, loader: Loader) -> Known | None:
    try:
        loaded = loader.open(path)
    except PiaflowError:
        return None
    return Known(loaded, loaded.sketch) if loaded.sketch else None


def _identify(path: Path) -> str:
    """Return what two spellings of one file have in common."""
    try:
        return os.path.normcase(os.path.realpath(path))
    except ValueError:
        raise FileAccessError(str(path), "ファイルの名前に使えない文字があります") from None
