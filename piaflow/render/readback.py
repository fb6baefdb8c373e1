"""SVG → what it shows, and the proof that it shows its scene: nothing missing, nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from attrs import frozen

from piaflow.errors import RenderError
from piaflow.render.font import to_drawable
from piaflow.render.markup import clean
from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Scene, Shape

# The groups that hold visible text, and the attribute that says whose it is.
_TEXTS = (("name", "frame"), ("box", "id"), ("label", "arrow"))
_SVG = "{http://www.w3.org/2000/svg}"


@frozen
class Shown:
    """What a picture says in its attributes and, by id, in its visible text (without white space)."""

    title: str
    frames: tuple[Frame, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    legend: tuple[str, ...]
    texts: dict[str, str]
    remarks: tuple[str, ...]


def read_back(svg: str) -> Shown:
    """Read a picture that `svg.to_svg` wrote."""
    root = ET.fromstring(svg)  # noqa: S314 - our own text, without entities
    groups: dict[str, list[ET.Element]] = {}
    for group in root.iter(f"{_SVG}g"):
        groups.setdefault(group.get("class", ""), []).append(group)
    frames, boxes, arrows = (groups.get(name, []) for name in ("frame", "box", "arrow"))
    return Shown(
        root.findtext(f"{_SVG}title") or "",
        tuple(Frame(_get(g, "id"), _get(g, "label"), _get(g, "parent")) for g in frames),
        tuple(_read_box(group) for group in boxes),
        tuple(_read_arrow(group) for group in arrows if group.find(f"{_SVG}path") is not None),
        tuple(_get(group, "kind") for group in groups.get("sample", [])),
        {_get(g, key): _find_text(g) for name, key in _TEXTS for g in groups.get(name, [])},
        tuple(_find_text(group) for name in ("heading", "remark") for group in groups.get(name, [])),
    )


def verify(scene: Scene, svg: str) -> None:
    """Raise a RenderError that names what the picture lacks, or has too much, against its scene."""
    shown = read_back(svg)
    faults = [
        *_compare("枠", _tell_all(scene.frames), _tell_all(shown.frames)),
        *_compare("箱", _tell_all(scene.boxes), _tell_all(shown.boxes)),
        *_compare("矢印", _tell_all(scene.arrows), _tell_all(shown.arrows)),
        *_compare("凡例", [kind.name for kind in (*scene.lines, *scene.shapes, *scene.marks)], shown.legend),
        *_compare(
            "文字", _find_expected_texts(scene), (f"{name}={text}" for name, text in shown.texts.items())
        ),
        *_compare("備考", _find_expected_remarks(scene), shown.remarks),
    ]
    if faults:
        raise RenderError(f"図がモデルと一致しません: {'、'.join(faults[:10])}")


def _compare(what: str, expected: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    missing, extra = list(expected), []
    for one in found:
        if one in missing:
            missing.remove(one)
        else:
            extra.append(one)
    yield from (f"{what}がない（{one}）" for one in missing)
    yield from (f"余分な{what}（{one}）" for one in extra)


def _tell_all(parts: Iterable[Frame | Box | Arrow]) -> list[str]:
    return [_tell(part) for part in parts]


def _tell(part: Frame | Box | Arrow) -> str:
    """Return all that is to be kept of a part, as one line."""
    if isinstance(part, Frame):
        words = [part.id, part.label, part.parent]
    elif isinstance(part, Box):
        words = [part.id, part.label, part.shape.value, part.frame, part.mark.value]
    else:
        words = [
            part.id,
            f"{part.source}→{part.target}",
            part.line.value,
            part.number,
            part.text,
            part.mark.value,
        ]
    return clean(" ".join(words))


def _find_expected_texts(scene: Scene) -> Iterator[str]:
    named = [*((f.id, f.label) for f in scene.frames), *((b.id, b.label) for b in scene.boxes)]
    for name, label in named:
        yield f"{clean(name)}={_squeeze(label)}"
    for arrow in scene.arrows:
        if arrow.number or arrow.text:
            yield f"{clean(arrow.id)}={_squeeze(arrow.number + arrow.text)}"


def _find_expected_remarks(scene: Scene) -> Iterator[str]:
    for group in scene.remarks:
        yield from ([_squeeze(group.heading)] if group.heading else [])
        yield from (_squeeze(remark.number + remark.text) for remark in group.remarks)


def _read_box(group: ET.Element) -> Box:
    shape, mark = Shape[_get(group, "shape")], Mark[_get(group, "mark")]
    return Box(_get(group, "id"), _get(group, "label"), shape, _get(group, "frame"), mark)


def _read_arrow(group: ET.Element) -> Arrow:
    source, target, line = (_get(group, name) for name in ("source", "target", "line"))
    number, text, mark = _get(group, "number"), _get(group, "text"), Mark[_get(group, "mark")]
    return Arrow(_get(group, "id"), source, target, Line[line], number, text, mark)


def _find_text(group: ET.Element) -> str:
    return _squeeze("".join(text.text or "" for text in group.iter(f"{_SVG}text")))


def _squeeze(text: str) -> str:
    return "".join(clean(to_drawable(text)).split())


def _get(group: ET.Element, name: str) -> str:
    return group.get(f"data-{name}", "")
