"""Many layouts at once are the layouts of each."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from piaflow.errors import RenderError
from piaflow.layout import together
from piaflow.layout.arranging import keep_layout, lay_out
from piaflow.layout.kept import Kept, read_kept
from piaflow.layout.together import lay_out_all
from piaflow.views.scene import Scene
from tests.layout.random_scenes import make_random_scene

SCENES = [make_random_scene(8, seed) for seed in range(3)]


def test_layouts_found_at_once_are_those_found_one_by_one() -> None:
    found = dict(lay_out_all([(scene, Kept()) for scene in SCENES]))
    assert sorted(found) == list(range(len(SCENES)))
    for scene, kept in ((SCENES[n], kept) for n, kept in found.items()):
        assert lay_out(scene, kept=kept) == lay_out(scene)
        assert keep_layout(scene, lay_out(scene)) == keep_layout(scene, lay_out(scene, kept=kept))


def test_what_is_kept_is_not_searched_again() -> None:
    told = json.loads(keep_layout(SCENES[0], lay_out(SCENES[0])))
    kept = read_kept(json.dumps(changed := told | {"size": [1.0, 2.0]}))
    (number, first), *others = lay_out_all([*((scene, Kept()) for scene in SCENES[1:]), (SCENES[0], kept)])
    assert (number, first.places["size"]) == (len(SCENES) - 1, changed["size"])
    assert sorted(n for n, _ in others) == list(range(len(SCENES) - 1))


@pytest.mark.parametrize("count", [0, 1])
def test_one_scene_or_none_needs_no_other_python(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "start_workers", None)
    found = dict(lay_out_all([(scene, Kept()) for scene in SCENES[:count]]))
    assert [lay_out(SCENES[n], kept=kept) for n, kept in found.items()] == [lay_out(SCENES[0])] * count


def test_a_scene_that_cannot_be_laid_out_is_left_to_whoever_draws_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(scene: Scene, **_: object) -> None:
        raise RenderError(scene.title)

    monkeypatch.setattr(together, "lay_out", fail)
    assert list(lay_out_all([(evolve(SCENES[0], title="図"), Kept())])) == [(0, Kept())]


def test_the_scene_with_the_most_arrows_is_searched_first() -> None:
    small, large = SCENES[0], make_random_scene(12, 1)
    assert [n for n, _ in lay_out_all([(small, Kept()), (large, Kept())])] == [1, 0]
