"""The fields of the three official forms as printed: 様式4 (全項目), 様式3 (重点項目), 様式2 (基礎項目)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache, cached_property
from typing import Any

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.law.eras import parse_month
from piaflow.law.shipped import read_data
from piaflow.law.sureness import Sureness


class FieldKind(Enum):
    """欄の種類: how a field is filled in."""

    TEXT = "記述"
    CHOICE = "選択"
    CHOICES = "複数選択"
    CHOICE_AND_COUNT = "選択と件数"
    CHOICES_AND_COUNT = "複数選択と件数"
    DATE = "年月日"
    MARK = "印"
    DIAGRAM = "図"
    REFERENCE = "参照"
    LIST = "一覧"
    RESULT = "判定"


BOXED = frozenset({FieldKind.CHOICES, FieldKind.CHOICES_AND_COUNT, FieldKind.MARK})
"""Fields of several boxes, each of which is ticked or not for itself."""

_COUNTED = re.compile(r"([^.{]+)\{[nk]\}")
_BY_FILE = ("Ⅱ.", "Ⅲ.")
_PROCEDURE, _RECORDED = "Ⅵ.", ("表紙.承認日", "表紙.公表日")
"""評価実施手続 of 様式4, and the days of the cover that follow from it."""
_ENTRY = re.compile(r"\(\s*\)件?$")
"""What is left open for an entry: その他(), 提供を行っている( )件."""
_MARKED = re.compile(r"\[ \]([^／]+)")


@frozen
class FormerLabel:
    """前の見出し: the label of a field in the editions before one, and the lines that tell of the change."""

    label: str
    before: str
    source: str


@frozen
class FormField:
    """欄の定め: one row of the table of a form. `path` is its printed numbering: Ⅱ.4.委託事項{k}.⑦.

    `significant` is the ※, `annex_item` which of the ※ items it belongs to (0 for none). `repeat` is the
    part of the path that comes once for each system, file, 委託事項, 提供先, 移転先 or change; {n}, {f} and
    {k} count it. `position` is its place in the printed order. `full` is the path in 様式4 of the field that
    asks the same, "" where 様式4 does not ask it, or not in one field. `was` is how earlier editions label it.
    """

    form: FormKind
    position: int
    path: str
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    significant: bool = False
    repeat: str = ""
    note: str = ""
    annex_item: int = 0
    source: str = ""
    sureness: Sureness = Sureness.MEMORY
    full: str = ""
    was: FormerLabel | None = None

    def printed(self, edition: str) -> str:
        """Return the label that an edition prints, so far as that is known; the latest where the edition is not."""
        month, changed = parse_month(edition), parse_month(self.was.before) if self.was else None
        return self.was.label if self.was and month and changed and month < changed else self.label

    @cached_property
    def chapter(self) -> str:
        """The first part of the path: 表紙, Ⅰ, 別添1 …"""
        return self.path.partition(".")[0]

    @cached_property
    def boxes(self) -> tuple[str, ...]:
        """What is printed after each box: without its group, without what is written beside it.

        A mark has its boxes in its label: [ ]委託しない.
        """
        if self.kind is FieldKind.MARK:
            return tuple(_MARKED.findall(self.label))
        return tuple(_ENTRY.sub("", choice.rpartition("：")[2]) for choice in self.choices)

    @cached_property
    def counted(self) -> str:
        """What a number in its path counts: システム, 委託事項, 提供先, 移転先 or 変更; "" where there is none."""
        found = _COUNTED.search(self.repeat)
        return found[1] if found else ""

    @property
    def is_of_revisions(self) -> bool:
        """Whether it is a column of 変更箇所."""
        return self.counted == "変更"

    @property
    def is_of_procedure(self) -> bool:
        """Whether it records the assessment itself and not what is assessed: 公表日, しきい値判断, 意見聴取, 第三者点検."""
        return self.full in _RECORDED or self.full.startswith(_PROCEDURE)

    @cached_property
    def is_by_file(self) -> bool:
        """Whether it comes once for each 特定個人情報ファイル, or for each entry of one."""
        return self.repeat.startswith(_BY_FILE)


@frozen
class Edition:
    """版: an edition of a form. `is_known` says that it prints the fields of `list_fields`; `note` what else is known."""

    name: str
    is_known: bool = False
    note: str = ""


_FILES = {FormKind.FULL: "form_full", FormKind.PRIORITY: "form_priority", FormKind.BASIC: "form_basic"}


@cache
def list_fields(form: FormKind) -> tuple[FormField, ...]:
    """Return the fields of a form in printed order."""
    data = read_data(_FILES[form])
    return tuple(_to_field(form, position, row, data) for position, row in enumerate(data["fields"]))


@cache
def fields_by_path(form: FormKind) -> Mapping[str, FormField]:
    """Return the fields of a form under their paths, in printed order."""
    return {field.path: field for field in list_fields(form)}


@cache
def fields_by_full(form: FormKind) -> Mapping[str, FormField]:
    """Return the fields of a form under the path of 様式4 that asks the same."""
    return {field.full: field for field in list_fields(form) if field.full}


def find_edition(form: FormKind) -> str:
    """Return which printed edition of a form the fields were read from: 平成30年5月 様式4."""
    return str(read_data(_FILES[form])["edition"])


def tidy_edition(stated: str) -> str:
    """Return an edition as it is stated, without the brackets and wide digits of print: 令和6年10月 様式4."""
    return " ".join(unicodedata.normalize("NFKC", stated).strip("[] ").split())


def describe_edition(form: FormKind, stated: str) -> Edition:
    """Return what is known of an edition, stated with or without its 様式; of one that nobody has seen, nothing is."""
    data = read_data(_FILES[form])
    read = Edition(data["edition"], is_known=True)
    others = (Edition(e["name"], e["known"], e["note"]) for e in data["editions"])
    named = (e for e in (read, *others) if fold(stated) in (fold(e.name), fold(e.name.split()[0])))
    return next(named, Edition(stated))


def find_field(form: FormKind, path: str) -> FormField:
    """Return the field at a path.

    Raises:
        UnknownNameError: the form has no such field; the nearest path is named.
    """
    fields = fields_by_path(form)
    if path not in fields:
        raise UnknownNameError(f"{form.value}の欄", path, find_nearest(path, fields))
    return fields[path]


def _to_field(form: FormKind, position: int, row: dict[str, Any], data: dict[str, Any]) -> FormField:
    place = f" {row['source']}" if "source" in row else ""
    return FormField(
        form=form,
        position=position,
        path=row["path"],
        label=row["label"],
        kind=FieldKind(row["kind"]),
        choices=tuple(row.get("choices", ())),
        significant=row.get("significant", False),
        repeat=row.get("repeat", ""),
        note=row.get("note", ""),
        annex_item=row.get("annex_item", 0),
        source=data["edition"] + place,
        sureness=Sureness(data["sureness"]),
        full=row["path"] if form is FormKind.FULL else row.get("full", ""),
        was=FormerLabel(**row["was"]) if "was" in row else None,
    )
