"""What the items of several documents are: each word means what its own document says, and has a number for that.

Two documents mean one thing by a word where it is an item's own name in both and, of a group, the same is in it. Else
what one calls so may be what the other calls so, or may not be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from piaflow.domain.items import STANDARD_ITEMS, Item, Vocabulary
from piaflow.domain.names import fold


class Items:
    """The items of all models: a number for everything that some model means by a name.

    `numbers` are those by what is meant, `called` all that some model calls so, and `asked` what one asks for by a name;
    `told_in` are the models that have an item which shares a name with another.
    """

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        """Read the vocabularies, one of each model."""
        self.vocabularies = vocabularies
        uses = Counter[str]()
        known: dict[str, tuple[Vocabulary, Item]] = {}
        told_in: dict[str, list[int]] = {}
        called: dict[str, set[str]] = {}
        for model, words in enumerate(vocabularies):
            for item in words.items:
                meaning = words.tell_meaning(item)
                uses[meaning] += 1
                if meaning not in known or item.name < known[meaning][1].name:
                    known[meaning] = words, item
                told_in.setdefault(meaning, []).append(model)
                for name in (item.name, *item.aliases):
                    called.setdefault(fold(name), set()).add(meaning)
        standard = {item.name: i for i, item in enumerate(STANDARD_ITEMS)}

        def place(meaning: str) -> tuple[int, int, str]:
            return standard.get(known[meaning][1].name, len(standard)), -uses[meaning], meaning

        self.numbers = {meaning: number for number, meaning in enumerate(sorted(known, key=place))}
        self.names = [known[meaning][1].name for meaning in self.numbers]
        self._leaves = {
            self.numbers[meaning]: leaves
            for meaning, (words, item) in known.items()
            if item.is_group and (leaves := self._number_all(words, words.parts(item.name)))
        }
        self.called = {name: sorted(map(self.numbers.__getitem__, found)) for name, found in called.items()}
        shared = {number for found in self.called.values() if len(found) > 1 for number in found}
        self.told_in = {n: told_in[meaning] for meaning, n in self.numbers.items() if n in shared}
        self.asked = {name: self._ask(name, found) for name, found in self.called.items()}

    def _number_all(self, words: Vocabulary, names: Iterable[str]) -> tuple[int, ...]:
        found = (self.number(words, name) for name in names)
        return tuple(sorted(number for number in found if number is not None))

    def _ask(self, name: str, called: Sequence[int]) -> list[int]:
        """What is asked for by a name: first what bears it, then what else is called so.

        But not what a model that has an item of this very name tells apart from it.
        """
        if len(called) == 1:
            return [*called]
        bearing = [number for number in called if fold(self.names[number]) == name]
        telling = {model for number in bearing for model in self.told_in.get(number, ())}
        others = (number for number in called if number not in bearing)
        return [*bearing, *(n for n in others if telling.isdisjoint(self.told_in.get(n, ())))]

    def find(self, name: str) -> tuple[int, ...]:
        """Return all that one may ask for by a name or alias, first what bears it."""
        return tuple(self.asked.get(fold(name), ()))

    def standard(self, name: str) -> int | None:
        """Return the number of a standard item that is no group, None where no model means it."""
        return self.numbers.get(fold(name))

    def number(self, words: Vocabulary, name: str) -> int | None:
        """Return what one model means by a name or alias, or None."""
        item = words.find(name)
        return None if item is None else self.numbers[words.tell_meaning(item)]

    def name(self, words: Vocabulary, number: int) -> str:
        """Return the name of an item in one model, "" where that does not have it."""
        item = words.find(self.names[number])
        is_known = item is not None and self.numbers[words.tell_meaning(item)] == number
        return item.name if item is not None and is_known else ""

    def mistaken(self, words: Vocabulary, name: str) -> frozenset[int]:
        """Return what a name of one model may be as well: what others mean by it, or by another name of that item.

        Not what this model has itself: that it calls by another name.
        """
        if not self.told_in:
            return frozenset()
        item = words.find(name)
        names = {fold(name) for name in (item.name, *item.aliases)} if item else set()
        shared = [self.called[name] for name in names if len(self.called[name]) > 1]
        every = {leaf for called in shared for number in called for leaf in self.leaves(number)}
        return frozenset(leaf for leaf in every if not self.name(words, leaf))

    def leaves(self, item: int) -> tuple[int, ...]:
        """Return the items that a group comes down to; an item that is no group is its own.

        A group that ends in 等 is among its own: there it stands for what is not told of it.
        """
        return self._leaves.get(item, (item,))

    def tell(self, form: int) -> str:
        """Return what a form is called: an item by its name, what is not told of a group as its 等."""
        leaves = self.leaves(form)
        return f"{self.names[form]}の「等」" if form in leaves and len(leaves) > 1 else self.names[form]

    def known_names(self) -> Iterator[str]:
        """Yield every name that one may ask for."""
        for words in self.vocabularies:
            yield from words.names()

    def tell_meant(self, number: int, asked: Sequence[int]) -> Callable[[int], bool]:
        """Return whether a model means this item by what is asked; who has none of these does not gainsay."""
        own = {*self.told_in[number]}
        otherwise = {model for other in asked for model in self.told_in[other]} - own
        return lambda model: model not in otherwise


class StoredItems(Items):
    """The same as they were written: `told` is what `store` gave."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Take up the numbers."""
        self.vocabularies = ()
        self.names, self.numbers = told["names"], told["numbers"]
        self.called, self.asked = told["called"], told["asked"]
        self._leaves = {int(item): tuple(leaves) for item, leaves in told["leaves"].items()}
        self.told_in = {int(item): models for item, models in told["told_in"].items()}

    def known_names(self) -> Iterator[str]:
        """Yield every name that one may ask for."""
        yield from self.called


def store(items: Items) -> dict[str, Any]:
    """Return what `StoredItems` are made of."""
    return {
        "names": items.names,
        "numbers": items.numbers,
        "called": items.called,
        "asked": items.asked,
        "leaves": {n: leaves for n in range(len(items.names)) if (leaves := items.leaves(n)) != (n,)},
        "told_in": items.told_in,
    }
