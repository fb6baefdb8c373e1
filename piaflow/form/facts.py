"""What fields say that is more than one value of a model: marks, lists, the picture of 別添1 in words."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FormKind, ScreeningResult, SubjectBand
from piaflow.domain.entries import Handover, Recipient
from piaflow.domain.flows import Diagram, Flow
from piaflow.domain.grouping import group_by
from piaflow.domain.nodes import File
from piaflow.domain.span import collect_spans
from piaflow.form.form import TICK, Filled
from piaflow.form.values import (
    choice,
    does_not,
    fill,
    lines,
    pick,
    write_entrusted,
    write_handed_over,
    yes_or_no,
)
from piaflow.law.handlers import find_many_handlers
from piaflow.law.specific_information import judge_specific
from piaflow.law.thresholds import is_lower

INQUIRY, PROVISION = "（情報照会の根拠）", "（情報提供の根拠）"
"""The headings of Ⅰ.6②."""
_OBLIGED: dict[ScreeningResult, FormKind | None] = {
    ScreeningResult.FULL: FormKind.FULL,
    ScreeningResult.PRIORITY: FormKind.PRIORITY,
    ScreeningResult.BASIC: FormKind.BASIC,
    ScreeningResult.NONE: None,
}
_FREELY = {FormKind.FULL: "（任意に全項目評価を実施）", FormKind.PRIORITY: "（任意に重点項目評価を実施）"}
_HANDOVERS = (CountKind.PROVISIONS, CountKind.TRANSFERS)
_SPECIFIC = {Certainty.YES: "【特定個人情報】", Certainty.NO: "", Certainty.UNKNOWN: "【特定個人情報か不明】"}


def network_basis(a: Assessment) -> str:
    """Ⅰ.6②: 情報照会の根拠 and 情報提供の根拠, each under its heading."""
    parts = ((INQUIRY, a.overview.network_inquiry_basis), (PROVISION, a.overview.network_provision_basis))
    return lines(line for heading, basis in parts if basis for line in (heading, *basis))


def file_names(a: Assessment) -> Filled:
    """Ⅰ.3: the names of all 特定個人情報ファイル."""
    return fill(lines(file.name for file in a.listed_files), collect_spans(a.listed_files))


def system_names(a: Assessment) -> Filled:
    """様式2 Ⅰ.1③: the names of the systems of Ⅰ.2 in one field."""
    listed = [s for s in a.systems if s.number]
    return fill(lines(s.name for s in listed), collect_spans(listed))


def subjects(a: Assessment) -> str:
    """Ⅰ.1③ 対象人数, as each form prints its choices."""
    free = a.overview.form is FormKind.BASIC and a.overview.subjects is SubjectBand.UNDER_1K
    return choice(a.overview.subjects) + ("（任意実施）" if free else "")


def result(a: Assessment) -> str:
    """しきい値判断結果."""
    return print_result(a.overview.screening.result, a.overview.form)


def print_result(known: ScreeningResult, form: FormKind) -> str:
    """Return a しきい値判断結果 with 任意 where the form is higher than the one that it obliges to."""
    if known is ScreeningResult.UNKNOWN:
        return ""
    obliged = _OBLIGED[known]
    higher = form is not obliged and not is_lower(form, obliged)
    return choice(known) + (_FREELY.get(form, "") if higher else "")


def handlers(a: Assessment) -> Filled:
    """様式2 Ⅱ.2: 500 or more, where the bands of all files and contractors decide it."""
    used = collect_spans(file.use for file in a.listed_files)
    entrusted = collect_spans(entry for file in a.listed_files for entry in file.entrustments)
    return fill(yes_or_no(find_many_handlers(a.listed_files), "500人以上", "500人未満"), (*used, *entrusted))


def submitted(a: Assessment) -> Filled:
    """様式2 Ⅳ.1: certain only for the highest form; above a lower one the body may go freely."""
    highest = a.overview.screening.result is ScreeningResult.FULL
    return fill("基礎項目評価書及び全項目評価書" if highest else "", a.overview.screening.spans)


def entrusted(_: Assessment, file: File) -> Filled:
    """Ⅱ.4 委託の有無, with the lines of its count."""
    counts = pick(file.counts, CountKind.ENTRUSTMENTS)
    return fill(write_entrusted(counts), collect_spans(counts))


def handed_over(_: Assessment, file: File) -> Filled:
    """Ⅱ.5 提供・移転の有無, with the lines of both counts."""
    counts = pick(file.counts, *_HANDOVERS)
    return fill(write_handed_over(counts), collect_spans(counts))


def not_entrusted(_: Assessment, file: File) -> Filled:
    """Ⅲ.4: ［○］委託しない, empty where it is done or not known."""
    return _mark("委託しない", file, CountKind.ENTRUSTMENTS)


def not_handed_over(_: Assessment, file: File) -> Filled:
    """Ⅲ.5: ［○］提供・移転しない, empty where it is done or not known."""
    return _mark("提供・移転しない", file, *_HANDOVERS)


def _mark(name: str, file: File, *kinds: CountKind) -> Filled:
    """What is done is told, though it leaves a mark empty."""
    counts = pick(file.counts, *kinds)
    text = f"{TICK}{name}" if does_not(counts, *kinds) else ""
    told = bool(text) or any(count.done is Certainty.YES or count.count > 0 for count in counts)
    return Filled(text, collect_spans(counts) if told else (), told)


def nothing_entrusted(a: Assessment) -> Filled:
    """様式2 Ⅳ.4: the mark that each of the files bears."""
    return _of_all([not_entrusted(a, file) for file in a.listed_files])


def nothing_handed_over(a: Assessment) -> Filled:
    """様式2 Ⅳ.5: the mark that each of the files bears."""
    return _of_all([not_handed_over(a, file) for file in a.listed_files])


def _of_all(marks: list[Filled]) -> Filled:
    if not marks or not all(filled.text for filled in marks):
        return Filled()
    return Filled(marks[0].text, collect_spans(marks))


def not_connected(a: Assessment, _: File) -> Filled:
    """Ⅲ.6: ［○］接続しない（入手）, （提供）. Of a body that uses the network nobody knows for which of its files."""
    told = a.overview.network is Certainty.NO
    text = lines(says_no_connection(a, way).text for way in ("入手", "提供"))
    return Filled(text, a.overview.spans if told else (), told)


def says_no_connection(a: Assessment, way: str) -> Filled:
    """様式2 Ⅳ.6: the mark of one way. It stands in a field whose choice is asked where the network is used."""
    none = a.overview.network is Certainty.NO
    return fill(f"{TICK}接続しない（{way}）" if none else "", a.overview.spans)


def places(_: Assessment, file: File) -> str:
    """Ⅱ.6①. Systems and zones that the sentences do not name are said too: a move shows in the form."""
    told = "".join(file.storage.places)
    named = (("システム", file.storage.systems), ("領域", file.storage.zones))
    missing = ((what, [name for name in names if name not in told]) for what, names in named)
    beside = (f"（置く{what}: {'、'.join(names)}）" for what, names in missing if names)
    return lines([*file.storage.places, *beside])


def recipient(_: Assessment, entry: Handover) -> str:
    """提供先, 移転先 and the rows of a 別紙, one a line: what the entry says for all is not said again."""
    heading = f"（{entry.annex}を参照）" if entry.annex else ""
    return lines([entry.recipient, heading, *map(_print_recipient, entry.rows)])


def _print_recipient(row: Recipient) -> str:
    told = (row.number, row.name, "、".join(row.basis), row.purpose, row.information)
    return "　".join(part for part in told if part)


def information(_: Assessment, entry: Handover) -> str:
    """③, and the items where the sentence does not name each of them already."""
    named = all(name in entry.information for name in entry.items.names)
    return lines([entry.information, "" if named else str(entry.items)])


def drawing(a: Assessment) -> Filled:
    """別添1: the steps of the 備考, every arrow, and which frame holds what; "" where the model has no picture."""
    told = [line for diagram in a.diagrams for line in _draw(a, diagram)]
    return Filled(lines(told), collect_spans(a.diagrams))


def _draw(a: Assessment, diagram: Diagram) -> Iterator[str]:
    flows = [flow for flow in a.flows if flow.diagram == diagram.name]
    yield f"《{diagram.title or diagram.name}》"
    yield from (_arrow(a, flow) for flow in flows)
    yield from _frames(a, diagram, flows)
    for step in diagram.steps:
        yield f"（備考）{step.number} {step.text}"
    yield from (f"（注）{note}" for note in diagram.notes)


def _arrow(a: Assessment, flow: Flow) -> str:
    ends = f"{flow.step} {a.canonical(flow.source)}→{a.canonical(flow.target)}".strip()
    what = "：".join(part for part in (flow.text, str(flow.items)) if part)
    means = f"［{'、'.join(m.value for m in flow.means)}］" if flow.means else ""
    return f"{ends}　{what}{means}{_SPECIFIC[judge_specific(flow, a.vocabulary)]}"


def _frames(a: Assessment, diagram: Diagram, flows: list[Flow]) -> Iterator[str]:
    ends = dict.fromkeys(a.canonical(name) for f in flows for name in (f.source, f.target, f.file) if name)
    drawn = [*ends, *(a.canonical(name) for name in diagram.nodes if a.canonical(name) not in ends)]
    held = group_by((a.zone_of(name), name) for name in drawn)
    for zone in a.zones:
        if zone.name in held:
            around = f"（{zone.parent}の中）" if zone.parent else ""
            yield f"（枠）{zone.name}{around}: {'、'.join(held[zone.name])}"
