"""provision-stays-inside: a 提供 whose recipient is of the assessing 機関 itself."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.choices import FlowKind
from piaflow.domain.nodes import Party
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.bodies import is_inside
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Spot
from piaflow.rules.handing import list_provisions, name_rows
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    staying = {facts.id: facts for facts in dossier.flows if _stays(dossier, facts)}
    for name, entry in list_provisions(dossier.model):
        rows = [row for row in entry.recipients if is_inside(dossier, row.name)]
        drawn = [facts for facts in dossier.flows_of_entry[name] if facts.id in staying]
        if rows:
            certain = any(dossier.party(row.name) for row in rows)
            yield Hit(
                f"{name}は提供先とするが、{name_rows(entry, rows)}は{dossier.model.body}の部署である。",
                (name, *(facts.id for facts in drawn)),
                (
                    Evidence(f"提供先とする {name}", entry.spans, Spot("Ⅱ.5.提供先{k}", name)),
                    Evidence("同じ機関", find_beginnings(rows)),
                ),
                confidence=None if certain else Confidence.MEDIUM,
            )
            for facts in drawn:
                del staying[facts.id]
    yield from (_flow_hit(dossier, facts) for facts in staying.values())


def _stays(dossier: Dossier, facts: FlowFacts) -> bool:
    """A leg between systems of the body may be the beginning of a way out; a party is its end."""
    ends = isinstance(dossier.model.find(facts.flow.target), Party)
    own = dossier.is_own(facts.giver_body) and dossier.is_own(facts.taker_body)
    return facts.flow.kind is FlowKind.PROVISION and ends and own


def _flow_hit(dossier: Dossier, facts: FlowFacts) -> Hit:
    return Hit(
        f"{facts.label}は提供とされるが、受け手の{facts.taker}は{dossier.model.body}と同じ機関である。",
        (facts.id,),
        (Evidence("提供とする流れ", facts.spans),),
    )


RULE = Rule(
    name="provision-stays-inside",
    title="提供とあるのに同じ機関の中にとどまる",
    checks="提供の流れと提供先（別紙があればその行）の受け手が、評価実施機関の部署でないかを見る。",
    matters="同じ機関の中で渡すのは移転（利用）であり、根拠は番号法19条ではなく9条1項・2項である。",
    settle="その受け手を移転先に移し、移転の根拠を書く。別の機関であれば、機関の名を書く。",
    source="番号法9条1項・2項、特定個人情報ガイドライン（行政機関等編）第4-3-(2)、様式4・様式3 Ⅱ.5",
    find=_find,
    needs=(needs.HANDOVERS, needs.ANNEXES, needs.OWNERS),
)
