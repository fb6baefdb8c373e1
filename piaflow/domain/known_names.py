"""The right names of an assessment's parts, and what is said of a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from piaflow.errors import Problem, Where, hint

_BETWEEN = re.compile(r"[、，\s]+")


@frozen
class Names:
    """名前の集まり: a set of right names, what they are names of, and the part of a model that gives them."""

    what: str
    known: tuple[str, ...]
    home: str = ""

    def check(self, where: Where, *names: str) -> Iterator[Problem]:
        """Yield a problem for each name that is none of the right ones."""
        for name in names:
            if name and name not in self.known:
                yield Problem(where, f"{self.what}「{name}」はありません{self._advise(name)}")

    def _advise(self, name: str) -> str:
        parts = [part for part in _BETWEEN.split(name) if part]
        if len(parts) > 1 and parts[0] in self.known:
            return f"（「, 」で区切ります: {', '.join(parts)}）"
        return hint(name, self.known) or (f"（{self.home} に書き足します）" if self.home else "")
