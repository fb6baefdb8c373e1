"""The 項目 of a row of 変更箇所 as an address: Ⅱ…（１）…４．…委託事項１ ③… is Ⅱ.ファイル1.4.委託事項1.③."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.law.addresses import Address
from piaflow.law.forms import FormField, list_fields

CHAPTERS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "VI": "Ⅵ"}
_CHAPTER = re.compile(r"(VI|IV|V|I{1,3})(?![A-Z])\.?")
_SECTION = re.compile(r"(?<![\d(])(\d{1,2})(?:\.|(?=[①-⑳])|(?=[^\d人件年月日)~.]))")
_FILE = re.compile(r"\((\d{1,2})\)")
_COUNTED = re.compile(r"(システム|委託事項|提供先|移転先)(\d{1,3})")
_ANNEX = re.compile(r"別添\d")
_RISK = re.compile(r"リスク(\d)")
_CIRCLED = re.compile(r"[①-⑳]")
_NUMBERS = (_SECTION, _COUNTED, _RISK, _CIRCLED)
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
_UNNUMBERED = re.compile(r"[（(].*$")
_SEVERAL = re.compile(r"[~〜から、,・]+(?:システム|委託事項|提供先|移転先|リスク)?\d")
_COVER = "表紙"
_LEAST = 3
"""Characters: a shorter label (部署) also stands inside the headings of a section."""


@frozen
class PrintedItem:
    """欄の名指し: the field that a 項目 names, and the words behind its number that are not its label ("" for none)."""

    address: Address
    rest: str = ""


def find_printed(item: str, kind: FormKind, files: Sequence[str] = ()) -> PrintedItem | None:
    """Return the one field that a printed 項目 names, None where it names none, several, or one of several files.

    `files` are the names of the files in the order of the form.
    """
    text = fold(item)
    cover = [f for f in list_fields(kind) if f.chapter == _COVER and fold(f.label) == text]
    if cover:
        return PrintedItem(Address.of(cover[0]))
    chapter = _CHAPTER.match(text)
    rest = text[chapter.end() :] if chapter else text
    named = [f"ファイル{n}" for n, name in enumerate(files, 1) if fold(name) in rest]
    for name in files:
        rest = rest.replace(fold(name), "")
    section, counted = _SECTION.search(rest), {*_COUNTED.findall(rest)}
    if section is None or chapter is None:  # a text of a section may refer to an annex
        annexes = {*_ANNEX.findall(rest)} if section is None else set()
        return _find_annex(annexes, _choose_file([*named, *_number_files(rest)], files), kind)
    risks, circled = {*_RISK.findall(rest)}, {*_CIRCLED.findall(rest)}
    if max(map(len, (counted, risks, circled))) > 1 or _SEVERAL.search(rest):
        return None
    number = next(iter(counted), ("", ""))
    parts = {*(f"リスク{risk}" for risk in risks), *circled}
    place = f"{CHAPTERS[chapter[1]]}.{section[1]}"
    field = _choose([f for f in list_fields(kind) if _is_below(f, place, number[0], parts)], parts, rest)
    if field is None:
        return None
    file = _choose_file([*named, *_number_files(rest)], files)
    if field.is_by_file and not file:
        return None
    return PrintedItem(Address.of(field, file=file, number=number[1]), _find_rest(rest, field))


def _find_annex(annexes: set[str], file: str, kind: FormKind) -> PrintedItem | None:
    """別添1 事務の内容, or the list of a file; the rows of 変更箇所 are no field."""
    fields = [f for f in list_fields(kind) if {f.chapter} == annexes and not f.counted]
    if len(fields) != 1 or (fields[0].is_by_file and not file):
        return None
    return PrintedItem(Address.of(fields[0], file=file))


def _number_files(text: str) -> list[str]:
    return [f"ファイル{number}" for number in _FILE.findall(text)]


def _find_rest(text: str, field: FormField) -> str:
    """The words behind the last number, without the label of the field: その妥当性, （別表第二における…）."""
    ends = [match.end() for pattern in _NUMBERS for match in pattern.finditer(text)]
    tail = text[max(ends, default=0) :]
    for label in (
        fold(field.label),
        *map(fold, field.label.split("／")),
        fold(_UNNUMBERED.sub("", field.label)),
    ):
        if tail.startswith(label.lstrip(_MARKS)):
            return tail.removeprefix(label.lstrip(_MARKS))
    return tail


def _is_below(field: FormField, place: str, counted: str, parts: set[str]) -> bool:
    """Whether a field stands in a section, in the entry that is counted, and at the marks that are printed."""
    below = field.path == place or field.path.startswith(f"{place}.")
    marks = {part for part in field.path.split(".") if _RISK.fullmatch(part) or _CIRCLED.fullmatch(part)}
    told = field.counted == counted if counted else not field.counted
    return below and told and parts <= marks


def _choose(fields: Sequence[FormField], parts: set[str], text: str) -> FormField | None:
    """The only one; else the one whose label is printed, the longest; else the one that all others stand below."""
    if len(fields) == 1:
        return fields[0]
    labels = {field.path: fold(field.label.rpartition("／")[2]).lstrip(_MARKS) for field in fields}
    printed = [f for f in fields if len(labels[f.path]) >= _LEAST and labels[f.path] in text]
    longest = max((len(labels[field.path]) for field in printed), default=0)
    best = [field for field in printed if len(labels[field.path]) == longest]
    if len(best) == 1:
        return best[0]
    top = [field for field in fields if all(other.path.startswith(field.path) for other in fields)]
    return top[0] if top and (parts or top[0].counted) and not best else None


def _choose_file(found: Sequence[str], files: Sequence[str]) -> str:
    """The file that is named or numbered, be it twice; where there is one file alone, that. None has a number of no file."""
    known = {f"ファイル{number}" for number in range(1, len(files) + 1)}
    if len({*found}) > 1 or (files and not {*found} <= known):
        return ""
    return found[0] if found else "ファイル1" if len(files) == 1 else ""
