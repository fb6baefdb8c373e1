"""A model text with its keys and lists in another order, wherever order says nothing."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from piaflow.domain.items import OPEN

_IN_ORDER = ("layers",)


def permute(text: str, random: Random) -> str:
    """Return the model text with every mapping and list shuffled, but for those in which order has a meaning."""
    data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - strings only
    shuffled = _permute(data, random)
    return str(yaml.dump(shuffled, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def _permute(data: Any, random: Random) -> Any:
    if isinstance(data, dict):
        pairs = [(key, _of_key(key, value, data, random)) for key, value in data.items()]
        return dict(random.sample(pairs, len(pairs)))
    if isinstance(data, list):
        ends = data[-1:] if data and data[-1] == OPEN else []
        begun = [_permute(value, random) for value in data[: len(data) - len(ends)]]
        return random.sample(begun, len(begun)) + ends
    return data


def _of_key(key: str, value: Any, around: dict[str, Any], random: Random) -> Any:
    if key in _IN_ORDER:
        return [_permute(one, random) for one in value]
    if key == "forbid" and around.get("way", "双方") != "双方":
        return value[:1] + _permute(value[1:], random)
    return _permute(value, random)
