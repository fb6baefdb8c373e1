"""source-mismatch: the boxes of 入手元 (Ⅱ.3①) against the flows that bring a file its information."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import BodyKind, Means, SourceKind
from piaflow.domain.entries import SourceBox
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File, System
from piaflow.domain.span import find_beginnings, shorten
from piaflow.law.bodies import find_body_kind
from piaflow.rules import needs
from piaflow.rules.coverage import find_source_kinds, names_source
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import find_box
from piaflow.rules.network import passes_on
from piaflow.rules.rule import Rule
from piaflow.rules.source_limits import find_beyond_limit


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        flows = _origins(dossier, file)
        if flows and file.acquisition.sources:
            against = tuple(f for f in flows if _is_unticked(dossier, file, f))
            unused = _unused(dossier, file, flows)
            if against or unused:
                may_come = not against and _may_come(dossier, file, flows, unused)
                yield _hit(file, flows, against, unused, Confidence.LOW if may_come else None)
    if find_body_kind(dossier.model.overview).kind is not BodyKind.UNION:
        for file in dossier.model.listed_files:
            yield from _find_asked(dossier, file)


_ASKED = re.compile(
    "(?:届出|申請|申告|請求)(?:書|により|によって|に基づ|を受け|の(?:つど|都度|際|受付)|をした者|者|人)"
)
_BY_OTHERS = re.compile("事業主|事業者|市区?町村|都道府県|機関|委託|登録の|更新の|システム")
"""Words of a sentence in which others hand in what is asked for, or a system does."""


def _find_asked(dossier: Dossier, file: File) -> Iterator[Hit]:
    """Paper that is asked for or declared comes from the person, where no company hands it in for its people."""
    boxes = {box.kind: box.box for box in file.acquisition.sources}
    is_paper = find_box(file.acquisition.means, Means.PAPER) is Certainty.YES
    empty = all(boxes.get(kind) is Certainty.NO for kind in (SourceKind.PERSON, SourceKind.COMPANY))
    if not (is_paper and empty):
        return
    asked = [
        sentence
        for field in _USES
        for sentence in dossier.sentences_at.get(field, ())
        if sentence.cell.file == file.name
        and _ASKED.search(sentence.plain)
        and not _BY_OTHERS.search(sentence.plain)
    ]
    if asked:
        person, paper = SourceKind.PERSON.value, Means.PAPER.value
        where = name_some(dict.fromkeys(sentence.where for sentence in asked))
        yield Hit(
            f"{file.name}のⅡ.3①は「{person}」の欄が空だが、{where}は届出や申請によるといい、入手方法の紙に○がある。",
            (file.name_entry(file.acquisition),),
            (
                Evidence(
                    f"Ⅱ.3① 「{person}」の欄が空",
                    file.acquisition.spans,
                    Spot("Ⅱ.3.①", file.name, (person,)),
                ),
                Evidence(f"Ⅱ.3② {paper}に○", file.acquisition.spans, Spot("Ⅱ.3.②", file.name, (paper,))),
                Evidence(f"{where} 「{asked[0].text[:_SHOWN]}」", find_beginnings(asked)),
            ),
            about=person,
            severity=Severity.NOTE,
            confidence=Confidence.LOW,
        )


_USES = ("Ⅱ.3.③", "Ⅱ.3.④", "Ⅱ.3.⑥", "Ⅱ.3.⑧")
"""When and why the file takes in, and what for it is used."""
_SHOWN = 40
"""Letters of a sentence that are shown."""


def _origins(dossier: Dossier, file: File) -> tuple[FlowFacts, ...]:
    """Return the 入手 flows of a file that begin its way: what one of them brings, the next only passes on."""
    flows = dossier.flows_of_entry[file.name_entry(file.acquisition)]
    reached = {facts.target for facts in flows}
    return tuple(facts for facts in flows if facts.source not in reached)


def _kinds(dossier: Dossier, facts: FlowFacts) -> frozenset[SourceKind]:
    """Return the choices that the source may stand under: all where nobody knows, or where it only passes on."""
    party = dossier.party(facts.giver) if facts.giver else None
    source = dossier.model.find(facts.source)
    passes = Means.PROVISION_NETWORK in facts.flow.means or (isinstance(source, System) and passes_on(source))
    return frozenset(SourceKind) if party is None or passes else find_source_kinds(party)


def _is_unticked(dossier: Dossier, file: File, facts: FlowFacts) -> bool:
    boxes = {box.kind: box.box for box in file.acquisition.sources}
    kinds, party = _kinds(dossier, facts), dossier.party(facts.giver) if facts.giver else None
    named = party is not None and any(names_source(box, party) for box in file.acquisition.sources)
    return bool(kinds) and not named and all(boxes.get(kind) is Certainty.NO for kind in kinds)


def _unused(dossier: Dossier, file: File, flows: tuple[FlowFacts, ...]) -> tuple[SourceBox, ...]:
    """A box that Ⅲ.2 rules out is another rule's: it says more than that no flow comes.

    Flows that are themselves inferred, of these very boxes as a rule, tell of no box that it brings nothing.
    """
    if all(facts.flow.inferred for facts in flows):
        return ()
    met = frozenset[SourceKind]().union(*(_kinds(dossier, facts) for facts in flows))
    told = find_beyond_limit(dossier, file)
    return tuple(box for box in file.acquisition.sources if _is_unused(box, met) and box not in told)


def _may_come(
    dossier: Dossier, file: File, flows: tuple[FlowFacts, ...], unused: tuple[SourceBox, ...]
) -> bool:
    """Whether each box may be that of a flow to the same system which is told of another of its files alone."""
    others = [f for f in dossier.flows_to.get(dossier.model.holder(file.name), ()) if f not in flows]
    kinds = frozenset[SourceKind]().union(*(_kinds(dossier, f) for f in others if not f.flow.file))
    return all(box.kind in kinds for box in unused)


def _hit(
    file: File,
    flows: tuple[FlowFacts, ...],
    against: tuple[FlowFacts, ...],
    unused: tuple[SourceBox, ...],
    confidence: Confidence | None,
) -> Hit:
    """One finding per file: what is ticked without a flow and what flows without a tick are often one slip."""
    return Hit(
        f"{file.name}のⅡ.3①の入手元は、{_say(flows, against, unused)}。",
        (file.name_entry(file.acquisition),),
        (
            Evidence("Ⅱ.3① 入手元の欄", file.acquisition.spans, Spot("Ⅱ.3.①", file.name)),
            *(Evidence(f"{f.label} {f.flow.text}", shorten(f.spans)) for f in against or flows),
        ),
        severity=Severity.WARNING if against else Severity.NOTE,
        confidence=confidence,
    )


def _say(flows: tuple[FlowFacts, ...], against: tuple[FlowFacts, ...], unused: tuple[SourceBox, ...]) -> str:
    ticked = name_some((f"「{box.kind.value}」" for box in unused), "と")
    if not against:
        return f"{ticked}に○があるが、このファイルへの入手の流れは{_sources(flows)}からのものだけである"
    lacking = f"{_sources(against)}からの流れ（{name_some(f.label for f in against)}）に当たる欄が空である"
    return f"{ticked}に○があって流れがなく、{lacking}" if unused else lacking


def _sources(flows: tuple[FlowFacts, ...]) -> str:
    return name_some(dict.fromkeys(facts.source for facts in flows))


def _is_unused(box: SourceBox, met: frozenset[SourceKind]) -> bool:
    """その他 is told by what is written beside it, which is often 自部署 or a system: it is not judged."""
    return box.box is Certainty.YES and box.kind is not SourceKind.OTHER and box.kind not in met


RULE = Rule(
    name="source-mismatch",
    title="入手元の欄と入手の流れが合わない",
    checks="Ⅱ.3①の入手元の○と、その入手に当たる流れの出どころを比べる。○に当たる流れが、同じシステムのほかのファイルだけに"
    "書かれているときは、このファイルのものでもありうる（要確認）。本人の欄が空なのに、紙で入手し、Ⅱ.3の文が届出や申請によるとするものも、要確認として言う。"
    "民間事業者に○があるもの（事業主などが出す）と、広域連合・一部事務組合（構成団体が受け付ける）では言わない。",
    matters="誰から入手するかは、本人確認と不正な入手のリスク（Ⅲ.2）の土台である。",
    settle="流れの出どころに当たる選択肢に○を付ける。入手していない所の○は消す。",
    source="様式4・様式3 Ⅱ.3①",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.SOURCES, needs.FLOWS),
)
