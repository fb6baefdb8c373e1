"""count-blank: the number of 委託・提供・移転 left blank beside entries that are written."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Count
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.listing import Listed, find_count_field, find_listed, find_listed_spans
from piaflow.rules.places import Counted
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        for count in file.counts:
            listed = find_listed(file, count.kind)
            if count.done is Certainty.YES and count.count < 0 and listed:
                yield _hit(file, count, listed)


def _hit(file: File, count: Count, listed: Listed) -> Hit:
    kind, names = count.kind.value, name_some(entry.number for entry in listed)
    return Hit(
        f"{file.name}の{kind}は行っているとあり{names}が書かれているが、件数の欄が空である。",
        (Counted(file.name, count.kind),),
        (
            Evidence(f"{kind}: 行っている、件数は空欄", count.spans, find_count_field(file, count.kind)),
            Evidence(names, find_listed_spans(listed)),
        ),
    )


RULE = Rule(
    name="count-blank",
    title="件数の欄が空である",
    checks="Ⅱ.4・Ⅱ.5で「行っている」とあり、委託事項・提供先・移転先が書かれているのに、件数が書かれていないものを言う。",
    matters="件数は公表される頁の初めにあり、読む人はそれで規模を知る。",
    settle="委託事項・提供先・移転先を数えて件数を書く。文字の層が数字を落としただけなら、モデルに件数を書く。",
    source="様式4・様式3 Ⅱ.4、Ⅱ.5",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.COUNTS,),
)
