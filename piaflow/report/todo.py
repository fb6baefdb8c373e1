"""What `piaflow todo` tells: what is to be done in models, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from piaflow.proposals.todo import TodoKind
from piaflow.report.checked import Placed, TodoDocument
from piaflow.report.told import Code, Document, Item, Items, Lines, Name, Phrase, Section, Table, Told


def tell_todo(documents: Sequence[TodoDocument]) -> Told:
    """Tell a table per model and kind, and before them how many there are of each."""
    return Told(
        documents=tuple(
            Document(f"{one.name} {one.file}", (Items((Item(_count(one)),)),), tuple(_kinds(one)))
            for one in documents
        )
    )


def tell_todo_page(documents: Sequence[TodoDocument]) -> Told:
    """Tell the same as a page."""
    told = (Document(Name(one.name), (Lines((_where(one),)),), tuple(_kinds(one))) for one in documents)
    return Told("評価書ですること", documents=tuple(told))


def _where(document: TodoDocument) -> Phrase:
    count = f"{_count(document)}。"
    return (Code(document.file), " ", count) if document.file else (count,)


def _kinds(document: TodoDocument) -> Iterator[Section]:
    for kind, placed in _by_kind(document).items():
        rows = ((todo.name, todo.what, str(place) if place.line else "") for todo, place in placed)
        yield Section(f"{kind.value}（{len(placed)}）", (Table(("どこ", "何", "行"), tuple(rows)),))


def _count(document: TodoDocument) -> str:
    """Return how many things there are to do of each kind: 空欄 40、書きかけ 2."""
    counts = [f"{kind.value} {len(placed)}" for kind, placed in _by_kind(document).items()]
    return "、".join(counts) or "することはありません"


def _by_kind(document: TodoDocument) -> Mapping[TodoKind, list[Placed]]:
    grouped: dict[TodoKind, list[Placed]] = {kind: [] for kind in TodoKind}
    for todo, place in document.todos:
        grouped[todo.kind].append((todo, place))
    return {kind: placed for kind, placed in grouped.items() if placed}
