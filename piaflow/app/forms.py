"""The official form filled from a model, as an answer that shows itself.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from attrs import field, frozen

from piaflow.app.answers import Picture
from piaflow.app.saving import Saving, load_workbook_writer
from piaflow.form.form import Form

Pictures = Callable[[], dict[str, Picture]]


@frozen(repr=False)
class FormAnswer(Saving):
    """A Form that shows itself. `draw` gives the pictures of 別添1 where they are asked for.

    It has all that its `form` has: kind, edition, cells, cell(…), chapters, origins …
    """

    _holds: ClassVar[str] = "form"
    form: Form
    draw: Pictures = field(default=dict, eq=False)

    @property
    def title(self) -> str:
        """Which form it is, and how many of its fields are filled from where."""
        from piaflow.report.form import form_title

        return form_title(self.form)

    def to_dict(self) -> dict[str, Any]:
        """Return `{form, edition, origins, cells}` as the JSON of `piaflow form` does."""
        from piaflow.report.as_json_answers import form_to_dict

        return form_to_dict(self.form)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one dict per field of the form: path, label, kind, significant, subject, text, origin, span …"""
        rows: list[dict[str, Any]] = self.to_dict()["cells"]
        return rows

    def to_markdown(self) -> str:
        """Return one table per chapter."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.form import tell_form

        return to_markdown(tell_form(self.form))

    def to_xlsx(self) -> bytes:
        """Return a workbook, one sheet per chapter; the pictures of 別添1 are in it. Raises RenderError."""
        from piaflow.report.form import tell_form

        to_xlsx = load_workbook_writer()
        pictures = self.draw().values() if self.form.diagram_chapters else ()
        return to_xlsx(tell_form(self.form, [picture.to_bytes("png") for picture in pictures]))

    def __repr__(self) -> str:
        """Return which form it is, and how much of it is filled."""
        return f"<Form {self.title}>"

    def _repr_html_(self) -> str:
        from piaflow.report.as_html import to_html
        from piaflow.report.form import tell_form

        return to_html(tell_form(self.form))
