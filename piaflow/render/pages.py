"""Scene → the sheet that prints it: one picture on one page with its legend, and the 備考 on it or behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import product

from attrs import evolve, frozen

from piaflow.errors import clip
from piaflow.layout.arranging import lay_out
from piaflow.layout.drawing import Drawing, find_smallest
from piaflow.layout.kept import Kept
from piaflow.layout.score import LEAST_TEXT
from piaflow.layout.sizes import LABEL_SIZE, Room
from piaflow.layout.text import Block, make_block
from piaflow.render.legend import Legend, make_legend
from piaflow.render.remarks import IN_PRINT, IN_SMALL_PRINT, Lettering, Remarks, make_remarks, pour
from piaflow.views.scene import Scene

_NONE = Kept()
TITLE_SIZE, SUBTITLE_SIZE = 14.0, 10.5
MARGIN, GAP, CAPTION = 28.0, 8.0, 18.0  # 28 pt: a centimetre, which every printer can print
_FOOT = 14.0
_MOST_IN_HEAD, _MOST_IN_FOOT = 300, 80  # letters: more would leave no room to the picture
_LARGEST = IN_PRINT.size / LABEL_SIZE  # a small picture grows no further than its text is the remarks' size
_HAIR = 1e-6
_MOST_ON_A4 = 45  # boxes: more stand on A3, where nothing else is asked for


@frozen
class Paper:
    """A sheet of paper, in points."""

    width: float
    height: float

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def bottom(self) -> float:
        """Where the room above the footer ends."""
        return self.height - MARGIN - _FOOT


_A4, _A3 = (Paper(595.28, 841.89), Paper(841.89, 595.28)), (Paper(841.89, 1190.55), Paper(1190.55, 841.89))
PAPERS = {
    "A4": _A4,
    "A4-portrait": _A4[:1],
    "A4-landscape": _A4[1:],
    "A3": _A3,
    "A3-portrait": _A3[:1],
    "A3-landscape": _A3[1:],
}
"""The sheets that may be asked for: the way that a sheet lies is chosen where it is not named."""


@frozen
class Page:
    """One page: what of the scene stands on it, its picture (None where it holds remarks only), its number."""

    scene: Scene
    paper: Paper
    drawing: Drawing | None = None
    number: int = 1
    count: int = 1
    lettering: Lettering = IN_PRINT

    @cached_property
    def head(self) -> tuple[Block, Block]:
        """The lines of the title and of the subtitle."""
        return (
            make_block(self.scene.title, TITLE_SIZE, self.paper.inner),
            make_block(self.scene.subtitle, SUBTITLE_SIZE, self.paper.inner),
        )

    @cached_property
    def legend(self) -> Legend:
        """The legend of what the page draws."""
        return make_legend(self.scene, self.paper.inner)

    @cached_property
    def remarks(self) -> Remarks:
        """The remarks in columns."""
        return make_remarks(self.scene.remarks, self.paper.inner, self.lettering)

    @property
    def top(self) -> float:
        """Where the room below the title begins."""
        return MARGIN + sum(block.height for block in self.head) + GAP

    @property
    def room(self) -> float:
        """The height that title, legend and remarks leave to the picture."""
        legend = self.legend.height + GAP if self.legend.height else 0.0
        remarks = self.remarks.height + CAPTION + GAP if self.remarks.columns else 0.0
        return max(self.paper.bottom - self.top - legend - remarks, 1.0)

    @cached_property
    def scale(self) -> float:
        """How large the picture is printed."""
        if self.drawing is None:
            return 1.0
        return min(Room(self.paper.inner, self.room).fit(self.drawing.width, self.drawing.height), _LARGEST)

    @property
    def text_size(self) -> float:
        """The size of the smallest text in the picture as printed."""
        return find_smallest(self.drawing) * self.scale if self.drawing else IN_PRINT.size


Pages = tuple[Page, ...]


def make_pages(scene: Scene, paper: str = "", kept: Kept = _NONE) -> Pages:
    """Return the pages of a scene: its picture on the first, the 備考 below it where its text stays legible, else behind.

    `paper` is one of PAPERS; without it A4, or A3 for a large scene. Of a heading that would fill the page, its two ends
    and its length stand there. Boxes that a person put somewhere (`kept`) stay there.
    """
    scene = evolve(
        scene,
        title=clip(scene.title, _MOST_IN_HEAD),
        subtitle=clip(scene.subtitle, _MOST_IN_HEAD),
        footer=clip(scene.footer, _MOST_IN_FOOT),
    )
    sheets = PAPERS[paper or ("A4" if len(scene.boxes) <= _MOST_ON_A4 else "A3")]
    ways = (IN_PRINT, IN_SMALL_PRINT, None) if scene.remarks else (IN_PRINT,)
    pinned = kept if kept.is_pinned else _NONE
    return min((_plan(scene, sheet, way, pinned) for sheet, way in product(sheets, ways)), key=_judge)


def _plan(scene: Scene, paper: Paper, below: Lettering | None, kept: Kept) -> Pages:
    """Return the pages with the remarks below the picture in a lettering, or on pages behind it."""
    bare = evolve(scene, remarks=())
    first = Page(scene, paper, lettering=below) if below else Page(bare, paper)
    first = evolve(first, drawing=lay_out(bare, (Room(paper.inner, first.room),), kept))
    pages = [first] if below else [first, *_follow(scene, paper)]
    return tuple(evolve(page, number=n, count=len(pages)) for n, page in enumerate(pages, 1))


def _follow(scene: Scene, paper: Paper) -> Iterator[Page]:
    """Yield the pages that hold remarks only."""
    bare = evolve(scene, frames=(), boxes=(), arrows=(), remarks=())
    for groups in pour(scene.remarks, paper.inner, Page(bare, paper).room - CAPTION - GAP, IN_PRINT):
        yield Page(evolve(bare, remarks=groups), paper)


def _judge(pages: Pages) -> tuple[bool, int, float, float]:
    """Legible first, then few pages, then large: the remarks, then the picture. Where nothing is legible, the largest."""
    size, lettering = pages[0].text_size, pages[0].lettering.size
    is_legible = size >= LEAST_TEXT - _HAIR
    return (False, len(pages), -lettering, -size) if is_legible else (True, 0, -size, -lettering)
