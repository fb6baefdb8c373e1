"""entry-number-beyond-count: a row of 変更箇所 on an entry with a number that is higher than all that Ⅱ counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

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

_BLOCKS = {"委託事項": CountKind.ENTRUSTMENTS, "提供先": CountKind.PROVISIONS, "移転先": CountKind.TRANSFERS}
_NUMBERED = re.compile(
    r"(委託事項|提供先|移転先)(?:\d{1,3}[~〜～から、,]+(?:委託事項|提供先|移転先)?)*(\d{1,3})(?!件)"
)
_TOLD = re.compile(r"(委託|提供|移転)(?:(?!委託|提供|移転)\D)*?(\d+)件")
_SHOWN = 40
_FILE = re.compile(r"\((\d+)\)")
_COUNTS = re.compile("有無|件数")
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
    files = dossier.model.listed_files
    numbered: dict[tuple[str, CountKind], list[tuple[int, Revision]]] = {}
    counted: dict[tuple[str, CountKind], tuple[int, Revision]] = {}
    for row in dossier.revisions:
        item = fold(row.item)
        file = _find_file(item, files)
        for name, number in _NUMBERED.findall(item) if file and not _GONE.search(fold(row.after)) else ():
            numbered.setdefault((file, _BLOCKS[name]), []).append((int(number), row))
        for name, number in _TOLD.findall(fold(row.after)) if file and _COUNTS.search(item) else ():
            counted[file, CountKind(name)] = (int(number), row)
            numbered.pop((file, CountKind(name)), None)
    named = {file.name: file for file in files}
    for (file, kind), rows in numbered.items():
        yield _Rows(named[file], kind, tuple(rows), counted.get((file, kind)))


def _find_file(item: str, files: tuple[File, ...]) -> str:
    """The file that a 項目 names or numbers; a 別紙 is of the first, since the forms list its recipients there."""
    named = [file.name for file in files if fold(file.name) in item]
    if len(named) == 1:
        return named[0]
    place = _FILE.search(item)
    at = int(place[1]) - 1 if place else 0 if "別紙" in item or len(files) == 1 else -1
    return files[at].name if 0 <= at < len(files) and not named else ""


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
