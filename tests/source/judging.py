"""A reading against the form that the document was printed from: what was claimed, and which of it is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from attrs import frozen

from piaflow.form.form import Cell, Form
from piaflow.form.values import read_ticked
from piaflow.law.forms import BOXED, FieldKind
from piaflow.source.opening import read_document
from piaflow.source.reading import Reading, read_form

_BLANKS = re.compile(r"\s")
_UNTOLD = frozenset((FieldKind.DIAGRAM, FieldKind.REFERENCE))


@frozen
class Claim:
    """What one document says of one field, or of one box of a field: what is so, and what was read."""

    path: str
    truth: str
    read: str | None
    """None where it was not read."""

    @property
    def is_wrong(self) -> bool:
        """Whether something was read that is not so; a tick without what is written beside it is."""
        ticked = (
            self.read is not None and self.read.startswith("○") and self.truth.startswith(f"{self.read}(")
        )
        return self.read is not None and self.read != self.truth and not ticked

    @property
    def is_right(self) -> bool:
        """Whether it was read."""
        return self.read == self.truth


def read_printed(name: str, printed: str | bytes) -> Reading:
    """Return the reading of a printed form."""
    held = printed.encode() if isinstance(printed, str) else printed
    source = read_document(name, held)
    return read_form(source, source.parts[0], name)


def judge(form: Form, reading: Reading) -> tuple[Claim, ...]:
    """Return every field and box that either has."""
    truth = {cell.path: cell for cell in form.cells}
    read = {cell.path: cell for cell in reading.form.cells}
    return tuple(
        claim
        for path in dict.fromkeys((*truth, *read))
        for claim in _judge(path, truth.get(path), read.get(path))
    )


def _judge(path: str, truth: Cell | None, read: Cell | None) -> Iterator[Claim]:
    cell = truth or read
    if cell is None or cell.field.kind in _UNTOLD:
        return
    if cell.field.kind in BOXED:
        shown, seen = _boxes(truth), _boxes(read)
        yield from (
            Claim(f"{path}：{name}", shown.get(name, ""), seen.get(name)) for name in cell.field.boxes
        )
        return
    claimed = _close(read.text) if read is not None and read.text else None
    stated = _close(truth.text) if truth is not None else ""
    if stated or claimed is not None:
        yield Claim(path, stated, claimed)


def _boxes(cell: Cell | None) -> Mapping[str, str]:
    """What each box shows that is known: ○ with what is written beside it, or a blank."""
    if cell is None or not cell.filled.told:
        return {}
    names = cell.field.boxes
    ticked = {
        max((n for n in names if one.startswith(n)), key=len, default=one): one for one in read_ticked(cell)
    }
    return {
        name: f"○{_close(ticked[name])}" if name in ticked else ""
        for name in names
        if name not in cell.filled.unread
    }


def _close(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))
