"""Which field names what: each name is found however it is typed, and comes back as its owner spells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import NOTHING, define, evolve, field, fields

from piaflow.domain.contracts import AllowOnly, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.entries import Acquisition, Entrustment, Provision, SourceLimit, Storage, Transfer
from piaflow.domain.flows import Conversion, Diagram, Flow
from piaflow.domain.items import Item, ItemList
from piaflow.domain.known_names import Names, list_known_names
from piaflow.domain.nodes import Connection, File, Party, System, Zone
from piaflow.errors import Problem, Where

if TYPE_CHECKING:
    from piaflow.domain.assessment import Assessment

_CONTRACT = {"item": "contract_items", "exceptions": "contracted"}
_NAMED: Mapping[type[Any], Mapping[str, str]] = {
    Zone: {"parent": "zones", "owner": "parties"},
    Party: {"zone": "zones", "body": "parties"},
    System: {"zone": "zones", "owner": "parties"},
    Connection: {"name": "connected"},
    File: {"holder": "carriers", "records": "records"},
    SourceLimit: {"nodes": "nodes"},
    Entrustment: {"contractor": "parties", "systems": "systems", "items": "items"},
    Provision: {"recipient": "recipients", "items": "items"},
    Transfer: {"recipient": "recipients", "items": "items"},
    Storage: {"systems": "systems", "zones": "zones"},
    Item: {"members": "items"},
    Conversion: {"at": "carriers", "source": "items", "target": "items"},
    Diagram: {"nodes": "nodes"},
    Flow: {
        "source": "nodes",
        "target": "nodes",
        "items": "items",
        "excludes": "items",
        "file": "files",
        "diagram": "diagrams",
        "declared": "entries",
    },
    Forbid: {"forbid": "contracted", **_CONTRACT},
    AllowOnly: dict.fromkeys(("allow_only", "neighbours", "among"), "contracted") | _CONTRACT,
    PassThrough: dict.fromkeys(("pass_through", "source", "target"), "contracted") | _CONTRACT,
    Layers: {"layers": "contracted", **_CONTRACT},
    MayHold: {"may_hold": "items", "nodes": "contracted"},
}
"""The fields that name something declared elsewhere, and whose names they are. In a contract a zone stands for
all that is in it; a node of the same name goes before."""

_WITHIN: Mapping[type[Any], tuple[str, ...]] = {
    System: ("connects",),
    File: ("acquisition", "entrustments", "provisions", "transfers", "storage"),
    Acquisition: ("limit",),
}
"""The fields in which there are values that name something."""

_SECTIONS = ("zones", "parties", "systems", "files", "items", "conversions", "diagrams", "flows", "contracts")
_NUMBERED = (Entrustment, Provision, Transfer)


def find_kind_of_name(kind: type[Any], field: str) -> str:
    """Return what a field of a class is a name of, as `list_known_names` calls it; "" where it names nothing."""
    return _NAMED.get(kind, {}).get(field, "")


def spell_names(a: Assessment) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the sections in which a name was typed otherwise than its owner spells it, and the unknown names."""
    speller = _Speller(list_known_names(a))
    sections = {name: speller.spell_each((name,), getattr(a, name)) for name in _SECTIONS}
    changed = {name: values for name, values in sections.items() if values is not getattr(a, name)}
    return changed, tuple(speller.problems)


@define
class _Speller:
    """名前の照合: looks up every name of a value, and gathers what is unknown."""

    names: Mapping[str, Names]
    problems: list[Problem] = field(factory=list)

    def spell_each(self, where: Where, values: tuple[Any, ...]) -> tuple[Any, ...]:
        spelled = tuple(self._spell((*where, _key(i, value)), value) for i, value in enumerate(values))
        return values if all(map(_is_same, values, spelled)) else spelled

    def _spell(self, where: Where, value: Any) -> Any:
        kind = type(value)
        told = dict(self._look_up_fields(where, value, _NAMED.get(kind, {})))
        if kind is Flow:
            told |= self._look_up_step(where, evolve(value, **told) if told else value)
        for name in _WITHIN.get(kind, ()):
            inner = getattr(value, name)
            here = (*where, name)
            spelled = self.spell_each(here, inner) if isinstance(inner, tuple) else self._spell(here, inner)
            if spelled is not inner:
                told[name] = spelled
        return evolve(value, **told) if told else value

    def _look_up_fields(
        self, where: Where, value: Any, named: Mapping[str, str]
    ) -> Iterator[tuple[str, Any]]:
        kind: Any = type(value)
        for name, what in named.items():
            inner = getattr(value, name)
            # The name of a connection is its key in the file.
            here = where if isinstance(value, Connection) else (*where, name)
            if inner == "" and name in _needed(kind):
                self.problems.append(Problem(here, "名前が空です"))
                continue
            found = self._look_up(here, inner, self.names[what])
            if found is not inner:
                yield name, found

    def _look_up(self, where: Where, told: Any, names: Names) -> Any:
        """Return a name, a list of names or an item list with its names as their owners spell them."""
        if isinstance(told, str):
            found = names.find(told)
            if found is None and told:
                self.problems.append(names.refuse(where, told))
            return told if found in (None, told) else found
        if isinstance(told, ItemList):
            found = self._look_up_each(where, told.names, names, placed=True)
            return told if found is told.names else evolve(told, names=found)
        return self._look_up_each(where, told, names, placed=bool(told) and isinstance(told[0], tuple))

    def _look_up_each(self, where: Where, told: tuple[Any, ...], names: Names, *, placed: bool) -> Any:
        self.problems += [Problem((*where, i), "名前が空です") for i, one in enumerate(told) if one == ""]
        found = tuple(
            self._look_up((*where, i) if placed else where, one, names) for i, one in enumerate(told)
        )
        return told if found == told else found

    def _look_up_step(self, where: Where, flow: Flow) -> dict[str, Any]:
        if flow.step and not flow.diagram:
            words = f"番号「{flow.step}」がどの図（diagram）のものか書かれていません"
            self.problems.append(Problem((*where, "step"), words))
        steps = self.names.get(f"steps of {flow.diagram}")
        found = flow.step if steps is None else self._look_up((*where, "step"), flow.step, steps)
        return {} if found == flow.step else {"step": found}


@cache
def _needed(kind: Any) -> frozenset[str]:
    """The fields that have to name something: those that cannot be left out."""
    return frozenset(a.name for a in fields(kind) if a.default is NOTHING)


def _is_same(one: Any, other: Any) -> bool:
    return one is other


def _key(index: int, value: Any) -> str | int:
    """Return what a value is called in a path: its number in Ⅱ, its name, or its place in the list."""
    if isinstance(value, _NUMBERED):
        return value.number
    return getattr(value, "name", index)
