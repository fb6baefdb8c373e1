"""`piaflow serve`: the officer's desk in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from piaflow.cli.output import tell
from piaflow.errors import needing


@click.command(epilog="例: piaflow serve models")
@click.argument("folder", default=".")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="ポート（書かなければ空いているもの）")
@click.option("--no-browser", is_flag=True, help="ブラウザーを開かず、場所だけを示す")
def serve(folder: str, *, port: int, no_browser: bool) -> None:
    """フォルダーのモデルを、ブラウザーの画面で書く。様式の欄と表に入れると、別添1の図と指摘がその場で変わる。

    この機械の中だけで動き、どこにも送らない。保存するまでファイルは変わらない。
    """
    with needing("serve", "ブラウザーの画面"):
        from piaflow.serve.running import serve as serve_folder  # noqa: PLC0415 - the page needs more libraries
    serve_folder(Path(folder), port=port, opens=not no_browser, tell=tell)
