"""A layer that goes up the page and has lost a heading: what stands above the next heading is of that, or of none."""

from __future__ import annotations

import re

import pytest

from piaflow.domain.choices import FormKind
from tests.source.judging import Claim, judge, read_printed
from tests.source.printing import print_form, to_text
from tests.source.random_forms import make_form, seed_random

pytestmark = pytest.mark.slow


def _read_without(heading: str, seed: int, within: str) -> tuple[int, list[Claim]]:
    """How many headings a form has lost, and the wrong claims of its fields in a part of it."""
    random = seed_random(seed)
    form = make_form(FormKind.FULL, random)
    printed = to_text(print_form(form), "逆順", random)
    worn, lost = re.subn(rf"^ {heading}.*$", "", printed, flags=re.MULTILINE)
    claims = judge(form, read_printed("town.txt", worn))
    return lost, [claim for claim in claims if within in claim.path and claim.is_wrong]


@pytest.mark.parametrize("entry", ["委託事項", "提供先", "移転先"])
def test_the_labels_of_an_entry_without_its_heading_are_not_counted_to_another(entry: str) -> None:
    found = [_read_without(f"{entry}[12] ", seed, entry) for seed in range(4)]
    assert sum(lost for lost, _ in found) > 0
    assert [wrong for _, wrong in found] == [[]] * len(found)


def test_what_comes_again_below_each_risk_is_of_no_other_where_a_heading_is_lost() -> None:
    found = [_read_without("リスク：　誤った情報", seed, "Ⅲ.") for seed in range(4)]
    assert sum(lost for lost, _ in found) > 0
    assert [wrong for _, wrong in found] == [[]] * len(found)
