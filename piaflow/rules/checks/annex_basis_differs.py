"""annex-basis-differs: the rows of a 別紙 rest on an ordinance that the entry's own 根拠 does not name."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.entries import Handover, Recipient
from piaflow.domain.span import find_beginnings
from piaflow.law.citations import LawKind
from piaflow.rules import needs
from piaflow.rules.citing import parse_all
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_provisions, list_rows, list_transfers, name_rows
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for name, entry in (*list_provisions(dossier.model), *list_transfers(dossier.model)):
        rows = [row for row in list_rows(entry) if _is_by_ordinance(row)]
        if rows and _names_number_act_alone(entry):
            basis = "、".join(entry.basis)
            yield Hit(
                f"{name}は法令上の根拠を{basis}とするが、別紙の{name_rows(entry, rows)}は条例を根拠とする。",
                (name,),
                (
                    Evidence(f"①法令上の根拠 {basis}", find_beginnings((entry,)), Spot("①", name)),
                    Evidence("条例による行", find_beginnings(rows)),
                ),
            )


def _is_by_ordinance(row: Recipient) -> bool:
    return LawKind.ORDINANCE in {citation.kind for citation in parse_all(row.basis)}


def _names_number_act_alone(entry: Handover) -> bool:
    """Without a table 番号法 may stand for an ordinance: 9条2項 and 19条11号 do."""
    cited = parse_all(entry.basis)
    return bool(cited) and all(c.kind is LawKind.NUMBER_ACT and c.table for c in cited)


RULE = Rule(
    name="annex-basis-differs",
    title="別紙の行の根拠が記載欄の根拠にない",
    checks="根拠を番号法の表だけとする提供先・移転先の別紙に、条例を根拠とする行がないかを見る。",
    matters="条例による利用・提供は番号法9条2項や19条11号と条例があって初めてでき、表の事務とは根拠が別である。",
    settle="記載欄に9条2項（提供なら19条の号）と条例を加えるか、条例による相手を別の提供先・移転先に分ける。",
    source="番号法9条2項・19条9号・11号、様式4・様式3 Ⅱ.5①",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.ANNEXES,),
)
