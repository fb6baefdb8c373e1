"""A model file as it stood at another git revision, with every base that it is a change of."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import tempfile
from pathlib import Path

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.errors import FileAccessError, InputError, UnknownNameError
from piaflow.store.change import find_base
from piaflow.store.load import load
from piaflow.store.source import compose, read_text


@frozen
class _Revision:
    """A commit of the repository around a folder; `prefix` is where in the repository the folder is."""

    git: str
    folder: str
    name: str
    commit: str
    prefix: str

    def read(self, path: str) -> bytes:
        """Return a file of the commit as it was stored. Raises FileAccessError."""
        done = _run(self.git, self.folder, "cat-file", "blob", f"{self.commit}:{path}")
        if done.returncode:
            raise FileAccessError(f"{self.name}:{path}", "この版にファイルがありません")
        return done.stdout


def load_at(path: str | Path, revision: str) -> Assessment:
    """Return the assessment that a model file was at a git revision; a change file comes with its base of then.

    Raises FileAccessError where git, the repository or the file is absent, UnknownNameError where the
    revision is, and InputError with every problem of the file as it was.
    """
    file = Path(os.path.abspath(path))  # noqa: PTH100 - a link is followed by git, not by us
    found = _find_revision(file.parent, revision)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        _write_out(found, posixpath.join(found.prefix, file.name), root)
        try:
            return load(root / found.prefix / file.name)
        except InputError as error:
            raise _as_of_then(error, root, revision) from None


def _find_revision(folder: Path, name: str) -> _Revision:
    git = shutil.which("git")
    if git is None:
        raise FileAccessError("git", "コマンドがありません")
    if not folder.is_dir():
        raise FileAccessError(str(folder), "フォルダーがありません")
    prefix = _run(git, str(folder), "rev-parse", "--show-prefix")
    if prefix.returncode:
        raise FileAccessError(str(folder), "git のリポジトリーの中にありません")
    commit = _run(
        git, str(folder), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if commit.returncode:
        raise UnknownNameError("git の版", name)
    return _Revision(
        git, str(folder), name, commit.stdout.decode().strip(), prefix.stdout.decode().rstrip("\n")
    )


def _run(git: str, folder: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A hook names its repository relative to another folder than ours: let git look from the file's own."""
    around = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE")}
    return subprocess.run([git, "-C", folder, *words], capture_output=True, check=False, env=around)  # noqa: S603 - git itself


def _write_out(revision: _Revision, path: str, root: Path) -> None:
    """Write the file and its chain of bases below `root`, each where it is in the repository."""
    written: set[str] = set()
    while path and path not in written:
        written.add(path)
        out = root / path
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(revision.read(path))
        path = _base_of(out, root, revision.name)


def _base_of(file: Path, root: Path, name: str) -> str:
    """Return where in the repository the base of a change file is, "" where it is a model or unreadable."""
    try:
        base = find_base(compose(read_text(file), str(file)), str(file), ())
    except InputError as error:
        raise _as_of_then(error, root, name) from None
    if base is None:
        return ""
    path = os.path.relpath(base, root).replace(os.sep, "/")
    if path.startswith(".."):
        raise FileAccessError(
            f"{name}:{file.relative_to(root).as_posix()}", f"base「{base}」がリポジトリーの外です"
        )
    return path


def _as_of_then(error: InputError, root: Path, name: str) -> InputError:
    """Tell the places of a file of then as git does: revision:path."""
    problems = error.problems
    told = (evolve(p, place=evolve(p.place, file=_told(p.place.file, root, name))) for p in problems)
    return InputError(tuple(told))


def _told(file: str, root: Path, name: str) -> str:
    inside = os.path.relpath(file, root).replace(os.sep, "/")
    return file if inside.startswith("..") else f"{name}:{inside}"
