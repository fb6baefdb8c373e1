"""Which section of an assessment a part belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.flows import Flow
from piaflow.domain.items import Item
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.domain.records import Text
from piaflow.errors import ModelError, Problem

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
            tuple(Problem(("add",), f"{part!r} は足せません（足せるもの: {kinds}）") for part in wrong)
        )
    found: dict[str, tuple[Part, ...]] = {}
    for part in parts:
        section = _SECTIONS[type(part)]
        found[section] = (*found.get(section, ()), part)
    return found
