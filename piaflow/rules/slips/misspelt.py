"""Names that law gives, and set terms, printed with a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.names import fold
from piaflow.domain.span import find_beginnings
from piaflow.errors import clip
from piaflow.law.official_names import find_slips
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence
from piaflow.rules.places import Revised
from piaflow.rules.slips.telling import Place, Slip

_WORD = re.compile("[一-龠々ァ-ヴーA-Za-z・の及びるに]+")
"""What may be looked up elsewhere in the document; a particle or a conjunction stands everywhere."""

_SHOWN = 40
"""Letters of a 項目 that are shown: some print the words of a field behind its number."""


def find_misspelt(dossier: Dossier) -> Iterator[Slip]:
    """Yield the names that are misspelt; what the document calls its own is no slip."""
    own = [fold(name) for node in dossier.model.nodes for name in (node.name, *node.aliases)]
    for (name, printed), place in _list_slips(dossier):
        if not any(fold(printed) in one for one in own):
            yield Slip(f"「{printed}」（「{name}」）", place, tuple(_find_right(dossier, name, place)))


def _find_right(dossier: Dossier, name: str, place: Place) -> Iterator[Evidence]:
    """Yield where the document prints a word as it should be, the nearest to a slip of it."""
    if not _WORD.fullmatch(name) or not place.spans:
        return
    found = ((p.text.find(name), p) for p in dossier.passages)
    lines = [spans for at, p in found if at >= 0 and (spans := p.find_lines(at, at + len(name)))]
    here = place.spans[0]
    near = min(lines, key=lambda spans: (abs(spans[0].first - here.first), spans), default=())
    if near:
        yield Evidence(f"「{name}」", near)


def _list_slips(dossier: Dossier) -> Iterator[tuple[tuple[str, str], Place]]:
    """Yield each name and what is printed for it, in the fields and in the rows of 変更箇所, and where."""
    for passage in dossier.passages:
        for slip in find_slips(passage.text):
            yield (slip.name, slip.printed), Place.of(passage, slip.first, slip.last)
    for row in dossier.revisions:
        for words in (row.item, row.before, row.after, row.note):
            for slip in find_slips("".join(words.splitlines())):
                item = clip(" ".join(row.item.split()), _SHOWN)
                place = Place(f"変更箇所の{item}", Revised(row.item), find_beginnings((row,)))
                yield (slip.name, slip.printed), place
