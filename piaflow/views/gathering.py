"""Gathering: parallel flows as one arrow that bears all their step numbers."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from piaflow.views.scene import Arrow, Line, Scene

_LONGEST = 24


def gather(scene: Scene) -> Scene:
    """Return the scene with one arrow for all arrows of one kind of line and mark from a box to another.

    It bears their step numbers in the scene's order and their texts as far as they are short, and stands where
    the first of them stood. Put marks on a scene before gathering it: a gathered arrow has an id of its own.
    """
    groups: dict[tuple[object, ...], list[Arrow]] = {}
    for arrow in scene.arrows:
        own = arrow.id if arrow.line is Line.HELD else ""
        groups.setdefault((arrow.source, arrow.target, arrow.line, arrow.mark, own), []).append(arrow)
    return evolve(scene, arrows=tuple(_join(arrows) for arrows in groups.values()))


def _join(arrows: list[Arrow]) -> Arrow:
    if len(arrows) == 1:
        return arrows[0]
    return evolve(
        arrows[0],
        id=f"{arrows[0].id} ほか{len(arrows) - 1}",
        number=" ".join(_find_distinct(arrow.number for arrow in arrows)),
        text=_cut("・".join(_find_distinct(arrow.text for arrow in arrows))),
    )


def _find_distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
