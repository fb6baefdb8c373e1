"""How many claims are wrong of documents that are damaged: `python -m benchmarks.damages 10000 [SEED]`."""

from __future__ import annotations

import sys
from collections import Counter

from tests.source.random_forms import seed_random
from tests.source.test_damage import MOST_WRONG, check, count

TOLD = 100
"""Documents after which the sum so far is printed."""


def main(documents: int, seed: int) -> None:
    """Print how many claims are wrong, of all and by damage, and of how many documents more than one in a hundred."""
    wrong, claimed = Counter[str](), Counter[str]()
    over: list[float] = []
    """Of each document with more than one wrong claim, and more than one in a hundred, the share."""
    read, single, longest = 0, 0, 0.0
    for name, claims, seconds in check(seed_random(seed), documents):
        foreign, told = count(claims)
        damage = name.partition(" ")[0].strip("_")
        wrong[damage] += foreign
        claimed[damage] += told
        read, longest = read + 1, max(longest, seconds)
        if foreign > MOST_WRONG * told:
            single += foreign == 1
            over += [foreign / told] if foreign > 1 else []
        if read % TOLD == 0:
            print(f"{read}: {wrong.total()} of {claimed.total()}", file=sys.stderr, flush=True)
    print(f"documents {read}, longest {longest:.1f} s, wrong {wrong.total()} of {claimed.total()}")
    for damage, told in claimed.items():
        print(f"{damage}: {wrong[damage]} of {told} ({wrong[damage] / told:.3%})")
    print(f"above 1 %: by one claim {single}, by more {len(over)}, worst {max(over, default=0):.1%}")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]] + [210, 1][len(sys.argv) - 1 :]
    main(*given[:2])
