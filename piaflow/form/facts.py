"""The cells of a form, each with what the words of a model say of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.nodes import File
from piaflow.form import filling
from piaflow.form.form import Cell, Filled
from piaflow.form.revision_cells import REVISION_COLUMNS
from piaflow.law.addresses import Address, printed_order
from piaflow.law.forms import FormField, list_fields

_NOTHING = Filled()


def fill_facts(a: Assessment) -> tuple[Cell, ...]:
    """Return every field of the form that the assessment names, filled with what its own words say.

    Repeated fields come once for each system of Ⅰ.2, each file, each 委託事項, 提供先, 移転先 and each row of
    変更箇所, in the order of their numbers.
    """
    fields = list_fields(a.overview.form)
    grouped = groupby(fields, key=lambda field: (field.chapter, field.is_by_file, _counts(field)))
    return tuple(
        cell for (_, by_file, counted), group in grouped for cell in _cells(a, by_file, counted, list(group))
    )


def _counts(field: FormField) -> str:
    """What a field of the whole document is repeated for; those of a file come together, entry by entry."""
    return "" if field.is_by_file else field.counted


def _cells(a: Assessment, by_file: bool, counted: str, fields: list[FormField]) -> Iterator[Cell]:  # noqa: FBT001
    if by_file:
        for index, file in enumerate(a.listed_files, 1):
            yield from _file_cells(a, f"ファイル{index}", file, fields)
    elif counted == "システム":
        yield from _system_cells(a, fields)
    elif counted:
        yield from _revision_cells(a, fields)
    else:
        for field in fields:
            fill = filling.find_once(field)
            yield _cell(Address(field.form, field.path), fill(a) if fill else _NOTHING)


def _cell(address: Address, filled: Filled, subject: str = "", file: str = "") -> Cell:
    return Cell(address, filled, subject, file)


def _system_cells(a: Assessment, fields: list[FormField]) -> Iterator[Cell]:
    for system in sorted((s for s in a.systems if s.number), key=lambda s: printed_order(s.number)):
        for field in fields:
            address = Address(field.form, field.path, number=system.number)
            yield _cell(address, filling.SYSTEMS[field.full](a, system), system.name)


def _file_cells(a: Assessment, place: str, file: File, fields: list[FormField]) -> Iterator[Cell]:
    for counted, group in groupby(fields, key=lambda field: field.counted):
        inner = list(group)
        if counted:
            yield from _entry_cells(place, file, counted, inner)
        else:
            for field in inner:
                fill = filling.FILES.get(field.full)
                filled = fill(a, file) if fill else _NOTHING
                yield _cell(Address(field.form, field.path, place), filled, file.name, file.name)


def _entry_cells(place: str, file: File, counted: str, fields: list[FormField]) -> Iterator[Cell]:
    listed: dict[str, tuple[Entrustment | Handover, ...]] = {
        "委託事項": file.entrustments,
        "提供先": file.provisions,
        "移転先": file.transfers,
    }
    for entry in sorted(listed[counted], key=lambda entry: printed_order(entry.number)):
        for field in fields:
            address = Address.of(field, file=place, number=entry.number)
            yield _cell(address, _fill_entry(field, entry), file.name_entry(entry), file.name)


def _fill_entry(field: FormField, entry: Entrustment | Handover) -> Filled:
    if isinstance(entry, Entrustment):
        fill = filling.ENTRUSTMENTS.get(field.full)
        return fill(entry) if fill else _NOTHING
    told = filling.HANDOVERS.get(field.full)
    return told(entry) if told else _NOTHING


def _revision_cells(a: Assessment, fields: list[FormField]) -> Iterator[Cell]:
    for index, revision in enumerate(a.revisions, 1):
        for field in fields:
            text = REVISION_COLUMNS[field.path.rpartition(".")[2]](revision)
            address = Address(field.form, field.path, number=str(index))
            yield _cell(address, Filled(text, revision.spans if text else ()), str(index))
