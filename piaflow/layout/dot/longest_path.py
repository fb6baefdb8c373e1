"""Ranks for parts that must follow each other, so that the ways between them are short in all.

A longest-path layering, then tight groups moved as network simplex moves them (Gansner, Koutsofios, North and Vo,
A Technique for Drawing Directed Graphs, 1993): each move makes the sum of weight × length smaller.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import field, frozen

_ROUNDS = 40  # of moves: all models, and 600 arrows among 200 boxes, are at rest after 4


@frozen
class Constraint:
    """`second` comes at least `length` behind `first`; each rank more costs `weight`."""

    first: str
    second: str
    length: int
    weight: int = 0


@frozen
class _Links:
    """The ranks so far, and the constraints that leave each part and come to it."""

    ranks: dict[str, int]
    leaving: dict[str, list[Constraint]] = field(factory=lambda: defaultdict(list))
    coming: dict[str, list[Constraint]] = field(factory=lambda: defaultdict(list))

    def find_slack(self, rule: Constraint) -> int:
        return self.ranks[rule.second] - self.ranks[rule.first] - rule.length

    def move(self, name: str, *, forward: bool) -> bool:
        """Move a part, with what it pushes before it, as far as that is free, if that makes the whole shorter."""
        ahead, astern = (self.leaving, self.coming) if forward else (self.coming, self.leaving)
        group = self._push(name, ahead)
        open_ = [s for one in group for s in ahead[one] if not {s.first, s.second} <= group]
        tail = [s for one in group for s in astern[one] if not {s.first, s.second} <= group]
        gain = sum(rule.weight for rule in open_) - sum(rule.weight for rule in tail)
        if gain <= 0:
            return False
        way = min(self.find_slack(rule) for rule in open_)
        for one in group:
            self.ranks[one] += way if forward else -way
        return True

    def _push(self, name: str, ahead: dict[str, list[Constraint]]) -> set[str]:
        group, waiting = {name}, [name]
        while waiting:
            for rule in ahead[waiting.pop()]:
                new = {rule.first, rule.second} - group
                if new and self.find_slack(rule) == 0:
                    group |= new
                    waiting += new
        return group


def find_short_ranks(names: Iterable[str], constraints: Sequence[Constraint]) -> dict[str, int]:
    """Return a rank for each name. The constraints hold no ring."""
    links = _Links(dict.fromkeys(names, 0))
    for rule in constraints:
        links.leaving[rule.first].append(rule)
        links.coming[rule.second].append(rule)
    _climb(links)
    for _ in range(_ROUNDS):
        ordered = sorted(links.ranks, key=links.ranks.__getitem__)
        moved = [links.move(name, forward=True) for name in reversed(ordered)]
        moved += [links.move(name, forward=False) for name in ordered]
        if not any(moved):
            break
    return links.ranks


def _climb(links: _Links) -> None:
    """Give each part the least rank."""
    waiting = Counter({name: len(constraints) for name, constraints in links.coming.items()})
    ready = [name for name in links.ranks if not waiting[name]]
    while ready:
        here = ready.pop()
        for rule in links.leaving[here]:
            links.ranks[rule.second] = max(links.ranks[rule.second], links.ranks[here] + rule.length)
            waiting[rule.second] -= 1
            if not waiting[rule.second]:
                ready.append(rule.second)
