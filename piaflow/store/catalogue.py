"""Reading the catalogue, and filling in what a model leaves to the entries that its systems refer to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from piaflow.domain.nodes import Party
from piaflow.errors import Problem, hint
from piaflow.law.catalogue import Catalogue, CatalogueEntry
from piaflow.store.converter import make_converter
from piaflow.store.source import Plain, compose, read_nodes, read_text

_PACKAGE = Path(__file__).parents[1]
_FILE = "national.yaml"


def find_catalogue_folder() -> Path:
    """Return the folder of the catalogue: inside an installed package, else models/catalogue of the checkout."""
    installed = _PACKAGE / "catalogue"
    return installed if installed.is_dir() else _PACKAGE.parent / "models" / "catalogue"


def find_catalogue_file() -> Path:
    """Return the file of the catalogue that piaflow ships."""
    return find_catalogue_folder() / _FILE


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue that piaflow ships."""
    file = find_catalogue_file()
    source = read_nodes(compose(read_text(file), str(file)), str(file))
    return make_converter().structure(source.data, Catalogue)


def is_catalogue(data: dict[str, Plain]) -> bool:
    """Tell whether plain data is a catalogue of systems and norms, not a model."""
    return "norms" in data and "assessment" not in data


def fill_in(data: dict[str, Plain]) -> tuple[Problem, ...]:
    """Add to plain model data what its systems leave to their entries; what the model states stays.

    Kind, owner, aliases and conversions are filled in, and the party that owns the entry where the model
    does not name it. Returns a problem for each entry that the catalogue does not have.
    """
    systems = data.get("systems")
    named = systems.items() if isinstance(systems, dict) else ()
    referring = {n: s for n, s in named if isinstance(s, dict) and isinstance(s.get("entry"), str)}
    return tuple(_fill_each(data, referring, load_catalogue())) if referring else ()


def _fill_each(data: dict[str, Any], referring: dict[str, Any], catalogue: Catalogue) -> Iterator[Problem]:
    for name, system in referring.items():
        entry = catalogue.find(system["entry"])
        if entry is None:
            near = hint(system["entry"], (e.name for e in catalogue.systems))
            yield Problem(("systems", name, "entry"), f"目録に「{system['entry']}」はありません{near}")
        else:
            _fill(data, name, system, entry)
            _add_owner(data, entry, catalogue)


def _fill(data: dict[str, Any], name: str, system: dict[str, Any], entry: CatalogueEntry) -> None:
    system.setdefault("kind", entry.kind.value)
    if entry.owner and not _zone_owner(data, system.get("zone")):
        system.setdefault("owner", _called(data, entry.owner))
    taken = set(_names(data))
    own = system.get("aliases", [])
    if isinstance(own, list):
        system["aliases"] = [*own, *(a for a in (entry.name, *entry.aliases) if a not in taken)]
    _add_conversions(data, name, own if isinstance(own, list) else [], entry)


def _zone_owner(data: dict[str, Any], zone: Any) -> bool:
    """Whether the model itself says who answers for a zone or one around it."""
    zones, seen = data.get("zones"), set()
    while isinstance(zones, dict) and isinstance(zone, str) and zone not in seen:
        seen.add(zone)
        here = zones.get(zone)
        if not isinstance(here, dict):
            return False
        if here.get("owner"):
            return True
        zone = here.get("parent")
    return False


def _called(data: dict[str, Any], owner: str) -> str:
    """Return the name under which the model's parties know the owner, else the owner's own."""
    known = next((p for p in load_catalogue().parties if p.name == owner), None)
    names = (owner, *known.aliases) if known else (owner,)
    taken = set(_names(data))
    return next((name for name in names if name in taken), owner)


def told_by(entry: str) -> str:
    """Return how a conversion is marked that the model did not state but received from an entry."""
    return f"目録「{entry}」による"


def _add_conversions(data: dict[str, Any], name: str, aliases: list[Any], entry: CatalogueEntry) -> None:
    stated = data.setdefault("conversions", []) if entry.conversions else []
    if not isinstance(stated, list) or any(
        isinstance(c, dict) and c.get("at") in (name, *aliases) for c in stated
    ):
        return
    told = told_by(entry.name)
    stated.extend({"at": name, "from": c.source, "to": c.target, "inferred": told} for c in entry.conversions)


def _add_owner(data: dict[str, Any], entry: CatalogueEntry, catalogue: Catalogue) -> None:
    owner = next((p for p in catalogue.parties if p.name == entry.owner), None)
    taken = set(_names(data))
    if owner is None or {owner.name, *owner.aliases} & taken:
        return
    parties = data.setdefault("parties", {})
    if isinstance(parties, dict):
        free = [alias for alias in owner.aliases if alias not in taken]
        parties[owner.name] = {**make_converter().unstructure(owner, Party), "aliases": free}
        del parties[owner.name]["name"]


def _names(data: dict[str, Any]) -> Iterator[str]:
    """Yield every name and alias of the model's nodes."""
    for section in ("parties", "systems", "files"):
        nodes = data.get(section)
        for name, node in nodes.items() if isinstance(nodes, dict) else ():
            yield name
            aliases = node.get("aliases") if isinstance(node, dict) else None
            yield from (a for a in (aliases if isinstance(aliases, list) else ()) if isinstance(a, str))
