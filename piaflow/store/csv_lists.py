"""Long lists that stand in a CSV beside the model: each line a value, with its place, and the edit of such a file.

The first line names the columns by the keys of the model file (`means.紙` is the box `紙` in `means`). A cell of a list
holds its values between 「;」; an empty cell writes nothing, nor does an empty line. Unquoted cells lose the blanks
around them, as plain values of YAML do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import attrs
import yaml
from attrs import frozen

from piaflow.domain.values import FORBIDDEN
from piaflow.domain.visible import reveal
from piaflow.errors import Place, PlacedProblem, clip, hint
from piaflow.store.converter import KEYED_BY, list_written, written_as
from piaflow.store.source import MOST_VALUES, TOO_MANY, Block, Mark, Plain, Row, place_of

_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>(?!")[^,\r\n]*)')
_END = re.compile(r",|\r?\n|\r|\Z")
_BETWEEN = re.compile("[;；]")
_NEEDS_QUOTES = re.compile(r'[,"\r\n]|^[ \t]|[ \t]$')
_FORMULA = re.compile("[=+@]")
"""What a cell begins with that a spreadsheet takes for a formula."""


class UnfitError(ValueError):
    """A value that no cell can hold."""


@frozen
class _Cell:
    text: str
    mark: Mark


@frozen
class _Record:
    """One line of a CSV, from where to where in the text, with its line end; a quoted cell may hold further lines."""

    cells: tuple[_Cell, ...]
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        return not any(cell.text for cell in self.cells)


@frozen
class _Column:
    """A column: the keys that lead to its value, and whether that is a list."""

    keys: tuple[str, ...]
    is_list: bool


def read_list(text: str, file: str, kind: Any, key: str) -> tuple[Row, list[PlacedProblem]]:
    """Return the values that a CSV holds, of a class or (kind `str`) texts under the heading `key`, and what is wrong."""
    records, problems = _scan(text, file)
    row = Row(_mark(file, 0, 0))
    if problems:
        return row, problems
    if not records:
        return row, [PlacedProblem(Place(file, 1, 1), "見出しの行がありません")]
    columns = list(_read_headings(records[0], kind, key, problems))
    for record in records[1:]:
        if record.is_blank:
            continue
        problems += _find_beyond(record, records[0])
        row.append(_read_record(record, columns, kind, problems))
        row.marks.append(record.cells[0].mark)
    return row, problems


def _scan(text: str, file: str) -> tuple[list[_Record], list[PlacedProblem]]:
    """Return the lines of a CSV, and the first thing that makes it none."""
    records: list[_Record] = []
    cells: list[_Cell] = []
    at = start = line = line_start = values = 0
    while at < len(text):
        found = _CELL.match(text, at)
        mark = _mark(file, line, at - line_start)
        end = _END.match(text, found.end()) if found else None
        if found is None or end is None:
            return records, [
                PlacedProblem(place_of(mark), '引用符（"）が閉じていません（中の"は""と書きます）')
            ]
        quoted, plain = found["quoted"], found["plain"]
        told = plain.strip(" \t") if quoted is None else quoted.replace('""', '"').replace("\r\n", "\n")
        if wrong := FORBIDDEN.search(told):
            what = f"使えない文字（U+{ord(wrong[0]):04X}）があります"
            return records, [PlacedProblem(place_of(mark), what)]
        cells.append(_Cell(told, mark))
        values += 1
        if values > MOST_VALUES:
            return records, [PlacedProblem(Place(file, 1, 1), TOO_MANY)]
        if quoted and "\n" in quoted:
            line += quoted.count("\n")
            line_start = text.rfind("\n", at, found.end()) + 1
        at = end.end()
        if end[0] != ",":
            records.append(_Record(tuple(cells), start, at))
            cells, start, line, line_start = [], at, line + 1, at
        elif at == len(text):
            cells.append(_Cell("", _mark(file, line, at - line_start)))
    if cells:
        records.append(_Record(tuple(cells), start, at))
    return records, []


def _mark(file: str, line: int, column: int) -> Mark:
    return yaml.Mark(file, 0, line, column, None, 0)


def _read_headings(
    record: _Record, kind: Any, key: str, problems: list[PlacedProblem]
) -> Iterator[_Column | None]:
    """Yield the column of each cell of the first line, None of one that is none."""
    seen: set[str] = set()
    for cell in record.cells:
        column = _find_column(cell.text, kind, key)
        if column is None and cell.text:
            known = _list_columns(kind, key)
            near = hint(cell.text, known) or f"（使える列: {', '.join(known)}）"
            what = f"列「{reveal(clip(cell.text))}」はありません{near}"
            problems.append(PlacedProblem(place_of(cell.mark), what))
        elif cell.text in seen:
            problems.append(PlacedProblem(place_of(cell.mark), f"列「{cell.text}」が2度あります"))
        yield None if cell.text in seen else column
        seen.add(cell.text)


def _find_column(heading: str, kind: Any, key: str) -> _Column | None:
    """Return the column that a heading names: a key, or keys with dots between them."""
    if kind is str:
        return _Column((), is_list=False) if heading == key else None
    first, _, inner = heading.partition(".")
    told = _types(kind).get(first)
    if told is None:
        return None
    each = get_args(told)[0] if get_origin(told) is tuple else None
    if not inner:
        is_plain = not attrs.has(told) and each not in KEYED_BY
        return _Column((first,), is_list=each is not None) if is_plain else None
    if each in KEYED_BY:
        name, _, deeper = inner.partition(".")
        below = _find_column(deeper, each, key) if deeper else _Column((), is_list=False)
        return below and _Column((first, name, *below.keys), below.is_list)
    below = _find_column(inner, told, key) if attrs.has(told) else None
    return below and _Column((first, *below.keys), below.is_list)


@cache
def _types(kind: Hashable) -> Mapping[str, Any]:
    """Return the type of what each key of a class holds."""
    named: Any = kind
    hints = get_type_hints(named)
    return {written_as(a): hints[a.name] for a in list_written(named)}


def _list_columns(kind: Any, key: str) -> list[str]:
    if kind is str:
        return [key]
    inner = {first: told for first, told in _types(kind).items() if attrs.has(told)}
    plain = [first for first in _types(kind) if _find_column(first, kind, key)]
    return plain + [f"{first}.{name}" for first, told in inner.items() for name in _list_columns(told, key)]


def _find_beyond(record: _Record, headings: _Record) -> Iterator[PlacedProblem]:
    for i, cell in enumerate(record.cells):
        if cell.text and (i >= len(headings.cells) or not headings.cells[i].text):
            yield PlacedProblem(
                place_of(cell.mark), f"見出しのない列に「{reveal(clip(cell.text))}」があります"
            )


def _read_record(
    record: _Record, columns: Sequence[_Column | None], kind: Any, problems: list[PlacedProblem]
) -> Plain:
    block = Block(record.cells[0].mark)
    for cell, column in zip(record.cells, columns, strict=False):
        if not cell.text or column is None:
            continue
        if kind is str:
            return cell.text
        here: Plain = block
        for step in column.keys[:-1]:
            if isinstance(here, Block) and step not in here:
                here.put(step, Block(cell.mark), (cell.mark, cell.mark))
            here = here[step] if isinstance(here, Block) else here
        if isinstance(here, Block) and column.keys[-1] not in here:
            here.put(column.keys[-1], _read_cell(cell, column), (cell.mark, cell.mark))
        else:
            problems.append(
                PlacedProblem(place_of(cell.mark), f"「{column.keys[-2]}」はこの行にもうあります")
            )
    return "" if kind is str else block


def _read_cell(cell: _Cell, column: _Column) -> Plain:
    if not column.is_list:
        return cell.text
    row = Row(cell.mark)
    row.extend(part.strip() for part in _BETWEEN.split(cell.text))
    row.marks.extend([cell.mark] * len(row))
    return row


# Writing.


def write_list(values: Sequence[Any], kind: Any, key: str) -> str:
    """Return the CSV of a list. Raises UnfitError where a cell cannot hold a value."""
    rows = [_flatten(value, kind, key) for value in values]
    headings = list(dict.fromkeys(heading for row in rows for heading in row)) or _list_columns(kind, key)
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    return "".join(_write_line(line) + "\n" for line in lines)


def edit_list(text: str, was: Sequence[Any], now: Sequence[Any], kind: Any, key: str) -> str:
    """Return the text of a CSV with `now` instead of `was`, its values: lines that stay are as they were typed.

    Raises UnfitError where a cell cannot hold a value, or where the text holds something else than `was`.
    """
    records, problems = _scan(text, "")
    held = [record for record in records[1:] if not record.is_blank]
    if problems or not records or len(held) != len(was):
        raise UnfitError
    headings = [cell.text for cell in records[0].cells]
    rows = [_flatten(value, kind, key) for value in now]
    before = [_as_key(value) for value in was]
    after = [_as_key(value) for value in now]
    new = list(
        dict.fromkeys(name for row, one in zip(rows, after, strict=True) if one not in before for name in row)
    )
    headings += [name for name in new if name not in headings]
    end = "\r\n" if "\r\n" in text else "\n"
    first = records[0]
    is_wider = len(headings) > len(first.cells)
    pieces = [_write_line(headings) + end if is_wider else text[: first.end]]
    at = first.end
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i, i_end, j, j_end in matcher.get_opcodes():
        if i_end > i:
            begin, stop = held[i].start, held[i_end - 1].end
            pieces.append(text[at : stop if what == "equal" else begin])
            at = stop
        if what != "equal":
            is_behind = i_end == i and at == len(text)
            pieces.append(end if is_behind and not text.endswith(("\n", "\r")) else "")
            pieces += [_write_line([row.get(name, "") for name in headings]) + end for row in rows[j:j_end]]
    return "".join([*pieces, text[at:]])


def _flatten(value: Any, kind: Any, key: str) -> dict[str, str]:
    """Return the cells of a value by their headings. Raises UnfitError."""
    if kind is str:
        return {key: _write_cell(value, is_list=False)}
    cells = dict(_flatten_inner(value, ()))
    told = {}
    for path, inner in cells.items():
        heading = ".".join(path)
        column = _find_column(heading, kind, key)
        if column is None or column.keys != path:
            raise UnfitError
        told[heading] = _write_cell(inner, is_list=column.is_list)
    return told


def _flatten_inner(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(value, dict):
        yield path, value
        return
    for key, inner in value.items():
        yield from _flatten_inner(inner, (*path, key))


def _write_cell(value: Any, *, is_list: bool) -> str:
    parts = value if is_list and isinstance(value, list) else [value]
    if not all(isinstance(part, str) and part for part in parts) or "\r" in "".join(parts):
        raise UnfitError
    if is_list and any(_BETWEEN.search(part) or part != part.strip() for part in parts):
        raise UnfitError
    told = ";".join(parts)
    if not told or _FORMULA.match(told):
        raise UnfitError
    return told


def _write_line(cells: Iterable[str]) -> str:
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell for cell in cells
    )


def _as_key(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
