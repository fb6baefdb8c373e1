"""Where a person put the boxes of a picture: a layout file beside the model, one per picture of 別添1.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, frozen

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.errors import FileAccessError, tell_refusal

if TYPE_CHECKING:
    from piaflow.app.answers import Picture
    from piaflow.app.model import Model
    from piaflow.domain.assessment import Assessment
    from piaflow.layout.kept import Kept

ENDING = ".layout.json"
LAYOUT = "layout"
"""The part of an edited model that says where a person put the boxes of each picture; the model file does not hold it."""
_Key = TypeVar("_Key")
ListBoxes = Callable[[str], Collection[str]]
"""What tells the boxes of a picture, by its name."""


@frozen
class LayoutFile:
    """配置のファイル: the layout of one picture, beside its model: juki.annex1-1.layout.json."""

    path: Path
    picture: str

    def read(self) -> Kept:
        """Return the layout, an empty one where there is none. Raises FileAccessError for one that nobody can read."""
        from piaflow.layout.kept import Kept, read_kept

        try:
            kept = read_kept(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Kept()
        except UnicodeDecodeError:
            kept = Kept()
        except OSError as error:
            raise FileAccessError(str(self.path), tell_refusal(error)) from None
        if not kept.cells:  # of a later edition, or cut off: whoever wrote it needs it
            raise FileAccessError(str(self.path), "配置のファイルとして読めません（消すか、直してください）")
        return kept


def tell_layout(model: Model, picture: str, cells: Mapping[str, Sequence[int]]) -> str:
    """Return the layout file of a picture whose boxes a person has put into these cells. Raises RenderError."""
    from piaflow.layout.arranging import keep_layout, lay_out

    scene = model.pictures("annex1")[picture].sheet
    kept = pin(cells)
    return keep_layout(scene, lay_out(scene, kept=kept), kept, picture)


@frozen
class LayoutMemory:
    """覚え: the layouts that were found for the pictures of a model, kept outside it so that they are not searched again."""

    folder: Path

    @classmethod
    def of(cls, path: Path, state: Path) -> LayoutMemory:
        """Return what is remembered of a model file."""
        return cls(state / "layouts" / sha256(str(path.resolve()).encode()).hexdigest()[:24])

    def find(self, picture: str) -> Kept:
        """Return the layout of a picture, an empty one where none is remembered; another scene takes its cells."""
        from piaflow.layout.kept import Kept, read_kept

        try:
            return evolve(read_kept(self._place(picture).read_text(encoding="utf-8")), is_pinned=True)
        except (OSError, UnicodeDecodeError):
            return Kept()

    def keep(self, picture: str, layout: str) -> None:
        """Remember the layout of a picture, where that can be done."""
        from piaflow.store.writing import write_all

        with contextlib.suppress(FileAccessError):
            write_all({self._place(picture): layout.encode()}, make_folders=True)

    def _place(self, picture: str) -> Path:
        return self.folder / f"{sha256(picture.encode()).hexdigest()[:12]}.json"


def pin(cells: Mapping[str, Sequence[int]]) -> Kept:
    """Return a layout whose boxes a person has put into these cells."""
    from piaflow.layout.kept import Kept

    placed = tuple((box, column, row) for box, (column, row) in cells.items())
    return Kept(placed, is_pinned=bool(placed))


def keep_places(path: Path, model: Assessment, pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    """Return pictures of 別添1 or views over them, with their boxes where a person put them beside the file of the model.

    Raises FileAccessError for a layout that nobody can read.
    """
    held = read_places(path, model)
    return {
        name: evolve(picture, kept=held[name]) if name in held else picture
        for name, picture in pictures.items()
    }


def read_places(path: Path, model: Assessment) -> dict[str, Kept]:
    """Return the layouts that lie beside the file of a model, by picture. Raises FileAccessError."""
    read = {file.picture: file.read() for file in find_layouts(path, model)}
    return {picture: _call_boxes(kept, model) for picture, kept in read.items() if kept.cells}


def _call_boxes(kept: Kept, model: Assessment) -> Kept:
    """Return a layout with its boxes under what they are called now: one that got another name elsewhere stays in place."""
    cells = {model.canonical(box): (column, row) for box, column, row in kept.cells}
    return evolve(kept, cells=tuple((box, *cell) for box, cell in cells.items()))


def list_layout_files(path: Path) -> tuple[Path, ...]:
    """Return the layout files that lie beside a model file, whichever pictures they are of."""
    return _find_files(_find_stem(path))


def find_layouts(path: Path, model: Assessment) -> tuple[LayoutFile, ...]:
    """Return the layout file of each picture of 別添1 beside the file of its model, whether it is there or not."""
    from piaflow.views.arranging import list_diagrams

    return match_layouts(_find_stem(path), list_diagrams(model), _boxes_of(model))


def match_pictures(model: Assessment, was: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return what pictures of 別添1 were called before: `was` has all names of then, with the boxes where they are known."""
    from piaflow.views.arranging import list_diagrams

    pictures = list_diagrams(model)
    found = match_names(pictures, {name: name for name in was})
    return found | _match_boxes(pictures, was, found, _boxes_of(model))


def _boxes_of(model: Assessment) -> ListBoxes:
    from piaflow.app.model import Model

    @cache
    def make_pictures() -> Mapping[str, Picture]:
        return Model.of_loaded(model).pictures("annex1")

    return lambda picture: [box.id for box in make_pictures()[picture].sheet.boxes]


def match_layouts(stem: Path, pictures: Sequence[str], list_boxes: ListBoxes) -> tuple[LayoutFile, ...]:
    """Return the layout file of each picture of a view, whether it is there or not.

    A file tells whose it is and stays its picture's, however many are added before it. One that tells nothing is of the
    picture of its number; one whose picture is called otherwise by now, of that with the same boxes. A picture without a
    file gets that of its own number as they are drawn, or the next that is free: none is written over.
    """
    files = _list_layouts(stem) if pictures else {}
    numbered = [stem.with_name(f"{name}{ENDING}") for name in name_pictures(stem.name, pictures)]
    found = match_names(pictures, {file: kept.picture for file, kept in files.items() if kept.picture})
    for picture, file in zip(pictures, numbered, strict=True):
        if file in files and not files[file].picture:
            found.setdefault(picture, file)
    boxes = {file: [name for name, _, _ in kept.cells] for file, kept in files.items()}
    found |= _match_boxes(pictures, boxes, found, list_boxes)
    for picture, file in zip(pictures, numbered, strict=True):
        taken = {*files, *found.values()}
        others = (stem.with_name(f"{stem.name}-{n}{ENDING}") for n in count(1))
        found.setdefault(picture, next(one for one in chain([file], others) if one not in taken))
    return tuple(LayoutFile(found[picture], picture) for picture in pictures)


def match_names(pictures: Sequence[str], named: Mapping[_Key, str]) -> dict[str, _Key]:
    """Return what is named after each picture: by its name, or by that without its number where all were numbered anew."""
    found: dict[str, _Key] = {}
    for tell in (fold, _leave_number_out):
        asked = group_by((tell(one), one) for one in pictures if one not in found)
        there = group_by((tell(name), key) for key, name in named.items() if key not in found.values())
        alone = (key for key in asked if key and len(asked[key]) == len(there.get(key, ())) == 1)
        found |= {asked[key][0]: there[key][0] for key in alone}
    return found


def _match_boxes(
    pictures: Sequence[str],
    kept: Mapping[_Key, Collection[str]],
    found: Mapping[str, _Key],
    list_boxes: ListBoxes,
) -> dict[str, _Key]:
    """Return what has most of the boxes of each picture, and not many more, of the pictures that nothing was found for."""
    same: dict[str, _Key] = {}
    for key in [one for one in kept if kept[one] and one not in found.values()]:
        own = set(kept[key])
        for picture in (one for one in pictures if one not in found and one not in same):
            boxes = set(list_boxes(picture))
            if 2 * len(own & boxes) > len(own | boxes):
                same[picture] = key
                break
    return same


def _leave_number_out(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalpha())


def _list_layouts(stem: Path) -> dict[Path, Kept]:
    """Return the layouts that bear the name of a view, an empty one for what nobody can read."""
    return {file: read_layout(file) for file in _find_files(stem)}


def _find_stem(path: Path) -> Path:
    """Return what the layouts of 別添1 beside a model file are called, but for their numbers and their ending."""
    return path.with_name(f"{path.stem}.annex1")


def _find_files(stem: Path) -> tuple[Path, ...]:
    own = re.compile(rf"{re.escape(stem.name)}(-\d+)?{re.escape(ENDING)}")
    there = sorted(stem.parent.iterdir()) if stem.parent.is_dir() else ()
    return tuple(file for file in there if own.fullmatch(file.name))


def read_layout(file: Path) -> Kept:
    """Return a layout that was kept, an empty one where there is none that can be read."""
    from piaflow.layout.kept import Kept, read_kept

    try:
        return read_kept(file.read_text(encoding="utf-8")) if file.is_file() else Kept()
    except (OSError, UnicodeDecodeError):
        return Kept()


def name_pictures(stem: str, names: Sequence[str]) -> list[str]:
    """Return a file stem per picture: the stem itself, or numbered from 1 where there are several."""
    return [stem] if len(names) == 1 else [f"{stem}-{i}" for i in range(1, len(names) + 1)]
