"""Characters that the one font of pictures and printed forms lacks: told wherever one of them is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from piaflow.app.notes import note
from piaflow.layout.font import find_lacking

_NAMED = 10


def list_lacking(shown: Any) -> tuple[str, ...]:
    """Return the characters in all texts of what is shown that the font lacks: another font shows them, or 〓 stands there."""
    return find_lacking("".join(_list_texts(shown)))


def note_lacking(shown: Any) -> None:
    """Say, where something is made to be looked at, which of its characters the font lacks."""
    if lacking := list_lacking(shown):
        named = [f"{char}（U+{ord(char):04X}）" for char in lacking[:_NAMED]]
        more = f" ほか{len(lacking) - _NAMED}字" if len(lacking) > _NAMED else ""
        told = f"{'、'.join(named)}{more}"
        note(f"図のフォントにない文字があります（別のフォントの字か 〓 になります）: {told}")


def _list_texts(shown: Any) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, tuple | list):
        for inner in shown:
            yield from _list_texts(inner)
    elif attrs.has(type(shown)):
        for name in attrs.fields_dict(type(shown)):
            yield from _list_texts(getattr(shown, name))
