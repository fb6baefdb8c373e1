"""What makes a set of values no assessment: names that are not one thing's alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from piaflow.domain.choices import PartyKind
from piaflow.domain.grouping import group_by
from piaflow.domain.names import INVISIBLE, fold
from piaflow.domain.nodes import File, Node, Party, System
from piaflow.domain.visible import reveal
from piaflow.errors import Problem, Where

if TYPE_CHECKING:
    from piaflow.domain.assessment import Assessment
    from piaflow.domain.items import Item

_SECTION: dict[type[Node], str] = {Party: "parties", System: "systems", File: "files"}


def find_repeated(a: Assessment) -> Iterator[Problem]:
    """Yield every name that two things of the assessment bear, or one thing twice, and those that nobody sees."""
    yield from _unseen_names(a)
    yield from _shared_names([((_SECTION[type(n)], n.name), n.name, n.aliases) for n in a.nodes], "名前")
    for node in a.nodes:
        if len({node.name, *node.aliases}) != len(node.aliases) + 1:
            yield Problem((_SECTION[type(node)], node.name), f"「{node.name}」は同じ名前を2度名乗っています")
    for section, names in (
        ("zones", [z.name for z in a.zones]),
        ("diagrams", [d.name for d in a.diagrams]),
        ("documents", [d.key for d in a.documents]),
        ("accepted", [acceptance.key for acceptance in a.accepted]),
        ("texts", [text.address for text in a.texts]),
    ):
        yield from _twice((section,), names)
    for file in a.files:
        yield from _twice(("files", file.name), map(file.name_entry, file.entries))
    for diagram in a.diagrams:
        yield from _twice(("diagrams", diagram.name, "steps"), [s.number for s in diagram.steps])
    yield from _other_assessors(a)
    yield from _repeated_boxes(a)
    yield from _shared_names(
        [(("items", i.name), i.name, i.aliases) for i in a.vocabulary.items], "項目の名前"
    )
    yield from _twice(("items",), [item.name for item in a.items])


def _unseen_names(a: Assessment) -> Iterator[Problem]:
    """Yield the names that hold a character which nobody sees, or nothing that one sees."""
    for where, name in _own_names(a):
        if INVISIBLE.search(name):
            yield Problem(where, f"名前「{reveal(name)}」に見えない文字があります（消します）")
        elif not fold(name):
            yield Problem(where, "名前が空です")


def _own_names(a: Assessment) -> Iterator[tuple[Where, str]]:
    yield ("overview", "body"), a.overview.body
    named: list[tuple[Where, Node | Item]] = [
        *(((_SECTION[type(n)], n.name), n) for n in a.nodes if n is not a.assessor),
        *((("items", i.name), i) for i in a.items),
    ]
    for where, thing in named:
        yield where, thing.name
        yield from (((*where, "aliases", i), alias) for i, alias in enumerate(thing.aliases))
    yield from ((("zones", z.name), z.name) for z in a.zones)
    for diagram in a.diagrams:
        yield ("diagrams", diagram.name), diagram.name
        yield from ((("diagrams", diagram.name, "steps", s.number), s.number) for s in diagram.steps)


def _shared_names(named: Iterable[tuple[Where, str, tuple[str, ...]]], what: str) -> Iterator[Problem]:
    """Yield the names that two of the things bear, at both where they are typed differently."""
    owners: dict[str, tuple[Where, str, str]] = {}
    for where, owner, aliases in named:
        for name in (owner, *aliases):
            there, first, spelled = owners.setdefault(fold(name), (where, owner, name))
            if spelled != name and there is not where:
                yield Problem(
                    where, f"{what}「{name}」は2度あります（「{spelled}」と字の幅や字体が違うだけです）"
                )
                yield Problem(
                    there, f"{what}「{spelled}」は2度あります（「{name}」と字の幅や字体が違うだけです）"
                )
            elif there is not where:
                yield Problem(where, f"{what}「{name}」は「{first}」も名乗っています")


def _other_assessors(a: Assessment) -> Iterator[Problem]:
    """Yield each party that is called the assessing body and is neither it, nor its head or whose head it is, nor of Ⅰ.8."""
    known = {fold(name) for name in (*a.overview.other_bodies, a.assessor.name, *a.assessor.aliases)}
    for party in a.parties:
        names = [*map(fold, (party.name, *party.aliases))]
        own = any(name.startswith(one) or one.startswith(name) for name in names for one in known)
        if party.kind is PartyKind.ASSESSOR and not own:
            words = f"評価実施機関は「{a.body}」です（「{party.name}」の種類を書き改めます）"
            yield Problem(("parties", party.name, "kind"), words)


def _repeated_boxes(a: Assessment) -> Iterator[Problem]:
    for system in a.systems:
        yield from _twice(("systems", system.name, "connects"), [c.name for c in system.connects])
    for file in a.files:
        where = ("files", file.name)
        yield from _twice((*where, "counts"), [count.kind.value for count in file.counts])
        yield from _twice((*where, "main_items"), [main.item.value for main in file.main_items])
        sources, means = file.acquisition.sources, file.acquisition.means
        yield from _twice((*where, "acquisition", "sources"), [s.kind.value for s in sources])
        yield from _twice((*where, "acquisition", "means"), [m.means.value for m in means])
    for text in a.texts:
        yield from _twice(("texts", text.address, "boxes"), [box.choice for box in text.boxes])
    for declared in a.entries:
        means = getattr(declared.entry, "means", ())
        yield from _twice(("files", declared.file, declared.name, "means"), [m.means.value for m in means])


def _twice(where: Where, names: Iterable[str]) -> Iterator[Problem]:
    for same in group_by((fold(name), name) for name in names).values():
        if len(same) > 1:
            for name in dict.fromkeys(same):
                yield Problem((*where, name), f"「{name}」が2度あります{_other(name, same)}")


def _other(name: str, same: tuple[str, ...]) -> str:
    other = next((one for one in same if one != name), "")
    return f"（「{other}」と字の幅や字体が違うだけです）" if other else ""
