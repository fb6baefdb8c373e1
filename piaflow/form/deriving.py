"""derive: the assessment that a filled form tells of, the other way round than project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from attrs import define, evolve, frozen

from piaflow.domain.assessment import Assessment, Document, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, FormKind, PartyKind
from piaflow.domain.entries import Acquisition, Entrustment, Provision, Storage, Transfer, Use
from piaflow.domain.grouping import group_by
from piaflow.domain.names import INVISIBLE, fold
from piaflow.domain.nodes import Connection, File, Party, System
from piaflow.domain.records import ChoiceBox, Revision, Screening, Text
from piaflow.domain.span import Span, collect_spans
from piaflow.form import table
from piaflow.form.filling import fill_facts
from piaflow.form.form import TICK, Cell, Filled, Form
from piaflow.form.table import Row
from piaflow.form.values import LINES, NAME, UNREAD_LINE, read_ticked
from piaflow.form.written import find_faults
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED

_E = TypeVar("_E", Entrustment, Provision, Transfer)


@frozen
class Derived:
    """What a form tells: the assessment, and the cells whose words it could not hold beside those of other fields."""

    assessment: Assessment
    left: tuple[Cell, ...]


def derive(form: Form) -> Derived:
    """Return the assessment that a form tells of.

    A field for which a model has words gives them where they print as the field does; every other text is held
    by its address. Proposals tell nothing, and boxes that nobody could read stay unknown. What no field tells is
    not guessed: flows and zones are none, a file is held by the assessing body, a contractor is one party by the
    name that is printed. Raises ModelError where that is no assessment: the form names no body, or one name twice.
    """
    skipped: frozenset[Address] = frozenset()
    while True:
        reading = _Reading({c.address: c for c in form.cells}, form.kind, form.edition, skipped)
        a = reading.assessment()
        facts = {cell.address: cell for cell in fill_facts(a)}
        wrong = {c.address for c in form.cells if c.address in facts and _contradicts(a, c, facts[c.address])}
        if wrong <= skipped:
            break
        skipped |= wrong
    told = [c for c in form.cells if c.filled.is_stated]
    left = [c for c in told if c.address not in facts or c.address in wrong]
    texts = [c for c in told if c not in left and not _is_same(c, facts[c.address])]
    held = tuple(to_text(cell, facts[cell.address].key) for cell in texts)
    return Derived(reading.assessment(held), tuple(left))


def _contradicts(a: Assessment, cell: Cell, fact: Cell) -> bool:
    """Whether a cell says something else than the fact that was read: it cannot stand beside it as a text."""
    if not fact.filled.told or _is_same(cell, fact):
        return False
    return not cell.filled.is_stated or any(find_faults(a, fact, to_text(cell, fact.key)))


def _is_same(cell: Cell, fact: Cell) -> bool:
    told, known = Filled() if cell.filled.derived else cell.filled, fact.filled
    return (told.text, told.told, told.unread) == (known.text, known.told, known.unread)


def to_text(cell: Cell, address: str) -> Text:
    """Return what a cell says as a text that a model holds at an address."""
    if cell.field.kind not in BOXED and not cell.filled.unread:
        return Text(address, cell.text, spans=cell.spans)
    ticked = [ChoiceBox(name, Certainty.YES) for name in read_ticked(cell)]
    unread = [ChoiceBox(name, Certainty.UNKNOWN) for name in cell.filled.unread]
    rest = [line for line in cell.text.splitlines() if not line.startswith((TICK, UNREAD_LINE))]
    if cell.filled.told and not ticked and not rest:
        # Boxes that were read and are all empty: one of them says so.
        choices = (choice.removesuffix("()") for choice in cell.field.choices)
        empty = next((choice for choice in choices if choice not in cell.filled.unread), cell.field.label)
        ticked = [ChoiceBox(empty, Certainty.NO)]
    return Text(address, "\n".join(rest), (*ticked, *unread), cell.spans)


@define(frozen=True)
class _Reading:
    """One reading of the cells, without what is skipped."""

    cells: Mapping[Address, Cell]
    form: FormKind
    edition: str
    skipped: frozenset[Address]

    def assessment(self, texts: tuple[Text, ...] = ()) -> Assessment:
        files, systems, overview = self.files, self.systems, self.overview
        contractors = (e.contractor for file in files for e in file.entrustments if e.contractor)
        parties = {fold(name): name for name in contractors if fold(name) != fold(overview.body)}
        documents = dict.fromkeys(span.document for cell in self.cells.values() for span in cell.spans)
        return Assessment(
            overview,
            documents=tuple(map(Document, documents)),
            parties=tuple(Party(name, PartyKind.CONTRACTOR) for name in parties.values()),
            systems=systems,
            files=files,
            revisions=tuple(self._revisions()),
            texts=texts,
        )

    def _stated(self, address: Address) -> Cell | None:
        """The cell, where it tells something and is not skipped."""
        cell = self.cells.get(address)
        return cell if cell and cell.filled.is_stated and address not in self.skipped else None

    def _asked(self, full: str) -> Cell | None:
        """The cell that asks what a field of 様式4 asks, where it tells something that is not skipped."""
        address = Address(FormKind.FULL, full).on(self.form)
        return self._stated(address) if address else None

    def _told(self, rows: Sequence[Row], *, file: str = "", number: str = "") -> Mapping[str, dict[str, Any]]:
        """The values of one owner, and the lines of each of its parts, by the paths of the parts."""
        told: dict[str, dict[str, Any]] = {row.part: {} for row in rows}
        cells: dict[str, list[Cell]] = {row.part: [] for row in rows}
        for row in rows:
            field = row.field(self.form) if row.value else None
            cell = self._stated(Address.of(field, file=file, number=number)) if field else None
            if cell:
                value, known = row.read(cell), told[row.part].get(row.name)
                # Two fields may tell of one list: 委託 and 提供・移転 of the counts.
                told[row.part][row.name] = (*known, *value) if known else value
                cells[row.part] += [] if row.has_lines else [cell]
        return {part: {**values, "spans": collect_spans(cells[part])} for part, values in told.items()}

    @cached_property
    def overview(self) -> Overview:
        told = self._told(table.DOCUMENT)
        return Overview(
            **{"body": "", "procedure": "", **told["overview"]},
            form=self.form,
            edition=self.edition,
            screening=Screening(**told["overview.screening"]),
        )

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The numbers of what each file, or under "" the document, counts: 委託事項, システム, 変更."""
        return group_by(dict.fromkeys(((a.file, a.field.counted), a.number) for a in self.cells))

    def _list(self, counted: str, file: str = "") -> tuple[str, ...]:
        return self._numbers.get((file, counted), ())

    @cached_property
    def system_names(self) -> tuple[str, ...]:
        """What the systems are called, each otherwise: a name that is none, or another's, leaves only the number."""
        if self.form is FormKind.BASIC:
            told = _name_lines(self._stated(Address(self.form, "Ⅰ.1.③")))
        else:
            numbers = self._list("システム")
            cells = (self._stated(Address(self.form, "Ⅰ.2.システム{n}.①", number=n)) for n in numbers)
            told = [(cell, f"システム{n}") for cell, n in zip(cells, numbers, strict=True)]
        return tuple(_call(told, {fold(self.overview.body)}))

    @cached_property
    def file_names(self) -> tuple[str, ...]:
        """What the files are called, each otherwise, as no system is."""
        if self.form is FormKind.BASIC:
            told = _name_lines(self._asked("Ⅰ.3"))
        else:
            told = [(self._stated(Address(self.form, "Ⅱ.1", place)), place) for place in self._places]
        return tuple(_call(told, {fold(name) for name in (self.overview.body, *self.system_names)}))

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(address.file for address in self.cells if address.file))

    @cached_property
    def systems(self) -> tuple[System, ...]:
        if self.form is FormKind.BASIC:
            lines = _lines_of(self._stated(Address(self.form, "Ⅰ.1.③")))
            return tuple(System(n, number=str(i), spans=lines) for i, n in enumerate(self.system_names, 1))
        known = {*self.system_names, *(choice.value for choice in ConnectionChoice)}
        return tuple(
            self._system(number, name, known)
            for number, name in zip(self._list("システム"), self.system_names, strict=True)
        )

    def _system(self, number: str, name: str, known: Collection[str]) -> System:
        told = self._told(table.SYSTEM, number=number)[""]
        connects = {
            connection.name if connection.name in known else ConnectionChoice.OTHER.value: connection.box
            for connection in told.get("connects", ())
        }
        joined = tuple(Connection(other, box) for other, box in connects.items())
        return System(**{**told, "name": name, "connects": joined}, number=number)

    @cached_property
    def files(self) -> tuple[File, ...]:
        if self.form is FormKind.BASIC:
            lines = _lines_of(self._asked("Ⅰ.3"))
            return tuple(File(name, holder=self.overview.body, spans=lines) for name in self.file_names)
        return tuple(map(self._file, self._places, self.file_names))

    def _file(self, place: str, name: str) -> File:
        told = self._told(table.FILE, file=place)
        return File(
            **{**told[""], "name": name},
            holder=self.overview.body,
            acquisition=Acquisition(**told["acquisition"]),
            use=Use(**told["use"]),
            storage=Storage(**told["storage"]),
            entrustments=tuple(map(self._entrusted, self._entries(Entrustment, table.ENTRUSTMENT, place))),
            provisions=tuple(self._entries(Provision, table.PROVISION, place)),
            transfers=tuple(self._entries(Transfer, table.TRANSFER, place)),
        )

    def _entries(self, kind: type[_E], rows: Sequence[Row], file: str) -> Iterator[_E]:
        for number in self._list(kind.WORD, file):
            yield kind(f"{kind.WORD}{number}", **self._told(rows, file=file, number=number)[""])

    def _entrusted(self, entry: Entrustment) -> Entrustment:
        """What is called as a system or a file is called is no party."""
        others = {fold(name) for name in (*self.system_names, *self.file_names)}
        return evolve(entry, contractor="") if fold(entry.contractor) in others else entry

    def _revisions(self) -> Iterator[Revision]:
        for number in self._list("変更"):
            told = self._told(table.REVISION, number=number)[""]
            fields = (row.field(self.form) for row in table.REVISION)
            cells = (self._stated(Address.of(field, number=number)) for field in fields if field)
            inferred = next((cell.filled.inferred for cell in cells if cell), "")
            yield Revision(**{"item": "", **told, "inferred": inferred})


def _name_lines(cell: Cell | None) -> list[tuple[Cell | None, str]]:
    """The names that stand in one cell, line by line, each as a cell of its own."""
    lines = LINES.read(cell) if cell else ()
    return [(evolve(cell, filled=Filled(line)), "") for line in lines if cell]


def _lines_of(cell: Cell | None) -> tuple[Span, ...]:
    return cell.spans if cell else ()


def _call(told: Iterable[tuple[Cell | None, str]], taken: set[str]) -> Iterator[str]:
    """Yield a name for each: the printed one, with its number where that is none or another's; none is given twice."""
    for cell, number in told:
        printed = NAME.read(cell) if cell else ""
        words = "".join(cell.text.splitlines()) if cell else ""
        names = (printed, f"{words}（{number}）" if words and number else number, number)
        free = (n for n in names if fold(n) not in ("", *taken) and not INVISIBLE.search(n))
        name = next(free, "")
        if name:
            taken.add(fold(name))
            yield name
