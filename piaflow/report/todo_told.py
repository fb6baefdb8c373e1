"""What is to be done in models, as rows, text and Markdown: `piaflow todo`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from piaflow.errors import Place
from piaflow.form.todo import Todo, TodoKind
from piaflow.report.as_json import Json
from piaflow.report.markdown_text import code, escape, rows
from piaflow.report.tables import Part, heading, indent, table, to_text

Placed = tuple[Todo, Place]


class TodoDocument(Protocol):
    """A model, its file ("" for none), and what is to be done in it."""

    @property
    def name(self) -> str:
        """機関 and 事務."""

    @property
    def file(self) -> str:
        """The model file."""

    @property
    def todos(self) -> tuple[Placed, ...]:
        """Each thing to do, and its place."""


def todo_to_list(documents: Sequence[TodoDocument]) -> list[Json]:
    """Return one object per thing to do: document, file, kind, name, what and place."""
    return [
        {
            "document": document.name,
            "file": document.file,
            "kind": todo.kind.value,
            "name": todo.name,
            "what": todo.what,
            "place": {"file": place.file, "line": place.line, "column": place.column},
        }
        for document in documents
        for todo, place in document.todos
    ]


def todo_text(documents: Sequence[TodoDocument]) -> str:
    """Return a table per model and kind, and before them how many there are of each."""
    return to_text(*(part for document in documents for part in _parts(document)))


def _parts(document: TodoDocument) -> Iterator[Part]:
    yield indent(0, f"{document.name} {document.file}")
    yield indent(1, count_all(document))
    for kind, placed in _by_kind(document).items():
        yield heading(f"{kind.value}（{len(placed)}）")
        yield table(("どこ", "何", "行"), _rows(placed))
    yield indent(0, "")


def todo_markdown(documents: Sequence[TodoDocument]) -> str:
    """Return a heading per model, and a table per kind below it."""
    lines = ["# 評価書ですること", *(line for document in documents for line in _markdown(document))]
    return "\n".join(lines) + "\n"


def _markdown(document: TodoDocument) -> Iterator[str]:
    yield from ("", f"## {escape(document.name)}", "")
    yield " ".join(filter(None, (code(document.file), f"{count_all(document)}。")))
    for kind, placed in _by_kind(document).items():
        yield from ("", f"### {kind.value}（{len(placed)}）", "", *rows(("どこ", "何", "行"), _rows(placed)))


def count_all(document: TodoDocument) -> str:
    """Return how many things there are to do of each kind: 空欄 40、書きかけ 2."""
    counts = [f"{kind.value} {len(placed)}" for kind, placed in _by_kind(document).items()]
    return "、".join(counts) or "することはありません"


def _by_kind(document: TodoDocument) -> Mapping[TodoKind, list[Placed]]:
    grouped: dict[TodoKind, list[Placed]] = {kind: [] for kind in TodoKind}
    for todo, place in document.todos:
        grouped[todo.kind].append((todo, place))
    return {kind: placed for kind, placed in grouped.items() if placed}


def _rows(placed: Sequence[Placed]) -> Iterator[tuple[str, str, str]]:
    return ((todo.name, todo.what, str(place) if place.line else "") for todo, place in placed)
