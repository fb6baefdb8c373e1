"""Scene → the layout that suits a page: from the top down, or from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve, frozen

from piaflow.errors import RenderError
from piaflow.render.geometry import Geometry, is_crossing, parse_geometry
from piaflow.render.layout.dot import to_dot
from piaflow.render.layout.engine import ENGINE, Engine, EngineCrashError
from piaflow.render.layout.guess import find_fit, guess_fit
from piaflow.render.layout.measured import Measured, ease, measure_scene, turn
from piaflow.views.scene import Scene

_ACROSS_BETTER = 1.1  # from left to right one reads more easily: so much smaller it may be
_EASED_BETTER, _EASED_SURELY = 1.02, 1.15
_QUICKER = {"nslimit": "0.5", "nslimit1": "0.5", "mclimit": "0.2"}
_SAFER = {"newrank": "true", **_QUICKER}
_FEW = 80  # so many arrows are laid out in several orders: more of them take seconds each time
_MANY = 300  # so many arrows no sheet shows legibly: fewer rounds cost a few crossings more and save half the time


@frozen
class Layout:
    """A measured scene and the places that Graphviz found for it."""

    measured: Measured
    geometry: Geometry

    @property
    def fit(self) -> float:
        """How large the picture prints on an A4 sheet, upright or across, with room for the remarks."""
        return find_fit(self.geometry.width, self.geometry.height)


def lay_out(scene: Scene, engine: Engine = ENGINE) -> Layout:
    """Lay a scene out in the direction that promises to print larger on a sheet of A4.

    Graphviz orders the nodes of a rank from the order it is told them in, and small matters of it decide between few
    and many crossings: several orders that follow from the scene are tried, and that of the fewest crossings is kept.
    """
    tried = [_lay_out(told, engine) for told in _list_orders(scene)]
    return (
        min(tried, key=lambda layout: (count_crossings(layout.geometry), -layout.fit))
        if len(tried) > 1
        else tried[0]
    )


def _list_orders(scene: Scene) -> Iterator[Scene]:
    """Yield a scene as it is told, with its arrows from behind, and with its arrows by their boxes."""
    yield scene
    if len(scene.arrows) > _FEW:
        return
    place = {box.id: i for i, box in enumerate(scene.boxes)}
    yield evolve(scene, arrows=scene.arrows[::-1])
    yield evolve(scene, arrows=tuple(sorted(scene.arrows, key=lambda a: (place[a.source], place[a.target]))))


def count_crossings(geometry: Geometry) -> int:
    """Return how often two edges cross, by the chords of their curves."""
    chords = [
        (name.partition(":")[0], a, b)
        for name, curve in geometry.edges.items()
        for a, b in pairwise(curve.points[::3])
    ]
    chords.sort(key=lambda chord: min(chord[1][0], chord[2][0]))
    found = 0
    for i, (arrow, a, b) in enumerate(chords):
        right = max(a[0], b[0])
        for other, c, d in chords[i + 1 :]:
            if min(c[0], d[0]) > right:
                break
            found += other != arrow and is_crossing(a, b, c, d)
    return found


def _lay_out(scene: Scene, engine: Engine) -> Layout:
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


def find_settings(scene: Scene) -> dict[str, str]:
    """Return the settings that Graphviz is first asked with."""
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
        return engine.ask(to_dot(measured, **find_settings(measured.scene)).encode())
    except EngineCrashError:
        pass
    try:
        return engine.ask(to_dot(measured, **_SAFER).encode())
    except EngineCrashError as crash:
        raise RenderError(
            "図を配置できません: Graphvizが異常終了したか、時間内に終わりませんでした"
        ) from crash
