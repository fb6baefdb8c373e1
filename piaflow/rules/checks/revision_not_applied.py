"""revision-not-applied: the last row of 変更箇所 on an item against what the document now says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.domain.names import fold
from piaflow.domain.records import Revision
from piaflow.law.eras import parse_date
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity
from piaflow.rules.places import PUBLISHED, name_count, name_revision
from piaflow.rules.rule import Rule

_COUNT = re.compile(r"\d+(?=件)")
_FILE = re.compile(r"[(（](\d+)[)）]")


def _find(dossier: Dossier) -> Iterator[Hit]:
    last = {fold(revision.item): revision for revision in dossier.model.revisions}
    for revision in last.values():
        if fold(revision.item) == PUBLISHED:
            yield from _date(dossier, revision)
        else:
            yield from _count(dossier, revision)
        if revision.now.text and fold(revision.after) != fold(revision.now.text):
            yield _printed(revision)


def _printed(revision: Revision) -> Hit:
    return Hit(
        f"変更箇所の最後の行は{revision.item}を「{revision.after}」とするが、今の記載は「{revision.now.text}」である。",
        (name_revision(revision.item),),
        (
            Evidence(f"変更後「{revision.after}」", revision.spans),
            Evidence(f"今の記載「{revision.now.text}」", revision.now.spans),
        ),
    )


def _date(dossier: Dossier, revision: Revision) -> Iterator[Hit]:
    told, overview = parse_date(revision.after), dossier.model.overview
    if told and dossier.published and told != dossier.published:
        yield Hit(
            f"変更箇所の最後の行は公表日を{revision.after}とするが、表紙は{overview.published}である。",
            (PUBLISHED, name_revision(revision.item)),
            (
                Evidence(f"変更後 {revision.after}", revision.spans),
                Evidence(f"公表日 {overview.published}", overview.spans),
            ),
        )


def _count(dossier: Dossier, revision: Revision) -> Iterator[Hit]:
    """A row on 件数 tells by itself which file and which of 委託・提供・移転 it is about."""
    number = _COUNT.search(fold(revision.after))
    for file, count in _counts_meant(dossier, revision) if number else ():
        if number and count.count not in (-1, int(number[0])):
            yield Hit(
                f"変更箇所の最後の行は{file}の{count.kind.value}を{number[0]}件とするが、Ⅱでは{count.count}件である。",
                (name_count(file, count.kind.value), name_revision(revision.item)),
                (
                    Evidence(f"変更後 {number[0]}件", revision.spans),
                    Evidence(f"{count.kind.value}の件数 {count.count}件", count.spans),
                ),
            )


def _counts_meant(dossier: Dossier, revision: Revision) -> list[tuple[str, Count]]:
    item = fold(revision.item)
    files, place = dossier.model.listed_files, _FILE.search(item)
    named = [kind for kind in CountKind if item.endswith((f"({kind.value})", f"{kind.value}の有無"))]
    index = int(place[1]) - 1 if place else 0
    if "有無" not in item or len(named) != 1 or index >= len(files) or (not place and len(files) > 1):
        return []
    return [(files[index].name, count) for count in files[index].counts if count.kind is named[0]]


RULE = Rule(
    name="revision-not-applied",
    title="変更箇所の最後の行と今の記載が合わない",
    checks="変更箇所のうち公表日と件数の最後の行の変更後を、表紙の公表日、Ⅱ.4・5の件数と比べる。モデルが今の記載（now）をもつ行は、それとも比べる。",
    matters="変更箇所は変更の記録なので、今の記載に行き着かなければ、記録されない変更があったことになる。",
    settle="抜けた変更の行を足すか、今の記載を直す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.WARNING,
    find=_find,
)
