"""A filled form as a workbook to copy from: one sheet per chapter, the pictures of 別添1 on its own."""

from __future__ import annotations

from collections.abc import Sequence

from piaflow.form.form import Form
from piaflow.report.form_table import HEADINGS, tell_cells
from piaflow.report.workbook import Column, Sheet, to_xlsx

_WIDTHS = (4, 30, 36, 80, 8, 28, 24)
_COLUMNS = tuple(map(Column, HEADINGS, _WIDTHS))


def form_xlsx(form: Form, pictures: Sequence[bytes] = ()) -> bytes:
    """Return the workbook; `pictures` (PNG) stand on the sheet of the field that the form has for them."""
    return to_xlsx(
        tuple(
            Sheet(
                name,
                _COLUMNS,
                tell_cells(form, name),
                tuple(pictures) if name in form.diagram_chapters else (),
            )
            for name in form.chapters
        )
    )
