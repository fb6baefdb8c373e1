"""備考 of 別添1 of 飯塚市: every number printed beside the lost picture stands in the drawn one, and no other."""

from __future__ import annotations

import re

import pytest

from piaflow.domain.names import fold
from piaflow.render.proof.svg import read_back
from tests.models.founding import ROOT, SEEDS
from tests.views.stepping import read_steps

PAGE = SEEDS / "000-iizuka-juki.txt"
NUMBER = re.compile(r"^\s*(\d+)-([①-⑳]+)", re.MULTILINE)
# the second picture's headings 6 to 8 are printed above its title
REMARKS = {"annex1-1": (447, 498), "annex1-2": (499, 546)}


@pytest.mark.parametrize("name", REMARKS)
def test_every_printed_number_is_in_the_drawn_remarks_and_on_an_arrow(name: str) -> None:
    if not PAGE.is_file():
        pytest.skip(f"the source document is not beside this checkout: {PAGE.name}")
    first, last = REMARKS[name]
    lines = PAGE.read_text(encoding="utf-8").splitlines()[first - 1 : last]
    text = "\n".join(line.replace("－", "-") for line in lines)
    printed = [f"{fold(head)}-{marks}" for head, marks in NUMBER.findall(text)]
    shown = read_back((ROOT / f"diagrams/iizuka/juki/{name}.svg").read_text(encoding="utf-8"))
    told = [remark for remark in shown.remarks if re.match(r"\d+-[①-⑳]", remark)]
    assert sorted(re.match(r"\d+-[①-⑳]+", remark)[0] for remark in told) == sorted(printed)  # type: ignore[index]
    drawn = {step for arrow in shown.arrows for step in read_steps(arrow.number)}
    assert {step for number in printed for step in read_steps(number)} <= drawn
    assert len(printed) > 20
