"""The published record of rewritten form items: what each YAML file of this folder says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.domain.span import Span
from piaflow.store.load import load
from tests.models.founding import ROOT, source_lines

FILES = tuple(sorted(Path(__file__).parent.glob("*.yaml")))
_PLACES = ((r"\.ファイル\d+", ""), (r"(システム)\d+", r"\1{n}"), (r"(委託事項|提供先|移転先)\d+", r"\1{k}"))


def _spans(written: str | list[str]) -> tuple[Span, ...]:
    return tuple(map(Span.parse, [written] if isinstance(written, str) else written))


def _texts(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


@frozen(kw_only=True)
class Row:
    """A published row that belongs to the event."""

    path: str
    printed: tuple[str, ...] = field(converter=_texts)
    word: str
    timing: str
    spans: tuple[Span, ...] = field(alias="span", converter=_spans)
    effect: str
    causable: bool
    cause: tuple[str, ...] = field(default=(), converter=tuple)
    whole: bool = False
    date: object = None
    inferred: str = ""
    note: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What the lines of the row must hold."""
        return (*self.printed, self.word, *(() if self.timing == "unknown" else (self.timing,)))


@frozen(kw_only=True)
class Other:
    """A row of the same revision that does not belong to the event."""

    path: str
    printed: tuple[str, ...] = field(converter=_texts)
    spans: tuple[Span, ...] = field(alias="span", converter=_spans)
    causable: bool
    why: str
    cause: tuple[str, ...] = field(default=(), converter=tuple)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the lines of the row must hold."""
        return self.printed


@frozen(kw_only=True)
class Judgement:
    """What the document says of the change as a whole."""

    source: str
    significant: bool | str
    timing: str
    ground: str
    spans: tuple[Span, ...] = field(alias="span", converter=_spans)
    word: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What the lines of the judgement must hold."""
        return (self.word, *(() if self.timing == "unknown" else (self.timing,)))


def _file(written: str) -> Path:
    return ROOT / written


def _rows(data: list[dict[str, Any]]) -> tuple[Row, ...]:
    return tuple(Row(**row) for row in data)


def _others(data: list[dict[str, Any]]) -> tuple[Other, ...]:
    return tuple(Other(**row) for row in data)


def _judgements(data: list[dict[str, Any]]) -> tuple[Judgement, ...]:
    return tuple(Judgement(**said) for said in data)


@frozen(kw_only=True)
class Record:
    """One event: what changed, and the rows published for it."""

    body: str
    document: str
    form: str
    date: object
    event: str
    base: Path = field(converter=_file)
    change: Path = field(converter=_file)
    items: int
    judgement: tuple[Judgement, ...] = field(converter=_judgements)
    rows: tuple[Row, ...] = field(converter=_rows)
    others: tuple[Other, ...] = field(default=(), converter=_others)

    @property
    def published(self) -> tuple[Row | Other, ...]:
        """Every row of the record, of the event or not."""
        return (*self.rows, *self.others)

    @property
    def said(self) -> tuple[Row | Other | Judgement, ...]:
        """Everything read from lines of the document."""
        return (*self.rows, *self.others, *self.judgement)


def read(path: Path) -> Record:
    """Return the record of the file. Raises TypeError at an unknown or missing key."""
    return Record(**yaml.safe_load(path.read_text(encoding="utf-8")))


def to_field(path: str) -> str:
    """Return the form's field for a path that names one file, system or entry: the numbers become {n} and {k}."""
    for found, put in _PLACES:
        path = re.sub(found, put, path)
    return path


def find_absent(record: Record) -> list[str]:
    """Return what the lines of each span lack. Skips the test where the source document is not at hand."""
    lines = _lines(load(record.change), record.document)
    return [
        f"{s.spans} {text}"
        for s in record.said
        for text in s.texts
        if fold(text) not in _text(s.spans, lines)
    ]


def _lines(model: Assessment, key: str) -> list[str]:
    return source_lines(next(d.file for d in model.documents if d.key == key))


def _text(spans: tuple[Span, ...], lines: list[str]) -> str:
    return fold("".join("".join(lines[s.first - 1 : s.last]) for s in spans))
