"""`piaflow`: show, trace, check, compare and draw models from the command line.

Exit codes: 0 fine, 1 findings or stale diagrams, 2 wrong call or unreadable input.
"""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from piaflow.app.answers import Picture
from piaflow.app.drawing import compare_folder, draw_folder, load_all, save_pictures, write_folder
from piaflow.app.findings import check as check_models
from piaflow.app.model import load, trace
from piaflow.app.project import load_project
from piaflow.cli.check import check
from piaflow.cli.exit_codes import FINDINGS, WRONG
from piaflow.cli.form import form
from piaflow.cli.impact import impact
from piaflow.domain.items import NUMBER
from piaflow.errors import FileAccessError, FormatError, PiaflowError, UnknownNameError, find_nearest
from piaflow.report.as_json import joined_to_dict, to_json
from piaflow.report.joined_text import joined_text
from piaflow.store.load import load_base, parse
from piaflow.store.save import write
from piaflow.store.templates import make_starter

_FORMATS = ("text", "json")


class _Door(click.Group):
    """Turns every error that piaflow raises on purpose into lines on stderr and exit code 2."""

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


_format = click.option("--format", "fmt", type=click.Choice(_FORMATS), default="text", help="出力の形式")


@click.group(
    cls=_Door,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_example("piaflow show models/iizuka/juki.yaml"),
)
@click.option("--debug", is_flag=True, help="エラーのとき、どこで起きたかを示す")
@click.version_option(package_name="piaflow")
def main(debug: bool) -> None:  # noqa: FBT001, ARG001 - click passes flags by keyword; the group reads it
    """特定個人情報保護評価書のモデルを見る・たどる・確かめる・描く。"""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a narrow code page must not stop the answer


@main.command(epilog=_example("piaflow show models/takatsuki/yobosesshu.yaml --format json"))
@click.argument("models", nargs=-1, required=True)
@_format
def show(models: tuple[str, ...], fmt: str) -> None:
    """システム、ファイル、流れ、変換、委託・提供・移転、契約を示す。モデルが複数なら、つながる所を並べて示す。"""
    loaded = load_all([Path(m) for m in models])
    if len(loaded) == 1:
        click.echo(to_json(loaded[0].to_dict()) if fmt == "json" else loaded[0].to_text(), nl=False)
    else:
        several = joined_to_dict(loaded, [m.to_dict() for m in loaded])
        click.echo(to_json(several) if fmt == "json" else joined_text(loaded), nl=False)


@main.command(
    "trace", epilog=_example("piaflow trace models/iizuka/juki.yaml --item 個人番号 --to 都道府県サーバー")
)
@click.argument("models", nargs=-1, required=True)
@click.option("--item", required=True, help="たどる項目（個人番号、符号、4情報 など）")
@click.option("--from", "start", multiple=True, help="ここから始める（なければ、項目が入る所から）")
@click.option("--to", default="", help="この名前の答えだけを、流れごとに示す")
@_format
def trace_(models: tuple[str, ...], item: str, start: tuple[str, ...], to: str, fmt: str) -> None:
    """項目がどこへ届くか、どの流れで止まるかを示す。"""
    answer = trace(load_all([Path(m) for m in models]), item, start=start)
    if fmt == "text":
        click.echo(answer.to_text(to), nl=False)
        return
    told = answer.to_dict()
    if to:
        name = answer.node(to).name
        told["nodes"] = [node for node in told["nodes"] if node["name"] == name]
    click.echo(to_json(told), nl=False)


main.add_command(check)
main.add_command(impact)
main.add_command(form)


@main.command(epilog=_example("piaflow draw models/iizuka/juki.yaml --view annex1 -o annex1.svg"))
@click.argument("models", nargs=-1)
@click.option("--all", "folder", default="", help="このフォルダーのモデルの図をすべて描く")
@click.option(
    "--view",
    default="",
    help="図の種類（annex1, topology, trace, findings, impact。なければ annex1、.html ではすべて）",
)
@click.option("--diagram", default="", help="別添1に図が複数あるとき、描く図の名前")
@click.option("--item", default=NUMBER, show_default=True, help="trace と impact でたどる項目")
@click.option("--gather", is_flag=True, help="同じ両端の流れを、番号を並べた1本の矢印にまとめる")
@click.option("--before", default="", help="変更前のモデル（impact と .html。なければ変更ファイルの base）")
@click.option(
    "-o",
    "--output",
    required=True,
    help="出力（.svg .png .dot .mmd .drawio .html、A4の頁に分ける .pdf）。--all のときはフォルダー",
)
@click.option(
    "--check", "only_check", is_flag=True, help="書かずに、古い図がないかを確かめる（--all と使う）"
)
def draw(
    models: tuple[str, ...], folder: str, output: str, *, only_check: bool, gather: bool, **asked: str
) -> None:
    """図を描く。図が複数あるときは、出力の名前に番号を付けて全部描く。

    .html は、MODEL（いくつでも）の図と表をすべて、探せてたどれる1つのページにする。
    """
    if bool(models) == bool(folder):
        msg = "give either MODEL or --all FOLDER"
        raise click.UsageError(msg)
    if only_check and not folder:
        msg = "--check needs --all FOLDER"
        raise click.UsageError(msg)
    if folder:
        _draw_all(folder, output, only_check=only_check)
    elif Path(output).suffix.lower() == ".html":
        _draw_explorer(models, Path(output), asked, gather=gather)
    elif len(models) > 1:
        msg = "several MODELs are drawn in one file only as .html"
        raise click.UsageError(msg)
    else:
        _draw_one(models[0], Path(output), {**asked, "view": asked["view"] or "annex1"}, gather=gather)


@main.command(epilog=_example("piaflow new --template 住民基本台帳 --body みなと市長 -o juki.yaml"))
@click.option("--template", required=True, help="ひな型の名前（住民基本台帳、予防接種、住民税）")
@click.option("--body", required=True, help="評価実施機関の名前")
@click.option("-o", "--output", required=True, help="書くファイル（もうあれば書かない）")
def new(template: str, body: str, output: str) -> None:
    """全国のシステムと規範の入った、書き始めのモデルを作る。"""
    text = make_starter(template, body)
    parse(text, output)
    if Path(output).exists():
        raise FileAccessError(output, "もうあります（上書きしません）")
    write(output, text.encode())
    click.echo(f"{output} を書きました")


def _draw_explorer(paths: tuple[str, ...], output: Path, asked: Mapping[str, str], *, gather: bool) -> None:
    from piaflow.cli.exploring import draw_explorer  # noqa: PLC0415 - the drawing libraries are loaded only to draw

    draw_explorer(paths, output, asked, gather=gather)


def _draw_one(path: str, output: Path, asked: Mapping[str, str], *, gather: bool) -> None:
    from piaflow.render.draw import FORMATS  # noqa: PLC0415 - the drawing libraries are loaded only to draw

    fmt = output.suffix.removeprefix(".").lower()
    if fmt not in FORMATS:
        raise FormatError(fmt or str(output), FORMATS)
    pictures = _find_pictures(path, asked)
    if gather:
        pictures = {name: picture.gathered() for name, picture in pictures.items()}
    for file in save_pictures(pictures, output):
        click.echo(f"{file} を描きました")


def _find_pictures(path: str, asked: Mapping[str, str]) -> dict[str, Picture]:
    model, view, name = load(path), asked["view"], asked["diagram"]
    earlier = (load(asked["before"]) if asked["before"] else load_base(path)) if view == "impact" else None
    found = check_models([model], rules=load_project().rules) if view == "findings" else None
    pictures = model.pictures(view, item=asked["item"], before=earlier, findings=found)
    if not pictures:
        raise FileAccessError(path, f"{view} に描く図がありません（--view topology なら描けます）")
    if name and name not in pictures:
        raise UnknownNameError(f"{view} の図", name, find_nearest(name, pictures) or "、".join(pictures))
    return {name: pictures[name]} if name else pictures


def _draw_all(folder: str, output: str, *, only_check: bool) -> None:
    drawn = draw_folder(folder)
    if not only_check:
        write_folder(drawn, output)
        click.echo(f"{len(drawn)} 枚の図を {output} に描きました")
        return
    found = compare_folder(drawn, output)
    for word, names in (("ない図", found.missing), ("古い図", found.stale), ("モデルのない図", found.extra)):
        for name in names:
            click.echo(f"{word}: {Path(output) / name}")
    if not found.is_fresh:
        sys.exit(FINDINGS)
    click.echo(f"{len(drawn)} 枚の図はすべて新しい図です")
