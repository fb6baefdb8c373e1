"""revision-undated: rows of 変更箇所 without 変更日 in a table whose other rows have one."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.names import name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    """One table is one finding, with its rows inside: a table without any date has another way of telling days.

    Where some days of a document were not read, which rows have none is not told.
    """
    rows = dossier.revisions
    blank = [row for row in rows if not row.date]
    if 0 < len(blank) < len(rows) and not dossier.has_lost_days:
        named = name_some(dict.fromkeys(row.item for row in blank), most=3)
        yield Hit(
            f"変更箇所の{len(rows)}行のうち{len(blank)}行に変更日がない（{named}）。",
            (Revised(blank[0].item),),
            tuple(Evidence(f"変更日のない行 {row.item}", find_beginnings((row,))) for row in blank),
        )


RULE = Rule(
    name="revision-undated",
    title="変更箇所の行に変更日がない",
    checks="変更箇所の行のうち変更日のないものを、ほかの行に変更日があるときに、まとめて言う。",
    matters="いつから今の記載になったのかが分からず、行の順も、次の行とのつながりも確かめられない。",
    settle="その変更をした日を書く。前の行と同じ日なら、その日をくり返して書く。",
    source="様式4 別添3・様式3 別添2（変更箇所の変更日）",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS, needs.REVISION_DAYS),
)
