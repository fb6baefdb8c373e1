"""What `piaflow check` tells: the findings of documents, and the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.report.checked import CheckedDocument, CheckReport, count_all, count_findings, tell_sureness
from piaflow.report.told import (
    Block,
    Code,
    Document,
    Item,
    Items,
    Lines,
    Name,
    Notices,
    Phrase,
    Section,
    Strong,
    Table,
    Told,
)
from piaflow.rules.needs import Gap
from piaflow.rules.rule import Rule


def tell_findings(report: CheckReport) -> Told:
    """Tell the findings document by document and rule by rule, and at the end how many there are."""
    documents = (
        Document(f"{one.name} {one.file}", (Items((Item(_count(one)),)),), tuple(_rules(report, one)))
        for one in report.documents
        if one.standing or one.gaps
    )
    return Told(documents=tuple(documents), close=count_all(report))


def tell_findings_page(report: CheckReport) -> Told:
    """Tell the same as a page, which begins with how many there are."""
    documents = (
        Document(Name(one.name), (Lines((_where(one),)),), tuple(_rules(report, one)))
        for one in report.documents
        if one.standing or one.gaps
    )
    return Told("評価書の指摘", (Lines((f"{count_all(report)}。",)),), tuple(documents))


def tell_findings_short(report: CheckReport) -> Told:
    """Tell how many findings there are, and all of them in one table."""
    rows = (
        (
            document.name,
            finding.severity.printed,
            tell_sureness(finding),
            finding.message,
            " ".join(map(str, finding.spans)),
            finding.rule,
        )
        for document in report.documents
        for finding in document.findings
    )
    columns = ("文書", "重さ", "確かさ", "指摘", "根拠行", "規則")
    gaps = tuple(Section(document.name, tuple(_gaps(document)), folded=True) for document in report.documents)
    return Told(count_all(report), (Table(columns, tuple(rows)),), sections=gaps)


def _gaps(document: CheckedDocument) -> Iterator[Block]:
    if document.gaps:
        yield Lines(("確かめられなかったこと",))
        yield Items(tuple(map(_tell_gap, document.gaps)))


def _count(document: CheckedDocument) -> str:
    return f"指摘 {count_findings(document.findings)}"


def _where(document: CheckedDocument) -> Phrase:
    return (Code(document.file), " に", _count(document)) if document.file else (_count(document),)


def _rules(report: CheckReport, document: CheckedDocument) -> Iterator[Section]:
    for rule, found in document.by_rule().items():
        yield Section((Name(report.titles[rule]), "（", Code(rule), "）"), (Notices(found),))
    if document.gaps:
        yield Section("確かめられなかったこと", (Items(tuple(map(_tell_gap, document.gaps))),), folded=True)


def _tell_gap(gap: Gap) -> Item:
    """What is missing, and the rules that it keeps from speaking."""
    rules = tuple(piece for name in gap.rules for piece in (" ", Code(name)))[1:]
    return Item((f"{gap.said}（", *rules, "）") if rules else gap.said)


def tell_rules(rules: Sequence[Rule]) -> Told:
    """Tell the four texts of each rule below its title, name, severity and confidence."""
    sections = (
        Section(
            f"{rule.title}（{rule.name}）［{rule.severity.printed}・{rule.confidence.printed}］",
            (Lines(tuple(f"{label}：{text}" for label, text in tell_rule(rule))),),
        )
        for rule in rules
    )
    return Told(sections=tuple(sections))


def tell_rules_page(rules: Sequence[Rule]) -> Told:
    """Tell the rules as the page of all of them: one heading per rule, its name, in their order."""
    sections = (
        Section(
            rule.name,
            (
                Lines(((Strong(rule.title), f"（{rule.severity.printed}・{rule.confidence.printed}）"),)),
                Items(tuple(Item((f"{label}: ", Name(text))) for label, text in tell_rule(rule))),
            ),
        )
        for rule in rules
    )
    told = (Code("piaflow check"), f" は次の {len(rules)} の規則を確かめる。")
    return Told("規則", (Lines((told,)),), sections=tuple(sections))


def tell_rule(rule: Rule) -> tuple[tuple[str, str], ...]:
    """Return the four texts of a rule, each with its label."""
    return (
        ("確かめること", rule.checks),
        ("なぜ大事か", rule.matters),
        ("どう直すか", rule.settle),
        ("よりどころ", rule.source),
    )
