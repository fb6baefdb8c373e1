"""The document beside a field of the desk: the lines that it was read from among those around them, and a PDF's page.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from piaflow.app.documents import is_document
from piaflow.domain.assessment import Assessment
from piaflow.domain.span import Span
from piaflow.domain.visible import reveal

if TYPE_CHECKING:
    from piaflow.source.page import Line, Page, Source

Told = dict[str, Any]
_AROUND = 5
_MOST = 60
"""Lines: what stands around shows where a field is, and of a long list its beginning does."""


def list_at_hand(model: Assessment, path: Path, root: Path) -> dict[str, str]:
    """Return the files of the documents that a model cites, by their keys, where they lie beside it below a folder."""
    return {key: file.name for key, file in _find_files(model, path, root)}


def _find_files(model: Assessment, path: Path, root: Path) -> Iterator[tuple[str, Path]]:
    """A model may come from anybody: what it names outside the folder is not opened."""
    for named in model.documents:
        file = path.parent / named.file
        if named.file and is_document(file) and file.resolve().is_relative_to(root) and file.is_file():
            yield named.key, file


@define
class Beside:
    """文書: the documents of one model, each read once as long as its file stays as it is."""

    path: Path
    root: Path
    _read: dict[Path, tuple[tuple[int, int], Source]] = field(factory=dict)

    def show(self, model: Assessment, written: str) -> Told:
        """Return some lines (kirigaoka:12-14) of a document with those around them, and the page of a PDF with their places.

        Raises KeyError where the document is not at hand, PiaflowError where it cannot be read.
        """
        span = Span.parse(written)
        file = dict(_find_files(model, self.path, self.root))[span.document]
        source = self._open(file)
        page = next((p for p in source.pages if any(_is_in(line, span) for line in p.lines)), None)
        if page is None:
            raise KeyError(span.document)
        last = min(span.last, span.first + _MOST) + _AROUND
        lines = [
            (number, "　".join(reveal(line.text.strip()) for line in group))
            for number, group in groupby(page.lines, key=lambda line: line.number)
            if span.first - _AROUND <= number <= last
        ]
        return {
            "file": file.name,
            "page": page.sheet or (f"{page.number}ページ" if page.number else ""),
            "lines": [[number, text, span.first <= number <= span.last] for number, text in lines],
            **self._draw(file, source, page, span),
        }

    def _open(self, file: Path) -> Source:
        from piaflow.source.limits import MOST_BYTES
        from piaflow.source.opening import read_document
        from piaflow.store.reading import read_bytes

        known, told = file.stat(), self._read.get(file)
        state = (known.st_mtime_ns, known.st_size)
        if told is None or told[0] != state:
            told = self._read[file] = (state, read_document(file.name, read_bytes(file, MOST_BYTES)))
        return told[1]

    def _draw(self, file: Path, source: Source, page: Page, span: Span) -> Told:
        from piaflow.source.page import SourceKind

        if source.kind is not SourceKind.PDF:
            return {}
        from piaflow.source.limits import MOST_BYTES
        from piaflow.source.pdf_pictures import draw_pages
        from piaflow.store.reading import read_bytes

        (picture,) = draw_pages(read_bytes(file, MOST_BYTES), [page], lambda: None)
        places = (line.rectangle for line in page.lines if _is_in(line, span))
        across, down = page.width or 1, page.height or 1
        marks = [[r.left / across, r.top / down, r.width / across, r.height / down] for r in places if r]
        return (
            {"picture": f"data:image/png;base64,{b64encode(picture).decode()}", "marks": marks}
            if picture
            else {}
        )


def _is_in(line: Line, span: Span) -> bool:
    return span.first <= line.number <= span.last
