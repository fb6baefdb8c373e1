"""click's own words in Japanese, whatever the language of the machine: who calls piaflow reads Japanese.

click looks its words up by gettext, in the one language that the whole process has and in catalogues of the system. We
give its modules our table instead, and what is not in it stays as click writes it.
"""

from __future__ import annotations

from collections.abc import Mapping

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

WORDS: Mapping[str, str] = {
    "(Did you mean one of: {possibilities}?)": "（もしかして: {possibilities}）",
    "Aborted!": "中断しました",
    "Argument {name!r} takes {nargs} values.": "引数 {name!r} は {nargs} つ要ります。",
    "Choose from:\n\t{choices}": "選べるもの:\n\t{choices}",
    "Commands": "コマンド",
    "Did you mean {possibility}?": "（もしかして: {possibility}）",
    "Error: {message}": "エラー: {message}",
    "Got unexpected extra argument ({args})": "余分な引数があります（{args}）",
    "Got unexpected extra arguments ({args})": "余分な引数があります（{args}）",
    "Invalid value for {param_hint}: {message}": "{param_hint} の値が違います: {message}",
    "Invalid value: {message}": "値が違います: {message}",
    "Missing argument": "引数がありません:",
    "Missing command.": "コマンドがありません。",
    "Missing option": "要るオプションがありません:",
    "No such command {name!r}.": "コマンド {name!r} はありません。",
    "No such option {name!r}.": "オプション {name!r} はありません。",
    "Option {name!r} does not take a value.": "オプション {name!r} は値を取りません。",
    "Option {name!r} requires an argument.": "オプション {name!r} には値が要ります。",
    "Option {name!r} requires {nargs} arguments.": "オプション {name!r} には値が {nargs} つ要ります。",
    "Options": "オプション",
    "Show the version and exit.": "版を示して終わる",
    "Show this message and exit.": "この説明を示して終わる",
    "Takes {nargs} values but 1 was given.": "値は {nargs} つ要ります（1つあります）。",
    "Takes {nargs} values but {len} were given.": "値は {nargs} つ要ります（{len} つあります）。",
    "Try '{command} {option}' for help.": "「{command} {option}」で説明が出ます。",
    "Usage:": "使い方:",
    "default: {default}": "なければ {default}",
    "required": "必須",
    "{value!r} does not match the format {format}.": "{value!r} は日付の形ではありません（例: 2026-03-31）。",
    "{value!r} is not a valid {number_type}.": "{value!r} は数ではありません。",
    "{value!r} is not one of {choices}.": "{value!r} は選べません。選べるもの: {choices}",
    "{value} is not in the range {range}.": "{value} は範囲の外です（{range}）。",
}
"""Each word of click that a call of piaflow can meet; a test asks that click still says it so."""

_SPEAKING = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)


def _translate(word: str) -> str:
    return WORDS.get(word, word)


def _translate_number(one: str, several: str, count: int) -> str:
    return _translate(one if count == 1 else several)


def speak_japanese() -> None:
    """Let click speak Japanese in this process."""
    for module in _SPEAKING:
        for name, told in (("_", _translate), ("ngettext", _translate_number)):
            if hasattr(module, name):
                setattr(module, name, told)
