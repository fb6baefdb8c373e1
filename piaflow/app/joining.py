"""Several models side by side: the nodes that join, and the flows that more than one describes.

Libraries are imported where they are needed, so that a call loads only what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from piaflow.app.loading import load_all
from piaflow.app.model import Model


@frozen
class Joined:
    """Models, and what they share."""

    models: tuple[Model, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return each model and what they share, as `piaflow show A B --format json` does."""
        from piaflow.report.as_json import joined_to_dict

        return joined_to_dict([m.assessment for m in self.models], [m.to_dict() for m in self.models])

    def to_json(self) -> str:
        """Return the same as JSON text."""
        from piaflow.report.as_json import to_json

        return to_json(self.to_dict())

    def to_text(self) -> str:
        """Return what they share as tables of text."""
        from piaflow.report.as_text import to_text
        from piaflow.report.show import tell_joined

        return to_text(tell_joined([m.assessment for m in self.models]))

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return what they share as tables of a page; `level` is that of its first heading."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.show import tell_joined_page

        return to_markdown(tell_joined_page([m.assessment for m in self.models]), level=level)


def show_files(paths: Sequence[str | Path]) -> Model | Joined:
    """Return the model of one file, or those of several joined.

    Raises FileAccessError, or InputError with the problems of all files together.
    """
    models = load_all(paths)
    return models[0] if len(models) == 1 else Joined(tuple(models))
