"""What stands beside the assessment: 変更箇所, what several places say of one matter, accepted findings."""

from __future__ import annotations

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Timing
from piaflow.domain.span import Span


@frozen
class Revision:
    """変更箇所 (別添3): one row. `item` is the printed 項目, `before` and `after` short facts of it.

    `date` is 変更日 (YYYY-MM-DD), "" where the document leaves it blank; rows stand in the order of the form.
    """

    item: str
    date: str = ""
    before: str = ""
    after: str = ""
    timing: Timing = Timing.UNKNOWN
    note: str = ""
    spans: tuple[Span, ...] = ()


@frozen
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
    spans: tuple[Span, ...] = ()
    inferred: str = ""


@frozen
class Acceptance:
    """承知した指摘: the key of a finding, why it stands, and until when (YYYY-MM-DD, "" without end)."""

    key: str
    reason: str
    until: str = ""
    spans: tuple[Span, ...] = ()
