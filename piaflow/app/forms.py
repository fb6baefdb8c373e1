"""The official form filled from a model, as an answer that shows itself.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve, field, frozen

from piaflow.app.answers import Picture
from piaflow.app.arguments import read_path
from piaflow.app.saving import Saving, load_workbook_writer
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Recipient
from piaflow.errors import FileAccessError
from piaflow.form.filled_workbook import Written
from piaflow.form.form import Form
from piaflow.form.values import choice, name_beside

if TYPE_CHECKING:
    from piaflow.render.form_pages import Annex
    from piaflow.source.workbook.picture import Drawn

Pictures = Callable[[], dict[str, Picture]]


@frozen(repr=False)
class FormAnswer(Saving):
    """A Form that shows itself. `draw` gives the pictures of 別添1 where they are asked for, `list_annexes` the 別紙.

    It has all that its `form` has: kind, edition, cells, cell(…), chapters, origins …
    """

    _holds: ClassVar[str] = "form"
    form: Form
    draw: Pictures = field(default=dict, eq=False)
    list_annexes: Callable[[], Sequence[Annex]] = field(default=tuple, eq=False)

    @property
    def _formats(self) -> Mapping[str, Callable[[], str | bytes]]:
        return {**super()._formats, "pdf": self.to_pdf}

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

    def to_markdown(self, *, level: int | None = None) -> str:
        """Return one table per chapter."""
        from piaflow.report.as_markdown import to_markdown
        from piaflow.report.form import tell_form

        return to_markdown(tell_form(self.form), level=level)

    def to_xlsx(self) -> bytes:
        """Return a workbook, one sheet per chapter; the pictures of 別添1 are in it. Raises RenderError."""
        from piaflow.report.form import tell_form

        to_xlsx = load_workbook_writer()
        pictures = self.draw().values() if self.form.diagram_chapters else ()
        return to_xlsx(tell_form(self.form, [picture.to_bytes("png") for picture in pictures]))

    def to_pdf(self) -> bytes:
        """Return the whole 評価書 as the form prints it, 別添1 and 別紙 with it. A proposal is left blank.

        Raises RenderError where 別添1 cannot be drawn.
        """
        from piaflow.app.lacking import note_lacking
        from piaflow.form.printing import print_form
        from piaflow.layout.kept import Kept
        from piaflow.render.draw import draw_sheets
        from piaflow.render.form_pages import print_pdf

        pictures = self.draw().values() if self.form.diagram_chapters else ()
        sheets = [
            sheet for picture in pictures for sheet in draw_sheets(picture.sheet, kept=picture.kept or Kept())
        ]
        annexes = self.list_annexes()
        printed = [part.texts for part in print_form(self.form)]
        note_lacking([printed, annexes, [picture.scene for picture in pictures]])
        return print_pdf(self.form, sheets, annexes)

    def into(self, workbook: str | Path) -> WorkbookAnswer:
        """Return an officer's own workbook (.xlsx) with what the form states written into it; the file stays as it is.

        Nothing else of the workbook changes. Raises FileAccessError or InputError where it cannot be read or kept whole,
        RenderError where 別添1 cannot be drawn.
        """
        from piaflow.source.opening import read_file
        from piaflow.source.workbook.writing import write_into

        file = read_path("FormAnswer.into", workbook)
        raw = read_file(file)
        pictures = self.draw().values() if self.form.diagram_chapters else ()
        drawn = [_to_drawn(picture) for picture in pictures]
        return WorkbookAnswer(file, self.form, write_into(str(file), raw, self.form, drawn))

    def __repr__(self) -> str:
        """Return which form it is, and how much of it is filled."""
        return f"<Form {self.title}>"

    def _repr_html_(self) -> str:
        from piaflow.report.as_html import to_html
        from piaflow.report.form import tell_form

        return to_html(tell_form(self.form))


_ANNEX_COLUMNS = (
    *(
        ("番号", 0.08),
        ("名", 0.16),
        ("法令上の根拠", 0.14),
        ("用途", 0.2),
        ("情報", 0.16),
        ("本人の数", 0.08),
    ),
    *(("方法", 0.1), ("時期・頻度", 0.08)),
)
"""Of a 別紙, with their shares of the width."""


def list_annexes(a: Assessment) -> Iterator[Annex]:
    """Yield the 別紙 of a model: the recipients of an entry of Ⅱ.5 that has more of them than the form has room for."""
    from piaflow.render.form_pages import Annex

    for file in a.listed_files:
        for entry in (*file.provisions, *file.transfers):
            if entry.rows:
                title = f"{entry.annex or '別紙'}　{file.name}　{entry.WORD}（{entry.number}）"
                rows = enumerate(entry.recipients, 1)
                yield Annex(
                    title, _ANNEX_COLUMNS, tuple(_tell_recipient(entry.WORD, n, row) for n, row in rows)
                )


def _tell_recipient(word: str, number: int, row: Recipient) -> tuple[str, ...]:
    means = "、".join(name_beside(one.means.value, one.name) for one in row.means if one.box is Certainty.YES)
    told = (
        row.name,
        "\n".join(row.basis),
        row.purpose,
        row.information,
        choice(row.subjects),
        means,
        row.timing,
    )
    return (f"{word}{number}", *told)


def _to_drawn(picture: Picture) -> Drawn:
    """Return a picture as a workbook takes it: with the 備考 below it, and without them where they stand in a cell."""
    from piaflow.source.workbook.picture import Drawn

    bare = evolve(picture, scene=evolve(picture.scene, remarks=()))
    told = [
        line
        for group in picture.scene.remarks
        for line in (group.heading, *(f"{r.number} {r.text}" for r in group.remarks))
    ]
    remarks = "\n".join(line.strip() for line in told if line.strip())
    return Drawn(picture.to_bytes("png"), bare.to_bytes("png"), remarks, picture.alt)


@frozen(repr=False)
class WorkbookAnswer:
    """An officer's workbook with a form written into it: to be saved, and to be told what has no place there."""

    path: Path
    form: Form
    result: Written

    def to_bytes(self) -> bytes:
        """Return the workbook."""
        return self.result.content

    def to_text(self) -> str:
        """Return what was written, which rows were added, what was replaced, and what has no place in the workbook."""
        from piaflow.report.as_text import to_text
        from piaflow.report.filled_workbook import tell_written

        return to_text(tell_written(self.path.name, self.form, self.result))

    def save(self, path: str | Path) -> None:
        """Write another workbook: whole or not at all. Raises FileAccessError, also where Excel has that file open."""
        self._save(read_path("WorkbookAnswer.save", path))

    def save_in_place(self) -> None:
        """Write the officer's workbook itself. Raises FileAccessError, also where Excel has it open."""
        self._save(self.path, self.path)

    def _save(self, file: Path, *rewritten: Path) -> None:
        from piaflow.store.writing import write_all

        if file.suffix.lower() != ".xlsx":
            raise FileAccessError(str(file), "ブックの名前は .xlsx で終わります")
        if file.with_name(f"~${file.name}").exists():
            raise FileAccessError(str(file), "Excel で開かれています（閉じてから書いてください）")
        write_all({file: self.result.content}, rewritten=rewritten, waited_for=[file])

    def __repr__(self) -> str:
        """Return which workbook it is, and how much was written."""
        told = self.result
        return f"<Workbook {self.path.name}: {len(told.written)} fields written, {len(told.unplaced)} not placed>"
