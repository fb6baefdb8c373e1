"""Where a person put the boxes of a picture: a layout file beside the model, one per picture of 別添1.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from piaflow.errors import FileAccessError, tell_refusal

if TYPE_CHECKING:
    from piaflow.app.answers import Picture
    from piaflow.app.model import Model
    from piaflow.domain.assessment import Assessment
    from piaflow.layout.kept import Kept


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

    def write(self, model: Model, cells: Mapping[str, Sequence[int]]) -> None:
        """Write the layout that has the boxes in these cells; without any the file goes. Raises FileAccessError."""
        from piaflow.layout.arranging import keep_layout, lay_out
        from piaflow.store.writing import write

        if not cells:
            self.path.unlink(missing_ok=True)
            return
        scene = model.pictures("annex1")[self.picture].sheet
        kept = pin(cells)
        write(self.path, keep_layout(scene, lay_out(scene, kept=kept), kept).encode())


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
    return {picture: kept for picture, kept in read.items() if kept.cells}


def find_layouts(path: Path, model: Assessment) -> tuple[LayoutFile, ...]:
    """Return the layout file of each picture of 別添1, whether it is there or not.

    They bear the numbers of the pictures as they are drawn: the order of a model's lists means nothing.
    """
    from piaflow.views.arranging import list_diagrams

    pictures = list_diagrams(model)
    return tuple(
        LayoutFile(path.with_name(f"{path.stem}.{stem}.layout.json"), picture)
        for stem, picture in zip(name_pictures("annex1", pictures), pictures, strict=True)
    )


def name_pictures(stem: str, names: Sequence[str]) -> list[str]:
    """Return a file stem per picture: the stem itself, or numbered from 1 where there are several."""
    return [stem] if len(names) == 1 else [f"{stem}-{i}" for i in range(1, len(names) + 1)]
