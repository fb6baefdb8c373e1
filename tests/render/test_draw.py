from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.errors import FormatError, RenderError
from piaflow.layout.font import FAMILY, fill_gaps, find_font_file
from piaflow.render.draw import FORMATS, draw, draw_drawio, draw_svg
from piaflow.render.export import find_size
from piaflow.render.proof.svg import read_back, verify
from piaflow.views.scene import Arrow, Box, Frame, Line, Remark, RemarkGroup, Scene, Shape
from piaflow.views.theme import STROKES, TINTS
from tests.render.scenes import LARGE, SMALL, make_huge

SVG = "{http://www.w3.org/2000/svg}"
EMPTY = Scene("みなと市 何もない事務")
WORDS = st.text("個人番号システム（）・<&>\"'\\\n {}|ab1①➊", min_size=1, max_size=20)


def assert_reads_back(scene: Scene) -> None:
    shown = read_back(draw_svg(scene))
    assert shown.boxes == scene.boxes
    assert shown.arrows == scene.arrows
    assert sorted(f.id for f in shown.frames) == sorted(f.id for f in scene.frames)
    assert shown.legend == tuple(kind.name for kind in (*scene.lines, *scene.shapes))


@pytest.mark.slow
@pytest.mark.parametrize("scene", [SMALL, LARGE, EMPTY], ids=["small", "large", "empty"])
def test_the_picture_shows_what_the_scene_holds_and_nothing_else(scene: Scene) -> None:
    assert_reads_back(scene)


def test_frames_deeper_than_there_are_tints_bear_the_darkest() -> None:
    deep = len(TINTS) + 2
    frames = tuple(Frame(f"f{n}", f"区画{n}", f"f{n - 1}" if n else "") for n in range(deep))
    boxes = (Box("a", "内", Shape.SYSTEM, f"f{deep - 1}"), Box("b", "外", Shape.SYSTEM))
    scene = Scene(
        "深い区画", frames=frames, boxes=boxes, arrows=(Arrow("a1", "a", "b", Line.SPECIFIC, "①", "渡す"),)
    )
    assert_reads_back(scene)
    assert draw_svg(scene).count(f'fill="{TINTS[-1]}"') >= deep - len(TINTS) + 1
    assert TINTS[-1] in draw_drawio(scene)


def test_step_numbers_names_and_remarks_are_visible_text() -> None:
    root = ET.fromstring(draw_svg(SMALL))  # noqa: S314
    seen = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert all(
        words in seen for words in ("1-①", "⑤⓬", "窓口端末", "予診票（紙）", "みなと市", "凡例", "備考")
    )


def test_remarks_stand_under_their_heading_and_a_sheet_without_any_has_none() -> None:
    picture, *behind = draw_svg(SMALL).split("（備考）")
    assert len(behind) == 1
    assert 'class="remarks"' in behind[0]
    assert 'class="remarks"' not in picture
    assert "（備考）" not in draw_svg(evolve(SMALL, remarks=()))


@pytest.mark.parametrize("scene", [SMALL, LARGE], ids=["small", "large"])
def test_an_svg_says_what_it_is_and_every_node_flow_and_frame_can_be_named(scene: Scene) -> None:
    root = ET.fromstring(draw_svg(scene))  # noqa: S314
    assert root.findtext(f"{SVG}title") == scene.title
    assert root.findtext(f"{SVG}desc") == (
        f"{scene.subtitle} 箱{len(scene.boxes)}、矢印{len(scene.arrows)}、枠{len(scene.frames)}"
    )
    groups = {g.get("id"): g for g in root.iter(f"{SVG}g") if g.get("id")}
    parts = [part.id for found in (scene.frames, scene.boxes, scene.arrows) for part in found]
    assert all(groups[part].findtext(f"{SVG}title") for part in parts)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_without_our_font_an_svg_is_shown_in_one_of_several_japanese_ones() -> None:
    root = ET.fromstring(draw_svg(SMALL))  # noqa: S314
    own, *others, last = [name.strip(" '") for name in root.attrib["font-family"].split(",")]
    assert own == FAMILY
    assert {"Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic"} <= set(others)
    assert last == "sans-serif"
    assert root.get("lang") == "ja"


@pytest.mark.slow
def test_the_digits_of_a_step_number_look_as_large_as_the_text_beside_them() -> None:
    svg = draw_svg(SMALL)
    tag = float(re.findall(r'class="number"[^>]*font-size="([\d.]+)"', svg)[0])
    text = float(re.findall(r'class="text"[^>]*font-size="([\d.]+)"', svg)[0])
    with TTFont(find_font_file()) as font:
        heights = {char: _find_heights(font, char) for char in "1①⓬"}
    assert len(heights["⓬"]) == 3  # the disc and two digits
    for char in "①⓬":
        assert min(heights[char]) * tag >= heights["1"][0] * text


def test_white_digits_on_a_disc_are_not_narrowed_by_a_stroke() -> None:
    tags = re.findall(r'<text[^>]*class="number"[^>]*>[^<]*<', draw_svg(SMALL).split('class="remarks"')[0])
    stroked = {tag.rpartition(">")[2][:-1]: "stroke" in tag for tag in tags}
    assert {stroked[number] for number in ("⑤⓬", "⑥⓫", "❶")} == {False}
    assert stroked["1-①"]


def _find_heights(font: TTFont, char: str) -> list[float]:
    """The heights of the closed lines that a character is drawn with."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord(char)]].draw(pen)
    heights: list[float] = []
    for kind, points in pen.value:
        ys = [y for _, y in filter(None, points)]
        if kind == "moveTo":
            low, high = ys[0], ys[0]
        low, high = min(low, *ys, low), max(high, *ys, high)
        if kind == "closePath":
            heights.append(high - low)
    return heights


def test_lines_differ_by_more_than_colour() -> None:
    svg = draw_svg(SMALL)
    arrows = [part for part in svg.split("<g ") if part.startswith('class="arrow"')]
    looks = {kind.name: {"stroke-dasharray" in a for a in arrows if f'"{kind.name}"' in a} for kind in Line}
    assert looks == {"SPECIFIC": {False}, "PERSONAL": {True}, "UNKNOWN": {False}, "HELD": {False}}
    assert STROKES[Line.SPECIFIC].width >= 1.5 * STROKES[Line.UNKNOWN].width
    heads = {kind.name: {a.count("<path") for a in arrows if f'"{kind.name}"' in a} for kind in Line}
    assert heads == {"SPECIFIC": {2}, "PERSONAL": {2}, "UNKNOWN": {2}, "HELD": {1}}


def test_a_part_that_is_missing_is_named() -> None:
    svg = draw_svg(SMALL)
    more = evolve(SMALL, boxes=(*SMALL.boxes, Box("node:新", "新システム", Shape.SYSTEM)))
    with pytest.raises(RenderError, match="箱がない（node:新 新システム"):
        verify(more, svg)


def test_a_part_too_many_is_named() -> None:
    fewer = evolve(SMALL, arrows=SMALL.arrows[:-1])
    with pytest.raises(RenderError, match="余分な矢印（flow:18"):
        verify(fewer, draw_svg(SMALL))


def test_a_box_whose_visible_text_was_lost_is_a_defect() -> None:
    svg = draw_svg(SMALL).replace(">窓口端末</text>", "></text>")
    with pytest.raises(RenderError, match="文字がない（node:窓口端末=窓口端末）"):
        verify(SMALL, svg)


@pytest.mark.parametrize("words", [SMALL.title, SMALL.subtitle])
def test_a_title_that_is_not_visible_is_a_defect(words: str) -> None:
    svg = draw_svg(SMALL).replace(f">{words}</text>", "></text>")
    with pytest.raises(RenderError, match="表題がない"):
        verify(SMALL, svg)


def test_a_png_is_a_png_and_the_dot_text_names_the_boxes() -> None:
    assert draw(SMALL, "png").startswith(b"\x89PNG")
    assert "窓口端末" in draw(SMALL, "dot").decode()


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(FormatError, match=r"gif.*svg, png, pdf, dot"):
        draw(SMALL, "gif")


def test_a_long_title_is_broken_instead_of_making_the_sheet_wide() -> None:
    titled = evolve(SMALL, title="みなと市の長い名前の事務" * 12, subtitle="とても長い副題" * 30)
    svg = draw_svg(titled)
    assert find_size(svg)[0] == find_size(draw_svg(SMALL))[0]
    assert find_size(svg)[1] > find_size(draw_svg(SMALL))[1]


@pytest.mark.parametrize("fmt", FORMATS)
def test_control_characters_are_drawn_by_their_numbers(fmt: str) -> None:
    box = Box("n\x00\x07", "窓口\x00端末\x1b", Shape.TERMINAL)
    arrow = Arrow("f\x01", box.id, box.id, Line.SPECIFIC, "\x02①", "確\x0b認")
    assert draw(Scene("題\x00", "\x05", boxes=(box,), arrows=(arrow,)), fmt)


def test_names_that_only_look_alike_are_told_apart_in_a_picture() -> None:
    names = ("端末", "端\x00末", "端\u200b末", "\u202e末端", "端\x9b末")
    boxes = tuple(Box(f"n{i}", name, Shape.SYSTEM) for i, name in enumerate(names))
    svg = draw_svg(Scene("題", boxes=boxes))
    shown = ["端末", "端‹U+0000›末", "端‹U+200B›末", "‹U+202E›末端", "端‹U+009B›末"]
    assert [box.label for box in boxes] == shown
    assert all(f">{line}</text>" in svg for line in ("端末", "‹U+202E›末端"))
    assert not set("\x00\u200b\u202e\x9b") & set(svg)


@pytest.mark.parametrize("words", ["", "\n", " "])
@pytest.mark.parametrize("fmt", FORMATS)
def test_a_number_that_is_blank_is_no_number(words: str, fmt: str) -> None:
    box = Box("n", words, Shape.SYSTEM)
    assert draw(Scene("題", boxes=(box,), arrows=(Arrow("f", "n", "n", Line.HELD, words, words),)), fmt)


def test_print_shows_a_geta_for_what_its_font_lacks_and_svg_keeps_it() -> None:
    lacking, shown = (Scene("題", boxes=(Box("n", name, Shape.SYSTEM),)) for name in ("𠮷田😀", "〓田〓"))
    assert draw(lacking, "png") == draw(shown, "png")
    assert ">𠮷田😀</text>" in draw_svg(lacking)
    joined = Scene("題", boxes=(Box("n", "禰\U000e0100田", Shape.SYSTEM),))
    assert "〓" not in fill_gaps(draw_svg(joined))


@pytest.mark.slow
def test_two_hundred_boxes_and_six_hundred_arrows_are_drawn_in_good_time_without_losing_one() -> None:
    scene = make_huge()
    assert read_back(draw_svg(scene)).arrows == scene.arrows


@st.composite
def scenes(find: st.DrawFn) -> Scene:
    frames: list[Frame] = []
    for n in range(find(st.integers(0, 4))):
        frames.append(Frame(f"z{n}", find(WORDS), find(st.sampled_from(["", *(f.id for f in frames)]))))
    place = st.sampled_from(["", *(frame.id for frame in frames)])
    count = find(st.integers(1, 8))
    boxes = tuple(Box(f"n{n}", find(WORDS), find(st.sampled_from(Shape)), find(place)) for n in range(count))
    end = st.sampled_from([box.id for box in boxes])
    flow = st.tuples(end, end, st.sampled_from(Line), st.sampled_from(["", "1-①", "➍"]), st.just("") | WORDS)
    arrows = tuple(Arrow(f"f{n}", *find(flow)) for n in range(find(st.integers(0, 16))))
    return Scene(
        find(WORDS),
        find(WORDS),
        tuple(frames),
        boxes,
        arrows,
        (RemarkGroup("備考", (Remark("1", find(WORDS)),)),),
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(scenes())
def test_any_scene_survives_and_is_shown_in_full(scene: Scene) -> None:
    assert_reads_back(scene)
