"""Where a page prints the labels and headings of the form: the lines that hold them, and what follows on the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from attrs import evolve, frozen

from piaflow.domain.choices import FormKind
from piaflow.law.headings import CHAPTERS
from piaflow.source.grammar import Slot, list_slots
from piaflow.source.keys import squeeze, squeeze_with_places
from piaflow.source.page import Line

_LONGEST_LABEL = 5
"""Lines: the label of Ⅲ.7⑨ is printed on four."""
_WEAK = 4
"""Characters of a label so short that a sentence may begin with it: 方法, 結果, 期間, 備考."""
_LEAST_BEGUN = 2
"""Characters of a worn label on its first line: one alone may be the end of what stands above."""
_LEAST_WORN = 6
"""Characters of a label of which one may be worn."""
_MARK = re.compile(r"([①-⑳])|(\d{1,2})[.)](?!\d)|(I{1,3}|IV|VI?)(?=[^A-Za-z0-9])|リスク\d?[::]")
_CIRCLED = re.compile(r"[①-⑳]")
_RANGE = re.compile(r"(?:システム|委託事項|提供先|移転先)\d+[~-]\d")
_ENDS = re.compile(r"\s|[※\[［(（：:「【＜<)）]")
_BULLET = re.compile(r"\s*[・･●◎■□◆◇＊*]")
"""What a point of somebody's list begins with; the form prints no label so."""
_GAP = 3
"""Blanks that part the columns of a layer that keeps them."""
_INDENT = re.compile(r"\s{10,}\S")
_HEAD = re.compile(rf"\s{{0,4}}(?P<words>\S.*?)(?:\s{{{_GAP},}}(?P<rest>.*))?$")
_GLUE = re.compile(r"^[\s※：:]+")

Group = tuple[Line, ...]
"""Lines that stand together: those of a cell, or of a text layer between two blank lines."""


@frozen
class Label:
    """One label or heading that a page prints. `slots` are the places of the form that print so.

    `first` and `last` count the lines of the page, `rest` is what follows on the last of them; `group` counts its
    group. `number` is the number that it counts (委託事項2), "" for none.
    """

    slots: tuple[int, ...]
    group: int
    first: int
    last: int
    rest: str
    number: str = ""
    is_marked: bool = False
    """Whether the number of the form stands before it: ①, ３．, Ⅱ."""


def find_labels(form: FormKind, groups: Sequence[Group]) -> Iterator[Label]:
    """Yield the labels of a form that stand in the lines, in the order of the lines."""
    before = 0
    for at, group in enumerate(groups):
        line = 0
        apart = squeeze(groups[at - 1][-1].text) if at else ""
        while line < len(group):
            found = _find_at(form, group, line, apart if line == 0 and _CIRCLED.fullmatch(apart) else "")
            if found is None:
                line += 1
                continue
            slots, last, rest, number, is_marked = found
            yield Label(slots, at, before + line, before + last, rest, number, is_marked)
            line = last + 1
        before += len(group)


def unwrap_labels(form: FormKind, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the lines of a layer set in columns with each label whole that goes on below in its own column."""
    return tuple(_unwrap(form, group) if any(map(_is_in_columns, group)) else group for group in groups)


def _is_in_columns(line: Line) -> bool:
    """Whether a line has words of two columns, or of the second alone."""
    return bool(_INDENT.match(line.text) or ((head := _HEAD.match(line.text)) and head["rest"]))


def _unwrap(form: FormKind, group: Group) -> Group:
    lines = list(group)
    for at, line in enumerate(group):
        head = _HEAD.match(lines[at].text)
        if head is None:
            continue
        below = range(at + 1, min(len(group), at + _LONGEST_LABEL))
        words, rest = head["words"], head["rest"] or ""
        for under in below:
            if _INDENT.match(lines[under].text):
                continue  # what stands in the other column alone
            more = _HEAD.match(lines[under].text)
            if more is None or not _goes_on(form, words, more["words"]):
                break
            words += more["words"]
            lines[at] = evolve(line, text=f"{words}{' ' * _GAP}{rest}".rstrip())
            lines[under] = evolve(lines[under], text=f"{' ' * len(more['words'])}{more['rest'] or ''}")
    return tuple(lines)


def _goes_on(form: FormKind, begun: str, more: str) -> bool:
    """Whether what a line begins and what one below has in its column are a label, or the beginning of one.

    The ※ of a whole label may stand below it.
    """
    key = squeeze(begun)
    mark = _MARK.match(key)
    start = key[mark.end() :] if mark else key
    whole = start + squeeze(more)
    spellings = [spelling for spelling, _ in _index(form).get(whole[:2], ())]
    if start in spellings:
        return more == "※" and not begun.endswith("※")
    return any(spelling.startswith(whole) for spelling in spellings)


def is_range(line: Line) -> bool:
    """Whether a line is the heading of spare entries: 委託事項2～5."""
    return bool(_RANGE.match(squeeze_with_places(line.text)[0]))


def _find_at(
    form: FormKind, group: Group, at: int, apart: str
) -> tuple[tuple[int, ...], int, str, str, bool] | None:
    """The longest label that begins with a line: its slots, its last line, what follows there, its number, its mark.

    `apart` is the number in a circle that stands by itself before the line, "" for none.
    One that the document prints as the form does goes before one with a worn character.
    """
    if is_range(group[at]) or _BULLET.match(group[at].text):
        return None
    key, places = _join(group[at : at + _LONGEST_LABEL])
    mark = _MARK.match(key)
    begins = {0, mark.end() if mark else 0}
    for find in (_find_printed, _find_worn):
        held = {
            one for one in begins if _is_on_line(places, one, 1 if find is _find_printed else _LEAST_BEGUN)
        }
        found = [(begin, *_keep_line(told, places)) for begin in held for told in find(form, key, begin)]
        best: dict[int, list[tuple[bool, int, str]]] = {}
        for begin, slot, end, number in found:
            printed = apart if mark is None or not begin else mark[1] or mark[2] or CHAPTERS.get(mark[3], "")
            if printed and slot.mark and printed != slot.mark:
                continue
            line, column = places[end - 1]
            after = group[at + line].text[column + 1 :]
            weak = end - begin <= _WEAK and not number and at > 0
            if _stands_alone(slot, printed, after, is_whole=line == 0 and begin == 0, weak=weak):
                best.setdefault(end, []).append((slot.mark == printed, slot.position, number))
        if best:
            end = max(best)
            marked = [told for told in best[end] if told[0]] or best[end]
            line, column = places[end - 1]
            last, rest = _leave(group, at + line, column + 1)
            slots = tuple(sorted({slot for _, slot, _ in marked}))
            return slots, last, rest, marked[0][2], bool(marked[0][0] and list_slots(form)[slots[0]].mark)
    return None


def _is_on_line(places: Sequence[tuple[int, int]], begin: int, least: int) -> bool:
    """Whether a label has so many characters on the line on which it begins."""
    return [line for line, _ in places[begin : begin + least]] == [0] * least


def _keep_line(told: tuple[Slot, int, str], places: Sequence[tuple[int, int]]) -> tuple[Slot, int, str]:
    """A label whose number ends with its line: what the next begins with is another number."""
    slot, end, number = told
    start = end - len(number)
    kept = sum(places[at][0] == places[start][0] for at in range(start, end))
    return slot, start + kept, number[:kept]


def _find_printed(form: FormKind, key: str, begin: int) -> Iterator[tuple[Slot, int, str]]:
    """Yield the slots that are printed from a place of a key on, where they end, and the number that they count."""
    for spelling, slot in _index(form).get(key[begin : begin + 2], ()):
        end, number = _match(key, begin, spelling)
        if end:
            yield slot, end, number


def _find_worn(form: FormKind, key: str, begin: int) -> Iterator[tuple[Slot, int, str]]:
    """Yield the slots that are printed there but for one character, which is another, missing or too many."""
    starts = [(key[begin : begin + 2], 0), *((key[begin + i : begin + i + 2], 2) for i in (1, 2, 3))]
    for start, shift in starts:
        for spelling, slot in _index(form, shift).get(start, ()):
            if len(spelling) >= _LEAST_WORN and "{" not in spelling:
                end = _match_worn(key, begin, spelling)
                if end:
                    yield slot, end, ""


def _match_worn(key: str, begin: int, spelling: str) -> int:
    """Where a spelling with one worn character ends in the key, 0 where it does not stand there."""
    worn = next((i for i, (a, b) in enumerate(zip(key[begin:], spelling, strict=False)) if a != b), -1)
    if worn < 0:
        return 0
    for here, there in ((worn + 1, worn + 1), (worn + 1, worn), (worn, worn + 1)):
        if key.startswith(spelling[there:], begin + here) and there <= len(spelling):
            return begin + here + len(spelling) - there
    return 0


def _leave(group: Group, line: int, column: int) -> tuple[int, str]:
    """Where what follows a label begins: behind its ※, which may stand on a line of its own."""
    rest = _GLUE.sub("", group[line].text[column:])
    while not rest and line + 1 < len(group) and not squeeze(group[line + 1].text):
        line += 1
    return line, rest


def _stands_alone(slot: Slot, printed: str, after: str, *, is_whole: bool, weak: bool) -> bool:
    """Whether what matches is a label and no beginning of a sentence."""
    if after and not _ENDS.match(after):
        return False
    if not weak or printed:
        return True
    if slot.is_circled or (slot.field is not None and slot.mark):
        return False
    return after[:1].isspace() or not after or not is_whole or after[:1] in "※[［" or len(after) == 1


def _match(key: str, begin: int, spelling: str) -> tuple[int, str]:
    """Where a spelling ends in the key, 0 where it does not stand there, and the number that it counts."""
    words, counted, _ = spelling.partition("{")
    if not key.startswith(words, begin):
        return 0, ""
    end = begin + len(words)
    if not counted:
        return end, ""
    number = re.compile(r"\d+").match(key, end)
    return (number.end(), number[0]) if number else (0, "")


@cache
def _index(form: FormKind, shift: int = 0) -> Mapping[str, tuple[tuple[str, Slot], ...]]:
    """The spellings of a form under two of their characters: the first, or those after a shift."""
    found: dict[str, list[tuple[str, Slot]]] = {}
    for slot in list_slots(form):
        for key in slot.keys:
            found.setdefault(key[shift : shift + 2], []).append((key, slot))
    return {start: tuple(spellings) for start, spellings in found.items()}


def _join(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """The squeezed key of lines one after the other, and for each character its line and column."""
    keys: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        key, columns = squeeze_with_places(line.text)
        keys.append(key)
        places += [(number, column) for column in columns]
    return "".join(keys), places
