"""What a call may choose from, and what it is answered where it chooses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.items import NUMBER, STANDARD_ITEMS

ITEM = NUMBER
"""The item that is followed where a call names none."""


def list_item_names() -> Iterator[str]:
    """Yield the names of the items that every model knows, each behind it its aliases."""
    for item in STANDARD_ITEMS:
        yield from (item.name, *item.aliases)


def list_rule_names() -> Iterator[str]:
    """Yield the names of the rules of piaflow."""
    from piaflow.rules.catalogue import RULES  # the rules are loaded only to name them

    return (rule.name for rule in RULES)


def list_levels() -> tuple[str, ...]:
    """Return what a box of a topology may stand for, that of a call that names none first."""
    from piaflow.views.topology import Level  # the views are loaded only to draw

    return tuple(level.value for level in Level)
