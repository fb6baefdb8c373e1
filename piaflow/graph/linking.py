"""What Ⅰ.2③ ticks as 庁内連携システム across the documents of one 団体: it has one such link, whoever draws it.

Within a document its flows tell what goes by the link, or nobody does. Between two documents nobody does: what ticks it in
the one may give to, or get from, what ticks it in the other, and the system that the other draws as the link.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import define, field

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.graph.body_names import find_place
from piaflow.graph.connecting import Connected
from piaflow.graph.hubs import lead, list_ranges
from piaflow.law.connection_choices import find_standing

_LINK = ConnectionChoice.INTERNAL


@define(eq=False)
class _Linked:
    """A system that ticks the link, or `is_link` itself; `beside` are the labels of all systems of its documents."""

    label: str
    is_link: bool = False
    is_told: bool = False
    beside: set[str] = field(factory=set)


def find_linked(
    models: Sequence[Assessment], labels: Sequence[Mapping[str, str]], touched: Container[str]
) -> Iterator[Connected]:
    """Yield how the systems lead to those that flows touch; two that one document writes are told by it alone."""
    places: dict[str, dict[str, _Linked]] = {}
    for model, names in zip(models, labels, strict=True):
        here = {names[system.name] for system in model.systems}
        place = places.setdefault(find_place(model.body) or names[model.assessor.name], {})
        for one in _list_linked(model, names):
            known = place.setdefault(one.label, _Linked(one.label))
            known.is_link |= one.is_link
            known.is_told |= one.is_told
            known.beside |= here
    for name, place in places.items():
        members = sorted(place.values(), key=lambda one: (not one.is_link, not one.is_told, one.label))
        yield from _lead(name, members, touched)


def _list_linked(model: Assessment, labels: Mapping[str, str]) -> Iterator[_Linked]:
    """Yield what a document draws as the link; where it draws none what ticks it, or has a box that cannot be read."""
    drawn = find_standing(model.systems).get(_LINK, ())
    yield from (_Linked(labels[system.name], is_link=True, is_told=True) for system in drawn)
    for system in model.systems if not drawn else ():
        boxes = {c.box for c in system.connects if c.name == _LINK.value} - {Certainty.NO}
        if boxes:
            yield _Linked(labels[system.name], is_told=Certainty.YES in boxes)


def _lead(name: str, members: Sequence[_Linked], touched: Container[str]) -> Iterator[Connected]:
    """Yield the ways by boxes that are told, and those by one that cannot be read; a link is not linked by another."""
    targets = [one for one in members if one.label in touched]
    place = {one.label: at for at, one in enumerate(targets)}
    links, told = (sum(map(is_so, targets)) for is_so in (lambda one: one.is_link, lambda one: one.is_told))
    for is_unread in (False, True):
        ranges = {}
        for one in members:
            first = max(links if one.is_link else 0, told if is_unread and one.is_told else 0)
            last = told if not is_unread else len(targets)
            within = [(first, last)] if first < last and (is_unread or one.is_told) else []
            ranges[one.label] = list_ranges(within, map(place.__getitem__, place.keys() & one.beside))
        ways = lead(f"link {name} {is_unread}", ranges, [1] * len(targets))
        yield Connected(tuple(one.label for one in targets), ways, is_unread)
