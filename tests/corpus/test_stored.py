"""The joined graph on disk answers as the one in memory does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings

from benchmarks.bodies import make_models
from piaflow.corpus.joined import count_pairs, write_joined
from piaflow.corpus.reaching import REACHES, reach_all
from piaflow.corpus.stored import StoredGraph, open_graph
from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import FlowKind, PartyKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.graph import hubs
from piaflow.graph.flow_graph import build_graph
from piaflow.store.load import load
from piaflow.trace.answer import Trace
from piaflow.trace.tracing import trace_graph
from tests.trace import random_models as random
from tests.trace.minato import CITY
from tests.trace.test_printed import handing

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("PIAFLOW_EXAMPLES", "20"))
MODELS = sorted(Path("models").glob("[!c]*/*.yaml"))
ITEMS = ("個人番号", "符号", "団体内統合宛名番号", "宛名番号", "住民票コード", "4情報")


def tell(trace: Trace) -> object:
    return (
        trace.item,
        trace.origins,
        trace.possible_origins,
        [
            (
                n.name,
                n.owner,
                n.aliases,
                n.is_file,
                n.reach,
                n.as_items,
                n.possibly_as,
                n.path,
                n.open_flows,
                n.assumed,
                n.path_entries,
                n.cut,
            )
            for n in trace.nodes
        ],
        [
            (
                p.name,
                p.reach,
                p.as_items,
                p.possibly_as,
                p.nodes,
                p.possible_nodes,
                p.entrustments,
                p.handovers,
            )
            for p in trace.parties
        ],
        trace.flows,
    )


def store(models: Sequence[Assessment], folder: str) -> StoredGraph:
    write_joined(models, Path(folder))
    return open_graph(Path(folder), models)


def list_asked(models: Sequence[Assessment]) -> list[str]:
    """The items to ask, with the groups of which a model does not tell all."""
    groups = [item for model in models for item in model.items if item.is_group and not item.is_sum]
    return list(dict.fromkeys((*ITEMS, *(group.name for group in groups))))


def assert_same(models: Sequence[Assessment], starts: Sequence[str] = ("",)) -> None:
    built = build_graph(models)
    with TemporaryDirectory() as folder:
        stored = store(models, folder)
        for start in starts:
            for item in list_asked(models):
                one = trace_graph(built, item, start=start)
                other = trace_graph(stored, item, start=start, large=0)
                assert tell(one) == tell(other)


@settings(deadline=None, max_examples=EXAMPLES)
@given(random.alone_or_joined)
def test_what_is_stored_answers_as_the_models_do(models: tuple[Assessment, ...]) -> None:
    assert_same(models)


@settings(deadline=None, max_examples=EXAMPLES)
@given(random.pairs)
def test_so_it_does_from_a_given_start(models: tuple[Assessment, ...]) -> None:
    assert_same(models, [build_graph(models).names[0]])


def test_the_models_of_this_repository_answer_from_disk_as_they_do_by_themselves() -> None:
    assert_same([load(path) for path in MODELS])


def test_a_synthetic_nation_answers_from_disk_as_its_models_do() -> None:
    assert_same(make_models(3))


def test_so_do_documents_that_hubs_stand_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "is_worth_it", lambda _, __: True)
    models = make_models(4)
    graph = build_graph(models)
    assert graph.size > len(graph.nodes)
    assert_same(models)


@pytest.mark.parametrize("by_hubs", [False, True])
def test_so_do_documents_that_print_words_for_those_whom_others_name(
    by_hubs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands for a printed word is no node, leads to systems too, and makes no two of them one."""
    monkeypatch.setattr(hubs, "is_worth_it", lambda _, __: by_hubs)
    words = ("他の市町村長", "都道府県知事", "（株）みらい", "都道府県知事又は株式会社みらい")
    bodies = (CITY, "やまて市長", "丙県知事", "丁県知事")
    models = [
        handing(word, Party("株式会社みらい"), here=body) for word, body in zip(words, bodies, strict=True)
    ]
    graph = build_graph(models)
    assert graph.size > len(graph.nodes)
    assert count_pairs(graph) == 0
    assert_same(models, ("", graph.names[0], *(name for name in graph.names if name.startswith("台帳"))))


def test_each_pair_of_systems_that_may_be_one_is_counted_once_whatever_stands_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models, counted = make_models(12), []
    for by_hubs in (False, True):
        monkeypatch.setattr(hubs, "is_worth_it", lambda _, __, by_hubs=by_hubs: by_hubs)
        counted.append(count_pairs(build_graph(models)))
    assert counted[0] == counted[1] > 0


def test_names_are_found_however_they_are_typed(tmp_path: Path) -> None:
    models = [load(path) for path in MODELS]
    built, stored = build_graph(models), store(models, str(tmp_path))
    for name in ("中間サーバー", "中間サーバ", "ｺﾝﾋﾞﾆ交付システム", "住民", "ない所"):
        told = []
        for graph in (built, stored):
            try:
                told.append(graph.label(name))
            except LookupError as error:
                told.append(str(error))
            except Exception as error:  # noqa: BLE001 - the same error is asked for
                told.append(f"{type(error)} {error}")
        assert told[0] == told[1]


@pytest.mark.parametrize("models", [[load(path)] for path in MODELS[:1]])
def test_one_model_alone_may_be_stored(models: list[Assessment]) -> None:
    assert_same(models)


@settings(deadline=None, max_examples=EXAMPLES)
@given(random.alone_or_joined)
def test_all_nodes_and_parties_at_once_are_what_each_is_by_itself(models: tuple[Assessment, ...]) -> None:
    with TemporaryDirectory() as folder:
        graph = store(models, folder)
        for item in list_asked(models):
            found = reach_all(graph, item)
            one = trace_graph(build_graph(models), item)
            alone = [(REACHES[how], node) for how, node in zip(found.nodes, one.nodes, strict=True)]
            assert all(how is node.reach for how, node in alone if node.name not in graph.parties)
            assert [REACHES[how] for how in found.parties] == [party.reach for party in one.parties]


def test_what_contractors_of_one_name_are_handed_is_written_once_for_each(tmp_path: Path) -> None:
    sizes = []
    for count in (4, 8, 16):
        folder = tmp_path / str(count)
        folder.mkdir()
        models = [_entrusting(f"第{n}町長") for n in range(count)]
        write_joined(models, folder)
        assert_same(models)
        told = reach_all(open_graph(folder, models), "個人番号").parties
        alone = trace_graph(build_graph(models), "個人番号").parties
        assert [REACHES[how] for how in told] == [party.reach for party in alone]
        sizes.append(
            [
                len(np.load(folder / f"{name}.npy"))
                for name in ("given_model", "given_entry", "touches", "alike")
            ]
        )
    assert [[size / count for size in row] for count, row in zip((4, 8, 16), sizes, strict=True)] == [
        [1.0] * 4
    ] * 3


def _entrusting(body: str) -> Assessment:
    """A town that entrusts its file to the firm that every other town names too."""
    return Assessment(
        Overview(body, "税に関する事務"),
        parties=(Party("共通データ社", PartyKind.CONTRACTOR), Party("住民", PartyKind.PERSON)),
        systems=(System("税システム", owner=body),),
        files=(
            File(
                "税ファイル",
                "税システム",
                entrustments=(Entrustment("委託事項1", contractor="共通データ社"),),
            ),
        ),
        flows=(
            Flow(
                "住民", "税システム", FlowKind.ACQUISITION, items=ItemList(("個人番号",)), file="税ファイル"
            ),
        ),
    )
