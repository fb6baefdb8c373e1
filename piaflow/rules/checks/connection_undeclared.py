"""connection-undeclared: a flow joins two systems whose boxes of Ⅰ.2③ say that they are not connected."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.nodes import System
from piaflow.rules.connection_boxes import Joined, find_box, find_choice, find_joined
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for joined in find_joined(dossier):
        for system, other in _without_box(dossier, joined):
            yield _hit(joined, system, other)


def _without_box(dossier: Dossier, joined: Joined) -> Iterator[tuple[System, System]]:
    """Yield the side that says no, the sender first. Where the other side says yes, that is one-sided instead."""
    ends = (joined.source, joined.target)
    boxes = [find_box(dossier.model, a, b) for a, b in (ends, ends[::-1])]
    if Certainty.YES not in boxes and Certainty.NO in boxes:
        yield ends if boxes[0] is Certainty.NO else ends[::-1]


def _hit(joined: Joined, system: System, other: System) -> Hit:
    choice = find_choice(other)
    box = choice.value if choice else "その他"
    labels = "、".join(facts.label for facts in joined.flows)
    inferred = system.inferred or all(facts.flow.inferred for facts in joined.flows)
    return Hit(
        f"{system.name}のⅠ.2③は「{box}」の欄が空だが、{other.name}との流れ（{labels}）がある。",
        (system.name, other.name),
        (
            Evidence(f"Ⅰ.2③ {system.name}の「{box}」は空欄", system.spans),
            *(Evidence(f.label, f.spans) for f in joined.flows),
        ),
        confidence=Confidence.MEDIUM if inferred else Confidence.HIGH,
    )


RULE = Rule(
    name="connection-undeclared",
    title="流れのある相手が接続の欄にない",
    checks="流れが直につなぐ2つのシステムについて、Ⅰ.2③の欄（相手を表す選択肢、なければその他）が空でないかを見る。",
    matters="接続の欄は、個人番号がどこへ届きうるかを読む人が最初に見る所である。図だけの接続は、リスクの評価から漏れる。",
    settle="実際につながっていれば欄に○を付け、その他なら名を書く。つながっていなければ図と備考を直す。",
    source="様式4・様式3 Ⅰ.2③、別添1",
    find=_find,
)
