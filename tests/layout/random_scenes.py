"""Invented scenes of any size: zones in zones, a few hubs, files at their systems. The same number, the same scene."""

from __future__ import annotations

from random import Random

from piaflow.domain.choices import Side
from piaflow.views.scene import Arrow, Box, Frame, Line, Scene, Shape

_NAMES = (
    "住民記録",
    "税務",
    "福祉総合",
    "統合宛名",
    "予防接種",
    "戸籍附票",
    "コンビニ交付",
    "申請管理",
    "印鑑登録",
)
_WORDS = ("", "", "照会", "更新", "提供", "情報連携")


def make_random_scene(boxes: int, seed: int) -> Scene:
    """Return a scene of about as many boxes and half as many arrows again."""
    draw = Random(seed).random  # noqa: S311 - the same every time

    def pick(many: int) -> int:
        return int(draw() * many)

    sides = (Side.SELF, Side.OUTSIDE, Side.CONTRACTOR)
    frames = tuple(
        Frame(f"z{n}", f"領域{n}", f"z{n - 1}" if n % 3 == 2 else "", sides[n % 3])
        for n in range(max(1, boxes // 7))
    )
    made = [Box("住民", "住民", Shape.PERSON, side=Side.RESIDENT)]
    for n in range(1, boxes):
        shape = (Shape.SYSTEM, Shape.SYSTEM, Shape.TERMINAL, Shape.FILE, Shape.ORGANISATION)[pick(5)]
        frame = f"z{n % (len(frames) + 1)}" if n % (len(frames) + 1) < len(frames) else ""
        made.append(Box(f"b{n}", f"{_NAMES[pick(len(_NAMES))]}システム{n}", shape, frame))
    arrows = []
    for n in range(1, boxes):
        hub = made[pick(min(n, 3 + boxes // 8))].id
        line = Line.HELD if made[n].shape is Shape.FILE else tuple(Line)[pick(3)]
        arrows.append(
            Arrow(f"a{n}", hub, made[n].id, line, f"{n}-①" if draw() < 0.7 and line is not Line.HELD else "")
        )
    for n in range(boxes // 2):
        one, other = made[pick(boxes)].id, made[pick(boxes)].id
        text = _WORDS[pick(len(_WORDS))]
        arrows.append(
            Arrow(
                f"x{n}", one, other, tuple(Line)[pick(3)], f"{n}-②", text, both=one != other and draw() < 0.2
            )
        )
    return Scene("みなと市", frames=frames, boxes=tuple(made), arrows=tuple(arrows))
