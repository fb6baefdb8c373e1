"""An impact as the tables that a notebook shows."""

from __future__ import annotations

from html import escape

from piaflow.impact.answer import Impact
from piaflow.report import impact_words as words
from piaflow.report.html_table import table


def impact_html(impact: Impact) -> str:
    """Return the judgement, where identifiers newly get, and one row per item of the form."""
    told = impact.judgement
    head = f"<p><b>{escape(told.result.printed)}</b>　{escape(told.reason)}</p>"
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
    items = [
        (words.mark_of(i), words.place_of(impact, i), i.origin.printed, *i.excerpt, i.timing.value, i.reason)
        for i in impact.items
    ]
    return (
        head
        + table(("識別子", "", "どこ", "責任を持つ主体", "道筋"), reached)
        + table((words.MARK, "欄", "", "前", "後", "提出時期の候補", "理由"), items)
    )
