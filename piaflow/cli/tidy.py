"""`piaflow tidy`: models rewritten in their shorter forms."""

from __future__ import annotations

import sys

import click

from piaflow.app.loading import find_named_files
from piaflow.app.tidying import tidy_files
from piaflow.cli.completing import complete_file
from piaflow.cli.exit_codes import FINDINGS
from piaflow.cli.output import tell


@click.command(epilog="例: piaflow tidy models/みなと/juki.yaml")
@click.argument("models", nargs=-1, required=True, shell_complete=complete_file)
@click.option("--check", is_flag=True, help="書かずに、短くなるものがあれば 1 で終わる")
def tidy(models: tuple[str, ...], *, check: bool) -> None:
    """モデルを短い書き方（rest、defaults、CSV）に書き直す。言うことは変えず、コメントは残す。

    フォルダーはその中のモデルすべて。変更のファイルはそのまま。長い並びはフォルダー lists の CSV になる。
    """
    tidied = tidy_files(find_named_files(models), writing=not check)
    for one in tidied:
        before, after = (len(text.splitlines()) for text in (one.before, one.after))
        beside = "".join(f"、{path}" for path in one.lists)
        tell(f"{one.path}: {before} 行が {after} 行に{'なります' if check else 'なりました'}{beside}")
    if not tidied:
        tell("短くなるものはありません")
    if check and tidied:
        sys.exit(FINDINGS)
