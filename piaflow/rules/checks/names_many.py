"""names-many: one system under three names or more in one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from piaflow.domain.names import fold
from piaflow.domain.nodes import System
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import BESIDE, Sentence

_MANY = 3


def _find(dossier: Dossier) -> Iterator[Hit]:
    texts = [(fold(sentence.text), sentence) for sentence in dossier.sentences]
    many = [system for system in dossier.model.systems if system.number and len(system.aliases) + 1 >= _MANY]
    every = (
        {fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)} if many else set()
    )
    for system in many:
        names = {fold(BESIDE.sub("", name)): BESIDE.sub("", name) for name in (*system.aliases, system.name)}
        used = {name: found for key, name in names.items() if (found := _using(key, texts, every))}
        apart = [name for name in used if not _is_short(name, used) and not _is_introduced(name, texts)]
        if len(apart) >= _MANY:
            yield _hit(system, {name: used[name] for name in apart})


def _using(key: str, texts: Sequence[tuple[str, Sentence]], every: set[str]) -> tuple[Sentence, ...]:
    """Return the sentences that use a name by itself: not as a part of a longer name or word."""
    holding = [(text, sentence) for text, sentence in texts if key in text]
    if not holding:
        return ()
    longer = [re.escape(name) for name in sorted(every, key=len, reverse=True) if key in name and name != key]
    alone = re.compile("|".join((*longer, rf"(?P<own>{re.escape(key)})(?![一-龠ァ-ヶー])")))
    return tuple(sentence for text, sentence in holding if any(m["own"] for m in alone.finditer(text)))


def _is_short(name: str, names: Iterable[str]) -> bool:
    """Whether a name is a part of another one of the same system: 統合宛名システム of 団体内統合宛名システム."""
    return any(fold(name) in fold(other) and name != other for other in names)


def _is_introduced(name: str, texts: Sequence[tuple[str, Sentence]]) -> bool:
    """Whether the document itself introduces it as a short name: 以下「統合宛名システム」という."""
    return any(f"以下「{fold(name)}」" in text or f"以下、「{fold(name)}」" in text for text, _ in texts)


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
