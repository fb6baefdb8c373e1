"""What a shell completes, and the script that teaches it: `piaflow completion bash`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem, get_completion_class

from piaflow.app.choices import list_item_names, list_rule_names

_VARIABLE = "_PIAFLOW_COMPLETE"
SHELLS = ("bash", "zsh", "fish")
TEMPLATES = (
    "住民基本台帳",
    "予防接種",
    "住民税",
    "国民健康保険",
    "後期高齢者医療",
    "介護保険",
    "児童手当",
    "生活保護",
    "障害者福祉",
    "公営住宅",
    "申請管理",
    "その他の事務",
)
VIEWS = ("annex1", "topology", "trace", "findings", "impact")

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _from(names: Callable[[], Iterable[str]]) -> Complete:
    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in names() if name.startswith(begun)]

    return complete


complete_item = _from(list_item_names)
complete_view = _from(lambda: VIEWS)
complete_template = _from(lambda: TEMPLATES)
complete_rule = _from(list_rule_names)


def complete_file(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Leave it to the shell: the names of files and folders."""
    return [CompletionItem(begun, type="file")]


@click.command(epilog='例: eval "$(piaflow completion bash)"')
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """コマンド・項目・規則の名をシェルに補わせる台本を示す。"""
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - click knows each of the shells offered
    click.echo(found(ctx.find_root().command, {}, "piaflow", _VARIABLE).source())
