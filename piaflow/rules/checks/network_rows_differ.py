"""network-rows-differ: the rows of the table that Ⅰ.6 gives as ground against those of the 提供先."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Provision, Recipient
from piaflow.domain.span import Span, collect_spans, find_beginnings
from piaflow.law.citations import LINKAGE_TABLE, ORDER_TABLE, Citation
from piaflow.rules import needs
from piaflow.rules.citing import list_network_basis, parse_all
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import list_provisions
from piaflow.rules.listing import find_count
from piaflow.rules.places import PROVISION_BASIS, Counted
from piaflow.rules.rule import Rule

_OPEN = re.compile("から|[～〜~]|各項|等(?!に関する)|欄")


@frozen
class _Listed:
    """The 提供先 that rest on the table: its rows, and which entry of which file has them."""

    name: str
    file: str
    entry: Provision
    rows: frozenset[str]
    whole: bool


def _find(dossier: Dossier) -> Iterator[Hit]:
    basis = list_network_basis(dossier, PROVISION_BASIS)
    for table in (LINKAGE_TABLE, ORDER_TABLE):
        stated = _rows(basis, table)
        listed = list(_each_listed(dossier, table))
        if not stated or not listed or _is_open(basis):
            continue
        if all(found.whole for found in listed):
            yield from _compare(dossier, table, stated, listed)
        elif len({found.file for found in listed}) == 1:
            yield from _compare_count(dossier, table, stated, listed)


def _is_open(basis: Sequence[str]) -> bool:
    """Whether more rows may be meant than are printed."""
    return any(citation.ranged for citation in parse_all(basis)) or any(
        _OPEN.search(re.sub(r"[（(][^（）()]*[)）]", "", text)) for text in basis if "命令" not in text
    )


def _rows(basis: Sequence[str], table: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.row for c in parse_all(basis) if c.table == table and c.row))


def _each_listed(dossier: Dossier, table: str) -> Iterator[_Listed]:
    """A bare number in a 別紙 is a row of the table that its entry names, in whatever field it does."""
    for name, entry in list_provisions(dossier.model):
        of_table = any(c.table == table for c in parse_all((*entry.basis, *_beside(entry))))
        told: tuple[Provision | Recipient, ...] = entry.rows or (entry,)
        found = [_list_rows(one, table, of_table=of_table) for one in told]
        rows = frozenset(c.row for cited in found for c in cited if c.row)
        known = entry.rows or (not entry.annex and any(found))
        whole = bool(known and rows) and all(
            one.basis and not _is_open(_citing(one, table)) and (not cited or any(c.row for c in cited))
            for one, cited in zip(told, found, strict=True)
        )
        if rows or of_table:
            yield _Listed(name, dossier.entries[name].file, entry, rows, whole)


def _citing(told: Provision | Recipient, table: str) -> tuple[str, ...]:
    """Return ①, and what cites the table beside it."""
    return (
        *told.basis,
        *(text for text in _beside(told) if any(c.table == table for c in parse_all((text,)))),
    )


def _list_rows(told: Provision | Recipient, table: str, *, of_table: bool) -> list[Citation]:
    """Return what cites the table, in ① or, where that names no row, beside it."""
    cited = [c for c in parse_all(told.basis) if _is_row(c.table, of_table, table)]
    beside = [c for c in parse_all(_beside(told)) if c.table == table and c.row]
    return cited if any(c.row for c in cited) else beside or cited


def _beside(told: Provision | Recipient) -> tuple[str, ...]:
    """Return the texts that may cite the table too: documents do so in ②, in ③ or in the heading of the 別紙."""
    more = (told.heading.text, told.recipient, told.annex) if isinstance(told, Provision) else ()
    return tuple(filter(None, (told.purpose, told.information, told.scope, *more)))


def _is_row(cited: str, of_table: bool, table: str) -> bool:  # noqa: FBT001 - plainly named
    return cited == table or (not cited and of_table)


def _compare(dossier: Dossier, table: str, stated: tuple[str, ...], listed: list[_Listed]) -> Iterator[Hit]:
    given = {row for found in listed for row in found.rows}
    lacking = [row for row in stated if row not in given]
    unstated = sorted(given - set(stated), key=_order)
    if lacking or unstated:
        sides = [
            f"{dossier.number(PROVISION_BASIS)}だけに{_tell(lacking)}" if lacking else "",
            f"提供先だけに{_tell(unstated)}" if unstated else "",
        ]
        stating = dossier.printed("Ⅰ.6")
        yield Hit(
            f"情報提供の根拠とする{table}の項が{stating}と提供先とで違い、{'、'.join(filter(None, sides))}がある。",
            (PROVISION_BASIS, *(found.name for found in listed)),
            (
                Evidence(
                    f"{dossier.number(PROVISION_BASIS)} {len(stated)}の項",
                    dossier.model.overview.spans,
                    Spot("Ⅰ.6.②"),
                ),
                Evidence(
                    f"提供先 {len(given)}の項",
                    find_beginnings(_list_telling(table, unstated, listed)) or _spans(listed),
                ),
            ),
        )


def _list_telling(table: str, numbers: Sequence[str], listed: Iterable[_Listed]) -> list[Recipient]:
    """The rows of 別紙 that have one of some rows of the table."""
    rows = (row for found in listed for row in found.entry.rows)
    return [row for row in rows if any(c.row in numbers for c in _list_rows(row, table, of_table=True))]


def _compare_count(
    dossier: Dossier, table: str, stated: tuple[str, ...], listed: list[_Listed]
) -> Iterator[Hit]:
    """Without the 別紙 only its count is known: it cannot be smaller than the rows that Ⅰ.6 gives.

    A count that is no larger than the number of 提供先 may count these; one on another basis is no row.
    """
    file = dossier.model.file(listed[0].file)
    count = find_count(dossier, file, CountKind.PROVISIONS)
    ours = [found.entry for found in listed]
    others = [entry for entry in file.provisions if entry.basis and entry not in ours]
    if not count or not any(entry.annex for entry in ours) or count.count <= len(file.provisions):
        return
    if count.count - len(others) < len(stated):
        apart = f"（うち{'、'.join(entry.number for entry in others)}は別の根拠）" if others else ""
        yield Hit(
            f"{dossier.number(PROVISION_BASIS)}は{table}の{len(stated)}の項を情報提供の根拠とするが、{file.name}の提供は{count.count}件{apart}である。",
            (PROVISION_BASIS, Counted(file.name, count.kind)),
            (
                Evidence(
                    f"{dossier.number(PROVISION_BASIS)} {len(stated)}の項",
                    dossier.model.overview.spans,
                    Spot("Ⅰ.6.②"),
                ),
                Evidence(f"提供 {count.count}件", count.spans),
            ),
            about="件数",
            severity=Severity.WARNING,
            confidence=Confidence.MEDIUM,
        )


def _tell(rows: Sequence[str]) -> str:
    return "・".join(rows) + "の項"


def _order(row: str) -> tuple[int, ...]:
    return tuple(int(part) for part in row.split("の") if part.isdecimal())


def _spans(listed: Iterable[_Listed]) -> tuple[Span, ...]:
    return collect_spans(found.entry for found in listed)


RULE = Rule(
    name="network-rows-differ",
    title="情報提供の根拠の項と提供先の項が合わない",
    checks="Ⅰ.6が情報提供の根拠に挙げる別表第二（または主務省令第2条の表）の項を、Ⅱ.5の提供先（①の根拠のほか、②の用途や別紙の見出しも見る）と別紙が引く項と比べる。"
    "別紙がなければ、挙げた項の数を提供の件数と比べる。項を「各項」「等」とだけ書くものは比べない。",
    matters="根拠の項の一つずつが提供先の一つずつに当たる。一方だけを直すと、根拠のない提供先か、提供のない根拠が残る。",
    settle="改正で増えた項・消えた項を確かめ、Ⅰ.6と別紙（と件数）をそろえる。",
    source="番号法19条8号、様式4・様式3 Ⅰ.6②、Ⅱ.5①",
    find=_find,
    needs=(needs.BASIS, needs.HANDOVERS, needs.ANNEXES),
)
