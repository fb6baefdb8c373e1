"""Model text as a tree of YAML nodes, and as plain strings with the place of each."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import define, field, frozen

from piaflow.domain.values import FORBIDDEN
from piaflow.errors import (
    FileAccessError,
    InputError,
    Place,
    PlacedProblem,
    Where,
    clip,
    find_nearest,
    hint,
    tell_refusal,
)
from piaflow.store.merging import merge_defaults
from piaflow.store.reading import read_bytes
from piaflow.store.slips import find_cut_values, tell_yaml_error

MOST_BYTES = 8_000_000
MOST_VALUES = 400_000
MOST_DEPTH = 40

Plain = str | list["Plain"] | dict[str, "Plain"]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


@frozen
class Source:
    """Plain data and, for each path in it, the places of its key and of its value."""

    data: dict[str, Plain]
    places: Mapping[Where, Place]
    file: str

    def place(self, where: Where) -> Place:
        """Return the place of this path, or of the nearest path above that the text holds."""
        while where and where not in self.places:
            where = where[:-1]
        return self.places.get(where, Place(self.file, 1, 1))


def read_text(path: str | Path) -> str:
    """Return the text of a UTF-8 file. Raises FileAccessError or InputError in one clear line."""
    try:
        raw = read_bytes(path, MOST_BYTES)
    except FileNotFoundError:
        raise FileAccessError(str(path), _tell_absent(Path(path))) from None
    except OSError as error:
        raise FileAccessError(str(path), f"読めません（{tell_refusal(error)}）") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        what = "UTF-8 の文字ではありません（UTF-8 で保存し直してください）"
        raise InputError((PlacedProblem(Place(str(path), line, column), what),)) from None


def _tell_absent(file: Path) -> str:
    if file.is_symlink():
        return f"リンクですが、指す先の {file.readlink()} がありません"
    try:
        nearest = find_nearest(file.name, (p.name for p in file.parent.iterdir()))
    except OSError:
        nearest = ""
    near = hint(str(file), [str(file.parent / nearest)]) if nearest else ""
    return f"ファイルがありません{near}"


def compose(text: str, file: str) -> yaml.MappingNode:
    """Return the YAML tree of a model text. Raises InputError where it is no single YAML mapping."""
    _refuse_characters(text, file)
    try:
        _refuse_depth(text)
        root = _Loader(_NamedText(text, file)).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(
            file, error.problem_mark or error.context_mark, tell_yaml_error(error, text)
        ) from None
    except _TooDeepError as error:
        raise _unreadable(file, error.mark, f"入れ子が深すぎます（上限 {MOST_DEPTH} 段）") from None
    if root is None:
        raise _unreadable(file, None, "中身がありません")
    if not isinstance(root, yaml.MappingNode):
        raise _unreadable(file, root.start_mark, "「キー: 値」の並びで始まっていません")
    if "<<" in text:
        merge_defaults(root, file, MOST_VALUES)
    return root


def _refuse_characters(text: str, file: str) -> None:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is not None:
        before = text[: found.start()]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise InputError((PlacedProblem(place, f"使えない文字（U+{ord(found[0]):04X}）があります"),))


class _NamedText(io.StringIO):
    """Text that tells the loader its file, so that every mark carries it."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


@define
class _TooDeepError(Exception):
    mark: Any


def _refuse_depth(text: str) -> None:
    """Walk the parser's events first: composing a deeply nested text would exhaust the C stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_DEPTH:
                raise _TooDeepError(event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _unreadable(file: str, mark: yaml.Mark | None, what: str) -> InputError:
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    return InputError((PlacedProblem(place, what),))


@define
class _Reader:
    """Turns YAML nodes into plain data, counting values so that aliases cannot explode."""

    file: str
    places: dict[Where, Place] = field(factory=dict)
    problems: list[PlacedProblem] = field(factory=list)
    values: int = 0

    def read(self, node: yaml.Node, where: Where) -> Plain:
        self.values += 1
        if self.values > MOST_VALUES:
            what = f"値が多すぎます（上限 {MOST_VALUES:,}。別名 * の入れ子を確かめてください）"
            raise InputError((PlacedProblem(Place(self.file, 1, 1), what),))
        if len(where) > MOST_DEPTH:
            what = (
                f"入れ子が深すぎます（上限 {MOST_DEPTH} 段。別名 * が自分を含んでいないか確かめてください）"
            )
            raise InputError((PlacedProblem(self._place(node), what),))
        self.places.setdefault(where, self._place(node))
        self._refuse_tag(node)
        match node:
            case yaml.MappingNode():
                self._refuse_cuts(node)
                return dict(self._pairs(node, where))
            case yaml.SequenceNode():
                self._refuse_cuts(node)
                return [self.read(child, (*where, i)) for i, child in enumerate(node.value)]
            case _:
                return self._text(node)

    def _text(self, node: yaml.Node) -> str:
        """Return the text of a scalar: an escape in quotes may stand for a character that no text holds."""
        text = str(node.value)
        if not text.isprintable() and (found := FORBIDDEN.search(text)):
            self._complain(node, f"使えない文字（U+{ord(found[0]):04X}）があります")
        return text

    def _complain(self, node: yaml.Node, what: str) -> None:
        self.problems.append(PlacedProblem(self._place(node), what))

    def _refuse_cuts(self, node: yaml.CollectionNode) -> None:
        for cut, whole in find_cut_values(node) if node.flow_style else ():
            quoted = f'引用符で囲みます: "{clip(whole)}"'
            self._complain(cut, f"「{clip(whole)}」が「,」で切れています（1つの値なら{quoted}）")

    def _pairs(self, node: yaml.MappingNode, where: Where) -> Iterator[tuple[str, Plain]]:
        seen: set[str] = set()
        for key, value in node.value:
            place = self._place(key)
            if not isinstance(key, yaml.ScalarNode):
                self._complain(key, "キーが文字ではありません")
                continue
            name = self._text(key)
            if name in seen:
                self._complain(key, f"キー「{clip(name)}」が2度あります")
                continue
            seen.add(name)
            self.places[*where, name] = place
            yield name, self.read(value, (*where, name))

    def _refuse_tag(self, node: yaml.Node) -> None:
        explicit = node.tag.startswith("!") or (
            node.tag not in _PLAIN_TAGS and not isinstance(node, yaml.ScalarNode)
        )
        if explicit or node.tag.startswith("tag:yaml.org,2002:python"):
            self._complain(node, f"YAML のタグ（{clip(node.tag)}）は使えません")

    def _place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(getattr(mark, "name", "") or self.file, mark.line + 1, mark.column + 1)


def read_nodes(root: yaml.MappingNode, file: str) -> Source:
    """Return the tree as plain strings, lists and dicts with places. Raises InputError with all problems."""
    reader = _Reader(file)
    data: Any = reader.read(root, ())
    if reader.problems:
        raise InputError(tuple(reader.problems))
    return Source(data, reader.places, file)
