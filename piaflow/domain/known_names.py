"""The right names of an assessment's parts, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from piaflow.errors import Problem, Where, hint


@frozen
class Names:
    """名前の集まり: a set of right names, and what they are names of."""

    what: str
    known: tuple[str, ...]

    def check(self, where: Where, *names: str) -> Iterator[Problem]:
        """Yield a problem for each name that is none of the right ones."""
        for name in names:
            if name and name not in self.known:
                yield Problem(where, f"{self.what}「{name}」はありません{hint(name, self.known)}")
