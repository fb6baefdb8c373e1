"""What `piaflow trace` tells: how surely an item gets where, by which way, in which form, where it stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.grouping import group_by
from piaflow.report.told import Item, Items, Lines, Section, Strong, Table, Told
from piaflow.trace.answer import FlowTrace, NodeTrace, PartyTrace, Reach, Trace

_APART = "持つ所からここへ続く流れがない"
_UNTOLD = "つながりが分からない"
WHY_UNTOLD = f"{_UNTOLD}（この所への流れは、文書に書かれていない）"
_SHOWN = 5
_ENTRIES = 20
Flows = Mapping[str, FlowTrace]


def tell_trace(models: Sequence[Assessment], trace: Trace) -> Told:
    """Tell the whole answer: where the item is, in which other form, who touches it, and where it is not."""
    return _told(models, trace, _reached(trace), *_derived(trace), _parties(trace), _never(trace))


def tell_trace_page(models: Sequence[Assessment], trace: Trace, node: NodeTrace | None = None) -> Told:
    """Tell the same, or what one node answers, as a page: under the line that comes first elsewhere."""
    told = tell_node(trace, node) if node else tell_trace(models, trace)
    (lines,) = told.lead
    assert isinstance(lines, Lines)  # noqa: S101 - both begin with their lines
    title, *others = lines.texts
    return evolve(told, title=title, lead=(Items(tuple(map(Item, others))),))


def tell_trace_short(models: Sequence[Assessment], trace: Trace) -> Told:
    """Tell where the item is; folded away the parties that touch it, and in one table all the rest."""
    flows = _flows(trace)
    rows = (
        (reach_of(trace.item, n), n.name, n.owner, forms_of(n), way_of(trace, n, flows))
        for n in trace.nodes
        if is_itself(trace, n)
    )
    table = Table(("到達", "どこ", "責任を持つ主体", "形（？は不明）", "道筋"), tuple(rows))
    rest = tuple((n.name, forms_of(n), stops_of(trace, n)) for n in trace.nodes if not is_itself(trace, n))
    elsewhere = Section(
        f"{trace.item}そのものは届かない所 {len(rest)}",
        (Table(("どこ", "別の形（？は不明）", "止まる流れとその理由"), rest),),
        folded=True,
    )
    told = _told(models, trace, _parties(trace), elsewhere)
    return Told(lead=(*told.lead, table), sections=told.sections)


def tell_node(trace: Trace, node: NodeTrace) -> Told:
    """Tell the answer for one node alone, flow by flow."""
    lines = [
        f"「{trace.item}」は {node.name} に{reach_of(trace.item, node)}",
        f"形: {forms_of(node) or 'なし'}",
    ]
    lines += [f"{trace.item}を運ぶと書いていない流れ: {node.open_flows}"] if node.open_flows else []
    lines += [f"推定: {assumption}" for assumption in tell_assumed(trace, node)]
    lines += [WHY_UNTOLD] if node.is_untold else []
    flows = _flows(trace)
    ways = [
        (i, f.kind.value, str(f.items) or "不明", " ".join(map(str, f.spans)))
        for i, f in ((i, flows[i].told) for i in node.path)
    ]
    ways += [(entry, "記載", "", "") for entry in node.path_entries]
    sections = []
    if ways:
        sections.append(Section("道筋", (Table(("流れ", "種類", "項目", "根拠行"), tuple(ways)),)))
    if node.cut or node.missing or node.reach is Reach.NONE:
        itself = "そのもの" if node.reach is not Reach.NONE else ""
        sections.append(Section(f"{trace.item}{itself}が止まる所", (Lines((stops_of(trace, node),)),)))
    return Told(lead=(Lines(tuple(lines)),), sections=tuple(sections))


def _told(models: Sequence[Assessment], trace: Trace, *sections: Section) -> Told:
    documents = " ／ ".join(model.heading for model in models)
    head = (Strong(f"「{trace.item}」の流れ"), f"　{documents}")
    surely = f"入る所: {'、'.join(trace.origins) or 'なし'}"
    possibly = (f"入りうる所: {'、'.join(trace.possible_origins)}",) if trace.possible_origins else ()
    return Told(lead=(Lines((head, surely, *possibly)),), sections=sections)


def _flows(trace: Trace) -> Flows:
    return {answer.flow: answer for answer in trace.flows}


def _named(trace: Trace, node: NodeTrace) -> str:
    """Return the name; of what certainly has the item itself with the other forms that it has as well."""
    others = [form for form in node.as_items if form != trace.item]
    is_told = others and trace.item in node.as_items
    return f"{node.name}\n（{'、'.join(others)} でも）" if is_told else node.name


def _reached(trace: Trace) -> Section:
    flows = _flows(trace)
    rows = tuple(
        (reach_of(trace.item, node), _named(trace, node), way_of(trace, node, flows))
        for node in trace.nodes
        if is_itself(trace, node)
    )
    title = f"{trace.item}が届く・届きうる所 {len(rows)}"
    return Section(title, (Table(("到達", "名前", "道筋"), rows),))


def _derived(trace: Trace) -> tuple[Section, ...]:
    rows = tuple((n.name, forms_of(n), stops_of(trace, n)) for n in trace.only_derived)
    columns = ("名前", "形（？は不明）", f"{trace.item}そのものが止まる流れ")
    return (Section(f"別の形でだけ持つ所 {len(rows)}", (Table(columns, rows),)),) if rows else ()


def _parties(trace: Trace) -> Section:
    rows = tuple(
        (p.name, reach_of(trace.item, p), _where(p), _handed(p))
        for p in trace.parties
        if p.reach is not Reach.NONE
    )
    columns = ("主体", "到達", "どこで", "委託・提供・移転")
    return Section(f"触れる主体 {len(rows)}", (Table(columns, rows),), folded=True)


def _where(party: PartyTrace) -> str:
    """The nodes that it answers for; behind ？ those that it may answer for."""
    return "、".join([*party.nodes, *(f"{name}（持ち主不明）" for name in party.possible_nodes)])


def _handed(party: PartyTrace) -> str:
    """The entries that put it in touch with the item; of each that only may do so, that it may. Of many the first."""
    touches = (*party.entrustments, *party.handovers)
    lines = [
        f"{touch.entry}{f'（{touch.subject}）' if touch.subject else ''}"
        f"{'' if touch.reach is Reach.DEFINITE else f'（{touch.reach.printed}）'}"
        for touch in touches[:_ENTRIES]
    ]
    more = len(touches) - len(lines)
    return "\n".join([*lines, *([f"ほか{more}件（全部は --format json に）"] if more else [])])


def _never(trace: Trace) -> Section:
    stopped = tuple((n.name, stops_of(trace, n)) for n in trace.never if n.cut or n.missing)
    apart = [n.name for n in trace.never if not (n.cut or n.missing)]
    table = Table(("名前", "止まる流れとその理由"), stopped)
    blocks = (
        *((table,) if stopped else ()),
        *((Lines((f"{_APART}: {'、'.join(apart)}",)),) if apart else ()),
    )
    return Section(f"{trace.item}が届かない所 {len(trace.never)}", blocks)


def way_of(trace: Trace, node: NodeTrace, flows: Flows) -> str:
    """Return the steps by which a node is reached, or that the item enters or is held there.

    Of a long way the first and the last ones, and how many lie between.
    """
    if node.is_untold:
        return f"（{_UNTOLD}）"
    if not node.path and not node.assumed and not node.path_entries:
        return "（入りうる所）" if node.name in trace.possible_origins else "（入る所・保有）"
    if not node.path:
        told = [
            *(f"{entry}の記載" for entry in node.path_entries),
            *(f"推定: {a}" for a in tell_assumed(trace, node)),
        ]
        return f"（{'、'.join(told)}）"
    passed = [flows[flow_id] for flow_id in node.path]
    steps, diagram = [], ""
    for flow in passed:
        step = flow.told.step
        number = f"{flow.told.diagram} {step}" if step and flow.told.diagram != diagram else step
        diagram = flow.told.diagram or diagram
        steps.append(f" →{number}→ {flow.target}" if number else f" → {flow.target}")
    way = passed[0].source + "".join(shorten_way(steps, " →"))
    if passed[-1].target != node.name:
        by = node.path_entries[-1:]
        way += f" →{by[0]}の記載→ {node.name}" if by else f" ＝ {node.name}"
    unsure = [f"不明な流れ {node.open_flows}"] if node.open_flows else []
    unsure += [f"推定: {assumption}" for assumption in tell_assumed(trace, node)]
    return f"{way}（{'、'.join(unsure)}）" if unsure else way


def tell_assumed(trace: Trace, node: NodeTrace) -> tuple[str, ...]:
    """Return what is taken for granted on the way to a node, a sentence for each pair of systems or files."""
    return tuple(
        f"「{one}」と「{other}」が同じ{'ファイル' if trace.work.known(other).is_file else 'システム'}なら"
        for one, other in node.assumed
    )


def shorten_way(steps: Sequence[str], before: str = "") -> list[str]:
    """Return the steps of a way; of a long one the first and the last, and how many lie between."""
    between = len(steps) - 2 * _SHOWN
    if between <= 1:
        return list(steps)
    return [*steps[:_SHOWN], f"{before}（間に流れ{between}本）", *steps[-_SHOWN:]]


def forms_of(node: NodeTrace) -> str:
    """Return the forms in which a node has the item, those it may have with ？."""
    return "、".join([*node.as_items, *(f"{form}？" for form in node.possibly_as)])


def is_itself(trace: Trace, node: NodeTrace) -> bool:
    """Whether a node has the item itself, surely or possibly."""
    return trace.item in (*node.as_items, *node.possibly_as)


def reach_of(item: str, answer: PartyTrace | NodeTrace) -> str:
    """Return the one word for how surely an item gets somewhere: of what has the item itself at most possibly, also as what.

    届く, 符号として届く, 符号として届く、個人番号は届きうる, 届きうる, 符号として届きうる, 届かない.
    """
    told = answer.reach.printed
    if answer.reach is Reach.NONE or item in answer.as_items:
        return told
    if answer.reach is Reach.POSSIBLE:
        return told if item in answer.possibly_as else f"{'、'.join(answer.possibly_as)}として{told}"
    itself = f"、{item}は{Reach.POSSIBLE.printed}" if item in answer.possibly_as else ""
    return f"{'、'.join(answer.as_items)}として{told}{itself}"


def stops_of(trace: Trace, node: NodeTrace) -> str:
    """Return where the item stops before a node and why, one flow a line; of a group in part first what is there."""
    stopped = group_by(((stop.flow, stop.why), stop.item) for stop in node.cut)
    stops = [
        f"{flow or 'ファイルとシステムのあいだ'}: {_whose(trace, members)}{why.value}"
        for (flow, why), members in stopped.items()
    ]
    if not node.missing:
        return "\n".join(stops) or _APART
    missing = "、".join(node.missing)
    return "\n".join((f"{_tell_part(node)}{missing}は届かない", *(stops or [f"{missing}は、{_APART}"])))


def _whose(trace: Trace, stopped: Sequence[str]) -> str:
    return "" if list(stopped) == [trace.item] else f"{'、'.join(stopped)}は"


def _tell_part(node: NodeTrace) -> str:
    """Tell what is there, with 。 behind each."""
    told = ((node.as_items, Reach.DEFINITE), (node.possibly_as, Reach.POSSIBLE))
    return "".join(f"{'、'.join(forms)}は{reach.printed}。" for forms, reach in told if forms)
