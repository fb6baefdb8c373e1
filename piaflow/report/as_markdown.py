"""A Told as Markdown: nothing in a name becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from attrs import evolve

from piaflow.domain.names import name_some
from piaflow.domain.visible import reveal
from piaflow.report.checked import tell_sureness
from piaflow.report.told import (
    Block,
    Code,
    Drawn,
    Item,
    Items,
    Lines,
    Name,
    Notices,
    Phrase,
    Pictures,
    Piece,
    Section,
    Strong,
    Table,
    Told,
    join_lines,
)
from piaflow.rules.finding import Finding

_SPECIAL = re.compile(r"([\\`*_\[\]{}<>#|~!&@$])")
_TICKS = re.compile("`+")
Group = list[str]
"""Lines that belong together: between two groups there is an empty line."""


_DEEPEST = 6
"""Markdown has no heading below this one."""


def to_markdown(*told: Told, level: int | None = None) -> str:
    """Return the answers below each other. A folded section without content is left out.

    `level` is that of their titles in the page that they become a part of; None leaves it to the answers.
    """
    groups = (group for one in told for group in _answer(one if level is None else evolve(one, level=level)))
    return "\n\n".join(map("\n".join, groups)) + "\n"


def _answer(told: Told) -> Iterator[Group]:
    if told.title:
        yield [_head(told.title, told.level)]
    yield from _blocks(told.lead)
    for document in told.documents:
        yield [_head(document.heading, told.level + 1)]
        yield from _blocks(document.lead)
        for section in document.sections:
            yield from _section(section, told.level + 2)
    for section in told.sections:
        yield from _section(section, told.level + 1)
    if told.close:
        yield [_phrase(told.close)]


def _head(heading: Phrase, level: int) -> str:
    return f"{'#' * min(level, _DEEPEST)} {_phrase(heading)}"


def _section(section: Section, level: int) -> Iterator[Group]:
    inner = _blocks(section.blocks)
    if not section.folded:
        yield from ([_head(section.heading, level)], *inner)
    elif content := [*inner]:
        yield from ([f"<details><summary>{_phrase(section.heading)}</summary>"], *content, ["</details>"])


def _blocks(blocks: Iterable[Block]) -> Iterator[Group]:
    for block in blocks:
        match block:
            case Lines(texts):
                group = [*map(_phrase, texts)]
            case Items(items):
                group = [*_items(items)]
            case Table():
                group = [*_table(block)] if block.rows else []
            case Notices(found):
                group = [line for one in found for line in _notice(one.finding)]
            case Pictures():
                group = []
            case Drawn(mermaid=text):
                group = [fence(text, "mermaid")] if text else []
            case _:
                assert_never(block)
        if group:
            yield group


def _items(items: Iterable[Item], margin: str = "") -> Iterator[str]:
    for item in items:
        yield f"{margin}- {_phrase(item.said)}"
        yield from _items(item.below, f"{margin}  ")


def _notice(finding: Finding) -> Iterator[str]:
    weight = f"**{finding.severity.printed}**（{tell_sureness(finding)}）"
    yield f"- {weight} {_one_line(finding.message)} {_code(finding.key)}"
    for side in finding.evidence:
        spans = name_some((_code(str(span)) for span in side.spans), " ")
        yield f"  - {_one_line(side.said)} {spans}".rstrip()


def _table(table: Table) -> Iterator[str]:
    """The lines of a table; a cell of several lines keeps them."""
    yield _row(table.headings)
    yield _row(["---"] * len(table.columns))
    yield from (
        _row(["<br>".join(map(_one_line, reveal(text).splitlines())) for text in row]) for row in table.rows
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _phrase(phrase: Phrase) -> str:
    return "".join(map(_piece, phrase))


def _piece(piece: Piece) -> str:
    match piece:
        case Name(text):
            return _one_line(text)
        case Code(text):
            return _code(text)
        case Strong(text):
            return f"**{_one_line(text)}**"
        case _:
            return _escape(piece)


def _one_line(text: str) -> str:
    return _escape(join_lines(reveal(text)))


def _escape(text: str) -> str:
    """Backslashes keep every character that Markdown or HTML would take for markup."""
    return _SPECIAL.sub(r"\\\1", text).replace("\\<", "&lt;").replace("\\&", "&amp;")


def fence(text: str, language: str) -> str:
    """Return fenced code; the fence is longer than any run of backticks in it."""
    ticks = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def _code(text: str) -> str:
    """A code span is fenced by one backtick more than any run inside it; without a text there is none."""
    inner = join_lines(reveal(text))
    if not inner:
        return ""
    fence = "`" * (max(map(len, _TICKS.findall(inner)), default=0) + 1)
    gap = " " if len(fence) > 1 else ""
    return f"{fence}{gap}{inner}{gap}{fence}"
