"""Form (様式) and its cells (欄): the printed fields with what one assessment writes into them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property

from attrs import Factory, define, evolve, field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.domain.grouping import group_by
from piaflow.domain.span import Span, join_spans
from piaflow.errors import UnknownNameError, find_nearest
from piaflow.law.addresses import Address
from piaflow.law.forms import Edition, FieldKind, FormField, describe_edition

PLACEHOLDER = re.compile(r"〔[^〕\s][^〕]*〕|要確認")
"""What a starter leaves for a person to write."""


TICK = "［○］"
"""How a line of a field begins that holds a ticked box."""


class CellOrigin(Enum):
    """由来: where what stands in a field came from.

    印字 was read from the lines of a document, 決定 a person decided who looked at them, 記載 a person wrote, 導出
    follows from the flows or from a comparison, and no person has confirmed it.
    書きかけ holds the place of what a person still has to write, 空欄 says that nobody tells, 未読 that the document
    has something there that was not read: boxes, or words that may as well be of another field.
    """

    PRINTED = "印字"
    DECIDED = "決定"
    WRITTEN = "記載"
    DERIVED = "導出"
    DRAFT = "書きかけ"
    BLANK = "空欄"
    UNREAD = "未読"


@frozen(slots=False)  # filling its slots one by one takes twice as long, and a form has thousands
class Filled:
    """What stands in a field: the text ("" for nothing), the lines it was read from, the boxes not read.

    `boxes` are the lines of each box by its choice, as far as the layout of a document shows them.
    `told` says that the model tells of the field, be it that no box of it is ticked, `decided` that a person looked
    at the document and said what stands there, be it nothing; `lost` that the document may hold words of it that
    could not be told. `derived` fills in a proposal that no model holds; `inferred` says why a model holds what no
    person has confirmed.
    """

    text: str = ""
    spans: tuple[Span, ...] = ()
    told: bool = field(default=Factory(lambda self: bool(self.text), takes_self=True))
    unread: tuple[str, ...] = ()
    derived: bool = False
    inferred: str = ""
    decided: bool = False
    lost: bool = False
    boxes: tuple[tuple[str, tuple[Span, ...]], ...] = field(default=(), eq=False)

    @property
    def origin(self) -> CellOrigin:
        """Where it came from."""
        if self.derived or (self.inferred and self.told):
            return CellOrigin.DERIVED
        if self.decided:
            return CellOrigin.DECIDED
        if self.told and self.spans:
            return CellOrigin.PRINTED
        if self.told:
            return CellOrigin.DRAFT if PLACEHOLDER.search(self.text) else CellOrigin.WRITTEN
        return CellOrigin.UNREAD if self.unread or self.lost else CellOrigin.BLANK

    @property
    def is_stated(self) -> bool:
        """Whether the document tells of it, be it only by boxes that cannot be read."""
        return not self.derived and (self.told or bool(self.unread))


@frozen(slots=False)
class Cell:
    """欄: one field of a filled form, and what stands in it.

    `subject` names the system, file or entry that a repeated field belongs to (予防接種情報ファイル/委託事項2),
    `file` the file alone, "" otherwise.
    """

    address: Address
    filled: Filled = Filled()
    subject: str = ""
    file: str = ""

    @property
    def text(self) -> str:
        """What stands in it, "" for nothing; a proposal too."""
        return self.filled.text

    @property
    def stated(self) -> str:
        """What the document states: the text, but for a proposal."""
        return "" if self.filled.derived else self.filled.text

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lines that it was read from, or those of the flows that it follows from."""
        return self.filled.spans

    @property
    def origin(self) -> CellOrigin:
        """Where it came from."""
        return self.filled.origin

    @property
    def boxes(self) -> Mapping[str, Certainty]:
        """What each box shows, by its choice: one that is neither ticked nor unread is empty where the field was read."""
        ticked = {*map(self.find_ticked, self.text.splitlines())}
        unread = {self._find_box(told) for told in self.filled.unread}
        untold = Certainty.NO if self.filled.told else Certainty.UNKNOWN
        shown = {True: Certainty.YES}
        return {
            name: shown.get(name in ticked, Certainty.UNKNOWN if name in unread else untold)
            for name in self.field.boxes
        }

    def find_box_spans(self, names: Iterable[str]) -> tuple[Span, ...]:
        """Return the lines of some of the boxes, () where those of one of them are not known."""
        places = dict(self.filled.boxes)
        found = [places.get(name, ()) for name in names]
        return join_spans(span for spans in found for span in spans) if all(found) else ()

    def find_ticked(self, line: str) -> str:
        """Return the box that a line of the text ticks, "" where it ticks none."""
        return self._find_box(line.removeprefix(TICK)) if line.startswith(TICK) else ""

    def _find_box(self, told: str) -> str:
        """The choice of which a line tells: the longest that it begins with, as 個人番号対応符号 begins with 個人番号."""
        return max((name for name in self.field.boxes if told.startswith(name)), key=len, default="")

    @property
    def lines(self) -> tuple[tuple[str, tuple[Span, ...]], ...]:
        """The text line by line with where each stands; as one where its lines are not those of the document."""
        texts = self.text.splitlines()
        if len(texts) != sum(span.last - span.first + 1 for span in self.spans):
            return ((self.text, self.spans),) if self.text else ()
        numbers = [(s.document, n) for s in self.spans for n in range(s.first, s.last + 1)]
        return tuple((text, (Span(key, n, n),)) for text, (key, n) in zip(texts, numbers, strict=True))

    @property
    def path(self) -> str:
        """The address as text: Ⅱ.ファイル1.4.委託事項2.①."""
        return str(self.address)

    @property
    def key(self) -> str:
        """The address under which a model holds a text of the field: with the file by its name."""
        return str(evolve(self.address, file=self.file))

    @property
    def field(self) -> FormField:
        """What the form says of the field."""
        return self.address.field

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of it; boxes of which none is ticked are known."""
        return self.origin in (CellOrigin.DRAFT, CellOrigin.BLANK, CellOrigin.UNREAD)


@define(frozen=True)
class Form:
    """様式: the cells in printed order, and the edition that the assessment says it is written on ("" unknown).

    `annexes` are the 別紙, 別添 and lists of which the document prints a heading (別紙1, 提供先一覧), None where nobody can tell.
    """

    kind: FormKind
    cells: tuple[Cell, ...]
    edition: str = ""
    annexes: tuple[str, ...] | None = None

    @cached_property
    def _by_path(self) -> Mapping[str, Cell]:
        return {cell.path: cell for cell in self.cells}

    def cell(self, path: str) -> Cell:
        """Return the cell at a path (Ⅱ.ファイル1.3.②). Raises UnknownNameError with the nearest path."""
        if path not in self._by_path:
            raise UnknownNameError("欄", path, find_nearest(path, self._by_path))
        return self._by_path[path]

    @cached_property
    def _by_question(self) -> Mapping[str, tuple[Cell, ...]]:
        return group_by((cell.field.full, cell) for cell in self.cells)

    def ask(self, full: str) -> tuple[Cell, ...]:
        """Return the cells that ask what a field of 様式4 asks: one for each system, file or entry."""
        return self._by_question.get(full, ())

    def label(self, cell: Cell) -> str:
        """Return the label of a cell's field, as the edition of this form prints it."""
        return cell.field.printed(self.edition)

    @property
    def edition_facts(self) -> Edition:
        """What is known of the fields of its edition: unless they are, the cells are those of `find_edition`."""
        return describe_edition(self.kind, self.edition)

    @property
    def origins(self) -> Mapping[CellOrigin, int]:
        """How many cells came from where."""
        counted = Counter(cell.origin for cell in self.cells)
        return {origin: counted[origin] for origin in CellOrigin}

    @property
    def diagram_chapters(self) -> tuple[str, ...]:
        """The chapters that the form has for pictures: 別添1 of 全項目評価書, none of the others."""
        drawn = (cell for cell in self.cells if cell.field.kind is FieldKind.DIAGRAM)
        return tuple(dict.fromkeys(cell.address.chapter for cell in drawn))

    @property
    def chapters(self) -> tuple[str, ...]:
        """The first parts of the paths in printed order: 表紙, Ⅰ, 別添1, Ⅱ …"""
        return tuple(dict.fromkeys(cell.address.chapter for cell in self.cells))
