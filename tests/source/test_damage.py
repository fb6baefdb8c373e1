"""Documents that are damaged are read without a traceback and without a hang, and hardly a claim is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from random import Random
from time import process_time

import pytest

from piaflow.domain.choices import FormKind
from piaflow.errors import InputError
from tests.source.judging import Claim, judge, read_printed
from tests.source.printing import TEXT_LAYOUTS, print_form, to_table, to_text
from tests.source.random_forms import make_form, seed_random

pytestmark = pytest.mark.slow

MOST_SECONDS = 10.0
MOST_WRONG = 0.01
SAME = 0.7
"""Of the characters that were read: so many stand in the field, the damaged ones aside."""
EXAMPLES = int(os.environ.get("PIAFLOW_EXAMPLES", "210"))
"""Mutations of one run; `python -m benchmarks.damages 10000` tells of as many as one likes."""
MOST_OF_ONE = 0.05
"""Of the claims of one document, where it has enough of them to be a share of."""
LEAST_CLAIMS = 100
Mutation = Callable[[list[str], Random], list[str]]


def _drop(lines: list[str], random: Random) -> list[str]:
    return [line for line in lines if random.random() > 0.03]


def _double(lines: list[str], random: Random) -> list[str]:
    return [line for line in lines for _ in range(2 if random.random() < 0.02 else 1)]


def _swap(lines: list[str], random: Random) -> list[str]:
    swapped = list(lines)
    for _ in range(max(1, len(lines) // 80)):
        at = random.randrange(len(lines) - 1)
        swapped[at : at + 2] = swapped[at : at + 2][::-1]
    return swapped


def _truncate(lines: list[str], random: Random) -> list[str]:
    return lines[: random.randrange(len(lines) // 3, len(lines))]


def _replace(lines: list[str], random: Random) -> list[str]:
    return ["".join(_damage(char, random) for char in line) for line in lines]


def _damage(char: str, random: Random) -> str:
    if random.random() > 0.005:
        return char
    return random.choice((" ", "　", "口", "\ufffd", "", char + char, "○", "]", "[", "(cid:12)"))


def _reorder(lines: list[str], random: Random) -> list[str]:
    pages = "\n".join(lines).split("\n\n\n\n")
    random.shuffle(pages)
    return "\n\n\n\n".join(pages).split("\n")


MUTATIONS: tuple[Mutation, ...] = (_drop, _double, _swap, _truncate, _replace, _reorder)


def check(random: Random, count: int) -> Iterator[tuple[str, Sequence[Claim], float]]:
    """Yield what so many damaged documents say: which damage, each claim, and how long the reading took."""
    for n in range(count):
        kind = random.choice((FormKind.FULL, FormKind.PRIORITY, FormKind.BASIC, FormKind.BASIC))
        form = make_form(kind, random)
        sheets = print_form(form)
        layout = random.choice((*TEXT_LAYOUTS, ""))
        printed = to_text(sheets, layout, random) if layout else to_table(sheets)
        mutation = MUTATIONS[n % len(MUTATIONS)]
        mutated = "\n".join(mutation(printed.split("\n"), random))
        begun = process_time()
        try:
            claims = judge(form, read_printed("town.txt", mutated))
        except InputError:
            continue  # so little is left that it is no 評価書, or not even a text
        yield f"{mutation.__name__} {layout}", claims, process_time() - begun


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_document_makes_no_traceback_and_hardly_a_wrong_claim(seed: int) -> None:
    wrong = claimed = 0
    for _, claims, seconds in check(seed_random(seed), EXAMPLES // 3):
        assert seconds < MOST_SECONDS
        foreign, told = count(claims)
        wrong += foreign
        claimed += told
        assert told < LEAST_CLAIMS or foreign <= MOST_OF_ONE * told
    assert wrong <= MOST_WRONG * claimed


def count(claims: Sequence[Claim]) -> tuple[int, int]:
    """How many claims of a document are wrong, of how many."""
    return sum(_is_foreign(claim) for claim in claims), sum(claim.read is not None for claim in claims)


def _is_foreign(claim: Claim) -> bool:
    """Whether words were read that the field does not hold: what the damage took or changed is not counted."""
    if not claim.is_wrong or claim.read is None:
        return False
    matcher = SequenceMatcher(None, claim.truth, claim.read, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) < SAME * len(claim.read)
