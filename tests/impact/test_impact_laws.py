"""What is true of every impact: nothing changes nothing, undoing mirrors, and every claim can be looked up.

The reach is that of two traces, and the items of the form are counted cell by cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.items import IDENTIFIERS
from piaflow.domain.nodes import Party
from piaflow.form.form import Cell
from piaflow.form.values import UNREAD_LINE
from piaflow.graph.joining import label_nodes
from piaflow.impact.answer import Impact
from piaflow.impact.differences import DifferenceKind
from piaflow.impact.impact import find_impact
from piaflow.impact.items import ItemChange, Origin
from piaflow.impact.judging import Result
from piaflow.impact.numbering import find_renumbered
from piaflow.impact.renaming import find_renamed, under_new_names
from piaflow.law.forms import BOXED, FieldKind
from piaflow.proposals.projecting import project
from piaflow.trace.answer import Reach
from piaflow.trace.tracing import trace
from tests.impact.random_changes import changes, edited
from tests.trace import reference
from tests.trace.random_models import assessments, pairs_of_one_body, with_a_flow_more

pytestmark = pytest.mark.slow

fast = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)
Reaches = dict[str, Reach]
states = st.one_of(with_a_flow_more, pairs_of_one_body, changes)


def _named(impact: Impact, kind: DifferenceKind) -> list[tuple[str, str]]:
    return sorted((d.part.value, d.name) for d in impact.of_kind(kind))


@fast
@given(st.one_of(assessments, edited))
def test_no_change_has_no_impact(a: Assessment) -> None:
    impact = find_impact(a, a)
    assert impact.is_empty
    assert impact.judgement.result is Result.NO_CHANGE


@fast
@given(states)
def test_undoing_a_change_mirrors_it(pair: tuple[Assessment, Assessment]) -> None:
    there, back = find_impact(*pair, rules=()), find_impact(*reversed(pair), rules=())
    now = find_renamed(*pair)
    assert now == {new: old for old, new in find_renamed(*reversed(pair)).items()}
    if not now:
        assert _named(there, DifferenceKind.ADDED) == _named(back, DifferenceKind.REMOVED)
        for one, other in zip(there.reaches, back.reaches, strict=True):
            assert [(g.name, g.was, g.now) for g in one.gained] == [
                (x.name, x.now, x.was) for x in other.lost
            ]
            assert [(g.name, g.was, g.now) for g in other.gained] == [
                (x.name, x.now, x.was) for x in one.lost
            ]
    # What only moved is told in the order of the newer state: letters, not lines, are what both ways share.
    forth = sorted((i.label, sorted(i.before), sorted(i.after)) for i in _derived(there))
    assert forth == sorted((i.label, sorted(i.after), sorted(i.before)) for i in _derived(back))


def _derived(impact: Impact) -> list[ItemChange]:
    return [item for item in impact.items if item.origin is Origin.DERIVED]


def _texts(a: Assessment, path: str) -> set[str]:
    """What stands at a path: the text of the cell, or of a block with the label of each cell before it.

    Two systems that bear one number have a block each.
    """
    cells = [cell for cell in project(a).cells if path in (cell.path, str(cell.address.block))]
    told = [(cell.subject, f"{cell.field.label}: {cell.stated}") for cell in cells if cell.stated]
    blocks = {"\n".join(text for s, text in told if s == subject) for subject, _ in told}
    whole = "\n".join(text for _, text in told)
    return {"", whole, *blocks, *(cell.stated for cell in cells if cell.path == path)}


@fast
@given(states)
def test_what_is_written_after_stands_in_the_form_after(pair: tuple[Assessment, Assessment]) -> None:
    before, after = pair
    for item in _derived(find_impact(before, after, rules=())):
        assert item.before != item.after
        unread = _list_unread(before, item) | _list_unread(after, item)
        told = _texts(after, item.path)
        assert item.after in told | {_leave_out(text, unread) for text in told}


def _list_unread(a: Assessment, item: ItemChange) -> set[str]:
    """The boxes of a field, of whichever file, that a state cannot read: whether they changed nobody knows."""
    lines = [
        line
        for cell in project(a).cells
        if cell.field.label == item.label
        for line in cell.stated.split("\n")
    ]
    told = (line.removeprefix(UNREAD_LINE)[:-1] for line in lines if line.startswith(UNREAD_LINE))
    return {name for names in told for name in names.split("、")}


def _leave_out(text: str, boxes: set[str]) -> str:
    lines = (line for line in text.split("\n") if not line.startswith(UNREAD_LINE))
    return "\n".join(line for line in lines if line.removeprefix("［○］") not in boxes)


def _is_asked(cell: Cell) -> bool:
    return "変更{k}" not in cell.field.repeat


def _by_subject(a: Assessment, names: dict[str, str], numbers: dict[str, str]) -> dict[tuple[str, str], Cell]:
    """The cells by their field and what they are about, under the names and the numbers of now."""
    found = {}
    for cell in filter(_is_asked, project(a).cells):
        owner, slash, rest = cell.subject.partition("/")
        subject = names.get(owner, owner) + slash + rest
        found[cell.field.path, numbers.get(subject, subject)] = cell
    return found


def _number(before: Assessment, after: Assessment) -> dict[str, str]:
    """The name now of each entry that has another number, and one of its own for each whose number another has."""
    renumbered = find_renumbered(under_new_names(before, find_renamed(before, after)), after)
    return {new: f"{new}（変更前）" for new in renumbered} | {old: new for new, old in renumbered.items()}


def _rewritten(before: Assessment, after: Assessment) -> Iterator[tuple[Cell | None, Cell | None]]:
    names = {old: new for new, old in find_renamed(before, after).items()}
    was, now = _by_subject(before, names, _number(before, after)), _by_subject(after, {}, {})
    for key in {**was, **now}:
        pair = was.get(key), now.get(key)
        if _sets(_shared(*pair)) != _sets(_shared(*reversed(pair))):
            yield pair


def _shared(cell: Cell | None, other: Cell | None) -> str:
    """What a cell says that the other may say otherwise: no box or choice of which one of the two does not tell."""
    if cell is None or other is None:
        return cell.stated if cell else ""
    if cell.field.kind in (FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT):
        return "" if any(one.filled.unread and not one.stated for one in (cell, other)) else cell.stated
    if cell.field.kind not in BOXED:
        return cell.stated
    open_boxes = {
        name
        for one in (cell, other)
        for name in one.field.boxes
        if one.filled.derived or one.boxes[name] is Certainty.UNKNOWN
    }
    lines = (line for line in cell.stated.splitlines() if not line.startswith(UNREAD_LINE))
    return "\n".join(line for line in lines if cell.find_ticked(line) not in open_boxes)


def _sets(text: str) -> Counter[tuple[str, str]]:
    """The lines of a cell, each with what it lists: in which order they stand says nothing."""
    lines = (re.split("(\u3000|: )", line, maxsplit=1) for line in text.splitlines())
    return Counter((line[0], "".join(sorted("".join(line[1:])))) for line in lines)


@fast
@given(states)
def test_every_cell_that_reads_otherwise_is_in_one_item_and_every_item_holds_one(
    pair: tuple[Assessment, Assessment],
) -> None:
    """Cell by cell, without grouping: slower than the comparison, and nothing of it."""
    derived = _derived(find_impact(*pair, rules=()))
    numbers = _number(*pair)
    held = []
    for was, now in _rewritten(*pair):
        cell = now or was
        assert cell is not None
        alike = [i for i in derived if i.subject == cell.subject]
        where = [i for i in alike if i.path == cell.path] or [
            i for i in alike if i.path == str(cell.address.block)
        ]
        if cell.subject in {
            *numbers,
            *numbers.values(),
        }:  # two entries bear the number, one before and one now
            where = [i for i in where if _tells(i, was, now)]
        assert [_tells(i, was, now) for i in where] == [True], cell.path
        held.append(where[0])
        assert where[0].significant or not cell.field.significant
    assert {id(item) for item in held} == {id(item) for item in derived}


def _tells(item: ItemChange, was: Cell | None, now: Cell | None) -> bool:
    return _stands(_shared(was, now), item.before) and _shared(now, was) in item.after


def _stands(text: str, told: str) -> bool:
    return text in told or _sets(text) == _sets(told)


@fast
@given(with_a_flow_more)
def test_beside_a_flow_more_all_stands_as_it_was_printed(pair: tuple[Assessment, Assessment]) -> None:
    for item in _derived(find_impact(*pair, rules=())):
        assert item.before in _texts(pair[0], item.path)


def _reaches(a: Assessment, item: str) -> Reaches:
    """How surely each node has the item by a trace of its own; nodes without it left out."""
    told = {node.name: node.reach_as(item) for node in trace(a, item).nodes}
    return {name: reach for name, reach in told.items() if reach is not Reach.NONE}


def _referred(a: Assessment, item: str) -> Reaches:
    """The same by the slow reference, which knows nothing of the trace."""
    answer, (label,) = reference.trace([a], item), label_nodes([a])
    found = {}
    for node in a.nodes:
        if label[node.name] != node.name:
            continue  # the body under its head, or the head of the body
        key = answer.world.keys[0, node.name]
        there = answer.party(key) if isinstance(node, Party) else answer.node(key)
        definite, possible = answer.named(there)
        if item in definite | possible:
            found[node.name] = Reach.DEFINITE if item in definite else Reach.POSSIBLE
    return found


def _assert_told(pair: tuple[Assessment, Assessment], reaches: Callable[[Assessment, str], Reaches]) -> None:
    """What the impact says of every identifier is the difference of two reaches, each a trace of its own."""
    before, after = under_new_names(pair[0], find_renamed(*pair)), pair[1]
    told = {changes.item: changes for changes in find_impact(*pair, rules=()).reaches}
    for item in IDENTIFIERS:
        was, now = reaches(before, item), reaches(after, item)
        moved = {n: (was.get(n, Reach.NONE), now[n]) for n in now}
        moved |= {n: (was[n], Reach.NONE) for n in was.keys() - now.keys()}
        order = [Reach.NONE, Reach.POSSIBLE, Reach.DEFINITE]
        found = told.get(item)
        for kind, up in ((found.gained if found else (), 1), (found.lost if found else (), -1)):
            nodes = {c.name: (c.was, c.now) for c in kind}
            rising = {
                n: both for n, both in moved.items() if up * (order.index(both[1]) - order.index(both[0])) > 0
            }
            assert nodes == rising, (item, up)


@fast
@given(states)
def test_who_gains_and_loses_an_identifier_is_what_two_traces_say(
    pair: tuple[Assessment, Assessment],
) -> None:
    _assert_told(pair, _reaches)


@fast
@given(st.one_of(with_a_flow_more, pairs_of_one_body))
def test_who_gains_and_loses_an_identifier_is_what_the_slow_reference_says(
    pair: tuple[Assessment, Assessment],
) -> None:
    _assert_told(pair, _referred)


@fast
@given(states)
def test_what_gains_an_identifier_shows_its_way_of_after_and_was_reached_less_surely(
    pair: tuple[Assessment, Assessment],
) -> None:
    before, after = under_new_names(pair[0], find_renamed(*pair)), pair[1]
    for told in find_impact(*pair, rules=()).reaches:
        now, was = trace(after, told.item), _reaches(before, told.item)
        for gain in told.gained:
            assert gain.path == now.node(gain.name).path
            assert set(gain.path) <= set(after.flow_ids)
            assert was.get(gain.name, Reach.NONE) is gain.was
