"""A model built in Python, one loaded and one saved and loaded are one model, in every answer."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import piaflow
from piaflow.app.model import Model
from piaflow.domain.assessment import Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, NodeKind, PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Knowledge, Party, System
from piaflow.store.catalogue import load_catalogue
from piaflow.store.dumping import to_yaml
from piaflow.store.load import parse
from tests.trace.random_models import IDENTIFIERS

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


@pytest.mark.slow
@settings(max_examples=30, deadline=None, derandomize=True, database=None, phases=(Phase.generate,))
@given(_systems, _systems, _flows)
def test_the_impact_between_two_models_is_the_same_however_each_was_made(
    before: tuple[System, ...], after: tuple[System, ...], flows: tuple[Flow, ...]
) -> None:
    built = [Model(OVERVIEW, parties=(PERSON,), systems=systems, flows=flows) for systems in (before, after)]
    loaded = [Model.of(parse(written(systems, flows))) for systems in (before, after)]
    assert piaflow.impact(*built).to_dict() == piaflow.impact(*loaded).to_dict()
