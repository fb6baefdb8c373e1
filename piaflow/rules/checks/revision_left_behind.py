"""revision-left-behind: words that 変更箇所 mended in one file and that still stand in the same field of another."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.span import Span
from piaflow.errors import clip
from piaflow.form.today import BEFORE
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Passage

_LEAST, _MOST = 12, 200
"""Letters of words that are looked for elsewhere: fewer stand everywhere, more are whole fields."""
_SHOWN = 60


def _find(dossier: Dossier) -> Iterator[Hit]:
    """A row of one field of one file; where the words stood before and do no more, and the file beside still has them."""
    passages = group_by((p.cell.field.full, p) for p in dossier.passages if p.cell.file)
    for row in dossier.revisions:
        item, before, after = dossier.printed_item(row), _bare(row.before), _bare(row.after)
        if item is None or not item.address.file or item.address.number or not _LEAST <= len(before) <= _MOST:
            continue
        own, others = list[Passage](), list[Passage]()
        for passage in passages.get(item.address.field.full, ()):
            (own if passage.cell.address == item.address else others).append(passage)
        mended = (
            after and any(after in fold(p.text) for p in own) and not any(before in fold(p.text) for p in own)
        )
        left = [p for p in others if before in fold(p.text) and after not in fold(p.text)]
        if mended and left:
            said = clip(row.before, _SHOWN)
            yield Hit(
                f"変更箇所の{' '.join(row.item.split())}は「{said}」を改めたが、{left[0].cell.file}の同じ欄には前の語が残る。",
                (Revised(row.item), left[0].cell.subject),
                (
                    Evidence(f"変更前「{said}」", dossier.find_row_lines(row, BEFORE, row.before)),
                    *(Evidence(f"{p.cell.file}の記載", _find_lines(p, before)) for p in left),
                ),
            )


def _bare(text: str) -> str:
    return fold(text).strip("、。,.")


def _find_lines(passage: Passage, words: str) -> tuple[Span, ...]:
    """The lines of some words: what is folded may be shorter than what is printed, so line by line."""
    begins = words[:_LEAST]
    lines = (spans for text, spans in passage.lines if begins[: len(fold(text))] in fold(text))
    return next(lines, passage.breaks[0][1])


RULE = Rule(
    name="revision-left-behind",
    title="1つのファイルで改めた語が、別のファイルの同じ欄に残る",
    checks="変更箇所の行が1つのファイルの欄の語を改め、今の欄もそうなっているとき、別のファイルの同じ欄に変更前の語がそのまま残っていないかを見る。",
    matters="写した文の一方だけを直すと、もう一方が誤ったまま残る。",
    settle="同じ理由で直すべきなら、もう一方も直し、変更箇所に行を足す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.REVISIONS, needs.TEXTS),
)
