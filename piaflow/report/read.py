"""What `piaflow read` tells: what was read of a document, chapter by chapter, and what was not."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from piaflow.form.form import CellOrigin, Form
from piaflow.report.told import Column, Item, Items, Name, Section, Table, Told


@frozen
class Unplaced:
    """Words of a document that are in no field for certain: where they stand, and which field they may be of."""

    lines: str
    text: str
    field: str = ""


def tell_read(
    name: str, form: Form, unplaced: Sequence[Unplaced], left_out: Sequence[str], refused: Sequence[str] = ()
) -> Told:
    """Tell how much of each chapter was read, the words without a field, and what no model holds.

    `refused` are decisions that do not hold of this document.
    """
    read = form.origins[CellOrigin.PRINTED]
    decided = form.origins[CellOrigin.DECIDED]
    title = f"{name}　{form.kind.value}　印刷された {len(form.cells)} 欄のうち {read} 欄を読みました"
    title += f"（ほかに {decided} 欄は人の決定）" if decided else ""
    return Told(
        Name(title),
        sections=(
            Section(
                "章ごとに読めた欄", (Table(_COLUMNS, tuple(_count(form, name) for name in form.chapters)),)
            ),
            Section(
                f"欄を決められない言葉（{len(unplaced)}）",
                (Table(_WORDS, tuple((one.lines, one.field, one.text) for one in unplaced)),),
            ),
            *_tell_refused(refused),
            Section("モデルに入れていないこと", (Items(tuple(Item(Name(text)) for text in left_out)),)),
        ),
    )


def _tell_refused(refused: Sequence[str]) -> tuple[Section, ...]:
    items = tuple(Item(Name(text)) for text in refused)
    return (Section(f"当てはまらない決定（{len(refused)}）", (Items(items),)),) if refused else ()


_SHOWN = (CellOrigin.PRINTED, CellOrigin.DECIDED, CellOrigin.BLANK, CellOrigin.UNREAD)
_COLUMNS = ("章", *(origin.value for origin in _SHOWN))
_WORDS = (Column("行"), Column("ありうる欄", 30), Column("言葉", 60))


def _count(form: Form, chapter: str) -> tuple[str, ...]:
    cells = [cell for cell in form.cells if cell.address.chapter == chapter]
    return (chapter, *(str(sum(cell.origin is origin for cell in cells)) for origin in _SHOWN))
