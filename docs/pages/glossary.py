"""The glossary: every class and every printed choice of the domain with its English identifier."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum

import attrs

from piaflow import domain
from piaflow.domain.items import STANDARD_ITEMS

_TERM = re.compile(r"[^\x00-\x7f（]+")
_HEAD = """# 用語集 / Glossary

コードから作った表である。日本語は様式とモデルファイルに書く言葉、英語はコードの名前。
*Made from the code: the words of the forms and of the model file, and the identifiers in the code.*
"""


def make_glossary() -> str:
    """Return the page: the classes, then a table per enumeration, then the standard items."""
    classes = list(find_classes())
    enums = [c for c in classes if issubclass(c, Enum)]
    values = [c for c in classes if not issubclass(c, Enum)]
    parts = [_HEAD, _table("値 / Values", ((term_of(c), f"`{c.__name__}`", _explain(c)) for c in values))]
    parts += [_table(f"{term_of(c)} / {c.__name__}", _choices(c)) for c in enums]
    parts.append(_table("標準の項目 / Standard items", _items()))
    return "\n".join(parts)


def find_classes() -> Iterator[type[object]]:
    """Yield every value and enumeration of the domain, file by file."""
    for file in pkgutil.iter_modules(domain.__path__):
        module = importlib.import_module(f"{domain.__name__}.{file.name}")
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == module.__name__ and _is_value(kind):
                yield kind


def _is_value(kind: type[object]) -> bool:
    return (issubclass(kind, Enum) or attrs.has(kind)) and not kind.__name__.startswith("_")


def term_of(kind: type[object]) -> str:
    """Return the Japanese word that begins the docstring of a class, "" where it begins otherwise."""
    found = _TERM.match(kind.__doc__ or "")
    return found[0] if found else ""


def _explain(kind: type[object]) -> str:
    first = (kind.__doc__ or "").split("\n\n")[0]
    told = re.sub(r"\s+", " ", first).removeprefix(term_of(kind)).lstrip(" :.,")
    return re.sub(r"^\(([^()]*)\)", r"\1", told)  # the number of its field, which stands behind the word


def _choices(kind: type[Enum]) -> Iterator[tuple[str, ...]]:
    return ((str(member.value), f"`{kind.__name__}.{member.name}`", "") for member in kind)


def _items() -> Iterator[tuple[str, ...]]:
    for item in STANDARD_ITEMS:
        members = f"組: {item.members}" if item.is_group else ""
        yield item.name, "`Item`", "、".join(filter(None, (members, *item.aliases)))


def _table(title: str, rows: Iterator[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)
    return "\n".join([f"## {title}", "", "| 日本語 | English | |", "|---|---|---|", *lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
