"""`piaflow show` and `piaflow trace`: what a model holds, and where an item goes in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from piaflow.app.loading import load_all
from piaflow.app.model import trace as trace_models
from piaflow.cli.completing import complete_file, complete_item
from piaflow.cli.output import put, show_text
from piaflow.report.as_json import joined_to_dict, to_json
from piaflow.report.as_text import to_text
from piaflow.report.show import tell_joined

_format = click.option(
    "--format", "fmt", type=click.Choice(("text", "json")), default="text", help="出力の形式"
)


@click.command(epilog="例: piaflow show models/takatsuki/yobosesshu.yaml --format json")
@click.argument("models", nargs=-1, required=True, shell_complete=complete_file)
@_format
def show(models: tuple[str, ...], fmt: str) -> None:
    """システム、ファイル、流れ、変換、委託・提供・移転、契約を示す。モデルが複数なら、つながる所を並べて示す。"""
    loaded = load_all([Path(m) for m in models])
    told = [model.assessment for model in loaded]
    if len(loaded) == 1:
        _tell(fmt, loaded[0].to_dict, loaded[0].to_text)
    else:
        _tell(
            fmt,
            lambda: joined_to_dict(told, [m.to_dict() for m in loaded]),
            lambda: to_text(tell_joined(told)),
        )


def _tell(fmt: str, data: Callable[[], Any], text: Callable[[], str]) -> None:
    if fmt == "json":
        put(to_json(data()), "", "")
    else:
        show_text(text())


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
    answer = trace_models(load_all([Path(m) for m in models]), item, start=start)
    if fmt == "text":
        show_text(answer.to_text(to))
        return
    told = answer.to_dict()
    if to:
        name = answer.node(to).name
        told["nodes"] = [node for node in told["nodes"] if node["name"] == name]
    put(to_json(told), "", "")
