"""The pictures of a model file: what `piaflow draw MODEL` draws, and what a page shows."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from attrs import field, frozen

from piaflow.app.answers import Picture
from piaflow.app.findings import check
from piaflow.app.layouts import keep_places
from piaflow.app.loading import ModelFile, read_all
from piaflow.domain.names import fold, spell
from piaflow.errors import FileAccessError, UnknownNameError, find_nearest
from piaflow.rules.rule import Rule
from piaflow.views.topology import Level


def _or_annex1(view: str) -> str:
    return view or "annex1"


def _or_gathered(gather: bool | None) -> bool:  # noqa: FBT001 - a converter
    return gather is not False


@frozen
class Wanted:
    """Which pictures of a model are asked for. `before` is the file of the state before, for an impact.

    `around` is the node that a picture is to be about, `between` the two nodes whose ways it is to show, `level` what a box
    of a topology stands for, and `item` what it follows. Flows are gathered unless `gather` is False. `rules` are those
    whose findings the view of findings marks, all where none are given.
    """

    view: str = field(default="", converter=_or_annex1)
    diagram: str = ""
    item: str = ""
    before: str | Path = ""
    around: str = ""
    between: tuple[str, str] | None = None
    level: str = Level.SYSTEM.value
    gather: bool | None = field(default=None, converter=_or_gathered)
    rules: tuple[Rule, ...] | None = None


def find_pictures(path: str | Path, wanted: Wanted) -> dict[str, Picture]:
    """Return the wanted pictures of a model file by name, at least one.

    Raises FileAccessError, InputError, UnknownNameError, or ChoiceNeededError for an impact without a before.
    """
    files = read_all([path, wanted.before] if wanted.view == "impact" and wanted.before else [path])
    pictures, name = _find_all(files, wanted), wanted.diagram
    if wanted.view != "topology":
        pictures = keep_places(Path(path), files[0].model.assessment, pictures)
    if not pictures:
        raise FileAccessError(
            str(path), f"{wanted.view} に描く図がありません（--view topology なら描けます）"
        )
    if not any(picture.scene.boxes for picture in pictures.values()):
        raise FileAccessError(str(path), f"「{wanted.item}」の行く所の記載がありません")
    spelled = spell(name, pictures) if name else None
    if name and spelled is None:
        raise UnknownNameError(
            f"{wanted.view} の図", name, find_nearest(name, pictures) or "、".join(pictures)
        )
    chosen = pictures if spelled is None else {spelled: pictures[spelled]}
    if wanted.around:
        chosen = _narrow(chosen, (wanted.around,), lambda picture: picture.around(wanted.around))
    if wanted.between:
        one, other = wanted.between
        chosen = _narrow(chosen, wanted.between, lambda picture: picture.between(one, other))
        chosen = {name: picture for name, picture in chosen.items() if picture.scene.arrows}
        if not chosen:
            raise FileAccessError(str(path), f"「{one}」と「{other}」をつなぐ矢印の道がありません")
    return chosen if wanted.gather else {name: picture.all_flows() for name, picture in chosen.items()}


def _narrow(
    pictures: dict[str, Picture], nodes: tuple[str, ...], narrow: Callable[[Picture], Picture]
) -> dict[str, Picture]:
    """Return what is about nodes of the pictures that show them; at least one."""
    found: dict[str, Picture] = {}
    for name, picture in pictures.items():
        with contextlib.suppress(UnknownNameError):
            found[name] = narrow(picture)
    if not found:
        labels = [box.label for picture in pictures.values() for box in picture.scene.boxes]
        unknown = next((node for node in nodes if fold(node) not in set(map(fold, labels))), "、".join(nodes))
        raise UnknownNameError("図の箱", unknown, find_nearest(unknown, labels))
    return found


def _find_all(files: list[ModelFile], wanted: Wanted) -> dict[str, Picture]:
    """`files` are that of the model, and that of the state before where the call names one."""
    model = files[0].model
    before = None
    if wanted.view == "impact":
        before = files[-1].model if wanted.before else files[0].base
    found = check([model], rules=wanted.rules) if wanted.view == "findings" else None
    return model.pictures(wanted.view, item=wanted.item, before=before, findings=found, level=wanted.level)
