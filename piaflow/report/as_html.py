"""A Told as HTML for notebooks: nothing in a name becomes markup."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from typing import assert_never

from piaflow.domain.visible import reveal
from piaflow.report.checked import PlacedFinding
from piaflow.report.told import (
    Block,
    Drawn,
    Item,
    Items,
    Lines,
    Notices,
    Phrase,
    Pictures,
    Section,
    Strong,
    Table,
    Told,
    to_plain,
)

_SHORT = 8  # letters that stay on one line
_LONG = 24  # letters that need more room than a name, lest a column of them become a strip
_PAGE = "font-family:sans-serif;line-height:1.6;max-width:75em;margin:1em auto;padding:0 1em"
_RULED = "border:1px solid #bfbfbf;padding:.2em .5em"
_NOTICE = ("重さ", "指摘", "根拠行", "規則")


def to_page(told: Told) -> str:
    """Return the answer as a page of its own."""
    title = escape(reveal(to_plain(told.title)))
    head = f'<meta charset="utf-8"><title>{title}</title><style>body{{{_PAGE}}}td,th{{{_RULED}}}</style>'
    return f'<!doctype html>\n<html lang="ja"><head>{head}</head><body>{to_html(told)}</body></html>\n'


def to_html(told: Told) -> str:
    """Return the answer. A folded section opens by its heading; without content it is left out."""
    title, close = (f"<p>{_phrase(said)}</p>" if said else "" for said in (told.title, told.close))
    documents = (
        f"<h4>{_phrase(one.heading)}</h4>{_blocks(one.lead)}{_sections(one.sections)}"
        for one in told.documents
    )
    return title + _blocks(told.lead) + "".join(documents) + _sections(told.sections) + close


def _sections(sections: Iterable[Section]) -> str:
    return "".join(map(_section, sections))


def _section(section: Section) -> str:
    heading, content = _phrase(section.heading), _blocks(section.blocks)
    if not section.folded:
        return f"<h4>{heading}</h4>{content}"
    return f"<details><summary>{heading}</summary>{content}</details>" if content else ""


def _blocks(blocks: Iterable[Block]) -> str:
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Lines(texts):
            return f"<p>{'<br>'.join(map(_phrase, texts))}</p>"
        case Items(items):
            return _items(items)
        case Table():
            return _table(block.headings, block.rows)
        case Notices(found):
            return _table(_NOTICE, map(_notice, found))
        case Pictures():
            return ""
        case Drawn():
            return _drawn(block)
        case _:
            assert_never(block)


def _drawn(picture: Drawn) -> str:
    """An image of its own, so that no style and no id of the picture reaches the page around it."""
    data = b64encode(picture.svg.encode()).decode()
    look = "max-width:100%;height:auto;background:#fff"
    image = f'<img alt="{escape(reveal(picture.alt))}" style="{look}" src="data:image/svg+xml;base64,{data}">'
    return image if picture.svg else ""


def _items(items: Sequence[Item]) -> str:
    told = "".join(f"<li>{_phrase(item.said)}{_items(item.below)}</li>" for item in items)
    return f"<ul>{told}</ul>" if told else ""


def _notice(placed: PlacedFinding) -> tuple[str, ...]:
    finding = placed.finding
    return finding.severity.printed, finding.message, " ".join(map(str, finding.spans)), finding.rule


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table, "" without rows; a cell of several lines keeps them.

    Every cell bears its own style: a notebook sets its cells to the right, and a style of the page would reach
    further than this table.
    """
    head = "".join(_cell("th", column) for column in columns)
    body = "".join(f"<tr>{''.join(_cell('td', text) for text in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _cell(tag: str, text: str) -> str:
    least = 6 if len(text) <= _LONG else 11
    room = "white-space:pre" if len(text) <= _SHORT else f"white-space:pre-line;min-width:{least}em"
    return f'<{tag} style="text-align:left;vertical-align:top;{room}">{escape(reveal(text))}</{tag}>'


def _phrase(phrase: Phrase) -> str:
    return "".join(
        f"<b>{escape(reveal(piece.text))}</b>"
        if isinstance(piece, Strong)
        else escape(reveal(to_plain((piece,))))
        for piece in phrase
    )
