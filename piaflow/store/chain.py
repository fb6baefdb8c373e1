"""The files that a model is made of: a change file leads to its base, a model to the files that hold its texts and lists."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from attrs import frozen

from piaflow.domain.records import Text
from piaflow.domain.values import FORBIDDEN
from piaflow.domain.visible import reveal
from piaflow.errors import FileAccessError, InputError, Place, PlacedProblem, clip
from piaflow.store.parsing import read, read_all
from piaflow.store.reading import read_text
from piaflow.store.shorthand import Beside, find_lists, write_out
from piaflow.store.source import Block, Row, place_of

MOST_BASES = 200
_MODELS = (".yaml", ".yml")


@frozen
class Base:
    """The base that a change file names: where it leads, how it is written there, and at which place."""

    path: Path
    named: str
    place: Place

    def refuse(self, why: str) -> InputError:
        """Return the error of a base that is no good, told where it is named."""
        return InputError((PlacedProblem(self.place, f"base「{reveal(clip(self.named))}」{why}"),))

    def refuse_length(self) -> InputError:
        """Return the error of a base that is one too many."""
        return self.refuse(f"の連なりが長すぎます（上限 {MOST_BASES} ファイル）")


@frozen(eq=False)
class File:
    """A file as it was read: its text, what that holds, and the base that it names where it is a change."""

    path: Path
    text: str
    root: Block
    base: Base | None


def walk_bases(path: Path, read_file: Callable[[Path], str] = read_text) -> Iterator[File]:
    """Yield a file, then the base that it names and so on, each read once, as `read_file` gives them.

    Raises FileAccessError for the file itself, InputError for a base that cannot be read, that leads back to one
    of them or that is one too many.
    """
    seen: set[str] = set()
    here, told = path, None
    while True:
        text = _read_text(here, told, read_file)
        root, problems = read_all(text, str(here))
        seen.add(os.path.realpath(here))
        base = find_base(root, here, seen)
        if problems:
            raise InputError(problems)
        if base is not None and len(seen) == MOST_BASES:
            raise base.refuse_length()
        yield File(here, text, root, base)
        if base is None:
            return
        if base.path.suffix.lower() not in _MODELS:  # messages about it would show its lines
            raise base.refuse(": モデルのファイル（.yaml）ではありません")
        here, told = base.path, base


def _read_text(path: Path, told: Base | None, read_file: Callable[[Path], str]) -> str:
    try:
        return read_file(path)
    except FileAccessError as error:
        if told is None:
            raise
        raise told.refuse(f": {error.what}") from None


def find_base(root: Block, file: str | Path, above: Collection[str] = ()) -> Base | None:
    """Return the base that a change file names, or None where the file is a model.

    `above` are the real paths of the file and of the changes on it. Raises InputError where it is among them.
    """
    named = _read_path(root, "base", "base には元のモデルのファイルを書きます")
    if named is None:
        return None
    base = Base(Path(file).parent / named, named, place_of(root.marks["base"][1]))
    if os.path.realpath(base.path) in above:
        raise base.refuse("をたどると自分に戻ります")
    return base


def find_texts(root: Block, file: str | Path) -> Beside | None:
    """Return where the texts of a model stand in a file: `texts: texts/juki.yaml` instead of the texts themselves.

    None where the model holds them itself or has none. Raises InputError where what stands there can be no path.
    """
    if isinstance(root.get("texts"), Block | Row):
        return None
    named = _read_path(root, "texts", "texts には「欄: 記載」の組か、それを書いたファイルを書きます")
    if named is None:
        return None
    return Beside(("texts",), root.marks["texts"][1], named, Path(file).parent / named, Text)


def _read_path(root: Block, key: str, right: str) -> str | None:
    """Return the path that stands under a key, None where there is no such key."""
    if key not in root:
        return None
    named = root[key]
    if isinstance(named, str) and named and not FORBIDDEN.search(named):
        return named
    raise InputError((PlacedProblem(place_of(root.marks[key][1]), right),))


def bring(root: Block, file: str | Path, read_beside: Callable[[Path], str] = read_text) -> Block:
    """Return what a model holds with what stands in files beside it in its place, as `read_beside` gives these files.

    Its shorter forms are written out. Raises FileAccessError or InputError where a file cannot be read.
    """
    beside = find_texts(root, file)
    if beside is not None:
        beside.refuse_outside(file)
        whole = Block(root.mark)
        texts = read(read_beside(beside.path), str(beside.path))
        for key, value in root.items():
            whole.put(key, texts if key == "texts" else value, root.marks[key])
        root = whole
    return write_out(root, file, read_beside)


def find_all_beside(root: Block, file: str | Path) -> Iterator[Beside]:
    """Yield what of a model or change file stands in files beside it, texts and lists.

    Raises InputError where what stands there can be no path.
    """
    texts = find_texts(root, file)
    if texts is not None:
        yield texts
    for part in (root, root.get("add"), root.get("amend")):
        if isinstance(part, Block):
            yield from find_lists(part, file)
