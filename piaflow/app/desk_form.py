"""The form as a desk shows it: chapters, groups and cells as plain data, and what is typed there read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from piaflow.app.editing import tidy
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.form.entering import is_typed, tick
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.table import list_rows
from piaflow.form.values import NAME, read_ticked
from piaflow.law.forms import BOXED, FieldKind, FormField
from piaflow.law.printed_form import HEADINGS
from piaflow.proposals.projecting import project

Told = dict[str, Any]
Stated = Mapping[str, tuple[str, tuple[str, ...]]]
_NAMED_BY_LABEL = ("表紙.", "別添")
_WHOLE = ("name", "contractor", "overview.body")
"""Names by which other parts are found: half a name is another one, so it counts when one leaves the field."""
_COMPLETED = {
    "overview.body": "parties",
    "overview.departments": "departments",
    "contractor": "parties",
    "use.departments": "departments",
    "records": "items",
}
"""Of the values in which names stand the list from which these are completed."""
_COUNTED = (FieldKind.CHOICE_AND_COUNT, FieldKind.CHOICES_AND_COUNT)


def list_stated(base: Assessment) -> Stated:
    """Return what each field of a form says, by its address: what changed since is told by it."""
    return {cell.key: (cell.text, cell.filled.unread) for cell in project(base).cells}


def tell_form(model: Assessment, was: Stated) -> list[Told]:
    """Return the chapters of the form, each with its groups of cells: those of one system, file or entry together."""
    form = project(model)
    printed = HEADINGS[form.kind]
    titles = {words.partition(" ")[0]: words for above in printed.values() for words in above}
    return [
        {"name": name, "title": titles.get(name, name), "groups": list(_group(form, list(cells), was))}
        for name, cells in groupby(form.cells, key=lambda cell: cell.address.chapter)
    ]


def _group(form: Form, cells: Sequence[Cell], was: Stated) -> Iterator[Told]:
    headings = dict(_list_headings(form, cells))
    for (subject, block), group in groupby(cells, key=lambda cell: (cell.subject, _name_block(cell))):
        held = [{**_tell_cell(form, cell, was), "headings": headings.get(cell.path, [])} for cell in group]
        yield {"name": subject if not block.isdigit() else f"変更{block}", "block": block, "cells": held}


def _list_headings(form: Form, cells: Sequence[Cell]) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of sections that are printed above each cell, once of a file, by its path.

    That of the chapter, and that of each system or entry, stand above their cells already.
    """
    seen: set[tuple[str, str]] = set()
    for cell in cells:
        above = HEADINGS[form.kind].get(cell.field.path, ())
        told = [words for words in above if words[:1].isdigit() and (cell.file, words) not in seen]
        seen |= {(cell.file, words) for words in told}
        if told:
            yield cell.path, told


def _name_block(cell: Cell) -> str:
    return cell.address.number if cell.field.is_of_revisions else cell.subject


def _tell_cell(form: Form, cell: Cell, was: Stated) -> Told:
    field = cell.field
    state = (cell.text, cell.filled.unread)
    told: Told = {
        "id": cell.path,
        "number": "" if cell.address.item.startswith(_NAMED_BY_LABEL) else cell.address.item,
        "label": form.label(cell),
        "kind": _find_control(field, cell),
        "text": cell.text,
        "origin": cell.origin.value,
        "lines": " ".join(map(str, cell.spans[:4])),
        "significant": field.significant,
        "changed": was.get(cell.key, ("", ())) != state,
        "derived": cell.filled.derived,
    }
    if told["kind"] == "select":
        told["choices"] = [choice.removesuffix("()") for choice in field.choices]
    if told["kind"] == "boxes":
        told["boxes"] = tell_boxes(cell)
    told["names"] = next((_COMPLETED[r.value] for r in list_rows(field) if r.value in _COMPLETED), "")
    return told


def _find_control(field: FormField, cell: Cell) -> str:
    """Return by what a cell is filled in: fixed where it is not, select, boxes, name, line or lines."""
    if not is_typed(cell):
        return "fixed"
    if field.kind in BOXED and field.kind not in _COUNTED:
        return "boxes"
    rows = list_rows(field)
    if any(row.value in _WHOLE for row in rows):
        return "name"
    plain = (choice.removesuffix("()") for choice in field.choices)
    if field.kind is FieldKind.CHOICE and cell.text in ("", *plain):
        return "select"
    is_line = field.kind is FieldKind.DATE or any(row.writing is NAME for row in rows)
    return "line" if is_line and "\n" not in cell.text else "lines"


def tell_boxes(cell: Cell) -> list[Told]:
    """Return what each box of a cell shows, and what is written beside it."""
    beside = {printed: _find_beside(cell, printed) for printed in cell.field.boxes}
    told = cell.boxes
    return [{"name": name, "box": told[name].value, "beside": beside[name]} for name in cell.field.boxes]


def _find_beside(cell: Cell, printed: str) -> str:
    ticked = (told for told in read_ticked(cell) if told.startswith(f"{printed}（") and told.endswith("）"))
    return next((told[len(printed) + 1 : -1] for told in ticked), "")


def read_typed(text: str, boxes: Sequence[Mapping[str, str]] | None) -> Filled:
    """Return what fills a cell: a text as typed, or boxes with what each shows and what stands beside it."""
    if boxes is None:
        return Filled(tidy(text))
    return tick((_name_box(box), Certainty(box.get("box", Certainty.UNKNOWN.value))) for box in boxes)


def _name_box(box: Mapping[str, str]) -> str:
    beside = box.get("beside", "").strip()
    return f"{box['name']}（{beside}）" if beside and box.get("box") == Certainty.YES.value else box["name"]
