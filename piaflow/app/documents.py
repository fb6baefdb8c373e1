"""A published 評価書 (PDF, xlsx, text layer, HTML) read as a form and a model, wherever a model is asked for.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve

from piaflow.app.arguments import read_path
from piaflow.app.forms import FormAnswer
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment, Document
from piaflow.domain.names import fold
from piaflow.errors import ChoiceNeededError, FileAccessError, Place, Where
from piaflow.form.form import CellOrigin, Form

if TYPE_CHECKING:
    from piaflow.report.read import Unplaced
    from piaflow.source.drafting import Drafted
    from piaflow.source.page import Line, Part
    from piaflow.source.reading import Reading

_KINDS = frozenset({".pdf", ".xlsx", ".xlsm", ".txt", ".html", ".htm", ".tsv"})
_CHOSEN = re.compile(r"(?P<file>.+)#(?P<number>\d{1,3})")
_NO_KEY = re.compile(r"[\s:]+")


def is_document(path: str | Path) -> bool:
    """Whether a name is that of a document and not of a model, by its ending: 評価書.pdf, 評価書.pdf#2."""
    return _split(path)[0].suffix.lower() in _KINDS


def _split(path: str | Path) -> tuple[Path, int]:
    """A file, and which 評価書 of it is meant (0 where none is named)."""
    found = _CHOSEN.fullmatch(str(path))
    if found and Path(found["file"]).suffix.lower() in _KINDS:
        return Path(found["file"]), int(found["number"])
    return Path(path), 0


@define(frozen=True, eq=False, repr=False, slots=False)
class ReadDocument:
    """One 評価書 as it was read: its form, the model that it tells, and what was not read.

    `part` is which 評価書 of the file it is.
    """

    path: Path
    part: Part
    reading: Reading
    base: None = None

    @property
    def form(self) -> FormAnswer:
        """The form, each field with its printed words, its lines and where it came from (印字, 空欄, 未読)."""
        return FormAnswer(self.reading.form)

    @cached_property
    def model(self) -> Model:
        """The model that the form tells, with the printed words of its fields. Raises ModelError."""
        named = (Document(make_key(self.path), self.path.name),)
        return Model.of(evolve(self._drafted.assessment, documents=named))

    @property
    def assessment(self) -> Assessment:
        """The model as an assessment."""
        return self.model.assessment

    @cached_property
    def _drafted(self) -> Drafted:
        from piaflow.source.drafting import draft
        from piaflow.store.catalogue import load_catalogue

        return draft(self.reading.form, load_catalogue())

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the document tells and the model does not hold, each in a sentence."""
        return self._drafted.left_out

    def place(self, where: Where) -> Place:
        """Return the line of the document that a value of the model was read from: its own, or that of what holds it."""
        told = [spans for value in self._walk(where) if (spans := getattr(value, "spans", ()))]
        return Place(str(self.path), told[-1][0].first if told else 1, 1)

    def holds(self, where: Where) -> bool:
        """Whether the document itself tells it: what a model receives from the catalogue, it does not."""
        value = [self.assessment, *self._walk(where)][-1]
        return value is not None and not getattr(value, "inferred", "")

    def _walk(self, where: Where) -> Iterator[Any]:
        """Yield what a path of field names leads to, step by step; None from where it leads nowhere."""
        value: Any = self.assessment
        for key in where:
            value = _step(value, key)
            yield value

    def find_asking(self) -> Iterator[tuple[Place, str, str]]:
        """Yield nothing: a published document asks nobody for a look."""
        yield from ()

    def save(self, path: str | Path, *, texts: bool = False) -> None:
        """Write the model file; with `texts` it holds the printed words of every field. Raises FileAccessError."""
        told = self.model if texts else self.model.replace(texts=())
        file = read_path("ReadDocument.save", path)
        if file.exists():
            raise FileAccessError(str(file), "もうあります（上書きしません）")
        told.save(file)

    def to_text(self) -> str:
        """Return what was read of what, by chapter, and what the model does not hold."""
        from piaflow.report.as_text import to_text
        from piaflow.report.read import tell_read

        return to_text(
            tell_read(self.path.name, self.reading.form, tuple(self._list_unplaced()), self.left_out)
        )

    def _list_unplaced(self) -> Iterator[Unplaced]:
        from piaflow.report.read import Unplaced

        for value in self.reading.doubtful:
            yield Unplaced(_tell_lines(value.lines), _clip(value.text), str(value.address))
        for lines in self.reading.homeless:
            yield Unplaced(_tell_lines(lines), _clip(" ".join(line.text.strip() for line in lines)))

    def __repr__(self) -> str:
        """Return which document it is, and how much of it was read."""
        read = self.reading.form.origins[CellOrigin.PRINTED]
        return f"<ReadDocument {self.path.name}: {read} of {len(self.reading.form.cells)} fields read>"


def _tell_lines(lines: Iterable[Line]) -> str:
    numbers = [line.number for line in lines] or [0]
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}-{last}"


def _clip(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words


_SHOWN = 60
"""Characters of words without a field that are shown: enough to find them."""


def _step(value: Any, key: object) -> Any:
    if isinstance(value, tuple):
        if isinstance(key, int):
            return value[key] if key < len(value) else None
        names = ("name", "number", "address", "key")
        return next((one for one in value for name in names if getattr(one, name, None) == key), None)
    return getattr(value, key, None) if isinstance(key, str) else None


def make_key(path: Path) -> str:
    """Return the key by which the lines of a document are cited: the name of its file."""
    return _NO_KEY.sub("_", path.stem) or "文書"


def read(path: str | Path, *, document: int = 0) -> ReadDocument:
    """Return a published 評価書 as it was read: `document` chooses one of several in a file, from 1.

    Raises FileAccessError where it cannot be read, InputError where it is no 評価書, and ChoiceNeededError where the
    file holds several and none is chosen.
    """
    from piaflow.source.opening import open_document
    from piaflow.source.reading import read_form

    file, chosen = _split(read_path("read", path))
    number = document or chosen
    source = open_document(file)
    parts = source.parts
    if not number and len(parts) > 1:
        names = tuple(
            f"{i}（{part.title or '名のない評価書'}、{part.first}行から）" for i, part in enumerate(parts, 1)
        )
        raise ChoiceNeededError(
            f"{file} には評価書が{len(parts)}つあります（{file}#番号 か --document で選びます）", names
        )
    if number > len(parts):
        raise ChoiceNeededError(
            f"{file} に評価書は{len(parts)}つです", tuple(str(i + 1) for i in range(len(parts)))
        )
    part = parts[max(number, 1) - 1]
    return ReadDocument(file, part, read_form(source, part, make_key(file)))


def read_beside(model: Assessment, folder: Path) -> Form | None:
    """Return the form of the document that a model was read from, under the key of the model; None where it is not there.

    Of several 評価書 in a file it is the one on the form and on the 事務 of the model. Raises FileAccessError, or
    InputError where the file is no 評価書.
    """
    from piaflow.source.opening import open_document
    from piaflow.source.reading import read_form

    if not folder.is_dir():
        raise FileAccessError(str(folder), "フォルダーがありません")
    for document in model.documents:
        file = folder / document.file
        if document.file and is_document(file) and file.is_file():
            source = open_document(file)
            parts = [part for part in source.parts if _is_of(part, model)] or list(source.parts)
            return read_form(source, parts[0], document.key).form if len(parts) == 1 else None
    return None


def _is_of(part: Part, model: Assessment) -> bool:
    procedure = fold(model.overview.procedure).replace("に関する", "")
    return part.form in (None, model.overview.form) and procedure in fold(part.title).replace("に関する", "")
