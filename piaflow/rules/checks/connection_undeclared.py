"""connection-undeclared: a flow joins two systems whose boxes of Ⅰ.2③ say that they are not connected."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means
from piaflow.domain.names import name_some
from piaflow.domain.nodes import System
from piaflow.rules import needs
from piaflow.rules.connection_boxes import Boxes, Joined, find_field, find_joined, may_go_inside, say_silence
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    boxes = Boxes(dossier.model)
    for joined in find_joined(dossier):
        silent = _silent_sides(boxes, joined)
        inside = boxes.meet_inside(joined.source, joined.target)
        direct = tuple(facts for facts in joined.flows if not may_go_inside(facts))
        told = joined if inside is Certainty.NO else evolve(joined, flows=direct)
        if silent and told.flows:
            yield _hit(told, silent)
        elif silent and inside is Certainty.UNKNOWN:
            is_told = any(Means.INTERNAL in facts.flow.means for facts in joined.flows)
            yield evolve(_hit(joined, silent), confidence=Confidence.LOW if is_told else Confidence.MEDIUM)


def _silent_sides(of: Boxes, joined: Joined) -> tuple[tuple[System, System], ...]:
    """Return the sides that say no, the sender first. Where the other side says yes, that is one-sided instead."""
    ends = (joined.source, joined.target)
    told = [(pair, of.find(*pair)) for pair in (ends, ends[::-1])]
    if any(box is Certainty.YES for _, box in told):
        return ()
    return tuple(pair for pair, box in told if box is Certainty.NO)


def _hit(joined: Joined, silent: tuple[tuple[System, System], ...]) -> Hit:
    (system, other), *rest = silent
    labels = name_some(facts.label for facts in joined.flows)
    inferred = all(here.inferred for here, _ in silent) or all(facts.flow.inferred for facts in joined.flows)
    too = "".join(f"、{there.name}の側も{say_silence(there, here)}" for there, here in rest)
    return Hit(
        f"{system.name}のⅠ.2③は{say_silence(system, other)}{too}だが、{other.name}との流れ（{labels}）がある。",
        (system.name, other.name),
        (
            *(Evidence(f"Ⅰ.2③ {a.name}は{say_silence(a, b)}", a.spans, find_field(a, b)) for a, b in silent),
            *(Evidence(f.label, f.spans) for f in joined.flows),
        ),
        confidence=Confidence.MEDIUM if inferred else Confidence.HIGH,
    )


RULE = Rule(
    name="connection-undeclared",
    title="流れのある相手が接続の欄にない",
    checks="流れが直につなぐ2つのシステムについて、Ⅰ.2③の欄（相手を表す選択肢、なければその他）が空でないか、"
    "その他にほかの名だけがないかを見る。双方が庁内連携システムに○を付けるなら、それを通りうる流れは問わない。",
    matters="接続の欄は、個人番号がどこへ届きうるかを読む人が最初に見る所である。図だけの接続は、リスクの評価から漏れる。",
    settle="実際につながっていれば欄に○を付け、その他なら名を書く。つながっていなければ図と備考を直す。",
    source="様式4・様式3 Ⅰ.2③、別添1",
    find=_find,
    needs=(needs.CONNECTIONS, needs.FLOWS),
)
