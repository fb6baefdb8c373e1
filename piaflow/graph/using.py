"""Who uses a file: the 使用部署 of Ⅱ.3⑦ and the 事務担当部署 of Ⅱ.2⑥, as far as the document has them among its parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.grouping import group_by
from piaflow.domain.holding import find_holding
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
    meant = _find_pointed_at(model)
    for file in model.files:
        boxes = dict.fromkeys(_list_boxes(model, file, meant))
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


def _list_own(file: File) -> tuple[str, ...]:
    """The boxes for the users of a file."""
    return (*file.use.departments, file.department)


def _find_pointed_at(model: Assessment) -> Mapping[str, set[int]]:
    """Return the places of the files that each box that points at another tells, by their names or numbers in Ⅰ.3."""
    pointing = [*dict.fromkeys(box for file in model.files for box in _list_own(file) if _points(box))]
    boxes = {box: fold(box) for box in pointing}
    files = model.listed_files
    called = group_by((fold(name), i) for i, file in enumerate(files) for name in (file.name, *file.aliases))
    numbered = {str(place + 1): place for place in range(len(files))}
    meant = {box: {numbered[n] for n in _FILE.findall(boxes[box]) if n in numbered} for box in pointing}
    for name, places in find_holding(called, boxes.values()).items():
        for box in (pointing[place] for place in places):
            meant[box].update(called[name])
    return meant


def _list_boxes(model: Assessment, file: File, meant: Mapping[str, set[int]]) -> Iterator[str]:
    """Yield what stands in the boxes for the users of a file, and in those at which they may point."""
    own = _list_own(file)
    yield from own
    pointing = [meant[box] for box in own if box in meant]
    if pointing:
        yield from model.overview.departments
    for place in sorted(set[int]().union(*pointing)):
        yield from _list_own(model.listed_files[place])


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
