"""Form (様式) and its cells (欄): the printed fields with what one assessment writes into them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import define, frozen

from piaflow.domain.choices import FormKind
from piaflow.domain.span import Span
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.law.addresses import Address
from piaflow.law.forms import FieldKind, FormField


@frozen
class Filled:
    """What a model writes into a field: the text ("" where it knows nothing) and the lines it was read from."""

    text: str = ""
    spans: tuple[Span, ...] = ()


@frozen
class Cell:
    """欄: one field of a filled form.

    `subject` names the system, file or entry that a repeated field belongs to (予防接種情報ファイル/委託事項2),
    `file` the file alone, "" otherwise.
    """

    address: Address
    text: str = ""
    subject: str = ""
    file: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def path(self) -> str:
        """The address as text: Ⅱ.ファイル1.4.委託事項2.①."""
        return str(self.address)

    @property
    def field(self) -> FormField:
        """What the form says of the field."""
        return self.address.field

    @property
    def is_empty(self) -> bool:
        """Whether the model knows nothing for it."""
        return not self.text


@define(frozen=True)
class Form:
    """様式: the cells in printed order, and the edition that the assessment says it is written on ("" unknown)."""

    kind: FormKind
    cells: tuple[Cell, ...]
    edition: str = ""

    @cached_property
    def _by_path(self) -> Mapping[str, Cell]:
        return {cell.path: cell for cell in self.cells}

    def cell(self, path: str) -> Cell:
        """Return the cell at a path (Ⅱ.ファイル1.3.②). Raises UnknownNameError with the nearest path."""
        if path not in self._by_path:
            raise UnknownNameError("欄", path, find_nearest(path, self._by_path))
        return self._by_path[path]

    @property
    def diagram_chapters(self) -> tuple[str, ...]:
        """The chapters that the form has for pictures: 別添1 of 全項目評価書, none of the others."""
        drawn = (cell for cell in self.cells if cell.field.kind is FieldKind.DIAGRAM)
        return tuple(dict.fromkeys(cell.address.chapter for cell in drawn))

    @property
    def chapters(self) -> tuple[str, ...]:
        """The first parts of the paths in printed order: 表紙, Ⅰ, 別添1, Ⅱ …"""
        return tuple(dict.fromkeys(cell.address.chapter for cell in self.cells))
