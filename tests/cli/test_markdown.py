"""Markdown of each command: what it tells in words it tells there too, under headings as deep as a page wants."""

from __future__ import annotations

import re

import pytest

from tests.cli.calling import KONBINI, MINATO, call, refused

TOLD = {
    "show": ("show", MINATO),
    "show-joined": ("show", MINATO, "models/takatsuki/yobosesshu.yaml"),
    "trace": ("trace", MINATO, "--item", "個人番号"),
    "trace-one": ("trace", MINATO, "--item", "個人番号", "--to", "中間サーバー"),
    "check": ("check", MINATO),
    "explain": ("check", "--explain", "main-items"),
    "impact": ("impact", KONBINI),
    "review": ("review", MINATO, KONBINI),
    "todo": ("todo", MINATO),
}


def headings(text: str) -> list[int]:
    outside = re.sub(r"^(```+).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [len(marks) for marks in re.findall(r"^(#+) ", outside, re.MULTILINE)]


@pytest.mark.parametrize("words", TOLD.values(), ids=TOLD)
def test_headings_begin_at_the_level_that_is_wanted(words: tuple[str, ...]) -> None:
    usual = headings(call(*words, "--format", "markdown").stdout)
    for level in (3, 6):
        told = headings(call(*words, "--format", "markdown", "--heading-level", str(level)).stdout)
        assert told == [min(level + depth - usual[0], 6) for depth in usual]


def test_the_form_has_headings_of_a_level_too() -> None:
    usual = headings(call("form", MINATO).stdout)
    assert headings(call("form", MINATO, "--heading-level", "4").stdout) == [d + 4 - usual[0] for d in usual]


def test_a_trace_tells_the_same_in_markdown() -> None:
    words, marked = (call(*TOLD["trace"], *more).stdout for more in ((), ("--format", "markdown")))
    for name in re.findall(r"^  (?:届く|届きうる)   (\S+)", words, re.MULTILINE):
        assert name in marked
    assert marked.startswith("# ")


@pytest.mark.parametrize(
    "words",
    [
        ("show", MINATO, "--heading-level", "2"),
        ("check", MINATO, "--format", "json", "--heading-level", "2"),
        ("form", MINATO, "-o", "x.json", "--heading-level", "2"),
    ],
)
def test_a_level_without_headings_is_refused(words: tuple[str, ...]) -> None:
    assert "--heading-level" in refused(*words)[-1]


@pytest.mark.parametrize("level", ["0", "7", "x"])
def test_a_level_that_is_none_is_refused(level: str) -> None:
    refused("todo", MINATO, "--format", "markdown", "--heading-level", level)
