"""What Ⅱ says to come and to go as flows: the boxes of 入手元, the entries of 委託, 提供 and 移転, and what cannot be drawn.

No sentence draws it: each flow is marked as inferred, and joins the file and whom the box or the entry names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, Means, PartyKind, SourceKind
from piaflow.domain.entries import Entrustment, Handover, MeansBox, Provision, Recipient, SourceBox, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.names import find_name_fault, fold
from piaflow.domain.nodes import File
from piaflow.domain.span import Span, join_spans
from piaflow.form.form import Form
from piaflow.source.drafting.naming import Register
from piaflow.source.recipients import RecipientRow

_H = TypeVar("_H", Provision, Transfer)
_PERSON = "本人又は本人の代理人"
_FROM_BOX = "Ⅱ.3①の印による"
_FROM_ENTRY = "Ⅱの記載による"
_ANNEX = re.compile(r"別紙\s*[0-9０-９]*")
_LISTED = re.compile(
    r"(?P<list>別[紙表記](?!第)\s*[0-9０-９]*|[一-龠]*一覧表?)(?=[^。、]{0,15}(?:参照|のとおり|の通り|に?記載|に示す|に掲げる))"
)
_BETWEEN = re.compile(r"[、，,\n]|及び|並びに|又は|若しくは")
_BESIDE = re.compile(r"[（(][^（()）]*[）)]")
_OFFICE = re.compile(r"(?:課|室|係|センター)$")
_CLAUSE = re.compile(r"規定する|定める|である|を行う|による|関する|設置する|という。")
"""What describes somebody instead of naming them: where such words list two, nobody can tell what is of which."""
_HEAD = re.compile(
    r"(?:大臣|長官|知事|[市区町村][長⻑]|委員会|連合会?|組合|協会|協議会|機構|基金|事業団)(?:等|など)?$"
)
_LONGEST = 40
"""Characters of a name; longer ones are sentences, which name nobody."""
_KINDS = {
    SourceKind.PERSON: PartyKind.PERSON,
    SourceKind.DEPARTMENT: PartyKind.DEPARTMENT,
    SourceKind.NATIONAL: PartyKind.NATIONAL,
    SourceKind.LOCAL: PartyKind.OTHER_PUBLIC,
    SourceKind.COMPANY: PartyKind.COMPANY,
    SourceKind.OTHER: PartyKind.OTHER_PUBLIC,
}
"""What a box says of whom it names, where the name does not say more."""


def point_at_annexes(file: File) -> File:
    """Return the file with the 別紙 that its entries refer to: whose rows nobody has read count nothing."""
    return evolve(
        file,
        provisions=tuple(evolve(p, annex=p.annex or _find_annex(p)) for p in file.provisions),
        transfers=tuple(evolve(t, annex=t.annex or _find_annex(t)) for t in file.transfers),
    )


def put_rows(
    files: Sequence[File], rows: Sequence[RecipientRow], document: str, held: Container[str] = ()
) -> tuple[File, ...]:
    """Return the files with the rows of 別紙 in the entries that refer to it.

    Where none of 提供先 or of 移転先 refers to a 別紙 and just one of them is without a name, the list is of that one,
    which is inferred. `held` are the addresses of the fields whose words the model holds as they are: what stands for
    the name of an entry there is told already, and its rows would tell it otherwise.
    """
    lists = {word: [row for row in rows if row.word == word] for word in (Provision.WORD, Transfer.WORD)}
    entries = [
        entry
        for file in files
        for entry in (*file.provisions, *file.transfers)
        if entry.recipient or f"Ⅱ.{file.name}.5.{entry.number}" not in held
    ]
    owners = {word: _find_owners([e for e in entries if word == e.WORD]) for word in lists}
    # Two lists of one kind: which is of which entry is not told.
    told = {word: _to_recipients(held, document) for word, held in lists.items() if _is_one_list(held)}

    def put(entry: _H) -> _H:
        rows = told.get(entry.WORD, ()) if entry in owners[entry.WORD] else ()
        return evolve(entry, rows=rows, inferred=entry.inferred or _find_reason(entry)) if rows else entry

    return tuple(
        evolve(file, provisions=tuple(map(put, file.provisions)), transfers=tuple(map(put, file.transfers)))
        for file in files
    )


def _find_owners(entries: Sequence[Handover]) -> list[Handover]:
    referring = [entry for entry in entries if entry.annex]
    nameless = [entry for entry in entries if not entry.recipient]
    return referring or (nameless if len(nameless) == 1 else [])


def _find_reason(entry: Handover) -> str:
    return (
        ""
        if entry.annex
        else f"名の読めない{entry.WORD}がほかにないので、別紙の行をこの{entry.WORD}のものとした"
    )


def _is_one_list(rows: Sequence[RecipientRow]) -> bool:
    """Whether the numbers rise, or stand still by a slip: the first number again begins another list."""
    pairs = pairwise(row.number for row in rows)
    return all(before < after or before == after != rows[0].number for before, after in pairs)


def _to_recipients(rows: Sequence[RecipientRow], document: str) -> tuple[Recipient, ...]:
    return tuple(
        Recipient(
            row.name,
            str(row.number),
            (row.basis,) if row.basis else (),
            row.purpose,
            row.information,
            spans=join_spans(Span(document, line.number, line.number) for line in row.lines),
        )
        for row in rows
        if row.name and not find_name_fault(row.name)
    )


def _find_annex(told: Provision | Transfer) -> str:
    """The 別紙 that an entry names anywhere, or the list that stands for its recipients (別表「提供先一覧」を参照)."""
    if listed := _LISTED.search(told.recipient):
        return listed["list"]
    found = _ANNEX.search("\n".join((told.recipient, *told.basis, told.purpose, told.information)))
    return found[0] if found else ""


_NAMED = ("Ⅱ.3.①", "Ⅱ.4.委託事項{k}.⑥", "Ⅱ.5.提供先{k}", "Ⅱ.5.移転先{k}")
"""The fields of 様式4 that name whom something comes from or goes to."""


@frozen
class Naming:
    """Where a form names whom something comes from or goes to."""

    form: Form

    def find(self, name: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return those of the lines of an entry in which it names somebody; all where none can be told apart."""
        cells = (cell for full in _NAMED for cell in self.form.ask(full) if fold(name) in fold(cell.text))
        return (
            join_spans(span for cell in cells if set(cell.spans) <= set(spans) for span in cell.spans)
            or spans
        )


def draw_entries(a: Assessment, register: Register, naming: Naming) -> Iterator[Flow]:
    """Yield what the boxes and entries of Ⅱ say to come and to go. Whom they name is added to the register."""
    for file in a.files:
        for source in file.acquisition.sources:
            if source.box is Certainty.YES:
                yield from _come(file, source, register, naming)
        for entrustment in file.entrustments:
            if entrustment.contractor:
                yield _go(file, entrustment.contractor, FlowKind.ENTRUSTMENT, entrustment)
        for provision in file.provisions:
            for name in _list_recipients(provision, PartyKind.OTHER_PUBLIC, register, naming):
                yield _go(file, name, FlowKind.PROVISION, provision)
        for transfer in file.transfers:
            for name in _list_recipients(transfer, PartyKind.DEPARTMENT, register, naming):
                yield _go(file, name, FlowKind.TRANSFER, transfer)


def _come(file: File, source: SourceBox, register: Register, naming: Naming) -> Iterator[Flow]:
    told = file.acquisition
    names = [_PERSON] if source.kind is SourceKind.PERSON else split_names(source.name)
    for printed in names:
        name = register.add_party(printed, _KINDS[source.kind], naming.find(printed, told.spans))
        if name == file.name:  # a file is named as where it comes from: nobody hands it over
            continue
        yield Flow(
            name,
            file.name,
            FlowKind.ACQUISITION,
            file=file.name,
            means=_list_means(told.means),
            declared=(str(file.name_entry(told)),),
            spans=told.spans,
            inferred=_FROM_BOX,
        )


def _list_recipients(
    told: Provision | Transfer, kind: PartyKind, register: Register, naming: Naming
) -> Iterator[str]:
    """Whom an entry names: those of its rows where it has some, and nobody where it refers to rows that it has not."""
    named = [(row.name, row.spans or told.spans) for row in told.rows if _is_named(row)]
    if not told.rows and not told.annex:
        named = [(told.recipient, naming.find(told.recipient, told.spans))]
    names = (register.add_party(name, kind, spans) for text, spans in named for name in split_names(text))
    yield from dict.fromkeys(names)


def _go(file: File, to: str, kind: FlowKind, told: Entrustment | Provision | Transfer) -> Flow:
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


def split_names(text: str) -> list[str]:
    """Return the names in a text that lists some; none where one of them is a sentence."""
    parts = [
        one.strip("　 ・") for part in _BETWEEN.split(_BESIDE.sub("", text)) for one in _split_lines(part)
    ]
    names = [part for part in parts if part and part not in ("等", "など", "ほか")]
    are_names = all(
        len(name) <= _LONGEST and "。" not in name and not find_name_fault(name) for name in names
    )
    return list(dict.fromkeys(names)) if are_names else []


def _is_named(row: Recipient) -> bool:
    """Whether a row of 別紙 names whom it is about, instead of describing them or of being read from another cell."""
    parts = split_names(row.name)
    ends = (_OFFICE.search(name) or _HEAD.search(name) for name in parts)
    return bool(parts) and not _CLAUSE.search(row.name) and all(ends)


def _split_lines(name: str) -> list[str]:
    """The names that stand below each other in a cell: each is whole by itself, none is the 課 of the one above."""
    parts = name.split()
    is_list = all(map(_OFFICE.search, parts)) or all(_HEAD.search(part) for part in parts)
    return parts if is_list else [name]


def list_untold(a: Assessment) -> Iterator[str]:
    """Yield what Ⅱ tells of and no flow can draw: boxes without a name beside them, entries without one."""
    for file in a.files:
        nameless = [
            f"「{source.kind.value}」"
            for source in file.acquisition.sources
            if source.box is Certainty.YES
            and source.kind is not SourceKind.PERSON
            and not split_names(source.name)
        ]
        if nameless:
            yield f"{file.name}: 入手元{'、'.join(nameless)}は名が読めないので、流れにしていません"
        unnamed = [e.number for e in file.entrustments if not e.contractor]
        handovers = (*file.provisions, *file.transfers)
        unnamed += [e.number for e in handovers if not (e.annex or e.rows or split_names(e.recipient))]
        if unnamed:
            yield f"{file.name}の{'、'.join(unnamed)}: 相手の名が読めないので、流れにしていません"
        for handover in handovers:
            described = [row.number for row in handover.rows if not _is_named(row)]
            if described:
                yield (
                    f"{file.name}の{handover.number}: 別紙の{'、'.join(described)}は、相手を名で書いていないので、"
                    "流れにしていません"
                )
            if handover.annex and not handover.rows:
                yield f"{file.name}の{handover.number}: {handover.annex}の行は読んでいないので、流れにしていません"
