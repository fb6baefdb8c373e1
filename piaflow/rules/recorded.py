"""What the list of 記録項目 of a file holds, by item and by the words in its names."""

from __future__ import annotations

from collections.abc import Iterable

from piaflow.domain.certainty import Certainty
from piaflow.domain.items import ItemList, Vocabulary
from piaflow.domain.names import fold
from piaflow.domain.nodes import File
from piaflow.domain.span import Span, join_spans, shorten


def find_records_with(file: File, words: Iterable[str]) -> tuple[str, ...]:
    """Return the 記録項目 whose name has one of the words in it, in the order of the list."""
    folded = tuple(map(fold, words))
    return tuple(name for name in file.records.names if any(word in fold(name) for word in folded))


def is_recorded(file: File, item: str, vocabulary: Vocabulary) -> Certainty:
    """Return whether a file records an item: NO only where its list is complete and no name comes near it."""
    return is_in_list(file.records, item, vocabulary)


def is_in_list(items: ItemList, item: str, vocabulary: Vocabulary) -> Certainty:
    """Return whether a list has an item: NO only where it is complete and no name comes near it.

    A name comes near that has the item's name in it (転入前住所 for 住所), so that NO is never a matter of
    spelling.
    """
    held = vocabulary.holds(items, item)
    if held is not Certainty.NO:
        return held
    known = vocabulary.find(item)
    names = tuple(map(fold, (item, *((known.name, *known.aliases) if known else ()))))
    near = any(name in fold(listed) for listed in items.names for name in names)
    return Certainty.UNKNOWN if near else Certainty.NO


def find_open_groups(file: File, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the 記録項目 that may be several items of which the document does not tell: 資格情報, but not 4情報."""
    known = (vocabulary.find(name) for name in file.records.names)
    told = zip(file.records.names, known, strict=True)
    return tuple(name for name, item in told if name.endswith("情報") and not (item and item.members.names))


def find_record_spans(file: File, vocabulary: Vocabulary, names: Iterable[str] = ()) -> tuple[Span, ...]:
    """Return the lines that 記録項目 were read from, runs of lines joined; where none are named, those where the list begins."""
    named = tuple(names)
    items = (vocabulary.find(name) for name in (named or file.records.names))
    spans = join_spans(span for item in items if item is not None for span in item.spans)
    return spans if named else shorten(spans)
