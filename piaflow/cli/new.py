"""`piaflow new`: the model that a new assessment begins with."""

from __future__ import annotations

import click

from piaflow.app.starting import new as start_model
from piaflow.cli.completing import TEMPLATES, complete_template
from piaflow.cli.output import tell


@click.command(epilog="例: piaflow new --template 住民基本台帳 --body みなと市長 -o juki.yaml")
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
    tell(f"{output} を書きました")
