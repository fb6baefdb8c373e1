from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from attrs import evolve
from hypothesis import given, settings

from piaflow.app.formats import draw
from piaflow.errors import RenderError
from piaflow.explorer.page import Page, verify_page
from piaflow.explorer.sheet import Sheet
from piaflow.render.proof.page import Element, read_parts, read_sheets
from piaflow.render.proof.shown import squeeze
from piaflow.views.scene import Remark, RemarkGroup, Scene
from tests.render.model_scenes import EVIL, MARKED, load_model_scenes
from tests.render.scenes import LARGE, SMALL
from tests.render.test_draw import EMPTY, scenes

OURS = {"small": SMALL, "large": LARGE, "empty": EMPTY, "marked": MARKED}


def _write(scene: Scene) -> str:
    return draw(scene, "html").decode()


def _verify(scene: Scene, text: str) -> None:
    verify_page(Page((Sheet(scene),)), text)


def _find(text: str, tag: str) -> list[Element]:
    return [part for part in read_parts(text) if part.tag == tag]


def assert_reads_back(scene: Scene) -> None:
    (shown,) = read_sheets(_write(scene))
    assert shown.boxes == scene.boxes
    assert shown.arrows == scene.arrows
    assert sorted(f.id for f in shown.frames) == sorted(f.id for f in scene.frames)
    assert squeeze(shown.title) == squeeze(scene.title + scene.subtitle)
    assert list(shown.texts) == [arrow.id for arrow in scene.arrows]


@pytest.mark.slow
@pytest.mark.parametrize("scene", list(OURS.values()), ids=list(OURS))
def test_what_is_read_back_is_the_scene(scene: Scene) -> None:
    assert_reads_back(scene)


@pytest.mark.slow
def test_every_picture_of_every_model_reads_back() -> None:
    for scene in load_model_scenes().values():
        assert_reads_back(scene)


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert draw(SMALL, "html") == draw(SMALL, "html")


def test_no_name_becomes_a_tag_or_a_script() -> None:
    text = _write(EVIL)
    tags = [part.tag for part in read_parts(text)]
    assert (tags.count("script"), tags.count("svg"), tags.count("img"), tags.count("b")) == (2, 1, 0, 0)
    assert "<img" not in text
    assert text.count("</script>") == 2
    _verify(EVIL, text)


def test_a_name_that_was_not_escaped_would_be_found_out() -> None:
    text = _write(SMALL)
    for harm in ("<img src=x>", "<script></script>", '<p onclick="x()"></p>', '<p style="color:red"></p>'):
        with pytest.raises(RenderError, match="余分な要素"):
            _verify(SMALL, text.replace("<td>住民から", f"<td>{harm}住民から", 1))


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    text = _write(SMALL)
    policy = next(p.attributes["content"] for p in _find(text, "meta") if "http-equiv" in p.attributes)
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        seal = b64encode(sha256(_find(text, tag)[-1].text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{seal}'" in policy
    assert not re.findall(r"(?:src|href|url)\s*[=(]", text)


def test_a_flow_its_label_and_its_remark_are_tied_by_id_and_number() -> None:
    parts = read_parts(_write(SMALL))
    rows = [p.attributes for p in parts if p.tag == "tr" and "data-number" in p.attributes]
    assert {row["data-arrow"] for row in rows if "data-arrow" in row} == {a.id for a in SMALL.arrows}
    remarks = [row["data-number"] for row in rows if "data-arrow" not in row]
    assert remarks == [remark.number for group in SMALL.remarks for remark in group.remarks]
    labels = [p.attributes["data-arrow"] for p in parts if p.attributes.get("class") == "label"]
    assert set(labels) <= {arrow.id for arrow in SMALL.arrows}


def test_only_remarks_of_a_flow_can_be_picked() -> None:
    scene = evolve(SMALL, remarks=(RemarkGroup("", (Remark("1-①", "提出する。"), Remark("※", "注。"))),))
    rows = {
        p.attributes["data-number"]: p
        for p in _find(_write(scene), "tr")
        if p.attributes.get("class") == "remark"
    }
    assert squeeze(rows["※"].text) == "※注。"
    picked = [p for p in _find(_write(scene), "button") if p.attributes.get("class") == "pick"]
    assert len(picked) == 1 + len(scene.arrows)


def test_the_page_can_be_used_without_eyes_and_without_a_mouse() -> None:
    parts = read_parts(_write(SMALL))
    assert next(p for p in parts if p.tag == "html").attributes["lang"] == "ja"
    sheet = next(p for p in parts if p.attributes.get("class") == "sheet")
    assert sheet.attributes["tabindex"] == "0"
    assert "矢印キー" in sheet.attributes["aria-label"]
    buttons = [p for p in parts if p.tag == "button"]
    assert all(p.attributes["type"] == "button" and (p.text or p.attributes["aria-label"]) for p in buttons)


def test_a_picture_without_remarks_shows_its_flows_at_once() -> None:
    assert '<details class="flow-list">' in _write(SMALL)
    bare = _write(evolve(SMALL, remarks=()))
    assert '<details class="flow-list" open="">' in bare
    assert "<h3>備考</h3>" not in bare


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ('<h1 class="title">みなと市 予防接種に関する事務</h1>', "表題がない"),
        ("<td>住民から窓口端末へ、申請書の提出を行う。</td>", "備考がない（1-①住民から"),
        ('<td data-head="へ">窓口端末</td>', "流れの一覧がモデルと一致しません: 1-①"),
    ],
)
def test_what_is_lost_is_named(words: str, what: str) -> None:
    text = _write(SMALL)
    assert words in text
    with pytest.raises(RenderError, match=what):
        _verify(SMALL, text.replace(words, ""))


@pytest.mark.slow
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(scenes())
def test_any_scene_reads_back(scene: Scene) -> None:
    assert_reads_back(scene)
