"""A model text with its keys and lists in another order, wherever order says nothing."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from piaflow.domain.items import OPEN

_IN_ORDER = ("layers",)


def permute(text: str, random: Random, *, kept: tuple[str, ...] = ()) -> str:
    """Return the model text with every mapping and list shuffled, but for those in which order has a meaning.

    What stands under a key of `kept` stays in its order, and is shuffled inside.
    """
    data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - strings only
    shuffled = _permute(data, random, (*_IN_ORDER, *kept))
    return str(yaml.dump(shuffled, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def _permute(data: Any, random: Random, kept: tuple[str, ...]) -> Any:
    if isinstance(data, dict):
        pairs = [(key, _of_key(key, value, data, random, kept)) for key, value in data.items()]
        return dict(random.sample(pairs, len(pairs)))
    if isinstance(data, list):
        ends = data[-1:] if data and data[-1] == OPEN else []
        begun = [_permute(value, random, kept) for value in data[: len(data) - len(ends)]]
        return random.sample(begun, len(begun)) + ends
    return data


def _of_key(key: str, value: Any, around: dict[str, Any], random: Random, kept: tuple[str, ...]) -> Any:
    if key in kept and isinstance(value, dict):
        return {name: _permute(one, random, kept) for name, one in value.items()}
    if key in kept:
        return [_permute(one, random, kept) for one in value]
    if key == "forbid" and around.get("way", "双方") != "双方":
        return value[:1] + _permute(value[1:], random, kept)
    return _permute(value, random, kept)
