"""The items of the form that a change touches, by chapter: to rewrite or to look at again, with ※ or without."""

from __future__ import annotations

from collections import Counter

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure

from piaflow.impact.answer import Impact
from piaflow.impact.items import ItemChange, Origin
from piaflow.render.plots.bars import Bar, Part, draw_bars
from piaflow.render.plots.canvas import BLUE, ORANGE, PAPER, SKY, say_empty, title_of


@frozen
class ChapterCount:
    """How many items of a chapter (Ⅰ, Ⅱ, 別添1 …) a change touches, by origin and by ※."""

    chapter: str
    derived_significant: int = 0
    derived: int = 0
    review_significant: int = 0
    review: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four numbers in the order of the legend."""
        return self.derived_significant, self.derived, self.review_significant, self.review


def count_chapters(impact: Impact) -> tuple[ChapterCount, ...]:
    """Return the items by chapter, in the order in which they first stand in the impact."""
    found = Counter((_chapter(i), i.origin, i.significant) for i in impact.items)
    chapters = dict.fromkeys(map(_chapter, impact.items))
    return tuple(
        ChapterCount(c, *(found[c, origin, marked] for origin in Origin for marked in (True, False)))
        for c in chapters
    )


def _chapter(item: ItemChange) -> str:
    return item.address.chapter


_PARTS = (
    Part("書き換える ※", BLUE),
    Part("書き換える", SKY, "///"),
    Part("見直す ※", ORANGE, "xxx"),
    Part("見直す", PAPER, "..."),
)


def _total(count: ChapterCount) -> str:
    marked = count.derived_significant + count.review_significant
    return f"{sum(count.counts)}" + (f"（※{marked}）" if marked else "")


def draw_rewrites(impact: Impact, ax: Axes | None) -> Figure | SubFigure:
    """Return a figure of the items by chapter, with what the change may be in the title."""
    title = title_of(impact.after, f"書き換える欄と見直す欄：{impact.judgement.result.printed}")
    found = count_chapters(impact)
    if not found:
        return say_empty(ax, title, "変わる欄がない")
    bars = [Bar(c.chapter, c.counts, _total(c)) for c in found]
    return draw_bars(ax, title, bars, _PARTS)
