"""What `piaflow show` tells: a model part by part, or what several models share."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.flows import Conversion, Flow
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.domain.records import ChoiceBox
from piaflow.domain.span import Span
from piaflow.graph.flow_graph import Edge, graph_of
from piaflow.graph.meetings import find_meetings, find_shared_nodes
from piaflow.law.catalogue import Difference
from piaflow.law.specific_information import judge_specific
from piaflow.report.told import Column, Item, Items, Lines, Section, Strong, Table, Told

_BOXES = {Certainty.YES: "", Certainty.UNKNOWN: "？"}
FLOW_COLUMNS = ("番号", "送り手", "受け手", "種類", "特", "項目", "方法", "根拠行")
_AGAIN = {Certainty.YES: "する", Certainty.NO: "しない", Certainty.UNKNOWN: "不明"}
_SPECIFIC = {Certainty.YES: "特", Certainty.NO: "―", Certainty.UNKNOWN: "？"}


def tell_model(model: Assessment, differences: Sequence[Difference] = ()) -> Told:
    """Tell systems, parties, files, flows, conversions, 委託・提供・移転, contracts and differences as tables."""
    sections = (
        _systems(model),
        _parties(model),
        _files(model),
        _flows(model),
        _conversions(model),
        _entrustments(model),
        _handovers(model),
        _contracts(model),
        *_if_any("欄の記載", "", _texts(model)),
        *_if_any("承知した指摘", "", _accepted(model)),
        *_if_any("変更箇所", "", _revisions(model)),
        *_if_any("記載", "", _statements(model)),
        *_notes(model),
        *_if_any("目録との違い", "（このモデルが勝つ）", _differences(differences)),
    )
    title = (Strong(model.heading), f"（{model.overview.form.value}）")
    return Told(title, sections=sections)


def tell_model_short(model: Assessment, differences: Sequence[Difference] = ()) -> Told:
    """Tell the same for a notebook, which has no first page to look the date up on."""
    published = model.overview.published
    return evolve(tell_model(model, differences), lead=(Lines((f"公表 {published}",)),) if published else ())


def tell_joined_page(models: Sequence[Assessment]) -> Told:
    """Tell the same as a page."""
    told = tell_joined(models)
    (lines,) = told.lead
    assert isinstance(lines, Lines)  # noqa: S101 - it begins with its lines
    return evolve(told, title="モデルのつながり", lead=(Items(tuple(map(Item, lines.texts))),))


def tell_joined(models: Sequence[Assessment]) -> Told:
    """Tell what models share: the nodes that join, and the flows that more than one describes."""
    graph = graph_of(models)
    documents = (f"{_sign(i)} {m.heading}（流れ {len(m.flows)}）" for i, m in enumerate(models))
    shared, meetings = find_shared_nodes(graph), find_meetings(graph)
    nodes = Table(
        ("名前", "各文書での名前"),
        tuple((s.label, "\n".join(f"{_sign(i)} {name}" for i, name in s.names)) for s in shared),
    )
    flows = Table(
        ("流れ", "文書", "番号", "種類", "項目", "根拠行"),
        tuple(
            (f"{m.source} → {m.target}" if n == 0 else "", *_meeting(edge))
            for m in meetings
            for n, edge in enumerate(m.edges)
        ),
    )
    return Told(
        lead=(Lines(tuple(documents)),),
        sections=(
            Section(f"一つになる点 {len(shared)}", (nodes,)),
            Section(f"二つ以上の文書が書く流れ {len(meetings)}", (flows,)),
        ),
    )


def _sign(index: int) -> str:
    return f"[{index + 1}]"


def _meeting(edge: Edge) -> tuple[str, ...]:
    flow = edge.flow
    if flow is None:
        return ("",) * 5
    return _sign(edge.model), flow.step, flow.kind.value, str(flow.items) or "不明", _spans(flow.spans)


def _listed(name: str, table: Table, more: str = "") -> Section:
    """A part of the model under its name, with how many there are."""
    return Section(f"{name} {len(table.rows)}{more}", (table,), folded=True)


def _if_any(name: str, more: str, table: Table) -> tuple[Section, ...]:
    return (_listed(name, table, more),) if table.rows else ()


def _spans(spans: tuple[Span, ...]) -> str:
    return " ".join(map(str, spans))


def _systems(model: Assessment) -> Section:
    columns = ("Ⅰ.2", "システム", "種類", "運用", "領域", "接続（？不明）", "根拠行")
    rows = (
        (
            s.number,
            s.name,
            s.kind.value,
            model.owner(s.name),
            s.zone,
            _connections(s.connects),
            _spans(s.spans),
        )
        for s in model.systems
    )
    return _listed("システム", Table(columns, tuple(rows)))


def _connections(connects: tuple[Connection, ...]) -> str:
    return "、".join(f"{_BOXES[c.box]}{c.name}" for c in connects if c.box is not Certainty.NO)


def _parties(model: Assessment) -> Section:
    rows = ((p.name, p.kind.value, p.body, p.zone, _spans(p.spans)) for p in model.parties)
    return _listed("主体", Table(("主体", "種類", "機関", "領域", "根拠行"), tuple(rows)))


def _files(model: Assessment) -> Section:
    columns = (
        "特定個人情報ファイル",
        "保有",
        "本人の数",
        "項目数",
        "主な記録項目（？不明）",
        Column("記録項目", wide=True),
        "根拠行",
    )
    rows = (
        (
            f.name,
            f.holder,
            f.subjects.value,
            f.band.value,
            _main_items(f.main_items),
            str(f.records),
            _spans(f.spans),
        )
        for f in model.files
    )
    return _listed("ファイル", Table(columns, tuple(rows)))


def _main_items(items: tuple[MainItemBox, ...]) -> str:
    return "、".join(f"{_BOXES[i.box]}{i.item.value}" for i in items if i.box is not Certainty.NO)


def _flows(model: Assessment) -> Section:
    table = Table(FLOW_COLUMNS, tuple(tell_flow(model, flow) for flow in model.flows))
    return _listed("流れ", table, "（特＝特定個人情報）")


def tell_flow(model: Assessment, flow: Flow) -> tuple[str, ...]:
    """Return the row of a flow: one text per FLOW_COLUMNS."""
    return (
        f"{flow.diagram} {flow.step}".strip(),
        flow.source,
        flow.target,
        flow.kind.value,
        _SPECIFIC[judge_specific(flow, model.vocabulary)],
        str(flow.items) or flow.text,
        "、".join(m.value for m in flow.means),
        _spans(flow.spans),
    )


def _conversions(model: Assessment) -> Section:
    rows = ((c.at, f"{c.source} → {c.target}", tell_reason(c), _spans(c.spans)) for c in model.conversions)
    return _listed("変換", Table(("所", "項目", "読み取り", "根拠行"), tuple(rows)))


def tell_reason(conversion: Conversion) -> str:
    """Return on what a conversion rests that no line states: the entry that gave it, or the author's reason."""
    return f"目録「{conversion.received}」による" if conversion.received else conversion.inferred


def _entrustments(model: Assessment) -> Section:
    rows = (
        (
            name,
            entry.subject,
            entry.contractor,
            entry.extent.value,
            _AGAIN[entry.subentrusted],
            _spans(entry.spans),
        )
        for name, entry in ((e.name, e.entry) for e in model.entries)
        if isinstance(entry, Entrustment)
    )
    return _listed("委託", Table(("記載", "委託事項", "委託先", "範囲", "再委託", "根拠行"), tuple(rows)))


def _handovers(model: Assessment) -> Section:
    rows = (
        (name, entry.recipient, str(len(entry.rows) or ""), "、".join(entry.basis), _spans(entry.spans))
        for name, entry in ((e.name, e.entry) for e in model.entries)
        if isinstance(entry, Handover)
    )
    columns = ("記載", "提供先・移転先", "別紙の行", "法令上の根拠", "根拠行")
    return _listed("提供・移転", Table(columns, tuple(rows)))


def _contracts(model: Assessment) -> Section:
    rows = ((str(c), c.reason, _spans(c.spans)) for c in model.contracts)
    return _listed("契約", Table(("決まり", "理由", "根拠行"), tuple(rows)))


def _texts(model: Assessment) -> Table:
    rows = ((t.address, t.text, _boxes(t.boxes), _spans(t.spans)) for t in model.texts)
    return Table(("欄", "記載", "印（？不明）", "根拠行"), tuple(rows))


def _boxes(boxes: tuple[ChoiceBox, ...]) -> str:
    return "、".join(f"{_BOXES[b.box]}{b.choice}" for b in boxes if b.box is not Certainty.NO)


def _accepted(model: Assessment) -> Table:
    rows = ((a.key, a.reason, a.decided, a.until or "期限なし") for a in model.accepted)
    return Table(("指摘・欄", "理由", "決めた日", "期限"), tuple(rows))


def _revisions(model: Assessment) -> Table:
    rows = (
        (r.date or "？", r.item, r.before, r.after, r.timing.value, _spans(r.spans) or r.inferred)
        for r in model.revisions
    )
    return Table(("変更日", "項目", "変更前", "変更後", "提出時期", "根拠行"), tuple(rows))


def _statements(model: Assessment) -> Table:
    rows = ((s.about, s.at, s.says, _spans(s.spans)) for s in model.statements)
    return Table(("こと", "所", "記載", "根拠行"), tuple(rows))


def _notes(model: Assessment) -> tuple[Section, ...]:
    notes = (*model.overview.notes, *(f"{d.key}: {note}" for d in model.documents for note in d.notes))
    return (Section("注記", (Lines(notes),), folded=True),) if notes else ()


def _differences(differences: Sequence[Difference]) -> Table:
    rows = ((d.system, d.what, d.stated, d.normal, d.grounds) for d in differences)
    return Table(("システム", "こと", "このモデル", "目録", "目録の典拠"), tuple(rows))
