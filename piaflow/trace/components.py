"""Strong components: what all leads to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def find_components(following: Mapping[int, Sequence[int]]) -> list[set[int]]:
    """Return the strong components of a graph, each after all that it leads to (Tarjan 1972, without recursion)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    done: set[int] = set()
    open_: list[int] = []
    groups: list[set[int]] = []
    for root in following:
        work = [(root, iter(following[root]))] if root not in order else []
        while work:
            node, targets = work[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                open_.append(node)
            for target in targets:
                if target not in order:
                    work.append((target, iter(following[target])))
                    break
                if order[target] < low[node] and target not in done:
                    low[node] = order[target]
            else:
                work.pop()
                if low[node] == order[node]:
                    members = set[int]()
                    while node not in members:
                        members.add(open_.pop())
                    groups.append(members)
                    done |= members
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
    return groups
