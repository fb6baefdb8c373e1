"""A trace as text: what `piaflow trace` prints."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.assessment import Assessment
from piaflow.report.tables import Part, heading, lines, table, to_text
from piaflow.report.trace_words import APART, Flows, forms_of, is_itself, reach_of, stops_of, way_of
from piaflow.trace.answer import NodeTrace, PartyTrace, Reach, Trace


def trace_text(models: Sequence[Assessment], trace: Trace, to: str = "") -> str:
    """Return the whole answer, or with `to` the answer for that node alone, flow by flow.

    Raises UnknownNameError where no node of the trace is called `to`.
    """
    flows = {answer.flow: answer for answer in trace.flows}
    if to:
        return to_text(*_one(trace, trace.node(to), flows))
    return to_text(
        *_head(models, trace), *_reached(trace, flows), *_derived(trace), *_parties(trace), *_never(trace)
    )


def _head(models: Sequence[Assessment], trace: Trace) -> tuple[Part, ...]:
    told = [f"{model.body}　{model.procedure}" for model in models]
    origins = [f"入る所: {'、'.join(trace.origins) or 'なし'}"]
    if trace.possible_origins:
        origins.append(f"入りうる所: {'、'.join(trace.possible_origins)}")
    return (lines([f"「{trace.item}」の流れ　{' ／ '.join(told)}", *origins]),)


def _named(trace: Trace, node: NodeTrace) -> str:
    others = "、".join(form for form in node.as_items if form != trace.item)
    return f"{node.name}\n（{others} でも）" if others else node.name


def _reached(trace: Trace, flows: Flows) -> tuple[Part, ...]:
    found = [n for n in trace.nodes if is_itself(trace, n)]
    rows = ((_itself(trace, n).printed, _named(trace, n), way_of(trace, n, flows)) for n in found)
    return heading(f"{trace.item}が届く・届きうる所 {len(found)}"), table(("到達", "名前", "道筋"), rows)


def _itself(trace: Trace, node: NodeTrace) -> Reach:
    return Reach.DEFINITE if trace.item in node.as_items else Reach.POSSIBLE


def _derived(trace: Trace) -> tuple[Part, ...]:
    found = [n for n in trace.only_derived if n.as_items]
    if not found:
        return ()
    rows = ((n.name, "、".join(n.as_items), stops_of(trace, n)) for n in found)
    title = f"別の形でだけ持つ所 {len(found)}"
    return heading(title), table(("名前", "形", f"{trace.item}そのものが止まる流れ"), rows)


def _parties(trace: Trace) -> tuple[Part, ...]:
    touched = [p for p in trace.parties if p.reach is not Reach.NONE]
    rows = ((p.name, reach_of(trace, p), _where(p), _handed(p)) for p in touched)
    return heading(f"触れる主体 {len(touched)}"), table(("主体", "到達", "どこで", "委託・提供・移転"), rows)


def _where(party: PartyTrace) -> str:
    """The nodes that it answers for; behind ？ those that it may answer for."""
    return "、".join([*party.nodes, *(f"{name}（持ち主不明）" for name in party.possible_nodes)])


def _handed(party: PartyTrace) -> str:
    touches = (*party.entrustments, *party.handovers)
    return "\n".join(f"{t.entry}（{t.subject}）" if t.subject else t.entry for t in touches)


def _never(trace: Trace) -> tuple[Part, ...]:
    without = [n for n in trace.nodes if not n.as_items and not is_itself(trace, n)]
    stopped = [n for n in without if n.cut]
    apart = [n.name for n in without if not n.cut]
    rows = ((n.name, stops_of(trace, n), forms_of(n)) for n in stopped)
    columns = ("名前", "止まる流れとその理由", "別の形（？は不明）")
    told = [lines([f"{APART}: {'、'.join(apart)}"])] if apart else []
    count = len(stopped) + len(apart)
    return heading(f"{trace.item}が届かない所 {count}"), *([table(columns, rows)] if stopped else []), *told


def _one(trace: Trace, node: NodeTrace, flows: Flows) -> tuple[Part, ...]:
    told = [f"「{trace.item}」は {node.name} に{reach_of(trace, node)}", f"形: {forms_of(node) or 'なし'}"]
    told += [f"{trace.item}を運ぶと書いていない流れ: {node.open_flows}"] if node.open_flows else []
    ways = (
        (i, f.kind.value, str(f.items) or "不明", " ".join(map(str, f.spans)))
        for i, f in ((i, flows[i].told) for i in node.path)
    )
    parts: list[Part] = [lines(told)]
    if node.path:
        parts += [heading("道筋"), table(("流れ", "種類", "項目", "根拠行"), ways)]
    if node.cut or node.reach is Reach.NONE:
        itself = "そのもの" if node.reach is not Reach.NONE else ""
        parts += [heading(f"{trace.item}{itself}が止まる所"), lines([stops_of(trace, node)])]
    return tuple(parts)
