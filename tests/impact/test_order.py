"""Order means nothing: a model whose keys and lists stand in another order is the same model."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

from piaflow.app.findings import check
from piaflow.app.impacts import impact
from piaflow.app.loading import find_model_files
from piaflow.app.model import Model
from piaflow.domain.assessment import Overview
from piaflow.domain.choices import Way
from piaflow.domain.contracts import AllowOnly, Forbid, Layers
from piaflow.domain.flows import Diagram, Flow
from piaflow.domain.nodes import System
from piaflow.proposals.projecting import project
from piaflow.store.dumping import to_yaml
from piaflow.store.load import parse
from piaflow.views.catalogue import VIEWS
from tests.once import load_once
from tests.permuting import permute

ROOT = Path(__file__).parents[2]
MODELS = [ROOT / "tests" / "fixtures" / "minato.yaml", *find_model_files(ROOT / "models")]


@cache
def _read(path: Path) -> Model:
    return Model.of(load_once(path))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_another_order_is_the_same_model(path: Path, seed: int) -> None:
    model = _read(path)
    other = Model.of(parse(permute(to_yaml(load_once(path)), Random(seed)), str(path)))  # noqa: S311 - no secret
    assert other == model
    told = impact(model, other)
    assert told.differences == ()
    assert told.items == ()
    assert told.is_empty
    assert _keys(other) == _keys(model)
    assert {view: other.pictures(view) for view in VIEWS} == {view: model.pictures(view) for view in VIEWS}


def _keys(model: Model) -> Counter[tuple[str, str]]:
    """Every finding by its key and how sure it is."""
    return Counter((f.key, f.confidence.value) for f in check([model]))


_SAID_IN_ORDER = ("statements-differ", "annex-text-differs", "annex-basis-differs", "band-off-scale")


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_a_finding_names_first_is_what_the_document_has_first_and_not_the_model(path: Path) -> None:
    model = _read(path)
    other = Model.of(parse(permute(to_yaml(load_once(path)), Random(3)), str(path)))  # noqa: S311 - no secret
    said, also = (
        {f.key: f.message for f in check([one]) if f.rule in _SAID_IN_ORDER} for one in (model, other)
    )
    assert said == also


@pytest.mark.parametrize("seed", range(3))
def test_a_change_stands_alone_among_what_only_moved(seed: int) -> None:
    """The same edit, once in the file as it was and once in one whose every list was shuffled."""
    model = _read(MODELS[0])
    duties = (*model.overview.duties, "証明書の交付")
    told = impact(model, model.replace(overview=evolve(model.overview, duties=duties)))
    moved = Model.of(parse(permute(to_yaml(load_once(MODELS[0])), Random(seed))))  # noqa: S311 - no secret
    more = evolve(moved.overview, duties=(*moved.overview.duties, "証明書の交付"))
    also = impact(model, moved.replace(overview=more))
    assert also.differences == told.differences
    assert [item.field for item in also.items] == [item.field for item in told.items]
    assert (also.new_findings, also.gone_findings) == (told.new_findings, told.gone_findings) == ((), ())


@pytest.mark.parametrize("order", sorted(set(permutations(("一", "一", "二", "三")))))
def test_what_is_written_before_a_flow_more_stands_as_it_was_printed(order: tuple[str, ...]) -> None:
    """Two flows that say the same are two: a third flow more makes no set of them, in whatever order."""
    before = Model(
        Overview("みなと市長", "住基"),
        systems=(System("窓口"), System("端末")),
        diagrams=(Diagram("別添1"),),
        flows=tuple(Flow("窓口", "端末", diagram="別添1", text=text) for text in order),
    )
    (was,) = (cell.text for cell in project(before.assessment).cells if cell.path == "別添1")
    after = before.replace(flows=(*before.flows, Flow("端末", "窓口", diagram="別添1")))
    assert [item.before for item in impact(before, after).items if item.path == "別添1"] == [was]


def test_the_nodes_of_a_contract_have_an_order_only_where_it_looks_one_way() -> None:
    assert Forbid(("甲", "乙")) == Forbid(("乙", "甲"))
    assert hash(Forbid(("甲", "乙"))) == hash(Forbid(("乙", "甲")))
    assert Forbid(("甲", "乙", "丙"), Way.OUT) == Forbid(("甲", "丙", "乙"), Way.OUT)
    assert Forbid(("甲", "乙"), Way.OUT) != Forbid(("乙", "甲"), Way.OUT)
    assert Layers((("甲", "乙"), ("丙",))) == Layers((("乙", "甲"), ("丙",)))
    assert Layers((("甲",), ("乙",), ("丙",))) == Layers((("丙",), ("乙",), ("甲",)))
    assert Layers((("甲",), ("乙",), ("丙",))) != Layers((("乙",), ("甲",), ("丙",)))
    assert AllowOnly("甲", ("乙", "丙"), exceptions=(("甲", "乙"),)) == AllowOnly(
        "甲", ("丙", "乙"), exceptions=(("乙", "甲"),)
    )
