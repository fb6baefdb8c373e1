"""Strong components: what all leads to one another."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def find_components(following: Mapping[T, Iterable[T]]) -> list[set[T]]:
    """Return the strong components of a graph, each after all that it leads to (Tarjan 1972, without recursion).

    An end that is no key of the graph is no part of it.
    """
    left = {node: filter(following.__contains__, targets) for node, targets in following.items()}
    order: dict[T, int] = {}
    low: dict[T, int] = {}
    done: set[T] = set()
    open_: list[T] = []
    groups: list[set[T]] = []
    for root in following:
        work = [root] if root not in order else []
        while work:
            node = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                open_.append(node)
            for target in left[node]:
                if target not in order:
                    work.append(target)
                    break
                if order[target] < low[node] and target not in done:
                    low[node] = order[target]
            else:
                work.pop()
                if low[node] == order[node]:
                    members = set[T]()
                    while node not in members:
                        members.add(open_.pop())
                    groups.append(members)
                    done |= members
                if work:
                    low[work[-1]] = min(low[work[-1]], low[node])
    return groups
