"""An impact whose names every format must escape."""

from __future__ import annotations

from attrs import evolve

from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.choices import FlowKind
from piaflow.domain.flows import Diagram, Flow, Step
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import File, Party, System
from piaflow.impact.answer import Impact
from piaflow.impact.impact import find_impact

EVIL = "=1+1|住基</script><b>`*[x](y)"
BARRED = "端末| 二行目 </details>"
BROKEN = "端末\n| 二行目 </details>"

BEFORE = Assessment(
    Overview("みなと市長", "住基|事務"),
    parties=(Party("住民"),),
    systems=(System("窓口", number="1"), System("業務", number="2")),
    files=(File("台帳", "業務"),),
    diagrams=(Diagram("図", steps=tuple(map(Step, "①②③④"))),),
    flows=(Flow("窓口", "業務", diagram="図", step="①", items=ItemList(("氏名",), complete=True)),),
)
AFTER = evolve(
    BEFORE,
    systems=(*BEFORE.systems, System(EVIL, number="3", functions=("=SUM(A1)", "@x", BROKEN)), System(BARRED)),
    flows=(
        *BEFORE.flows,
        Flow("住民", EVIL, FlowKind.ACQUISITION, "図", "②", items=ItemList(("個人番号",), complete=True)),
        Flow(EVIL, "業務", diagram="図", step="③", items=ItemList(("個人番号",), complete=True)),
        Flow(EVIL, BARRED, diagram="図", step="④", text=BROKEN, items=ItemList(("氏名",))),
    ),
)


def make_impact() -> Impact:
    """Return what adding two systems with evil names changes."""
    return find_impact(BEFORE, AFTER)
