"""The official form filled from a model, as an answer that shows itself.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import define, field

from piaflow.app.answers import Picture
from piaflow.form.form import Form

Pictures = Callable[[], dict[str, Picture]]


@define(frozen=True, repr=False)
class FormAnswer(Form):
    """A Form that shows itself. `draw` gives the pictures of 別添1 where they are asked for."""

    draw: Pictures = field(default=dict, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Return `{form, edition, origins, cells}` as the JSON of `piaflow form` does."""
        from piaflow.report.form_table import form_to_dict

        return form_to_dict(self)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict per field of the form: path, label, kind, significant, subject, text, origin, span …"""
        rows: list[dict[str, Any]] = self.to_dict()["cells"]
        return rows

    def to_markdown(self) -> str:
        """Return one table per chapter."""
        from piaflow.report.form_table import form_markdown

        return form_markdown(self)

    def to_xlsx(self) -> bytes:
        """Return a workbook, one sheet per chapter; the pictures of 別添1 are in it. Raises RenderError."""
        from piaflow.report.form_xlsx import form_xlsx

        pictures = self.draw().values() if self.diagram_chapters else ()
        return form_xlsx(self, [picture.to_bytes("png") for picture in pictures])

    def save(self, path: str | Path) -> None:
        """Write the form; the extension (md, json, xlsx) says the format. Raises FormatError, FileAccessError."""
        from piaflow.app.saving import save

        save(self, path)

    def __repr__(self) -> str:
        """Return which form it is, and how much of it is filled."""
        from piaflow.report.form_table import form_title

        return f"<Form {form_title(self)}>"

    def _repr_html_(self) -> str:
        from piaflow.report.form_table import form_html

        return form_html(self)
