"""revision-annex-row: rows of 変更箇所 on a list of 別紙, against the rows that the list has today.

Numbers of the list move when a row comes or goes, so what is compared is what a row says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from attrs import define

from piaflow.domain.entries import Handover, Provision, Recipient, Transfer
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.domain.span import find_beginnings
from piaflow.law.citations import Citation, LawKind
from piaflow.rules import needs
from piaflow.rules.citing import parse_all
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import Revised
from piaflow.rules.rule import Rule

_ENTRY = re.compile(r"(提供先|移転先)(?:一覧|\d)")
_GONE = re.compile(r"^[—－-]?(?:\([^()]*削除\)|削除)$")
_BASIS = re.compile(r"^①?法令上の根拠")
_LEAST, _BEGIN, _ALIKE = 15, 4, 0.85
"""Letters of a 事務 that is told whole, those that two begin with, and how alike two are that are one but for a slip."""
_SHOWN = 3
_NUMBER = re.compile(r"(?:提供先|移転先)(\d+)")
_MOVED = 10
"""Rows by which another one has moved when some came and went."""


@define(eq=False)
class _List:
    """The rows of the 別紙 on 提供先, or on 移転先, as they are today."""

    word: str
    rows: tuple[Recipient, ...]

    @cached_property
    def _by_number(self) -> Mapping[str, tuple[tuple[Citation, Recipient], ...]]:
        """The rows by the number of the 項 that they stand on, with where each cites it."""
        cited = ((one, row) for row in self.rows for one in _list_cited(*row.basis, row.purpose))
        return group_by((one.row, (one, row)) for one, row in cited)

    def find_basis(self, cited: Citation) -> tuple[Recipient, ...]:
        """Return the rows on a 項."""
        return tuple(row for one, row in self._by_number.get(cited.row, ()) if _is_same(one, cited))

    def may_have(self, cited: Citation) -> bool:
        """Whether a row is on a 項, or on one of its number of which nobody knows the table."""
        there = (one for one, _ in self._by_number.get(cited.row, ()))
        return any(_is_same(one, cited) or not (one.table and cited.table) for one in there)

    @cached_property
    def _by_purpose(self) -> Mapping[str, tuple[tuple[str, Recipient], ...]]:
        return group_by((told[:_BEGIN], (told, row)) for row in self.rows if (told := fold(row.purpose)))

    def find_purpose(self, words: str) -> Recipient | None:
        """Return the row on a 事務, be it with a slip in one of the two; None where there is none."""
        near = self._by_purpose.get(words[:_BEGIN], ())
        return next((row for told, row in near if SequenceMatcher(None, told, words).ratio() >= _ALIKE), None)


def _list_cited(*texts: str) -> Iterator[Citation]:
    """Yield the 項 that texts cite."""
    yield from (cited for cited in parse_all(texts) if cited.row)


def _is_same(one: Citation, other: Citation) -> bool:
    """Whether two citations of one number are of one table: 条例 have a 別表第一 of their own."""
    named = {one.kind, other.kind} - {LawKind.UNKNOWN}
    return one.table == other.table and len(named) <= 1


def _find(dossier: Dossier) -> Iterator[Hit]:
    """What a later row says again is another's; of a list without rows nothing is known."""
    lists = {kind.WORD: _collect(dossier, kind) for kind in (Provision, Transfer)}
    rows = [row for row in dossier.revisions if "別紙" in row.item or _ENTRY.search(fold(row.item))]
    for at, row in enumerate(rows):
        word = _tell_list(row)
        if word and lists[word].rows:
            for restored, hit in _compare(row, lists[word]):
                later = (fold(other.after) for other in rows[at + 1 :])
                if not any(restored in after for after in later):
                    yield hit


def _collect(dossier: Dossier, kind: type[Handover]) -> _List:
    entries = (declared.entry for declared in dossier.entries.values())
    found = (row for entry in entries if isinstance(entry, kind) for row in entry.rows)
    return _List(kind.WORD, tuple({row.spans or row: row for row in found}.values()))


def _tell_list(row: Revision) -> str:
    """Return of which list a row is: what its 項目 says, else what it says of the rows."""
    for text in map(fold, (row.item, row.before, row.after)):
        found = _ENTRY.search(text)
        if found:
            return found[1]
    return ""


def _compare(row: Revision, today: _List) -> Iterator[tuple[str, Hit]]:
    """Yield what a row says otherwise than the list does today, with the words by which a later row would explain it."""
    before, after = fold(row.before), fold(row.after)
    kept = today.find_purpose(before) if _GONE.search(after) and len(before) >= _LEAST else None
    if kept and _is_near(row, kept):
        said = f"{row.item}を消したとするが、今の別紙にその{today.word}がある"
        yield before[:_LEAST], _hit(row, said, [kept])
    old, new = ([*_list_cited(text)][-1:] for text in (row.before, row.after))
    if _BASIS.search(after) and old and new:
        yield from _compare_basis(row, old[0], new[0], today)


def _compare_basis(row: Revision, old: Citation, new: Citation, today: _List) -> Iterator[tuple[str, Hit]]:
    held = today.find_basis(old)
    if held and old.row != new.row and not today.may_have(new):
        said = f"{row.item}の根拠を{new.row}の項に改めたとするが、今の別紙には{old.row}の項があり、{new.row}の項がない"
        yield f"{old.row}の項", _hit(row, said, held)


def _is_near(row: Revision, kept: Recipient) -> bool:
    """Whether a row stands about where the other stood: a list keeps its order, and one 事務 may be of two far apart."""
    found = _NUMBER.search(fold(row.item))
    return found is not None and kept.number.isdecimal() and abs(int(found[1]) - int(kept.number)) <= _MOVED


def _hit(row: Revision, said: str, today: Sequence[Recipient]) -> Hit:
    return Hit(
        f"変更箇所は{said}。",
        (Revised(row.item),),
        (
            Evidence("変更箇所の行", find_beginnings((row,))),
            Evidence("今の別紙の行", find_beginnings(today, most=_SHOWN)),
        ),
        about=said,
    )


RULE = Rule(
    name="revision-annex-row",
    title="別紙の行の変更と、今の別紙が合わない",
    checks="変更箇所のうち別紙（提供先・移転先の一覧）の行を、今の別紙の行と比べる。消したとする事務が今も近い番号にあるもの、改めたとする項がなく前の項があるものを言う。"
    "番号は行が増減すると変わるので、行は事務と項で見分ける。後の行が同じことを改めていれば言わない。",
    matters="誰に渡すかの一覧と、その変更の記録のどちらかが誤っている。",
    settle="今の相手と根拠を確かめ、別紙を直すか、抜けた変更の行を足す。",
    source="様式4 別添3・様式3 別添2（変更箇所）、別紙",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.REVISIONS, needs.ANNEXES),
)
