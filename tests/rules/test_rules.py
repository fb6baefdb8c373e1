"""Each rule finds what its case file says, and nothing in the cases that it must leave alone."""

from __future__ import annotations

import pkgutil
from collections import Counter

import pytest
from attrs import evolve

from piaflow.domain.choices import FormKind
from piaflow.law.forms import fields_by_path
from piaflow.rules import checks
from piaflow.rules.catalogue import RULES
from piaflow.rules.checking import check
from piaflow.rules.finding import Confidence
from piaflow.rules.places import make_finder
from piaflow.rules.rule import Rule
from piaflow.store.catalogue import load_catalogue
from tests.rules.case_files import FOLDER, Case, load_cases, tell

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_finds_what_its_case_says(case: Case) -> None:
    told = [tell(finding) for finding in case.run()]
    expected = [{**found, **given} for found, given in zip(told, case.findings, strict=False)]
    assert told == expected
    assert [t["key"] for t in told] == [f["key"] for f in case.findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_has_cases_that_fail_and_cases_that_pass(rule: Rule) -> None:
    found = [bool(case.findings) for case in CASES if case.rule is rule]
    assert set(found) == {True, False}


@pytest.mark.parametrize("case", [c for c in CASES if c.findings], ids=str)
def test_a_finding_is_one_sentence_with_a_place_in_the_model_and_a_key_of_its_own(case: Case) -> None:
    model = case.build()
    found = case.run()
    for finding in found:
        assert finding.message.count("。") == 1
        assert finding.message.endswith("。")
        assert make_finder(model)(finding.subjects[0]) != ("overview",)
        assert finding.evidence
    assert Counter(f.key for f in found).most_common(1)[0][1] == 1


def test_one_rule_is_one_file_and_one_case_file() -> None:
    names = [rule.name for rule in RULES]
    files = [module.name.replace("_", "-") for module in pkgutil.iter_modules(checks.__path__)]
    assert sorted(names) == sorted(files)
    assert sorted(names) == sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("case", [c for c in CASES if c.findings], ids=str)
def test_the_field_that_a_side_names_is_one_of_the_form(case: Case) -> None:
    fields = fields_by_path(FormKind.FULL)
    known = {*fields, *(path.rpartition(".")[2] for path in fields)}
    named = {side.at.number for finding in case.run() for side in finding.evidence if side.at}
    assert named <= known


@pytest.mark.parametrize("case", [c for c in CASES if c.findings], ids=str)
def test_what_stands_on_inferred_flows_alone_is_not_sure(case: Case) -> None:
    model = case.build()
    read = evolve(model, flows=tuple(evolve(flow, inferred="書かれない") for flow in model.flows))
    found = check(read, rules=(case.rule,), catalogue=load_catalogue()).standing
    ids = set(read.flow_ids)
    assert all(f.confidence is not Confidence.HIGH for f in found if ids & set(f.subjects))


def test_one_told_flow_is_enough_to_be_sure() -> None:
    case = next(
        c for c in CASES if c.rule.name == "flow-undeclared" and len(c.build().flows) > 1 and c.findings
    )
    model = case.build()
    told = check(model, rules=(case.rule,), catalogue=load_catalogue()).standing
    flows = tuple(evolve(flow, inferred="書かれない") for flow in model.flows[1:])
    read = check(
        evolve(model, flows=(model.flows[0], *flows)), rules=(case.rule,), catalogue=load_catalogue()
    ).standing
    first = model.flow_ids[0]
    assert [f.confidence for f in read if first in f.subjects] == [
        f.confidence for f in told if first in f.subjects
    ]


@pytest.mark.parametrize("case", [c for c in CASES if len(c.model.get("flows", ())) > 1], ids=str)
def test_a_finding_is_the_same_in_whatever_order_the_flows_stand(case: Case) -> None:
    model = case.build()
    told = check(model, rules=(case.rule,), catalogue=load_catalogue()).standing
    for turned in (tuple(reversed(model.flows)), tuple(sorted(model.flows, key=str))):
        again = check(evolve(model, flows=turned), rules=(case.rule,), catalogue=load_catalogue()).standing
        assert [(f.key, f.message) for f in again] == [(f.key, f.message) for f in told]
