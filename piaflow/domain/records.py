"""What stands beside the assessment: its screening, texts, 変更箇所, sayings on one matter, accepted findings."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ScreeningResult, Timing
from piaflow.domain.names import Name
from piaflow.domain.span import Span
from piaflow.domain.values import checked, without_order


@frozen(field_transformer=checked, repr=False)
class Screening:
    """基礎項目評価 (様式4 Ⅵ.1, 様式3 Ⅴ.1): 実施日 (YYYY-MM-DD) and しきい値判断結果.

    `accident` is a 重大事故 of the body within one year; NO also where Ⅲ.7⑨ says 発生なし for three.
    """

    date: str = ""
    result: ScreeningResult = ScreeningResult.UNKNOWN
    accident: Certainty = Certainty.UNKNOWN
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Printed:
    """印字された記載: a short fact as the document prints it, and its lines."""

    text: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class ChoiceBox:
    """選択肢の印: a printed choice of a field and what its box shows."""

    choice: str
    box: Certainty = Certainty.UNKNOWN
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Text:
    """欄の記載: what stands at a field of the form, in the words and boxes of the document itself.

    `address` is the printed number, with the file by its name (Ⅲ.住民基本台帳ファイル.2.リスク2).
    """

    address: str
    text: str = ""
    boxes: tuple[ChoiceBox, ...] = field(default=(), eq=without_order)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)


@frozen(field_transformer=checked, repr=False)
class Revision:
    """変更箇所 (別添3): one row. `item` is the printed 項目, `before` and `after` short facts of it.

    `date` is 変更日 (YYYY-MM-DD), "" where the document leaves it blank; the order of the rows in a model tells nothing.
    `inferred` says what a row follows from that no person has confirmed yet.
    """

    item: str
    date: str = ""
    before: str = ""
    after: str = ""
    timing: Timing = Timing.UNKNOWN
    note: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""


@frozen(field_transformer=checked, repr=False)
class Statement:
    """記載: what one place of the document says about a matter that it tells in several places.

    `about` names the matter, `at` the place (Ⅲ(2)7.リスク3), `says` the fact in a few words.
    Chapter Ⅲ is not modelled in full: a fact of it that another place repeats stands here. `wording` is YES
    where the places mean the same and only a word or its spelling may differ.
    """

    about: str
    at: str
    says: str
    wording: Certainty = Certainty.UNKNOWN
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    inferred: str = ""


AGENDA = "agenda@"
"""How the key begins under which a review names a field to rewrite or to look at."""


@frozen(field_transformer=checked, repr=False)
class Acceptance:
    """承知した指摘・決めたこと: the key of a finding or of a field that a review asks about, and why it stays so.

    `decided` and `until` are days (YYYY-MM-DD): when it was decided ("" not told) and until when ("" without end).
    """

    key: Name
    reason: str
    until: str = ""
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    decided: str = ""

    @property
    def is_of_agenda(self) -> bool:
        """Whether it is about a field that a review asks about, and not about a finding."""
        return self.key.startswith(AGENDA)

    def is_over(self, today: date) -> bool:
        """Whether its term is over on a day."""
        return bool(self.until) and date.fromisoformat(self.until) < today
