"""`piaflow form`: the official form filled from a model, printed as a PDF, or written into the officer's own workbook."""

from __future__ import annotations

from pathlib import Path

import click

from piaflow.app.file_forms import fill_form
from piaflow.app.forms import FormAnswer
from piaflow.cli.output import heading_level, put, read_output, show_text, tell


@click.command(epilog="例: piaflow form models/takatsuki/yobosesshu.yaml --into 様式4.xlsx -o 記入済み.xlsx")
@click.argument("model")
@click.option(
    "-o",
    "--output",
    default="",
    callback=read_output,
    help="書くファイル（.md .xlsx .json は欄と由来の表、.pdf は評価書の形。なければ標準出力に Markdown）",
)
@click.option(
    "--into",
    default="",
    help="手元の様式のブック（.xlsx）。見出しを探して欄に書き、ほかは変えない（-o か --in-place と使う）",
)
@click.option("--in-place", is_flag=True, help="--into のブックそのものに書く")
@heading_level
def form(model: str, output: str, into: str, level: int | None, *, in_place: bool) -> None:
    """モデルの知ることを様式の欄に入れて、章ごとの表にし、どの欄にも由来を付ける。.xlsx には別添1の図も入れる。

    -o 評価書.pdf は、様式の見た目で評価書の全体を印刷する。--into は、手元の様式のブックに書く: 行の足りない繰返しは写して足し、
    書けなかったことを並べる。
    """
    if in_place and not into:
        raise click.UsageError("--in-place は --into とともに書きます")
    if into and bool(output) == in_place:
        raise click.UsageError("--into は、-o ブック.xlsx か --in-place の、どちらか一方とともに書きます")
    is_markdown = not into and Path(output).suffix.lower() in ("", ".md")
    if level is not None and not is_markdown:
        raise click.UsageError("--heading-level は Markdown とともに書きます")
    answer = fill_form(model)
    if into:
        _write_into(answer, into, output)
    elif level is not None and output:
        put(answer.to_markdown(level=level), output, answer.title)
    elif output:
        answer.save(output)
        tell(f"{output} を書きました")
        tell(answer.title)
    else:
        put(answer.to_markdown(level=level), "", "")


def _write_into(answer: FormAnswer, workbook: str, output: str) -> None:
    filled = answer.into(workbook)
    if output:
        filled.save(output)
    else:
        filled.save_in_place()
    show_text(filled.to_text())
    tell(f"{output or workbook} を書きました")
