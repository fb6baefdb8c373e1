"""function-unconnected: a system whose 機能 (Ⅰ.2②) name another one that its ③ does not tick."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.grouping import group_by
from piaflow.domain.names import name_some
from piaflow.domain.nodes import System
from piaflow.domain.span import collect_spans, find_beginnings
from piaflow.rules import needs
from piaflow.rules.connection_boxes import Boxes, find_field, find_joined, list_others, say_silence
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.network import PROVISION_NETWORK
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence
from piaflow.rules.words import Words

_GATE = "中間サーバー"
_FUNCTIONS = "Ⅰ.2.システム{n}.②"
_OTHER = ConnectionChoice.OTHER.value
_THROUGH = re.compile(
    r"[^、。]*(?:を介し|を?経由[しで]|を通[じし])(?![^、。]*(?:得た|受けた|取得した|入手した))[^、。]*"
)
"""What a function works through stands between the system and the one that it names behind, which is not connected to it."""
_DENIED = re.compile(
    r"[^、。]*(?:つながら|(?:接続|連携)(?:は|を)?(?:[しせ]|でき|行わ)|機能(?:は|を)持た)(?:ない|ず)"
)
"""What says that there is no connection."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    functions = dossier.sentences_at.get(_FUNCTIONS, ())
    told = group_by((sentence.cell.subject, sentence) for sentence in functions)
    listed = {system.name: system for system in dossier.model.systems if system.number}
    order = {name: index for index, name in enumerate(listed)}
    bearing = {name: system for system in listed.values() for name in (system.name, *system.aliases)}
    boxes, words = Boxes(dossier.model), Words(bearing)
    joined = (
        {frozenset((pair.source.name, pair.target.name)) for pair in find_joined(dossier)} if told else set()
    )
    # what the other side calls a system whose name was not read, or which choice stands for it, nobody can tell
    named_ones = (listed[name] for name in told if name in listed)
    for system in (one for one in named_ones if one.number not in dossier.unnamed):
        named = words.find_in(sentence.text for sentence in told[system.name])
        others = {bearing[name].name for name in named} - {system.name}
        for other in (listed[name] for name in sorted(others, key=order.__getitem__)):
            silent = (
                boxes.find(system, other) is Certainty.NO and boxes.find(other, system) is not Certainty.YES
            )
            if silent and frozenset((system.name, other.name)) not in joined:
                naming = tuple(s for s in told[system.name] if _names(s, other))
                if naming:
                    yield _hit(system, other, naming)
    yield from _find_gates(dossier)
    yield from _find_outside(dossier)
    yield from _find_nowhere(dossier)


_PARTNER = re.compile(
    r"(?P<name>[^、。・\s（）()「」\d．.①-⑳→]{3,20}?システム)(?:へ|に|から)(?:の)?[^、。]{0,15}?"
    r"(?:引渡し|引き渡し|引き渡す|送信|渡す|受信|受け取)"
)
_GENERAL = re.compile(
    "各|他の?|当該|業務|既存|庁内|情報提供ネットワーク|住民基本台帳|宛名|税務|中間サーバ|本システム|カード管理|及び|又は|する|した"
)


def _find_nowhere(dossier: Dossier) -> Iterator[Hit]:
    """A partner by its own name, to which a function hands something, and of which neither Ⅰ.2 nor any ③ knows."""
    systems = dossier.model.systems
    known = [name for s in systems for name in (s.name, *s.aliases, *(c.name for c in s.connects))]
    for sentence in dossier.sentences_at.get(_FUNCTIONS, ()):
        system = dossier.model.find(sentence.cell.subject)
        others = list_others(system) if isinstance(system, System) else ()
        for found in _PARTNER.finditer(_DENIED.sub("", _THROUGH.sub("", sentence.text))) if others else ():
            name = found["name"]
            if isinstance(system, System) and not (
                _GENERAL.search(name) or any(name in other or other in name for other in known)
            ):
                yield Hit(
                    f"{system.name}のⅠ.2②は{name}との受け渡しを書くが、③のその他は{'、'.join(others)}だけである。",
                    (system.name,),
                    (
                        Evidence(f"Ⅰ.2② 「{sentence.text.rstrip('。')[:_SHOWN]}」", sentence.spans),
                        Evidence(
                            f"Ⅰ.2③ {system.name}の接続", system.spans, Spot("③", system.name, (_OTHER,))
                        ),
                    ),
                    about=name,
                    severity=Severity.NOTE,
                    confidence=Confidence.LOW,
                )


def _find_outside(dossier: Dossier) -> Iterator[Hit]:
    """A partner that is no system of Ⅰ.2 and stands in その他 of another: a function that names it tells of a connection too."""
    listed = [system for system in dossier.model.systems if system.number]
    own = {name for system in listed for name in (system.name, *system.aliases)}
    partners = {name: system for system in listed for name in list_others(system) if name not in own}
    for sentence in dossier.sentences_at.get(_FUNCTIONS, ()) if partners else ():
        system = dossier.model.find(sentence.cell.subject)
        others = list_others(system) if isinstance(system, System) else ()
        for name in sorted(Words(partners).find_in([_THROUGH.sub("", sentence.text)])) if others else ():
            if isinstance(system, System) and not any(name in other or other in name for other in others):
                yield Hit(
                    f"{system.name}のⅠ.2②は{name}との連携を書くが、③のその他は{'、'.join(others)}だけで、{name}は{partners[name].name}の③にある。",
                    (system.name, partners[name].name),
                    (
                        Evidence(f"Ⅰ.2② 「{sentence.text.rstrip('。')[:_SHOWN]}」", sentence.spans),
                        Evidence(
                            f"Ⅰ.2③ {system.name}の接続", system.spans, Spot("③", system.name, (_OTHER,))
                        ),
                        Evidence(
                            f"Ⅰ.2③ {partners[name].name}の接続",
                            partners[name].spans,
                            Spot("③", partners[name].name, (_OTHER,)),
                        ),
                    ),
                    about=name,
                    confidence=Confidence.LOW,
                )


def _find_gates(dossier: Dossier) -> Iterator[Hit]:
    """A 中間サーバー is what stands between a body and 情報提供ネットワークシステム: one that speaks of it connects to it."""
    for system in dossier.model.systems:
        boxes = [c.box for c in system.connects if c.name == PROVISION_NETWORK.value]
        if system.number and system.entry == _GATE and boxes and set(boxes) == {Certainty.NO}:
            functions = dossier.sentences_at.get(_FUNCTIONS, ())
            naming = tuple(
                s for s in functions if s.cell.subject == system.name and PROVISION_NETWORK.value in s.text
            )
            if naming:
                network = PROVISION_NETWORK.value
                yield Hit(
                    f"{system.name}のⅠ.2②は{network}による授受を書くが、③は「{network}」の欄が空である。",
                    (system.name,),
                    (
                        Evidence("Ⅰ.2②", find_beginnings(naming)),
                        Evidence("Ⅰ.2③ の欄が空", system.spans, Spot("③", system.name, (network,))),
                    ),
                    about=network,
                )


def _names(sentence: Sentence, other: System) -> bool:
    """Whether a function works with another system by one of its names, and not through a third one."""
    direct = _DENIED.sub("", _THROUGH.sub("", sentence.text))
    return any(name in direct for name in (other.name, *other.aliases))


def _hit(system: System, other: System, naming: tuple[Sentence, ...]) -> Hit:
    functions = name_some(dict.fromkeys(f"「{sentence.text.rstrip('。')[:_SHOWN]}」" for sentence in naming))
    return Hit(
        f"{system.name}のⅠ.2②は{other.name}とやりとりする機能（{functions}）を書くが、③は{say_silence(system, other)}である。",
        (system.name, other.name),
        (
            Evidence(f"Ⅰ.2② {functions}", collect_spans(naming)[:_LINES]),
            Evidence(f"Ⅰ.2③ {say_silence(system, other)}", system.spans, find_field(system, other)),
        ),
    )


_SHOWN = 40
"""Letters of a function that are shown: enough to find it."""
_LINES = 2
"""Runs of lines of functions that are cited."""

RULE = Rule(
    name="function-unconnected",
    title="機能が名を挙げるシステムが接続の欄にない",
    checks="Ⅰ.2②の機能の文が名（又は別名）を挙げるほかのⅠ.2のシステムについて、③の欄（その他の欄を含む）が空でないかを見る。"
    "「○○を介して」とある間のものとその先、つながらないというもの、相手の側に○があるものと、流れのあるものは、ほかの規則が言う。中間サーバーは、機能が述べる情報提供ネットワークシステムの欄も見る。"
    "Ⅰ.2にはなく、ほかのシステムのその他の欄にある相手を機能が挙げるときも言う（要確認）。",
    matters="機能が使う接続が欄になければ、個人番号がどこへ届きうるかを欄から読めない。",
    settle="直につながっていれば欄に○を付け、名を書く。ほかを経るなら、機能にその名を書く。",
    source="様式4・様式3 Ⅰ.2②③",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.FUNCTIONS, needs.CONNECTIONS),
)
