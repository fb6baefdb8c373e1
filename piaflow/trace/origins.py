"""Where an item enters, when nobody says where to start, and how far it goes from there."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence

from piaflow.trace.index import Index
from piaflow.trace.kernel import Kernel
from piaflow.trace.spread import Forms, Reached, find_forms


def reach(
    kernel: Kernel,
    forms: Forms,
    starts: Sequence[int],
    possible: Sequence[int] = (),
    late: Sequence[int] = (),
    untold: frozenset[int] = frozenset(),
) -> Reached:
    """Return what the forms reach from the states where they certainly start, and from those where they may.

    They may at the `late` ones that nothing else leads to; the `untold` may have them whatever leads there.
    """
    levels, more = kernel.spread(forms, starts, possible, late)
    return Reached(forms, tuple(starts), (*possible, *more), levels, untold)


def reach_from_entries(index: Index, kernel: Kernel, item: int) -> Reached:
    """Return how far an item goes from where it enters: the ends of edges that carry it to which no other carries it.

    Where edges run in a circle, the circle is entered at the sources of its 入手, else at its files and
    conversions, else anywhere in it. Files that record the item and nodes whose conversion makes it count even
    where no flow says how it got in; what may have it by itself is a possible start wherever nothing else brings
    it there. An identifier that systems issue (符号, 宛名番号 …) does not enter by an 等 alone; an identifier does not
    enter where the catalogue says that it is not known, nor (個人番号 aside) at a natural person, unless a flow from
    there states it. Items that are alike share one answer: that of the first of them.
    """
    if item in index.reached:
        return index.reached[item]
    alike = index.alike(item)
    if alike != item:
        index.reached[item] = reach_from_entries(index, kernel, alike)
    else:
        *ingredients, own = _list_circles(index, item)
        for circle in ingredients:
            # what else they become is of no interest here
            _remember(index, kernel, circle, index.ingredients, within=circle)
        _remember(index, kernel, own, index.reached)
    return index.reached[item]


def _list_circles(index: Index, item: int) -> list[set[int]]:
    """Return the item and everything that conversions make it of: what they make of one another, the item last."""
    if item not in index.made_of:
        return [{item}]
    behind, waiting = {item}, [item]
    for made in waiting:
        sources = index.made_of.get(made, {}).keys() - behind
        behind |= sources
        waiting += sources
    return [circle for circle in index.circles if not circle.isdisjoint(behind)]


def _remember(
    index: Index,
    kernel: Kernel,
    circle: Collection[int],
    kept: dict[int, Reached],
    within: Container[int] | None = None,
) -> None:
    """Find the reach of items that conversions make of one another: first without, then with each other's."""
    left = [item for item in circle if item not in kept]
    known = {item: there for item, there in index.ingredients.items() if item not in circle}
    if len(circle) > 1:
        known |= {item: _find(index, kernel, find_forms(index, (item,), within), known) for item in left}
    kept.update({item: _find(index, kernel, find_forms(index, (item,), within), known) for item in left})


def _find(index: Index, kernel: Kernel, forms: Forms, known: Mapping[int, Reached]) -> Reached:
    """Return the reach of the first form from where it enters."""
    item = forms.items[0]
    sure, maybe = _makers(index, item, known)
    definite, possible = kernel.find_entries(item, sure, maybe)
    late, untold = [*forms.holders[0]], index.may_have_untold(item)  # states of the first form are nodes
    return reach(kernel, forms, [*definite], [*possible - definite], late, untold)


def _makers(index: Index, item: int, known: Mapping[int, Reached]) -> tuple[set[int], set[int]]:
    """Return the nodes that certainly, and those that possibly, make the item out of another."""
    sure: set[int] = set()
    maybe: set[int] = set()
    for source, here in index.made_of.get(item, {}).items():
        if source in known:
            there = known[source]
            sure.update(node for node, certain in here.items() if certain and there.is_sure(node))
            maybe.update(filter(there.has, here))
    return sure, maybe
