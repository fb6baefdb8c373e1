"""What `piaflow form --into` tells: what of a form is in the officer's workbook now, and what has no place there."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.form.filled_workbook import Written
from piaflow.form.form import CellOrigin, Form
from piaflow.report.told import Column, Item, Items, Name, Section, Table, Told

_UNPLACED = (Column("欄", 28), Column("書けなかった理由", 40), Column("言葉", 40))
_REPLACED = (Column("欄", 28), Column("前の言葉", 80))
_SHOWN = 120
"""Characters of a text that are shown: enough to know it again."""


def tell_written(name: str, form: Form, written: Written) -> Told:
    """Tell how many fields were written, which rows were added, what was replaced, and what was not placed."""
    title = (
        f"{name}　{form.kind.value}　{len(written.written)} 欄を書き、{len(written.same)} 欄はもう同じでした"
    )
    unplaced = tuple((one.where, one.why, _clip(one.text)) for one in written.unplaced)
    replaced = tuple((str(address), _clip(text)) for address, text in written.replaced)
    return Told(
        Name(title),
        sections=(
            *_list("足した行", written.copied),
            Section(f"書けなかったこと（{len(unplaced)}）", (Table(_UNPLACED, unplaced),)),
            Section(f"書き換えた前の言葉（{len(replaced)}）", (Table(_REPLACED, replaced),)),
            *_list("見てほしいこと", (*written.notes, *_list_left(form, written))),
        ),
    )


def _list(heading: str, told: Sequence[str]) -> tuple[Section, ...]:
    return (Section(heading, (Items(tuple(Item(Name(text)) for text in told)),)),) if told else ()


def _list_left(form: Form, written: Written) -> list[str]:
    derived, drafts = sum(cell.filled.derived for cell in form.cells), form.origins[CellOrigin.DRAFT]
    rows = len({cell.address.number for cell in form.cells if cell.filled.inferred})
    told = [f"別添1の図を {written.pictures} 枚入れました"] if written.pictures else []
    told += [f"導出した {derived} 欄は提案なので、書いていません"] if derived else []
    told += [f"変更箇所の {rows} 行は、まだ確かめていない導出です"] if rows else []
    return told + ([f"書きかけ（〔…〕、要確認）の {drafts} 欄も、そのまま書きました"] if drafts else [])


def _clip(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
