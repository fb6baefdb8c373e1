"""Which choice a page marks, and which boxes it ticks: selected among what the form offers, never guessed.

A choice stands alone in its brackets, while those that the form offers are numbered. Boxes of a text layer come
apart: 「[ ○」 may stand on another line than 「] 専用線」. Such a box is read where no ○ of the page is without
its choice, or where the bracket stands at the end of the line of its left neighbour in the printed row; else it
is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.law.forms import FormField
from piaflow.law.printed_form import list_box_rows
from piaflow.source.keys import make_key, squeeze
from piaflow.source.page import TICK, Line

_OFFERED = re.compile(r"\d{1,2}\)$")
_STARTS = ("", "[")
_REVERSED = "]", "["
"""What stands before and after a choice where a layer gives its brackets the wrong way round."""
_ENDS = re.compile(r"$|[\[\]<]|\d{1,2}\)|\(")
_PARTS = re.compile(r"([\[\]])")
CIRCLES = "○〇◯"
FILLS = "●◎レ✓✔☑■"
TICKS = CIRCLES + FILLS
"""Signs of a ticked box; those that fill it are none outside of a bracket."""
_FILLED = (*TICKS, "o", "O")
_OPENER = re.compile(rf"\[\s*(?P<mark>[{TICKS}]?)\s*$")
_BESIDE = re.compile(r"\((?P<beside>[^()]*(?:\([^()]*\)[^()]*)*)")


@frozen
class Selected:
    """A choice that stands alone on a line: which, and where."""

    choice: str
    line: int


@frozen
class Box:
    """A box as a line prints it. `box` is UNKNOWN where the line has lost its bracket."""

    name: str
    box: Certainty
    line: int


def find_selected(text: str, line: int, choices: Sequence[str]) -> list[Selected]:
    """Return the choices that stand alone on a line, in its order; of choices within each other the longest."""
    key = squeeze(text.replace(TICK, ""))
    taken = [False] * len(key)
    found: list[tuple[int, Selected]] = []
    for choice in sorted(choices, key=len, reverse=True):
        words = squeeze(choice)
        at = key.find(words)
        while at >= 0:
            end = at + len(words)
            if not any(taken[at:end]):
                taken[at:end] = [True] * len(words)
                before = key[at - 1 : at] if at else ""
                is_alone = before in _STARTS and bool(_ENDS.match(key, end))
                is_alone = is_alone or (before, key[end : end + 1]) == _REVERSED
                if not _OFFERED.search(key[:at]) and is_alone:
                    found.append((at, Selected(choice, line)))
            at = key.find(words, end)
    return [selected for _, selected in sorted(found, key=lambda told: told[0])]


def is_part(text: str, choices: Sequence[str]) -> bool:
    """Whether a line is a part of a choice that is wrapped between its brackets."""
    key = squeeze(text.replace(TICK, "")).strip("[]")
    return len(key) >= _LEAST_PART and any(key in squeeze(choice) for choice in choices)


_LEAST_PART = 4
"""Characters by which a part of a choice is known."""


def find_boxes(text: str, line: int, ticks: Sequence[bool | None] = ()) -> list[Box]:
    """Return the boxes of a line with what stands after each, in its order.

    `ticks` are the states of the boxes that are no characters.

    A bracket that closes without one that opens has lost its mark, but for a ○ that stands before it.
    """
    parts = _PARTS.split(_show_ticks(make_key(text), ticks))
    boxes: list[Box] = []
    for i, part in enumerate(parts):
        if part != "]":
            continue
        inside, name = parts[i - 1].strip(), parts[i + 1].strip()
        opened = i >= _OPENED and parts[i - _OPENED] == "["
        if inside in _FILLED or (not opened and inside.endswith(tuple(CIRCLES))):
            box = Certainty.YES
        else:
            box = Certainty.NO if opened and not inside else Certainty.UNKNOWN
        if i + 2 < len(parts) and parts[i + 2] == "]":
            name = name.rstrip(CIRCLES).strip()
        if name:
            boxes.append(Box(name, box, line))
    return boxes


def unwrap_boxes(lines: Iterable[Line], names: Sequence[str], *, in_cell: bool) -> list[Line]:
    """Return the lines with the name of a box whole that goes on in the next line.

    In a cell the whole name may stand there, below its bracket; and what is written beside a box goes on until its
    bracket is closed.
    """
    keys = [squeeze(name) for name in names]
    whole: list[Line] = []
    last = 0
    for line in lines:
        begun = _BEGUN.search(make_key(whole[-1].text)) if whole and line.number == last + 1 else None
        last = line.number
        if (
            begun
            and not _BOXED.search(line.text)
            and (
                _goes_on(squeeze(begun[1]), squeeze(line.text), keys, in_cell=in_cell)
                or (in_cell and begun[1].count("(") > begun[1].count(")"))
            )
        ):
            whole[-1] = evolve(whole[-1], text=f"{whole[-1].text.rstrip()}{line.text.strip()}")
        else:
            whole.append(line)
    return whole


def join_asides(
    lines: Sequence[Line], pieces: Sequence[Sequence[Line]], names: Sequence[str]
) -> tuple[list[Line], Mapping[int, tuple[Line, ...]]]:
    """Return the lines with what a layer has parted from the box beside which it is written, and by line what that was.

    `names` are the choices beside which the form prints brackets. Words that only close a bracket are those of the
    one ticked box whose bracket is open, words that open one those of the one ticked box that has none.
    """
    ends = [_find_end(line, names) for line in lines]
    joined: dict[int, tuple[Line, ...]] = {}
    whole = list(lines)
    for is_open in (True, False):
        boxes = [at for at, end in enumerate(ends) if end is is_open]
        asides = [piece for piece in pieces if _closes_alone(piece) is is_open]
        if len(boxes) == len(asides) == 1:
            (at,), (piece,) = boxes, asides
            words = "".join(line.text.strip() for line in piece).strip("（）() 　")
            whole[at] = evolve(lines[at], text=f"{lines[at].text.rstrip().rstrip('（(')} （ {words} ）")
            joined[lines[at].number] = tuple(piece)
    return whole, joined


def _find_end(line: Line, names: Sequence[str]) -> bool | None:
    """Whether the bracket beside the last box of a line is open; None where it is closed, or the box is not ticked."""
    boxes = find_boxes(line.text, line.number, line.ticks)
    if not boxes or boxes[-1].box is not Certainty.YES:
        return None
    written = squeeze(boxes[-1].name)
    hit = max((squeeze(name) for name in names if written.startswith(squeeze(name))), key=len, default=None)
    rest = None if hit is None else written[len(hit) :]
    return {"": False, "(": True}.get(rest) if rest is not None else None


def _closes_alone(piece: Sequence[Line]) -> bool:
    """Whether words close a bracket that they have not opened."""
    key = "".join(line.key for line in piece).strip()
    return key.endswith(")") and not key.startswith("(")


def _goes_on(begun: str, more: str, names: Sequence[str], *, in_cell: bool) -> bool:
    """Whether what a line begins and what the next has are the name of one box, which neither is by itself."""
    if not more or begun in names or not (begun or in_cell):
        return False
    return any(
        name.startswith(begun) and (name.startswith(begun + more) or (begun + more).startswith(name))
        for name in names
    )


_BEGUN = re.compile(rf"(?:\]|{re.escape(TICK)})([^\[\]{re.escape(TICK)}]*)$")
_BOXED = re.compile(rf"[\[\]［］{re.escape(TICK)}]")


def _show_ticks(key: str, ticks: Sequence[bool | None]) -> str:
    """A line with its check boxes as brackets: [○] and [], and [?] where the source does not tell the state."""
    states = iter(ticks)
    shown = _TICKED.sub(lambda _: f"[{_SHOWN[next(states, None)]}]", key)
    return shown.replace("[[", "[").replace("]]", "]")


_TICKED = re.compile(re.escape(TICK))
_SHOWN: Mapping[bool | None, str] = {True: "○", False: "", None: "?"}
_OPENED = 2
"""Parts back from a bracket that closes: the one that opens, over what stands between them."""


@frozen
class Openers:
    """The brackets of a page that have lost their choice: those with ○, those without, and ○ that stand alone."""

    ticked: int
    empty: int
    alone: int
    right_of: Mapping[str, Sequence[Certainty]]
    """By the left neighbour on whose line the bracket stands; "" for those that stand alone on a line."""

    def spend(self, boxes: Sequence[Certainty]) -> Openers:
        """Return those that are left when it is known which boxes some of them are of."""
        ticked = self.ticked - boxes.count(Certainty.YES)
        return evolve(self, ticked=ticked, empty=self.empty - boxes.count(Certainty.NO))

    def take(self, marks: Sequence[Certainty]) -> Openers:
        """Return those that are left without some that stand alone on a line."""
        alone = list(self.right_of.get("", ()))
        for mark in marks:
            alone.remove(mark)
        return evolve(self.spend(marks), right_of={**self.right_of, "": alone})

    def find_right_of(self, left: str) -> list[Certainty]:
        """The brackets to the right of a choice, whatever is written beside that; of "" those that stand alone."""
        key = squeeze(left)
        return [
            box
            for name, boxes in self.right_of.items()
            if name == key or (key and name.startswith(f"{key}("))
            for box in boxes
        ]


def find_openers(lines: Iterable[str]) -> Openers:
    """Return the brackets that open a box whose choice stands elsewhere."""
    ticked = empty = alone = 0
    right_of: dict[str, list[Certainty]] = {}
    for text in lines:
        key = make_key(text).strip()
        if key in tuple(CIRCLES):
            alone += 1
        opener = _OPENER.search(key)
        if opener is None:
            continue
        box = Certainty.YES if opener["mark"] else Certainty.NO
        ticked += box is Certainty.YES
        empty += box is Certainty.NO
        named = find_boxes(key[: opener.start()], 0)
        if named:
            right_of.setdefault(squeeze(named[-1].name), []).append(box)
        elif not key[: opener.start()].strip():
            right_of.setdefault("", []).append(box)
    return Openers(ticked, empty, alone, right_of)


def is_opener(text: str) -> bool:
    """Return whether a line is a bracket that opens a box, and nothing else."""
    return bool(_OPENER.fullmatch(make_key(text).strip()))


def find_opener(text: str) -> Certainty | None:
    """Return what stands in the bracket with which a line ends, whose choice stands elsewhere; None for no such."""
    opener = _OPENER.search(make_key(text).strip())
    return None if opener is None else Certainty.YES if opener["mark"] else Certainty.NO


def find_left(field: FormField, choice: str, openers: Openers) -> str:
    """Return the box that the form prints to the left of another, "" for none.

    Of boxes that the form has one below the other a layer may print two on one line: that ends in a bracket then.
    """
    pairs = [pair for row in list_box_rows(field) for pair in pairwise(row)]
    pairs += [pair for pair in pairwise(field.boxes) if openers.find_right_of(pair[0])]
    return next((left for left, right in pairs if right == choice), "")


def find_beside(left: str, openers: Openers, *, alike: int) -> Certainty | None:
    """Return what the bracket shows that stands to the right of a box, where the box there has lost its own.

    `alike` counts the boxes of the same choice that have lost theirs. An empty bracket is no empty box where a ○ of
    the page stands alone: it may have stood in it.
    """
    beside = openers.find_right_of(left)
    if len(beside) != alike or len(set(beside)) != 1 or (openers.alone and beside[0] is Certainty.NO):
        return None
    return beside[0]


def settle(box: Box, left: str, openers: Openers, *, lost: int, alike: int) -> Box:
    """Return a box that has lost its bracket with its state, where the page tells it.

    `left` is the box to the left of it in print, `lost` counts the boxes of the page that have lost their brackets.
    """
    if box.box is not Certainty.UNKNOWN:
        return box
    beside = find_beside(left, openers, alike=alike)
    if beside is not None:
        return evolve(box, box=beside)
    if not openers.ticked and not openers.alone and openers.empty >= lost:
        return evolve(box, box=Certainty.NO)
    return box


def find_choice(box: Box, names: Sequence[str]) -> tuple[str, str] | None:
    """Return the choice that a box is of, and what is written beside it; None where it is none of them."""
    written = squeeze(box.name)
    fitting = [name for name in names if written.startswith(squeeze(name))]
    if not fitting:
        return None
    name = max(fitting, key=len)
    if written == squeeze(name):
        return name, ""
    rest = _BESIDE.search(box.name, len(name.partition("（")[0]) if "（" not in name else 0)
    beside = rest["beside"].strip() if rest and not squeeze(name).endswith(")") else ""
    is_more = written.startswith(squeeze(name) + "(")
    return (name, beside) if is_more else None
