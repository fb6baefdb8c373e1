"""An edit of a person's file: only the text of what changed is written anew, all else stays as it was typed.

The tree of the text is walked beside the data of before and of after; where both differ the span of the node is
replaced. What cannot be followed (an alias, a merged default, a key that the text has otherwise) is replaced as a
whole, one level up. Whoever calls parses the text again and compares it with what is meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml
from attrs import frozen

from piaflow.domain.names import fold
from piaflow.store.dumping import dump, dump_flow
from piaflow.store.shorthand import REST

Edit = tuple[int, int, str]
"""From where to where in the text, and what stands there instead."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Entry = tuple[yaml.Node | None, yaml.Node]
"""A key (none in a sequence) and its value."""


class _LostError(Exception):
    """The text cannot be followed here."""


def edit(text: str, was: dict[str, Any], now: dict[str, Any], *, in_depth: bool = True) -> str:
    """Return the model text with `now` instead of `was`, its data; not `in_depth`, whole sections are replaced.

    Raises ValueError where the text cannot be followed at all.
    """
    root = compose(text)
    try:
        edits = list(_Editor(text, in_depth).walk(root, was, now, 0)) if root else []
    except _LostError:
        raise ValueError("the text cannot be followed") from None
    return put(text, edits)


def compose(text: str) -> yaml.Node | None:
    """Return the tree of a text, None of an empty one. Raises YAMLError."""
    root: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return root


def put(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits, of which none reaches into another."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def end_of(text: str, node: yaml.Node) -> int:
    """Return where the last thing in a node ends: a block collection ends only where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return len(text[: node.end_mark.index].rstrip())


@frozen
class _Editor:
    text: str
    in_depth: bool

    def walk(self, node: yaml.Node, was: Any, now: Any, depth: int) -> Iterator[Edit]:
        """Yield the edits that make of a node what it is now. Raises _LostError."""
        if was == now:
            return
        if depth and not self.in_depth:
            raise _LostError
        match node, was, now:
            case yaml.MappingNode(), dict(), dict():
                yield from self._walk_mapping(node, was, now, depth)
            case yaml.SequenceNode(), list(), list() if len(node.value) == len(was):
                yield from self._walk_sequence(node, was, now, depth)
            case _:
                raise _LostError

    def _change(self, entry: _Entry, was: Any, now: Any, depth: int) -> list[Edit]:
        """Return the edits inside a value, or the one that writes it anew."""
        try:
            return list(self.walk(entry[1], was, now, depth + 1))
        except _LostError:
            return [self._replace(entry, now)]

    def _walk_mapping(  # noqa: C901 - one branch per way in which a key can differ
        self, node: yaml.MappingNode, was: dict[str, Any], now: dict[str, Any], depth: int
    ) -> Iterator[Edit]:
        entries: list[_Entry] = list(node.value)
        place = {fold(key.value): i for i, (key, _) in enumerate(node.value)}
        if len(place) < len(entries) or not self._is_own(node, entries):
            raise _LostError
        renamed = _find_renamed(was, now)
        more = {key: value for key, value in now.items() if key not in was and key not in renamed.values()}
        for key, old in was.items():
            if key in now and old == now[key]:
                continue
            at = place.get(fold(key))
            if at is None:
                # received from elsewhere (the catalogue, a merged default): what is written here goes before it
                if key not in now:
                    raise _LostError
                more[key] = now[key]
                continue
            if key in now:
                yield from self._change(entries[at], old, now[key], depth)
            elif key in renamed and fold(renamed[key]) not in place:
                yield from self._rename(entries[at], renamed[key])
                yield from self._change(entries[at], old, now[renamed[key]], depth)
            elif fold(REST) in place:
                raise _LostError  # without its line it would show what the rest shows
            else:
                yield self._delete(node, entries, at)
        if more:
            if any(fold(key) in place for key in more):
                raise _LostError
            yield self._insert(node, entries, len(entries), [{key: value} for key, value in more.items()])

    def _rename(self, entry: _Entry, name: str) -> Iterator[Edit]:
        if entry[0] is not None:
            yield entry[0].start_mark.index, entry[0].end_mark.index, dump_flow(name)

    def _walk_sequence(
        self, node: yaml.SequenceNode, was: list[Any], now: list[Any], depth: int
    ) -> Iterator[Edit]:
        entries: list[_Entry] = [(None, value) for value in node.value]
        if not entries or not self._is_own(node, entries):
            raise _LostError
        matcher = SequenceMatcher(None, list(map(_as_key, was)), list(map(_as_key, now)), autojunk=False)
        for what, i, i_end, j, j_end in matcher.get_opcodes():
            if what == "equal":
                continue
            shared = min(i_end - i, j_end - j)
            for k in range(shared):
                yield from self._change(entries[i + k], was[i + k], now[j + k], depth)
            for k in range(i + shared, i_end):
                yield self._delete(node, entries, k)
            if j + shared < j_end:
                yield self._insert(node, entries, i + shared, now[j + shared : j_end])

    def _is_own(self, node: yaml.Node, entries: Sequence[_Entry]) -> bool:
        """Whether all that stands in a collection is written there: an alias is written elsewhere."""
        ends = (node.start_mark.index, node.end_mark.index)
        return all(
            ends[0] <= part.start_mark.index and part.end_mark.index <= ends[1]
            for entry in entries
            for part in entry
            if part is not None
        )

    # Spans.

    def _start(self, entry: _Entry) -> int:
        start: int = (entry[0] or entry[1]).start_mark.index
        return start

    def _end(self, node: yaml.Node) -> int:
        return end_of(self.text, node)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    # Edits.

    def _replace(self, entry: _Entry, now: Any) -> Edit:
        node = entry[1]
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            column = node.start_mark.column
            return node.start_mark.index, self._end(node), self._indent(_as_block(now), column).lstrip()
        if node.start_mark.index < self._start(entry):
            raise _LostError
        return node.start_mark.index, self._end(node), dump_flow(now)

    def _delete(self, node: yaml.CollectionNode, entries: Sequence[_Entry], at: int) -> Edit:
        start, end = self._start(entries[at]), self._end(entries[at][1])
        if not node.flow_style:
            if len(entries) == 1:
                raise _LostError
            return self._line_start(start), min(self._line_end(end) + 1, len(self.text)), ""
        if at:
            return self._end(entries[at - 1][1]), end, ""
        if len(entries) == 1:
            return start, end, ""
        return start, self._start(entries[1]), ""

    def _insert(self, node: yaml.CollectionNode, entries: Sequence[_Entry], at: int, more: list[Any]) -> Edit:
        """Write more entries before the one at a place, or behind the last."""
        if node.flow_style:
            told = [dump_flow(value) for value in more]
            if isinstance(node, yaml.MappingNode):
                told = [text[1:-1] for text in told]
            if not entries:
                end = node.end_mark.index - 1
                return end, end, ", ".join(told)
            if at:
                end = self._end(entries[at - 1][1])
                return end, end, "".join(f", {text}" for text in told)
            start = self._start(entries[0])
            return start, start, "".join(f"{text}, " for text in told)
        column = node.start_mark.column
        as_entry = _as_item if isinstance(node, yaml.SequenceNode) else _as_pair
        told = [self._indent(as_entry(value), column) for value in more]
        if at:
            end = self._line_end(self._end(entries[at - 1][1]))
            return end, end, "".join(f"\n{text}" for text in told)
        start = self._line_start(self._start(entries[0]))
        return start, start, "".join(f"{text}\n" for text in told)

    def _indent(self, text: str, column: int) -> str:
        return "\n".join(" " * column + line if line else line for line in text.split("\n"))


def _find_renamed(was: dict[str, Any], now: dict[str, Any]) -> dict[str, str]:
    """Return the new name of each key that another took the place of; its line stays where it is, with its comments."""
    if len(was) != len(now):
        return {}
    pairs = zip(was, now, strict=True)
    return {
        old: new for old, new in pairs if old not in now and new not in was and _is_whole(was[old], now[new])
    }


def _is_whole(*values: Any) -> bool:
    return all(isinstance(value, dict) and value for value in values)


def _as_key(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _as_block(value: Any) -> str:
    return dump(value).rstrip("\n")


def _as_pair(value: dict[str, Any]) -> str:
    """One key with its value, which stands below it where it is long."""
    ((key, inner),) = value.items()
    block = _as_block(inner)
    if isinstance(inner, dict | list) and "\n" in block:
        return "\n".join([f"{dump_flow(key)}:", *("  " + line for line in block.split("\n"))])
    return f"{dump_flow(key)}: {dump_flow(inner)}"


def _as_item(value: Any) -> str:
    return "- " + dump_flow(value)
