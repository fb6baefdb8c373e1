"""Names that are made of morphemes, as patterns by which time grows with the length of a name, not with its readings."""

from __future__ import annotations


def repeat(alternatives: str) -> str:
    """Return the pattern for as many of some alternatives as there are, each time the longest that fits.

    Which one fits is tried once: 「他の」 is not also 「他」 and 「の」, of which many in a row have 2ⁿ readings.
    """
    return f"(?>{'|'.join(sorted(_split(alternatives), key=len, reverse=True))})*"


def _split(alternatives: str) -> list[str]:
    """The alternatives, without a look at those within brackets."""
    found, depth = [""], 0
    for letter in alternatives:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found
