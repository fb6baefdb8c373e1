"""Which of many texts hold which of many words: each text is read once, however many words there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from piaflow.domain.grouping import group_by


def find_holding(words: Collection[str], texts: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Return for each word that some text holds the places of those texts, in their order."""
    known = frozenset(words) - {""}
    lengths = {first: sorted(set(found)) for first, found in group_by((w[0], len(w)) for w in known).items()}
    if not known:
        return {}
    starts = re.compile("|".join(map(re.escape, lengths)))
    found: dict[str, dict[int, None]] = {}
    for place, text in enumerate(texts):
        for at in (match.start() for match in starts.finditer(text)):
            for word in (text[at : at + length] for length in lengths[text[at]]):
                if word in known:
                    found.setdefault(word, {})[place] = None
    return {word: tuple(places) for word, places in found.items()}
