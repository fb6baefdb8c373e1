"""What every format says of an impact in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Timing
from piaflow.domain.grouping import group_by
from piaflow.impact.answer import Impact
from piaflow.impact.differences import Difference, DifferenceKind
from piaflow.impact.items import DOUBT, ItemChange, Origin
from piaflow.impact.judging import Judgement
from piaflow.impact.reaches import ReachChange
from piaflow.impact.rows import place_of
from piaflow.law.significance import Consequence, Procedure
from piaflow.law.sureness import Sureness
from piaflow.report.trace import shorten_way
from piaflow.rules.finding import Finding
from piaflow.trace.answer import Reach

MARK = "※"
NOTHING = "なし"
_NOT_YET, _NO_MORE = "（この部分の記載はない）", "（この部分の記載を消す）"
CANDIDATE = "見立ては候補とその根拠である。決めるのは評価実施機関である"
"""Bodies have decided the same event both ways: no format may say more."""

_DOUBTS = {True: DOUBT, False: "後の者の前の書き方かもしれない（要確認）"}
"""What is told of who is new, and of who is gone, where one may be the other under another name."""

_KEYS = {"source": "from", "target": "to"}
_DUTY = {Certainty.YES: "義務", Certainty.NO: "任意", Certainty.UNKNOWN: "要否は不明"}


@frozen
class Possible:
    """届きうる: one node or party with every identifier that may newly get there, by the way that each takes."""

    name: str
    ways: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Every identifier, those that take one way together."""
        return tuple(item for items, _ in self.ways for item in items)

    @property
    def told(self) -> str:
        """個人番号・符号 は届きうる."""
        return f"{'・'.join(self.items)} は届きうる"


def title(impact: Impact) -> str:
    """Return whose assessment changes, and on which form it is written."""
    after = impact.after
    return f"{after.heading}（{after.overview.form.value}）"


def find_sure(impact: Impact) -> tuple[ReachChange, ...]:
    """Return where an identifier newly gets for certain, identifier by identifier."""
    gained = (g for changes in impact.reaches for g in changes.gained if g.is_sure)
    return tuple(g for g in gained if g.now is Reach.DEFINITE)


def find_doubted(impact: Impact) -> tuple[ReachChange, ...]:
    """Return where an identifier gets for certain that may have got there before, under another name."""
    gained = (g for changes in impact.reaches for g in changes.gained if not g.is_sure)
    return tuple(g for g in gained if g.now is Reach.DEFINITE)


def find_lost(impact: Impact) -> tuple[ReachChange, ...]:
    """Return where an identifier no longer gets, or gets less surely."""
    return tuple(x for changes in impact.reaches for x in changes.lost)


def find_possible(impact: Impact) -> tuple[Possible, ...]:
    """Return where identifiers may newly get, each node and party once."""
    found: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for changes in impact.reaches:
        for gain in changes.gained:
            if gain.now is Reach.POSSIBLE:
                found.setdefault(gain.name, {}).setdefault(gain.path, []).append(gain.item)
    return tuple(
        Possible(name, tuple((tuple(items), path) for path, items in ways.items()))
        for name, ways in found.items()
    )


def name_of(change: ReachChange) -> str:
    """Return the name, a party told apart from a system, with the entrustments that bring the item, and any doubt."""
    party = "（主体）" if change.is_party else ""
    doubt = [] if change.is_sure else [_DOUBTS[change.now is Reach.DEFINITE]]
    return "\n".join([f"{change.name}{party}", *change.entries, *doubt])


def way_of(told: ReachChange | Possible) -> str:
    """Return the flows of the way there, one a line, or that it is a place where the item enters.

    Where identifiers may get there by several ways, each way begins with those that take it.
    """
    if isinstance(told, ReachChange):
        return "\n".join(shorten_way(told.path)) or "（入る所・保有）"
    ways = ((items, "\n".join(shorten_way(path)) or "（入りうる所・保有）") for items, path in told.ways)
    several = len(told.ways) > 1
    return "\n".join(f"{'・'.join(items)}：{way}" if several else way for items, way in ways)


def turn_of(change: ReachChange) -> str:
    """Return how surely it got there before, and how surely it does now: 届く→届きうる."""
    return f"{change.was.printed}→{change.now.printed}"


def responsible(change: ReachChange) -> str:
    """Return who answers for it, 不明 where the document does not tell."""
    return change.responsible or "不明"


def items_of(impact: Impact, origin: Origin) -> tuple[ItemChange, ...]:
    """Return the items to rewrite, or those to look at again."""
    return tuple(item for item in impact.items if item.origin is origin)


def keys_of(difference: Difference) -> str:
    """Return the keys of the model file that changed, and the name before where there was another; of who may be, the doubt."""
    if not difference.is_sure:
        return _DOUBTS[difference.kind is DifferenceKind.ADDED]
    keys = "、".join(_KEYS.get(name, name) for name in difference.fields)
    was = f"（前：{difference.was}）" if difference.was not in ("", difference.name) else ""
    return f"{keys}{was}"


def count_doubted(impact: Impact) -> str:
    """Return how many places an identifier gets to that may be one of before, "" where it is none."""
    count = len(find_doubted(impact))
    return f"、届くが新しいかは要確認 {count}" if count else ""


def turns_of(impact: Impact) -> str:
    """Return how many findings come and go, and of how many that is not sure: 現れる 2、消える 1、要確認 1."""
    sure = len(impact.tell_sure(impact.new_findings)), len(impact.tell_sure(impact.gone_findings))
    unsure = f"、要確認 {len(impact.unsure_findings)}" if impact.unsure_findings else ""
    return f"現れる {sure[0]}、消える {sure[1]}{unsure}"


def message_of(impact: Impact, finding: Finding) -> str:
    """Return what a finding says, with the doubt whether it came or went."""
    if finding not in impact.unsure_findings:
        return finding.message
    return f"{finding.message}（{_DOUBTS[finding in impact.new_findings]}）"


def counts_of(impact: Impact) -> str:
    """Return how many parts came, went and changed: 追加 3、変更 1."""
    counts = {kind.value: len(impact.of_kind(kind)) for kind in DifferenceKind}
    return "、".join(f"{word} {count}" for word, count in counts.items() if count) or NOTHING


def mark_of(item: ItemChange) -> str:
    """Return ※ where the form prints it."""
    return MARK if item.significant else ""


def marked(impact: Impact, item: ItemChange) -> str:
    """Return an item as 変更箇所 prints it, behind its ※."""
    return f"{mark_of(item)} {place_of(impact, item)}".strip()


def summary_of(impact: Impact) -> tuple[str, ...]:
    """Return the judgement, how many items there are to write, and how many places and findings are new."""
    sure, possible = f"{len(find_sure(impact))}{count_doubted(impact)}", len(find_possible(impact))
    return (
        f"見立て：{impact.judgement.result.printed}",
        f"書き換える欄 {counted_items(impact, Origin.DERIVED)}、見直す欄 {counted_items(impact, Origin.REVIEW)}",
        f"識別子が新しく届く所 {sure}、届きうる所 {possible}、現れる指摘 {len(impact.tell_sure(impact.new_findings))}",
    )


def excerpt_of(item: ItemChange) -> tuple[str, str]:
    """Return the lines that differ; a side without any is なし where its field is blank, else it bears other lines."""
    before, after = item.excerpt
    if not (before or after):  # the same lines in another order
        return item.before or NOTHING, item.after or NOTHING
    return before or (_NOT_YET if item.before else NOTHING), after or (_NO_MORE if item.after else NOTHING)


def counted_items(impact: Impact, origin: Origin) -> str:
    """Return how many items there are, and how many of them bear ※: 7（※ 2）."""
    found = items_of(impact, origin)
    marked = sum(item.significant for item in found)
    return f"{len(found)}（{MARK} {marked}）" if marked else str(len(found))


def reasons_of(impact: Impact) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands behind the judgement and what follows from it, kind by kind, without the empty ones."""
    told = impact.judgement
    for name, texts in (
        ("根拠", grounds_of(impact)),
        ("除かれうる場合", exclusions_of(told)),
        ("続く手続", steps_of(told)),
        ("先例", precedents_of(told)),
    ):
        found = list(texts)
        if found:
            yield name, found


def grounds_of(impact: Impact) -> Iterator[str]:
    """Yield each ※ item that grounds the judgement."""
    for item in impact.judgement.grounds:
        yield f"{MARK} {place_of(impact, item)}（{item.origin.printed}）"


def exclusions_of(judgement: Judgement) -> Iterator[str]:
    """Yield what may take the change out, with its source and how sure that is."""
    for exclusion in judgement.exclusions:
        yield f"{exclusion.kind.value}：{exclusion.text}{_source(exclusion.source, exclusion.sureness)}"


def steps_of(judgement: Judgement) -> Iterator[str]:
    """Yield what would have to be done, with its source and how sure that is."""
    yield from map(consequence_of, judgement.consequences)
    yield from map(procedure_of, judgement.procedures)


def precedents_of(judgement: Judgement) -> Iterator[str]:
    """Yield how published changes of the same causes were filed: the same event has been filed both ways."""
    for told in judgement.precedents:
        date = f"（{told.date}）" if told.date else ""
        said = f"。{told.said}" if told.said else ""
        yield f"{told.body} {told.event}{date}：{told.timing.value}{said}〔{told.source}〕"


def consequence_of(told: Consequence) -> str:
    """Return what must be done in a case, with its source and how sure that is."""
    timing = "" if told.timing is Timing.UNKNOWN else f"（{told.timing.value}）"
    return f"{told.case.value}なら{timing}：{told.what}{_source(told.source, told.sureness)}"


def procedure_of(told: Procedure) -> str:
    """Return who would be asked, whether that is a duty, with its source and how sure that is."""
    return f"{asked_of(told)}：{told.what}{_source(told.source, told.sureness)}"


def asked_of(told: Procedure) -> str:
    """Return who would be asked, and whether that is a duty."""
    return f"{told.kind.value}（{_DUTY[told.obligatory]}）"


def _source(source: str, sureness: Sureness) -> str:
    return f"〔{source}。{sureness.value}〕"


def by_reason(items: Iterable[ItemChange]) -> Mapping[tuple[str, str], tuple[ItemChange, ...]]:
    """Return items to look at again under the cause and the reason that they share."""
    return group_by(((item.rule, item.reason), item) for item in items)
