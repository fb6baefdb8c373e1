"""connection-one-sided: Ⅰ.2③ of one system names another whose own boxes say that it does not connect."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice
from piaflow.domain.names import name_some
from piaflow.domain.nodes import System
from piaflow.graph.system_names import is_between, read_words
from piaflow.rules import needs
from piaflow.rules.connection_boxes import Boxes, find_field, say_silence
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule

_BETWEEN = frozenset({ConnectionChoice.ADDRESSEE.value, ConnectionChoice.INTERNAL.value})


def _find(dossier: Dossier) -> Iterator[Hit]:
    boxes = Boxes(dossier.model)
    saying: dict[str, list[System]] = {}
    for system in dossier.model.systems:
        if system.number in dossier.unnamed:
            continue  # the other side may call it by the name that was not read
        # a printed choice that stands for several systems of Ⅰ.2 does not say which of them is meant
        for other in boxes.list_connected(system, boxes.meant_by):
            if boxes.find(other, system) is Certainty.NO:
                saying.setdefault(other.name, []).append(system)
    for silent in dossier.model.systems:
        if silent.name in saying:
            yield _hit(silent, tuple(sorted(saying[silent.name], key=attrgetter("name"))))


def _hit(silent: System, saying: tuple[System, ...]) -> Hit:
    names = tuple(system.name for system in saying)
    told = name_some(dict.fromkeys(say_silence(silent, system) for system in saying))
    return Hit(
        f"Ⅰ.2③で{name_some(names, 'と')}は{silent.name}とつながるとするが、{silent.name}の側は{told}である。",
        (silent.name, *names),
        (
            *(
                Evidence(f"Ⅰ.2③ {s.name}は{silent.name}とつながる", s.spans, find_field(s, silent))
                for s in saying
            ),
            Evidence(f"Ⅰ.2③ {silent.name}は{told}", silent.spans, _find_fields(silent, saying)),
        ),
        confidence=_weigh(silent, saying),
    )


def _weigh(silent: System, saying: tuple[System, ...]) -> Confidence:
    if all(_may_mean(silent, system) for system in saying):
        return Confidence.LOW
    return Confidence.MEDIUM if any(s.inferred for s in (silent, *saying)) else Confidence.HIGH


def _may_mean(silent: System, other: System) -> bool:
    """Whether a ticked choice for what stands between systems may mean the other: one product is often several of these."""
    ticked = any(c.box is Certainty.YES and c.name in _BETWEEN for c in silent.connects)
    return ticked and is_between(read_words((other.name, *other.aliases)))


def _find_fields(silent: System, saying: tuple[System, ...]) -> Spot:
    fields = (find_field(silent, system) for system in saying)
    boxes = dict.fromkeys(box for field in fields for box in field.boxes)
    return Spot("③", silent.name, tuple(boxes))


RULE = Rule(
    name="connection-one-sided",
    title="接続の欄が片側だけ",
    checks="Ⅰ.2③で○の付いた相手がⅠ.2にあれば、その相手の③の欄も○かを見る。その他の欄は名で見る。"
    "宛名システム等か庁内連携システムに○があり、相手がその名で呼ばれうる連携基盤などなら要確認とする。",
    matters="接続は双方のものなので、片側だけの○はどちらかの欄の書き漏れか消し忘れである。",
    settle="つながっているかを確かめ、双方の欄をそろえる。",
    source="様式4・様式3 Ⅰ.2③",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.CONNECTIONS,),
)
