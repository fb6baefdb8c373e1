"""Forms of invented towns with every field at random: what a 評価書 could say, and so what reading must say."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Filled, Form
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind, FormField, list_fields

_WHERE = (
    "みなと市",
    "あさひ町",
    "しおさい村",
    "市民課",
    "税務課",
    "支所の窓口",
    "本庁の担当係",
    "健康推進課",
)
_WHAT = (
    "届出の記録",
    "証明書の控え",
    "異動の通知",
    "接種の記録",
    "所得の照会",
    "宛名の名簿",
    "窓口の受付票",
    "住所の履歴",
)
_DOES = (
    "を受け付けて確かめる",
    "を月ごとにまとめて送る",
    "を職員が目で照らし合わせる",
    "を施錠した書庫に置く",
    "を必要な者だけが開く",
)
_NAMED = ("システム", "サービス", "台帳ファイル", "業務", "課", "株式会社", "センター", "基盤")
_BESIDE = ("他市区町村", "健康推進課", "出先の支所", "県の担当課、国の機関", "みなと番号連携基盤")
_NAMES = frozenset(
    (
        *("表紙.評価書名", "表紙.評価実施機関名", "Ⅰ.1.①", "Ⅰ.2.システム{n}.①", "Ⅱ.1", "Ⅱ.2.⑥", "Ⅲ.1"),
        *("Ⅱ.4.委託事項{k}", "Ⅱ.4.委託事項{k}.⑥", "Ⅱ.5.提供先{k}", "Ⅱ.5.移転先{k}"),
    )
)
_UNPRINTED = frozenset((FieldKind.DIAGRAM, FieldKind.REFERENCE))
_BLANK = 0.15
"""The share of the fields that nobody filled in."""
_CHAPTERS = (
    "Ⅰ基本情報",
    "Ⅱ特定個人情報ファイルの概要",
    "Ⅲ特定個人情報ファイルの取扱いプロセスにおけるリスク対策",
)
_RESULTS = ("基礎項目評価の実施が義務付けられる", "特定個人情報保護評価の実施が義務付けられない")


def seed_random(seed: int) -> Random:
    """Return random numbers that are the same in every run."""
    return Random(seed)  # noqa: S311 - a form, no secret


def make_form(kind: FormKind, random: Random, systems: int = 0) -> Form:
    """Return a form with one to three files, several systems, entries and changes; some fields are blank.

    `systems`: how many, where that matters.
    """
    return Form(kind, tuple(sorted(_make_cells(kind, random, systems), key=lambda cell: cell.address)))


def _make_cells(kind: FormKind, random: Random, systems: int) -> Iterator[Cell]:
    fields = list_fields(kind)
    files = [f"ファイル{i}" for i in range(1, random.randint(1, 3) + 1)]
    names = {file: _name(random) for file in files}
    counts: dict[tuple[str, str], int] = {}
    for field in fields:
        if field.kind in _UNPRINTED:
            continue
        for file in files if field.is_by_file else [""]:
            of = (file, field.counted)
            if field.counted and of not in counts:
                counts[of] = random.randint(0 if field.is_by_file else 1, 4)
                if field.counted == "システム":
                    counts[of] = systems or counts[of]
            numbers = [str(n) for n in range(1, counts[of] + 1)] if field.counted else [""]
            for number in numbers:
                address = Address(kind, field.path, file, number)
                is_name = field.is_by_file and field.full in ("Ⅱ.1", "Ⅲ.1")
                yield Cell(address, Filled(names[file]) if is_name else _fill(field, random))


def _fill(field: FormField, random: Random) -> Filled:
    if field.kind in BOXED:
        return _tick(field, random)
    if field.counted == "変更" and field.path.endswith("項目"):
        return Filled(f"{random.choice(_CHAPTERS)}　{random.randint(1, 6)}．{_name(random)}")
    is_name = field.kind is FieldKind.TEXT and field.full in _NAMES
    if not is_name and random.random() < _BLANK:
        return Filled()
    return Filled(_name(random) if is_name else _answer(field, random))


def _answer(field: FormField, random: Random) -> str:
    match field.kind:
        case FieldKind.CHOICE:
            answer = random.choice(field.choices)
        case FieldKind.CHOICE_AND_COUNT:
            choice = random.choice(field.choices)
            answer = f"{choice}（{random.randint(1, 9)}件）" if choice == field.choices[0] else choice
        case FieldKind.DATE:
            answer = f"令和{random.randint(2, 8)}年{random.randint(1, 12)}月{random.randint(1, 28)}日"
        case FieldKind.RESULT:
            answer = random.choice(_RESULTS)
        case FieldKind.LIST:
            answer = "\n".join(f"{i}．{_name(random)}の番号" for i in range(1, random.randint(3, 9)))
        case _:
            answer = _write(random)
    return answer


def _tick(field: FormField, random: Random) -> Filled:
    ticked: list[str] = []
    for name, choice in zip(field.boxes, field.choices or field.boxes, strict=True):
        if random.random() < 0.35:
            beside = random.choice(_BESIDE) if choice.endswith("()") else ""
            if "件" in choice:
                ticked.append(f"［○］{name}（{random.randint(1, 60)}）件")
            else:
                ticked.append(f"［○］{name}（{beside}）" if beside else f"［○］{name}")
    return Filled("\n".join(ticked), told=True)


def _name(random: Random) -> str:
    return f"{random.choice(_WHERE)}{random.randint(11, 99)}{random.choice(_NAMED)}"


def _write(random: Random) -> str:
    lines = [_sentence(random) for _ in range(random.choice((1, 1, 1, 2, 3, 5)))]
    if len(lines) > 1 and random.random() < 0.5:
        lines = [f"・{line}" for line in lines]
    return "\n".join(lines)


def _sentence(random: Random) -> str:
    words = [
        f"{random.choice(_WHERE)}で{random.choice(_WHAT)}{random.randint(100, 999)}{random.choice(_DOES)}"
    ]
    words += [
        f"、{random.choice(_WHAT)}{random.randint(100, 999)}{random.choice(_DOES)}"
        for _ in range(random.randint(0, 1))
    ]
    return "".join(words) + "。"
