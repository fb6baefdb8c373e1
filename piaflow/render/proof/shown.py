"""What a drawn file shows, and the proof that it is what its scene says: nothing missing, nothing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from piaflow.errors import RenderError
from piaflow.layout.font import to_drawable
from piaflow.views.scene import Arrow, Box, Frame, Scene

_MOST = 10  # faults that a message names: where one part is lost, often many are


@frozen
class Shown:
    """What a drawn file says. `texts` is, by id, what one sees there where the file says it in attributes too."""

    title: str
    frames: tuple[Frame, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    legend: tuple[str, ...]
    texts: dict[str, str]
    remarks: tuple[str, ...]


def refuse_differences(scene: Scene, shown: Shown) -> None:
    """Raise a RenderError that names what was lost or added. White space does not count."""
    faults = (
        *compare("表題", [squeeze(scene.title + scene.subtitle)], [squeeze(shown.title)]),
        *compare("枠", map(_tell_frame, scene.frames), map(_tell_frame, shown.frames)),
        *compare("箱", map(_tell_box, scene.boxes), map(_tell_box, shown.boxes)),
        *compare("矢印", map(_tell_arrow, scene.arrows), map(_tell_arrow, shown.arrows)),
        *compare("凡例", (kind.name for kind in (*scene.lines, *scene.shapes, *scene.marks)), shown.legend),
        *compare("備考", _tell_remarks(scene), map(squeeze, shown.remarks)),
    )
    refuse("図がモデルと一致しません", faults)


def refuse(what: str, faults: Iterable[str]) -> None:
    """Raise a RenderError that says what is wrong and names the first faults, where there are any."""
    if named := tuple(faults)[:_MOST]:
        raise RenderError(f"{what}: {'、'.join(named)}")


def squeeze(text: str) -> str:
    """Return text as a picture shows it, without white space."""
    return "".join(to_drawable(text).split())


def compare(what: str, expected: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    """Yield what is missing of the expected and what is found beyond it, each as often as that is so."""
    wanted, there = Counter(expected), Counter(found)
    yield from (f"{what}がない（{one}）" for one in (wanted - there).elements())
    yield from (f"余分な{what}（{one}）" for one in (there - wanted).elements())


def _tell_frame(frame: Frame) -> str:
    return _join(frame.id, frame.label, frame.parent)


def _tell_box(box: Box) -> str:
    return _join(box.id, box.label, box.shape.value, box.frame, box.mark.value)


def _tell_arrow(arrow: Arrow) -> str:
    ends = f"{arrow.source}{'⇄' if arrow.both else '→'}{arrow.target}"
    return _join(arrow.id, ends, arrow.line.value, arrow.number, arrow.text, arrow.mark.value)


def _tell_remarks(scene: Scene) -> Iterator[str]:
    for group in scene.remarks:
        yield from ([squeeze(group.heading)] if squeeze(group.heading) else [])
        yield from (squeeze(remark.number + remark.text) for remark in group.remarks)


def _join(*words: str) -> str:
    return " ".join(map(squeeze, words))
