"""The cells of a form, each with what the words of a model say of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.nodes import File
from piaflow.form.form import Cell
from piaflow.form.table import rows_by_path
from piaflow.form.values import NOTHING
from piaflow.law.addresses import Address, printed_order
from piaflow.law.forms import FormField, list_fields


def fill_facts(a: Assessment, *, rows: bool = True) -> tuple[Cell, ...]:
    """Return every field of the form that the assessment names, filled with what its own words say.

    Repeated fields come once for each system of Ⅰ.2, each file, each 委託事項, 提供先, 移転先 and, with `rows`, each
    row of 変更箇所, in the order of their numbers.
    """
    fields = (f for f in list_fields(a.overview.form) if rows or not f.is_of_revisions)
    grouped = groupby(fields, key=lambda f: (f.chapter, f.is_by_file, _counts(f)))
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
        listed = sorted((s for s in a.systems if s.number), key=lambda s: printed_order(s.number))
        for system in listed:
            for field in fields:
                yield _cell(a, system, Address.of(field, number=system.number), system.name)
    elif counted:
        for index, revision in enumerate(a.revisions, 1):
            for field in fields:
                cell = _cell(a, revision, Address.of(field, number=str(index)), str(index))
                why = revision.inferred
                yield evolve(cell, filled=evolve(cell.filled, inferred=why)) if why else cell
    else:
        yield from (_cell(a, a, Address.of(field)) for field in fields)


def _file_cells(a: Assessment, place: str, file: File, fields: list[FormField]) -> Iterator[Cell]:
    for counted, group in groupby(fields, key=lambda field: field.counted):
        inner = list(group)
        if counted:
            yield from _entry_cells(a, place, file, counted, inner)
        else:
            yield from (_cell(a, file, Address.of(f, file=place), file.name, file.name) for f in inner)


def _entry_cells(
    a: Assessment, place: str, file: File, counted: str, fields: list[FormField]
) -> Iterator[Cell]:
    listed = [entry for entry in file.entries if counted == entry.WORD]
    for entry in sorted(listed, key=lambda entry: printed_order(file.name_entry(entry).number)):
        name = file.name_entry(entry)
        for field in fields:
            yield _cell(a, entry, Address.of(field, file=place, number=name.number), name, file.name)


def _cell(a: Assessment, owner: Any, address: Address, subject: str = "", file: str = "") -> Cell:
    row = rows_by_path(address.form).get(address.place)
    return Cell(address, row.fill(a, owner) if row else NOTHING, subject, file)
