"""Scene → the A4 pages that print it: pictures that can be read, each with its legend, and the 備考."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import product

from attrs import evolve, frozen

from piaflow.errors import RenderError, clip
from piaflow.layout.arranging import Layout, lay_out_both
from piaflow.layout.drawing import Drawing
from piaflow.layout.sizes import BOX_SIZE, FRAME_SIZE, LABEL_SIZE
from piaflow.layout.text import Block, make_block
from piaflow.render.legend import Legend, make_legend
from piaflow.render.remarks import IN_PRINT, Remarks, make_remarks, pour
from piaflow.render.splitting import split
from piaflow.views.scene import Scene

LEAST_TEXT = 7.0  # points: the least that is read on paper without effort
_GROWTH = 0.25  # points: by such steps parts are evened out; less is not seen
TITLE_SIZE, SUBTITLE_SIZE = 14.0, 10.5
PART = "（その"
MARGIN, GAP, CAPTION = 36.0, 10.0, 18.0  # 36 pt: half an inch, which every printer can print
_FOOT = 18.0
_MOST_IN_HEAD, _MOST_IN_FOOT = 300, 80  # letters: more would leave no room to the picture
_LARGEST = IN_PRINT.size / LABEL_SIZE  # a small picture grows no further than its text is the remarks' size
_HAIR, _WIDEST_NUMBER = 1e-6, 20  # so many parts have room for their number


@frozen
class Paper:
    """A sheet of A4, upright or across, in points."""

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


PORTRAIT, LANDSCAPE = Paper(595.28, 841.89), Paper(841.89, 595.28)


@frozen
class Page:
    """One page: what of the scene stands on it, its layout (None where it holds remarks only), its number."""

    scene: Scene
    paper: Paper
    layout: Layout | None = None
    number: int = 1
    count: int = 1

    @property
    def drawing(self) -> Drawing | None:
        """The picture on the page."""
        return self.layout.drawing if self.layout else None

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
        return make_remarks(self.scene.remarks, self.paper.inner, IN_PRINT)

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
        if self.layout is None:
            return 1.0
        width, height = max(self.layout.width, 1.0), max(self.layout.height, 1.0)
        return min(self.paper.inner / width, self.room / height, _LARGEST)

    @property
    def text_size(self) -> float:
        """The size of the smallest text in the picture as printed."""
        if self.layout is None:
            return IN_PRINT.size
        is_labelled = any(arrow.has_label for arrow in self.scene.arrows)
        smallest = LABEL_SIZE if is_labelled else FRAME_SIZE if self.scene.frames else BOX_SIZE
        return smallest * self.scale


Pages = tuple[Page, ...]
_Way = tuple[Paper, bool]  # the paper, and whether each picture has its remarks below it
_LayOut = Callable[[Scene], tuple[Layout, ...]]


def make_pages(scene: Scene) -> Pages:
    """Return the pages of a scene: unsplit where its text stays legible, then as few as possible.

    All pages lie the same way. Each picture has its 備考 below it, or all 備考 follow the last picture.
    Of a heading that would fill the page, its two ends and its length stand there.
    """
    scene = evolve(
        scene,
        title=clip(scene.title, _MOST_IN_HEAD),
        subtitle=clip(scene.subtitle, _MOST_IN_HEAD),
        footer=clip(scene.footer, _MOST_IN_FOOT),
    )
    try_out = cache(lay_out_both)
    plans = {way: _plan(scene, way, try_out) for way in product((PORTRAIT, LANDSCAPE), (True, False))}
    way = min(plans, key=lambda way: _judge(plans[way]))
    pages = _even_out(scene, way, try_out, plans[way])
    _check_whole(scene, pages)
    return pages


def _even_out(scene: Scene, way: _Way, try_out: _LayOut, pages: Pages) -> Pages:
    """Return the pages with more on the emptier ones, for as long as that makes the smallest text larger."""
    count = _count_pictures(pages)
    other = pages
    while count > 1 and _count_pictures(other) == count and _judge(other) <= _judge(pages):
        pages, other = other, _plan(scene, way, try_out, _find_smallest(other) + _GROWTH)
    return pages


def _plan(scene: Scene, way: _Way, try_out: _LayOut, least: float = LEAST_TEXT) -> Pages:
    """Return the pages with the remarks below their pictures, or behind all of them."""
    paper, below = way

    def to_page(one: Scene) -> Page:
        bare = evolve(one, remarks=())
        layouts = try_out(evolve(bare, title="", subtitle=""))
        pages = (Page(one if below else bare, paper, layout) for layout in layouts)
        return max(pages, key=lambda page: page.text_size)

    def fits(one: Scene) -> bool:
        named = one if one is scene else _name(one, _WIDEST_NUMBER)
        return _is_legible(to_page(named), least)

    parts = split(scene, fits)
    named = parts if len(parts) == 1 else (_name(one, n) for n, one in enumerate(parts, 1))
    pages = [to_page(one) for one in named]
    if not below:
        pages = _add_remarks(pages, scene)
    return tuple(evolve(page, number=n, count=len(pages)) for n, page in enumerate(pages, 1))


def _add_remarks(pages: list[Page], scene: Scene) -> list[Page]:
    """Put the remarks under the last picture where all of them have room there, else on pages of their own."""
    last = evolve(pages[-1], scene=evolve(pages[-1].scene, remarks=scene.remarks))
    return [*pages[:-1], last] if _is_legible(last) else [*pages, *_follow(scene, last.paper)]


def _follow(scene: Scene, paper: Paper) -> Iterator[Page]:
    """Yield the pages that hold remarks only."""
    bare = evolve(scene, frames=(), boxes=(), arrows=(), remarks=())
    for groups in pour(scene.remarks, paper.inner, Page(bare, paper).room - CAPTION - GAP, IN_PRINT):
        yield Page(evolve(bare, remarks=groups), paper)


def _name(one: Scene, number: int) -> Scene:
    return evolve(one, subtitle=f"{one.subtitle}{PART}{number}）")


def _is_legible(page: Page, least: float = LEAST_TEXT) -> bool:
    return page.text_size >= least - _HAIR


def _judge(pages: Pages) -> tuple[bool, bool, int, int, float]:
    """Legible first, then unsplit, few pages, each picture with remarks below it, large."""
    return (
        not all(map(_is_legible, pages)),
        _count_pictures(pages) > 1,
        len(pages),
        sum(page.layout is None or not page.scene.remarks for page in pages),
        -_find_smallest(pages),
    )


def _count_pictures(pages: Pages) -> int:
    return sum(page.layout is not None for page in pages)


def _find_smallest(pages: Pages) -> float:
    return min(page.text_size for page in pages if page.layout)


def _check_whole(scene: Scene, pages: Pages) -> None:
    """Raise a RenderError where something of the scene stands on no page."""
    shown = {one for page in pages for one in _find_ids(page.scene)}
    lost = [one for one in _find_ids(scene) if one not in shown]
    if lost:
        raise RenderError(f"頁に分けるときに失われたものがあります: {'、'.join(lost[:10])}")


def _find_ids(scene: Scene) -> list[str]:
    return [part.id for parts in (scene.frames, scene.boxes, scene.arrows) for part in parts]
