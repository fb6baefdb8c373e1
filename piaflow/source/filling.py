"""What was read for each field of a page: words, the choice, the boxes, the counts; how, and how sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise

from attrs import evolve, frozen

from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind
from piaflow.source.asked import CHOICE, Asked, Value
from piaflow.source.boxes import fill_boxes
from piaflow.source.choices import (
    Selected,
    find_selected,
)
from piaflow.source.keys import make_key
from piaflow.source.leftover import give_leftover, list_idle
from piaflow.source.page import Line
from piaflow.source.placing import Placed
from piaflow.source.words import (
    ONE_LINE,
    PAGE_NUMBER,
    WORDED,
    How,
    find_words,
    is_aside,
    is_dated,
)
from piaflow.source.worn import is_worn

_COUNT = re.compile(r"\(\s*(\d+)\s*\)\s*件")
_NUMBERED = re.compile(
    r"(?P<before>[【<(\[]?(?:[A-Zア-ン]-)?)"
    r"(?:(?P<circled>[①-⑳])|(?P<letter>[A-Zア-ン](?=[.)、]))|(?P<number>[0-9]{1,2}(?=[.)、])))"
    r"(?P<after>[.)、]?)"
)
"""How a line of a list is numbered: ①, 【Ａ．, Ａ－１．, 1）, ア）."""


@frozen
class FilledPage:
    """The values of one page, the fields whose label it prints, and the words that no field has.

    `added` are the words of values that do not stand with their labels: they may as well be another's.
    """

    asked: tuple[Asked, ...]
    values: tuple[Value, ...]
    lines: tuple[Line, ...]
    homeless: tuple[tuple[Line, ...], ...]
    added: tuple[tuple[Line, ...], ...] = ()

    @property
    def printed(self) -> Mapping[Address, tuple[Line, ...]]:
        """The lines of the label of each field, where it is known of which file it is."""
        return {one.address: one.label for one in self.asked if one.placed.is_filed}

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that stand alone on a line."""
        alone = (PAGE_NUMBER.fullmatch(line.key) for line in self.lines)
        return frozenset(int(found[1]) for found in alone if found)


def fill_page(
    page: Sequence[Placed], flat: Sequence[tuple[int, Line]], extent: range, *, in_order: bool
) -> FilledPage:
    """Return what the lines of `flat` in an extent tell for the fields of a page.

    Where the lines stand `in_order`, as in a table, what follows a label is its own. A long list of items is read
    there alone: a text layer scatters its columns.
    """
    asked = list(_list_asked(page, flat, extent.stop, in_order=in_order))
    offered = () if in_order else tuple(dict.fromkeys(name for one in asked for name in one.offered))
    words = find_words(page, flat, extent, offered, in_order=in_order)
    lines = [line for _, line in flat[extent.start : extent.stop]]
    values = [
        Value(told.placed.address, told.text, told.lines, told.how, told.placed.is_sure)
        for told in words.words
        if told.placed.address is not None
        and (in_order or told.placed.address.field.kind is not FieldKind.LIST)
    ]
    for fields, near in [([one], one.region) for one in asked] if in_order else [(asked, lines)]:
        asides = [] if in_order else [piece for piece in words.homeless if is_aside(piece)]
        boxes = list(fill_boxes(fields, near, asides, in_cell=in_order))
        values += [*_fill_choices(fields, near, list_idle(fields, [*values, *boxes])), *boxes]
    undated = [
        value for value in values if value.address.field.kind is FieldKind.DATE and not is_dated(value.text)
    ]
    values = [value for value in values if value not in undated]
    boxed = {line.number for value in values if value.address.field.kind in BOXED for line in value.lines}
    homeless = (*words.homeless, *(value.lines for value in undated))
    homeless = tuple(piece for piece in homeless if boxed.isdisjoint(line.number for line in piece))
    if not in_order:
        if words.is_whole:
            strayed = {placed.address for placed in words.strayed if placed.address is not None}
            values, homeless = give_leftover(asked, values, homeless, lines, strayed)
    else:
        boxed = {n for one in asked if one.field.kind in CHOICE | BOXED for n in one.numbers}
        homeless = tuple(piece for piece in homeless if piece[0].number not in boxed)
    unfiled = {one.address for one in asked if not (one.placed.is_filed and one.placed.is_counted)}
    alike = _find_alike(page, values)
    values = [
        value if value.sure else evolve(value, lines=alike.get(value.address, value.lines))
        for value in values
    ]
    told = tuple(
        evolve(value, sure=(value.sure or value.address in alike) and value.address not in unfiled)
        if not _has_worn(value)
        else evolve(value, sure=False)
        for value in values
    )
    added = () if in_order else tuple(_list_added(asked, values, flat, extent))
    return FilledPage(tuple(asked), told, tuple(lines), homeless, added)


def _has_worn(value: Value) -> bool:
    """Whether words have a label or a choice in them that was not known for one."""
    field = value.address.field
    return field.kind in WORDED and any(is_worn(value.address.form, line.text) for line in value.lines)


def _list_added(
    asked: Sequence[Asked], values: Sequence[Value], flat: Sequence[tuple[int, Line]], extent: range
) -> Iterator[tuple[Line, ...]]:
    """The words of values that do not stand with their labels: another field may have lost them.

    So what came to the field that was left, or stands below other things than its label; what stands apart below the
    last label of the page and below no other; what goes on after a blank line; and, where no blank lines part the
    labels, all below the first line.
    """
    label = {one.address: one.placed.label for one in asked}
    group = {line.number: at for at, line in flat[extent.start : extent.stop]}
    labels = Counter(one.group for one in label.values())
    worded = [value for value in values if value.address.field.kind in WORDED]
    apart = {value.address for value in worded if value.how is How.NEIGHBOUR}
    lowest = max(label, key=lambda address: label[address].first, default=None)
    for value in worded:
        after = label[value.address].last + 1
        follows = after < extent.stop and value.lines[0].number == flat[after][1].number
        is_stacked = apart == {lowest} == {value.address}
        is_beside = value.how is How.DIRECT or (value.how is How.NEIGHBOUR and follows and not is_stacked)
        pieces = [tuple(piece) for _, piece in groupby(value.lines, key=lambda line: group.get(line.number))]
        if is_beside and labels[group.get(value.lines[0].number, -1)] > 1:
            pieces = [pieces[0][:1], pieces[0][1:], *pieces[1:]]
        yield from (piece for piece in pieces[is_beside:] if piece)


def _find_alike(page: Sequence[Placed], values: Sequence[Value]) -> Mapping[Address, tuple[Line, ...]]:
    """The fields whose labels print alike and of all of which the same was read, with the lines of all of them.

    Whichever is which, each has that: what stands beside its label, or what is sure of it wherever it stands.
    """
    told = {value.address: value for value in values if value.how is How.DIRECT or value.sure}
    text = {address: value.text for address, value in told.items()}
    kinds: dict[tuple[int, ...], list[Address]] = {}
    for placed in page:
        if placed.address is not None and placed.is_counted:
            kinds.setdefault(placed.label.slots, []).append(placed.address)
    return {
        address: tuple(line for one in alike for line in told[one].lines)
        for alike in kinds.values()
        if len(alike) > 1 and all(text.get(one) and text[one] == text.get(alike[0]) for one in alike)
        for address in alike
    }


def doubt_halves(pages: Sequence[FilledPage]) -> Iterator[FilledPage]:
    """Yield the pages of a text layer with the long texts in doubt whose second half no field has.

    It may stand on the next page too: a page cuts what is long. So the last words of a page are in doubt, if the
    next begins with words that have no label, and so are these.
    """
    cuts = [_find_cut(*pair) for pair in pairwise(pages)]
    for n, page in enumerate(pages):
        spare = [piece for one in pages[n : n + 2] for piece in one.homeless]
        cut = {value.address for at in (n - 1, n) if 0 <= at < len(cuts) for value in cuts[at]}
        values = (
            evolve(v, sure=v.sure and v.address not in cut and not _goes_on_elsewhere(v, spare))
            for v in page.values
        )
        yield evolve(page, values=tuple(values))


def _find_cut(page: FilledPage, after: FilledPage) -> tuple[Value, ...]:
    """The text with which a page ends and, if it has a field, that with which the next begins without a label."""
    last, first = (
        [line.number for line in one.lines if line.text.strip() and not PAGE_NUMBER.fullmatch(line.key)]
        for one in (page, after)
    )
    if not last or not first:
        return ()
    ends = [v for v in page.values if _is_long(v) and [line.number for line in v.lines[-1:]] == last[-1:]]
    is_label = any(one.field.kind in WORDED and one.label[-1].number == last[-1] for one in page.asked)
    begins = [
        v for v in after.values if v.how is How.REST and [one.number for one in v.lines[:1]] == first[:1]
    ]
    is_homeless = any(piece[0].number == first[0] and not is_aside(piece) for piece in after.homeless)
    is_cut = bool(ends or is_label) and bool(begins or is_homeless)
    return (*ends, *begins) if is_cut else ()


def _is_long(value: Value) -> bool:
    return (
        value.address.field.kind in (FieldKind.TEXT, FieldKind.LIST)
        and value.address.field.full not in ONE_LINE
    )


def _goes_on_elsewhere(value: Value, homeless: Sequence[Sequence[Line]]) -> bool:
    """Whether words that no field has begin with the number after the last one of a list in a value.

    The page may print the second half of a long text apart from the first.
    """
    if value.address.field.kind not in WORDED:
        return False
    last = dict(_number(line.text) for line in value.lines)
    return any(
        last.get(style) == number - 1
        for piece in homeless
        for style, number in [_number(piece[0].text)]
        if style
    )


def _number(text: str) -> tuple[str, int]:
    """How a line of a list is numbered, up to its last number, and that number: Ｅ－３ is the third of E-."""
    found = _NUMBERED.match(make_key(text).strip())
    if found is None:
        return "", 0
    sign = found["circled"] or found["letter"] or ""
    number = ord(sign) if sign else int(found["number"])
    return f"{found['before']}{'①' if found['circled'] else 'A' if sign else '1'}{found['after']}", number


def _list_asked(
    page: Sequence[Placed], flat: Sequence[tuple[int, Line]], last: int, *, in_order: bool
) -> Iterator[Asked]:
    """The fields of a page in the order of the lines.

    In a table the value of one stands below its label; a choice may also stand beside a label above, where no rule
    parts the rows.
    """
    ordered = sorted(page, key=lambda placed: placed.label.first)
    starts = [*(placed.label.first for placed in ordered), last]
    above: tuple[Line, ...] = ()
    for placed, end in zip(ordered, starts[1:], strict=True):
        if placed.address is None:
            continue
        label = tuple(line for _, line in flat[placed.label.first : placed.label.last + 1])
        head = [evolve(label[-1], text=placed.label.rest)] if placed.label.rest.strip() else []
        region = (*head, *(line for _, line in flat[placed.label.last + 1 : end]))
        near = (*above, *region) if placed.address.field.kind in CHOICE else region
        above = region or above
        yield Asked(placed.address, placed, label, region, near if in_order else None)


def _fill_choices(
    fields: Sequence[Asked], lines: Sequence[Line], idle: AbstractSet[Address]
) -> Iterator[Value]:
    """The choice of each field: on its own line, or the one left for the one field left.

    `idle` are fields of which the page says that they have none.
    """
    by_offer: dict[tuple[str, ...], list[Asked]] = {}
    for one in fields:
        if one.offered:
            by_offer.setdefault(one.offered, []).append(one)
    counts = _counts(lines)
    for names, waiting in by_offer.items():
        taken: set[Selected] = set()
        open_: list[Asked] = []
        for one in waiting:
            beside = one.region[0] if one.placed.label.rest.strip() else Line("", 0)
            own = find_selected(beside.text, beside.number, names)
            if own:
                taken.add(own[0])
                yield _choose(one, own[0], How.DIRECT, counts, sure=one.placed.is_sure)
            elif one.address not in idle:
                open_.append(one)
        found = (told for line in lines for told in find_selected(line.text, line.number, names))
        left = [told for told in found if told not in taken]
        if open_ and len(left) == len(open_):
            sure = len({told.choice for told in left}) == 1
            how = How.REST if len(left) == 1 else How.ORDER
            anywhere = tuple(Line("", told.line) for told in left)
            for one, told in zip(open_, left, strict=True):
                chosen = _choose(one, told, how, counts, sure=sure)
                is_own = one.placed.is_sure and [at for at in left if at.line in one.numbers] == [told]
                # all are the same: where it is not known which is whose, each is found on any of their lines
                yield chosen if is_own or not sure else evolve(chosen, lines=anywhere)


def _choose(one: Asked, selected: Selected, how: How, counts: Sequence[int], *, sure: bool) -> Value:
    text = selected.choice
    if one.field.kind is FieldKind.CHOICE_AND_COUNT and len(counts) == 1:
        text = f"{text}（{counts[0]}件）"
    return Value(one.address, text, (Line("", selected.line),), how, sure)


def _counts(lines: Sequence[Line]) -> list[int]:
    """The counts of 委託 that a page prints in the brackets before 件; a number that has left them counts nothing."""
    keys = [make_key(line.text) for line in lines]
    return [int(m[1]) for key in keys for m in _COUNT.finditer(key) if "行っている" not in key]
