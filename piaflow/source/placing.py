"""Which address each label of a page is: entries and files counted, and labels that print alike told apart."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise, permutations
from statistics import median

from attrs import define, evolve, field, frozen

from piaflow.domain.choices import FormKind
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, list_fields
from piaflow.source.grammar import list_risks, list_slots
from piaflow.source.headed import Headed
from piaflow.source.labels import Label
from piaflow.source.outline import Kind, Stretch

_BY_FILE = ("Ⅱ.", "Ⅲ.")
_ENTRY = ("{n}", "{k}")
_NAMES = ("Ⅱ.1", "Ⅲ.1")
"""The fields, by the numbers of 様式4, that name a file."""
_TRIED = 4
"""Labels in the same words whose every order is tried; pages with more keep to one order."""
_LEAST_TELLING = 3
"""Labels of a page that tell for themselves where they stand, before those in the same words follow them."""
_STRAYED = 0.1
"""The share of the labels of a page in order that may stand elsewhere, or be no labels."""
_CHANGE = 2.0
_FALL = 1_000.0
_MARGIN = 6.0
"""Two orders of a page that differ by less are as likely: three changes from one entry to another."""


@frozen
class Placed:
    """A printed label at its place of the form. `address` is None for a heading."""

    label: Label
    address: Address | None
    is_sure: bool
    """Whether no other label of the page may as well be the one."""
    is_filed: bool = True
    """Whether it is known of which file it is."""
    is_counted: bool = True
    """Whether it is known of which entry it is."""
    is_among: bool = False
    """Whether the page has the labels of all fields that print alike there: it is one of them, if not this one."""


def runs_on(form: FormKind, outline: Sequence[Stretch], *, by_chapter: bool) -> bool:
    """Return whether the pages of a document stand in the order of the form, but where a file or an entry begins anew.

    In a table each label is a page of its own; there the chapters tell.
    """
    heads = _list_heads(form)
    slots = list_slots(form)
    chapters = {field.chapter: field.position for field in reversed(list_fields(form))}
    before = (-1, "")
    for stretch in outline:
        asked = [(at, slots[at].field) for at, _ in stretch.slots]
        told = [
            (chapters[field.chapter] if by_chapter else at, slots[at].block)
            for at, field in asked
            if field is not None
            and not field.chapter.startswith("別添")  # the list of contents names them too
        ]
        if not told:
            continue
        goes_back = told[0][0] < before[0]
        is_entry = told[0][1] == before[1] and before[1].endswith(_ENTRY)
        if goes_back and not is_entry and heads.isdisjoint(at for at, _ in stretch.slots):
            return False
        before = told[-1]
    return True


def place_labels(
    form: FormKind, labels: Sequence[Label], outline: Sequence[Stretch], *, runs_on: bool
) -> Iterator[tuple[Placed, ...]]:
    """Yield the labels of each page at their places, in the order of the form.

    Where the pages do not stand in the order of the form (`runs_on`), they do not tell of which file they are, nor of
    which entry what stands on a page without its number.

    Which of several labels in the same words is that of which entry, a text layer does not say. Labels of one
    entry stand together: those are taken for which the page changes least often from entry to entry.
    """
    printed = {(label.slots, int(label.number)) for label in labels if label.number}
    counter = _Counting(
        form,
        is_known=runs_on,
        counted=_count_files(form, outline),
        printed=printed,
        headed=Headed.of(form, labels),
    )
    pages: list[tuple[Placed, ...]] = []
    for stretch in outline:
        page = labels[stretch.first : stretch.last]
        asked = _Page(form, page, stretch.slots)
        taken = asked.arrange()
        counter.turn()
        placed = [
            evolve(counter.place(slot, label, is_sure=sure), is_among=asked.has_all(i))
            for i, ((slot, _), (label, sure)) in enumerate(zip(stretch.slots, taken, strict=True))
        ]
        known = {id(label) for label, _ in taken}
        # a label that no field has is the end of the words before it all the same
        left = [Placed(one, None, is_sure=False) for one in page if one.is_marked and id(one) not in known]
        pages.append((*placed, *left))
    numbers = {id(one.label): one.address.number for page in pages for one in page if one.address is not None}
    torn = counter.headed.list_torn(numbers)
    for told in pages:
        yield tuple(
            evolve(one, is_sure=False, is_counted=False) if id(one.label) in torn else one for one in told
        )


def _count_files(form: FormKind, outline: Sequence[Stretch]) -> Counter[str]:
    """How many files each chapter has that names any: its names, and one more where it begins without.

    Where no chapter names a file, the document is of one.
    """
    heads = _list_heads(form)
    fields = [(at, list_slots(form)[at].field) for stretch in outline for at, _ in stretch.slots]
    told = [(at in heads, field.chapter) for at, field in fields if field is not None and field.is_by_file]
    named = Counter(chapter for is_name, chapter in told if is_name)
    first = {chapter: is_name for is_name, chapter in reversed(told)}
    return named + Counter(chapter for chapter in named if not first[chapter])


def _count_blocks(form: FormKind, slots: Sequence[int]) -> list[tuple[str, int]]:
    """The block of each slot of a page, and how often the page has begun that block anew."""
    counted: list[tuple[str, int]] = []
    seen: dict[str, tuple[int, int]] = {}
    for slot in slots:
        block = list_slots(form)[slot].block
        before, count = seen.get(block, (-1, 0))
        seen[block] = (slot, count + (slot <= before))
        counted.append((block, seen[block][1]))
    return counted


class _Page:
    """The slots of one page in printed order, and the labels that may take them."""

    def __init__(self, form: FormKind, labels: Sequence[Label], slots: Sequence[tuple[int, Kind]]) -> None:
        self._labels = labels
        self._slots = slots
        self._risks = list_risks(form)
        self._headings = [list_slots(form)[slot].field is None for slot, _ in slots]
        self._entry = _count_blocks(form, [slot for slot, _ in slots])
        self._at: dict[Kind, list[int]] = {}
        for i, (_, kind) in enumerate(slots):
            self._at.setdefault(kind, []).append(i)
        self._of: dict[Kind, list[int]] = {}
        for i, label in enumerate(labels):
            self._of.setdefault(label.slots, []).append(i)
        self._pinned = {**self._find_between(), **self._find_below(form)}
        """The slots whose label is known by what stands beside it: the heading of its part, or both its neighbours."""

    def _find_below(self, form: FormKind) -> dict[int, int]:
        """The first slots of risks with the labels right below their headings: where every heading has one there."""
        pinned: dict[int, int] = {}
        for i, (slot, kind) in enumerate(self._slots[:-1]):
            if list_slots(form)[slot].field is not None or self._slots[i + 1][0] != slot + 1:
                continue
            if list_slots(form)[slot + 1].field is None or not list_risks(form)[slot]:
                continue
            below = self._of[kind][0] + 1
            if len(self._of[kind]) > 1 or below == len(self._labels):
                return {}
            if self._labels[below].slots != self._slots[i + 1][1]:
                return {}
            pinned[i + 1] = below
        return pinned

    def _find_between(self) -> dict[int, int]:
        """The slots with the labels that stand between what the form has before and after, which is on the page once."""
        once = {self._of[kind][0]: i for i, (_, kind) in enumerate(self._slots) if len(self._of[kind]) == 1}
        pinned: dict[int, int] = {}
        for label, i in once.items():
            middle, kind = label + 1, self._slots[i + 1][1] if i + 1 < len(self._slots) else ()
            if (
                once.get(label + 2) == i + 2
                and self._labels[middle].slots == kind
                and len(self._of[kind]) > 1
            ):
                pinned[i + 1] = middle
        return pinned

    def arrange(self) -> list[tuple[Label, bool]]:
        """Return the label of each slot, and whether no other order of the page is as likely."""
        told = self._arrange()
        slot_of = {id(label): slot for (slot, _), (label, _) in zip(self._slots, told, strict=True)}
        return [
            (label, sure and (i in self._pinned or self._is_held(i, label, slot_of)))
            for i, (label, sure) in enumerate(told)
        ]

    def has_all(self, i: int) -> bool:
        """Whether the page has as many labels of a kind as it has slots of it, and no other slot may have lost its own."""
        kind = self._slots[i][1]
        walk = self._find_walk(i)
        asking = [slot for slot in kind if walk[0] <= slot <= walk[-1]]
        return len(self._of[kind]) == len(self._at[kind]) and len(asking) <= sum(one in kind for one in walk)

    def _is_held(self, i: int, label: Label, slot_of: Mapping[int, int]) -> bool:
        """Whether no risk of the page but its own may have lost the label, or what stands beside it is of its risk."""
        slot, kind = self._slots[i]
        walk = self._find_walk(i)
        asking = [one for one in kind if self._risks[one] and walk[0] <= one <= walk[-1]]
        if not self._risks[slot] or len(asking) <= sum(one in kind for one in walk):
            return True
        at = self._labels.index(label)
        beside = (*self._labels[max(at - 1, 0) : at], *self._labels[at + 1 : at + 2])
        return any(self._risks[slot_of[id(one)]] == self._risks[slot] for one in beside if id(one) in slot_of)

    def _find_walk(self, i: int) -> list[int]:
        """The slots about one of them over which the page goes on in the form without going back."""
        slots = [slot for slot, _ in self._slots]
        back = [at for at, (one, other) in enumerate(pairwise(slots), 1) if other <= one]
        first = max((at for at in back if at <= i), default=0)
        return slots[first : min((at for at in back if at > i), default=len(slots))]

    def _arrange(self) -> list[tuple[Label, bool]]:
        forward = {kind: self._of[kind][: len(at)] for kind, at in self._at.items()}
        backward = {kind: found[::-1] for kind, found in forward.items()}
        forward, backward = self._pin(forward), self._pin(backward)
        for way, step in ((forward, 1), (backward, -1)):
            if self._stands_in_order(way, step):
                return self._take_in_order(way, step)
        ways = [forward, backward, self._pin(self._near_headings(forward))]
        ordered = sorted((self._mend(way) for way in ways), key=self._scatter)
        best, cost = ordered[0], self._scatter(ordered[0])
        rivals = [way for way in ordered[1:] if self._scatter(way) < cost + _MARGIN]
        told: list[tuple[Label, bool]] = [(self._labels[0], False)] * len(self._entry)
        doubled = {
            self._entry[i][0]
            for kind, at in self._at.items()
            for i in at
            if len(self._of[kind]) > len(at) and self._entry[i][0].endswith(_ENTRY)
        }
        """Blocks of which the page prints a label once too often: where it is cut, or a sentence begins so."""
        rises = self._find_ways(best)
        for kind, at in self._at.items():
            sure = (len(at) == 1 or not rises or _find_way(best[kind]) in rises) and (
                len(self._of[kind]) == len(at) == 1
                or (
                    all(way[kind] == best[kind] for way in rivals)
                    and (len(at) == 1 or self._entry[at[0]][0] not in doubled)
                )
            )
            for i, label in zip(at, best[kind], strict=True):
                told[i] = self._labels[label], sure or i in self._pinned
        return told

    def _find_ways(self, way: dict[Kind, list[int]]) -> set[bool | None]:
        """Whether the entries that print their numbers stand in their order on the page, or against it."""
        numbered = (labels for labels in way.values() if len(labels) > 1 and self._labels[labels[0]].number)
        return {_find_way(labels) for labels in numbered}

    def _pin(self, way: dict[Kind, list[int]]) -> dict[Kind, list[int]]:
        """The same order, but for the labels whose slot is known."""
        known = set(self._pinned.values())
        told: dict[Kind, list[int]] = {}
        for kind, at in self._at.items():
            free = iter([label for label in (*way[kind], *self._of[kind]) if label not in known])
            told[kind] = [self._pinned[i] if i in self._pinned else next(free) for i in at]
        return told

    def _list_labels(self, way: dict[Kind, list[int]]) -> list[int]:
        """The label of each slot."""
        label_of = {i: label for kind, at in self._at.items() for i, label in zip(at, way[kind], strict=True)}
        return [label_of[i] for i in range(len(self._entry))]

    def _stands_in_order(self, way: dict[Kind, list[int]], step: int) -> bool:
        """Whether the labels of the page stand in the order of the form, or against it, and enough tell so.

        What tells so are labels that no other slot prints, and those that print their number. A few may have strayed.
        Where the numbers of its entries fall, the labels between them follow no order that is known.
        """
        told = self._list_labels(way)[::step]
        if self._count_falls(way):
            return False
        telling = sum(
            len(at) for kind, at in self._at.items() if len(at) == 1 or self._labels[way[kind][0]].number
        )
        if telling < _LEAST_TELLING:
            return False
        return sum(map(len, self._of.values())) - len(find_rising(told)) <= _STRAYED * len(told)

    def _take_in_order(self, way: dict[Kind, list[int]], step: int) -> list[tuple[Label, bool]]:
        """The labels of a page in the order of the form; one that has strayed is sure where it has no double.

        Where a heading has strayed, what comes again below each heading may be of another: one may be lost.
        """
        told = self._list_labels(way)
        rising = find_rising(told[::step])
        left = {kind for kind, found in self._of.items() if len(found) > len(self._at.get(kind, ()))}
        is_headed = all(label in rising for label, i in zip(told, self._headings, strict=True) if i)
        return [
            (
                self._labels[label],
                len(self._of[kind]) == 1 or (label in rising and kind not in left and is_headed),
            )
            for label, (_, kind) in zip(told, self._slots, strict=True)
        ]

    def _near_headings(self, way: dict[Kind, list[int]]) -> dict[Kind, list[int]]:
        """Give each entry that prints its number the labels that stand nearest to that number."""
        numbered = {kind for kind, found in way.items() if self._labels[found[0]].number}
        heading: dict[tuple[str, int], int] = {}
        told = dict(way)
        for kind in numbered:
            by_number = sorted(way[kind], key=lambda label: int(self._labels[label].number or 0))
            told[kind] = by_number
            heading |= {self._entry[i]: label for i, label in zip(self._at[kind], by_number, strict=True)}
        for kind, at in self._at.items():
            if kind not in numbered and 1 < len(at) <= _TRIED:
                told[kind] = self._find_nearest(kind, [heading.get(self._entry[i]) for i in at])
        return told

    def _find_nearest(self, kind: Kind, headings: Sequence[int | None]) -> list[int]:
        """The labels of a kind in the order in which they stand nearest to the headings of their entries."""

        def away(order: list[int]) -> int:
            pairs = zip(order, headings, strict=True)
            return sum(abs(label - heading) for label, heading in pairs if heading is not None)

        return min(map(list, permutations(self._of[kind], len(headings))), key=away)

    def _mend(self, way: dict[Kind, list[int]]) -> dict[Kind, list[int]]:
        best, cost = way, self._scatter(way)
        for kind in [kind for kind, at in self._at.items() if 1 < len(at) <= _TRIED]:
            for order in permutations(self._of[kind], len(self._at[kind])):
                other = {**best, kind: list(order)}
                if self._pin(other)[kind] != other[kind]:
                    continue
                scatter = self._scatter(other)
                if scatter < cost:
                    best, cost = other, scatter
        return best

    def _scatter(self, way: dict[Kind, list[int]]) -> float:
        """How far the entries of a page are scattered over it: the less, the likelier.

        Counted in labels: how far each stands from the middle of its entry, and how often the page changes from
        one entry to another. Numbers that fall in the order of the form are worse than any of it.
        """
        entry = {
            label: self._entry[i]
            for kind, at in self._at.items()
            for i, label in zip(at, way[kind], strict=True)
        }
        entries: dict[tuple[str, int], list[int]] = {}
        for label in sorted(entry):
            entries.setdefault(entry[label], []).append(label)
        away = sum(abs(label - median(found)) for found in entries.values() for label in found)
        changes = sum(entry[one] != entry[other] for one, other in pairwise(sorted(entry)))
        return away + _CHANGE * changes + _FALL * self._count_falls(way)

    def _count_falls(self, way: dict[Kind, list[int]]) -> int:
        """How often a number of an entry is less than that of the entry before it in the order of the form."""
        numbers = [
            [int(self._labels[label].number) for label in way[kind]]
            for kind, at in self._at.items()
            if len(at) > 1 and self._labels[way[kind][0]].number
        ]
        return sum(later < sooner for run in numbers for sooner, later in pairwise(run))


def _find_way(labels: Sequence[int]) -> bool | None:
    """Whether labels rise, None where they neither rise nor fall."""
    ordered = sorted(labels)
    return True if list(labels) == ordered else False if list(labels) == ordered[::-1] else None


def find_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return the members of a longest run of numbers that rises, among numbers of which none comes twice."""
    ends: list[int] = []
    """Of each length, the place of the least number at which a run so long ends."""
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number, key=lambda end: numbers[end])
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [at]
    rising: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        rising.add(numbers[at])
        at = before[at]
    return frozenset(rising)


@define
class _Counting:
    """Which file and which entry the next label belongs to."""

    form: FormKind
    is_known: bool
    """Whether the order of the pages tells of which file they are."""
    counted: Counter[str]
    """How many files each chapter has that names any."""
    printed: AbstractSet[tuple[Kind, int]]
    """The numbers that the headings of entries print."""
    headed: Headed
    """What the headings of entries tell of the labels beside them."""
    _before: dict[str, int] = field(factory=dict)
    _files: dict[str, int] = field(factory=dict)
    _numbers: dict[str, str] = field(factory=dict)
    _headings: dict[str, Label] = field(factory=dict)
    """The label that has told the number of each block."""
    _worn: set[str] = field(factory=set)
    """Blocks whose last number counts on from none that the document prints."""
    _numbered: set[str] = field(factory=set)
    """Blocks of which the page has printed a number."""
    _begun: set[str] = field(factory=set)
    """Chapters that name their file next: only there may it begin."""
    _lost: set[str] = field(factory=set)
    """Chapters that began or went back without a name: of which file they tell from there on is not known.

    The file that is named next may be the second or the third.
    """

    def turn(self) -> None:
        """Turn to the next page."""
        self._numbered.clear()

    def place(self, slot: int, label: Label, *, is_sure: bool) -> Placed:
        """Return the next label of the form at its place."""
        told = list_slots(self.form)[slot]
        block, counts_files = told.block, told.block.startswith(_BY_FILE)
        chapter = told.field.chapter if told.field and told.field.is_by_file else block.partition(".")[0]
        if slot in _list_heads(self.form):
            self._begun.add(chapter)
        if told.field is None:
            # A heading counts no file: the list of contents has it too.
            if block.endswith(_ENTRY):
                self._count_entry(block, slot, label)
                self._before[block] = slot
            return Placed(label, None, is_sure)
        if counts_files:
            self._count_file(chapter, slot, block)
        if block.endswith(_ENTRY):
            self._count_entry(block, slot, label)
        self._before[chapter] = self._before[block] = slot
        file = f"ファイル{self._files[chapter]}" if counts_files else ""
        address = Address(self.form, told.field.path, file, self._numbers.get(block, ""))
        is_filed = not counts_files or (self.is_known and chapter not in self._lost)
        number = self._numbers.get(block)
        is_counted = number is None or (
            (self.is_known or block in self._numbered)
            and block not in self._worn
            and not self.headed.denies(label, number, self._headings.get(block))
        )
        return Placed(label, address, is_sure and is_counted, is_filed, is_counted)

    def _count_file(self, chapter: str, slot: int, block: str) -> None:
        """A file begins at a heading where its chapter goes back, but for the entries that come again in it."""
        before = self._before.get(chapter, slot)
        goes_on = slot > before or (block.endswith("{k}") and list_slots(self.form)[before].block == block)
        asked = list_slots(self.form)[slot].field
        is_list = asked is not None and asked.kind is FieldKind.LIST
        if chapter in self._files and slot == before and not is_list:
            self._begun.discard(chapter)  # the same name again
            return
        if chapter in self._files and goes_on and not is_list:
            return
        if chapter not in self._begun:
            self._files.setdefault(chapter, 1)
            self._lost |= {chapter} if self.counted[chapter] else set()
            return
        self._files[chapter] = self._files.get(chapter, 0) + 1
        self._numbers = {b: n for b, n in self._numbers.items() if not b.startswith(f"{chapter}.")}
        self._before = {b: n for b, n in self._before.items() if not b.startswith(f"{chapter}.")}
        self._begun.discard(chapter)
        if len(set(self.counted.values())) == 1:  # as many here as in the other chapter: none is missing
            self._lost.discard(chapter)

    def _count_entry(self, block: str, slot: int, label: Label) -> None:
        """An entry says its number; one whose heading is not found comes after the one before."""
        known = self._numbers.get(block)
        if label.number:
            number = int(label.number)
            self._numbers[block] = label.number
            self._headings[block] = label
            self._numbered.add(block)
            self._worn.discard(block)
            beside = {(label.slots, number - 1), (label.slots, number + 1)}
            if number > 1 and beside.isdisjoint(self.printed) and number != int(known or 0) + 1:
                self._worn.add(block)
        elif known is None or slot < self._before.get(block, -1):
            self._numbers[block] = str(int(known or 0) + 1)


@cache
def _list_heads(form: FormKind) -> frozenset[int]:
    """The slots at which a file may begin: its name, its list of 記録項目."""
    fields = ((slot.position, slot.field) for slot in list_slots(form) if slot.field)
    return frozenset(at for at, field in fields if field.full in _NAMES or field.kind is FieldKind.LIST)
