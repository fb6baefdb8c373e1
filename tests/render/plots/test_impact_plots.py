from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from piaflow import plots
from piaflow.impact.answer import Impact
from piaflow.impact.impact import find_impact
from piaflow.impact.items import Origin
from piaflow.store.load import load
from tests.render.plots.reading import axes_of, bars_of, columns_of, marks_of, rows_of, words_of

CHANGES = Path(__file__).parents[3] / "models" / "takatsuki" / "changes"
CHAPTERS = ("Ⅰ", "Ⅱ", "Ⅲ", "別添1", "別添2")


@pytest.fixture(scope="module")
def impact() -> Impact:
    before = load(CHANGES / "yobosesshu-before-denshi-kofu.yaml")
    return find_impact(before, load(CHANGES / "yobosesshu-konbini-kofu.yaml"))


def test_the_bars_count_the_items_of_each_chapter(impact: Impact) -> None:
    words = {
        "書き換える ※": (Origin.DERIVED, True),
        "書き換える": (Origin.DERIVED, False),
        "見直す ※": (Origin.REVIEW, True),
        "見直す": (Origin.REVIEW, False),
    }
    drawn = bars_of(axes_of(plots.rewrites(impact)))
    for chapter in CHAPTERS:
        items = [i for i in impact.items if i.path == chapter or i.path.startswith(f"{chapter}.")]
        told = Counter((i.origin, i.significant) for i in items)
        assert {w: drawn.get(w, {}).get(chapter, 0) for w in words} == {w: told[k] for w, k in words.items()}
    assert sum(sum(part.values()) for part in drawn.values()) == len(impact.items) > 0


def test_the_title_says_what_the_change_may_be_and_each_bar_how_many_bear_the_mark(impact: Impact) -> None:
    words = words_of(plots.rewrites(impact))
    assert any(impact.judgement.result.printed in word for word in words)
    marked = sum(i.significant for i in impact.items if i.path.startswith("Ⅲ."))
    assert f"{marked}（※{marked}）" in words


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
    assert "変わる欄がない" in words_of(plots.rewrites(same))
    assert "届く所は変わらない" in words_of(plots.gains(same))
