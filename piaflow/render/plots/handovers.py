"""提供 and 移転 counted: each recipient (row of a 別紙, or entry without one) by legal basis and by means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from attrs import evolve, frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, Means
from piaflow.domain.entries import Handover, Provision, Recipient
from piaflow.law.citations import parse_citations
from piaflow.render.plots.bars import Bar, Part, draw_bars
from piaflow.render.plots.canvas import BLUE, PAPER, SKY, say_empty, title_of

UNTOLD = "記載がない"


@frozen
class HandoverCount:
    """How many recipients of 提供 and of 移転 share a basis or a means.

    `unknown` are those of both kinds at whose box of the means nothing can be read.
    """

    label: str
    provisions: int = 0
    transfers: int = 0
    unknown: int = 0


def count_by_basis(model: Assessment) -> tuple[HandoverCount, ...]:
    """Return the recipients by law, article and table, the most frequent first; rows of tables are not told apart.

    A recipient with several bases counts under each. What is no citation stands as it is printed.
    """
    return _count(model, _find_bases)


def count_by_means(model: Assessment) -> tuple[HandoverCount, ...]:
    """Return the recipients by means, in the order of the form; a means that no box may show is left out."""
    known, unknown = _count(model, _find_means(Certainty.YES)), _count(model, _find_means(Certainty.UNKNOWN))
    open_boxes = {c.label: c.provisions + c.transfers for c in unknown}
    found = {c.label: c for c in known}
    labels = [*(means.value for means in Means), UNTOLD]
    counts = (evolve(found.get(n, HandoverCount(n)), unknown=open_boxes.get(n, 0)) for n in labels)
    return tuple(c for c in counts if c.provisions or c.transfers or c.unknown)


def _count(
    model: Assessment, find: Callable[[Handover, Recipient], Iterable[str]]
) -> tuple[HandoverCount, ...]:
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for entry in (e.entry for e in model.entries):
        if isinstance(entry, Handover):
            for row in entry.recipients:
                counts[isinstance(entry, Provision)].update(dict.fromkeys(find(entry, row), 1))
    both = counts[True] + counts[False]
    return tuple(
        HandoverCount(name, counts[True][name], counts[False][name]) for name, _ in both.most_common()
    )


def _find_bases(entry: Handover, row: Recipient) -> Iterable[str]:
    shared = [place for text in entry.basis for place in _cite(text)]
    for text in row.basis:
        for place in _cite(text):
            yield from [place] if place else [s for s in shared if s] or ["表の項だけが書かれている"]
    if not row.basis:
        yield UNTOLD


def _cite(text: str) -> list[str]:
    """Return what a text cites without the rows of tables: "" for a row alone, the text where nothing is cited."""
    return [str(evolve(c, row="")) for c in parse_citations(text)] or [text]


def _find_means(box: Certainty) -> Callable[[Handover, Recipient], Iterable[str]]:
    def find(_: Handover, row: Recipient) -> Iterable[str]:
        if not row.means and box is Certainty.YES:
            return [UNTOLD]
        return [m.means.value for m in row.means if m.box is box]

    return find


_PARTS = (
    Part(CountKind.PROVISIONS.value, BLUE),
    Part(CountKind.TRANSFERS.value, SKY, "///"),
    Part("印が読めない", PAPER, "..."),
)


def draw_bases(model: Assessment, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the recipients by legal basis."""
    return _draw(ax, title_of(model, "提供・移転の法令上の根拠"), count_by_basis(model))


def draw_means(model: Assessment, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the recipients by means, those apart whose box cannot be read."""
    return _draw(ax, title_of(model, "提供・移転の方法"), count_by_means(model))


def _draw(ax: Axes | None, title: str, found: tuple[HandoverCount, ...]) -> Figure | SubFigure:
    if not found:
        return say_empty(ax, title, "提供・移転の記載がない")
    bars = [Bar(c.label, (c.provisions, c.transfers, c.unknown), _total(c)) for c in found]
    return draw_bars(ax, title, bars, _PARTS)


def _total(count: HandoverCount) -> str:
    words = zip(_PARTS, (count.provisions, count.transfers, count.unknown), strict=True)
    told = [f"{part.word} {number}" for part, number in words if number]
    return "、".join(told)
