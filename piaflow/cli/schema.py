"""`piaflow schema`: the JSON Schema of the model file, for editors."""

from __future__ import annotations

import click

from piaflow.app.starting import tell_schema
from piaflow.cli.output import put, read_output


@click.command(epilog="例: piaflow schema -o piaflow.schema.json")
@click.option("-o", "--output", default="", callback=read_output, help="書くファイル（なければ標準出力）")
def schema(output: str) -> None:
    """モデルのファイルの JSON Schema を示す。エディターの YAML の拡張が、キーを補い、形を確かめるのに使う。"""
    put(tell_schema(), output, "モデルのファイルの形")
