"""A trace as the tables that a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.assessment import Assessment
from piaflow.report.html_table import escape, fold_away, table
from piaflow.report.trace_words import forms_of, is_itself, reach_of, stops_of, way_of
from piaflow.trace.answer import Reach, Trace


def trace_html(models: Sequence[Assessment], trace: Trace) -> str:
    """Return where the item is, and folded away the parties that touch it and where it is not."""
    documents = " ／ ".join(f"{model.body}　{model.procedure}" for model in models)
    origins = "、".join(trace.origins) or "なし"
    head = f"<p><b>「{escape(trace.item)}」の流れ</b>　{escape(documents)}<br>入る所: {escape(origins)}</p>"
    return head + _reached(trace) + _parties(trace) + _elsewhere(trace)


def _reached(trace: Trace) -> str:
    flows = {answer.flow: answer for answer in trace.flows}
    rows = (
        (reach_of(trace, n), n.name, n.owner, forms_of(n), way_of(trace, n, flows))
        for n in trace.nodes
        if is_itself(trace, n)
    )
    return table(("到達", "どこ", "責任を持つ主体", "形（？は不明）", "道筋"), rows)


def _parties(trace: Trace) -> str:
    touched = [p for p in trace.parties if p.reach is not Reach.NONE]
    rows = (
        (
            p.name,
            reach_of(trace, p),
            "、".join(p.nodes),
            "\n".join(t.entry for t in (*p.entrustments, *p.handovers)),
        )
        for p in touched
    )
    return fold_away(
        f"触れる主体 {len(touched)}", table(("主体", "到達", "どこで", "委託・提供・移転"), rows)
    )


def _elsewhere(trace: Trace) -> str:
    rest = [n for n in trace.nodes if not is_itself(trace, n)]
    rows = ((n.name, forms_of(n), stops_of(trace, n)) for n in rest)
    title = f"{trace.item}そのものは届かない所 {len(rest)}"
    return fold_away(title, table(("どこ", "別の形（？は不明）", "止まる流れとその理由"), rows))
