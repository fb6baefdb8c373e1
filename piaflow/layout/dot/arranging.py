"""Scene → a layout by ranks, which Graphviz makes: from the top down, or from left to right."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from piaflow.errors import RenderError
from piaflow.layout.dot.engine import ENGINE, Engine, EngineCrashError
from piaflow.layout.dot.language import Geometry, parse_geometry, to_dot
from piaflow.layout.dot.measured import Measured, ease, guess_fit, measure_scene, turn
from piaflow.layout.dot.placing import make_drawing
from piaflow.layout.drawing import Drawing
from piaflow.layout.sizes import find_fit
from piaflow.views.scene import Scene

_ACROSS_BETTER = 1.1  # from left to right one reads more easily: so much smaller it may be
# Eased ranks make arrows longer: worth it from so much larger a print on, and by so good a guess without comparing.
_EASED_BETTER, _EASED_SURELY = 1.02, 1.15
# Fewer rounds of network simplex and of crossing minimisation; newrank leaves out the code that aborts on frames.
_QUICKER = {"nslimit": "0.5", "nslimit1": "0.5", "mclimit": "0.2"}
_SAFER = {"newrank": "true", **_QUICKER}
_MANY = 300  # so many arrows no sheet shows legibly: fewer rounds cost a few crossings more and save half the time


@frozen
class Layout:
    """A measured scene and the places that Graphviz found for it."""

    measured: Measured
    geometry: Geometry

    @property
    def width(self) -> float:
        """The width of the picture."""
        return self.geometry.width

    @property
    def height(self) -> float:
        """The height of the picture."""
        return self.geometry.height

    @cached_property
    def drawing(self) -> Drawing:
        """The picture, made when it is asked for: most layouts are only tried for their size."""
        return make_drawing(self.measured, self.geometry)

    @property
    def fit(self) -> float:
        """How large the picture prints on an A4 sheet, upright or across, with room for the remarks."""
        return find_fit(self.width, self.height)


def lay_out(scene: Scene, engine: Engine = ENGINE) -> Layout:
    """Lay a scene out in the direction that promises to print larger on a sheet of A4."""
    engine.start()
    down = measure_scene(scene)
    eased = ease(down)
    chosen = choose_direction(down)
    return _place_larger(chosen, chosen if eased is down else choose_direction(eased), engine)


def lay_out_both(scene: Scene, engine: Engine = ENGINE) -> tuple[Layout, Layout]:
    """Lay a scene out from the top down and from left to right, for one who has a page of his own to fill."""
    engine.start()
    down = measure_scene(scene)
    eased = ease(down)
    across = turn(down, "LR")
    eased_across = across if eased is down else turn(eased, "LR")
    return _place_larger(down, eased, engine), _place_larger(across, eased_across, engine)


def choose_direction(down: Measured) -> Measured:
    """Return the scene measured to run from left to right, unless from the top down prints clearly larger."""
    across = turn(down, "LR")
    return across if guess_fit(across) * _ACROSS_BETTER >= guess_fit(down) else down


def write_dot(scene: Scene) -> str:
    """Return the DOT text that Graphviz is first asked with."""
    measured = lay_out(scene).measured
    return to_dot(measured, **_find_settings(scene))


def _find_settings(scene: Scene) -> dict[str, str]:
    return _QUICKER if len(scene.arrows) >= _MANY else {}


def _place_larger(plain: Measured, eased: Measured, engine: Engine) -> Layout:
    """Place a scene, and with its crowded ranks eased where that may help; return the layout that prints larger."""
    gain = 1.0 if eased is plain else guess_fit(eased) / guess_fit(plain)
    if gain == 1:  # the fullest rank is as full as it was
        return _place(plain, engine)
    other = _place(eased, engine)
    if gain > _EASED_SURELY:
        return other
    layout = _place(plain, engine)
    return other if other.fit > layout.fit * _EASED_BETTER else layout


def _place(measured: Measured, engine: Engine) -> Layout:
    answer = _ask(measured, engine)
    if not answer:
        raise RenderError("図を配置できません: Graphvizがこの図のDOTを読めませんでした")
    return Layout(measured, parse_geometry(answer))


def _ask(measured: Measured, engine: Engine) -> bytes:
    """Ask, and once more with quicker and safer settings where Graphviz broke down or takes too long."""
    try:
        return engine.ask(to_dot(measured, **_find_settings(measured.scene)).encode())
    except EngineCrashError:
        pass
    try:
        return engine.ask(to_dot(measured, **_SAFER).encode())
    except EngineCrashError as crash:
        raise RenderError(
            "図を配置できません: Graphvizが異常終了したか、時間内に終わりませんでした"
        ) from crash
