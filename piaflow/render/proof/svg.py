"""SVG → what it shows, and the proof that it shows its scene: nothing missing, nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from piaflow.domain.grouping import group_by
from piaflow.domain.visible import reveal
from piaflow.render.proof.shown import Shown, compare, refuse, refuse_differences, squeeze
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape

# The groups that hold visible text, and the attribute that says whose it is.
_TEXTS = (("name", "frame"), ("box", "id"), ("label", "arrow"))
_SVG = "{http://www.w3.org/2000/svg}"


def read_back(svg: str) -> Shown:
    """Read a picture that `svg.to_svg` wrote."""
    root = ET.fromstring(svg)  # noqa: S314 - our own text, without entities
    groups = group_by((group.get("class", ""), group) for group in root.iter(f"{_SVG}g"))
    frames, boxes, arrows = (groups.get(name, ()) for name in ("frame", "box", "arrow"))
    return Shown(
        title="".join(_find_text(group) for group in groups.get("head", ())),
        frames=tuple(Frame(_get(g, "id"), _get(g, "label"), _get(g, "parent")) for g in frames),
        boxes=tuple(dict.fromkeys(_read_box(group) for group in boxes)),  # one that is shown again is one
        arrows=tuple(_read_arrow(group) for group in arrows if group.find(f"{_SVG}path") is not None),
        legend=tuple(_get(group, "kind") for group in groups.get("sample", ())),
        texts={_get(g, key): _find_text(g) for name, key in _TEXTS for g in groups.get(name, ())},
        remarks=tuple(_find_text(group) for name in ("heading", "remark") for group in groups.get(name, ())),
    )


def verify(scene: Scene, svg: str) -> None:
    """Raise a RenderError that names what the picture lacks, or has too much, against its scene."""
    shown = read_back(svg)
    refuse_differences(scene, shown)
    texts = (f"{name}={text}" for name, text in shown.texts.items())
    refuse("図の文字がモデルと一致しません", compare("文字", _find_expected_texts(scene), texts))


def _find_expected_texts(scene: Scene) -> Iterator[str]:
    named = [*((f.id, f.label) for f in scene.frames), *((b.id, b.label) for b in scene.boxes)]
    for name, label in named:
        yield f"{reveal(name)}={squeeze(label)}"
    for arrow in scene.arrows:
        if arrow.has_label:
            yield f"{reveal(arrow.id)}={squeeze(arrow.number + arrow.text)}"


def _read_box(group: ET.Element) -> Box:
    shape, mark = Shape[_get(group, "shape")], Mark[_get(group, "mark")]
    return Box(_get(group, "id"), _get(group, "label"), shape, _get(group, "frame"), mark)


def _read_arrow(group: ET.Element) -> Arrow:
    source, target, line = (_get(group, name) for name in ("source", "target", "line"))
    number, text, mark = _get(group, "number"), _get(group, "text"), Mark[_get(group, "mark")]
    return Arrow(
        id=_get(group, "id"),
        source=source,
        target=target,
        line=Line[line],
        number=number,
        text=text,
        mark=mark,
        both=_get(group, "both") == "1",
    )


def _find_text(group: ET.Element) -> str:
    return squeeze("".join(text.text or "" for text in group.iter(f"{_SVG}text")))


def _get(group: ET.Element, name: str) -> str:
    return group.get(f"data-{name}", "")
