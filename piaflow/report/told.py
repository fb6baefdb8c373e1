"""Told: what an answer says, before any format has a hand in it.

Each answer is told once for each way of reading it (open, on a terminal; as a page, its details folded; in short, in
a notebook) out of the same parts, and each format tells any of them: no format knows an answer, no answer a format.
"""

from __future__ import annotations

from attrs import field, frozen

from piaflow.report.checked import PlacedFinding


@frozen
class Name:
    """Words of a model inside a sentence of ours: on one line, whatever breaks they hold."""

    text: str


@frozen
class Code:
    """The name of a file, a rule or a finding, letter by letter."""

    text: str


@frozen
class Strong:
    """What the eye is to find first."""

    text: str


Piece = str | Name | Code | Strong
Phrase = tuple[Piece, ...]


def _to_phrase(said: Piece | Phrase) -> Phrase:
    return said if isinstance(said, tuple) else (said,)


def _to_phrases(said: tuple[Piece | Phrase, ...]) -> tuple[Phrase, ...]:
    return tuple(map(_to_phrase, said))


def to_plain(phrase: Phrase) -> str:
    """Return the words of a phrase alone."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in phrase)


def join_lines(text: str) -> str:
    """Return a text on one line, whatever breaks a name holds."""
    return " ".join(text.split())


@frozen
class Lines:
    """Sentences, one a line."""

    texts: tuple[Phrase, ...] = field(converter=_to_phrases)


@frozen
class Item:
    """An entry of a list, and those below it."""

    said: Phrase = field(converter=_to_phrase)
    below: tuple[Item, ...] = ()


@frozen
class Items:
    """A list."""

    items: tuple[Item, ...]


@frozen
class Column:
    """A heading, and how many half-width characters the column takes in a workbook.

    A `wide` one is left out where a line has no room for it.
    """

    heading: str
    width: int = 20
    wide: bool = False


def _to_columns(told: tuple[str | Column, ...]) -> tuple[Column, ...]:
    return tuple(Column(one) if isinstance(one, str) else one for one in told)


@frozen
class Table:
    """Rows of texts under headings; a text may have several lines."""

    columns: tuple[Column, ...] = field(converter=_to_columns)
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)


@frozen
class Notices:
    """Findings, each with its severity, both sides, its key and its place."""

    found: tuple[PlacedFinding, ...]


@frozen
class Pictures:
    """Pictures (PNG) for the formats that can hold them."""

    contents: tuple[bytes, ...]


@frozen
class Drawn:
    """A picture of which a format takes what it can show: Mermaid in a comment, SVG on a page; `alt` says of what it is."""

    alt: str
    mermaid: str = ""
    svg: str = ""


Block = Lines | Items | Table | Notices | Pictures | Drawn


@frozen
class Section:
    """Blocks under a heading. A `folded` one is a detail: a format that can fold it away does."""

    heading: Phrase = field(converter=_to_phrase)
    blocks: tuple[Block, ...] = ()
    folded: bool = False


@frozen
class Document:
    """What there is to say of one of several documents."""

    heading: Phrase = field(converter=_to_phrase)
    lead: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@frozen
class Told:
    """A whole answer. `level` is that of its title: 2 where it is a comment among others."""

    title: Phrase = field(default=(), converter=_to_phrase)
    lead: tuple[Block, ...] = ()
    documents: tuple[Document, ...] = ()
    sections: tuple[Section, ...] = ()
    close: Phrase = field(default=(), converter=_to_phrase)
    level: int = 1
