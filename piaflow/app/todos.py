"""What is still to be done in models, as an answer that shows itself.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.errors import Place
from piaflow.proposals.todo import find_todo
from piaflow.report.checked import TodoDocument


@frozen(repr=False)
class TodoAnswer:
    """What is to be done in several models."""

    documents: tuple[TodoDocument, ...]

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict per thing to do: document, file, kind, name, what, place."""
        from piaflow.report.as_json_answers import todo_to_list

        return todo_to_list(self.documents)

    def to_json(self) -> str:
        """Return the same as JSON text."""
        from piaflow.report.as_json import to_json

        return to_json(self.to_rows())

    def to_text(self) -> str:
        """Return the list as text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.todo import tell_todo

        return to_text(tell_todo(self.documents))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return one heading per model, one table per kind."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.todo import tell_todo_page

        return to_markdown(tell_todo_page(self.documents), level=level)

    def __len__(self) -> int:
        """How many things there are to do."""
        return sum(len(document.todos) for document in self.documents)

    def __repr__(self) -> str:
        """Return the text, so that a prompt shows the answer."""
        return self.to_text()


def todo_model(model: Assessment) -> TodoAnswer:
    """Return what is to be done in a model that is no file."""
    told = tuple((todo, Place("")) for todo in find_todo(model))
    return TodoAnswer((TodoDocument(model.name, "", told),))
