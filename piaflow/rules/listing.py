"""What a file lists of each kind that it counts: 委託, 提供, 移転."""

from __future__ import annotations

from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Entrustment, Provision, Transfer
from piaflow.domain.nodes import File
from piaflow.domain.span import Span, find_beginnings
from piaflow.rules.finding import Spot

Listed = tuple[Entrustment | Provision | Transfer, ...]


def find_listed(file: File, kind: CountKind) -> Listed:
    """Return the entries of a kind in the order of the form; () where there are none or the page is missing."""
    match kind:
        case CountKind.ENTRUSTMENTS:
            return file.entrustments
        case CountKind.PROVISIONS:
            return file.provisions
        case CountKind.TRANSFERS:
            return file.transfers


def find_listed_spans(listed: Listed) -> tuple[Span, ...]:
    """Return the lines on which the first entries begin, those of a 別紙 by their rows where these have lines."""
    rows = ([row for row in getattr(entry, "rows", ()) if row.spans] for entry in listed)
    return find_beginnings(one for entry, own in zip(listed, rows, strict=True) for one in own or (entry,))


def find_count_field(file: File, kind: CountKind) -> Spot:
    """Return the field that tells the number of a kind."""
    return Spot("Ⅱ.4.有無" if kind is CountKind.ENTRUSTMENTS else "Ⅱ.5.有無", file.name)
