"""instruction-left: what the form tells its writer to do, left in a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.slips.telling import Place, Slip, tell_slips

_TOLD = re.compile(
    r"^[※＊*(（【〔].*(?:を|について|ごとに|は|も|に)(?:具体的に|それぞれ|必ず|簡潔に)?(?:記載|記入|記述)"
    r"(?:する(?:こと)?|して(?:ください|下さい)|すること)。?[)）】〕]?$"
)
"""A note that bids to write: an officer writes what is done, not what is to be written."""
_SHOWN = 40


def _find(dossier: Dossier) -> Iterator[Hit]:
    told = (
        Slip(f"「{s.text[:_SHOWN].rstrip('。')}」", Place(s.where, s.subject, s.spans))
        for s in dossier.sentences
        if _TOLD.match(s.text)
    )
    yield from tell_slips(told, "様式の記載要領の文が残ったものとみられる")


RULE = Rule(
    name="instruction-left",
    title="記載要領の文が欄に残っている",
    checks="Ⅰ～Ⅵの欄に、「※…について記載する」のような、書き手への注（※や括弧で始まり、記載する・記入してくださいで終わる文）が残っていないかを見る。",
    matters="書くべきことが書かれたのか、注だけが残ったのかが、読む人に分からない。",
    settle="注を消し、求められていることを書く。",
    source="様式4・様式3の記載要領",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
