"""entrustment-differs: one work of one contractor, entrusted for two files, described in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.works import Named, is_slip, pair_works


def _find(dossier: Dossier) -> Iterator[Hit]:
    pairs = tuple(pair_works(dossier.model))
    alike = {(a[0], b[0].file) for pair in pairs for a, b in (pair, pair[::-1]) if _is_one_name(a, b)}
    for one, other in pairs:
        within = one[0].file == other[0].file
        has_own = (one[0], other[0].file) in alike or (other[0], one[0].file) in alike
        if not within and (_is_one_name(one, other) or not has_own):
            yield from _compare(one, other)


def _is_one_name(one: Named, other: Named) -> bool:
    """Whether two entries have one name: of several works of one content that the files share, these are one."""
    return fold(one[1].subject) == fold(other[1].subject)


def _compare(one: Named, other: Named) -> Iterator[Hit]:
    """A name that differs in a letter is a slip of the pen, and told as one."""
    names = one[1].subject, other[1].subject
    apart = all(names) and fold(names[0]) != fold(names[1]) and not is_slip(*names)
    fitting = [_fits(name, one[1].content) for name in names]
    doubt = Confidence.LOW if apart and fitting[0] == fitting[1] else None
    if apart:
        said = f"名は「{names[0]}」と「{names[1]}」に分かれる"
        yield evolve(_hit(one, other, said), confidence=doubt)
    answers = {one[1].subentrusted, other[1].subentrusted}
    if answers == {Certainty.YES, Certainty.NO}:
        yield evolve(_hit(one, other, "再委託の有無が違う", "再委託"), confidence=doubt)


def _fits(name: str, content: str) -> bool:
    """Whether a name has a word of its content: where just one of two has, the other is of another work.

    What is said so broadly that it fits both may be the content of two contracts.
    """
    return not _list_words(name).isdisjoint(_list_words(content))


def _list_words(text: str) -> frozenset[str]:
    """Two kanji after each other: what most words are made of."""
    return frozenset(word[1] for word in _WORD.finditer(text))


_WORD = re.compile(r"(?=([一-龠]{2}))")


def _hit(one: Named, other: Named, said: str, about: str = "") -> Hit:
    field = "⑦" if about else "Ⅱ.4.委託事項{k}"
    return Hit(
        f"{one[0]}と{other[0]}は、委託先も委託内容も同じだが、{said}。",
        (other[0], one[0]),
        tuple(
            Evidence(f"{name} {entry.subject or entry.content}", entry.spans, Spot(field, name))
            for name, entry in (one, other)
        ),
        about=about,
    )


RULE = Rule(
    name="entrustment-differs",
    title="同じ委託が2つの書き方で書かれている",
    checks="委託先と委託内容が同じ委託事項を、ファイルをまたいで（同じ名のものがあればそれと）比べ、委託事項の名と再委託の有無が違うものを言う。取扱者数はファイルで変わるので比べない。1、2字だけ違う名は誤字・脱字として言い、番号だけが違う名は別の委託とみる。委託内容がどちらの名にも合うときは、同じ言い方の2つの委託かもしれない（要確認）。",
    matters="1つの契約なのに再委託の有無が違えば、どちらかのファイルの評価が実際と違う。名と内容が入れ替わっていれば、その委託が何かが分からない。",
    settle="契約を確かめ、名、委託内容、再委託の有無をそろえる。別の契約なら、委託内容で違いが分かるように書く。",
    source="様式4・様式3 Ⅱ.4",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.ENTRUSTMENTS,),
)
