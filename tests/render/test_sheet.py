from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings

from piaflow.layout.score import LEAST_TEXT
from piaflow.render import pages as room
from piaflow.render.draw import draw_sheets
from piaflow.render.export import find_size
from piaflow.render.pages import Page
from piaflow.render.proof.svg import read_back
from piaflow.render.remarks import IN_PRINT, make_remarks, pour
from piaflow.views.scene import Arrow, Box, Frame, Line, Remark, RemarkGroup, Scene, Shape
from tests.render.scenes import LARGE, SMALL, make_scene
from tests.render.test_draw import EMPTY, scenes

TINY = make_scene("みなと市", "みなと市|", "住民|人|\n窓口端末|端末|みなと市", "住民|=|窓口端末|①|届出")
HEADED = evolve(
    LARGE,
    footer="みなと市長　住民基本台帳事務　公表日 2026年4月1日",
    remarks=tuple(
        RemarkGroup(f"{n}．事務", tuple(r for r in LARGE.remarks[0].remarks if r.number[0] == str(n)))
        for n in range(1, 10)
    ),
)
STEPLESS = evolve(LARGE, remarks=(), arrows=tuple(evolve(a, number="") for a in LARGE.arrows))
HUB = Scene(
    "みなと市",
    frames=(Frame("z", "空の領域"),),
    boxes=tuple(Box(f"n{n}", f"システム{n}", Shape.SYSTEM) for n in range(40)),
    arrows=tuple(
        Arrow(f"f{n}", "n0", f"n{n}", Line.SPECIFIC, "①", "一つの段取りの流れ") for n in range(1, 39)
    ),
    remarks=(RemarkGroup("", (Remark("※", "前置き"), Remark("①", "連携する"), Remark("※", "後書き"))),),
)
LOOSE = Scene(
    "まだ流れのない事務",
    frames=(Frame("z", "庁舎"),),
    boxes=tuple(Box(f"n{n}", f"業務システム{n}", Shape.SYSTEM, "z" if n % 3 else "") for n in range(300)),
)
EVERY = pytest.mark.parametrize(
    "scene",
    [TINY, SMALL, LARGE, HEADED, STEPLESS, HUB, EMPTY, LOOSE],
    ids=["tiny", "small", "large", "headed", "stepless", "hub", "empty", "loose"],
)
make_pages = cache(room.make_pages)


def _find_ids(scene: Scene) -> set[str]:
    return {part.id for parts in (scene.frames, scene.boxes, scene.arrows) for part in parts}


def _tell(groups: tuple[RemarkGroup, ...]) -> list[tuple[str, str, str]]:
    return [(g.heading.removesuffix("（つづき）"), r.number, r.text) for g in groups for r in g.remarks]


def _gather_remarks(pages: tuple[Page, ...]) -> list[tuple[str, str, str]]:
    return [told for page in pages for told in _tell(page.scene.remarks)]


def _find_texts(sheet: str) -> Iterator[str]:
    return (match[1] for match in re.finditer(r"<text[^>]*>([^<]*)<", sheet))


@pytest.mark.slow
@EVERY
def test_the_whole_picture_is_on_the_first_page_and_remarks_stand_once_in_order(scene: Scene) -> None:
    first, *others = make_pages(scene)
    assert _find_ids(first.scene) == _find_ids(scene)
    assert not any(page.drawing or _find_ids(page.scene) for page in others)
    assert _gather_remarks((first, *others)) == _tell(scene.remarks)


@pytest.mark.slow
@EVERY
def test_picture_legend_and_remarks_lie_on_the_sheet(scene: Scene) -> None:
    for page in make_pages(scene):
        if page.drawing:
            assert page.drawing.height * page.scale <= page.room + 0.01
            assert page.drawing.width * page.scale <= page.paper.inner + 0.01
        assert page.top + page.remarks.height < page.paper.bottom


def test_remarks_stand_below_the_picture_as_long_as_its_text_can_be_read() -> None:
    assert [len(make_pages(scene)) for scene in (TINY, EMPTY)] == [1, 1]
    (only,) = make_pages(TINY)
    assert only.scene.remarks == TINY.remarks
    assert only.text_size >= LEAST_TEXT
    first, *others = make_pages(HEADED)
    assert not first.scene.remarks
    assert others


def test_more_boxes_than_an_a4_sheet_holds_stand_on_a3_unless_another_paper_is_asked_for() -> None:
    assert max(make_pages(LOOSE)[0].paper.height, make_pages(LOOSE)[0].paper.width) == 1190.55
    page = room.make_pages(LOOSE, "A4-landscape")[0]
    assert (page.paper.width, page.paper.height) == (841.89, 595.28)
    assert {p.paper.width for p in room.make_pages(TINY, "A3-portrait")} == {841.89}


def test_every_page_shows_its_number_and_whose_it_is() -> None:
    sheets = draw_sheets(HEADED)
    for n, sheet in enumerate(sheets, 1):
        assert {f"{n}／{len(sheets)}", HEADED.footer} <= set(_find_texts(sheet))


def test_the_sheets_are_a4_and_lie_the_same_way() -> None:
    assert len({find_size(sheet) for sheet in draw_sheets(LARGE)}) == 1
    assert sorted(find_size(draw_sheets(LARGE)[0])) == [595.28, 841.89]


def test_a_heading_stays_with_its_first_remark() -> None:
    groups = tuple(
        RemarkGroup(f"見出し{n}", (Remark("①", "短い文"), Remark("②", "長い文。" * 30))) for n in range(20)
    )
    for page in pour(groups, 520, 400, IN_PRINT):
        columns = make_remarks(page, 520, IN_PRINT).columns
        assert not any(column[-1].is_heading for column in columns)
        assert all(group.remarks for group in page)


def test_a_remark_longer_than_a_page_goes_on() -> None:
    text = "".join(f"{n}番目の文。" for n in range(300))
    pages = pour((RemarkGroup("長い", (Remark("①", text),)),), 520, 200, IN_PRINT)
    assert len(pages) > 2
    assert "".join(r.text for page in pages for group in page for r in group.remarks) == text
    assert pages[1][0].heading == "長い（つづき）"


@settings(max_examples=15, deadline=None, derandomize=True, database=None)
@given(scenes())
def test_any_scene_is_printed_in_full(scene: Scene) -> None:
    shown = [read_back(sheet) for sheet in draw_sheets(scene)]
    parts = (
        part.id for sheet in shown for kind in (sheet.frames, sheet.boxes, sheet.arrows) for part in kind
    )
    assert set(parts) == _find_ids(scene)
