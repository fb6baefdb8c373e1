"""Dossier (一件書類): an assessment with all that rules ask of it, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any, Protocol, TypeVar

from attrs import define, evolve, field, frozen

from piaflow.domain.assessment import Assessment, DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.flows import Flow
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.records import Revision
from piaflow.domain.span import Span, find_beginnings, join_spans
from piaflow.form.form import Cell, CellOrigin, Form
from piaflow.form.overlay import lay_over
from piaflow.form.today import find_items, find_now, find_rows
from piaflow.form.written import write_form
from piaflow.graph.flow_graph import FlowGraph, graph_of
from piaflow.law.addresses import Address
from piaflow.law.catalogue import Catalogue
from piaflow.law.forms import FieldKind
from piaflow.law.printed_items import PrintedItem
from piaflow.law.specific_information import judge_specific
from piaflow.rules.finding import Confidence, Evidence, Finding, Hit, find_least_sure
from piaflow.rules.history import History, put_in_order
from piaflow.rules.places import Matter, Revised, Section, Subject, print_subject
from piaflow.rules.wording import Passage, Sentence, list_passages
from piaflow.trace.answer import Trace, Why
from piaflow.trace.carriage import carries
from piaflow.trace.tracing import trace_graph

_Found = TypeVar("_Found")


class Inferable(Protocol):
    """What a person states, or a reader infers and says from what."""

    @property
    def inferred(self) -> str:
        """From what it was inferred, "" where the document says it."""


@frozen
class FlowFacts:
    """A flow with what follows from its ends: their holders, who answers for them, and of which 機関.

    "" says that the document does not tell. `specific` is whether it carries 特定個人情報.
    """

    id: str
    flow: Flow
    source: str
    target: str
    giver: str
    taker: str
    giver_body: str
    taker_body: str
    specific: Certainty

    @property
    def label(self) -> str:
        """How an officer finds it: `図 番号 送り手→受け手`, or both ends alone where 別添1 does not draw it."""
        step = f"{self.flow.diagram} {self.flow.step} " if self.flow.step else ""
        return f"{step}{self.flow.source}→{self.flow.target}"

    @property
    def ends(self) -> tuple[str, str]:
        """The holders at both ends."""
        return self.source, self.target

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lines that it was read from."""
        return self.flow.spans


@define(frozen=True)
class Dossier:
    """一件書類: the model, the catalogue, the day of the check, and what is worked out from them.

    `running` names the rules of this check; empty, it stands for all. `read` is the form of the document itself,
    where it is at hand, `written` that of the model, where somebody wrote it already.
    """

    model: Assessment
    catalogue: Catalogue = Catalogue()
    today: date = field(factory=date.today)
    running: frozenset[str] = frozenset()
    read: Form | None = None
    written: Form | None = None
    _found: dict[Callable[[Dossier], Any], Any] = field(factory=dict, init=False, eq=False, repr=False)
    _traces: dict[str, Trace] = field(factory=dict, init=False, eq=False, repr=False)

    def once(self, find: Callable[[Dossier], _Found]) -> _Found:
        """Return what a function finds in this document, worked out for the first rule that asks."""
        if find not in self._found:
            self._found[find] = find(self)
        found: _Found = self._found[find]
        return found

    @property
    def published(self) -> date | None:
        """公表日, or None where the document does not show it in full."""
        try:
            return date.fromisoformat(self.model.overview.published)
        except ValueError:
            return None

    @cached_property
    def form(self) -> Form:
        """The form with the printed words of the document where it was read, else with what the model says.

        Of a model alone without the rows of 変更箇所, which are told by `revisions`.
        """
        told = self.written or write_form(self.model, rows=self.read is not None)
        return lay_over(told, self.read) if self.read else told

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], Cell]:
        """The fields by whose they are and by number; of a system or an entry also by the last part of it.

        But for those of 変更箇所, which are told by their rows.
        """
        found: dict[tuple[str, str], Cell] = {}
        for cell, asked in ((cell, cell.field) for cell in self.form.cells):
            if not asked.is_of_revisions:
                subject = fold(cell.subject)
                found[subject, asked.full] = cell
                if asked.counted:
                    found[subject, asked.full.rpartition(".")[2]] = cell
        return found

    def cell(self, number: str, subject: str = "") -> Cell | None:
        """Return a field by its number in 様式4 (of a system or an entry the last part, ③), None where there is none."""
        return self._cells.get((fold(self.model.canonical(subject)), number))

    def is_unread(self, number: str, subject: str) -> bool:
        """Whether the document has something at a field that was not read: then nothing there is no blank."""
        cell = self.cell(number, subject)
        return cell is not None and cell.origin is CellOrigin.UNREAD

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The numbers of the systems of Ⅰ.2 whose name was not read: others may call them by it."""
        names = self.read.ask("Ⅰ.2.システム{n}.①") if self.read else ()
        return frozenset(cell.address.number for cell in names if cell.origin is CellOrigin.UNREAD)

    @cached_property
    def has_unnamed_file(self) -> bool:
        """Whether the name of some file was not read: a text that names none of the known ones may be about it."""
        names = self.read.ask("Ⅱ.1") if self.read else ()
        return any(cell.origin is CellOrigin.UNREAD for cell in names)

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """The rows of 変更箇所, in the words of the document where it is at hand.

        Their order does not depend on that of the model's list.
        """
        return put_in_order(find_rows(self.model, self.read) if self.read else self.model.revisions)

    def find_row_lines(self, row: Revision, column: str, words: str = "") -> tuple[Span, ...]:
        """Return where a row begins, and where a column of it prints the first line of some words, or anything.

        The whole row where nobody knows.
        """
        begins, head = find_beginnings((row,)), words.partition("\n")[0]
        cell = self._row_cells.get((begins, column))
        if cell is None:
            return row.spans
        found = next((spans for text, spans in cell.lines if head in text), ()) if head else cell.spans
        return join_spans((*begins, *found)) if found else row.spans

    @cached_property
    def _row_cells(self) -> Mapping[tuple[tuple[Span, ...], str], Cell]:
        """The fields of 変更箇所 as they were read, by the line on which their row begins and by their column."""
        cells = (cell for cell in self._read_cells.values() if cell.field.is_of_revisions and cell.spans)
        rows = group_by((cell.address.number, cell) for cell in cells)
        found: dict[tuple[tuple[Span, ...], str], Cell] = {}
        for same in rows.values():
            first = min(span for cell in same for span in cell.spans)
            begins = (evolve(first, last=first.first),)
            found |= {(begins, cell.address.place.rpartition(".")[2]): cell for cell in same}
        return found

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """The rows of 変更箇所 by the field that their 項目 names, however it is written."""
        rows = group_by((self._name_row(row), row) for row in self.revisions)
        return {field: History.of(same) for field, same in rows.items()}

    def may_lack_rows(self, first: Revision, last: Revision | None = None) -> bool:
        """Whether a row whose 項目 was not read may stand between two rows, or anywhere; or the day of one was not read."""
        unnamed, places = self._unnamed_rows, self._places_of_rows
        between = unnamed[places[last]] - unnamed[places[first]] if last else unnamed[-1]
        lost_day = self.has_lost_days and any(row and not row.date for row in (first, last))
        return lost_day or between != 0

    @cached_property
    def _places_of_rows(self) -> Mapping[Revision, int]:
        return {row: at for at, row in enumerate(self.revisions)}

    @cached_property
    def _unnamed_rows(self) -> tuple[int, ...]:
        """How many rows without 項目 stand up to each row."""
        return tuple(accumulate((not row.item for row in self.revisions), initial=0))

    @cached_property
    def has_lost_days(self) -> bool:
        """Whether the days of some rows were not read: a row without one may have any."""
        return not all(self.days_read)

    @cached_property
    def days_read(self) -> tuple[bool, ...]:
        """Of each row of 変更箇所 whether its day was read, be it that none is printed; a model tells all there are."""
        if not self.read:
            return (True,) * len(self.revisions)
        return tuple(day.origin is not CellOrigin.UNREAD for day in self.form.ask("別添3.変更{k}.変更日"))

    def printed_item(self, row: Revision) -> PrintedItem | None:
        """Return the field that a row of 変更箇所 names, None where it names none, or several."""
        return self._printed_items.get(row.item)

    def is_of_known_file(self, row: Revision) -> bool:
        """Whether a row is of no file, or names its own: a number alone may be that of another one today."""
        found, files = self.printed_item(row), self.model.listed_files
        if found is None or not found.address.file or len(files) == 1:
            return True
        return any(fold(file.name) in fold(row.item) for file in files)

    def find_now(self, row: Revision) -> Cell | None:
        """Return the field of a row as the document prints it today; None where it was not read or is not this field alone."""
        return find_now(self.printed_item(row), self._read_cells)

    def find_words_beneath(self, cell: Cell) -> Cell | None:
        """Return the one field of words that is printed beneath a field; None where there are several or it was not read."""
        return self._words_beneath.get(cell.address)

    def find_day_beneath(self, cell: Cell) -> Cell | None:
        """Return the field of a day that is printed beneath a field (いつ時点の計数か); None where it was not read."""
        place = f"{cell.address.place}.時点"
        found = self._read_cells.get(evolve(cell.address, place=place))
        return found if found and found.origin is CellOrigin.PRINTED else None

    @cached_property
    def _words_beneath(self) -> Mapping[Address, Cell]:
        """The fields of words by the field that they stand beneath, those that stand there alone."""
        cells = self._read_cells
        texts = (
            cell for cell in cells.values() if cell.field.kind is FieldKind.TEXT and "." in cell.address.place
        )
        above = group_by(
            (evolve(cell.address, place=cell.address.place.rpartition(".")[0]), cell) for cell in texts
        )
        return {
            address: found[0]
            for address, found in above.items()
            if len(found) == 1 and found[0].origin is CellOrigin.PRINTED
        }

    @cached_property
    def _read_cells(self) -> Mapping[Address, Cell]:
        return {cell.address: cell for cell in self.read.cells} if self.read else {}

    @cached_property
    def _printed_items(self) -> Mapping[str, PrintedItem | None]:
        return find_items(self.model)

    def _name_row(self, row: Revision) -> str:
        """Rows on parts of one field (その必要性, その妥当性) are of several."""
        found = self.printed_item(row)
        return f"{found.address} {found.rest}" if found else fold(row.item)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that the fields print, in the order of the form, but for those of 変更箇所."""
        return tuple(sentence for passage in self.passages for sentence in passage.list_sentences())

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The words of the fields with their lines joined, in the order of the form, but for those of 変更箇所."""
        return tuple(passage for cell in self.form.cells for passage in list_passages(cell))

    @cached_property
    def sentences_of(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences by the chapter that they stand in."""
        return group_by((sentence.cell.address.chapter, sentence) for sentence in self.sentences)

    @cached_property
    def sentences_at(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences by the number in 様式4 of the field that they stand in, whatever it is repeated for."""
        return group_by((sentence.cell.field.full, sentence) for sentence in self.sentences)

    @cached_property
    def measures_of(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences of Ⅲ by the name of the file whose measures they tell."""
        return group_by((sentence.cell.file, sentence) for sentence in self.sentences_of.get("Ⅲ", ()))

    def narrow(self, hit: Hit) -> Hit:
        """Return a hit with the lines of the very fields that say it, where the document was read."""
        if not self.read:
            return hit
        return evolve(hit, evidence=tuple(evolve(e, spans=self._lines(e)) for e in hit.evidence))

    def temper(self, finding: Finding) -> Finding:
        """Return a finding as sure as what it stands on.

        It is not 確か where all that it is about of one kind, or all that one of its sides is of, had to be inferred.
        """
        of_kind = group_by(fact for name in finding.subjects for fact in self._inferred.get(name, ()))
        sides = [[inferred for _, inferred in self._list_said_by(side)] for side in finding.evidence]
        if not any(map(all, (*of_kind.values(), *filter(None, sides)))):
            return finding
        return evolve(finding, confidence=find_least_sure(finding.confidence, Confidence.MEDIUM))

    def _list_said_by(self, side: Evidence) -> Iterator[tuple[type, bool]]:
        names = (*side.of, side.at.subject) if side.at else side.of
        yield from (fact for name in names for fact in self._inferred.get(name, ()))

    @cached_property
    def _inferred(self) -> Mapping[str, tuple[tuple[type, bool], ...]]:
        """The kind of each fact by what findings call it, and whether it had to be inferred."""
        return group_by((name, (type(fact), self._is_inferred(fact))) for name, fact in self._list_facts())

    def _list_facts(self) -> Iterator[tuple[str, Inferable]]:
        """What is inferred of a file is who holds it: that matters to its flows alone."""
        m = self.model
        yield from m.flows_by_id.items()
        yield from ((zone.name, zone) for zone in m.zones)
        yield from ((party.name, party) for party in m.parties)
        yield from ((system.name, system) for system in m.systems)
        yield from ((e.name, e.entry) for e in m.entries if isinstance(e.entry, Entrustment | Handover))
        yield from ((contract.label, contract) for contract in m.contracts)
        yield from ((self.printed(Revised(row.item)), row) for row in self.revisions)
        yield from ((self.printed(Matter(one.about)), one) for one in m.statements)

    def _is_inferred(self, fact: Inferable) -> bool:
        """A flow is no surer than what it joins."""
        ends = (
            (self.model.find(name) for name in (fact.source, fact.target)) if isinstance(fact, Flow) else ()
        )
        return any(one and one.inferred for one in (fact, *ends))

    def _lines(self, evidence: Evidence) -> tuple[Span, ...]:
        at = evidence.at
        cell = self.cell(at.number, at.subject) if at else None
        own = cell.find_box_spans(at.boxes) if at and cell and at.boxes else ()
        return own or (cell.spans if cell and cell.spans else evidence.spans)

    @cached_property
    def graph(self) -> FlowGraph:
        """The flows of the document as a graph."""
        return graph_of([self.model])

    def trace(self, item: str) -> Trace:
        """Return the trace of an item from wherever it enters."""
        if item not in self._traces:
            self._traces[item] = trace_graph(self.graph, item)
        return self._traces[item]

    def carries(self, flow: Flow, item: str) -> Certainty:
        """Return whether a flow carries the item as such: by its items, its exclusions and 含まない."""
        found = carries(flow, item, self.model.vocabulary)
        return Certainty.NO if isinstance(found, Why) else found

    @cached_property
    def flows(self) -> tuple[FlowFacts, ...]:
        """Every flow with its facts, in the order of their ids: how a file orders them says nothing."""
        return tuple(self._facts(flow_id, flow) for flow_id, flow in sorted(self.model.flows_by_id.items()))

    def _facts(self, flow_id: str, flow: Flow) -> FlowFacts:
        m = self.model
        return FlowFacts(
            id=flow_id,
            flow=flow,
            source=m.holder(flow.source),
            target=m.holder(flow.target),
            giver=m.owner(flow.source),
            taker=m.owner(flow.target),
            giver_body=m.answering(flow.source),
            taker_body=m.answering(flow.target),
            specific=judge_specific(flow, m.vocabulary),
        )

    @cached_property
    def flows_by_id(self) -> Mapping[str, FlowFacts]:
        """Every flow with its facts, by its id."""
        return {facts.id: facts for facts in self.flows}

    @cached_property
    def flows_from(self) -> Mapping[str, tuple[FlowFacts, ...]]:
        """The flows that each node, or a file that it holds, sends, by its name."""
        return group_by((facts.source, facts) for facts in self.flows)

    @cached_property
    def flows_to(self) -> Mapping[str, tuple[FlowFacts, ...]]:
        """The flows that are sent to each node or to a file that it holds, by its name."""
        return group_by((facts.target, facts) for facts in self.flows)

    @cached_property
    def files_of(self) -> Mapping[str, tuple[File, ...]]:
        """The files that each system or party holds, by its name."""
        return group_by((self.model.holder(file.name), file) for file in self.model.files)

    @cached_property
    def flows_of_diagram(self) -> Mapping[str, tuple[FlowFacts, ...]]:
        """The flows that each diagram draws; under "" those that none does."""
        return group_by((facts.flow.diagram, facts) for facts in self.flows)

    @cached_property
    def flows_of_file(self) -> Mapping[str, tuple[FlowFacts, ...]]:
        """The flows that each file is an end of, or is written by or drawn from, by its name."""
        return group_by((name, facts) for facts in self.flows for name in self._files_in(facts.flow))

    def _files_in(self, flow: Flow) -> Iterable[str]:
        nodes = (self.model.find(name) for name in (flow.source, flow.target, flow.file))
        return dict.fromkeys(node.name for node in nodes if isinstance(node, File))

    @cached_property
    def file_names(self) -> frozenset[str]:
        """The names of all files."""
        return frozenset(file.name for file in self.model.files)

    @cached_property
    def drawn_nodes(self) -> frozenset[str]:
        """The nodes that diagrams draw although no flow of theirs touches them."""
        return frozenset(self.model.canonical(name) for d in self.model.diagrams for name in d.nodes)

    @cached_property
    def joined_names(self) -> frozenset[str]:
        """What takes part in a flow: the ends of all flows, and the ways (方法) of all."""
        ways = (means.value for facts in self.flows for means in facts.flow.means)
        return frozenset((*self.flows_from, *self.flows_to, *ways))

    @cached_property
    def zone_parents(self) -> Mapping[str, str]:
        """The zone around each zone, "" for an outermost one."""
        return {zone.name: zone.parent for zone in self.model.zones}

    @cached_property
    def systems_of_entry(self) -> Mapping[str, tuple[System, ...]]:
        """The systems that state each entry of the catalogue; under "" those that state none."""
        return group_by((system.entry, system) for system in self.model.systems)

    @cached_property
    def _zoned(self) -> Mapping[str, tuple[str, ...]]:
        """The parties and systems that stand directly in each zone."""
        placed: tuple[Party | System, ...] = (*self.model.parties, *self.model.systems)
        nodes = ((node.zone, node.name) for node in placed)
        return group_by((zone, name) for zone, name in nodes if zone)

    @cached_property
    def unplaced_systems(self) -> tuple[str, ...]:
        """The systems of which the document does not tell in which zone they stand."""
        return tuple(system.name for system in self.model.systems if not system.zone)

    @cached_property
    def _zones_in(self) -> Mapping[str, tuple[str, ...]]:
        return group_by((zone.parent, zone.name) for zone in self.model.zones)

    def list_standing_in(self, zone: str) -> tuple[str, ...]:
        """Return the parties and systems that stand in a zone or in one inside it; a file stands for its holder."""
        found, ahead = list[str](), [zone]
        while ahead:
            here = ahead.pop()
            found += self._zoned.get(here, ())
            ahead += reversed(self._zones_in.get(here, ()))
        return tuple(found)

    @property
    def entries(self) -> Mapping[str, DeclaredEntry]:
        """The entries of Ⅱ by the name that `Flow.declared` uses."""
        return self.model.entries_by_name

    @cached_property
    def flows_of_entry(self) -> Mapping[str, tuple[FlowFacts, ...]]:
        """The flows that each entry of Ⅱ declares, by the entry's name."""
        declared = group_by((name, facts) for facts in self.flows for name in facts.flow.declared)
        return {name: declared.get(name, ()) for name in self.entries}

    def printed(self, subject: Subject) -> str:
        """Return how the findings on this document call a subject."""
        return print_subject(subject, self.model.overview.form)

    def number(self, section: Section) -> str:
        """Return the number that the form of this document prints for a section: Ⅰ.6."""
        return section.number(self.model.overview.form)

    def party(self, name: str) -> Party | None:
        """Return the party of this name or alias, or None where the name is no party's."""
        found = self.model.find(name)
        return found if isinstance(found, Party) else None

    def is_own(self, body: str) -> bool:
        """Whether a 機関 is the assessing one."""
        return body == self.model.assessor.name

    def is_run(self, rule: str) -> bool:
        """Whether a rule of this name is part of the check."""
        return not self.running or rule in self.running

    def spell_key(self, key: str) -> str:
        """Return the key of a finding as it is compared: folded, each flow under its id of now."""
        return self.model.named_flows.spell_key(key)

    @cached_property
    def has_diagrams(self) -> bool:
        """Whether 別添1 is in the model, so that what it does not draw is known not to be drawn."""
        return any(flow.diagram for flow in self.model.flows)

    @property
    def has_inferred_arrows(self) -> bool:
        """Whether some arrow of 別添1 had to be inferred: then it is not sure what the picture does not show."""
        return any(flow.diagram and flow.inferred for flow in self.model.flows)
