"""The model as text: what `piaflow show` prints."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.flows import Flow
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.domain.records import ChoiceBox
from piaflow.domain.span import Span
from piaflow.law.catalogue import Difference
from piaflow.law.specific_information import judge_specific
from piaflow.report.tables import Part, heading, lines, table, to_text

_BOXES = {Certainty.YES: "", Certainty.UNKNOWN: "？"}
FLOW_COLUMNS = ("番号", "送り手", "受け手", "種類", "特", "項目", "方法", "根拠行")
_SPECIFIC = {Certainty.YES: "特", Certainty.NO: "―", Certainty.UNKNOWN: "？"}


def show_text(model: Assessment, differences: Sequence[Difference] = ()) -> str:
    """Return systems, parties, files, flows, conversions, 委託・提供・移転, contracts and differences as tables."""
    sections = (
        _systems,
        _parties,
        _files,
        _flows,
        _conversions,
        _entrustments,
        _handovers,
        _contracts,
        _texts,
        _accepted,
        _revisions,
        _statements,
        _notes,
    )
    head = lines([f"{model.body}　{model.procedure}（{model.overview.form.value}）"])
    return to_text(
        head, *(part for section in sections for part in section(model)), *_differences(differences)
    )


def _spans(spans: tuple[Span, ...]) -> str:
    return " ".join(map(str, spans))


def _systems(model: Assessment) -> tuple[Part, ...]:
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
    columns = ("Ⅰ.2", "システム", "種類", "運用", "領域", "接続（？不明）", "根拠行")
    return heading(f"システム {len(model.systems)}"), table(columns, rows)


def _connections(connects: tuple[Connection, ...]) -> str:
    return "、".join(f"{_BOXES[c.box]}{c.name}" for c in connects if c.box is not Certainty.NO)


def _parties(model: Assessment) -> tuple[Part, ...]:
    rows = ((p.name, p.kind.value, p.body, p.zone, _spans(p.spans)) for p in model.parties)
    return heading(f"主体 {len(model.parties)}"), table(("主体", "種類", "機関", "領域", "根拠行"), rows)


def _files(model: Assessment) -> tuple[Part, ...]:
    rows = (
        (f.name, f.holder, f.subjects.value, f.band.value, _main_items(f.main_items), _spans(f.spans))
        for f in model.files
    )
    columns = ("特定個人情報ファイル", "保有", "本人の数", "項目数", "主な記録項目（？不明）", "根拠行")
    return heading(f"ファイル {len(model.files)}"), table(columns, rows)


def _main_items(items: tuple[MainItemBox, ...]) -> str:
    return "、".join(f"{_BOXES[i.box]}{i.item.value}" for i in items if i.box is not Certainty.NO)


def _flows(model: Assessment) -> tuple[Part, ...]:
    rows = (tell_flow(model, flow) for flow in model.flows)
    return heading(f"流れ {len(model.flows)}（特＝特定個人情報）"), table(FLOW_COLUMNS, rows)


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


def _conversions(model: Assessment) -> tuple[Part, ...]:
    rows = ((c.at, f"{c.source} → {c.target}", c.inferred, _spans(c.spans)) for c in model.conversions)
    return heading(f"変換 {len(model.conversions)}"), table(("所", "項目", "読み取り", "根拠行"), rows)


def _entrustments(model: Assessment) -> tuple[Part, ...]:
    rows = [
        (
            e.name,
            e.entry.subject,
            e.entry.contractor,
            e.entry.extent.value,
            _again(e.entry),
            _spans(e.entry.spans),
        )
        for e in model.entries
        if isinstance(e.entry, Entrustment)
    ]
    columns = ("記載", "委託事項", "委託先", "範囲", "再委託", "根拠行")
    return heading(f"委託 {len(rows)}"), table(columns, rows)


def _again(entry: Entrustment) -> str:
    return {Certainty.YES: "する", Certainty.NO: "しない", Certainty.UNKNOWN: "不明"}[entry.subentrusted]


def _handovers(model: Assessment) -> tuple[Part, ...]:
    rows = [
        (
            e.name,
            e.entry.recipient,
            str(len(e.entry.rows) or ""),
            "、".join(e.entry.basis),
            _spans(e.entry.spans),
        )
        for e in model.entries
        if isinstance(e.entry, Handover)
    ]
    columns = ("記載", "提供先・移転先", "別紙の行", "法令上の根拠", "根拠行")
    return heading(f"提供・移転 {len(rows)}"), table(columns, rows)


def _contracts(model: Assessment) -> tuple[Part, ...]:
    rows = ((str(c), c.reason, _spans(c.spans)) for c in model.contracts)
    return heading(f"契約 {len(model.contracts)}"), table(("決まり", "理由", "根拠行"), rows)


def _accepted(model: Assessment) -> tuple[Part, ...]:
    if not model.accepted:
        return ()
    rows = ((a.key, a.reason, a.until or "期限なし") for a in model.accepted)
    return heading(f"承知した指摘 {len(model.accepted)}"), table(("指摘", "理由", "期限"), rows)


def _texts(model: Assessment) -> tuple[Part, ...]:
    if not model.texts:
        return ()
    rows = ((t.address, t.text, _boxes(t.boxes), _spans(t.spans)) for t in model.texts)
    return heading(f"欄の記載 {len(model.texts)}"), table(("欄", "記載", "印（？不明）", "根拠行"), rows)


def _boxes(boxes: tuple[ChoiceBox, ...]) -> str:
    return "、".join(f"{_BOXES[b.box]}{b.choice}" for b in boxes if b.box is not Certainty.NO)


def _revisions(model: Assessment) -> tuple[Part, ...]:
    if not model.revisions:
        return ()
    rows = (
        (r.date or "？", r.item, r.before, r.after, r.timing.value, _spans(r.spans)) for r in model.revisions
    )
    columns = ("変更日", "項目", "変更前", "変更後", "提出時期", "根拠行")
    return heading(f"変更箇所 {len(model.revisions)}"), table(columns, rows)


def _statements(model: Assessment) -> tuple[Part, ...]:
    if not model.statements:
        return ()
    rows = ((s.about, s.at, s.says, _spans(s.spans)) for s in model.statements)
    return heading(f"記載 {len(model.statements)}"), table(("こと", "所", "記載", "根拠行"), rows)


def _differences(differences: Sequence[Difference]) -> tuple[Part, ...]:
    if not differences:
        return ()
    rows = ((d.system, d.what, d.stated, d.normal, d.grounds) for d in differences)
    title = f"目録との違い {len(differences)}（このモデルが勝つ）"
    return heading(title), table(("システム", "こと", "このモデル", "目録", "目録の典拠"), rows)


def _notes(model: Assessment) -> tuple[Part, ...]:
    notes = [*model.overview.notes, *(f"{d.key}: {note}" for d in model.documents for note in d.notes)]
    return (heading("注記"), lines(notes)) if notes else ()
