"""The scenes of みなと市 with their sides stated, as a view states them from a model."""

from __future__ import annotations

from attrs import evolve

from piaflow.domain.choices import Side
from piaflow.views.scene import Scene
from tests.render.scenes import LARGE, SMALL

_SIDES = {
    Side.RESIDENT: ("node:住民", "node:代理人"),
    Side.SELF: ("zone:みなと市",),
    Side.OUTSIDE: (
        "zone:機構・国",
        "zone:地方公共団体情報システム機構",
        "zone:国",
        "zone:他の機関",
        "zone:クラウド環境",
        "node:他市区町村",
        "node:コンビニエンスストア",
    ),
}
_OF = {name: side for side, names in _SIDES.items() for name in names}


def state_sides(scene: Scene) -> Scene:
    """Return the scene with its sides stated."""
    return evolve(
        scene,
        frames=tuple(evolve(f, side=_OF.get(f.id, Side.UNKNOWN)) for f in scene.frames),
        boxes=tuple(evolve(b, side=_OF.get(b.id, Side.UNKNOWN)) for b in scene.boxes),
    )


SIDED_SMALL, SIDED_LARGE = state_sides(SMALL), state_sides(LARGE)
