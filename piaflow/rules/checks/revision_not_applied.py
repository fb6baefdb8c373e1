"""revision-not-applied: the last row of 変更箇所 on an item against what the document now says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Count
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.domain.records import Printed, Revision
from piaflow.domain.span import find_beginnings, join_spans
from piaflow.errors import clip
from piaflow.form.form import Cell, CellOrigin
from piaflow.form.today import AFTER, BEFORE
from piaflow.law.eras import are_of_same_days, parse_date
from piaflow.law.forms import FieldKind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.enumerations import list_enumerated, read_enumerations, tell_difference
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.history import History
from piaflow.rules.places import PUBLISHED, Counted, Revised
from piaflow.rules.quoting import describes, is_of_one_text, read_addition, tell_slip, tells_nothing
from piaflow.rules.rule import Rule
from piaflow.rules.told_counts import tell_counts

_ANNEX = re.compile("別[紙表添]|参照|一覧")
_NAME = 40
"""Characters of a name."""
_SHOWN = 200
"""Characters: a reader sees which words are meant; the lines lead to all of them."""
_LABELLED = re.compile(r"((?:(?![第条項号年月])[^\d\W]){1,6}):?(\d{2,})")
"""A number by which one is reached (内線2313), not one of a law or a day."""
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
    yield from _find_counts(dossier)
    yield from _find_lists(dossier)
    yield from _find_names(dossier)


def _compare(dossier: Dossier, revision: Revision) -> Iterator[Hit]:
    item, now = dossier.printed_item(revision), dossier.find_now(revision)
    if fold(revision.item) == PUBLISHED.word:
        yield from _date(dossier, revision)
    elif item and now and now.text and revision.after:
        beneath = dossier.find_words_beneath(now)
        if not beneath and parse_date(revision.after):
            beneath = dossier.find_day_beneath(now)
        if beneath and now.field.kind is FieldKind.CHOICE and not _chooses(revision, now):
            now, item = beneath, evolve(item, rest=_drop_label(item.rest, beneath))
        if any(tell_difference(*lists) for lists in _pair_lists(revision.after, now.text)):
            return  # told number by number
        hits = _text(dossier, revision, now, item.rest)
        known = dossier.is_of_known_file(revision)
        yield from hits if known else (evolve(hit, confidence=Confidence.LOW) for hit in hits)


def _text(dossier: Dossier, revision: Revision, now: Cell, rest: str) -> Iterator[Hit]:
    """A row that quotes a part of the field is applied; where it stands inside longer words nobody knows.

    Sure are a day, a choice, and a number behind a word that the field prints with other numbers alone (内線2313). Of
    a field with sentences, and where words behind the label name a part of it, a row may be of another part.
    """
    labelled = _LABELLED.fullmatch(fold(revision.after))
    if labelled and now.field.kind is FieldKind.TEXT:
        told = re.findall(rf"{re.escape(labelled[1])}:?(\d+)", fold(now.text))
        if told and labelled[2] not in told:
            stands = "、".join(f"{labelled[1]}{number}" for number in dict.fromkeys(told))
            yield _printed(dossier, revision, Printed(stands, now.spans))
        return
    chosen = _chooses(revision, now)
    if now.field.kind is FieldKind.CHOICE and not chosen:
        return  # the words beneath are meant
    words = read_addition(revision.after)
    words = revision.after if words is None else words
    if rest or not words or describes(words) or are_of_same_days(words, now.text):
        return
    if is_of_one_text(words, now.text) is not Certainty.NO:
        return
    if slip := tell_slip(words, now.text):
        yield _slipped(dossier, revision, now, *slip)
        return
    days = parse_date(revision.after) and parse_date(now.text)
    hit = _printed(dossier, revision, Printed(now.text, now.spans))
    yield hit if days or chosen else evolve(hit, confidence=Confidence.LOW)


def _chooses(revision: Revision, now: Cell) -> bool:
    return fold(revision.after) in {fold(choice) for choice in now.field.choices}


def _drop_label(rest: str, cell: Cell) -> str:
    """What stands behind the number of a 項目 without the label of the field beneath it, or a part of that."""
    words = rest.strip("-‐－ー")
    labels = (fold(part).strip("-") for part in cell.field.label.split("／"))
    is_label = any(words.endswith(label) or (words and label.endswith(words)) for label in labels if label)
    return "" if is_label else words


def _slipped(dossier: Dossier, revision: Revision, now: Cell, after: str, text: str) -> Hit:
    """A few letters of one of the two are a slip of the pen, or were changed without a row."""
    return Hit(
        f"変更箇所の最後の行は{revision.item}を「…{after}…」とするが、今の記載は「…{text}…」である（ほかの所は同じ）。",
        (Revised(revision.item),),
        (
            Evidence(f"変更後「…{after}…」", dossier.find_row_lines(revision, AFTER)),
            Evidence(f"今の記載「…{text}…」", now.spans[:1]),
        ),
        severity=Severity.NOTE,
        confidence=Confidence.LOW,
    )


def _printed(dossier: Dossier, revision: Revision, now: Printed) -> Hit:
    """What still stands as 変更前: the change was not made, or the two cells are swapped."""
    after, text = clip(revision.after, _SHOWN), clip(now.text, _SHOWN)
    swapped = fold(revision.before) == fold(now.text)
    sides = join_spans(
        span for column in (BEFORE, AFTER) for span in dossier.find_row_lines(revision, column)
    )
    today = "変更前のままの（変更前と変更後が逆かもしれない）" if swapped else ""
    return Hit(
        f"変更箇所の最後の行は{revision.item}を「{after}」とするが、今の記載は{today}「{text}」である。",
        (Revised(revision.item),),
        (
            Evidence(f"変更後「{after}」", sides),
            Evidence(f"今の記載「{text}」", now.spans),
        ),
    )


def _date(dossier: Dossier, revision: Revision) -> Iterator[Hit]:
    told, overview = parse_date(revision.after), dossier.model.overview
    if told and dossier.published and told != dossier.published:
        yield Hit(
            f"変更箇所の最後の行は公表日を{revision.after}とするが、表紙は{overview.published}である。",
            (PUBLISHED, Revised(revision.item)),
            (
                Evidence(f"変更後 {revision.after}", find_beginnings((revision,))),
                Evidence(f"公表日 {overview.published}", overview.spans, Spot("表紙.公表日")),
            ),
        )


def _find_lists(dossier: Dossier) -> Iterator[Hit]:
    """The last row that prints an enumeration (1、2、…の項) on a field, number by number against the field of today."""
    for told in dossier.once(list_enumerated):
        last = next((each.row for each in reversed(told) if each.after or each.is_unread), None)
        now = dossier.find_now(last) if last else None
        for lists in _pair_lists(last.after, now.text) if last and now else ():
            if last and now and (difference := tell_difference(*lists)):
                yield _listed(last, lists[0], difference, now)


def _pair_lists(after: str, text: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield the kinds of enumeration that both texts print, each with the numbers of both."""
    one, other = read_enumerations(after), read_enumerations(text)
    yield from ((kind, numbers, other[kind]) for kind, numbers in one.items() if kind in other)


def _listed(row: Revision, kind: str, difference: tuple[str, str], now: Cell) -> Hit:
    sides = [
        f"{where}だけに{told}" for where, told in zip(("変更後", "今の記載"), difference, strict=True) if told
    ]
    return Hit(
        f"変更箇所の最後の行の{row.item}の{kind}の並びが、今の記載と違う（{'、'.join(sides)}がある）。",
        (Revised(row.item),),
        (
            Evidence(f"変更後の{kind}の並び", find_beginnings((row,))),
            Evidence(f"今の記載の{kind}の並び", now.spans[-1:]),
        ),
        about=f"{kind}の並び",
        confidence=Confidence.LOW,
    )


def _find_names(dossier: Dossier) -> Iterator[Hit]:
    """The last row on the name of a system or an entry: its number may be another today, so no number may bear the name."""
    names = group_by(((cell.address.file, full), cell) for full in _NAMES for cell in dossier.form.ask(full))
    printed = {key: {fold(cell.text) for cell in cells} for key, cells in names.items()}
    for history in dossier.histories.values():
        for row in history.last:
            item = dossier.printed_item(row)
            key = (item.address.file, item.address.field.full) if item and not item.rest else ("", "")
            if key[1] in _NAMES and _is_name(row.after) and fold(row.after) not in printed.get(key, ()):
                there = names.get(key, ())
                unread = any(cell.origin not in (CellOrigin.PRINTED, CellOrigin.WRITTEN) for cell in there)
                same = any(is_of_one_text(row.after, cell.text) is not Certainty.NO for cell in there)
                # an entry beyond the last one is gone, and a list on another page may have any name
                gone = item is None or int(item.address.number or 0) > len(there)
                elsewhere = any(_ANNEX.search(cell.text) for cell in there)
                stays = not (gone or elsewhere or unread or same)
                if stays and dossier.is_of_known_file(row) and not _may_be_gone(dossier, row):
                    stands = name_some(dict.fromkeys(cell.text for cell in there))
                    hit = _printed(dossier, row, Printed(stands, find_beginnings(there)))
                    yield evolve(hit, confidence=Confidence.LOW)


_NAMES = frozenset(
    {"Ⅰ.2.システム{n}.①", "Ⅱ.4.委託事項{k}", "Ⅱ.4.委託事項{k}.⑥", "Ⅱ.5.提供先{k}", "Ⅱ.5.移転先{k}"}
)
"""The fields that name what is counted."""


def _is_name(text: str) -> bool:
    return (
        bool(text)
        and "。" not in text
        and len(text) <= _NAME
        and not (tells_nothing(text) or describes(text))
    )


def _may_be_gone(dossier: Dossier, row: Revision) -> bool:
    """Whether another row renames or ends it, under whatever number it had then."""
    others = (other for other in dossier.revisions if other is not row and other.before)
    return any(is_of_one_text(row.after, other.before) is not Certainty.NO for other in others)


def _find_counts(dossier: Dossier) -> Iterator[Hit]:
    """The last row on a number of entries, however its 項目 is written: 委託の有無 and 委託の有無 件数 are of one."""
    files = dossier.model.listed_files
    told = (
        ((file.name, kind), (row, number))
        for row in dossier.revisions
        for kind, number in tell_counts(row).items()
        if (file := _find_file(files, row))
    )
    counts = {(file.name, count.kind): count for file in files for count in file.counts}
    for (name, kind), rows in group_by(told).items():
        count, numbers = counts.get((name, kind)), dict(rows)
        last = History.of(numbers).last
        against = [row for row in last if count and _contradicts(count.count, numbers[row])]
        if count and len(against) == len(last):
            row = against[-1]
            hit = _counted(name, count, row, numbers[row])
            yield evolve(hit, confidence=Confidence.LOW) if dossier.may_lack_rows(row) else hit


def _contradicts(count: int, number: int | None) -> bool:
    return number is not None and count not in (-1, number)


def _find_file(files: Sequence[File], row: Revision) -> File | None:
    """Return the file that a row names; else the one of its number, which may have been that of another then."""
    named = [file for file in files if fold(file.name) in fold(row.item)]
    if len(named) == 1:
        return named[0]
    place = _FILE.search(fold(row.item))
    index = int(place[1]) - 1 if place else 0
    return files[index] if index < len(files) and (place or len(files) == 1) else None


def _counted(file: str, count: Count, row: Revision, number: int | None) -> Hit:
    return Hit(
        f"変更箇所の最後の行は{file}の{count.kind.value}を{number}件とするが、Ⅱでは{count.count}件である。",
        (Counted(file, count.kind), Revised(row.item)),
        (
            Evidence(f"変更後 {number}件", find_beginnings((row,))),
            Evidence(f"{count.kind.value}の件数 {count.count}件", count.spans),
        ),
    )


RULE = Rule(
    name="revision-not-applied",
    title="変更箇所の最後の行と今の記載が合わない",
    checks="変更箇所のうち公表日と件数の最後の行の変更後を、表紙の公表日、Ⅱ.4・5の件数と比べる。評価書を読んだときは、項目の指す欄が1つに決まり、番号を数えない欄なら、その欄の今の記載とも比べる。システム、委託事項、委託先、提供先、移転先の名は、番号が今は違うことがあるので、どの番号の欄にもその名がないときに言う（要確認）。言い切るのは、日付、選択肢、語に添えた番号（内線など）だけで、文の欄は要確認とする。"
    "いくつもの欄を指す項目（提供・移転の有無）では、委託・提供・移転の語の後の数だけを見る。一部を引く行、「最新状況に見直し」のように変更のしかたを言う行は言わず、選択肢の欄を指す行の文は、その下にただ1つある記述の欄と比べる。項や条の長い並びは、並びを書く最後の行と番号どうしで比べる。「下記を追加」とする行は足した文だけを比べる。数字でない数文字だけが違う文は参考とする。最後の行は変更日と根拠行とつながりで決め、どれが最後か分からなければ、そのどれも合わないときに言う。",
    matters="変更箇所は変更の記録なので、今の記載に行き着かなければ、記録されない変更があったことになる。",
    settle="抜けた変更の行を足すか、今の記載を直す。",
    source="様式4 別添3・様式3 別添2（変更箇所）",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.REVISIONS,),
)
