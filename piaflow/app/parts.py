"""The parts that a model gains and loses: which section each belongs to, and what a name stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.flows import Flow
from piaflow.domain.items import Item
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.domain.records import Text
from piaflow.errors import (
    ChoiceNeededError,
    ModelError,
    Problem,
    UnknownNameError,
    WrongCallError,
    clip,
    find_nearest,
)

Part = System | Party | File | Zone | Item | Flow | Text

_SECTIONS: dict[type[Part], str] = {
    Zone: "zones",
    Party: "parties",
    System: "systems",
    File: "files",
    Item: "items",
    Flow: "flows",
    Text: "texts",
}


def sort_parts(parts: Sequence[Part]) -> dict[str, tuple[Part, ...]]:
    """Return the parts under the names of their sections. Raises ModelError for what is no part."""
    wrong = [part for part in parts if type(part) not in _SECTIONS]
    if wrong:
        kinds = ", ".join(kind.__name__ for kind in _SECTIONS)
        raise ModelError(
            tuple(
                Problem(("add",), f"{clip(repr(part))} は足せません（足せるもの: {kinds}）") for part in wrong
            )
        )
    found: dict[str, tuple[Part, ...]] = {}
    for part in parts:
        section = _SECTIONS[type(part)]
        found[section] = (*found.get(section, ()), part)
    return found


def find_part(model: Assessment, wanted: Part | str) -> Part:
    """Return the part of a model that is meant: itself, or what bears the name, id or address.

    Raises UnknownNameError where there is none, ChoiceNeededError where several are called so, WrongCallError for
    what is neither a part nor a name.
    """
    if isinstance(wanted, Part):
        return wanted
    if not isinstance(wanted, str):
        raise WrongCallError("Model.remove", f"{clip(repr(wanted))} is neither a part nor a name")
    named: tuple[Part, ...] = (
        *model.parties,
        *model.systems,
        *model.files,
        *model.zones,
        *model.items,
        *model.texts,
    )
    found = [part for part in named if fold(wanted) in map(fold, _names(part))]
    if len(found) > 1:
        told = tuple(f"{type(part).__name__} {_names(part)[0]}" for part in found)
        raise ChoiceNeededError(f"「{wanted}」という部分は {len(found)} つあります", told)
    if found:
        return found[0]
    if model.named_flows.find(wanted):
        return model.flow(wanted)
    known = (name for part in named for name in _names(part))
    raise UnknownNameError("部分", wanted, find_nearest(wanted, (*known, *model.flow_ids)))


def _names(part: Part) -> tuple[str, ...]:
    match part:
        case Flow():
            return ()
        case Text():
            return (part.address,)
    return (part.name, *getattr(part, "aliases", ()))


def leave_out(section: Iterable[Part], gone: Iterable[Part]) -> tuple[Part, ...]:
    """Return a section without some of its parts, one for one. Raises UnknownNameError for what is not there."""
    left = list(section)
    for part in gone:
        if part not in left:
            raise UnknownNameError("部分", clip(repr(part)))
        left.remove(part)
    return tuple(left)
