"""`piaflow show` and `piaflow trace`: what a model holds, and where an item goes in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import click

from piaflow.app.answers import TraceAnswer
from piaflow.app.joining import Joined, show_files
from piaflow.app.loading import load_all
from piaflow.app.model import Model
from piaflow.app.model import trace as trace_models
from piaflow.cli.completing import complete_file, complete_item
from piaflow.cli.output import give, heading_level, tell_as

_FORMATS: Mapping[str, Callable[..., str]] = {
    "text": lambda answer, **told: answer.to_text(**told),
    "json": lambda answer, **told: answer.to_json(**told),
    "markdown": lambda answer, **told: answer.to_markdown(**told),
}
"""Each of a model, of several, or of a trace, which may be told of one node alone."""
_format = click.option("--format", "fmt", type=click.Choice([*_FORMATS]), default="text", help="出力の形式")


@click.command(epilog="例: piaflow show models/takatsuki/yobosesshu.yaml --format json")
@click.argument("models", nargs=-1, required=True, shell_complete=complete_file)
@_format
@heading_level
def show(models: tuple[str, ...], fmt: str, level: int | None) -> None:
    """システム、ファイル、流れ、変換、委託・提供・移転、契約を示す。モデルが複数なら、つながる所を並べて示す。"""
    answer: Model | Joined = show_files(models)
    give(fmt, tell_as(_FORMATS, fmt, answer, level), "", "")


@click.command(epilog="例: piaflow trace models/iizuka/juki.yaml --item 個人番号 --to 都道府県サーバー")
@click.argument("models", nargs=-1, required=True, shell_complete=complete_file)
@click.option(
    "--item", required=True, shell_complete=complete_item, help="たどる項目（個人番号、符号、4情報 など）"
)
@click.option("--from", "start", multiple=True, help="ここから始める（なければ、項目が入る所から）")
@click.option("--to", default="", help="この名前の答えだけを、流れごとに示す")
@_format
@heading_level
def trace(  # noqa: PLR0913, PLR0917 - each by its name
    models: tuple[str, ...], item: str, start: tuple[str, ...], to: str, fmt: str, level: int | None
) -> None:
    """項目がどこへ届くか、どの流れで止まるかを示す。"""
    answer: TraceAnswer = trace_models(load_all(models), item, start=start)
    told = tell_as({name: partial(write, to=to) for name, write in _FORMATS.items()}, fmt, answer, level)
    give(fmt, told, "", "")
