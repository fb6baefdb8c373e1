"""Who may be somebody of before under another name: each way to read a change so.

What a change does for certain it does however it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from piaflow.domain.assessment import Assessment
from piaflow.domain.nodes import Party
from piaflow.graph.body_names import read_name, split_form
from piaflow.graph.joining import Joined, join_nodes
from piaflow.impact.renaming import are_told_apart, is_free, list_only, with_printed


def find_readings(before: Assessment, after: Assessment) -> tuple[dict[str, str], ...]:
    """Return renamings, the name of before by that of now, which together take each party for all that it may be.

    `before` is told in the names of `after`. Each takes one party of now for one of before at most.
    """
    was, now = with_printed(before, after)
    gone, come = _list_parties(was, now), _list_parties(now, was)
    found: list[dict[str, str]] = []
    for old, new in _pair(was, gone, now, come) if gone and come else ():
        free = next((r for r in found if new.name not in r and old.name not in r.values()), None)
        if free is None:
            found.append(free := {})
        free[new.name] = old.name
    return tuple(found)


def _list_parties(one: Assessment, other: Assessment) -> list[Party]:
    return [node for node in list_only(one, other) if isinstance(node, Party)]


def _pair(
    was: Assessment, gone: list[Party], now: Assessment, come: list[Party]
) -> Iterator[tuple[Party, Party]]:
    """Yield those of which nothing tells that they are two, though they are not called the same."""
    joined = join_nodes((was, now))
    alike = _find_alike(joined)
    for old, new in product(gone, come):
        pair = joined.labels[0][old.name], joined.labels[1][new.name]
        if is_free(was, old, new) and not _is_told_apart(old, new) and (pair in alike or pair[::-1] in alike):
            yield old, new


def _find_alike(joined: Joined) -> frozenset[tuple[str, str]]:
    """The labels of parties that may be one: by their names, by a word for many, as an office and what it is of."""
    called = joined.parties
    alike = (
        (called[one], called[other])
        for group in joined.alike
        for one in group.bodies
        for other in group.bodies | group.meant | group.telling
    )
    return frozenset({*alike, *joined.pairs, *joined.offices})


def _is_told_apart(old: Party, new: Party) -> bool:
    """Whether the forms of companies, numbers or names that only one body has tell that two parties are two."""
    return are_told_apart(_own(old), _own(new))


def _own(party: Party) -> tuple[str, ...]:
    name = party.name
    return split_form(name)[0], read_name(name).full, party.code, party.corporate_number
