"""unspecific-with-number: a flow that the document says holds no 特定個人情報, and yet 個人番号 is in it."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from piaflow.domain.certainty import Certainty
from piaflow.domain.grouping import group_by
from piaflow.domain.items import CODE, NUMBER
from piaflow.domain.names import name_some
from piaflow.domain.span import shorten
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    carrying = group_by(
        ((facts.source, facts.target, name), facts)
        for facts in dossier.flows
        for name in facts.flow.declared
        if _held(dossier, facts)
    )
    for facts in dossier.flows:
        if facts.flow.specific is Certainty.NO:
            held = _held(dossier, facts)
            keys = ((facts.source, facts.target, name) for name in facts.flow.declared)
            others = tuple(
                sorted({other for key in keys for other in carrying.get(key, ())}, key=attrgetter("id"))
            )
            if held:
                yield _of_items(facts, held)
            elif others:
                yield _of_others(facts, others)


def _held(dossier: Dossier, facts: FlowFacts) -> list[str]:
    """What its list says alone: whether it carries it all the same is what the two statements leave open."""
    words, excluded = dossier.model.vocabulary, dossier.model.vocabulary.expand(facts.flow.excludes)
    listed = [item for item in (NUMBER, CODE) if words.holds(facts.flow.items, item) is Certainty.YES]
    return [item for item in listed if item not in excluded]


def _of_items(facts: FlowFacts, held: list[str]) -> Hit:
    return Hit(
        f"流れ {facts.label} は特定個人情報を含まないとするが、項目に{name_some(held, 'と')}がある。",
        (facts.id,),
        (Evidence(f"{facts.label} 特定個人情報を含まない、項目は{facts.flow.items}", facts.spans),),
    )


def _of_others(facts: FlowFacts, others: tuple[FlowFacts, ...]) -> Hit:
    labels = name_some(other.label for other in others)
    return Hit(
        f"流れ {facts.label} は特定個人情報を含まないとするが、同じ入手や提供に当たる {labels} は個人番号を運ぶ。",
        (facts.id, *(other.id for other in others)),
        (
            Evidence(f"{facts.label} 特定個人情報を含まない", facts.spans),
            *(Evidence(f"{o.label} {o.flow.text} {o.flow.items}", shorten(o.spans)) for o in others),
        ),
        confidence=Confidence.MEDIUM,
    )


RULE = Rule(
    name="unspecific-with-number",
    title="特定個人情報を含まないという流れに個人番号がある",
    checks="文書が特定個人情報を含まないという流れについて、項目に個人番号か符号があるか、"
    "同じ相手どうしで同じⅡの欄に当たる別の流れが個人番号を運ぶかを見る。",
    matters="個人番号か符号を含めば特定個人情報であり、番号法の制限とこの評価の対象になる。",
    settle="個人番号を含むなら「含まない」の注を消す。含まないなら、項目とⅡの突合の記載を直す。",
    source="番号法2条9項、様式4 別添1、Ⅱ.3",
    find=_find,
    needs=(needs.FLOWS, needs.ITEMS),
)
