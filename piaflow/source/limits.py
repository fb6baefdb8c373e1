"""What a source may be at most, and the one line that refuses it."""

from __future__ import annotations

from piaflow.errors import InputError, Place, PlacedProblem

MOST_BYTES = 200_000_000
MOST_TEXT = 30_000_000
MOST_PAGES = 500
MOST_UNPACKED = 400_000_000
MOST_LINES = 300_000
MOST_CELLS = 300_000
_MOST_BROKEN = 0.05


def refuse(file: str, what: str, line: int = 0) -> InputError:
    """Return the error that says why a document cannot be read."""
    return InputError((PlacedProblem(Place(file, line), what),))


def refuse_broken(file: str, broken: int, characters: int) -> None:
    """Raise InputError where more than every twentieth character has no meaning: what is left is guesswork."""
    if broken > _MOST_BROKEN * characters:
        share = 100 * broken / max(characters, 1)
        raise refuse(
            file, f"文字情報が壊れています（{characters:,}字のうち{broken:,}字、{share:.0f} %が読めない）"
        )
