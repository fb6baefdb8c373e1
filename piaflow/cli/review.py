"""`piaflow review`: what is to be done between two revisions of a set of models.

It ends with 0 whatever it finds: that something changes is what it is asked for, and no mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import click
from attrs import frozen

from piaflow.app.doorway import put as put_file
from piaflow.app.doorway import refuse_missing, remember_path
from piaflow.app.reviews import ReviewAnswer, review_revision
from piaflow.app.reviews import review as compare
from piaflow.cli.output import give, heading_level, read_output, show_text, tell, tell_as
from piaflow.cli.own_rules import load_own_project
from piaflow.errors import FormatError

_PAIR = 2
_FORMATS: Mapping[str, Callable[[ReviewAnswer], str]] = {
    "text": ReviewAnswer.to_text,
    "json": ReviewAnswer.to_json,
    "markdown": ReviewAnswer.to_markdown,
    "html": ReviewAnswer.to_html,
}
_BY_SUFFIX = {"": "text", "txt": "text", "json": "json", "md": "markdown", "html": "html"}
_TABLES = ("csv", "xlsx")
_USUAL = "models"


@frozen
class _Asked:
    """What one call asks for, as click passes it."""

    models: tuple[str, ...]
    revision: str
    fmt: str | None
    output: str
    today: datetime | None
    level: int | None
    into: str
    day: datetime | None

    @property
    def suffix(self) -> str:
        return Path(self.output).suffix.removeprefix(".").lower()

    @property
    def judged_on(self) -> date | None:
        return self.today.date() if self.today else None


@click.command(epilog="例: piaflow review --git main models --format markdown -o 見直し.md")
@click.argument("models", nargs=-1, metavar="[BEFORE AFTER | PATHS...]")
@click.option(
    "--git",
    "revision",
    default="",
    help=f"PATHS（なければ {_USUAL}）のモデルを、git のこの版と比べる",
)
@click.option(
    "--format",
    "fmt",
    type=click.Choice([*_FORMATS]),
    default=None,
    help="出力の形式（なければ text）。markdown はプルリクエストの1つのコメント",
)
@click.option(
    "-o",
    "--output",
    default="",
    callback=read_output,
    help="書くファイル（.txt .json .md .html、変更箇所の表 .csv .xlsx）",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="決めたことの期限を見る日（なければ今日）",
)
@click.option(
    "--into",
    default="",
    help="変更箇所の行を、このモデルの変更箇所に足す（導出と印し、同じ行は足さない。ほかは変えない）",
)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="--into で、足す行の変更日（なければ空のまま）",
)
@heading_level
def review(**asked: object) -> None:
    """2つの版のモデルの組を比べて、足された・なくなった・変わったモデル、書き換える欄と見直す欄、誰に聞くかを示す。

    BEFORE と AFTER は、モデル、公表された評価書、又はモデルのフォルダーである。
    """
    call = _Asked(**asked)  # type: ignore[arg-type] # click has checked the types
    _refuse_format(call)
    if call.into:
        refuse_missing(call.into)
        remember_path(call.into)
    rules = load_own_project().rules
    if call.revision:
        answer = review_revision(call.models or (_USUAL,), call.revision, rules=rules, today=call.judged_on)
    elif len(call.models) == _PAIR:
        answer = compare(*call.models, rules=rules, today=call.judged_on)
    else:
        msg = "BEFORE と AFTER の2つか、--git 版 を書いてください"
        raise click.UsageError(msg)
    changed = _count_changed(answer)
    if call.into and changed > 1:
        msg = f"--into には1つのモデルの行だけが入ります（変わったモデルは {changed} つ）"
        raise click.UsageError(msg)
    if call.output or call.fmt or not call.into:
        _write(answer, call)
    if call.into:
        written = answer.write_rows(call.into, day=call.day.date() if call.day else None)
        if not (call.output or call.fmt):
            show_text(written.to_text())


def _refuse_format(call: _Asked) -> None:
    """Say what is wrong with the wanted output before anything is compared."""
    if call.suffix in _TABLES and call.fmt is not None:
        msg = f"--format {call.fmt} と .{call.suffix} のファイルは、形式が2つになります"
        raise click.UsageError(msg)
    if call.day and not call.into:
        msg = "--date は --into とともに書きます"
        raise click.UsageError(msg)
    if call.fmt is None and call.suffix not in (*_BY_SUFFIX, *_TABLES):
        raise FormatError(call.suffix, (*filter(None, _BY_SUFFIX), *_TABLES))


def _write(answer: ReviewAnswer, call: _Asked) -> None:
    if call.fmt is None and call.suffix in _TABLES:
        put_file(call.output, answer.to_xlsx() if call.suffix == "xlsx" else _to_csv(answer))
        tell(f"変更箇所を {call.output} に書きました")
        return
    fmt = call.fmt or _BY_SUFFIX[call.suffix]
    give(
        fmt,
        tell_as(_FORMATS, fmt, answer, call.level),
        call.output,
        f"変わったモデル {len(answer.models)} 件の見直し",
    )


def _to_csv(answer: ReviewAnswer) -> bytes:
    changed = _count_changed(answer)
    if changed != 1:
        msg = (
            f".csv には1つのモデルの行だけが入ります（変わったモデルは {changed} つ）。.xlsx に書いてください"
        )
        raise click.UsageError(msg)
    return answer.to_csv().encode()


def _count_changed(answer: ReviewAnswer) -> int:
    return len(answer.review.changed)
