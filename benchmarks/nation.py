"""The kernel of large graphs on an invented nation, beside numpy and scipy on the same states, then other libraries.

`python -m benchmarks.nation BODIES FOLDER [SEED]` writes the assessments of a nation of so many bodies, for a corpus.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from attrs import evolve, frozen

from benchmarks.bodies import SEED, write_nation
from benchmarks.invented import (
    BODIES,
    HUBS,
    ITEMS,
    NODES,
    NUMBER,
    SPARE,
    START,
    Ints,
    Nation,
    make_nation,
)
from benchmarks.states import build_rows, build_states, build_table, list_searches, search
from benchmarks.timing import compare, seconds
from piaflow.trace.growing import Form, Growing, NewEdge
from piaflow.trace.index import NOTHING, STATED
from piaflow.trace.nets import POSSIBLE, SURE, Going, Ground, Made, Net, Rows, spread

FEW = 2_000
ROUNDS = 5
SYSTEMS = 200


@frozen(eq=False)
class Asked:
    """An item asked of a nation by the kernel: its forms, what each becomes, and their nets in one meaning."""

    forms: list[int]
    makes: list[Made]
    nets: list[Net]

    @classmethod
    def of(cls, ground: Ground, nation: Nation, item: int) -> Asked:
        """Return what the kernel needs to search."""
        forms = nation.forms(item)
        nets = [ground.net(going_of(ground.rows, nation, form)) for form in forms]
        return cls(forms, makes_of(nation, forms), nets)

    def search(self) -> list[Ints]:
        """Return what the first form gets to from where the nation starts, as the kernel says it."""
        start = np.array([START], np.int32)
        return spread(self.nets, [start, *(start[:0] for _ in self.forms[1:])], self.makes)


def build_grounds(nation: Nation) -> tuple[Ground, Ground]:
    """Return what the kernel holds of a nation before an item is asked: the certain and the possible ground."""
    rows = Rows.of(nation.nodes, nation.source, nation.target, nation.rest)
    return Ground.of(rows, SURE), Ground.of(rows, POSSIBLE)


def going_of(rows: Rows, nation: Nation, item: int) -> Going:
    """Return how an item goes along the flows."""
    return rows.going([(nation.denied[item], NOTHING), (nation.stated[item], STATED)])


def makes_of(nation: Nation, forms: list[int]) -> list[Made]:
    """Return what each form becomes, by their places among the forms."""
    return [
        [(forms.index(new), nodes) for old, new, nodes in nation.conversions if old == form] for form in forms
    ]


def states_of(found: list[Ints]) -> Ints:
    """Return the states that a search got to, as `states.build_states` numbers them."""
    return np.flatnonzero(np.concatenate(found)).astype(np.int32)


def grow(ground: Ground, nation: Nation, item: int) -> Growing:
    """Return what an item gets to, kept up from then on."""
    forms = nation.forms(item)
    makes = makes_of(nation, forms)
    asked = [
        Form(going_of(ground.rows, nation, form), [] if k else [START], makes[k])
        for k, form in enumerate(forms)
    ]
    return Growing.of(ground.rows, ground.layers, asked)


def change(nation: Nation, added: list[NewEdge], removed: list[int]) -> Nation:
    """Return the nation with edges more, which state every form of the number, and with flows that carry nothing."""
    forms, flows = nation.forms(NUMBER), len(nation.source)
    more = np.arange(flows, flows + len(added), dtype=np.int32)
    rest = np.concatenate([nation.rest, np.full(len(added), NOTHING, np.uint8)])
    rest[removed] = NOTHING
    return evolve(
        nation,
        source=np.concatenate([nation.source, np.array([edge.source for edge in added], np.int32)]),
        target=np.concatenate([nation.target, np.array([edge.target for edge in added], np.int32)]),
        rest=rest,
        stated={
            item: np.concatenate([np.setdiff1d(edges, removed), more if item in forms else more[:0]])
            for item, edges in nation.stated.items()
        },
    )


def list_systems(nation: Nation, count: int) -> list[list[NewEdge]]:
    """Return systems to come: each has three flows from nodes of some body and three to others of it."""
    dice = np.random.default_rng(11)
    bodies = (nation.nodes - HUBS - SPARE) // NODES
    ways = (STATED,) * len(nation.forms(NUMBER))
    found = []
    for k in range(count):
        own = HUBS + NODES * int(dice.integers(bodies))
        new, ends = nation.nodes - SPARE + k, (own + dice.integers(NODES, size=6)).tolist()
        found.append(
            [NewEdge(end, new, ways) for end in ends[:3]] + [NewEdge(new, end, ways) for end in ends[3:]]
        )
    return found


def time_nation() -> None:
    """The whole nation by the kernel against numpy and scipy; a fiftieth of it by the libraries of graphs beside scipy."""
    nation = make_nation(BODIES)
    print(f"{nation.nodes:,} nodes, {len(nation.source):,} flows; {peak()}")
    compare(
        "build / rows by numpy",
        lambda: build_grounds(nation),
        lambda: build_rows(nation.nodes, nation.source, nation.target, nation.rest),
        rounds=ROUNDS,
        clock=time.process_time,
    )
    grounds = dict(zip(("certain", "possible"), build_grounds(nation), strict=True))
    for word, ground in grounds.items():
        time_reach(nation, word, ground)
    for word, ground in grounds.items():
        time_changes(nation, word, ground)
    print(peak())
    few = make_nation(FEW)
    states = build_states(build_table(few), few, NUMBER, sure=False)
    for library, other in list_searches(states, START).items():
        compare(
            f"{FEW:,} bodies: {library} / scipy",
            other,
            lambda: search(states, START),
            rounds=3,
            clock=time.process_time,
        )


def time_reach(nation: Nation, word: str, ground: Ground) -> None:
    """One item, first and asked again, and all items one by one."""
    table, sure = build_table(nation), ground.layers is SURE
    asked, states = Asked.of(ground, nation, NUMBER), build_states(table, nation, NUMBER, sure=sure)
    same = np.array_equal(states_of(asked.search()), np.sort(search(states, START)))
    print(f"{word}: {len(search(states, START)):,} states, the same: {same}")
    compare(
        f"{word}, first / scipy",
        lambda: Asked.of(ground, nation, NUMBER).search(),
        lambda: search(build_states(table, nation, NUMBER, sure=sure), START),
        rounds=ROUNDS,
        clock=time.process_time,
    )
    compare(
        f"{word}, asked again / scipy",
        asked.search,
        lambda: search(states, START),
        rounds=ROUNDS,
        clock=time.process_time,
    )
    compare(
        f"{word}, all {ITEMS} items / scipy one by one",
        lambda: [Asked.of(ground, nation, item).search() for item in range(ITEMS)],
        lambda: [search(build_states(table, nation, item, sure=sure), START) for item in range(ITEMS)],
        rounds=1,
        clock=time.process_time,
    )


def time_changes(nation: Nation, word: str, ground: Ground) -> None:
    """Systems that are added one by one, and then flows that are taken away, against building and asking all again."""
    growing = grow(ground, nation, NUMBER)
    again = statistics.median(_cpu(lambda: _anew(nation, ground)) for _ in range(ROUNDS))
    systems = list_systems(nation, SYSTEMS)
    took = [_cpu(lambda system=system: growing.add(system)) for system in systems]  # type: ignore[misc]
    added = [edge for system in systems for edge in system]
    now = change(nation, added, [])
    _tell(f"{word}, a system more", took, again, equal=_is_equal(growing, now, ground))
    flows = np.random.default_rng(13).integers(len(nation.source), size=SYSTEMS).tolist()
    first = _cpu(lambda: growing.remove([0]))
    took = [_cpu(lambda flow=flow: growing.remove([flow])) for flow in flows]  # type: ignore[misc]
    now = change(nation, added, [0, *flows])
    _tell(
        f"{word}, a flow less (the first {first:.3f} s)", took, again, equal=_is_equal(growing, now, ground)
    )


def _cpu(call: Callable[[], object]) -> float:
    return seconds(call, clock=time.process_time)


def _anew(nation: Nation, ground: Ground) -> list[Ints]:
    """Return what a nation that is not the one of the ground gets to: all is built again."""
    rows = Rows.of(nation.nodes, nation.source, nation.target, nation.rest)
    return Asked.of(Ground.of(rows, ground.layers), nation, NUMBER).search()


def _is_equal(growing: Growing, nation: Nation, ground: Ground) -> bool:
    return np.array_equal(states_of(_anew(nation, ground)), states_of(growing.turns))


def _tell(what: str, took: list[float], again: float, *, equal: bool) -> None:
    median = statistics.median(took)
    print(
        f"{what}: {median / again:.5%} of a recompute; median {median * 1e6:.0f} µs, "
        f"longest {max(took) * 1e6:.0f} µs, against {again:.3f} s; equal to it: {equal}",
        flush=True,
    )


def peak() -> str:
    """Return the most memory that was held so far."""
    return f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"


if __name__ == "__main__":
    bodies, place, *seed = sys.argv[1:]
    written = write_nation(int(bodies), Path(place), seed=int(seed[0]) if seed else SEED)
    print(f"{written:,} assessments of {int(bodies):,} bodies in {place}")
