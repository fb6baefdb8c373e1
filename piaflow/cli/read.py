"""`piaflow read`: a published 評価書 as a model, and the page on which a person decides what stays open."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from piaflow.app.documents import ReadDocument
from piaflow.app.documents import read as read_document
from piaflow.app.doorway import put, remember_path
from piaflow.app.updating import UpdateAnswer, update_file
from piaflow.cli.exit_codes import FINDINGS
from piaflow.cli.output import STANDARD, show_text, tell
from piaflow.cli.output import put as put_text
from piaflow.errors import FileAccessError


@click.command(epilog="例: piaflow read 評価書.pdf -o juki.yaml --report read.html")
@click.argument("document")
@click.option(
    "-o",
    "--output",
    default="",
    help="書くモデルのファイル（もうあれば書かない。- なら標準出力。なければ読めたことだけを示す）",
)
@click.option(
    "--document",
    "number",
    type=click.IntRange(min=1),
    default=None,
    help="ファイルに評価書が複数あるとき、何番目か",
)
@click.option("--texts", is_flag=True, help="欄に印刷された言葉も、モデルに入れる")
@click.option("--report", default="", help="紙面の隣に欄を並べ、決まっていない欄を決めるページ（.html）")
@click.option(
    "--decisions",
    default=None,
    help="人が決めたことのファイル（なければ、文書の隣に 評価書.decisions.yaml があれば使う）",
)
@click.option(
    "--into",
    default="",
    help="新しい版の文書を、このモデルに入れる（人が足したものは残す。書けないものは違いとして並べる）",
)
@click.option(
    "--before",
    default="",
    help="--into で、モデルのもとになった前の版の文書（なければ、モデルが挙げる文書を探す）",
)
@click.option(
    "--check", "only_check", is_flag=True, help="--into で、何も書かず、書き換えることがあれば 1 で終わる"
)
@click.option("--form", "form_file", default="", help="読めた様式を書くファイル（.md .xlsx .json .pdf）")
def read(  # noqa: PLR0913 - click names them
    *,
    document: str,
    output: str,
    number: int | None,
    texts: bool,
    report: str,
    decisions: str | None,
    into: str,
    before: str,
    only_check: bool,
    form_file: str,
) -> None:
    """公表された評価書（PDF、Excel、テキスト、HTML）を様式として読み、モデルにする。

    どの欄が読めたかを章ごとに示し、どの欄とも決められない言葉と、モデルに入れていないことを並べる。分からないことは書かない。
    """
    _refuse_apart(into, alone=output or texts, together=before or only_check)
    to_standard = output == STANDARD
    written = [file for file in ("" if to_standard else output, form_file, report) if file]
    _refuse_unwritable(written)
    _refuse_report(report)
    for named in filter(None, (decisions, into, before)):
        remember_path(named)
    answer = read_document(document, document=number or 0, decisions=decisions, told=_tell_progress)
    if to_standard:
        put_text(answer.to_yaml(texts=texts), "", "")
    elif output:
        answer.save(Path(output), texts=texts)
    update = update_file(answer, Path(into), before=before, told=_tell_progress) if into else None
    if form_file:
        answer.form.save(form_file)
    if report:
        put(report, _write_report(answer))
    if update:
        _write_update(update, only_check=only_check)
    else:
        show_text(answer.to_text(), err=to_standard)
    for file in written:
        tell(f"{file} を書きました", err=to_standard)
    left = len(answer.assessment.texts)
    if output and left and not texts:
        tell(
            f"{output} には事実だけを入れ、{left} 欄の文は入れていません（様式に刷るときは --texts を付けて読みます）",
            err=to_standard,
        )


def _refuse_apart(into: str, *, alone: object, together: object) -> None:
    if into and alone:
        raise click.UsageError("--into に -o と --texts は付けられません")
    if together and not into:
        raise click.UsageError("--before と --check は --into とともに書きます")


def _refuse_unwritable(files: Sequence[str]) -> None:
    """Refuse to put two things into one file, or one where no folder is, before any is made."""
    places: set[str] = set()
    for file in files:
        if not Path(file).absolute().parent.is_dir():
            raise FileAccessError(file, "書けません（フォルダーがありません）")
        if os.path.realpath(file) in places:
            raise FileAccessError(file, "-o、--form、--report のうち2つが、このファイルを書くことになります")
        places.add(os.path.realpath(file))


def _refuse_report(report: str) -> None:
    """Refuse another file than a page: a model or a note of that name would be lost."""
    if report and Path(report).suffix.lower() not in (".html", ".htm"):
        raise FileAccessError(report, "--report には .html のファイルを書きます")


def _write_update(update: UpdateAnswer, *, only_check: bool) -> None:
    """Write into a model what a newer document says otherwise, or only tell it; ends the command where that is to be done."""
    if not only_check:
        update.save()
    show_text(update.to_text(is_written=not only_check))
    if only_check and update.written:
        sys.exit(FINDINGS)


def _tell_progress(what: str) -> None:
    """Say what is done now to who waits at a terminal."""
    if sys.stderr.isatty():
        tell(f"{what} …", err=True)


def _write_report(answer: ReadDocument) -> str:
    pages = len(answer.source.take(answer.part).pages)
    with click.progressbar(
        length=pages, label="紙面を描いています", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        return answer.to_html(drawn=lambda: bar.update(1))
