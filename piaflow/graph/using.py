"""Who uses a file: the 使用部署 of Ⅱ.3⑦ and the 事務担当部署 of Ⅱ.2⑥, as far as the document has them among its parties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.grouping import group_by
from piaflow.domain.holding import find_holding
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party
from piaflow.graph.bodies import is_any_section
from piaflow.graph.body_names import split_names, strip_remarks

_UNITS = ("部", "局", "課", "室", "所", "署", "係", "都", "道", "府", "県", "市", "区", "町", "村", "会")
"""How the name of what a 部署 stands in ends: 市民課 stands in 市民部, but 福祉課 is no part of 障がい福祉課."""
_TOGETHER = re.compile("[・･、,／/]")
"""What stands between several 部署, and also in the name of one (子ども・家庭課): so that all may be meant."""
_POINTING = re.compile("同(?:じ|上|左|右|様)|[上左前]記|〃|のとおり|参照")
"""What points at another box and names no 部署."""
_ANNEX = re.compile("別[紙添表]")
_FILE = re.compile("ファイル([0-9]+)")


def find_users(model: Assessment) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield files with the parties that each of them prints as users, by their own names or as 部署 by others.

    What points at another box (同上) may mean whom that prints; what points at an annex, each 部署, and so a word for any.
    """
    sections = Sections.of(model)
    meant = _find_pointed_at(model)
    used_by_any: list[str] = []
    for file in model.files:
        boxes = dict.fromkeys(_list_boxes(model, file, meant))
        named = dict.fromkeys(name for box in boxes if not _points(box) for name in _list_printed(box))
        is_any = any(_points(box) and _ANNEX.search(box) for box in boxes)
        is_any = is_any or names_any_section(model, named)
        if is_any:
            used_by_any.append(file.name)
        users: dict[str, None] = {}
        for printed in named:
            found = model.find(printed)
            users |= dict.fromkeys([found.name] if isinstance(found, Party) else sections.find(printed))
        yield (file.name,), tuple(user for user in users if not (is_any and user in sections.every))
    yield used_by_any, tuple(sections.every)


@frozen
class Sections:
    """The 部署 of a document: by each of their names, folded, and by the shorter ones that stand in these."""

    every: Mapping[str, None]
    named: Mapping[str, Sequence[str]]
    within: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, model: Assessment) -> Sections:
        """Read those of a model."""
        called = [
            (fold(name), party.name)
            for party in model.parties
            if party.kind is PartyKind.DEPARTMENT
            for name in (party.name, *party.aliases)
        ]
        parts = ((part, section) for name, section in called for part in _list_names(name))
        return cls(dict.fromkeys(section for _, section in called), group_by(called), group_by(parts))

    def find(self, printed: str) -> Iterator[str]:
        """Yield those that a name may mean that is no word for any: one longer than their own, a row of them, or a shorter one.

        What one of them is called by itself is no shorter name of another.
        """
        together = [name for name in _TOGETHER.split(printed) if name.endswith(_UNITS)]
        for name in dict.fromkeys((printed, *together)):
            yield from (section for part in _list_names(name) for section in self.named.get(part, ()))
            own = strip_remarks(fold(name))
            yield from self.within.get(own, ()) if own not in self.named else ()


def names_any_section(model: Assessment, printed: Iterable[str]) -> bool:
    """Whether a word for any 部署 is printed that nothing in the document is called by (所管課, 各部署)."""
    return any(is_any_section(name) and not model.find(name) for name in printed)


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
    cuts = (0, *(cut for cut in range(1, len(long)) if long[:cut].endswith(_UNITS)), len(long))
    yield long
    yield from (long[begin:end] for begin, end in combinations(cuts, 2) if (begin, end) != (0, len(long)))
