"""What a model writes into Ⅱ.4 for a 委託事項 and into Ⅱ.5 for a 提供先 or 移転先."""

from __future__ import annotations

from collections.abc import Callable

from piaflow.domain.entries import Entrustment, Handover, Recipient
from piaflow.form import texts
from piaflow.form.form import Filled
from piaflow.form.texts import Boxes, choice, fill, lines

OfEntrustment = Callable[[Entrustment], Filled]
OfHandover = Callable[[Handover], Filled]


def _entrustment(tell: Callable[[Entrustment], str | Boxes]) -> OfEntrustment:
    def cell(entry: Entrustment) -> Filled:
        return fill(tell(entry), entry.spans)

    return cell


def _handover(tell: Callable[[Handover], str | Boxes]) -> OfHandover:
    def cell(entry: Handover) -> Filled:
        return fill(tell(entry), entry.spans)

    return cell


subject = _entrustment(lambda e: e.subject)
content = _entrustment(lambda e: e.content)
extent = _entrustment(lambda e: choice(e.extent))
entrusted_subjects = _entrustment(lambda e: choice(e.subjects))
entrusted_scope = _entrustment(lambda e: e.scope)
entrusted_justification = _entrustment(lambda e: e.justification)
handlers = _entrustment(lambda e: choice(e.handlers))
entrusted_means = _entrustment(lambda e: texts.means(e.means))
disclosure = _entrustment(lambda e: e.disclosure)
contractor = _entrustment(lambda e: e.contractor)
subentrusted = _entrustment(lambda e: texts.yes_or_no(e.subentrusted, "再委託する", "再委託しない"))
permission = _entrustment(lambda e: e.permission)
subcontent = _entrustment(lambda e: e.subcontent)

recipient = _handover(lambda e: lines([e.recipient, _annex(e)]))
basis = _handover(lambda e: lines(e.basis))
purpose = _handover(lambda e: e.purpose)
information = _handover(lambda e: lines([e.information, _items(e)]))
subjects = _handover(lambda e: choice(e.subjects))
scope = _handover(lambda e: e.scope)
means = _handover(lambda e: texts.means(e.means))
timing = _handover(lambda e: e.timing)


def _items(entry: Handover) -> str:
    """The items, where the sentence before does not name each of them already."""
    return "" if all(name in entry.information for name in entry.items.names) else str(entry.items)


def _annex(entry: Handover) -> str:
    """The rows of a 別紙, one a line: what the entry says for all is not said again."""
    heading = f"（{entry.annex}を参照）" if entry.annex else ""
    return lines([heading, *map(_row, entry.rows)])


def _row(row: Recipient) -> str:
    told = (row.number, row.name, "、".join(row.basis), row.purpose, row.information)
    return "　".join(part for part in told if part)
