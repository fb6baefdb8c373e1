"""derive: the assessment that a filled form tells of, the other way round than project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from attrs import define, frozen

from piaflow.domain.assessment import Assessment, Document, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import (
    ConnectionChoice,
    CountKind,
    FormKind,
    PartyKind,
)
from piaflow.domain.entries import (
    Acquisition,
    Count,
    Entrustment,
    Provision,
    Storage,
    Transfer,
    Use,
)
from piaflow.domain.nodes import Connection, File, Party, System
from piaflow.domain.records import ChoiceBox, Revision, Screening, Text
from piaflow.domain.span import collect_spans
from piaflow.form.facts import fill_facts
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.reading import (
    ACQUISITION,
    ENTRUSTMENT,
    FILE,
    OVERVIEW,
    REVISION,
    SCREENING,
    STORAGE,
    TICK,
    USE,
    Fields,
    boxes_of,
    of_handover,
    read_lines,
    read_name,
    read_ticked,
    yes_where,
)
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED

_UNREAD_LINE = "（不明: "
_HANDED_OVER = re.compile(rf"{TICK}(提供|移転)を行っている（(\d*)）件")
_ENTRUSTED = re.compile(r"(委託する|委託しない)(?:（(\d+)件）)?")


@frozen
class Derived:
    """What a form tells: the assessment, and the cells whose words it could not hold beside those of other fields."""

    assessment: Assessment
    left: tuple[Cell, ...]


def derive(form: Form) -> Derived:
    """Return the assessment that a form tells of.

    A field for which a model has words gives them where they print as the field does; every other text is held
    by its address. Proposals tell nothing. What no field tells is not guessed: flows and zones are none, a file is
    held by the assessing body, a contractor is one party by the name that is printed.
    """
    skipped: frozenset[Address] = frozenset()
    while True:
        reading = _Reading({c.address: c for c in form.cells}, form.kind, form.edition, skipped)
        facts = {cell.address: cell for cell in fill_facts(reading.assessment())}
        wrong = {
            cell.address
            for cell in form.cells
            if cell.address in facts
            and facts[cell.address].filled.told
            and not _is_same(cell, facts[cell.address])
        }
        if wrong <= skipped:
            break
        skipped |= wrong
    told = [c for c in form.cells if c.filled.is_stated]
    left = [c for c in told if c.address not in facts or c.address in wrong]
    texts = [c for c in told if c not in left and not _is_same(c, facts[c.address])]
    held = tuple(_to_text(cell, facts[cell.address].key) for cell in texts)
    return Derived(reading.assessment(held), tuple(left))


def _is_same(cell: Cell, fact: Cell) -> bool:
    told, known = Filled() if cell.filled.derived else cell.filled, fact.filled
    return (told.text, told.told, told.unread) == (known.text, known.told, known.unread)


def _to_text(cell: Cell, address: str) -> Text:
    if cell.field.kind not in BOXED and not cell.filled.unread:
        return Text(address, cell.text, spans=cell.spans)
    ticked = [ChoiceBox(name, Certainty.YES) for name in read_ticked(cell)]
    unread = [ChoiceBox(name, Certainty.UNKNOWN) for name in cell.filled.unread]
    rest = [line for line in cell.text.splitlines() if not line.startswith((TICK, _UNREAD_LINE))]
    if cell.filled.told and not ticked and not rest:
        # Boxes that were read and are all empty: one of them says so.
        choices = (choice.removesuffix("()") for choice in cell.field.choices)
        empty = next((choice for choice in choices if choice not in cell.filled.unread), cell.field.label)
        ticked = [ChoiceBox(empty, Certainty.NO)]
    return Text(address, "\n".join(rest), (*ticked, *unread), cell.spans)


_ACCIDENT = "Ⅱ.3"
_BASES = ("（情報照会の根拠）", "（情報提供の根拠）")


@define(frozen=True)
class _Reading:
    """One reading of the cells, without what is skipped."""

    cells: Mapping[Address, Cell]
    form: FormKind
    edition: str
    skipped: frozenset[Address]

    def assessment(self, texts: tuple[Text, ...] = ()) -> Assessment:
        told = self._told(OVERVIEW)
        inquiry, provision = self._bases()
        overview = Overview(
            **{"body": "", "procedure": "", **told},
            form=self.form,
            edition=self.edition,
            network_inquiry_basis=inquiry,
            network_provision_basis=provision,
            screening=self._screening(),
        )
        files = self.files
        names = {file.name for file in files} | {system.name for system in self.systems} | {overview.body, ""}
        contractors = dict.fromkeys(e.contractor for file in files for e in file.entrustments)
        spans = [span for cell in self.cells.values() for span in cell.spans]
        return Assessment(
            overview,
            documents=tuple(Document(key) for key in dict.fromkeys(span.document for span in spans)),
            parties=tuple(Party(name, PartyKind.CONTRACTOR) for name in contractors if name not in names),
            systems=self.systems,
            files=files,
            revisions=self._revisions(),
            texts=texts,
        )

    def _stated(self, full: str, **where: str) -> Cell | None:
        """The cell that asks what a field of 様式4 asks, where it tells something that is not skipped."""
        address = Address(FormKind.FULL, full).on(self.form)
        if address is None:
            return None
        cell = self.cells.get(Address(self.form, address.place, **where))
        return cell if cell and cell.filled.is_stated and cell.address not in self.skipped else None

    def _told(self, fields: Fields, **where: str) -> dict[str, Any]:
        """The values of one part by their names, and its lines."""
        cells = {full: cell for full in fields if (cell := self._stated(full, **where))}
        told = {fields[full][0]: fields[full][1](cell) for full, cell in cells.items()}
        return {**told, "spans": collect_spans(cells.values())}

    def _bases(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        parts: dict[str, list[str]] = {heading: [] for heading in _BASES}
        heading = ""
        cell = self._stated("Ⅰ.6.②")
        for line in read_lines(cell) if cell else ():
            heading = line if line in parts else heading
            if line != heading and heading:
                parts[heading].append(line)
        return tuple(parts[_BASES[0]]), tuple(parts[_BASES[1]])

    def _screening(self) -> Screening:
        told = self._told(SCREENING)
        accident = self.cells.get(Address(self.form, _ACCIDENT)) if self.form is FormKind.BASIC else None
        if accident and accident.filled.told and accident.address not in self.skipped:
            told |= {"accident": yes_where("発生あり")(accident), "spans": (*told["spans"], *accident.spans)}
        return Screening(**{**told, "spans": tuple(dict.fromkeys(told["spans"]))})

    def _numbers(self, counted: str, file: str = "") -> tuple[str, ...]:
        """What counts the systems, the rows of 変更箇所, or the entries of a kind in a file."""
        return tuple(
            dict.fromkeys(a.number for a in self.cells if a.file == file and a.field.counted == counted)
        )

    @cached_property
    def systems(self) -> tuple[System, ...]:
        listed = self.cells.get(Address(self.form, "Ⅰ.1.③")) if self.form is FormKind.BASIC else None
        if listed:
            names = dict.fromkeys(read_lines(listed)) if listed.address not in self.skipped else {}
            return tuple(System(n, number=str(i), spans=listed.spans) for i, n in enumerate(names, 1))
        named = {number: self._system_name(number) for number in self._numbers("システム")}
        return tuple(self._system(number, name, set(named.values())) for number, name in named.items())

    def _system_name(self, number: str) -> str:
        cell = self._stated("Ⅰ.2.システム{n}.①", number=number)
        return (read_name(cell) if cell else "") or f"システム{number}"

    def _system(self, number: str, name: str, known: set[str]) -> System:
        def read(cell: Cell) -> tuple[Connection, ...]:
            found: dict[str, Certainty] = {}
            for choice, box, beside in boxes_of(ConnectionChoice, lambda *shown: shown)(cell):
                others = beside.split("、") if beside else []
                if set(others) <= known:
                    found |= dict.fromkeys(others, box) if others else {choice.value: box}
            return tuple(Connection(name, box) for name, box in found.items())

        fields: Fields = {
            "Ⅰ.2.システム{n}.①": ("name", read_name),
            "Ⅰ.2.システム{n}.②": ("functions", read_lines),
            "Ⅰ.2.システム{n}.③": ("connects", read),
        }
        return System(**{**self._told(fields, number=number), "name": name}, number=number)

    @cached_property
    def files(self) -> tuple[File, ...]:
        if self.form is FormKind.BASIC:
            cell = self._stated("Ⅰ.3")
            names = dict.fromkeys(read_lines(cell)) if cell else {}
            return tuple(File(name, holder=self._body, spans=cell.spans if cell else ()) for name in names)
        places = dict.fromkeys(address.file for address in self.cells if address.file)
        return tuple(self._file(place) for place in places)

    @property
    def _body(self) -> str:
        cell = self._stated("表紙.評価実施機関名")
        return read_name(cell) if cell else ""

    def _file(self, place: str) -> File:
        name = self._stated("Ⅱ.1", file=place)
        told = self._told(FILE, file=place)
        return File(
            **{**told, "spans": tuple(dict.fromkeys((*(name.spans if name else ()), *told["spans"])))},
            name=(read_name(name) if name else "") or place,
            holder=self._body,
            acquisition=Acquisition(**self._told(ACQUISITION, file=place)),
            use=Use(**self._told(USE, file=place)),
            counts=tuple(self._counts(place)),
            entrustments=tuple(
                Entrustment(f"委託事項{n}", **self._told(ENTRUSTMENT, file=place, number=n))
                for n in self._numbers("委託事項", place)
            ),
            provisions=tuple(
                Provision(f"提供先{n}", **self._told(of_handover("提供先"), file=place, number=n))
                for n in self._numbers("提供先", place)
            ),
            transfers=tuple(
                Transfer(f"移転先{n}", **self._told(of_handover("移転先"), file=place, number=n))
                for n in self._numbers("移転先", place)
            ),
            storage=Storage(**self._told(STORAGE, file=place)),
        )

    def _counts(self, place: str) -> Iterator[Count]:
        entrusted = self._stated("Ⅱ.4.有無", file=place)
        found = _ENTRUSTED.fullmatch(entrusted.text) if entrusted else None
        if entrusted and found:
            done = Certainty.YES if found[1] == "委託する" else Certainty.NO
            yield Count(CountKind.ENTRUSTMENTS, done, int(found[2] or -1), entrusted.spans)
        cell = self._stated("Ⅱ.5.有無", file=place)
        if cell and cell.text == f"{TICK}行っていない":
            for kind in (CountKind.PROVISIONS, CountKind.TRANSFERS):
                yield Count(kind, Certainty.NO, spans=cell.spans)
        for kind, number in _HANDED_OVER.findall(cell.text) if cell else ():
            yield Count(CountKind(kind), Certainty.YES, int(number or -1), cell.spans if cell else ())

    def _revisions(self) -> tuple[Revision, ...]:
        return tuple(
            Revision(**{"item": "", **self._told(REVISION, number=number)})
            for number in self._numbers("変更")
        )
