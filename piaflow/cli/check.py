"""`piaflow check`: what the rules find in models, in every format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime

import click
from attrs import frozen

from piaflow.app.explaining import Explained, explain
from piaflow.app.file_findings import check_files
from piaflow.app.findings import SEVERITIES, FindingsAnswer
from piaflow.cli.completing import complete_file, complete_rule
from piaflow.cli.exit_codes import FINDINGS
from piaflow.cli.output import give, heading_level, put, read_output, tell_as
from piaflow.cli.own_rules import load_own_project

_FORMATS: Mapping[str, Callable[[FindingsAnswer], str]] = {
    "text": FindingsAnswer.to_text,
    "json": FindingsAnswer.to_json,
    "json-report": FindingsAnswer.to_json_report,
    "markdown": FindingsAnswer.to_markdown,
    "sarif": FindingsAnswer.to_sarif,
    "github": FindingsAnswer.to_github,
}
_RULE_FORMATS: Mapping[str, Callable[[Explained], str]] = {
    "text": Explained.to_text,
    "markdown": Explained.to_markdown,
}


@frozen
class _Asked:
    """What one call asks for, as click passes it."""

    models: tuple[str, ...]
    fmt: str
    output: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    baseline: str
    document: str
    norms: bool
    fail_on: str
    explain: str
    today: datetime | None
    level: int | None


@click.command(epilog="例: piaflow check models/iizuka/juki.yaml")
@click.argument("models", nargs=-1, shell_complete=complete_file)
@click.option("--format", "fmt", type=click.Choice([*_FORMATS]), default="text", help="出力の形式")
@click.option(
    "-o", "--output", default="", callback=read_output, help="出力を書くファイル（なければ標準出力）"
)
@click.option(
    "--select", multiple=True, shell_complete=complete_rule, help="この規則だけを確かめる（何度でも）"
)
@click.option(
    "--ignore", multiple=True, shell_complete=complete_rule, help="この規則は確かめない（何度でも）"
)
@click.option("--baseline", default="", help="前の --format json の出力。そこにない指摘だけを示す")
@click.option(
    "--document", default="", help="モデルの文書のフォルダー。文書があれば、規則は印字された欄とその行を見る"
)
@click.option("--norms", is_flag=True, help="文書より後の規範による指摘も示す")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default=SEVERITIES[0],
    show_default=True,
    help="この重さ以上の指摘があれば終了コード1（error 誤り、warning 注意、note 参考）",
)
@click.option(
    "--explain",
    default="",
    shell_complete=complete_rule,
    help="この規則の説明を示す（all ですべて）。モデルは要らない",
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="承知の期限を見る日（なければ今日）"
)
@heading_level
def check(**asked: object) -> None:
    """評価書の食い違いを、両方の行を添えて示す。フォルダーはその中のモデルと、モデルのない評価書すべて。"""
    call = _Asked(**asked)  # type: ignore[arg-type] # click has checked the types
    if bool(call.models) == bool(call.explain):
        msg = "モデル（か文書）か --explain 規則名 の、どちらか一方を書いてください"
        raise click.UsageError(msg)
    if call.explain:
        _explain(call)
    else:
        _check(call)


def _explain(call: _Asked) -> None:
    if call.fmt not in _RULE_FORMATS:
        msg = f"--explain の形式は {' か '.join(_RULE_FORMATS)} です"
        raise click.UsageError(msg)
    answer = explain(load_own_project(), call.explain)
    put(tell_as(_RULE_FORMATS, call.fmt, answer, call.level), call.output, f"{len(answer)} の規則")


def _check(call: _Asked) -> None:
    project = load_own_project(select=call.select, ignore=call.ignore)
    today = call.today.date() if call.today else None
    answer = check_files(
        call.models,
        project,
        today=today,
        baseline=call.baseline,
        documents=call.document,
        norms=call.norms,
    )
    give(call.fmt, tell_as(_FORMATS, call.fmt, answer, call.level), call.output, answer.summary)
    if answer.fails_on(call.fail_on):
        sys.exit(FINDINGS)
