"""`piaflow corpus`: many assessments at once, built once and asked as often as one likes."""

from __future__ import annotations

from datetime import datetime

import click

from piaflow.app.corpora import DUCKDB, CorpusAnswer, build_corpus, open_corpus
from piaflow.cli.output import STANDARD, put, read_output, show_text, tell

_USUAL = "corpus"
_NAMED = 20
"""Files that cannot be read and are named one by one."""

_corpus = click.option(
    "--corpus", "folder", default=_USUAL, show_default=True, help="build が書いたコーパスのフォルダー"
)
_engine = click.option(
    "--engine",
    default=DUCKDB,
    show_default=True,
    help="表にたずねるエンジン: duckdb か、Spark の master（spark://host:7077、local[2] など）",
)
_format = click.option(
    "--format", "fmt", type=click.Choice(("text", "json")), default="text", help="出力の形式"
)
_output = click.option(
    "-o",
    "--output",
    default="",
    callback=read_output,
    help="書き出すファイル（.parquet、.csv は表、.json、.md は答え全部）",
)


@click.command(cls=click.Group, epilog="例: piaflow corpus build 評価書 -o corpus")
def corpus() -> None:
    """多くの評価書を1つのコーパスにして、全部の機関にまとめてたずねる。"""


@corpus.command(epilog="例: piaflow corpus build models -o corpus")
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("-o", "--output", default=_USUAL, show_default=True, help="コーパスを書くフォルダー")
def build(folders: tuple[str, ...], output: str) -> None:
    """フォルダーのモデルと評価書をすべて読み、コーパスにする。

    前から変わらないものは読み直さない。途中で止めても、次は続きから始める。読めないファイルは並べて示し、残りを続ける。
    """
    if output == STANDARD:
        raise click.UsageError("コーパスはフォルダーなので、標準出力には書けません")
    built = build_corpus(folders, output, told=lambda line: tell(line, err=True))
    for one in built.broken[:_NAMED]:
        tell(f"{one.file}: {one.what}", err=True)
    if len(built.broken) > _NAMED:
        tell(f"ほか {len(built.broken) - _NAMED:,} 件（{output}/manifest.json）", err=True)
    tell(
        f"{built.documents:,} 件の評価書を {output} に入れました"
        f"（読んだもの {built.read:,}、前のまま {built.kept:,}、入れなかったもの {len(built.broken):,}）"
    )


@corpus.command(epilog="例: piaflow corpus trace --item 個人番号 --from 中間サーバー")
@_corpus
@click.option("--item", required=True, help="たどる項目（個人番号、符号、4情報 など）")
@click.option("--from", "start", multiple=True, help="ここから始める（なければ、項目が入る所から）")
@click.option("--to", default="", help="この名前の答えだけを、道筋と止まる流れで示す")
@_format
@_output
def trace(folder: str, item: str, start: tuple[str, ...], to: str, fmt: str, output: str) -> None:  # noqa: PLR0913, PLR0917 - as click passes them
    """項目がどの機関に届くかを、確かなものから示す。意味は `piaflow trace` と同じ。"""
    _give(open_corpus(folder).trace(item, start=start, to=to), fmt, output)


@corpus.command(epilog="例: piaflow corpus find contractors -o 委託先.csv")
@click.argument("question")
@_corpus
@click.option("--with", "words", default="", help="この言葉を含む行だけ")
@click.option(
    "--on", "day", type=click.DateTime(("%Y-%m-%d",)), default=None, help="根拠の効力を見る日（なければ今日）"
)
@_engine
@_format
@_output
def find(  # noqa: PLR0913, PLR0917 - as click passes them
    folder: str, question: str, words: str, day: datetime | None, engine: str, fmt: str, output: str
) -> None:
    """表にたずねる。QUESTION は問いか表の名。

    問い: contractors（委託先）、recipients（提供先・移転先）、means（手段）、items（項目）、systems（システム）、
    vendors（ほかの者のシステム）、bases（効力のない根拠）、contradictions（指摘）、candidates（1つかもしれない主体）。

    表: documents、nodes、flows、citations、entries、fields、findings。
    """
    on = day.date() if day else None
    _give(open_corpus(folder, engine=engine).find(question, words=words, on=on), fmt, output)


@corpus.command(epilog="例: piaflow corpus impact --system 中間サーバー")
@_corpus
@click.option("--system", default="", help="変わるシステム（別名でもよい）")
@click.option("--norm", default="", help="変わる法令の所（番号法第19条第8号 など）")
@click.option(
    "--item", default="個人番号", show_default=True, help="システムにあるとして、そこからたどる項目"
)
@_engine
@_format
@_output
def impact(folder: str, system: str, norm: str, item: str, engine: str, fmt: str, output: str) -> None:  # noqa: PLR0913, PLR0917 - as click passes them
    """システムか法令が変わると、どの機関にかかわるかを示す。"""
    if bool(system) is bool(norm):
        raise click.UsageError("--system か --norm のどちらか1つを指定してください")
    _give(open_corpus(folder, engine=engine).impact(system=system, norm=norm, item=item), fmt, output)


@corpus.command(epilog="例: piaflow corpus page --corpus corpus -o 全国")
@_corpus
@click.option("-o", "--output", required=True, help="頁を書くフォルダー（index.html と pieces/）")
@click.option(
    "--on", "day", type=click.DateTime(("%Y-%m-%d",)), default=None, help="根拠の効力を見る日（なければ今日）"
)
@_engine
def page(folder: str, output: str, day: datetime | None, engine: str) -> None:
    """全国の頁を書く: 層の間の流れ、都道府県、探すこと、表、1つの機関とほかの者の間。

    開くのは index.html で、ファイルからでもサーバーからでもよく、外には何もつながない。求められた所だけを読み込む。
    """
    files = open_corpus(folder, engine=engine).save_page(output, on=day.date() if day else None)
    tell(f"全国の頁を {output} に書きました（{files:,} のファイル。開くのは index.html）")


def _give(answer: CorpusAnswer, fmt: str, output: str) -> None:
    if output:
        answer.save(output)
        tell(f"{answer.title} を {output} に書きました")
    elif fmt == "json":
        put(answer.to_json(), "", "")
    else:
        show_text(answer.to_text())
