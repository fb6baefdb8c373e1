"""Who newly gets an identifier by a change and who loses it: before and after side by side."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.impact.answer import Impact
from piaflow.impact.reaches import ReachChange
from piaflow.render.plots.canvas import INK, say_empty, title_of
from piaflow.render.plots.grid import DASH, FILLED, HOLLOW, draw_marks, open_grid
from piaflow.trace.answer import Reach

_ASIDE = 0.24
_LOOKS = {Reach.DEFINITE.printed: FILLED, Reach.POSSIBLE.printed: HOLLOW, Reach.NONE.printed: DASH}


def list_changes(impact: Impact) -> tuple[ReachChange, ...]:
    """Return every change of reach, item by item: what is gained, then what is lost."""
    return tuple(change for reach in impact.reaches for change in (*reach.gained, *reach.lost))


def draw_gains(impact: Impact, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the nodes and parties by the identifiers, each change as before → after."""
    title = title_of(impact.after, "識別子が届くようになる所・届かなくなる所（前 → 後）")
    found = list_changes(impact)
    if not found:
        return say_empty(ax, title, "届く所は変わらない")
    names = list(dict.fromkeys((c.name, c.is_party) for c in found))
    items = list(dict.fromkeys(c.item for c in found))
    labels = [f"{name}（主体）" if is_party else name for name, is_party in names]
    drawn = open_grid(ax, title, labels, items)
    places = [((items.index(c.item), names.index((c.name, c.is_party))), c) for c in found]
    befores = (((x - _ASIDE, y), c.was.printed) for (x, y), c in places)
    afters = (((x + _ASIDE, y), c.now.printed) for (x, y), c in places)
    draw_marks(drawn, (*befores, *afters), _LOOKS)
    for (x, y), _ in places:
        ends = (x + _ASIDE / 2, y), (x - _ASIDE / 2, y)
        drawn.annotate("", *ends, arrowprops={"arrowstyle": "->", "color": INK, "linewidth": 0.8})
    return drawn.figure
