"""`piaflow`: show, trace, check, compare and draw models from the command line.

Exit codes: 0 fine, 1 findings or stale diagrams, 2 wrong call, unreadable input or an error, 130 Ctrl-C,
129 and 143 where the terminal or the machine ends it, 141 where nobody reads the output.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from types import FrameType
from typing import Any

import click

from piaflow.app.starting import new as start_model
from piaflow.cli.ask import show, trace
from piaflow.cli.check import check
from piaflow.cli.completing import TEMPLATES, complete_template, completion
from piaflow.cli.draw import draw
from piaflow.cli.exit_codes import INTERRUPTED, SIGNALLED, UNREAD, WRONG
from piaflow.cli.form import form
from piaflow.cli.impact import impact
from piaflow.cli.output import tell
from piaflow.cli.own_rules import ALLOW_CODE, Call
from piaflow.cli.todo import todo
from piaflow.cli.words import refuse_empty
from piaflow.errors import PiaflowError, tell_refusal
from piaflow.store.reading import remembering_inputs

_DEBUG = "--debug"
_FOR_ALL = (_DEBUG, ALLOW_CODE)
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


class _Door(click.Group):
    """The outermost door: every error becomes lines on stderr and an exit code that CI can tell from findings."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is meant for every command wherever it stands: --debug is added once a command has failed."""
        if not ctx.resilient_parsing:
            refuse_empty(args)
        return super().parse_args(ctx, sorted(args, key=lambda word: word not in _FOR_ALL))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _ending_in_order(), remembering_inputs():
                return self._answer(ctx)
        except _EndedError as ended:
            sys.exit(SIGNALLED + ended.number)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            _stop_writing()
            sys.exit(UNREAD)

    def _answer(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            shown = io.StringIO()
            error.show(shown)
            tell(shown.getvalue().rstrip("\n"), err=True)
            sys.exit(error.exit_code)
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, a traceback is no answer
            told = traceback.format_exc() if ctx.params.get("debug") else explain(error)
            tell(told.rstrip("\n"), err=True)
            sys.exit(WRONG)


def explain(error: Exception) -> str:
    """Return what to tell of an error: its own lines where piaflow raised it on purpose, else one line."""
    if isinstance(error, PiaflowError):
        return _cap("\n".join((str(error), *getattr(error, "__notes__", ()))).split("\n"))
    if isinstance(error, OSError):
        return f"{error.filename or '入出力'}: {tell_refusal(error)}"
    if isinstance(error, RecursionError):
        return "入れ子か連なりが深すぎて、たどれません"
    said = " ".join(f"{type(error).__name__}: {error}".split())[:_MOST_SAID]
    return f"思いがけない誤りです（{said}）。{_DEBUG} を付けると、どこで起きたかを示します"


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


def _stop_writing() -> None:
    """Nobody reads on: what is left in the buffer must not become a complaint when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _example(text: str) -> str:
    return f"例: {text}"


@click.group(
    cls=_Door,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_example("piaflow show models/iizuka/juki.yaml"),
)
@click.option(_DEBUG, is_flag=True, help="エラーのとき、どこで起きたかを示す")
@click.option(ALLOW_CODE, is_flag=True, help="作業中のプロジェクトのものでない設定の規則（コード）も動かす")
@click.version_option(package_name="piaflow")
@click.pass_context
def main(ctx: click.Context, /, *, debug: bool, allow_code: bool) -> None:  # noqa: ARG001 - the group reads it
    """特定個人情報保護評価書のモデルを見る・たどる・確かめる・描く。"""
    ctx.obj = Call(_find_home(), allow_code)
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a narrow code page must not stop the answer


def _find_home() -> str:
    """Return the folder of the call, "" where it is gone: a page is told in its own folder later on."""
    try:
        return os.getcwd()  # noqa: PTH109 - a name, not a path to walk
    except OSError:
        return ""


for _command in (show, trace, check, impact, form, todo, draw, completion):
    main.add_command(_command)


@main.command(epilog=_example("piaflow new --template 住民基本台帳 --body みなと市長 -o juki.yaml"))
@click.option(
    "--template",
    required=True,
    help=f"ひな型の名前（{'、'.join(TEMPLATES)}）",
    shell_complete=complete_template,
)
@click.option("--body", required=True, help="評価実施機関の名前")
@click.option("-o", "--output", required=True, help="書くファイル（もうあれば書かない）")
def new(template: str, body: str, output: str) -> None:
    """全国のシステムと規範の入った、書き始めのモデルを作る。"""
    start_model(template, output, body=body)
    tell(f"{output} を書きました")
