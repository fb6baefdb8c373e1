"""The reference of the model file: one table per object of the shipped JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from piaflow.store.schema import CSV, SPAN
from piaflow.store.shorthand import DEFAULTS, REST

Schema = dict[str, Any]
_HEAD = """# モデルファイルの一覧 / Model file reference

付属の JSON Schema（`piaflow/store/assessment.schema.json`）から作った表である。書き方の例は
[モデルの書き方](guide/model.md)と `models/README.md` にある。

エディターで補完するには、ファイルの1行目に、その JSON Schema への道を次のように書く（YAML の拡張機能が読む。下は
`models/機関/事務.yaml` からの道）。キーの意味も出る。

```yaml
# yaml-language-server: $schema=../../piaflow/store/assessment.schema.json
```
"""
_MOST_CHOICES = 12
_PATTERNED = {SPAN["pattern"]: "行（`文書:行-行`）", CSV["pattern"]: "CSV の名"}
_SHORTER = {REST: f"。`{REST}` は書かない印の全て", DEFAULTS: f"。`{DEFAULTS}` は皆に共通の値"}


def make_model_file() -> str:
    """Return the page: the whole file first, then each kind of object under its name."""
    shipped = resources.files("piaflow.store").joinpath("assessment.schema.json")
    schema = json.loads(shipped.read_text(encoding="utf-8"))
    parts = [_HEAD, *_section("ファイル全体", schema)]
    for name, definition in schema["$defs"].items():
        parts += _section(name, definition)
    return "\n".join(parts)


def _section(name: str, schema: Schema) -> Iterator[str]:
    required = schema.get("required", ())
    yield from (f"## {name}", "", schema["description"].replace("<", "&lt;"), "")
    yield from ("| キー | 必須 | 意味 | 値 |", "|---|---|---|---|")
    for key, value in schema["properties"].items():
        yield f"| `{key}` | {'○' if key in required else ''} | {value['description']} | {tell_type(value)} |"
    yield ""


def tell_type(value: Schema) -> str:
    """Return what a value may be, in Japanese, with a link to the table of an object."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in value:
        return _tell_choices([v for v in value["enum"] if not isinstance(v, bool)])
    for word in ("oneOf", "anyOf"):
        if word in value:
            return " または ".join(dict.fromkeys(map(tell_type, value[word])))
    return _tell_plain(value)


def _tell_plain(value: Schema) -> str:
    if value["type"] == "array":
        return f"{tell_type(value['items'])}の並び"
    if value["type"] == "object":
        told = f"名前ごとの {tell_type(value['additionalProperties'])}"
        return f"{told}{''.join(_SHORTER[key] for key in value.get('properties', ()))}"
    if "integer" in value["type"]:
        return "数"
    return _PATTERNED.get(value.get("pattern", ""), "文字")


def _tell_choices(choices: list[str]) -> str:
    shown = "、".join(f"`{choice}`" for choice in choices[:_MOST_CHOICES])
    return f"{shown} …（[用語集](glossary.md)）" if len(choices) > _MOST_CHOICES else shown
