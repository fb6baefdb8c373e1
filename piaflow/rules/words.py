"""Many words looked for in a text at once: at each place of it, by the lengths of those that begin there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from piaflow.domain.grouping import group_by


def _without_nothing(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words) - {""}


@frozen
class Words:
    """The words to look for. What a text costs does not grow with their number, only with how many lengths they have."""

    known: frozenset[str] = field(converter=_without_nothing)
    _lengths: Mapping[str, tuple[int, ...]] = field(init=False, eq=False, repr=False)

    @_lengths.default
    def _measure(self) -> Mapping[str, tuple[int, ...]]:
        """The lengths of the words that begin with each letter: at most places of a text none does."""
        return group_by(dict.fromkeys((word[0], len(word)) for word in self.known))

    def find_in(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the words that stand in any of the texts."""
        return frozenset(
            word
            for text in texts
            for at, letter in enumerate(text)
            for length in self._lengths.get(letter, ())
            if (word := text[at : at + length]) in self.known
        )
