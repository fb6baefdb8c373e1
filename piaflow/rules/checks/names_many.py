"""names-many: one system under three names or more in one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from piaflow.domain.holding import find_holding
from piaflow.domain.names import fold
from piaflow.domain.nodes import System
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import BESIDE, Sentence

_MANY = 3
_GOING_ON = re.compile("[一-龠ァ-ヶー]")
"""Letters by which a word goes on."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    many = [system for system in dossier.model.systems if system.number and len(system.aliases) + 1 >= _MANY]
    if many:
        yield from _find_among(dossier, many)


def _find_among(dossier: Dossier, many: Sequence[System]) -> Iterator[Hit]:
    texts = [(fold(sentence.text), sentence) for sentence in dossier.sentences]
    folded = [text for text, _ in texts]
    every = [*{fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)}]
    called = [[BESIDE.sub("", name) for name in (*system.aliases, system.name)] for system in many]
    keys = {fold(name) for names in called for name in names}
    holding, within = find_holding(keys, folded), find_holding(keys, every)
    introduced = find_holding([told for key in keys for told in _introduce(key)], folded)
    for system, names in zip(many, called, strict=True):
        used = {}
        for key, name in {fold(name): name for name in names}.items():
            longer = [every[at] for at in within.get(key, ())]
            if found := _using(key, [texts[at] for at in holding.get(key, ())], longer):
                used[name] = found
        free = [name for name in used if introduced.keys().isdisjoint(_introduce(fold(name)))]
        apart = [name for name in free if not _is_short(name, used)]
        if len(apart) >= _MANY:
            yield _hit(system, {name: used[name] for name in apart})


def _using(key: str, holding: Sequence[tuple[str, Sentence]], longer: Iterable[str]) -> tuple[Sentence, ...]:
    """Return the sentences that use a name by itself: not as a part of a longer name or word."""
    if not holding:
        return ()
    others = sorted((name for name in longer if name != key), key=len, reverse=True)
    named = re.compile("|".join((*map(re.escape, others), f"(?P<own>{re.escape(key)})")))
    return tuple(sentence for text, sentence in holding if _stands_alone(named, text))


def _stands_alone(named: re.Pattern[str], text: str) -> bool:
    at = 0
    while found := named.search(text, at):
        if found["own"] and not _GOING_ON.match(text, found.end()):
            return True
        at = found.start() + 1 if found["own"] else found.end()
    return False


def _is_short(name: str, names: Iterable[str]) -> bool:
    """Whether a name is a part of another one of the same system: 統合宛名システム of 団体内統合宛名システム."""
    return any(fold(name) in fold(other) and name != other for other in names)


def _introduce(key: str) -> tuple[str, str]:
    """How a document introduces a short name: 以下「統合宛名システム」という."""
    return f"以下「{key}」", f"以下、「{key}」"


def _hit(system: System, used: dict[str, tuple[Sentence, ...]]) -> Hit:
    names = "」「".join(used)
    return Hit(
        f"1つのシステムが{len(used)}つの名「{names}」で書かれている。",
        (system.name,),
        tuple(
            Evidence(f"「{name}」", find_beginnings(sentences, most=1)) for name, sentences in used.items()
        ),
    )


RULE = Rule(
    name="names-many",
    title="1つのシステムが3つ以上の名で書かれている",
    checks="Ⅰ.2のシステムの名と別名（aliases）のうち、印字された文に現れるものを数える。「以下「…」という。」で付けた略称と、名の一部を省いただけのものは数えない。",
    matters="名が違えば別のシステムと読まれ、入れ替えのあとに古い名が残っていても気づけない。",
    settle="1つの名にそろえる。略称を使うなら、初めに「以下「…」という。」と書く。",
    source="様式4・様式3 Ⅰ.2",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS, needs.SYSTEMS),
)
