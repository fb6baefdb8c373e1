"""contract-broken: a contract that the model states, and the shortest chain that breaks it."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.contracts import Contract
from piaflow.rules import needs
from piaflow.rules.breaches import Broken, Judge
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, find_least_sure
from piaflow.rules.readings import OwnReading
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    judge = Judge(dossier, OwnReading(dossier))
    for contract in dossier.model.contracts:
        breaches = judge.find_breaches(contract)
        if breaches:
            yield _hit(contract, Broken(breaches))


def _hit(contract: Contract, broken: Broken) -> Hit:
    verb = "破られうる" if broken.confidence is Confidence.LOW else "破られる"
    weaker = Confidence.MEDIUM if contract.inferred else Confidence.HIGH
    return Hit(
        f"「{contract.brief}」という決まりが、{broken.way} で{verb}。",
        (contract.label, *broken.nodes),
        (Evidence(contract.reason or "決まり", contract.spans), *broken.evidence),
        confidence=find_least_sure(broken.confidence, weaker),
    )


RULE = Rule(
    name="contract-broken",
    title="文書の決まりが破られている",
    checks="モデルの contracts（つながない、これとだけ、必ず通る、持ってよい所、段をとばさない）を、流れと接続の記載と比べる。"
    "ファイルの名を挙げる「つながない」「これとだけ」は、Ⅱ.3②・Ⅱ.5⑥の方法の○（情報提供ネットワークシステムなど）とも比べる。"
    "領域の名は、その中（内側の領域を含む）にある全ての主体とシステムを指す。",
    matters="接続しない、通さないという記載はリスク対策の柱で、図の1本の矢印がそれを崩す。",
    settle="図の矢印と対策の記載のどちらが正しいかを確かめて直す。正しい例外なら except に書く。",
    source="各評価書のⅢの記載（モデルの contracts の span）",
    find=_find,
    needs=(needs.CONTRACTS, needs.FLOWS, needs.MEANS),
)
