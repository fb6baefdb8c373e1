"""`piaflow new`: the model that a new assessment begins with; in a terminal it asks for what a call leaves out."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from piaflow.app.starting import BODY_KINDS, FORMS, find_code_fault, tells_kind, write_starter
from piaflow.app.starting import new as start_model
from piaflow.cli.completing import TEMPLATES, complete_template
from piaflow.cli.output import STANDARD, put, tell

_NEEDED = ("template", "body", "output")


@click.command(epilog="例: piaflow new --template 住民基本台帳 --body みなと市長 -o juki.yaml")
@click.option(
    "--template",
    help=f"ひな型の名前（{'、'.join(TEMPLATES)}）",
    shell_complete=complete_template,
)
@click.option("--body", help="評価実施機関の名前")
@click.option("--form", type=click.Choice(FORMS), help=f"評価書の種類（書かなければ{FORMS[0]}）")
@click.option("--kind", type=click.Choice(BODY_KINDS), help="評価実施機関の種類（名から分かれば要らない）")
@click.option("--code", help="全国地方公共団体コード（検査数字までの6桁）")
@click.option("-o", "--output", help="書くファイル（もうあれば書かない。- なら標準出力）")
@click.pass_context
def new(ctx: click.Context, /, **told: str | None) -> None:
    """全国のシステムと規範の入った、書き始めのモデルを作る。端末では、書かなかったことを尋ねる。"""
    if any(told[name] is None for name in _NEEDED):
        _refuse_unless_asked(ctx)
        told = _ask_for_the_rest(told)
    if not (told["body"] or "").strip():
        raise click.BadParameter("評価実施機関の名前が空です", param_hint="--body")
    output = told.pop("output") or ""
    template, facts = told.pop("template") or "", {name: text for name, text in told.items() if text}
    if output == STANDARD:
        put(write_starter(template, **facts), "", "")
    else:
        start_model(template, output, **facts)
        tell(f"{output} を書きました")


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _refuse_unless_asked(ctx: click.Context) -> None:
    """Raise click.MissingParameter for the first option left out, where nobody sits at the other end."""
    if not _is_terminal():
        missing = next(p for p in ctx.command.params if p.name in _NEEDED and ctx.params[p.name] is None)
        raise click.MissingParameter(ctx=ctx, param=missing)


def _ask_for_the_rest(told: Mapping[str, str | None]) -> dict[str, str | None]:
    body = told["body"] or _ask("評価実施機関の名前（例: みなと市長）")
    kind = told["kind"] or ("" if tells_kind(body) else _choose("評価実施機関の種類", BODY_KINDS))
    code = _ask_code() if told["code"] is None else told["code"]
    template = told["template"] or _choose("事務", TEMPLATES)
    form = told["form"] or _choose("評価書の種類", FORMS, default="1")
    output = told["output"] or _ask("書くファイル", default=f"{template}.yaml")
    return {"template": template, "output": output, "body": body, "form": form, "kind": kind, "code": code}


def _ask(question: str, default: str | None = None) -> str:
    return str(click.prompt(question, default=default, err=True))


def _choose(question: str, choices: tuple[str, ...], default: str | None = None) -> str:
    """Ask for one of the choices, by its number or its name."""
    for number, choice in enumerate(choices, 1):
        tell(f"  {number:>2} {choice}", err=True)

    def read(typed: str) -> str:
        if typed in choices:
            return typed
        if typed.isdecimal() and 1 <= int(typed) <= len(choices):
            return choices[int(typed) - 1]
        raise click.UsageError(f"1から{len(choices)}の番号か、名前で答えてください")

    return str(click.prompt(question, default=default, value_proc=read, err=True))


def _ask_code() -> str:
    def read(typed: str) -> str:
        fault = find_code_fault(typed)
        if fault:
            raise click.UsageError(fault)
        return typed

    question = "全国地方公共団体コード（検査数字までの6桁。なければ Enter）"
    return str(click.prompt(question, default="", show_default=False, value_proc=read, err=True))
