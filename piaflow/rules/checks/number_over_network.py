"""number-over-network: 個人番号 itself is handed over by 情報提供ネットワークシステム, which links by 符号."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.domain.certainty import Certainty
from piaflow.domain.contracts import MayHold
from piaflow.domain.entries import Provision
from piaflow.domain.items import CODE, NUMBER, ItemList
from piaflow.domain.span import shorten
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Spot
from piaflow.rules.handing import is_only, list_provisions
from piaflow.rules.network import PROVISION_NETWORK, is_beside_network, list_network_flows
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    over = list_network_flows(dossier)
    flows = {f.id: f for f in over if _holds(dossier, f.flow.items, NUMBER, f.flow.excludes)}
    by_code = tuple(_say_code(dossier, over))
    for name, entry in list_provisions(dossier.model):
        alone = _goes_by_network_alone(entry)
        if _holds(dossier, entry.items, NUMBER) and alone is not Certainty.NO:
            drawn = [facts for facts in dossier.flows_of_entry[name] if facts.id in flows]
            yield _hit(
                f"{name}は情報提供ネットワークシステムで{entry.recipient}に個人番号を提供するとある",
                (name, *(facts.id for facts in drawn)),
                (
                    Evidence(
                        "情報提供ネットワークシステムで提供する情報に個人番号", entry.spans, Spot("③", name)
                    ),
                    *by_code,
                ),
                None if drawn or alone is Certainty.YES else Confidence.LOW,
            )
            for facts in drawn:
                del flows[facts.id]
    for facts in flows.values():
        told = Evidence("情報提供ネットワークシステムの流れに個人番号", facts.spans)
        said = f"{facts.label}は情報提供ネットワークシステムで個人番号を運ぶ"
        doubt = Confidence.LOW if is_beside_network(dossier, facts) else None
        yield _hit(said, (facts.id,), (told, *by_code), doubt)


def _goes_by_network_alone(entry: Provision) -> Certainty:
    """With another box ticked 個人番号 may go that other way, with one that cannot be read nobody knows."""
    told = {is_only(row.means, PROVISION_NETWORK) for row in entry.recipients}
    return next((c for c in (Certainty.NO, Certainty.UNKNOWN) if c in told), Certainty.YES)


def _holds(dossier: Dossier, items: ItemList, item: str, excluded: Sequence[str] = ()) -> bool:
    return dossier.model.vocabulary.holds_without(items, excluded, item) is Certainty.YES


def _hit(
    told: str, subjects: tuple[str, ...], evidence: tuple[Evidence, ...], confidence: Confidence | None = None
) -> Hit:
    said = f"{told}が、同システムは個人番号ではなく符号で結び付ける。"
    return Hit(said, subjects, evidence, confidence=confidence)


def _say_code(dossier: Dossier, over: tuple[FlowFacts, ...]) -> Iterator[Evidence]:
    """Yield where the document itself says that the network links by 符号."""
    spans = [s for c in dossier.model.contracts if _is_about_code(dossier, c) for s in c.spans]
    spans += [s for facts in over if _holds(dossier, facts.flow.items, CODE) for s in facts.spans]
    if spans:
        yield Evidence("情報連携に使うのは符号", shorten(spans))


def _is_about_code(dossier: Dossier, contract: object) -> bool:
    if not isinstance(contract, MayHold):
        return False
    return dossier.model.vocabulary.canonical(contract.may_hold) == CODE


RULE = Rule(
    name="number-over-network",
    title="情報提供ネットワークシステムで個人番号を渡すとある",
    checks="方法が情報提供ネットワークシステムだけの提供先の「提供する情報」と、同システムを通る流れの項目に、個人番号がないかを見る。"
    "中間サーバーと手元のシステムの間の流れの方法は、そこまでの道のことかもしれない（要確認）。",
    matters="情報連携は個人番号ではなく符号で行い、個人番号は相手に渡らない。渡すと読めると、連携の仕組みが誤って伝わる。",
    settle="提供する情報から個人番号を除く。別の方法でも渡しているなら、その方法の提供を分けて書く。",
    source="番号法2条8項・21条・21条の2、規範T7（中間サーバー・ソフトウェアの措置）、様式4・様式3 Ⅱ.5②③⑥、Ⅲ.6",
    find=_find,
    needs=(needs.MEANS, needs.ITEMS),
)
