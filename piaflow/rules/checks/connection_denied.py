"""connection-denied: two systems that Ⅲ says are not connected, and a box of Ⅰ.2③ that says they are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import System
from piaflow.domain.span import find_beginnings
from piaflow.law.connection_choices import find_choice
from piaflow.rules import needs
from piaflow.rules.connection_boxes import Boxes, find_field
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.network import PROVISION_NETWORK
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_NAME = r"[^、。・：:\s①-⑳]{2,25}?"
_DENIED = re.compile(
    rf"(?:^|[、。・：:\s①-⑳]|措置)(?P<one>{_NAME})と(?P<other>{_NAME})(?:との)?(?:間)?の(?:直接の)?接続は(?:行わない|しない)"
)

_LIMITED = (
    re.compile(
        rf"(?:^|[、。・：:\s①-⑳･]|ける)(?P<to>{_NAME})への(?:アクセス|接続)は、?(?P<only>{_NAME})(?:のみ|だけ)?に限(?:定|る|っ|り)"
    ),
    re.compile(
        rf"(?:^|[、。・：:\s①-⑳･]|では)(?P<to>{_NAME})との(?:全て|すべて)の(?:連携|接続)(?:（接続）|\(接続\))?は、?(?P<only>{_NAME})(?:が|で)(?:行|担)"
    ),
)
_SOLE = re.compile(
    rf"(?:^|[、。・：:\s①-⑳･])(?P<one>{_NAME})は(?P<only>{_NAME})以外とは?、?(?:外部と?)?接続(?:できない|しない|していない)"
)
_BEFORE = re.compile(".*における|^[・･]")
"""What stands before a name in a sentence: 庁内システムにおける市町村CS."""
_FUNCTIONS = "Ⅰ.2.システム{n}.②"
_SENDS = "連携|送信|接続|通知|依頼|要求|照会"


def _find(dossier: Dossier) -> Iterator[Hit]:
    boxes, told = Boxes(dossier.model), dict[tuple[str, str], tuple[System, System, Sentence]]()
    for sentence in dossier.sentences_of.get("Ⅲ", ()):
        denied = _DENIED.search(sentence.plain)
        for name, beside in (
            ((denied["one"], denied["other"]), (denied["other"], denied["one"])) if denied else ()
        ):
            system, other = dossier.model.find(name), _find_partner(dossier, beside)
            if isinstance(system, System) and boxes.find(system, other) is Certainty.YES:
                told.setdefault((system.name, other.name), (system, other, sentence))
    for system, other, sentence in told.values():
        yield _hit(system, other, sentence)
    yield from _find_limited(dossier, boxes)
    yield from _find_sole(dossier, boxes)


def _find_limited(dossier: Dossier, boxes: Boxes) -> Iterator[Hit]:
    """A system to which one other alone connects, and those whose ③ or ② tells that they do too."""
    limits: dict[tuple[str, str], list[Sentence]] = {}
    for sentence in dossier.sentences_of.get("Ⅲ", ()):
        for found in (m for pattern in _LIMITED if (m := pattern.search(sentence.text))):
            limits.setdefault((_BEFORE.sub("", fold(found["to"])), fold(found["only"])), []).append(sentence)
    for (to, only), told in limits.items():
        target, one = _find_partner(dossier, to), _find_partner(dossier, only)
        if not (dossier.model.find(only) or one.entry):
            continue
        apart = {one.name, one.entry, target.name, target.entry} - {""}
        others = [s for s in dossier.model.systems if s.number and not {s.name, s.entry} & apart]
        ticking = tuple((s, find_field(s, target)) for s in others if boxes.find(s, target) is Certainty.YES)
        naming = _find_naming(dossier, {s.name for s in others}, target)
        if ticking or naming:
            yield _hit_limited(to, one, told, ticking, naming)


def _find_naming(dossier: Dossier, systems: Container[str], target: System) -> tuple[Sentence, ...]:
    """The functions of some systems that send to one, called as the document or the catalogue calls it."""
    choice = find_choice(target)
    names = [name for name in (target.name, *target.aliases, choice.value if choice else "") if name]
    names += [
        short for e in dossier.catalogue.systems if choice and e.name == choice.value for short in e.aliases
    ]
    sends = re.compile(
        rf"(?:{'|'.join(map(re.escape, names))})(?:へ|に|との|と|への)[^。]{{0,60}}(?:{_SENDS})"
    )
    return tuple(
        s
        for s in dossier.sentences_at.get(_FUNCTIONS, ())
        if s.cell.subject in systems and sends.search(s.text)
    )


def _hit_limited(
    to: str,
    one: System,
    told: list[Sentence],
    ticking: tuple[tuple[System, Spot], ...],
    naming: tuple[Sentence, ...],
) -> Hit:
    names = tuple(dict.fromkeys((*(s.name for s, _ in ticking), *(s.cell.subject for s in naming))))
    return Hit(
        f"{told[0].where}は{to}とつながるのは{one.name}だけだというが、{name_some(names)}のⅠ.2も{to}との接続か連携を述べる。",
        names,
        (
            Evidence(f"{told[0].where} {one.name}に限る", find_beginnings(told)),
            *(Evidence(f"Ⅰ.2③ {s.name}の接続", s.spans, field) for s, field in ticking),
            *([Evidence("Ⅰ.2② 連携の機能", find_beginnings(naming))] if naming else ()),
        ),
        about=f"{to}は{one.name}だけ",
        confidence=Confidence.LOW,
    )


def _find_sole(dossier: Dossier, boxes: Boxes) -> Iterator[Hit]:
    """A system that says it connects with no other, and the network of the state in its ③: what is inside may be meant aside."""
    told: dict[str, list[Sentence]] = {}
    for sentence in dossier.sentences_of.get("Ⅲ", ()):
        found = _SOLE.search(sentence.text)
        if found and PROVISION_NETWORK.value not in found["only"]:
            told.setdefault(found["one"], []).append(sentence)
    for name, sentences in told.items():
        system = dossier.model.find(name)
        network = System(PROVISION_NETWORK.value, entry=PROVISION_NETWORK.value)
        if isinstance(system, System) and boxes.find(system, network) is Certainty.YES:
            yield Hit(
                f"{sentences[0].where}は{system.name}がほかとつながらないというが、Ⅰ.2③は{network.name}の欄に○がある。",
                (system.name,),
                (
                    Evidence(f"{sentences[0].where} 接続しない", find_beginnings(sentences)),
                    Evidence(f"Ⅰ.2③ {system.name}の接続", system.spans, find_field(system, network)),
                ),
                about=network.name,
                confidence=Confidence.LOW,
            )


def _find_partner(dossier: Dossier, name: str) -> System:
    """Return the system of the model, or what the catalogue calls so: a printed choice may stand for it."""
    found = dossier.model.find(name)
    if isinstance(found, System):
        return found
    known = (e.name for e in dossier.catalogue.systems if fold(name) in map(fold, (e.name, *e.aliases)))
    entry = next(known, "")
    return System(entry or name, entry=entry)


def _hit(system: System, other: System, sentence: Sentence) -> Hit:
    return Hit(
        f"{system.name}のⅠ.2③は{other.name}に当たる欄に○があるが、{sentence.where}は{other.name}と接続しないという。",
        (system.name,),
        (
            Evidence(f"Ⅰ.2③ {system.name}の接続", system.spans, find_field(system, other)),
            Evidence(f"{sentence.where} 接続は行わない", sentence.spans),
        ),
        about=other.name,
    )


RULE = Rule(
    name="connection-denied",
    title="接続しないという文と接続の欄が合わない",
    checks="Ⅲの「○○と○○の間の接続は行わない」という文の2つのシステムについて、Ⅰ.2③の欄（市町村CSなら住民基本台帳ネットワークシステム）に○がないかを見る。"
    "「○○へのアクセスは△△に限る」「○○は△△以外と接続できない」という文があれば、ほかのシステムの③の欄と②の機能も見る（要確認）。",
    matters="つながないことはリスク対策の柱で、欄の○はそれが守られていないと読める。",
    settle="つながっているかを確かめ、欄の○かⅢの文を直す。間にほかのシステムがあるなら、そう書く。",
    source="様式4・様式3 Ⅰ.2③、Ⅲ.3リスク1",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.RISKS, needs.CONNECTIONS),
)
