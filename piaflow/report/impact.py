"""What `piaflow impact` tells: a change as a report, as a comment on a pull request, and as rows of 変更箇所."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.domain.assessment import Assessment
from piaflow.domain.records import Revision
from piaflow.impact.answer import Impact
from piaflow.impact.items import DOUBT, ItemChange, Origin
from piaflow.impact.judging import Judgement
from piaflow.impact.reaches import ReachChange
from piaflow.impact.rows import list_rows, place_of
from piaflow.report import impact_words as words
from piaflow.report.checked import PlacedFinding
from piaflow.report.told import (
    Code,
    Column,
    Item,
    Items,
    Lines,
    Name,
    Notices,
    Piece,
    Section,
    Strong,
    Table,
    Told,
)
from piaflow.review.revised import Revised, State
from piaflow.rules.finding import Finding

_REVISIONS = (
    Column("変更日", 12),
    Column("項目", 36),
    Column("変更前の記載", 52),
    Column("変更後の記載", 52),
    Column("提出時期", 10),
    Column("提出時期に係る説明", 40),
)
"""The six columns of 変更箇所 (様式4 別添3)."""

_REVIEWS = (
    Column("※", 4),
    Column("項目", 48),
    Column("原因", 32),
    Column("理由", 72),
    Column("提出時期の候補", 12),
)


def tell_impact(impact: Impact) -> Told:
    """Tell the summary, then parts, whereabouts of identifiers, findings, items of the form, and the judgement."""
    title = Name(words.title(impact))
    if impact.is_empty:
        return Told(title, sections=(_judgement(impact),))
    sections = (
        _parts(impact, f"（{words.counts_of(impact)}）"),
        _whereabouts(impact),
        *_findings(impact),
        Section(_counted("書き換える欄", impact, Origin.DERIVED), (Items(tuple(_rewritten(impact))),)),
        Section(_counted("見直す欄", impact, Origin.REVIEW), (_reviewed(impact),)),
        _judgement(impact),
    )
    return Told(title, (Lines(words.summary_of(impact)),), sections=sections)


def tell_impact_page(impact: Impact) -> Told:
    """Tell the same as a comment on a pull request: the judgement and the counts, the details folded."""
    title = ("影響　", Name(words.title(impact)))
    judgement = tell_judgement(impact.judgement)
    if impact.is_empty:
        return Told(title, (judgement,), level=2)
    sections = (
        *tell_details(impact),
        Section(_counted("書き換える欄", impact, Origin.DERIVED), (_rewritten_table(impact),), folded=True),
        Section(_counted("見直す欄", impact, Origin.REVIEW), (_reviewed(impact),), folded=True),
        tell_grounds(impact),
    )
    lead = (judgement, Items(tuple(map(Item, tell_summary(impact)))))
    return Told(title, lead, sections=sections, close=f"{words.CANDIDATE}。", level=2)


def tell_judgement(told: Judgement) -> Lines:
    """Tell the judgement and its reason on one line."""
    return Lines(((Strong(f"見立て：{told.result.printed}"), " ― ", Name(told.reason)),))


def tell_details(impact: Impact) -> tuple[Section, ...]:
    """Tell the parts that differ, where identifiers newly get, and the findings that come and go, all folded."""
    return (
        _parts(impact),
        Section("識別子の行き先", (_reaches(impact),), folded=True),
        *_findings(impact),
    )


def tell_grounds(impact: Impact) -> Section:
    """Tell what stands behind the judgement and what would follow from it, folded."""
    return Section("見立ての根拠と続く手続", (Items(tuple(_reasons(impact))),), folded=True)


def tell_impact_short(impact: Impact) -> Told:
    """Tell for a notebook the judgement, where identifiers newly get and every item of the form; the rest folded."""
    told = impact.judgement
    head = Lines(((Strong(told.result.printed), f"　{told.reason}"), words.CANDIDATE))
    items = (
        (words.mark_of(i), place_of(impact, i), i.origin.printed, *i.excerpt, i.timing.value, i.reason)
        for i in impact.items
    )
    columns = (words.MARK, "欄", "", "前", "後", "提出時期の候補", "理由")
    reasons = tuple((name, text) for name, texts in words.reasons_of(impact) for text in texts)
    sections = (
        _parts(impact, f"（{words.counts_of(impact)}）"),
        *_findings(impact),
        Section("見立ての根拠と続く手続", (Table(("", ""), reasons),), folded=True),
    )
    return Told(lead=(head, _reaches(impact), Table(columns, tuple(items))), sections=sections)


def tell_revisions(impact: Impact) -> Told:
    """Tell the rows of 変更箇所 to paste from, and beside them what is to be looked at again."""
    reviewed = (
        (words.mark_of(item), place_of(impact, item), item.rule, item.reason, item.timing.value)
        for item in words.items_of(impact, Origin.REVIEW)
    )
    return Told(
        sections=(
            Section("変更箇所", (tell_rows(list_rows(impact, words.items_of(impact, Origin.DERIVED))),)),
            Section("見直す欄", (Table(_REVIEWS, tuple(reviewed)),)),
        )
    )


def tell_rows(rows: Sequence[Revision]) -> Table:
    """Tell rows of 変更箇所 in the six columns of the form."""
    told = ((row.date, row.item, row.before, row.after, row.timing.value, row.note) for row in rows)
    return Table(_REVISIONS, tuple(told))


def tell_summary(impact: Impact) -> Iterator[tuple[Piece, ...]]:
    """Yield how many parts differ, where identifiers newly get, and how many findings and fields there are."""
    sure, possible = words.find_sure(impact), words.find_possible(impact)
    yield (f"変わる部分：{words.counts_of(impact)}",)
    for item in dict.fromkeys(gain.item for gain in sure):
        names = dict.fromkeys(gain.name for gain in sure if gain.item == item)
        yield Strong(f"{item}が新しく届く"), "：", Name("、".join(names))
    doubted = words.find_doubted(impact)
    for item in dict.fromkeys(gain.item for gain in doubted):
        names = dict.fromkeys(gain.name for gain in doubted if gain.item == item)
        yield f"{item}が届く（{DOUBT}）：", Name("、".join(names))
    if possible:
        yield "識別子が新しく届きうる：", Name("、".join(told.name for told in possible))
    yield (f"指摘：{words.turns_of(impact)}",)
    written, reviewed = (
        _counted(name, impact, origin)
        for name, origin in (("書き換える欄", Origin.DERIVED), ("見直す欄", Origin.REVIEW))
    )
    yield (f"{written}、{reviewed}",)


def _counted(name: str, impact: Impact, origin: Origin) -> str:
    return f"{name} {words.counted_items(impact, origin)}"


def _parts(impact: Impact, counts: str = "") -> Section:
    rows = ((d.kind.value, d.part.value, d.name, words.keys_of(d)) for d in impact.differences)
    table = Table(("", "何が", "名前", "変わるキー"), tuple(rows))
    return Section(f"変わる部分 {len(impact.differences)}{counts}", (table,), folded=True)


def _whereabouts(impact: Impact) -> Section:
    sure, possible, lost = words.find_sure(impact), words.find_possible(impact), words.find_lost(impact)
    doubted = words.find_doubted(impact)
    items = (
        *(Item(f"［届く］{_reached(gain)}", _way(gain)) for gain in (*sure, *doubted)),
        *(Item(f"{told.name}：{told.told}", _way(told)) for told in possible),
        *(Item(f"［{words.turn_of(loss)}］{_reached(loss)}") for loss in lost),
    )
    counts = (
        f"届く {len(sure)}{words.count_doubted(impact)}、届きうる {len(possible)}、届かなくなる {len(lost)}"
    )
    return Section(f"識別子の行き先　{counts}", (Items(items),))


def _reached(change: ReachChange) -> str:
    answers = "" if change.is_party else f"（責任を持つ主体：{words.responsible(change)}）"
    return f"{change.item}：{words.name_of(change)}{answers}"


def _way(told: ReachChange | words.Possible) -> tuple[Item, ...]:
    """One flow a line: where a line is too long, the next flow still begins one of its own."""
    return tuple(Item(f"・{flow}") for flow in words.way_of(told).splitlines())


def _reaches(impact: Impact) -> Table:
    rows = (
        *(
            ("届く", g.item, words.name_of(g), words.responsible(g), words.way_of(g))
            for g in (*words.find_sure(impact), *words.find_doubted(impact))
        ),
        *(("届きうる", "・".join(p.items), p.name, "", words.way_of(p)) for p in words.find_possible(impact)),
        *(
            (words.turn_of(x), x.item, words.name_of(x), words.responsible(x), "")
            for x in words.find_lost(impact)
        ),
    )
    return Table(("", "識別子", "どこ", "責任を持つ主体", "道筋（流れごと）"), rows)


def _findings(impact: Impact) -> Iterator[Section]:
    """What comes and goes for certain, and what does only if who may be one of the other state is another."""
    for name, findings in (("現れる指摘", impact.new_findings), ("消える指摘", impact.gone_findings)):
        sure = impact.tell_sure(findings)
        yield _notices(name, sure)
        if unsure := [finding for finding in findings if finding not in sure]:
            yield _notices(f"{name}（要確認）", unsure)


def _notices(name: str, findings: Sequence[Finding]) -> Section:
    return Section(f"{name} {len(findings)}", (Notices(tuple(map(PlacedFinding, findings))),), folded=True)


def _rewritten(impact: Impact) -> Iterator[Item]:
    for item in words.items_of(impact, Origin.DERIVED):
        timing = f"［提出時期の候補：{item.timing.value}］"
        yield Item(f"{words.marked(impact, item)}{timing}", tell_sides(item))


def tell_sides(item: ItemChange) -> tuple[Item, Item]:
    """Tell the lines that differ, before and after."""
    before, after = words.excerpt_of(item)
    return _side("前", before), _side("後", after)


def _side(side: str, text: str) -> Item:
    first, *others = text.splitlines()
    return Item(f"{side}：{first}", tuple(map(Item, others)))


def _rewritten_table(impact: Impact) -> Table:
    rows = (
        (words.mark_of(i), place_of(impact, i), *words.excerpt_of(i), i.timing.value)
        for i in words.items_of(impact, Origin.DERIVED)
    )
    return Table((words.MARK, "欄", "前", "後", "提出時期の候補"), tuple(rows))


def _reviewed(impact: Impact) -> Items:
    found = words.by_reason(words.items_of(impact, Origin.REVIEW))
    return Items(
        tuple(
            Item(
                (Strong(rule), "：", Name(reason)),
                tuple(Item(Name(words.marked(impact, item))) for item in items),
            )
            for (rule, reason), items in found.items()
        )
    )


def _judgement(impact: Impact) -> Section:
    told = impact.judgement
    items = (Item(told.reason), *_reasons(impact, "："), Item(words.CANDIDATE))
    return Section(f"見立て：{told.result.printed}", (Items(items),))


def _reasons(impact: Impact, before: str = "") -> Iterator[Item]:
    for name, texts in words.reasons_of(impact):
        yield Item(f"{name}{before}", tuple(Item(Name(text)) for text in texts))


def tell_revised(told: Revised) -> tuple[Told, ...]:
    """Tell an impact as `piaflow impact` does, or what there is to say of a model that stands alone."""
    head = f"{told.state.printed}：{' → '.join(told.names)}"
    if told.impact is not None:
        renamed = (Told(sections=(Section(head),)),) if told.state is State.RENAMED else ()
        return *renamed, tell_impact(told.impact)
    return (Told(sections=(Section(head, (Items(tell_alone(told)), *_come(told))),)),)


def tell_revised_page(told: Revised) -> tuple[Told, ...]:
    """Tell the same as a comment on a pull request."""
    was, *now = map(Code, told.names)
    head = (f"{told.state.printed}　", was, *(piece for code in now for piece in (" → ", code)))
    if told.impact is not None:
        renamed = (Told(lead=(Lines((head,)),)),) if told.state is State.RENAMED else ()
        return *renamed, tell_impact_page(told.impact)
    return (Told(head, (Items(tell_alone(told)),), sections=(tell_found(told),), level=2),)


def tell_alone(told: Revised) -> tuple[Item, ...]:
    """Tell what there is to say of a model that has no other state."""
    return tuple(_alone(told))


def tell_found(told: Revised) -> Section:
    """Tell what the rules find in a model that was not there before, folded."""
    return Section(f"{_turn(told)} {len(told.findings)}", _come(told), folded=True)


def _alone(told: Revised) -> Iterator[Item]:
    if told.model is not None:
        yield Item(Name(_size(told.model)))
        yield Item(f"{_turn(told)} {len(told.findings)}")
    yield from (Item(Name(str(problem))) for problem in told.problems)


def _come(told: Revised) -> tuple[Notices, ...]:
    """What the rules find in a model that was not there before."""
    is_new = told.state is State.ADDED and told.findings
    return (Notices(tuple(map(PlacedFinding, told.findings))),) if is_new else ()


def _size(model: Assessment) -> str:
    counts = (
        f"システム {len(model.systems)}、特定個人情報ファイル {len(model.files)}、流れ {len(model.flows)}"
    )
    return f"{model.name}（{counts}）"


def _turn(told: Revised) -> str:
    return "消える指摘" if told.state is State.REMOVED else "現れる指摘"
