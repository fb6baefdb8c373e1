"""Where an item enters, when nobody says where to start, and how far it goes from there."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial

from piaflow.trace.index import Index, Made
from piaflow.trace.kernel import Kernel
from piaflow.trace.makers import NOBODY, Makers
from piaflow.trace.spread import Forms, Reached, find_forms, forms_of

Ask = Callable[[], Mapping[int, Made]]
"""Tells where what an item is made of is."""


def reach(
    kernel: Kernel,
    forms: Forms,
    starts: Sequence[int],
    possible: Sequence[int] = (),
    untold: frozenset[int] = frozenset(),
) -> Reached:
    """Return what the forms reach from the states where they certainly start, and from those where they may.

    The `untold` may have them whatever leads there.
    """
    levels, _ = kernel.spread(forms, starts, possible, ())
    return Reached(forms, tuple(starts), tuple(possible), levels, untold)


def reach_from_entries(index: Index, kernel: Kernel, item: int) -> Reached:
    """Return how far an item goes from where it enters: the ends of edges that carry it to which no other carries it.

    Where edges run in a circle, the circle is entered at the sources of its 入手, else at its files and
    conversions, else anywhere in it. Files that record the item and nodes whose conversion makes it count even
    where no flow says how it got in; what may have it by itself is a possible start wherever nothing else brings
    it there. An identifier that systems issue (符号, 宛名番号 …) does not enter by an 等 alone; an identifier does not
    enter where the catalogue says that it is not known, nor (個人番号 aside) at a natural person, unless a flow from
    there states it. Items that are alike share one answer: that of the first of them.
    """
    found = index.reached.get(item)
    if found is None:
        alike = index.alike(item)
        if alike != item:
            found = index.reached[item] = reach_from_entries(index, kernel, alike)
        else:
            own = index.circle_of.get(item, {item})
            index.reached.update(_find_all(index, kernel, own, partial(_ask, index, kernel, item)))
            found = index.reached[item]
    return found


def _ask(index: Index, kernel: Kernel, item: int) -> Mapping[int, Made]:
    """Return where what an item is made of is, each circle of it after those that it is made of."""
    for circle in _list_ingredients(index, item):
        if circle.isdisjoint(index.ingredients):
            index.ingredients.update(_find_ingredients(index, kernel, circle))
    return index.ingredients


def _list_ingredients(index: Index, item: int) -> list[set[int]]:
    """Return all that conversions make an item of, in circles, but for the circle of the item itself."""
    behind, waiting = {item}, [item]
    for made in waiting:
        sources = index.made_of.get(made, {}).keys() - behind
        behind |= sources
        waiting += sources
    return [circle for circle in index.circles if item not in circle and not circle.isdisjoint(behind)]


def _find_ingredients(index: Index, kernel: Kernel, circle: set[int]) -> dict[int, Made]:
    """Return where each of a circle is, of the nodes where others are made of it.

    Where it surely is at all of them, no more is asked; and what else it becomes never is.
    """
    known = index.ingredients
    if len(circle) == 1:
        (item,) = circle
        entered = kernel.find_entries(item, _list_makers(index, item, lambda: known), is_sure=True)
        nodes = index.makes[item].keys()
        if kernel.gets_surely(item, entered, nodes):
            return {item: (nodes, nodes)}
    found = _find_all(index, kernel, circle, lambda: known, circle)
    return {item: _find_made(index, reached) for item, reached in found.items()}


def _find_made(index: Index, reached: Reached) -> Made:
    """Return where the first form surely and possibly is of the nodes where others are made of it."""
    nodes = index.makes[reached.forms.items[0]]
    return {*filter(reached.is_sure, nodes)}, {*filter(reached.has, nodes)}


def _find_all(
    index: Index, kernel: Kernel, circle: set[int], ask: Ask, within: Container[int] | None = None
) -> dict[int, Reached]:
    """Return the reach of items that conversions make of one another: found first without, then with each other's."""
    if len(circle) == 1:
        (item,) = circle
        forms = forms_of(index, item) if within is None else find_forms(index, (item,), within)
        return {item: _find(index, kernel, forms, ask)}
    each = {item: find_forms(index, (item,), within) for item in circle}
    others = {item: made for item, made in ask().items() if item not in circle}
    alone = {item: _find(index, kernel, each[item], lambda: others) for item in circle}
    together = others | {item: _find_made(index, reached) for item, reached in alone.items()}
    return {item: _find(index, kernel, each[item], lambda: together) for item in circle}


def _find(index: Index, kernel: Kernel, forms: Forms, ask: Ask) -> Reached:
    """Return the reach of the first form from where it enters; of that the states are nodes."""
    item = forms.items[0]
    makers = _list_makers(index, item, ask)
    definite = kernel.find_entries(item, makers, is_sure=True)
    possible = kernel.find_entries(item, makers, is_sure=False) - definite
    if index.graph.twins:
        definite |= index.list_twins(definite)
        possible |= index.list_twins(possible) - definite
    levels, more = kernel.spread(forms, [*definite], [*possible], [*index.holders(item)])
    return Reached(forms, (*definite,), (*possible, *more), levels, index.may_have_untold(item))


def _list_makers(index: Index, item: int, ask: Ask) -> Makers:
    """Return the nodes that make an item out of others; of where these are is asked when it matters."""
    if item not in index.made_of:
        return NOBODY
    made_of = index.made_of[item]

    def find() -> tuple[set[int], set[int]]:
        known, sure, maybe = ask(), set[int](), set[int]()
        for source, at in made_of.items():
            if source in known:
                surely, possibly = known[source]
                sure.update(node for node in at.keys() & surely if at[node])
                maybe |= at.keys() & possibly
        return sure, maybe

    return Makers(index.makers[item], find)
