"""What the list of 記録項目 of a file holds, by item and by the words in its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from piaflow.domain.certainty import Certainty
from piaflow.domain.items import ItemList, Vocabulary
from piaflow.domain.names import fold
from piaflow.domain.nodes import File
from piaflow.domain.pointing import is_no_item, is_plainly_item
from piaflow.domain.span import Span, join_spans, shorten
from piaflow.rules.dossier import Dossier
from piaflow.rules.quoting import tells_nothing

_BETWEEN = re.compile(r"[、,/;](?![^()]*\))")
_MAY_PART = re.compile(r"[、,，/／;；・\s\u2460-\u2473]+|[(（]?\d+[.．)）](?!\d)")
"""What may stand between items of one entry: ・ stands inside names too."""


def list_items(file: File) -> tuple[str, ...]:
    """Return the entries of the list of 記録項目 that are items, and do not say that there is nothing or where they are."""
    items = tuple(name for name in file.records.names if not tells_nothing(name) and not is_no_item(name))
    return items if any(map(is_plainly_item, items)) else ()


@lru_cache(maxsize=1_024)
def split_items(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return items, each by itself, of which one entry of a list may name several: 個人番号、氏名、住所."""
    return tuple(item for name in names for item in _BETWEEN.split(fold(name)) if item)


@lru_cache(maxsize=1_024)
def split_widely(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return what may be items by themselves: beside what parts them surely also ・, blanks and numbers (①, 1.)."""
    return tuple(item for name in names for part in _MAY_PART.split(name) if (item := fold(part)))


def tells_all(file: File) -> bool:
    """Whether the list of 記録項目 is told to its end: nothing of it is open or stands elsewhere, as where it is empty."""
    items = list_items(file)
    is_open = any(_GOES_ON.search(fold(name)) or _WHOLE.search(name) for name in items)
    return file.records.complete and bool(items) and items == file.records.names and not is_open


_WHOLE = re.compile("(?:すべて|全て|全部|一式|一切)$")
"""How an entry ends that is all of what stands in something else: 住民票に記載される情報すべて."""
_GOES_ON = re.compile(
    r"(?:(?<![平同均])等|など|ほか|(?:その)?他)(?:\([^()]*\))?。?$|^その他.*(?:情報|事項|項目|もの)。?$"
)
"""What says in an entry that there is more than it names: 所得情報等, 住所ほか(本人), その他必要な事項."""


def find_records_with(file: File, words: Iterable[str]) -> tuple[str, ...]:
    """Return the 記録項目 whose name has one of the words in it, in the order of the list."""
    folded = tuple(map(fold, words))
    return tuple(name for name in file.records.names if any(word in fold(name) for word in folded))


def holds_with(file: File, words: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether a 記録項目, or what a group among them holds, has one of the words in its name or in an alias."""
    held = vocabulary.expand(file.records.names)
    known = (found for name in held if (found := vocabulary.find(name)))
    names = (*file.records.names, *held, *(alias for item in known for alias in item.aliases))
    folded = tuple(map(fold, words))
    return any(word in fold(name) for name in names for word in folded)


def is_recorded(file: File, item: str, vocabulary: Vocabulary) -> Certainty:
    """Return whether a file records an item: NO only where its list is told to its end and no name comes near it."""
    held = is_in_list(file.records, item, vocabulary, is_record=True)
    return Certainty.UNKNOWN if held is Certainty.NO and not tells_all(file) else held


def is_in_list(items: ItemList, item: str, vocabulary: Vocabulary, *, is_record: bool = False) -> Certainty:
    """Return whether a list has an item: NO only where it is complete and no name comes near it.

    A name comes near that has the item's name in it (転入前住所 for 住所), so that NO is never a matter of
    spelling.
    """
    held = vocabulary.holds(items, item, is_record=is_record)
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


def find_record_spans(dossier: Dossier, file: File, names: Iterable[str] = ()) -> tuple[Span, ...]:
    """Return the lines that 記録項目 were read from, runs of lines joined; where none are named, those where the list begins.

    An item of which the model has no lines has those on which the list of the document prints it.
    """
    named = tuple(names)
    items = (dossier.model.vocabulary.find(name) for name in (named or file.records.names))
    spans = join_spans(span for item in items if item is not None for span in item.spans)
    cell = dossier.cell(_LIST, file.name)
    if not spans and cell:
        told = [span for name in named[:_SHOWN] for span in _find_printed(cell.lines, fold(name))]
        spans = join_spans(told) or cell.spans
        return shorten(spans)
    return spans if named else shorten(spans)


_LIST = "別添2"
_SHOWN = 3
"""Items of which the lines are told: enough to find the others."""


def _find_printed(lines: Sequence[tuple[str, tuple[Span, ...]]], name: str) -> tuple[Span, ...]:
    """The line on which a list has an item, by itself rather than in the name of another one; or two that part its name."""
    keys = [fold(text) for text, _ in lines]
    alone = re.compile(rf"(?<![{_LETTERS}]){re.escape(name)}(?![{_LETTERS}])")
    single = next((at for at, key in enumerate(keys) if alone.search(key)), None)
    if single is None:
        single = next((at for at, key in enumerate(keys) if name in key), None)
    if single is not None:
        return lines[single][1]
    parted = next((at for at, (a, b) in enumerate(pairwise(keys)) if name in a + b), None)
    return (*lines[parted][1], *lines[parted + 1][1]) if parted is not None else ()


_LETTERS = "一-龠々ぁ-んァ-ヴーA-Za-z0-9"
