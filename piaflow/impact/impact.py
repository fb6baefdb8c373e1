"""find_impact: everything that changes from one state of an assessment to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold, rename_entry
from piaflow.form.comparing import FormChange, compare
from piaflow.form.form import Cell
from piaflow.form.printed import PrintedChanges
from piaflow.form.written import write_form
from piaflow.impact.answer import Impact
from piaflow.impact.causes import find_causes
from piaflow.impact.change import Change
from piaflow.impact.differences import find_differences
from piaflow.impact.induced import find_reviews
from piaflow.impact.items import list_items
from piaflow.impact.judging import find_timing, judge
from piaflow.impact.numbering import find_renumbered, tell_apart, under_new_numbers
from piaflow.impact.ordering import follow_order
from piaflow.impact.reaches import compare_reaches
from piaflow.impact.readings import find_readings
from piaflow.impact.renaming import find_renamed, under_new_names, under_new_pictures, under_one_name
from piaflow.impact.spelling import follow_spelling
from piaflow.impact.turning import Turned, compare_findings, weigh_findings
from piaflow.impact.weighing import Compared, weigh
from piaflow.law.catalogue import Catalogue
from piaflow.proposals.projecting import propose
from piaflow.rules.catalogue import RULES
from piaflow.rules.checking import check
from piaflow.rules.finding import Finding
from piaflow.rules.rule import Rule

_NONE: Mapping[str, str] = MappingProxyType({})


def find_impact(
    before: Assessment,
    after: Assessment,
    *,
    rules: Sequence[Rule] = RULES,
    catalogue: Catalogue | None = None,
    printed: PrintedChanges | None = None,
) -> Impact:
    """Return the impact of going from `before` to `after`.

    What only got another name, or is typed otherwise, is told in the new one; a body that one state has as several
    parties, and the other not, as one. The form is the one that `after` is
    written on; where the two are written on different forms, every field that only one of them has is a change.
    `printed` says of two documents that were read what they print otherwise: there words are one however a page sets
    them, and what one of them could not be read of is no change.
    """
    before = follow_spelling(before, after, whole=printed is not None)
    as_written = follow_order(before, after), after
    ordered, after = under_one_name(*as_written)
    renamed = find_renamed(ordered, after)
    named = under_new_names(ordered, renamed)
    others = [_compare(named, after, renamed, doubles) for doubles in find_readings(named, after)]
    told = weigh(_compare(named, after, renamed), others)
    renumbered, change, causes = told.renumbered, told.change, told.causes
    known = change.before
    wrote, written = (write_form(state, rows=False) for state in as_written)
    form = propose(as_written[1], written)
    if printed:
        changed, undecided = _name_subjects(printed.changes, (*wrote.cells, *form.cells)), printed.unread
    else:
        proposed = propose(as_written[0], wrote)
        entries = {new: rename_entry(old, renamed) for new, old in tell_apart(renumbered).items()}
        compared = compare(proposed, form, {**renamed, **entries})
        undecided = compared.undecided
        # a node may have several names that are only typed otherwise, and another of them stand first now
        changed = tuple(one for one in compared.changes if fold(one.before) != fold(one.after))
    items = list_items(changed, find_reviews(form, after, causes))
    judgement = judge(after.overview.form, change, items, causes)
    was = check(known, rules=rules, catalogue=catalogue, written=wrote if known is as_written[0] else None)
    now = check(after, rules=rules, catalogue=catalogue, written=written if after is as_written[1] else None)

    def turn(reading: Compared, found: Sequence[Finding]) -> tuple[Compared, Turned]:
        return reading, compare_findings(reading, found, now.standing)

    read = (turn(o, check(o.change.before, rules=rules, catalogue=catalogue).standing) for o in others)
    turned = weigh_findings(turn(told, was.standing), tuple(read))
    return Impact(
        before=before,
        after=after,
        differences=change.differences,
        reaches=change.reaches,
        causes=causes,
        items=tuple(
            evolve(item, timing=find_timing(judgement.result, item.address, significant=item.significant))
            for item in items
        ),
        judgement=judgement,
        new_findings=turned.new,
        gone_findings=turned.gone,
        unsure_findings=turned.unsure,
        all_before=was.all,
        all_after=now.all,
        undecided=undecided,
    )


def _compare(
    before: Assessment, after: Assessment, renamed: Mapping[str, str], doubles: Mapping[str, str] = _NONE
) -> Compared:
    """What a change does, `before` told in the names of `after`, where these are one besides."""
    named = under_new_pictures(under_new_names(before, doubles), after)
    renumbered = find_renumbered(named, after)
    known = follow_order(under_new_numbers(named, renumbered), after) if renumbered else named
    differences = find_differences(known, after, {**renamed, **renumbered})
    change = Change(known, after, differences, compare_reaches(known, after))
    return Compared(renumbered, change, find_causes(change), doubles)


def _name_subjects(changes: Sequence[FormChange], cells: Sequence[Cell]) -> tuple[FormChange, ...]:
    """Changes of printed words, each about the system, file or entry that the model tells at its place."""
    told = {place: cell for cell in cells for place in (cell.address, cell.address.block) if place}
    return tuple(
        evolve(c, subject=told[c.address].subject, file=told[c.address].file) if c.address in told else c
        for c in changes
    )
