"""`piaflow form`: the official form filled from a model."""

from __future__ import annotations

import click

from piaflow.app.loading import load
from piaflow.cli.output import put, tell


@click.command(epilog="例: piaflow form models/takatsuki/yobosesshu.yaml -o form.xlsx")
@click.argument("model")
@click.option(
    "-o", "--output", default="", help="書くファイル（.md .xlsx .json。なければ標準出力に Markdown）"
)
def form(model: str, output: str) -> None:
    """モデルの知ることを様式の欄に入れて、章ごとの表にし、どの欄にも由来を付ける。.xlsx には別添1の図も入れる。"""
    answer = load(model).form()
    if output:
        answer.save(output)
        tell(f"{output} を書きました")
        tell(answer.title)
    else:
        put(answer.to_markdown(), "", "")
