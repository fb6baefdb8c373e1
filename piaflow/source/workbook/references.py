"""References of cells: A1 as column and row, and what becomes of those in formulas and ranges when rows are added."""

from __future__ import annotations

import re

from attrs import frozen

from piaflow.source.page import Rectangle

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TOKENS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?<![\w.$])(?P<sheet>'(?:[^']|'')+'!|[^\s'"(),+\-*/^&=<>{};:!]+!)?
     (?:(?P<one>\$?[A-Za-z]{1,3}\$?\d{1,7})(?::(?P<other>\$?[A-Za-z]{1,3}\$?\d{1,7}))?
       |(?P<top>\$?\d{1,7}):(?P<bottom>\$?\d{1,7}))(?![\w(.!])""",
    re.VERBOSE,
)
_ACROSS = re.compile(r"[\w\]']:[\w\[' ]+'?!")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_ROW = re.compile(r"\d+$")


def to_place(reference: str) -> tuple[int, int] | None:
    """Return column and row of a reference, None where it is none."""
    found = _PLACE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return column, int(found[2])


def to_reference(column: int, row: int) -> str:
    """Return the reference of a column and a row: 28, 3 is AB3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def to_range(area: Rectangle) -> str:
    """Return the reference of a rectangle, the last column and row of which are not in it."""
    first = to_reference(int(area.left), int(area.top))
    last = to_reference(int(area.right) - 1, int(area.bottom) - 1)
    return first if first == last else f"{first}:{last}"


@frozen
class Insertion:
    """Rows added to a sheet before the row `at`: `times` copies of the rows from `first` to `last`, which stand above."""

    sheet: str
    first: int
    last: int
    at: int
    times: int

    @property
    def height(self) -> int:
        """How many rows one copy has."""
        return self.last - self.first + 1

    @property
    def count(self) -> int:
        """How many rows are added."""
        return self.height * self.times

    def move(self, row: int) -> int:
        """Return where a row stands afterwards."""
        return row + self.count if row >= self.at else row

    def move_range(self, first: int, last: int, *, grows: bool = False) -> tuple[int, int]:
        """Return where rows stand afterwards; a range that ends where the rows are added reaches over them if it `grows`."""
        return self.move(first), self.move(last) + (self.count if grows and last == self.at - 1 else 0)

    def move_list(self, ranges: str) -> str:
        """Return a list of ranges of the sheet (sqref): what holds of rows that are copied holds of their copies."""
        told: list[str] = []
        for one in ranges.split():
            parts = [to_place(part) for part in one.split(":")]
            if None in parts:
                told.append(one)  # whole columns
                continue
            (left, top), (right, bottom) = ((part or (0, 0)) for part in (parts * 2)[:2])
            new_top, new_bottom = self.move_range(top, bottom)
            told.append(_join(left, new_top, right, new_bottom))
            begin, end = max(top, self.first), min(bottom, self.last)
            if begin <= end and bottom < self.at:
                starts = (self.at + n * self.height + begin - self.first for n in range(self.times))
                told += (_join(left, start, right, start + end - begin) for start in starts)
        return " ".join(dict.fromkeys(told))

    def move_formula(self, formula: str, own: str, *, grows: bool = False) -> str:
        """Return a formula of the sheet `own` after the rows are added."""

        def move(found: re.Match[str]) -> str:
            if found["text"] is not None or _name(found["sheet"], own) != self.sheet:
                return found[0]
            first, last = found["one"] or found["top"], found["other"] or found["bottom"]
            rows = [int(_row(part)) for part in (first, last) if part]
            if len(rows) == 1:
                moved = [self.move(rows[0])]
            else:
                low, high = self.move_range(min(rows), max(rows), grows=grows)
                moved = [low, high] if rows[0] <= rows[1] else [high, low]
            put = (_ROW.sub(str(row), part) for part, row in zip((first, last), moved, strict=False))
            return (found["sheet"] or "") + ":".join(put)

        return _TOKENS.sub(move, formula)


def goes_across(formula: str) -> bool:
    """Return whether a formula goes across sheets as through a stack, which cannot be moved."""
    return bool(_ACROSS.search(_QUOTED.sub("", formula)))


def _row(reference: str) -> str:
    found = _ROW.search(reference)
    return found[0] if found else "0"


def _name(written: str | None, own: str) -> str:
    if not written:
        return own
    name = written.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _join(left: int, top: int, right: int, bottom: int) -> str:
    return to_range(Rectangle(left, top, right + 1, bottom + 1))
