"""Scene → the layout that suits a page: from the top down, or from left to right where that fits much better."""

from __future__ import annotations

from attrs import frozen

from piaflow.errors import RenderError
from piaflow.render.dot import to_dot
from piaflow.render.engine import ENGINE, Engine, EngineCrashError
from piaflow.render.geometry import Geometry, parse_geometry
from piaflow.render.measured import Direction, Measured, measure_scene
from piaflow.views.scene import Scene

_LANDSCAPE, _PORTRAIT = (780.0, 460.0), (530.0, 640.0)
_NARROWEST, _WIDEST = 0.55, 2.0
_BETTER = 1.1
_SAFER = {"newrank": "true"}


@frozen
class Layout:
    """A measured scene and the places that Graphviz found for it."""

    measured: Measured
    geometry: Geometry

    @property
    def fit(self) -> float:
        """How large the picture prints on an A4 sheet, upright or across, with room for the remarks."""
        width, height = max(self.geometry.width, 1.0), max(self.geometry.height, 1.0)
        return max(min(room[0] / width, room[1] / height) for room in (_LANDSCAPE, _PORTRAIT))


def lay_out(scene: Scene, engine: Engine = ENGINE) -> Layout:
    """Lay a scene out from the top down; where that makes a band, also from left to right, and take the better."""
    engine.start()
    down = _lay_out(scene, "TB", engine)
    shape = down.geometry.width / max(down.geometry.height, 1.0)
    if _NARROWEST <= shape <= _WIDEST:
        return down
    across = _lay_out(scene, "LR", engine)
    return across if across.fit > down.fit * _BETTER else down


def lay_out_both(scene: Scene, engine: Engine = ENGINE) -> tuple[Layout, Layout]:
    """Lay a scene out from the top down and from left to right, for one who has a page of his own to fill."""
    return _lay_out(scene, "TB", engine), _lay_out(scene, "LR", engine)


def _lay_out(scene: Scene, direction: Direction, engine: Engine) -> Layout:
    measured = measure_scene(scene, direction)
    answer = _ask(measured, engine)
    if not answer:
        raise RenderError("図を配置できません: Graphvizがこの図のDOTを読めませんでした")
    return Layout(measured, parse_geometry(answer))


def _ask(measured: Measured, engine: Engine) -> bytes:
    """Ask, and once more with a safer setting where Graphviz broke down."""
    try:
        return engine.ask(to_dot(measured).encode())
    except EngineCrashError:
        pass
    try:
        return engine.ask(to_dot(measured, **_SAFER).encode())
    except EngineCrashError as crash:
        raise RenderError(
            "図を配置できません: Graphvizが異常終了したか、時間内に終わりませんでした"
        ) from crash
