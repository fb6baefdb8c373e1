"""system-unlisted: a system of the assessing body that keeps or passes on 特定個人情報, and is not in Ⅰ.2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, NodeKind
from piaflow.domain.flows import Diagram, Step
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import System
from piaflow.domain.span import Span, find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Numbered
from piaflow.rules.rule import Rule

_WHOLES = {"市町村CS": "住民基本台帳ネットワークシステム"}
"""Parts (catalogue entries) of a system that Ⅰ.2 lists as a whole."""

_CHOICES = frozenset(choice.value for choice in ConnectionChoice)
"""What Ⅰ.2③ itself offers as another system (庁内連携システム): passing on is what the tick says of it."""

_NETWORKS = {
    ConnectionChoice.JUKI_NETWORK: ("住民基本台帳ネットワークシステム", "住基ネット"),
    ConnectionChoice.PROVISION_NETWORK: ("情報提供ネットワークシステム",),
}
"""The networks of the nation, of which each system of Ⅰ.2 says in ③ whether it uses them, and what they are called."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    systems = dossier.model.systems
    listed = {system.entry for system in systems if system.number}
    if _is_whole(systems):
        keeping = group_by(_kept(dossier))
        for system in systems:
            if _is_own(dossier, system) and _WHOLES.get(system.entry, "-") not in listed:
                yield from _judge(dossier, system, dict(keeping.get(system.name, ())))
        for choice, names in _NETWORKS.items():
            using = list(_list_using(dossier, names))
            if using and _is_nowhere(dossier, choice, names):
                yield _network_hit(dossier, choice, using)


def _is_whole(systems: tuple[System, ...]) -> bool:
    """Whether the numbers run from 1 without a gap: else a page of Ⅰ.2 may be missing."""
    numbers = {system.number for system in systems if system.number}
    return bool(numbers) and numbers == {str(i + 1) for i in range(len(numbers))}


def _list_using(dossier: Dossier, names: tuple[str, ...]) -> Iterator[tuple[Diagram, Step]]:
    """The steps that name a network beside a system of Ⅰ.2 or a department of the body."""
    named = [
        (diagram, step)
        for diagram in dossier.model.diagrams
        for step in diagram.steps
        if any(name in step.text for name in names)
    ]
    if named:
        listed = (system for system in dossier.model.systems if system.number)
        own = {fold(name) for system in listed for name in (system.name, *system.aliases)} - set(names)
        own |= {fold(_ABOVE.sub("", told)) for told in dossier.model.overview.departments} - {""}
        yield from (told for told in named if any(name in fold(told[1].text) for name in own))


_ABOVE = re.compile(".*[部局]")
"""What a step leaves out of the name of a department: 市民税課 of 税務部市民税課."""


def _is_nowhere(dossier: Dossier, choice: ConnectionChoice, names: tuple[str, ...]) -> bool:
    """Whether every box of a network in Ⅰ.2③ is read and empty, and no system bears or tells its name."""
    for system in (system for system in dossier.model.systems if system.number):
        functions, ticks = dossier.cell("②", system.name), dossier.cell("③", system.name)
        boxes = ticks.boxes if ticks else {}
        lost = dossier.is_unread("②", system.name) or system.number in dossier.unnamed
        texts = (cell.text for cell in (functions, ticks) if cell)
        told = "\n".join((system.name, system.entry, *system.aliases, *texts))
        if lost or boxes.get(choice.value) is not Certainty.NO:
            return False
        if any(name in told for name in (*names, *_PARTS.get(choice, ()))):
            return False
    return True


_PARTS = {ConnectionChoice.JUKI_NETWORK: ("市町村CS", "都道府県サーバ")}
"""What systems of Ⅰ.2 are called that are parts of a network."""


def _network_hit(dossier: Dossier, choice: ConnectionChoice, using: list[tuple[Diagram, Step]]) -> Hit:
    steps = name_some(step.number for _, step in using)
    listed = [system for system in dossier.model.systems if system.number]
    return Hit(
        f"別添1の{steps}は{choice.value}を使うとするが、Ⅰ.2のどのシステムの機能にも接続の欄にもない。",
        tuple(Numbered(diagram.name, step.number) for diagram, step in using),
        (
            Evidence(f"別添1の{steps}", find_beginnings(step for _, step in using)),
            Evidence(f"Ⅰ.2 {name_some(system.name for system in listed)}", find_beginnings(listed)),
        ),
        about=choice.value,
        confidence=Confidence.LOW,
    )


def _is_own(dossier: Dossier, system: System) -> bool:
    own = dossier.is_own(dossier.model.answering(system.name))
    return own and not system.number and system.kind is NodeKind.SYSTEM


def _kept(dossier: Dossier) -> Iterator[tuple[str, tuple[str, tuple[Span, ...]]]]:
    """Yield, with each system, what the document says that it keeps or that others run for the body on it."""
    canonical = dossier.model.canonical
    for file in dossier.model.files:
        yield canonical(file.holder), (file.name, file.spans)
        for system in file.storage.systems:
            yield canonical(system), (file.name_entry(file.storage), file.storage.spans)
        for entry in file.entrustments:
            for system in entry.systems:
                yield canonical(system), (file.name_entry(entry), entry.spans)


def _judge(dossier: Dossier, system: System, kept: dict[str, tuple[Span, ...]]) -> Iterator[Hit]:
    """What only passes 特定個人情報 on may be a part of a system that Ⅰ.2 lists: a person must look."""
    taken = _specific(dossier.flows_to.get(system.name, ()))
    given = _specific(dossier.flows_from.get(system.name, ()))
    if kept:
        yield _hit(system, kept)
    elif taken and given and system.name not in _CHOICES:
        yield _passing(system, taken, given)


def _specific(flows: tuple[FlowFacts, ...]) -> tuple[FlowFacts, ...]:
    return tuple(facts for facts in flows if facts.specific is Certainty.YES and facts.source != facts.target)


def _passing(system: System, taken: tuple[FlowFacts, ...], given: tuple[FlowFacts, ...]) -> Hit:
    sources = name_some(dict.fromkeys(facts.source for facts in taken))
    targets = name_some(dict.fromkeys(facts.target for facts in given))
    return Hit(
        f"{system.name}は{sources}の特定個人情報を{targets}に渡すが、Ⅰ.2に書かれていない。",
        (system.name,),
        (
            Evidence(f"受ける流れ {name_some(f.label for f in taken)}", find_beginnings(taken)),
            Evidence(f"渡す流れ {name_some(f.label for f in given)}", find_beginnings(given)),
        ),
        severity=Severity.NOTE,
        confidence=Confidence.LOW,
    )


def _hit(system: System, kept: dict[str, tuple[Span, ...]]) -> Hit:
    names = name_some(kept)
    return Hit(
        f"{system.name}は特定個人情報ファイルを扱う（{names}）が、Ⅰ.2に書かれていない。",
        (system.name,),
        (
            Evidence(f"Ⅰ.2にないシステム {system.name}", system.spans),
            *(Evidence(name, spans) for name, spans in kept.items()),
        ),
    )


RULE = Rule(
    name="system-unlisted",
    title="特定個人情報を扱うシステムがⅠ.2にない",
    checks="評価実施機関のシステムで、ファイルを保有し、保管場所となり、又は委託の対象となるものが、Ⅰ.2に番号を持つかを見る。特定個人情報を受けて渡すだけのものも、③の選択肢にあるもの（庁内連携システムなど）でなければ、要確認として言う。備考の手順が使う住基ネットと情報提供ネットワークシステムが、Ⅰ.2のどの名、機能、接続の欄にもないものも、要確認として言う。Ⅰ.2の番号が飛んでいるときは頁が欠けているとみて言わない。市町村CSは住基ネットの部分とみる。",
    matters="Ⅰ.2はファイルを取り扱う事務において使用するシステムを挙げる欄で、挙げないシステムの機能も接続も評価されない。",
    settle="Ⅰ.2に加える。ほかのシステムの部分なら、その名でファイルや委託を書く。",
    source="様式4・様式3 Ⅰ.2",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.SYSTEMS, needs.OWNERS, needs.FLOWS),
)
