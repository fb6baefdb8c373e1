"""Graphviz at arm's length: a child process that may abort, hang or be killed without harm to the caller."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from attrs import define, field

from piaflow.errors import MissingExtraError
from piaflow.layout.dot import worker
from piaflow.layout.dot.worker import read_frame, write_frame
from piaflow.layout.font import find_font_file

TIMEOUT = 60.0  # seconds: 600 arrows among 200 boxes take a few; what takes so long may take hours
_MARGIN = 5.0  # so much later the child ends itself, where its caller was killed and cannot
_SCRATCH, _HELD = "piaflow-layout-", "held"
_LEFT_BEHIND = 24 * 3600.0  # seconds: no layout takes a day
# What changes the width of a text, or the decimal point, from one machine to another.
_MEDDLERS = ("FONTCONFIG", "PANGO", "DOTFONT", "GV", "LC_", "LANG")
_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


class EngineCrashError(Exception):
    """The child died or was killed before it had answered."""


@define
class Engine:
    """One child process, started when first needed and again after a crash. Safe to share between threads."""

    timeout: float = TIMEOUT
    worker: str = worker.__file__
    _process: subprocess.Popen[bytes] | None = None
    _owner: int = 0
    _lock: threading.Lock = field(factory=threading.Lock)

    def start(self) -> None:
        """Start the child ahead of need, so that it wakes while the caller does something else."""
        with self._lock:
            self._find_process()

    def ask(self, dot: bytes) -> bytes:
        """Return the geometry of a DOT text, b"" where Graphviz refuses it."""
        with self._lock:
            process = self._find_process()
            watch = threading.Timer(self.timeout, process.kill)
            watch.start()
            try:
                answer = _exchange(process, dot)
            finally:
                watch.cancel()
            if answer is None:
                self._drop()
                raise EngineCrashError
            return answer

    def close(self) -> None:
        """End the child. The next question starts another."""
        with self._lock:
            self._drop()

    def _find_process(self) -> subprocess.Popen[bytes]:
        # After a fork the pipes belong to the parent: two askers would mix their answers.
        if self._owner != os.getpid():
            self._process, self._owner = None, os.getpid()
        if self._process is not None and self._process.poll() is not None:
            self._drop()
        if self._process is None:
            self._process = _start_process(self.worker, self.timeout)
        return self._process

    def _drop(self) -> None:
        if self._process is None or self._owner != os.getpid():
            return
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)
        self._process.kill()
        self._process.wait()
        self._process = None


ENGINE = Engine()
atexit.register(ENGINE.close)


def _exchange(process: subprocess.Popen[bytes], dot: bytes) -> bytes | None:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        write_frame(process.stdin, dot)
    except OSError:
        return None
    return read_frame(process.stdout)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except OSError:  # a broken pipe still holds bytes that nobody will read
            return


def is_installed() -> bool:
    """Tell whether Graphviz is at hand: it comes with an extra."""
    return find_spec("pygraphviz") is not None


def _start_process(worker: str, timeout: float) -> subprocess.Popen[bytes]:
    spec = find_spec("pygraphviz")
    if spec is None or spec.origin is None:
        raise MissingExtraError("Graphviz で図を配置する", "graphviz")
    libraries = str(Path(spec.origin).parent.parent)
    return subprocess.Popen(  # noqa: S603 - our own file, run by our own Python
        [sys.executable, "-I", "-S", worker, libraries, str(timeout + _MARGIN)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_make_environment(),
    )


def _make_environment() -> dict[str, str]:
    """Return an environment in which text has the same width on every machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_MEDDLERS)}
    return kept | {"FONTCONFIG_FILE": str(_write_fonts_conf()), "LC_ALL": "C"}


def _write_fonts_conf() -> Path:
    """Write the file that names the one folder of fonts; it goes when Python ends.

    The font is copied there: fontconfig leaves a mark (.uuid) in each folder that it reads, and ours is the package's.
    """
    folder = _make_scratch()
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)  # a sweeper of old files may have been there
    shutil.copyfile(find_font_file(), fonts / find_font_file().name)
    conf = folder / "fonts.conf"
    told = _FONTS_CONF.format(fonts=escape(str(fonts)), cache=escape(str(folder)))
    conf.write_text(told, encoding="utf-8")
    return conf


@cache
def _make_scratch() -> Path:
    _sweep_scratch()
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH))
    _hold(folder)
    atexit.register(_remove_scratch, folder, os.getpid())
    return folder


def _remove_scratch(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _hold(folder: Path) -> None:
    """Lock a file in the folder: it stays open, and locked, until this process ends, however that happens."""
    _lock(os.open(folder / _HELD, os.O_WRONLY | os.O_CREAT, 0o600))


def _lock(held: int) -> bool:
    """Return whether a file could be locked at once: nobody alive holds it. Without locks nobody can know."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep_scratch() -> None:
    """Remove the folders of our own that killed callers left: held by nobody, or older than any work takes."""
    mine = os.getuid() if hasattr(os, "getuid") else 0
    for left in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*"):
        with contextlib.suppress(OSError):
            found = left.lstat()
            ours = stat.S_ISDIR(found.st_mode) and found.st_uid == mine
            if ours and (time.time() - found.st_mtime > _LEFT_BEHIND or _is_abandoned(left)):
                shutil.rmtree(left, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    with (folder / _HELD).open("rb") as held:
        return _lock(held.fileno())
