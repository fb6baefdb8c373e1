"""Where an item enters, when nobody says where to start, and how far it goes from there."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from piaflow.trace.index import Index, Made
from piaflow.trace.kernel import Kernel
from piaflow.trace.spread import Forms, Reached, find_forms


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
            *ingredients, own = _list_circles(index, item)
            for circle in ingredients:
                if circle.isdisjoint(index.ingredients):
                    index.ingredients.update(_find_ingredients(index, kernel, circle))
            index.reached.update(_find_all(index, kernel, own))
            found = index.reached[item]
    return found


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


def _find_ingredients(index: Index, kernel: Kernel, circle: set[int]) -> dict[int, Made]:
    """Return where each of a circle is, of the nodes where others are made of it.

    Where it surely is at all of them, no more is asked; and what else it becomes never is.
    """
    if len(circle) == 1:
        (item,) = circle
        sure, _ = _find_makers(index, item, index.ingredients)
        nodes = index.makes[item].keys()
        if kernel.gets_surely(item, kernel.find_entries(item, sure, is_sure=True), nodes):
            return {item: (nodes, nodes)}
    return {
        item: _find_made(index, reached) for item, reached in _find_all(index, kernel, circle, circle).items()
    }


def _find_made(index: Index, reached: Reached) -> Made:
    """Return where the first form surely and possibly is of the nodes where others are made of it."""
    nodes = index.makes[reached.forms.items[0]]
    return {*filter(reached.is_sure, nodes)}, {*filter(reached.has, nodes)}


def _find_all(
    index: Index, kernel: Kernel, circle: set[int], within: Container[int] | None = None
) -> dict[int, Reached]:
    """Return the reach of items that conversions make of one another: found first without, then with each other's."""
    known = index.ingredients
    forms = {item: find_forms(index, (item,), within) for item in circle}
    if len(circle) > 1:
        known = {item: made for item, made in known.items() if item not in circle}
        known |= {item: _find_made(index, _find(index, kernel, forms[item], known)) for item in circle}
    return {item: _find(index, kernel, forms[item], known) for item in circle}


def _find(index: Index, kernel: Kernel, forms: Forms, known: Mapping[int, Made]) -> Reached:
    """Return the reach of the first form from where it enters; of that the states are nodes."""
    item = forms.items[0]
    sure, maybe = _find_makers(index, item, known)
    definite = kernel.find_entries(item, sure, is_sure=True)
    possible = kernel.find_entries(item, sure | maybe, is_sure=False) - definite
    levels, more = kernel.spread(forms, [*definite], [*possible], [*index.holders(item)])
    return Reached(forms, (*definite,), (*possible, *more), levels, index.may_have_untold(item))


def _find_makers(index: Index, item: int, known: Mapping[int, Made]) -> tuple[set[int], set[int]]:
    """Return the nodes that certainly, and those that possibly, make the item out of another."""
    sure, maybe = set[int](), set[int]()
    for source, at in index.made_of.get(item, {}).items():
        if source in known:
            surely, possibly = known[source]
            sure.update(node for node in at.keys() & surely if at[node])
            maybe |= at.keys() & possibly
    return sure, maybe
