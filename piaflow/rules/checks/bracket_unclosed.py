"""bracket-unclosed: a bracket that is opened and never closed."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.slips import Place, tell_slips

_PAIRS = {"（": "）", "(": ")", "「": "」"}
_CLOSING = {"）": "（", ")": "（", "」": "「"}
_SHOWN = 14


def _find(dossier: Dossier) -> Iterator[Hit]:
    yield from tell_slips(_list_open(dossier), "括弧が閉じていない")


def _list_open(dossier: Dossier) -> Iterator[tuple[str, Place]]:
    """A text that is cut at its end was not read whole: only what goes on to a full stop is told."""
    for passage in dossier.passages:
        if passage.text.endswith("。"):
            for at in _find_open(passage.text):
                lines = passage.find_lines(at, at + _SHOWN)
                place = Place(passage.cell.address.item, passage.cell.subject or passage.cell.key, lines)
                yield f"「{passage.text[at : at + _SHOWN].replace('。', '')}…」", place
    for row in dossier.revisions:
        for text in (row.before, row.after):
            for at in _find_open(text):
                shown = "".join(text[at : at + _SHOWN].split()).replace("。", "")
                yield f"「{shown}…」", Place("変更箇所", Revised(row.item), row.spans)


def _find_open(text: str) -> list[int]:
    """Where brackets begin that nothing closes; one that closes none is the number of an item: 1)."""
    opened: list[tuple[str, int]] = []
    for at, letter in enumerate(text):
        if letter in _PAIRS:
            opened.append(("「" if letter == "「" else "（", at))
        elif letter in _CLOSING and any(kind == _CLOSING[letter] for kind, _ in opened):
            while opened.pop()[0] != _CLOSING[letter]:
                pass
    return [at for _, at in opened]


RULE = Rule(
    name="bracket-unclosed",
    title="括弧が閉じていない",
    checks="文と変更箇所の記載で、開いたまま閉じない括弧を探す。句点まで読めた欄だけを見る。「1)」のように開かない括弧は問わない。文書の中のものは1つの指摘にまとめる。",
    matters="どこまでが引用や注かが分からず、写された行では、後の語が落ちていることもある。",
    settle="元の文と比べ、括弧と落ちた語を補う。",
    source="様式4・様式3の記述の欄",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS,),
)
