"""done-without-entry: 行っている or 行っていない against the entries and the number beside it."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.listing import find_listed, find_listed_spans
from piaflow.rules.places import Counted
from piaflow.rules.rule import Rule

_SAME_PAGE = {CountKind.PROVISIONS: CountKind.TRANSFERS, CountKind.TRANSFERS: CountKind.PROVISIONS}


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        for count in file.counts:
            if count.done is Certainty.NO:
                yield from _not_done(file, count)
            elif count.done is Certainty.YES:
                yield from _done(file, count)


def _not_done(file: File, count: Count) -> Iterator[Hit]:
    kind, listed = count.kind.value, find_listed(file, count.kind)
    if listed:
        names = name_some(entry.number for entry in listed)
        said = Evidence(f"{kind}: 行っていない", count.spans)
        yield Hit(
            f"{file.name}の{kind}は行っていないとあるが、{names}が書かれている。",
            (Counted(file.name, count.kind),),
            (said, Evidence(names, find_listed_spans(listed), of=tuple(map(file.name_entry, listed)))),
        )
    elif count.count > 0:
        yield Hit(
            f"{file.name}の{kind}は行っていないとあるが、件数は{count.count}件とある。",
            (Counted(file.name, count.kind),),
            (Evidence(f"{kind}: 行っていない、{count.count}件", count.spans),),
        )


def _done(file: File, count: Count) -> Iterator[Hit]:
    kind, listed = count.kind.value, find_listed(file, count.kind)
    if count.count == 0:
        yield Hit(
            f"{file.name}の{kind}は行っているとあるが、件数は0件とある。",
            (Counted(file.name, count.kind),),
            (Evidence(f"{kind}: 行っている、0件", count.spans),),
        )
    elif not listed and count.kind in _SAME_PAGE:
        yield from _missing(file, count, _SAME_PAGE[count.kind])


def _missing(file: File, count: Count, beside: CountKind) -> Iterator[Hit]:
    """Nothing is listed where the same pages list the other kind: either it is missing, or a page is."""
    kind, listed = count.kind.value, find_listed(file, beside)
    if listed:
        yield Hit(
            f"{file.name}の{kind}は行っているとあるが、{kind}先が1つも書かれていない。",
            (Counted(file.name, count.kind),),
            (
                Evidence(f"{kind}: 行っている", count.spans),
                Evidence(f"Ⅱ.5にあるのは{beside.value}先だけ", find_listed_spans(listed)),
            ),
            severity=Severity.WARNING,
            confidence=Confidence.LOW,
        )


RULE = Rule(
    name="done-without-entry",
    title="行っている・行っていないと記載が合わない",
    checks="Ⅱ.4・Ⅱ.5の「行っている」「行っていない」を、件数の欄と、書かれている委託事項・提供先・移転先に比べる。",
    matters="行っていないと読んだ住民は、その先の記載を読まない。",
    settle="今の扱いを確かめ、丸と件数を直すか、要らない記載を消す。",
    source="様式4・様式3 Ⅱ.4、Ⅱ.5",
    find=_find,
    needs=(needs.COUNTS,),
)
