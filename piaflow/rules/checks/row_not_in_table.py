"""row-not-in-table: a row of a table of 番号法 that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from piaflow.domain.names import name_some
from piaflow.domain.span import Span
from piaflow.law.citations import LINKAGE_TABLE, ORDER_TABLE, TABLE, USE_TABLE, Citation, LawKind
from piaflow.law.standing import Standing
from piaflow.law.tables import list_row_numbers, list_rows
from piaflow.rules import needs
from piaflow.rules.citing import Cited, find_day_of_law, list_cited
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, find_least_sure
from piaflow.rules.places import NUMBER_BASIS, Subject
from piaflow.rules.rule import Rule

# The rows of these tables are not at hand. None of them ever had half as many.
_UNKNOWN_TABLES = (USE_TABLE, LINKAGE_TABLE, ORDER_TABLE)
_BEYOND_ALL = 500


def _find(dossier: Dossier) -> Iterator[Hit]:
    cited, on = dossier.once(list_cited), dossier.once(find_day_of_law)
    for place, group in groupby(cited, key=lambda c: c.place):
        missing = [c for c in group if _is_missing(c, on)]
        for table, of_table in groupby(missing, key=lambda c: c.citation.table):
            yield _hit(dossier, place, table, list(of_table), on)


def _is_missing(cited: Cited, on: date | None) -> bool:
    """A 別表 that is not in force on the day is another rule's; one of an ordinance has rows of its own."""
    citation = cited.citation
    if not citation.row:
        return False
    if citation.table == TABLE:
        current = on is None or cited.stands(on) is not Standing.NOT_YET
        return _is_of_number_act(cited) and current and citation.row not in list_row_numbers()
    return citation.table in _UNKNOWN_TABLES and _number(citation) > _BEYOND_ALL


def _is_of_number_act(cited: Cited) -> bool:
    unnamed = not cited.citation.law and cited.place == NUMBER_BASIS
    return cited.citation.kind is LawKind.NUMBER_ACT or unnamed


def _number(citation: Citation) -> int:
    return int(citation.row.partition("の")[0])


def _confidence(cited: Cited, on: date | None) -> Confidence:
    """Certain is a number behind the last one, on a day up to that of the text: later a law may add rows."""
    if cited.citation.table != TABLE:
        return Confidence.LOW
    last = list_rows()[-1]
    behind = _number(cited.citation) > int(last.row.partition("の")[0])
    named = cited.citation.kind is LawKind.NUMBER_ACT
    return Confidence.HIGH if behind and named and on and on <= last.as_of else Confidence.MEDIUM


def _hit(dossier: Dossier, place: Subject, table: str, missing: list[Cited], on: date | None) -> Hit:
    rows = name_some(dict.fromkeys(c.citation.row for c in missing), "・") + "の項"
    known = table == TABLE
    last = list_rows()[-1]
    told = (
        f"{last.as_of}の{table}は{last.row}の項まで" if known else f"{table}の項の数はここでは確かめられない"
    )
    what = "そのような項はない" if known else "そのように大きな番号の項があるかを確かめる必要がある"
    return Hit(
        f"{dossier.printed(place)}は{table}の{rows}を引くが、{what}。",
        (place,),
        (Evidence(f"引用 {table}の{rows}", _spans(missing)), Evidence(told)),
        about=f"{table}の項",
        severity=None if known else Severity.WARNING,
        confidence=find_least_sure(*(_confidence(c, on) for c in missing)),
    )


def _spans(missing: list[Cited]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for c in missing for span in c.spans))


RULE = Rule(
    name="row-not-in-table",
    title="引用した別表の項がない",
    checks="Ⅰ.5、Ⅰ.6、Ⅱ.5が引く番号法の別表の項が、令和7年9月1日の別表にあるかを見る。"
    "旧別表第一・第二と主務省令第2条の表は、項の一覧が手元にないので、ありえないほど大きな番号だけを要確認とする。",
    matters="項は、どの事務のために個人番号を使い、渡せるかを決める。ない項を引けば、根拠がないことになる。",
    settle="別表（e-Govの番号法）を引き、事務に当たる項の番号に直す。",
    source="番号法9条1項・別表（令和7年9月1日時点の条文）、様式4・様式3 Ⅰ.5、Ⅰ.6、Ⅱ.5①",
    find=_find,
    needs=(needs.BASIS, needs.HANDOVERS),
)
