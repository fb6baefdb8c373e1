"""The right names of an assessment's parts, and what is said of a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.contracts import SPECIFIC
from piaflow.domain.items import STANDARD_ITEMS
from piaflow.domain.names import EntryName, fold
from piaflow.domain.visible import reveal
from piaflow.errors import Advisor, Problem, Where, clip

if TYPE_CHECKING:
    from piaflow.domain.assessment import Draft
    from piaflow.domain.items import Item
    from piaflow.domain.nodes import Node

_LEAST_OF_A_SLIP = 4
_BETWEEN = re.compile(r"[、，\s]+")


@frozen
class Names:
    """名前の集まり: a set of right names, what they are names of, and the part of a model that gives them.

    `known` gives the name as its owner spells it for each folded name.
    """

    what: str
    known: Mapping[str, str]
    home: str = ""
    advisor: Advisor = field(factory=Advisor, eq=False)

    def find(self, name: str) -> str | None:
        """Return the right name that this one is a spelling of, or None."""
        return self.known.get(name) or self.known.get(fold(name))

    def refuse(self, where: Where, name: str) -> Problem:
        """Return what is said of a wrong name: the nearest right one, or where to add it."""
        return Problem(where, f"{self.what}「{reveal(clip(name))}」はありません{self._advise(name)}")

    def _advise(self, name: str) -> str:
        parts = [part for part in _BETWEEN.split(name) if part]
        if len(parts) > 1 and fold(parts[0]) in self.known:
            return f"（「, 」で区切ります: {clip(', '.join(parts))}）"
        near = self.advisor.hint(name, self.known.values())
        return near or (f"（{self.home} に書き足します）" if self.home else "")


def list_known_names(a: Draft) -> Mapping[str, Names]:
    """Return the names that a draft declares, by what they are names of."""
    advisor = Advisor()

    def names(what: str, known: Iterable[tuple[str, str]], home: str = "") -> Names:
        folded: dict[str, str] = {}
        for written, meant in known:
            folded.setdefault(fold(written), meant)
        return Names(what, folded, home, advisor)

    body = a.overview.body
    parties, systems, files = _all_names(a.parties), _all_names(a.systems), _all_names(a.files)
    zones = _same(zone.name for zone in a.zones)
    assessor, choices = [(body, body)], _same(choice.value for choice in ConnectionChoice)
    nodes = [*parties, *systems, *files, *assessor]
    items = _item_names((*a.items, *STANDARD_ITEMS))
    handed_to = {entry.recipient for file in a.files for entry in (*file.provisions, *file.transfers)}
    # A list of 記録項目 may hold what is no item of the model: each of its names is right, typed in one way.
    recorded = sorted({name for file in a.files for name in file.records.names})
    return {
        "nodes": names("名前", nodes, "systems か parties"),
        "carriers": names("システムまたは主体", [*parties, *systems, *assessor], "systems か parties"),
        "systems": names("システム", systems, "systems"),
        "parties": names("主体", [*parties, *assessor], "parties"),
        "recipients": names(
            "主体", [*parties, *assessor, *_same(_list_printed(handed_to, parties))], "parties"
        ),
        "files": names("ファイル", files, "files"),
        "zones": names("領域", zones, "zones"),
        "connected": names("接続先", [*nodes, *choices]),
        "contracted": names("名前", [*nodes, *zones], "systems か parties か zones"),
        "items": names("項目", items, "items"),
        "contract_items": names("項目", [*_same((SPECIFIC,)), *items], "items"),
        "records": names("記録項目", [*items, *_same(recorded)]),
        "diagrams": names("図", _same(diagram.name for diagram in a.diagrams), "diagrams"),
        "entries": names("Ⅱの記載", _entry_names(a)),
        **{
            f"steps of {d.name}": names(
                f"図「{d.name}」の番号", _same(step.number for step in d.steps), "その図の steps"
            )
            for d in a.diagrams
        },
    }


def _list_printed(handed_to: Iterable[str], parties: Iterable[tuple[str, str]]) -> list[str]:
    """Return what a form may print of those who get something: one party, several, a kind of them, or where to look.

    All of it is right as it is, unless it is the name of a party with a slip in it.
    """
    known = {fold(name) for name, _ in parties}
    return sorted(
        told
        for told in handed_to
        if fold(told) in known or not any(_is_slip_of(right, fold(told)) for right in known)
    )


def _is_slip_of(right: str, told: str) -> bool:
    """Whether a name is another one but for one character, or for two that changed places.

    Two right names differ so too where they are short (税務課, 総務課) or count (第一分庁舎, 第二分庁舎; 支社A, 支社B).
    """
    if len(told) != len(right) or len(told) < _LEAST_OF_A_SLIP:
        return False
    match [pair for pair in zip(right, told, strict=True) if pair[0] != pair[1]]:
        case [(one, other)]:
            return not any(c.isnumeric() or c.isascii() for c in (one, other))
        case [(one, other), (third, fourth)]:
            return (one, other) == (fourth, third)
    return False


def _same(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names]


def _all_names(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    return _same(name for node in nodes for name in (node.name, *node.aliases))


def _item_names(items: Iterable[Item]) -> list[tuple[str, str]]:
    return _same(name for item in items for name in (item.name, *item.aliases))


def _entry_names(a: Draft) -> Iterator[tuple[str, str]]:
    """Yield the names of the entries of Ⅱ: a file's alias stands for its name in them."""
    for file in a.files:
        for entry in map(file.name_entry, file.entries):
            for name in (file.name, *file.aliases):
                yield EntryName.of(name, entry.number), str(entry)
