"""What a file lists of each kind that it counts: 委託, 提供, 移転."""

from __future__ import annotations

from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Entrustment, Provision, Transfer
from piaflow.domain.nodes import File
from piaflow.domain.span import Span

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
    """Return the lines of all entries, in order."""
    return tuple(span for entry in listed for span in entry.spans)
