"""band-off-scale: a row of a 別紙 that gives 本人の数 by the scale of 対象人数 (Ⅰ.1③)."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.entries import Handover, Recipient
from piaflow.domain.span import find_beginnings
from piaflow.law.bands import is_off_scale
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_rows, name_rows
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for name, declared in dossier.entries.items():
        entry = declared.entry
        if isinstance(entry, Handover):
            odd = tuple(row for row in list_rows(entry) if is_off_scale(row.subjects))
            if odd:
                yield _hit(name, entry, odd)


def _hit(name: str, entry: Handover, odd: tuple[Recipient, ...]) -> Hit:
    bands = "」「".join(dict.fromkeys(row.subjects.value for row in odd))
    return Hit(
        f"{name}の別紙の{name_rows(entry, odd)}は、本人の数を「{bands}」とするが、Ⅱ.5④の選択肢にない。",
        (name,),
        (
            Evidence(f"Ⅱ.5④ {name}の本人の数「{entry.subjects.value}」", entry.spans, Spot("④", name)),
            Evidence(f"別紙の{len(odd)}行「{bands}」", find_beginnings(odd)),
        ),
    )


RULE = Rule(
    name="band-off-scale",
    title="別紙の本人の数が、欄の選択肢にない区分である",
    checks="別紙の行の本人の数が、Ⅱ.5④の選択肢か、Ⅰ.1③の対象人数の刻み（1,000人未満、30万人以上など）かを見る。",
    matters="刻みが混ざると、記載欄の区分とも、ほかの行とも比べられない。",
    settle="Ⅱ.5④の選択肢（1万人未満など）で書き直す。",
    source="様式4・様式3 Ⅰ.1③、Ⅱ.5④",
    severity=Severity.NOTE,
    find=_find,
    needs=(needs.ANNEXES,),
)
