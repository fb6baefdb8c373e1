"""What `piaflow review --into` tells: the rows of 変更箇所 that stand in a model now, and what is left to a person."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.records import Revision
from piaflow.errors import clip
from piaflow.report.told import Column, Item, Items, Name, Section, Table, Told
from piaflow.review.keeping import KeptTable

_ROWS = (Column("変更日", 12), Column("項目", 36), Column("変更前の記載", 40), Column("変更後の記載", 40))
_BY_ITEM = (Column("項目", 36), Column("今の行の変更後", 48), Column("今の違いの変更後", 48))
_SHOWN = 120
"""Characters of a text that are shown: enough to know it again."""


def tell_kept(name: str, kept: KeptTable) -> Told:
    """Tell what was written, row by row, and which rows of a person say something else."""
    counts = f"足した行 {len(kept.added)}、書き直した行 {len(kept.renewed)}、消した行 {len(kept.withdrawn)}"
    return Told(Name(f"{name}　変更箇所　{counts}"), sections=tuple(_tell(kept)))


def _tell(kept: KeptTable) -> Iterator[Section]:
    own = ("足した行", kept.added), ("書き直した行", [now for _, now in kept.renewed])
    for heading, rows in (*own, ("消した行（今の違いにはない導出）", kept.withdrawn)):
        if rows:
            yield Section(f"{heading} {len(rows)}", (Table(_ROWS, tuple(map(_tell_row, rows))),))
    if kept.left:
        told = tuple((row.item, _clip(row.after), _clip(now.after)) for row, now in kept.left)
        yield Section(f"人の書いた行と合わない違い {len(told)}（行は変えていない）", (Table(_BY_ITEM, told),))
    if kept.added or kept.renewed:
        said = "導出した行である。変更日を書き、確かめたら inferred を消す（それまで piaflow todo が示す）"
        yield Section("すること", (Items((Item(Name(said)),)),))


def _tell_row(row: Revision) -> tuple[str, ...]:
    return row.date or "（空）", row.item, _clip(row.before), _clip(row.after)


def _clip(text: str) -> str:
    return clip(" ".join(text.split()), _SHOWN)
