"""How a value stands in a field: written as the form prints it, and read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, CountKind, MainItem, Means, SourceKind
from piaflow.domain.entries import Count, MeansBox, SourceBox
from piaflow.domain.items import ItemList
from piaflow.domain.names import INVISIBLE, find_name_fault, fold
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.domain.span import Span, collect_spans
from piaflow.form.form import TICK, Cell, Filled
from piaflow.law.eras import parse_date, print_date

_UNKNOWN = "不明"
UNREAD_LINE = f"（{_UNKNOWN}: "
"""How the line begins that names the boxes which a document does not show."""
_PRINTED: Mapping[Enum, str] = {
    MainItem.FOUR: "4情報（氏名、性別、生年月日、住所）",
    MainItem.CONTACT: "連絡先（電話番号等）",
}
"""主な記録項目 whose choice the form prints longer than it is called elsewhere."""

_NO_NAMES = frozenset(map(fold, ("", "未定", "なし", "無し", "該当なし", "不明", "非公表", "-")))
"""What stands where a name is asked and is none."""

NOTHING = Filled()
"""What stands in a field of which nobody tells."""

_E = TypeVar("_E", bound=Enum)


@frozen
class Boxes:
    """印: the choices of a field of several boxes, with what each box shows, and the lines of those that tell theirs."""

    shown: tuple[tuple[str, Certainty], ...]
    spans: tuple[Span, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """The choices whose boxes a document does not show."""
        return tuple(name for name, box in self.shown if box is Certainty.UNKNOWN)

    def __str__(self) -> str:
        """The ticked choices one below the other; what a document does not show stands below as 不明."""
        ticked = [f"{TICK}{name}" for name, box in self.shown if box is Certainty.YES]
        return lines([*ticked, f"{UNREAD_LINE}{'、'.join(self.unread)}）" if self.unread else ""])


@frozen
class Writing:
    """書き方: how a kind of value is written into a field, and what a cell of such a field tells.

    A cell may tell more than the value can say: whoever reads compares what the value prints with the cell.
    """

    write: Callable[[Any], str | Boxes]
    read: Callable[[Cell], Any]


def fill(told: str | Boxes, spans: tuple[Span, ...]) -> Filled:
    """Return what fills a field with a text or boxes; the lines count only where there is something to read."""
    if isinstance(told, str):
        return Filled(told, spans, told=True) if told else NOTHING
    read = len(told.unread) < len(told.shown)
    return Filled(str(told), (told.spans or spans) if told.shown else (), read, told.unread)


def lines(texts: Iterable[str]) -> str:
    """Return the texts one below the other, empty ones left out."""
    return "\n".join(text for text in texts if text)


def choice(value: Enum) -> str:
    """Return the printed choice, "" where the document does not show it."""
    return "" if value.value == _UNKNOWN else str(value.value)


def yes_or_no(value: Certainty, yes: str, no: str) -> str:
    """Return the printed choice for a yes or no, "" where it is unknown."""
    return {Certainty.YES: yes, Certainty.NO: no, Certainty.UNKNOWN: ""}[value]


def name_beside(printed: str, name: str) -> str:
    """Return a choice with what is written beside it: その他（窓口）."""
    return f"{printed}（{name}）" if name else printed


def read_ticked(cell: Cell) -> tuple[str, ...]:
    """Return the choices whose boxes are ticked, with what is written beside them."""
    return tuple(x.removeprefix(TICK) for x in cell.text.splitlines() if x.startswith(TICK))


def _print_day(text: str) -> str:
    """Return a day as the forms print it (令和4年7月8日); what is no day stays as it is written."""
    found = parse_date(text)
    return print_date(found) if found else text


def _read_day(cell: Cell) -> str:
    found = parse_date(cell.text)
    return found.isoformat() if found else ""


def _read_name(cell: Cell) -> str:
    """Return a name; "" for words of several lines, and for those that say that there is none yet."""
    named = fold(cell.text) not in _NO_NAMES and not find_name_fault(cell.text)
    return cell.text if named and not INVISIBLE.search(cell.text) else ""


def _read_lines(cell: Cell) -> tuple[str, ...]:
    return tuple(cell.text.splitlines())


def _write_records(records: ItemList) -> str:
    return lines([*records.names, "" if records.complete else "等"] if records.names else [])


TEXT = Writing(str, lambda cell: cell.text)
NAME = Writing(str, _read_name)
LINES = Writing(lines, _read_lines)
DAY = Writing(_print_day, _read_day)
RECORDS = Writing(_write_records, lambda cell: ItemList.parse(_read_lines(cell)))


def one_of(kind: type[_E]) -> Writing:
    """Return how one choice of several stands: of those that a cell begins with the longest, as 様式2 adds （任意実施）."""

    def read(cell: Cell) -> _E:
        fitting = [member for member in kind if cell.text.startswith(member.value)]
        return max(fitting, key=lambda member: len(member.value), default=kind(_UNKNOWN))

    return Writing(choice, read)


def yes_no(yes: str, no: str) -> Writing:
    """Return how a yes or no stands; any other word (未定) is neither."""

    def read(cell: Cell) -> Certainty:
        return {yes: Certainty.YES, no: Certainty.NO}.get(cell.text, Certainty.UNKNOWN)

    return Writing(lambda value: yes_or_no(value, yes, no), read)


def _boxes_of(kind: type[_E], make: Callable[..., Any], tell: Callable[[Any], _E]) -> Writing:
    """Return how boxes stand that bear a choice each, and a name beside it."""

    def write(boxes: Iterable[Any]) -> Boxes:
        told = tuple(boxes)
        shown = tuple((name_beside(_print(tell(box)), box.name), box.box) for box in told)
        return Boxes(shown, collect_spans(told))

    return Writing(write, lambda cell: tuple(make(*told) for told in read_boxes(cell, kind)))


def read_boxes(cell: Cell, kind: type[_E]) -> tuple[tuple[_E, Certainty, str], ...]:
    """Return what each box shows and what stands beside it, in the order of print, names of their own behind.

    A printed box that is neither ticked nor unread was empty; of a choice that the field does not print nothing is told.
    """
    shown: dict[_E, tuple[Certainty, str]] = {}
    for box, names in ((Certainty.YES, read_ticked(cell)), (Certainty.UNKNOWN, cell.filled.unread)):
        for name in names:
            found = _find_choice(kind, name)
            if found:
                shown[found[0]] = (box, found[1])
    printed = [found[0] for name in cell.field.boxes if (found := _find_choice(kind, name))]
    if cell.filled.told:
        shown |= {member: (Certainty.NO, "") for member in printed if member not in shown}
    order = dict.fromkeys((*printed, *shown))
    return tuple((member, *shown[member]) for member in order if member in shown)


def _print(member: Enum) -> str:
    return _PRINTED.get(member, str(member.value))


def _find_choice(kind: type[_E], written: str) -> tuple[_E, str] | None:
    """Return the choice, and what is written beside it: その他（窓口）."""
    for member in kind:
        printed = _print(member)
        if written == printed:
            return member, ""
        if written.startswith(f"{printed}（") and written.endswith("）"):
            return member, written[len(printed) + 1 : -1]
    return None


MEANS = _boxes_of(Means, MeansBox, lambda box: box.means)
SOURCES = _boxes_of(SourceKind, SourceBox, lambda box: box.kind)
MAIN_ITEMS = _boxes_of(MainItem, MainItemBox, lambda box: box.item)


def _write_connections(connects: Iterable[Connection]) -> Boxes:
    """Return the boxes of the connections; those that the form does not print stand in その他."""
    printed = {value.value for value in ConnectionChoice}
    told = list(connects)
    known = [(c.name, c.box) for c in told if c.name in printed]
    others = "、".join(c.name for c in told if c.name not in printed and c.box is Certainty.YES)
    other = [(name_beside(ConnectionChoice.OTHER.value, others), Certainty.YES)] if others else []
    return Boxes((*known, *other), collect_spans(told))


def _read_connections(cell: Cell) -> tuple[Connection, ...]:
    found: dict[str, Certainty] = {}
    for printed, box, beside in read_boxes(cell, ConnectionChoice):
        others = beside.split("、") if beside else [printed.value]
        found |= dict.fromkeys(others, box)
    return tuple(Connection(name, box) for name, box in found.items())


CONNECTIONS = Writing(_write_connections, _read_connections)

_ENTRUSTED = re.compile(r"(委託する|委託しない)(?:（(\d+)件）)?")
_HANDED_OVER = re.compile(rf"{TICK}(提供|移転)を行っている（(\d*)）件")
_NOT_HANDED_OVER = f"{TICK}行っていない"
_HANDOVERS = (CountKind.PROVISIONS, CountKind.TRANSFERS)


def pick(counts: Iterable[Count], *kinds: CountKind) -> tuple[Count, ...]:
    """Return the counts of these kinds."""
    return tuple(count for kind in kinds for count in counts if count.kind is kind)


def write_entrusted(counts: Sequence[Count]) -> str:
    """Return the choice of 委託の有無 and its number: 委託する（3件）."""
    for count in counts:
        number = f"（{count.count}件）" if count.count >= 0 else ""
        return f"{yes_or_no(count.done, '委託する', '委託しない')}{number}"
    return ""


def write_handed_over(counts: Sequence[Count]) -> str:
    """Return the boxes of 提供・移転の有無: ［○］提供を行っている（58）件."""
    done = [count for count in counts if count.done is Certainty.YES or count.count > 0]
    if done:
        return lines(
            f"{TICK}{count.kind.value}を行っている（{count.count if count.count >= 0 else ''}）件"
            for count in done
        )
    return _NOT_HANDED_OVER if does_not(counts, *_HANDOVERS) else ""


def does_not(counts: Iterable[Count], *kinds: CountKind) -> bool:
    """Whether the document says of each of these kinds that there is none."""
    return {count.kind for count in counts if count.done is Certainty.NO} >= set(kinds)


def _read_entrusted(cell: Cell) -> tuple[Count, ...]:
    found = _ENTRUSTED.fullmatch(cell.text)
    if not found:
        return ()
    done = Certainty.YES if found[1] == "委託する" else Certainty.NO
    return (Count(CountKind.ENTRUSTMENTS, done, int(found[2] or -1), cell.spans),)


def _read_handed_over(cell: Cell) -> tuple[Count, ...]:
    if cell.text == _NOT_HANDED_OVER:
        return tuple(Count(kind, Certainty.NO, spans=cell.spans) for kind in _HANDOVERS)
    told = _HANDED_OVER.findall(cell.text)
    return tuple(
        Count(CountKind(kind), Certainty.YES, int(number or -1), cell.spans) for kind, number in told
    )


ENTRUSTED = Writing(write_entrusted, _read_entrusted)
HANDED_OVER = Writing(write_handed_over, _read_handed_over)
