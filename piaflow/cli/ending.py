"""How a command ends: every error becomes lines on stderr and an exit code that CI can tell from findings."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

import click

from piaflow.app.doorway import remembering_inputs
from piaflow.app.notes import telling_notes
from piaflow.cli.exit_codes import SIGNALLED, UNREAD, WRONG
from piaflow.cli.output import tell
from piaflow.cli.words import DEBUG
from piaflow.errors import PiaflowError, WrongValueError, tell_refusal

# the answer to a broken file is read by a person: what goes beyond a screen or two helps nobody
_MOST_SAID, _MOST_LETTERS, _MOST_LINES = 300, 1000, 500
_ENDING = ("SIGTERM", "SIGHUP")


class _EndedError(KeyboardInterrupt):
    """The machine or the closed terminal ends the command: all is swept up, as after Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _end(number: int, _: FrameType | None) -> None:
    raise _EndedError(number)


@contextlib.contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let the signals that end a process end it as Ctrl-C does; one that somebody ignores (nohup) stays so."""
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    is_ours = threading.current_thread() is threading.main_thread()
    taken = [number for number in numbers if is_ours and signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def end_in_order(answer: Callable[[], Any], *, debug: bool) -> Any:
    """Return what the command answers; whatever it raises is told and ends the process with its exit code.

    Raises SystemExit, and lets pass Ctrl-C and what click itself ends with.
    """
    try:
        with _ending_in_order(), remembering_inputs(), telling_notes(partial(tell, err=True)):
            return _answer(answer, debug=debug)
    except _EndedError as ended:
        sys.exit(SIGNALLED + ended.number)
    except BrokenPipeError:
        _stop_writing(sys.stdout)
        sys.exit(UNREAD)


def _answer(answer: Callable[[], Any], *, debug: bool) -> Any:
    try:
        return answer()
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        _complain(shown.getvalue())
        sys.exit(error.exit_code)
    except (click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, a traceback is no answer
        _complain(traceback.format_exc() if debug else explain(error))
        sys.exit(WRONG)


def _complain(text: str) -> None:
    """Tell of what is wrong; where standard error takes nothing (a full disk), the exit code alone says it."""
    try:
        tell(text.rstrip("\n"), err=True)
    except BrokenPipeError:
        raise
    except OSError:
        _stop_writing(sys.stderr)


def explain(error: Exception) -> str:
    """Return what to tell of an error: its own lines where piaflow raised it on purpose, else one line."""
    if isinstance(error, WrongValueError) and error.japanese:
        return f"{error.where}: {error.japanese}"
    if isinstance(error, PiaflowError):
        return _cap("\n".join((str(error), *getattr(error, "__notes__", ()))).split("\n"))
    if isinstance(error, OSError):
        return f"{error.filename or _name_place()}: {tell_refusal(error)}"
    if isinstance(error, RecursionError):
        return "入れ子か連なりが深すぎて、たどれません"
    said = " ".join(f"{type(error).__name__}: {error}".split())[:_MOST_SAID]
    return f"思いがけない誤りです（{said}）。{DEBUG} を付けると、どこで起きたかを示します"


def _name_place() -> str:
    """Return what is told of where nothing is named: most often the current folder, where that is gone."""
    try:
        Path.cwd()
    except OSError:
        return "今のフォルダー"
    return "入出力"


def _cap(lines: list[str]) -> str:
    """Return the lines, as many and as long as somebody reads, and say what was left out."""
    shown = [
        line
        if len(line) <= _MOST_LETTERS
        else f"{line[:_MOST_LETTERS]}…（あと {len(line) - _MOST_LETTERS} 字）"
        for line in lines[:_MOST_LINES]
    ]
    left = len(lines) - len(shown)
    return "\n".join([*shown, *([f"ほかに {left} 行"] if left else [])])


def _stop_writing(stream: TextIO) -> None:
    """Nobody reads on: what is left in the buffer must not become a complaint when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
