"""spelling-variants: two nodes of one document that are one thing in two spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from operator import attrgetter
from typing import TypeVar

from piaflow.domain.choices import NodeKind
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.nodes import Node, System
from piaflow.domain.span import find_beginnings, shorten
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.spelling import to_key

_Node = TypeVar("_Node", bound=Node)
_CONTRACTOR = "Ⅱ.4.委託事項{k}.⑥"
_KANJI = re.compile("[一-龠](?<![前後新旧上下内外市県国第])")
"""A letter of a word; one that tells two things apart (新システム, 旧システム) is no slip of the other."""
_LONG = 6
_KATAKANA = re.compile("[ァ-ヴー]+")


def _find(dossier: Dossier) -> Iterator[Hit]:
    model = dossier.model
    groups: tuple[tuple[Node, ...], ...] = (model.parties, model.systems, model.files)
    for group in groups:
        for one, other in _pair_up(group, _keys):
            yield _hit(one, other, "綴りだけが違う同じものとみえる", None)
    yield from _find_contractors(dossier)
    for one, other in _pair_up(model.systems, lambda system: {system.entry, *_shortened(system)} - {""}):
        if one.entry and one.entry == other.entry and _is_one(dossier, one, other):
            yield _hit(one, other, f"どちらも{one.entry}に当たり、同じものとみえる", Confidence.MEDIUM)
        elif _is_shortened(one, other) and _is_one(dossier, one, other):
            yield _hit(one, other, "1語だけが違い、同じものかもしれない", Confidence.LOW)
    yield from _find_slips(model.systems)


def _find_slips(systems: Sequence[System]) -> Iterator[Hit]:
    """Names, aliases too, that are one but for a kanji; of two that Ⅰ.2 numbers apart each is right."""
    gaps = group_by(
        (gap, (name, system))
        for system in systems
        for name in dict.fromkeys((system.name, *system.aliases))
        for gap in _list_gaps(fold(name))
    )
    for named in gaps.values():
        one, *others = sorted(named, key=lambda each: (not each[1].number, each[0]))
        for other in others:
            apart = one[1] is not other[1] and not _keys(one[1]) & _keys(other[1])
            if apart and not (one[1].number and other[1].number):
                yield Hit(
                    f"「{one[0]}」と「{other[0]}」は漢字1字だけが違い、誤記かもしれない。",
                    (one[1].name, other[1].name),
                    (
                        Evidence(one[0], find_beginnings(one[1:])),
                        Evidence(other[0], find_beginnings(other[1:])),
                    ),
                    confidence=Confidence.LOW,
                )


def _find_contractors(dossier: Dossier) -> Iterator[Hit]:
    """Contractors as ⑥ prints them, since a model gathers them under one name. (株) alone is no other spelling."""
    cells = [cell for cell in dossier.form.ask(_CONTRACTOR) if cell.stated and cell.spans]
    for same in group_by((to_key(cell.text), cell) for cell in cells).values():
        printed = group_by((fold(cell.text).replace("(株)", "株式会社"), cell) for cell in same)
        if len(printed) > 1:
            one, other, *_ = (found[0] for found in printed.values())
            yield Hit(
                f"委託先の「{one.text}」と「{other.text}」は綴りだけが違う同じものとみえる。",
                (one.subject, other.subject),
                (Evidence(f"⑥ {one.text}", one.spans), Evidence(f"⑥ {other.text}", other.spans)),
                severity=Severity.NOTE,
                confidence=Confidence.MEDIUM,
            )


def _pair_up(nodes: Sequence[_Node], keys: Callable[[_Node], Iterable[str]]) -> Iterator[tuple[_Node, _Node]]:
    """Yield each two nodes that have a key in common, in the order of the document; of the two the lesser name first."""
    places = group_by((key, index) for index, node in enumerate(nodes) for key in keys(node))
    pairs = {pair for same in places.values() for pair in combinations(dict.fromkeys(same), 2)}
    for pair in sorted(pairs):
        one, other = sorted((nodes[index] for index in pair), key=attrgetter("name"))
        yield one, other


def _keys(node: Node) -> set[str]:
    return {to_key(name) for name in (node.name, *node.aliases)}


def _is_one(dossier: Dossier, one: System, other: System) -> bool:
    """Of one owner, no terminals (a body has many), and not set apart by numbers in Ⅰ.2 or by their keys."""
    model = dossier.model
    apart = bool(one.number and other.number) or NodeKind.TERMINAL in (one.kind, other.kind)
    owner = model.owner(one.name)
    return not apart and bool(owner) and owner == model.owner(other.name) and not _keys(one) & _keys(other)


def _shortened(system: System) -> Iterator[str]:
    """Yield the key of a name, and what is left of it without one of its words in katakana."""
    key = to_key(system.name)
    yield key
    yield from (key[: m.start()] + key[m.end() :] for m in _KATAKANA.finditer(key))


def _list_gaps(name: str) -> Iterator[str]:
    """Yield what is left of a name without each of its kanji: 既存住基システム and 既存住記システム have one in common."""
    if len(name) >= _LONG:
        yield from (f"{name[:at]}＿{name[at + 1 :]}" for at, c in enumerate(name) if _KANJI.match(c))


def _is_shortened(one: System, other: System) -> bool:
    """Whether a name comes out of the other by leaving out one word in katakana (カード)."""
    short, long = sorted((to_key(one.name), to_key(other.name)), key=len)
    return any(long[: m.start()] + long[m.end() :] == short for m in _KATAKANA.finditer(long))


def _hit(one: Node, other: Node, why: str, confidence: Confidence | None) -> Hit:
    return Hit(
        f"「{one.name}」と「{other.name}」は{why}。",
        (one.name, other.name),
        (Evidence(one.name, shorten(one.spans)), Evidence(other.name, shorten(other.spans))),
        confidence=confidence,
    )


RULE = Rule(
    name="spelling-variants",
    title="同じものが2つの綴りで書かれている",
    checks="主体、システム、ファイルの名を、全角と半角、語尾の長音（サーバーとサーバ）、中黒を除いて比べる。Ⅱ.4⑥の委託先は印字のとおりに比べる。同じ持ち主のシステムが目録の同じ項に当たる、又は片仮名の1語か漢字の1字だけが違うときも言う（要確認）。",
    matters="別のシステムと読まれ、流れが途中で切れて見える。",
    settle="同じものなら1つの名にそろえ（モデルでは aliases に置く）、別のものなら違いが分かる名にする。",
    source="様式4 Ⅰ.2、別添1",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.SYSTEMS,),
)
