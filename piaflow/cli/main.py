"""`piaflow`: show, trace, check, compare and draw models from the command line.

Exit codes: 0 fine, 1 findings or stale diagrams, 2 wrong call, unreadable input or an error, 130 Ctrl-C,
129 and 143 where the terminal or the machine ends it, 141 where nobody reads the output.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from functools import partial
from typing import Any

import click

from piaflow.cli.exit_codes import INTERRUPTED
from piaflow.cli.japanese import speak_japanese
from piaflow.cli.words import ALLOW_CODE, DEBUG, refuse_empty

speak_japanese()  # before the options below are made: click puts words of its own into them
_FOR_ALL = (DEBUG, ALLOW_CODE)


class Promised(click.Command):
    """A command of which the list of commands tells, and whose module is loaded when it is called.

    What it tells is the first paragraph of the command's own help, so that neither the list nor the completion of
    names loads any.
    """

    def __init__(self, name: str, home: str, told: str) -> None:
        """Promise the command `name` of the module `home`."""
        super().__init__(name, help=told)
        self._home = home

    def load(self) -> click.Command:
        """Return the command itself."""
        command = getattr(importlib.import_module(f"piaflow.cli.{self._home}"), self.name or "")
        assert isinstance(command, click.Command)  # noqa: S101 - a test loads each of them
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of the command itself: from here on it is the one that is called."""
        return self.load().make_context(info_name, args, parent, **extra)


class _Door(click.Group):
    """The outermost door: what every command has in common, before it is called and when it ends."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what is meant for every command wherever it stands: --debug is added once a command has failed."""
        if not ctx.resilient_parsing:
            refuse_empty(args)
        return super().parse_args(ctx, sorted(args, key=lambda word: word not in _FOR_ALL))

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke the command; Ctrl-C ends it as a shell expects, also while its modules are loaded."""
        try:
            from piaflow.cli.ending import end_in_order  # noqa: PLC0415 - `--help` invokes nothing

            return end_in_order(partial(super().invoke, ctx), debug=ctx.params["debug"])
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


@click.group(
    cls=_Door,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="例: piaflow show models/iizuka/juki.yaml",
)
@click.option(DEBUG, is_flag=True, help="エラーのとき、どこで起きたかを示す")
@click.option(ALLOW_CODE, is_flag=True, help="作業中のプロジェクトのものでない設定の規則（コード）も動かす")
@click.version_option(package_name="piaflow")
@click.pass_context
def main(ctx: click.Context, /, *, debug: bool, allow_code: bool) -> None:  # noqa: ARG001 - the group reads it
    """特定個人情報保護評価書のモデルを見る・たどる・確かめる・描く。"""
    from piaflow.cli.own_rules import Call  # noqa: PLC0415 - `--help` invokes nothing

    ctx.obj = Call(_find_home(), allow_code)
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a narrow code page must not stop the answer


def _find_home() -> str:
    """Return the folder of the call, "" where it is gone: a page is told in its own folder later on."""
    try:
        return os.getcwd()  # noqa: PTH109 - a name, not a path to walk
    except OSError:
        return ""


COMMANDS = (
    Promised(
        "show",
        "ask",
        "システム、ファイル、流れ、変換、委託・提供・移転、契約を示す。モデルが複数なら、つながる所を並べて示す。",
    ),
    Promised("trace", "ask", "項目がどこへ届くか、どの流れで止まるかを示す。"),
    Promised(
        "check",
        "check",
        "評価書の食い違いを、両方の行を添えて示す。フォルダーはその中のモデルと、モデルのない評価書すべて。",
    ),
    Promised(
        "impact",
        "impact",
        "変更の前と後を比べて、変わる部分、識別子の行き先、指摘、書き換える欄と見直す欄、見立てを示す。",
    ),
    Promised(
        "review",
        "review",
        "2つの版のモデルの組を比べて、足された・なくなった・変わったモデル、書き換える欄と見直す欄、誰に聞くかを示す。",
    ),
    Promised(
        "form",
        "form",
        "モデルの知ることを様式の欄に入れて、章ごとの表にし、どの欄にも由来を付ける。.xlsx には別添1の図も入れる。",
    ),
    Promised(
        "todo",
        "todo",
        "様式が埋まるまでにすること（空欄、読めていない印、記載のない流れ、根拠行のない記載、書きかけ）を並べる。",
    ),
    Promised(
        "read", "read", "公表された評価書（PDF、Excel、テキスト、HTML）を様式として読み、モデルにする。"
    ),
    Promised(
        "serve",
        "serve",
        "フォルダーのモデルを、ブラウザーの画面で書く。様式の欄と表に入れると、別添1の図と指摘がその場で変わる。",
    ),
    Promised(
        "lsp",
        "lsp",
        "エディターが呼ぶ。書いているモデルの名とキーを補い、宣言へ飛び、欄の言葉と食い違いを示す。",
    ),
    Promised(
        "schema",
        "schema",
        "モデルのファイルの JSON Schema を示す。エディターの YAML の拡張が、キーを補い、形を確かめるのに使う。",
    ),
    Promised("draw", "draw", "図を描く。図が複数あるときは、出力の名前に番号を付けて全部描く。"),
    Promised(
        "new",
        "new",
        "全国のシステムと規範の入った、書き始めのモデルを作る。端末では、書かなかったことを尋ねる。",
    ),
    Promised(
        "tidy",
        "tidy",
        "モデルを短い書き方（rest、defaults、CSV）に書き直す。言うことは変えず、コメントは残す。",
    ),
    Promised(
        "corpus",
        "corpus",
        "多くの評価書を1つのコーパスにして、全部の機関にまとめてたずねる。",
    ),
    Promised("completion", "completing", "コマンド・項目・規則の名をシェルに補わせる台本を示す。"),
)
for _command in COMMANDS:
    main.add_command(_command)
