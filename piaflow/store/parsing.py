"""Model text as plain values with the place of each: one pass over the events of the YAML parser.

Everything is a string until the domain says otherwise. What the text leaves to YAML is settled on the way: anchors
and aliases, what `<<` merges, keys that stand twice, tags, and how much and how deep a text may be.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from attrs import define, field, frozen
from yaml.composer import ComposerError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from piaflow.domain.values import FORBIDDEN
from piaflow.errors import InputError, Place, PlacedProblem, clip
from piaflow.store.slips import Scalar, find_cut_numbers, find_cut_values, tell_yaml_error
from piaflow.store.source import MOST_VALUES, TOO_MANY, Block, Mark, Plain, Row, place_of

MOST_DEPTH = 40

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MERGE_SIGN, _MERGE = "<<", "tag:yaml.org,2002:merge"
_COLLECTION_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
_THOUSANDS = re.compile(r"\d,\d{3}")
"""Only a text that has this can hold a number that a comma cut."""


def read(text: str, file: str) -> Block:
    """Return what a model text holds. Raises as `read_all`, and where there are problems InputError with all of them."""
    block, problems = read_all(text, file)
    if problems:
        raise InputError(problems)
    return block


def read_all(text: str, file: str) -> tuple[Block, tuple[PlacedProblem, ...]]:
    """Return what a model text holds, and every problem in it that lets one read on.

    Raises InputError with the first one that does not: what is no single YAML mapping, or too much.
    """
    _refuse_characters(text, file)
    loader = _Loader(_NamedText(text, file))
    reader = _Reader(file, loader.get_event, cuts_numbers=_THOUSANDS.search(text) is not None)
    try:
        root = reader.read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refuse(mark, tell_yaml_error(error, text), file) from None
    finally:
        loader.dispose()
    if root is None:
        raise _refuse(None, "中身がありません", file)
    if not isinstance(root[0], Block):
        raise _refuse(root[1], "「キー: 値」の並びで始まっていません", file)
    return root[0], tuple(reader.problems)


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


def _refuse(mark: Mark | None, what: str, file: str = "") -> InputError:
    return InputError((PlacedProblem(place_of(mark) if mark else Place(file, 1, 1), what),))


@frozen
class _Anchored:
    """What an anchor names: its value, where that begins, and of how many values and how deep it is as written out.

    A collection that is still open has no value yet.
    """

    value: Plain | None
    mark: yaml.Mark
    size: int = 1
    depth: int = 0


_Told = tuple[Plain, Mark]


@define
class _Reader:
    """Makes values of events. Aliases are counted as written out, so that they cannot explode."""

    file: str
    get: Callable[[], Any]
    cuts_numbers: bool
    problems: list[PlacedProblem] = field(factory=list)
    anchors: dict[str, _Anchored] = field(factory=dict)
    values: int = 1
    merged: int = 0
    deepest: int = 0
    refused: Exception | None = None

    def read(self) -> _Told | None:
        """Return the one value of the stream, None of an empty one. Raises MarkedYAMLError or InputError."""
        self.get()  # the stream begins
        document = self.get()
        if type(document) is StreamEndEvent:
            return None
        root = self._value(self.get(), 0)
        self.get()  # the document ends
        if type(after := self.get()) is not StreamEndEvent:
            raise ComposerError(
                "expected a single document in the stream",
                document.start_mark,
                "but found another document",
                after.start_mark,
            )
        if self.refused is not None:
            raise self.refused
        return root

    def _hold(self, refusal: Exception) -> None:
        """Keep the first thing that is refused: the text is read on, since what makes it no YAML is told before."""
        self.refused = self.refused or refusal

    def _value(self, event: Any, depth: int) -> _Told:
        """Return the value that begins with an event, so many steps below the whole, and where it begins."""
        mark: Mark = event.start_mark
        if type(event) is AliasEvent:
            return self._alias(event, depth)
        if type(event) is ScalarEvent:
            self._refuse_tag(event)
            value: Plain = self._text(event)
            self._name(event, _Anchored(value, mark))
            return value, mark
        if depth == MOST_DEPTH:
            raise _refuse(mark, f"入れ子が深すぎます（上限 {MOST_DEPTH} 段）")
        self._refuse_tag(event)
        if event.anchor is None:
            return self._collection(event, depth), mark
        self._name(event, _Anchored(None, mark))
        outer, self.deepest = self.deepest, depth
        before = self.values + self.merged
        value = self._collection(event, depth)
        size = self.values + self.merged - before + 1
        self.anchors[event.anchor] = _Anchored(value, mark, size, self.deepest - depth)
        self.deepest = max(outer, self.deepest)
        return value, mark

    def _collection(self, start: Any, depth: int) -> Plain:
        value: Plain = (
            self._block(start, depth) if type(start) is MappingStartEvent else self._row(start, depth)
        )
        if value:
            self.deepest = max(self.deepest, depth + 1)
        return value

    def _block(self, start: Any, depth: int) -> Block:
        block = Block(start.start_mark)
        get, marks = self.get, block.marks
        told_before = len(self.problems)
        defaults: list[tuple[int, Mark, list[Plain]]] = []
        written: list[tuple[Scalar, Scalar] | None] = []
        is_flow = start.flow_style
        while type(key := get()) is not MappingEndEvent:
            is_plain = type(key) is ScalarEvent
            if is_plain and key.anchor is None:
                mark = key.start_mark
                name = key.value if key.value.isprintable() else self._text(key)
                if (name == _MERGE_SIGN or key.tag) and _is_merge(key):
                    defaults.append((len(block), mark, self._defaults(depth)))
                    continue
            else:
                name, mark = self._key(key, depth)
            if name is None or name in block:
                self._pass_over(mark, name, depth)
                continue
            value = get()
            is_scalar = type(value) is ScalarEvent
            if is_flow:
                written.append((key, value) if is_scalar and is_plain else None)
            if is_scalar and value.anchor is None and value.tag is None:
                text = value.value
                block[name] = text if text.isprintable() else self._text(value)
                marks[name] = mark, value.start_mark
            else:
                block[name], begun = self._value(value, depth + 1)
                marks[name] = mark, begun
        if is_flow and "" in block.values():
            self._refuse_cuts(find_cut_values(written), told_before)
        self._count(len(block))
        return self._merge(block, defaults) if defaults else block

    def _row(self, start: Any, depth: int) -> Row:
        row = Row(start.start_mark)
        get, marks = self.get, row.marks
        told_before = len(self.problems)
        written: list[Scalar | None] = []
        may_cut = self.cuts_numbers and start.flow_style
        while type(event := get()) is not SequenceEndEvent:
            is_scalar = type(event) is ScalarEvent
            if may_cut:
                written.append(event if is_scalar else None)
            if is_scalar and event.anchor is None and event.tag is None:
                text = event.value
                row.append(text if text.isprintable() else self._text(event))
                marks.append(event.start_mark)
            else:
                value, mark = self._value(event, depth + 1)
                row.append(value)
                marks.append(mark)
        if may_cut:
            self._refuse_cuts(find_cut_numbers(written), told_before)
        self._count(len(row))
        return row

    def _key(self, event: Any, depth: int) -> tuple[str | None, Mark]:
        """Return a key that is no plain scalar: an alias or an anchor of one; None where it is no text."""
        problems, values = len(self.problems), self.values
        tag = event.tag if type(event) is ScalarEvent else None
        value, mark = self._value(event, depth + 1)
        if isinstance(value, str) and tag is None:
            return value, mark
        del self.problems[problems:]
        self.values = values
        if isinstance(value, str):
            return value, mark
        self._complain(mark, "キーが文字ではありません")
        return None, mark

    def _pass_over(self, mark: Mark, name: str | None, depth: int) -> None:
        """Read a value that nobody needs, of a key that is none or stands twice."""
        if name is not None:
            self._complain(mark, f"キー「{clip(name)}」が2度あります")
        problems, values = len(self.problems), self.values
        self._value(self.get(), depth + 1)
        del self.problems[problems:]
        self.values = values

    def _text(self, event: Any) -> str:
        """Return the text of a scalar: an escape in quotes may stand for a character that no text holds."""
        text = str(event.value)
        if not text.isprintable() and (found := FORBIDDEN.search(text)):
            self._complain(event.start_mark, f"使えない文字（U+{ord(found[0]):04X}）があります")
        return text

    def _complain(self, mark: Mark, what: str) -> None:
        self.problems.append(PlacedProblem(place_of(mark), what))

    def _count(self, more: int) -> None:
        self.values += more
        if self.values > MOST_VALUES:
            self._hold(_refuse(None, TOO_MANY, self.file))

    def _refuse_tag(self, event: Any) -> None:
        tag = event.tag
        if tag is None or tag == "!":
            return
        is_scalar = type(event) is ScalarEvent
        if tag.startswith(("!", "tag:yaml.org,2002:python")) or not (is_scalar or tag in _COLLECTION_TAGS):
            self._complain(event.start_mark, f"YAML のタグ（{clip(tag)}）は使えません")

    def _refuse_cuts(self, cuts: Iterator[tuple[Scalar, str]], at: int) -> None:
        """What is cut in a collection is told before what is wrong inside it."""
        inner = self.problems[at:]
        del self.problems[at:]
        for cut, whole in cuts:
            quoted = f'引用符で囲みます: "{clip(whole)}"'
            self._complain(cut.start_mark, f"「{clip(whole)}」が「,」で切れています（1つの値なら{quoted}）")
        self.problems += inner

    # Anchors, and what stands elsewhere.

    def _name(self, event: Any, anchored: _Anchored) -> None:
        if event.anchor is None:
            return
        first = self.anchors.get(event.anchor)
        if first is not None:
            told = ("found duplicate anchor; first occurrence", first.mark, "second occurrence")
            self._hold(ComposerError(*told, event.start_mark))
        self.anchors[event.anchor] = anchored

    def _alias(self, event: Any, depth: int) -> _Told:
        named = self._named(event, depth)
        if named.value is None:
            self._hold(_refuse(named.mark, _TOO_DEEP))
            return "", named.mark
        self._count(named.size - 1)
        return named.value, named.mark

    def _named(self, event: Any, depth: int) -> _Anchored:
        """Return what an alias names, an empty text where that is nothing."""
        named = self.anchors.get(event.anchor)
        if named is None:
            self._hold(ComposerError(None, None, "found undefined alias", event.start_mark))
            return _Anchored("", event.start_mark)
        if depth + named.depth > MOST_DEPTH:
            self._hold(_refuse(named.mark, _TOO_DEEP))
        self.deepest = max(self.deepest, depth + named.depth)
        return named

    # Defaults that several entries share: `移転先2: {<<: *t, recipient: 課B}` has all that `&t` has, but for its own.

    def _defaults(self, depth: int) -> list[Plain]:
        """Return what one `<<` names: a mapping, or several of which the first that says something is heard."""
        event = self.get()
        if type(event) is not SequenceStartEvent or event.anchor is not None:
            value = self._default(event, depth)
            return value if isinstance(value, Row) else [value]
        named: list[Plain] = []
        while type(event := self.get()) is not SequenceEndEvent:
            named.append(self._default(event, depth))
        return named

    def _default(self, event: Any, depth: int) -> Plain:
        """What an alias names here is merged, not written out: of its values those below it are as many again."""
        if not isinstance(event, AliasEvent):
            return self._value(event, depth + 1)[0]
        named = self._named(event, depth)
        if named.value is None:
            return ""
        self._count(named.size - 1 - (len(named.value) if isinstance(named.value, Block) else 0))
        return named.value

    def _merge(self, block: Block, defaults: list[tuple[int, Mark, list[Plain]]]) -> Block:
        """Return the block with its defaults where `<<` stands; each keeps the place where it is written."""
        own = list(block.items())
        whole = Block(block.mark)
        begun = 0
        for at, mark, value in defaults:
            whole.update(own[begun:at])
            begun = at
            for mapping in value:
                if not isinstance(mapping, Block):
                    self._hold(_refuse(mark, _NO_DEFAULTS))
                    continue
                self.merged += len(mapping)
                if self.merged > MOST_VALUES:
                    self._hold(_refuse(mark, "「<<」で加わる値が多すぎます"))
                    continue
                for key, default in mapping.items():
                    if key not in block and key not in whole:
                        whole.put(key, default, mapping.marks[key])
        whole.update(own[begun:])
        whole.marks.update(block.marks)
        return whole


_TOO_DEEP = f"入れ子が深すぎます（上限 {MOST_DEPTH} 段。別名 * が自分を含んでいないか確かめてください）"
_NO_DEFAULTS = "「<<」には、ほかの組の別名（*名前）か、その並びを書きます"


def _is_merge(key: Any) -> bool:
    """Whether `<<` is meant as YAML's sign: between quotes it is a name."""
    is_sign = key.value == _MERGE_SIGN and key.implicit[0]
    return key.tag == _MERGE or (is_sign and key.tag in (None, "!"))
