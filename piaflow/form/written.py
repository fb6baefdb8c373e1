"""What a person writes into fields for which the model has no word of its own: `Assessment.texts` at their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, evolve, field

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.domain.records import Text
from piaflow.domain.span import collect_spans
from piaflow.errors import Advisor, ModelError, Problem, clip, hint
from piaflow.form.filling import fill_facts
from piaflow.form.form import Cell, Filled, Form
from piaflow.form.table import rows_by_path
from piaflow.form.values import Boxes, fill, lines
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind, FormField, tidy_edition


def fill_texts(a: Assessment, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells with the texts of the model at their places. Raises ModelError where one has none."""
    if not a.texts:
        return tuple(cells)
    written = _Writing(a, {cell.address: cell for cell in cells})
    told = {address: _join(written.cells[address], text) for address, text in written.placed()}
    problems = tuple(written.problems())
    if problems:
        raise ModelError(problems)
    return tuple(evolve(c, filled=told[c.address]) if c.address in told else c for c in cells)


def write_form(a: Assessment, *, rows: bool = True) -> Form:
    """Return the form that the assessment names, with what its own words and texts say. Raises ModelError.

    Without `rows` those of 変更箇所 are left out where no text is at one: in an old document they are most fields, and
    whoever reads what stands in the document today does without.
    """
    asked = rows or any(_OF_ROWS in text.address for text in a.texts)
    cells = fill_texts(a, fill_facts(a, rows=asked))
    return Form(a.overview.form, cells, tidy_edition(a.overview.edition))


_OF_ROWS = "変更"
"""What is in the address of every field of a row, however it is typed."""


def texts_by_field(a: Assessment) -> Mapping[str, Text]:
    """Return the texts of a model under the address of their field, each file by the name that it has now."""
    if not a.texts:
        return {}
    written = _Writing(a, {cell.address: cell for cell in fill_facts(a)})
    return {written.cells[address].key: text for address, text in written.placed()}


def list_headings(a: Assessment) -> tuple[Text, ...]:
    """Return a text for each field that a model has no word for and that holds none: its label, to be written over."""
    rows = rows_by_path(a.overview.form)
    blank = (cell for cell in fill_facts(a) if not cell.filled.is_stated and cell.address.place not in rows)
    held = texts_by_field(a)
    return tuple(Text(c.key, _head(c.field)) for c in blank if c.key not in held and c.field.kind in _WRITTEN)


_WRITTEN = (FieldKind.TEXT, FieldKind.DATE, FieldKind.CHOICE, FieldKind.CHOICES)
"""The kinds of fields that a person fills in; what refers to an annex is printed already."""


def _head(field: FormField) -> str:
    choices = f"：{'・'.join(field.choices)}" if field.choices else ""
    return f"〔{field.label}{choices}〕"


def refuse_misplaced(a: Assessment) -> None:
    """Raise ModelError with every text that is at no field of the form, or against what the model itself tells."""
    if a.texts:
        fill_texts(a, fill_facts(a))


@define(frozen=True)
class _Writing:
    """The texts of a model and the cells of its form that they stand in."""

    a: Assessment
    cells: Mapping[Address, Cell]
    advisor: Advisor = field(factory=Advisor)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(cell.key for cell in self.cells.values())

    @cached_property
    def _typed(self) -> Mapping[str, Address]:
        """The addresses as texts write them, by how they are typed."""
        return {fold(cell.key): evolve(cell.address, file=cell.file) for cell in self.cells.values()}

    @cached_property
    def _printed(self) -> Mapping[str, Address]:
        """The addresses of the form by how they print: a model may type 委託事項１ too."""
        return {fold(str(address)): address for address in self.cells}

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The files of Ⅰ.3 as the form numbers them, by each of their names."""
        listed = enumerate(self.a.listed_files, 1)
        return {fold(name): f"ファイル{i}" for i, file in listed for name in (file.name, *file.aliases)}

    @cached_property
    def _found(self) -> tuple[tuple[Text, Address | _MisplacedError], ...]:
        return tuple((text, self._try(text)) for text in self.a.texts)

    def _try(self, text: Text) -> Address | _MisplacedError:
        try:
            return self._find(text)
        except _MisplacedError as error:
            return error

    def placed(self) -> Iterator[tuple[Address, Text]]:
        """Yield each text that has a place, with the address that the form prints."""
        yield from ((found, text) for text, found in self._found if isinstance(found, Address))

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong, text by text."""
        seen: dict[Address, str] = {}
        for text, found in self._found:
            where = ("texts", text.address)
            if isinstance(found, _MisplacedError):
                yield Problem(where, str(found))
                continue
            first = seen.setdefault(found, text.address)
            if first != text.address:
                yield Problem(where, f"欄「{first}」と同じ欄です")
            yield from (Problem(where, what) for what in find_faults(self.a, self.cells[found], text))

    def _find(self, text: Text) -> Address:
        form = self.a.overview.form
        meant = Address.find(text.address, form) or self._typed.get(fold(text.address))
        if meant is None:
            near = self.advisor.hint(text.address, self._keys)
            raise _MisplacedError(f"{form.value}の欄「{clip(text.address)}」はありません{near}")
        if not meant.is_field:
            raise _MisplacedError(f"「{text.address}」はまとまりで、1つの欄ではありません")
        address = evolve(meant, file=self._file(meant)) if meant.field.is_by_file else meant
        found = address if address in self.cells else self._printed.get(fold(str(address)))
        if found is None:
            near = self.advisor.hint(str(meant), self._keys)
            what = f"{address.field.counted}{address.number}"
            raise _MisplacedError(f"「{clip(text.address)}」の{what}がモデルにありません{near}")
        return found

    def _file(self, meant: Address) -> str:
        """Return the file as the form numbers it. Only a name says which: files may change their order."""
        known = [file.name for file in self.a.listed_files]
        if fold(meant.file) in self._files:
            return self._files[fold(meant.file)]
        if len(known) == 1 and meant.file in ("", "ファイル1"):
            return "ファイル1"
        near = self.advisor.hint(meant.file, known)
        what = (
            f"ファイル「{clip(meant.file)}」はⅠ.3にありません{near}"
            if meant.file
            else "ファイルの名が要ります"
        )
        example = evolve(meant, file=known[0] if known else "ファイル名")
        raise _MisplacedError(f"{what}。欄は {example} のように書きます")


class _MisplacedError(Exception):
    """A text whose address is none of the form's; the sentence says what is right."""


def _join(cell: Cell, text: Text) -> Filled:
    """What a fact of the model tells stays told, with its lines, in the words of the text; the picture below them.

    A step whose words the text has is not told again.
    """
    filled = _fill(text, cell.field)
    if not cell.filled.told:
        return filled
    if cell.field.kind is FieldKind.DIAGRAM:
        words = fold(filled.text)
        drawn = [line for line in cell.text.splitlines() if fold(_SIGN.sub("", line)) not in words]
        filled = evolve(filled, text=lines([filled.text, *drawn]))
    return evolve(cell.filled, text=filled.text, spans=filled.spans or cell.spans)


def _fill(text: Text, field: FormField) -> Filled:
    boxes = Boxes(tuple((box.choice, box.box) for box in text.boxes), collect_spans(text.boxes))
    if not text.boxes:
        return Filled(text.text, text.spans)
    if field.kind in BOXED:
        shown = fill(boxes, text.spans)
        return evolve(shown, text=lines([text.text, shown.text]), told=shown.told or bool(text.text))
    ticked = [name for name, box in boxes.shown if box is Certainty.YES]
    told = lines([text.text, "、".join(ticked)])
    return Filled(told, boxes.spans or text.spans, bool(told) or not boxes.unread, boxes.unread)


def find_faults(a: Assessment, cell: Cell, text: Text) -> Iterator[str]:
    """Yield why a text cannot stand in a cell: it may say more than a fact of the model, never less and nothing else.

    The picture of 別添1 is no words: what the document prints below it stands beside what the model draws.
    """
    field = cell.field
    if field.kind is FieldKind.DIAGRAM and not text.boxes:
        return
    for box in text.boxes:
        if field.choices and not any(_is_choice(box.choice, choice) for choice in field.choices):
            near = hint(box.choice, field.choices)
            yield f"{field.label}に選択肢「{clip(box.choice)}」はありません{near}"
        elif not field.choices and field.kind is not FieldKind.MARK:
            yield f"{field.label}は選択肢のない欄です"
            return
    if cell.filled.told and not _agrees(a, cell, _fill(text, field).text):
        stated = clip("、".join(cell.text.splitlines()))
        stands = f"「{stated}」と入ります" if cell.text else "印のないことが決まります"
        yield (
            f"{cell.path} {field.label}には、モデルのほかの所から{stands}。"
            "食い違う記載は置けないので、そちらを直すか、この記載を消します"
        )


def _agrees(a: Assessment, cell: Cell, text: str) -> bool:
    """Where the field is text, every line of the fact stands in it; boxes and choices are the same.

    What is named may be called by each of its names, and a system or file by a part of one: two of a document may
    bear one name. Beside a ticked box a text may name what the fact does not: その他（庁内各業務システム）.
    """
    row = rows_by_path(cell.address.form).get(cell.address.place)
    calls = bool(row and row.calls)
    if cell.field.kind is FieldKind.TEXT:
        told = [fold(line) for line in text.splitlines()]
        return all(_names(a, fact, told, by_part=calls) for fact in cell.text.splitlines())
    facts, boxes = cell.text.splitlines(), text.splitlines()
    if cell.field.kind in BOXED and len(facts) == len(boxes):
        shown = [fact.partition("（")[0] if calls else fact for fact in facts]
        return all(map(_names_more, map(fold, shown), map(fold, boxes)))
    return fold(cell.text) == fold(text)


def _names(a: Assessment, fact: str, told: Sequence[str], *, by_part: bool) -> bool:
    """Whether the lines of a text hold what a line of a fact says, or the other name of what it names."""
    found = a.find(fact)
    names = [fold(name) for name in ((fact, found.name, *found.aliases) if found else (fact,))]
    part = by_part and any(line in name for line in filter(None, told) for name in names)
    return part or any(name in "".join(told) for name in names)


def _names_more(fact: str, told: str) -> bool:
    return told == fact or told.startswith(fact + fold("（"))


def _is_choice(written: str, choice: str) -> bool:
    """Whether a box is one of a field's choices: その他() is also その他（窓口）, and a group may be left out.

    提供を行っている( )件 is also that with its number, or without it.
    """
    printed = {choice, choice.rpartition("：")[2]}
    named = {_LEFT_OPEN.sub("", name) for name in printed if _LEFT_OPEN.search(name)}
    return any(fold(written) == fold(name) for name in {*printed, *named}) or any(
        fold(written).startswith(fold(f"{name}（")) for name in named
    )


_SIGN = re.compile(r"^（(?:備考|注)）")
_LEFT_OPEN = re.compile(r"\(\s*\)件?$")
