"""Model files as they stood at another git revision, each with every base that it is a change of."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path, PurePosixPath

from attrs import evolve, frozen

from piaflow.errors import FileAccessError, InputError, UnknownNameError
from piaflow.store.load import Loaded, Loader
from piaflow.store.reading import read_text

_LIST = ("ls-tree", "-r", "-z", "--name-only", "--full-tree")
_LIST_NOW = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--full-name", ":/")
_LIKE = ("diff", "--no-index", "--no-ext-diff", "--name-status", "--find-renames=1%", "then", "now")
_RENAMED = re.compile(r"R(\d+)\t")


@frozen
class Revision:
    """A commit of the repository around a path; `folder` is where git is asked, `prefix` where that is in it."""

    git: str
    folder: Path
    name: str
    commit: str
    prefix: str

    def list_files(self, path: Path) -> tuple[PurePosixPath, ...]:
        """Return the files of then below a folder, relative to it and sorted; none where it was no folder."""
        inside = self.find_inside(path)
        listed = _run(self.git, self.folder, *_LIST, self.commit, "--", *([f"{inside}/"] if inside else []))
        files = map(PurePosixPath, _names(listed))
        return tuple(sorted(file.relative_to(inside) for file in files))

    def holds_file(self, path: Path) -> bool:
        """Whether a path was a file then."""
        kind = _run(self.git, self.folder, "cat-file", "-t", f"{self.commit}:{self.find_inside(path)}")
        return kind.stdout.strip() == b"blob"

    def load(self, path: Path) -> Loaded:
        """Return what a model file held; a change file comes with its base of then.

        Raises FileAccessError where the file is absent, and InputError with every problem of it as it was.
        """
        inside = self.find_inside(path)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            try:
                return Loader(partial(_read_out, self, root)).load(root / inside)
            except InputError as error:
                raise _as_of_then(error, root, self.name) from None

    def read(self, inside: str) -> bytes:
        """Return a file of the commit as it was stored. Raises FileAccessError."""
        done = _run(self.git, self.folder, "cat-file", "blob", f"{self.commit}:{inside}")
        if done.returncode:
            raise FileAccessError(f"{self.name}:{inside}", "この版にファイルがありません")
        return done.stdout

    @property
    def root(self) -> str:
        """The folder of the whole repository."""
        up = (".." for _ in PurePosixPath(self.prefix).parts)
        return os.path.normpath(os.path.join(self.folder, *up))  # noqa: PTH118 - as find_inside

    def list_moved(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Return the files of the whole repository that are there no more, and those that were not there then.

        What git ignores is not there.
        """
        then = _names(_run(self.git, self.folder, *_LIST, self.commit))
        now = _names(_run(self.git, self.folder, *_LIST_NOW))
        there = {name for name in now if self._find_outside(name).is_file()}
        gone, come = (
            tuple(Path(os.path.normpath(self._find_outside(name))) for name in sorted(names))
            for names in (then - there, there - then)
        )
        return gone, come

    def _find_outside(self, inside: str) -> Path:
        """Where a file of the repository is; the way up stays as it is, since the folder may be a link."""
        return self.folder / posixpath.relpath(inside, self.prefix or ".")

    def find_inside(self, path: Path) -> str:
        """Return where in the repository a path is, "" for its root."""
        below = os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")  # noqa: PTH100 - see find_revision
        inside = posixpath.normpath(posixpath.join(self.prefix, below))
        return "" if inside == "." else inside


def find_revision(path: str | Path, name: str) -> Revision:
    """Return a revision of the repository that a path is in; the path itself need not be there any more.

    Raises FileAccessError where git or the repository is absent, UnknownNameError where the revision is.
    """
    git = shutil.which("git")
    if git is None:
        raise FileAccessError("git", "コマンドがありません")
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link is followed by git, not by us
    folder = next(place for place in (whole, *whole.parents) if place.is_dir())
    prefix = _run(git, folder, "rev-parse", "--show-prefix")
    if prefix.returncode:
        raise FileAccessError(str(folder), "git のリポジトリーの中にありません")
    commit = _run(git, folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit.returncode:
        raise UnknownNameError("git の版", name)
    return Revision(
        git, folder, name, commit.stdout.decode().strip(), os.fsdecode(prefix.stdout).rstrip("\n")
    )


def measure_likeness(then: bytes, now: bytes) -> int:
    """Return how much of a file git finds again in another, in percent: its similarity index of a renamed file.

    Raises FileAccessError where git is absent.
    """
    git = shutil.which("git")
    if git is None:
        raise FileAccessError("git", "コマンドがありません")
    with tempfile.TemporaryDirectory() as folder:
        for side, name, text in (("then", "a", then), ("now", "b", now)):
            (Path(folder) / side).mkdir()
            (Path(folder) / side / name).write_bytes(text)
        told = _run(git, Path(folder), *_LIKE).stdout.decode()
    found = _RENAMED.match(told)
    return int(found[1]) if found else 0


def _names(listed: subprocess.CompletedProcess[bytes]) -> set[str]:
    return {os.fsdecode(name) for name in listed.stdout.split(b"\0") if name}


def _run(git: str, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A hook names its repository relative to another folder than ours: let git look from the file's own."""
    around = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE")}
    return subprocess.run([git, "-C", str(folder), *words], capture_output=True, check=False, env=around)  # noqa: S603 - git itself


def _read_out(revision: Revision, root: Path, path: Path) -> str:
    """Return the text of a file, which is written out below `root` where it is in the repository.

    Raises FileAccessError where it was not there then, or is not in the repository.
    """
    inside = os.path.relpath(path, root).replace(os.sep, "/")
    if inside.startswith(".."):
        raise FileAccessError(str(path), "リポジトリーの外です")
    out = root / inside
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(revision.read(inside))
    return read_text(out)


def _as_of_then(error: InputError, root: Path, name: str) -> InputError:
    """Tell the places of a file of then as git does: revision:path."""
    problems = error.problems
    told = (evolve(p, place=evolve(p.place, file=_told(p.place.file, root, name))) for p in problems)
    return InputError(tuple(told))


def _told(file: str, root: Path, name: str) -> str:
    inside = os.path.relpath(file, root).replace(os.sep, "/")
    return file if inside.startswith("..") else f"{name}:{inside}"
