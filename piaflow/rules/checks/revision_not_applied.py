"""revision-not-applied: the last row of 変更箇所 on an item against what the document now says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count
from piaflow.domain.names import fold
from piaflow.domain.nodes import File
from piaflow.domain.records import Printed, Revision
from piaflow.errors import clip
from piaflow.form.form import Cell
from piaflow.law.eras import parse_date
from piaflow.law.forms import FieldKind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.places import PUBLISHED, Counted, Revised
from piaflow.rules.quoting import is_of_one_text
from piaflow.rules.rule import Rule

_SHOWN = 200
"""Characters: a reader sees which words are meant; the lines lead to all of them."""
_LABELLED = re.compile(r"((?:(?![第条項号年月])[^\d\W]){1,6}):?(\d{2,})")
"""A number by which one is reached (内線2313), not one of a law or a day."""
_COUNT = re.compile(r"\d+(?=件)")
_TOLD = re.compile(r"(委託|提供|移転)(?:(?!委託|提供|移転)\D)*?(\d+)件")
_FILE = re.compile(r"[(（](\d+)[)）]")


def _find(dossier: Dossier) -> Iterator[Hit]:
    """Where several rows may be the last on a field, none of them may lead to what stands there now.

    A row that was not read may be the last one of any field.
    """
    for history in dossier.histories.values():
        against = [tuple(_compare(dossier, row)) for row in history.last]
        if all(against):
            lacking = any(dossier.may_lack_rows(row) for row in history.last)
            yield from (evolve(hit, confidence=Confidence.LOW) if lacking else hit for hit in against[-1])


def _compare(dossier: Dossier, revision: Revision) -> Iterator[Hit]:
    item, now = dossier.printed_item(revision), dossier.find_now(revision)
    if fold(revision.item) == PUBLISHED.word:
        yield from _date(dossier, revision)
    else:
        yield from _count(dossier.model.listed_files, revision)
        if item and now and now.text and revision.after:
            hits = _text(revision, now, item.rest)
            known = dossier.is_of_known_file(revision)
            yield from hits if known else (evolve(hit, confidence=Confidence.LOW) for hit in hits)


def _text(revision: Revision, now: Cell, rest: str) -> Iterator[Hit]:
    """A row that quotes a part of the field is applied; where it stands inside longer words nobody knows.

    Sure are a day, a choice, and a number behind a word that the field prints with other numbers alone (内線2313). Of
    a field with sentences, and where words behind the label name a part of it, a row may be of another part.
    """
    labelled = _LABELLED.fullmatch(fold(revision.after))
    if labelled and now.field.kind is FieldKind.TEXT:
        told = re.findall(rf"{re.escape(labelled[1])}:?(\d+)", fold(now.text))
        if told and labelled[2] not in told:
            stands = "、".join(f"{labelled[1]}{number}" for number in dict.fromkeys(told))
            yield _printed(revision, Printed(stands, now.spans))
        return
    chosen = fold(revision.after) in {fold(choice) for choice in now.field.choices}
    if now.field.kind is FieldKind.CHOICE and not chosen:
        return  # the words beneath are meant
    if rest or is_of_one_text(revision.after, now.text) is not Certainty.NO:
        return
    days = parse_date(revision.after) and parse_date(now.text)
    hit = _printed(revision, Printed(now.text, now.spans))
    yield hit if days or chosen else evolve(hit, confidence=Confidence.LOW)


def _printed(revision: Revision, now: Printed) -> Hit:
    """What still stands as 変更前: the change was not made, or the two cells are swapped."""
    after, text = clip(revision.after, _SHOWN), clip(now.text, _SHOWN)
    swapped = fold(revision.before) == fold(now.text)
    today = "変更前のままの（変更前と変更後が逆かもしれない）" if swapped else ""
    return Hit(
        f"変更箇所の最後の行は{revision.item}を「{after}」とするが、今の記載は{today}「{text}」である。",
        (Revised(revision.item),),
        (Evidence(f"変更後「{after}」", revision.spans), Evidence(f"今の記載「{text}」", now.spans)),
    )


def _date(dossier: Dossier, revision: Revision) -> Iterator[Hit]:
    told, overview = parse_date(revision.after), dossier.model.overview
    if told and dossier.published and told != dossier.published:
        yield Hit(
            f"変更箇所の最後の行は公表日を{revision.after}とするが、表紙は{overview.published}である。",
            (PUBLISHED, Revised(revision.item)),
            (
                Evidence(f"変更後 {revision.after}", revision.spans),
                Evidence(f"公表日 {overview.published}", overview.spans),
            ),
        )


def _count(files: tuple[File, ...], revision: Revision) -> Iterator[Hit]:
    """A row on 件数 tells by itself which file and which of 委託・提供・移転 it is about."""
    for file, count in _counts_meant(files, revision):
        number = _number_of(count.kind, revision)
        if number is not None and count.count not in (-1, number):
            yield Hit(
                f"変更箇所の最後の行は{file}の{count.kind.value}を{number}件とするが、Ⅱでは{count.count}件である。",
                (Counted(file, count.kind), Revised(revision.item)),
                (
                    Evidence(f"変更後 {number}件", revision.spans),
                    Evidence(f"{count.kind.value}の件数 {count.count}件", count.spans),
                ),
            )


def _counts_meant(files: tuple[File, ...], revision: Revision) -> list[tuple[str, Count]]:
    """Return the counts that the 項目 names: 提供・移転の有無 are two, 提供・移転の有無（移転） is one of them."""
    item = fold(revision.item)
    if "有無" not in item:
        return []
    place = _FILE.search(item)
    index = int(place[1]) - 1 if place else 0
    if index >= len(files) or (not place and len(files) > 1):
        return []
    kinds = [kind for kind in CountKind if item.endswith(f"({kind.value})")]
    kinds = kinds or [kind for kind in CountKind if kind.value in item]
    return [(files[index].name, count) for count in files[index].counts if count.kind in kinds]


def _number_of(kind: CountKind, revision: Revision) -> int | None:
    """Return the number that the row gives for one kind, or None where it may be that of another.

    A number stands behind the word for its kind; alone it is told by the 項目, if that names one kind.
    """
    text, item = fold(revision.after), fold(revision.item)
    told = [(match[1], int(match[2])) for match in _TOLD.finditer(text)]
    numbers = [number for word, number in told if word == kind.value]
    if told:
        return numbers[0] if len(numbers) == 1 else None
    alone = _COUNT.findall(text)
    named = [k for k in CountKind if k.value in item]
    single = named == [kind] or item.endswith(f"({kind.value})")
    return int(alone[0]) if single and len(alone) == 1 else None


RULE = Rule(
    name="revision-not-applied",
    title="変更箇所の最後の行と今の記載が合わない",
    checks="変更箇所のうち公表日と件数の最後の行の変更後を、表紙の公表日、Ⅱ.4・5の件数と比べる。評価書を読んだときは、項目の指す欄が1つに決まり、番号を数えない欄なら、その欄の今の記載とも比べる。言い切るのは、日付、選択肢、語に添えた番号（内線など）だけで、文の欄は要確認とする。"
    "いくつもの欄を指す項目（提供・移転の有無）では、委託・提供・移転の語の後の数だけを見る。一部を引く行は言わない。最後の行は変更日と根拠行とつながりで決め、どれが最後か分からなければ、そのどれも合わないときに言う。",
    matters="変更箇所は変更の記録なので、今の記載に行き着かなければ、記録されない変更があったことになる。",
    settle="抜けた変更の行を足すか、今の記載を直す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS,),
)
