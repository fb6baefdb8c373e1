"""What is true of every impact: nothing changes nothing, undoing mirrors, and every claim can be looked up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.forms.projecting import project
from piaflow.impact.answer import Impact
from piaflow.impact.differences import DifferenceKind
from piaflow.impact.impact import find_impact
from piaflow.impact.items import ItemChange, Origin
from piaflow.impact.judging import Result
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.trace.random_models import assessments, pairs_of_one_body, with_a_flow_more

fast = settings(max_examples=40, deadline=None, derandomize=True, database=None)
states = st.one_of(with_a_flow_more, pairs_of_one_body)


def _named(impact: Impact, kind: DifferenceKind) -> list[tuple[str, str]]:
    return sorted((d.part.value, d.name) for d in impact.of_kind(kind))


@fast
@given(assessments)
def test_no_change_has_no_impact(a: Assessment) -> None:
    impact = find_impact(a, a, rules=())
    assert impact.is_empty
    assert impact.judgement.result is Result.NO_CHANGE


@fast
@given(states)
def test_undoing_a_change_mirrors_it(pair: tuple[Assessment, Assessment]) -> None:
    there, back = find_impact(*pair, rules=()), find_impact(*reversed(pair), rules=())
    assert _named(there, DifferenceKind.ADDED) == _named(back, DifferenceKind.REMOVED)
    for one, other in zip(there.reaches, back.reaches, strict=True):
        assert [(g.name, g.was, g.now) for g in one.gained] == [(x.name, x.now, x.was) for x in other.lost]
        assert [(g.name, g.was, g.now) for g in other.gained] == [(x.name, x.now, x.was) for x in one.lost]
    forth = sorted((i.subject, i.label, i.before, i.after) for i in _derived(there))
    assert forth == sorted((i.subject, i.label, i.after, i.before) for i in _derived(back))


def _derived(impact: Impact) -> list[ItemChange]:
    return [item for item in impact.items if item.origin is Origin.DERIVED]


def _texts(a: Assessment, path: str) -> set[str]:
    """What stands at a path: the text of the cell, or of a block with the label of each cell before it."""
    cells = [cell for cell in project(a).cells if path in (cell.path, cell.block)]
    block = "\n".join(f"{cell.field.label}: {cell.text}" for cell in cells if cell.text)
    return {"", block, *(cell.text for cell in cells if cell.path == path)}


@fast
@given(states)
def test_what_is_written_after_stands_in_the_form_after(pair: tuple[Assessment, Assessment]) -> None:
    before, after = pair
    for item in _derived(find_impact(before, after, rules=())):
        assert item.before != item.after
        assert item.after in _texts(after, item.path)


def _beside(a: Assessment, name: str) -> set[str]:
    """A node, the system that holds it, and the files it holds: no flow lies between those."""
    holder = a.holder(name)
    return {name, holder, *(file.name for file in a.files if a.holder(file.name) == holder)}


@fast
@given(states)
def test_what_gains_an_identifier_has_a_way_after_and_none_before(
    pair: tuple[Assessment, Assessment],
) -> None:
    before, after = pair
    for changes in find_impact(before, after, rules=()).reaches:
        was, now = trace(before, changes.item), trace(after, changes.item)
        for gain in changes.gained:
            if gain.is_party:
                continue
            assert gain.path or _beside(after, gain.name) & {*now.origins, *now.possible_origins}
            assert set(gain.path) <= set(after.flow_ids)
            known = {node.name: node for node in was.nodes}.get(gain.name)
            assert known is None or changes.item not in known.as_items
            assert gain.was is Reach.NONE or changes.item in (known.possibly_as if known else ())
