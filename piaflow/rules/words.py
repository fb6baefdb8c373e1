"""Many words looked for in a text at once: at each place of it, by each length that a word has."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen


def _without_nothing(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words) - {""}


@frozen
class Words:
    """The words to look for. What a text costs does not grow with their number, only with how many lengths they have."""

    known: frozenset[str] = field(converter=_without_nothing)
    _lengths: tuple[int, ...] = field(init=False, eq=False, repr=False)

    @_lengths.default
    def _measure(self) -> tuple[int, ...]:
        return tuple(sorted({len(word) for word in self.known}))

    def find_in(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the words that stand in any of the texts."""
        return frozenset(
            word
            for text in texts
            for length in self._lengths
            for at in range(len(text) - length + 1)
            if (word := text[at : at + length]) in self.known
        )
