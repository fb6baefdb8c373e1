from __future__ import annotations

from pathlib import Path

import pytest

from piaflow import plots
from piaflow.impact.answer import Impact
from piaflow.impact.impact import find_impact
from piaflow.store.load import load
from tests.render.plots.reading import axes_of, columns_of, marks_of, rows_of, words_of

CHANGES = Path(__file__).parents[3] / "models" / "takatsuki" / "changes"


@pytest.fixture(scope="module")
def impact() -> Impact:
    before = load(CHANGES / "yobosesshu-before-denshi-kofu.yaml")
    return find_impact(before, load(CHANGES / "yobosesshu-konbini-kofu.yaml"))


def test_each_change_of_reach_is_drawn_before_and_after(impact: Impact) -> None:
    axes = axes_of(plots.gains(impact))
    rows, columns = rows_of(axes), columns_of(axes)
    drawn: dict[tuple[str, str], dict[bool, str]] = {}
    for word, places in marks_of(axes).items():
        for x, y in places:
            cell = rows[round(y)].removesuffix("（主体）"), columns[round(x)]
            drawn.setdefault(cell, {})[x > round(x)] = word
    changes = [c for reach in impact.reaches for c in (*reach.gained, *reach.lost)]
    told = {(c.name, c.item): {False: c.was.printed, True: c.now.printed} for c in changes}
    assert drawn == told
    assert ("キオスク端末", "個人番号") in told


def test_nothing_changed_is_said(impact: Impact) -> None:
    same = find_impact(impact.after, impact.after)
    assert "届く所は変わらない" in words_of(plots.gains(same))
