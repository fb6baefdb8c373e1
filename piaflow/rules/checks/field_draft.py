"""field-draft: fields in which 〔…〕 or 要確認 still stands, what a starter leaves for a person to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from piaflow.domain.names import fold, name_some
from piaflow.form.form import PLACEHOLDER, Cell, CellOrigin
from piaflow.form.written import write_form
from piaflow.law.eras import print_date
from piaflow.law.forms import fields_by_path
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import FORM
from piaflow.rules.rule import Rule

_ITEM = "別添3.変更{k}.項目"
_SHOWN = 3
_LEFT = re.compile(r"〔(?P<heading>[^〕：]+)(?:：[^〕]*)?〕|[（(]要確認[）)]")
"""What a starter leaves: the heading of a field, with its choices behind a colon, or a mark in brackets."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    drafts = [cell for cell in _list_cells(dossier) if cell.origin is CellOrigin.DRAFT]
    if drafts:
        named = name_some((f"{cell.key} {cell.field.label}" for cell in drafts), most=_SHOWN)
        published = dossier.published
        state = f"公表日が{print_date(published)}なのに、" if published else ""
        yield Hit(
            f"{state}様式の{len(drafts)}の欄に、ひな型の〔 〕か「要確認」が残っている。",
            (FORM,),
            (Evidence(named),),
            severity=Severity.WARNING if published else Severity.NOTE,
            confidence=None if _hold_starters_words(dossier, drafts) else Confidence.LOW,
        )


def _list_cells(dossier: Dossier) -> Iterator[Cell]:
    """The cells of the form; those of 変更箇所 too where some row has a mark."""
    yield from dossier.form.cells
    rows = () if dossier.form.ask(_ITEM) else dossier.revisions
    if any(PLACEHOLDER.search(text) for row in rows for text in (row.item, row.before, row.after, row.note)):
        yield from (cell for cell in write_form(dossier.model).cells if cell.field.is_of_revisions)


def _hold_starters_words(dossier: Dossier, drafts: Collection[Cell]) -> bool:
    """Whether some field holds what only a starter writes: 〔窓口〕 and 要確認者 may be a person's own words."""
    labels = (field.label for field in fields_by_path(dossier.model.overview.form).values())
    headings = {fold(part) for label in labels for part in (label, label.rpartition("／")[2])}
    left = (mark for cell in drafts for mark in _LEFT.finditer(cell.text))
    return any(mark["heading"] is None or fold(mark["heading"]) in headings for mark in left)


RULE = Rule(
    name="field-draft",
    title="書きかけの欄が残っている",
    checks="モデルの言葉か texts が、〔 〕か「要確認」を残したままの欄を数える。文書から読んだ欄は、文書のとおりなので数えない。"
    "〔 〕の中が欄の見出しでないときは、書いた人の言葉かもしれない（要確認）。"
    "コメントの「要確認」と「問」は欄ではないので、piaflow todo が行とともに示す。",
    matters="書きかけの欄は、評価書に何も書いていないのと同じである。公表した評価書に残れば、住民に何も説明していない。",
    settle="piaflow todo で場所を見て、評価書に書くことに書き換える。当てはまらない欄は消す。",
    source="様式4・様式3・様式2 の各欄",
    severity=Severity.NOTE,
    confidence=Confidence.HIGH,
    find=_find,
)
