"""Which items of the form a cause makes worth another look: general causes, never one body or document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.form.form import Cell, Form
from piaflow.impact.causes import Cause, CauseKind
from piaflow.law.addresses import Address
from piaflow.law.forms import FormField, find_field


@frozen
class Induction:
    """One line of the table: a cause, why it matters, and the fields that it touches, by the numbers of 様式4.

    The other forms follow where they ask the same; `priority` names what only 様式3 asks, in its own numbers.
    {k} counts the entry of Ⅱ that is the cause's subject. `seen` names the published change in which the fields
    were rewritten for this cause ("" where no record is known).
    """

    cause: CauseKind
    reason: str
    fields: tuple[str, ...]
    priority: tuple[str, ...] = ()
    seen: str = ""

    def list_fields(self, form: FormKind) -> tuple[FormField, ...]:
        """Return the fields that it touches in a form."""
        asked = (Address(FormKind.FULL, place).on(form) for place in self.fields)
        own = self.priority if form is FormKind.PRIORITY else ()
        return (*(address.field for address in asked if address), *(find_field(form, place) for place in own))


INDUCTIONS: tuple[Induction, ...] = (
    Induction(
        CauseKind.NEW_ACQUISITION,
        "入手の経路が増えるので、入手の方法・明示と、対象者・必要な情報・不適切な方法・正確性・漏えいの対策を見直す",
        (
            "Ⅱ.3.②",
            "Ⅱ.3.⑤",
            "Ⅲ.2.リスク1.対象者以外",
            "Ⅲ.2.リスク1.必要な情報以外",
            "Ⅲ.2.リスク2",
            "Ⅲ.2.リスク3.本人確認",
            "Ⅲ.2.リスク3.正確性",
            "Ⅲ.2.リスク4",
        ),
        priority=("Ⅲ.2",),
        seen="高槻市 予防接種証明書の電子交付（令和4年7月）、コンビニ交付",
    ),
    Induction(
        CauseKind.NEW_PLACE,
        "機関の外のシステムを個人番号が通るので、そこに残るか、通信をどう守るかを書く",
        ("Ⅱ.6.①", "Ⅲ.7.リスク1.⑥.内容"),
        seen="高槻市 予防接種証明書の電子交付（令和4年7月）、コンビニ交付",
    ),
    Induction(
        CauseKind.WIDER_ENTRUSTMENT,
        "今の委託で扱う事が増えるので、委託の名・内容・範囲の理由・渡し方と、管理体制の確認を見直す",
        (
            "Ⅱ.4.委託事項{k}",
            "Ⅱ.4.委託事項{k}.①",
            "Ⅱ.4.委託事項{k}.②.妥当性",
            "Ⅱ.4.委託事項{k}.④",
            "Ⅲ.4.体制",
        ),
        seen="高槻市 予防接種証明書の電子交付（令和4年7月）、コンビニ交付",
    ),
    Induction(
        CauseKind.NEW_ENTRUSTMENT,
        "委託先が増えるので、管理体制の確認を見直す",
        ("Ⅱ.4.有無", "Ⅲ.4.体制"),
        seen="小平市 証明書のコンビニ交付（令和3年9月。Ⅱ.4だけ）",
    ),
    Induction(
        CauseKind.NEW_HANDOVER,
        "渡す相手が増えるので、渡し方と、誤った相手・情報への対策を見直す",
        ("Ⅱ.5.有無", "Ⅲ.5.リスク2", "Ⅲ.5.リスク3"),
        priority=("Ⅲ.5.ルール.内容",),
        seen="高槻市 予防接種（令和4年7月、照会の仕方の見直し）",
    ),
    Induction(
        CauseKind.NEW_SUBENTRUSTMENT,
        "再委託が始まるので、許諾の方法・再委託する事と、再委託先での取扱いの確保を書く",
        ("Ⅱ.4.委託事項{k}.⑧", "Ⅱ.4.委託事項{k}.⑨", "Ⅲ.4.再委託先.方法"),
    ),
    Induction(
        CauseKind.WIDER_HANDOVER,
        "今の相手に渡す特定個人情報が増えるので、渡す情報の記載を見直す",
        ("Ⅱ.5.提供先{k}.③", "Ⅱ.5.移転先{k}.③"),
    ),
    Induction(
        CauseKind.NEW_SYSTEM,
        "個人番号をもつシステムが増えるので、ほかの情報との紐付けを防ぐ措置を見直す",
        ("Ⅲ.3.リスク1.その他システム",),
        priority=("Ⅲ.3.リスク1",),
    ),
    Induction(
        CauseKind.NEW_TERMINAL,
        "個人番号を扱う端末が増えるので、利用者の認証と権限、事務の外での使用、置き場所の対策を見直す",
        (
            "Ⅲ.3.リスク2.ユーザ認証.方法",
            "Ⅲ.3.リスク2.発効失効.方法",
            "Ⅲ.3.リスク2.権限.方法",
            "Ⅲ.3.リスク2.記録.方法",
            "Ⅲ.3.リスク3",
            "Ⅲ.7.リスク1.⑤.内容",
        ),
    ),
    Induction(
        CauseKind.NEW_MEDIUM,
        "特定個人情報が媒体に写るので、事務の外での使用と不正な複製の対策、媒体の置き場所を見直す",
        ("Ⅲ.3.リスク3", "Ⅲ.3.リスク4", "Ⅲ.7.リスク1.⑤.内容"),
    ),
    Induction(
        CauseKind.NEW_SUBENTRUSTED_FLOW,
        "再委託先に特定個人情報が渡るので、再委託する事と、再委託先での取扱いの確保を見直す",
        ("Ⅱ.4.委託事項{k}.⑦", "Ⅱ.4.委託事項{k}.⑨", "Ⅲ.4.再委託先.方法"),
    ),
    Induction(
        CauseKind.MOVED_TO_CLOUD,
        "クラウドに置くので、事業者の機器からの消去の手順を見直す",
        ("Ⅲ.7.リスク3.手順の内容",),
    ),
    Induction(
        CauseKind.ENDED_PLACE,
        "使わなくなるシステムに特定個人情報が残らないように、消去の方法と手順を見直す",
        ("Ⅱ.6.③", "Ⅲ.7.リスク3.手順の内容"),
    ),
    Induction(
        CauseKind.ENDED_ENTRUSTMENT,
        "委託が終わるので、委託先からの返却・消去を確かめ、委託の有無を見直す",
        ("Ⅱ.4.有無", "Ⅲ.4.消去ルール.内容"),
    ),
    Induction(
        CauseKind.NEW_NETWORK,
        "情報提供ネットワークシステムを使い始めるので、情報連携の根拠と、接続に伴うリスクの対策を書く",
        ("Ⅰ.6.①", "Ⅰ.6.②", *(f"Ⅲ.6.リスク{n}" for n in range(1, 8))),
    ),
    Induction(
        CauseKind.MOVED_STORAGE,
        "置き場所が変わるので、保管と消去、物理的対策と技術的対策を見直す",
        ("Ⅱ.6.①", "Ⅱ.6.③", "Ⅲ.7.リスク1.⑤.内容", "Ⅲ.7.リスク1.⑥.内容"),
        seen="高槻市 住民基本台帳のクラウド移行",
    ),
    Induction(
        CauseKind.UNDRAWN_FLOW,
        "特定個人情報の流れが増えるので、別添1の図と備考に描き足す",
        ("別添1",),
        seen="高槻市 予防接種の副本登録連携（図に流れを足した行）",
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
                for field in induction.list_fields(form.kind):
                    number = entry.number if entry else ""
                    cell = cells.get(Address.of(field, file=files[cause.file], number=number))
                    if cell is not None:
                        yield Review(cell, (cause,), induction)
