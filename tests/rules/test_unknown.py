"""Unknown never fires: a document that shows less makes no subject guilty that was not, unless as 要確認."""

from __future__ import annotations

from datetime import date
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.rules.checking import check
from piaflow.rules.finding import Confidence, Finding
from piaflow.store.catalogue import load_catalogue
from tests.once import load_once
from tests.rules.case_files import Case, load_cases
from tests.rules.forgetting import forget, list_facts

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CATALOGUE = load_catalogue()
MODELS = {str(path.relative_to(ROOT)): load_once(path) for path in find_model_files(ROOT / "models")}
FACTS = {name: facts for name, model in MODELS.items() if (facts := tuple(list_facts(model)))}


def find(model: Assessment) -> tuple[Finding, ...]:
    return check(model, catalogue=CATALOGUE, today=date(2026, 4, 1)).standing


def newly_certain(before: Assessment, after: Assessment) -> list[str]:
    """Return the sure findings on subjects that nothing was said of.

    A rule that leaves a contradiction to another, or counts one among several, may say it in that one's place.
    """
    told = {subject for finding in find(before) for subject in finding.subjects}
    sure = [finding for finding in find(after) if finding.confidence is Confidence.HIGH]
    return [finding.key for finding in sure if finding.subjects[0] not in told]


@pytest.mark.parametrize("case", load_cases(), ids=str)
def test_no_single_fact_of_a_case_becomes_a_sure_finding_by_being_lost(case: Case) -> None:
    model = case.build()
    for path in list_facts(model):
        assert newly_certain(model, forget(model, path)) == [], path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_lost_facts_of_a_published_document_become_a_sure_finding(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(FACTS)))
    lost = data.draw(st.lists(st.sampled_from(FACTS[name]), min_size=1, max_size=20, unique=True))
    model = MODELS[name]
    assert newly_certain(model, reduce(forget, lost, model)) == []


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_document_that_names_no_owner_at_all_makes_nobody_sure(name: str) -> None:
    model = MODELS[name]
    owners = [path for path in list_facts(model) if path[-1] in ("owner", "body")]
    assert newly_certain(model, reduce(forget, owners, model)) == []


@pytest.mark.parametrize("last", ["owner", "network"])
def test_a_fact_can_be_lost(last: str) -> None:
    model = MODELS["models/iizuka/juki.yaml"]
    path = next(path for path in list_facts(model) if path[-1] == last)
    assert path not in tuple(list_facts(forget(model, path)))
