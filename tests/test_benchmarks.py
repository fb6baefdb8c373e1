"""What the benchmarks measure is what they say: invented inputs of the asked size, the same search in each library."""

from __future__ import annotations

from pathlib import Path

import pytest

import piaflow
from benchmarks.__main__ import GROUPS, main
from benchmarks.bodies import make_models, make_texts, write_nation
from benchmarks.corpora import time_corpora
from benchmarks.invented import BODIES, FLOWS, ITEMS, NUMBER, START, make_nation
from benchmarks.nation import Asked, build_grounds, change, grow, list_systems, states_of
from benchmarks.reading import make_layer, make_pdf, make_sheet
from benchmarks.states import build_rows, build_states, build_table, list_searches, search
from benchmarks.timing import print_growth, slope
from benchmarks.towns import make_documents, make_large
from benchmarks.tracing import ITEM
from piaflow.source.opening import read_document
from piaflow.source.page import BreakReason


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_a_slope_is_the_exponent_of_growth(exponent: float) -> None:
    assert slope([(n, 3 * n**exponent) for n in (10, 100, 1_000)]) == pytest.approx(exponent)


def test_growth_above_linear_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    print_growth("even", [(10, 0.1), (100, 1.0)])
    print_growth("steep", [(10, 0.1), (100, 10.0)])
    even, steep = capsys.readouterr().out.splitlines()
    assert even == "even: exponent 1.00; 10: 0.100 s, 100: 1.000 s"
    assert steep.startswith("steep: exponent 2.00  ← above 1.1;")


def test_what_is_read_has_the_size_that_is_said() -> None:
    paper, layer, sheet = (
        read_document("form", held) for held in (make_pdf(3), make_layer(500), make_sheet(40))
    )
    assert [len(page.cells) for page in paper.pages] == [60, 60, 60]
    assert layer.lines[-1].number == 497
    assert sum(BreakReason.NUMBER in one.reasons for one in layer.breaks) == 9
    assert sum(len(page.cells) for page in sheet.pages) == 40


def test_the_documents_of_a_town_answer_together() -> None:
    documents = make_documents(12)
    assert len({(model.body, model.procedure) for model in documents}) == 12
    answer = piaflow.trace(documents, ITEM)
    assert answer.node("業務3システム").reach is not piaflow.Reach.NONE


def test_a_large_model_has_its_systems_and_about_three_flows_each() -> None:
    model = make_large(40)
    assert len(model.systems) == 40
    assert 100 <= len(model.flows) <= 121


def test_every_library_searches_the_same_states() -> None:
    nation = make_nation(20)
    states = build_states(build_table(nation), nation, NUMBER, sure=False)
    reached = set(search(states, START).tolist())
    found = list_searches(states, START)
    assert set(found) == {"networkx", "igraph", "rustworkx"}
    assert set(found["networkx"]()) == reached  # type: ignore[call-overload]
    of_rustworkx = {START, *(node for _, nodes in found["rustworkx"]() for node in nodes)}  # type: ignore[attr-defined]
    assert of_rustworkx == reached


@pytest.mark.parametrize("item", range(0, ITEMS, 5))
def test_the_kernel_gets_to_the_states_that_scipy_gets_to_first_and_asked_again(item: int) -> None:
    nation = make_nation(500)
    for sure, ground in zip((True, False), build_grounds(nation), strict=True):
        states = build_states(build_table(nation), nation, item, sure=sure)
        reached = sorted(search(states, START).tolist())
        asked = Asked.of(ground, nation, item)
        for _ in range(3):
            assert states_of(asked.search()).tolist() == reached
        assert sure or len(reached) > 100


def test_the_changed_nation_is_what_was_kept_up() -> None:
    nation = make_nation(500)
    added, removed = [edge for system in list_systems(nation, 5) for edge in system], [3, 5, 8, 13]
    for sure, ground in zip((True, False), build_grounds(nation), strict=True):
        growing = grow(ground, nation, NUMBER)
        before = states_of(growing.turns).tolist()
        growing.add(added)
        growing.remove(removed)
        now = change(nation, added, removed)
        reached = search(build_states(build_table(now), now, NUMBER, sure=sure), START)
        assert states_of(growing.turns).tolist() == sorted(reached.tolist()) != before


def test_what_is_certain_is_possible_too() -> None:
    nation = make_nation(20)
    sure, possible = (
        {state % nation.nodes for state in states_of(Asked.of(ground, nation, NUMBER).search()).tolist()}
        for ground in build_grounds(nation)
    )
    assert sure <= possible


def test_the_rows_hold_every_flow_once() -> None:
    nation = make_nation(20)
    rows = build_rows(nation.nodes, nation.source, nation.target, nation.rest)
    assert sorted(rows.order.tolist()) == list(range(20 * FLOWS))
    assert rows.starts[-1] == 20 * FLOWS
    assert BODIES * FLOWS == 4_000_000


def test_an_unknown_group_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-group"]) == 2
    assert capsys.readouterr().err.endswith(f"{', '.join(GROUPS)}\n")


def test_a_nation_is_the_same_for_a_seed_and_more_bodies_only_add_to_it() -> None:
    few, more, other = (list(make_texts(*asked)) for asked in ((2,), (3,), (2,)))
    assert few == other == more[: len(few)]
    assert list(make_texts(2, seed=1)) != few


@pytest.mark.slow
def test_the_bodies_of_a_nation_have_codes_and_meet_in_their_contractors() -> None:
    models = make_models(6)
    assert len({(model.body, model.procedure) for model in models}) == len(models) == 60
    codes = {model.overview.code for model in models}
    assert len(codes) == 6
    bodies: dict[str, set[str]] = {}
    for model in models:
        for party in model.parties:
            bodies.setdefault(party.name, set()).add(model.overview.code)
    assert any(len(found) > 1 for name, found in bodies.items() if name.startswith("株式会社第"))


def test_a_nation_is_written_as_model_files(tmp_path: Path) -> None:
    assert write_nation(1, tmp_path) == 10
    assert len([piaflow.load(path) for path in tmp_path.rglob("*.yaml")]) == 10


@pytest.mark.slow
def test_a_corpus_is_measured_beside_other_libraries(capsys: pytest.CaptureFixture[str]) -> None:
    time_corpora((1,))
    told = capsys.readouterr().out
    assert "the same: True" in told
    assert {"networkx / scipy", "DuckDB, recursive SQL / scipy"} <= {
        line.split(":")[0] for line in told.splitlines()
    }
