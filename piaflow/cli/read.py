"""`piaflow read`: a published 評価書 as a model."""

from __future__ import annotations

from pathlib import Path

import click

from piaflow.app.documents import read as read_document
from piaflow.cli.output import show_text, tell


@click.command(epilog="例: piaflow read 評価書.pdf -o juki.yaml")
@click.argument("document")
@click.option(
    "-o",
    "--output",
    default="",
    help="書くモデルのファイル（もうあれば書かない。なければ読めたことだけを示す）",
)
@click.option(
    "--document",
    "number",
    type=click.IntRange(min=1),
    default=None,
    help="ファイルに評価書が複数あるとき、何番目か",
)
@click.option("--texts", is_flag=True, help="欄に印刷された言葉も、モデルに入れる")
@click.option("--form", "form_file", default="", help="読めた様式を書くファイル（.md .xlsx .json）")
def read(document: str, output: str, number: int | None, *, texts: bool, form_file: str) -> None:
    """公表された評価書（PDF、Excel、テキスト、HTML）を様式として読み、モデルにする。

    どの欄が読めたかを章ごとに示し、どの欄とも決められない言葉と、モデルに入れていないことを並べる。分からないことは書かない。
    """
    answer = read_document(document, document=number or 0)
    if output:
        answer.save(Path(output), texts=texts)
    if form_file:
        answer.form.save(form_file)
    show_text(answer.to_text())
    for written in filter(None, (output, form_file)):
        tell(f"{written} を書きました")
