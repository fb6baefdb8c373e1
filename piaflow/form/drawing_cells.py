"""別添1 in words: the steps of the 備考, every arrow, and which frame holds what."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Diagram, Flow
from piaflow.form.form import Filled
from piaflow.form.texts import lines
from piaflow.law.specific_information import judge_specific

_MARK = {Certainty.YES: "【特定個人情報】", Certainty.NO: "", Certainty.UNKNOWN: "【特定個人情報か不明】"}


def drawing(a: Assessment) -> Filled:
    """Return the pictures of 別添1 as lines of text; "" where the model has none."""
    told = [line for diagram in a.diagrams for line in _picture(a, diagram)]
    return Filled(lines(told), tuple(span for d in a.diagrams for span in d.spans))


def _picture(a: Assessment, diagram: Diagram) -> Iterator[str]:
    flows = [flow for flow in a.flows if flow.diagram == diagram.name]
    yield f"《{diagram.title or diagram.name}》"
    yield from (_arrow(a, flow) for flow in flows)
    yield from _frames(a, diagram, flows)
    for step in diagram.steps:
        yield f"（備考）{step.number} {step.text}"
    yield from (f"（注）{note}" for note in diagram.notes)


def _arrow(a: Assessment, flow: Flow) -> str:
    ends = f"{flow.step} {a.canonical(flow.source)}→{a.canonical(flow.target)}".strip()
    what = "：".join(part for part in (flow.text, str(flow.items)) if part)
    means = f"［{'、'.join(m.value for m in flow.means)}］" if flow.means else ""
    return f"{ends}　{what}{means}{_MARK[judge_specific(flow, a.vocabulary)]}"


def _frames(a: Assessment, diagram: Diagram, flows: list[Flow]) -> Iterator[str]:
    ends = dict.fromkeys(a.canonical(name) for f in flows for name in (f.source, f.target, f.file) if name)
    drawn = [*ends, *(a.canonical(name) for name in diagram.nodes if a.canonical(name) not in ends)]
    held: dict[str, list[str]] = {}
    for name in drawn:
        held.setdefault(a.zone_of(name), []).append(name)
    for zone in a.zones:
        if zone.name in held:
            around = f"（{zone.parent}の中）" if zone.parent else ""
            yield f"〔枠〕{zone.name}{around}: {'、'.join(held[zone.name])}"
