"""What a page of a site tells of models: sentences, a list and tables, each with its caption."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.impact.answer import Impact
from piaflow.impact.items import Origin
from piaflow.impact.rows import place_of
from piaflow.report import impact_words as words
from piaflow.report.checked import CheckReport, count_all, tell_sureness
from piaflow.report.show import FLOW_COLUMNS, tell_flow
from piaflow.report.told import Table
from piaflow.report.trace import reach_of, stops_of, way_of
from piaflow.rules.finding import Finding
from piaflow.trace.answer import NodeTrace, Reach, Trace

_TRACE = ("到達", "名前", "責任を持つ主体", "道筋／止まる流れ")
_FINDINGS = ("重さ", "指摘", "両方の記載と根拠行", "規則")
_PARTS = ("", "何が", "名前", "変わるキー")
_REACHES = ("", "識別子", "どこ", "責任を持つ主体", "道筋")
_ITEMS = (words.MARK, "欄", "前", "後", "提出時期の候補")
_REVIEWS = (words.MARK, "欄", "見直す理由")


@frozen
class SitePart:
    """What stands where a page asks: a sentence, a list, and tables behind their captions, as far as there are any."""

    said: str = ""
    listed: tuple[str, ...] = ()
    tables: tuple[tuple[str, Table], ...] = ()


def tell_flows_site(model: Assessment, diagram: str = "") -> SitePart:
    """Tell a row per flow as `piaflow show` has it; with `diagram` those of one picture of 別添1."""
    rows = (tell_flow(model, flow) for flow in model.flows if diagram in ("", flow.diagram))
    return SitePart(tables=(("", Table(FLOW_COLUMNS, tuple(rows))),))


def tell_trace_site(trace: Trace, to: str = "") -> SitePart:
    """Tell a row per node that the item reaches or stops before, or that of one node. Raises UnknownNameError."""
    shown = (trace.node(to),) if to else tuple(n for n in trace.nodes if n.path or n.cut or _has(n))
    rows = tuple(_tell_node(trace, node) for node in shown)
    return SitePart(tables=((f"「{trace.item}」の流れ", Table(_TRACE, rows)),))


def _has(node: NodeTrace) -> bool:
    return node.reach is not Reach.NONE


def _tell_node(trace: Trace, node: NodeTrace) -> tuple[str, ...]:
    flows = {flow.flow: flow for flow in trace.flows}
    way = way_of(trace, node, flows) if _has(node) else stops_of(trace, node)
    return reach_of(trace.item, node), node.name, node.owner, way


def tell_findings_site(report: CheckReport) -> SitePart:
    """Tell how many findings there are and, where there are any, a row for each."""
    rows = tuple(map(_tell_finding, report.findings))
    return SitePart(f"{count_all(report)}。", tables=(("", Table(_FINDINGS, rows)),) if rows else ())


def _tell_finding(finding: Finding) -> tuple[str, ...]:
    sides = (f"{side.said}　{' '.join(map(str, side.spans))}".strip() for side in finding.evidence)
    weight = f"{finding.severity.printed}（{tell_sureness(finding)}）"
    return weight, finding.message, "\n".join(sides), finding.rule


def tell_impact_site(impact: Impact) -> SitePart:
    """Tell what the judgement is, and a table for each kind of change that there is."""
    head = f"見立て：{impact.judgement.result.printed} ― {impact.judgement.reason}"
    if impact.is_empty:
        return SitePart(head)
    tables = tuple((caption, table) for caption, table in _impact_tables(impact) if table.rows)
    return SitePart(f"{head}（{words.CANDIDATE}）", tuple(_summary(impact)), tables)


def _summary(impact: Impact) -> Iterator[str]:
    yield f"変わる部分：{words.counts_of(impact)}"
    yield f"書き換える欄 {words.counted_items(impact, Origin.DERIVED)}"
    yield f"見直す欄 {words.counted_items(impact, Origin.REVIEW)}"
    yield f"指摘：{words.turns_of(impact)}"
    yield from (f"現れる指摘：{words.message_of(impact, finding)}" for finding in impact.new_findings)
    yield from (f"消える指摘：{words.message_of(impact, finding)}" for finding in impact.gone_findings)


def _impact_tables(impact: Impact) -> Iterator[tuple[str, Table]]:
    parts = ((d.kind.value, d.part.value, d.name, words.keys_of(d)) for d in impact.differences)
    rewritten = (
        (words.mark_of(i), place_of(impact, i), *words.excerpt_of(i), i.timing.value)
        for i in words.items_of(impact, Origin.DERIVED)
    )
    reviewed = (
        (words.mark_of(i), place_of(impact, i), i.reason) for i in words.items_of(impact, Origin.REVIEW)
    )
    yield "変わる部分", Table(_PARTS, tuple(parts))
    yield "識別子の行き先", Table(_REACHES, tuple(_reaches(impact)))
    yield "書き換える欄", Table(_ITEMS, tuple(rewritten))
    yield "見直す欄", Table(_REVIEWS, tuple(reviewed))


def _reaches(impact: Impact) -> Iterator[tuple[str, ...]]:
    for gain in (*words.find_sure(impact), *words.find_doubted(impact)):
        yield "届く", gain.item, words.name_of(gain), words.responsible(gain), words.way_of(gain)
    for told in words.find_possible(impact):
        yield "届きうる", "・".join(told.items), told.name, "", words.way_of(told)
    for lost in words.find_lost(impact):
        yield words.turn_of(lost), lost.item, words.name_of(lost), words.responsible(lost), ""
