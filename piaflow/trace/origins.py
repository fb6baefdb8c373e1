"""Where an item enters, when nobody says where to start."""

from __future__ import annotations

from collections.abc import Mapping

from piaflow.trace.entries import find_components
from piaflow.trace.index import Index, Origins
from piaflow.trace.kernel import Kernel
from piaflow.trace.spread import find_forms


def find_origins(index: Index, kernel: Kernel, item: int) -> Origins:
    """Return where the item enters: the ends of edges that carry it to which no other carries it.

    Where edges run in a circle, the circle is entered at the sources of its 入手, else at its files and
    conversions, else anywhere in it. Files that record the item and nodes whose conversion makes it count even
    where no flow says how it got in. An identifier that
    systems issue (符号, 宛名番号 …) does not enter by an 等 alone; an identifier does not enter where the catalogue says that
    it is not known, nor (個人番号 aside) at a natural person, unless a flow from there states it.
    """
    if item not in index.origins:
        for circle in find_components({i: sorted(index.made_of.get(i, ())) for i in _behind(index, item)}):
            _remember(index, kernel, circle)
    return index.origins[item]


def _behind(index: Index, item: int) -> list[int]:
    """Return the item and everything that conversions make it of."""
    found = {item: None}
    waiting = [item]
    for made in waiting:
        waiting.extend(source for source in index.made_of.get(made, ()) if source not in found)
        found.update(dict.fromkeys(waiting))
    return list(found)


def _remember(index: Index, kernel: Kernel, circle: set[int]) -> None:
    """Find the origins of items that conversions make of one another: first without, then with each other's."""
    first: dict[int, Origins] = {}
    if len(circle) > 1:
        first = {
            item: _find(index, kernel, item, index.origins) for item in circle if item not in index.origins
        }
    known = {**index.origins, **first}
    found = {item: _find(index, kernel, item, known) for item in circle if item not in index.origins}
    index.origins.update(found)


def _find(index: Index, kernel: Kernel, item: int, known: Mapping[int, Origins]) -> Origins:
    sure, maybe = _makers(index, kernel, item, known)
    definite = kernel.find_entries(item, sure, is_sure=True)
    possible = kernel.find_entries(item, sure | maybe, is_sure=False) - definite
    names = index.graph.names
    return Origins(
        tuple(sorted(definite, key=names.__getitem__)), tuple(sorted(possible, key=names.__getitem__))
    )


def _makers(
    index: Index, kernel: Kernel, item: int, known: Mapping[int, Origins]
) -> tuple[set[int], set[int]]:
    """Return the nodes that certainly, and those that possibly, make the item out of another."""
    sure: set[int] = set()
    maybe: set[int] = set()
    for source, here in index.made_of.get(item, {}).items():
        if source in known:
            origins, forms = known[source], find_forms(index, (source,))
            reached = kernel.spread_sure(forms, origins.definite)
            strong, weak = kernel.spread_open(forms, (*origins.definite, *origins.possible))
            sure.update(node for node, certain in here.items() if certain and node in reached)
            maybe.update(node for node in here if node in strong or node in weak)
    return sure, maybe
