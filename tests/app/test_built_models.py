"""A model built in Python, one loaded and one saved and loaded are one model, in every answer."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import piaflow
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, FormKind, NodeKind, PartyKind, Way
from piaflow.domain.contracts import AllowOnly, Forbid, Layers, MayHold
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Knowledge, Party, System
from piaflow.domain.records import Text
from piaflow.store.catalogue import load_catalogue
from piaflow.store.dumping import to_yaml
from piaflow.store.load import parse
from piaflow.views.catalogue import VIEWS
from tests.trace.random_models import IDENTIFIERS, assessments

ENTRIES = ("", *(entry.name for entry in load_catalogue().systems))
OVERVIEW = Overview("みなと市長", "住民基本台帳")
PERSON = Party("住民", PartyKind.PERSON)
NAMES = ("甲", "乙", "丙")
ITEMS = (*IDENTIFIERS, "宛名番号", "4情報", "住所")

_systems = st.tuples(
    *(
        st.builds(
            System,
            st.just(name),
            st.sampled_from((NodeKind.SYSTEM, NodeKind.SYSTEM, *NodeKind)),
            number=st.sampled_from(("", str(number))),
            owner=st.sampled_from(("", "", PERSON.name, OVERVIEW.body)),
            entry=st.sampled_from(ENTRIES),
            knows=st.one_of(
                st.just(()),
                st.builds(Knowledge, st.sampled_from(IDENTIFIERS), st.sampled_from(Certainty)).map(
                    lambda known: (known,)
                ),
            ),
        )
        for number, name in enumerate(NAMES, 1)
    )
)
_ends = st.sampled_from((PERSON.name, *NAMES))
_flows = st.lists(
    st.builds(
        Flow,
        _ends,
        _ends,
        st.sampled_from((FlowKind.NONE, FlowKind.ACQUISITION, FlowKind.PROVISION)),
        items=st.builds(
            ItemList, st.lists(st.sampled_from(ITEMS), max_size=2, unique=True).map(tuple), st.booleans()
        ),
        specific=st.sampled_from((None, *Certainty)),
    ).filter(lambda flow: flow.source != flow.target),
    max_size=5,
).map(tuple)
_YES = {Certainty.YES: "yes", Certainty.NO: "no", Certainty.UNKNOWN: "unknown"}


def written(systems: tuple[System, ...], flows: tuple[Flow, ...]) -> str:
    """The file that a person writes of them: only what is said, and nothing of what the catalogue gives."""
    told: dict[str, Any] = {
        "assessment": {"body": OVERVIEW.body, "procedure": OVERVIEW.procedure},
        "parties": {PERSON.name: {"kind": PERSON.kind.value}},
        "systems": {
            s.name: {
                "kind": s.kind.value,
                "number": s.number,
                "owner": s.owner,
                "entry": s.entry,
                "knows": {k.item: _YES[k.box] for k in s.knows},
            }
            for s in systems
        },
        "flows": [
            {
                "from": f.source,
                "to": f.target,
                "kind": f.kind.value,
                "items": [*f.items.names, *([] if f.items.complete else ["等"])],
                **({} if f.specific is None else {"specific": _YES[f.specific]}),
            }
            for f in flows
        ],
    }
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None, phases=(Phase.generate,))
@given(_systems, _flows)
def test_built_loaded_and_saved_are_one_model_in_every_answer(
    systems: tuple[System, ...], flows: tuple[Flow, ...]
) -> None:
    built = Model(OVERVIEW, parties=(PERSON,), systems=systems, flows=flows)
    loaded = Model.of(parse(written(systems, flows)))
    saved = Model.of(parse(to_yaml(built.assessment)))
    for other in (loaded, saved, built.replace()):
        assert other == built
        assert other.check().to_dict() == built.check().to_dict()
        assert other.form().to_dict() == built.form().to_dict()
        assert other.differences() == built.differences()
        assert piaflow.impact(built, other).is_empty
        for item in IDENTIFIERS:
            assert other.trace(item).to_dict() == built.trace(item).to_dict()


_TEXTS = ("Ⅰ.1.②", "Ⅰ.6.②", "Ⅱ.{file}.2.④", "Ⅲ.{file}.6.リスク1")


@st.composite
def _whole(draw: st.DrawFn) -> Assessment:
    """An assessment of systems and files in zones, entries of Ⅱ, flows with steps, contracts on them, and texts of fields."""
    model = draw(assessments)
    node = st.sampled_from([node.name for node in model.nodes])
    two = st.lists(node, min_size=2, max_size=2, unique=True).map(tuple)
    item = st.sampled_from(("", *IDENTIFIERS))
    contract = st.one_of(
        st.builds(Forbid, two, st.sampled_from(Way), item, reason=st.sampled_from(("", "法令"))),
        st.builds(lambda pair, what: AllowOnly(pair[0], pair[1:], item=what), two, item),
        st.builds(lambda pair, what: Layers(((pair[0],), (pair[1],)), what), two, item),
        st.builds(MayHold, st.sampled_from(IDENTIFIERS), two),
    )
    addresses = [told.format(file=file.name) for told in _TEXTS for file in model.listed_files[:1]]
    said = st.sampled_from(("特になし。", "１\n２", "ＩＤとパスワード", "yes"))
    return evolve(
        model,
        overview=evolve(model.overview, form=FormKind.FULL),
        contracts=draw(st.lists(contract, max_size=2, unique=True).map(tuple)),
        texts=tuple(Text(address, draw(said)) for address in addresses if draw(st.booleans())),
    )


@pytest.mark.slow
@settings(max_examples=40, deadline=None, derandomize=True, database=None, phases=(Phase.generate,))
@given(_whole())
def test_a_whole_assessment_built_and_saved_is_one_model_in_every_answer_and_picture(
    told: Assessment,
) -> None:
    built = Model(**told.sections)
    other = Model.of(parse(to_yaml(built.assessment)))
    assert other == built
    assert other.check().to_dict() == built.check().to_dict()
    assert other.form().to_dict() == built.form().to_dict()
    assert other.todo().to_text() == built.todo().to_text()
    assert piaflow.impact(built, other).is_empty
    for item in IDENTIFIERS:
        assert other.trace(item).to_dict() == built.trace(item).to_dict()
        assert other.pictures("trace", item=item) == built.pictures("trace", item=item)
    for view in (*VIEWS, "findings"):
        assert other.pictures(view) == built.pictures(view)
        assert _draw(other, view) == _draw(built, view)


def _draw(model: Model, view: str) -> list[bytes]:
    return [picture.to_bytes("dot") for picture in model.pictures(view).values()]


@pytest.mark.slow
@settings(max_examples=30, deadline=None, derandomize=True, database=None, phases=(Phase.generate,))
@given(_systems, _systems, _flows)
def test_the_impact_between_two_models_is_the_same_however_each_was_made(
    before: tuple[System, ...], after: tuple[System, ...], flows: tuple[Flow, ...]
) -> None:
    built = [Model(OVERVIEW, parties=(PERSON,), systems=systems, flows=flows) for systems in (before, after)]
    loaded = [Model.of(parse(written(systems, flows))) for systems in (before, after)]
    assert piaflow.impact(*built).to_dict() == piaflow.impact(*loaded).to_dict()
