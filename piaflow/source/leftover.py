"""What a page has left over: words without a field, for fields without words.

One piece is of the one field. Of as many pieces as fields, one that stands right above the ① of an entry is its name:
so the form has them. A field waits for no words where the page says that there are none: how 再委託 is permitted of an
entry without any, and all of 移転先 where 移転を行っている is not ticked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from attrs import evolve

from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind
from piaflow.source.asked import Asked, Value
from piaflow.source.keys import squeeze
from piaflow.source.page import Line
from piaflow.source.words import How, fits, is_aside, is_name

Piece = tuple[Line, ...]
_SUBENTRUSTED = "Ⅱ.4.委託事項{k}.⑦"
_NOT_AGAIN = "再委託しない"
_IF_AGAIN = ("Ⅱ.4.委託事項{k}.⑧", "Ⅱ.4.委託事項{k}.⑨")
_NOTHING = ("該当なし", "なし", "特になし", "-")
_PROVIDED = "Ⅱ.5.有無"
_ENTRIES = {"提供先": "提供を行っている", "移転先": "移転を行っている"}
_FIRST = {"Ⅱ.5.提供先{k}": "Ⅱ.5.提供先{k}.①", "Ⅱ.5.移転先{k}": "Ⅱ.5.移転先{k}.①"}
"""The names of entries, each with the field that the form has next."""
_MOST_LINES = 3
"""Lines of a name: several recipients may stand in it, one below the other."""


def list_idle(asked: Sequence[Asked], values: Sequence[Value]) -> frozenset[Address]:
    """Return the fields of 提供先 or 移転先 of which the page says that there are none, and of whose entry it has none."""
    shown = {value.address.block for value in values if value.address.field.kind not in BOXED}
    told = {v.address.file: v for v in values if v.address.field.full == _PROVIDED and v.text}
    return frozenset(
        one.address
        for one in asked
        if one.address.block not in shown
        and (name := _ENTRIES.get(one.field.counted))
        and (value := told.get(one.address.file))
        and name not in value.unread
        and f"］{name}" not in value.text
    )


def give_leftover(
    asked: Sequence[Asked],
    values: Sequence[Value],
    homeless: Sequence[Piece],
    lines: Sequence[Line],
    strayed: AbstractSet[Address],
) -> tuple[list[Value], tuple[Piece, ...]]:
    """Return the values of a page with what of its words is left for one of its fields, and the words without a field.

    `strayed` are fields of entries whose label the page parts from its neighbours: it may be of another entry.
    """
    filled = {value.address for value in values}
    alone = {
        v.address.block for v in values if v.address.field.full == _SUBENTRUSTED and v.text == _NOT_AGAIN
    }
    idle = list_idle(asked, values)
    blank = [
        one
        for one in asked
        if one.field.kind not in BOXED | {FieldKind.REFERENCE, FieldKind.LIST}
        and one.address not in filled | idle
        and not (one.field.full in _IF_AGAIN and one.address.block in alone)
    ]
    pieces = [piece for piece in homeless if not is_aside(piece)]
    told = list(_find_names(blank, pieces, asked, lines)) if len(blank) == len(pieces) else []
    named = {value.address for value in told}
    blank = [one for one in blank if one.address not in named]
    pieces = [piece for piece in pieces if all(piece != value.lines for value in told)]
    strange = [] if pieces else [v for v in values if v.address.block in alone and _is_strange(v)]
    rest = _find_rest(blank, [*pieces, *(value.lines for value in strange)])
    told += [rest] if rest and rest.address not in strayed else []
    taken = [value.lines for value in told]
    kept = [value for value in values if value not in strange or value.lines not in taken]
    return [*kept, *told], tuple(piece for piece in homeless if piece not in taken)


def _is_strange(value: Value) -> bool:
    """Whether words below the label of how 再委託 is permitted, of an entry without any, may be of another field."""
    is_sentence = "。" in value.text or "再委託" in value.text or squeeze(value.text) in _NOTHING
    return value.address.field.full in _IF_AGAIN and not value.sure and not is_sentence


def _find_names(
    blank: Sequence[Asked], pieces: Sequence[Piece], asked: Sequence[Asked], lines: Sequence[Line]
) -> Iterator[Value]:
    """The pieces that stand right above the ① of an entry without a name."""
    above = {line.number: before.number for before, line in pairwise(lines)}
    fields = {one.address: one for one in asked}
    for one in blank:
        follows = _FIRST.get(one.field.full)
        after = fields.get(evolve(one.address, place=follows)) if follows else None
        if after is None or not (one.placed.is_sure and after.placed.is_sure):
            continue
        last = above.get(after.label[0].number)
        piece = next((piece for piece in pieces if piece[-1].number == last), None)
        if piece and len(piece) <= _MOST_LINES and not any("。" in line.text for line in piece):
            yield _to_value(one, piece)


def _find_rest(blank: Sequence[Asked], pieces: Sequence[Piece]) -> Value | None:
    """The one piece without a field, for the one field without words.

    What has lost a bracket was written beside a box; and that there is nothing (該当なし) is no name.
    """
    nothing = [piece for piece in pieces if squeeze(piece[0].text) in _NOTHING and len(piece) == 1]
    worded = [one for one in blank if not is_name(one.placed)]
    if (
        len(blank) == len(pieces) == 1
        and blank[0].field.kind is FieldKind.TEXT
        and fits(blank[0].placed, pieces[0])
        and not (nothing and is_name(blank[0].placed))
    ):
        return _to_value(blank[0], pieces[0])
    return _to_value(worded[0], nothing[0]) if len(worded) == len(nothing) == 1 else None


def _to_value(one: Asked, piece: Piece) -> Value:
    text = "\n".join(line.text.strip() for line in piece)
    return Value(one.address, text, piece, How.REST, one.placed.is_sure)
