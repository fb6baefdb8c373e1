"""What the page is told of its models: every verdict is Python's, none is the script's."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

import piaflow
from piaflow.domain.nodes import System
from piaflow.explorer.facts import Known, Together, words_to_dict
from piaflow.views.catalogue import VIEWS
from piaflow.views.overlays import mark_trace
from piaflow.views.scene import Mark, Scene
from piaflow.views.sheet import gather
from tests.cli.calling import KONBINI, MINATO
from tests.once import open_once

ROOT = Path(__file__).parents[2]
WEB = ROOT / "piaflow" / "explorer" / "web"
MODEL, CHANGED = open_once(MINATO).assessment, open_once(KONBINI)
JUKI = open_once(ROOT / "models/iizuka/juki.yaml").assessment


def _says(scene: Scene) -> dict[str, str]:
    """Return what the marks of a scene are called, and "" for a line of 保有 that bears none."""
    parts = (*scene.boxes, *scene.arrows)
    return {part.id: part.mark.value for part in parts if part.mark is not Mark.ASIDE}  # type: ignore[attr-defined]


def _said(verdicts: dict[str, str]) -> dict[str, str]:
    called = {word: told["said"] for word, told in words_to_dict()["verdicts"].items()}
    return {name: called.get(word, "") for name, word in verdicts.items()}


@pytest.mark.parametrize("model", [MODEL, JUKI], ids=["minato", "iizuka"])
@pytest.mark.parametrize("view", list(VIEWS))
@pytest.mark.parametrize("is_gathered", [False, True])
def test_the_verdicts_of_a_sheet_are_those_of_the_drawn_trace(
    model: piaflow.Assessment, view: str, *, is_gathered: bool
) -> None:
    document = Known(model)
    for scene in VIEWS[view](model).values():
        shown = gather(scene) if is_gathered else scene
        for item, verdicts in document.judge_scene(shown).items():
            assert _said(verdicts) == _says(mark_trace(shown, piaflow.trace([model], item).trace))


def test_what_a_change_removed_is_judged_as_it_was_before() -> None:
    overlay = CHANGED.overlay("annex1", MODEL)["(２)本人確認情報ファイル"]
    gone = {arrow.id for arrow in overlay.arrows if arrow.mark is Mark.REMOVED}
    before = mark_trace(
        VIEWS["annex1"](MODEL)["(２)本人確認情報ファイル"], piaflow.trace([MODEL], "個人番号").trace
    )
    judged = Known(CHANGED.assessment).judge_scene(overlay, Known(MODEL))["個人番号"]
    assert gone
    assert {n: w for n, w in _said(judged).items() if n in gone} == {
        n: w for n, w in _says(before).items() if n in gone
    }


def test_documents_together_are_judged_by_the_joined_trace() -> None:
    models = (MODEL, JUKI)
    answer = piaflow.trace(models, "個人番号")
    together = Together(models)
    told = together.to_dict()["verdicts"]["個人番号"]
    assert set(told["nodes"]) == {node.name for node in answer.nodes}
    (scene,) = VIEWS["topology"](JUKI).values()
    judged = together.judge_scene(scene, 1)["個人番号"]
    labels = together.to_dict()["labels"][1]
    assert {box.id: judged.get(box.id, "none") for box in scene.boxes} == {
        box.id: told["nodes"][labels[box.id]]["word"] for box in scene.boxes
    }


def test_one_document_alone_has_nothing_joined() -> None:
    together = Together((MODEL,))
    assert together.to_dict() == {}
    assert together.judge_scene(next(iter(VIEWS["topology"](MODEL).values())), 0) == {}


def test_the_entries_of_a_node_are_found_by_any_of_its_names_and_in_the_rows_of_an_annex() -> None:
    entries = Known(MODEL).to_dict()["entries"]
    named = {
        MODEL.canonical(name)
        for declared in MODEL.entries
        for name in getattr(declared.entry, "names", ())
        if MODEL.find(name)
    }
    assert named
    for name in named:
        assert any("提供先" in entry or "移転先" in entry for entry in entries[name])
    nodes = {node.name for node in MODEL.nodes}
    assert set(entries) <= nodes


def test_what_a_flow_and_a_file_hold_is_said_as_the_document_prints_it() -> None:
    facts = Known(MODEL).to_dict()["facts"]
    flows = MODEL.flows_by_id
    assert {flow["id"]: flow["said"] for flow in facts["flows"]} == {
        name: str(flow.items) or "不明" for name, flow in flows.items()
    }
    assert facts["files"][0]["said"] == "個人番号、4情報、住民票コード、宛名番号、続柄等"


def test_the_script_names_no_verdict() -> None:
    words = words_to_dict()
    said = {told["said"] for told in words["verdicts"].values()} | set(words["reach"].values())
    script = "".join(file.read_text(encoding="utf-8") for file in WEB.glob("*.js"))
    assert [word for word in sorted(said) if word in script] == []


def test_where_connections_are_not_told_the_page_is_told_so() -> None:
    model = evolve(MODEL, systems=(*MODEL.systems, System("倉庫")))
    said = Known(model).to_dict()["verdicts"]["個人番号"]["nodes"]
    assert {name: told["note"] for name, told in said.items() if told["note"]} == {
        "倉庫": "つながりが分からない（この所への流れは、文書に書かれていない）"
    }
