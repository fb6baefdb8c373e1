"""What follows from the flows for fields that nobody has filled: proposals, marked as 導出 and never over what is told.

Only what follows is ticked. What may stand under several choices is listed as not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, CountKind, FlowKind, Means, NodeKind, SourceKind
from piaflow.domain.entries import Acquisition, Count
from piaflow.domain.names import EntryName
from piaflow.domain.nodes import File, System
from piaflow.domain.span import collect_spans
from piaflow.form.form import Cell, Filled
from piaflow.form.values import Boxes, fill, name_beside, write_entrusted, write_handed_over
from piaflow.rules.connection_boxes import Joined, find_choice, find_joined
from piaflow.rules.coverage import PRINTED, find_source_kinds
from piaflow.rules.dossier import Dossier, FlowFacts, group_by
from piaflow.rules.listing import find_listed, find_listed_spans

_NO_PARTNERS = frozenset({NodeKind.TERMINAL, NodeKind.MEDIUM})
_BY_MEANS: Mapping[Means, ConnectionChoice] = {
    Means.PROVISION_NETWORK: ConnectionChoice.PROVISION_NETWORK,
    Means.INTERNAL: ConnectionChoice.INTERNAL,
    Means.JUKI_NETWORK: ConnectionChoice.JUKI_NETWORK,
}


@define(frozen=True)
class _Known(Dossier):
    """What the proposals of one form ask, each worked out once."""

    @cached_property
    def joined(self) -> Mapping[str, tuple[Joined, ...]]:
        """What flows join each system with, over a line."""
        return group_by((end.name, pair) for pair in find_joined(self) for end in (pair.source, pair.target))


def fill_proposals(a: Assessment, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells with a proposal in each that nobody tells of and the flows let follow."""
    if not a.flows and not a.entries:
        return tuple(cells)
    return tuple(_propose(_Known(a), cells))


def _propose(known: _Known, cells: Sequence[Cell]) -> Iterator[Cell]:
    for cell in cells:
        propose = _PROPOSALS.get(cell.field.full)
        if propose is None or cell.filled.is_stated:
            yield cell
        else:
            found = propose(known, cell)
            yield evolve(cell, filled=evolve(found, derived=True)) if found.told else cell


def _connections(known: _Known, cell: Cell) -> Filled:
    """Ⅰ.2③: what the flows of a system join it with, and the networks by which they go."""
    system = known.model.node(cell.subject)
    ticked: dict[str, list[FlowFacts]] = {}
    for facts in _joining(known, system.name):
        for means in facts.flow.means:
            if means in _BY_MEANS:
                ticked.setdefault(_BY_MEANS[means].value, []).append(facts)
    own = find_choice(system) if isinstance(system, System) else None
    others: dict[str, None] = {}
    for joined in known.joined.get(cell.subject, ()):
        other = joined.target if joined.source == system else joined.source
        choice = find_choice(other)
        if other.kind in _NO_PARTNERS or (choice and choice is own):
            continue
        if choice is None:
            others[other.name] = None
        ticked.setdefault((choice or ConnectionChoice.OTHER).value, []).extend(joined.flows)
    shown = (
        (name_beside(c.value, "、".join(others) if c is ConnectionChoice.OTHER else ""), Certainty.YES)
        for c in ConnectionChoice
        if c.value in ticked
    )
    return _filled(Boxes(tuple(shown)), (facts for flows in ticked.values() for facts in flows))


def _joining(known: _Known, name: str) -> tuple[FlowFacts, ...]:
    return (*known.flows_from.get(name, ()), *known.flows_to.get(name, ()))


def _sources(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.3①: who gives what begins its way to the file; a choice only where the giver can stand under no other."""
    flows = _acquiring(known, cell.file)
    reached = {facts.target for facts in flows}
    beside: dict[SourceKind, dict[str, None]] = {}
    open_kinds: dict[SourceKind, None] = {}
    used = [facts for facts in flows if facts.source not in reached]
    for facts in used:
        party = known.party(facts.giver) if facts.giver else None
        kinds = [kind for kind in SourceKind if party and kind in find_source_kinds(party)]
        if party and len(kinds) == 1:
            beside.setdefault(kinds[0], {})[party.name] = None
        else:
            open_kinds.update(dict.fromkeys(kinds))
    ticked = (
        (name_beside(kind.value, "" if kind is SourceKind.PERSON else "、".join(beside[kind])), Certainty.YES)
        for kind in SourceKind
        if kind in beside
    )
    unread = ((k.value, Certainty.UNKNOWN) for k in SourceKind if k in open_kinds and k not in beside)
    return _filled(Boxes((*ticked, *unread)), used)


def _acquisition_means(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.3②: by which means the flows of 入手 go."""
    return _means(_acquiring(known, cell.file))


def _acquiring(known: _Known, file: str) -> tuple[FlowFacts, ...]:
    """The flows that the 入手 of a file declares, else those of that kind that the file takes part in."""
    declared = known.flows_of_entry[EntryName.of(file, Acquisition.WORD)]
    return declared or tuple(
        facts for facts in known.flows_of_file.get(file, ()) if facts.flow.kind is FlowKind.ACQUISITION
    )


def _entry_means(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.4④ and Ⅱ.5⑥: by which means the flows go that the entry declares."""
    return _means(known.flows_of_entry[cell.subject])


def _means(flows: Iterable[FlowFacts]) -> Filled:
    used = [facts for facts in flows if facts.flow.means]
    told = {means for facts in used for means in facts.flow.means}
    beside = "、".join(means.value for means in Means if means in told - PRINTED)
    ticked = (told & PRINTED) | ({Means.OTHER} if beside else set())
    shown = (
        (name_beside(means.value, beside if means is Means.OTHER else ""), Certainty.YES)
        for means in Means
        if means in ticked
    )
    return _filled(Boxes(tuple(shown)), used)


def _entrusted(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.4: how many 委託事項 are listed."""
    count = _count(known.model.file(cell.file), CountKind.ENTRUSTMENTS)
    return _of_counts(write_entrusted, [count] if count else [])


def _handed_over(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.5: how many 提供先 and 移転先 are listed."""
    file = known.model.file(cell.file)
    counts = [c for kind in (CountKind.PROVISIONS, CountKind.TRANSFERS) if (c := _count(file, kind))]
    return _of_counts(write_handed_over, counts)


def _of_counts(write: Callable[[Sequence[Count]], str], counts: Sequence[Count]) -> Filled:
    return fill(write(counts), collect_spans(counts))


def _count(file: File, kind: CountKind) -> Count | None:
    """Nothing listed says nothing, as the page may be missing; nor does a 別紙 that the model does not hold."""
    listed = find_listed(file, kind)
    rows = [len(getattr(entry, "rows", ())) for entry in listed]
    lacking = any(
        getattr(entry, "annex", "") and not count for entry, count in zip(listed, rows, strict=True)
    )
    number = -1 if lacking else sum(count or 1 for count in rows)
    return Count(kind, Certainty.YES, number, find_listed_spans(listed)) if listed else None


def _filled(boxes: Boxes, flows: Iterable[FlowFacts]) -> Filled:
    return fill(boxes, collect_spans(flows))


_PROPOSALS: Mapping[str, Callable[[_Known, Cell], Filled]] = {
    "Ⅰ.2.システム{n}.③": _connections,
    "Ⅱ.3.①": _sources,
    "Ⅱ.3.②": _acquisition_means,
    "Ⅱ.4.有無": _entrusted,
    "Ⅱ.4.委託事項{k}.④": _entry_means,
    "Ⅱ.5.有無": _handed_over,
    "Ⅱ.5.提供先{k}.⑥": _entry_means,
    "Ⅱ.5.移転先{k}.⑥": _entry_means,
}
"""What proposes for which field, by the numbers of 様式4."""
