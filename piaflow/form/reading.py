"""How the words and boxes of a field are read as the values of a model: by the numbers of 様式4, the other way of `filling`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import (
    Extent,
    FileKind,
    HandlerBand,
    MainItem,
    Means,
    PeriodBand,
    PersonBand,
    RecordBand,
    ScreeningResult,
    SourceKind,
    SubjectBand,
    Timing,
)
from piaflow.domain.entries import MeansBox, SourceBox
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import MainItemBox
from piaflow.form.form import Cell
from piaflow.form.texts import PRINTED
from piaflow.law.eras import parse_date

Read = Callable[[Cell], Any]
Fields = Mapping[str, tuple[str, Read]]
"""For each field the name of the value that it tells, and how it is read."""

TICK = "［○］"
_E = TypeVar("_E", bound=Enum)


def read_ticked(cell: Cell) -> tuple[str, ...]:
    """Return the choices whose boxes are ticked, with what is written beside them."""
    return tuple(x.removeprefix(TICK) for x in cell.text.splitlines() if x.startswith(TICK))


def read_text(cell: Cell) -> str:
    """Return the words as they stand."""
    return cell.text


def read_name(cell: Cell) -> str:
    """Return a name, "" for words of several lines, which are none."""
    return "" if "\n" in cell.text else cell.text


def read_lines(cell: Cell) -> tuple[str, ...]:
    """Return the words line by line."""
    return tuple(cell.text.splitlines())


def _day(cell: Cell) -> str:
    found = parse_date(cell.text)
    return found.isoformat() if found else ""


def one_of(kind: type[_E]) -> Callable[[Cell], _E]:
    """Return what reads the choice that a field prints, or the longest that it begins with: 様式2 adds （任意実施）."""

    def read(cell: Cell) -> _E:
        fitting = [member for member in kind if cell.text.startswith(member.value)]
        return max(fitting, key=lambda member: len(member.value), default=kind("不明"))

    return read


def yes_where(yes: str) -> Read:
    """Return what reads one choice as yes and any other as no; what the other prints is compared afterwards."""
    return lambda cell: Certainty.YES if cell.text == yes else Certainty.NO


def boxes_of(kind: type[_E], make: Callable[..., Any]) -> Read:
    """Return what reads every choice with its box; one that is neither ticked nor unread was read and is empty."""

    def read(cell: Cell) -> tuple[Any, ...]:
        shown: dict[_E, tuple[Certainty, str]] = {}
        for box, names in ((Certainty.YES, read_ticked(cell)), (Certainty.UNKNOWN, cell.filled.unread)):
            for name in names:
                found = _find_choice(kind, name)
                if found:
                    shown[found[0]] = (box, found[1])
        empty = (Certainty.NO, "") if cell.filled.told else (Certainty.UNKNOWN, "")
        rest = list(kind) if cell.filled.told else []
        order = [*shown, *(member for member in rest if member not in shown)]
        return tuple(make(member, *shown.get(member, empty)) for member in order)

    return read


def _find_choice(kind: type[_E], written: str) -> tuple[_E, str] | None:
    """Return the choice, and what is written beside it: その他（窓口）."""
    for member in kind:
        printed = PRINTED.get(member, member.value)
        if written == printed:
            return member, ""
        if written.startswith(f"{printed}（") and written.endswith("）"):
            return member, written[len(printed) + 1 : -1]
    return None


_means = boxes_of(Means, MeansBox)

OVERVIEW: Fields = {
    "表紙.評価書番号": ("number", read_text),
    "表紙.評価書名": ("title", read_name),
    "表紙.評価実施機関名": ("body", read_name),
    "表紙.公表日": ("published", _day),
    "Ⅰ.1.①": ("procedure", read_name),
    "Ⅰ.1.②": ("duties", read_lines),
    "Ⅰ.1.③": ("subjects", one_of(SubjectBand)),
    "Ⅰ.5": ("basis", read_lines),
    "Ⅰ.6.①": ("network", yes_where("実施する")),
    "Ⅰ.7.①": ("departments", read_lines),
    "Ⅰ.7.②": ("department_head", read_text),
    "Ⅰ.8": ("other_bodies", read_lines),
}
SCREENING: Fields = {
    "Ⅵ.1.①": ("date", _day),
    "Ⅵ.1.②": ("result", one_of(ScreeningResult)),
}
FILE: Fields = {
    "Ⅱ.2.①": ("kind", one_of(FileKind)),
    "Ⅱ.2.②": ("subjects", one_of(PersonBand)),
    "Ⅱ.2.③": ("scope", read_text),
    "Ⅱ.2.④": ("band", one_of(RecordBand)),
    "Ⅱ.2.④.主な記録項目": ("main_items", boxes_of(MainItem, MainItemBox)),
    "Ⅱ.2.⑤": ("held_since", read_text),
    "Ⅱ.2.⑥": ("department", read_text),
    "別添2": ("records", lambda cell: ItemList.parse(read_lines(cell))),
}
ACQUISITION: Fields = {
    "Ⅱ.3.①": ("sources", boxes_of(SourceKind, SourceBox)),
    "Ⅱ.3.②": ("means", _means),
    "Ⅱ.3.③": ("timing", read_lines),
    "Ⅱ.3.④": ("justification", read_text),
    "Ⅱ.3.⑤": ("notice", read_text),
}
USE: Fields = {
    "Ⅱ.3.⑥": ("purpose", read_text),
    "Ⅱ.3.⑦.使用部署": ("departments", read_lines),
    "Ⅱ.3.⑦.使用者数": ("users", one_of(HandlerBand)),
    "Ⅱ.3.⑧": ("methods", read_lines),
    "Ⅱ.3.⑧.突合": ("matching", read_lines),
    "Ⅱ.3.⑧.統計分析": ("statistics", read_text),
    "Ⅱ.3.⑧.決定": ("decisions", read_text),
    "Ⅱ.3.⑨": ("since", read_text),
}
STORAGE: Fields = {
    "Ⅱ.6.①": ("places", read_lines),
    "Ⅱ.6.②.期間": ("period", one_of(PeriodBand)),
    "Ⅱ.6.②.妥当性": ("justification", read_text),
    "Ⅱ.6.③": ("deletion", read_lines),
}
ENTRUSTMENT: Fields = {
    "Ⅱ.4.委託事項{k}": ("subject", read_text),
    "Ⅱ.4.委託事項{k}.①": ("content", read_text),
    "Ⅱ.4.委託事項{k}.②": ("extent", one_of(Extent)),
    "Ⅱ.4.委託事項{k}.②.数": ("subjects", one_of(PersonBand)),
    "Ⅱ.4.委託事項{k}.②.範囲": ("scope", read_text),
    "Ⅱ.4.委託事項{k}.②.妥当性": ("justification", read_text),
    "Ⅱ.4.委託事項{k}.③": ("handlers", one_of(HandlerBand)),
    "Ⅱ.4.委託事項{k}.④": ("means", _means),
    "Ⅱ.4.委託事項{k}.⑤": ("disclosure", read_text),
    "Ⅱ.4.委託事項{k}.⑥": ("contractor", read_name),
    "Ⅱ.4.委託事項{k}.⑦": ("subentrusted", yes_where("再委託する")),
    "Ⅱ.4.委託事項{k}.⑧": ("permission", read_text),
    "Ⅱ.4.委託事項{k}.⑨": ("subcontent", read_text),
}
HANDOVER: Fields = {
    "": ("recipient", read_name),
    ".①": ("basis", read_lines),
    ".②": ("purpose", read_text),
    ".③": ("information", read_text),
    ".④": ("subjects", one_of(PersonBand)),
    ".⑤": ("scope", read_text),
    ".⑥": ("means", _means),
    ".⑦": ("timing", read_text),
}
REVISION: Fields = {
    "別添3.変更{k}.変更日": ("date", _day),
    "別添3.変更{k}.項目": ("item", read_text),
    "別添3.変更{k}.変更前の記載": ("before", read_text),
    "別添3.変更{k}.変更後の記載": ("after", read_text),
    "別添3.変更{k}.提出時期": ("timing", one_of(Timing)),
    "別添3.変更{k}.提出時期に係る説明": ("note", read_text),
}


def of_handover(counted: str) -> Fields:
    """Return the fields of 提供先 or of 移転先."""
    return {f"Ⅱ.5.{counted}{{k}}{part}": told for part, told in HANDOVER.items()}
