"""`piaflow`: show, trace, check, compare and draw models from the command line.

Exit codes: 0 fine, 1 findings or stale diagrams, 2 wrong call or unreadable input.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from typing import Any

import click

from piaflow.app.starting import new as start_model
from piaflow.cli.ask import show, trace
from piaflow.cli.check import check
from piaflow.cli.completing import TEMPLATES, complete_template, completion
from piaflow.cli.draw import draw
from piaflow.cli.exit_codes import WRONG
from piaflow.cli.form import form
from piaflow.cli.impact import impact
from piaflow.errors import PiaflowError

_DEBUG = "--debug"


class _Door(click.Group):
    """Turns every error that piaflow raises on purpose into lines on stderr and exit code 2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take --debug wherever it stands: who asks for it has just seen a command fail, and adds it at the end."""
        return super().parse_args(ctx, sorted(args, key=lambda word: word != _DEBUG))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (PiaflowError, OSError) as error:
            if ctx.params.get("debug"):
                traceback.print_exc()
                sys.exit(WRONG)
            for line in (str(error), *getattr(error, "__notes__", ())):
                click.echo(line, err=True)
            sys.exit(WRONG)


def _example(text: str) -> str:
    return f"例: {text}"


@click.group(
    cls=_Door,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_example("piaflow show models/iizuka/juki.yaml"),
)
@click.option(_DEBUG, is_flag=True, help="エラーのとき、どこで起きたかを示す")
@click.version_option(package_name="piaflow")
@click.pass_context
def main(ctx: click.Context, /, debug: bool) -> None:  # noqa: FBT001, ARG001 - click passes flags by keyword; the group reads it
    """特定個人情報保護評価書のモデルを見る・たどる・確かめる・描く。"""
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a narrow code page must not stop the answer


for _command in (show, trace, check, impact, form, draw, completion):
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
    click.echo(f"{output} を書きました")
