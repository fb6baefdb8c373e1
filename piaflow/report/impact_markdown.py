"""An impact as Markdown: a comment on a pull request, its summary first and the details folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from piaflow.impact.answer import Impact
from piaflow.impact.items import Origin
from piaflow.report import impact_words as words
from piaflow.report.check_markdown import list_finding
from piaflow.report.markdown_text import escape, rows
from piaflow.rules.finding import Finding


def impact_markdown(impact: Impact) -> str:
    """Return a heading, the judgement and the counts, and one folded part for each kind of detail."""
    told = impact.judgement
    head = [
        f"## 影響　{escape(words.title(impact))}",
        "",
        f"**見立て：{escape(told.result.printed)}** ― {escape(told.reason)}",
        "",
    ]
    if impact.is_empty:
        return _join(head[:3])
    return _join([*head, *_summary(impact), *_details(impact), "", f"{words.CANDIDATE}。"])


def _join(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _summary(impact: Impact) -> Iterator[str]:
    sure, possible = words.find_sure(impact), words.find_possible(impact)
    yield f"- 変わる部分：{words.counts_of(impact)}"
    for item in dict.fromkeys(gain.item for gain in sure):
        names = dict.fromkeys(gain.name for gain in sure if gain.item == item)
        yield f"- **{escape(item)}が新しく届く**：{'、'.join(map(escape, names))}"
    if possible:
        yield f"- 識別子が新しく届きうる：{'、'.join(escape(told.name) for told in possible)}"
    yield f"- 指摘：現れる {len(impact.new_findings)}、消える {len(impact.gone_findings)}"
    yield (
        f"- 書き換える欄 {words.counted_items(impact, Origin.DERIVED)}、"
        f"見直す欄 {words.counted_items(impact, Origin.REVIEW)}"
    )


def _details(impact: Impact) -> Iterator[str]:
    differences = impact.differences
    yield from _folded(
        f"変わる部分 {len(differences)}",
        _table(
            ("", "何が", "名前", "変わるキー"),
            [(d.kind.value, d.part.value, d.name, words.keys_of(d)) for d in differences],
        ),
    )
    yield from _folded("識別子の行き先", _whereabouts(impact))
    yield from _folded(f"現れる指摘 {len(impact.new_findings)}", _findings(impact.new_findings))
    yield from _folded(f"消える指摘 {len(impact.gone_findings)}", _findings(impact.gone_findings))
    yield from _folded(f"書き換える欄 {words.counted_items(impact, Origin.DERIVED)}", _rewritten(impact))
    yield from _folded(f"見直す欄 {words.counted_items(impact, Origin.REVIEW)}", _reviewed(impact))
    yield from _folded("見立ての根拠と続く手続", _judgement(impact))


def _folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """A part without content is left out: its count stands in the summary."""
    inner = list(lines)
    if inner:
        yield from ("", f"<details><summary>{summary}</summary>", "", *inner, "", "</details>")


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    if cells:
        yield from rows(columns, cells)


def _whereabouts(impact: Impact) -> Iterator[str]:
    told = [
        *(
            ("届く", g.item, words.name_of(g), words.responsible(g), words.way_of(g))
            for g in words.find_sure(impact)
        ),
        *(("届きうる", "・".join(p.items), p.name, "", words.way_of(p)) for p in words.find_possible(impact)),
        *(
            (words.turn_of(x), x.item, words.name_of(x), words.responsible(x), "")
            for x in words.find_lost(impact)
        ),
    ]
    yield from _table(("", "識別子", "どこ", "責任を持つ主体", "道筋（流れごと）"), told)


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        yield from list_finding(finding)


def _rewritten(impact: Impact) -> Iterator[str]:
    told = [
        (words.mark_of(i), words.place_of(impact, i), *words.excerpt_of(i), i.timing.value)
        for i in words.items_of(impact, Origin.DERIVED)
    ]
    yield from _table((words.MARK, "欄", "前", "後", "提出時期の候補"), told)


def _reviewed(impact: Impact) -> Iterator[str]:
    found = words.by_reason(words.items_of(impact, Origin.REVIEW))
    for (rule, reason), items in found.items():
        yield f"- **{escape(rule)}**：{escape(reason)}"
        yield from (f"  - {escape(words.marked(impact, item))}" for item in items)


def _judgement(impact: Impact) -> Iterator[str]:
    for name, texts in words.reasons_of(impact):
        yield f"- {name}"
        yield from (f"  - {escape(text)}" for text in texts)
