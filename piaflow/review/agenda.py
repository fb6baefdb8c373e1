"""Agenda: the fields that a change makes somebody rewrite or look at, each with what makes it so."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from hashlib import blake2s

from attrs import evolve, frozen

from piaflow.domain.names import EntryName, fold
from piaflow.domain.records import AGENDA
from piaflow.impact.answer import Impact
from piaflow.impact.differences import Difference, Part
from piaflow.impact.items import ItemChange, Origin

_MARK_BYTES = 4
_ENTRY_SECTIONS = {
    "入手": "Ⅱ.3",
    "使用": "Ⅱ.3",
    "保管": "Ⅱ.6",
    "委託事項": "Ⅱ.4",
    "提供先": "Ⅱ.5",
    "移転先": "Ⅱ.5",
}
"""Where the form prints what the model holds as an entry of a file."""
_PICTURE, _LIST_OF_FILES = "別添1", "Ⅰ.3"


@frozen
class Why:
    """なぜ: the cause, or what of the model differs, and the flows (by their ids), nodes and entries that make it so."""

    said: str
    by: tuple[str, ...] = ()


@frozen
class AgendaItem:
    """見直すこと: one field of the form to rewrite or to look at, and why."""

    item: ItemChange
    whys: tuple[Why, ...]

    @property
    def subject(self) -> str:
        """The name under which a decision means the field, whatever is changed in it: agenda@Ⅲ.税ファイル.2.リスク2."""
        address = self.item.address
        return f"{AGENDA}{evolve(address, file=self.item.file) if address.file else address}"

    @property
    def key(self) -> str:
        """The name under which a decision means this very change of the field: with a mark of what it is about."""
        told = (
            self.item.origin.value,
            fold(self.item.before),
            fold(self.item.after),
            sorted((fold(why.said), sorted(map(fold, why.by))) for why in self.whys),
        )
        mark = blake2s(json.dumps(told).encode(), digest_size=_MARK_BYTES).hexdigest()
        return f"{self.subject}#{mark}"

    @property
    def reasons(self) -> tuple[Why, ...]:
        """What makes it so, but for what says only that this very field differs."""
        itself = (self.subject.removeprefix(AGENDA), Part.OVERVIEW.value)
        return tuple(why for why in self.whys if why.by not in [(name,) for name in itself])

    def is_meant(self, key: str) -> bool:
        """Whether a decision of this key is about the field, be it about another change of it."""
        return fold(key.partition("#")[0]) == fold(self.subject)


def list_agenda(impact: Impact) -> tuple[AgendaItem, ...]:
    """Return the items of an impact, each with its causes and with the differences that the field tells of."""
    return tuple(AgendaItem(item, tuple(_list_whys(impact, item))) for item in impact.items)


def _list_whys(impact: Impact, item: ItemChange) -> Iterator[Why]:
    """Yield each cause and each kind of difference once, with all that makes it so."""
    told = [(cause.kind.value, cause.made_by) for cause in item.causes]
    if item.origin is Origin.DERIVED:
        drawn = {name for a in (impact.before, impact.after) for name in a.flow_ids if a.flow(name).diagram}
        differing = [d for d in impact.differences if _tells_of(item, d, drawn)]
        is_entry = any(d.part is Part.ENTRY for d in differing)
        told += [
            (f"{d.part.value}の{d.kind.value}", (d.name,))
            for d in differing
            if not (is_entry and d.part is Part.FILE)
        ]
    joined: dict[str, dict[str, None]] = {}
    for said, by in told:
        joined.setdefault(said, {}).update(dict.fromkeys(by))
    yield from (Why(said, tuple(by)) for said, by in joined.items())


def _tells_of(item: ItemChange, told: Difference, drawn: Collection[str]) -> bool:
    """Whether a field is one in which the form prints what differs: in 別添1 the flows that are drawn."""
    address, name, entry = item.address, told.name, EntryName(told.name)
    match told.part:
        case Part.TEXT:
            found = name == str(evolve(address, file=item.file) if address.file else address)
        case Part.FLOW:
            found = address.place == _PICTURE and name in drawn
        case Part.STEP:
            found = address.place == _PICTURE
        case Part.OVERVIEW:
            found = not item.subject and address.place not in (_PICTURE, _LIST_OF_FILES)
        case Part.ENTRY:
            section = next((s for word, s in _ENTRY_SECTIONS.items() if entry.number.startswith(word)), "")
            found = item.subject in (name, entry.file) and address.section.startswith(section)
        case Part.FILE:
            found = item.subject == name if item.subject else address.place == _LIST_OF_FILES
        case Part.SYSTEM | Part.PARTY:
            found = item.subject in (name, told.was or name)
        case _:
            found = False
    return found
