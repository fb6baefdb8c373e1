"""What makes a set of values no assessment: names that are not one thing's alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from piaflow.domain.nodes import File, Node, Party, System
from piaflow.errors import Problem, Where

if TYPE_CHECKING:
    from piaflow.domain.assessment import Assessment

_SECTION: dict[type[Node], str] = {Party: "parties", System: "systems", File: "files"}


def find_repeated(a: Assessment) -> Iterator[Problem]:
    """Yield every name that two things of the assessment bear, or one thing twice."""
    owners: dict[str, Node] = {}
    for node in a.nodes:
        for name in (node.name, *node.aliases):
            first = owners.setdefault(name, node)
            if first is not node:
                where = (_SECTION[type(node)], node.name)
                yield Problem(where, f"名前「{name}」は「{first.name}」も名乗っています")
        if len({node.name, *node.aliases}) != len(node.aliases) + 1:
            yield Problem((_SECTION[type(node)], node.name), f"「{node.name}」は同じ名前を2度名乗っています")
    for section, names in (
        ("zones", [z.name for z in a.zones]),
        ("diagrams", [d.name for d in a.diagrams]),
        ("documents", [d.key for d in a.documents]),
        ("accepted", [acceptance.key for acceptance in a.accepted]),
    ):
        yield from _twice((section,), names)
    for file in a.files:
        entries = [e.name for e in a.entries if e.file == file.name]
        yield from _twice(("files", file.name), entries)
    for diagram in a.diagrams:
        yield from _twice(("diagrams", diagram.name, "steps"), [s.number for s in diagram.steps])
    yield from _repeated_boxes(a)
    yield from _repeated_items(a)


def _repeated_boxes(a: Assessment) -> Iterator[Problem]:
    for system in a.systems:
        yield from _twice(("systems", system.name, "connects"), [c.name for c in system.connects])
    for file in a.files:
        where = ("files", file.name)
        yield from _twice((*where, "counts"), [count.kind.value for count in file.counts])
        yield from _twice((*where, "main_items"), [main.item.value for main in file.main_items])
        yield from _twice(
            (*where, "acquisition", "sources"), [s.kind.value for s in file.acquisition.sources]
        )
        yield from _twice((*where, "acquisition", "means"), [m.means.value for m in file.acquisition.means])
    for declared in a.entries:
        means = getattr(declared.entry, "means", ())
        yield from _twice(("files", declared.file, declared.name, "means"), [m.means.value for m in means])


def _twice(where: Where, names: Iterable[str]) -> Iterator[Problem]:
    for name in (name for name, count in Counter(names).items() if count > 1):
        yield Problem((*where, name), f"「{name}」が2度あります")


def _repeated_items(a: Assessment) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for item in a.vocabulary.items:
        for name in (item.name, *item.aliases):
            first = owners.setdefault(name, item.name)
            if first != item.name:
                yield Problem(("items", item.name), f"項目の名前「{name}」は「{first}」も名乗っています")
    yield from _twice(("items",), [item.name for item in a.items])
