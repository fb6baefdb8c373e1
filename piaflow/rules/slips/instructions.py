"""What the form tells its writer to do, left in a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.rules.dossier import Dossier
from piaflow.rules.slips.telling import Place, Slip

_TOLD = re.compile(
    r"^[※＊*(（【〔].*(?:を|について|ごとに|は|も|に)(?:具体的に|それぞれ|必ず|簡潔に)?(?:記載|記入|記述)"
    r"(?:する(?:こと)?|して(?:ください|下さい)|すること)。?[)）】〕]?$"
)
"""A note that bids to write: an officer writes what is done, not what is to be written."""
_SHOWN = 40


def find_instructions(dossier: Dossier) -> Iterator[Slip]:
    """Yield the notes to the writer that stand in the fields."""
    for sentence in dossier.sentences:
        if _TOLD.match(sentence.text):
            printed = f"「{sentence.text[:_SHOWN].rstrip('。')}」（記載要領の文の残り）"
            yield Slip(printed, Place(sentence.where, sentence.subject, sentence.spans))
