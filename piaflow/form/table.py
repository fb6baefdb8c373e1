"""The table of the forms: which value of a model stands at which field, how it is written there and how it is read.

One table for all forms, by the numbers of 様式4: the others follow by what they ask alike (FormField.full), and
what only 様式2 asks stands below by its own. A field without a row holds nothing that a model has a word for: the
measures of Ⅲ and Ⅳ, and of the procedures of Ⅴ and Ⅵ all but the screening. A 重大事故 of 様式4 Ⅲ.7⑨ and 様式3
Ⅲ.7② is asked of other years and other information than that of 様式2 Ⅱ.3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import (
    Extent,
    FileKind,
    FormKind,
    HandlerBand,
    PeriodBand,
    PersonBand,
    RecordBand,
    ScreeningResult,
    SubjectBand,
    Timing,
)
from piaflow.domain.grouping import group_by
from piaflow.errors import Where
from piaflow.form import facts
from piaflow.form.form import Cell, Filled
from piaflow.form.values import (
    CONNECTIONS,
    DAY,
    ENTRUSTED,
    HANDED_OVER,
    LINES,
    MAIN_ITEMS,
    MEANS,
    NAME,
    RECORDS,
    SOURCES,
    TEXT,
    Boxes,
    Writing,
    fill,
    one_of,
    yes_no,
)
from piaflow.law.forms import FormField, fields_by_full, fields_by_path

Shown = Callable[[Assessment, Any], str | Boxes | Filled]


@frozen
class Row:
    """欄と値: a field, and the value that it holds of what it belongs to (the document, a system, file, entry or row).

    `value` is the path of the value in its owner, "" where the field only tells what others hold; its lines are
    those of the part that it is a value of, or its own where it `has_lines`. `shown` is what the field says, where
    this is more than the value. `only` is the form in whose own numbers `asked` is. `calls` says that it prints what
    systems or files are called: a document may call them less than the model does.
    """

    asked: str
    value: str = ""
    writing: Writing = TEXT
    shown: Shown | None = None
    only: FormKind | None = None
    has_lines: bool = False
    calls: bool = False

    def field(self, form: FormKind) -> FormField | None:
        """Return the field of a form that it is about, None where the form has none."""
        if self.only:
            return fields_by_path(form).get(self.asked) if form is self.only else None
        return fields_by_full(form).get(self.asked)

    @cached_property
    def part(self) -> str:
        """The path of the part that the value belongs to, "" for its owner itself."""
        return self.value.rpartition(".")[0]

    @cached_property
    def name(self) -> str:
        """What the value is called in its part."""
        return self.value.rpartition(".")[2]

    def fill(self, a: Assessment, owner: Any) -> Filled:
        """Return what the field says of its owner."""
        part = attrgetter(self.part)(owner) if self.part else owner
        told = self.shown(a, owner) if self.shown else self.writing.write(getattr(part, self.name))
        return told if isinstance(told, Filled) else fill(told, part.spans)

    def read(self, cell: Cell) -> Any:
        """Return the value that a cell of the field tells."""
        return self.writing.read(cell)


def _read_basis(heading: str) -> Writing:
    """Return how the lines below a heading are read."""

    def read(cell: Cell) -> tuple[str, ...]:
        told: dict[str, list[str]] = {facts.INQUIRY: [], facts.PROVISION: []}
        here: list[str] = []
        for line in cell.text.splitlines():
            here = told.get(line, here)
            if line not in told:
                here.append(line)
        return tuple(told[heading])

    return Writing(LINES.write, read)


def _of_document(shown: Callable[[Assessment], str | Filled]) -> Shown:
    return lambda a, _: shown(a)


_BASIC = FormKind.BASIC


DOCUMENT: tuple[Row, ...] = (
    Row("表紙.評価書番号", "overview.number", TEXT),
    Row("表紙.評価書名", "overview.title", NAME),
    Row("表紙.評価実施機関名", "overview.body", NAME),
    Row("表紙.公表日", "overview.published", DAY),
    Row("Ⅰ.1.①", "overview.procedure", NAME),
    Row("Ⅰ.1.②", "overview.duties", LINES),
    Row("Ⅰ.1.③", "overview.subjects", one_of(SubjectBand), _of_document(facts.subjects)),
    Row("Ⅰ.3", shown=_of_document(facts.file_names), calls=True),
    Row("Ⅰ.5", "overview.basis", LINES),
    Row("Ⅰ.6.①", "overview.network", yes_no("実施する", "実施しない")),
    Row(
        "Ⅰ.6.②",
        "overview.network_inquiry_basis",
        _read_basis(facts.INQUIRY),
        _of_document(facts.network_basis),
    ),
    Row(
        "Ⅰ.6.②",
        "overview.network_provision_basis",
        _read_basis(facts.PROVISION),
        _of_document(facts.network_basis),
    ),
    Row("Ⅰ.7.①", "overview.departments", LINES),
    Row("Ⅰ.7.②", "overview.department_head", TEXT),
    Row("Ⅰ.8", "overview.other_bodies", LINES),
    Row("Ⅵ.1.①", "overview.screening.date", DAY),
    Row("Ⅵ.1.②", "overview.screening.result", one_of(ScreeningResult), _of_document(facts.result)),
    Row("別添1", shown=_of_document(facts.drawing)),
    Row("Ⅰ.1.③", shown=_of_document(facts.system_names), only=_BASIC, calls=True),
    Row("Ⅱ.2", shown=_of_document(facts.handlers), only=_BASIC),
    Row("Ⅱ.3", "overview.screening.accident", yes_no("発生あり", "発生なし"), only=_BASIC),
    Row("Ⅳ.1", shown=_of_document(facts.submitted), only=_BASIC),
    Row("Ⅳ.4", shown=_of_document(facts.nothing_entrusted), only=_BASIC),
    Row("Ⅳ.5", shown=_of_document(facts.nothing_handed_over), only=_BASIC),
    Row("Ⅳ.6.a", shown=lambda a, _: facts.says_no_connection(a, "入手"), only=_BASIC),
    Row("Ⅳ.6.b", shown=lambda a, _: facts.says_no_connection(a, "提供"), only=_BASIC),
)
SYSTEM: tuple[Row, ...] = (
    Row("Ⅰ.2.システム{n}.①", "name", NAME, calls=True),
    Row("Ⅰ.2.システム{n}.②", "functions", LINES),
    Row("Ⅰ.2.システム{n}.③", "connects", CONNECTIONS, calls=True),
)
FILE: tuple[Row, ...] = (
    Row("Ⅱ.1", "name", NAME, calls=True),
    Row("Ⅱ.2.①", "kind", one_of(FileKind)),
    Row("Ⅱ.2.②", "subjects", one_of(PersonBand)),
    Row("Ⅱ.2.③", "scope", TEXT),
    Row("Ⅱ.2.④", "band", one_of(RecordBand)),
    Row("Ⅱ.2.④.主な記録項目", "main_items", MAIN_ITEMS),
    Row("Ⅱ.2.⑤", "held_since", TEXT),
    Row("Ⅱ.2.⑥", "department", TEXT),
    Row("Ⅱ.3.①", "acquisition.sources", SOURCES),
    Row("Ⅱ.3.②", "acquisition.means", MEANS),
    Row("Ⅱ.3.③", "acquisition.timing", LINES),
    Row("Ⅱ.3.④", "acquisition.justification", TEXT),
    Row("Ⅱ.3.⑤", "acquisition.notice", TEXT),
    Row("Ⅱ.3.⑥", "use.purpose", TEXT),
    Row("Ⅱ.3.⑦.使用部署", "use.departments", LINES),
    Row("Ⅱ.3.⑦.使用者数", "use.users", one_of(HandlerBand)),
    Row("Ⅱ.3.⑧", "use.methods", LINES),
    Row("Ⅱ.3.⑧.突合", "use.matching", LINES),
    Row("Ⅱ.3.⑧.統計分析", "use.statistics", TEXT),
    Row("Ⅱ.3.⑧.決定", "use.decisions", TEXT),
    Row("Ⅱ.3.⑨", "use.since", TEXT),
    Row("Ⅱ.4.有無", "counts", ENTRUSTED, facts.entrusted, has_lines=True),
    Row("Ⅱ.5.有無", "counts", HANDED_OVER, facts.handed_over, has_lines=True),
    Row("Ⅱ.6.①", "storage.places", LINES, facts.places),
    Row("Ⅱ.6.②.期間", "storage.period", one_of(PeriodBand)),
    Row("Ⅱ.6.②.妥当性", "storage.justification", TEXT),
    Row("Ⅱ.6.③", "storage.deletion", LINES),
    Row("別添2", "records", RECORDS),
    Row("Ⅲ.1", shown=lambda _, file: fill(file.name, file.spans), calls=True),
    Row("Ⅲ.4.有無", shown=facts.not_entrusted),
    Row("Ⅲ.5.有無", shown=facts.not_handed_over),
    Row("Ⅲ.6.有無", shown=facts.not_connected),
)
ENTRUSTMENT: tuple[Row, ...] = (
    Row("Ⅱ.4.委託事項{k}", "subject", TEXT),
    Row("Ⅱ.4.委託事項{k}.①", "content", TEXT),
    Row("Ⅱ.4.委託事項{k}.②", "extent", one_of(Extent)),
    Row("Ⅱ.4.委託事項{k}.②.数", "subjects", one_of(PersonBand)),
    Row("Ⅱ.4.委託事項{k}.②.範囲", "scope", TEXT),
    Row("Ⅱ.4.委託事項{k}.②.妥当性", "justification", TEXT),
    Row("Ⅱ.4.委託事項{k}.③", "handlers", one_of(HandlerBand)),
    Row("Ⅱ.4.委託事項{k}.④", "means", MEANS),
    Row("Ⅱ.4.委託事項{k}.⑤", "disclosure", TEXT),
    Row("Ⅱ.4.委託事項{k}.⑥", "contractor", NAME),
    Row("Ⅱ.4.委託事項{k}.⑦", "subentrusted", yes_no("再委託する", "再委託しない")),
    Row("Ⅱ.4.委託事項{k}.⑧", "permission", TEXT),
    Row("Ⅱ.4.委託事項{k}.⑨", "subcontent", TEXT),
)


def _handover(counted: str) -> tuple[Row, ...]:
    """Return the rows of 提供先 or of 移転先."""
    block = f"Ⅱ.5.{counted}{{k}}"
    return (
        Row(block, "recipient", NAME, facts.recipient),
        Row(f"{block}.①", "basis", LINES),
        Row(f"{block}.②", "purpose", TEXT),
        Row(f"{block}.③", "information", TEXT, facts.information),
        Row(f"{block}.④", "subjects", one_of(PersonBand)),
        Row(f"{block}.⑤", "scope", TEXT),
        Row(f"{block}.⑥", "means", MEANS),
        Row(f"{block}.⑦", "timing", TEXT),
    )


PROVISION, TRANSFER = _handover("提供先"), _handover("移転先")
REVISION: tuple[Row, ...] = (
    Row("別添3.変更{k}.変更日", "date", DAY),
    Row("別添3.変更{k}.項目", "item", TEXT),
    Row("別添3.変更{k}.変更前の記載", "before", TEXT),
    Row("別添3.変更{k}.変更後の記載", "after", TEXT),
    Row("別添3.変更{k}.提出時期", "timing", one_of(Timing)),
    Row("別添3.変更{k}.提出時期に係る説明", "note", TEXT),
)


_ROWS = (*DOCUMENT, *SYSTEM, *FILE, *ENTRUSTMENT, *PROVISION, *TRANSFER, *REVISION)


def list_rows(field: FormField) -> tuple[Row, ...]:
    """Return the rows whose values a field holds: a value of the model each, one beside the other."""
    return _rows_by_field(field.form).get(field.path, ())


@cache
def _rows_by_field(form: FormKind) -> Mapping[str, tuple[Row, ...]]:
    return group_by((field.path, row) for row in _ROWS if row.value and (field := row.field(form)))


@cache
def rows_by_path(form: FormKind) -> Mapping[str, Row]:
    """Return the rows of a form under the paths of its fields. A model has no word for a field that has none."""
    return {field.path: row for row in _ROWS if (field := row.field(form))}


_OWNERS: Mapping[Where, tuple[Row, ...]] = {
    ("files", "*", "entrustments", "*"): ENTRUSTMENT,
    ("files", "*", "provisions", "*"): PROVISION,
    ("files", "*", "transfers", "*"): TRANSFER,
    ("files", "*"): FILE,
    ("systems", "*"): SYSTEM,
    ("revisions", "*"): REVISION,
    (): DOCUMENT,
}
"""Where in a model the values stand to which the rows belong, the innermost first."""


def find_asked(where: Where, form: FormKind) -> tuple[FormField, ...]:
    """Return the fields of a form in which the value at a path of field names stands, or a part of it."""
    owner = next(path for path in _OWNERS if _leads(path, where))
    value = tuple(map(str, where[len(owner) :]))
    rows = (
        row
        for row in _OWNERS[owner]
        if row.value and value[: row.value.count(".") + 1] == (*row.value.split("."),)
    )
    return tuple(field for row in rows if (field := row.field(form)))


def _leads(owner: Where, where: Where) -> bool:
    return len(where) > len(owner) and all(
        step in ("*", told) for step, told in zip(owner, where, strict=False)
    )
