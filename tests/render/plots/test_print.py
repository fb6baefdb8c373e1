"""What holds of every plot: it can be printed, leaves matplotlib alone, and says so where there is nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure, SubFigure

from piaflow import plots
from piaflow.domain.assessment import Assessment, Overview
from piaflow.domain.nodes import System
from piaflow.domain.records import Revision
from piaflow.impact.impact import find_impact
from piaflow.store.load import load_file
from tests.once import load_once
from tests.render.plots.reading import EMPTY, texts_of, words_of

MODELS = Path(__file__).parents[3] / "models"
FILES = ("iizuka/juki", "kodaira/juki", "takatsuki/juki", "takatsuki/yobosesshu", "yashio/juki")
CHANGES = sorted(MODELS.glob("*/changes/*.yaml"))
OF_A_MODEL = (plots.matrix, plots.bases, plots.means, plots.entrustments, plots.revisions)
OF_AN_IMPACT = (plots.gains,)
Draw = Callable[..., Figure | SubFigure]


def find_faults(figure: Figure | SubFigure) -> list[str]:
    """Texts that reach over the edge of the figure or lie on each other."""
    texts = texts_of(figure)
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    page = figure.bbox
    cut = [
        word
        for word, box in boxes
        if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    lying = [f"{a} × {b}" for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]
    return cut + lying


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("draw", OF_A_MODEL)
def test_no_text_is_cut_and_none_lies_on_another(draw: Draw, name: str) -> None:
    figure = draw(load_once(MODELS / f"{name}.yaml"))
    assert find_faults(figure) == []


@pytest.mark.slow
@pytest.mark.parametrize("draw", OF_AN_IMPACT)
@pytest.mark.parametrize("change", CHANGES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_no_text_of_an_impact_is_cut_and_none_lies_on_another(draw: Draw, change: Path) -> None:
    after = load_file(change)
    assert after.base is not None
    assert find_faults(draw(find_impact(after.base.assessment, after.assessment))) == []


def test_a_matrix_of_one_item_has_room_for_its_words() -> None:
    figure = plots.matrix(load_once(MODELS / "iizuka" / "juki.yaml"), ["個人番号"])
    assert find_faults(figure) == []


def test_many_rows_of_one_summer_stay_apart() -> None:
    days = [f"2024-0{month}-{day:02}" for month in (6, 7, 8) for day in range(1, 29, 3)]
    model = Assessment(Overview("みなと市長", "住基"), revisions=tuple(Revision("Ⅰ.2", day) for day in days))
    assert find_faults(plots.revisions(model)) == []


def test_names_of_any_length_and_with_any_sign_are_drawn_as_they_are() -> None:
    names = ("$x^2$_と\\alpha", "➊号機", "とても長い名前の" * 6 + "システム", "a" * 60)
    model = Assessment(Overview("みなと市長", "住基"), systems=tuple(map(System, names)))
    figure = plots.matrix(model)
    assert find_faults(figure) == []
    assert {"$x^2$_と\\alpha", "❶号機", "とても長い名前の" * 6 + "システム", "a" * 60} <= set(
        words_of(figure)
    )


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (plots.matrix, "システムの記載がない"),
        (plots.bases, "提供・移転の記載がない"),
        (plots.means, "提供・移転の記載がない"),
        (plots.entrustments, "委託の記載がない"),
        (plots.revisions, "変更箇所の記載がない"),
    ],
)
def test_a_model_that_tells_nothing_gives_a_figure_that_says_so(draw: Draw, said: str) -> None:
    figure = draw(EMPTY)
    assert said in words_of(figure)
    assert find_faults(figure) == []
    (axes,) = figure.axes
    assert [*axes.collections, *axes.patches, *axes.lines] == []


@pytest.mark.parametrize("draw", OF_A_MODEL)
def test_every_word_is_in_the_font_of_the_pictures(draw: Draw) -> None:
    texts = texts_of(draw(load_once(MODELS / "iizuka" / "juki.yaml")))
    assert {Path(str(text.get_fontproperties().get_file())).name for text in texts} == {"ipaexg.ttf"}


@pytest.mark.parametrize("draw", OF_A_MODEL)
def test_a_plot_is_drawn_on_the_axes_that_it_is_given(draw: Draw) -> None:
    figure = Figure(figsize=(10, 12))
    left, right = figure.subplots(1, 2)
    untouched = [*left.get_children()]
    assert draw(load_once(MODELS / "takatsuki" / "yobosesshu.yaml"), ax=right) is figure
    assert [*right.collections, *right.patches, *right.lines] != []
    assert [*left.get_children()] == untouched


@pytest.mark.slow
def test_a_figure_shows_itself_without_pyplot_and_settings_stay_as_they_were(tmp_path: Path) -> None:
    settings = dict(mpl.rcParams)
    figure = plots.matrix(load_once(MODELS / "takatsuki" / "yobosesshu.yaml"))
    png = figure._repr_png_()  # type: ignore[union-attr]
    figure.savefig(tmp_path / "m.pdf")  # type: ignore[union-attr]
    assert png.startswith(b"\x89PNG")
    assert dict(mpl.rcParams) == settings


@pytest.mark.slow
def test_plotting_loads_no_pyplot() -> None:
    code = (
        "import piaflow, sys; m = piaflow.load('tests/fixtures/minato.yaml'); assert 'matplotlib' not in sys.modules;"
        "piaflow.plots.matrix(m); assert 'matplotlib' in sys.modules; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_reading_sees_words_that_are_cut_or_lie_on_each_other() -> None:
    figure = plots.matrix(load_once(MODELS / "iizuka" / "juki.yaml"))
    figure.set_size_inches(8, 3)  # type: ignore[union-attr]
    assert find_faults(figure) != []
