"""How values are written into a field: boxes, lists, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, CountKind, MainItem
from piaflow.domain.entries import Count, MeansBox, SourceBox
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.domain.span import Span
from piaflow.form.form import Filled
from piaflow.law.eras import parse_date, print_date

_UNKNOWN = "不明"
PRINTED: Mapping[Enum, str] = {
    MainItem.FOUR: "4情報（氏名、性別、生年月日、住所）",
    MainItem.CONTACT: "連絡先（電話番号等）",
}
"""主な記録項目 whose choice the form prints longer than it is called elsewhere."""


def lines(texts: Iterable[str]) -> str:
    """Return the texts one below the other, empty ones left out."""
    return "\n".join(text for text in texts if text)


def choice(value: Enum) -> str:
    """Return the printed choice, "" where the document does not show it."""
    return "" if value.value == _UNKNOWN else str(value.value)


def day(text: str) -> str:
    """Return a day as the forms print it (令和4年7月8日); what is no day stays as it is written."""
    found = parse_date(text)
    return print_date(found) if found else text


@frozen
class Boxes:
    """印: the choices of a field of several boxes, with what each box shows."""

    shown: tuple[tuple[str, Certainty], ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """The choices whose boxes a document does not show."""
        return tuple(name for name, box in self.shown if box is Certainty.UNKNOWN)

    def __str__(self) -> str:
        """The ticked choices one below the other; what a document does not show stands below as 不明."""
        ticked = [f"［○］{name}" for name, box in self.shown if box is Certainty.YES]
        return lines([*ticked, f"（{_UNKNOWN}: {'、'.join(self.unread)}）" if self.unread else ""])


def fill(told: str | Boxes, spans: tuple[Span, ...]) -> Filled:
    """Return what fills a field with a text or boxes; the lines count only where there is something to read."""
    if isinstance(told, str):
        return Filled(told, spans if told else ())
    read = len(told.unread) < len(told.shown)
    return Filled(str(told), spans if told.shown else (), read, told.unread)


def means(boxes: Iterable[MeansBox]) -> Boxes:
    """Return the boxes of 方法."""
    return _boxes((name_beside(box.means.value, box.name), box.box) for box in boxes)


def sources(boxes: Iterable[SourceBox]) -> Boxes:
    """Return the boxes of 入手元."""
    return _boxes((name_beside(box.kind.value, box.name), box.box) for box in boxes)


def main_items(boxes: Iterable[MainItemBox]) -> Boxes:
    """Return the boxes of 主な記録項目."""
    return _boxes((name_beside(PRINTED.get(box.item, box.item.value), box.name), box.box) for box in boxes)


def connections(connects: Iterable[Connection]) -> Boxes:
    """Return the boxes of the connections; those that the form does not print stand in その他."""
    printed = {value.value for value in ConnectionChoice}
    known = [(c.name, c.box) for c in connects if c.name in printed]
    others = [c.name for c in connects if c.name not in printed and c.box is Certainty.YES]
    return _boxes([*known, *([(f"その他（{'、'.join(others)}）", Certainty.YES)] if others else [])])


def name_beside(printed: str, name: str) -> str:
    """Return a choice with what is written beside it: その他（窓口）."""
    return f"{printed}（{name}）" if name else printed


def _boxes(boxes: Iterable[tuple[str, Certainty]]) -> Boxes:
    return Boxes(tuple(boxes))


def entrusted(count: Count | None) -> str:
    """Return the choice of 委託の有無 and its number: 委託する（3件）."""
    if count is None:
        return ""
    number = f"（{count.count}件）" if count.count >= 0 else ""
    return f"{yes_or_no(count.done, '委託する', '委託しない')}{number}"


def handed_over(counts: Sequence[Count]) -> str:
    """Return the boxes of 提供・移転の有無: ［○］提供を行っている（58）件."""
    done = [count for count in counts if count.done is Certainty.YES or count.count > 0]
    if done:
        return lines(
            f"［○］{count.kind.value}を行っている（{count.count if count.count >= 0 else ''}）件"
            for count in done
        )
    return "［○］行っていない" if does_not(counts) else ""


def does_not(counts: Sequence[Count]) -> bool:
    """Whether the document says of 提供 and 移転 alike that there is none."""
    kinds = {count.kind for count in counts if count.done is Certainty.NO}
    return kinds >= {CountKind.PROVISIONS, CountKind.TRANSFERS}


def yes_or_no(value: Certainty, yes: str, no: str) -> str:
    """Return the printed choice for a yes or no, "" where it is unknown."""
    return {Certainty.YES: yes, Certainty.NO: no, Certainty.UNKNOWN: ""}[value]
