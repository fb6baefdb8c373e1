"""A city of three nodes to which a test adds what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import PartyKind
from piaflow.domain.nodes import File, Party, System
from piaflow.errors import ModelError

PARTIES = (Party("住民", PartyKind.PERSON, aliases=("本人",)),)
SYSTEMS = (System("既存住基システム", aliases=("住基システム",)), System("市町村CS"))
FILES = (File("住民基本台帳ファイル", "住基システム"),)


def city(**sections: Any) -> Assessment:
    """Return the small city; a section given here takes the place of its own."""
    overview = Overview("みなと市長", "住民基本台帳")
    return Assessment(
        **{"overview": overview, "parties": PARTIES, "systems": SYSTEMS, "files": FILES, **sections}
    )


def complaints(build: Callable[..., Assessment], **sections: Any) -> list[str]:
    """Return what building complains of: `place: what`, one per problem."""
    try:
        build(**sections)
    except ModelError as error:
        return str(error).splitlines()
    return []
