"""revision-of-other-field: a row of 変更箇所 whose words stand in another field than the one that it names."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.domain.span import find_beginnings
from piaflow.errors import clip
from piaflow.form.form import Cell
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Passage

_LEAST = 30
"""Letters that stand in two fields by no chance; shorter words (市民課) are those of many."""
_SHOWN = 60


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Nothing that is read of the field named bears the words, and one other field of the same chapter and file does."""
    told = [(row, fold(row.after)) for row in dossier.revisions]
    told = [(row, words) for row, words in told if len(words) >= _LEAST and dossier.find_now(row)]
    wanted = {words[:_LEAST] for _, words in told}
    texts: dict[str, list[Passage]] = {}
    for passage in dossier.passages if wanted else ():
        text = fold(passage.text)
        for at in range(len(text) - _LEAST + 1):
            if text[at : at + _LEAST] in wanted:
                texts.setdefault(text[at : at + _LEAST], []).append(passage)
    for row, words in told:
        now = dossier.find_now(row)
        standing = [p for p in texts.get(words[:_LEAST], ()) if words in fold(p.text)]
        beside = {p.cell.address for p in standing}
        if now and len(beside) == 1 and not _is_at(standing[0], now) and not _stands_near(now.text, words):
            where = standing[0]
            said, item = clip(row.after.rstrip("。"), _SHOWN), " ".join(row.item.split())
            yield Hit(
                f"変更箇所の{item}の変更後「{said}」は、その欄にはなく、{where.cell.field.label}の欄にある。",
                (Revised(row.item),),
                (
                    Evidence("変更後", find_beginnings((row,))),
                    Evidence(f"今の{where.cell.field.label}", where.cell.spans),
                ),
                about=row.date,
            )


def _is_at(passage: Passage, named: Cell) -> bool:
    """Whether words stand in the field named or in a part of it: その妥当性 below ④."""
    there, place = passage.cell.address, named.address.place
    return there == named.address or (
        there.file == named.address.file and there.place.startswith(f"{place}.")
    )


def _stands_near(text: str, words: str) -> bool:
    """Whether the field bears at least how the words begin: a later row may have changed the rest."""
    return words[: _LEAST // 2] in fold(text)


RULE = Rule(
    name="revision-of-other-field",
    title="変更箇所の記載が、項目の指す欄でない欄にある",
    checks="変更箇所の行の変更後の文（30字以上）が、項目の指す今の欄にはなく、ほかの1つの欄にだけそのままあるものを言う。",
    matters="項目か記載のどちらかが別の行のもので、どの欄が変わったのかが逆に伝わる。",
    settle="変更の前の評価書と比べ、項目か記載を直す。行どうしが入れ替わっていれば、両方を直す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.REVISIONS, needs.TEXTS),
)
