"""Who uses a file: the 使用部署 of Ⅱ.3⑦ and the 事務担当部署 of Ⅱ.2⑥, as far as the document has them among its parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party
from piaflow.graph.body_names import split_names, strip_remarks

_UNITS = ("部", "局", "課", "室", "所", "署", "係", "都", "道", "府", "県", "市", "区", "町", "村", "会")
"""How the name of what a 部署 stands in ends: 市民課 stands in 市民部, but 福祉課 is no part of 障がい福祉課."""
_POINTING = re.compile("同(?:じ|上|左|右|様)|[上左前]記|〃|のとおり|参照")
"""What points at another box and names no 部署."""
_ANNEX = re.compile("別[紙添表]")
_FILE = re.compile("ファイル([0-9]+)")


def list_users(model: Assessment) -> Iterator[tuple[str, str]]:
    """Yield each file with each party that it prints as one of its users, by its own name or as a 部署 by a longer one.

    What points at another box (同上) may mean whom that prints; what points at an annex, each 部署.
    """
    sections = name_sections(model)
    for file in model.files:
        boxes = dict.fromkeys(_list_boxes(model, file))
        if any(_points(box) and _ANNEX.search(box) for box in boxes):
            yield from ((file.name, section) for section in sections.values())
        named = (name for box in boxes if not _points(box) for name in _list_printed(box))
        for printed in dict.fromkeys(named):
            found = model.find(printed)
            users = [found.name] if isinstance(found, Party) else find_sections(sections, printed)
            yield from ((file.name, party) for party in users)


def name_sections(model: Assessment) -> Mapping[str, str]:
    """Return the 部署 of a model by each of their names, folded."""
    return {
        fold(name): party.name
        for party in model.parties
        if party.kind is PartyKind.DEPARTMENT
        for name in (party.name, *party.aliases)
    }


def find_sections(sections: Mapping[str, str], printed: str) -> Iterator[str]:
    """Yield those of the 部署 that a longer name than their own may mean."""
    return (sections[name] for name in _list_names(printed) if name in sections)


def _list_boxes(model: Assessment, file: File) -> Iterator[str]:
    """Yield what stands in the boxes for the users of a file, and in those at which they may point."""
    own = (*file.use.departments, file.department)
    yield from own
    pointing = [fold(box) for box in own if _points(box)]
    if pointing:
        yield from model.overview.departments
    for number, other in enumerate(model.listed_files, 1):
        called = {fold(other.name), *map(fold, other.aliases)}
        if any(str(number) in _FILE.findall(box) or any(name in box for name in called) for box in pointing):
            yield from (*other.use.departments, other.department)


def _points(box: str) -> bool:
    return bool(_POINTING.search(fold(box)))


def _list_printed(box: str) -> Iterator[str]:
    return (name for name in (box.strip(), *split_names(box)) if name)


def _list_names(printed: str) -> Iterator[str]:
    """Yield the folded names that 部署 may bear of which one is printed with its 部 (市民部市民課), or a part (市民課窓口係)."""
    long = strip_remarks(fold(printed))
    yield long
    for cut in range(1, len(long)):
        if long[:cut].endswith(_UNITS):
            yield from (long[:cut], long[cut:])
