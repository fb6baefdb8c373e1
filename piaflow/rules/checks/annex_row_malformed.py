"""annex-row-malformed: a row of a 別紙 whose number stands twice, or whose recipient is no whole name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.entries import Handover, Recipient
from piaflow.domain.names import fold
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.handing import list_provisions, list_transfers, name_rows
from piaflow.rules.rule import Rule

_CUT = re.compile(r"(?:又は|若しくは|及び|並びに|、|，|,)$|^(?:又は|若しくは|及び|並びに|、|，|,)")
_PURPOSE = re.compile(r"に関する事務(?:であって.*)?$|による.{2,30}の(?:支給|徴収|実施)に関する")


def _find(dossier: Dossier) -> Iterator[Hit]:
    for name, entry in (*list_provisions(dossier.model), *list_transfers(dossier.model)):
        numbers = Counter(fold(row.number) for row in entry.rows if row.number)
        twice = [row for row in entry.rows if numbers[fold(row.number)] > 1]
        cut = [row for row in entry.rows if _CUT.search(row.name)]
        purposes = [row for row in entry.rows if _PURPOSE.search(row.name)]
        if twice:
            yield _hit(name, entry, twice, "同じ番号の行が2つある", "番号")
        if cut:
            yield _hit(name, entry, cut, "名が途中で切れている", "切れ目")
        if purposes:
            yield _hit(name, entry, purposes, "相手の名ではなく事務が書かれている", "事務")


def _hit(name: str, entry: Handover, rows: list[Recipient], said: str, about: str) -> Hit:
    shown = [evolve(row, name=_clip(row.name)) for row in rows]
    return Hit(
        f"{name}の{entry.annex or '別紙'}の{name_rows(entry, shown)}は、{said}。",
        (name,),
        (Evidence(said, find_beginnings(rows)),),
        about=about,
    )


def _clip(name: str) -> str:
    """Both ends of a long name: how it is cut shows there."""
    return name if len(name) <= 2 * _END else f"{name[:_END]}…{name[-_END:]}"


_END = 14

RULE = Rule(
    name="annex-row-malformed",
    title="別紙の行の番号や名が整っていない",
    checks="別紙の行の番号が2度出ないか、相手の名が「又は」「及び」などで切れていないか、名の欄に事務が書かれていないかを見る。",
    matters="誰に渡すかが行から読めなければ、その行の根拠も確かめられない。",
    settle="別表（主務省令の表）の項を引き直し、番号と名を書き直す。",
    source="様式4・様式3 Ⅱ.5①と、提供先・移転先の別紙",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.ANNEXES,),
)
