"""What stands in the fields of a page: the words after each label, and those whose label is elsewhere.

In a table the value follows its label. A text layer puts it anywhere on the page, and what the form prints by
itself (choices, brackets of boxes) stands among it. So each line is sorted first: label, choice that is offered,
box, number, words. Words go to the label that they follow; what is left over goes to the one field of the page that
is still without words, if there is just one and just one such piece, and else to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise

from attrs import evolve, frozen

from piaflow.law.forms import BOXED, FieldKind, list_fields
from piaflow.law.headings import CHAPTERS
from piaflow.source.choices import CIRCLES, FILLS, TICKS, find_selected
from piaflow.source.grammar import list_print
from piaflow.source.keys import make_key, squeeze
from piaflow.source.labels import is_range
from piaflow.source.page import Line
from piaflow.source.placing import Placed

_OFFERED = "<選択肢>"
_OFFER = re.compile(r"^[\])]?\s*(?:<選択肢>|\d{1,2}\s?[)])")
_SIGNS = rf"(?:[\[\]()\s{CIRCLES}]|(?<=\[)[{FILLS}]|(?<=\[\s)[{FILLS}])*"
_BRACKETS = re.compile(rf"^{_SIGNS}(?:\(\s*\d+\s*\)\s*)?(?:件)?{_SIGNS}$")
_BOXES = re.compile(rf":?\s*(?:\[\s*[{TICKS}]?\s*\][^\[]+){{2}}")
"""Several boxes on one line, from its beginning on."""
_BOX = re.compile(rf"\[\s*[{TICKS}]?\s*\]|^\s*\]\s*\S|\[\s*[{TICKS}]?\s*$|[^\[]*\]\s*$")
_ITEM = re.compile(r"\(?[0-9A-Za-zア-ン一二三四五六七八九十]{1,2}\)|[①-⑳]\)?")
"""How an item of a list begins: the bracket after its number opens and closes nothing."""
_CIRCLED = re.compile(r"[①-⑳]|\(\s[^()]*\s?\)")
"""What stands alone on a line of a text layer: the number of a label, or the brackets beside a box, printed with room."""
PAGE_NUMBER = re.compile(r"^-?\s*(\d{1,3})\s*-?$")
_VERTICAL = frozenset("再委託")
_BULLET = re.compile(r"^[・･*＊○●◎■□◆※＜<【〈(（「\-―‐①-⑳0-9０-９一-九]")
_LONGEST_SIGN = 60
"""Characters of a line of boxes; a longer one is a sentence with brackets in it."""
WORDED = frozenset({FieldKind.TEXT, FieldKind.DATE, FieldKind.LIST, FieldKind.RESULT})
"""Kinds of fields that hold words."""
_DATED = re.compile(r"(?!.*(?:。|\(cid:|\ufffd))(?s:.*)[0-9０-９元〇一二三四五六七八九十]\s*[年./．・／\-－]")
_OTHER_COLUMN = re.compile(r"\s{10,}\S")
_COLUMNS = re.compile(r"\s{3,}")
_BROKEN = 5
"""Characters of what stands beside a box by which a line that goes on elsewhere is known."""
_LEAST_LABELS = 4
"""Labels of a page that stand together without a blank line, before the page is taken to have none."""
_LONG = 30
"""Characters: a line that is so long runs on over the width of its cell."""
_NAMES = frozenset(
    {
        "表紙.評価書名",
        "表紙.評価実施機関名",
        "Ⅰ.1.①",
        "Ⅰ.2.システム{n}.①",
        "Ⅱ.1",
        "Ⅱ.4.委託事項{k}",
        "Ⅱ.4.委託事項{k}.⑥",
        "Ⅱ.5.提供先{k}",
        "Ⅱ.5.移転先{k}",
        "Ⅲ.1",
    }
)
ONE_LINE = _NAMES | {"表紙.評価書番号", "表紙.公表日", "Ⅱ.2.⑤", "Ⅱ.2.⑥", "Ⅱ.3.⑨"}
"""Fields (by the numbers of 様式4) whose words are a name or a date: a second piece below is none of it."""


class How(Enum):
    """読み方: how a value came to its field."""

    DIRECT = "直接"
    """It follows its label."""
    NEIGHBOUR = "隣"
    """It stands below its label, in the next piece."""
    ORDER = "順序"
    """As many values as fields of its kind, taken in order."""
    REST = "残り"
    """The one value without a field, and the one field without a value."""


@frozen
class Words:
    """What was read for one field: its lines as printed, and how."""

    placed: Placed
    lines: tuple[Line, ...]
    how: How

    @property
    def text(self) -> str:
        """The lines one below the other, the first without its label."""
        return "\n".join(line.text.strip() for line in self.lines)


@frozen
class PageWords:
    """The words of one page by field, and what no field has."""

    words: tuple[Words, ...]
    homeless: tuple[tuple[Line, ...], ...]
    is_whole: bool
    """Whether the page has every label of words between two that it has, and none whose words stand above it."""
    strayed: frozenset[Placed]
    """The labels of entries that the page parts from those before and after theirs: they may be of another entry."""


@frozen
class _Region:
    """The pieces of words from a label to the next. `direct`: the first stands with the label, in its group."""

    placed: Placed
    direct: bool
    pieces: tuple[tuple[Line, ...], ...]
    is_past_offers: bool = False
    """Whether choices of several fields stand between the label and its words."""

    @property
    def is_worded(self) -> bool:
        """Whether the label is of a field that holds words."""
        return self.placed.address is not None and self.placed.address.field.kind in WORDED

    @property
    def waits(self) -> bool:
        """Whether the field has no words, as far as its own region tells."""
        return self.is_worded and not self.pieces

    @property
    def has_below(self) -> bool:
        """Whether words stand below the label, in other groups."""
        return len(self.pieces) > self.direct


def find_words(
    page: Sequence[Placed],
    flat: Sequence[tuple[int, Line]],
    extent: range,
    choices: Sequence[str],
    *,
    in_order: bool,
) -> PageWords:
    """Return what stands in the fields of a page, whose lines are those of `flat` in its extent.

    `flat` has each line with its group, `choices` what the fields of the page offer.
    """
    if not in_order:
        boxes = _list_boxes(page)
        flat = [
            (at, evolve(line, text="") if n in extent and _is_of_box(line.text, boxes) else line)
            for n, (at, line) in enumerate(flat)
        ]
    ordered = sorted(page, key=lambda placed: placed.label.first)
    asides = [] if in_order else list(_find_asides(ordered, flat, extent))
    aside = {line.number for piece in asides for line in piece}
    if aside:
        flat = [(at, evolve(line, text="") if line.number in aside else line) for at, line in flat]
    starts = [placed.label.first for placed in ordered] + [extent.stop]
    homeless = _split(flat[extent.start : starts[0]], choices, in_order=in_order)
    words: dict[Placed, Words] = {}
    heads: list[Placed] = []
    regions = [
        _find_region(placed, flat, end, choices, in_order=in_order)
        for placed, end in zip(ordered, starts[1:], strict=True)
    ]
    if not in_order and _runs_on(page):
        regions = list(map(_keep_line, regions))
    contested = frozenset[int]() if in_order else _find_contested(regions, page)
    hung = frozenset[int]() if in_order else _find_overhung(ordered, flat) | _find_run_on(regions)
    gaps = frozenset[Placed]() if in_order else frozenset(_list_before_gaps(page))
    for n, region in enumerate(regions):
        if not region.pieces and _is_beside_next(ordered, n, flat, regions):
            heads.append(region.placed)
            continue
        pieces = list(region.pieces)
        if n in hung:
            homeless += pieces
            heads.clear()
            continue
        for head in heads if len(pieces) > len(heads) else ():
            words[head] = Words(head, pieces.pop(0), How.NEIGHBOUR)
        heads.clear()
        is_doubtful = n in contested or (region.placed in gaps and len(pieces) > 1)
        told, left = _take(evolve(region, pieces=tuple(pieces)), beside_only=is_doubtful)
        if told is not None:
            words[region.placed] = told
        homeless += left
    blank = [region.placed for region in regions if region.is_worded and region.placed not in words]
    is_whole = not gaps and not hung
    apart = (regions[n].placed for n in _find_apart(regions, page))
    strayed = frozenset(one for one in apart if one.address is not None and one.address.number)
    is_one = is_whole and len(blank) == len(homeless) == 1 and strayed.isdisjoint(blank)
    if not in_order and is_one and fits(blank[0], homeless[0]):
        words[blank[0]] = Words(blank[0], homeless.pop(), How.REST)
    return PageWords(tuple(words.values()), (*homeless, *asides), is_whole, strayed)


def _find_asides(
    ordered: Sequence[Placed], flat: Sequence[tuple[int, Line]], extent: range
) -> Iterator[tuple[Line, ...]]:
    """The pieces that were written into the brackets beside a box, where the layer parts them from it.

    A bracket that opens on a line of its own begins one; and the words of a group are one whose last bracket closes
    what none of them has opened, nor the words before them. They are of no field of words.
    """
    labels = {at for one in ordered for at in range(one.label.first, one.label.last + 1)}
    before = ""
    for _, group in groupby(extent, key=lambda at: flat[at][0]):
        places = list(group)
        lines = [flat[at][1] for at in places]
        opened = next((n for n, line in enumerate(lines) if line.key.strip() == "("), None)
        if opened is not None:
            closed = (n for n, line in enumerate(lines) if n > opened and line.key.strip() == ")")
            piece = lines[opened : next(closed, len(lines))]
            if len(piece) > 1:
                yield tuple(piece)
        elif labels.isdisjoint(places) and _count_open(before) == 0 and _closes(lines):
            yield tuple(lines)
        told = "".join(line.key for line in lines)
        before = before if not told.strip() else "" if _BOX.search(told) else told


def _closes(lines: Sequence[Line]) -> bool:
    """Whether words end in a bracket that closes, and that none of them has opened."""
    key = "".join(_ITEM.sub("", line.key.strip()) for line in lines)
    return len(key) > 1 and key.endswith(")") and _count_open(key[:-1]) == 0 and not _BOX.search(key)


def _count_open(key: str) -> int:
    """How many brackets of a key nothing closes; a negative number where one closes that none has opened."""
    return key.count("(") - key.count(")")


def _runs_on(page: Sequence[Placed]) -> bool:
    """Whether a page has no blank lines: no more than its own line then tells what stands with a label."""
    return len(page) >= _LEAST_LABELS and len({placed.label.group for placed in page}) == 1


def _keep_line(region: _Region) -> _Region:
    """A region of a page without blank lines: what stands on the label's line stands with it, and nothing else."""
    pieces = tuple(part for piece in region.pieces for part in _part_at_gaps(piece))
    return evolve(region, direct=bool(region.placed.label.rest.strip()), pieces=pieces)


def _part_at_gaps(piece: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The parts of a piece between which the form prints something: they are of several cells."""
    part: list[Line] = []
    for line in piece:
        if part and line.number > part[-1].number + 1:
            yield tuple(part)
            part = []
        part.append(line)
    yield tuple(part)


def _list_boxes(page: Sequence[Placed]) -> frozenset[str]:
    """What stands beside the boxes of a page, squeezed."""
    fields = (placed.address.field for placed in page if placed.address is not None)
    return frozenset(squeeze(name) for field in fields if field.kind in BOXED for name in field.boxes)


def _is_of_box(text: str, boxes: frozenset[str]) -> bool:
    """Whether a line is what stands beside a box, or the beginning of it, without its bracket."""
    key = squeeze(text)
    return key in boxes or (len(key) >= _BROKEN and any(name.startswith(key) for name in boxes))


def _find_region(
    placed: Placed, flat: Sequence[tuple[int, Line]], end: int, choices: Sequence[str], *, in_order: bool
) -> _Region:
    group, line = flat[placed.label.last]
    rest = placed.label.rest
    begin = [(group, evolve(line, text=rest))] if rest.strip() else []
    pieces = _split([*begin, *flat[placed.label.last + 1 : end]], choices, in_order=in_order)
    after = flat[placed.label.last + 1 : end]
    direct = bool(begin) or (bool(pieces) and any(at == group and one is pieces[0][0] for at, one in after))
    between = [make_key(one.text).strip() for _, one in after if pieces and one.number < pieces[0][0].number]
    return _Region(placed, direct, tuple(pieces), between.count(_OFFERED) > 1)


def _find_contested(regions: Sequence[_Region], page: Sequence[Placed]) -> frozenset[int]:
    """The regions whose words may as well be those of another label that has none.

    So where several pieces stand below labels of which one has none, with no heading between; where all that a page
    has below its labels stands below the last of them; where two pieces stand below a label, of which neither goes on
    with the other; where several lines stand below the second of two neighbours in the form of which the first has
    none; where words of the page have strayed, and the first of two labels in lines one below the other has none;
    where the choices of several fields stand between and the next label of the form does not follow; where several
    labels without words stand right above, in another order than the form's; and, as long as a label of the page has no
    words, where a label is parted from its neighbours in the form: its words may have stayed with them.
    """
    found: set[int] = set()
    waiting = False
    for n, region in enumerate(regions):
        if waiting and len(region.pieces) > 1:
            found.add(n)
        if region.has_below or region.placed.address is None:
            waiting = False
        elif region.waits:
            waiting = True
    below = [n for n, region in enumerate(regions) if region.has_below]
    stacked = below == [len(regions) - 1] and sum(region.waits for region in regions) > 1
    if stacked:
        found.add(below[0])
    apart = _find_apart(regions, page)
    waits = any(region.waits for region in regions)
    has_strays = any(region.pieces and not region.is_worded for region in regions)
    for n, region in enumerate(regions):
        if region.direct or not region.pieces:
            continue
        if has_strays and n and regions[n - 1].waits and _is_right_below(regions[n - 1], region):
            found.add(n)
        is_twice = n > 0 and regions[n - 1].waits and len(region.pieces[0]) > 1
        if (
            (waits and n in apart)
            or (is_twice and n not in _find_apart(regions[n - 1 : n + 1], page))
            or (region.is_past_offers and n not in _find_followed(regions, page))
            or _is_stacked(regions, n, page)
            or not all(map(_goes_on, region.pieces[1:]))
        ):
            found.add(n)
    return frozenset(found)


def _is_right_below(above: _Region, region: _Region) -> bool:
    """Whether a label stands in the line below another, so that the words below both may be of either."""
    return region.placed.label.group == above.placed.label.group and (
        region.placed.label.first == above.placed.label.last + 1
    )


def _is_stacked(regions: Sequence[_Region], n: int, page: Sequence[Placed]) -> bool:
    """Whether several labels without words stand right above a label, in another order than the form's."""
    first = n
    while first and regions[first - 1].waits:
        first -= 1
    is_several = n - first > 1
    return is_several and any(_find_apart(regions[at : at + 2], page) for at in range(first, n))


def _find_overhung(ordered: Sequence[Placed], flat: Sequence[tuple[int, Line]]) -> frozenset[int]:
    """The labels of a layer set in columns above whose line words of the other column stand, and the labels before.

    A label stands in the middle of its cell, so those words begin what goes on beside it, or end what is above.
    """
    found: set[int] = set()
    for n, placed in enumerate(ordered):
        above, line = flat[max(placed.label.first - 1, 0)][1], flat[placed.label.first][1]
        is_right_above = above.number + 1 == line.number and _OTHER_COLUMN.match(above.text)
        if is_right_above and not is_sign(above.text):
            found |= {at for at in (n - 1, n) if at >= 0 and not is_name(ordered[at])}
    return frozenset(found)


def _find_run_on(regions: Sequence[_Region]) -> frozenset[int]:
    """The labels of a layer without blank lines after whose words more stand, before a label that has none.

    Nothing parts the words of the one from those of the other; and those below a label without any on its line may be
    of the label above.
    """
    found: set[int] = set()
    for n, (region, after) in enumerate(pairwise(regions)):
        if not (region.placed.label.group == after.placed.label.group and region.pieces):
            continue
        lines = region.pieces[0]
        if after.waits and len(lines) > bool(region.placed.label.rest.strip()):
            found.add(n)
    return frozenset(found)


def _list_before_gaps(page: Sequence[Placed]) -> Iterator[Placed]:
    """The fields after which the page lacks a field of words that the form has there: its label may be worn."""
    told = [placed for placed in page if placed.address is not None]
    for one, other in pairwise(told):
        here, there = one.address, other.address
        if here is None or there is None or (here.file, here.number) != (there.file, there.number):
            continue
        fields = list_fields(here.form)[here.field.position + 1 : there.field.position]
        if any(field.kind in WORDED and field.repeat == here.field.repeat for field in fields):
            yield one


def _find_apart(regions: Sequence[_Region], page: Sequence[Placed]) -> frozenset[int]:
    """The regions that the page parts from the labels and the headings before and after theirs in the form."""
    known = [one for one in page if one.address is not None or one.is_sure]
    rank = {id(placed): at for at, placed in enumerate(known)}
    told = [n for n, region in enumerate(regions) if id(region.placed) in rank]
    joined = {
        n
        for pair in pairwise(told)
        if rank[id(regions[pair[1]].placed)] == rank[id(regions[pair[0]].placed)] + 1
        for n in pair
    }
    return frozenset(told) - joined


def _find_followed(regions: Sequence[_Region], page: Sequence[Placed]) -> frozenset[int]:
    """The regions after which the next label of the form stands."""
    rank = {id(placed): at for at, placed in enumerate(one for one in page if one.address is not None)}
    ranks = [rank.get(id(region.placed), -1) for region in regions]
    return frozenset(n for n, (here, after) in enumerate(pairwise(ranks)) if after == here + 1)


def _is_beside_next(
    ordered: Sequence[Placed], n: int, flat: Sequence[tuple[int, Line]], regions: Sequence[_Region]
) -> bool:
    """Whether the next label stands beside it as the heading of another column, whose words are below.

    It stands on the same line, or in the same row of cells and its words below that row.
    """
    if n + 1 == len(ordered) or ordered[n].address is None or ordered[n + 1].address is None:
        return False
    here, after = flat[ordered[n].label.last][1], flat[ordered[n + 1].label.first][1]
    if here.number == after.number:
        return True
    pieces = regions[n + 1].pieces
    if not (regions[n].is_worded and regions[n + 1].is_worded and pieces):
        return False
    below = pieces[0][0]
    if here.page != after.page or here.page != below.page:
        return False
    if here.rectangle is None or after.rectangle is None or below.rectangle is None:
        return False
    return after.rectangle.top < here.rectangle.bottom <= below.rectangle.top and (
        here.rectangle.right <= after.rectangle.left
    )


def fits(placed: Placed, piece: Sequence[Line]) -> bool:
    """A name or a date is one line, and no sentence."""
    is_short = placed.address is not None and placed.address.field.full in ONE_LINE
    return not is_short or (len(piece) == 1 and "。" not in piece[0].text)


def is_dated(text: str) -> bool:
    """Whether words may be a day, which is written with the number of a year: others stand beside its label.

    They are no sentence, and of a day no character is lost.
    """
    return bool(_DATED.match(text))


def is_name(placed: Placed) -> bool:
    """Whether the field holds a name."""
    return placed.address is not None and placed.address.field.full in _NAMES


def is_aside(piece: Sequence[Line]) -> bool:
    """Whether words were written into the brackets beside a box: they begin with one, or have lost the other."""
    key = "".join(line.key for line in piece)
    return key.startswith("(") or key.count("(") != key.count(")")


def _split(
    lines: Sequence[tuple[int, Line]], choices: Sequence[str], *, in_order: bool
) -> list[tuple[Line, ...]]:
    """The pieces of words in some lines, group by group, without the signs among them."""
    pieces: list[list[Line]] = []
    before = -1
    for group, line in lines:
        if is_sign(line.text, in_cell=in_order) or is_range(line) or find_selected(line.text, 0, choices):
            continue
        if group != before or not pieces:
            pieces.append([])
        pieces[-1].append(line)
        before = group
    return [tuple(piece) for piece in pieces]


def is_sign(text: str, *, in_cell: bool = False) -> bool:
    """Whether a line is of the form's own print: offered choices, brackets of boxes, a ※, the number of a page.

    A number that stands alone `in_cell` is no page's.
    """
    key = make_key(text).strip()
    if (
        key in ("", "※")
        or key in CHAPTERS
        or (not in_cell and _CIRCLED.fullmatch(key))
        or squeeze(text) in list_print()
        or _BRACKETS.match(key)
        or _OFFER.match(key)
        or (not in_cell and PAGE_NUMBER.match(key))
    ):
        return True
    if set(key) <= _VERTICAL and len(key) <= len(_VERTICAL):
        return True
    columns = _COLUMNS.split(text.strip())
    if len(columns) > 1 and not in_cell and all(map(is_sign, columns)):
        return True
    return bool(_BOXES.match(key) or (_BOX.search(key) and len(key) < _LONGEST_SIGN))


def _take(region: _Region, *, beside_only: bool) -> tuple[Words | None, list[tuple[Line, ...]]]:
    """The words of a label out of the pieces after it, and the pieces that are not its own.

    `beside_only`: what stands in other groups than the label may be of another field.
    """
    placed, pieces = region.placed, list(region.pieces)
    if placed.address is None or not region.is_worded or not pieces:
        return None, pieces
    if beside_only and not region.direct:
        return None, pieces
    own = list(pieces[0])
    rest = pieces[1:]
    if not beside_only and placed.address.field.full not in ONE_LINE:
        while rest and _goes_on(rest[0]):
            own += rest.pop(0)
    return Words(placed, tuple(own), How.DIRECT if region.direct else How.NEIGHBOUR), rest


def _goes_on(piece: Sequence[Line]) -> bool:
    """Whether a piece below a blank line is still of the same text."""
    return bool(_BULLET.match(piece[0].text.strip())) or any(
        len(line.text.strip()) >= _LONG for line in piece
    )
