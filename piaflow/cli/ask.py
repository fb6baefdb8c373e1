"""`piaflow show` and `piaflow trace`: what a model holds, and where an item goes in it."""

from __future__ import annotations

import click

from piaflow.app.joining import show_files
from piaflow.app.loading import load_all
from piaflow.app.model import trace as trace_models
from piaflow.cli.completing import complete_file, complete_item
from piaflow.cli.output import put, show_text

_format = click.option(
    "--format", "fmt", type=click.Choice(("text", "json")), default="text", help="出力の形式"
)


@click.command(epilog="例: piaflow show models/takatsuki/yobosesshu.yaml --format json")
@click.argument("models", nargs=-1, required=True, shell_complete=complete_file)
@_format
def show(models: tuple[str, ...], fmt: str) -> None:
    """システム、ファイル、流れ、変換、委託・提供・移転、契約を示す。モデルが複数なら、つながる所を並べて示す。"""
    answer = show_files(models)
    if fmt == "json":
        put(answer.to_json(), "", "")
    else:
        show_text(answer.to_text())


@click.command(epilog="例: piaflow trace models/iizuka/juki.yaml --item 個人番号 --to 都道府県サーバー")
@click.argument("models", nargs=-1, required=True, shell_complete=complete_file)
@click.option(
    "--item", required=True, shell_complete=complete_item, help="たどる項目（個人番号、符号、4情報 など）"
)
@click.option("--from", "start", multiple=True, help="ここから始める（なければ、項目が入る所から）")
@click.option("--to", default="", help="この名前の答えだけを、流れごとに示す")
@_format
def trace(models: tuple[str, ...], item: str, start: tuple[str, ...], to: str, fmt: str) -> None:
    """項目がどこへ届くか、どの流れで止まるかを示す。"""
    answer = trace_models(load_all(models), item, start=start)
    if fmt == "json":
        put(answer.to_json(to), "", "")
    else:
        show_text(answer.to_text(to))
