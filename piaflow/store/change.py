"""Change files: a patch of YAML nodes on a base model, so that each value keeps the place it was written.

base: ../juki.yaml
add:    {systems: {コンビニ交付システム: {...}}, flows: [...]}
amend:  {systems: {既存住基システム: {zone: クラウド環境}}, flows: {<flow id>: {items: [...]}}}
remove: {systems: [旧システム, {既存住基システム: [functions]}], flows: [<flow id>],
         files: {住基ファイル: {entrustments: [委託事項4]}}}

A text of a field is amended as a whole: texts: {Ⅱ.住基ファイル.7: 新しい記載}.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

import attrs
import yaml
from attrs import define, field, frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.flow_ids import tell_choices
from piaflow.domain.names import fold
from piaflow.domain.records import Statement
from piaflow.domain.values import FORBIDDEN
from piaflow.domain.visible import reveal
from piaflow.errors import Advisor, FileAccessError, InputError, Place, PlacedProblem, clip, hint
from piaflow.store.converter import written_as
from piaflow.store.source import compose, read_nodes, read_text

MOST_BASES = 200
_EMPTY = yaml.SequenceNode("tag:yaml.org,2002:seq", [])
_PARTS = ("base", "add", "amend", "remove")
_SAYINGS = ("contracts", "statements", "conversions")


@frozen
class Base:
    """The base that a change file names: where it leads, how it is written there, and at which place."""

    path: Path
    named: str
    place: Place

    def refuse(self, why: str) -> InputError:
        """Return the error of a base that is no good, told where it is named."""
        return InputError((PlacedProblem(self.place, f"base「{reveal(clip(self.named))}」{why}"),))


def walk_bases(path: Path) -> Iterator[tuple[Path, yaml.MappingNode, Base | None]]:
    """Yield a file with its tree and its base, then the same of that base and so on, each read once.

    Raises FileAccessError for the file itself, InputError for a base that cannot be read, that leads back to one
    of them or that is one too many.
    """
    seen: set[str] = set()
    here, told = path, None
    while True:
        root = _read(here, told)
        seen.add(os.path.realpath(here))
        base = find_base(root, str(here), seen)
        if base is not None and len(seen) == MOST_BASES:
            raise base.refuse(f"の連なりが長すぎます（上限 {MOST_BASES} ファイル）")
        yield here, root, base
        if base is None:
            return
        here, told = base.path, base


def _read(path: Path, told: Base | None) -> yaml.MappingNode:
    try:
        return compose(read_text(path), str(path))
    except FileAccessError as error:
        if told is None:
            raise
        raise told.refuse(f": {error.what}") from None


def find_base(root: yaml.MappingNode, file: str, above: Collection[str] = ()) -> Base | None:
    """Return the base that a change file names, or None where the file is a model.

    `above` are the real paths of the file and of the changes on it. Raises InputError where it is among them.
    """
    for key, value in root.value:
        if key.value == "base":
            if not isinstance(value, yaml.ScalarNode) or not value.value or FORBIDDEN.search(value.value):
                raise InputError((_problem(value, file, "base には元のモデルのファイルを書きます"),))
            named = str(value.value)
            base = Base(Path(file).parent / named, named, _place(value, file))
            if os.path.realpath(base.path) in above:
                raise base.refuse("をたどると自分に戻ります")
            return base
    return None


def patch(base: yaml.MappingNode, model: Assessment, change: yaml.MappingNode, file: str) -> yaml.MappingNode:
    """Return the base tree with the change applied. `model` is the base as a value: it knows the flow ids.

    Raises InputError with every part of the change that does not fit the base.
    """
    read_nodes(change, file)
    root = _copy_mapping(base)
    patcher = _Patcher(root, model, _listed(root, model), file)
    for key, value in change.value:
        patcher.part(key, value)
    if patcher.problems:
        raise InputError(tuple(patcher.problems))
    return patcher.root


def _listed(root: yaml.MappingNode, model: Assessment) -> dict[str, dict[str, yaml.Node]]:
    """Return the base's entries of each list section under the names by which a change file calls them."""
    names = {
        "flows": list(model.flow_ids),
        "conversions": [f"{c.at}: {c.source}→{c.target}" for c in model.conversions],
        "contracts": [contract.label for contract in model.contracts],
        "revisions": [str(i + 1) for i in range(len(model.revisions))],
        "statements": _name_statements(model.statements),
    }
    sections = {name: _find(root, name) for name in names}
    return {
        name: dict(zip(names[name], section.value, strict=False))
        for name, section in sections.items()
        if isinstance(section, yaml.SequenceNode)
    }


def _name_statements(statements: Sequence[Statement]) -> list[str]:
    """Name each by its matter and place, and where several share these by what it says too."""
    shared = Counter((s.about, s.at) for s in statements)
    return [f"{s.about}: {s.at}" + (f" {s.says}" if shared[s.about, s.at] > 1 else "") for s in statements]


def _place(node: yaml.Node, file: str) -> Place:
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _problem(node: yaml.Node, file: str, what: str) -> PlacedProblem:
    return PlacedProblem(_place(node, file), what)


def _copy_mapping(node: yaml.MappingNode) -> yaml.MappingNode:
    pairs = [(key, _copy(child)) for key, child in node.value]
    return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark)


def _copy(node: yaml.Node) -> yaml.Node:
    match node:
        case yaml.MappingNode():
            return _copy_mapping(node)
        case yaml.SequenceNode():
            children = [_copy(child) for child in node.value]
            return yaml.SequenceNode(node.tag, children, node.start_mark, node.end_mark)
        case _:
            return node


def _find(mapping: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in mapping.value if key.value == name), None)


@define
class _Patcher:
    """Applies the parts of one change to the copied tree, gathering what does not fit."""

    root: yaml.MappingNode
    model: Assessment
    listed: dict[str, dict[str, yaml.Node]]
    file: str
    problems: list[PlacedProblem] = field(factory=list)
    advisor: Advisor = field(factory=Advisor)

    def part(self, key: yaml.Node, value: yaml.Node) -> None:
        match key.value:
            case "base":
                return
            case "add":
                self._each_section(value, self._add)
            case "amend":
                self._each_section(value, self._amend)
            case "remove":
                self._each_section(value, self._remove)
            case _:
                self._complain(key, f"キー「{key.value}」はありません（使えるキー: {', '.join(_PARTS)}）")

    def _complain(self, node: yaml.Node, what: str) -> None:
        self.problems.append(_problem(node, self.file, what))

    def _each_section(self, value: yaml.Node, action: Callable[[yaml.Node, yaml.Node], None]) -> None:
        if not isinstance(value, yaml.MappingNode):
            self._complain(value, "「節: 値」の組であるべきところです")
            return
        known = [written_as(a) for a in attrs.fields(Assessment)]
        for key, section in value.value:
            if key.value not in known:
                near = hint(str(key.value), known) or f"（使える節: {', '.join(known)}）"
                self._complain(key, f"節「{key.value}」はありません{near}")
            else:
                action(key, section)

    def _section(self, key: yaml.Node, like: yaml.Node) -> yaml.Node:
        found = _find(self.root, key.value)
        if found is None:
            found = type(like)(like.tag, [], like.start_mark, like.end_mark)
            self.root.value.append((key, found))
        return found

    def _add(self, key: yaml.Node, addition: yaml.Node) -> None:
        section = self._section(key, addition)
        if type(section) is not type(addition) or isinstance(addition, yaml.ScalarNode):
            self._complain(addition, f"「{key.value}」の形が元のモデルと違います")
            return
        if isinstance(section, yaml.MappingNode):
            for name, value in addition.value:
                if _find(section, name.value) is not None:
                    self._complain(name, f"「{name.value}」はもうあります（変えるなら amend に書きます）")
                else:
                    section.value.append((name, value))
        else:
            section.value.extend(addition.value)

    def _amend(self, key: yaml.Node, amendment: yaml.Node) -> None:
        section = self._section(key, amendment)
        if not isinstance(amendment, yaml.MappingNode):
            self._complain(amendment, "「名前: 変える値」の組であるべきところです")
        elif key.value == "assessment":
            self._merge(section, amendment)
        elif key.value == "texts":
            self._replace(key, section, amendment)
        else:
            for name, value in amendment.value:
                target = self._target(key, section, name)
                if target is not None:
                    self._merge(target, value)

    def _target(self, key: yaml.Node, section: yaml.Node, name: yaml.Node) -> yaml.Node | None:
        if not isinstance(name, yaml.ScalarNode):
            self._complain(name, "名前であるべきところです")
            return None
        known = self.listed.get(key.value) or {str(c.value): c for c in _scalars(section)}
        if isinstance(section, yaml.MappingNode):
            known = {str(k.value): value for k, value in section.value}
        meant = self._list_meant(key.value, str(name.value), known)
        if len(meant) > 1:
            told = "、".join(f"「{one}」" for one in meant)
            several = f"「{name.value}」で始まるものは {len(meant)} つあります。どれかを書きます: {told}"
            self._complain(name, tell_choices(name.value, meant) if key.value == "flows" else several)
            return None
        wanted = meant[0] if meant else name.value
        found = known.get(wanted) or {fold(k): value for k, value in known.items()}.get(fold(wanted))
        if found is None:
            near = self.advisor.hint(name.value, known) or self._list_choices(key, known)
            self._complain(name, f"「{reveal(clip(name.value))}」は元のモデルにありません{near}")
        return found

    def _replace(self, key: yaml.Node, section: yaml.Node, amendment: yaml.MappingNode) -> None:
        """Put each value in the place of the one that has its name."""
        for name, value in amendment.value:
            target = self._target(key, section, name)
            if target is not None:
                section.value = [(k, value if old is target else old) for k, old in section.value]

    def _list_meant(self, section: str, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Return what a name means: a flow's id with or without its mark, or what a sentence begins with."""
        if section == "flows":
            return self.model.named_flows.find(name)
        began = [one for one in known if section in _SAYINGS and fold(one).startswith(fold(name))]
        return (name,) if not fold(name) or fold(name) in map(fold, began) else tuple(began)

    def _list_choices(self, key: yaml.Node, known: Iterable[str]) -> str:
        """Of what has no name of its own, each is called by what it says."""
        told = "、".join(f"「{name}」" for name in known) if key.value in _SAYINGS else ""
        return f"（選べるもの: {told}）" if told else ""

    def _merge(self, target: yaml.Node, change: yaml.Node) -> None:
        if not isinstance(target, yaml.MappingNode) or not isinstance(change, yaml.MappingNode):
            self._complain(change, "「キー: 値」の組であるべきところです")
            return
        for key, value in change.value:
            present = _find(target, key.value)
            if isinstance(present, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
                self._merge(present, value)
            elif present is None:
                target.value.append((key, value))
            else:
                at = next(i for i, (k, _) in enumerate(target.value) if k.value == key.value)
                target.value[at] = (key, value)

    def _remove(self, key: yaml.Node, names: yaml.Node) -> None:
        """Take out of a section what a list names, or go deeper where a mapping says of whom."""
        self._drop(key, _find(self.root, key.value) or _EMPTY, names)

    def _drop(self, key: yaml.Node, section: yaml.Node, names: yaml.Node) -> None:
        match names:
            case yaml.SequenceNode():
                whole = [name for name in names.value if not isinstance(name, yaml.MappingNode)]
                for partly in (name for name in names.value if isinstance(name, yaml.MappingNode)):
                    self._drop(key, section, partly)
                targets = [self._target(key, section, name) for name in whole]
                section.value = list(_without(section, [t for t in targets if t is not None]))
            case yaml.MappingNode() if names.value:
                for name, inner in names.value:
                    target = self._target(key, section, name)
                    if target is not None:
                        self._drop(name, target, inner)
            case _:
                self._complain(names, "消すものの名前の並びであるべきところです")


def _scalars(section: yaml.Node) -> list[yaml.Node]:
    listed = section.value if isinstance(section, yaml.SequenceNode) else []
    return [child for child in listed if isinstance(child, yaml.ScalarNode)]


def _without(section: yaml.Node, gone: list[yaml.Node]) -> Iterator[object]:
    for child in section.value:
        value = child[1] if isinstance(child, tuple) else child
        if not any(value is node for node in gone):
            yield child
