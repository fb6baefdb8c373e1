"""The form of a model with the printed words of its document: each field as the document prints it, where it was read."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.names import fold
from piaflow.form.form import Form

_FILE = "Ⅱ.1"


def lay_over(told: Form, read: Form) -> Form:
    """Return the cells that were read, and those of the model where nothing was; each with the names of the model.

    A field whose words were lost is unread, not blank, where the model tells nothing of it either.

    A file whose printed name is another than the model's at its number is left as the model tells it, and so is a
    document on another form.
    """
    if told.kind is not read.kind:
        return told
    other = set(_list_other_files(told, read))
    named = {cell.address.block: (cell.subject, cell.file) for cell in told.cells}
    files = {cell.address.file: cell.file for cell in told.cells if cell.file}
    cells = {cell.address: cell for cell in told.cells}
    for cell in read.cells:
        place = cell.address
        is_lost = cell.filled.lost and not (place in cells and cells[place].filled.is_stated)
        if (cell.filled.is_stated or is_lost) and place.file not in other:
            subject, file = named.get(place.block, ("", files.get(place.file, "")))
            cells[place] = evolve(cell, subject=subject, file=file)
    return evolve(told, cells=tuple(sorted(cells.values(), key=lambda cell: cell.address)))


def _list_other_files(told: Form, read: Form) -> Iterator[str]:
    printed = {cell.address.file: fold(cell.text) for cell in read.ask(_FILE) if cell.text}
    for cell in told.ask(_FILE):
        if fold(cell.file) not in printed.get(cell.address.file, fold(cell.file)):
            yield cell.address.file
