"""Address (欄): one place of a form as a value: its form, its printed number, its file, and which entry it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, total_ordering

from attrs import define, evolve

from piaflow.domain.choices import FormKind
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.law.forms import FormField, fields_by_full, fields_by_path, find_field, list_fields

_COUNT = re.compile(r"\{[nk]\}")
_DIGITS = re.compile(r"(\d+)")
_NUMBERED_FILE = re.compile(r"ファイル\d+")
# A number ends at the next part: ① is a field, but 3.1 is a number that somebody gave.
_NUMBER = r"[^.]+(?:\.\d+)*"


@total_ordering
@define(frozen=True, order=False, slots=False)
class Address:
    """欄: a place of a form, in the order in which the form is printed: Ⅱ.ファイル1.4.委託事項2.①.

    `place` is the printed number without what is counted (Ⅱ.4.委託事項{k}.①): that of a field, or of a whole
    block (Ⅰ.2.システム{n}; the chapter alone for all that stands there of a file). `file` is the file as the
    address writes it: ファイル1, or its name; "" where the field is not one of a file's. `number` is that of
    the system, entry or row of 変更箇所.
    """

    form: FormKind
    place: str
    file: str = ""
    number: str = ""

    @classmethod
    def parse(cls, text: str, form: FormKind) -> Address:
        """Return the address that prints as the text. Raises UnknownNameError with the nearest one."""
        found = cls.find(text, form)
        if found is None:
            raise UnknownNameError(f"{form.value}の欄", text, _nearest(text, form))
        return found

    @classmethod
    def find(cls, text: str, form: FormKind) -> Address | None:
        """Return the address that prints as the text, None where there is none."""
        return max(_match(text, form), key=_told, default=None)

    @classmethod
    def of(cls, field: FormField, *, file: str = "", number: str = "") -> Address:
        """Return where a field stands for a file and a number, so far as it is one of a file and counts anything.

        The number may be that of an entry as it is called in its file: 委託事項1.
        """
        counted = number.removeprefix(field.counted) if field.counted else ""
        found = cls(field.form, field.path, file if field.is_by_file else "", counted)
        vars(found)["field"] = field  # nobody need look it up again
        return found

    def __str__(self) -> str:
        """The printed number, the file behind the chapter: Ⅱ.ファイル1.3.②."""
        counted = _put(self.number, self.place)
        if not self.file:
            return counted
        chapter, dot, rest = counted.partition(".")
        return f"{chapter}.{self.file}{dot}{rest}"

    @property
    def chapter(self) -> str:
        """The first part: 表紙, Ⅰ, 別添1, Ⅱ …"""
        return self.place.partition(".")[0]

    @property
    def section(self) -> str:
        """The chapter with the number below it: Ⅰ.6, Ⅱ.3."""
        return ".".join(self.place.split(".")[:2])

    @cached_property
    def item(self) -> str:
        """The number as findings and officers write it, without the last dot: Ⅰ.1③, Ⅱ.1, Ⅰ.2システム2①."""
        return _put(self.number, self.section + self.place.removeprefix(self.section).replace(".", ""))

    @property
    def is_field(self) -> bool:
        """Whether it is one field; else a whole block."""
        return self.place in fields_by_path(self.form)

    @cached_property
    def field(self) -> FormField:
        """What the form says of the field. Raises UnknownNameError for a whole block."""
        return find_field(self.form, self.place)

    @property
    def block(self) -> Address | None:
        """The repeated part that a field belongs to: its system, entry, row or file; None where it stands once."""
        if not self.field.repeat:
            return None
        return evolve(self, place=self.field.repeat if self.field.counted else self.chapter)

    @property
    def name(self) -> str:
        """The last part of the printed number: 委託事項2, ⑦, ファイル1."""
        return self.file if self.place == self.chapter and self.file else _put(self.number, _last(self.place))

    @property
    def without_file(self) -> Address:
        """The same place of any file: Ⅱ.3.②."""
        return evolve(self, file="")

    def on(self, form: FormKind) -> Address | None:
        """Return where another form asks the same, None where it does not, or not in one field."""
        asked = fields_by_full(form).get(self.field.full)
        if asked is None:
            return None
        return Address.of(asked, file=self.file, number=self.number)

    def __lt__(self, other: Address) -> bool:
        """Whether it is printed before the other one."""
        return self._key < other._key

    @cached_property
    def _key(self) -> tuple[object, ...]:
        """A chapter is printed file by file, and a repeated part entry by entry."""
        chapter, block, position = _order(self.form)[self.place]
        file, number = printed_order(self.file), printed_order(self.number)
        return self.form.value, chapter, file, block, number, position


def printed_order(text: str) -> tuple[tuple[int, str], ...]:
    """Return what sorts numbers in a text by their size: 委託事項2 before 委託事項10."""
    parts = _DIGITS.split(text)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts if part)


def _put(number: str, place: str) -> str:
    # A function, as a number may hold what re takes for a reference to a group.
    return _COUNT.sub(lambda _: number, place)


def _told(address: Address) -> int:
    """How much of an address the form itself says: the more, the less is left to names and numbers."""
    return len(_COUNT.sub("", address.place))


def _last(place: str) -> str:
    return place.rpartition(".")[2]


@cache
def _order(form: FormKind) -> Mapping[str, tuple[int, int, int]]:
    """Where each place is printed: its chapter, its repeated part, itself. A block comes before its fields."""
    order: dict[str, tuple[int, int, int]] = {}
    chapters: dict[str, int] = {}
    blocks: dict[str, int] = {}
    for field in list_fields(form):
        chapter = chapters.setdefault(field.chapter, field.position)
        block = blocks.setdefault(field.repeat, field.position) if field.counted else field.position
        order[field.path] = (chapter, block, field.position)
        if field.is_by_file:
            order.setdefault(field.chapter, (chapter, -1, -1))
        if field.counted and field.repeat not in fields_by_path(form):
            order.setdefault(field.repeat, (chapter, block, -1))
    return order


def _match(text: str, form: FormKind) -> Iterator[Address]:
    """Yield what the text may mean, if a name or a number held dots."""
    chapter = text.partition(".")[0]
    patterns = _patterns(form)
    for place, pattern in (*patterns.get((chapter, _last(text)), ()), *patterns.get((chapter, ""), ())):
        found = pattern.fullmatch(text)
        if found:
            told = found.groupdict()
            yield Address(form, place, told.get("file") or "", told.get("number") or "")


@cache
def _patterns(form: FormKind) -> Mapping[tuple[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """The pattern of each place, under its chapter and its last part where that is always the same."""
    found: dict[tuple[str, str], list[tuple[str, re.Pattern[str]]]] = {}
    fields = fields_by_path(form)
    by_file = {field.chapter for field in fields.values() if field.is_by_file}
    for place in _order(form):
        chapter, dot, rest = place.partition(".")
        file = r"(?:\.(?P<file>.+?))?" if chapter in by_file else ""
        if place not in fields and place == chapter:
            file = rf"\.(?P<file>{_NUMBERED_FILE.pattern})"
        inner = f"(?P<number>{_NUMBER})".join(map(re.escape, _COUNT.split(rest)))
        key = (chapter, "" if not rest or _COUNT.search(_last(rest)) else _last(rest))
        found.setdefault(key, []).append((place, re.compile(f"{chapter}{file}{re.escape(dot)}{inner}")))
    return {key: tuple(patterns) for key, patterns in found.items()}


def _nearest(text: str, form: FormKind) -> str:
    """Return the place nearest to a text that is none, with the file and the number that the text has."""
    file = _NUMBERED_FILE.search(text)
    number = re.search(r"(?:システム|委託事項|提供先|移転先|変更)(\d+)", text)
    known = (
        str(Address(form, f.path, file[0] if file and f.is_by_file else "", number[1] if number else ""))
        for f in list_fields(form)
        if number or not f.counted
    )
    return find_nearest(text, known)
