"""The shorter forms of a model file, written out as soon as it is read: all that comes after knows the long form alone.

A list that stands in a CSV is brought in; what `defaults` says of the values of a section goes to each that says
nothing of it itself; `rest` says what the boxes show that a block does not list. Each value keeps the place that it
was written in.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, get_type_hints

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, MainItem, Means, SourceKind
from piaflow.domain.entries import Entrustment, Provision, Recipient, Transfer
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, System
from piaflow.domain.records import Revision
from piaflow.domain.values import find_choice
from piaflow.domain.visible import reveal
from piaflow.errors import FileAccessError, InputError, Place, PlacedProblem, clip
from piaflow.store.converter import list_written, make_converter, written_as
from piaflow.store.csv_lists import read_list
from piaflow.store.source import MOST_VALUES, TOO_MANY, Block, Mark, Plain, place_of

REST = "rest"
DEFAULTS = "defaults"
CSV = ".csv"

Pattern = tuple[str, ...]
"""The keys that lead to a place of a model; `*` is any."""

_HANDOVERS = ("provisions", "transfers")

_ON_ENTRUSTING = (Means.DEDICATED_LINE, Means.MAIL, Means.MEDIUM, Means.FLASH, Means.PAPER, Means.OTHER)
_ON_ACQUIRING = (
    *(Means.PAPER, Means.MEDIUM, Means.FLASH, Means.MAIL, Means.DEDICATED_LINE),
    *(Means.INTERNAL, Means.PROVISION_NETWORK, Means.OTHER),
)
_PRINTED: Mapping[Pattern, Iterable[Enum]] = {
    ("systems", "*", "connects"): ConnectionChoice,
    ("files", "*", "main_items"): MainItem,
    ("files", "*", "acquisition", "sources"): SourceKind,
    ("files", "*", "acquisition", "means"): _ON_ACQUIRING,
    ("files", "*", "entrustments", "*", "means"): _ON_ENTRUSTING,
    ("files", "*", "provisions", "*", "means"): (Means.PROVISION_NETWORK, *_ON_ENTRUSTING),
    ("files", "*", "transfers", "*", "means"): (Means.INTERNAL, *_ON_ENTRUSTING),
}
BOXES: Mapping[Pattern, tuple[str, ...]] = {
    where: tuple(str(choice.value) for choice in choices) for where, choices in _PRINTED.items()
}
"""The blocks of boxes, and the choices that each prints, in their order (様式4 Ⅰ.2③, Ⅱ.2④, Ⅱ.3①②, Ⅱ.4④, Ⅱ.5⑥)."""

SHARED: Mapping[Pattern, type[Any]] = {
    ("systems",): System,
    ("files",): File,
    ("files", "*", "entrustments"): Entrustment,
    ("files", "*", "provisions"): Provision,
    ("files", "*", "transfers"): Transfer,
}
"""The sections whose values may share defaults, and of what these values are."""

LISTS: Mapping[Pattern, type[Any]] = {
    ("files", "*", "records"): str,
    **{("files", "*", section, "*", "rows"): Recipient for section in _HANDOVERS},
    ("revisions",): Revision,
}
"""The lists that may stand in a CSV, and of what they are."""

_OTHER = ConnectionChoice.OTHER.value
_FEWEST_BOXES = 2


@frozen
class Beside:
    """What stands in a file beside its model, a list in a CSV or the texts.

    The keys that lead to it, where it is named and how, the file, and what it is a list of.
    """

    where: tuple[str, ...]
    mark: Mark
    named: str
    path: Path
    kind: type[Any]

    @property
    def key(self) -> str:
        """The key under which it is named."""
        return self.where[-1]

    def refuse(self, why: str) -> PlacedProblem:
        """Return what is wrong with the name of the file, told where it stands."""
        return PlacedProblem(place_of(self.mark), f"{self.key}「{reveal(clip(self.named))}」{why}")

    def refuse_outside(self, file: str | Path) -> None:
        """Raise InputError where it is not in the folder of its model, or below it: it belongs to that."""
        folder = os.path.realpath(Path(file).parent)
        if not Path(os.path.realpath(self.path)).is_relative_to(folder):
            raise InputError((self.refuse("がモデルのフォルダーの外です"),))


def find_lists(root: Block, file: str | Path) -> Iterator[Beside]:
    """Yield the lists of a model, or of a part of a change file, that stand in a CSV."""
    for pattern, kind in LISTS.items():
        for where, mark, value in _find(root, pattern):
            if isinstance(value, str) and value.casefold().endswith(CSV):
                yield Beside(where, mark, value, Path(file).parent / value, kind)


def _find(root: Block, pattern: Pattern) -> Iterator[tuple[tuple[str, ...], Mark, Plain]]:
    first, *after = pattern
    for key in list(root) if first == "*" else [first]:
        value = root.get(key)
        if value is None:
            continue
        if not after:
            yield (key,), root.marks[key][1], value
        elif isinstance(value, Block):
            yield from (((key, *where), mark, inner) for where, mark, inner in _find(value, tuple(after)))


def write_out(root: Block, file: str | Path, read_beside: Callable[[Path], str]) -> Block:
    """Return what a model holds, written out. Raises InputError with all that is wrong with its CSV files."""
    return _write_boxes(_write_defaults(_bring_lists(root, file, read_beside), file))


def write_out_change(root: Block, file: str | Path, read_beside: Callable[[Path], str]) -> Block:
    """Return a change file with its parts written out. What it amends shares no defaults: it is not all there is."""
    parts = {"add": write_out, "amend": _write_out_amendment}
    for part, write in parts.items():
        if isinstance(root.get(part), Block):
            root = _put(root, part, write(root[part], file, read_beside))
    return root


def _write_out_amendment(root: Block, file: str | Path, read_beside: Callable[[Path], str]) -> Block:
    return _write_boxes(_bring_lists(root, file, read_beside))


def _put(block: Block, key: str, value: Plain) -> Block:
    """Return a block with another value for a key. What an alias names is shared: nothing is changed in its place."""
    if block[key] is value:
        return block
    whole = Block(block.mark)
    whole.update(block)
    whole.marks.update(block.marks)
    whole[key] = value
    return whole


def _change(block: Block, pattern: Pattern, change: Callable[[Plain], Plain]) -> Block:
    """Return a block with what stands at a pattern changed."""
    first, *after = pattern
    for key in list(block) if first == "*" else [first]:
        value = block.get(key)
        if value is None:
            continue
        if not after:
            block = _put(block, key, change(value))
        elif isinstance(value, Block):
            block = _put(block, key, _change(value, tuple(after), change))
    return block


# Lists in a CSV.


def _bring_lists(root: Block, file: str | Path, read_beside: Callable[[Path], str]) -> Block:
    problems: list[PlacedProblem] = []
    for beside in tuple(find_lists(root, file)):
        try:
            beside.refuse_outside(file)
            told, wrong = read_list(read_beside(beside.path), str(beside.path), beside.kind, beside.key)
        except FileAccessError as error:
            problems.append(beside.refuse(f": {error.what}"))
        except InputError as error:
            problems += error.problems
        else:
            problems += wrong
            root = _change(root, beside.where, partial(_replace, told))
    if problems:
        raise InputError(tuple(dict.fromkeys(problems)))
    return root


def _replace(told: Plain, _: Plain) -> Plain:
    return told


# Defaults.


def _write_defaults(root: Block, file: str | Path) -> Block:
    share = partial(_share, file=str(file))
    for pattern in SHARED:
        root = _change(root, pattern, share)
    return root


def _share(section: Plain, file: str) -> Plain:
    if not isinstance(section, Block) or not isinstance(section.get(DEFAULTS), Block):
        return section
    defaults = section[DEFAULTS]
    if len(defaults) * len(section) > MOST_VALUES:
        raise InputError((PlacedProblem(Place(file, 1, 1), TOO_MANY),))
    whole = Block(section.mark)
    for name, value in section.items():
        if name != DEFAULTS:
            whole.put(name, _inherit(value, defaults), section.marks[name])
    return whole


def _inherit(value: Plain, defaults: Block) -> Plain:
    if not isinstance(value, Block):
        return value
    whole = Block(value.mark)
    whole.update({**value, **{key: told for key, told in defaults.items() if key not in value}})
    whole.marks.update({**defaults.marks, **value.marks})
    return whole


def state_unset(data: dict[str, Any], root: Block) -> None:
    """Let the data of a model, as those of a file, state what a default would tell otherwise: that nothing is told.

    Data leave out what nothing is told of; beside a default that stands in the file, `root`, it has to be written.
    """
    for pattern, kind in SHARED.items():
        for where, _, section in _find(root, pattern):
            defaults = section.get(DEFAULTS) if isinstance(section, Block) else None
            if not isinstance(defaults, Block):
                continue
            unset = find_unset(kind)
            for value in find_inner(data, where).values():
                value.update({key: unset[key] for key in defaults if key not in value})


def find_inner(data: dict[str, Any], where: Iterable[str]) -> dict[str, Any]:
    """Return the mapping at a path of the data of a model, an empty one where none is."""
    here: Any = data
    for step in where:
        here = here.get(step) if isinstance(here, dict) else None
    return here if isinstance(here, dict) else {}


def find_unset(kind: type[Any]) -> Mapping[str, Any]:
    """Return what each key of a class holds where nothing is told, as a file writes it."""
    unstructure = make_converter().unstructure
    hints = get_type_hints(kind)
    return {written_as(a): unstructure(a.default, hints[a.name]) for a in list_written(kind)}


# Boxes.


def _write_boxes(root: Block) -> Block:
    for pattern, choices in BOXES.items():
        root = _change(root, pattern, partial(list_all, choices=choices))
    return root


def list_all(boxes: Plain, choices: Iterable[str]) -> Plain:
    """Return a block with a box for each printed choice, in the order of print; other names stand behind."""
    if not isinstance(boxes, Block) or not is_rest(boxes.get(REST)):
        return boxes
    whole = Block(boxes.mark)
    for name in _name_all((name for name in boxes if name != REST), choices):
        told = name if name in boxes else REST
        whole.put(name, boxes[told], boxes.marks[told])
    return whole


def _name_all(listed: Iterable[str], choices: Iterable[str]) -> list[str]:
    """Return the names of all boxes of a block, in the order of print, of which it lists some and says the rest."""
    found = {fold(name): name for name in listed}
    printed = {fold(choice): choice for choice in choices}
    others = [name for key, name in found.items() if key not in printed]
    if others and fold(_OTHER) not in found:  # what その他 names stands there in its place
        printed.pop(fold(_OTHER), None)
    return [*(found.get(key, choice) for key, choice in printed.items()), *others]


def find_rest(
    boxes: Mapping[str, Any], bare: Iterable[str], choices: Iterable[str]
) -> tuple[Certainty, set[str]] | None:
    """Return what most boxes show that `rest` may say of them, and which these are; None where that says less or no less.

    Only `bare` boxes may go: those about which nothing else stands in the file.
    """
    shown = {name: find_choice(Certainty, boxes[name]) for name in bare if isinstance(boxes[name], str)}
    told = Counter(box for box in shown.values() if box in (Certainty.NO, Certainty.UNKNOWN))
    for rest, count in told.most_common(1):
        gone = {name for name, box in shown.items() if box is rest}
        is_whole = _name_all((name for name in boxes if name not in gone), choices) == list(boxes)
        if rest is not None and count >= _FEWEST_BOXES and is_whole:
            return rest, gone
    return None


def shorten_boxes(data: dict[str, Any]) -> None:
    """Let `rest` say in the data of a model, as those of a file, what most boxes of a block show."""
    for pattern, choices in BOXES.items():
        for boxes in _find_blocks(data, pattern):
            found = find_rest(boxes, boxes, choices)
            if found:
                rest, gone = found
                for name in gone:
                    del boxes[name]
                boxes[REST] = rest.value


def _find_blocks(data: dict[str, Any], pattern: Iterable[str]) -> list[dict[str, Any]]:
    here = [data]
    for step in pattern:
        here = [inner for one in here for key, inner in one.items() if step in ("*", key)]
    return here


def is_rest(told: Plain | None) -> bool:
    """Whether this says what the boxes show that are not listed."""
    return isinstance(told, str) and find_choice(Certainty, told) is not None
