"""Which items of the form a cause makes worth another look: general causes, never one body or document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Form
from piaflow.impact.causes import Cause, CauseKind
from piaflow.law.addresses import Address
from piaflow.law.forms import FormField, find_field


@frozen
class Induction:
    """One line of the table: a cause, why it matters, and the fields whose question it touches, with the words of that.

    A field stands here where its printed question (its label, or that of the box above it) names what the cause makes
    new: the way, the place, the contractor, the contract, the recipient, the terminal, the medium. What asks for the
    sum of others (その他の措置, 十分か) and what asks of the whole body does not. Nothing is learned from what bodies
    rewrote; docs/impact.md says how much of that the table foretells.

    Fields have the numbers of 様式4; the other forms follow where they ask the same, and `priority` names what only
    様式3 asks, in its own numbers. {k} counts the entry of Ⅱ that is the cause's subject.
    """

    cause: CauseKind
    reason: str
    fields: Mapping[str, str]
    priority: Mapping[str, str] = field(factory=dict)

    def list_fields(self, form: FormKind) -> tuple[FormField, ...]:
        """Return the fields that it touches in a form."""
        asked = (Address(FormKind.FULL, place).on(form) for place in self.fields)
        own = self.priority if form is FormKind.PRIORITY else ()
        return (*(address.field for address in asked if address), *(find_field(form, place) for place in own))


INDUCTIONS: tuple[Induction, ...] = (
    Induction(
        CauseKind.NEW_ACQUISITION,
        "入手の経路が増えるので、入手の方法・明示と、対象者・必要な情報・不適切な方法・正確性・漏えいの対策を見直す",
        {
            "Ⅱ.3.②": "入手方法",
            "Ⅱ.3.⑤": "本人への明示",
            "Ⅲ.2.リスク1.対象者以外": "対象者以外の情報の入手",
            "Ⅲ.2.リスク1.必要な情報以外": "必要な情報以外を入手",
            "Ⅲ.2.リスク2": "不適切な方法で入手",
            "Ⅲ.2.リスク3.本人確認": "入手の際の本人確認",
            "Ⅲ.2.リスク3.真正性": "個人番号の真正性確認",
            "Ⅲ.2.リスク3.正確性": "正確性確保",
            "Ⅲ.2.リスク4": "入手の際に特定個人情報が漏えい・紛失",
        },
        priority={"Ⅲ.2": "目的外の入手"},
    ),
    Induction(
        CauseKind.NEW_SOURCE,
        "入手元が増えるので、そこから入手する時期と、入手してよいわけを見直す",
        {"Ⅱ.3.③": "入手の時期・頻度", "Ⅱ.3.④": "入手に係る妥当性"},
    ),
    Induction(
        CauseKind.NEW_PLACE,
        "機関の外のシステムを個人番号が通るので、そこに残るか、通信をどう守るかを書く",
        {"Ⅱ.6.①": "保管場所", "Ⅲ.7.リスク1.⑥.内容": "技術的対策"},
    ),
    Induction(
        CauseKind.UNTOLD_PLACE,
        "運用者の分からないシステムを個人番号が通るので、誰が動かすかを確かめ、外のものなら、そこに残るか、通信をどう守るかを書く",
        {"Ⅱ.6.①": "保管場所", "Ⅲ.7.リスク1.⑥.内容": "技術的対策"},
    ),
    Induction(
        CauseKind.NEW_OPERATOR,
        "個人番号をもつシステムを動かす者が替わるので、どこに保管され、誰がどう守るかを見直す",
        {"Ⅱ.6.①": "保管場所", "Ⅲ.7.リスク1.⑥.内容": "技術的対策"},
    ),
    Induction(
        CauseKind.WIDER_ENTRUSTMENT,
        "今の委託で扱う事が増えるので、委託の名・内容・範囲の理由・渡し方と、管理体制の確認を見直す",
        {
            "Ⅱ.4.委託事項{k}": "委託事項",
            "Ⅱ.4.委託事項{k}.①": "委託内容",
            "Ⅱ.4.委託事項{k}.②.妥当性": "その妥当性",
            "Ⅱ.4.委託事項{k}.④": "提供方法",
            "Ⅲ.4.体制": "情報保護管理体制の確認",
        },
    ),
    Induction(
        CauseKind.NEW_ENTRUSTMENT,
        "委託先が増えるので、委託の件数と、管理体制の確認、契約の規定を見直す",
        {"Ⅱ.4.有無": "件数", "Ⅲ.4.体制": "情報保護管理体制の確認", "Ⅲ.4.契約規定.内容": "委託契約書中の"},
    ),
    Induction(
        CauseKind.NEW_HANDOVER,
        "渡す相手が増えるので、提供・移転の件数とルール、渡し方、誤った相手・情報への対策を見直す",
        {
            "Ⅱ.5.有無": "提供・移転の有無",
            "Ⅲ.5.リスク1.ルール.内容": "提供・移転に関するルール",
            "Ⅲ.5.リスク2": "不適切な方法で提供・移転",
            "Ⅲ.5.リスク3": "誤った相手に提供・移転",
        },
    ),
    Induction(
        CauseKind.NEW_SUBENTRUSTMENT,
        "再委託が始まるので、許諾の方法・再委託する事と、再委託先での取扱いの確保を書く",
        {
            "Ⅱ.4.委託事項{k}.⑧": "再委託の許諾方法",
            "Ⅱ.4.委託事項{k}.⑨": "再委託事項",
            "Ⅲ.4.再委託先.方法": "再委託先による",
        },
    ),
    Induction(
        CauseKind.NEW_SUBENTRUSTED_FLOW,
        "再委託先に特定個人情報が渡るので、再委託する事と、再委託先での取扱いの確保を見直す",
        {
            "Ⅱ.4.委託事項{k}.⑦": "再委託の有無",
            "Ⅱ.4.委託事項{k}.⑨": "再委託事項",
            "Ⅲ.4.再委託先.方法": "再委託先による",
        },
    ),
    Induction(
        CauseKind.WIDER_HANDOVER,
        "今の相手に渡す特定個人情報が増えるので、渡す情報の記載を見直す",
        {"Ⅱ.5.提供先{k}.③": "提供する情報", "Ⅱ.5.移転先{k}.③": "移転する情報"},
    ),
    Induction(
        CauseKind.NEW_SYSTEM,
        "個人番号をもつシステムが増えるので、ほかの情報との紐付けを防ぐ措置を見直す",
        {"Ⅲ.3.リスク1.その他システム": "その他のシステムにおける措置"},
        priority={"Ⅲ.3.リスク1": "目的を超えた紐付け"},
    ),
    Induction(
        CauseKind.NEW_TERMINAL,
        "個人番号を扱う端末が増えるので、利用者の認証と権限・使用の記録、事務の外での使用、置き場所の対策を見直す",
        {
            "Ⅲ.3.リスク2.ユーザ認証.方法": "ユーザ認証の管理",
            "Ⅲ.3.リスク2.発効失効.方法": "アクセス権限の発効・失効の管理",
            "Ⅲ.3.リスク2.権限.方法": "アクセス権限の管理",
            "Ⅲ.3.リスク2.記録.方法": "特定個人情報の使用の記録",
            "Ⅲ.3.リスク3": "従業者が事務外で使用",
            "Ⅲ.7.リスク1.⑤.内容": "物理的対策",
        },
    ),
    Induction(
        CauseKind.NEW_MEDIUM,
        "特定個人情報が媒体に写るので、事務の外での使用と、不正な複製の対策を見直す",
        {"Ⅲ.3.リスク3": "従業者が事務外で使用", "Ⅲ.3.リスク4": "不正に複製"},
    ),
    Induction(
        CauseKind.MOVED_STORAGE,
        "置き場所が変わるので、保管と消去、物理的対策と技術的対策を見直す",
        {
            "Ⅱ.6.①": "保管場所",
            "Ⅱ.6.③": "消去方法",
            "Ⅲ.7.リスク1.⑤.内容": "物理的対策",
            "Ⅲ.7.リスク1.⑥.内容": "技術的対策",
        },
    ),
    Induction(
        CauseKind.MOVED_TO_CLOUD,
        "クラウドに置くので、事業者の機器からの消去の手順を見直す",
        {"Ⅲ.7.リスク3.手順の内容": "手順の内容"},
    ),
    Induction(
        CauseKind.NEW_NETWORK,
        "情報提供ネットワークシステムを使い始めるので、情報連携の根拠と、接続に伴うリスクの対策を書く",
        {
            "Ⅰ.6.①": "情報提供ネットワークシステム",
            "Ⅰ.6.②": "情報提供ネットワークシステム",
            "Ⅲ.6.リスク1": "目的外の入手",
            "Ⅲ.6.リスク2": "安全が保たれない方法によって入手",
            "Ⅲ.6.リスク3": "入手した特定個人情報が不正確",
            "Ⅲ.6.リスク4": "入手の際に特定個人情報が漏えい・紛失",
            "Ⅲ.6.リスク5": "不正な提供",
            "Ⅲ.6.リスク6": "不適切な方法で提供",
            "Ⅲ.6.リスク7": "誤った相手に提供",
        },
    ),
    Induction(
        CauseKind.UNDRAWN_FLOW,
        "特定個人情報の流れが増えるので、別添1の図と備考に描き足す",
        {"別添1": "事務の内容"},
    ),
    Induction(
        CauseKind.ENDED_PLACE,
        "使わなくなるシステムに特定個人情報が残らないように、消去の方法と手順を見直す",
        {"Ⅱ.6.③": "消去方法", "Ⅲ.7.リスク3.手順の内容": "手順の内容"},
    ),
    Induction(
        CauseKind.ENDED_ENTRUSTMENT,
        "委託が終わるので、委託先からの返却・消去を確かめ、委託の有無を見直す",
        {"Ⅱ.4.有無": "件数", "Ⅲ.4.消去ルール.内容": "消去ルール"},
    ),
)


@frozen
class Review:
    """見直す欄: a cell of the new form that the model cannot rewrite, and the causes that touch it.

    `induction` is the line of the table that says why the first of them does.
    """

    cell: Cell
    causes: tuple[Cause, ...]
    induction: Induction


def find_reviews(form: Form, a: Assessment, causes: Sequence[Cause]) -> tuple[Review, ...]:
    """Return the cells to look at again, each once, in the order of the form."""
    found: dict[Address, Review] = {}
    for review in _reviews(form, a, causes):
        known = found.get(review.cell.address)
        found[review.cell.address] = (
            evolve(known, causes=(*known.causes, *review.causes)) if known else review
        )
    return tuple(found[address] for address in sorted(found))


def _reviews(form: Form, a: Assessment, causes: Sequence[Cause]) -> Iterator[Review]:
    files = {file.name: f"ファイル{index}" for index, file in enumerate(a.listed_files, 1)}
    cells = {cell.address: cell for cell in form.cells}
    for cause in causes:
        entry = a.entries_by_name.get(cause.subject)
        for induction in INDUCTIONS:
            if induction.cause is cause.kind:
                for asked in induction.list_fields(form.kind):
                    number = entry.number if entry else ""
                    cell = cells.get(Address.of(asked, file=files[cause.file], number=number))
                    if cell is not None:
                        yield Review(cell, (cause,), induction)
