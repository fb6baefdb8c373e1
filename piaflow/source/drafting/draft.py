"""From a form that was read to a model, and what of the form the model does not hold.

A published form names its systems and files with what a reader needs (（１）…ファイル, 「以下…という。」); a model
names each once, and keeps the rest by its lines. Flows come from Ⅱ and from the 備考 of 別添1; a flow that both tell
is one. What cannot be told is left out, and said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import evolve, fields, frozen, has

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.domain.flows import Flow
from piaflow.domain.names import fold
from piaflow.domain.nodes import Party, System
from piaflow.domain.span import join_spans
from piaflow.form.deriving import derive
from piaflow.form.form import Form
from piaflow.law.catalogue import Catalogue, CatalogueEntry
from piaflow.source.drafting.cells import SYSTEM, find_alias, list_unheld, list_unnamed, shorten_cells
from piaflow.source.drafting.entries import Naming, draw_entries, list_untold, point_at_annexes, put_rows
from piaflow.source.drafting.heads import spell
from piaflow.source.drafting.naming import Register
from piaflow.source.drafting.remarks import find_remarks
from piaflow.source.drafting.steps import draw_steps
from piaflow.source.page import Line
from piaflow.source.recipients import RecipientRow


@frozen
class Drafted:
    """The model that a form tells, and what of the form it does not hold."""

    assessment: Assessment
    left_out: tuple[str, ...]


def draft(
    form: Form,
    catalogue: Catalogue,
    remarks: Sequence[Line] = (),
    document: str = "",
    rows: Sequence[RecipientRow] = (),
) -> Drafted:
    """Return the model that a form tells of, with the printed words of every field.

    `remarks` are the lines of 別添1 and `rows` those of 別紙, `document` the key that they are cited by. Raises
    ModelError where that is no assessment: one name for two things.
    """
    derived = derive(evolve(form, cells=tuple(shorten_cells(form))))
    a, naming = derived.assessment, Naming(form)
    a = evolve(
        a,
        files=put_rows(
            tuple(map(point_at_annexes, a.files)), rows, document, {text.address for text in a.texts}
        ),
        parties=tuple(_gather_contractors(a, naming)),
        systems=tuple(_name_systems(a.systems, form, catalogue)),
    )
    register = Register(a, catalogue)
    drawn = draw_steps(find_remarks(remarks), register, document, a.vocabulary)
    flows = tuple(_join(drawn.flows, draw_entries(a, register, naming)))
    ends = {name for flow in flows for name in (flow.source, flow.target)}
    told = evolve(
        a,
        parties=tuple(register.list_parties(ends)),
        systems=tuple(register.list_systems(ends)),
        items=drawn.items,
        diagrams=drawn.diagrams,
        flows=flows,
    )
    held = [
        f"{cell.path}「{cell.text.splitlines()[0]}」は、ほかの欄と両立しません"
        for cell in derived.left
        if cell.text
    ]
    undrawn = (_NO_REMARKS,) if form.kind is FormKind.FULL and not drawn.diagrams else ()
    return Drafted(
        _join_lines(told, _Gaps.of(form)),
        (*list_unnamed(form), *held, *drawn.untold, *undrawn, *list_untold(a), *list_unheld(form)),
    )


_NO_REMARKS = "別添1: 備考の文が読めていないので、図にあってⅡにない流れは入れていません"


_NEAR = 8
"""Lines without a field between two that are of one part: blank ones, a label, what the form itself explains."""


@frozen
class _Gaps:
    """What stands between lines: `told` are those of all fields of the form, in order."""

    told: Sequence[int]

    @classmethod
    def of(cls, form: Form) -> _Gaps:
        spans = (span for cell in form.cells for span in cell.spans)
        return cls(sorted({line for span in spans for line in range(span.first, span.last + 1)}))

    def part(self, last: int, first: int) -> bool:
        """Whether something of a field stands between two lines, or more than the form prints by itself."""
        is_told = bisect_left(self.told, first) > bisect_right(self.told, last)
        return first > last + 1 and (first > last + _NEAR or is_told)


def _join_lines(value: Any, gaps: _Gaps) -> Any:
    """The value with the lines of all its parts in as few spans as they need."""
    told: dict[str, Any] = {}
    for attribute in fields(type(value)):
        inner = getattr(value, attribute.name)
        if attribute.name == "spans":
            told["spans"] = join_spans(inner, gaps.part)
        elif isinstance(inner, tuple) and inner and has(type(inner[0])):
            told[attribute.name] = tuple(_join_lines(one, gaps) for one in inner)
        elif has(type(inner)):
            told[attribute.name] = _join_lines(inner, gaps)
    return evolve(value, **told) if told else value


def _gather_contractors(a: Assessment, naming: Naming) -> Iterator[Party]:
    """The contractors, each once, with every spelling of its name and the lines that name it."""
    entries = [entry for file in a.files for entry in file.entrustments if entry.contractor]
    spelled: dict[str, list[Party]] = {}
    for party in a.parties:
        spelled.setdefault(spell(party.name), []).append(party)
    for key, parties in spelled.items():
        named = [entry for entry in entries if spell(entry.contractor) == key]
        aliases = tuple(party.name for party in parties[1:])
        lines = (span for entry in named for span in naming.find(entry.contractor, entry.spans))
        yield evolve(parties[0], aliases=aliases, spans=join_spans(lines))


def _name_systems(systems: Iterable[System], form: Form, catalogue: Catalogue) -> Iterator[System]:
    """The systems with the names that the document gives them beside, and the entry that is called so."""
    printed = {
        cell.address.number: " ".join(cell.text.split()) for cell in form.cells if cell.field.full == SYSTEM
    }
    taken = {fold(system.name) for system in systems}
    for system in systems:
        called = find_alias(printed.get(system.number, ""))
        alias = called if called and fold(called) not in taken else ""
        entry = next((e for e in catalogue.systems if _is_called(e, (system.name, alias))), None)
        aliases = (*system.aliases, *([alias] if alias else []))
        yield evolve(system, aliases=aliases, entry=system.entry or (entry.name if entry else ""))


def _is_called(entry: CatalogueEntry, names: tuple[str, ...]) -> bool:
    called = {spell(name) for name in (entry.name, *entry.aliases)}
    return any(name and spell(name) in called for name in names)


def _join(drawn: Sequence[Flow], declared: Iterable[Flow]) -> Iterator[Flow]:
    """The flows of 別添1, and those of Ⅱ that it does not draw; one that both tell is that of 別添1, with what Ⅱ says.

    A reader of 別添1 sees one arrow. Where it draws several of the same ends, the first is the one that Ⅱ declares.
    """
    flows = list(drawn)
    rest: list[Flow] = []
    for flow in declared:
        at = next((i for i, other in enumerate(flows) if _is_same(other, flow)), None)
        if at is None:
            rest.append(flow)
            continue
        other = flows[at]
        flows[at] = evolve(
            other,
            kind=flow.kind,
            file=flow.file,
            means=tuple(dict.fromkeys((*other.means, *flow.means))),
            declared=tuple(dict.fromkeys((*other.declared, *flow.declared))),
            spans=join_spans((*other.spans, *flow.spans)),
            inferred=f"{other.inferred}。{flow.inferred}",
        )
    yield from flows
    yield from rest


def _is_same(drawn: Flow, declared: Flow) -> bool:
    same_ends = (fold(drawn.source), fold(drawn.target)) == (fold(declared.source), fold(declared.target))
    return same_ends and (not drawn.declared or drawn.kind is declared.kind)
