"""On which side of the heading of an entry its labels stand: below it, or above it where a layer goes up the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import define, field

from piaflow.domain.choices import FormKind
from piaflow.source.grammar import list_slots
from piaflow.source.labels import Label

_ENTRY = ("{n}", "{k}")
_LEAST = 5
"""Labels all in the order of the form, or all against it, by which a heading is known for theirs: fewer stand so by
chance on a page that a layer has scattered."""


@define
class Headed:
    """The labels whose entry the heading beside them tells."""

    _numbers: dict[int, str] = field(factory=dict)
    """By label, the number of the heading that it runs to, or that it runs from."""
    _others: dict[int, frozenset[int]] = field(factory=dict)
    """By heading, the labels on its other side."""
    _climbing: list[tuple[int, ...]] = field(factory=list)
    """Labels one after the other that stand all against the order of the form: they are of one entry."""

    @classmethod
    def of(cls, form: FormKind, labels: Sequence[Label]) -> Headed:
        """Return what the headings among the labels of a document tell."""
        headed = cls()
        headed._climbing += _find_climbing(form, labels)
        for at, heading in enumerate(labels):
            block = list_slots(form)[heading.slots[0]].block
            if not heading.number or not block:
                continue
            above = list(_run(form, block, labels[at - 1 :: -1] if at else []))
            below = list(_run(form, block, labels[at + 1 :]))
            is_above, is_below = _rises(form, block, above), _rises(form, block, below)
            if is_above is not is_below:
                own, other = (above, below) if is_above else (below, above)
                headed._numbers |= {id(label): heading.number for label in own}
                headed._others[id(heading)] = frozenset(map(id, other))
        return headed

    def denies(self, label: Label, number: str, heading: Label | None) -> bool:
        """Whether a label is of another entry than the one of a number, which the last heading has told."""
        told = self._numbers.get(id(label), number)
        return told != number or (heading is not None and id(label) in self._others.get(id(heading), ()))

    def list_torn(self, numbers: Mapping[int, str]) -> frozenset[int]:
        """Return the labels of which it is not known of which entry they are, of those with the numbers given.

        So are all of an entry that goes up the page where they have several numbers, or where no heading has
        told theirs: the entries of such a page count down.
        """
        torn = (
            run
            for run in self._climbing
            if len({numbers[one] for one in run if one in numbers}) > 1 or not self._numbers.keys() & set(run)
        )
        return frozenset(one for run in torn for one in run)


def _find_climbing(form: FormKind, labels: Sequence[Label]) -> Iterator[tuple[int, ...]]:
    """The longest runs of labels of one entry that stand against the order of the form."""
    blocks = dict.fromkeys(slot.block for slot in list_slots(form) if slot.block.endswith(_ENTRY))
    for block in blocks:
        run: list[Label] = []
        last = -1
        for label in (*labels, None):
            place = -1 if label is None or label.number else _find_place(form, block, label)
            if not -1 < place < last:
                if len(run) >= _LEAST:
                    yield tuple(map(id, run))
                run = []
            run += [label] if label is not None and place >= 0 else []
            last = place


def _find_place(form: FormKind, block: str, label: Label) -> int:
    """The place of a label among those of an entry, -1 where it is none of them."""
    return min((slot for slot in label.slots if list_slots(form)[slot].block == block), default=-1)


def _run(form: FormKind, block: str, labels: Sequence[Label]) -> Iterator[Label]:
    """The labels of an entry one after the other, up to a heading or to what is of no entry."""
    for label in labels:
        if label.number or _find_place(form, block, label) < 0:
            return
        yield label


def _rises(form: FormKind, block: str, run: Sequence[Label]) -> bool:
    """Whether labels, counted from their heading, stand in the order of the form."""
    places = [_find_place(form, block, label) for label in run]
    return len(places) >= _LEAST and all(one < other for one, other in pairwise(places))
