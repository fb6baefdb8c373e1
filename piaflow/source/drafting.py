"""From a form that was read to a model: names as facts, one party for each, and the flows that Ⅱ tells.

A published form names its systems and files with what a reader needs (（１）…ファイル, 「以下…という。」); a model
names each once, and keeps the rest by its lines. What a box or an entry of Ⅱ says to come or go is a flow: it is
marked as inferred, since no sentence draws it. What cannot be told is left out, and said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, Means, PartyKind, SourceKind
from piaflow.domain.entries import Entrustment, MeansBox, Provision, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party, System
from piaflow.form.deriving import derive
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.values import UNREAD_LINE
from piaflow.law.addresses import Address
from piaflow.law.catalogue import Catalogue, CatalogueEntry
from piaflow.law.forms import FieldKind, fields_by_full

_NUMBERED = re.compile(r"^\s*(?:[（(]\s*[0-9０-９]+\s*[）)]|[0-9０-９]+\s*[.．、]|[①-⑳]|[・･])\s*")
_CALLED = re.compile(r"[（(]以下[、,]?\s*[「『]([^」』]+)[」』]\s*と(?:いう|する|表記する|呼ぶ)。?[）)]")
_LISTED = re.compile(r"(?=[（(]\s*[0-9０-９]+\s*[）)])|\n")
_COUNTED = re.compile(r"\d+件")
_NAMED = ("Ⅱ.1", "Ⅲ.1")
_SYSTEM = "Ⅰ.2.システム{n}.①"
_FILES = "Ⅰ.3"
_NEEDED = {"表紙.評価実施機関名": "評価実施機関", "Ⅰ.1.①": "事務"}
"""What an assessment cannot be without, and how it is called where the document does not say."""
_PERSON = "本人又は本人の代理人"
_FROM_BOX = "Ⅱ.3①の印による"
_FROM_ENTRY = "Ⅱの記載による"


@frozen
class Drafted:
    """The model that a form tells, and what of the form it does not hold."""

    assessment: Assessment
    left_out: tuple[str, ...]


def draft(form: Form, catalogue: Catalogue) -> Drafted:
    """Return the model that a form tells of, with the printed words of every field.

    Raises ModelError where that is no assessment: one name for two things.
    """
    derived = derive(evolve(form, cells=tuple(_shorten(form))))
    a = derived.assessment
    a = evolve(a, files=tuple(map(_point_at_annexes, a.files)))
    flows = tuple(_draw_flows(a))
    ends = {fold(name) for flow in flows for name in (flow.source, flow.target)}
    known = {fold(node.name) for node in a.nodes}
    more = (party for party in _list_parties(a) if fold(party.name) in ends - known)
    told = evolve(
        a,
        parties=(*a.parties, *{fold(party.name): party for party in more}.values()),
        systems=tuple(_name_systems(a.systems, form, catalogue)),
        flows=flows,
    )
    held = [
        f"{cell.path}「{cell.text.splitlines()[0]}」は、ほかの欄と両立しません"
        for cell in derived.left
        if cell.text
    ]
    return Drafted(told, (*_list_unnamed(form), *held, *_list_untold(a)))


def _shorten(form: Form) -> Iterator[Cell]:
    """The cells with names as a model names things, and with the names that it cannot be without.

    記録項目 are left out, and so are entries into which nothing was written.
    """
    written = {cell.address.block for cell in form.cells if _says(cell)}
    for cell in form.cells:
        full, words = cell.field.full, " ".join(cell.text.split())
        if _is_left_out(cell, words, written):
            continue
        if full in _NAMED and words:
            yield _say(cell, _NUMBERED.sub("", words))
        elif full == _FILES and words:
            parts = (_NUMBERED.sub("", part).strip() for part in _LISTED.split(cell.text))
            yield _say(cell, "\n".join(part for part in parts if part))
        elif full == _SYSTEM and words:
            yield _say(cell, _CALLED.sub("", words))
        elif cell.field.kind is FieldKind.TEXT and words:
            yield _say(cell, _unwrap(cell.text))
        elif not (full in _NEEDED and not words):
            yield cell
    for full in _list_missing(form):
        address = Address(form.kind, fields_by_full(form.kind)[full].path)
        yield Cell(address, Filled(_NEEDED[full]))


def _is_left_out(cell: Cell, words: str, written: Collection[Address | None]) -> bool:
    """Whether a model is not told of a field, though the form prints it.

    An entry that the form prints for those who need it; a list of items, as one read in part would be another list;
    and 委託の有無 without its number, which may stand elsewhere on the page and is not known to be blank.
    """
    kind = cell.field.kind
    return (
        (bool(cell.field.counted) and cell.address.block not in written)
        or kind is FieldKind.LIST
        or (kind is FieldKind.CHOICE_AND_COUNT and not _COUNTED.search(words))
    )


def _says(cell: Cell) -> bool:
    """Whether something was written into a field: words, a choice, a ticked box."""
    return any(not line.startswith(UNREAD_LINE) for line in cell.text.splitlines())


def _unwrap(text: str) -> str:
    """The words with the lines joined that the width of the page has parted: a full one, and what goes on from it."""
    lines = text.splitlines()
    full = max(map(len, lines)) * _FULL
    joined: list[str] = []
    before = ""
    for line in lines:
        goes_on = len(before) >= max(full, _LEAST) and not _BEGINS.match(line)
        joined[-1:] = [joined[-1] + line] if goes_on else [*joined[-1:], line]
        before = line
    return "\n".join(joined)


_FULL, _LEAST = 0.85, 20
"""A line is full from this part of the longest of its field on, and from so many characters."""
_BEGINS = re.compile(r"[\s　]*(?:[・･*＊○●◎■□◆※＜<【〈（(「\-―‐①-⑳➊-➓]|[0-9０-９]+[.．)）、])")


def _say(cell: Cell, words: str) -> Cell:
    return evolve(cell, filled=evolve(cell.filled, text=words))


def _list_missing(form: Form) -> list[str]:
    told = {cell.field.full for cell in form.cells if cell.text.strip()}
    return [full for full in _NEEDED if full not in told]


def _list_unnamed(form: Form) -> Iterator[str]:
    for full in _list_missing(form):
        label = fields_by_full(form.kind)[full].label
        yield f"{label}は読めていません（「{_NEEDED[full]}」としてあります）"


def _name_systems(systems: Iterable[System], form: Form, catalogue: Catalogue) -> Iterator[System]:
    """The systems with the names that the document gives them beside, and the entry that is called so."""
    printed = {
        cell.address.number: " ".join(cell.text.split()) for cell in form.cells if cell.field.full == _SYSTEM
    }
    taken = {fold(system.name) for system in systems}
    for system in systems:
        called = _CALLED.search(printed.get(system.number, ""))
        alias = called[1] if called and fold(called[1]) not in taken else ""
        entry = next((e for e in catalogue.systems if _is_called(e, (system.name, alias))), None)
        aliases = (*system.aliases, *([alias] if alias else []))
        yield evolve(system, aliases=aliases, entry=system.entry or (entry.name if entry else ""))


def _is_called(entry: CatalogueEntry, names: tuple[str, ...]) -> bool:
    called = {fold(name) for name in (entry.name, *entry.aliases)}
    return any(name and fold(name) in called for name in names)


def _point_at_annexes(file: File) -> File:
    """The file with the 別紙 that its entries refer to: whose rows nobody has read count nothing."""
    return evolve(
        file,
        provisions=tuple(evolve(p, annex=p.annex or _find_annex(p)) for p in file.provisions),
        transfers=tuple(evolve(t, annex=t.annex or _find_annex(t)) for t in file.transfers),
    )


def _find_annex(told: Provision | Transfer) -> str:
    found = _ANNEX.search("\n".join((told.recipient, *told.basis, told.purpose, told.information)))
    return found[0] if found else ""


_ANNEX = re.compile(r"別紙\s*[0-9０-９]*")


def _draw_flows(a: Assessment) -> Iterator[Flow]:
    """What the boxes and entries of Ⅱ say to come and to go, each from or to the file."""
    for file in a.files:
        for sender in _list_senders(file):
            yield Flow(
                sender,
                file.name,
                FlowKind.ACQUISITION,
                file=file.name,
                means=_list_means(file.acquisition.means),
                declared=(str(file.name_entry(file.acquisition)),),
                spans=file.acquisition.spans,
                inferred=_FROM_BOX,
            )
        for entrustment in file.entrustments:
            if entrustment.contractor:
                yield _hand_over(file, entrustment.contractor, FlowKind.ENTRUSTMENT, entrustment)
        for provision in file.provisions:
            if provision.recipient and not provision.annex:
                yield _hand_over(file, provision.recipient, FlowKind.PROVISION, provision)
        for transfer in file.transfers:
            if transfer.recipient and not transfer.annex:
                yield _hand_over(file, transfer.recipient, FlowKind.TRANSFER, transfer)


def _hand_over(file: File, to: str, kind: FlowKind, told: Entrustment | Provision | Transfer) -> Flow:
    return Flow(
        file.name,
        to,
        kind,
        file=file.name,
        means=_list_means(told.means),
        declared=(str(file.name_entry(told)),),
        spans=told.spans,
        inferred=_FROM_ENTRY,
    )


def _list_means(boxes: Iterable[MeansBox]) -> tuple[Means, ...]:
    return tuple(box.means for box in boxes if box.box is Certainty.YES)


def _list_senders(file: File) -> Iterator[str]:
    """Who a ticked box of 入手元 names: the person, and whoever is written beside a box."""
    for source in file.acquisition.sources:
        if source.box is Certainty.YES:
            if source.kind is SourceKind.PERSON:
                yield _PERSON
            elif source.name:
                yield source.name


_KINDS = {
    SourceKind.PERSON: PartyKind.PERSON,
    SourceKind.DEPARTMENT: PartyKind.DEPARTMENT,
    SourceKind.NATIONAL: PartyKind.NATIONAL,
    SourceKind.LOCAL: PartyKind.OTHER_PUBLIC,
    SourceKind.COMPANY: PartyKind.COMPANY,
    SourceKind.OTHER: PartyKind.OTHER_PUBLIC,
}


def _list_parties(a: Assessment) -> Iterator[Party]:
    """The parties that flows of Ⅱ need: of the kind that their box says, a 提供先 of no nearer kind."""
    for file in a.files:
        for source in file.acquisition.sources:
            if source.kind is SourceKind.PERSON:
                yield Party(_PERSON, PartyKind.PERSON, spans=file.acquisition.spans)
            elif source.name:
                yield Party(source.name, _KINDS[source.kind], spans=file.acquisition.spans)
        for provision in file.provisions:
            yield Party(provision.recipient, PartyKind.OTHER_PUBLIC, spans=provision.spans)
        for transfer in file.transfers:
            yield Party(transfer.recipient, PartyKind.DEPARTMENT, spans=transfer.spans)


def _list_untold(a: Assessment) -> Iterator[str]:
    """What Ⅱ tells of and no flow can draw: a box without a name beside it, an entry without one."""
    for file in a.files:
        for source in file.acquisition.sources:
            if source.box is Certainty.YES and source.kind is not SourceKind.PERSON and not source.name:
                yield f"{file.name}: 入手元「{source.kind.value}」は名が読めないので、流れにしていません"
        for entrustment in file.entrustments:
            if not entrustment.contractor:
                yield f"{file.name}の{entrustment.number}: 委託先名が読めないので、流れにしていません"
        for handover in (*file.provisions, *file.transfers):
            if handover.annex:
                yield f"{file.name}の{handover.number}: {handover.annex}の行は読んでいないので、流れにしていません"
            elif not handover.recipient:
                yield f"{file.name}の{handover.number}: 名が読めないので、流れにしていません"
