"""別添1 and 別添2: what stands between their heading and the next page of the form; and which 別紙 and 別添 there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import count

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, FormField, list_fields
from piaflow.source.form_words import is_chapter
from piaflow.source.keys import make_key, squeeze
from piaflow.source.labels import Label
from piaflow.source.page import Line, Source, SourceKind
from piaflow.source.recipients import RecipientRow

_HEADING = re.compile(r"[(（]?別添(\d)[)）]?")
WORDS: Mapping[FieldKind, str] = {
    FieldKind.DIAGRAM: "事務の内容",
    FieldKind.LIST: "特定個人情報ファイル記録項目",
}
"""What the heading of an annex says behind its number."""
_CONTENTS = 40
"""Lines over which the list of contents names all annexes."""
_NUMBER_ALONE = re.compile(r"[\s\-‐–—－]*(\d{1,3})[\s\-‐–—－]*$")
_LEAST_ITEMS = 3
"""Items whose numbers stand alone on a line, before they are those of a list."""
_LEAST_LABELS = 2
"""Labels of the form on one page, before it is one of its pages: a remark may begin with the words of a label."""
_PART = re.compile(r"\((\d{1,2})\)(?=.*ファイル)|[<【].+[>】]$")
"""The heading of the items of one file, where several stand below one heading of 別添2."""
_ANNEX = re.compile(r"(?:^[(【\[〔「『<№]*|[\s(【「])(別[紙添])\s?(\d{0,2})(?P<rest>.*)")
"""The heading of an annex: at the beginning of a line, or behind its title."""
_LIST = re.compile(r"[(（]?((?:別表)?(?!別)[一-龠]{2,8}一覧表?)[)）]?")
_REFERRING = re.compile(r"[^の]{0,15}(?:のとおり|の通り|参照|に?記載|に示す|に掲げる|に定める)")
_OTHER_COUNT = re.compile(r"[一二三四五六七八九十](?!覧)|[①-⑳A-Zア-ン][\s).:)]|その")


@frozen
class Annex:
    """The lines below a heading of an annex, as they are counted on the pages of the document."""

    first: int
    last: int
    lines: tuple[Line, ...]

    def holds(self, line: int) -> bool:
        """Whether a line is of it."""
        return self.first <= line < self.last


def find_annexes(
    field: FormField | None,
    lines: Sequence[Line],
    labels: Sequence[Label],
    breaks: frozenset[int],
    *,
    in_order: bool,
) -> tuple[Annex, ...]:
    """Return what stands below each heading of an annex, but for that of the list of contents."""
    if field is None:
        return ()
    heading = squeeze(f"({field.path}){WORDS[field.kind]}")
    starts = [
        at for at, line in enumerate(lines) if squeeze(line.text) == heading and not is_listed(lines, at)
    ]
    ends = sorted({*breaks, len(lines)})
    found: list[Annex] = []
    chapters = [at for at, line in enumerate(lines) if is_chapter(line.text)]
    for at, following in zip(starts, [*starts, len(lines)][1:], strict=True):
        chapter = next((n for n in chapters if n > at), len(lines))
        end = min(_find_end(at + 1, labels, ends, in_order=in_order), following, chapter)
        of_pages = _find_page_numbers(field.kind, lines, range(at + 1, end), breaks)
        found.append(Annex(at, end, tuple(lines[n] for n in range(at + 1, end) if n not in of_pages)))
    return tuple(found)


def _find_page_numbers(
    kind: FieldKind, lines: Sequence[Line], below: range, breaks: frozenset[int]
) -> frozenset[int]:
    """The lines of an annex that have no more than the number of a page.

    A list may number its items so, from 1 on: then those are of pages that stand last, that count on from none, or that
    end a page and come twice.
    """
    alone = {at: int(told[1]) for at in below if (told := _NUMBER_ALONE.match(lines[at].text))}
    counted = Counter(alone.values())
    items = next(n for n in count(1) if n not in counted) - 1
    if kind is not FieldKind.LIST or items < _LEAST_ITEMS:
        return frozenset(alone)
    twice = {at for at, number in alone.items() if counted[number] > 1 and at + 1 in breaks}
    return frozenset(
        at for at, number in alone.items() if number > items or at in twice or at + 1 == below.stop
    )


def find_field(kind: FormKind, asked: FieldKind) -> FormField | None:
    """Return the field of a form that is an annex of a kind: its picture, or its list."""
    return next((field for field in list_fields(kind) if field.kind is asked), None)


def is_listed(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading of an annex is one of the list of contents: another annex is named near it."""
    own, number = _HEADING.match(squeeze(lines[at].text)), lines[at].number
    for line in lines[max(0, at - _CONTENTS) : at + _CONTENTS]:
        other = _HEADING.match(squeeze(line.text)) if "別添" in line.text else None
        if own and other and other[1] != own[1] and abs(line.number - number) < _CONTENTS:
            return True
    return False


def _find_end(after: int, labels: Sequence[Label], ends: Sequence[int], *, in_order: bool) -> int:
    """Where the next page of the form begins: in a table with its first label, else with the page of it."""
    following = [label.first for label in labels if label.first >= after]
    if in_order and following:
        return following[0]
    begin = after
    for end in ends:
        if end <= after:
            continue
        here = [first for first in following if begin <= first < end]
        if len(here) >= _LEAST_LABELS:
            return here[0] if begin == after else begin
        begin = end
    return begin


def list_headings(
    source: Source, rows: Sequence[RecipientRow], items: Container[int] = ()
) -> tuple[str, ...] | None:
    """Return the 別紙 and 別添 of which a source prints a heading (別紙1; 別紙 without a number), None where nobody can tell.

    So does a list that is called by what it lists (別表提供先一覧, or 提供先一覧 alone). `items` are the lines on which rows
    of 変更箇所 name a field: what stands there behind a title (…記録項目 別紙) is no heading.

    That is where something of the source could not be read, a page of it has no words, a heading counts otherwise than by
    digits, or the rows of a 別紙 were read that has no heading. What is not plainly a reference counts as a heading.
    """
    is_blank = source.kind is SourceKind.PDF and not all(page.lines for page in source.pages)
    lines = source.lines
    sheets = (_ANNEX.search(make_key(page.sheet)) for page in source.pages)
    found = dict.fromkeys(annex[1] + annex[2] for annex in sheets if annex)
    for at, line in enumerate(lines):
        if titled := _LIST.fullmatch(squeeze(line.text)):
            found[titled[1]] = None
        annex = _ANNEX.search(make_key(line.text)) if "別" in line.text else None
        if annex and annex.start() and line.number in items:
            continue
        if annex is None or _REFERRING.match(annex["rest"]) or is_listed(lines, at):
            continue
        if _OTHER_COUNT.match(annex["rest"]):
            return None
        found[annex[1] + annex[2]] = None
    lists = sum(name.startswith("別紙") for name in found)
    is_headless = len({row.word for row in rows}) > lists
    return None if is_blank or source.unread or is_headless else tuple(found)


def share_items(
    field: FormField, annexes: Sequence[Annex], files: Mapping[str, str], *, is_ordered: bool
) -> Iterator[tuple[Address, tuple[Line, ...]]]:
    """Yield the items of 別添2 for each file: those under its name, or as many lists as there are files, in their order.

    `files` has the names of the files by how an address writes them. What is of a file that cannot be told is of none.
    """
    lists = [part for annex in annexes for part in _part(annex.lines)]
    if len(files) == 1 and lists and is_ordered:
        yield Address.of(field, file=next(iter(files))), tuple(line for part in lists for line in part)
    elif len(lists) == len(files):
        heads = [squeeze(part[0].text) if part else "" for part in lists]
        for (file, name), head, part in zip(files.items(), heads, lists, strict=True):
            others = (squeeze(other) for other in files.values() if other != name)
            is_named = bool(name) and squeeze(name) in head
            if (is_ordered or is_named) and not any(other and other in head for other in others):
                yield Address.of(field, file=file), part


def _part(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines of an annex file by file, where it has a heading for each."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if _PART.match(squeeze(line.text)) and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    return [tuple(part) for part in parts]
