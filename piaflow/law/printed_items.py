"""The 項目 of a row of 変更箇所 as an address: Ⅱ…（１）…４．…委託事項１ ③… is Ⅱ.ファイル1.4.委託事項1.③."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from operator import ne

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.law.addresses import Address
from piaflow.law.forms import FormField, list_fields
from piaflow.law.headings import CHAPTERS, find_misplaced
from piaflow.law.shipped import read_data

SECTION_ALONE = "節までで、欄がない"
"""Why a 項目 is of no one field that stops at the heading of its section."""
_CHAPTER = re.compile(r"(VI|IV|V|I{1,3})(?![A-Z])\.?")
_SECTION = re.compile(r"(?<![\d(])(\d{1,2})(?:\.|(?=[①-⑳])|(?=[^\d人件年月日)~.]))")
_FILE = re.compile(r"\((\d{1,2})\)")
_COUNTED = re.compile(r"(システム|委託事項|提供先|移転先)(\d{1,3})")
_ANNEX = re.compile(r"別添\d")
_BEGINS_ANNEX = re.compile(r"[(【]?(別[添紙]\d*)")
_RISK = re.compile(r"リスク(\d)")
_CIRCLED = re.compile(r"[①-⑳]")
_NUMBERS = (_SECTION, _COUNTED, _RISK, _CIRCLED)
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
_COUNT = re.compile(r"([^.{]+)\{[nk]\}")
_UNNUMBERED = re.compile(r"[（(].*$")
_SEVERAL = re.compile(r"[~〜から、,・]+(?:システム|委託事項|提供先|移転先|リスク)?\d")
_COUNTER = re.compile(r"\{[nk]\}")
_COVER = "表紙"
_STOPS = re.compile(r"^[^※:：①-⑳]*$")
"""A 項目 that goes on (※その他該当項目についても変更する) says what it is about."""
_PARTED = re.compile(
    r"[\s　:：]+|(?<=[①-⑳])|\d{1,2}[.．]|[０-９][．.]|(?:^|(?<=[\s　]))[\d０-９]{1,2}(?=[一-龠]{2})"
)
_NAMING, _NEAR = 8, 0.85
"""Letters of a heading from which on another one is near, and how alike they are then: 保管・消去 and 管理・消去."""
_OF_BLOCK = re.compile(r"(?<![一-龠])([一-龠]{2}(?:先|事項))\d")
_SECTIONS, _SLIPS = 7, 2
"""Letters of the heading of a section, and how many of them another word has otherwise: 個人情報の利用."""
_REMEMBERED = 4096
"""項目 whose answers are kept: two revisions of a document have most of their rows in common."""
_NOTHING = "(?!)"
"""A pattern that is found nowhere."""
_ENTRIES = ("委託事項", "提供先", "移転先")
_KANA = re.compile("[ぁ-ん]")
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
    return _find_printed(item, kind, tuple(files))


@lru_cache(maxsize=_REMEMBERED)
def _find_printed(item: str, kind: FormKind, files: tuple[str, ...]) -> PrintedItem | None:
    told = _parse(item, kind, files)
    if told.cover:
        return PrintedItem(Address.of(told.cover[0]))
    if not (told.chapter and told.section):
        return _find_annex(told.annexes, _choose_file(told.files, files), kind)
    if max(map(len, (told.counted, told.risks, told.circled))) > 1 or told.several:
        return None
    number = next(iter(told.counted), ("", ""))
    place = f"{told.chapter}.{told.section}"
    parts = told.parts
    below = [f for f in _list_counted(kind, place, number[0]) if parts <= _list_marks(f.path)]
    field = _choose(below, parts, told.rest)
    if field is None:
        return None
    file = _choose_file(told.files, files)
    if field.is_by_file and not file:
        return None
    return PrintedItem(Address.of(field, file=file, number=number[1]), _find_rest(told.rest, field))


def list_meant(
    item: str, kind: FormKind, addresses: Iterable[Address], files: Sequence[str] = ()
) -> tuple[Address, ...]:
    """Return those of some fields and blocks that a printed 項目 may mean: of several files, or a block as a whole.

    All that it prints of a number is theirs; where it prints the label of one of them, that and what stands below it.
    """
    told = _parse(item, kind, tuple(files))
    fitting = [address for address in addresses if told.fits(address)]
    labels = {a: _bare_label(a.field) for a in fitting if a.is_field}
    printed = {a: label for a, label in labels.items() if len(label) >= _LEAST and label in told.rest}
    longest = max(map(len, printed.values()), default=0)
    best = {address.place for address, label in printed.items() if len(label) == longest}
    return tuple(a for a in fitting if not best or not a.is_field or any(_is_at(a, place) for place in best))


def find_fault(item: str, kind: FormKind, files: Sequence[str] = ()) -> str:
    """Return why a printed 項目 leads to no one field: it stops at a section, bears one number twice, or a wrong heading.

    "" where nothing is wrong with it, be it that it names several fields on purpose.
    """
    return _find_fault(item, kind, tuple(files))


@lru_cache(maxsize=_REMEMBERED)
def _find_fault(item: str, kind: FormKind, files: tuple[str, ...]) -> str:
    told = _parse(item, kind, files)
    wrong = find_misplaced(item) if kind is FormKind.FULL else ""
    near = (f"「{word}」は様式では「{name}」" for word, name in _find_wrong_headings(item, kind))
    wrong = wrong or next(near, "") or _find_slipped(told, kind)
    if wrong or not (told.chapter and told.section) or told.several:
        return wrong
    marks = _CIRCLED.findall(told.rest)
    if len(marks) != len(set(marks)) and len(_SECTION.findall(told.rest)) == 1:
        return "同じ番号が2度ある"
    place = f"{told.chapter}.{told.section}"
    below = [f for f in _list_counted(kind, place, "") if f.path != place]
    named = told.parts or told.counted or any(_bare_label(field) in told.rest for field in below)
    return SECTION_ALONE if len(below) > 1 and not named and _STOPS.search(told.rest) else ""


def _find_wrong_headings(item: str, kind: FormKind) -> Iterator[tuple[str, str]]:
    """Yield the words of a 項目 that are near to a heading of the form and are none, with it; kana alone are no matter.

    So are what entries are called (提出先1), and labels that another form has at this field.
    """
    for entry in _OF_BLOCK.findall(item):
        near = [name for name in _ENTRIES if name[-1] == entry[-1] and {*name[:2]} & {*entry[:2]}]
        if near and entry not in _ENTRIES:
            yield entry, near[0]
    others = _list_other_labels(kind)
    for word in (fold(part).lstrip("-") for part in _PARTED.split(item)):
        if word in others:
            yield word, others[word]
        elif heading := _find_near_heading(word, kind):
            yield word, heading


@lru_cache(maxsize=_REMEMBERED)
def _find_near_heading(word: str, kind: FormKind) -> str:
    """The heading that a word is near to, "" for none; what is a part of one, or holds one, is no other word for it."""
    headings, any_heading = _find_headings(kind)
    if len(word) < _NAMING or word in headings or any_heading.search(word):
        return ""
    near = [name for size, names in _headings_by_size(kind).items() for name in _list_near(word, size, names)]
    close = next(iter(get_close_matches(word, near, 1, _NEAR)), "")
    return close if _KANA.sub("", close) != _KANA.sub("", word) else ""


def _list_near(word: str, size: int, headings: Iterable[str]) -> Iterable[str]:
    """Of headings of one size those that have letters enough in common with a word to be near it: most have not."""
    least = _NEAR * (len(word) + size) / 2
    if min(len(word), size) < least:
        return ()
    return [heading for heading in headings if sum(map(heading.__contains__, word)) >= least]


def _find_slipped(told: _Parsed, kind: FormKind) -> str:
    """Return how the heading behind the number of a section differs from that of the form in a word, "" where it does not."""
    number = _SECTION.search(told.rest) if told.chapter else None
    words = told.rest[number.end() :] if number else ""
    if words.startswith(_list_headings(kind)):
        return ""
    for heading in _list_headings_at(f"{told.chapter}.{told.section}", kind):
        printed = words[: len(heading)]
        is_near = len(printed) == len(heading) and 0 < sum(map(ne, printed, heading)) <= _SLIPS
        if is_near and not _KANA.search(_keep_other(printed, heading)):
            return f"「{printed}」は様式では「{heading}」"
    return ""


def _keep_other(printed: str, heading: str) -> str:
    return "".join(a for a, b in zip(printed, heading, strict=True) if a != b)


@cache
def _list_headings_at(place: str, kind: FormKind) -> tuple[str, ...]:
    """How a form calls a section: the first part of the labels there, long enough to be told from any other word."""
    labels = (
        _UNNUMBERED.sub("", fold(f.label.partition("／")[0]))
        for f in list_fields(kind)
        if f.path == place or f.path.startswith(f"{place}.")
    )
    return tuple(
        dict.fromkeys(label for label in labels if label[:1] not in _MARKS and len(label) >= _SECTIONS)
    )


@cache
def _list_other_labels(kind: FormKind) -> Mapping[str, str]:
    """What other forms call a field that this one calls otherwise, with the label here: 事務の概要 is 事務の内容 in 様式4."""
    here = {field.full: _bare_label(field) for field in list_fields(kind) if field.full}
    others = [(_bare_label(f), f.full) for other in FormKind if other is not kind for f in list_fields(other)]
    own = {_bare_label(field) for field in list_fields(kind)}
    return {
        label: here[full]
        for label, full in others
        if full in here and label not in own and label[:1] == here[full][:1] and len(label) > _LEAST
    }


@cache
def _list_headings(kind: FormKind) -> tuple[str, ...]:
    """The headings of the sections and the labels of the fields, each as it is printed."""
    sections = read_data("names")["headings"].values()
    labels = (fold(part).lstrip(_MARKS) for f in list_fields(kind) for part in f.label.split("／"))
    return tuple(dict.fromkeys(h for h in (*map(fold, sections), *labels) if len(h) >= _SECTIONS))


@cache
def _find_headings(kind: FormKind) -> tuple[str, re.Pattern[str]]:
    """All headings as one text, to find what is a part of one, and what finds each that a text holds."""
    headings = _list_headings(kind)
    return "\n".join(headings), re.compile("|".join(map(re.escape, headings)))


@cache
def _headings_by_size(kind: FormKind) -> Mapping[int, tuple[str, ...]]:
    return group_by((len(heading), heading) for heading in _list_headings(kind))


def find_chapter(item: str) -> str:
    """Return the chapter or annex (別紙1) that a printed 項目 begins with, "" where it begins with none."""
    found, annex = _CHAPTER.match(fold(item)), _BEGINS_ANNEX.match(fold(item))
    return CHAPTERS[found[1]] if found else annex[1] if annex else ""


@frozen
class _Parsed:
    """What a 項目 prints of a place: of each part of its number all that there is. `files` are told as addresses do."""

    cover: tuple[FormField, ...]
    chapter: str
    section: str
    files: tuple[str, ...]
    annexes: frozenset[str]
    counted: frozenset[tuple[str, str]]
    risks: frozenset[str]
    circled: frozenset[str]
    several: bool
    rest: str

    @property
    def parts(self) -> set[str]:
        return {*(f"リスク{risk}" for risk in self.risks), *self.circled}

    def fits(self, address: Address) -> bool:
        """Whether nothing that is printed speaks against a place; 1から3 says too little of what lies between."""
        if self.cover:
            return address.place in {field.path for field in self.cover}
        if not self._is_of_file(address):
            return False
        if not self.section or not self.chapter:
            return address.chapter in (self.annexes or {self.chapter})
        if address.place == address.chapter:  # all of a file that comes or goes as a whole
            return address.chapter == self.chapter and bool(self.files)
        here = address.section == f"{self.chapter}.{self.section}"
        return here and (self.several or self._has_numbers(address))

    def _is_of_file(self, address: Address) -> bool:
        return not (self.files and address.file) or address.file in self.files

    def _has_numbers(self, address: Address) -> bool:
        block = _COUNT.search(address.place)
        if self.counted and (block is None or (block[1], address.number) not in self.counted):
            return False
        if not address.is_field:
            return True
        marks = _list_marks(address.place)
        risks = {f"リスク{risk}" for risk in self.risks}
        return all(not told or told & marks for told in (risks, self.circled))


@frozen
class _FileNames:
    """The names of the files of one document, to be found in any text of it at once; of two that overlap, the longer."""

    pattern: re.Pattern[str]
    numbers: Mapping[str, str]
    known: frozenset[str]


@lru_cache(maxsize=64)
def _list_names(files: tuple[str, ...]) -> _FileNames:
    known = [f"ファイル{number}" for number in range(1, len(files) + 1)]
    numbers = {name: number for name, number in zip(map(fold, files), known, strict=True) if name}
    longest_first = sorted(numbers, key=len, reverse=True)
    return _FileNames(
        re.compile("|".join(map(re.escape, longest_first)) or _NOTHING), numbers, frozenset(known)
    )


@lru_cache(maxsize=_REMEMBERED)
def _parse(item: str, kind: FormKind, files: tuple[str, ...]) -> _Parsed:
    text = fold(item)
    chapter = _CHAPTER.match(text)
    rest = text[chapter.end() :] if chapter else text
    names = _list_names(files)
    named = [names.numbers[name] for name in dict.fromkeys(names.pattern.findall(rest))]
    rest = names.pattern.sub("", rest)
    section = _SECTION.search(rest)
    return _Parsed(
        cover=_list_cover(kind).get(text, ()),
        chapter=CHAPTERS[chapter[1]] if chapter else "",
        section=section[1] if section else "",
        files=(*named, *_number_files(rest)),
        # a text of a section may refer to an annex
        annexes=frozenset(_ANNEX.findall(rest)) if section is None else frozenset(),
        counted=frozenset(_COUNTED.findall(rest)),
        risks=frozenset(_RISK.findall(rest)),
        circled=frozenset(_CIRCLED.findall(rest)),
        several=bool(_SEVERAL.search(rest)),
        rest=rest,
    )


def _bare_label(field: FormField) -> str:
    return _strip_label(field.label)


@cache
def _strip_label(label: str) -> str:
    return fold(label.rpartition("／")[2]).lstrip(_MARKS)


def _is_at(address: Address, place: str) -> bool:
    return address.place == place or address.place.startswith(f"{place}.")


def shorten_item(item: str, kind: FormKind, files: Sequence[str] = ()) -> str:
    """Return a 項目 by the numbers of its field and the label there, where that names the same field; else as printed."""
    printed, found = " ".join(item.split()), find_printed(item, kind, files)
    if found is None:
        return printed
    address = found.address
    file = f"({address.file.removeprefix('ファイル')})" if address.file else ""
    chapter, *numbers = _COUNTER.sub(address.number, address.place).split(".")
    label = address.field.label.rpartition("／")[2]
    place = f"{chapter}{file}{'.'.join(number for number in numbers if number not in label)}"
    words = (found.rest, f"{label}{found.rest}") if found.rest else (label,)
    named = (f"{place} {told}".strip() for told in words)
    fitting = (
        short for short in named if len(short) < len(printed) and find_printed(short, kind, files) == found
    )
    return next(fitting, printed)


def _find_annex(annexes: frozenset[str], file: str, kind: FormKind) -> PrintedItem | None:
    """別添1 事務の内容, or the list of a file; the rows of 変更箇所 are no field."""
    if len(annexes) != 1:
        return None
    fields = [f for f in list_fields(kind) if f.chapter in annexes and not f.counted]
    if len(fields) != 1 or (fields[0].is_by_file and not file):
        return None
    return PrintedItem(Address.of(fields[0], file=file))


def _number_files(text: str) -> list[str]:
    return [f"ファイル{number}" for number in _FILE.findall(text)]


def _find_rest(text: str, field: FormField) -> str:
    """The words behind the last number, without the label of the field and those above it: その妥当性, （別表第二における…）."""
    ends = [match.end() for pattern in _NUMBERS for match in pattern.finditer(text)]
    tail = text[max(ends, default=0) :]
    for part in _spell_labels(field):
        tail = next((tail.removeprefix(one) for one in part if tail.startswith(one)), tail)
    return "" if tail in fold(field.label) else tail


@cache
def _spell_labels(field: FormField) -> tuple[tuple[str, ...], ...]:
    """The labels of the fields that a field stands below and its own, part by part, each as a whole and without brackets."""
    above = [f for f in list_fields(field.form) if field.path.startswith(f"{f.path}.")]
    parts = [part for f in (*above, field) for part in f.label.split("／")]
    return tuple(tuple(fold(one).lstrip(_MARKS) for one in (p, _UNNUMBERED.sub("", p)) if one) for p in parts)


@cache
def _list_below(kind: FormKind, place: str) -> tuple[FormField, ...]:
    """The fields that stand in a section, or are it."""
    return tuple(f for f in list_fields(kind) if f.path == place or f.path.startswith(f"{place}."))


@cache
def _list_counted(kind: FormKind, place: str, counted: str) -> tuple[FormField, ...]:
    """The fields of a section that stand in the entry that is counted, or in none."""
    return tuple(f for f in _list_below(kind, place) if f.counted == counted)


@cache
def _list_cover(kind: FormKind) -> Mapping[str, tuple[FormField, ...]]:
    """The fields of the cover by their labels."""
    return group_by((fold(field.label), field) for field in list_fields(kind) if field.chapter == _COVER)


@cache
def _list_marks(path: str) -> frozenset[str]:
    return frozenset(part for part in path.split(".") if _RISK.fullmatch(part) or _CIRCLED.fullmatch(part))


def _choose(fields: Sequence[FormField], parts: set[str], text: str) -> FormField | None:
    """The only one; else the one whose label is printed, the longest; else the one that all others stand below."""
    if len(fields) == 1:
        return fields[0]
    labels = {field.path: _bare_label(field) for field in fields}
    printed = [f for f in fields if len(labels[f.path]) >= _LEAST and labels[f.path] in text]
    longest = max((len(labels[field.path]) for field in printed), default=0)
    best = [field for field in printed if len(labels[field.path]) == longest]
    if len(best) == 1:
        return best[0]
    top = [field for field in fields if all(other.path.startswith(field.path) for other in fields)]
    return top[0] if top and (parts or top[0].counted) and not best else None


def _choose_file(found: Sequence[str], files: tuple[str, ...]) -> str:
    """The file that is named or numbered, be it twice; where there is one file alone, that. None has a number of no file."""
    if len({*found}) > 1 or (files and not _list_names(files).known.issuperset(found)):
        return ""
    return found[0] if found else "ファイル1" if len(files) == 1 else ""
