"""What may stand in the fields without a value: the words of a document that no field has for certain.

That nothing is written in a field is said only where there are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind
from piaflow.source.asked import Asked, Value
from piaflow.source.choices import find_selected, is_part
from piaflow.source.filling import FilledPage
from piaflow.source.keys import squeeze
from piaflow.source.labels import is_range
from piaflow.source.page import Line
from piaflow.source.words import WORDED, is_dated, is_sign

_NEAREST = 4
"""Rivals of a field: so many before its label, and as many after it, are enough to choose from."""


@frozen
class Rival:
    """Words that may be those of a field, and where they stand."""

    text: str
    lines: tuple[Line, ...]


Held = Mapping[Address, Value]
"""The values that are certain, by the field."""


def find_rivals(
    pages: Sequence[FilledPage], joined: Sequence[bool], held: Held
) -> Iterator[tuple[Address, tuple[Rival, ...]]]:
    """Yield the fields in which something may stand that was not told, each with what that may be.

    `joined` tells of each page but the first whether it may go on what the page before begins. None is told of where
    of all pages joined to that of its label no words are without a field; a field whose label may be another's is
    told of always, unless the page has all that print alike: then nothing stands in any of them.
    """
    stretch: list[FilledPage] = []
    for page, goes_on in zip(pages, (False, *joined), strict=False):
        if stretch and not goes_on:
            yield from _find_in(stretch, held)
            stretch = []
        stretch.append(page)
    yield from _find_in(stretch, held)


def _find_in(pages: Sequence[FilledPage], held: Held) -> Iterator[tuple[Address, tuple[Rival, ...]]]:
    spare = sorted((rival for page in pages for rival in _list_spare(page, held)), key=_stand)
    dated = [rival for rival in spare if is_dated(rival.text)]
    taken = {
        line.number
        for page in pages
        for value in page.values
        if value.address in held and value.address.field.kind not in BOXED | WORDED
        for line in value.lines
    }
    lines = [line for page in pages for line in page.lines if line.number not in taken]
    boxes = {squeeze(name) for page in pages for one in page.asked for name in one.field.boxes}
    chosen: dict[tuple[str, ...], list[Rival]] = {}
    for one in (one for page in pages for one in page.asked):
        if one.address in held or one.field.kind in BOXED or not one.placed.is_filed:
            continue
        if one.near is not None:
            rivals = _find_near(one, spare, taken)
        elif one.field.kind is FieldKind.LIST:
            rivals = list(_list_items(one))
        elif one.offered:
            if one.offered not in chosen:
                chosen[one.offered] = list(_list_chosen(lines, one.offered))
            rivals = chosen[one.offered]
        else:
            rivals = dated if one.field.kind is FieldKind.DATE else spare
            alone = [Rival(line.text.strip(), (line,)) for line in one.region if squeeze(line.text) in boxes]
            rivals = sorted((*rivals, *alone), key=_stand) if alone else rivals
        if rivals or not (one.placed.is_sure or (one.placed.is_among and one.placed.is_counted)):
            yield one.address, _take_nearest(rivals, one.label[0].number)


def _list_spare(page: FilledPage, held: Held) -> Iterator[Rival]:
    """The words of a page that may be those of a field without any."""
    yield from to_rivals((*page.homeless, *page.added))
    for value in page.values:
        known = held.get(value.address)
        is_open = known is None or known.text != value.text
        if is_open and value.lines and value.address.field.kind in WORDED:
            yield Rival(value.text, value.lines)


def _find_near(one: Asked, spare: Sequence[Rival], taken: Collection[int]) -> Sequence[Rival]:
    """What may stand in a field of a table: the words below its label, those beside it for a choice."""
    near = [line for line in one.near or () if line.number not in taken]
    if one.offered:
        worded = (line for line in one.region if not (is_sign(line.text, in_cell=True) or is_range(line)))
        return [*_list_chosen(near, one.offered), *(Rival(line.text.strip(), (line,)) for line in worded)]
    numbers = {line.number for line in near}
    return [rival for rival in spare if any(line.number in numbers for line in rival.lines)]


def _list_items(one: Asked) -> Iterator[Rival]:
    """What stands after the label of a list of a text layer, whose columns are scattered."""
    items = tuple(line for line in one.region if not is_sign(line.text))
    if items:
        yield Rival(_join(items), items)


def _list_chosen(lines: Sequence[Line], offered: Sequence[str]) -> Iterator[Rival]:
    """The choices that stand in some lines, whole or in part."""
    for line in lines:
        whole = find_selected(line.text, line.number, offered)
        yield from (Rival(told.choice, (line,)) for told in whole)
        if not whole and is_part(line.text, offered):
            yield Rival(line.text.strip(), (line,))


def _take_nearest(rivals: Sequence[Rival], label: int) -> tuple[Rival, ...]:
    at = bisect_left(rivals, label, key=_stand)
    return tuple(rivals[max(0, at - _NEAREST) : at + _NEAREST])


def take_between(rivals: Sequence[Rival], first: int, last: int) -> tuple[Rival, ...]:
    """Return rivals that begin in some lines, not more than are enough to choose from."""
    begin, end = (bisect_left(rivals, line, key=_stand) for line in (first, last))
    return tuple(rivals[begin : min(end, begin + 2 * _NEAREST)])


def to_rivals(pieces: Iterable[Sequence[Line]]) -> list[Rival]:
    """Return words as rivals, in the order of their lines."""
    return sorted((Rival(_join(piece), tuple(piece)) for piece in pieces), key=_stand)


def _stand(rival: Rival) -> int:
    return rival.lines[0].number


def _join(lines: Sequence[Line]) -> str:
    return "\n".join(line.text.strip() for line in lines)
