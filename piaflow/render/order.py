"""Which arrows run against the order of the picture, so that a question and its answer lie beside each other."""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from piaflow.views.scene import Scene


@frozen
class Order:
    """The arrows that go back, and how many ends each box has before and behind it."""

    back: frozenset[str]
    before: Counter[str]
    behind: Counter[str]

    def find_most(self, box: str) -> int:
        """Return how many arrow ends meet on the busier of the two sides of a box."""
        return max(self.before[box], self.behind[box])


def find_order(scene: Scene) -> Order:
    """Take the arrows in the scene's order; one that would close a ring goes back.

    Left to itself, Graphviz turns some arrow of each ring round, and a pair of request and answer falls apart.
    """
    behind: dict[str, set[str]] = {box.id: set() for box in scene.boxes}
    back: set[str] = set()
    befores: Counter[str] = Counter()
    behinds: Counter[str] = Counter()
    for arrow in scene.arrows:
        first, second = arrow.source, arrow.target
        if first != second and _reaches(second, first, behind):
            first, second = second, first
            back.add(arrow.id)
        behind[first].add(second)
        behinds[first] += 1
        befores[second] += 1
    return Order(frozenset(back), befores, behinds)


def _reaches(start: str, goal: str, behind: dict[str, set[str]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        new = behind[here] - seen
        seen |= new
        waiting += new
    return False
