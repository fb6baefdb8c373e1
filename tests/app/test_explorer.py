"""The explorer as a file: what it holds, that it reads back, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

import piaflow
from piaflow.app.explorer import Subject, Wish, explore
from piaflow.app.loading import find_model_files, load_all
from piaflow.domain.visible import reveal
from piaflow.errors import RenderError, UnknownNameError
from piaflow.explorer.facts import Known, find_identifiers
from piaflow.explorer.page import Page, draw_page, verify_page
from piaflow.explorer.sheet import AFTER, BEFORE, BOTH, Sheet
from piaflow.render.proof.page import read_parts, read_sheets
from piaflow.views.catalogue import VIEWS
from piaflow.views.entry_tables import make_entry_tables
from tests.cli.calling import KONBINI, MINATO, call, refused
from tests.once import open_once

MODEL, CHANGED = open_once(MINATO), open_once(KONBINI)
SCENES = tuple(scene for view in VIEWS.values() for scene in view(MODEL.assessment).values())
PAGE = Page(
    tuple(map(Sheet, SCENES)),
    "みなと市",
    (Known(MODEL.assessment).to_dict(),),
    (make_entry_tables(MODEL.assessment),),
)


def _sheets(text: str) -> list[tuple[str, str, str]]:
    """Return name, side of the change and document of each diagram of a page."""
    found = (p.attributes for p in read_parts(text) if p.attributes.get("class") == "diagram")
    return [(a["data-name"], a["data-state"], a["data-document"]) for a in found]


def _draw(folder: Path, *words: str | Path) -> str:
    result = call("draw", *words, "-o", folder / "x.html")
    assert (result.exit_code, result.stderr) == (0, "")
    return (folder / "x.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_all_models_together_are_one_page_that_reads_back() -> None:
    models = load_all(find_model_files(Path(__file__).parents[2] / "models"))
    text = explore([Subject(model) for model in models]).decode()
    drawn = [
        scene for model in models for view in VIEWS.values() for scene in view(model.assessment).values()
    ]
    shown = read_sheets(text)
    assert [one.boxes for one in shown] == [scene.boxes for scene in drawn]
    assert [one.arrows for one in shown] == [scene.arrows for scene in drawn]


def test_the_page_holds_all_pictures_and_the_same_bytes_each_time() -> None:
    text = explore([Subject(MODEL)])
    assert text == explore([Subject(MODEL)])
    names = [name for name, _, _ in _sheets(text.decode())]
    assert names == ["別添1 (１)住民基本台帳ファイル", "別添1 (２)本人確認情報ファイル", "全体図"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["<!--<script>", "]]>", "長い名前の" * 80, "a" * 400])
def test_any_name_reads_back(name: str) -> None:
    words = f"{name}線\u2028区切り\u2029"
    model = MODEL.add(piaflow.System(name), flows=[piaflow.Flow("窓口端末", name, text=words)])
    text = explore([Subject(model)]).decode()
    (facts,) = (p.text for p in read_parts(text) if p.attributes.get("id") == "facts")
    assert reveal(name) in {node["name"] for node in json.loads(facts)["documents"][0]["facts"]["nodes"]}
    assert text.count("<script") == 2


@pytest.mark.slow
def test_a_folder_stands_for_its_models(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "models" / "yashio"
    assert _draw(tmp_path, folder) == _draw(tmp_path, *find_model_files(folder))
    assert "1つの頁にするなら、フォルダーを MODEL に書いてください" in " ".join(
        refused("draw", "--all", folder, "-o", tmp_path / "y.html")
    )
    assert not (tmp_path / "y.html").exists()


def test_a_view_or_a_diagram_alone_can_be_wished_for(tmp_path: Path) -> None:
    one = _draw(tmp_path, MINATO, "--diagram", "(２)本人確認情報ファイル")
    assert [name for name, _, _ in _sheets(one)] == ["別添1 (２)本人確認情報ファイル"]
    traced = _draw(tmp_path, MINATO, "--view", "trace", "--item", "符号")
    assert _sheets(traced)[0][0] == "流れ (１)住民基本台帳ファイル"
    assert "「符号」の流れ" in traced


def test_the_traces_in_the_page_are_those_of_the_command(tmp_path: Path) -> None:
    text = _draw(tmp_path, MINATO)
    (document,) = json.loads(next(p.text for p in read_parts(text) if p.attributes.get("id") == "facts"))[
        "documents"
    ]
    assert tuple(document["traces"]) == find_identifiers(MODEL.assessment)
    for item, answer in document["traces"].items():
        assert answer == json.loads(call("trace", MINATO, "--item", item, "--format", "json").stdout)


@pytest.mark.parametrize(("view", "tab"), [("findings", "指摘"), ("impact", "変更")])
def test_findings_and_a_change_can_be_the_view(view: str, tab: str, tmp_path: Path) -> None:
    text = _draw(tmp_path, KONBINI, "--view", view)
    assert {name.partition(" ")[0] for name, _, _ in _sheets(text)} == {tab}
    drawn = CHANGED.pictures(view, before=MODEL)
    assert [shown.arrows for shown in read_sheets(text)] == [
        picture.scene.arrows for picture in drawn.values()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("words", [(KONBINI,), (KONBINI, "--before", MINATO)], ids=["base", "before"])
def test_a_change_shows_each_diagram_before_after_and_both(words: tuple[str, ...], tmp_path: Path) -> None:
    sheets = _sheets(_draw(tmp_path, *words))
    states = [(state, document) for name, state, document in sheets if name == "全体図"]
    assert states == [(AFTER, "0"), (BEFORE, "1"), (BOTH, "0")]


def test_a_removed_arrow_stands_for_the_flow_that_was(tmp_path: Path) -> None:
    facts = json.loads(
        next(p.text for p in read_parts(_draw(tmp_path, KONBINI)) if p.attributes.get("id") == "facts")
    )
    gone = "(２)本人確認情報ファイル 2-② 市町村CS→個人番号カード管理システム #d32a"
    assert gone in MODEL.flow_ids
    assert gone not in CHANGED.flow_ids
    assert any(sheet["flows"].get(gone) == [gone] for sheet in facts["sheets"])


@pytest.mark.slow
def test_gathered_arrows_know_the_flows_they_gather(tmp_path: Path) -> None:
    text = _draw(tmp_path, Path(__file__).parents[2] / "models/iizuka/juki.yaml", "--gather")
    facts = json.loads(next(p.text for p in read_parts(text) if p.attributes.get("id") == "facts"))
    assert max(len(flows) for flows in facts["sheets"][1]["flows"].values()) > 1


def test_what_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    assert "個人番合" in refused("draw", MINATO, "--item", "個人番合", "-o", out)[0]
    assert "(２)本人確認" in refused("draw", MINATO, "--diagram", "(２)本人確認情報フイル", "-o", out)[0]
    assert "before" in " ".join(refused("draw", KONBINI, MINATO, "--before", MINATO, "-o", out))
    assert ".html" in " ".join(refused("draw", KONBINI, MINATO, "-o", tmp_path / "x.svg"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UnknownNameError):
        explore([Subject(MODEL)], Wish(view="annex2"))


@pytest.mark.parametrize(
    ("words", "instead", "what"),
    [
        ('<td data-head="委託先">みなと情報サービス株式会社</td>', "", "Ⅱの表がモデルと一致しません"),
        ('"holder":"既存住基システム"', '"holder":"市町村CS"', "事実がモデルと一致しません"),
        ("<title>市町村CS（システム）</title>", "<title>市町村CS（システム）</title><img>", "余分な要素"),
        ('data-source="市町村CS"', 'data-source="窓口端末"', "図がモデルと一致しません"),
    ],
)
def test_a_page_that_lost_or_changed_something_is_refused(words: str, instead: str, what: str) -> None:
    text = draw_page(PAGE)
    assert words in text
    with pytest.raises(RenderError, match=what):
        verify_page(PAGE, text.replace(words, instead, 1))


def test_a_page_that_lacks_a_diagram_is_refused() -> None:
    fewer = evolve(PAGE, sheets=PAGE.sheets[:2])
    with pytest.raises(RenderError, match="svg×3"):
        verify_page(fewer, draw_page(PAGE))


def test_no_id_stands_twice_in_a_page() -> None:
    ids = [p.attributes["id"] for p in read_parts(draw_page(PAGE)) if "id" in p.attributes]
    assert len(ids) == len(set(ids))


def test_no_name_ends_the_facts_early() -> None:
    hostile = piaflow.load(Path(MINATO).with_name("hostile.yaml"))
    text = explore([Subject(hostile)]).decode()
    facts = next(p.text for p in read_parts(text) if p.attributes.get("id") == "facts")
    assert "<" not in facts
    names = {node["name"] for node in json.loads(facts)["documents"][0]["facts"]["nodes"]}
    assert names == {node.name for node in hostile.nodes} - {file.name for file in hostile.files}
    assert text.count("</script>") == 2
