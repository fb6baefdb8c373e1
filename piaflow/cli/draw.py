"""`piaflow draw`: the pictures of one model, those of a folder of models, or the marked blocks of pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from piaflow.app.choices import ITEM, list_levels
from piaflow.app.drawing import (
    compare_folder,
    draw_folder,
    save_pictures,
    write_folder,
)
from piaflow.app.pictures import Wanted, find_pictures
from piaflow.cli.completing import complete_file, complete_item, complete_view
from piaflow.cli.exit_codes import FINDINGS
from piaflow.cli.output import tell
from piaflow.cli.own_rules import find_rules
from piaflow.errors import FormatError

LEVELS = list_levels()


@click.command(epilog="例: piaflow draw models/iizuka/juki.yaml --view annex1 -o annex1.svg")
@click.argument("models", nargs=-1, shell_complete=complete_file)
@click.option("--all", "folder", default="", help="このフォルダーのモデルの図をすべて描く")
@click.option("--into", is_flag=True, help="MODEL の代わりに書いた Markdown の頁の、目印の間を書き直す")
@click.option(
    "--view",
    default="",
    shell_complete=complete_view,
    help="図の種類（annex1, topology, trace, findings, impact。なければ annex1、.html ではすべて）",
)
@click.option("--diagram", default="", help="別添1に図が複数あるとき、描く図の名前")
@click.option(
    "--item",
    default="",
    shell_complete=complete_item,
    help=f"trace と impact でたどる項目（なければ{ITEM}）。topology は、この項目の行く所だけになる",
)
@click.option(
    "--gather/--all-flows",
    default=None,
    help="同じ両端の流れを1本の矢印にまとめるか、1つずつ描くか（.html は1つずつ、ほかはまとめる）",
)
@click.option("--around", default="", help="この名前の箱と、矢印でつながる箱だけを描く（.html のほか）")
@click.option(
    "--between",
    nargs=2,
    default=None,
    metavar="A B",
    help="この二つの箱の間の、いちばん短い道だけを描く（.html のほか）",
)
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default=LEVELS[0],
    show_default=True,
    help="topology の1つの箱が何を表すか",
)
@click.option("--before", default="", help="変更前のモデル（impact と .html。なければ変更ファイルの base）")
@click.option(
    "-o",
    "--output",
    default="",
    help="出力（.svg .png .dot .mmd .drawio .html、紙に刷る .pdf）。--all のときはフォルダー",
)
@click.option(
    "--paper",
    type=click.Choice(("A4", "A4-portrait", "A4-landscape", "A3", "A3-portrait", "A3-landscape")),
    default=None,
    help=".pdf の紙（なければA4、箱が多ければA3。縦横は文字が大きくなるほう）",
)
@click.option(
    "--check", "only_check", is_flag=True, help="書かずに、古い所がないかを確かめる（--all か --into と使う）"
)
@click.option("--allow-outside", is_flag=True, help="--into の頁が、頁のフォルダーの外に図を書いてもよい")
@click.pass_context
def draw(  # noqa: PLR0913 - click names them
    ctx: click.Context,
    /,
    *,
    models: tuple[str, ...],
    folder: str,
    into: bool,
    output: str,
    only_check: bool,
    allow_outside: bool,
    paper: str | None,
    **asked: Any,
) -> None:
    """図を描く。図が複数あるときは、出力の名前に番号を付けて全部描く。

    .html は、MODEL（いくつでも。フォルダーはその中のモデルと、モデルのない評価書）の図と表をすべて、
    探せてたどれる1つのページにする。
    """
    if into:
        _refuse(
            bool(folder or output) or not models,
            "--into のときは頁だけを書きます（--all と -o は付けられません）",
        )
        from piaflow.cli.into import draw_into  # noqa: PLC0415 - a picture needs no pages

        draw_into(models, ctx, only_check=only_check)
        return
    _refuse(allow_outside, "--allow-outside は --into とともに書きます")
    _refuse(bool(models) == bool(folder), "モデルか --all フォルダー の、どちらか一方を書いてください")
    _refuse(not output, "要るオプションがありません: '-o' / '--output'")
    if folder:
        _refuse(
            _is_page(output),
            "--all は図をフォルダーに書きます。1つの頁にするなら、フォルダーを MODEL に書いてください",
        )
        _draw_all(folder, output, only_check=only_check)
        return
    _refuse(only_check, "--check は --all フォルダー か --into 頁 とともに書きます")
    if _is_page(output):
        narrowed = (
            bool(asked.pop("around")),
            bool(asked.pop("between")),
            asked.pop("level") != LEVELS[0],
        )
        _refuse(any(narrowed), "--around と --between と --level は図に付けます（頁には付けられません）")
        from piaflow.cli.exploring import draw_explorer  # noqa: PLC0415 - a picture needs no pages

        draw_explorer(models, Path(output), **asked)
        return
    _refuse(
        asked["level"] != LEVELS[0] and asked["view"] != "topology",
        "--level は --view topology とともに書きます",
    )
    _refuse(
        bool(asked["before"]) and asked["view"] != "impact",
        "--before は --view impact か .html とともに書きます",
    )
    _refuse(len(models) != 1, "いくつものモデルを1つのファイルに描けるのは .html だけです")
    _draw_one(models[0], Path(output), Wanted(**asked, rules=find_rules(asked["view"])), paper or "")


def _is_page(output: str) -> bool:
    return Path(output).suffix.lower() == ".html"


def _refuse(wrong: bool, msg: str) -> None:  # noqa: FBT001 - the condition reads first
    if wrong:
        raise click.UsageError(msg)


def _draw_one(path: str, output: Path, wanted: Wanted, paper: str) -> None:
    from piaflow.app.formats import FORMATS  # noqa: PLC0415 - the drawing libraries are loaded only to draw

    fmt = output.suffix.removeprefix(".").lower()
    if fmt not in FORMATS:
        raise FormatError(fmt, FORMATS)
    pictures = find_pictures(path, wanted)
    for file in save_pictures(pictures, output, paper):
        tell(f"{file} を描きました")


def _draw_all(folder: str, output: str, *, only_check: bool) -> None:
    with click.progressbar(
        length=1, label="描いています", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:

        def tell_progress(pictures: int) -> None:
            bar.length = pictures
            bar.update(1)

        drawn = draw_folder(folder, output, drawn=tell_progress)
    if not only_check:
        tell(f"{write_folder(drawn, output)} 枚の図を {output} に描きました")
        return
    found = compare_folder(drawn, output)
    for word, names in (("ない図", found.missing), ("古い図", found.stale), ("モデルのない図", found.extra)):
        for name in names:
            tell(f"{word}: {Path(output) / name}")
    if not found.is_fresh:
        sys.exit(FINDINGS)
    tell(f"{found.count} 枚の図はすべて新しい図です")
