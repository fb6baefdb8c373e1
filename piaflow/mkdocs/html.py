"""What app tells of models, in HTML: Markdown leaves a block of it as it is, whatever a name holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from piaflow.app.site import SitePart

_FITS = "max-width:100%;height:auto;background:#fff"


def make_figure(svg: str, caption: str = "") -> str:
    """Return a picture that is never wider than its page, below it a caption where one is given."""
    told = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    shown = svg.replace("<svg", f'<svg style="{_FITS}"', 1).replace("\n", " ")
    return f'<figure class="piaflow">{shown}{told}</figure>'


def make_part(told: SitePart, caption: str = "") -> str:
    """Return the sentence, the list and the tables, each with its own caption where none is given."""
    return f'<div class="piaflow">{"".join(_blocks(told, caption))}</div>'


def _blocks(told: SitePart, caption: str) -> Iterator[str]:
    if told.said:
        yield f"<p>{escape(told.said)}</p>"
    if told.listed:
        yield f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in told.listed)}</ul>"
    for own, table in told.tables:
        title = caption or own
        above = f"<caption>{escape(title)}</caption>" if title else ""
        head = _row(table.headings, "th")
        body = "".join(_row(row, "td") for row in table.rows)
        yield f"<table>{above}<thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(cells: Sequence[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_cell(cell)}</{tag}>' for cell in cells)}</tr>"


def _cell(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))
