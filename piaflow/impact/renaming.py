"""Names that changed: a party, printed recipient, system, file or picture that is the same one under another name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.entries import Handover, Provision, Transfer
from piaflow.domain.flows import Flow
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, rename_entry
from piaflow.domain.nodes import File, Node, Party, System
from piaflow.graph.bodies import Bodies
from piaflow.graph.body_names import is_common, list_remarks, spell_name, split_form, strip_remarks
from piaflow.graph.documents import name_documents
from piaflow.law.system_types import find_type_called

_N = TypeVar("_N", Party, System, File)
_H = TypeVar("_H", Provision, Transfer)


def under_one_name(before: Assessment, after: Assessment) -> tuple[Assessment, Assessment]:
    """Return the two states, a body that one has as several parties (甲市長, 甲市) and the other not as these as one of them.

    It is called as the other state calls it as well, the other names are its aliases.
    """
    bodies = _read_bodies(before, after)
    called: tuple[dict[str, list[str]], dict[str, list[str]]] = {}, {}
    for (state, name), body in bodies.items():
        called[state].setdefault(body, []).append(name)
    was, now = called
    return _join_parties(before, was, now), _join_parties(after, now, was)


def _join_parties(
    a: Assessment, bodies: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]
) -> Assessment:
    """The state with the parties of each body as one, by a name that the other state has as well where it has one."""
    joined: dict[str, Party] = {}
    for body, names in bodies.items():
        common = others.get(body, names)
        if len(names) > 1 and set(common) != set(names):
            first, *more = sorted(names, key=lambda n: (n != a.assessor.name, n not in common, n))
            joined |= _make_one(a, first, more)
    if not joined:
        return a
    parties = dict.fromkeys(joined.get(party.name, party) for party in a.parties)
    return evolve(a, parties=tuple(parties))


def _make_one(a: Assessment, first: str, more: Sequence[str]) -> dict[str, Party]:
    """One party under each of the names of several: what some of them tell it tells."""
    nodes = {node.name: node for node in a.nodes if isinstance(node, Party)}
    one, *others = (nodes[name] for name in (first, *more))
    one = evolve(
        one,
        aliases=(*one.aliases, *(name for other in others for name in (other.name, *other.aliases))),
        code=next(filter(None, (party.code for party in (one, *others))), ""),
        corporate_number=next(filter(None, (party.corporate_number for party in (one, *others))), ""),
    )
    return dict.fromkeys((first, *more), one)


def find_renamed(before: Assessment, after: Assessment) -> dict[str, str]:
    """Return the name before of each node, and of each recipient that is only printed, that has another name now.

    A node is the same where one of the two names is an alias of the other's, where both are the name of one body
    (甲市長, 甲市) or one name written in two ways, and where nothing that the form says of a system of Ⅰ.2 or a file of
    Ⅰ.3 differs but its name. A contractor that another replaces is not.
    """
    before, after = with_printed(before, after)
    found: dict[str, str] = {}
    gone = {old.name: old for old in list_only(before, after)}
    come = tuple(list_only(after, before))
    bodies = _read_bodies(before, after) if gone and come else {}
    rewritten = frozenset(_find_rewritten(before, after)) if gone and come else frozenset()
    for new in come:
        for old in gone.values():
            is_one = _is_same(old, new) or _is_one_body(bodies, old, new) or (old, new) in rewritten
            if is_one and is_free(before, old, new):
                found[new.name] = old.name
                del gone[old.name]
                break
    return found


def under_new_names(before: Assessment, renamed: Mapping[str, str]) -> Assessment:
    """Return the state before in the names of now; the old ones stay as aliases, so that all still resolves."""
    if not renamed:
        return before
    now = {old: new for new, old in renamed.items()}
    printed = {old: new for old, new in now.items() if not before.find(old)}
    return evolve(
        before,
        parties=tuple(_named(party, now) for party in before.parties),
        systems=tuple(_named(system, now) for system in before.systems),
        files=tuple(_print(_named(file, now), printed) for file in before.files),
        flows=tuple(_declared(flow, now) for flow in before.flows),
    )


def under_new_pictures(before: Assessment, after: Assessment) -> Assessment:
    """Return the state before with each picture called as now that has another name and the same flows by the same numbers.

    A picture is the same only where one that is gone and one that is new are alike, and no others are.
    """
    was, now = (_draw(before, after), _draw(after, before))
    called = {
        was[drawn][0]: now[drawn][0] for drawn in was if len(was[drawn]) == len(now.get(drawn, ())) == 1
    }
    if not called:
        return before
    return evolve(
        before,
        diagrams=tuple(evolve(d, name=called.get(d.name, d.name)) for d in before.diagrams),
        flows=tuple(evolve(f, diagram=called.get(f.diagram, f.diagram)) for f in before.flows),
    )


def _draw(one: Assessment, other: Assessment) -> dict[frozenset[tuple[str, ...]], list[str]]:
    """The pictures that the other state has none called so, by the flows that are drawn in each."""
    drawn: dict[str, set[tuple[str, ...]]] = {}
    for flow in one.flows:
        ends = one.canonical(flow.source), one.canonical(flow.target)
        drawn.setdefault(flow.diagram, set()).add((flow.step, *ends))
    kept = {diagram.name for diagram in other.diagrams}
    found: dict[frozenset[tuple[str, ...]], list[str]] = {}
    for diagram in one.diagrams:
        if diagram.name not in kept and diagram.name in drawn:
            found.setdefault(frozenset(drawn[diagram.name]), []).append(diagram.name)
    return found


def with_printed(before: Assessment, after: Assessment) -> tuple[Assessment, Assessment]:
    """Return two states with what they only print as 提供先 or 移転先 as parties, a 移転先 of such a name as a 部署.

    Where both print the same, nothing of it is new or gone, and they are as they were.
    """
    was, now = _list_printed(before), _list_printed(after)
    if was == now:
        return before, after
    return evolve(before, parties=(*before.parties, *was)), evolve(after, parties=(*after.parties, *now))


def _list_printed(a: Assessment) -> list[Party]:
    found: dict[str, Party] = {}
    for entry in (declared.entry for declared in a.entries):
        if isinstance(entry, Handover):
            for name in filter(None, entry.names):
                is_section = isinstance(entry, Transfer) and _SECTION.fullmatch(strip_remarks(fold(name)))
                kind = PartyKind.DEPARTMENT if is_section else PartyKind.OTHER_PUBLIC
                found.setdefault(fold(name), Party(name, kind))
    return [party for party in found.values() if not a.find(party.name)]


_SECTION = re.compile(".*(?:[^本]部|[局課室係班]|担当|窓口)")
"""What a 部署 is called."""


def list_only(one: Assessment, other: Assessment) -> Iterator[Node]:
    """Yield the nodes of one state of which the other has none of their name."""
    known = {node.name for node in other.nodes}
    return (node for node in one.nodes if node.name not in known)


def is_free(before: Assessment, old: Node, new: Node) -> bool:
    """Return whether nothing else than the old one was called as the new one already."""
    return before.find(new.name) in (None, old)


def _is_same(old: Node, new: Node) -> bool:
    if type(old) is not type(new):
        return False
    return new.name in _list_others(old) or old.name in _list_others(new) or _differs_in_name_only(old, new)


def _list_others(node: Node) -> Sequence[str]:
    """The other names of a node: its aliases, and what its name says that it is called by from there on."""
    return (*node.aliases, *_DEFINED.findall(node.name))


_DEFINED = re.compile("以下[、,]?「(.+?)」")


def _read_bodies(before: Assessment, after: Assessment) -> Mapping[tuple[int, str], str]:
    """Which body each party is, by its state and its name."""
    states = (before, after)
    bodies = Bodies(states, name_documents(states))
    return {
        (i, p.name): bodies.find(i, p.name).key
        for i, a in enumerate(states)
        for p in a.nodes
        if isinstance(p, Party)
    }


def _is_one_body(bodies: Mapping[tuple[int, str], str], old: Node, new: Node) -> bool:
    key = bodies.get((0, old.name)) if isinstance(old, Party) and isinstance(new, Party) else None
    return key is not None and key == bodies.get((1, new.name))


def _find_rewritten(before: Assessment, after: Assessment) -> Iterator[tuple[Node, Node]]:
    """Yield what is called by one name that is written in two ways, where nothing else of its state is called so."""
    was, now = _list_by_name(before), _list_by_name(after)
    for name, old in was.items():
        new = now.get(name, ())
        if len(old) == len(new) == 1 and not are_told_apart(_own(*old), _own(*new)):
            yield old[0], new[0]


def are_told_apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two say otherwise of anything that both tell, "" being what is not told."""
    return any(a and b and a != b for a, b in zip(one, other, strict=True))


def _list_by_name(a: Assessment) -> Mapping[str, Sequence[Node]]:
    """The parties by their names without what may be left out, the systems by what the catalogue calls them."""
    parties = (p for p in a.parties if p.kind not in _OF_A_BODY and not _is_hired_as(p))
    systems = ((find_type_called((s.name,)), s) for s in a.systems)
    named: list[tuple[str, Node]] = [(f"主体/{spell_name(party.name)}", party) for party in parties]
    named += [(f"システム/{t.name}", s) for t, s in systems if t and s.entry in ("", t.name)]
    return group_by(named)


_OF_A_BODY = (PartyKind.PERSON, PartyKind.DEPARTMENT)


def _is_hired_as(party: Party) -> bool:
    """Whether a contractor is called by what he does, and may be another each time."""
    return party.kind is PartyKind.CONTRACTOR and is_common(party.name)


def _own(node: Node) -> tuple[str, str, str]:
    """What tells a party from another of its name, "" for what is not told: its form, a remark and its 法人番号."""
    if not isinstance(node, Party):
        return "", "", ""
    return split_form(node.name)[0], "".join(list_remarks(node.name)), node.corporate_number


def _differs_in_name_only(old: Node, new: Node) -> bool:
    """A node of which the model tells nothing else is like any other: only what the form lists is compared."""
    if isinstance(old, System):
        return bool(old.number and old.functions) and _is_alike(old, new, *_OF_NAMES, "connects")
    if isinstance(old, File):
        return bool(old.records.names or old.entrustments or old.scope) and _is_alike(old, new, *_OF_NAMES)
    return False


_OF_NAMES = ("name", "aliases", "alias_spans", "spans", "inferred")


def _is_alike(old: Node, new: Node, *but: str) -> bool:
    """Whether two nodes tell the same but for some fields."""
    return evolve(new, **{name: getattr(old, name) for name in but}) == old


def _named(node: _N, now: Mapping[str, str]) -> _N:
    if node.name not in now:
        return node
    name: str = now[node.name]
    return evolve(node, name=name, aliases=(*_without(node.aliases, name), node.name))


def _print(file: File, printed: Mapping[str, str]) -> File:
    """A file with the recipients that its entries only print as they are printed now."""
    if not printed:
        return file
    return evolve(
        file,
        provisions=tuple(_print_names(entry, printed) for entry in file.provisions),
        transfers=tuple(_print_names(entry, printed) for entry in file.transfers),
    )


def _print_names(entry: _H, printed: Mapping[str, str]) -> _H:
    rows = tuple(evolve(row, name=printed.get(row.name, row.name)) for row in entry.rows)
    return evolve(entry, recipient=printed.get(entry.recipient, entry.recipient), rows=rows)


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)


def _declared(flow: Flow, now: Mapping[str, str]) -> Flow:
    return evolve(flow, declared=tuple(rename_entry(name, now) for name in flow.declared))
