"""self-contradiction: one flow or one 委託事項 that says two things which cannot both be so."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent
from piaflow.domain.entries import Entrustment
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.handing import list_entrustments
from piaflow.rules.recorded import find_record_spans, is_in_list
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for facts in dossier.flows:
        excluded = _listed_and_excluded(dossier, facts)
        if excluded:
            yield _of_flow(facts, excluded)
    for name, entry in list_entrustments(dossier.model):
        file = dossier.model.file(dossier.entries[name].file)
        lacking = _lacking(dossier, file, entry) if entry.extent is Extent.WHOLE else ()
        if lacking:
            yield _of_entry(dossier, name, entry, file, lacking)


def _listed_and_excluded(dossier: Dossier, facts: FlowFacts) -> tuple[str, ...]:
    """A group without one of its members (本人確認情報、個人番号を除く) is a way of listing the others."""
    words = dossier.model.vocabulary
    excluded = words.expand(facts.flow.excludes)
    return tuple(name for name in facts.flow.items.names if words.canonical(name) in excluded)


def _lacking(dossier: Dossier, file: File, entry: Entrustment) -> tuple[str, ...]:
    """Return the 記録項目 that the items handed over certainly lack; () where their list is open or not given."""
    words = dossier.model.vocabulary
    told = entry.items.names and entry.items.complete
    recorded = file.records.names if told else ()
    return tuple(name for name in recorded if is_in_list(entry.items, name, words) is Certainty.NO)


def _of_flow(facts: FlowFacts, excluded: tuple[str, ...]) -> Hit:
    items, excludes = name_some(excluded), name_some(facts.flow.excludes)
    return Hit(
        f"流れ {facts.label} は{items}を運ぶとも、{excludes}を含まないともいう。",
        (facts.id,),
        (Evidence(f"{facts.label} 項目は{facts.flow.items}、含まないのは{excludes}", facts.spans),),
    )


def _of_entry(dossier: Dossier, name: str, entry: Entrustment, file: File, lacking: tuple[str, ...]) -> Hit:
    spans = find_record_spans(file, dossier.model.vocabulary, lacking)
    return Hit(
        f"{name}はファイルの全体を委託するとするが、渡す項目の一覧に記録項目の{name_some(lacking)}がない。",
        (name, file.name),
        (
            Evidence(f"Ⅱ.4② 全体、渡す項目は{entry.items}", entry.spans),
            Evidence(f"記録項目 {name_some(lacking)}", spans),
        ),
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
    )


RULE = Rule(
    name="self-contradiction",
    title="1つの流れや委託の記載が、それ自身と食い違う",
    checks="流れの項目が、同じ流れの「含まない」項目（その群の中の項目を含む）でないか、"
    "ファイルの全体を委託するという委託事項の、終わりまで書かれた項目の一覧が、そのファイルの記録項目を欠かないかを見る。",
    matters="どちらが本当かで、個人番号が届く所も、委託先が扱うものも変わる。",
    settle="実際に渡すものを確かめ、項目か「含まない」の注、全体か一部かの選択を直す。",
    source="様式4 別添1、様式4・様式3 Ⅱ.4②",
    find=_find,
)
