"""What is still to be done in model files, each thing with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from piaflow.app.loading import ModelFile, read_named
from piaflow.app.todos import TodoAnswer
from piaflow.errors import Place
from piaflow.proposals.todo import Todo, TodoKind, find_todo
from piaflow.report.checked import TodoDocument


def todo_files(names: Sequence[str | Path]) -> TodoAnswer:
    """Return what is to be done in each file that is named, or in a folder that is, comments that ask for a look too.

    Raises FileAccessError, or InputError with the problems of all files together.
    """
    return TodoAnswer(
        tuple(
            TodoDocument(file.loaded.assessment.name, str(file.path), tuple(_place(file)))
            for file in read_named(names)
        )
    )


def _place(file: ModelFile) -> Iterator[tuple[Todo, Place]]:
    """What is in no file (received from the catalogue) is not the author's to do."""
    for place, told, comment in file.loaded.find_asking():
        yield Todo(TodoKind.PLACEHOLDER, told, comment), place
    for todo in find_todo(file.loaded.assessment):
        if not todo.where:
            yield todo, Place(str(file.path))
        elif file.loaded.holds(todo.where):
            yield todo, file.loaded.place(todo.where)
