"""Drawing all diagrams of a folder of models, and telling which drawn ones are stale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from piaflow.app.answers import Picture
from piaflow.app.lacking import note_lacking
from piaflow.app.layouts import ENDING, keep_places, match_layouts, name_pictures, read_layout
from piaflow.app.loading import find_model_files, load_all
from piaflow.app.model import Model
from piaflow.errors import PiaflowError
from piaflow.layout.arranging import keep_layout, lay_out
from piaflow.layout.kept import Kept
from piaflow.layout.together import lay_out_all
from piaflow.render.draw import draw_laid_out
from piaflow.render.markup import GENERATOR
from piaflow.store.writing import write_all
from piaflow.views.catalogue import VIEWS
from piaflow.views.scene import Scene

_HEAD = 1000
_PICTURE = ".svg"


@frozen
class Comparison:
    """How a folder of diagrams differs from the `count` that the models give: paths relative to the folder."""

    count: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def is_fresh(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.stale or self.extra)


def draw_pictures(pictures: Mapping[str, Picture], output: Path, paper: str = "") -> dict[Path, bytes]:
    """Return the content of each file, numbered where there are several. Raises FormatError or RenderError."""
    fmt = output.suffix.removeprefix(".").lower()
    stems = name_pictures(output.stem, list(pictures))
    return {
        output.with_name(f"{stem}.{fmt}"): picture.to_bytes(fmt, paper)
        for stem, picture in zip(stems, pictures.values(), strict=True)
    }


def save_pictures(pictures: Mapping[str, Picture], output: Path, paper: str = "") -> list[Path]:
    """Write the pictures, numbered where there are several; nothing is written where one cannot be drawn or put.

    Raises FormatError, RenderError or FileAccessError.
    """
    drawn = draw_pictures(pictures, output, paper)
    write_all(drawn, waited_for=[output])
    return list(drawn)


@frozen
class _Page:
    """A picture of a folder: its model and name, its place in the output folder without an ending, and what it shows.

    `kept` says where a person put its boxes, `earlier` is the place of the layout that it was drawn with before.
    """

    model: Path
    name: str
    place: str
    scene: Scene
    kept: Kept
    earlier: Path | None


def _say_nothing(_: int) -> None:
    return None


def draw_folder(
    folder: str | Path, out: str | Path = "", *, drawn: Callable[[int], None] = _say_nothing
) -> dict[str, bytes]:
    """Return every picture of every model below a folder (annex1-1.svg, topology.svg), each with its layout beside it.

    Paths are relative to the output folder `out`: pictures whose layout lies there keep their boxes where these stood.
    `drawn` is told after each picture how many there are in all.
    """
    paths = find_model_files(folder)
    pages = list(_list_pages(Path(folder), load_all(paths), paths, Path(out) if out else None))
    wanted = [
        (page.scene, page.kept if page.kept.is_pinned or not page.earlier else read_layout(page.earlier))
        for page in pages
    ]
    files: dict[str, bytes] = {}
    for number, layout in lay_out_all(wanted):
        page = pages[number]
        try:
            note_lacking(page.scene)
            drawing = lay_out(page.scene, kept=layout)
            files[f"{page.place}{_PICTURE}"] = draw_laid_out(page.scene, drawing).encode()
        except PiaflowError as error:
            error.add_note(str(page.model))
            raise
        files[f"{page.place}{ENDING}"] = keep_layout(page.scene, drawing, picture=page.name).encode()
        drawn(len(pages))
    return dict(sorted(files.items()))


def _list_pages(
    root: Path, models: list[Model], paths: tuple[Path, ...], out: Path | None
) -> Iterator[_Page]:
    for path, model in zip(paths, models, strict=True):
        place = path.relative_to(root).with_suffix("")
        for view in VIEWS:
            pictures = model.pictures(view)
            if view == "annex1":
                pictures = keep_places(path, model.assessment, pictures)
            earlier = _find_earlier(out / place / view, pictures) if out else {}
            for stem, (name, own) in zip(name_pictures(view, list(pictures)), pictures.items(), strict=True):
                at = (place / stem).as_posix()
                yield _Page(path, name, at, own.sheet, own.kept or Kept(), earlier.get(name))


def _find_earlier(stem: Path, pictures: Mapping[str, Picture]) -> dict[str, Path]:
    """Return where the layout of each picture of a view lies, or would."""

    def list_boxes(picture: str) -> list[str]:
        return [box.id for box in pictures[picture].sheet.boxes]

    return {file.picture: file.path for file in match_layouts(stem, list(pictures), list_boxes)}


def compare_folder(drawn: dict[str, bytes], out: str | Path) -> Comparison:
    """Return which pictures of the folder `out` are missing, stale, or drawn from no model.

    Their layouts are no answer to anybody: where one is missing or old, the picture is only slower to draw.
    """
    root = Path(out)
    pictures = {name: content for name, content in drawn.items() if name.endswith(_PICTURE)}
    there = {name: (root / name).read_bytes() for name in pictures if (root / name).is_file()}
    ours = (
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob(f"*{_PICTURE}"))
        if path.is_file() and _is_ours(path)
    )
    return Comparison(
        count=len(pictures),
        missing=tuple(name for name in pictures if name not in there),
        stale=tuple(name for name, content in there.items() if content != pictures[name]),
        extra=tuple(name for name in ours if name not in pictures),
    )


def _is_ours(picture: Path) -> bool:
    """Pictures that somebody else put beside ours are left alone."""
    with picture.open("rb") as opened:
        return GENERATOR.encode() in opened.read(_HEAD)


def write_folder(drawn: dict[str, bytes], out: str | Path) -> int:
    """Write the pictures below the folder `out` and return how many; in the folders of these models remove old ones.

    Raises FileAccessError where that cannot be done, and then nothing is written or removed.
    """
    root = Path(out)
    write_all({root / name: content for name, content in drawn.items()}, make_folders=True)
    folders = {Path(name).parent for name in drawn}
    found = compare_folder(drawn, out)
    for name in found.extra:
        if Path(name).parent in folders:
            (root / name).unlink()
            (root / name).with_suffix(ENDING).unlink(missing_ok=True)
    return found.count
