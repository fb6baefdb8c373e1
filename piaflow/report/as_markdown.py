"""A Told as Markdown: nothing in a name becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

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


def to_markdown(*told: Told) -> str:
    """Return the answers below each other. A folded section without content is left out."""
    groups = (group for one in told for group in _answer(one))
    return "\n\n".join(map("\n".join, groups)) + "\n"


def _answer(told: Told) -> Iterator[Group]:
    marks = "#" * told.level
    if told.title:
        yield [f"{marks} {_phrase(told.title)}"]
    yield from _blocks(told.lead)
    for document in told.documents:
        yield [f"{marks}# {_phrase(document.heading)}"]
        yield from _blocks(document.lead)
        for section in document.sections:
            yield from _section(section, f"{marks}##")
    for section in told.sections:
        yield from _section(section, f"{marks}#")
    if told.close:
        yield [_phrase(told.close)]


def _section(section: Section, marks: str) -> Iterator[Group]:
    heading, inner = _phrase(section.heading), _blocks(section.blocks)
    if not section.folded:
        yield from ([f"{marks} {heading}"], *inner)
    elif content := [*inner]:
        yield from ([f"<details><summary>{heading}</summary>"], *content, ["</details>"])


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
