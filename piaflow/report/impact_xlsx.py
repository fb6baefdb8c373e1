"""The rows of 変更箇所 that an impact proposes, as a workbook to paste from."""

from __future__ import annotations

from piaflow.impact.answer import Impact
from piaflow.impact.items import ItemChange, Origin
from piaflow.report import impact_words as words
from piaflow.report.workbook import Column, Sheet, to_xlsx

REVISIONS = (
    Column("変更日", 12),
    Column("項目", 36),
    Column("変更前の記載", 52),
    Column("変更後の記載", 52),
    Column("提出時期", 10),
    Column("提出時期に係る説明", 40),
)
"""The six columns of 変更箇所 (様式4 別添3)."""

_REVIEWS = (
    Column("※", 4),
    Column("項目", 48),
    Column("原因", 32),
    Column("理由", 72),
    Column("提出時期の候補", 12),
)
_ABSENT, _DELETED = "記載なし", "削除"
"""What published tables of 変更箇所 write where one side has no text."""
_WHY = {True: "※の欄（重要な変更にあたるかは検討が要る）", False: "※のない欄"}


def impact_xlsx(impact: Impact) -> bytes:
    """Return the workbook: 変更箇所 with what is to be rewritten, 見直す欄 with what is to be looked at again.

    変更日 is left to the officer, as the model does not know it; 提出時期 is the candidate.
    """
    rewritten = tuple(_revision(impact, item) for item in words.items_of(impact, Origin.DERIVED))
    reviewed = tuple(_review(impact, item) for item in words.items_of(impact, Origin.REVIEW))
    return to_xlsx((Sheet("変更箇所", REVISIONS, rewritten), Sheet("見直す欄", _REVIEWS, reviewed)))


def _revision(impact: Impact, item: ItemChange) -> tuple[str, ...]:
    before, after = item.excerpt
    before, after = before or _ABSENT, after or _DELETED
    place = words.place_of(impact, item)
    return ("", place, before, after, item.timing.value, _WHY[item.significant])


def _review(impact: Impact, item: ItemChange) -> tuple[str, ...]:
    return words.mark_of(item), words.place_of(impact, item), item.rule, item.reason, item.timing.value
