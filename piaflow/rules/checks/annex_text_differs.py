"""annex-text-differs: rows of a 別紙 that tell another 情報 or 時期 than the entry that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.entries import Handover, Recipient, Transfer
from piaflow.domain.names import fold, name_some
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_provisions, list_rows, list_transfers, name_rows
from piaflow.rules.rule import Rule

_ELSEWHERE = re.compile(r"別紙|別添|一覧|(?:参照|のとおり|に記載)[)。]*$")
"""Such a text says that the rows tell it."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    for name, entry in (*list_provisions(dossier.model), *list_transfers(dossier.model)):
        verb = "移転" if isinstance(entry, Transfer) else "提供"
        for field, label in (("information", f"③{verb}する情報"), ("timing", "⑦時期・頻度")):
            rows = _telling_otherwise(entry, field)
            if rows:
                yield _hit(name, entry, rows, field, label)


def _telling_otherwise(entry: Handover, field: str) -> tuple[Recipient, ...]:
    own = fold(getattr(entry, field))
    if _ELSEWHERE.search(own):
        return ()
    return tuple(
        row for row in list_rows(entry) if own and getattr(row, field) and fold(getattr(row, field)) != own
    )


def _hit(name: str, entry: Handover, rows: tuple[Recipient, ...], field: str, label: str) -> Hit:
    """One information has many names (住民票関係情報, 氏名等); a 時期 has none."""
    own = getattr(entry, field)
    others = name_some(f"「{text}」" for text in dict.fromkeys(getattr(row, field) for row in rows))
    return Hit(
        f"{name}は{label}を「{own}」とするが、別紙の{name_rows(entry, rows)}は{others}とする。",
        (name,),
        (
            Evidence(f"{label} {own}", entry.spans, Spot(label[0], name)),
            Evidence(f"別紙 {others}", find_beginnings(rows)),
        ),
        about=label,
        confidence=Confidence.LOW if field == "information" else None,
    )


RULE = Rule(
    name="annex-text-differs",
    title="別紙の行の情報・時期が記載欄と違う",
    checks="提供先・移転先の記載欄が書く③の情報と⑦の時期・頻度を、それを自分の列に書く別紙の行と比べる。列のない別紙と、別紙や一覧を指すだけの記載欄は比べない。情報は同じものを別の名で呼ぶことがあるので要確認とする。",
    matters="記載欄は別紙の全ての行のまとめとして読まれる。違う情報や時期の行があれば、何がいつ渡るかを読み誤る。",
    settle="別紙の行が今の姿なら、記載欄を全ての行に当てはまる書き方に改めるか、「別紙のとおり」とする。",
    source="様式4・様式3 Ⅱ.5③⑦と、提供先・移転先の別紙",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.ANNEXES,),
)
