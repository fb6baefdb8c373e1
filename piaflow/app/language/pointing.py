"""What a word of a model file stands for: where that is declared, and what is known of it in the words of the form."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from attrs import define, frozen

from piaflow.app.language.declared import (
    SECTIONS,
    describe,
    find_declared,
    find_document,
    find_place,
    find_step,
    tell_entry,
    tell_value,
)
from piaflow.app.language.texts import Known, Texts
from piaflow.domain.choices import FormKind
from piaflow.domain.records import Text
from piaflow.domain.span import Span
from piaflow.errors import PiaflowError, Place
from piaflow.form.table import find_asked
from piaflow.law.addresses import Address
from piaflow.law.articles import Meaning19, list_items_19
from piaflow.law.catalogue import CatalogueEntry
from piaflow.law.citations import Citation, LawKind, parse_citations
from piaflow.law.forms import FormField
from piaflow.law.standing import Standing, judge_citation
from piaflow.store.catalogue import find_catalogue_place, load_catalogue
from piaflow.store.converter import read_path
from piaflow.store.cursor import Cursor, find_cursor
from piaflow.store.slots import Slot, find_slot
from piaflow.store.starters import read_questions

_OF_LAW = ("basis", "network_inquiry_basis", "network_provision_basis")
_OF_NETWORK = _OF_LAW[1:]
_MOST_LINES = 12
"""Lines of a document that one reads in passing."""


@frozen
class Told:
    """What is known of a word: a heading, lines of it, and the columns of the line that the word takes up."""

    heading: str
    lines: tuple[str, ...]
    start: int
    end: int


def point(texts: Texts, path: Path, line: int, column: int) -> Place | None:
    """Return where that is declared which a word names, lines and columns counted from 0; None where nothing is."""
    word = _find_word(texts, path, line, column)
    return word.find_place() if word else None


def tell(texts: Texts, path: Path, line: int, column: int) -> Told | None:
    """Return what is known of a word, lines and columns counted from 0; None where nothing is."""
    word = _find_word(texts, path, line, column)
    if word is None:
        return None
    lines = tuple(word.tell())
    heading = word.cursor.word
    return Told(heading, lines, word.cursor.start, word.cursor.end) if lines else None


def _find_word(texts: Texts, path: Path, line: int, column: int) -> _Word | None:
    cursor = find_cursor(texts.read(path), line, column)
    if cursor is None or not cursor.word:
        return None
    # of a key the words are about the value below it, of a value about the value itself
    where = (*cursor.where, cursor.word) if cursor.is_key else cursor.where
    return _Word(cursor, find_slot(where), find_slot(cursor.where), texts, path, texts.know(path, line))


@define
class _Word:
    """A word of a text: what may stand there, and what may stand where it does."""

    cursor: Cursor
    slot: Slot | None
    around: Slot | None
    texts: Texts
    path: Path
    known: Known | None

    @property
    def names(self) -> str:
        """Of what it is a name, "" of nothing."""
        if not self.cursor.is_key:
            return self.slot.names if self.slot else ""
        if self.around is None or not self.around.is_keyed:
            return ""
        return self.around.key_names or next((s for s in _DECLARING if s == self.around.key), "")

    @property
    def span(self) -> Span | None:
        """The lines of a document that it is, None where it is none."""
        if self.cursor.is_key or not self.slot or Span not in (self.slot.kind, self.slot.entry):
            return None
        with contextlib.suppress(PiaflowError):
            return Span.parse(self.cursor.word)
        return None

    @property
    def entry(self) -> CatalogueEntry | None:
        """The system of the catalogue that it names."""
        is_entry = self.slot is not None and self.slot.key == "entry" and not self.cursor.is_key
        return load_catalogue().find(self.cursor.word) if is_entry else None

    @property
    def diagram(self) -> str:
        """The diagram that stands beside it."""
        beside = self.cursor.beside
        return str(beside.get("diagram", "")) if isinstance(beside, dict) else ""

    # Where it is declared.

    def find_place(self) -> Place | None:
        """Return the place of what it names."""
        if self.cursor.where == ("base",) and not self.cursor.is_key:
            base = self.path.parent / self.cursor.word
            return Place(str(base), 1, 1) if base.is_file() else None
        if self.entry:
            return find_catalogue_place(("systems", self.entry.name))
        if self.known is None:
            return None
        span = self.span
        if span:
            file = find_document(self.known, span.document)
            declared = self.known.loaded.place(("documents", span.document))
            return Place(str(file), span.first, 1) if file else declared
        if self._is_step:
            found = next(find_step(self.known.sketch, self.diagram, self.cursor.word), None)
            return self.known.loaded.place(found[0]) if found else None
        return find_place(self.known, self.names, self.cursor.word) if self.names else None

    @property
    def _is_step(self) -> bool:
        return self.slot is not None and self.slot.key == "step" and not self.cursor.is_key

    # What is known of it.

    def tell(self) -> Iterator[str]:
        """Yield what is known of it, line by line."""
        yield from self._tell_declared()
        yield from self._tell_slot()
        yield from self._tell_law()
        yield from self._tell_span()

    def _tell_declared(self) -> Iterator[str]:
        if self.entry:
            yield from tell_entry(self.entry)
        if self.known is None:
            return
        if self._is_step:
            found = next(find_step(self.known.sketch, self.diagram, self.cursor.word), None)
        else:
            found = find_declared(self.known.sketch, self.names, self.cursor.word) if self.names else None
        if found:
            told = tell_value(found[1])
            yield from told or [describe(found[1])]

    def _tell_slot(self) -> Iterator[str]:
        slot = self.slot
        if slot is None:
            return
        is_named = self.cursor.is_key and self.around is not None and self.around.is_keyed
        if slot.meaning and not is_named:
            yield slot.meaning if self.cursor.is_key else f"{slot.key}: {slot.meaning}"
        for field in self._find_fields():
            yield from _tell_field(field)
        if slot.choices:
            yield f"選べるもの: {'、'.join(str(choice.value) for choice in slot.choices)}"

    def _find_fields(self) -> tuple[FormField, ...]:
        """Return the fields of the form in which it stands, or whose address it is."""
        form = self.known.sketch.overview.form if self.known else FormKind.FULL
        if self.around and self.around.entry is Text and self.cursor.is_key:
            address = Address.find(self.cursor.word, form)
            return (address.field,) if address and address.is_field else ()
        where = (*self.cursor.where, self.cursor.word) if self.cursor.is_key else self.cursor.where
        return find_asked(read_path(where), form)

    def _tell_law(self) -> Iterator[str]:
        """Yield what each citation of 番号法19条 means on the day of publication, and what would be right then."""
        if self.cursor.is_key or self.slot is None or self.slot.key not in _OF_LAW or self.known is None:
            return
        with contextlib.suppress(ValueError):
            day = date.fromisoformat(self.known.sketch.overview.published)
            meant = Meaning19.NETWORK if self.slot.key in _OF_NETWORK else None
            for citation in parse_citations(self.cursor.word):
                yield from _tell_citation(citation, day, meant)

    def _tell_span(self) -> Iterator[str]:
        span = self.span
        file = find_document(self.known, span.document) if span and self.known else None
        if span is None or file is None:
            return
        with contextlib.suppress(PiaflowError):
            lines = self.texts.read(file).split("\n")[span.first - 1 : span.last]  # as spans count them
            yield from lines[:_MOST_LINES]
            if len(lines) > _MOST_LINES:
                yield f"…（ほか {len(lines) - _MOST_LINES} 行）"


_DECLARING = tuple(dict.fromkeys(section for sections in SECTIONS.values() for section in sections))


def _tell_citation(citation: Citation, day: date, meant: Meaning19 | None) -> Iterator[str]:
    is_19 = citation.kind is LawKind.NUMBER_ACT and citation.article == "19"
    for item in list_items_19() if is_19 else ():
        if str(item.number) == citation.item and item.holds(day):
            yield f"{citation}（{day}）: {item.meaning.value}。{item.text}（{item.source}、{item.sureness.value}）"
    verdict = judge_citation(citation, day, meant)
    if verdict.standing in (Standing.NO_LONGER, Standing.NOT_YET):
        yield f"{citation} は {day} に{verdict.standing.value}。正しくは {verdict.right}（{verdict.sureness.value}）"


def _tell_field(field: FormField) -> Iterator[str]:
    """Yield what the form says of a field: its number and label, whether it is significant, choices, and a note."""
    significant = " ※（重要な変更の対象）" if field.significant else ""
    yield f"{field.form.value} {Address.of(field).item} {field.label}{significant}"
    if field.choices:
        yield f"印字された選択肢: {'、'.join(field.choices)}"
    if field.note:
        yield field.note
    question = read_questions().get(field.full)
    if question:
        yield f"問い: {question}"
    yield f"（{field.source}、{field.sureness.value}）"
