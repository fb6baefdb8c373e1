"""What is still to be done in model files, each thing with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from piaflow.app.loading import load_all
from piaflow.app.todos import DocumentTodo, TodoAnswer
from piaflow.domain.assessment import Assessment
from piaflow.errors import Place
from piaflow.form.todo import Todo, TodoKind, find_todo
from piaflow.store.places import load_places
from piaflow.store.unfinished import find_asking


def todo_files(paths: Sequence[str | Path]) -> TodoAnswer:
    """Return what is to be done in each model file, comments that ask for a look too.

    Raises FileAccessError, or InputError with the problems of all files together.
    """
    models = load_all([Path(path) for path in paths])
    return TodoAnswer(
        tuple(
            DocumentTodo(model.name, str(path), tuple(_place(model, path)))
            for model, path in zip(models, paths, strict=True)
        )
    )


def _place(model: Assessment, path: str | Path) -> Iterator[tuple[Todo, Place]]:
    """What is in no file (received from the catalogue) is not the author's to do."""
    places = load_places(path)
    for place, told, comment in find_asking(path):
        yield Todo(TodoKind.PLACEHOLDER, told, comment), place
    for todo in find_todo(model):
        if not todo.where:
            yield todo, Place(str(path))
        elif places.holds(todo.where):
            yield todo, places.place(todo.where)
