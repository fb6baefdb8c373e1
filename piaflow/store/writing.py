"""The one door through which files are written: whole or not at all, and never over an input of the call.

A regular file is written beside its place and renamed into it, with the mode of the file that was there;
a link stays and what it points to is written; into a device or a pipe the bytes are written as they are.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import define, field, frozen

from piaflow.errors import FileAccessError, tell_refusal
from piaflow.store.reading import is_input

_PREFIX, _SUFFIX = ".piaflow-", ".tmp"
_LEFT_BEHIND = 600.0
_NEW_FILE = 0o666  # what the umask takes away is not ours to give back
_STANDARD_STREAMS = (1, 2)
_HELD_FOR_A_MOMENT = (5, 32, 33)  # access denied, sharing violation, lock violation
_PAUSES = (
    0.05,
    0.1,
    0.2,
    0.4,
    0.8,
    0.8,
)  # seconds, 2.35 in all: a scanner is done by then, a program that is open is not
_BINARY = getattr(os, "O_BINARY", 0)


def write(path: str | Path, content: bytes) -> None:
    """Write one file. Raises FileAccessError where that cannot be done, or where the call read this very file."""
    write_all({Path(path): content}, waited_for=[Path(path)])


def write_all(
    files: Mapping[Path, bytes],
    *,
    rewritten: Iterable[Path] = (),
    waited_for: Iterable[Path] = (),
    make_folders: bool = False,
    durable: bool = False,
) -> None:
    """Write several files, or none of them: all are whole on the disk before the first takes its place.

    Where one cannot take it (another program holds the file open), those before it get back what they held.

    `rewritten` are inputs that the call is there to write anew; `waited_for` are files that the caller named
    itself, so that it may wait for the reader of a pipe. With `make_folders` folders that are missing are made;
    `durable` waits until the disk has what is to take the place of a person's file.
    Raises FileAccessError.
    """
    allowed = frozenset(rewritten)
    named = frozenset(waited_for)
    batch = _Batch()
    try:
        for path, content in files.items():
            with _told_of(path):
                target = _find_target(path, may_be_input=path in allowed)
                _refuse_waiting(target, may_wait=path in named)
                batch.prepare(target, content, make_folders, durable=durable)
        for one in batch.prepared:
            with _told_of(one.path):
                batch.put(one)
    except BaseException:
        batch.take_back()
        raise
    batch.forget()


@contextlib.contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileAccessError(str(path), f"書けません（{tell_refusal(error)}）") from error
    except ValueError:
        raise FileAccessError(str(path), "書けません（名前に使えない文字があります）") from None


@frozen
class _Target:
    """Where a path leads in the end: `there` is what stands there now."""

    path: Path
    place: Path
    there: os.stat_result | None

    @property
    def is_special(self) -> bool:
        """Whether bytes are written into it as it is: nothing can take the place of a device or a pipe."""
        return self.there is not None and (
            not stat.S_ISREG(self.there.st_mode) or self.standard_stream is not None
        )

    @property
    def standard_stream(self) -> int | None:
        """The stream of the call that already leads there: /dev/stdout, also where that is a file."""
        for stream in _STANDARD_STREAMS:
            with contextlib.suppress(OSError):
                if self.there is not None and os.path.samestat(self.there, os.fstat(stream)):
                    return stream
        return None


def _find_target(path: Path, *, may_be_input: bool) -> _Target:
    if path.parts[:1] == (
        "-",
    ):  # else the sign of standard output becomes a file that no shell command reaches by its name
        raise FileAccessError("-", "標準出力には書けません（ファイルの名を書いてください）")
    place = Path(os.path.realpath(path))
    there = _look_at(path) or _look_at(place)
    if there is None:
        return _Target(path, place, None)
    if stat.S_ISDIR(there.st_mode):
        raise IsADirectoryError
    if is_input(there) and not may_be_input:
        raise FileAccessError(str(path), "読み込んだファイルなので上書きしません。別の名前に書いてください")
    if not os.access(path if path.exists() else place, os.W_OK):
        raise PermissionError
    return _Target(path, place, there)


def _look_at(path: Path) -> os.stat_result | None:
    """What stands at a path: of /dev/stdout only its own name tells, of folder/../file without the folder only its place."""
    try:
        return os.stat(path)  # noqa: PTH116 - a link that leads nowhere is no error
    except FileNotFoundError:
        return None


def _refuse_waiting(target: _Target, *, may_wait: bool) -> None:
    """A pipe whose reader never comes would stop us with half of the files in their places."""
    mode = 0 if target.there is None else target.there.st_mode
    is_waiting = (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)) and target.standard_stream is None
    if is_waiting and not may_wait:
        raise FileAccessError(str(target.path), "パイプかソケットなので、ほかのファイルと一緒には書きません")


@frozen
class _Prepared:
    """A target with its new content: whole in a file beside it, or still to be written into a device."""

    target: _Target
    content: bytes
    beside: Path | None

    @property
    def path(self) -> Path:
        """The path as the caller named it."""
        return self.target.path

    def put(self) -> None:
        """Let the new content take its place."""
        if self.beside is not None:
            _replace(self.beside, self.target.place)
            return
        stream = self.target.standard_stream
        opened = os.open(self.path, os.O_WRONLY | _BINARY) if stream is None else os.dup(stream)
        with os.fdopen(opened, "wb") as out:
            out.write(self.content)


def _replace(beside: Path, place: Path) -> None:
    """Rename a file over another. On Windows a scanner, an indexer or OneDrive may hold that one for a moment."""
    for pause in _PAUSES:
        try:
            beside.replace(place)
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_FOR_A_MOMENT:
                raise
            time.sleep(pause)
        else:
            return
    beside.replace(place)


@define
class _Batch:
    """The files of one call on their way, and the folders made for them."""

    prepared: list[_Prepared] = field(factory=list)
    folders: list[Path] = field(factory=list)
    swept: set[Path] = field(factory=set)
    contents: dict[Path, tuple[Path, bytes]] = field(factory=dict)
    held: list[tuple[Path, Path | None]] = field(factory=list)
    """The places taken, each with a copy of what it held, None where that was nothing."""

    def prepare(self, target: _Target, content: bytes, make_folders: bool, *, durable: bool) -> None:  # noqa: FBT001 - passed on
        if target.is_special:
            self.prepared.append(_Prepared(target, content, None))
            return
        other, held = self.contents.setdefault(target.place, (target.path, content))
        if held != content:
            raise FileAccessError(str(target.path), f"{other} と同じファイルです。違う中身を2つは書けません")
        folder = target.place.parent
        if make_folders:
            self._make(folder)
        if folder not in self.swept:
            self.swept.add(folder)
            _sweep(folder)
        beside = _name_beside(folder)
        mode = _NEW_FILE if target.there is None else stat.S_IMODE(target.there.st_mode)
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        self.prepared.append(_Prepared(target, b"", beside))
        with os.fdopen(opened, "wb") as out:
            out.write(content)
            if durable:
                out.flush()
                os.fsync(out.fileno())
        if target.there is not None:
            _hand_over(beside, target.there)

    def put(self, one: _Prepared) -> None:
        """Let one file take its place, with a copy of what it held where others follow or came before."""
        place, there = one.target.place, one.target.there
        if one.beside is None or len(self.prepared) == 1:
            one.put()
            return
        copy = None
        if there is not None:
            copy = _name_beside(place.parent)
            shutil.copyfile(place, copy)
            _hand_over(copy, there)
        try:
            one.put()
        except BaseException:
            if copy:
                copy.unlink(missing_ok=True)
            raise
        self.held.append((place, copy))

    def forget(self) -> None:
        """Remove the copies of what the places held."""
        for _, copy in self.held:
            if copy:
                with contextlib.suppress(OSError):
                    copy.unlink()

    def _make(self, folder: Path) -> None:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(exist_ok=True)
            self.folders.append(place)

    def take_back(self) -> None:
        """Give the places back what they held; remove what has not taken its place, and folders made that stayed empty."""
        for place, copy in reversed(self.held):
            with contextlib.suppress(OSError):
                if copy:
                    copy.replace(place)
                else:
                    place.unlink()
        for one in self.prepared:
            if one.beside is not None:
                with contextlib.suppress(OSError):
                    one.beside.unlink()
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _name_beside(folder: Path) -> Path:
    return folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"


def _hand_over(beside: Path, there: os.stat_result) -> None:
    """Give the new file the owner, where that is ours to give, and the mode of the old one."""
    mine = beside.stat()
    if hasattr(os, "chown") and (mine.st_uid, mine.st_gid) != (there.st_uid, there.st_gid):
        with contextlib.suppress(OSError):
            os.chown(beside, there.st_uid, there.st_gid)
    beside.chmod(stat.S_IMODE(there.st_mode))


def _sweep(folder: Path) -> None:
    """Remove what killed calls of ours left in a folder; a call still at work has touched its files just now."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                status = left.lstat()
                ours = stat.S_ISREG(status.st_mode) and _is_ours(status)
                if ours and time.time() - status.st_mtime > _LEFT_BEHIND:
                    left.unlink()


def _is_ours(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()
