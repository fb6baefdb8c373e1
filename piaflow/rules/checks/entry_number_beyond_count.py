"""entry-number-beyond-count: a row of 変更箇所 on an entry with a number that is higher than all that Ⅱ counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.domain.records import Revision
from piaflow.domain.span import find_beginnings
from piaflow.errors import clip
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.listing import find_count, find_count_field
from piaflow.rules.places import Counted
from piaflow.rules.rule import Rule
from piaflow.rules.told_counts import tell_counts
from piaflow.rules.words import Words

_BLOCKS = {"委託事項": CountKind.ENTRUSTMENTS, "提供先": CountKind.PROVISIONS, "移転先": CountKind.TRANSFERS}
_NUMBERED = re.compile(
    r"(委託事項|提供先|移転先)(?:\d{1,3}[~〜～から、,]+(?:委託事項|提供先|移転先)?)*(\d{1,3})(?!件)"
)
_SHOWN = 40
_Key = tuple[str, CountKind]
_GONE = re.compile("削除|廃止")


@frozen
class _Rows:
    """The rows on one kind of entry of one file since the last that tells its number, and that one, if there is one.

    Each row stands with the highest number that its 項目 prints.
    """

    file: File
    kind: CountKind
    numbered: tuple[tuple[int, Revision], ...]
    counted: tuple[int, Revision] | None


def _find(dossier: Dossier) -> Iterator[Hit]:
    for rows in _list_rows(dossier):
        count = find_count(dossier, rows.file, rows.kind)
        now = count.count if count else -1
        most = min(
            (number for number in (now, rows.counted[0] if rows.counted else -1) if number >= 0), default=-1
        )
        beyond = [(number, row) for number, row in rows.numbered if 0 <= most < number]
        if beyond:
            yield _hit(rows, beyond, count)


def _list_rows(dossier: Dossier) -> Iterator[_Rows]:
    """A row that takes an entry away needs no count that reaches it."""
    if not any(_NUMBERED.search(fold(row.item)) for row in dossier.revisions):
        return
    files = {fold(file.name): file for file in dossier.model.listed_files}
    names, of_annex = Words(files), _find_files_with_annex(dossier)
    numbered: dict[_Key, list[tuple[int, Revision]]] = {}
    counted: dict[_Key, tuple[int, Revision]] = {}
    for row in dossier.revisions:
        item, after, counts = fold(row.item), fold(row.after), tell_counts(row)
        numbers = _NUMBERED.findall(item) if not _GONE.search(after) else []
        if not (counts or numbers):
            continue
        named = names.find_in([item]) or (frozenset(files) if len(files) == 1 else frozenset())
        own = next(iter(named)) if len(named) == 1 else ""
        for name, number in numbers:
            file = own or (of_annex.get(_BLOCKS[name], "") if "別紙" in item and not named else "")
            if file:
                numbered.setdefault((file, _BLOCKS[name]), []).append((int(number), row))
        for kind, number in counts.items() if own else ():
            numbered.pop((own, kind), None)
            counted.pop((own, kind), None)
            if number is not None:
                counted[own, kind] = (number, row)
    for (file, kind), rows in numbered.items():
        yield _Rows(files[file], kind, tuple(rows), counted.get((file, kind)))


def _find_files_with_annex(dossier: Dossier) -> Mapping[CountKind, str]:
    """The file whose recipients of a kind a 別紙 lists, where there is one alone."""
    found: dict[CountKind, set[str]] = {}
    for file in dossier.model.listed_files:
        for kind, handed in ((CountKind.PROVISIONS, file.provisions), (CountKind.TRANSFERS, file.transfers)):
            if any(entry.annex for entry in handed):
                found.setdefault(kind, set()).add(fold(file.name))
    return {kind: next(iter(names)) for kind, names in found.items() if len(names) == 1}


def _hit(rows: _Rows, beyond: list[tuple[int, Revision]], count: Count | None) -> Hit:
    most = max(number for number, _ in beyond)
    items = name_some(dict.fromkeys(clip(" ".join(row.item.split()), _SHOWN) for _, row in beyond))
    told = [f"件数の最後の行は{rows.counted[0]}件"] if rows.counted else []
    told += [f"Ⅱの件数は{count.count}件"] if count and count.count >= 0 else []
    return Hit(
        f"変更箇所は{rows.file.name}の{rows.kind.value}の番号を{most}まで挙げるが、{'、'.join(told)}である（{items}）。",
        (Counted(rows.file.name, rows.kind),),
        (
            Evidence(f"{rows.kind.value}の番号 {most}", find_beginnings(row for _, row in beyond)),
            *([Evidence(told[0], rows.counted[1].spans)] if rows.counted else ()),
            *([Evidence(told[-1], count.spans, find_count_field(rows.file, rows.kind))] if count else ()),
        ),
    )


RULE = Rule(
    name="entry-number-beyond-count",
    title="変更箇所が挙げる番号が、委託・提供・移転の件数を超える",
    checks="変更箇所の項目が挙げる委託事項・提供先・移転先（別紙の行を含む）の番号のうち、件数を改めた最後の行より後のものを、その行の件数とⅡの件数の少ない方と比べる。消した行と、どのファイルのことか分からない行は問わない。番号が件数と別に付くこともあるので要確認とする。",
    matters="足した先が件数に数えられていないか、消した先の記録が抜けている。",
    settle="今の先を数え、件数をそろえる。消した先があるなら、消した行を足す。",
    source="様式4・様式3 Ⅱ.4、Ⅱ.5、変更箇所",
    severity=Severity.NOTE,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.REVISIONS, needs.COUNTS),
)
