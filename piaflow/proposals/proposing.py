"""What follows from the flows for fields that nobody has filled: proposals, marked as 導出 and never over what is told.

Only what follows is ticked. What may stand under several choices is listed as not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import (
    ConnectionChoice,
    CountKind,
    FileKind,
    FlowKind,
    MainItem,
    Means,
    NodeKind,
    RecordBand,
    ScreeningResult,
    SourceKind,
    SubjectBand,
)
from piaflow.domain.entries import Acquisition, Count
from piaflow.domain.grouping import group_by
from piaflow.domain.items import ItemList
from piaflow.domain.names import EntryName
from piaflow.domain.nodes import File, MainItemBox, System
from piaflow.domain.span import collect_spans
from piaflow.form.facts import INQUIRY, PROVISION, print_result
from piaflow.form.form import Cell, Filled
from piaflow.form.values import (
    MAIN_ITEMS,
    Boxes,
    choice,
    fill,
    lines,
    name_beside,
    write_entrusted,
    write_handed_over,
)
from piaflow.law.bands import find_range
from piaflow.law.connection_choices import find_choice
from piaflow.law.main_items import EXACT
from piaflow.law.sureness import Sureness
from piaflow.rules.connection_boxes import Joined, find_joined
from piaflow.rules.coverage import PRINTED, find_source_kinds
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.listing import find_listed, find_listed_spans
from piaflow.rules.network import list_network_flows
from piaflow.rules.screening import find_possible

_NO_PARTNERS = frozenset({NodeKind.TERMINAL, NodeKind.MEDIUM})
_RECORDED: Mapping[MainItem, tuple[str, ...]] = {
    MainItem.NUMBER: EXACT[MainItem.NUMBER],
    MainItem.CODE: EXACT[MainItem.CODE],
    MainItem.OTHER_IDENTIFIER: EXACT[MainItem.OTHER_IDENTIFIER],
    MainItem.FOUR: (MainItem.FOUR.value,),
    MainItem.CONTACT: EXACT[MainItem.CONTACT],
}
"""The items that tick a box of 主な記録項目 by themselves; of 業務関係情報 only a person can tell."""
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


def _network(known: _Known, _: Cell) -> Filled:
    """Ⅰ.6①: flows of 特定個人情報 over the network say that it is used; that there are none says nothing."""
    flows = _over_network(known)
    return fill("実施する" if flows else "", collect_spans(flows))


def _network_basis(known: _Known, _: Cell) -> Filled:
    """Ⅰ.6②: on which ground the flows over the network ask, and on which they give."""
    told: list[str] = []
    for heading, kind in ((INQUIRY, FlowKind.ACQUISITION), (PROVISION, FlowKind.PROVISION)):
        basis = _each(facts.flow.basis for facts in _over_network(known) if facts.flow.kind is kind)
        told += (heading, *basis) if basis else ()
    return fill(lines(told), collect_spans(f for f in _over_network(known) if f.flow.basis))


def _over_network(known: _Known) -> list[FlowFacts]:
    return [
        facts
        for facts in list_network_flows(known)
        if facts.specific is Certainty.YES and facts.flow.kind is not FlowKind.NONE
    ]


def _each(texts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for several in texts for text in several))


def _kind(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.2①: a file that a system holds is one that the system uses directly."""
    file = known.model.file(cell.file)
    holder = known.model.find(file.holder)
    is_of_system = isinstance(holder, System) and holder.kind is NodeKind.SYSTEM
    return fill(choice(FileKind.SYSTEM) if is_of_system else "", file.spans)


def _band(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.2④: how many 記録項目 a whole list names, where its groups leave one band only."""
    file = known.model.file(cell.file)
    names = file.records.names
    fewest, most = len(names), len(known.model.vocabulary.expand(names))
    ranges = ((band, find_range(band)) for band in RecordBand)
    fitting = (band for band, r in ranges if r and r.lowest <= fewest <= most < r.below)
    is_whole = bool(names) and file.records.complete
    return fill(choice(next(fitting, RecordBand.UNKNOWN) if is_whole else RecordBand.UNKNOWN), file.spans)


def _main_items(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.2④: what the list of 記録項目 names, and what flows write into the file."""
    file, words = known.model.file(cell.file), known.model.vocabulary
    written = [facts for facts in known.flows_of_file.get(file.name, ()) if facts.flow.target == file.name]
    lists = (file.records, *(facts.flow.items for facts in written))
    held = (
        MainItemBox(item, Certainty.YES)
        for item, names in _RECORDED.items()
        if any(words.holds(told, name) is Certainty.YES for told in lists for name in names)
    )
    return fill(MAIN_ITEMS.write(held), (*file.spans, *collect_spans(written)))


def _department(known: _Known, _: Cell) -> Filled:
    """Ⅱ.2⑥: the department of Ⅰ.7, where it lists only one."""
    departments = known.model.overview.departments
    return fill(departments[0] if len(departments) == 1 else "", known.model.overview.spans)


def _acquisition_timing(known: _Known, cell: Cell) -> Filled:
    return _timing(_acquiring(known, cell.file))


def _entry_timing(known: _Known, cell: Cell) -> Filled:
    return _timing(known.flows_of_entry[cell.subject])


def _timing(flows: Iterable[FlowFacts]) -> Filled:
    told = [facts for facts in flows if facts.flow.timing]
    return fill(lines(dict.fromkeys(facts.flow.timing for facts in told)), collect_spans(told))


def _basis(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.5①: the grounds of the flows that the entry declares."""
    told = [facts for facts in known.flows_of_entry[cell.subject] if facts.flow.basis]
    return fill(lines(_each(facts.flow.basis for facts in told)), collect_spans(told))


def _last(known: _Known, cell: Cell) -> list[FlowFacts]:
    """The flows of an entry that end its way: what one of them brings, no other passes on."""
    flows = known.flows_of_entry[cell.subject]
    sending = {facts.source for facts in flows}
    return [facts for facts in flows if facts.target not in sending]


def _recipient(known: _Known, cell: Cell) -> Filled:
    """委託先名, 提供先 and 移転先: the one party at which all flows of the entry end."""
    flows = _last(known, cell)
    takers = {facts.taker for facts in flows}
    return fill(takers.pop() if len(takers) == 1 else "", collect_spans(flows))


def _information(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.5③: what the flows bring to the recipient."""
    flows = _last(known, cell)
    names = _each(facts.flow.items.names for facts in flows)
    is_whole = all(facts.flow.items.complete for facts in flows)
    return fill(str(ItemList(names, complete=is_whole)) if names else "", collect_spans(flows))


def _place(known: _Known, cell: Cell) -> Filled:
    """Ⅱ.6①: the system that holds the file, and the frame that it stands in."""
    file = known.model.file(cell.file)
    holder = known.model.find(file.holder)
    zone = known.model.zone_of(file.name)
    placed = isinstance(holder, System) and zone
    return fill(f"{file.holder}（{zone}）" if placed else "", file.spans)


def _subcontractors(known: _Known, cell: Cell) -> Filled:
    """Ⅲ.4: 再委託していない, where no 委託事項 is 再委託 and the model lists each."""
    entries = known.model.file(cell.file).entrustments
    none = bool(entries) and all(entry.subentrusted is Certainty.NO for entry in entries)
    return fill("再委託していない" if none else "", find_listed_spans(entries))


def _result(known: _Known, cell: Cell) -> Filled:
    """Ⅵ.1②: what the numbers oblige to, where they leave one result and it was read in a source."""
    overview = known.model.overview
    possible = find_possible(known) if overview.subjects is not SubjectBand.UNKNOWN else ()
    one = possible[0] if len(possible) == 1 and possible[0].sureness is not Sureness.MEMORY else None
    result = ScreeningResult(one.printed) if one else ScreeningResult.UNKNOWN
    told = print_result(result, overview.form)
    choices = cell.field.choices
    return fill(told if not choices or told in choices else "", overview.spans)


_ENTRUSTED_TO = "Ⅱ.4.委託事項{k}"
_HANDED_TO = ("Ⅱ.5.提供先{k}", "Ⅱ.5.移転先{k}")
_PROPOSALS: Mapping[str, Callable[[_Known, Cell], Filled]] = {
    "Ⅰ.2.システム{n}.③": _connections,
    "Ⅰ.6.①": _network,
    "Ⅰ.6.②": _network_basis,
    "Ⅱ.2.①": _kind,
    "Ⅱ.2.④": _band,
    "Ⅱ.2.④.主な記録項目": _main_items,
    "Ⅱ.2.⑥": _department,
    "Ⅱ.3.①": _sources,
    "Ⅱ.3.②": _acquisition_means,
    "Ⅱ.3.③": _acquisition_timing,
    "Ⅱ.4.有無": _entrusted,
    f"{_ENTRUSTED_TO}.④": _entry_means,
    f"{_ENTRUSTED_TO}.⑥": _recipient,
    "Ⅱ.5.有無": _handed_over,
    **dict.fromkeys(_HANDED_TO, _recipient),
    **dict.fromkeys((f"{to}.①" for to in _HANDED_TO), _basis),
    **dict.fromkeys((f"{to}.③" for to in _HANDED_TO), _information),
    **dict.fromkeys((f"{to}.⑥" for to in _HANDED_TO), _entry_means),
    **dict.fromkeys((f"{to}.⑦" for to in _HANDED_TO), _entry_timing),
    "Ⅱ.6.①": _place,
    "Ⅲ.4.再委託先": _subcontractors,
    "Ⅵ.1.②": _result,
}
"""What proposes for which field, by the numbers of 様式4."""
