"""What a file lists of each kind that it counts: 委託, 提供, 移転."""

from __future__ import annotations

import re

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count, Entrustment, Provision, Transfer
from piaflow.domain.names import fold
from piaflow.domain.nodes import File
from piaflow.domain.span import Span, find_beginnings
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Spot
from piaflow.rules.quoting import tells_nothing

Listed = tuple[Entrustment | Provision | Transfer, ...]


def find_listed(file: File, kind: CountKind) -> Listed:
    """Return the entries of a kind in the order of the form; () where there are none or the page is missing.

    The first entry of the form is often filled in with no more than that there is none (―, 該当なし).
    """
    match kind:
        case CountKind.ENTRUSTMENTS:
            listed: Listed = file.entrustments
        case CountKind.PROVISIONS:
            listed = file.provisions
        case CountKind.TRANSFERS:
            listed = file.transfers
    return tuple(entry for entry in listed if not _says_nothing(entry))


def _says_nothing(entry: Entrustment | Provision | Transfer) -> bool:
    """Whether all that an entry says is that there is nothing; one of which no word is told may say anything."""
    if isinstance(entry, Entrustment):
        texts: tuple[str, ...] = (entry.subject, entry.content, entry.contractor)
    else:
        whom = (row.name for row in entry.rows)
        texts = (entry.recipient, entry.purpose, entry.information, *entry.basis, *whom)
    told = tuple(filter(None, texts))
    return bool(told) and all(tells_nothing(text) or bool(_NOT_DONE.fullmatch(fold(text))) for text in told)


_NOT_DONE = re.compile(
    r"\(?(?:特定個人情報(?:ファイル)?の)?(?:委託|提供|移転)(?:先|事項)?(?:の(?:予定|実績))?(?:[はをも]|について[はも])?(?:一切|現在|特に)?"
    r"(?:なし|無し?|(?:実施|予定|行|し|あり|[わいって]|おり)*(?:ない|ません|ず))[)。]*"
)
"""How an entry says that nothing is done: 移転先なし, 委託は行わない."""


def find_count(dossier: Dossier, file: File, kind: CountKind) -> Count | None:
    """Return the number that Ⅱ declares of a kind, as the model or, where a box beside it was not read, the field says."""
    told = next((count for count in file.counts if count.kind is kind), None)
    cell = dossier.cell(find_count_field(file, kind).number, file.name)
    printed = (
        re.search(rf"{kind.value}(?:を行っている|する)（(\d+)", cell.stated) if cell and not told else None
    )
    return Count(kind, Certainty.YES, int(printed[1]), cell.spans) if cell and printed else told


def find_listed_spans(listed: Listed) -> tuple[Span, ...]:
    """Return the lines on which the first entries begin, those of a 別紙 by their rows where these have lines."""
    rows = ([row for row in getattr(entry, "rows", ()) if row.spans] for entry in listed)
    return find_beginnings(one for entry, own in zip(listed, rows, strict=True) for one in own or (entry,))


def find_count_field(file: File, kind: CountKind) -> Spot:
    """Return the field that tells the number of a kind."""
    return Spot("Ⅱ.4.有無" if kind is CountKind.ENTRUSTMENTS else "Ⅱ.5.有無", file.name)
