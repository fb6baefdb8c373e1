"""`piaflow todo`: what is still to be written, read or confirmed in models."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from piaflow.app.file_todos import todo_files
from piaflow.app.todos import TodoAnswer
from piaflow.cli.completing import complete_file
from piaflow.cli.output import give, heading_level, read_output, tell_as

_FORMATS: Mapping[str, Callable[[TodoAnswer], str]] = {
    "text": TodoAnswer.to_text,
    "json": TodoAnswer.to_json,
    "markdown": TodoAnswer.to_markdown,
}


@click.command(epilog="例: piaflow todo models/takatsuki/yobosesshu.yaml")
@click.argument("models", nargs=-1, required=True, shell_complete=complete_file)
@click.option("--format", "fmt", type=click.Choice([*_FORMATS]), default="text", help="出力の形式")
@click.option(
    "-o", "--output", default="", callback=read_output, help="出力を書くファイル（なければ標準出力）"
)
@heading_level
def todo(models: tuple[str, ...], fmt: str, output: str, level: int | None) -> None:
    """様式が埋まるまでにすること（空欄、読めていない印、記載のない流れ、根拠行のない記載、書きかけ）を並べる。

    フォルダーはその中のモデルと、モデルのない評価書すべて。判定ではないので、いつも 0 で終わる。
    """
    answer = todo_files(models)
    give(fmt, tell_as(_FORMATS, fmt, answer, level), output, f"すること {len(answer)} 件")
