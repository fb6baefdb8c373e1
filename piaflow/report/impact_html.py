"""An impact as the tables that a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.impact.answer import Impact
from piaflow.report import impact_words as words
from piaflow.report.html_table import escape, fold_away, table
from piaflow.rules.finding import Finding


def impact_html(impact: Impact) -> str:
    """Return the judgement, where identifiers newly get, one row per item of the form; folded away the details."""
    told = impact.judgement
    head = f"<p><b>{escape(told.result.printed)}</b>　{escape(told.reason)}<br>{words.CANDIDATE}</p>"
    details = _parts(impact) + _findings(impact) + _reasons(impact)
    return head + _whereabouts(impact) + _items(impact) + details


def _whereabouts(impact: Impact) -> str:
    reached = [
        *(
            (g.item, "届く", words.name_of(g), words.responsible(g), words.way_of(g))
            for g in words.find_sure(impact)
        ),
        *(("・".join(p.items), "届きうる", p.name, "", words.way_of(p)) for p in words.find_possible(impact)),
        *(
            (x.item, words.turn_of(x), words.name_of(x), words.responsible(x), "")
            for x in words.find_lost(impact)
        ),
    ]
    return table(("識別子", "", "どこ", "責任を持つ主体", "道筋"), reached)


def _items(impact: Impact) -> str:
    rows = (
        (words.mark_of(i), words.place_of(impact, i), i.origin.printed, *i.excerpt, i.timing.value, i.reason)
        for i in impact.items
    )
    return table((words.MARK, "欄", "", "前", "後", "提出時期の候補", "理由"), rows)


def _parts(impact: Impact) -> str:
    rows = ((d.kind.value, d.part.value, d.name, words.keys_of(d)) for d in impact.differences)
    summary = f"変わる部分 {len(impact.differences)}（{words.counts_of(impact)}）"
    return fold_away(summary, table(("", "何が", "名前", "変わるキー"), rows))


def _findings(impact: Impact) -> str:
    return _listed("現れる指摘", impact.new_findings) + _listed("消える指摘", impact.gone_findings)


def _listed(name: str, findings: Sequence[Finding]) -> str:
    rows = ((f.severity.printed, f.message, " ".join(map(str, f.spans)), f.rule) for f in findings)
    return fold_away(f"{name} {len(findings)}", table(("重さ", "指摘", "根拠行", "規則"), rows))


def _reasons(impact: Impact) -> str:
    rows = [(name, text) for name, texts in words.reasons_of(impact) for text in texts]
    return fold_away("見立ての根拠と続く手続", table(("", ""), rows))
