"""Defaults that several entries share: `移転先2: {<<: *t, recipient: 課B}` has all that `&t` has, but for its own."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from attrs import define, field

from piaflow.errors import InputError, Place, PlacedProblem

_MERGE = "tag:yaml.org,2002:merge"
Pair = tuple[yaml.Node, yaml.Node]


def merge_defaults(root: yaml.MappingNode, file: str, most: int) -> None:
    """Put into each mapping of the tree what its `<<` names; each value keeps the place where it is written.

    Raises InputError where `<<` names no mapping or itself, or where more than `most` values would come in.
    """
    _Merger(file, most).settle(root)


@define
class _Merger:
    file: str
    left: int
    seen: dict[int, yaml.Node] = field(factory=dict)
    open: set[int] = field(factory=set)

    def settle(self, node: yaml.Node) -> None:
        """Merge below a node first: what an anchor names is whole before it is merged. Aliases come once."""
        if id(node) in self.seen or isinstance(node, yaml.ScalarNode):
            return
        self.seen[id(node)] = node
        self.open.add(id(node))
        for child in _children(node):
            self.settle(child)
        if isinstance(node, yaml.MappingNode) and any(key.tag == _MERGE for key, _ in node.value):
            own = {key.value for key, _ in node.value if key.tag != _MERGE and isinstance(key.value, str)}
            node.value = list(self._merged(node, own))
        self.open.discard(id(node))

    def _merged(self, node: yaml.MappingNode, own: set[str]) -> Iterator[Pair]:
        for key, value in node.value:
            if key.tag != _MERGE:
                yield key, value
                continue
            for default, told in self._defaults(key, value):
                if default.value not in own:
                    own.add(default.value)
                    yield default, told

    def _defaults(self, key: yaml.Node, value: yaml.Node) -> Iterator[Pair]:
        """Yield what one `<<` names: a mapping, or several of which the first that says something is heard."""
        named = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for mapping in named:
            if not isinstance(mapping, yaml.MappingNode) or id(mapping) in self.open:
                raise self._refusal(key, "「<<」には、ほかの組の別名（*名前）か、その並びを書きます")
            self.left -= len(mapping.value)
            if self.left < 0:
                raise self._refusal(key, "「<<」で加わる値が多すぎます")
            yield from (pair for pair in mapping.value if isinstance(pair[0], yaml.ScalarNode))

    def _refusal(self, node: yaml.Node, what: str) -> InputError:
        mark = node.start_mark
        return InputError((PlacedProblem(Place(self.file, mark.line + 1, mark.column + 1), what),))


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    for child in node.value:
        yield from child if isinstance(child, tuple) else (child,)
