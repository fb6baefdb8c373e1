"""An impact as text: what `piaflow impact` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.impact.answer import Impact
from piaflow.impact.items import ItemChange, Origin
from piaflow.impact.reaches import ReachChange
from piaflow.report import impact_words as words
from piaflow.report.check_text import tell_finding
from piaflow.report.tables import Part, heading, indent, lines, table, to_text
from piaflow.rules.finding import Finding


def impact_text(impact: Impact) -> str:
    """Return the summary, then parts, whereabouts of identifiers, findings, items of the form, and the judgement."""
    if impact.is_empty:
        return to_text(lines([words.title(impact)]), *_judgement(impact))
    head = lines([words.title(impact), *words.summary_of(impact)])
    sections = (_parts, _whereabouts, _findings, _rewritten, _reviewed, _judgement)
    return to_text(head, *(part for section in sections for part in section(impact)))


def _parts(impact: Impact) -> Iterator[Part]:
    yield heading(f"変わる部分 {len(impact.differences)}（{words.counts_of(impact)}）")
    rows = ((d.kind.value, d.part.value, d.name, words.keys_of(d)) for d in impact.differences)
    yield table(("", "何が", "名前", "変わるキー"), rows)


def _whereabouts(impact: Impact) -> Iterator[Part]:
    sure, possible, lost = words.find_sure(impact), words.find_possible(impact), words.find_lost(impact)
    yield heading(f"識別子の行き先　届く {len(sure)}、届きうる {len(possible)}、届かなくなる {len(lost)}")
    for gain in sure:
        yield indent(1, f"［届く］{_reached(gain)}")
        yield from _way(gain)
    for told in possible:
        yield indent(1, f"{told.name}：{told.told}")
        yield from _way(told)
    yield from (indent(1, f"［{words.turn_of(loss)}］{_reached(loss)}") for loss in lost)
    if not (sure or possible or lost):
        yield lines([words.NOTHING])


def _reached(change: ReachChange) -> str:
    answers = "" if change.is_party else f"（責任を持つ主体：{words.responsible(change)}）"
    return f"{change.item}：{words.name_of(change)}{answers}"


def _way(told: ReachChange | words.Possible) -> Iterator[Part]:
    """One flow a line: where a line is too long, the next flow still begins one of its own."""
    yield from (indent(3, f"・{flow}") for flow in words.way_of(told).splitlines())


def _findings(impact: Impact) -> Iterator[Part]:
    yield from _listed("現れる指摘", impact.new_findings)
    yield from _listed("消える指摘", impact.gone_findings)


def _listed(name: str, findings: Sequence[Finding]) -> Iterator[Part]:
    yield heading(f"{name} {len(findings)}")
    for finding in findings:
        yield from tell_finding(finding)
        yield indent(3, finding.key)
    if not findings:
        yield lines([words.NOTHING])


def _rewritten(impact: Impact) -> Iterator[Part]:
    yield heading(f"書き換える欄 {words.counted_items(impact, Origin.DERIVED)}")
    found = words.items_of(impact, Origin.DERIVED)
    for item in found:
        before, after = words.excerpt_of(item)
        yield _item(impact, item)
        yield from _excerpt("前", before)
        yield from _excerpt("後", after)
    if not found:
        yield lines([words.NOTHING])


def _item(impact: Impact, item: ItemChange) -> Part:
    return indent(1, f"{words.marked(impact, item)}［提出時期の候補：{item.timing.value}］")


def _excerpt(side: str, text: str) -> Iterator[Part]:
    first, *others = text.splitlines()
    yield indent(3, f"{side}：{first}")
    yield from (indent(5, line) for line in others)


def _reviewed(impact: Impact) -> Iterator[Part]:
    yield heading(f"見直す欄 {words.counted_items(impact, Origin.REVIEW)}")
    found = words.by_reason(words.items_of(impact, Origin.REVIEW))
    for (rule, reason), items in found.items():
        yield indent(1, f"{rule}：{reason}")
        for item in items:
            yield indent(3, words.marked(impact, item))
    if not found:
        yield lines([words.NOTHING])


def _judgement(impact: Impact) -> Iterator[Part]:
    told = impact.judgement
    yield heading(f"見立て：{told.result.printed}")
    yield indent(1, told.reason)
    for name, texts in words.reasons_of(impact):
        yield indent(1, f"{name}：")
        yield from (indent(3, text) for text in texts)
    yield indent(1, words.CANDIDATE)
