"""What is counted, as stacked bars: recipients of 提供 and 移転 by basis and by means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, Means
from piaflow.domain.entries import Handover, Provision, Recipient
from piaflow.law.citations import parse_citations
from piaflow.layout.font import measure
from piaflow.render.plots.canvas import (
    TEXT,
    clear,
    ink,
    open_axes,
    put_legend,
    put_title,
    say_empty,
    title_of,
    wrap,
)
from piaflow.views.theme import BLUE, INK, SKY

_LABEL = 190.0
_BARS = 300.0
_LINE = 13.0
_FOOT, _HEAD = 30.0, 42.0


@frozen
class Kind:
    """A kind of part of a bar: its word in the legend and how it is filled."""

    word: str
    face: str
    hatch: str = ""


@frozen
class Bar:
    """A bar: its label, how many of each part, and the total written at its end (of what is counted once)."""

    label: str
    counts: tuple[int, ...]
    total: str


def draw_bars(ax: Axes | None, title: str, bars: Sequence[Bar], parts: Sequence[Kind]) -> Figure | SubFigure:
    """Return a figure of the bars from the top down, with a legend of the parts that are in use."""
    labels = [wrap(bar.label, _LABEL) for bar in bars]
    wide = max(measure(line, TEXT) for label in labels for line in label.splitlines())
    height = sum(_LINE * (label.count("\n") + 1) + 10 for label in labels)
    drawn = open_axes(ax, wide + _BARS + 20, height + _HEAD + _FOOT)
    starts = [0] * len(bars)
    for number, part in enumerate(parts):
        counts = [bar.counts[number] for bar in bars]
        if any(counts):
            _draw_part(drawn, part, starts, counts)
            starts = [start + count for start, count in zip(starts, counts, strict=True)]
    longest = max(starts) or 1
    for y, (bar, end) in enumerate(zip(bars, starts, strict=True)):
        drawn.text(end + longest * 0.015, y, bar.total, ha="left", va="center", **ink())
    drawn.set_xlim(0, longest * 1.12)
    drawn.set_ylim(len(bars) - 0.45, -0.55)
    drawn.set_xticks([])
    drawn.set_yticks(range(len(bars)), labels, **ink(), linespacing=1.1)
    clear(drawn)
    put_title(drawn, title, _BARS)
    put_legend(drawn, columns=len(parts))
    return drawn.figure


def _draw_part(ax: Axes, part: Kind, starts: Sequence[int], counts: Sequence[int]) -> None:
    shown = [y for y, count in enumerate(counts) if count]
    ax.barh(
        shown,
        [counts[y] for y in shown],
        left=[starts[y] for y in shown],
        height=0.62,
        facecolor=part.face,
        edgecolor=INK,
        hatch=part.hatch,
        linewidth=0.7,
        label=part.word,
    )


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


_HANDED = (
    Kind(CountKind.PROVISIONS.value, BLUE),
    Kind(CountKind.TRANSFERS.value, SKY, "///"),
)


def draw_bases(model: Assessment, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the recipients by legal basis."""
    return _draw_handed(ax, title_of(model, "提供・移転の法令上の根拠"), count_by_basis(model))


def draw_means(model: Assessment, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the recipients by means; those whose box cannot be read are told, and make no bar."""
    return _draw_handed(ax, title_of(model, "提供・移転の方法"), count_by_means(model))


def _draw_handed(ax: Axes | None, title: str, found: tuple[HandoverCount, ...]) -> Figure | SubFigure:
    if not found:
        return say_empty(ax, title, "提供・移転の記載がない")
    bars = [Bar(c.label, (c.provisions, c.transfers), _total_handed(c)) for c in found]
    return draw_bars(ax, title, bars, _HANDED)


def _total_handed(count: HandoverCount) -> str:
    words = zip(_HANDED, (count.provisions, count.transfers), strict=True)
    told = [f"{part.word} {number}" for part, number in words if number]
    unread = [f"印が読めない {count.unknown}"] if count.unknown else []
    return "、".join(told + unread)
