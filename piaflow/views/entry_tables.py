"""The tables of Ⅱ: 入手, 委託, 提供, 移転, 保管 of every file, as rows of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import (
    Acquisition,
    Entrustment,
    Handover,
    MeansBox,
    Provision,
    SourceBox,
    Storage,
    Transfer,
)
from piaflow.domain.span import Span

_AGAIN = {Certainty.YES: "する", Certainty.NO: "しない", Certainty.UNKNOWN: "不明"}
_NOTHING = {"", "不明"}
_HANDED = ("記載", "相手", "法令上の根拠", "項目・情報", "方法", "時期・頻度", "根拠行")

UNREAD = "？"  # before a choice whose box the document does not show


@frozen
class EntryTable:
    """One table: its title, its columns, and a row of words per entry."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def make_entry_tables(model: Assessment) -> tuple[EntryTable, ...]:
    """Return the five tables in the order of the form. "" is what the document does not tell."""
    return (
        _table(model, "入手", Acquisition, _ACQUIRED, _acquired),
        _table(model, "委託", Entrustment, _ENTRUSTED, _entrusted),
        _table(model, "提供", Provision, _HANDED, _handed),
        _table(model, "移転", Transfer, _HANDED, _handed),
        _table(model, "保管", Storage, _STORED, _stored),
    )


_ACQUIRED = ("記載", "入手元", "方法", "時期・頻度", "根拠行")
_ENTRUSTED = ("記載", "委託事項", "委託先", "範囲", "項目", "方法", "再委託", "根拠行")
_STORED = ("記載", "場所", "システム", "期間", "消去", "根拠行")


def _table(
    model: Assessment,
    title: str,
    kind: type[Any],
    columns: tuple[str, ...],
    tell: Callable[[Any], Iterable[tuple[str, ...]]],
) -> EntryTable:
    rows = ((e.name, *told) for e in model.entries if isinstance(e.entry, kind) for told in tell(e.entry))
    return EntryTable(title, columns, tuple(row for row in rows if set(row[1:]) - _NOTHING))


def _acquired(entry: Acquisition) -> Iterator[tuple[str, ...]]:
    yield _sources(entry.sources), _means(entry.means), "、".join(entry.timing), _spans(entry.spans)


def _entrusted(entry: Entrustment) -> Iterator[tuple[str, ...]]:
    yield (
        entry.subject,
        entry.contractor,
        entry.extent.value,
        str(entry.items),
        _means(entry.means),
        _AGAIN[entry.subentrusted],
        _spans(entry.spans),
    )


def _handed(entry: Handover) -> Iterator[tuple[str, ...]]:
    for to in entry.recipients:
        told = str(entry.items) or to.information
        means = _means(to.means)
        yield to.name, "、".join(to.basis), told, means, to.timing, _spans(to.spans or entry.spans)


def _stored(entry: Storage) -> Iterator[tuple[str, ...]]:
    yield (
        "\n".join(entry.places),
        "、".join(entry.systems),
        entry.period.value,
        "\n".join(entry.deletion),
        _spans(entry.spans),
    )


def _sources(boxes: Iterable[SourceBox]) -> str:
    return "、".join(_tell_box(b.kind.value, b.box, b.name) for b in boxes if b.box is not Certainty.NO)


def _means(boxes: Iterable[MeansBox]) -> str:
    return "、".join(_tell_box(b.means.value, b.box, b.name) for b in boxes if b.box is not Certainty.NO)


def _tell_box(choice: str, box: Certainty, name: str) -> str:
    """Return a choice with the name written beside it, and ？ where the document does not show the box."""
    return f"{UNREAD if box is Certainty.UNKNOWN else ''}{choice}{f'（{name}）' if name else ''}"


def _spans(spans: Iterable[Span]) -> str:
    return " ".join(map(str, spans))
