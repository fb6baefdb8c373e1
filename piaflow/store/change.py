"""Change files: a patch on what a base model holds, in which each value keeps the place it was written in.

base: ../juki.yaml
add:    {systems: {コンビニ交付システム: {...}}, flows: [...]}
amend:  {systems: {既存住基システム: {zone: クラウド環境}}, flows: {<flow id>: {items: [...]}}}
remove: {systems: [旧システム, {既存住基システム: [functions]}], flows: [<flow id>],
         files: {住基ファイル: {entrustments: [委託事項4]}}}

A text of a field is amended as a whole: texts: {Ⅱ.住基ファイル.7: 新しい記載}.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import attrs
from attrs import define, field

from piaflow.domain.assessment import Assessment
from piaflow.domain.flow_ids import tell_choices
from piaflow.domain.names import fold
from piaflow.domain.records import Statement
from piaflow.domain.visible import reveal
from piaflow.errors import Advisor, InputError, PlacedProblem, clip, hint
from piaflow.store.converter import written_as
from piaflow.store.source import Block, Mark, Marks, Plain, Row, copy, place_of

PARTS = ("base", "add", "amend", "remove")
_SAYINGS = ("contracts", "statements", "conversions")


def _name_statements(statements: Sequence[Statement]) -> list[str]:
    """Name each by its matter and place, and where several share these by what it says too."""
    shared = Counter((s.about, s.at) for s in statements)
    return [f"{s.about}: {s.at}" + (f" {s.says}" if shared[s.about, s.at] > 1 else "") for s in statements]


LIST_NAMES: Mapping[str, Callable[[Assessment], Sequence[str]]] = {
    "flows": lambda model: model.flow_ids,
    "conversions": lambda model: [f"{c.at}: {c.source}→{c.target}" for c in model.conversions],
    "contracts": lambda model: [contract.label for contract in model.contracts],
    "revisions": lambda model: [str(i + 1) for i in range(len(model.revisions))],
    "statements": lambda model: _name_statements(model.statements),
}
"""The names by which a change file calls the entries of the sections that are lists, in their order."""


def patch(base: Block, tell: Callable[[], Assessment], change: Block, file: str) -> Block:
    """Return what the base holds with the change applied.

    `tell` gives the base as a value: it is asked where the change calls a flow, or another entry of a list, by
    what it says. Raises InputError with every part of the change that does not fit the base.
    """
    root = copy(base, file)
    patcher = _Patcher(root, tell, {name: tuple(_list_entries(root, name)) for name in LIST_NAMES})
    for part, written in copy(change, file).items():
        patcher.part(part, written, change.marks[part])
    if patcher.problems:
        raise InputError(tuple(patcher.problems))
    return root


def _list_entries(root: Block, section: str) -> Row | tuple[()]:
    entries = root.get(section)
    return entries if isinstance(entries, Row) else ()


@define
class _Patcher:
    """Applies the parts of one change to the copy of the base, gathering what does not fit.

    `lists` are the base's entries of the sections that are lists: the names by which a change calls them are those
    of the base, in whatever order its parts stand.
    """

    root: Block
    tell: Callable[[], Assessment]
    lists: Mapping[str, tuple[Plain, ...]]
    called: dict[str, dict[str, Plain]] = field(factory=dict)
    problems: list[PlacedProblem] = field(factory=list)
    advisor: Advisor = field(factory=Advisor)

    @cached_property
    def model(self) -> Assessment:
        """The base as a value."""
        return self.tell()

    def part(self, name: str, written: Plain, marks: Marks) -> None:
        actions = {"add": self._add, "amend": self._amend, "remove": self._remove}
        if name in actions:
            self._each_section(written, marks, actions[name])
        elif name not in PARTS:
            self._complain(marks[0], f"キー「{name}」はありません（使えるキー: {', '.join(PARTS)}）")

    def _complain(self, mark: Mark, what: str) -> None:
        self.problems.append(PlacedProblem(place_of(mark), what))

    def _each_section(
        self, written: Plain, marks: Marks, action: Callable[[str, Plain, Marks], None]
    ) -> None:
        if not isinstance(written, Block):
            self._complain(marks[1], "「節: 値」の組であるべきところです")
            return
        known = [written_as(a) for a in attrs.fields(Assessment)]
        for section, told in written.items():
            here = written.marks[section]
            if section not in known:
                near = hint(section, known) or f"（使える節: {', '.join(known)}）"
                self._complain(here[0], f"節「{section}」はありません{near}")
            else:
                action(section, told, here)

    def _section(self, name: str, like: Plain, marks: Marks) -> Plain | None:
        """Return a section of the base, an empty one of the same form where it has none."""
        if name not in self.root and not isinstance(like, str):
            self.root.put(name, type(like)(marks[1]), marks)
        return self.root.get(name)

    def _add(self, name: str, addition: Plain, marks: Marks) -> None:
        section = self._section(name, addition, marks)
        if isinstance(section, Row) and isinstance(addition, Row):
            section.extend(addition)
            section.marks.extend(addition.marks)
        elif isinstance(section, Block) and isinstance(addition, Block):
            for key, value in addition.items():
                if key in section:
                    self._complain(
                        addition.marks[key][0], f"「{key}」はもうあります（変えるなら amend に書きます）"
                    )
                else:
                    section.put(key, value, addition.marks[key])
        else:
            self._complain(marks[1], f"「{name}」の形が元のモデルと違います")

    def _amend(self, name: str, amendment: Plain, marks: Marks) -> None:
        section = self._section(name, amendment, marks)
        if not isinstance(amendment, Block):
            self._complain(marks[1], "「名前: 変える値」の組であるべきところです")
        elif name == "assessment":
            self._merge(section, amendment, marks)
        else:
            for called, value in amendment.items():
                here = amendment.marks[called]
                found = self._find(name, section, called, here[0])
                if found is None:
                    continue
                if name == "texts" and isinstance(section, Block):  # a text is amended as a whole
                    section.put(found[0], value, (section.marks[found[0]][0], here[1]))
                else:
                    self._merge(found[1], value, here)

    def _find(self, name: str, section: Plain | None, called: str, mark: Mark) -> tuple[str, Plain] | None:
        """Return what a change calls in a section, by its own name and with its value; complain where that is nothing.

        `name` is the key of the section: what has no name of its own is called by what it says.
        """
        known = _name_all(section) if isinstance(section, Block) else self._call_listed(name)
        known = known or _name_all(section)
        meant = self._list_meant(name, called, known)
        if len(meant) > 1:
            told = "、".join(f"「{one}」" for one in meant)
            several = f"「{called}」で始まるものは {len(meant)} つあります。どれかを書きます: {told}"
            self._complain(mark, tell_choices(called, meant) if name == "flows" else several)
            return None
        wanted = meant[0] if meant else called
        own = wanted if wanted in known else {fold(one): one for one in known}.get(fold(wanted))
        if own is None:
            near = self.advisor.hint(called, known) or _list_choices(name, known)
            self._complain(mark, f"「{reveal(clip(called))}」は元のモデルにありません{near}")
            return None
        return own, known[own]

    def _call_listed(self, section: str) -> Mapping[str, Plain]:
        """Return the base's entries of a section that is a list by their names; none where there are none."""
        if section not in self.called:
            entries = self.lists.get(section, ())
            names = LIST_NAMES[section](self.model) if entries else ()
            self.called[section] = dict(zip(names, entries, strict=False))
        return self.called[section]

    def _list_meant(self, section: str, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return what a name means: a flow's id with or without its mark, or what a sentence begins with."""
        if section == "flows":
            return self.model.named_flows.find(name)
        began = [one for one in known if section in _SAYINGS and fold(one).startswith(fold(name))]
        return (name,) if not fold(name) or fold(name) in map(fold, began) else tuple(began)

    def _merge(self, target: Plain | None, change: Plain, marks: Marks) -> None:
        if not isinstance(target, Block) or not isinstance(change, Block):
            self._complain(marks[1], "「キー: 値」の組であるべきところです")
            return
        for key, value in change.items():
            present = target.get(key)
            if isinstance(present, Block) and isinstance(value, Block):
                self._merge(present, value, change.marks[key])
            else:
                target.put(key, value, change.marks[key])

    def _remove(self, name: str, names: Plain, marks: Marks) -> None:
        """Take out of a section what a list names, or go deeper where a mapping says of whom."""
        self._drop(name, self.root.get(name), names, marks[1])

    def _drop(self, name: str, section: Plain | None, names: Plain, mark: Mark) -> None:
        if isinstance(names, Row):
            placed = list(zip(names, names.marks, strict=True))
            for partly, here in placed:
                if isinstance(partly, Block):
                    self._drop(name, section, partly, here)
            found = [
                self._find_named(name, section, one, here)
                for one, here in placed
                if not isinstance(one, Block)
            ]
            _leave_out(section, [one for one in found if one is not None])
        elif isinstance(names, Block) and names:
            for called, inner in names.items():
                key, value = names.marks[called]
                found_one = self._find(name, section, called, key)
                if found_one is not None:
                    self._drop(called, found_one[1], inner, value)
        else:
            self._complain(mark, "消すものの名前の並びであるべきところです")

    def _find_named(
        self, section_name: str, section: Plain | None, called: Plain, mark: Mark
    ) -> tuple[str, Plain] | None:
        if isinstance(called, str):
            return self._find(section_name, section, called, mark)
        self._complain(mark, "名前であるべきところです")
        return None


def _name_all(section: Plain | None) -> Mapping[str, Plain]:
    """Return the values of a section by their names; of a list those that are names themselves."""
    if isinstance(section, Block):
        return section
    return {value: value for value in section if isinstance(value, str)} if isinstance(section, Row) else {}


def _list_choices(section: str, known: Iterable[str]) -> str:
    """Of what has no name of its own, each is called by what it says."""
    told = "、".join(f"「{name}」" for name in known) if section in _SAYINGS else ""
    return f"（選べるもの: {told}）" if told else ""


def _leave_out(section: Plain | None, gone: list[tuple[str, Plain]]) -> None:
    """Take out entries: of a mapping by their keys, of a list the entries themselves, of a list of names all that are so."""
    if isinstance(section, Block):
        for name, _ in gone:
            section.pop(name, None)
            section.marks.pop(name, None)
    elif isinstance(section, Row):
        left = [pair for pair in zip(section, section.marks, strict=True) if not _is_among(pair[0], gone)]
        section[:] = [value for value, _ in left]
        section.marks[:] = [mark for _, mark in left]


def _is_among(value: Plain, gone: list[tuple[str, Plain]]) -> bool:
    return any(value == one if isinstance(value, str) else value is one for _, one in gone)
