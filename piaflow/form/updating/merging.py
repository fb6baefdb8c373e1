"""Three values of one field: that of a model, of a newer revision of its document, and of the earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs
from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.entries import MeansBox, SourceBox
from piaflow.domain.names import fold
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.form.updating.bench import PERSON, UNKNOWN, UNREAD

_Box = SourceBox | MeansBox | MainItemBox | Connection
ABSENT = object()
"""What an earlier revision says of a part that it did not have."""


@frozen
class Trio:
    """A value of a model, of a newer revision, and of the earlier one (None where that is not at hand).

    `write` gives what is printed of a value; `is_word` says that it is one in words: a person shortens these, so that
    only the earlier revision tells what was printed.
    """

    write: Callable[[Any], object]
    is_word: bool
    own: Any
    new: Any
    old: Any

    @property
    def is_boxes(self) -> bool:
        """Whether the values are boxes, each of which is told for itself."""
        return isinstance(self.own, tuple) and any(isinstance(b, _Box) for b in (*self.own, *self.new))

    def tell(self) -> tuple[str, str]:
        """Return what a reader is told of the model's value and of the newer one: of boxes those that differ."""
        own, new = self._show(self.own), self._show(self.new)
        if not self.is_boxes:
            return own, new
        states = {_name_box(box): box for box in self.own}
        told = [box for box in self.new if _differs(states.get(_name_box(box)), box)]
        was = (states.get(_name_box(box)) for box in told)
        return _list_boxes(box or _no_box(other) for box, other in zip(was, told, strict=True)), _list_boxes(
            told
        )

    def merge(self, *, is_printed: bool, default: Any) -> tuple[Any, str]:
        """Return the value to be written, None for none, and why one is left though both differ."""
        has_old = self.old is not None
        told_old = has_old and self.old is not ABSENT and self.old != default
        if self.new == default:
            is_lost = told_old and self.own != default
            return None, UNREAD if is_lost else ""
        if self._is_same(self.own, self.new) or (told_old and self._is_same(self.old, self.new)):
            return None, ""
        if has_old:
            is_sure = self.own == default or (told_old and self._is_same(self.old, self.own))
            return (self.new, "") if is_sure else (None, PERSON)
        if self.own == default:
            return (None if self.is_word else self.new), ""
        return (self.new, "") if is_printed and not self.is_word else (None, UNKNOWN)

    def _show(self, value: Any) -> str:
        return str(self.write(value))

    def _is_same(self, one: Any, other: Any) -> bool:
        return fold(self._show(one)) == fold(self._show(other))

    def merge_boxes(self, *, is_printed: bool) -> tuple[Any, str]:
        """Return the boxes with those states that are to be written, as `merge` does."""
        own = {_name_box(box): box for box in self.own}
        has_old = self.old is not None
        old = {_name_box(box): box for box in self.old} if has_old and self.old is not ABSENT else {}
        merged, why = dict(own), ""
        for box in self.new:
            key = _name_box(box)
            mine, was = own.get(key), old.get(key)
            if not _differs(mine, box) or (was and show(was) == show(box)):
                continue
            if mine is None or mine.box is Certainty.UNKNOWN:
                is_sure = True
            elif has_old:
                is_sure = show(was) == show(mine)
            else:
                is_sure = is_printed and mine.box is not box.box
            if is_sure:
                merged[key] = box
            else:
                why = PERSON if has_old else UNKNOWN
        return (tuple(merged.values()) if merged != own else None), why


def _name_box(box: _Box) -> Any:
    match box:
        case SourceBox():
            return box.kind
        case MeansBox():
            return box.means
        case MainItemBox():
            return box.item
        case Connection():
            return fold(box.name)


def _differs(own: _Box | None, new: _Box) -> bool:
    """Whether a document says another thing of a box than a model; a box that a model does not list is not ticked."""
    if new.box is Certainty.UNKNOWN or (own is None and new.box is Certainty.NO):
        return False
    return show(own) != show(new)


def show(box: _Box | None) -> tuple[Certainty, str] | None:
    """The state of a box, and what is written beside it."""
    if box is None:
        return None
    return box.box, "" if isinstance(box, Connection) else fold(box.name)


def find_default(part: Any, name: str) -> Any:
    """Return what a value is where nothing is told of it."""
    default = attrs.fields_dict(type(part))[name].default
    return "" if default is attrs.NOTHING else default


def _list_boxes(boxes: Iterable[_Box]) -> str:
    return "\n".join(f"{_SIGNS[box.box]} {_call_box(box)}" for box in boxes)


_SIGNS = {Certainty.YES: "○", Certainty.NO: "―", Certainty.UNKNOWN: "？"}


def _call_box(box: _Box) -> str:
    key = _name_box(box)
    if isinstance(box, Connection):
        return box.name
    return f"{key.value}（{box.name}）" if box.name else str(key.value)


def _no_box(box: _Box) -> _Box:
    """A box of which nothing is told."""
    told = evolve(box, box=Certainty.UNKNOWN)
    return told if isinstance(told, Connection) else evolve(told, name="")
