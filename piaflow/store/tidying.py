"""A model rewritten in its shorter forms: the same assessment in fewer lines, and every comment stays.

The text of a person is cut and pasted at the spans of its nodes; what has a comment in the way of that stays long.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.errors import InputError
from piaflow.store.chain import find_all_beside, find_base
from piaflow.store.csv_lists import UnfitError, read_list, write_list
from piaflow.store.dumping import to_yaml
from piaflow.store.editing import Edit, compose, end_of, put
from piaflow.store.load import parse
from piaflow.store.parsing import read
from piaflow.store.reading import read_text
from piaflow.store.shorthand import BOXES, DEFAULTS, LISTS, REST, SHARED, Pattern, find_rest
from piaflow.store.source import Block, Row

_FEWEST_ROWS = 20
"""A shorter list is easier to read where it stands: about half a screen."""

_FEWEST_SHARING = 2
_FEWEST_LINES = 3
"""So many lines have to go for a reader to look at two places instead of one."""

_WIDTH = 118
_FOLDER = "lists"
_COMMENT = re.compile(r"(?:^|\s)(#.*)$", re.MULTILINE)
_NOT_IN_NAMES = re.compile(r"[\s\\/:*?\"<>|.]+")
_OWN = ("span", "inferred", "aliases", "number")
"""Keys that say something of the one value alone, though two may say the same."""

_CALLED = {"records": "記録項目", "revisions": "変更箇所"}


@frozen
class Tidied:
    """A model in its shorter forms: its text of before and of now, and the lists that stand beside it now."""

    path: Path
    before: str
    after: str
    lists: dict[Path, str]

    @property
    def is_changed(self) -> bool:
        """Whether there was anything to shorten."""
        return self.before != self.after


def tidy(path: Path) -> Tidied:
    """Return a model file in its shorter forms; a change file stays as it is.

    Raises FileAccessError where the file cannot be read and InputError with every problem of it.
    """
    before = read_text(path)
    root = read(before, str(path))
    if find_base(root, path) is not None:
        return Tidied(path, before, before, {})
    held = {one.path: read_text(one.path) for one in find_all_beside(root, path)}
    meant = parse(before, str(path), held.__getitem__)
    text, lists = before, dict[Path, str]()
    for shorten in _STEPS:
        edits, more = shorten(_Model(path, text, read(text, str(path)), compose(text)))
        shorter = put(text, edits)
        files = {**held, **lists, **more}
        with contextlib.suppress(InputError):
            is_same = _is_same(parse(shorter, str(path), files.__getitem__), meant)
            if is_same and _comments(shorter) == _comments(text):
                text, lists = shorter, {**lists, **more}
    return Tidied(path, before, text, lists)


def _is_same(one: Assessment, other: Assessment) -> bool:
    """Whether both say the same, in the same order."""
    return to_yaml(one) == to_yaml(other)


def _comments(text: str) -> Counter[str]:
    return Counter(_COMMENT.findall(text))


_Shorter = tuple[list[Edit], dict[Path, str]]


@frozen
class _Model:
    """A model as it is typed: its text, what that holds, and the nodes of the text."""

    path: Path
    text: str
    root: Block
    node: yaml.Node | None

    def find(self, pattern: Pattern) -> Iterator[tuple[tuple[str, ...], yaml.Node, yaml.Node, Any]]:
        """Yield what stands at a pattern: the keys that lead there, the nodes of key and value, and what it holds."""
        yield from _find(self.node, self.root, pattern, ())

    def has_comment(self, start: int, end: int) -> bool:
        return _COMMENT.search(self.text[start:end]) is not None

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the next line begins."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def lines_of(self, key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
        """Return from where to where the lines of an entry of a block go."""
        return self.line_start(key.start_mark.index), self.line_end(end_of(self.text, value))


def _find(
    node: yaml.Node | None, held: Any, pattern: Pattern, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], yaml.Node, yaml.Node, Any]]:
    """What an alias names stands elsewhere: nothing is looked for below it."""
    first, *after = pattern
    if not isinstance(node, yaml.MappingNode) or not isinstance(held, Block):
        return
    for key, value in node.value:
        name = getattr(key, "value", "")
        if name not in held or first not in ("*", name) or value.start_mark.index < key.end_mark.index:
            continue
        if after:
            yield from _find(value, held[name], tuple(after), (*above, name))
        else:
            yield (*above, name), key, value, held[name]


# Boxes.


def _shorten_boxes(model: _Model) -> _Shorter:
    found = (
        _shorten_block(model, value, boxes, choices)
        for pattern, choices in BOXES.items()
        for _, _, value, boxes in model.find(pattern)
    )
    return [edit for edit in found if edit], {}


def _shorten_block(model: _Model, node: yaml.Node, boxes: Any, choices: tuple[str, ...]) -> Edit | None:
    """Return the edit that lets `rest` say what most boxes show, None where that says less or no less."""
    if not isinstance(node, yaml.MappingNode) or not isinstance(boxes, Block) or REST in boxes:
        return None
    if len(node.value) != len(boxes):
        return None  # merged defaults stand elsewhere
    start, end = node.start_mark.index, end_of(model.text, node)
    if node.flow_style:
        if model.has_comment(start, end):
            return None
        bare = list(boxes)
    else:
        bare = [key.value for key, value in node.value if not model.has_comment(*model.lines_of(key, value))]
    found = find_rest(boxes, bare, choices)
    if found is None:
        return None
    rest, gone = found
    line = f"{REST}: {rest.value}"
    left = [(key, value) for key, value in node.value if key.value not in gone]
    return _write_flow(model, node, left, line) if node.flow_style else _write_block(model, node, gone, line)


def _write_flow(model: _Model, node: yaml.Node, left: Sequence[Any], line: str) -> Edit:
    """Write what is left between the braces anew, over as few lines as it needs."""
    text = model.text
    pieces = [_one_line(text[key.start_mark.index : end_of(text, value)]) for key, value in left]
    column = node.start_mark.column + 1
    written, width = "{", column
    for i, piece in enumerate([*pieces, line]):
        if i and width + len(piece) + 2 > _WIDTH:
            written += ",\n" + " " * column
            width = column
        elif i:
            written += ", "
            width += 2
        written += piece
        width += len(piece)
    return node.start_mark.index, end_of(text, node), written + "}"


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _write_block(model: _Model, node: yaml.MappingNode, gone: set[str], line: str) -> Edit:
    """Take out the lines of what is gone, and write the rest behind."""
    start = model.line_start(node.start_mark.index)
    end = model.line_end(end_of(model.text, node))
    kept, at = "", start
    for key, value in node.value:
        if key.value in gone:
            begin, stop = model.lines_of(key, value)
            kept += model.text[at:begin]
            at = stop
    kept += model.text[at:end]
    kept += "" if kept.endswith("\n") or not kept else "\n"
    return start, end, f"{kept}{' ' * node.start_mark.column}{line}\n"


# Lists.


def _move_lists(model: _Model) -> _Shorter:
    edits: list[Edit] = []
    files: dict[Path, str] = {}
    for pattern, kind in LISTS.items():
        for where, key, node, held in model.find(pattern):
            if (
                not isinstance(held, Row)
                or len(held) < _FEWEST_ROWS
                or not isinstance(node, yaml.SequenceNode)
            ):
                continue
            start, end = key.end_mark.index, end_of(model.text, node)
            told = _to_csv(held, kind, where[-1])
            if told is None or model.has_comment(start, end):
                continue
            named = _name_list(model.path, where, files)
            files[model.path.parent / named] = told
            edits.append((start, end, f": {named}"))
    return edits, files


def _to_csv(held: Row, kind: type[Any], key: str) -> str | None:
    """Return a list as a CSV, None where it does not come back from there as it is."""
    try:
        told = write_list([_as_rows(value, kind) for value in held], kind, key)
    except UnfitError:
        return None
    back, problems = read_list(told, "", kind, key)
    same = [_as_rows(value, kind) for value in back] == [_as_rows(value, kind) for value in held]
    return told if same and not problems else None


def _as_rows(value: Any, kind: type[Any]) -> Any:
    """Lines stand in one cell, be they one span or several."""
    if not isinstance(value, Block):
        return value
    told = {key: _as_rows(inner, kind) for key, inner in value.items()}
    return {
        key: [inner] if key == "span" and isinstance(inner, str) else inner for key, inner in told.items()
    }


def _name_list(path: Path, where: tuple[str, ...], taken: dict[Path, str]) -> str:
    """Return a name for the file of a list: the model, what has the list, and what it is where that has several."""
    words = [where[1]] if len(where) > 1 else []
    words.append(_CALLED.get(where[-1]) or where[-2])
    stem = "-".join(_NOT_IN_NAMES.sub("_", word) for word in (path.stem, *words))
    names = (f"{_FOLDER}/{stem}{'' if i == 1 else f'-{i}'}.csv" for i in range(1, 1000))
    return next(n for n in names if path.parent / n not in taken and not (path.parent / n).exists())


# Defaults.


def _share_defaults(model: _Model, pattern: Pattern) -> _Shorter:
    return [edit for _, _, node, held in model.find(pattern) for edit in _share(model, node, held)], {}


def _share(model: _Model, node: yaml.Node, held: Any) -> list[Edit]:
    """Return the edits that let a section say once what all its values say."""
    if (
        not isinstance(node, yaml.MappingNode)
        or node.flow_style
        or DEFAULTS in held
        or len(node.value) < _FEWEST_SHARING
    ):
        return []
    values = [value for _, value in node.value]
    columns = {value.start_mark.column for value in values}
    if not all(_is_plain_block(value) for value in values) or len(columns) > 1 or len(held) != len(values):
        return []
    entries = [{key.value: (key, value) for key, value in one.value} for one in values]
    shared = [name for name in entries[0] if name not in _OWN and _is_shared(model, name, entries, held)]
    first = [model.lines_of(*entries[0][name]) for name in shared]
    count = sum(model.text.count("\n", start, end) for start, end in first)
    if count * (len(entries) - 1) <= _FEWEST_LINES:
        return []
    begin = model.line_start(node.value[0][0].start_mark.index)
    lines = "".join(_with_end(model.text[start:end]) for start, end in first)
    head = f"{' ' * node.start_mark.column}{DEFAULTS}:\n"
    gone = [(*model.lines_of(*entry[name]), "") for entry in entries for name in shared]
    return [(begin, begin, head + lines), *gone]


def _with_end(lines: str) -> str:
    return lines if lines.endswith("\n") else lines + "\n"


def _is_plain_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style and bool(node.value)


def _is_shared(model: _Model, name: str, entries: Sequence[dict[str, Any]], held: Block) -> bool:
    """Whether all values say this, in words that can be taken out of each."""
    told = [value.get(name) for value in held.values()]
    is_said = all(name in entry for entry in entries) and all(one == told[0] for one in told)
    return is_said and not any(_is_bound(model, *entry[name]) for entry in entries)


def _is_bound(model: _Model, key: yaml.Node, value: yaml.Node) -> bool:
    """Whether an entry stands with something else that has to stay: a comment, an anchor, the rest of its line."""
    start, end = model.lines_of(key, value)
    lines = model.text[start:end]
    begins = model.text[start : key.start_mark.index].strip() == ""
    return not begins or model.has_comment(start, end) or "&" in lines or "*" in lines


_STEPS: tuple[Callable[[_Model], _Shorter], ...] = (
    _shorten_boxes,
    _move_lists,
    *(partial(_share_defaults, pattern=pattern) for pattern in SHARED),
)
