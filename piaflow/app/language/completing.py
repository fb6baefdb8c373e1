"""What may stand at the cursor: keys with what they mean, printed words, and the names that the model declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from attrs import define, frozen

from piaflow.app.language.declared import describe, find_declared
from piaflow.app.language.texts import Known, Texts
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import Entrustment, Provision, Transfer
from piaflow.domain.items import OPEN, ItemList
from piaflow.domain.known_names import list_known_names
from piaflow.domain.names import fold
from piaflow.domain.records import Text
from piaflow.domain.span import Span
from piaflow.errors import PiaflowError
from piaflow.law.addresses import Address
from piaflow.law.forms import list_fields
from piaflow.store.catalogue import load_catalogue
from piaflow.store.change import LIST_NAMES, PARTS
from piaflow.store.converter import BOXES
from piaflow.store.cursor import Cursor, find_cursor
from piaflow.store.dumping import dump_flow
from piaflow.store.meanings import find_meaning_of_part
from piaflow.store.shorthand import DEFAULTS, REST, SHARED
from piaflow.store.slots import Slot, find_slot
from piaflow.store.source import Block


class Kind(Enum):
    """What an offer is: a key of the model file, a word that the form prints, or a name that is declared somewhere."""

    KEY = "key"
    WORD = "word"
    NAME = "name"


@frozen
class Offer:
    """A word that may stand at the cursor: what is shown, what is told of it, and the columns that `text` replaces.

    `others` are other spellings, by which it is found too.
    """

    label: str
    kind: Kind
    text: str
    start: int
    end: int
    detail: str = ""
    others: tuple[str, ...] = ()


@frozen
class _Word:
    label: str
    kind: Kind
    detail: str = ""
    others: tuple[str, ...] = ()


def complete(texts: Texts, path: Path, line: int, column: int) -> tuple[Offer, ...]:
    """Return what may stand at a place of a text, lines and columns counted from 0, each once."""
    text = texts.read(path)
    cursor = find_cursor(text, line, column)
    if cursor is None or _is_foreign(cursor):
        return ()
    slot = find_slot(cursor.where)
    finder = _Finder(cursor, texts.know(path, line))
    found = {word.label: _write(word, cursor, slot, is_key=is_key) for word, is_key in finder.find(slot)}
    return tuple(found.values())


def _is_foreign(cursor: Cursor) -> bool:
    """Whether a text is YAML of another kind: it has keys, and none that a model or a change file begins with."""
    is_begun = (
        cursor.is_key and cursor.beside is cursor.root and len(cursor.root) == 1
    )  # with the word itself alone
    return not is_begun and not {*Slot(Assessment).keys, *PARTS} & set(cursor.root)


def _write(word: _Word, cursor: Cursor, slot: Slot | None, *, is_key: bool) -> Offer:
    """Return the offer of a word as the text takes it: quoted where it must be, as a key or as the first of a list."""
    text = word.label if cursor.is_quoted or word.label in _BARE else dump_flow(word.label)
    if is_key:
        text += "" if cursor.is_told else ": "
    elif slot and slot.is_list:
        text = f"- {text}" if cursor.opens_line else f"[{text}]"
    return Offer(
        label=word.label,
        kind=word.kind,
        text=text,
        start=cursor.start,
        end=cursor.end,
        detail=word.detail,
        others=word.others,
    )


_BARE = frozenset(certainty.value for certainty in Certainty)
"""What a model file writes as it is, though YAML 1.1 takes it for more than a word."""
_Found = Iterator[tuple[_Word, bool]]


@define
class _Finder:
    """Finds the words for one cursor; with each goes whether it is a key."""

    cursor: Cursor
    known: Known | None

    def find(self, slot: Slot | None) -> _Found:
        """Yield what may stand there, of which the slot says the shape."""
        cursor = self.cursor
        if not cursor.where and cursor.is_key:
            yield from ((word, True) for word in self._find_parts())
        match cursor.where:
            case ("remove",):
                yield from ((_Word(key, Kind.KEY, told), True) for key, told in Slot(Assessment).keys.items())
            case ("remove", section, *_) | ("amend", section):
                yield from ((word, cursor.is_key) for word in self._find_in_base(str(section)))
        if slot is None:
            return
        if cursor.is_key or cursor.opens_line:
            yield from ((word, True) for word in self._find_keys(slot))
        if not cursor.is_key:
            yield from ((word, False) for word in self._find_values(slot))

    # Change files.

    def _find_parts(self) -> Iterator[_Word]:
        root = self.cursor.root
        if not {"assessment", "systems", "flows"} & set(root):
            yield from (
                _Word(part, Kind.KEY, find_meaning_of_part(part)) for part in PARTS if part not in root
            )

    def _find_in_base(self, section: str) -> Iterator[_Word]:
        """Yield the names by which a change calls what its base holds in a section."""
        base = self.known.loaded.base or self.known.loaded if self.known else None
        if base is None:
            return
        held = base.tree.get(section)
        names: Iterable[str] = held if isinstance(held, Block) else ()
        if section in LIST_NAMES:
            try:
                names = LIST_NAMES[section](base.assessment)
            except PiaflowError:
                return
        yield from (_Word(name, Kind.NAME) for name in names)

    # Keys.

    def _find_keys(self, slot: Slot) -> Iterator[_Word]:
        """Yield the keys that are not there yet."""
        there = self.cursor.beside if self.cursor.is_key else ()
        yield from (word for word in self._list_keys(slot) if word.label not in there)

    def _list_keys(self, slot: Slot) -> Iterator[_Word]:
        if slot.classes and not (slot.choices and not self.cursor.is_key):
            yield from (_Word(key, Kind.KEY, told) for key, told in slot.keys.items())
        if not slot.is_keyed:
            return
        if slot.key_choices:
            yield from (_Word(str(choice.value), Kind.WORD) for choice in slot.key_choices)
        if slot.key_names:
            yield from self._list_names(slot.key_names)
        if slot.entry is Text:
            yield from self._list_addresses()
        if slot.entry in _NUMBERED:
            yield from self._list_numbers(slot.entry)
        if slot.entry in BOXES:
            yield _Word(REST, Kind.KEY, "挙げなかった欄の印")
        elif slot.entry in _SHARING:
            yield _Word(DEFAULTS, Kind.KEY, "書かなかったことに当てはまる値")

    def _list_numbers(self, kind: type[Any]) -> Iterator[_Word]:
        last = len(self.cursor.beside) if self.cursor.is_key else 1
        yield from (_Word(f"{kind.WORD}{number}", Kind.WORD) for number in range(1, last + 1))

    def _list_addresses(self) -> Iterator[_Word]:
        """Yield the fields of the form of the model by their numbers, those of a file under its name."""
        if self.known is None:
            return
        sketch = self.known.sketch
        files = [file.name for file in sketch.files if file.listed is not Certainty.NO]
        for field in list_fields(sketch.overview.form):
            for file in files if field.is_by_file else ("",):
                if not field.counted:
                    yield _Word(str(Address.of(field, file=file)), Kind.WORD, field.label)

    # Values.

    def _find_values(self, slot: Slot) -> Iterator[_Word]:
        if slot.choices:
            yield from (_Word(str(choice.value), Kind.WORD) for choice in slot.choices)
        if slot.names:
            yield from self._list_names(slot.names)
        if slot.kind is ItemList or (slot.key in _LISTS and isinstance(self.cursor.beside, list)):
            yield _Word(OPEN, Kind.WORD, "続きがある")
        if slot.key in _BY_KEY:
            yield from _BY_KEY[slot.key](self)
        if slot.kind is Span or slot.entry is Span:
            yield from self._list_documents()

    def _list_names(self, what: str) -> Iterator[_Word]:
        if self.known is None:
            return
        sketch = self.known.sketch
        for name in dict.fromkeys(list_known_names(sketch)[what].known.values()):
            found = find_declared(sketch, what, name)
            value = found[1] if found else None
            own = getattr(value, "name", name)
            if fold(own) == fold(name):  # another spelling is found with the name itself
                aliases = tuple(getattr(value, "aliases", ()))
                yield _Word(name, Kind.NAME, describe(value), aliases)

    def list_entries(self) -> Iterator[_Word]:
        """Yield the systems of the catalogue."""
        for entry in load_catalogue().systems:
            yield _Word(entry.name, Kind.NAME, entry.note or entry.kind.value, entry.aliases)

    def list_steps(self) -> Iterator[_Word]:
        """Yield the printed numbers of the flow's diagram, of all diagrams where none is told."""
        if self.known is None:
            return
        beside = self.cursor.beside
        named = beside.get("diagram", "") if isinstance(beside, Block) else ""
        for diagram in self.known.sketch.diagrams:
            if not named or fold(str(named)) == fold(diagram.name):
                yield from (_Word(step.number, Kind.NAME, describe(step)) for step in diagram.steps)

    def _list_documents(self) -> Iterator[_Word]:
        if self.known is not None:
            yield from (_Word(d.key, Kind.NAME, d.file) for d in self.known.sketch.documents)


_NUMBERED = (Entrustment, Provision, Transfer)
_SHARING = frozenset(SHARED.values())
_LISTS = ("items", "excludes", "records", "members")
_BY_KEY: Mapping[str, Callable[[_Finder], Iterator[_Word]]] = {
    "entry": _Finder.list_entries,
    "step": _Finder.list_steps,
}
