"""Brackets that are opened and never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.form.today import AFTER, BEFORE
from piaflow.rules.dossier import Dossier
from piaflow.rules.places import Revised
from piaflow.rules.slips.telling import Place, Slip

_OPENING = {"（": "（", "(": "（", "「": "「"}
_CLOSING = {"）": "（", ")": "（", "」": "「"}
_BRACKET = re.compile("[（(「）)」]")
_SHOWN = 14


def find_open(dossier: Dossier) -> Iterator[Slip]:
    """Yield where a bracket begins that nothing closes.

    A text that is cut at its end was not read whole: only what goes on to a full stop is told.
    """
    for passage in dossier.passages:
        if passage.text.endswith("。"):
            for at in _find_open(passage.text):
                yield _show(passage.text[at : at + _SHOWN], Place.of(passage, at, at + _SHOWN))
    for row in dossier.revisions:
        for column, text in ((BEFORE, row.before), (AFTER, row.after)):
            for at in _find_open(text):
                words = text[at : at + _SHOWN]
                lines = dossier.find_row_lines(row, column, words)
                yield _show(words, Place("変更箇所", Revised(row.item), lines))


def _show(text: str, place: Place) -> Slip:
    return Slip(f"「{''.join(text.split()).replace('。', '')}…」（閉じない括弧）", place)


def _find_open(text: str) -> list[int]:
    """Where brackets begin that nothing closes; one that closes none is the number of an item: 1)."""
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        letter = found.group()
        if letter in _OPENING:
            opened.append((_OPENING[letter], found.start()))
        elif any(kind == _CLOSING[letter] for kind, _ in opened):
            while opened.pop()[0] != _CLOSING[letter]:
                pass
    return [at for _, at in opened]
