"""Each rule finds what its case file says, and nothing in the cases that it must leave alone."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.domain.span import Span
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


FAILING = [case for case in CASES if case.findings]
INFERRED = "書かれない"


def infer_flows(model: Assessment) -> tuple[Assessment, set[str]]:
    """Return the model with all flows inferred, and what findings call them."""
    flows = tuple(evolve(flow, inferred=INFERRED) for flow in model.flows)
    return evolve(model, flows=flows), set(model.flow_ids)


def infer_systems(model: Assessment) -> tuple[Assessment, set[str]]:
    """Return the model with all systems inferred, and their names and those of the flows that begin or end at one."""
    systems = tuple(evolve(system, inferred=INFERRED) for system in model.systems)
    names = {system.name for system in systems}
    ends = {
        id_: {model.canonical(flow.source), model.canonical(flow.target)}
        for id_, flow in model.flows_by_id.items()
    }
    return evolve(model, systems=systems), names | {id_ for id_, nodes in ends.items() if names & nodes}


def infer_entries(model: Assessment) -> tuple[Assessment, set[str]]:
    """Return the model with all entries of Ⅱ.4 and Ⅱ.5 inferred, each with a line of its own, and their names."""
    line = count(1000)

    def infer(entry: Any) -> Any:
        rows = {"rows": tuple(evolve(row, spans=()) for row in entry.rows)} if hasattr(entry, "rows") else {}
        return evolve(entry, inferred=INFERRED, spans=(Span("900", at := next(line), at),), **rows)

    lists = ("entrustments", "provisions", "transfers")
    told: Any = ({name: tuple(map(infer, getattr(file, name))) for name in lists} for file in model.files)
    files = tuple(evolve(file, **entries) for file, entries in zip(model.files, told, strict=True))
    read = evolve(model, files=files)
    return read, {told.name for told in read.entries if getattr(told.entry, "inferred", "")}


@pytest.mark.parametrize("infer", [infer_flows, infer_systems, infer_entries])
@pytest.mark.parametrize("case", FAILING, ids=str)
def test_what_stands_on_inferred_facts_alone_is_not_sure(
    case: Case, infer: Callable[[Assessment], tuple[Assessment, set[str]]]
) -> None:
    read, names = infer(case.build())
    found = check(read, rules=(case.rule,), catalogue=load_catalogue()).standing
    assert [f.key for f in found if f.confidence is Confidence.HIGH and names & set(f.subjects)] == []


@pytest.mark.parametrize("case", FAILING, ids=str)
def test_no_side_of_a_sure_finding_is_of_inferred_entries_alone(case: Case) -> None:
    read, _ = infer_entries(case.build())
    lines = {
        span for told in read.entries if getattr(told.entry, "inferred", "") for span in told.entry.spans
    }
    found = check(read, rules=(case.rule,), catalogue=load_catalogue()).standing
    sides = (side for f in found if f.confidence is Confidence.HIGH for side in f.evidence)
    assert [side for side in sides if side.spans and lines >= set(side.spans)] == []


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
