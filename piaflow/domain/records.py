"""What stands beside the assessment: the rows of 変更箇所, and the findings that its author accepts."""

from __future__ import annotations

from attrs import frozen

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
class Acceptance:
    """承知した指摘: the key of a finding, why it stands, and until when (YYYY-MM-DD, "" without end)."""

    key: str
    reason: str
    until: str = ""
    spans: tuple[Span, ...] = ()
