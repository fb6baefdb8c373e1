"""The JSON Schema of the model file, generated from the domain so that editors complete keys.

`python -m piaflow.store.schema FILE` writes it; the package ships it as assessment.schema.json.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import attrs

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.items import ItemList
from piaflow.domain.records import Text
from piaflow.domain.span import AliasSpans, Span
from piaflow.store.converter import BARE, BOXES, CONTRACTS, KEYED_BY, list_written, written_as
from piaflow.store.meanings import find_meaning
from piaflow.store.shorthand import BOXES as BOX_BLOCKS
from piaflow.store.shorthand import DEFAULTS, LISTS, REST, SHARED, Pattern
from piaflow.store.slots import find_slot
from piaflow.store.writing import write

Schema = dict[str, Any]

SPAN = {"type": "string", "pattern": r"^[^:\s]+:\d+(-\d+)?$", "examples": ["002:388-430"]}
_ITEMS = {"type": "array", "items": {"type": "string"}}
_LEAVES: dict[Any, Schema] = {
    str: {"type": ["string", "number", "boolean"]},
    int: {"type": ["integer", "string"]},
    Span: SPAN,
    ItemList: _ITEMS,
}
_BESIDE = {"type": "string", "description": "記載を書いたファイル。このファイルのあるフォルダーから見た名"}
CSV = {
    "type": "string",
    "pattern": r"\.[cC][sS][vV]$",
    "description": "並びを書いた CSV。このファイルのあるフォルダーか、その下にある",
}
_BOX = {"enum": ["yes", "no", "unknown"]}


def make_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a model file; YAML's yes and numbers are read as text."""
    definitions: dict[str, Schema] = {}
    root = _of_class(Assessment, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "piaflow model file",
        **root,
        "$defs": definitions,
    }


def _of_class(kind: type[Any], definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(kind)
    shown = list_written(kind)
    required = [written_as(a) for a in shown if a.default is attrs.NOTHING]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip().splitlines()[0],
        "properties": {
            key: {**_of_key(kind, key, hints[a.name], definitions), "description": find_meaning(kind, key)}
            for a in shown
            for key in (written_as(a),)
        },
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _of_key(kind: type[Any], key: str, told: Any, definitions: dict[str, Schema]) -> Schema:
    """Return what a key of a class takes: its value, or one of the shorter forms of that."""
    value = _of_type(told, definitions)
    if (kind, key) in _IN_CSV:
        return {"anyOf": [CSV, value]}
    if key == "aliases":
        named = {"type": "object", "additionalProperties": _named(AliasSpans, definitions)}
        return {"anyOf": [value, named]}
    if (kind, key) in _WITH_REST:
        return {**value, "properties": {REST: _of_enum(Certainty)}, **_allow_name(value, REST)}
    if (kind, key) in _WITH_DEFAULTS:
        return {**value, "properties": {DEFAULTS: value["additionalProperties"]}}
    return value


def _allow_name(value: Schema, name: str) -> Schema:
    names = value.get("propertyNames")
    return {"propertyNames": {"enum": [*names["enum"], name]}} if names else {}


def _find_keys(patterns: Iterable[Pattern]) -> frozenset[tuple[type[Any], str]]:
    """Return the class that each pattern ends in, with the key there."""
    slots = filter(None, map(find_slot, patterns))
    return frozenset((owner, slot.key) for slot in slots for owner in slot.owners)


_IN_CSV, _WITH_REST, _WITH_DEFAULTS = map(_find_keys, (LISTS, BOX_BLOCKS, SHARED))


def _named(kind: type[Any], definitions: dict[str, Schema]) -> Schema:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _of_class(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _of_type(kind: Any, definitions: dict[str, Schema]) -> Schema:
    if NoneType in get_args(kind):
        # A key that may be left out: what it says where it is written.
        kind = next(inner for inner in get_args(kind) if inner is not NoneType)
    if kind in _LEAVES:
        return _LEAVES[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _of_enum(kind)
    if get_origin(kind) is tuple:
        return _of_tuple(get_args(kind)[0], definitions)
    if set(get_args(kind)) == set(CONTRACTS.values()):
        return {"oneOf": [_named(contract, definitions) for contract in CONTRACTS.values()]}
    return _named(kind, definitions)


def _of_enum(kind: type[Enum]) -> Schema:
    """Editors read a bare yes or no as a boolean (YAML 1.1), so both forms are right."""
    values = [member.value for member in kind]
    return {"enum": [*values, True, False]} if values == _BOX["enum"] else {"enum": values}


def _of_tuple(inner: Any, definitions: dict[str, Schema]) -> Schema:
    if inner is Span:
        return {"anyOf": [SPAN, {"type": "array", "items": SPAN}]}
    if inner not in KEYED_BY:
        return {"type": "array", "items": _of_type(inner, definitions)}
    value = _named(inner, definitions)
    if inner in BARE:
        value = {"anyOf": [{"enum": [*_BOX["enum"], True, False]} if inner in BOXES else _LEAVES[str], value]}
    whole = {"type": "object", "additionalProperties": value, **_key_names(inner)}
    return {"anyOf": [_BESIDE, whole]} if inner is Text else whole


def _key_names(kind: type[Any]) -> Schema:
    key = get_type_hints(kind)[KEYED_BY[kind]]
    named = isinstance(key, type) and issubclass(key, Enum)
    return {"propertyNames": {"enum": [member.value for member in key]}} if named else {}


def to_text() -> str:
    """Return the schema as the package ships it."""
    return json.dumps(make_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), to_text().encode())
