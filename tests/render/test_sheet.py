from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings

from piaflow.render import pages as room
from piaflow.render.draw import draw_sheets
from piaflow.render.export import find_size
from piaflow.render.pages import Page
from piaflow.render.proof.svg import read_back
from piaflow.render.remarks import IN_PRINT, make_remarks, pour
from piaflow.render.svg import to_sheet
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
SPLIT = (LARGE, HEADED, STEPLESS, HUB)
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


@EVERY
def test_nothing_is_lost_across_the_pages_and_remarks_stand_once_in_order(scene: Scene) -> None:
    pages = make_pages(scene)
    assert set().union(*(_find_ids(page.scene) for page in pages)) == _find_ids(scene)
    assert _gather_remarks(pages) == _tell(scene.remarks)


@EVERY
def test_text_is_never_smaller_than_seven_points_and_lies_on_the_sheet(scene: Scene) -> None:
    for page in make_pages(scene):
        assert page.text_size >= 6.99
        assert page.drawing is None or page.drawing.height * page.scale <= page.room + 0.01
        assert page.top + page.remarks.height < page.paper.bottom


def test_a_small_scene_is_one_page_and_a_large_one_as_few_as_its_text_allows() -> None:
    assert [len(make_pages(scene)) for scene in (TINY, EMPTY, SMALL)] == [1, 1, 2]
    assert 2 < len(make_pages(HEADED)) <= 6


def test_parts_are_numbered_and_steps_of_one_heading_share_a_part() -> None:
    pictures = [page.scene for page in make_pages(HEADED) if page.drawing]
    assert [scene.subtitle[-5:] for scene in pictures] == [
        f"（その{n}）" for n in range(1, len(pictures) + 1)
    ]
    for n in "123456789":
        parts = [i for i, s in enumerate(pictures) for a in s.arrows if a.number.startswith(n)]
        assert len(set(parts)) <= 2, n


def test_a_page_with_too_long_a_name_keeps_the_number_of_its_part_in_the_footer() -> None:
    named = evolve(HEADED, subtitle="住民基本台帳を取り扱う事務の内容" * 4)
    for n, page in enumerate((p for p in make_pages(named) if p.drawing), 1):
        foot = to_sheet(page).split('class="foot"')[1]
        assert next(_find_texts(foot)).endswith(f"…（その{n}）")


def test_what_no_step_uses_stands_where_its_frame_is_drawn() -> None:
    alone = (Box("予備", "予備サーバー", Shape.SYSTEM, "zone:地方公共団体情報システム機構"),)
    pages = make_pages(evolve(HEADED, boxes=(*alone, *HEADED.boxes)))
    (there,) = (page for page in pages if "予備" in _find_ids(page.scene))
    assert sum(box.frame == alone[0].frame for box in there.scene.boxes) > 1


def test_evening_out_adds_no_page_and_makes_the_smallest_text_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    evened = [make_pages(scene) for scene in SPLIT]
    monkeypatch.setattr(room, "_even_out", lambda *given: given[-1])
    greedy = [room.make_pages(scene) for scene in SPLIT]
    assert list(map(len, evened)) == list(map(len, greedy))
    gains = [_find_smallest(a) - _find_smallest(b) for a, b in zip(evened, greedy, strict=True)]
    assert min(gains) >= 0
    assert max(gains) > 0


def _find_smallest(pages: tuple[Page, ...]) -> float:
    return min(page.text_size for page in pages if page.drawing)


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
