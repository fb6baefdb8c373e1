"""変更箇所 along time: on each date how many rows were filed before, after, or without saying which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import Timing
from piaflow.render.plots.canvas import SMALL, Look, clear, ink, open_axes, put_title, say_empty, title_of
from piaflow.views.theme import BLUE, GREY, INK, ORANGE, PALE, PAPER

UNDATED = "日付なし"
_GAP = 34.0
_USUAL = 60.0
_WIDTH = 400.0
_TITLE = 300.0
_LANE = 34.0
_LOOKS: Mapping[Timing, Look] = {
    Timing.BEFORE: {"marker": "^", "facecolor": ORANGE, "edgecolor": INK},
    Timing.AFTER: {"marker": "o", "facecolor": BLUE, "edgecolor": INK},
    Timing.UNKNOWN: {"marker": "s", "facecolor": PAPER, "edgecolor": INK},
}


@frozen
class Filing:
    """The rows of one date (YYYY-MM-DD, "" without date): how many of each timing."""

    date: str
    counts: tuple[tuple[Timing, int], ...]


def find_filings(model: Assessment) -> tuple[Filing, ...]:
    """Return the rows of 変更箇所 by date, the oldest first and those without a date last."""
    by_date: dict[str, Counter[Timing]] = {}
    for row in model.revisions:
        by_date.setdefault(row.date, Counter())[row.timing] += 1
    dates = sorted(by_date, key=lambda day: (not day, day))
    return tuple(Filing(d, tuple((t, by_date[d][t]) for t in Timing if by_date[d][t])) for d in dates)


def draw_revisions(model: Assessment, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure with one lane for each timing; dates lie to scale, but never too near to be read."""
    title = title_of(model, "変更箇所の日付と提出時期")
    found = find_filings(model)
    if not found:
        return say_empty(ax, title, "変更箇所の記載がない")
    places = _place(found)
    width = places[-1] + _GAP
    drawn = open_axes(ax, max(width, _TITLE) + 40, _LANE * len(Timing) + 120)
    drawn.set_xlim(-_GAP / 2, width)
    drawn.set_ylim(len(Timing) - 0.5, -0.5)
    drawn.hlines(range(len(Timing)), -_GAP / 2, width, colors=PALE, lw=0.8, zorder=1)
    drawn.vlines(places, -0.5, len(Timing) - 0.5, colors=PALE, lw=0.8, linestyles="dotted", zorder=1)
    for lane, timing in enumerate(Timing):
        _draw_lane(drawn, lane, timing, found, places)
    drawn.set_xticks(places, [f.date or UNDATED for f in found], rotation=90, **ink(SMALL))
    drawn.set_yticks(range(len(Timing)), [t.value for t in Timing], **ink())
    clear(drawn)
    drawn.axhline(len(Timing) - 0.5, color=GREY, lw=1.2)
    put_title(drawn, title, max(width, _TITLE))
    return drawn.figure


def _draw_lane(ax: Axes, lane: int, timing: Timing, found: Sequence[Filing], places: Sequence[float]) -> None:
    """A mark with how many rows beside it."""
    for place, filing in zip(places, found, strict=True):
        count = dict(filing.counts).get(timing, 0)
        if count:
            ax.scatter([place], [lane], s=70, zorder=3, linewidth=0.8, **_LOOKS[timing])
            ax.annotate(
                f"{count}件",
                (place, lane),
                xytext=(6, 5),
                textcoords="offset points",
                **ink(SMALL),
            )


def _place(found: Sequence[Filing]) -> tuple[float, ...]:
    """Return the places of the dates: to scale over the width, pushed on where two would be too near."""
    days = [date.fromisoformat(f.date).toordinal() for f in found if f.date]
    scale = min(_WIDTH, _USUAL * (len(days) - 1)) / max(1, days[-1] - days[0]) if days else 0.0
    places: list[float] = []
    for wanted in [(day - days[0]) * scale for day in days] + [0.0] * (len(found) - len(days)):
        places.append(max(wanted, places[-1] + _GAP) if places else wanted)
    return tuple(places)
