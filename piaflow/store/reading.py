"""The door through which every input comes: regular files only, never waiting, and remembered for the writer."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

from piaflow.errors import (
    FileAccessError,
    InputError,
    Place,
    PlacedProblem,
    find_nearest,
    hint,
    tell_refusal,
)

MOST_BYTES = 8_000_000
_Identity = tuple[int, int]
_INPUTS: ContextVar[set[_Identity] | None] = ContextVar("piaflow inputs", default=None)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextlib.contextmanager
def remembering_inputs() -> Iterator[None]:
    """Remember what is read while it lasts: a command never writes over its own input.

    Elsewhere nothing is remembered: in a notebook a model that was loaded is saved under its own name.
    """
    token = _INPUTS.set(set())
    try:
        yield
    finally:
        _INPUTS.reset(token)


def remember_path(path: str | Path) -> None:
    """Remember a file that an input names, read or not; what is not there cannot be written over."""
    with contextlib.suppress(OSError):
        remember_input(os.stat(path))  # noqa: PTH116 - as in `read_bytes`


def remember_input(status: os.stat_result) -> None:
    """Remember a file by its identity, which no other spelling, link or hard link of its path hides."""
    inputs = _INPUTS.get()
    if inputs is not None:
        inputs.add(_identify(status))


def is_input(status: os.stat_result) -> bool:
    """Whether this very file was read since `remembering_inputs` began."""
    return _identify(status) in (_INPUTS.get() or ())


def _identify(status: os.stat_result) -> _Identity:
    return status.st_dev, status.st_ino


def read_text(path: str | Path) -> str:
    """Return the text of a UTF-8 file. Raises FileAccessError or InputError in one clear line."""
    try:
        raw = read_bytes(path, MOST_BYTES)
    except FileNotFoundError:
        raise tell_absent(path) from None
    except OSError as error:
        raise FileAccessError(str(path), f"読めません（{tell_refusal(error)}）") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        what = "UTF-8 の文字ではありません（UTF-8 で保存し直してください）"
        raise InputError((PlacedProblem(Place(str(path), line, column), what),)) from None


def refuse_missing(path: str | Path) -> None:
    """Say that there is no such file, before anything else is done. Raises FileAccessError."""
    if not Path(path).exists():
        raise tell_absent(path)


def tell_absent(path: str | Path) -> FileAccessError:
    """Return what is said of a file that is not there: the nearest name beside it, or where its link leads."""
    file = Path(path)
    if file.is_symlink():
        return FileAccessError(str(path), f"リンクですが、指す先の {file.readlink()} がありません")
    try:
        beside = {p.stem: p for p in sorted(file.parent.iterdir(), key=lambda p: p.suffix == file.suffix)}
    except OSError:
        beside = {}
    nearest = find_nearest(file.stem, beside)  # an ending that both have makes no name near
    near = hint(str(file), [str(beside[nearest])]) if nearest else ""
    return FileAccessError(str(path), f"ファイルがありません{near}")


def read_bytes(path: str | Path, most: int) -> bytes:
    """Return the bytes of a regular file. Raises OSError, or FileAccessError for anything else or too much.

    A pipe is looked at first and opened without waiting: nobody may ever write into it.
    """
    _refuse_special(path, _look_at(path))
    with open(path, "rb", opener=_open_at_once) as opened:
        status = os.fstat(opened.fileno())
        _refuse_special(path, status)
        refuse_size(path, status.st_size, most)
        remember_input(status)
        raw = opened.read(most + 1)
    refuse_size(path, len(raw), most)
    return raw


def _look_at(path: str | Path) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116 - a Path could not be made of every text
    except ValueError:
        raise FileAccessError(str(path), "ファイルの名前に使えない文字があります") from None


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_WAIT)


def _refuse_special(path: str | Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise FileAccessError(str(path), "フォルダーです。モデルのファイル（.yaml）を指定してください")
    if not stat.S_ISREG(status.st_mode):
        raise FileAccessError(str(path), "ふつうのファイルではありません（パイプや装置からは読みません）")


def refuse_size(path: str | Path, size: int, most: int) -> None:
    """Refuse what is larger than may be read, or written to be read again. Raises FileAccessError."""
    if size > most:
        what = f"大きすぎます（{size / 1e6:.0f} MB、上限 {most / 1e6:.0f} MB）"
        raise FileAccessError(str(path), what)
