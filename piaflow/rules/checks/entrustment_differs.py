"""entrustment-differs: one work of one contractor, entrusted for two files, described in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from operator import itemgetter

from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Entrustment
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule

Named = tuple[str, Entrustment]
_SLIP = 2


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One work is one contractor's, with the same content."""
    named = ((d.name, d.entry) for d in dossier.model.entries if isinstance(d.entry, Entrustment))
    works = group_by(
        ((e.contractor, fold(e.content)), (name, e)) for name, e in named if e.contractor and e.content
    )
    for same in works.values():
        for one, other in combinations(sorted(same, key=itemgetter(0)), 2):
            yield from _compare(one, other)


def _compare(one: Named, other: Named) -> Iterator[Hit]:
    names = fold(one[1].subject), fold(other[1].subject)
    if all(names) and names[0] != names[1]:
        said = f"名は「{one[1].subject}」と「{other[1].subject}」に分かれる"
        yield _hit(one, other, said, Severity.NOTE if _is_slip(*names) else None)
    answers = {one[1].subentrusted, other[1].subentrusted}
    if answers == {Certainty.YES, Certainty.NO}:
        yield _hit(one, other, "再委託の有無が違う", None, "再委託")


def _is_slip(one: str, other: str) -> bool:
    """稼動 and 稼働: as long as each other, and a letter or two apart."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= _SLIP


def _hit(one: Named, other: Named, said: str, severity: Severity | None, about: str = "") -> Hit:
    field = "⑦" if about else "Ⅱ.4.委託事項{k}"
    return Hit(
        f"{one[0]}と{other[0]}は、委託先も委託内容も同じだが、{said}。",
        (other[0], one[0]),
        tuple(
            Evidence(f"{name} {entry.subject or entry.content}", entry.spans, Spot(field, name))
            for name, entry in (one, other)
        ),
        about=about,
        severity=severity,
    )


RULE = Rule(
    name="entrustment-differs",
    title="同じ委託が2つの書き方で書かれている",
    checks="委託先と委託内容が同じ委託事項を、ファイルをまたいで比べ、委託事項の名と再委託の有無が違うものを言う。取扱者数はファイルで変わるので比べない。",
    matters="1つの契約なのに再委託の有無が違えば、どちらかのファイルの評価が実際と違う。名と内容が入れ替わっていれば、その委託が何かが分からない。",
    settle="契約を確かめ、名、委託内容、再委託の有無をそろえる。別の契約なら、委託内容で違いが分かるように書く。",
    source="様式4・様式3 Ⅱ.4",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.ENTRUSTMENTS,),
)
