"""Where a model declares what a name stands for, and what it says of it in the words of the model file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from attrs import NOTHING

from piaflow.app.language.texts import Known
from piaflow.domain.assessment import DeclaredEntry, Draft
from piaflow.domain.items import STANDARD_ITEMS, ItemList
from piaflow.domain.names import EntryName, fold
from piaflow.domain.nodes import System
from piaflow.errors import Place, Where
from piaflow.law.catalogue import CatalogueEntry
from piaflow.law.system_types import OnePer
from piaflow.store.catalogue import find_catalogue_place, load_catalogue
from piaflow.store.converter import list_written, written_as
from piaflow.store.meanings import find_meaning

_PARTIES, _SYSTEMS, _FILES, _ZONES = "parties", "systems", "files", "zones"
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "nodes": (_PARTIES, _SYSTEMS, _FILES),
    "carriers": (_PARTIES, _SYSTEMS),
    "systems": (_SYSTEMS,),
    "parties": (_PARTIES,),
    "recipients": (_PARTIES,),
    "files": (_FILES,),
    "zones": (_ZONES,),
    "connected": (_PARTIES, _SYSTEMS, _FILES),
    "contracted": (_PARTIES, _SYSTEMS, _FILES, _ZONES),
    "items": ("items",),
    "contract_items": ("items",),
    "records": ("items",),
    "diagrams": ("diagrams",),
}
"""The sections that declare the names of each kind, as `list_known_names` calls the kinds."""
_STANDING: Mapping[str, tuple[Any, ...]] = {"items": STANDARD_ITEMS}
"""What every model knows without declaring it."""


def find_declared(sketch: Draft, what: str, name: str) -> tuple[Where, Any] | None:
    """Return where a name of a kind is declared and what it stands for, None where nothing in the model declares it."""
    if what == "entries":
        return next(_find_entries(sketch, EntryName(name)), None)
    folded = fold(name)
    for section in SECTIONS.get(what, ()):
        for value in (*getattr(sketch, section), *_STANDING.get(section, ())):
            if folded in map(fold, (value.name, *getattr(value, "aliases", ()))):
                return (section, value.name), value
    return None


def _find_entries(sketch: Draft, name: EntryName) -> Iterator[tuple[Where, Any]]:
    for file in sketch.files:
        if fold(name.file) in map(fold, (file.name, *file.aliases)):
            for entry in file.entries:
                declared = DeclaredEntry(file.name_entry(entry), file.name, entry)
                if fold(declared.name.number) == fold(name.number):
                    yield declared.where, entry


def find_place(known: Known, what: str, name: str) -> Place | None:
    """Return where a name is declared: in the model or a base of it, else in the catalogue; None where nowhere."""
    found = find_declared(known.sketch, what, name)
    if found is None:
        is_body = _PARTIES in SECTIONS.get(what, ()) and fold(name) == fold(known.sketch.overview.body)
        return known.loaded.place(("overview", "body")) if is_body else None
    where, _ = found
    return known.loaded.place(where) if known.loaded.holds(where) else find_catalogue_place(where)


def find_step(sketch: Draft, diagram: str, number: str) -> Iterator[tuple[Where, Any]]:
    """Yield where a printed number stands: in the diagram, in any where none is told."""
    for drawn in sketch.diagrams:
        if not diagram or fold(diagram) == fold(drawn.name):
            for step in drawn.steps:
                if fold(step.number) == fold(number):
                    yield ("diagrams", drawn.name, "steps", step.number), step


def find_document(known: Known, key: str) -> Path | None:
    """Return the file of a document, None where the model names none that is there."""
    named = next((document.file for document in known.sketch.documents if document.key == key), "")
    file = known.loaded.path.parent / named
    return file if named and file.is_file() else None


def describe(value: Any) -> str:
    """Return on one line what a declared value is: its kind, its zone and the like; "" where it tells nothing."""
    told = (getattr(value, name, "") for name in ("kind", "zone", "holder", "heading", "text", "members"))
    return "・".join(text for one in told if (text := _print(one)))


def tell_value(value: Any) -> list[str]:
    """Return what a model says of a declared value, a line for each plain field that is told."""
    kind: Any = type(value)
    told = (
        (find_meaning(kind, written_as(a)), _print(getattr(value, a.name)))
        for a in list_written(kind)
        if a.default is NOTHING or getattr(value, a.name) != a.default or a.name == "kind"
    )
    return [f"{meaning.partition('。')[0]}: {text}" for meaning, text in told if text] + _tell_entry(value)


def _print(value: Any) -> str:
    """Return a plain value as a document prints it, "" for what has parts of its own."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, ItemList):
        return str(value) if value.names else ""
    plain = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return "、".join(value) if plain else ""


def _tell_entry(value: Any) -> list[str]:
    entry = load_catalogue().find(value.entry) if isinstance(value, System) and value.entry else None
    return tell_entry(entry) if entry else []


def tell_entry(entry: CatalogueEntry) -> list[str]:
    """Return what the catalogue says of a system, and from what it was read."""
    told = {
        "種類": entry.kind.value,
        "別名": "、".join(entry.aliases),
        "運用": entry.owner,
        "1つである範囲": "" if entry.one_per is OnePer.BODY else entry.one_per.value,
        "ふつうの接続先": "、".join(entry.connects),
        "注": entry.note,
        "根拠": f"{entry.grounds}（{entry.as_of or '時点不明'}・{entry.sureness.value}）"
        if entry.grounds
        else "",
    }
    return [f"目録の{label}: {text}" for label, text in told.items() if text]
