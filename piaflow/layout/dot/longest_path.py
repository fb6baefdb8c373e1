"""Whole numbers for parts that must follow each other, so that the ways between them are short in all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import field, frozen

_ROUNDS = 40


@frozen
class Step:
    """`second` comes at least `length` behind `first`; each rank more costs `weight`."""

    first: str
    second: str
    length: int
    weight: int = 0


@frozen
class _Links:
    """The ranks so far, and the steps that leave each part and come to it."""

    ranks: dict[str, int]
    leaving: dict[str, list[Step]] = field(factory=lambda: defaultdict(list))
    coming: dict[str, list[Step]] = field(factory=lambda: defaultdict(list))

    def find_slack(self, step: Step) -> int:
        return self.ranks[step.second] - self.ranks[step.first] - step.length

    def move(self, name: str, *, forward: bool) -> bool:
        """Move a part, with what it pushes before it, as far as that is free, if that makes the whole shorter."""
        ahead, astern = (self.leaving, self.coming) if forward else (self.coming, self.leaving)
        group = self._push(name, ahead)
        open_ = [s for one in group for s in ahead[one] if not {s.first, s.second} <= group]
        tail = [s for one in group for s in astern[one] if not {s.first, s.second} <= group]
        gain = sum(step.weight for step in open_) - sum(step.weight for step in tail)
        if gain <= 0:
            return False
        way = min(self.find_slack(step) for step in open_)
        for one in group:
            self.ranks[one] += way if forward else -way
        return True

    def _push(self, name: str, ahead: dict[str, list[Step]]) -> set[str]:
        group, waiting = {name}, [name]
        while waiting:
            for step in ahead[waiting.pop()]:
                new = {step.first, step.second} - group
                if new and self.find_slack(step) == 0:
                    group |= new
                    waiting += new
        return group


def find_short_ranks(names: Iterable[str], steps: Sequence[Step]) -> dict[str, int]:
    """Return a rank for each name. The steps hold no ring."""
    links = _Links(dict.fromkeys(names, 0))
    for step in steps:
        links.leaving[step.first].append(step)
        links.coming[step.second].append(step)
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
    waiting = Counter({name: len(steps) for name, steps in links.coming.items()})
    ready = [name for name in links.ranks if not waiting[name]]
    while ready:
        here = ready.pop()
        for step in links.leaving[here]:
            links.ranks[step.second] = max(links.ranks[step.second], links.ranks[here] + step.length)
            waiting[step.second] -= 1
            if not waiting[step.second]:
                ready.append(step.second)
