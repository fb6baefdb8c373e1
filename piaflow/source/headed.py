"""On which side of the heading of an entry its labels stand: below it, or above it where a layer goes up the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import define, field

from piaflow.domain.choices import FormKind
from piaflow.source.grammar import list_slots
from piaflow.source.labels import Label

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

    @classmethod
    def of(cls, form: FormKind, labels: Sequence[Label]) -> Headed:
        """Return what the headings among the labels of a document tell."""
        headed = cls()
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


def _run(form: FormKind, block: str, labels: Sequence[Label]) -> Iterator[Label]:
    """The labels of an entry one after the other, up to a heading or to what is of no entry."""
    for label in labels:
        if label.number or not any(list_slots(form)[slot].block == block for slot in label.slots):
            return
        yield label


def _rises(form: FormKind, block: str, run: Sequence[Label]) -> bool:
    """Whether labels, counted from their heading, stand in the order of the form."""
    places = [min(slot for slot in label.slots if list_slots(form)[slot].block == block) for label in run]
    return len(places) >= _LEAST and all(one < other for one, other in pairwise(places))
