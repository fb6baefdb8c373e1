"""A town before and after it lets citizens apply at a kiosk: what reviews of the tests are about."""

from __future__ import annotations

from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import BodyKind, FlowKind
from piaflow.domain.entries import Entrustment
from piaflow.domain.flows import Diagram, Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.domain.records import Acceptance, Text

NUMBER = ItemList(("個人番号",), complete=True)
KIOSK = "別添1 住民→端末"
BEFORE = Assessment(
    Overview("しおかぜ町長", "住基", kind=BodyKind.MUNICIPALITY, number="1"),
    parties=(Party("住民"), Party("みなと情報サービス")),
    systems=(System("住基システム", number="1"), System("市町村CS", number="2")),
    files=(File("住基ファイル", "住基システム", entrustments=(Entrustment("委託事項1", "保守"),)),),
    diagrams=(Diagram("別添1"),),
    flows=(Flow("住基システム", "市町村CS", diagram="別添1", items=NUMBER),),
    texts=(Text("Ⅲ.住基ファイル.3.リスク4", "複製しない。"),),
)
AFTER = evolve(
    BEFORE,
    systems=(*BEFORE.systems, System("端末", number="3")),
    flows=(
        *BEFORE.flows,
        Flow("住民", "端末", FlowKind.ACQUISITION, "別添1", items=NUMBER),
        Flow("端末", "住基システム", diagram="別添1", items=NUMBER),
    ),
)


def accepting(a: Assessment, *keys: str, until: str = "") -> Assessment:
    """Return the town with decisions of these keys."""
    decided = tuple(Acceptance(key, "係で確かめた", decided="2026-04-01", until=until) for key in keys)
    return evolve(a, accepted=(*a.accepted, *decided))
