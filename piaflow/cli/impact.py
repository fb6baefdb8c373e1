"""`piaflow impact`: what changes in the assessment from one state of a model to the next.

It ends with 0 whatever it finds: that something changes is what it is asked for, and no mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click
from attrs import frozen

from piaflow.app.choices import ITEM
from piaflow.app.documents import ReadDocument
from piaflow.app.drawing import save_pictures
from piaflow.app.impacts import ImpactAnswer
from piaflow.app.impacts import impact as compare
from piaflow.app.loading import load, read_all
from piaflow.app.model import Model
from piaflow.app.project import Rules
from piaflow.app.revisions import Comparisons, find_revised
from piaflow.cli.output import give, heading_level, read_output, tell, tell_as
from piaflow.cli.own_rules import load_own_project
from piaflow.errors import FormatError

_PAIR = 2
_FORMATS: Mapping[str, Callable[[Comparisons], str]] = {
    "text": Comparisons.to_text,
    "json": Comparisons.to_json,
    "markdown": Comparisons.to_markdown,
}
_BY_SUFFIX = {"": "text", "txt": "text", "json": "json", "md": "markdown"}
_WORKBOOK = "xlsx"


@frozen
class _Asked:
    """What one call asks for, as click passes it."""

    models: tuple[str, ...]
    change: str
    revision: str
    fmt: str | None
    output: str
    item: str
    level: int | None

    @property
    def suffix(self) -> str:
        return Path(self.output).suffix.removeprefix(".").lower()


@click.command(epilog="例: piaflow impact models/takatsuki/changes/yobosesshu-konbini-kofu.yaml")
@click.argument("models", nargs=-1, required=True)
@click.option("--with", "change", default="", help="MODEL にこの変更ファイルを当てた後と比べる")
@click.option(
    "--git",
    "revision",
    default="",
    help="MODEL... のそれぞれを、git のこの版での中身と比べる。足された・なくなったものも言う",
)
@click.option(
    "--format", "fmt", type=click.Choice([*_FORMATS]), default=None, help="出力の形式（なければ text）"
)
@click.option("--item", default=ITEM, show_default=True, help="図で、新しく届く所を示す項目")
@click.option(
    "-o",
    "--output",
    default="",
    callback=read_output,
    help="書くファイル（.txt .json .md、変更箇所の表 .xlsx、図 .svg .png .pdf .dot .mmd .drawio .html）",
)
@heading_level
def impact(**asked: object) -> None:
    """変更の前と後を比べて、変わる部分、識別子の行き先、指摘、書き換える欄と見直す欄、見立てを示す。

    MODEL が2つなら前と後、変更ファイル1つならその base との間を比べる。
    """
    call = _Asked(**asked)  # type: ignore[arg-type] # click has checked the types
    write_out = _choose(call)
    write_out(_answer(call, load_own_project().rules), call)


def _choose(call: _Asked) -> Callable[[Comparisons, _Asked], None]:
    """Say what is wrong with the wanted output before anything is compared."""
    if call.suffix in _BY_SUFFIX:
        return _write_text
    from piaflow.app.formats import FORMATS  # noqa: PLC0415 - the drawing libraries are loaded only to draw

    if call.suffix not in (_WORKBOOK, *FORMATS):
        if call.fmt is None:
            raise FormatError(call.suffix, (*filter(None, _BY_SUFFIX), _WORKBOOK, *FORMATS))
        return _write_text
    if call.fmt is not None:
        msg = f"--format {call.fmt} と .{call.suffix} のファイルは、形式が2つになります"
        raise click.UsageError(msg)
    return _write_workbook if call.suffix == _WORKBOOK else _write_pictures


def _answer(call: _Asked, rules: Rules) -> Comparisons:
    if call.revision:
        _refuse(bool(call.change), "--git 版 か --with 変更ファイル の、どちらか一方を書いてください")
        return Comparisons(tuple(find_revised(call.models, call.revision, rules=rules)))
    return Comparisons((compare(*_find_pair(call), rules=rules),))


def _find_pair(call: _Asked) -> tuple[Model | ReadDocument, Model | ReadDocument]:
    if call.change:
        _refuse(len(call.models) != 1, "--with 変更ファイル のときは、モデルを1つだけ書きます")
        before = load(call.models[0])
        return before, before.with_change(call.change)
    _refuse(len(call.models) > _PAIR, "BEFORE と AFTER の2つか、変更ファイル1つを書いてください")
    files = read_all(call.models)
    base = files[0].asked if len(files) == _PAIR else files[0].base
    if base is None:
        msg = (
            f"{call.models[0]} は変更ファイルではありません。"
            "BEFORE と AFTER の2つか、--with 変更ファイル か、--git 版 を書いてください"
        )
        raise click.UsageError(msg)
    return base, files[-1].asked


def _refuse(wrong: bool, msg: str) -> None:  # noqa: FBT001 - the condition reads first
    if wrong:
        raise click.UsageError(msg)


def _write_text(answer: Comparisons, call: _Asked) -> None:
    fmt = call.fmt or _BY_SUFFIX[call.suffix]
    give(fmt, tell_as(_FORMATS, fmt, answer, call.level), call.output, f"{len(answer)} 件の影響")


def _find_only(answer: Comparisons, call: _Asked) -> ImpactAnswer:
    only = answer.find_only()
    if only is None:
        msg = f".{call.suffix} には、比べられるモデル1つだけが入ります"
        raise click.UsageError(msg)
    return only


def _write_workbook(answer: Comparisons, call: _Asked) -> None:
    _find_only(answer, call).save(call.output)
    tell(f"変更箇所を {call.output} に書きました")


def _write_pictures(answer: Comparisons, call: _Asked) -> None:
    pictures = _find_only(answer, call).pictures(item=call.item)
    for file in save_pictures(pictures, Path(call.output)):
        tell(f"{file} を描きました")
