"""What is written where: each field of a form into the cells of a workbook, or why it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from attrs import define, field

from piaflow.domain.names import fold
from piaflow.form.form import Cell, Filled
from piaflow.form.values import read_ticked
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind
from piaflow.law.printed_form import CHANGE_COLUMNS
from piaflow.source.keys import squeeze
from piaflow.source.workbook.places import Found, Places, Spot
from piaflow.source.workbook.references import to_place
from piaflow.source.workbook.sheet import Place, Sheet
from piaflow.source.workbook.strip import (
    Bracket,
    Strip,
    Texts,
    find_beside,
    find_boxes,
    find_brackets,
    find_count,
    read_strips,
)
from piaflow.source.xlsx_shapes import Shape

_CHOICE = frozenset((FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT))
_CHOSEN = re.compile(r"(?P<choice>.*?)(?:（(?P<count>\d+)件）)?", re.DOTALL)
_BESIDE = re.compile(r"（(?P<told>.*)）件?", re.DOTALL)
NO_LABEL = "ブックにこの欄の見出しが見つかりません"
NO_BRACKETS = "様式のチェック欄 [ ] が、名前どおりに見つかりません"
CONTROLS = (
    "チェックボックスの部品（フォームコントロール）が、名前どおりに見つかりません。Excel で押してください"
)
_CHECK_BOX = "CheckBox"
_LINKED = re.compile(r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^'!]+))!)?(?P<place>[^!]+)")
NO_ROOM = "見出しはありますが、書く所を決められません"


class _CannotWriteError(Exception):
    """Why a field is not written."""


def is_same(one: str, other: str) -> bool:
    """Whether two texts are one but for how they are typed and broken into lines."""
    return "".join(fold(one).split()) == "".join(fold(other).split())


@define
class Plan:
    """What is written into the sheets: `texts` by sheet; which fields are, and why others are not.

    `replaced` are the fields that held other words before, with these words.
    """

    places: Places
    texts: dict[str, Texts] = field(factory=dict)
    written: list[Address] = field(factory=list)
    same: list[Address] = field(factory=list)
    unplaced: dict[Address, str] = field(factory=dict)
    replaced: dict[Address, str] = field(factory=dict)
    notes: list[str] = field(factory=list)

    def add(self, cell: Cell) -> None:
        """Plan one field of the form. What the model does not tell is left as it is."""
        before = next((c for c in self.places.reading.form.cells if c.address == cell.address), None)
        if before is not None and is_told_alike(before, cell):
            self.same.append(cell.address)
            return
        writing = _Writing(self.places, cell)
        try:
            writing.write()
            self._take(writing)
        except _CannotWriteError as error:
            self.unplaced[cell.address] = str(error)
            return
        self.written.append(cell.address)
        if before is not None and before.text and cell.field.kind not in BOXED:
            self.replaced[cell.address] = before.text

    def clear(self, address: Address) -> None:
        """Plan that nothing stands in a field: it is a copy of one that may hold something."""
        writing = _Writing(self.places, Cell(address, Filled("", told=True)))
        with suppress(
            _CannotWriteError
        ):  # what cannot be cleared could not be written either, and is told then
            writing.write()
            self._take(writing)

    def _take(self, writing: _Writing) -> None:
        for texts in writing.texts.values():
            refused = [texts.sheet.refuse(place, value) for place, value in texts.join().items()]
            refused += map(texts.sheet.refuse_tick, texts.ticks)
            if against := next(filter(None, refused), ""):
                raise _CannotWriteError(against)
        for name, texts in writing.texts.items():
            self.texts.setdefault(name, Texts(texts.sheet)).merge(texts)
            self.notes += _list_notes(writing.cell.address, texts)

    def add_changes(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Plan the rows of 変更箇所 of 様式2, which the form holds as one text."""
        for spots, row in zip(self.places.changes, rows, strict=False):
            for column in CHANGE_COLUMNS:
                if column in spots:
                    self._put_change(spots[column], row.get(column, ""))

    def _put_change(self, spot: Spot, text: str) -> None:
        place = spot.first
        if not is_same(spot.sheet.held(place).text, text) and not spot.sheet.refuse(place, text):
            self.texts.setdefault(spot.sheet.name, Texts(spot.sheet)).put(place, text)


def is_told_alike(before: Cell, cell: Cell) -> bool:
    """Return whether a field that was read tells what a cell of a form states, so far as that tells it."""
    if cell.field.kind in BOXED:
        open_ = tuple(map(fold, cell.filled.unread))
        ticks = (
            {t for t in map(fold, read_ticked(c)) if not t.startswith(open_ or ("\0",))}
            for c in (before, cell)
        )
        return before.filled.told and next(ticks) == next(ticks)
    return is_same(before.text, cell.stated)


def _list_notes(address: Address, texts: Texts) -> Iterator[str]:
    for place, value in texts.join().items():
        held = texts.sheet.held(place)
        if held.is_rich:
            yield f"{address}: 一部だけの文字の書式（色・太字など）は、書き換えたのでなくなりました"
        if isinstance(value, str) and "\n" in value and not held.style.wraps:
            yield f"{address}: 折り返しの書式がないセルに、改行のある文章を書きました"
        if isinstance(value, str) and value and texts.sheet.is_too_high(place, value):
            yield f"{address}: 枠に収まらないおそれがあります（行の高さは変えていません）"


@define
class _Writing:
    """The writing of one field."""

    places: Places
    cell: Cell
    texts: dict[str, Texts] = field(factory=dict)

    @property
    def text(self) -> str:
        """What the field is to hold."""
        return self.cell.stated

    def _on(self, sheet: Sheet) -> Texts:
        return self.texts.setdefault(sheet.name, Texts(sheet))

    def write(self) -> None:
        """Plan it. Raises _CannotWriteError."""
        kind = self.cell.field.kind
        if self.cell.field.counted == "変更":
            self._write_change()
        elif kind in (FieldKind.DIAGRAM, FieldKind.LIST):
            self._write_annex()
        else:
            found = self.places.find(self.cell.address)
            if found is None:
                raise _CannotWriteError(NO_LABEL)
            if kind in BOXED:
                self._tick(found)
            elif kind in _CHOICE:
                self._choose(found)
            else:
                self._write_text(found)

    # --- words

    def _write_text(self, found: Found) -> None:
        if found.values:
            self._write_over(found.label, found.values)
            return
        beside = [group for group in found.groups if found.label not in group]
        if not beside or len(beside[0]) != 1:
            raise _CannotWriteError(NO_ROOM)
        (spot,) = beside[0]
        held = [place for place, _ in spot.sheet.inside(spot.area)]
        self._put_all(spot.sheet, held or [spot.first])

    def _write_over(self, label: Spot, values: Sequence[Place]) -> None:
        sheet = self.places.sheet_of(self.cell.address) or label.sheet
        beneath = label.sheet.first_of((int(label.area.left), int(label.area.top)))
        if sheet is not label.sheet or beneath not in values:
            self._put_all(sheet, values)
            return
        value = self.places.reading.values[self.cell.address]
        held = sheet.held(beneath).text
        at = held.rfind(value.text) if len(values) == 1 else -1
        if at < 0:
            raise _CannotWriteError(NO_ROOM)
        self._on(sheet).replace(beneath, at, at + len(value.text), self.text)

    def _put_all(self, sheet: Sheet, places: Sequence[Place]) -> None:
        """The whole text into the first of the cells that held it; the others held its rest."""
        texts = self._on(sheet)
        texts.put(places[0], self.text)
        for place in places[1:]:
            texts.put(place, "")

    def _write_change(self) -> None:
        rows, address = self.places.changes, self.cell.address
        number, column = int(address.number), address.place.rpartition(".")[2]
        if number > len(rows) or column not in rows[number - 1]:
            raise _CannotWriteError("変更箇所の表に、この行がありません")
        spot = rows[number - 1][column]
        held = [place for place, _ in spot.sheet.inside(spot.area)]
        self._put_all(spot.sheet, held or [spot.first])

    def _write_annex(self) -> None:
        address = self.cell.address
        values = self.places.reading.values.get(address)
        spots = self.places.find_annexes(address)
        if address.field.kind is FieldKind.DIAGRAM:
            raise _CannotWriteError("図の備考は、図とともに入れます")
        if values is None and address.file:
            number = int(address.file.removeprefix("ファイル"))
            spots = spots[number - 1 : number]
        if len(spots) != 1:
            raise _CannotWriteError("記録項目の一覧を書く所を決められません（別添の枠が1つではありません）")
        held = [place for place, _ in spots[0].sheet.inside(spots[0].area)]
        if len(held) > 1:
            raise _CannotWriteError("記録項目の一覧がいくつものセルに分かれています")
        self._put_all(spots[0].sheet, held or [spots[0].first])

    # --- choices and boxes

    def _list_strips(self, found: Found) -> Iterator[tuple[tuple[Spot, ...], list[Strip], list[Bracket]]]:
        for group in filter(None, (found.row, *found.groups)):
            strips = [strip for spot in group for strip in read_strips(spot.sheet, spot.area)]
            yield group, strips, list(find_brackets(strips))

    def _choose(self, found: Found) -> None:
        told = _CHOSEN.fullmatch(self.text)
        choice, count = (told["choice"], told["count"]) if told else (self.text, None)
        offered = {squeeze(one.removesuffix("()")) for one in self.cell.field.choices}
        for group, strips, brackets in self._list_strips(found):
            fitting = [
                b for b in brackets if not b.inner or squeeze(b.inner) in offered or len(brackets) == 1
            ]
            if len(fitting) != 1:
                continue
            texts = self._on(group[0].sheet)
            if not fitting[0].fill(texts, choice):
                raise _CannotWriteError(NO_ROOM)
            self._count(texts, strips, count or "")
            return
        self._choose_plainly(found)

    def _count(self, texts: Texts, strips: Sequence[Strip], count: str) -> None:
        if self.cell.field.kind is not FieldKind.CHOICE_AND_COUNT:
            return
        counted = find_count(strips)
        if (counted is None or not counted.fill(texts, count)) and count:
            raise _CannotWriteError("件数を書くかっこがありません")

    def _choose_plainly(self, found: Found) -> None:
        """A cell without brackets, as one with a list to choose from is: the choice alone."""
        beside = [group for group in found.groups if found.label not in group]
        spot = beside[0][0] if beside and len(beside[0]) == 1 else None
        held = list(spot.sheet.inside(spot.area)) if spot else []
        if spot is None or len(held) > 1 or self.cell.field.kind is FieldKind.CHOICE_AND_COUNT:
            raise _CannotWriteError(NO_ROOM)
        self._put_all(spot.sheet, [held[0][0] if held else spot.first])

    def _tick(self, found: Found) -> None:
        names = self.cell.field.boxes
        for group, _, brackets in self._list_strips(found):
            boxes = find_boxes(brackets, names)
            if all(len(told) == 1 for told in boxes.values()):
                texts = self._on(group[0].sheet)
                ticked = self._find_ticked()
                for name, (bracket,) in boxes.items():
                    if name not in self.cell.filled.unread:
                        self._mark(texts, bracket, name, ticked.get(name))
                return
        raise _CannotWriteError(CONTROLS if found.label.sheet.boxes else NO_BRACKETS)

    def _find_ticked(self) -> Mapping[str, str]:
        """The boxes that are ticked, each with what is written beside it."""
        found: dict[str, str] = {}
        for one in read_ticked(self.cell):
            fitting = [
                n
                for n in self.cell.field.boxes
                if one == n or (one.startswith(n) and _BESIDE.fullmatch(one[len(n) :]))
            ]
            if not fitting:
                raise _CannotWriteError(f"様式にない選択肢です（{one}）")
            name = max(fitting, key=len)
            beside = _BESIDE.fullmatch(one[len(name) :])
            found[name] = beside["told"] if beside else ""
        return found

    def _mark(self, texts: Texts, bracket: Bracket, name: str, beside: str | None) -> None:
        """Tick a box or clear it, with what is written beside it."""
        if bracket.control:
            self._tick_control(texts, bracket.control, on=beside is not None)
        elif not bracket.tick(texts, on=beside is not None):
            raise _CannotWriteError(NO_ROOM)
        if not _is_open(self.cell, name):
            return
        entry = find_beside(bracket, name)
        if (entry is None or not entry.fill(texts, beside or "")) and beside:
            raise _CannotWriteError(f"「{name}」の内容を書くかっこがありません")

    def _tick_control(self, texts: Texts, box: Shape, *, on: bool) -> None:
        """Tick a form control or clear it, and the cell that it is linked with: Excel holds the two alike."""
        control = box.control
        if control is None or box.state is on:
            return
        if control.kind != _CHECK_BOX:
            raise _CannotWriteError("オプションボタンの部品には書けません。Excel で押してください")
        texts.ticks[control] = on
        if control.link:
            found = _LINKED.fullmatch(control.link)
            name = (found["quoted"] or found["sheet"] or "").replace("''", "'") if found else ""
            sheet = self.places.sheets.get(name) if name else texts.sheet
            place = to_place(found["place"]) if found else None
            if sheet is None or place is None:
                raise _CannotWriteError(
                    f"チェックボックスの部品とつながるセルを決められません（{control.link}）"
                )
            self._on(sheet).put(place, on)


def _is_open(cell: Cell, name: str) -> bool:
    """Whether the form leaves room behind a box for words."""
    choices = cell.field.choices or cell.field.boxes
    return any(
        box == name and choice.endswith((")", ")件"))
        for box, choice in zip(cell.field.boxes, choices, strict=True)
    )
