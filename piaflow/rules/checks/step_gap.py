"""step-gap: a printed number of 別添1 is missing in its sequence, or stands in the 備考 and on no arrow."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.flows import Diagram
from piaflow.domain.names import name_some
from piaflow.domain.span import collect_spans
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Numbered
from piaflow.rules.rule import Rule
from piaflow.rules.step_numbers import find_gaps

_SHOWN = 30  # the numbers between which one lacks are seen in their row


def _find(dossier: Dossier) -> Iterator[Hit]:
    for diagram in dossier.model.diagrams:
        yield from _gaps(diagram)
        yield from _undrawn(dossier, diagram)


def _gaps(diagram: Diagram) -> Iterator[Hit]:
    for sequence, missing in find_gaps([step.number for step in diagram.steps]):
        numbers = name_some(map(str, missing))
        yield Hit(
            f"図「{diagram.name}」の番号の列「{sequence}」に、{numbers}番目がない。",
            (diagram.name,),
            (
                Evidence(
                    f"印字された番号 {name_some((step.number for step in diagram.steps), most=_SHOWN)}",
                    collect_spans(diagram.steps),
                ),
            ),
            about=sequence,
            confidence=Confidence.LOW if any("欠" in note for note in diagram.notes) else None,
        )


def _undrawn(dossier: Dossier, diagram: Diagram) -> Iterator[Hit]:
    """Where all arrows are concluded from sentences, the picture itself may draw others."""
    flows = [facts.flow for facts in dossier.flows_of_diagram.get(diagram.name, ())]
    drawn = {flow.step for flow in flows}
    for step in diagram.steps if not all(flow.inferred for flow in flows) else ():
        if step.number not in drawn:
            yield Hit(
                f"図「{diagram.name}」の{step.number}は説明だけがあり、矢印がない。",
                (Numbered(diagram.name, step.number),),
                (Evidence(f"{step.number} {step.text}", step.spans),),
            )


RULE = Rule(
    name="step-gap",
    title="図の番号が飛んでいる、または矢印がない",
    checks="別添1の番号（①、➊、1-①、⑥⓫など）を列ごとに並べて欠けた番号を探し、説明の番号に矢印があるかを見る。読めない書き方の番号がある図と、矢印のすべてを読み取りから引いた図の説明だけの番号は言わない。",
    matters="番号は図と備考をつなぐ。飛んだ番号は、消した手順か書き漏れた手順である。",
    settle="手順を加えるか、番号を付け直す。",
    source="様式4 別添1（事務の内容）の図と備考",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.DIAGRAMS,),
)
