"""The items of the form that a change makes rewrite or look at again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

from attrs import frozen

from piaflow.domain.choices import Timing
from piaflow.form.comparing import FormChange
from piaflow.impact.causes import Cause
from piaflow.impact.induced import Review
from piaflow.law.addresses import Address

DOUBT = "前からある者の別の書き方かもしれない（要確認）"
"""What is told of what is new only if a party is not one of before under another name."""


class Origin(Enum):
    """Where an item comes from: the model itself says the new text, or a cause makes it worth a look."""

    DERIVED = "derived"
    REVIEW = "review"

    @property
    def printed(self) -> str:
        """The Japanese words."""
        return {"derived": "書き換える", "review": "見直す"}[self.value]


@frozen
class ItemChange:
    """One item of 変更箇所. `timing` is 事前 where a 重要な変更 would need it, else 事後 (may be filed after).

    It is that of the change as a whole where that is a candidate: a body files what belongs together at once.
    `rule` names what proposed it: `form` for what the model says, else the cause. `causes` are all that touch the
    field. `is_choice` says that other boxes are ticked than before.
    """

    address: Address
    label: str
    before: str
    after: str
    significant: bool
    origin: Origin
    timing: Timing
    reason: str = ""
    rule: str = "form"
    subject: str = ""
    file: str = ""
    excerpt: tuple[str, str] = ("", "")
    is_choice: bool = False
    causes: tuple[Cause, ...] = ()

    @property
    def path(self) -> str:
        """The address as text: Ⅱ.ファイル1.3.②."""
        return str(self.address)

    @property
    def field(self) -> str:
        """The field of the form: the path without the number of its file."""
        return str(self.address.without_file)


def list_items(changes: Sequence[FormChange], reviews: Sequence[Review]) -> tuple[ItemChange, ...]:
    """Return the derived items, then the cells to look at again that are not derived already."""
    # Where a block is gone, another may have its number now: that one may well have to be looked at.
    derived = {change.address for change in changes if change.after or not change.is_block}
    touched = {review.cell.address: review.causes for review in reviews}
    told = (_derived(change, touched.get(change.address, ())) for change in changes)
    return (*told, *_reviews(reviews, derived))


def _derived(change: FormChange, causes: tuple[Cause, ...]) -> ItemChange:
    return ItemChange(
        address=change.address,
        label=change.label,
        before=change.before,
        after=change.after,
        significant=change.significant,
        origin=Origin.DERIVED,
        timing=Timing.BEFORE if change.significant else Timing.AFTER,
        subject=change.subject,
        file=change.file,
        excerpt=change.excerpt,
        is_choice=change.is_choice,
        causes=causes,
    )


def _reviews(reviews: Sequence[Review], derived: set[Address]) -> Iterator[ItemChange]:
    for review in reviews:
        cell = review.cell
        if cell.address not in derived and cell.address.block not in derived:
            yield ItemChange(
                address=cell.address,
                label=cell.field.label,
                before=cell.stated,
                after=cell.stated,
                significant=cell.field.significant,
                origin=Origin.REVIEW,
                timing=Timing.BEFORE if cell.field.significant else Timing.AFTER,
                reason=_tell_reason(review),
                rule=review.causes[0].kind.value,
                subject=cell.subject,
                file=cell.file,
                causes=review.causes,
            )


def _tell_reason(review: Review) -> str:
    doubt = "" if any(cause.is_sure for cause in review.causes) else f"。{DOUBT}"
    return f"{review.induction.reason}（{review.causes[0].subject}）{doubt}"
