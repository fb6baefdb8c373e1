"""The grammar of a form: what it prints by itself, in printed order, and what comes again.

The table of the form (law.forms) is the grammar; here stand the headings between its fields, and the spellings in
which documents print a label otherwise than the table names it. Both were read off the documents of 様式4, 3 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.law.forms import FormField, list_fields
from piaflow.source.keys import squeeze

_MARK = re.compile(r"[①-⑳]")
_SECTION = re.compile(r"[ⅠⅡⅢⅣⅤⅥ]\.(\d+)")
_BESIDE = re.compile(r"（[^（）]*）")
_HANDED = "特定個人情報の提供・移転"
_OUTSIDE_NETWORK = "（委託や情報提供ネットワークシステムを通じた提供を除く。）"
_TAKEN = "特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）"

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "Ⅰ.2.システム{n}.③": ("他のシステムとの接続", "他システムとの接続"),
    "Ⅱ.2.④.全て": ("全ての記録項目",),
    "Ⅱ.4.有無": ("委託の有無",),
    "Ⅱ.4.委託事項{k}": ("委託事項{k}",),
    "Ⅱ.5.有無": ("提供・移転の有無",),
    "Ⅱ.5.提供先{k}": ("提供先{k}",),
    "Ⅱ.5.移転先{k}": ("移転先{k}",),
    "Ⅲ.2.その他": (f"{_TAKEN}におけるその他のリスク及びそのリスクに対する措置",),
    "Ⅲ.3.その他": ("特定個人情報の使用におけるその他のリスク及びそのリスクに対する措置",),
    "Ⅲ.4.再委託先": (
        "再委託先による特定個人情報ファイルの適切な取扱いの確保",
        "再委託先による特定個人情報ファイルの適切な取扱いの担保",
    ),
    "Ⅲ.4.その他": ("特定個人情報ファイルの取扱いの委託におけるその他のリスク及びそのリスクに対する措置",),
    "Ⅲ.5.その他": (f"{_HANDED}{_OUTSIDE_NETWORK}におけるその他のリスク及びそのリスクに対する措置",),
    "Ⅲ.7.その他": ("特定個人情報の保管・消去におけるその他のリスク及びそのリスクに対する措置",),
    "Ⅴ.1.③.額": ("（手数料額、納付方法", "手数料額、納付方法"),
    # Marks beside a section's heading, which is their label.
    "Ⅲ.4.有無": ("4 特定個人情報ファイルの取扱いの委託",),
    "Ⅲ.5.有無": (f"5 特定個人情報の提供・移転{_OUTSIDE_NETWORK}", "5 特定個人情報の提供・移転"),
    "Ⅲ.6.有無": ("6 情報提供ネットワークシステムとの接続",),
}
"""By the numbers of 様式4: how documents print a label, where the table names it in other words.

The first is the form's own; the number of a section stands before it.
"""

BASIC_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "Ⅱ.1": ("評価対象の事務の対象人数は何人か", "対象人数"),
    "Ⅱ.2": ("特定個人情報ファイル取扱者数は500人以上か", "取扱者数は500人以上か"),
    "Ⅱ.3": ("過去１年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか",),
    "Ⅳ.4": ("委託先における不正な使用等のリスクへの対策は十分か",),
    "Ⅳ.5": ("不正な提供・移転が行われるリスクへの対策は十分か",),
    "Ⅳ.6.a": ("目的外の入手が行われるリスクへの対策は十分か",),
    "Ⅳ.6.b": ("不正な提供が行われるリスクへの対策は十分か",),
    "Ⅳ.7": (
        "特定個人情報の漏えい・滅失・毀損リスクへの対策は十分か",
        "漏えい・滅失・毀損リスクへの対策は十分か",
    ),
}
"""By the numbers of 様式2, which ask in sentences of their own."""

HEADINGS: Mapping[FormKind, Mapping[str, tuple[str, ...]]] = {
    FormKind.FULL: {
        "Ⅰ.1.①": ("Ⅰ 基本情報", "1 特定個人情報ファイルを取り扱う事務"),
        "Ⅰ.2.システム{n}.①": (
            "2 特定個人情報ファイルを取り扱う事務において使用するシステム",
            "システム{n}",
        ),
        "Ⅰ.4.①": ("4 特定個人情報ファイルを取り扱う理由",),
        "Ⅰ.5": ("5 個人番号の利用",),
        "Ⅰ.6.①": ("6 情報提供ネットワークシステムによる情報連携",),
        "Ⅰ.7.①": ("7 評価実施機関における担当部署",),
        "Ⅱ.1": ("Ⅱ 特定個人情報ファイルの概要",),
        "Ⅱ.2.①": ("2 基本情報",),
        "Ⅱ.3.①": ("3 特定個人情報の入手・使用",),
        "Ⅱ.4.有無": ("4 特定個人情報ファイルの取扱いの委託",),
        "Ⅱ.5.有無": ("5 特定個人情報の提供・移転（委託に伴うものを除く。）",),
        "Ⅱ.6.①": ("6 特定個人情報の保管・消去",),
        "Ⅲ.1": ("Ⅲ 特定個人情報ファイルの取扱いプロセスにおけるリスク対策",),
        "Ⅲ.2.リスク1.対象者以外": ("2 特定個人情報の入手", "目的外の入手が行われるリスク"),
        "Ⅲ.3.リスク1.宛名": ("3 特定個人情報の使用",),
        "Ⅲ.3.リスク2.ユーザ認証": (
            "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスク",
        ),
        "Ⅲ.4.体制": ("委託先による特定個人情報の不正入手・不正な使用に関するリスク",),
        "Ⅲ.7.リスク1.①": ("7 特定個人情報の保管・消去", "特定個人情報の漏えい・滅失・毀損リスク"),
        "Ⅳ.1.①": ("Ⅳ その他のリスク対策", "1 監査"),
        "Ⅴ.1.①": ("Ⅴ 開示請求、問合せ", "1 特定個人情報の開示・訂正・利用停止請求"),
        "Ⅴ.2.①": ("2 特定個人情報ファイルの取扱いに関する問合せ",),
        "Ⅵ.1.①": ("Ⅵ 評価実施手続", "1 基礎項目評価"),
        "Ⅵ.2.①": ("2 国民・住民等からの意見の聴取",),
        "Ⅵ.3.①": ("3 第三者点検",),
        "Ⅵ.4.①": ("4 個人情報保護委員会の承認",),
    },
    FormKind.PRIORITY: {
        "Ⅰ.1.①": ("Ⅰ 基本情報", "1 特定個人情報ファイルを取り扱う事務"),
        "Ⅰ.2.システム{n}.①": (
            "2 特定個人情報ファイルを取り扱う事務において使用するシステム",
            "システム{n}",
        ),
        "Ⅰ.4": ("4 個人番号の利用",),
        "Ⅰ.5.①": ("5 情報提供ネットワークシステムによる情報連携",),
        "Ⅰ.6.①": ("6 評価実施機関における担当部署",),
        "Ⅱ.1": ("Ⅱ 特定個人情報ファイルの概要",),
        "Ⅱ.2.①": ("2 基本情報",),
        "Ⅱ.3.①": ("3 特定個人情報の入手・使用",),
        "Ⅱ.4.有無": ("4 特定個人情報ファイルの取扱いの委託",),
        "Ⅱ.5.有無": ("5 特定個人情報の提供・移転（委託に伴うものを除く。）",),
        "Ⅱ.6": ("6 特定個人情報の保管・消去",),
        "Ⅲ.1": ("Ⅲ リスク対策",),
        "Ⅲ.2": ("2 特定個人情報の入手", "目的外の入手が行われるリスク"),
        "Ⅲ.3.リスク1": ("3 特定個人情報の使用",),
        "Ⅲ.3.リスク2.ユーザ認証": (
            "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスク",
        ),
        "Ⅲ.4.契約規定": ("委託先における不正な使用等のリスク",),
        "Ⅲ.5.ルール": ("不正な提供・移転が行われるリスク",),
        "Ⅲ.7.①": ("7 特定個人情報の保管・消去", "特定個人情報の漏えい・滅失・毀損リスク"),
        "Ⅲ.8": ("8 監査",),
        "Ⅲ.9": ("9 従業者に対する教育・啓発",),
        "Ⅳ.1.①": ("Ⅳ 開示請求、問合せ", "1 特定個人情報の開示・訂正・利用停止請求"),
        "Ⅳ.2.①": ("2 特定個人情報ファイルの取扱いに関する問合せ",),
        "Ⅴ.1.①": ("Ⅴ 評価実施手続", "1 基礎項目評価"),
        "Ⅴ.2.①": ("2 国民・住民等からの意見の聴取",),
        "Ⅴ.3.①": ("3 第三者点検",),
    },
    FormKind.BASIC: {
        "Ⅰ.1.①": ("Ⅰ 関連情報", "1 特定個人情報ファイルを取り扱う事務"),
        "Ⅰ.3": ("3 個人番号の利用",),
        "Ⅰ.4.①": ("4 情報提供ネットワークシステムによる情報連携",),
        "Ⅰ.5.①": ("5 評価実施機関における担当部署",),
        "Ⅰ.7": ("7 特定個人情報の開示・訂正・利用停止請求",),
        "Ⅰ.8": ("8 特定個人情報ファイルの取扱いに関する問合せ",),
        "Ⅱ.1": ("Ⅱ しきい値判断項目", "1 対象人数"),
        "Ⅱ.2": ("2 取扱者数",),
        "Ⅱ.3": ("3 重大事故",),
        "Ⅲ": ("Ⅲ しきい値判断結果",),
        "Ⅳ.1": ("Ⅳ リスク対策",),
        "Ⅳ.2": ("2 特定個人情報の入手",),
        "Ⅳ.3.a": ("3 特定個人情報の使用",),
        "Ⅳ.4": ("4 特定個人情報ファイルの取扱いの委託",),
        "Ⅳ.5": ("5 特定個人情報の提供・移転",),
        "Ⅳ.6.a": ("6 情報提供ネットワークシステムとの接続",),
        "Ⅳ.7": ("7 特定個人情報の保管・消去",),
        "Ⅳ.8": ("8 監査",),
        "Ⅳ.9": ("9 従業者に対する教育・啓発",),
    },
}
"""The headings before a field, by its path: the number that is printed, and the words."""


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


def find_spellings(field: FormField) -> tuple[str, ...]:
    """Return how documents print a field's label where that is not as the table names it, else nothing."""
    if field.form is FormKind.BASIC and field.path in BASIC_SPELLINGS:
        return BASIC_SPELLINGS[field.path]
    return SPELLINGS.get(field.full or field.path, ())


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
