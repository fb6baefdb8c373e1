"""The boxes of the fields of a page: which are ticked, of which field each is, and what is written beside it.

A text layer scatters the boxes of several fields over a page. A box whose field or whose state the page does not
tell is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.law.forms import BOXED, FieldKind, FormField
from piaflow.law.printed_form import list_box_rows
from piaflow.source.asked import Asked, Value
from piaflow.source.box_rows import Grid, share_rows
from piaflow.source.choices import (
    Box,
    Openers,
    find_beside,
    find_boxes,
    find_choice,
    find_left,
    find_opener,
    find_openers,
    is_opener,
    join_asides,
    settle,
    unwrap_boxes,
)
from piaflow.source.page import Line
from piaflow.source.words import How

_TICK = "［○］"

Named = Mapping[str, Sequence[tuple[Box, str]]]
"""By the name of a choice, the boxes that a page prints of it, and what is written beside each."""


def fill_boxes(
    fields: Sequence[Asked], lines: Sequence[Line], asides: Sequence[Sequence[Line]], *, in_cell: bool
) -> Iterator[Value]:
    """Yield the boxes of each field, box by box. `asides` are words without a field that were written beside one."""
    waiting: dict[str, list[Asked]] = {}
    boxed = [one for one in fields if one.field.kind in BOXED]
    for one in boxed:
        for name in one.field.boxes:
            waiting.setdefault(name, []).append(one)
    bracketed = (c.removesuffix("()") for one in boxed for c in one.field.choices if c.endswith("()"))
    whole = unwrap_boxes(lines, tuple(waiting), in_cell=in_cell)
    whole, beside_of = join_asides(whole, asides, tuple(dict.fromkeys(bracketed)))
    boxes = [box for line in whole for box in find_boxes(line.text, line.number, line.ticks)]
    openers = find_openers(line.text for line in whole)
    named: dict[str, list[tuple[Box, str]]] = {}
    for box in boxes:
        hit = find_choice(box, tuple(waiting))
        if hit:
            named.setdefault(hit[0], []).append((box, hit[1]))
    is_whole = all(_stands_whole(one, named) for one in boxed)
    firsts = () if in_cell else tuple(_settle_first(boxed, waiting, named, openers))
    openers = openers.take(firsts)
    spent = tuple(_list_beside(waiting, named, openers))
    lost = sum(box.box is Certainty.UNKNOWN for box in boxes) - len(firsts) - len(spent)
    openers = openers.spend(spent)
    owners = _find_owners(boxed, waiting, named)
    shown: dict[tuple[Asked, str], tuple[Box, str]] = {}
    for name, askers in waiting.items():
        found = named.get(name, ())
        alike = sum(box.box is Certainty.UNKNOWN for box, _ in found)
        lefts = {find_left(one.field, name, openers) for one in askers}
        if len(lefts) == 1:  # whosever it is, it is printed to the right of the same box
            (left,) = lefts
            found = [(settle(box, left, openers, lost=lost, alike=alike), beside) for box, beside in found]
        own = () if in_cell else _share_among(askers, found, owners, whole)
        for one, box, beside in own or _share(askers, found, is_whole=is_whole):
            left = find_left(one.field, name, openers)
            shown[one, name] = settle(box, left, openers, lost=lost, alike=alike), beside
    for told in () if in_cell else _share_grids(boxed, whole, is_marked=openers.alone > 0):
        shown |= told
    yield from (_print_boxes(one, shown, beside_of) for one in boxed)


def _list_beside(
    waiting: Mapping[str, Sequence[Asked]], named: Named, openers: Openers
) -> Iterator[Certainty]:
    """What the brackets show of which it is known which boxes they are of: no other box has lost them."""
    for name, askers in waiting.items():
        lefts = {find_left(one.field, name, openers) for one in askers}
        alike = sum(box.box is Certainty.UNKNOWN for box, _ in named.get(name, ()))
        mark = find_beside(lefts.pop(), openers, alike=alike) if len(lefts) == 1 and alike else None
        yield from [mark] * alike if mark else ()


def _settle_first(
    boxed: Sequence[Asked],
    waiting: Mapping[str, Sequence[Asked]],
    named: dict[str, list[tuple[Box, str]]],
    openers: Openers,
) -> Iterator[Certainty]:
    """Put the bracket that stands alone right below a label to the first box of its field, which has lost its own.

    No other field has that box, and the page prints it once. Yields what the brackets show.
    """
    for one in boxed:
        first = list_box_rows(one.field)[0][0]
        found = named.get(first, [])
        below = one.region[0].text if one.region and one.placed.is_sure else ""
        if len(waiting[first]) != 1 or len(found) != 1 or not is_opener(below):
            continue
        (box, beside), mark = found[0], find_opener(below)
        if box.box is Certainty.UNKNOWN and mark and not (mark is Certainty.NO and openers.alone):
            named[first] = [(evolve(box, box=mark), beside)]
            yield mark


def _share_grids(
    boxed: Sequence[Asked], lines: Sequence[Line], *, is_marked: bool
) -> Iterator[Mapping[tuple[Asked, str], tuple[Box, str]]]:
    """The boxes in rows of which it is known which of the entries they are of that print them all."""
    by_field: dict[FormField, list[Asked]] = {}
    for one in boxed:
        by_field.setdefault(one.field, []).append(one)
    for field, entries in by_field.items():
        if not all(one.placed.is_sure for one in entries):
            continue
        below = tuple(one.region[0] if one.region else None for one in entries)
        grid = Grid(list_box_rows(field), tuple(one.label for one in entries), below)
        told = share_rows(grid, lines, is_marked=is_marked)
        yield {(entries[entry], name): shown for (entry, name), shown in told.items()}


def _stands_whole(one: Asked, named: Named) -> bool:
    """Whether every box of a field stands after its label, and just once."""
    counts = (sum(box.line in one.numbers for box, _ in named.get(name, ())) for name in one.field.boxes)
    return all(count == 1 for count in counts)


def _find_owners(
    boxed: Sequence[Asked], waiting: Mapping[str, Sequence[Asked]], named: Named
) -> Mapping[int, Asked]:
    """The field of each line that is known for its own: its label, and boxes that no other field has."""
    told = [(line.number, one) for one in boxed for line in one.label]
    for name, (one, *others) in waiting.items():
        found = named.get(name, ())
        if not others and len(found) == 1:
            told.append((found[0][0].line, one))
    owners: dict[int, list[Asked]] = {}
    for number, one in told:
        owners.setdefault(number, []).append(one)
    return {number: ones[0] for number, ones in owners.items() if all(one is ones[0] for one in ones)}


def _share_among(
    askers: Sequence[Asked],
    found: Sequence[tuple[Box, str]],
    owners: Mapping[int, Asked],
    lines: Sequence[Line],
) -> Sequence[tuple[Asked, Box, str]]:
    """Which of several fields each box of a name is of, where each stands beside a line of its own field alone."""
    fields = {one.field for one in askers}
    if not 1 < len(askers) == len(found) == len(fields) or not all(one.placed.is_sure for one in askers):
        return ()
    numbers = [line.number for line in lines]
    told: list[tuple[Asked, Box, str]] = []
    for box, beside in found:
        at = numbers.index(box.line)
        near = [owners[n] for n in (*numbers[max(at - 1, 0) : at], *numbers[at + 1 : at + 2]) if n in owners]
        if not near or any(one is not near[0] for one in near) or near[0] not in askers:
            return ()
        told.append((near[0], box, beside))
    return told if len({id(one) for one, _, _ in told}) == len(askers) else ()


def _share(
    askers: Sequence[Asked], found: Sequence[tuple[Box, str]], *, is_whole: bool
) -> Iterator[tuple[Asked, Box, str]]:
    """Which field a box of a name is of, where that is sure.

    As many boxes as fields, all in one state, are one for each; what is written beside them goes with them only
    where it is the same. So are those of which one stands right below the label of each. Else a box is of the field
    after whose label it stands.
    """
    below = [
        [told for told in found if one.region and told[0].line == one.region[0].number] for one in askers
    ]
    if len(found) == len(askers) and len({box.box for box, _ in found}) == 1:
        beside = found[0][1] if len({words for _, words in found}) == 1 else ""
        yield from ((one, box, beside) for one, (box, _) in zip(askers, found, strict=True))
    elif len(found) == len(askers) and all(len(told) == 1 for told in below):
        yield from ((one, *told[0]) for one, told in zip(askers, below, strict=True) if one.placed.is_sure)
    elif is_whole or len(found) != len(askers):
        for one in askers:
            own = [told for told in found if told[0].line in one.numbers]
            if len(own) == 1 and one.placed.is_sure:
                yield one, *own[0]


def _print_boxes(
    one: Asked,
    shown: Mapping[tuple[Asked, str], tuple[Box, str]],
    beside_of: Mapping[int, tuple[Line, ...]],
) -> Value:
    """The boxes of a field as a form holds them: those that are ticked, and those that were not read.

    `beside_of`: what is written beside the box of a line, where it stands elsewhere.
    """
    told = {name: shown[one, name] for name in one.field.boxes if (one, name) in shown}
    unread = tuple(n for n in one.field.boxes if n not in told or told[n][0].box is Certainty.UNKNOWN)
    unit = "件" if one.field.kind is FieldKind.CHOICES_AND_COUNT else ""
    ticked = [
        f"{_TICK}{name}（{beside}）{unit}" if beside else f"{_TICK}{name}"
        for name, (box, beside) in told.items()
        if box.box is Certainty.YES
    ]
    text = "\n".join([*ticked, f"（不明: {'、'.join(unread)}）"] if unread else ticked)
    parted = {
        name: [line.number for line in beside_of.get(box.line, ())]
        for name, (box, beside) in told.items()
        if beside
    }
    places = {
        name: (box.line, *parted.get(name, ())) for name, (box, _) in told.items() if name not in unread
    }
    numbers = sorted({number for lines in (*places.values(), *parted.values()) for number in lines})
    how = How.DIRECT if numbers else How.REST
    lines = tuple(Line("", number) for number in numbers)
    return Value(one.address, text, lines, how, sure=True, unread=unread, boxes=tuple(places.items()))
