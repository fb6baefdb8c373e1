"""project: an assessment as the official form that it is written on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.nodes import File
from piaflow.domain.records import Revision
from piaflow.forms.form import Cell, Filled, Form
from piaflow.forms.numbering import NUMBERINGS, Numbering
from piaflow.forms.revision_cells import REVISION_COLUMNS
from piaflow.law.forms import FormField, list_fields, tidy_edition

_NOTHING = Filled()


def project(a: Assessment) -> Form:
    """Return the form with every field that the model knows filled in, and the rest empty.

    The form is the one that the assessment names (Overview.form). Repeated fields come once for each
    system of Ⅰ.2, each file, each 委託事項, 提供先, 移転先 and each row of 変更箇所.
    """
    numbering = NUMBERINGS[a.overview.form]
    fields = list_fields(a.overview.form)
    grouped = groupby(fields, key=lambda field: (_scope(field), field.path.split(".")[0]))
    cells = (cell for (scope, _), group in grouped for cell in _cells(a, numbering, scope, list(group)))
    return Form(a.overview.form, tuple(cells), tidy_edition(a.overview.edition))


def _scope(field: FormField) -> str:
    """A field stands once, or once for each system, file (with its entries) or revision."""
    if not field.repeat:
        return "once"
    if field.repeat.endswith("システム{n}"):
        return "system"
    return "revision" if "変更{k}" in field.repeat else "file"


def _cells(a: Assessment, numbering: Numbering, scope: str, fields: list[FormField]) -> Iterator[Cell]:
    if scope == "system":
        yield from _system_cells(a, numbering, fields)
    elif scope == "file":
        for index, file in enumerate(a.listed_files, 1):
            yield from _file_cells(a, numbering, f"ファイル{index}", file, fields)
    elif scope == "revision":
        for index, revision in enumerate(a.revisions, 1):
            yield from _revision_cells(index, revision, fields)
    else:
        for field in fields:
            fill = numbering.once.get(field.path)
            yield _cell(field.path, field, fill(a) if fill else _NOTHING)


def _cell(path: str, field: FormField, filled: Filled, subject: str = "") -> Cell:
    return Cell(path, field, filled.text, subject, filled.spans)


def _system_cells(a: Assessment, numbering: Numbering, fields: list[FormField]) -> Iterator[Cell]:
    for system in sorted((s for s in a.systems if s.number), key=lambda s: _order(s.number)):
        for field in fields:
            path = field.path.replace("{n}", system.number)
            yield _cell(path, field, numbering.systems[field.path](a, system), system.name)


def _order(number: str) -> tuple[int, str]:
    return (int(number) if number.isdigit() else len(number) * 1000, number)


def _file_cells(
    a: Assessment, numbering: Numbering, place: str, file: File, fields: list[FormField]
) -> Iterator[Cell]:
    for repeat, group in groupby(fields, key=lambda field: field.repeat):
        inner = list(group)
        if repeat.endswith("{k}"):
            yield from _entry_cells(numbering, place, file, inner)
        else:
            for field in inner:
                fill = numbering.files.get(field.path)
                filled = fill(a, file) if fill else _NOTHING
                yield _cell(_at_file(field.path, place), field, filled, file.name)


def _at_file(path: str, place: str) -> str:
    """Put the file after the chapter: Ⅱ.3.② becomes Ⅱ.ファイル1.3.②."""
    chapter, dot, rest = path.partition(".")
    return f"{chapter}.{place}{dot}{rest}"


def _entry_cells(numbering: Numbering, place: str, file: File, fields: list[FormField]) -> Iterator[Cell]:
    kind = fields[0].repeat.rpartition(".")[2].removesuffix("{k}")
    for entry in _entries(file, kind):
        number = entry.number if entry.number.startswith(kind) else f"{kind}{entry.number}"
        for field in fields:
            path = _at_file(field.path.replace(f"{kind}{{k}}", number), place)
            yield _cell(path, field, _fill_entry(numbering, field, entry), f"{file.name}/{entry.number}")


def _entries(file: File, kind: str) -> Iterable[Entrustment | Handover]:
    listed: dict[str, tuple[Entrustment, ...] | tuple[Handover, ...]] = {
        "委託事項": file.entrustments,
        "提供先": file.provisions,
        "移転先": file.transfers,
    }
    return listed[kind]


def _fill_entry(numbering: Numbering, field: FormField, entry: Entrustment | Handover) -> Filled:
    if isinstance(entry, Entrustment):
        fill = numbering.entrustments.get(field.path)
        return fill(entry) if fill else _NOTHING
    told = numbering.handovers.get(field.path)
    return told(entry) if told else _NOTHING


def _revision_cells(index: int, revision: Revision, fields: list[FormField]) -> Iterator[Cell]:
    for field in fields:
        text = REVISION_COLUMNS[field.path.rpartition(".")[2]](revision)
        path = field.path.replace("{k}", str(index))
        yield _cell(path, field, Filled(text, revision.spans if text else ()), str(index))
