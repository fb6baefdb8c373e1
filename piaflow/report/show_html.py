"""A model as the tables that a notebook shows."""

from __future__ import annotations

from piaflow.domain.assessment import Assessment
from piaflow.domain.entries import Entrustment, Handover
from piaflow.report.html_table import escape, fold_away, table


def show_html(model: Assessment) -> str:
    """Return whose document it is, and folded away its systems, files, 委託, 提供・移転 and flows."""
    told = (model.overview.form.value, model.overview.published and f"公表 {model.overview.published}")
    words = "、".join(word for word in told if word)
    head = f"<p><b>{escape(model.body)}　{escape(model.procedure)}</b>（{escape(words)}）</p>"
    return head + _systems(model) + _files(model) + _entrustments(model) + _handovers(model) + _flows(model)


def _systems(model: Assessment) -> str:
    rows = ((s.number, s.name, s.kind.value, model.owner(s.name), s.zone) for s in model.systems)
    content = table(("Ⅰ.2", "システム", "種類", "運用", "領域"), rows)
    return fold_away(f"システム {len(model.systems)}", content)


def _files(model: Assessment) -> str:
    rows = ((f.name, f.holder, f.subjects.value, str(f.records)) for f in model.files)
    content = table(("特定個人情報ファイル", "保有", "本人の数", "記録項目"), rows)
    return fold_away(f"ファイル {len(model.files)}", content)


def _entrustments(model: Assessment) -> str:
    rows = [
        (e.name, e.entry.subject, e.entry.contractor)
        for e in model.entries
        if isinstance(e.entry, Entrustment)
    ]
    return fold_away(f"委託 {len(rows)}", table(("記載", "委託事項", "委託先"), rows))


def _handovers(model: Assessment) -> str:
    rows = [
        (e.name, e.entry.recipient, str(len(e.entry.rows) or ""), "、".join(e.entry.basis))
        for e in model.entries
        if isinstance(e.entry, Handover)
    ]
    columns = ("記載", "提供先・移転先", "別紙の行", "法令上の根拠")
    return fold_away(f"提供・移転 {len(rows)}", table(columns, rows))


def _flows(model: Assessment) -> str:
    rows = (
        (f"{f.diagram} {f.step}".strip(), f.source, f.target, f.kind.value, str(f.items) or "不明")
        for f in model.flows
    )
    content = table(("図と番号", "送り手", "受け手", "種類", "項目"), rows)
    return fold_away(f"流れ {len(model.flows)}", content)
