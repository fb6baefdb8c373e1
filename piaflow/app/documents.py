"""A published 評価書 (PDF, xlsx, text layer, HTML) read as a form and a model, wherever a model is asked for.

Libraries are imported where they are needed, so that `import piaflow` stays light.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve

from piaflow.app.arguments import read_path
from piaflow.app.findings import FindingsAnswer, Given, check_given
from piaflow.app.forms import FormAnswer
from piaflow.app.model import Model
from piaflow.app.notes import note
from piaflow.domain.assessment import Assessment, Document
from piaflow.domain.choices import FormKind
from piaflow.domain.names import fold
from piaflow.errors import ChoiceNeededError, FileAccessError, Place, Where
from piaflow.form.form import CellOrigin, Form
from piaflow.law.addresses import Address
from piaflow.rules.places import make_finder
from piaflow.rules.rule import Rule

if TYPE_CHECKING:
    from piaflow.report.read import Unplaced
    from piaflow.source.deciding import Decided
    from piaflow.source.drafting.draft import Drafted
    from piaflow.source.page import Line, Part, Source
    from piaflow.source.reading import Reading

_KINDS = frozenset({".pdf", ".xlsx", ".xlsm", ".txt", ".html", ".htm", ".tsv"})
_CHOSEN = re.compile(r"(?P<file>.+)#(?P<number>\d{1,3})")
DECISIONS = ".decisions.yaml"
"""How the names of files end that hold what a person decided of a document."""
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

    `part` is which 評価書 of the file it is. What a person decided of it is in its form; `decided` tells which of the
    decisions hold, and which do not since the document has other words there.
    """

    path: Path
    source: Source
    part: Part
    decided: Decided
    base: None = None

    @property
    def reading(self) -> Reading:
        """How each field was read, with what was decided."""
        return self.decided.reading

    @property
    def form(self) -> FormAnswer:
        """The form, each field with its printed words, its lines and where it came from (印字, 決定, 空欄, 未読)."""
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
        from piaflow.source.drafting.draft import draft
        from piaflow.store.catalogue import load_catalogue

        remarks = self.reading.values.get(Address(FormKind.FULL, "別添1"))
        lines = remarks.lines if remarks else ()
        rows = self.reading.recipients
        return draft(self.reading.form, load_catalogue(), lines, make_key(self.path), rows)

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

    def check(
        self, *, rules: Sequence[Rule] | None = None, today: date | str | None = None, norms: bool = False
    ) -> FindingsAnswer:
        """Return what the rules find in the document, as `Model.check`; each side cites the lines of its very field."""
        find = make_finder(self.assessment)
        given = Given(
            self.assessment, str(self.path), lambda subject: self.place(find(subject)), self.reading.form
        )
        return check_given([given], rules, today, norms=norms)

    def to_yaml(self, *, texts: bool = False) -> str:
        """Return the text of the model file; with `texts` it holds the printed words of every field and every change."""
        from piaflow.store.save import write_anew

        return write_anew((self.model if texts else self.shortened).assessment)

    def save(self, path: str | Path, *, texts: bool = False) -> None:
        """Write the model file, as `to_yaml` returns it. Raises FileAccessError."""
        told = self.model if texts else self.shortened
        file = read_path("ReadDocument.save", path)
        if file.exists():
            raise FileAccessError(str(file), "もうあります（上書きしません）")
        told.save(file)

    @property
    def decisions_file(self) -> Path:
        """Where the decisions of a person lie that a reading takes by itself: 評価書.decisions.yaml beside 評価書.pdf."""
        return _find_decisions(self.path, self.source, self.part)

    def to_html(self, *, drawn: Callable[[], object] = lambda: None) -> str:
        """Return the page on which a person looks at what was read and decides what stays open.

        `drawn` is called after each page of a PDF whose picture is drawn. Raises FileAccessError where it is gone.
        """
        from piaflow.app.reading_page import Read, write_page

        source = self.source.take(self.part)
        told = Read(self.path, source, self.decided, self.decisions_file.name, self.assessment.files)
        return write_page(told, drawn=drawn)

    @cached_property
    def shortened(self) -> Model:
        """The model with facts alone: no printed words of fields, and of a change what differs."""
        from piaflow.source.drafting.revisions import shorten

        a = self.assessment
        files = [file.name for file in a.listed_files]
        rows = (shorten(row, a.overview.form, files) for row in a.revisions)
        return self.model.replace(texts=(), revisions=tuple(rows))

    def to_text(self) -> str:
        """Return what was read of what, by chapter, and what the model does not hold."""
        from piaflow.report.as_text import to_text
        from piaflow.report.read import tell_read

        refused = tuple(map(str, self.decided.refused))
        told = tell_read(
            self.path.name, self.reading.form, tuple(self._list_unplaced()), self.left_out, refused
        )
        return to_text(told)

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


def list_parts(path: str | Path) -> tuple[int, ...]:
    """Return the numbers of the 評価書 of a document that a call means: the chosen one, else all. Raises as `read`."""
    from piaflow.source.opening import open_document

    file, chosen = _split(path)
    return (chosen,) if chosen else tuple(range(1, len(open_document(file).parts) + 1))


def read(
    path: str | Path,
    *,
    document: int = 0,
    decisions: str | Path | None = None,
    told: Callable[[str], object] = lambda _: None,
) -> ReadDocument:
    """Return a published 評価書 as it was read: `document` chooses one of several in a file, from 1.

    `decisions` is a file of what a person decided (`piaflow read --report` writes it); without it that which lies
    beside the document is taken, 評価書.decisions.yaml beside 評価書.pdf. `told` hears what is done now, in Japanese.
    Raises FileAccessError where a file cannot be read, InputError where it is no 評価書 or a decision is wrong, and
    ChoiceNeededError where the file holds several and none is chosen.
    """
    from piaflow.source.opening import open_document

    file, chosen = _split(read_path("read", path))
    number = document or chosen
    told(f"{file.name} を開いています")
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
    told(f"{part.last - part.first + 1:,}行を様式の欄に分けています")
    named = read_path("read", decisions) if decisions is not None else None
    return ReadDocument(file, source, part, _read_part(file, source, part, make_key(file), named))


def read_parts(file: Path, source: Source) -> Iterator[tuple[str, ReadDocument]]:
    """Yield each 評価書 of a file that was opened, with what a call names it by: 答申.pdf#2 where there are several."""
    for number, part in enumerate(source.parts, 1):
        name = f"{file}#{number}" if len(source.parts) > 1 else str(file)
        yield name, ReadDocument(file, source, part, _read_part(file, source, part, make_key(file)))


def note_refused(name: str | Path, decided: Decided) -> None:
    """Note how many decisions of a person do not hold of a document any more: its fields are read without them."""
    count = len(decided.refused)
    if count:
        note(
            f"{name}: 決定 {count} 件は、文書の言葉が変わったので当てはめていません（piaflow read が並べます）"
        )


def _read_part(file: Path, source: Source, part: Part, key: str, decisions: Path | None = None) -> Decided:
    """Read one 評価書 of a file, with what a person decided of it."""
    from piaflow.source.deciding import decide
    from piaflow.source.decisions import load_decisions
    from piaflow.source.reading import read_form

    reading = read_form(source, part, key)
    beside = _find_decisions(file, source, part)
    named = decisions or (beside if beside.exists() else None)
    return decide(reading, source, load_decisions(named, reading.form.kind) if named else (), key)


def _find_decisions(file: Path, source: Source, part: Part) -> Path:
    """Where the decisions of a document lie: beside it, with the number of the 評価書 where the file holds several."""
    number = f"#{source.parts.index(part) + 1}" if len(source.parts) > 1 else ""
    return file.with_name(f"{file.stem}{number}{DECISIONS}")


def read_beside(model: Assessment, folder: Path) -> Form | None:
    """Return the form of the document that a model was read from, under the key of the model; None where it is not there.

    Of several 評価書 in a file it is the one on the form and on the 事務 of the model. Raises FileAccessError, or
    InputError where the file is no 評価書.
    """
    from piaflow.source.opening import open_document

    if not folder.is_dir():
        raise FileAccessError(str(folder), "フォルダーがありません")
    for document in model.documents:
        file = folder / document.file
        if document.file and is_document(file) and file.is_file():
            source = open_document(file)
            parts = [part for part in source.parts if _is_of(part, model)] or list(source.parts)
            if len(parts) != 1:
                _note_left(model, f"{file} のどの評価書のものか決まらない")
                return None
            decided = _read_part(file, source, parts[0], document.key)
            note_refused(file, decided)
            return decided.reading.form
    files = "、".join(document.file for document in model.documents if document.file)
    _note_left(model, f"{folder} に文書 {files} がない" if files else "文書のファイルの名がモデルにない")
    return None


def _note_left(model: Assessment, why: str) -> None:
    """Note why no document of a model was read: its fields are those of the model alone."""
    note(f"{model.overview.body} {model.overview.procedure}: {why}ので、モデルだけを確かめます")


def _is_of(part: Part, model: Assessment) -> bool:
    procedure = fold(model.overview.procedure).replace("に関する", "")
    return part.form in (None, model.overview.form) and procedure in fold(part.title).replace("に関する", "")
