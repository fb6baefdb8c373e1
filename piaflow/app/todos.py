"""What is still to be done in models, as an answer that shows itself.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.errors import Place
from piaflow.form.todo import Todo, find_todo


@frozen(repr=False)
class DocumentTodo:
    """What is to be done in one model: each thing with its place in the file, which is `file` alone where it has none."""

    name: str
    file: str
    todos: tuple[tuple[Todo, Place], ...]


@frozen(repr=False)
class TodoAnswer:
    """What is to be done in several models."""

    documents: tuple[DocumentTodo, ...]

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict per thing to do: document, file, kind, name, what, place."""
        from piaflow.report.todo_told import todo_to_list

        return todo_to_list(self.documents)

    def to_text(self) -> str:
        """Return the list as text."""
        from piaflow.report.todo_told import todo_text

        return todo_text(self.documents)

    def to_markdown(self) -> str:
        """Return one heading per model, one table per kind."""
        from piaflow.report.todo_told import todo_markdown

        return todo_markdown(self.documents)

    def __len__(self) -> int:
        """How many things there are to do."""
        return sum(len(document.todos) for document in self.documents)

    def __repr__(self) -> str:
        """Return the text, so that a prompt shows the answer."""
        return self.to_text()


def todo_model(model: Assessment) -> TodoAnswer:
    """Return what is to be done in a model that is no file."""
    told = tuple((todo, Place("")) for todo in find_todo(model))
    return TodoAnswer((DocumentTodo(model.name, "", told),))
