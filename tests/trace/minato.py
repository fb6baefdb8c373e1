"""みなと市: an invented city with a counter, an office system, an addressee system and a contractor."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, PartyKind
from piaflow.domain.flows import Conversion, Flow
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import File, Party, System

CITY = "みなと市長"
NUMBER = "個人番号"
PARTIES = (
    Party("住民", PartyKind.PERSON),
    Party("機構", PartyKind.JLIS),
    Party("支援会社", PartyKind.CONTRACTOR),
)
SYSTEMS = (
    System("窓口端末", owner=CITY),
    System("業務システム", aliases=("業務",), owner=CITY),
    System("宛名システム", owner=CITY),
    System("中間サーバー", owner="機構"),
)


def flow(  # noqa: PLR0913 - a flow has that many sides
    source: str,
    target: str,
    *items: str,
    more: bool = False,
    excludes: tuple[str, ...] = (),
    specific: Certainty = Certainty.UNKNOWN,
    kind: FlowKind = FlowKind.NONE,
    file: str = "",
) -> Flow:
    """Return a flow of these items and no others, or with `more` of these 等."""
    listed = ItemList(items, complete=not more)
    return Flow(source, target, kind, items=listed, excludes=excludes, specific=specific, file=file)


def minato(
    *flows: Flow,
    files: Sequence[File] = (),
    conversions: Sequence[Conversion] = (),
    items: Sequence[Item] = (),
    procedure: str = "予防接種事務",
) -> Assessment:
    return Assessment(
        Overview(CITY, procedure),
        parties=PARTIES,
        systems=SYSTEMS,
        files=tuple(files),
        items=tuple(items),
        conversions=tuple(conversions),
        flows=flows,
    )
