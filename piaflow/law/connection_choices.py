"""Which choice that the form prints in Ⅰ.2③ (他のシステムとの接続) stands for a system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import System
from piaflow.law.system_types import find_type_called

_ENTRIES: Mapping[str, ConnectionChoice] = {
    "情報提供ネットワークシステム": ConnectionChoice.PROVISION_NETWORK,
    "住民基本台帳ネットワークシステム": ConnectionChoice.JUKI_NETWORK,
    "市町村CS": ConnectionChoice.JUKI_NETWORK,
    "都道府県サーバー": ConnectionChoice.JUKI_NETWORK,
    "全国サーバー": ConnectionChoice.JUKI_NETWORK,
    "既存住民基本台帳システム": ConnectionChoice.RESIDENT_REGISTER,
    "団体内統合宛名システム": ConnectionChoice.ADDRESSEE,
}
_WORDS: Mapping[str, ConnectionChoice] = {
    "庁内連携": ConnectionChoice.INTERNAL,
    "宛名": ConnectionChoice.ADDRESSEE,
    "税": ConnectionChoice.TAX,
}


def find_choice(system: System) -> ConnectionChoice | None:
    """Return the printed choice of Ⅰ.2③ that stands for a system, or None where it belongs in その他.

    By its entry of the catalogue or, without one, those that bear its names (住基ネット that is also called 市町村CS);
    else by a word of its name (庁内連携, 宛名, 税).
    """
    return _find_choice(system.name, system.aliases, system.entry)


def find_standing(systems: Iterable[System]) -> Mapping[ConnectionChoice, tuple[System, ...]]:
    """Return the systems that each printed choice stands for, choice by choice."""
    chosen = ((find_choice(system), system) for system in systems)
    return group_by((choice, system) for choice, system in chosen if choice)


@lru_cache(maxsize=1024)  # of each pair of systems it is asked twice
def _find_choice(name: str, aliases: tuple[str, ...], entry: str) -> ConnectionChoice | None:
    kinds = () if entry else filter(None, (find_type_called((called,)) for called in (name, *aliases)))
    choices = {_ENTRIES.get(told) for told in (entry, *(kind.name for kind in kinds))} - {None}
    by_word = (choice for word, choice in _WORDS.items() if word in name)
    return next(iter(choices)) if len(choices) == 1 else next(by_word, None)
