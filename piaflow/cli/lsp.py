"""`piaflow lsp`: the language server that an editor starts."""

from __future__ import annotations

import sys

import click

from piaflow.cli.output import tell
from piaflow.cli.own_rules import load_own_project
from piaflow.errors import needing


@click.command(epilog="例: piaflow lsp（エディターの設定に書く。docs/editor.md）")
def lsp() -> None:
    """エディターが呼ぶ。書いているモデルの名とキーを補い、宣言へ飛び、欄の言葉と食い違いを示す。

    標準入出力で話し（Language Server Protocol）、どこにもつながらない。規則は、呼ばれたフォルダーの `piaflow check` と同じ。
    """
    with needing("editor", "エディターとの話"):
        from piaflow.lsp.server import make_server  # noqa: PLC0415 - only an editor needs its library
    project = load_own_project()
    if sys.stdin.isatty():
        tell("エディターが呼ぶコマンドです。入力を待っています（終えるには Ctrl-C を押します）", err=True)
    make_server(project).start_io()
