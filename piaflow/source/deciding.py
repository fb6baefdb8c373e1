"""What a person decided put into what was read, wherever the document still has the words it was decided about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.names import fold
from piaflow.domain.span import Span
from piaflow.domain.visible import reveal
from piaflow.form.form import TICK, Cell, Filled
from piaflow.form.values import UNREAD_LINE, read_ticked
from piaflow.law.forms import BOXED, FieldKind
from piaflow.source.decisions import Decision, find_box
from piaflow.source.page import Line, Source
from piaflow.source.reading import Reading


@frozen
class Refused:
    """A decision that was not put in, and why: the document has other words now where it was decided."""

    decision: Decision
    why: str

    def __str__(self) -> str:
        """Where the file says so, of which field, and why it does not hold."""
        return f"{self.decision.place}: {self.decision.address}: {self.why}"


@frozen
class Decided:
    """What was read with what was decided: `held` are the decisions that its form has, `refused` those it has not."""

    reading: Reading
    held: tuple[Decision, ...]
    refused: tuple[Refused, ...]


def decide(reading: Reading, source: Source, decisions: Iterable[Decision], document: str) -> Decided:
    """Return a reading with the decisions in its form. `document` is the key that its lines are cited by."""
    printed = Printed(source)
    held: list[Decision] = []
    refused: list[Refused] = []
    for decision in decisions:
        why = printed.find_change(decision)
        if why:
            refused.append(Refused(decision, why))
        else:
            held.append(decision)
    return Decided(_put_in(reading, held, document), tuple(held), tuple(refused))


def _put_in(reading: Reading, held: Sequence[Decision], document: str) -> Reading:
    cells = {cell.address: cell for cell in reading.form.cells}
    for decision in held:
        cell = cells.get(decision.address, Cell(decision.address))
        cells[decision.address] = evolve(cell, filled=_fill(decision, cell, document))
    form = evolve(reading.form, cells=tuple(sorted(cells.values(), key=lambda cell: cell.address)))
    decided = {decision.address for decision in held}
    return evolve(
        reading,
        form=form,
        doubtful=tuple(value for value in reading.doubtful if value.address not in decided),
        homeless=tuple(words for words in reading.homeless if not any(_has(one, words) for one in held)),
    )


def _has(decision: Decision, words: Sequence[Line]) -> bool:
    """Whether a decision gives some words without a field to its own."""
    there = all(decision.first <= line.number <= decision.last for line in words)
    return there and all(fold(line.text) in fold(decision.text) for line in words)


def _fill(decision: Decision, cell: Cell, document: str) -> Filled:
    spans = (Span(document, decision.first, decision.last),)
    if decision.boxes:
        return _tick(decision, cell, spans)
    if decision.text:
        return Filled(decision.text, spans, decided=True)
    # Nothing stands there: of boxes that says that none is ticked, of words that there are none.
    return Filled("", spans, told=cell.field.kind in BOXED, decided=True)


def _tick(decision: Decision, cell: Cell, spans: tuple[Span, ...]) -> Filled:
    """The boxes of a field: the decided ones as decided, the others as they were read."""
    names = cell.field.boxes
    states = {name: (Certainty.NO if cell.filled.told else Certainty.UNKNOWN, name) for name in names}
    states |= {name: (Certainty.UNKNOWN, name) for name in cell.filled.unread}
    ticked = ((find_box(written, names), written) for written in read_ticked(cell))
    states |= {name: (Certainty.YES, written) for name, written in ticked if name}
    for written, state in decision.boxes:
        name = find_box(written, names)
        if name:
            states[name] = state, written
    unit = "件" if cell.field.kind is FieldKind.CHOICES_AND_COUNT else ""
    lines = [
        f"{TICK}{written}{unit if written.endswith('）') and written != name else ''}"
        for name, (state, written) in states.items()
        if state is Certainty.YES
    ]
    unread = tuple(name for name, (state, _) in states.items() if state is Certainty.UNKNOWN)
    if unread:
        lines.append(f"{UNREAD_LINE}{'、'.join(unread)}）")
    return Filled("\n".join(lines), spans, told=len(unread) < len(names), unread=unread, decided=True)


class Printed:
    """The words of a document by their lines."""

    def __init__(self, source: Source) -> None:
        """Gather the lines under their numbers; in a table several cells stand in one."""
        self._lines: dict[int, list[str]] = {}
        for line in source.lines:
            self._lines.setdefault(line.number, []).append(line.text.strip())

    def find_words(self, first: int, last: int) -> str:
        """Return the words of some lines on one line, as a reader sees them."""
        return reveal(
            " ".join(self._find_line(number) for number in range(first, last + 1) if number in self._lines)
        )

    @property
    def lines(self) -> Mapping[int, str]:
        """The words of each line."""
        return {number: self._find_line(number) for number in sorted(self._lines)}

    def find_change(self, decision: Decision) -> str:
        """Return how the words at the lines of a decision are others than they were, "" where they are the same."""
        now, was = (
            self.find_words(decision.first, min(decision.last, self._last)),
            fold(reveal(decision.words)),
        )
        if fold(now) == was:
            return ""
        moved = self._find_moved(was)
        if moved:
            return f"{decision.lines}行にあった言葉は、今は{moved}行にあります（欄を確かめて at を直します）"
        return f"{decision.lines}行の言葉が変わりました（決めたとき「{_clip(decision.words)}」、今「{_clip(now)}」）"

    @property
    def _last(self) -> int:
        return max(self._lines, default=0)

    def _find_line(self, number: int) -> str:
        return " ".join(self._lines[number])

    def _find_moved(self, words: str) -> str:
        """The lines on which the same words stand now, where this is one place."""
        if not words:
            return ""
        numbers = sorted(self._lines)
        folded = [fold(reveal(self._find_line(number))) for number in numbers]
        ends = [0]
        for text in folded:
            ends.append(ends[-1] + len(text))
        whole = "".join(folded)
        at = whole.find(words)
        if at < 0 or whole.find(words, at + 1) >= 0:
            return ""
        inside = [
            n
            for n, end, begin in zip(numbers, ends[1:], ends, strict=False)
            if begin < at + len(words) and end > at
        ]
        return str(inside[0]) if inside[0] == inside[-1] else f"{inside[0]}-{inside[-1]}"


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 40
"""Characters of the words of a decision that a message shows."""
