"""What `piaflow form` tells: a filled form chapter by chapter, ※ and the lines of the document beside each text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piaflow.form.form import Cell, Form
from piaflow.law.forms import find_edition
from piaflow.report.told import Block, Column, Name, Pictures, Section, Table, Told

_COLUMNS = (
    Column("※", 4),
    Column("欄", 30),
    Column("項目", 36),
    Column("記載", 80),
    Column("由来", 8),
    Column("対象", 28),
    Column("根拠行", 24),
)


def tell_form(form: Form, pictures: Sequence[bytes] = ()) -> Told:
    """Tell one table per chapter in the order of the form; `pictures` (PNG) stand where the form has them."""
    sections = (Section(Name(name), tuple(_chapter(form, name, pictures))) for name in form.chapters)
    return Told(Name(form_title(form)), sections=tuple(sections))


def _chapter(form: Form, name: str, pictures: Sequence[bytes]) -> Iterator[Block]:
    yield Table(_COLUMNS, tuple(_row(form, cell) for cell in form.cells if cell.address.chapter == name))
    if pictures and name in form.diagram_chapters:
        yield Pictures(tuple(pictures))


def _row(form: Form, cell: Cell) -> tuple[str, ...]:
    mark = "※" if cell.field.significant else ""
    lines = " ".join(map(str, cell.spans))
    return mark, cell.path, form.label(cell), cell.text, cell.origin.value, cell.subject, lines


def form_title(form: Form) -> str:
    """Return the form, the edition that the model states, and how many of its cells came from where."""
    filled = sum(not cell.is_empty for cell in form.cells)
    told = "、".join(f"{origin.value} {count}" for origin, count in form.origins.items() if count)
    return f"{form.kind.value}（{_edition(form)}）　{len(form.cells)} 欄のうち {filled} 欄に記載（{told}）"


def _edition(form: Form) -> str:
    """Another edition may print other fields than ours: then it is said which these are."""
    if not form.edition:
        return "様式の版は不明"
    told = form.edition_facts
    if told.is_known:
        return form.edition
    return "。".join(filter(None, (form.edition, f"欄は{find_edition(form.kind)}のもの", told.note)))
