"""The grammar of a form: what it prints by itself, in printed order, and what comes again.

The table of the form (law.forms) is the grammar, with the headings between its fields and the spellings in which documents
print a label otherwise than the table names it (law.printed_form).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.law.forms import FormField, list_fields
from piaflow.law.printed_form import HEADINGS, find_spellings
from piaflow.source.keys import squeeze

_MARK = re.compile(r"[①-⑳]")
_SECTION = re.compile(r"[ⅠⅡⅢⅣⅤⅥ]\.(\d+)")
_BESIDE = re.compile(r"（[^（）]*）")

_PRINTED = (
    *(f"特定個人情報保護評価書（{form.value}）" for form in FormKind),
    "・識別情報",
    "・連絡先等情報",
    "・業務関係情報",
    "⑦使用の主体",
    "④使用の主体",
    "②保管期間",
    "別添２を参照。",
    "別添１を参照。",
    "（７．リスク１⑨を除く。）",
    "（７．②を除く。）",
    "（情報提供ネットワークシステムを通じた入手を除く。）",
    "（委託や情報提供ネットワークシステムを通じた提供を除く。）",
    "（委託に伴うものを除く。）",
    "【行政機関等のみ】",
    "【任意】",
    "委託先による特定個人情報の不正な提供に関するリスク",
    "委託先による特定個人情報の保管・消去に関するリスク",
    "委託契約終了後の不正な使用等のリスク",
    "再委託に関するリスク",
    "再委託",
    "リ",
    "政府機関ではない",
    "項目一覧",
)
"""What the form prints beside its labels; リ is the end of フラッシュメモリ in a narrow column."""


@cache
def list_print() -> frozenset[str]:
    """Return what the form prints beside its labels, squeezed: words that no field holds."""
    return frozenset(squeeze(text) for text in _PRINTED)


@frozen
class Slot:
    """One thing that a form prints: a field's label, or a heading (without a field).

    `keys` are its spellings as they are compared, {n} or {k} where a number counts. `mark` is what is printed
    before it: ①, a section's number, a chapter's; "" for nothing.
    """

    position: int
    keys: tuple[str, ...]
    mark: str = ""
    block: str = ""
    field: FormField | None = None

    @property
    def is_circled(self) -> bool:
        """Whether a number in a circle stands before it, as before the fields of a section."""
        return bool(_MARK.fullmatch(self.mark))


@cache
def list_slots(form: FormKind) -> tuple[Slot, ...]:
    """Return what a form prints, in printed order."""
    return tuple(Slot(i, *told) for i, told in enumerate(_tell(form)))


def _tell(form: FormKind) -> Iterator[tuple[tuple[str, ...], str, str, FormField | None]]:
    for field in list_fields(form):
        headings = list(HEADINGS[form].get(field.path, ()))
        before, _, label = field.label.rpartition("／")
        if before.endswith("リスク"):
            headings.append(before)
        for heading in headings:
            number, blank, words = heading.partition(" ")
            text, mark = (words, number) if blank else (heading, "")
            # A section's heading stands before the entries, not in each of them.
            block = "" if field.counted and mark else field.repeat
            yield _spell_heading(text), mark, block, None
        mark, spelled = _spell_field(field, label)
        if any(heading.partition(" ")[0] == mark for heading in headings):
            mark = ""  # the number stands before the heading
        yield tuple(dict.fromkeys(map(squeeze, spelled))), mark, field.repeat, field


def _spell_field(field: FormField, label: str) -> tuple[str, tuple[str, ...]]:
    """The mark before a field's label, and the spellings of the label."""
    printed = find_spellings(field)
    numbered = [spelling.partition(" ") for spelling in printed if " " in spelling]
    if numbered:
        return numbered[0][0], tuple(words for _, _, words in numbered)
    return _find_mark(field), printed or _spell(label)


def _spell_heading(words: str) -> tuple[str, ...]:
    """A risk is printed with 特定個人情報が before it in some sections, and without in others."""
    spelled = squeeze(words)
    return (spelled, squeeze(f"特定個人情報が{words}")) if words.endswith("リスク") else (spelled,)


def _spell(label: str) -> tuple[str, ...]:
    """A label as the table names it, without what it adds in brackets, and 措置の内容 in the form's own words."""
    plain = _MARK.sub("", label, count=1) if _MARK.match(label) else label
    if plain == "措置の内容":
        return ("リスクに対する措置の内容",)
    return (plain, _BESIDE.sub("", plain))


def _find_mark(field: FormField) -> str:
    last = field.path.rpartition(".")[2]
    if _MARK.fullmatch(last):
        return last
    section = _SECTION.fullmatch(field.path)
    return section[1] if section else ""


@cache
def find_part(form: FormKind, slot: int) -> str:
    """Return the part of the form that a slot stands in: its entry, its risk of Ⅲ, else its section."""
    slots = list_slots(form)
    told = next((one for one in slots[slot:] if one.field is not None), slots[slot])
    if told.field is None or told.field.counted:
        return slots[slot].block
    found = _PART.match(told.field.path)
    return found[0] if found else told.field.chapter


_PART = re.compile(r"[ⅠⅡⅢⅣⅤⅥ]\.\d+(?:\.リスク\d)?")


@cache
def list_risks(form: FormKind) -> tuple[str, ...]:
    """Return for each slot the risk that it is of, where a heading of its own names that risk; "" for none."""
    parts = [find_part(form, slot.position) for slot in list_slots(form)]
    headed = {part for part, slot in zip(parts, list_slots(form), strict=True) if slot.field is None}
    return tuple(part if "リスク" in part and part in headed else "" for part in parts)


@frozen
class Loop:
    """A run of slots that is printed again: `first` to `last`, begun anew where one of `heads` stands."""

    first: int
    last: int
    heads: tuple[int, ...]


@cache
def find_loops(form: FormKind) -> Mapping[int, Loop]:
    """Return what is printed again, by its last slot: systems, entries, and the chapters that are a file's."""
    found: dict[int, Loop] = {}
    slots = list_slots(form)
    repeats = dict.fromkeys(slot.block for slot in slots if slot.block)
    for repeat in repeats:
        if repeat.endswith("ファイル{f}"):
            continue
        of_entry = [slot.position for slot in slots if slot.block == repeat]
        found[of_entry[-1]] = Loop(of_entry[0], of_entry[-1], (of_entry[0],))
    for chapter in dict.fromkeys(r.partition(".")[0] for r in repeats if r.endswith("ファイル{f}")):
        inside = [s for s in slots if s.block.startswith(f"{chapter}.") and _stands_in(s, chapter)]
        names = [slot.position for slot in inside if slot.field and slot.field.path == f"{chapter}.1"]
        found[inside[-1].position] = Loop(
            inside[0].position, inside[-1].position, (inside[0].position, *names)
        )
    return found


def _stands_in(slot: Slot, chapter: str) -> bool:
    """別添2 comes once for each file, but not within the chapter of files."""
    return slot.field is None or slot.field.chapter == chapter
