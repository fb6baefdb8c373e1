"""What a chosen item lights in a browser is what `piaflow trace` names, flow by flow and node by node."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import piaflow
from piaflow.views.catalogue import VIEWS
from piaflow.views.overlays import mark_trace
from piaflow.views.scene import Mark
from tests.browser.chromium import Tab
from tests.browser.test_explorer import SHOWN, box, choose, text
from tests.cli.calling import KONBINI, MINATO, call
from tests.once import open_once

ITEMS = ("個人番号", "符号", "団体内統合宛名番号", "宛名番号", "住民票コード")
_WORDS = {
    Mark.DEFINITE: "definite",
    Mark.DERIVED: "derived",
    Mark.POSSIBLE: "possible",
    Mark.STOP: "stop",
    Mark.ASIDE: "none",
    Mark.NONE: "",
}

_COVERED = f"""(() => {{
  const find = (selector) => [...document.querySelectorAll(`{SHOWN} ${{selector}}`)];
  const words = find(':is(.label, .name, .box) text').map((part) => [part.textContent, part.getBBox()]);
  const signs = find('.sign circle').map((sign) => [sign.cx.baseVal.value, sign.cy.baseVal.value]);
  const isOn = (area, [x, y]) =>
    area.x < x && x < area.x + area.width && area.y < y && y < area.y + area.height;
  return words.filter(([, area]) => signs.some((sign) => isOn(area, sign))).map(([word]) => word);
}})()"""


def _trace(model: str, item: str) -> dict[str, Any]:
    result = call("trace", model, "--item", item, "--format", "json")
    assert result.exit_code == 0
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def _word(flow: dict[str, Any], item: str) -> str:
    """Return the word that a flow of a trace bears: 届く is said of the item itself alone."""
    if flow["stops"] or flow["reach"] == "none":
        return "stop" if flow["stops"] else "none"
    if flow["reach"] == "definite" and item in flow["as"]:
        return "definite"
    return "possible" if flow["reach"] == "possible" or item in flow["possibly_as"] else "derived"


def _lit(tab: Tab, word: str) -> set[str]:
    """Return the ids of the flows of the shown diagram that bear a word of the trace."""
    found = tab.run(
        f"[...document.querySelectorAll('{SHOWN} .arrow[data-trace={word}]:not([data-line=HELD])')].map((a) => a.dataset.id)"
    )
    return set(found)


@pytest.fixture
def opened(tab: Tab, plain: Path) -> Tab:
    tab.look(1280, 900)
    tab.open(plain)
    return tab


def test_every_identifier_that_the_model_speaks_of_can_be_traced(opened: Tab) -> None:
    offered = opened.run("[...document.querySelectorAll('.trace option')].map((option) => option.value)")
    assert sorted(offered) == sorted(["", *ITEMS])


@pytest.mark.slow
@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("number", [0, 1])
def test_the_flows_that_are_lit_are_those_that_trace_names(opened: Tab, item: str, number: int) -> None:
    answer = _trace(MINATO, item)
    model = open_once(MINATO)
    drawn = {i for i, f in model.flows_by_id.items() if f.diagram == model.diagrams[number].name}
    opened.click(f"[role=tab]:nth-child({number + 1})")
    choose(opened, ".trace", item)
    for word in ("definite", "derived", "possible", "stop"):
        assert _lit(opened, word) == {f["id"] for f in answer["flows"] if _word(f, item) == word} & drawn


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("view", list(VIEWS))
def test_every_arrow_and_box_bears_the_mark_of_the_drawn_trace(opened: Tab, item: str, view: str) -> None:
    model = open_once(MINATO)
    marked = mark_trace(next(iter(VIEWS[view](model.assessment).values())), model.trace(item).trace)
    opened.click(f"[role=tab]:nth-child({1 if view == 'annex1' else 3})")
    choose(opened, ".trace", item)
    for kind, parts in (("arrow", marked.arrows), ("box", marked.boxes)):
        told = opened.run(
            f"[...document.querySelectorAll('{SHOWN} g.{kind}')].map((p) => [p.dataset.id, p.dataset.trace ?? ''])"
        )
        assert dict(told) == {part.id: _WORDS[part.mark] for part in parts}


@pytest.mark.parametrize("item", ["個人番号", "符号"])
def test_a_node_lights_its_path_and_its_cut(opened: Tab, item: str) -> None:
    model = open_once(MINATO)
    drawn = {i for i, f in model.flows_by_id.items() if f.diagram == model.diagrams[1].name}
    nodes = {node["name"]: node for node in _trace(MINATO, item)["nodes"]}
    opened.click("[role=tab]:nth-child(2)")
    choose(opened, ".trace", item)
    shown = opened.run(f"[...document.querySelectorAll('{SHOWN} g.box')].map((part) => part.dataset.id)")
    asked = [nodes[name] for name in shown if nodes[name]["path"] or nodes[name]["cut"]]
    assert asked
    for node in asked:
        opened.run(
            f"document.querySelector('{box(node['name'])}').dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"
        )
        for kind, flows in (("lit", node["path"]), ("cut", node["cut"])):
            there = opened.run(
                f"[...document.querySelectorAll('{SHOWN} .arrow.{kind}')].map((a) => a.dataset.id)"
            )
            assert set(there) == set(flows) & drawn
        told = text(opened, ".side")
        assert all(stop["reason"] in told for stop in node["why"])
        assert all(model.flow(flow).target in told for flow in node["path"])


def test_the_side_before_a_change_is_traced_in_the_model_before(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    choose(tab, ".trace", "個人番号")
    for place, model in ((1, MINATO), (2, KONBINI)):
        tab.click(f".states button:nth-child({place})")
        flows = {f["id"] for f in _trace(model, "個人番号")["flows"] if _word(f, "個人番号") == "definite"}
        drawn = {
            i for i, f in open_once(model).flows_by_id.items() if f.diagram == "(１)住民基本台帳ファイル"
        }
        assert _lit(tab, "definite") == flows & drawn


def test_possible_flows_and_stops_bear_a_sign_and_a_legend_says_which(opened: Tab) -> None:
    choose(opened, ".trace", "符号")
    opened.click("[role=tab]:nth-child(3)")
    counts = {word: len(_lit(opened, word)) for word in ("derived", "possible", "stop")}
    signs = opened.run(f"[...document.querySelectorAll('{SHOWN} .sign')].map((sign) => sign.textContent)")
    assert {"derived": signs.count("◇"), "possible": signs.count("○"), "stop": signs.count("×")} == counts
    assert sum(counts.values()) > 0
    assert "× ここで止まる" in text(opened, ".legend")
    choose(opened, ".trace", "")
    assert opened.run(f"document.querySelectorAll('{SHOWN} :is([data-trace], .sign)').length") == 0


@pytest.mark.slow
def test_no_sign_covers_a_word(tab: Tab, city: tuple[Path, list[str]]) -> None:
    tab.look(1280, 900)
    tab.open(city[0])
    for number in range(len(city[1])):
        choose(tab, ".shelf", str(number))
        for item in ("個人番号", "符号"):
            choose(tab, ".trace", item)
            covered = tab.run(_COVERED)
            assert covered == []


def test_an_item_that_is_asked_for_is_offered_too(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert call("draw", MINATO, "--item", "続柄", "-o", page).exit_code == 0
    tab.look(1280, 900)
    tab.open(page)
    choose(tab, ".trace", "続柄")
    stops = {f["id"] for f in _trace(MINATO, "続柄")["flows"] if f["stops"] and f["id"].startswith("(１)")}
    assert _lit(tab, "stop") == stops
    assert stops


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The page of all documents of a city, and the documents."""
    models = sorted(str(path) for path in (Path(MINATO).parents[2] / "models/takatsuki").glob("*.yaml"))
    page = tmp_path_factory.mktemp("city") / "page.html"
    assert call("draw", *models, "-o", page).exit_code == 0
    return page, models


def _find_strongest(model: piaflow.Model, flows: dict[str, Any], item: str) -> dict[str, str]:
    """Return the strongest word of all flows between two nodes, by the id of the arrow of the whole picture."""
    words: dict[str, list[str]] = {}
    for flow_id, flow in model.flows_by_id.items():
        source, target, told = model.canonical(flow.source), model.canonical(flow.target), flows[flow_id]
        if source != target:
            words.setdefault(f"{source}→{target}", []).append(_word(told, item))
    order = ["definite", "possible", "derived", "stop", "none"]
    return {pair: min(found, key=order.index) for pair, found in words.items()}


@pytest.mark.slow
@pytest.mark.parametrize("item", ["個人番号", "符号"])
@pytest.mark.parametrize("number", range(4))
def test_all_documents_are_traced_together_as_trace_does(
    tab: Tab, city: tuple[Path, list[str]], number: int, item: str
) -> None:
    page, models = city
    model = open_once(models[number])
    start = f"{model.body} {model.procedure}: "
    told = json.loads(call("trace", *models, "--item", item, "--format", "json").stdout)
    flows = {f["id"].removeprefix(start): f for f in told["flows"] if f["id"].startswith(start)}
    assert set(flows) == set(model.flow_ids)
    tab.look(1280, 900)
    tab.open(page)
    choose(tab, ".scope", "joined")
    choose(tab, ".shelf", str(number))
    choose(tab, ".trace", item)
    tab.run("document.querySelector('[role=tab]:last-child').click()")
    strongest = _find_strongest(model, flows, item)
    for word in ("definite", "derived", "possible", "stop"):
        assert _lit(tab, word) == {pair for pair, one in strongest.items() if one == word}
    assert tab.errors == []


@pytest.mark.slow
def test_documents_together_reach_what_one_alone_does_not(tab: Tab, city: tuple[Path, list[str]]) -> None:
    tab.look(1280, 900)
    tab.open(city[0])
    choose(tab, ".trace", "符号")
    alone = text(tab, ".told")
    choose(tab, ".scope", "joined")
    assert text(tab, ".told") != alone
    choose(tab, ".scope", "")
    assert text(tab, ".told") == alone
